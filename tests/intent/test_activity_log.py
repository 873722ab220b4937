"""
The activity log: what of a table or of activities becomes a row, in which order, and what is refused.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import copy
import random
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from buying_groups.activities import Activity, Content
from buying_groups.errors import InvalidValueError, TableError
from buying_groups.intent.activity_log import ActivityLog, microseconds
from buying_groups.intent.codes import Codes, encode, locate


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
COLUMNS: dict[str, list[Any]] = {
    "person_id": ["Bob", "Ann", "Ann"],
    "product": ["mail", None, "backup"],
    "activity_type": ["visit", "call", "visit"],
    "occurred_at": [NOON, NOON - timedelta(days=2), NOON - timedelta(microseconds=1)],
    "points": [1, 2, 3],
    "words": ["a|b", None, "b||c"],
    "level": [3.0, 1.0, 2.0],
}
OPTIONS: dict[str, Any] = {"weight": "points", "keywords": "words", "seniority": "level"}
KINDS = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}


def columns_of(log: ActivityLog) -> list[list[Any]]:
    """Return what a log holds, as lists."""
    return [
        getattr(log, name).tolist()
        for name in ("subject", "person", "product", "activity_type", "occurred_at", "weight", "seniority", "keyword")
    ] + [log.keyword_count.tolist()]


class TestTables:
    """
    "Return the log of a table's rows": "The same whatever the order of the rows."
    """

    @pytest.mark.parametrize("kind", KINDS)
    def test_known_answer(self, kind: str) -> None:
        """In the order of subject and product; no product is −1, and empty keywords are none."""
        log = ActivityLog.from_table(KINDS[kind](COLUMNS), **OPTIONS)
        assert ("Ann", "Bob") == log.subjects == log.people
        assert ("backup", "mail") == log.products
        assert ("call", "visit") == log.activity_types
        assert ("a", "b", "c") == log.keywords
        noon = microseconds(NOON)
        assert columns_of(log) == [
            [0, 0, 1],
            [0, 0, 1],
            [-1, 0, 1],
            [0, 1, 1],
            [noon - 2 * 86_400_000_000, noon - 1, noon],
            [2.0, 3.0, 1.0],
            [1.0, 2.0, 3.0],
            [1, 2, 0, 1],
            [0, 2, 2],
        ]
        assert repr(log) == "<ActivityLog: 3 activities, 2 subjects, 2 products>"

    def test_order_of_rows(self) -> None:
        """Also where rows are alike in all but their keywords."""
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)] * 2
        expected = columns_of(ActivityLog.from_table(pl.DataFrame(rows), **OPTIONS))
        for seed in range(5):
            random.Random(seed).shuffle(rows)  # noqa: S311 - no secret
            assert expected == columns_of(ActivityLog.from_table(pl.DataFrame(rows), **OPTIONS))

    def test_other_columns(self) -> None:
        """A subject is whoever the activity is recorded for, and all may be of one type."""
        table = pl.DataFrame(COLUMNS).with_columns(account=pl.lit(7))
        log = ActivityLog.from_table(table, subject="account", activity_type=None)
        assert (7,) == log.subjects
        assert ("Ann", "Bob") == log.people
        assert ("activity",) == log.activity_types
        assert log.seniority is None
        assert [1.0, 1.0, 1.0] == log.weight.tolist()

    @pytest.mark.parametrize(
        "ids",
        [
            pl.Series([5, 3, 3]),
            pl.Series(["5", "3", "3"]).cast(pl.Categorical),
            pl.Series(["5", "3", "3"], dtype=pl.Enum(["9", "5", "3"])),
        ],
    )
    def test_kinds_of_ids(self, ids: pl.Series) -> None:
        """Whole numbers, text and categories, of which some may not occur."""
        log = ActivityLog.from_table(pl.DataFrame(COLUMNS).with_columns(person_id=ids))
        assert ("3", "5") == tuple(map(str, log.subjects))
        assert [0, 0, 1] == log.subject.tolist()

    def test_whole_numbers_beside_nulls(self) -> None:
        """Which pandas makes fractions of."""
        table = pd.DataFrame({**COLUMNS, "product": [4.0, None, 2.0]})
        log = ActivityLog.from_table(table)
        assert (2, 4) == log.products
        assert [-1, 0, 1] == log.product.tolist()

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"product": [1.5, None, 2.0]}, "product must be whole numbers or text, one of both in all rows, got 1.5"),
            ({"person_id": [True, False, True]}, "person_id must be whole numbers or text, one of both in all rows, "),
            ({"points": [1, 2, -1]}, "points must be finite, at least 0, got -1.0"),
            ({"level": [1.0, float("inf"), 2.0]}, "level must be finite, got inf"),
            ({"level": ["a", "b", "c"]}, "level must be numbers, got ['a', 'b', 'c']"),
            (
                {"person_id": ["a", None, "b"]},
                "column 'person_id' of activities must be without null, got null in 1 row",
            ),
            (
                {"occurred_at": [datetime(2026, 1, 1)] * 3},  # noqa: DTZ001 - what is refused
                "column 'occurred_at' of activities must be instants with a time zone, got the type Datetime",
            ),
            (
                {"occurred_at": ["2026-01-01"] * 3},
                "column 'occurred_at' of activities must be instants with a time zone, got the type String",
            ),
        ],
    )
    def test_bad_columns(self, change: dict[str, Any], message: str) -> None:
        """Each error names the column and the value."""
        with pytest.raises((InvalidValueError, TableError), match=f"^{re.escape(message)}"):
            ActivityLog.from_table(pl.DataFrame({**COLUMNS, **change}, strict=False), **OPTIONS)

    def test_no_table(self) -> None:
        """Something else, a lazy frame, a column that is not there."""
        with pytest.raises(TableError, match=r"^activities must be a table of pandas, .*, got an object of type int$"):
            ActivityLog.from_table(3)
        with pytest.raises(TableError, match=r"^activities must be a table in memory \(collect it\), got a lazy one"):
            ActivityLog.from_table(pl.DataFrame(COLUMNS).lazy())
        with pytest.raises(TableError, match=r"^column 'product' of activities must be there, got only the columns "):
            ActivityLog.from_table(pl.DataFrame(COLUMNS).drop("product"))
        with pytest.raises(InvalidValueError, match=r"^separator must be text that is not empty, got ''$"):
            ActivityLog.from_table(pl.DataFrame(COLUMNS), keywords="words", separator="")


def activity(person: str, kind: str, **more: Any) -> Activity:
    """Return an activity at noon."""
    return Activity(person_id=person, activity_type=kind, occurred_at=NOON, **more)


class TestActivities:
    """
    "Return the log of activities; the subjects are the people."
    """

    def test_known_answer(self) -> None:
        """One row for each product that the activity was for, once for each id."""
        visits = [
            activity("Bob", "visit", content=Content(keywords=("x", "y"))),
            activity("Ann", "call", id="1"),
            activity("Ann", "call", id="1"),
        ]
        of = {"visit": ["mail", "backup", "mail"], "call": []}
        log = ActivityLog.from_activities(
            visits,
            lambda each: of[each.activity_type],
            weights={"visit": 2.5},
            seniority_of=lambda person: len(person) + 1,
        )
        assert ("backup", "mail") == log.products
        assert columns_of(log) == [
            [0, 1, 1],
            [0, 1, 1],
            [-1, 0, 1],
            [0, 1, 1],
            [microseconds(NOON)] * 3,
            [0.0, 2.5, 2.5],
            [4.0, 4.0, 4.0],
            [0, 1, 0, 1],
            [0, 2, 2],
        ]

    def test_defaults(self) -> None:
        """Each counts one, and nobody's position is known."""
        log = ActivityLog.from_activities([activity("Bob", "visit")], lambda _: ["mail"])
        assert [1.0] == log.weight.tolist()
        assert log.seniority is None
        assert (
            repr(ActivityLog.from_activities([], lambda _: [])) == "<ActivityLog: 0 activities, 0 subjects, 0 products>"
        )

    def test_bad_weight(self) -> None:
        """A weight below 0."""
        with pytest.raises(InvalidValueError, match=r"^weights must be finite, at least 0, got -1\.0$"):
            ActivityLog.from_activities([activity("Bob", "visit")], lambda _: ["mail"], weights={"visit": -1})


