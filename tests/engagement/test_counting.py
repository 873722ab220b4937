"""
Counting: window, days, cap and repeats, with numbers worked by hand.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from random import Random  # noqa: TC003 - Hypothesis resolves it
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import Activity
from buying_groups.engagement import ActivityWeight, Counts, PersonCounts, WeightingModel, count_activities
from buying_groups.errors import ConflictingActivityError, InvalidValueError, NaiveDatetimeError, UnknownTimeZoneError
from buying_groups.testing.strategies import AS_OF, activity_lists, time_zones, weighting_models


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MODEL = WeightingModel(
    id="m",
    name="Model",
    weights=(
        ActivityWeight(activity_type="view", weight=40),
        ActivityWeight(activity_type="open", weight=30, daily_cap=2),
        ActivityWeight(activity_type="unsubscribe", weight=0),
    ),
)


def view(at: datetime, person: str = "p1", activity_type: str = "view", id: str | None = None) -> Activity:
    """Make an activity."""
    return Activity(person_id=person, activity_type=activity_type, occurred_at=at, id=id)


def counted(
    activities: list[Activity], as_of: datetime = NOON, zone: str = "UTC", model: WeightingModel = MODEL
) -> Counts:
    """Count with the model of this file."""
    return count_activities(activities, model=model, as_of=as_of, time_zone=zone)


class TestWindow:
    """as_of − 30 days < occurred_at ≤ as_of."""

    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            pytest.param(NOON, 1, id="as_of itself counts"),
            pytest.param(NOON + MICROSECOND, 0, id="a microsecond later does not exist yet"),
            pytest.param(NOON - timedelta(days=30) + MICROSECOND, 1, id="a microsecond inside the start counts"),
            pytest.param(NOON - timedelta(days=30), 0, id="the start itself does not count"),
        ],
    )
    def test_is_half_open(self, at: datetime, expected: int) -> None:
        """Each edge, to the microsecond."""
        counts = counted([view(at)])
        assert sum(day.counted for person in counts.people.values() for day in person.days) == expected

    def test_is_thirty_times_24_hours_whatever_the_clocks_do(self) -> None:
        """As of 2026-03-29 22:30 UTC in Stockholm, the window touches 32 local dates."""
        as_of = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
        views = [view(as_of - timedelta(minutes=10 * n)) for n in range(30 * 24 * 6)]
        days = [day.day for day in counted(views, as_of, "Europe/Stockholm").people["p1"].days]
        assert (days[0], days[-1], len(days)) == (date(2026, 2, 27), date(2026, 3, 30), 32)

    def test_compares_instants_where_wall_clocks_repeat(self) -> None:
        """In the hour that comes twice, the second 02:30 is later than the first."""
        stockholm = ZoneInfo("Europe/Stockholm")
        first = datetime(2025, 10, 26, 2, 30, tzinfo=stockholm)
        second = first.replace(fold=1)
        assert counted([view(second)], first).people == {}
        assert list(counted([view(first)], second).people) == ["p1"]

    def test_refuses_a_window_that_the_calendar_does_not_hold(self) -> None:
        """A look-back of three thousand years ends before the year 1."""
        model = attrs.evolve(MODEL, look_back_days=1_100_000)
        with pytest.raises(InvalidValueError, match=r"^look_back_days must be few enough days .*, got 1100000$"):
            counted([], model=model)


class TestLastActivity:
    """Of any type, up to as_of, without window; later activities do not exist yet."""

    def test_of_any_type_and_age(self) -> None:
        """An unknown type two months ago is a last activity, and counts nothing."""
        at = NOON - timedelta(days=60)
        person = counted([view(at, activity_type="whistling")]).people["p1"]
        assert (person.last_activity_at, person.days) == (at, ())

    def test_later_activities_do_not_make_a_person(self) -> None:
        """Somebody who acts only after as_of is not listed."""
        assert counted([view(NOON + MICROSECOND)]).people == {}


class TestDays:
    """The tenant's zone decides calendar days."""

    @pytest.mark.parametrize(
        ("zone", "expected"),
        [("UTC", date(2026, 1, 30)), ("Europe/Stockholm", date(2026, 1, 31)), ("America/New_York", date(2026, 1, 30))],
    )
    def test_of_one_moment_differ_by_zone(self, zone: str, expected: date) -> None:
        """23:30 UTC is already tomorrow in Stockholm."""
        counts = counted([view(datetime(2026, 1, 30, 23, 30, tzinfo=UTC))], zone=zone)
        assert counts.people["p1"].days[0].day == expected

    def test_do_not_depend_on_the_offset_that_the_activity_was_written_with(self) -> None:
        """One instant, written in three ways, is one day."""
        at = datetime(2026, 1, 30, 23, 30, tzinfo=UTC)
        ways = [at, at.astimezone(ZoneInfo("Asia/Tokyo")), at.astimezone(timezone(timedelta(hours=-3)))]
        days = counted([view(way) for way in ways], zone="Europe/Stockholm").people["p1"].days
        assert [(day.day, day.counted) for day in days] == [(date(2026, 1, 31), 3)]


