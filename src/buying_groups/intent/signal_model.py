"""
The signal model: how activities become signals of intent.

The types that count by default are those of Adobe Journey Optimizer B2B Edition's documentation (2026-08). Their
weights and the other numbers are chosen here; docs/explanation/intent-signals.md says why.
"""

import hashlib
import json
from typing import Any

import attrs

from .._validation import Check, at_least, checked, not_blank, unique, weight_above
from ..activities import EMAIL_CLICKED, EMAIL_OPENED, EMAIL_UNSUBSCRIBED, PAGE_VIEWS


__all__ = ["DEFAULT_SIGNAL_MODEL", "LONGEST_HISTORY", "SignalModel", "SignalWeight"]

LONGEST_HISTORY = 548  # days: 18 months of 365.25 / 12 days, rounded up
_LARGEST_WEIGHT = 1e15  # as of all weights
_SMALLEST_HALF_STRENGTH = 1e-15  # far from where numbers lose their digits, so that parts of a strength add up to it


def _between(lowest: float, highest: float, expected: str) -> Check:
    return Check(lambda value: lowest <= value <= highest, expected, {"minimum": lowest, "maximum": highest})


@attrs.frozen(kw_only=True, field_transformer=checked)
class SignalWeight:
    """
    How much one type of activity counts.

    Attributes
    ----------
    activity_type : str
        The type.
    weight : float
        What one activity, done now, adds to the evidence; dimensionless. Below 0 it counts against, at 0 not at all.
    """

    activity_type: str = attrs.field(validator=not_blank)
    weight: float = attrs.field(
        validator=_between(-_LARGEST_WEIGHT, _LARGEST_WEIGHT, f"from {-_LARGEST_WEIGHT:g} to {_LARGEST_WEIGHT:g}")
    )


def _type_of(item: SignalWeight) -> str:
    return item.activity_type


@attrs.frozen(kw_only=True, field_transformer=checked)
class SignalModel:
    """
    How activities become signals of intent.

    Attributes
    ----------
    weights : tuple of SignalWeight
        One for each type that counts; all others do not.
    half_life_days : float
        After so many days of 24 hours an activity counts half; finite, above 0.
    history_days : int
        Older activities do not count; from 1 to 548 (18 months).
    half_strength : float
        The evidence at which the strength is 0.5; finite, above 1e-15.
    activities_required : int
        How many activities must have touched something before its signal is known; at least 1.
    co_member_share : float
        How much of what co-members did counts for a person, beside the weight of their roles; in [0, 1].

    Examples
    --------
    >>> DEFAULT_SIGNAL_MODEL.weight_of("page_views"), DEFAULT_SIGNAL_MODEL.weight_of("whistling")
    (1.0, 0.0)
    """

    weights: tuple[SignalWeight, ...] = attrs.field(
        default=(), converter=tuple[SignalWeight, ...], validator=unique("activity type", _type_of)
    )
    half_life_days: float = attrs.field(default=30.0, validator=weight_above(0))
    history_days: int = attrs.field(
        default=LONGEST_HISTORY, validator=_between(1, LONGEST_HISTORY, f"from 1 to {LONGEST_HISTORY}, 18 months")
    )
    half_strength: float = attrs.field(default=4.0, validator=weight_above(_SMALLEST_HALF_STRENGTH))
    activities_required: int = attrs.field(default=2, validator=at_least(1))
    co_member_share: float = attrs.field(default=0.25, validator=_between(0, 1, "in [0, 1]"))

    @property
    def counted(self) -> dict[str, float]:
        """The weights of the types that count, by type and in the order of their names."""
        return {item.activity_type: item.weight for item in sorted(self.weights, key=_type_of) if item.weight}

    @property
    def fingerprint(self) -> str:
        """A hash of everything in the model that can change a signal."""
        parts: list[Any] = [
            self.half_life_days,
            self.history_days,
            self.half_strength,
            self.activities_required,
            self.co_member_share,
            list(self.counted.items()),
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def weight_of(self, activity_type: str) -> float:
        """Return the weight of a type; 0 if the model does not name it."""
        return self.counted.get(activity_type, 0.0)


DEFAULT_SIGNAL_MODEL = SignalModel(
    weights=(
        SignalWeight(activity_type=EMAIL_CLICKED, weight=1.0),
        SignalWeight(activity_type=EMAIL_OPENED, weight=0.25),
        SignalWeight(activity_type=EMAIL_UNSUBSCRIBED, weight=-4.0),
        SignalWeight(activity_type=PAGE_VIEWS, weight=1.0),
    )
)
