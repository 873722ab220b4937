"""
The ledger as a value: its rules, and what it has kept, to be stored and to go on from.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, Self

import attrs

from .._validation import Check, at_least, checked, identifier, not_blank, unique, zone_name
from ..errors import InvalidValueError, LedgerMismatchError
from .weighting import WeightingModel


__all__ = ["DailyCap", "KeptActivities", "LedgerPerson", "LedgerRules", "LedgerSnapshot"]

_UNKNOWN = "not known"


@attrs.frozen(kw_only=True, field_transformer=checked)
class DailyCap:
    """
    How many activities of a type count for one person on one day.

    Attributes
    ----------
    activity_type : str
        The type.
    daily_cap : int
        How many count; at least 1.
    """

    activity_type: str = attrs.field(validator=not_blank)
    daily_cap: int = attrs.field(validator=at_least(1))


def _type_of(item: "DailyCap | KeptActivities") -> str:
    return item.activity_type


@attrs.frozen(kw_only=True, field_transformer=checked)
class LedgerRules:
    """
    What decides which activities a ledger keeps: all of a weighting model and a tenant but the weights.

    Models that know the same types with the same daily caps and the same window share their ledgers.

    Attributes
    ----------
    time_zone : str
        IANA name of the zone whose calendar days are counted.
    look_back_days : int
        Length of the window, in days of 24 hours; at least 1.
    daily_caps : tuple of DailyCap
        The types that the ledger knows, in the order of their names.
    """

    time_zone: str = attrs.field(validator=zone_name)
    look_back_days: int = attrs.field(validator=at_least(1))
    daily_caps: tuple[DailyCap, ...] = attrs.field(
        default=(), converter=tuple[DailyCap, ...], validator=unique("activity type", _type_of)
    )

    @classmethod
    def of(cls, model: WeightingModel, *, time_zone: str = "UTC") -> Self:
        """
        Return the rules of a weighting model: of all types that it knows, those of weight 0 too.

        Parameters
        ----------
        model : WeightingModel
            The model.
        time_zone : str
            IANA name of the tenant's zone.

        Examples
        --------
        >>> from buying_groups.engagement import DEFAULT_WEIGHTING_MODEL
        >>> rules = LedgerRules.of(DEFAULT_WEIGHTING_MODEL, time_zone="Europe/Stockholm")
        >>> len(rules.daily_caps), rules.look_back_days
        (9, 30)
        """
        caps = {item.activity_type: item.daily_cap for item in model.weights}
        return cls(
            time_zone=time_zone,
            look_back_days=model.look_back_days,
            daily_caps=tuple(DailyCap(activity_type=name, daily_cap=caps[name]) for name in sorted(caps)),
        )

    @cached_property
    def caps(self) -> dict[str, int]:
        """The daily cap of each type that the ledger knows."""
        return {item.activity_type: item.daily_cap for item in self.daily_caps}

    def require(self, *, model: WeightingModel, time_zone: str) -> None:
        """
        Raise unless a ledger of these rules can count for a weighting model.

        Raises
        ------
        LedgerMismatchError
            When the zone, the window, or the daily cap of a type that counts differs; names each that does.
        """
        caps = {name: item.daily_cap for name, item in model.counted.items()}
        self._require_equal(time_zone, model.look_back_days, caps)

    def require_same(self, other: "LedgerRules") -> None:
        """
        Raise unless ledgers of these and of the other rules can be merged.

        Raises
        ------
        LedgerMismatchError
            When the zone, the window or the daily cap of a type differs; names each that does.
        """
        unknown = dict.fromkeys(self.caps, _UNKNOWN)
        self._require_equal(other.time_zone, other.look_back_days, {**unknown, **other.caps})

    def _require_equal(self, time_zone: str, look_back_days: int, caps: Mapping[str, int | str]) -> None:
        pairs: list[tuple[str, object, object]] = [
            ("time zone", self.time_zone, time_zone),
            ("window", f"{self.look_back_days} days", f"{look_back_days} days"),
        ]
        pairs += [(f"daily cap of {name!r}", self.caps.get(name, _UNKNOWN), cap) for name, cap in sorted(caps.items())]
        differences = [f"its {name} is {mine}, wanted is {other}" for name, mine, other in pairs if mine != other]
        if differences:
            raise LedgerMismatchError(differences)


def _as_many_as_moments(instance: "KeptActivities", _: "attrs.Attribute[Any]", ids: tuple[str | None, ...]) -> None:
    if len(ids) != len(instance.occurred_at):
        raise InvalidValueError("ids", ids, f"as many as occurred_at, {len(instance.occurred_at)}")


def _no_blank(ids: tuple[str | None, ...]) -> bool:
    return all(id is None or id.strip() for id in ids)


@attrs.frozen(kw_only=True, field_transformer=checked)
class KeptActivities:
    """
    The activities of one person and type that a ledger has kept, in order of time.

    Attributes
    ----------
    activity_type : str
        The type.
    occurred_at : tuple of datetime
        When each happened.
    ids : tuple of str or None
        The id of each, ``None`` where it has none.
    """

    activity_type: str = attrs.field(validator=not_blank)
    occurred_at: tuple[datetime, ...] = attrs.field(converter=tuple[datetime, ...])
    ids: tuple[str | None, ...] = attrs.field(
        converter=tuple[str | None, ...],
        validator=[Check(_no_blank, "ids that are not blank, or null"), _as_many_as_moments],
    )


@attrs.frozen(kw_only=True, field_transformer=checked)
class LedgerPerson:
    """
    What a ledger knows of one person.

    Attributes
    ----------
    person_id : str
        The person.
    last_activity_at : datetime or None
        The last activity of any type on the days that were over at the horizon.
    activities : tuple of KeptActivities
        The activities kept, by type.
    unknown_types : tuple of datetime
        Moments of activities of types that the ledger does not know, of later days: the first and the last of each day.
    """

    person_id: str = attrs.field(validator=identifier)
    last_activity_at: datetime | None = None
    activities: tuple[KeptActivities, ...] = attrs.field(
        default=(), converter=tuple[KeptActivities, ...], validator=unique("activity type", _type_of)
    )
    unknown_types: tuple[datetime, ...] = attrs.field(default=(), converter=tuple[datetime, ...])


def _person_of(item: LedgerPerson) -> str:
    return item.person_id


@attrs.frozen(kw_only=True, field_transformer=checked)
class LedgerSnapshot:
    """
    A ledger as a value, to be stored (`buying_groups.documents`) and to go on from.

    Ledgers that were given the same activities and have the same horizon have equal snapshots.

    Attributes
    ----------
    rules : LedgerRules
        What decides which activities are kept.
    horizon : datetime
        The earliest moment that can be counted for.
    people : tuple of LedgerPerson
        The people of whom something is known, in the order of their ids.
    """

    rules: LedgerRules
    horizon: datetime
    people: tuple[LedgerPerson, ...] = attrs.field(
        default=(), converter=tuple[LedgerPerson, ...], validator=unique("person", _person_of)
    )
