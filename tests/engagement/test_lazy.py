"""
Lazy frames: the numbers of the objects, on polars and DuckDB, and what is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

import attrs
import narwhals.stable.v2 as nw
import polars as pl
import pytest
from engines import ENGINES, activities_table, lazily, members_table, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import ConflictError, answer
from test_ways import assert_agree
from ways import cases, conflicting, scale_of

from buying_groups import WeightingModel
from buying_groups.engagement import ActivityWeight
from buying_groups.engagement._frames import days, require_engine
from buying_groups.engagement.lazy import (
    group_scores,
    group_sums,
    ignored_types,
    person_scores,
    person_totals,
    scale_of_groups,
    scale_of_people,
    score_lazily,
)
from buying_groups.engagement.lazy_checks import (
    check_activities,
    check_members,
    conflicting_activities,
    require_valid,
)
from buying_groups.errors import (
    ConflictingActivityError,
    InvalidValueError,
    MissingLibraryError,
    NaiveDatetimeError,
    ScaleMismatchError,
    TableError,
    UnknownTimeZoneError,
)


if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random
    from subprocess import CompletedProcess

    from engines import Engine
    from ways import Case


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MODEL = WeightingModel(
    id="m",
    name="Model",
    weights=(
        ActivityWeight(activity_type="views", weight=10, daily_cap=2),
        ActivityWeight(activity_type="clicks", weight=20, daily_cap=2),
        ActivityWeight(activity_type="silent", weight=0),
    ),
)
ACTIVITIES = activities_table(
    [
        ("p", "views", NOON, "a"),
        ("p", "views", NOON, "a"),
        ("p", "views", NOON, "b"),
        ("p", "views", NOON, None),
        ("p", "clicks", NOON - DAY, None),
        ("q", "views", NOON, None),
        ("q", "whistling", NOON, "c"),
        ("q", "whistling", NOON, "c"),
        ("q", "silent", NOON - 31 * DAY, None),
        ("r", "views", NOON - 30 * DAY, None),
        ("s", "views", NOON + DAY, None),
    ]
)
MEMBERS = members_table(
    [("g", "p", "Decision Maker", 60.0), ("g", "t", "Influencer", 20.0), ("g", "q", "Influencer", 20.0)]
)

every_engine = pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES.keys())
some = settings(max_examples=15)  # a case takes a tenth of a second


class TestAllAgree:
    """
    "Different ways (objects, tables, ledger, cluster) agree within 1e-9."
    """

    @every_engine
    @some
    @given(case=cases())
    def test_tenant(self, engine: Engine, case: Case) -> None:
        """A tenant's scores are the oracle's."""
        assert_agree(lazily(engine)(case, None), answer(case.events, case.members, case.rules))

    @every_engine
    @some
    @given(case=cases(), kept=st.sets(st.integers(0, 12)))
    def test_stored_scale(self, engine: Engine, case: Case, kept: set[int]) -> None:
        """Against the scale of a part of the tenant, the scores are the oracle's, with those that are clipped."""
        events = [event for event in case.events if event.person in kept]
        members = [member for member in case.members if member.person in kept]
        facts = answer(events, members, case.rules).facts
        expected = answer(case.events, case.members, case.rules, facts)
        assert_agree(lazily(engine)(case, scale_of(facts, case.rules)), expected)

    @every_engine
    @pytest.mark.parametrize("what", ["person", "type", "time"])
    @settings(max_examples=5)
    @given(case=cases())
    def test_conflict(self, engine: Engine, what: str, case: Case) -> None:
        """An id that comes back with another person, type or time is an error that names it."""
        case = conflicting(case, what)
        with pytest.raises(ConflictError, match=r"^twice$"):
            answer(case.events, case.members, case.rules)
        message = rf"^activity id 'twice' was given twice with another {what}$"
        with pytest.raises(ConflictingActivityError, match=message):
            lazily(engine)(case, None)

    @every_engine
    @some
    @given(case=cases(), random=st.randoms(use_true_random=False))
    def test_order(self, engine: Engine, case: Case, random: Random) -> None:
        """The same result whatever the order of the rows, to the last bit."""
        events, members = list(case.events), list(case.members)
        random.shuffle(events)
        random.shuffle(members)
        way = lazily(engine)
        assert way(case, None) == way(attrs.evolve(case, events=events, members=members), None)