class TestCap:
    """Per person, type and calendar day, count at most the daily cap."""

    def test_counts_and_drops(self) -> None:
        """Of 23 views on a day 20 count and 3 are dropped; of 3 opens, with a cap of 2, one is."""
        views = [view(NOON - timedelta(minutes=n)) for n in range(23)]
        opens = [view(NOON, activity_type="open") for _ in range(3)]
        days = counted(views + opens).people["p1"].days
        assert [(day.activity_type, day.counted, day.dropped) for day in days] == [("open", 2, 1), ("view", 20, 3)]

    def test_is_per_day(self) -> None:
        """15 views on each of two days all count."""
        views = [view(NOON - timedelta(days=day)) for day in (0, 1) for _ in range(15)]
        assert counted(views).people["p1"].totals() == {"view": 30}


class TestTypes:
    """A weight of 0 means that the type does not count; unknown types are ignored and counted by type."""

    def test_unknown_types_are_reported_within_the_window(self) -> None:
        """A known type of weight 0 is not unknown, and neither counts."""
        activities = [
            view(NOON, activity_type="whistling", id="1"),
            view(NOON, activity_type="whistling", id="1"),
            view(NOON, activity_type="humming"),
            view(NOON, activity_type="unsubscribe"),
            view(NOON - timedelta(days=31), activity_type="whistling"),
            view(NOON + MICROSECOND, activity_type="whistling"),
        ]
        counts = counted(activities)
        assert counts.ignored == {"humming": 1, "whistling": 1}
        assert counts.people["p1"].days == ()


class TestRepeats:
    """An identical repeat counts once; an id that comes back with another person, type or time is an error."""

    def test_count_once(self) -> None:
        """One id three times is one activity; no id three times is three."""
        activities = [view(NOON, id="1")] * 3 + [view(NOON)] * 3
        assert counted(activities).people["p1"].totals() == {"view": 4}

    def test_may_carry_other_content(self) -> None:
        """The same activity, recorded with more words, is the same activity."""
        activities = [view(NOON, id="1"), attrs.evolve(view(NOON, id="1"), description="with a smile")]
        assert counted(activities).people["p1"].totals() == {"view": 1}

    @pytest.mark.parametrize(
        ("other", "expected"),
        [
            (view(NOON, id="7", person="p2"), "person"),
            (view(NOON, id="7", activity_type="open"), "type"),
            (view(NOON - MICROSECOND, id="7"), "time"),
            (view(NOON + timedelta(days=400), id="7", person="p2", activity_type="open"), "person, type, time"),
        ],
    )
    def test_in_conflict_are_refused(self, other: Activity, expected: str) -> None:
        """Whatever the times are."""
        message = f"^activity id '7' was given twice with another {expected}$"
        with pytest.raises(ConflictingActivityError, match=message):
            counted([view(NOON, id="7"), other])


