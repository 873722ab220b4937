"""
Piece: what every value is rendered to, and the shells around it: an element to embed, or a whole document.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import attrs
from htpy import Element, Node, article, body, header, html, link, main, meta, p, style
from htpy import head as head_element
from htpy import title as title_element

from ..errors import InvalidValueError
from .elements import heading, shown
from .style import PAGE, ROOT, STYLE


if TYPE_CHECKING:
    from markupsafe import Markup


__all__ = ["Piece", "piece", "to_document", "to_fragment"]

# The page asks for nothing: should a browser ever read a text of the data as a script or an image, it is not to run or
# load it; and following a link tells nobody where it was found.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


@attrs.frozen(kw_only=True)
class Piece:
    """
    A value as HTML.

    Attributes
    ----------
    title : str
        What it is.
    subtitle : Node
        What belongs below the title.
    content : Node
        The rest.
    """

    title: str
    subtitle: Node = None
    content: Node = None


@functools.singledispatch
def piece(value: object, depth: int) -> Piece:
    """
    Return a value as HTML, with the title as a heading of a level.

    What can be rendered is registered by the modules of this package.
    """
    del depth
    kinds = sorted(kind.__name__ for kind in piece.registry if kind is not object)
    raise InvalidValueError("value", value, f"one of {', '.join(kinds)}")


def _shell(value: object, depth: int, *, css: Markup | None) -> tuple[str, Element]:
    made = piece(value, depth)
    head = header[
        heading(shown(made.title), depth, "title"), made.subtitle is not None and p(".buying-muted")[made.subtitle]
    ]
    return made.title, article(class_=ROOT, lang="en")[css is not None and style[css], head, made.content]


def to_fragment(value: object) -> str:
    """Return one element, with its style inside and a heading of the second level."""
    return str(_shell(value, 2, css=STYLE)[1].__html__())


def to_document(value: object) -> str:
    """Return a whole document, with a heading of the first level."""
    name, element = _shell(value, 1, css=None)
    head = head_element[
        meta(charset="utf-8"),
        meta(name="viewport", content="width=device-width, initial-scale=1"),
        meta(http_equiv="Content-Security-Policy", content=_POLICY),
        meta(name="referrer", content="no-referrer"),
        meta(name="color-scheme", content="light dark"),
        link(rel="icon", href="data:,"),
        title_element[shown(name)],
        style[PAGE + STYLE],
    ]
    return str(html(lang="en")[head, body[main[element]]].__html__()) + "\n"