class TestSteps:
    """
    "A few relational steps, which DuckDB, polars or Spark carry out."
    """

    @every_engine
    def test_known_answers(self, engine: Engine) -> None:
        """Each step by hand: p has two views (of three, by the cap) and a click, q a view, r none in the window."""
        engine.use("UTC")
        activities, members = engine.lazy(ACTIVITIES), engine.lazy(MEMBERS)
        totals = person_totals(activities, members, model=MODEL, as_of=NOON)
        assert [
            {"person_id": "p", "last_activity_at": NOON, "counted_0": 1, "counted_1": 2},
            {"person_id": "q", "last_activity_at": NOON, "counted_0": 0, "counted_1": 1},
            {"person_id": "r", "last_activity_at": NOON - 30 * DAY, "counted_0": 0, "counted_1": 0},
            {"person_id": "t", "last_activity_at": None, "counted_0": 0, "counted_1": 0},
        ] == rows(totals)
        scale = scale_of_people(totals, model=MODEL, as_of=NOON)
        assert (("clicks", "views"), 0.0, 20.0, 40.0, 0.0) == (
            scale.activity_types,
            scale.lightest_weight,
            scale.heaviest_weight,
            scale.largest_person_sum,
            scale.largest_group_sum,
        )
        people = person_scores(totals, model=MODEL, scale=scale)
        assert [
            {"person_id": "p", "raw": 40.0, "score": 100.0, "is_clipped": False, "last_activity_at": NOON},
            {"person_id": "q", "raw": 10.0, "score": 50.0, "is_clipped": False, "last_activity_at": NOON},
            {"person_id": "r", "raw": 0.0, "score": 0.0, "is_clipped": False, "last_activity_at": NOON - 30 * DAY},
            {"person_id": "t", "raw": 0.0, "score": 0.0, "is_clipped": False, "last_activity_at": None},
        ] == rows(people)
        sums = group_sums(people, members)
        assert [{"group_id": "g", "raw": pytest.approx(87.5, abs=1e-12), "is_known": True}] == rows(sums)
        whole = scale_of_groups(sums, scale=scale)
        assert attrs.evolve(scale, largest_group_sum=whole.largest_group_sum) == whole
        assert 87.5 == pytest.approx(whole.largest_group_sum, abs=1e-12)
        assert [
            (pytest.approx(50.0, abs=1e-12), False, True),
            (100.0, False, True),
            (100.0, True, True),
        ] == [
            (group["score"], group["is_clipped"], group["is_known"])
            for largest in (350.0, 87.5, 87.4)
            for group in rows(group_scores(sums, scale=attrs.evolve(whole, largest_group_sum=largest)))
        ]
        assert [{"activity_type": "whistling", "ignored": 1}] == rows(
            ignored_types(activities, model=MODEL, as_of=NOON)
        )

    @every_engine
    def test_without_ids_and_members(self, engine: Engine) -> None:
        """Where there is no column of ids, everything counts; without members, the active are listed."""
        engine.use("UTC")
        activities = engine.lazy(ACTIVITIES.drop("activity_id"))
        totals = rows(person_totals(activities, model=attrs.evolve(MODEL, look_back_days=40), as_of=NOON))
        assert ["p", "q", "r"] == [item["person_id"] for item in totals]
        assert [{"activity_type": "whistling", "ignored": 2}] == rows(
            ignored_types(activities, model=MODEL, as_of=NOON)
        )

    @every_engine
    def test_members_who_were_not_scored(self, engine: Engine) -> None:
        """Members who are not there have the score 0, and make no group known."""
        engine.use("UTC")
        activities = engine.lazy(ACTIVITIES.slice(5, 1))
        result = score_lazily(activities, engine.lazy(MEMBERS), model=MODEL, as_of=NOON)
        people = nw.from_native(result.people).filter(nw.col("person_id") == "q").to_native()
        assert [{"group_id": "g", "raw": 25.0, "is_known": True}] == rows(group_sums(people, engine.lazy(MEMBERS)))
        nobody = nw.from_native(people).filter(nw.col("person_id") == "p").to_native()
        assert [{"group_id": "g", "raw": 0.0, "is_known": False}] == rows(group_sums(nobody, engine.lazy(MEMBERS)))

    @every_engine
    def test_nothing(self, engine: Engine) -> None:
        """No activities, no members: no rows, and a scale of zeros."""
        engine.use("UTC")
        activities, members = engine.lazy(ACTIVITIES.slice(0, 0)), engine.lazy(MEMBERS.slice(0, 0))
        require_valid(activities, members)
        result = score_lazily(activities, members, model=MODEL, as_of=NOON)
        assert ([], [], []) == (rows(result.people), rows(result.groups), rows(result.ignored))
        assert ((), 0.0, 0.0) == (
            result.scale.activity_types,
            result.scale.largest_person_sum,
            result.scale.largest_group_sum,
        )

    @every_engine
    def test_many_members(self, engine: Engine) -> None:
        """A group of a thousand with seven hundred scores of 100: their weights do not overflow what they add up in."""
        engine.use("UTC")
        activities = activities_table((f"p{number}", "views", NOON, None) for number in range(700))
        members = members_table(("g", f"p{number}", f"role {number % 7}", 1e15) for number in range(1000))
        result = score_lazily(engine.lazy(activities), engine.lazy(members), model=MODEL, as_of=NOON)
        assert 100 * 700 / 7 == pytest.approx(result.scale.largest_group_sum, rel=1e-12)

    @every_engine
    def test_stored_scale(self, engine: Engine) -> None:
        """A scale of something else is refused, by the steps and by all in a row."""
        engine.use("UTC")
        activities, members = engine.lazy(ACTIVITIES), engine.lazy(MEMBERS)
        scale = score_lazily(activities, members, model=MODEL, as_of=NOON).scale
        with pytest.raises(ScaleMismatchError, match=r"^the scale does not fit: its as_of is "):
            score_lazily(activities, members, model=MODEL, as_of=NOON + DAY, scale=scale)
        with pytest.raises(
            ScaleMismatchError, match=r"^the scale does not fit: its window is 30 days, wanted is 7 days"
        ):
            person_scores(activities, model=attrs.evolve(MODEL, look_back_days=7), scale=scale)

    def test_integer_ids(self) -> None:
        """Ids may be numbers, and come back as such."""
        activities = pl.LazyFrame({"person_id": [7, 7, 8], "activity_type": ["views"] * 3, "occurred_at": [NOON] * 3})
        members = pl.LazyFrame({"group_id": [1], "person_id": [9], "role": ["Other"], "role_weighting": [20]})
        require_valid(activities, members)
        result = score_lazily(activities, members, model=MODEL, as_of=NOON)
        assert [7, 8, 9] == [item["person_id"] for item in rows(result.people)]
        assert [1] == [item["group_id"] for item in rows(result.groups)]


