"""
Strategies of moments and names, which everything else is drawn with.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st


if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


__all__ = ["AS_OF", "moments", "names", "time_zones"]

AS_OF = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)  # in Stockholm, the day on which the clocks go forward
_EDGES = tuple(timedelta(days=days, microseconds=microseconds) for days in (-30, -1, 0) for microseconds in (-1, 0, 1))


def names() -> SearchStrategy[str]:
    """
    Return a strategy of short names, in any script, that are not blank.

    Returns
    -------
    SearchStrategy of str
        At least one character that is not white space.
    """
    alphabet = st.characters(exclude_categories=["Cs"])
    return st.text(alphabet, min_size=1, max_size=12).filter(lambda text: bool(text.strip()))


def time_zones() -> SearchStrategy[str]:
    """
    Return a strategy of time zones: with and without summer time, far east and far west, odd offsets.

    Returns
    -------
    SearchStrategy of str
        Names of IANA.
    """
    return st.sampled_from(
        ("UTC", "Europe/Stockholm", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago")
    )


def moments(around: datetime = AS_OF) -> SearchStrategy[datetime]:
    """
    Return a strategy of moments up to some weeks before and days after a moment, in UTC.

    Parameters
    ----------
    around : datetime
        The moment; its window's edges of 1 and 30 days are met often, to the microsecond.

    Returns
    -------
    SearchStrategy of datetime
        Moments with the zone UTC.
    """
    anywhere = st.timedeltas(min_value=timedelta(days=-40), max_value=timedelta(days=3))
    coarse = st.integers(-40 * 24, 3 * 24).map(lambda hours: timedelta(hours=hours))
    return st.one_of(st.sampled_from(_EDGES), coarse, anywhere).map(lambda distance: around + distance)
