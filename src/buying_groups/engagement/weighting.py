"""
Weighting models: how much each type of activity counts.

The default weights and caps are those of Adobe Journey Optimizer B2B Edition's documentation (standard architecture,
2026-08).
"""

import enum
import hashlib
import json
from collections import Counter
from typing import Any, Self

import attrs

from .._validation import at_least, checked, found, identifier, not_blank, unique, weight_above
from ..activities import (
    ATTEND_EVENT,
    EMAIL_CLICKED,
    EMAIL_OPENED,
    EMAIL_UNSUBSCRIBED,
    FORM_FILLED_OUT,
    INTERESTING_MOMENT,
    LINK_CLICKS,
    PAGE_VIEWS,
    REGISTER_FOR_EVENT,
)
from ..errors import InvalidValueError, StatusError
from ..roles import DEFAULT_WEIGHT_BANDS, WeightBand


__all__ = [
    "DEFAULT_WEIGHTING_MODEL",
    "ActivityWeight",
    "Normalization",
    "WeightingModel",
    "WeightingModelStatus",
]


class Normalization(enum.StrEnum):
    """
    How the weights of the types that occurred are brought to at most 1.

    ``MAX``: w / max(w). ``MIN_MAX``: (w - min) / (max - min), where the lightest type that occurred counts nothing.
    """

    MAX = "max"
    MIN_MAX = "min_max"


class WeightingModelStatus(enum.StrEnum):
    """
    Where a weighting model stands: a draft changes freely, one is active, archived ones are kept.
    """

    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


@attrs.frozen(kw_only=True, field_transformer=checked)
class ActivityWeight:
    """
    How much one type of activity counts.

    Attributes
    ----------
    activity_type : str
        The type.
    weight : float
        Its weight; dimensionless, finite, at least 0. At 0 the type is known but does not count.
    daily_cap : int
        How many activities of the type count for one person on one day; at least 1.
    """

    activity_type: str = attrs.field(validator=not_blank)
    weight: float = attrs.field(validator=weight_above(0, or_equal=True))
    daily_cap: int = attrs.field(default=20, validator=at_least(1))


def _type_of(item: ActivityWeight) -> str:
    return item.activity_type


def _band_name(band: WeightBand) -> str:
    return band.name


def _band_value(band: WeightBand) -> float:
    return band.value


@attrs.frozen(kw_only=True, field_transformer=checked)
class WeightingModel:
    """
    How much each type of activity counts in the engagement scores.

    Attributes
    ----------
    id : str
        Identifier, unique among the weighting models of a tenant.
    name : str
        Name.
    weights : tuple of ActivityWeight
        One for each type that the model knows.
    normalization : Normalization
        How weights are brought to at most 1.
    look_back_days : int
        Length of the window, in days of 24 hours; at least 1.
    bands : tuple of WeightBand
        Names for weights; names and values are unique.
    status : WeightingModelStatus
        Draft, active or archived.

    Examples
    --------
    >>> DEFAULT_WEIGHTING_MODEL.weight_of("page_views"), DEFAULT_WEIGHTING_MODEL.weight_of("whistling")
    (40.0, 0.0)
    """

    id: str = attrs.field(validator=identifier)
    name: str = attrs.field(validator=not_blank)
    weights: tuple[ActivityWeight, ...] = attrs.field(
        default=(), converter=tuple[ActivityWeight, ...], validator=unique("activity type", _type_of)
    )
    normalization: Normalization = Normalization.MAX
    look_back_days: int = attrs.field(default=30, validator=at_least(1))
    bands: tuple[WeightBand, ...] = attrs.field(
        default=DEFAULT_WEIGHT_BANDS,
        converter=tuple[WeightBand, ...],
        validator=[unique("name", _band_name), unique("value", _band_value)],
    )
    status: WeightingModelStatus = WeightingModelStatus.DRAFT

    @property
    def counted(self) -> dict[str, ActivityWeight]:
        """The types that count (whose weight is above 0), by name and in the order of their names."""
        return {item.activity_type: item for item in sorted(self.weights, key=_type_of) if item.weight > 0}

    @property
    def known_types(self) -> frozenset[str]:
        """The types that the model knows, those of weight 0 included."""
        return frozenset(item.activity_type for item in self.weights)

    @property
    def fingerprint(self) -> str:
        """
        A hash of everything in the model that can change a score: two models with one fingerprint score alike.
        """
        parts: list[Any] = [self.normalization.value, self.look_back_days]
        parts += [[name, item.weight, item.daily_cap] for name, item in self.counted.items()]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def weight_of(self, activity_type: str) -> float:
        """Return the weight of a type; 0 if the model does not know it."""
        return next((item.weight for item in self.weights if item.activity_type == activity_type), 0.0)

    def band(self, name: str) -> WeightBand:
        """
        Return a weight band by its name.

        Raises
        ------
        UnknownIdError
            When the model has none of that name.
        """
        return found("weight band", name, {band.name: band for band in self.bands})

    def with_weights(self, *weights: ActivityWeight) -> Self:
        """
        Return the draft with some weights set; types that are not given keep theirs.

        Raises
        ------
        StatusError
            When the model is not a draft.
        InvalidValueError
            When a type is given twice.
        """
        self._require_draft("change the weights of")
        twice = [name for name, number in Counter(map(_type_of, weights)).items() if number > 1]
        if twice:
            raise InvalidValueError("weights", twice, "without two of the same activity type")
        changed = {item.activity_type: item for item in (*self.weights, *weights)}
        return attrs.evolve(self, weights=tuple(changed.values()))

    def with_bands(self, *bands: WeightBand) -> Self:
        """
        Return the draft with other weight bands.

        Raises
        ------
        StatusError
            When the model is not a draft.
        """
        self._require_draft("change the weight bands of")
        return attrs.evolve(self, bands=bands)

    def activate(self) -> Self:
        """
        Return the draft as active; `Tenant.activate_weighting_model` archives the former one as well.

        Raises
        ------
        StatusError
            When the model is not a draft.
        """
        self._require_draft("activate")
        return attrs.evolve(self, status=WeightingModelStatus.ACTIVE)

    def archive(self) -> Self:
        """
        Return the active model as archived.

        Raises
        ------
        StatusError
            When the model is not active.
        """
        if self.status is not WeightingModelStatus.ACTIVE:
            raise StatusError(
                f"weighting model {self.name!r}", self.status, "archive", "only the active one is archived"
            )
        return attrs.evolve(self, status=WeightingModelStatus.ARCHIVED)

    def duplicate(self, *, id: str, name: str) -> Self:
        """Return a draft with the same weights and bands, to be changed."""
        return attrs.evolve(self, id=id, name=name, status=WeightingModelStatus.DRAFT)

    def _require_draft(self, operation: str) -> None:
        if self.status is not WeightingModelStatus.DRAFT:
            raise StatusError(
                f"weighting model {self.name!r}", self.status, operation, "duplicate it and change the draft"
            )


DEFAULT_WEIGHTING_MODEL = WeightingModel(
    id="default",
    name="Default",
    weights=tuple(
        ActivityWeight(activity_type=activity_type, weight=weight)
        for activity_type, weight in (
            (ATTEND_EVENT, 60),
            (EMAIL_CLICKED, 30),
            (EMAIL_OPENED, 30),
            (EMAIL_UNSUBSCRIBED, 0),
            (FORM_FILLED_OUT, 40),
            (INTERESTING_MOMENT, 60),
            (LINK_CLICKS, 40),
            (PAGE_VIEWS, 40),
            (REGISTER_FOR_EVENT, 60),
        )
    ),
    status=WeightingModelStatus.ACTIVE,
)
