"""
Splits: what a model is validated on stems from other accounts, or from a later time, than what it has learned from.

Both splitters have scikit-learn's interface, so that they can be the `cv` of `cross_val_predict` or `GridSearchCV`. A
split does not depend on the order of the rows: shuffled rows get the same folds.
"""

# scikit-learn has no types, so those that come out of it are not known here.
# mypy: disable-error-code="misc"
# pyright: reportMissingTypeStubs=false, reportUntypedBaseClass=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# ruff: noqa: N803 - X is scikit-learn's name

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.utils.validation import check_consistent_length, column_or_1d

from .._scikit_learn import GroupsConsumerMixin
from ..errors import InvalidValueError, NaiveDatetimeError


if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["AccountSplit", "TimeSplit"]

Integers = np.ndarray[Any, np.dtype[np.int64]]

_FEWEST = 2


class AccountSplit(GroupsConsumerMixin):
    """
    Folds of whole accounts, alike in size and in the share of each label.

    Parameters
    ----------
    n_splits : int, default=5
        How many folds; at least 2.

    See Also
    --------
    sklearn.model_selection.StratifiedGroupKFold : Balances better, and takes minutes for 100,000 accounts.

    Notes
    -----
    The accounts are ordered by how many rows of the rarest label they have, then of the second rarest and so on, then
    by name, and dealt to the folds in turns, forth and back.

    Examples
    --------
    >>> import numpy as np
    >>> from buying_groups.intent import AccountSplit
    >>> accounts = ["a", "a", "b", "b", "c", "d"]
    >>> for train, test in AccountSplit(2).split(np.zeros((6, 1)), [1, 0, 1, 0, 0, 0], accounts):
    ...     print(train, test)
    [2 3 4] [0 1 5]
    [0 1 5] [2 3 4]
    """

    def __init__(self, n_splits: int = 5) -> None:
        self.n_splits = _whole_number("n_splits", n_splits, _FEWEST)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.n_splits})"

    def split(self, X: Any, y: Any = None, groups: Any = None) -> Iterator[tuple[Integers, Integers]]:
        """
        Yield the rows to learn from and the rows to test on, fold by fold.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            Only its length counts.
        y : array-like of shape (n_samples,), default=None
            Labels, shared out evenly.
        groups : array-like of shape (n_samples,)
            The account of each row.

        Yields
        ------
        train, test : ndarray of int
            Positions of rows.

        Raises
        ------
        InvalidValueError
            When `groups` is missing, or has fewer accounts than there are folds.
        """
        accounts = codes_of("groups", groups, X, y)
        folds = self.deal(np.zeros(len(accounts)) if y is None else column_or_1d(y), accounts)
        for fold in range(self.n_splits):
            yield np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)

    def deal(self, labels: Any, accounts: Integers) -> Integers:
        """
        Return the fold of each row.

        Parameters
        ----------
        labels : ndarray of shape (n_samples,)
            Shared out evenly.
        accounts : ndarray of shape (n_samples,)
            The account of each row, as a whole number from 0 on; each number up to the largest occurs.

        Returns
        -------
        ndarray of shape (n_samples,)
            Numbers from 0 to `n_splits` - 1.

        Raises
        ------
        InvalidValueError
            When there are fewer accounts than folds.
        """
        count = int(accounts.max(initial=-1)) + 1
        if count < self.n_splits:
            raise InvalidValueError("groups", count, f"at least {self.n_splits} accounts, one for each fold")
        _, classes, sizes = np.unique(labels, return_inverse=True, return_counts=True)
        rarest_last = np.argsort(-sizes, kind="stable")
        rows = [np.bincount(accounts[classes == label], minlength=count) for label in rarest_last]
        order = np.lexsort((np.arange(count), *(-each for each in rows)))
        turn = np.arange(count) % (2 * self.n_splits)
        dealt = np.empty(count, dtype=np.int64)
        dealt[order] = np.minimum(turn, 2 * self.n_splits - 1 - turn)
        return dealt[accounts]

    def get_n_splits(self, X: Any = None, y: Any = None, groups: Any = None) -> int:  # noqa: ARG002 - scikit-learn's form
        """Return the number of folds."""
        return self.n_splits


