"""
Kept: the few activities of one person from which the counts as of any moment can be told.

The count of a day needs no more than its first and its last few activities. A window cuts a day at its end (`as_of`
lies within the day: what is later does not exist yet), or at its beginning (the window begins within the day), or not
at all. In the first case the earliest activities decide, in the second the latest ones, in the third either. So of each
type and day the earliest and the latest ``daily cap + 1`` are kept; the one beyond the cap tells that it was hit. Once
no window can end within the day any more, the latest ones suffice.

Could one window cut a day at both ends? It is 24 hours long at least, and under one offset from UTC a calendar day has
no more than that. When the clocks go back a date has more hours, under two offsets, and may even return after the next
one has begun. So a day is here a date *under one offset*; the parts of such a date are capped together when they are
counted.

What is kept depends only on the set of activities that were given, and on the horizon. Therefore neither their order,
nor how they were split among ledgers that are merged, nor repeats can change a count. A repeat of an activity that was
kept is known by its id. A repeat of one that was not kept lies where it lay before, between the earliest and the latest
ones, and is left out again: ids need no memory beyond what is kept.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import attrs

from .._moments import days_before
from .counting import DayCount, PersonCounts


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo


__all__ = ["LATEST_MOMENT", "UNKNOWN_TYPE", "Bounds", "Item", "KeptPerson", "Window"]

LATEST_MOMENT = datetime(9999, 12, 30, tzinfo=UTC)  # the last `as_of` that there can be: what is later is never seen

UNKNOWN_TYPE = ""  # stands for all types that are not known; no type's name is blank

_NO_TIME, _TICK, _DAY = timedelta(0), timedelta.resolution, timedelta(days=1)
_MIDNIGHT = time(tzinfo=UTC)

Item = tuple[datetime, str]  # when an activity happened, and its id; "" where it has none, which no id is
_Key = tuple[date, timedelta]  # a date, and the offset from UTC under which it is meant


class Bounds(NamedTuple):
    """
    What decides which activities are kept.

    Attributes
    ----------
    horizon : datetime
        The earliest moment that can be counted for.
    start : datetime
        The last moment before the window of the horizon.
    zone : ZoneInfo or None
        The zone whose days are counted; ``None`` is UTC.
    limits : mapping of str to int
        For each type that is known, its daily cap + 1.
    """

    horizon: datetime
    start: datetime
    zone: ZoneInfo | None
    limits: Mapping[str, int]


class Window(NamedTuple):
    """
    What counts as of a moment.

    Attributes
    ----------
    start : datetime
        The last moment before the window.
    first, beyond : Item
        Where the window begins, and where it is over, in a list of items.
    """

    start: datetime
    first: Item
    beyond: Item

    @classmethod
    def until(cls, as_of: datetime, look_back_days: int) -> Window:
        """Return the window that ends at a moment."""
        start = days_before(as_of, look_back_days, "look_back_days")
        return cls(start, (start + _TICK, ""), (as_of + _TICK, ""))


@attrs.define(eq=False)
class _Day:
    """
    What is kept of one date under one offset.
    """

    day: date
    begin: datetime
    end: datetime  # 24 hours after the beginning; under this offset the date may have had fewer
    kept: dict[str, list[Item]]

    @classmethod
    def under(cls, day: date, offset: timedelta) -> _Day:
        begin = datetime.combine(day, _MIDNIGHT) - offset
        return cls(day, begin, begin + _DAY, {})

    def forget(self, bounds: Bounds) -> None:
        first = bounds.start + _TICK, ""
        self.kept = {
            name: items[max(bisect_left(items, first), len(items) - bounds.limits[name]) :]
            for name, items in self.kept.items()
            if name != UNKNOWN_TYPE and items[-1] >= first
        }


@attrs.define(eq=False)
class KeptPerson:
    """
    What is kept of one person.

    Attributes
    ----------
    last : datetime or None
        The last activity of any type on the days that are over at the horizon.
    scored : tuple or None
        For the ledger to remember by what the person was scored last, and the score, until an activity comes.
    """

    last: datetime | None = None
    scored: tuple[object, float] | None = attrs.field(init=False, default=None)
    _days: dict[_Key, _Day] = attrs.field(init=False, factory=dict[_Key, _Day])  # in order of their beginning
    _whole: dict[str, int] = attrs.field(init=False, factory=dict[str, int])  # capped counts of all days, by type
    _twofold: frozenset[date] = attrs.field(init=False, default=frozenset())  # dates that are there under two offsets

    def saw(self, moment: datetime) -> None:
        """Take note of an activity on a day that is over at the horizon."""
        if self.last is None or moment > self.last:
            self.last = moment

    def keep(self, activity_type: str, moment: datetime, id: str, bounds: Bounds) -> str:
        """
        Take an activity that is not among those kept.

        Returns
        -------
        str
            The id of the activity that is not kept, this one or one that it displaced; "" if that has none, or if there
            is no such activity.
        """
        self.scored = None
        if moment <= bounds.start:
            self.saw(moment)
            return id
        local = moment if bounds.zone is None else moment.astimezone(bounds.zone)
        key = local.date(), local.utcoffset() or _NO_TIME
        day = self._days.get(key) or _Day.under(*key)
        is_over = day.end <= bounds.horizon
        if is_over:
            self.saw(moment)
        limit = bounds.limits.get(activity_type)
        if limit is None and is_over:
            return id
        if not day.kept:
            self._insert(key, day)
        if limit is None:
            moments = [(moment, ""), *day.kept.get(UNKNOWN_TYPE, ())]
            day.kept[UNKNOWN_TYPE] = sorted({min(moments), max(moments)})
            return id
        items = day.kept.get(activity_type)
        if items is None:
            items = day.kept[activity_type] = []
        insort(items, (moment, id))
        if len(items) < limit:
            self._whole[activity_type] = self._whole.get(activity_type, 0) + 1
        if len(items) > (limit if is_over else 2 * limit):
            return items.pop(0 if is_over else limit)[1]
        return ""

    def _insert(self, key: _Key, day: _Day) -> None:
        is_latest = True
        for other in reversed(self._days.values()):
            if other.day == day.day:
                self._twofold |= {day.day}
            if other.begin < day.begin:  # and so is every day before: no clock has ever gone back by more than a day
                break
            is_latest = False
        self._days[key] = day
        if not is_latest:
            self._days = dict(sorted(self._days.items(), key=_beginning))

    def forget(self, bounds: Bounds) -> None:
        """Forget what no window needs that ends at the horizon or later."""
        for day in self._days.values():
            if day.end <= bounds.horizon:
                self.saw(max(items[-1][0] for items in day.kept.values()))
                day.forget(bounds)
        self._days = {key: day for key, day in self._days.items() if day.kept}
        times = Counter(day.day for day in self._days.values())
        self._twofold = frozenset(day for day, number in times.items() if number > 1)
        self._whole = {}
        for day in self._days.values():
            for name, items in day.kept.items():
                if name != UNKNOWN_TYPE:
                    self._whole[name] = self._whole.get(name, 0) + min(len(items), bounds.limits[name] - 1)

    def totals(self, window: Window, limits: Mapping[str, int]) -> Mapping[str, int]:
        """Return the capped count of each type."""
        cut = self._cut(window)
        if not cut:
            return self._whole
        _, first, beyond = window
        totals = dict(self._whole)
        parts: dict[tuple[str, date], int] = {}
        for day in cut:
            is_part = day.day in self._twofold
            for name, items in day.kept.items():
                if name == UNKNOWN_TYPE or (first <= items[0] and items[-1] < beyond and not is_part):
                    continue
                cap, number = limits[name] - 1, bisect_left(items, beyond) - bisect_left(items, first)
                if is_part:
                    parts[name, day.day] = parts.get((name, day.day), 0) + number
                    number = 0
                totals[name] += min(number, cap) - min(len(items), cap)
        for (name, _), number in parts.items():
            totals[name] += min(number, limits[name] - 1)
        return totals

    def _cut(self, window: Window) -> list[_Day]:
        """
        Return the days that may not be wholly in the window, and those that are capped together with another.

        None begins before a window and ends after it, as no day is longer: so none is returned twice.
        """
        cut: list[_Day] = []
        for day in self._days.values():
            if day.begin > window.start:
                break
            cut.append(day)
        for day in reversed(self._days.values()):
            if day.end <= window.beyond[0]:
                break
            cut.append(day)
        if self._twofold:
            cut += [day for day in self._days.values() if day.day in self._twofold and day not in cut]
        return cut

    def counts(self, window: Window, caps: Mapping[str, int]) -> PersonCounts:
        """
        Return the counts of some types; `dropped` is ``None`` where a cap was hit.
        """
        numbers: dict[tuple[str, date], int] = {}
        last = self.last
        for day in self._days.values():
            for name, items in day.kept.items():
                until = bisect_left(items, window.beyond)
                if until and (last is None or items[until - 1][0] > last):
                    last = items[until - 1][0]
                number = until - bisect_left(items, window.first)
                if name in caps and number:
                    numbers[name, day.day] = numbers.get((name, day.day), 0) + number
        return PersonCounts(
            last_activity_at=last,
            days=tuple(
                DayCount(name, day, min(number, caps[name]), None if number > caps[name] else 0)
                for (name, day), number in sorted(numbers.items())
            ),
        )

    def items(self) -> Iterator[tuple[str, Item]]:
        """Yield what is kept, with its type, in order of time and id."""
        yield from sorted(
            ((name, item) for day in self._days.values() for name, items in day.kept.items() for item in items),
            key=itemgetter(1),
        )


def _beginning(entry: tuple[object, _Day]) -> datetime:
    return entry[1].begin
