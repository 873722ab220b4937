"""
Splits: by account and by time, in scikit-learn's interface, whatever the order of the rows.
"""

# scikit-learn has no types.
# mypy: disable-error-code="import-untyped"
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_predict

from buying_groups.errors import InvalidValueError, NaiveDatetimeError
from buying_groups.intent import AccountSplit, TimeSplit


ROWS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 1)), min_size=12, max_size=60)


def parts(splitter: Any, groups: Any, y: Any = None) -> list[tuple[list[int], list[int]]]:
    """Return the splits as lists."""
    X = np.zeros((len(groups), 1))  # noqa: N806 - scikit-learn's name
    return [(train.tolist(), test.tolist()) for train, test in splitter.split(X, y, groups)]


class TestAccounts:
    """
    "Folds of whole accounts, alike in size and in the share of each label."
    """

    @given(ROWS, st.integers(2, 4))
    def test_no_account_is_divided(self, rows: list[tuple[int, int]], n_splits: int) -> None:
        """Every row is tested once, and no account is on both sides."""
        accounts = [*range(4), *(account for account, _ in rows)]
        y = [0, 1, 0, 1, *(label for _, label in rows)]
        splits = parts(AccountSplit(n_splits), accounts, y)
        assert n_splits == len(splits)
        assert sorted(row for _, test in splits for row in test) == list(range(len(y)))
        for train, test in splits:
            assert not {accounts[row] for row in train} & {accounts[row] for row in test}
            assert sorted(train + test) == list(range(len(y)))

    def test_known_answer(self) -> None:
        """Label 1 is rarer: d has it twice, a and c once, and a is larger; then b and e. Dealt 0, 1, 1, 0, 0."""
        accounts, y = list("aabbcddee"), [1, 0, 0, 0, 1, 1, 1, 0, 0]
        tested = ["".join(accounts[row] for row in test) for _, test in parts(AccountSplit(2), accounts, y)]
        assert ["bbddee", "aac"] == tested

    def test_labels_are_shared_out(self) -> None:
        """A thousand accounts of one row: the folds differ by one interested row at most."""
        y = np.arange(1000) % 7 == 0
        counts = [y[test].sum() for _, test in AccountSplit(5).split(y, y, np.arange(1000))]
        sizes = [len(test) for _, test in AccountSplit(5).split(y, y, np.arange(1000))]
        assert max(counts) - min(counts) <= 1
        assert max(sizes) - min(sizes) <= 1

    @given(ROWS, st.randoms())
    def test_order_does_not_matter(self, rows: list[tuple[int, int]], random: Any) -> None:
        """Shuffled rows of an account get the same fold."""
        rows = [*rows, (0, 0), (1, 1)]

        def folds(given: list[tuple[int, int]]) -> list[set[int]]:
            accounts, y = zip(*given, strict=True)
            return [{accounts[row] for row in test} for _, test in parts(AccountSplit(2), accounts, y)]

        assert folds(rows) == folds(random.sample(rows, len(rows)))

    def test_without_labels(self) -> None:
        """By size alone."""
        sizes = [len(test) for _, test in parts(AccountSplit(2), list("aaaabbbccd"))]
        assert [5, 5] == sizes

    @pytest.mark.parametrize(
        ("n_splits", "groups", "message"),
        [
            (2, None, "groups must be an array with one entry for each row, got None"),
            (3, ["a", "b", "b"], "groups must be at least 3 accounts, one for each fold, got 2"),
            (2, [1, float("nan"), 2], "groups must be known for each row, got 'a missing value'"),
        ],
    )
    def test_bad_groups(self, n_splits: int, groups: Any, message: str) -> None:
        """An error that says what would be valid."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            list(AccountSplit(n_splits).split(np.zeros((3, 1)), None, groups))

    @pytest.mark.parametrize("n_splits", [1, 0, 2.0, True, "3"])
    def test_bad_number(self, n_splits: Any) -> None:
        """One fold is no split."""
        with pytest.raises(InvalidValueError, match=r"^n_splits must be a whole number of at least 2, got "):
            AccountSplit(n_splits)


class TestTime:
    """
    "Each is tested with what was learned from the time before it."
    """

    @given(st.lists(st.integers(0, 12), min_size=2, max_size=40), st.integers(1, 5))
    def test_only_the_past_is_learned_from(self, times: list[int], n_splits: int) -> None:
        """Rows of one time are never divided, and what comes first is never tested."""
        times = [*times, -1, 99]
        splits = parts(TimeSplit(n_splits), times)
        assert 1 <= len(splits) <= n_splits
        assert len(splits) == TimeSplit(n_splits).get_n_splits(groups=times)
        for train, test in splits:
            assert {times[row] for row in train} == {time for time in times if time < min(times[row] for row in test)}
        tested = [row for _, test in splits for row in test]
        assert len(set(tested)) == len(tested)
        assert {times[row] for row in tested} == {time for time in times if time >= min(times[row] for row in tested)}

    def test_known_answer(self) -> None:
        """Twelve rows in three periods after a first, of three each."""
        splits = parts(TimeSplit(3), list(range(12)))
        assert [[3, 4, 5], [6, 7, 8], [9, 10, 11]] == [test for _, test in splits]
        assert [3, 6, 9] == [len(train) for train, _ in splits]

    def test_a_busy_time_takes_several_shares(self) -> None:
        """Ten of thirteen rows have one time."""
        assert [[1, *range(2, 11)], [11], [12]] == [test for _, test in parts(TimeSplit(3), [0, *[1] * 10, 2, 3])]
        assert [[11, 12, 13]] == [test for _, test in parts(TimeSplit(2), [0, *[1] * 10, 2, 3, 4])]

    @pytest.mark.parametrize(
        ("times", "gap"),
        [
            ([10, 20, 30, 40], 15),
            ([date(2026, 1, 1) + timedelta(days=days) for days in (10, 20, 30, 40)], timedelta(days=15)),
            ([datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=d) for d in (10, 20, 30, 40)], timedelta(days=15)),
            (np.array(["2026-01-10", "2026-01-20", "2026-01-30", "2026-02-09"], "datetime64[D]"), np.timedelta64(15)),
        ],
        ids=["numbers", "dates", "datetimes", "NumPy"],
    )
    def test_gap(self, times: Any, gap: Any) -> None:
        """What is learned from lies more than this before the period."""
        assert [([0], [2]), ([0, 1], [3])] == parts(TimeSplit(2, gap=gap), times)

    @pytest.mark.parametrize(
        "kind",
        [
            list,
            np.array,
            pd.Series,
            pl.Series,
        ],
        ids=["list", "NumPy", "pandas", "polars"],
    )
    def test_kinds_of_columns(self, kind: Any) -> None:
        """Lists, arrays and series of datetimes with a time zone."""
        times = kind([datetime(2026, month, 1, tzinfo=UTC) for month in (1, 3, 2)])
        assert [([0], [2]), ([0, 2], [1])] == parts(TimeSplit(5), times)

    @pytest.mark.parametrize(
        ("splitter", "times", "error", "message"),
        [
            (TimeSplit(), [1, 1], InvalidValueError, "groups must be at least two different times, got [1]"),
            (TimeSplit(), [], InvalidValueError, "groups must be at least two different times, got []"),
            (TimeSplit(), None, InvalidValueError, "groups must be an array with one entry for each row, got None"),
            (TimeSplit(gap=5), [1, 2], InvalidValueError, "gap must be short enough to leave rows before 2, got 5"),
            (
                TimeSplit(),
                [datetime(2026, 1, 1), datetime(2026, 1, 2)],  # noqa: DTZ001 - that is what is tested
                NaiveDatetimeError,
                "groups must be a datetime with a time zone, got datetime.datetime(2026, 1, 1, 0, 0)",
            ),
            (
                TimeSplit(),
                np.array(["2026-01-01", "NaT"], "datetime64[D]"),
                InvalidValueError,
                "groups must be known for each row, got 'a missing value'",
            ),
        ],
        ids=["one time", "none", "no times", "gap", "naive", "missing"],
    )
    def test_bad_times(self, splitter: TimeSplit, times: Any, error: type[Exception], message: str) -> None:
        """An error that says what would be valid."""
        with pytest.raises(error, match=f"^{re.escape(message)}$"):
            list(splitter.split(np.zeros((0 if times is None else len(times), 1)), None, times))

    def test_bad_number(self) -> None:
        """At least one period is tested."""
        with pytest.raises(InvalidValueError, match=r"^n_splits must be a whole number of at least 1, got 0$"):
            TimeSplit(0)


class TestInScikitLearn:
    """
    "Both splitters have scikit-learn's interface."
    """

    X = np.arange(24.0).reshape(12, 2)
    Y = np.arange(12) % 2

    def test_numbers_of_splits(self) -> None:
        """As many as there are."""
        assert 3 == AccountSplit(3).get_n_splits()
        assert 5 == TimeSplit().get_n_splits()
        assert 2 == TimeSplit().get_n_splits(self.X[:3], None, [1, 2, 3])

    def test_reprs(self) -> None:
        """A search that shows itself shows how it splits."""
        assert "AccountSplit(3)" == repr(AccountSplit(3))
        assert "TimeSplit(5)" == repr(TimeSplit())
        assert "TimeSplit(2, gap=datetime.timedelta(days=90))" == repr(TimeSplit(2, gap=timedelta(days=90)))

    def test_cross_validation(self) -> None:
        """Accounts are groups."""
        groups = np.arange(12) // 2
        found: Any = cross_val_predict(LogisticRegression(), self.X, self.Y, cv=AccountSplit(3), groups=groups)
        assert (12,) == found.shape

    def test_grid_search(self) -> None:
        """Times are groups too."""
        search = GridSearchCV(LogisticRegression(), {"C": [0.1, 1]}, cv=TimeSplit(2))
        search.fit(self.X, self.Y, groups=np.arange(12) // 2)
        assert 2 == search.n_splits_
