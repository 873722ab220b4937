"""
Extras: the libraries that not everybody has installed, and what is said where one is missing.
"""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .errors import MissingLibraryError


if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["EXTRAS", "library", "of_an_extra"]

EXTRAS = {
    "babel": "languages",
    "htpy": "html",
    "markupsafe": "html",
    "matplotlib": "plots",
    "narwhals": "tables",
    "pyarrow": "tables",
    "skops": "models",
}


@contextmanager
def of_an_extra() -> Generator[None, None, None]:
    """
    Import a library of an extra within this block.

    Raises
    ------
    MissingLibraryError
        When it is not installed; what else fails is raised as it is.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in EXTRAS:
            raise
        raise MissingLibraryError(missing, EXTRAS[missing]) from error


def library(name: str) -> Any:
    """
    Return a module of a library of an extra.

    Raises
    ------
    MissingLibraryError
        When it is not installed.
    """
    with of_an_extra():
        return importlib.import_module(name)
