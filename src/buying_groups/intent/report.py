"""
The intent report: what the page shows of intent, whatever it was computed by.
"""

import enum
from collections.abc import Iterable

import attrs

from .._notebooks import ShownInNotebooks
from .._validation import Check, checked, not_blank
from ..errors import InvalidValueError


__all__ = [
    "LEVELS",
    "SIGNALS",
    "CategoryIntent",
    "IntentBasis",
    "IntentBasisKind",
    "IntentLevel",
    "IntentReport",
    "IntentSignal",
    "IntentSubject",
]


class IntentLevel(enum.StrEnum):
    """
    How strong intent is, in words.
    """

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    UNKNOWN = "unknown"


LEVELS = (IntentLevel.UNKNOWN, IntentLevel.LOW, IntentLevel.MEDIUM, IntentLevel.HIGH)
"""The levels of intent, each above those before it."""


class IntentSubject(enum.StrEnum):
    """
    What intent is towards.
    """

    CATEGORY = "category"
    PRODUCT = "product"
    KEYWORD = "keyword"


class IntentBasisKind(enum.StrEnum):
    """
    By what intent was computed.

    ``SIGNALS``: from activities and a taxonomy, without labels (`buying_groups.intent.signals`). ``DETECTOR``: by a
    model that learned from labels.
    """

    SIGNALS = "signals"
    DETECTOR = "detector"


def _detector_has_a_name(
    instance: "IntentBasis", attribute: "attrs.Attribute[IntentBasisKind]", value: IntentBasisKind
) -> None:
    if value is IntentBasisKind.DETECTOR and instance.name is None:
        raise InvalidValueError(attribute.name, value.value, "'signals', or given with the name of the detector")


@attrs.frozen(kw_only=True, field_transformer=checked)
class IntentBasis:
    """
    By what intent was computed, which says what its levels mean.

    Attributes
    ----------
    name : str or None
        Name of the detector; a detector has one.
    kind : IntentBasisKind
        Signals, whose levels have the limits 0.2 and 0.6; or a detector, whose levels come from its own thresholds.
    """

    name: str | None = attrs.field(default=None, validator=not_blank)
    kind: IntentBasisKind = attrs.field(validator=_detector_has_a_name)

    def __str__(self) -> str:
        return "from activities, without labels" if self.name is None else f"by the detector {self.name}"


SIGNALS = IntentBasis(kind=IntentBasisKind.SIGNALS)


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


def _strongest_first(signals: Iterable[IntentSignal]) -> tuple[IntentSignal, ...]:
    return tuple(sorted(signals, key=_by_strength))


def _by_strength(signal: IntentSignal) -> tuple[bool, float, str]:
    return signal.strength is None, -(signal.strength or 0.0), signal.name


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

    @property
    def is_known(self) -> bool:
        """Whether the level of the category or of one of its products is known."""
        return any(signal.level is not IntentLevel.UNKNOWN for signal in (self, *self.products))


def _strongest_category_first(categories: Iterable[CategoryIntent]) -> tuple[CategoryIntent, ...]:
    return tuple(sorted(categories, key=_by_strength))


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
    basis : IntentBasis or None
        By what it was computed; None where its maker did not say.
    keywords_basis : IntentBasis or None
        By what the keywords were computed; None where it is as the rest.
    """

    categories: tuple[CategoryIntent, ...] = attrs.field(default=(), converter=_strongest_category_first)
    keywords: tuple[IntentSignal, ...] = attrs.field(default=(), converter=_strongest_first)
    basis: IntentBasis | None = None
    keywords_basis: IntentBasis | None = None

    @property
    def computed(self) -> str | None:
        """By what it was computed, in words; ``None`` where its maker did not say."""
        if self.basis is None:
            return None
        by_others = self.keywords_basis is not None and self.keywords_basis != self.basis
        return f"{self.basis}; keywords {self.keywords_basis}" if by_others else str(self.basis)
