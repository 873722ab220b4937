"""
The scale: what has to be known of a whole tenant to score one of its people or groups.
"""

import math
from datetime import datetime
from typing import Any

import attrs

from .._moments import as_of_moment
from .._validation import at_least, checked, none_blank, not_blank, not_negative, unique, zone_name
from ..errors import InvalidValueError, ScaleMismatchError
from .weighting import Normalization, WeightingModel


__all__ = ["Scale"]


def _not_lighter(instance: "Scale", attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if value < instance.lightest_weight:
        raise InvalidValueError(attribute.name, value, f"at least lightest_weight ({instance.lightest_weight})")


@attrs.frozen(kw_only=True, field_transformer=checked)
class Scale:
    """
    The tenant-wide facts of one moment, small enough to be stored.

    Scores are relative to the tenant: 100 is its most engaged person or group. A service that has the scale of the
    nightly batch scores one person or one group and gets the number of the batch.

    Attributes
    ----------
    as_of : datetime
        The moment for which it holds.
    look_back_days : int
        Length of the window, in days of 24 hours.
    time_zone : str
        IANA name of the zone whose calendar days are counted.
    model_fingerprint : str
        `WeightingModel.fingerprint` of the model that it was made with.
    activity_types : tuple of str
        The types with a weight above 0 that occurred in the window anywhere in the tenant, in alphabetical order.
    lightest_weight, heaviest_weight : float
        The normaliser: the weights that become 0 and 1. Both are 0 when nothing occurred.
    largest_person_sum, largest_group_sum : float
        The sums that become a score of 100: of a person, Σ capped count · `distance`; of a group, Σ person score · role
        weight.
    """

    as_of: datetime
    look_back_days: int = attrs.field(validator=at_least(1))
    time_zone: str = attrs.field(validator=zone_name)
    model_fingerprint: str = attrs.field(validator=not_blank)
    activity_types: tuple[str, ...] = attrs.field(
        converter=tuple[str, ...], validator=[unique("name", str), none_blank]
    )
    lightest_weight: float = attrs.field(validator=not_negative)
    heaviest_weight: float = attrs.field(validator=attrs.validators.and_(not_negative, _not_lighter))
    largest_person_sum: float = attrs.field(validator=not_negative)
    largest_group_sum: float = attrs.field(validator=not_negative)

    def distance(self, weight: float) -> float:
        """
        Return how far the weight of a type is above the lightest.

        The normalised weight of the type is this divided by ``heaviest - lightest``. The divisor is the same for
        everybody, so that it cancels out in the score; left out, sums of whole weights stay exact, and equal activity
        gives equal scores to the last bit.

        Parameters
        ----------
        weight : float
            A type's weight in the weighting model, above 0.

        Returns
        -------
        float
            ``weight - lightest``, at least 0. 1 where the lightest and the heaviest are equal, as all types that
            occurred count alike then.
        """
        if self.heaviest_weight == self.lightest_weight:
            return 1.0
        return max(weight - self.lightest_weight, 0.0)

    def require(self, *, model: WeightingModel, as_of: datetime, time_zone: str) -> None:
        """
        Raise unless the scale was made for just this.

        Raises
        ------
        ScaleMismatchError
            When the model, the window, the zone or the moment differs; names each that does.
        """
        as_of = as_of_moment(as_of)
        differences = [
            f"its {name} is {mine}, wanted is {other}"
            for name, mine, other in (
                ("as_of", self.as_of.isoformat(), as_of.isoformat()),
                ("window", f"{self.look_back_days} days", f"{model.look_back_days} days"),
                ("time zone", self.time_zone, time_zone),
                ("weighting model", self.model_fingerprint, model.fingerprint),
            )
            if mine != other
        ]
        if differences:
            raise ScaleMismatchError(differences)


def normalizer(model: WeightingModel, activity_types: tuple[str, ...]) -> tuple[float, float]:
    """
    Return the weights that become 0 and 1.

    Parameters
    ----------
    model : WeightingModel
        The model; its `normalization` decides what becomes 0.
    activity_types : tuple of str
        The types with a weight above 0 that occurred.

    Returns
    -------
    lightest, heaviest : float
        Both 0 when nothing occurred.
    """
    counted = model.counted
    weights = [counted[name].weight for name in activity_types]
    lightest = min(weights, default=0.0) if model.normalization is Normalization.MIN_MAX else 0.0
    return lightest, max(weights, default=0.0)


def scale_of_types(model: WeightingModel, activity_types: tuple[str, ...], *, as_of: datetime, time_zone: str) -> Scale:
    """
    Return the scale as far as it is known before any sum is: its largest sums are 0.

    Parameters
    ----------
    model : WeightingModel
        The model.
    activity_types : tuple of str
        The types with a weight above 0 that occurred, in alphabetical order.
    as_of : datetime
        The moment.
    time_zone : str
        The zone whose calendar days are counted.
    """
    lightest, heaviest = normalizer(model, activity_types)
    return Scale(
        as_of=as_of,
        look_back_days=model.look_back_days,
        time_zone=time_zone,
        model_fingerprint=model.fingerprint,
        activity_types=activity_types,
        lightest_weight=lightest,
        heaviest_weight=heaviest,
        largest_person_sum=0.0,
        largest_group_sum=0.0,
    )


def scaled(total: float, largest: float) -> float:
    """
    Return the score of a sum.

    Parameters
    ----------
    total : float
        The sum, at least 0.
    largest : float
        The sum that becomes 100, at least 0.

    Returns
    -------
    float
        ``100 * sqrt(total / largest)``, in [0, 100]: 100 above the largest sum too, and for any sum above 0 when the
        largest is 0.

    Examples
    --------
    >>> scaled(9.0, 36.0), scaled(40.0, 36.0), scaled(0.0, 0.0)
    (50.0, 100.0, 0.0)
    """
    if total >= largest:
        return 100.0 if total > 0 else 0.0
    return 100.0 * math.sqrt(total / largest)
