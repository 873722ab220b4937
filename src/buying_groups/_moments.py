"""
Moments: points in time, in UTC, and the time zones whose calendar days are meant.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from .errors import InvalidValueError, NaiveDatetimeError, UnknownTimeZoneError


__all__ = ["LONGEST_ZONE", "as_of_moment", "days_before", "in_zone", "time_zone", "to_moment"]

_FIRST_START = datetime(1, 1, 3, tzinfo=UTC)  # what is later can be brought to any zone
LONGEST_ZONE = 100  # characters of a zone's name; of a longer one, zoneinfo would look for hundreds of nested folders
_MOMENT = datetime(2, 1, 1, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


def to_moment(value: Any, field: str) -> datetime:
    """
    Return a moment in UTC.

    Two aware datetimes of one zone compare and subtract by their wall clocks, wrongly so around a change of the clocks;
    in UTC, comparison is by instant always.

    Raises
    ------
    InvalidValueError
        When it is not a datetime, or too far away to be converted.
    NaiveDatetimeError
        When it has no time zone.
    """
    if not isinstance(value, datetime):
        raise InvalidValueError(field, value, "a datetime with a time zone")
    if value.tzinfo is UTC and type(value) is datetime:
        return value
    try:
        is_naive = value.utcoffset() is None
    except ValueError:  # a data frame's "not a time" is a datetime, too
        raise InvalidValueError(field, value, "a datetime with a time zone") from None
    if is_naive:
        raise NaiveDatetimeError(field, value)
    try:
        there = value.astimezone(UTC)
    except OverflowError:
        raise InvalidValueError(field, value, "a datetime between the years 1 and 9999 in UTC") from None
    return datetime.combine(there.date(), there.time(), UTC)  # of no subclass, which may compare in ways of its own


def as_of_moment(value: Any, field: str = "as_of") -> datetime:
    """
    Return the moment for which something is computed, in UTC, with room for a window before and a zone around it.
    """
    moment = to_moment(value, field)
    if not _MOMENT[0] <= moment <= _MOMENT[1]:
        raise InvalidValueError(field, value, f"between {_MOMENT[0].date()} and {_MOMENT[1].date()}")
    return moment


def time_zone(name: Any, field: str = "time_zone") -> ZoneInfo:
    """Return the time zone of an IANA name; raise `UnknownTimeZoneError` if there is none."""
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_ZONE:
        raise UnknownTimeZoneError(field, name)
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):  # not found; a folder of the database; a path out of it
        raise UnknownTimeZoneError(field, name) from None


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """
    Return a moment as the clocks of a zone show it; as it is, in the first and last hours of the calendar.

    Some systems write such a moment for a time that is not known.
    """
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def days_before(moment: datetime, days: int, field: str) -> datetime:
    """Return the moment `days` × 24 hours earlier; raise `InvalidValueError` where the calendar does not reach."""
    if days > (moment - _FIRST_START).days:
        raise InvalidValueError(field, days, "few enough days for the calendar to reach back")
    return moment - timedelta(days=days)