class TestLog:
    """
    "It is never changed, so that copies of estimators share it."
    """

    def test_copies(self) -> None:
        """Are the log itself."""
        log = ActivityLog.from_table(pl.DataFrame(COLUMNS))
        assert copy.copy(log) is log
        assert copy.deepcopy(log) is log

    def test_before(self) -> None:
        """Up to the moment, and less than the history before it."""
        log = ActivityLog.from_table(pl.DataFrame(COLUMNS), **OPTIONS)
        assert [2.0, 3.0, 1.0] == log.before(NOON, 3).weight.tolist()
        assert [3.0, 1.0] == log.before(NOON, 2).weight.tolist()
        before = log.before(NOON - timedelta(microseconds=1), 1)
        assert [3.0] == before.weight.tolist()
        assert [1, 2] == before.keyword.tolist()
        assert [0.5] == before.ages(NOON + timedelta(hours=12, microseconds=-1)).tolist()

    def test_ids(self) -> None:
        """Arrays of whole numbers, and lists with nulls, are coded; what is not known is after the last."""
        coded = encode(np.array([7, 3, 7]), "x")
        assert (3, 7) == coded.ids
        assert [1, 0, 1] == coded.codes.tolist()
        assert [-1, 0] == encode([None, "a"], "x").codes.tolist()
        assert [1, 2, 2] == locate(Codes((3, 5), np.array([0, 1, -1])), (2, 3), "x").tolist()
        with pytest.raises(InvalidValueError, match=r"^x must be of the type that .* such as 'a', got 3$"):
            locate(coded, ("a",), "x")
        with pytest.raises(InvalidValueError, match=r"^x must be whole numbers or text, one of both in all rows, got "):
            encode([1, "a"], "x")
