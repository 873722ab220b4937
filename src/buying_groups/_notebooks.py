"""
Notebooks: the hook by which values that people look at show themselves as HTML.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from .errors import MissingLibraryError


__all__ = ["ShownInNotebooks"]


class ShownInNotebooks:
    """
    Gives a value the method that notebooks ask for HTML.

    What makes the HTML is known by nothing that is shown: it is looked up when a notebook asks, and never before.
    """

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        """Return the value as HTML; ``None``, upon which a notebook shows the repr, without the extra ``html``."""
        try:
            return cast("str", import_module(".html", __package__).fragment(self))
        except MissingLibraryError:
            return None
