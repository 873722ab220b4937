"""
Scores out of tables: what goes in, what comes out, and what is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pytest
from ways import CONVERSIONS, pa

from buying_groups import engagement
from buying_groups.engagement import (
    DEFAULT_WEIGHTING_MODEL,
    ActivityWeight,
    WeightingModel,
    columns,
    identities,
    score_tables,
)
from buying_groups.errors import (
    ConflictingActivityError,
    InvalidValueError,
    MissingLibraryError,
    NaiveDatetimeError,
    ScaleMismatchError,
    TableError,
)


if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import RunFresh


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
START = NOON - timedelta(days=30)
every_library = pytest.mark.parametrize("convert", CONVERSIONS.values(), ids=CONVERSIONS.keys())


def did(*rows: tuple[Any, ...], **types: Any) -> Any:
    """Return activities of person, type, moment and, where there is a fourth item, id."""
    names = ["person_id", "activity_type", "occurred_at", "activity_id"][: max(map(len, rows), default=3)]
    schema = {"person_id": pa.string(), "activity_type": pa.string(), "occurred_at": pa.timestamp("us", "UTC")}
    schema = {"activity_id": pa.string(), **schema, **types}
    return pa.table({name: pa.array([row[at] for row in rows], schema[name]) for at, name in enumerate(names)})


def belong(*rows: tuple[Any, ...], **types: Any) -> Any:
    """Return members of group, person, role and weighting."""
    names = ["group_id", "person_id", "role", "role_weighting"]
    schema = {"group_id": pa.string(), "person_id": pa.string(), "role": pa.string(), "role_weighting": pa.float64()}
    schema = {**schema, **types}
    return pa.table({name: pa.array([row[at] for row in rows], schema[name]) for at, name in enumerate(names)})


ACTIVITIES = did(("ada", "page_views", NOON), ("bo", "email_opened", NOON))
MEMBERS = belong(("g", "bo", "Champion", 60.0), ("g", "cy", "Other", 20.0))


def rows_of(table: Any) -> list[tuple[Any, ...]]:
    """Return id, raw and score of a table of any library."""
    rows: list[tuple[Any, ...]] = nw.from_native(table).drop("is_known", strict=False).rows()
    return rows


def changed(table: Any, column: str, values: Any) -> Any:
    """Return a table with another column in the place of one."""
    return table.set_column(table.column_names.index(column), column, values)


class TestResult:
    """
    "In tables of the kind that came in", in the order of ids.
    """

    @every_library
    def test_known_answer(self, convert: Callable[[Any], Any]) -> None:
        """Two people of 40 and 30 raw, one member who did nothing: √(30/40), then 60 of 80 of it, the only group."""
        scores = score_tables(convert(ACTIVITIES), convert(MEMBERS), as_of=NOON)
        bo = 86.60254037844386
        assert rows_of(scores.people) == [("ada", 40.0, 100.0), ("bo", 30.0, bo), ("cy", 0.0, 0.0)]
        assert rows_of(scores.groups) == [("g", bo * 0.75, 100.0)]
        assert type(scores.people) is type(scores.groups) is type(convert(MEMBERS))
        assert scores.scale.activity_types == ("email_opened", "page_views")
        assert (scores.scale.largest_person_sum, scores.scale.largest_group_sum) == (40.0, bo * 0.75)

    @every_library
    def test_empty_tables(self, convert: Callable[[Any], Any]) -> None:
        """Without people, groups and activities the result is empty, with all columns."""
        scores = score_tables(convert(ACTIVITIES.slice(0, 0)), convert(MEMBERS.slice(0, 0)), as_of=NOON)
        assert (rows_of(scores.people), rows_of(scores.groups), scores.ignored) == ([], [], {})
        assert nw.from_native(scores.people).columns == ["person_id", "raw", "score", "is_known"]
        assert nw.from_native(scores.groups).columns == ["group_id", "raw", "score", "is_known"]
        assert scores.scale.activity_types == ()

    @every_library
    def test_ignored(self, convert: Callable[[Any], Any]) -> None:
        """Activities in the window of a type that the model does not know are counted by type; weight 0 is known."""
        activities = did(
            ("ada", "dancing", NOON),
            ("ada", "dancing", NOON),
            ("ada", "singing", START),
            ("ada", "acting", NOON + timedelta(seconds=1)),
            ("ada", "email_unsubscribed", NOON),
        )
        scores = score_tables(convert(activities), convert(MEMBERS), as_of=NOON)
        assert scores.ignored == {"dancing": 2}
        assert rows_of(scores.people)[0] == ("ada", 0.0, 0.0)

    @every_library
    def test_is_known(self, convert: Callable[[Any], Any]) -> None:
        """Any activity up to then makes somebody known, of any type and age; a later one does not."""
        activities = did(
            ("ada", "dancing", NOON),
            ("bo", "page_views", START - timedelta(days=1)),
            ("cy", "page_views", NOON + timedelta(seconds=1)),
        )
        members = belong(
            *[
                (group, person, "Other", 20.0)
                for group, person in (("g", "cy"), ("g", "ada"), ("h", "cy"), ("j", "dan"))
            ]
        )
        scores = score_tables(convert(activities), convert(members), as_of=NOON)
        people, groups = (nw.from_native(table) for table in (scores.people, scores.groups))
        assert people.select("person_id", "is_known").rows() == [
            ("ada", True),
            ("bo", True),
            ("cy", False),
            ("dan", False),
        ]
        assert groups.select("group_id", "is_known").rows() == [("g", True), ("h", False), ("j", False)]

    @pytest.mark.parametrize("dtype", ["int32", "Int64", "uint64[pyarrow]"])
    def test_integers_of_pandas(self, dtype: Any) -> None:
        """Ids come back in the very type that they had."""
        did = pd.DataFrame(
            {
                "person_id": pd.Series([7, 5], dtype=dtype).array,
                "activity_type": "page_views",
                "occurred_at": pd.to_datetime([NOON, NOON]),
            },
            index=[9, 9],
        )
        belong = pd.DataFrame(
            {"group_id": [3], "person_id": pd.Series([6], dtype=dtype), "role": ["Other"], "role_weighting": [20]}
        )
        scores = score_tables(did, belong, as_of=NOON)
        assert str(scores.people["person_id"].dtype) == dtype
        assert scores.people["person_id"].tolist() == [5, 6, 7]
        assert scores.people.index.tolist() == [0, 1, 2]
        assert scores.groups.to_dict("list") == {"group_id": [3], "raw": [0.0], "score": [0.0], "is_known": [False]}

    @pytest.mark.parametrize("dtype", [pl.Categorical(), pl.Enum(["bo", "cy", "ada"])], ids=str)
    def test_categories_of_polars(self, dtype: Any) -> None:
        """Categories come back as such, in the order of their texts."""
        activities, members = (
            pl.DataFrame(table).with_columns(pl.col("person_id").cast(dtype)) for table in (ACTIVITIES, MEMBERS)
        )
        people = score_tables(activities, members, as_of=NOON).people
        assert people.schema["person_id"] == dtype
        assert people["person_id"].to_list() == ["ada", "bo", "cy"]

    @pytest.mark.parametrize("ordered", [False, True])
    def test_categories_of_pandas(self, ordered: bool) -> None:  # noqa: FBT001 - pytest gives it by name
        """Categories of the two tables need not be the same, unless they are ordered; unused ones do not come back."""
        first = pd.CategoricalDtype(["zoe", "bo", "ada", "cy"], ordered=ordered)
        second = first if ordered else pd.CategoricalDtype(["cy", "bo", "dan"])
        activities = ACTIVITIES.to_pandas().astype({"person_id": first})
        members = MEMBERS.to_pandas().astype({"person_id": second})
        people = score_tables(activities, members, as_of=NOON).people
        assert people["person_id"].dtype.name == "category"
        assert people["person_id"].tolist() == ["ada", "bo", "cy"]

    def test_categories_that_are_numbers(self) -> None:
        """Categories of whole numbers are ids as well."""
        activities = pd.DataFrame(
            {"person_id": pd.Categorical([10, 9]), "activity_type": "page_views", "occurred_at": [NOON, NOON]}
        )
        members = pd.DataFrame(
            {"group_id": ["g"], "person_id": pd.Categorical([9]), "role": ["Other"], "role_weighting": [20]}
        )
        people = score_tables(activities, members, as_of=NOON).people
        assert people["person_id"].tolist() == [9, 10]

    def test_tables_without_chunks(self) -> None:
        """Tables of pyarrow that hold no chunk of their columns are empty tables."""
        kind = pa.dictionary(pa.int32(), pa.string())
        activities, members = (
            pa.Table.from_batches(
                [], table.schema.set(table.schema.get_field_index("person_id"), pa.field("person_id", kind))
            )
            for table in (ACTIVITIES, MEMBERS)
        )
        scores = score_tables(activities, members, as_of=NOON)
        assert (rows_of(scores.people), rows_of(scores.groups)) == ([], [])

    def test_views_of_arrow(self) -> None:
        """Text in Arrow's layout of views, which is what pyarrow makes of polars frames, is text."""
        people = pa.string_view()
        activities = did(("ada", "page_views", NOON), person_id=people, activity_type=people)
        scores = score_tables(activities, belong(("g", "bo", "Other", 20.0), person_id=people, role=people), as_of=NOON)
        assert rows_of(scores.people) == [("ada", 40.0, 100.0), ("bo", 0.0, 0.0)]

    def test_pieces_of_tables(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is read in many pieces, from tables of many chunks, comes to the same."""
        rows = [(f"p{number % 7}", "page_views", NOON - timedelta(hours=number)) for number in range(100)]
        activities = did(*rows)
        expected = rows_of(score_tables(activities, MEMBERS, as_of=NOON).people)
        monkeypatch.setattr(identities, "ROWS", 3)
        in_chunks = pa.concat_tables([activities.slice(start, 9) for start in range(0, 100, 9)])
        assert rows_of(score_tables(in_chunks, MEMBERS, as_of=NOON).people) == expected

    def test_progress(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is called with a step's name, how many rows of it are done, and how many there are."""
        monkeypatch.setattr(identities, "ROWS", 2)
        steps: list[tuple[str, int, int]] = []

        def progress(step: str, done: int, rows: int) -> None:
            steps.append((step, done, rows))

        activities = did(*[("ada", "page_views", NOON, str(number)) for number in range(3)])
        score_tables(activities, MEMBERS, as_of=NOON, progress=progress)
        assert list(dict.fromkeys(name for name, _, _ in steps)) == [
            "people",
            "groups",
            "roles",
            "repeats",
            "activities",
        ]
        assert [step for step in steps if step[0] == "activities"] == [("activities", 2, 3), ("activities", 3, 3)]


class TestInstants:
    """
    "Instants of any resolution": compared exactly.
    """

    @every_library
    @pytest.mark.parametrize(("unit", "units"), [("s", 1), ("ms", 10**3), ("us", 10**6), ("ns", 10**9)])
    def test_window(self, unit: str, units: int, convert: Callable[[Any], Any]) -> None:
        """What is at the window's start is outside, what is at its end inside, to the table's own unit."""
        end, start = (int((moment - EPOCH).total_seconds()) * units for moment in (NOON, START))
        times = {"before": start, "first": start + 1, "last": end, "after": end + 1}
        moments = pa.array(times.values(), pa.int64()).cast(pa.timestamp(unit, "Europe/Stockholm"))
        activities = pa.table({"person_id": list(times), "activity_type": ["page_views"] * 4, "occurred_at": moments})
        scores = score_tables(convert(activities), convert(MEMBERS.slice(0, 0)), as_of=NOON)
        assert rows_of(scores.people) == [("before", 0.0, 0.0), ("first", 40.0, 100.0), ("last", 40.0, 100.0)]

    def test_as_of_between_two_units(self) -> None:
        """A window that ends within a second holds the second before."""
        activities = did(("ada", "page_views", NOON), occurred_at=pa.timestamp("s", "UTC"))
        for off, raw in ((0, 40.0), (1, 40.0)):
            as_of = NOON + timedelta(microseconds=off)
            assert rows_of(score_tables(activities, MEMBERS, as_of=as_of).people)[0] == ("ada", raw, 100.0)
        assert rows_of(score_tables(activities, MEMBERS, as_of=NOON - timedelta(microseconds=1)).people)[0][0] == "bo"

    @pytest.mark.parametrize("as_of", [datetime(1500, 1, 1, tzinfo=UTC), datetime(2500, 1, 1, tzinfo=UTC)], ids=str)
    def test_beyond_nanoseconds(self, as_of: datetime) -> None:
        """A moment that 64 bits of nanoseconds cannot hold is before or after all of them."""
        activities = did(("ada", "page_views", NOON), occurred_at=pa.timestamp("ns", "UTC"))
        scores = score_tables(activities, MEMBERS, as_of=as_of, time_zone="America/New_York")
        assert [row[0] for row in rows_of(scores.people)] == ["ada", "bo", "cy"][as_of < NOON :]

    def test_long_window(self) -> None:
        """A window of a thousand years counts days as any other."""
        model = WeightingModel(
            id="m",
            name="M",
            weights=(ActivityWeight(activity_type="a", weight=1.0, daily_cap=1),),
            look_back_days=365_000,
        )
        days = [datetime(year, 7, 1, tzinfo=UTC) for year in (1100, 1850, 1850, 1970, 2026)]
        activities = did(*[("ada", "a", day) for day in days])
        as_of = datetime(2026, 8, 1, tzinfo=UTC)
        scores = score_tables(activities, MEMBERS, model=model, as_of=as_of, time_zone="Europe/Stockholm")
        assert rows_of(scores.people)[0] == ("ada", 4.0, 100.0)


class TestRepeats:
    """
    "An identical repeat counts once; an activity without an id (null) always counts."
    """

    @every_library
    @pytest.mark.parametrize(
        ("ids", "kind"),
        [
            pytest.param(["x", "x", "y", None, None], pa.string(), id="text"),
            pytest.param([1, 1, 2, None, None], pa.int64(), id="integers"),
            pytest.param(["x", "x", "y", None, None], pa.dictionary(pa.int8(), pa.string()), id="categories"),
            pytest.param([None, "x", None, "x", "y"], pa.large_string(), id="later"),
        ],
    )
    def test_once(self, ids: list[Any], kind: Any, convert: Callable[[Any], Any]) -> None:
        """Of two activities with one id, one counts; those without all do."""
        activities = did(*[("ada", "page_views", NOON, id) for id in ids], activity_id=kind)
        if convert is CONVERSIONS["pandas"] and pa.types.is_integer(kind):
            frame = activities.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
        else:
            frame = convert(activities)
        assert rows_of(score_tables(frame, convert(MEMBERS), as_of=NOON).people)[0] == ("ada", 160.0, 100.0)

    @pytest.mark.parametrize("kind", [pa.null(), pa.string()], ids=str)
    def test_none_has_an_id(self, kind: Any) -> None:
        """A column of nulls, which may have no type, is as good as none."""
        activities = did(*[("ada", "page_views", NOON, None)] * 2, activity_id=kind)
        assert rows_of(score_tables(activities, MEMBERS, as_of=NOON).people)[0] == ("ada", 80.0, 100.0)

    def test_outside_the_window(self) -> None:
        """What does not exist yet, or is too old to count, conflicts all the same."""
        activities = did(
            ("ada", "page_views", NOON + timedelta(days=1), "x"), ("ada", "dancing", NOON + timedelta(days=2), "x")
        )
        expected = r"^activity id 'x' was given twice with another type, time$"
        with pytest.raises(ConflictingActivityError, match=expected):
            score_tables(activities, MEMBERS, as_of=NOON)

    def test_integer_id(self) -> None:
        """The error names the id as it is."""
        activities = did(
            ("ada", "page_views", NOON, 4),
            ("ada", "page_views", NOON, 5),
            ("bo", "page_views", NOON, 5),
            activity_id=pa.int16(),
        )
        with pytest.raises(ConflictingActivityError, match=r"^activity id 5 was given twice with another person$"):
            score_tables(activities, MEMBERS, as_of=NOON)


BAD = [
    pytest.param(
        did(("ada", "page_views", NOON), (None, "page_views", NOON), (None, "page_views", NOON)),
        MEMBERS,
        "column 'person_id' of activities must be without null, got null in 2 rows",
        id="null-person",
    ),
    pytest.param(
        did(("ada", None, NOON)),
        MEMBERS,
        "column 'activity_type' of activities must be without null, got null in 1 row",
        id="null-type",
    ),
    pytest.param(
        did(("ada", "page_views", None)),
        MEMBERS,
        "column 'occurred_at' of activities must be without null, got null in 1 row",
        id="null-time",
    ),
    pytest.param(
        ACTIVITIES,
        belong((None, "bo", "Other", 20.0)),
        "column 'group_id' of members must be without null, got null in 1 row",
        id="null-group",
    ),
    pytest.param(
        ACTIVITIES,
        belong(("g", None, "Other", 20.0)),
        "column 'person_id' of members must be without null, got null in 1 row",
        id="null-member",
    ),
    pytest.param(
        ACTIVITIES,
        belong(("g", "bo", None, 20.0)),
        "column 'role' of members must be without null, got null in 1 row",
        id="null-role",
    ),
    pytest.param(
        ACTIVITIES,
        belong(("g", "bo", "Other", None)),
        "column 'role_weighting' of members must be without null, got null in 1 row",
        id="null-weighting",
    ),
    pytest.param(
        did(("ada", "page_views", NOON), (" ", "page_views", NOON), ("", "page_views", NOON)),
        MEMBERS,
        "column 'person_id' of activities must be text that is not blank, got blank text in 2 rows",
        id="blank-person",
    ),
    pytest.param(
        ACTIVITIES,
        belong(("g", "\u3000\t", "Other", 20.0)),
        "column 'person_id' of members must be text that is not blank, got blank text in 1 row",
        id="blank-member",
    ),
    pytest.param(
        ACTIVITIES,
        belong((" " * 300, "bo", "Other", 20.0)),
        "column 'group_id' of members must be text that is not blank, got blank text in 1 row",
        id="blank-group",
    ),
    pytest.param(
        ACTIVITIES,
        belong(("g", "bo", "", 20.0)),
        "column 'role' of members must be text that is not blank, got blank text in 1 row",
        id="blank-role",
    ),
    pytest.param(
        did(("ada", "", NOON), ("ada", "dancing", NOON), ("ada", " ", START)),
        MEMBERS,
        "column 'activity_type' of activities must be text that is not blank, got blank text in 2 rows",
        id="blank-type",
    ),
    pytest.param(
        did(("ada", "page_views", NOON, "\n")),
        MEMBERS,
        "column 'activity_id' of activities must be text that is not blank, got blank text in 1 row",
        id="blank-id",
    ),
    pytest.param(
        ACTIVITIES,
        belong(("g", "bo", "Other", 20.0), ("h", "bo", "Other", 20.0), ("g", "bo", "Champion", 60.0)),
        "column 'person_id' of members must be once in a group, got a person again in 1 row",
        id="twice-in-a-group",
    ),
    pytest.param(
        ACTIVITIES,
        belong(("g", "bo", "Other", 20.0), ("h", "bo", "Other", 30.0), ("g", "cy", "Other", 30.0)),
        "column 'role_weighting' of members must be one number for each role of a group, got another in 1 row",
        id="two-weightings",
    ),
    *(
        pytest.param(
            ACTIVITIES,
            belong(("g", "bo", "Other", weighting), ("g", "cy", "Champion", 60.0)),
            f"column 'role_weighting' of members must be above 0, at most 1e+15, got {weighting:g} in 1 row",
            id=f"weighting-{weighting}",
        )
        for weighting in (0.0, -1.0, float("inf"), 2e15)
    ),
    pytest.param(
        ACTIVITIES.drop_columns("occurred_at"),
        MEMBERS,
        "column 'occurred_at' of activities must be there, got only the columns 'person_id', 'activity_type'",
        id="lacks-a-column",
    ),
    pytest.param(
        changed(ACTIVITIES, "occurred_at", pa.array([NOON, NOON], pa.timestamp("us"))),
        MEMBERS,
        "column 'occurred_at' of activities must be instants with a time zone, got the type "
        "Datetime(time_unit='us', time_zone=None)",
        id="naive",
    ),
    pytest.param(
        changed(ACTIVITIES, "person_id", pa.array([1.0, 2.0])),
        MEMBERS,
        "column 'person_id' of activities must be whole numbers, text or categories, got the type Float64",
        id="ids-of-floats",
    ),
    pytest.param(
        changed(ACTIVITIES, "person_id", pa.array([NOON, NOON], pa.timestamp("us", "UTC"))),
        MEMBERS,
        "column 'person_id' of activities must be whole numbers, text or categories, got the type "
        "Datetime(time_unit='us', time_zone='UTC')",
        id="ids-of-instants",
    ),
    pytest.param(
        changed(ACTIVITIES, "activity_type", pa.array([1, 2])),
        MEMBERS,
        "column 'activity_type' of activities must be text or categories, got the type Int64",
        id="types-of-integers",
    ),
    pytest.param(
        ACTIVITIES,
        changed(MEMBERS, "role_weighting", pa.array(["60", "20"])),
        "column 'role_weighting' of members must be numbers, got the type String",
        id="weighting-of-text",
    ),
    pytest.param(
        changed(ACTIVITIES, "person_id", pa.array([1, 2])),
        MEMBERS,
        "column 'person_id' of members must be Int64, as in activities, got String in 2 rows",
        id="ids-of-two-types",
    ),
    pytest.param(
        changed(ACTIVITIES, "person_id", pa.array([1, 2], pa.int32())),
        changed(MEMBERS, "person_id", pa.array([1, 2], pa.int64())),
        "column 'person_id' of members must be Int32, as in activities, got Int64 in 2 rows",
        id="ids-of-two-widths",
    ),
]


class TestBadInput:
    """
    "In tables: an error that names the column and how many rows; never a silent overflow."
    """

    @every_library
    @pytest.mark.parametrize(("activities", "members", "message"), BAD)
    def test_refused(self, activities: Any, members: Any, message: str, convert: Callable[[Any], Any]) -> None:
        """Bad tables of any library are refused with the same words."""
        with pytest.raises(TableError, match=f"^{re.escape(message)}$"):
            score_tables(convert(activities), convert(members), as_of=NOON)

    def test_not_a_number(self) -> None:
        """NaN is a null to pandas and a number to others; either way it is refused."""
        members = belong(("g", "bo", "Other", float("nan")))
        with pytest.raises(
            TableError, match=r"^column 'role_weighting' of members must be above 0, .* got nan in 1 row$"
        ):
            score_tables(ACTIVITIES, members, as_of=NOON)

    @pytest.mark.parametrize("values", [["a", 1], [1.5, 2.5]], ids=["mixed", "floats"])
    def test_objects_and_categories_of_others(self, values: list[Any]) -> None:
        """Objects of several types, and categories of what is no id, are refused by the type of their column."""
        activities = ACTIVITIES.to_pandas()
        activities["person_id"] = pd.Categorical(values) if values[0] == 1.5 else pd.Series(values, dtype=object)
        with pytest.raises(
            TableError, match=r"^column 'person_id' of activities must be whole numbers, text or categories"
        ):
            score_tables(activities, MEMBERS.to_pandas(), as_of=NOON)

    def test_categories_of_two_types(self) -> None:
        """Categories of text in one table and of numbers in the other are ids of two types."""
        activities = ACTIVITIES.to_pandas().astype({"person_id": "category"})
        members = MEMBERS.to_pandas().assign(person_id=pd.Categorical([1, 2]))
        expected = (
            "column 'person_id' of members must be Categorical of text, as in activities, "
            "got Categorical of int64 in 2 rows"
        )
        with pytest.raises(TableError, match=f"^{expected}$"):
            score_tables(activities, members, as_of=NOON)

    def test_lazy(self) -> None:
        """A lazy table is refused with a hint to what takes it."""
        expected = (
            "members must be a table in memory (collect it, or use buying_groups.engagement.lazy for scores), "
            "got a lazy one of type LazyFrame"
        )
        with pytest.raises(TableError, match=f"^{re.escape(expected)}$"):
            score_tables(pl.DataFrame(ACTIVITIES), pl.DataFrame(MEMBERS).lazy(), as_of=NOON)

    def test_no_table(self) -> None:
        """What is no table is refused."""
        expected = (
            "activities must be a table of pandas, polars, pyarrow or another that Narwhals reads, "
            "got an object of type dict"
        )
        with pytest.raises(TableError, match=f"^{expected}$"):
            score_tables({"person_id": [1]}, MEMBERS, as_of=NOON)

    def test_no_columns(self) -> None:
        """A table without columns is said to have none."""
        expected = r"column 'person_id' of activities must be there, got only the columns (none)"
        with pytest.raises(TableError, match=f"^{re.escape(expected)}$"):
            score_tables(pa.table({}), MEMBERS, as_of=NOON)

    def test_two_libraries(self) -> None:
        """Both tables are of one library."""
        with pytest.raises(
            TableError, match=r"^members must be a table of polars, as activities is, got one of pyarrow$"
        ):
            score_tables(pl.DataFrame(ACTIVITIES), MEMBERS, as_of=NOON)

    def test_too_many_rows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Rows are numbered in 32 bits: more of them are refused."""
        monkeypatch.setattr(columns, "MOST_ROWS", 3)
        with pytest.raises(TableError, match=r"^activities must be of at most 3 rows together with members, got 4$"):
            score_tables(ACTIVITIES, MEMBERS, as_of=NOON)

    def test_too_large_a_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """People, types and days share 64 bits: more of them are refused."""

        def none(*_: int, **__: int) -> None:
            """Say that no type holds the keys."""

        monkeypatch.setattr("buying_groups.engagement.table_counting.key_type", none)
        expected = (
            "activities must be of no more people, types and days than a key of 64 bits can hold, "
            "got 3 × 8 × 31 of them"
        )
        with pytest.raises(TableError, match=f"^{expected}$"):
            score_tables(ACTIVITIES, MEMBERS, as_of=NOON)

    def test_arguments(self) -> None:
        """Moment, zone, window and scale are checked as for objects."""
        with pytest.raises(NaiveDatetimeError, match=r"^as_of must be a datetime with a time zone, got "):
            score_tables(ACTIVITIES, MEMBERS, as_of=datetime(2026, 1, 31))  # noqa: DTZ001 - it must be refused
        with pytest.raises(InvalidValueError, match=r"^time_zone must be "):
            score_tables(ACTIVITIES, MEMBERS, as_of=NOON, time_zone="Nowhere")
        scale = score_tables(ACTIVITIES, MEMBERS, as_of=NOON).scale
        with pytest.raises(ScaleMismatchError, match=r"^the scale does not fit: its as_of is "):
            score_tables(ACTIVITIES, MEMBERS, as_of=NOON + timedelta(1), scale=scale)

    def test_missing_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the extra `tables`, the error says what to install."""

        def missing(name: str) -> Any:
            raise ModuleNotFoundError(name=name)

        monkeypatch.setattr("importlib.import_module", missing)
        expected = r"^narwhals is not installed; pip install 'buying-groups\[tables\]' brings it$"
        with pytest.raises(MissingLibraryError, match=expected):
            score_tables(ACTIVITIES, MEMBERS, as_of=NOON)


class TestEmbedding:
    """
    "`import buying_groups.engagement` must not import narwhals, pandas, polars or pyarrow."
    """

    def test_import(self, run_fresh: RunFresh) -> None:
        """Importing the package of scores loads no data-frame library, and numpy not for our sake."""
        result = run_fresh("import sys, buying_groups.engagement; print(*sys.modules)")
        assert set(result.stdout.split()) & {"narwhals", "pandas", "polars", "pyarrow", "numpy"} == set()

    def test_names(self) -> None:
        """The names of tables are there when asked for, and no others."""
        assert engagement.score_tables is score_tables
        nothing = "nothing"
        with pytest.raises(AttributeError, match=r"^module 'buying_groups.engagement' has no attribute 'nothing'$"):
            getattr(engagement, nothing)

    @every_library
    def test_tables_are_not_changed(self, convert: Callable[[Any], Any]) -> None:
        """The caller's tables are as they were."""
        activities, members = convert(ACTIVITIES), convert(MEMBERS)
        score_tables(activities, members, as_of=NOON, model=DEFAULT_WEIGHTING_MODEL)
        assert rows_of(activities) == rows_of(convert(ACTIVITIES))
        assert rows_of(members) == rows_of(convert(MEMBERS))