class TestDays:
    """
    "DuckDB and Spark know the days of the session's zone only: set that or give `day`."
    """

    LATE = datetime(2026, 1, 30, 22, 59, tzinfo=UTC), datetime(2026, 1, 30, 23, tzinfo=UTC)  # 23:59, 0:00 in Stockholm

    def counted(self, engine: Engine, **more: Any) -> int:
        """Return how many of two clicks at each of two moments count, if one a day does."""
        model = attrs.evolve(MODEL, weights=(ActivityWeight(activity_type="views", weight=1, daily_cap=1),))
        table = activities_table(("p", "views", at, None) for at in (*self.LATE, *self.LATE))
        if "day" in more:
            table = table.with_columns(pl.Series(more["day"], [date(2026, 1, 30), date(2026, 1, 31)] * 2))
        (row,) = rows(person_totals(engine.lazy(table), model=model, as_of=NOON, **more))
        return int(row["counted_0"])

    @every_engine
    def test_zone(self, engine: Engine) -> None:
        """In UTC the two moments are on one day, in Stockholm on two."""
        engine.use("Etc/UTC")
        assert 1 == self.counted(engine)
        engine.use("Europe/Stockholm")
        assert 2 == self.counted(engine, time_zone="Europe/Stockholm")

    @every_engine
    def test_column_of_days(self, engine: Engine) -> None:
        """Days that are given are taken, whatever the session's zone."""
        engine.use("Asia/Tokyo")
        assert 2 == self.counted(engine, time_zone="Europe/Stockholm", day="local day")

    def test_other_session(self) -> None:
        """Where the session has another zone, the error says what to do."""
        engine = ENGINES["duckdb"]
        engine.use("Asia/Tokyo")
        message = (
            "column 'occurred_at' of activities must be in a session whose time zone is 'Europe/Stockholm' "
            "(set it, or give the days as a column, `day`), got a session in 'Asia/Tokyo'"
        )
        with pytest.raises(TableError, match=f"^{re.escape(message)}$"):
            self.counted(engine, time_zone="Europe/Stockholm")

    def test_session_that_changed(self) -> None:
        """Of a Spark session the zone of the moment counts, whatever Narwhals has seen before."""

        class Conf:
            def get(self, name: str) -> str:
                return {"spark.sql.session.timeZone": "Asia/Tokyo"}[name]

        class Session:
            conf = Conf()

        class Native:
            sparkSession = Session()  # noqa: N815 - Spark's name

        class Frame:
            implementation = nw.Implementation.PYSPARK

            def collect_schema(self) -> nw.Schema:
                return nw.Schema({"occurred_at": nw.Datetime("us", "UTC")})

            def to_native(self) -> Native:
                return Native()

        days(Frame(), "Asia/Tokyo", None)
        with pytest.raises(TableError, match=r", got a session in 'Asia/Tokyo'$"):
            days(Frame(), "UTC", None)

    @every_engine
    def test_no_dates(self, engine: Engine) -> None:
        """A column of days has dates, and is there."""
        engine.use("UTC")
        message = "column 'occurred_at' of activities must be dates, as it is given as `day`, got the type Datetime"
        with pytest.raises(TableError, match=f"^{re.escape(message)}"):
            person_totals(engine.lazy(ACTIVITIES), model=MODEL, as_of=NOON, day="occurred_at")
        message = "column 'tag' of activities must be dates, as it is given as `day`, got no such column"
        with pytest.raises(TableError, match=f"^{re.escape(message)}$"):
            person_totals(engine.lazy(ACTIVITIES), model=MODEL, as_of=NOON, day="tag")

    @pytest.mark.parametrize("unit", ["ms", "us", "ns"])
    def test_units(self, unit: Literal["ms", "us", "ns"]) -> None:
        """The window's ends are exact in each unit of time."""
        step = {"ms": timedelta(milliseconds=1)}.get(unit, timedelta.resolution)
        times = [NOON - 30 * DAY, NOON - 30 * DAY + step, NOON, NOON + step]
        table = activities_table(("p", "clicks", at, None) for at in times)
        frame = table.lazy().with_columns(pl.col("occurred_at").dt.cast_time_unit(unit))
        if unit == "ns":  # one nanosecond later is later
            frame = frame.with_columns(pl.col("occurred_at") + pl.duration(nanoseconds=1))
        model = attrs.evolve(MODEL, weights=(ActivityWeight(activity_type="clicks", weight=1),))
        (row,) = rows(person_totals(frame, model=model, as_of=NOON))
        assert 2 == row["counted_0"]


