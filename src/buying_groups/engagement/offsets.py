"""
Offsets: how far a time zone is from UTC in a window, and when that changes.

The zone's rules come from `zoneinfo`. Within a window the offset is constant but for a few changes of the clock, which
are found once; then the local day of an instant is an addition, which is quicker than to ask the zone for each.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


__all__ = ["DAY", "EPOCH", "offsets"]

DAY = 86_400  # seconds
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def offsets(zone: ZoneInfo, first: int, last: int) -> tuple[int, list[tuple[int, int]]]:
    """
    Return a zone's offset at the first second, and its changes up to the last.

    Parameters
    ----------
    zone : ZoneInfo
        The zone.
    first, last : int
        The ends of the window, in seconds since 1970.

    Returns
    -------
    offset : int
        Seconds from UTC to local time at `first`.
    changes : list of (int, int)
        When the clock changes, in seconds since 1970, and by how many seconds.

    Examples
    --------
    The clock goes forward in Stockholm on 29 March 2026, at 01:00 UTC:

    >>> from zoneinfo import ZoneInfo
    >>> first, last = (int(datetime(2026, 3, day, tzinfo=UTC).timestamp()) for day in (1, 31))
    >>> offset, [(at, by)] = offsets(ZoneInfo("Europe/Stockholm"), first, last)
    >>> offset, by, (EPOCH + timedelta(seconds=at)).isoformat()
    (3600, 3600, '2026-03-29T01:00:00+00:00')
    """

    def offset(second: int) -> int:
        moment = (EPOCH + timedelta(seconds=second)).astimezone(zone)
        return (moment.utcoffset() or timedelta()) // timedelta(seconds=1)

    changes: list[tuple[int, int]] = []
    begin = known = offset(first)
    before = first
    # No zone of the IANA database has changed its offset twice within three days, so a look at each day misses none.
    for second in (*range(first + DAY, last, DAY), last):
        if offset(second) != known:
            low, high = before, second
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(middle) == known else (low, middle)
            changes.append((high, offset(high) - known))
            known = offset(high)
        before = second
    return begin, changes
