"""
Days: the window and the local calendar days of many instants at once, exactly.

A table holds instants as whole numbers of seconds, milli-, micro- or nanoseconds since 1970 (UTC). The window's ends
are brought to that unit, so that instants are compared as they are, and never rounded. Within a window the offset to
UTC is constant but for a few changes of the clock, which `offsets` finds once; then the local day of each instant is an
addition and a division. Where the clock goes back over midnight the local date does so too; as the day is computed from
each instant's own offset, that needs no care.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import attrs
import numpy as np

from .._moments import days_before, time_zone
from .offsets import DAY, EPOCH, offsets


if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray


__all__ = ["UNITS", "Window", "window"]

UNITS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}  # in a second

_INT64 = np.iinfo(np.int64)


@attrs.frozen(kw_only=True)
class Window:
    """
    A look-back window in a table's unit of time, and the local days that it touches.

    Attributes
    ----------
    start, end : int
        Its ends in units since 1970; what is at `start` is outside, what is at `end` inside.
    units : int
        Units of time per second.
    first_day : int
        The first local day, in days since 1970.
    days : int
        How many local days there are from the first to the last; at least 1.
    offset : int
        Seconds from UTC to local time at the start.
    changes : tuple of (int, int)
        When the clock changes, in seconds since 1970, and by how many seconds.
    """

    start: int
    end: int
    units: int
    first_day: int
    days: int
    offset: int
    changes: tuple[tuple[int, int], ...]

    def holds(self, times: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which instants lie in the window."""
        # One comparison for two: modulo 2⁶⁴, exactly what is above `start` and not above `end` comes out below the
        # width.
        return _moved(times, -self.start - 1) < np.uint64(self.end - self.start)

    def day_of(self, times: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Return the local day of instants in the window, counted from the first; of others, any number."""
        local = _moved(times, (self.offset - self.first_day * DAY) * self.units)
        for at, by in self.changes:
            local += (times >= at * self.units) * _modulo(by * self.units)
        local //= np.uint64(DAY * self.units)
        return local


def _modulo(number: int) -> np.uint64:
    return np.uint64(number % 2**64)


def _moved(times: NDArray[np.int64], by: int) -> NDArray[np.uint64]:
    return times.view(np.uint64) + _modulo(by)


def window(*, as_of: datetime, look_back_days: int, zone: str, units: int) -> Window:
    """
    Return the window of a score.

    Parameters
    ----------
    as_of : datetime
        Its end, in UTC.
    look_back_days : int
        Its length, in days of 24 hours.
    zone : str
        IANA name of the zone whose calendar days are meant.
    units : int
        Units of time per second: 1, 10³, 10⁶ or 10⁹.

    Examples
    --------
    The clock goes forward in Stockholm on 29 March 2026, so that thirty days can touch thirty-two dates:

    >>> from datetime import UTC, datetime
    >>> as_of = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
    >>> window(as_of=as_of, look_back_days=30, zone="Europe/Stockholm", units=1).days
    32
    """
    start = _units(days_before(as_of, look_back_days, "look_back_days"), units)
    end = _units(as_of, units)
    first, last = start // units, end // units
    offset, changes = offsets(time_zone(zone), first, last)
    edges = [(first + offset) // DAY]
    now = offset
    for at, by in changes:
        edges += [(at + now) // DAY, (at + now + by) // DAY]
        now += by
    edges.append((last + now) // DAY)
    return Window(
        start=start,
        end=end,
        units=units,
        first_day=min(edges),
        days=max(edges) - min(edges) + 1,
        offset=offset,
        changes=tuple(changes),
    )


def _units(moment: datetime, units: int) -> int:
    exact = (moment - EPOCH) // timedelta(microseconds=1) * units // 1_000_000
    return min(max(exact, _INT64.min), _INT64.max)  # no instant of a table is beyond: nanoseconds reach 1677 to 2262
