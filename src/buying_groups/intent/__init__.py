"""
Intent: which products a person, a group or an account is interested in, and how strongly.

What needs scikit-learn is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .report import CategoryIntent, IntentLevel, IntentReport, IntentSignal


if TYPE_CHECKING:
    from .detector import IntentDetector
    from .splits import AccountSplit, TimeSplit


__all__ = [
    "AccountSplit",
    "CategoryIntent",
    "IntentDetector",
    "IntentLevel",
    "IntentReport",
    "IntentSignal",
    "TimeSplit",
]

_LAZY = {"AccountSplit": "splits", "IntentDetector": "detector", "TimeSplit": "splits"}


def __getattr__(name: str) -> object:
    if name in _LAZY:
        return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
