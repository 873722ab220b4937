"""
Windows and local days of many instants are those that datetime and zoneinfo give for each.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups.engagement.days import UNITS, window


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Summer time; the clock back over midnight (São Paulo, St. John's, Beirut); a day that never was (Apia, Kwajalein);
# half-hour and odd offsets; war time; before zones, when offsets had seconds; two changes within a month (Casablanca).
ZONES = [
    "UTC",
    "Europe/Stockholm",
    "Europe/Amsterdam",
    "Europe/Lisbon",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Africa/Casablanca",
    "Africa/Freetown",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kwajalein",
]


class TestDays:
    """
    "The local day of each instant": the zone's, whatever its clock does.
    """

    @given(
        zone=st.sampled_from(ZONES),
        as_of=st.timedeltas(timedelta(days=-62_000), timedelta(days=84_000)).map(EPOCH.__add__),  # 1800 to 2200
        days=st.sampled_from([1, 30, 400]),
        unit=st.sampled_from(sorted(UNITS)),
        parts=st.lists(st.floats(0, 1), max_size=20),
    )
    def test_same_as_datetime(self, zone: str, as_of: datetime, days: int, unit: str, parts: list[float]) -> None:
        """Instants inside and outside of the window, and the days of those inside, are as datetime has them."""
        units = UNITS[unit]
        found = window(as_of=as_of, look_back_days=days, zone=zone, units=units)
        start = as_of - timedelta(days=days)
        moments = [start + part * (as_of - start) for part in parts]
        moments += [start, as_of, start - timedelta(seconds=1), as_of + timedelta(seconds=1)]
        moments += [start + timedelta(seconds=second) for at, _ in found.changes for second in _around(at, start)]
        times = np.array(
            [(moment - EPOCH) // timedelta(microseconds=1) * units // 10**6 for moment in moments], np.int64
        )
        exact = [EPOCH + timedelta(microseconds=1) * (time * 10**6 // units) for time in times.tolist()]
        assert found.holds(times).tolist() == [start < moment <= as_of for moment in exact]
        inside = [moment for moment in exact if start < moment <= as_of]
        local = found.day_of(times[found.holds(times)])
        first = date(1970, 1, 1) + timedelta(days=found.first_day)
        assert [first + timedelta(days=day) for day in local.tolist()] == [
            moment.astimezone(ZoneInfo(zone)).date() for moment in inside
        ]
        assert all(day < found.days for day in local.tolist())

    def test_back_over_midnight(self) -> None:
        """At midnight before 18 February 2018 it was 23 o'clock again in São Paulo, and the 17th for another hour."""
        as_of = datetime(2018, 2, 20, tzinfo=UTC)
        found = window(as_of=as_of, look_back_days=5, zone="America/Sao_Paulo", units=1)
        assert found.changes == ((int((datetime(2018, 2, 18, 2, tzinfo=UTC) - EPOCH).total_seconds()), -3600),)
        times = [datetime(2018, 2, 18, hour, 30, tzinfo=UTC) for hour in (1, 2, 3)]
        days = found.day_of(np.array([int((moment - EPOCH).total_seconds()) for moment in times]))
        assert [date(1970, 1, 1) + timedelta(days=found.first_day + day) for day in days.tolist()] == [
            date(2018, 2, 17),
            date(2018, 2, 17),
            date(2018, 2, 18),
        ]

    @pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])
    @pytest.mark.parametrize("as_of", [datetime(2, 2, 1, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)], ids=str)
    def test_ends_of_the_calendar(self, as_of: datetime, zone: str) -> None:
        """The first and the last moments that can be scored have windows in every zone."""
        found = window(as_of=as_of, look_back_days=29, zone=zone, units=10**6)
        end = np.array([(as_of - EPOCH) // timedelta(microseconds=1)])
        assert found.holds(end).tolist() == [True]
        assert found.day_of(end).tolist()[0] < found.days


def _around(at: int, start: datetime) -> tuple[int, ...]:
    middle = at - int((start - EPOCH).total_seconds())
    return middle - 3601, middle - 3600, middle - 1, middle, middle + 1, middle + 3599, middle + 3600