INSTANTS = "column 'occurred_at' of activities must be instants with a time zone, got the type "
IN_MEMORY = (
    "activities must be a lazy frame of DuckDB, polars or Spark (for tables in memory there is score_tables), "
    "got a table in memory of type DataFrame"
)


class TestRefused:
    """
    "When a frame is not lazy or of Dask, a column is missing or of another type."
    """

    @pytest.mark.parametrize(
        ("frame", "message"),
        [
            ("text", "activities must be a lazy frame of DuckDB, polars or Spark, got an object of type str"),
            (pl.DataFrame(), IN_MEMORY),
            (pl.LazyFrame(), "column 'person_id' of activities must be there, got only the columns (none)"),
            (
                pl.LazyFrame({"person_id": ["p"], "kind": ["views"]}),
                "column 'activity_type' of activities must be there, got only the columns 'person_id', 'kind'",
            ),
            (
                pl.LazyFrame(
                    {"person_id": ["p"], "activity_type": ["a"], "occurred_at": [datetime(2026, 1, 1)]}  # noqa: DTZ001
                ),
                INSTANTS + "Datetime(time_unit='us', time_zone=None)",
            ),
            (
                pl.LazyFrame({"person_id": ["p"], "activity_type": ["a"], "occurred_at": ["2026-01-01"]}),
                INSTANTS + "String",
            ),
        ],
        ids=["no frame", "not lazy", "empty", "no type", "naive", "no instants"],
    )
    def test_activities(self, frame: Any, message: str) -> None:
        """The error says what was got and what is valid."""
        for step in (person_totals, ignored_types):
            with pytest.raises(TableError, match=f"^{re.escape(message)}$"):
                step(frame, model=MODEL, as_of=NOON)
        with pytest.raises(TableError, match=f"^{re.escape(message)}$"):
            check_activities(frame)

    def test_dask(self) -> None:
        """Dask is refused with a hint."""
        message = (
            "activities must be a lazy frame of DuckDB, polars or Spark (compute it, and use score_tables), "
            "got one of Dask, whose sums would be wrong without notice"
        )
        with pytest.raises(TableError, match=f"^{re.escape(message)}$"):
            require_engine(nw.Implementation.DASK, "activities")

    def test_members(self) -> None:
        """Activities and members are of one engine, and have ids of one type."""
        polars, duckdb = ENGINES["polars"].lazy(ACTIVITIES), ENGINES["duckdb"].lazy(MEMBERS)
        message = "members must be a lazy frame of polars as activities is, got one of duckdb"
        with pytest.raises(TableError, match=f"^{message}$"):
            person_totals(polars, duckdb, model=MODEL, as_of=NOON)
        message = "column 'person_id' of members must be of the type String as in activities, got the type Int64"
        with pytest.raises(TableError, match=f"^{message}$"):
            person_totals(polars, pl.LazyFrame({"person_id": [1]}), model=MODEL, as_of=NOON)

    def test_arguments(self) -> None:
        """The moment has a time zone, and the zone exists."""
        polars = ENGINES["polars"].lazy(ACTIVITIES)
        with pytest.raises(NaiveDatetimeError, match=r"^as_of must be a datetime with a time zone, got "):
            person_totals(polars, model=MODEL, as_of=datetime(2026, 1, 1))  # noqa: DTZ001 - that is the fault
        with pytest.raises(UnknownTimeZoneError, match=r"^time_zone must be the name of an IANA time zone "):
            person_totals(polars, model=MODEL, as_of=NOON, time_zone="Mars")
        with pytest.raises(InvalidValueError, match=r"^look_back_days must be few enough days "):
            person_totals(polars, model=attrs.evolve(MODEL, look_back_days=10**6), as_of=NOON)

    def test_library_missing(self, run_fresh: Callable[[str], CompletedProcess[str]]) -> None:
        """Where Narwhals is not installed, the error says what to install."""
        result = run_fresh(
            "import sys; sys.modules['narwhals'] = None\n"
            "from datetime import UTC, datetime\n"
            "from buying_groups.engagement.lazy import person_totals\n"
            "person_totals(None, as_of=datetime(2026, 1, 31, tzinfo=UTC))"
        )
        message = "narwhals is not installed; pip install 'buying-groups[tables]' brings it"
        assert result.stderr.rstrip().endswith(f"{MissingLibraryError.__name__}: {message}")