class TimeSplit(GroupsConsumerMixin):
    """
    Periods that follow each other: each is tested with what was learned from the time before it.

    Parameters
    ----------
    n_splits : int, default=5
        How many periods are tested; at least 1. Their rows are about equally many, and as many come before the first.
        Rows of one time are never divided, so with few different times there are fewer periods.
    gap : number, timedelta or None, default=None
        What is learned from lies more than this before the period that is tested, in the unit of the times; above 0.
        Where a label says what happened in the 90 days after a row's time, a gap of 90 days leaves out the rows whose
        labels were not known yet.

    Notes
    -----
    The times are given as `groups`, which is scikit-learn's name for what rows are divided by.

    Examples
    --------
    >>> import numpy as np
    >>> from buying_groups.intent import TimeSplit
    >>> months = np.array(["2026-01", "2026-03", "2026-02", "2026-03"], dtype="datetime64[M]")
    >>> for train, test in TimeSplit(2).split(np.zeros((4, 1)), groups=months):
    ...     print(train, test)
    [0] [2]
    [0 2] [1 3]
    """

    def __init__(self, n_splits: int = 5, *, gap: Any = None) -> None:
        self.n_splits = _whole_number("n_splits", n_splits, 1)
        self.gap = gap

    def __repr__(self) -> str:
        gap = "" if self.gap is None else f", gap={self.gap!r}"
        return f"{type(self).__name__}({self.n_splits}{gap})"

    def split(self, X: Any, y: Any = None, groups: Any = None) -> Iterator[tuple[Integers, Integers]]:
        """
        Yield the rows to learn from and the rows to test on, from the first period to the last.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            Only its length counts.
        y : array-like of shape (n_samples,), default=None
            Not used.
        groups : array-like of shape (n_samples,)
            The time of each row: numbers, dates, datetimes with a time zone, or NumPy's datetimes.

        Yields
        ------
        train, test : ndarray of int
            Positions of rows.

        Raises
        ------
        InvalidValueError
            When `groups` is missing, has one time only, or the gap leaves nothing to learn from.
        NaiveDatetimeError
            When a datetime has no time zone.
        """
        times, codes = times_of("groups", groups, X, y)
        for first, last in self._periods(codes):
            before = codes < first
            if self.gap is not None:
                before &= (times < times[first] - self.gap)[codes]
            if not before.any():
                raise InvalidValueError("gap", self.gap, f"short enough to leave rows before {times[first]}")
            yield np.flatnonzero(before), np.flatnonzero((codes >= first) & (codes < last))

    def _periods(self, codes: Integers) -> list[tuple[int, int]]:
        until = np.cumsum(np.bincount(codes))
        if len(until) <= self.n_splits + 1:
            return [(time, time + 1) for time in range(1, len(until))]
        shares = np.arange(1, self.n_splits + 1) / (self.n_splits + 1)
        starts = np.searchsorted(until, shares * until[-1] * (1 - 1e-12)) + 1
        starts = np.unique(np.minimum(starts, len(until) - 1))  # a time with very many rows is the end of two shares
        return list(zip(starts.tolist(), [*starts[1:].tolist(), len(until)], strict=True))

    def get_n_splits(self, X: Any = None, y: Any = None, groups: Any = None) -> int:
        """Return the number of periods: of these times, if they are given, else at most."""
        if groups is None:
            return self.n_splits
        return len(self._periods(times_of("groups", groups, X, y)[1]))


def _whole_number(field: str, value: Any, fewest: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < fewest:
        raise InvalidValueError(field, value, f"a whole number of at least {fewest}")
    return int(value)


def codes_of(field: str, values: Any, *others: Any) -> Integers:
    """Return whole numbers from 0 on for values, in the order of the values; raise where lengths differ."""
    return _distinct(field, values, *others)[1]


def times_of(field: str, values: Any, *others: Any) -> tuple[Any, Integers]:
    """Return the different times, in order, and the number of each row's; raise where they cannot be compared."""
    times, codes = _distinct(field, values, *others)
    for value in times if times.dtype == object else ():
        if isinstance(value, datetime) and value.utcoffset() is None:
            raise NaiveDatetimeError(field, value)
    if len(times) < _FEWEST:
        raise InvalidValueError(field, times.tolist(), "at least two different times")
    return times, codes


def _distinct(field: str, values: Any, *others: Any) -> tuple[Any, Integers]:
    if values is None:
        raise InvalidValueError(field, values, "an array with one entry for each row")
    array = column_or_1d(values)
    check_consistent_length(array, *others)
    if (array != array).any():  # noqa: PLR0124 - neither NaN nor "not a time" is equal to itself
        raise InvalidValueError(field, "a missing value", "known for each row")
    return np.unique(array, return_inverse=True)
