"""
Counting: activities become capped counts by person, type and day.

Counts are the one narrow door between what happened and every engagement score. Whatever the activities came from, from
here on no score looks at a single activity again; so the window, the days, the cap and the treatment of repeats have
their meaning here, and only here.

Window
    An activity counts if ``as_of - look_back_days * 24 h < occurred_at <= as_of``, compared as instants. What is later
    than `as_of` does not exist yet.
Day
    The calendar day of the activity in the tenant's time zone.
Cap
    Of the activities of one person, type and day, as many count as the type's daily cap allows; the rest is dropped.
Repeats
    An activity that comes again with the same id, person, type and time counts once. With another person, type or time,
    the id is in conflict.
"""

from __future__ import annotations

import itertools
from bisect import bisect
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import attrs

from .._moments import as_of_moment, days_before
from .._moments import time_zone as zone_of
from .._reprs import brief
from ..errors import ConflictingActivityError
from .offsets import EPOCH, offsets


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from ..activities import Activity
    from .weighting import WeightingModel


__all__ = ["Counts", "DayCount", "PersonCounts", "count_activities"]


class DayCount(NamedTuple):
    """
    How often one person did one thing on one day.

    Attributes
    ----------
    activity_type : str
        What was done.
    day : date
        The calendar day, in the tenant's time zone.
    counted : int
        How many activities count, at most the daily cap.
    dropped : int or None
        How many more there were; ``None`` where there were some and a ledger did not keep them all.
    """

    activity_type: str
    day: date
    counted: int
    dropped: int | None


@attrs.frozen(kw_only=True, field_transformer=brief)
class PersonCounts:
    """
    What one person did.

    Attributes
    ----------
    last_activity_at : datetime or None
        The last activity of any type up to `as_of`, in the window or not; ``None`` if there is none.
    days : tuple of DayCount
        The counts in the window of the types that the weighting model counts, by type and then day.
    """

    last_activity_at: datetime | None = None
    days: tuple[DayCount, ...] = ()

    def totals(self) -> dict[str, int]:
        """Return the capped count of each type that occurred, in the order of the types' names."""
        totals: dict[str, int] = {}
        for day in self.days:
            totals[day.activity_type] = totals.get(day.activity_type, 0) + day.counted
        return totals


@attrs.frozen(kw_only=True, field_transformer=brief)
class Counts:
    """
    What everybody did.

    Attributes
    ----------
    people : dict of str to PersonCounts
        The counts of each person of whom an activity up to `as_of` is known.
    ignored : dict of str to int
        How many activities in the window had a type that the weighting model does not know, by type.
    """

    people: dict[str, PersonCounts]
    ignored: dict[str, int]


def _without_repeats(activities: Iterable[Activity]) -> Sequence[Activity]:
    given = list(activities)
    ids = [activity.id for activity in given if activity.id is not None]
    if len(set(ids)) == len(ids):
        return given
    without_id = [activity for activity in given if activity.id is None]
    seen: dict[str, Activity] = {}
    for activity in given:
        if activity.id is not None:
            differences = activity.differences_from(seen.setdefault(activity.id, activity))
            if differences:
                raise ConflictingActivityError(activity.id, differences)
    return [*without_id, *seen.values()]


def count_activities(
    activities: Iterable[Activity], *, model: WeightingModel, as_of: datetime, time_zone: str = "UTC"
) -> Counts:
    """
    Return the capped counts of activities by person, type and day.

    Parameters
    ----------
    activities : iterable of Activity
        The activities, in any order.
    model : WeightingModel
        Says which types count, up to which daily cap, and how long the window is.
    as_of : datetime
        The end of the window, time-zone aware.
    time_zone : str
        IANA name of the zone whose calendar days are meant.

    Returns
    -------
    Counts
        The same whatever the order of the activities.

    Raises
    ------
    ConflictingActivityError
        When an activity id comes back with another person, type or time.
    InvalidValueError
        When `as_of` or `time_zone` is not valid.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups.activities import Activity
    >>> from buying_groups.engagement import DEFAULT_WEIGHTING_MODEL
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> views = [Activity(person_id="p1", activity_type="page_views", occurred_at=noon) for _ in range(23)]
    >>> counts = count_activities(views, model=DEFAULT_WEIGHTING_MODEL, as_of=noon)
    >>> counts.people["p1"].days[0].counted, counts.people["p1"].days[0].dropped
    (20, 3)
    """
    end = as_of_moment(as_of)
    start = days_before(end, model.look_back_days, "look_back_days")
    changes, differences = _differences(zone_of(time_zone), start, end)
    caps, known_types = {name: item.daily_cap for name, item in model.counted.items()}, model.known_types

    last: dict[str, datetime] = {}
    numbers: defaultdict[str, defaultdict[str, defaultdict[date, int]]] = defaultdict(_by_type_and_day)
    ignored: Counter[str] = Counter()
    for activity in _without_repeats(activities):
        occurred_at = activity.occurred_at
        if occurred_at > end:
            continue
        person_id = activity.person_id
        latest = last.get(person_id)
        if latest is None or occurred_at > latest:
            last[person_id] = occurred_at
        if occurred_at <= start:
            continue
        activity_type = activity.activity_type
        if activity_type in caps:
            numbers[person_id][activity_type][(occurred_at + differences[bisect(changes, occurred_at)]).date()] += 1
        elif activity_type not in known_types:
            ignored[activity_type] += 1

    people = {
        person_id: PersonCounts(
            last_activity_at=last[person_id],
            days=_capped(numbers[person_id], caps) if person_id in numbers else (),
        )
        for person_id in sorted(last)
    }
    return Counts(people=people, ignored=dict(sorted(ignored.items())))


def _by_type_and_day() -> defaultdict[str, defaultdict[date, int]]:
    return defaultdict(lambda: defaultdict(int))


def _capped(numbers: Mapping[str, Mapping[date, int]], caps: Mapping[str, int]) -> tuple[DayCount, ...]:
    counts: list[DayCount] = []
    for activity_type, days in sorted(numbers.items()):
        cap = caps[activity_type]
        for day, number in sorted(days.items()):
            dropped = number - cap if number > cap else 0
            counts.append(DayCount(activity_type, day, number - dropped, dropped))
    return tuple(counts)


def _differences(zone: ZoneInfo, start: datetime, end: datetime) -> tuple[list[datetime], list[timedelta]]:
    """
    Return when the clock of a zone changes within a window, and its differences to UTC before, between and after.
    """
    first, last = ((moment - EPOCH) // timedelta(seconds=1) for moment in (start, end))
    offset, changes = offsets(zone, first, last)
    seconds = itertools.accumulate((by for _, by in changes), initial=offset)
    return [EPOCH + timedelta(seconds=at) for at, _ in changes], [timedelta(seconds=each) for each in seconds]