FAULTS = {
    "null": "without null, got null",
    "blank": "text that is not blank, got blank text",
    "invalid": re.escape("above 0, at most 1e+15, got something else"),
    "repeated": "different in each row of a group, got a person again",
    "several": "one number for each role of a group, got another",
}


class TestChecks:
    """
    "Checks of lazy frames: what the steps of `lazy` take for granted, as queries of their own."
    """

    @every_engine
    def test_valid(self, engine: Engine) -> None:
        """Nothing is found in tables that are right."""
        engine.use("UTC")
        activities, members = engine.lazy(ACTIVITIES), engine.lazy(MEMBERS)
        require_valid(activities, members)
        require_valid(engine.lazy(ACTIVITIES.drop("activity_id")), members)
        assert [] == rows(conflicting_activities(activities))
        assert {0} == {*rows(check_activities(activities))[0].values(), *rows(check_members(members))[0].values()}

    @every_engine
    @pytest.mark.parametrize(
        ("bad", "problem", "column"),
        [
            ((None, "a", NOON, None), "null", "person_id"),
            (("p", None, NOON, None), "null", "activity_type"),
            (("p", "a", None, None), "null", "occurred_at"),
            ((" ", "a", NOON, None), "blank", "person_id"),
            (("p", "\t", NOON, None), "blank", "activity_type"),
            (("p", "a", NOON, ""), "blank", "activity_id"),
        ],
        ids=["null person", "null type", "null time", "blank person", "blank type", "blank id"],
    )
    def test_activities(self, engine: Engine, bad: tuple[Any, ...], problem: str, column: str) -> None:
        """A fault is counted, and the error names the column and how many rows."""
        engine.use("UTC")
        activities = engine.lazy(pl.concat([ACTIVITIES, activities_table([bad])]))
        (row,) = rows(check_activities(activities))
        assert {f"{problem}_{column}": 1} == {name: number for name, number in row.items() if number}
        with pytest.raises(TableError, match=f"^column '{column}' of activities must be {FAULTS[problem]} in 1 row$"):
            require_valid(activities, engine.lazy(MEMBERS))

    @every_engine
    def test_conflicts(self, engine: Engine) -> None:
        """Each id that stands for several activities is listed, with what differs; the error names the first."""
        engine.use("UTC")
        more = [("q", "clicks", NOON, "b"), ("p", "views", NOON - DAY, "a")]
        activities = engine.lazy(pl.concat([ACTIVITIES, activities_table(more)]))
        assert [
            {"activity_id": "a", "person": False, "type": False, "time": True},
            {"activity_id": "b", "person": True, "type": True, "time": False},
        ] == rows(conflicting_activities(activities))
        with pytest.raises(ConflictingActivityError, match=r"^activity id 'a' was given twice with another time$"):
            require_valid(activities, engine.lazy(MEMBERS))

    @every_engine
    @pytest.mark.parametrize(
        ("bad", "problem", "column"),
        [
            ((None, "x", "r", 1.0), "null", "group_id"),
            (("h", None, "r", 1.0), "null", "person_id"),
            (("h", "x", None, 1.0), "null", "role"),
            (("h", "x", "r", None), "null", "role_weighting"),
            (("h", "x", " ", 1.0), "blank", "role"),
            (("h", "x", "r", 0.0), "invalid", "role_weighting"),
            (("h", "x", "r", 2e15), "invalid", "role_weighting"),
            (("h", "x", "r", float("nan")), "invalid", "role_weighting"),
            (("h", "x", "r", float("inf")), "invalid", "role_weighting"),
            (("g", "p", "Other", 9.0), "repeated", "person_id"),
            (("g", "x", "Influencer", 9.0), "several", "role_weighting"),
        ],
        ids=["group", "person", "role", "weighting", "blank", "zero", "large", "nan", "inf", "repeated", "several"],
    )
    def test_members(self, engine: Engine, bad: tuple[Any, ...], problem: str, column: str) -> None:
        """A fault is counted, and the error names the column and how many rows."""
        engine.use("UTC")
        members = engine.lazy(pl.concat([MEMBERS, members_table([bad])]))
        (row,) = rows(check_members(members))
        assert {f"{problem}_{column}": 1} == {name: number for name, number in row.items() if number}
        with pytest.raises(TableError, match=f"^column '{column}' of members must be {FAULTS[problem]} in 1 row$"):
            require_valid(engine.lazy(ACTIVITIES), members)