class TestBadInput:
    """A clear error that names the field."""

    def test_naive_as_of(self) -> None:
        """Never guessed."""
        with pytest.raises(NaiveDatetimeError, match=r"^as_of must be a datetime with a time zone, got"):
            counted([], datetime(2026, 1, 31))  # noqa: DTZ001

    @pytest.mark.parametrize("year", [1, 9999])
    def test_as_of_at_the_end_of_the_calendar(self, year: int) -> None:
        """There must be room for the window and for a zone."""
        as_of = datetime(year, 1 if year == 1 else 12, 31 if year == 9999 else 1, tzinfo=UTC)
        with pytest.raises(InvalidValueError, match=r"^as_of must be between 0002-01-01 and 9999-12-30, got"):
            counted([], as_of)

    @pytest.mark.parametrize(
        "zone", ["Mars/Olympus", "", "../etc", "Europe", "a" * 300, "Europe/" * 300 + "Stockholm", None]
    )
    def test_unknown_zone(self, zone: str) -> None:
        """Whatever it is, the message says what would be one."""
        with pytest.raises(
            UnknownTimeZoneError, match=r"^time_zone must be the name of an IANA time zone such as 'Europe/Stock"
        ):
            counted([], zone=zone)


class TestOrder:
    """Same result whatever the order of the activities, and whatever they are split into."""

    @given(activity_lists(["p1", "p2", "p3"]), weighting_models(), time_zones(), st.randoms(use_true_random=False))
    def test_never_matters(
        self, activities: tuple[Activity, ...], model: WeightingModel, zone: str, random: Random
    ) -> None:
        """Shuffled activities give equal counts."""
        shuffled = list(activities)
        random.shuffle(shuffled)
        assert counted(shuffled, AS_OF, zone, model) == counted(list(activities), AS_OF, zone, model)

    @given(activity_lists(["p1", "p2", "p3"]), weighting_models(), time_zones())
    def test_people_are_counted_by_themselves(
        self, activities: tuple[Activity, ...], model: WeightingModel, zone: str
    ) -> None:
        """Counting each person's activities alone gives what counting all gives."""
        together = counted(list(activities), AS_OF, zone, model).people
        alone: dict[str, PersonCounts] = {}
        for person_id in ("p1", "p2", "p3"):
            own = [activity for activity in activities if activity.person_id == person_id]
            alone |= counted(own, AS_OF, zone, model).people
        assert alone == together

    @given(activity_lists(["p1", "p2"]), weighting_models(), time_zones())
    def test_what_is_later_changes_nothing(
        self, activities: tuple[Activity, ...], model: WeightingModel, zone: str
    ) -> None:
        """The counts as of a moment are those of the activities up to it."""
        past = [activity for activity in activities if activity.occurred_at <= AS_OF]
        assert counted(past, AS_OF, zone, model) == counted(list(activities), AS_OF, zone, model)

    @given(activity_lists(["p1", "p2"]), weighting_models(), time_zones())
    def test_nothing_is_lost(self, activities: tuple[Activity, ...], model: WeightingModel, zone: str) -> None:
        """Counted and dropped add up to the distinct activities in the window of the types that count."""
        start = AS_OF - timedelta(days=model.look_back_days)
        in_window = [
            activity
            for activity in activities
            if start < activity.occurred_at <= AS_OF and model.weight_of(activity.activity_type) > 0
        ]
        distinct = len({activity.id for activity in in_window} - {None}) + sum(a.id is None for a in in_window)
        counts = counted(list(activities), AS_OF, zone, model)
        assert (
            sum(day.counted + (day.dropped or 0) for person in counts.people.values() for day in person.days)
            == distinct
        )
