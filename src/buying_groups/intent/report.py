"""
The intent report: what the page shows of intent, whatever it was computed by.
"""

import enum
from typing import Any

import attrs

from .._notebooks import ShownInNotebooks
from .._validation import Check, checked, not_blank


__all__ = ["CategoryIntent", "IntentLevel", "IntentReport", "IntentSignal"]


class IntentLevel(enum.StrEnum):
    """
    How strong intent is, in words.
    """

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True, field_transformer=checked)
class IntentSignal:
    """
    The intent towards one keyword, product or category.

    Attributes
    ----------
    name : str
        The keyword, product or category.
    level : IntentLevel
        Low, medium, high, or unknown where the evidence does not suffice.
    strength : float or None
        In [0, 1]; ``None`` where it is not known.
    """

    name: str = attrs.field(validator=not_blank)
    level: IntentLevel
    strength: float | None = attrs.field(
        default=None, validator=Check(lambda value: 0 <= value <= 1, "in [0, 1]", {"minimum": 0, "maximum": 1})
    )


def _strongest_first(signals: Any) -> Any:
    def key(signal: IntentSignal) -> tuple[bool, float, str]:
        return signal.strength is None, -(signal.strength or 0.0), signal.name

    return tuple(sorted(signals, key=key))


@attrs.frozen(kw_only=True, field_transformer=checked)
class CategoryIntent(IntentSignal):
    """
    The intent towards a category, and towards its products.

    Attributes
    ----------
    name, level, strength
        As of any `IntentSignal`.
    products : tuple of IntentSignal
        The products, the strongest first, ties in alphabetical order.
    """

    products: tuple[IntentSignal, ...] = attrs.field(default=(), converter=_strongest_first)


@attrs.frozen(kw_only=True, field_transformer=checked)
class IntentReport(ShownInNotebooks):
    """
    The intent of a group, an account or a person.

    Attributes
    ----------
    categories : tuple of CategoryIntent
        The categories with their products, the strongest first, ties in alphabetical order.
    keywords : tuple of IntentSignal
        The keywords, in the same order.
    """

    categories: tuple[CategoryIntent, ...] = attrs.field(default=(), converter=_strongest_first)
    keywords: tuple[IntentSignal, ...] = attrs.field(default=(), converter=_strongest_first)
