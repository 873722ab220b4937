"""
Placeholder until the tables are merged.
"""

from __future__ import annotations

import importlib
from typing import Any

from ..errors import MissingLibraryError


def library(name: str) -> Any:
    """
    Return a module that the extra ``tables`` brings.
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise MissingLibraryError(name.partition(".")[0], "tables") from error
