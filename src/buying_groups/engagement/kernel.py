"""
Kernel: counts, sums and scores out of whole numbers.

Everything that is counted is put into one number per activity, ``(person · types + type) · days + day``. Sorted, equal
numbers stand in runs, and the length of a run is how often one person did one thing on one day: the way that
was found to group ten million rows by three columns. Capped runs of one person and type add up to the capped counts
that every score is made of (see `counting`), in whole numbers. Weighted sums are added by person in the order of the
types, as `scoring` adds them, and come out equal to the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np


if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray


__all__ = [
    "Runs",
    "Totals",
    "active_days",
    "added",
    "key_type",
    "keys",
    "runs",
    "scaled_all",
    "starts",
    "totals",
    "weighted_sums",
]


class Runs(NamedTuple):
    """
    How often each person did each thing on each day: parallel arrays, in the order of person, type and day.
    """

    person: NDArray[np.int64]
    activity_type: NDArray[np.int64]
    day: NDArray[np.int64]
    number: NDArray[np.int64]


class Totals(NamedTuple):
    """
    The capped count of each person and type that occurred: parallel arrays, in the order of person and type.
    """

    person: NDArray[np.int64]
    activity_type: NDArray[np.int64]
    counted: NDArray[np.int64]


def key_type(people: int, types: int, days: int) -> type[np.unsignedinteger[Any]] | None:
    """
    Return the smaller of the two types that hold every key, or ``None`` if neither does.

    Examples
    --------
    >>> key_type(1_000_000, 8, 32).__name__, key_type(100_000_000, 8, 32).__name__, key_type(2**60, 8, 32)
    ('uint32', 'uint64', None)
    """
    size = people * types * days
    return np.uint32 if size <= 2**32 else np.uint64 if size <= 2**64 else None


def keys(
    person: NDArray[np.int32],
    activity_type: NDArray[np.int32],
    day: NDArray[np.uint64],
    *,
    types: int,
    days: int,
    dtype: type[np.unsignedinteger[Any]],
) -> NDArray[np.unsignedinteger[Any]]:
    """Return the keys of some activities, each with a type below `types` and a day below `days`."""
    key = person.astype(dtype)
    key *= dtype(types)
    key += activity_type.astype(dtype)
    key *= dtype(days)
    key += day.astype(dtype)
    return key


def starts(ordered: NDArray[Any]) -> NDArray[np.int64]:
    """
    Return where the runs of equal values start.

    Examples
    --------
    >>> starts(np.array([5, 5, 7, 7, 7, 9])).tolist()
    [0, 2, 5]
    """
    new = np.empty(len(ordered), np.bool_)
    new[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.flatnonzero(new)


def runs(ordered: NDArray[np.unsignedinteger[Any]], *, types: int, days: int) -> Runs:
    """Return what sorted keys mean."""
    first = starts(ordered)
    pairs, day = np.divmod(ordered[first], ordered.dtype.type(days))
    person, activity_type = np.divmod(pairs, ordered.dtype.type(types))
    return Runs(
        person.astype(np.int64),
        activity_type.astype(np.int64),
        day.astype(np.int64),
        np.diff(first, append=len(ordered)),
    )


def totals(ordered: NDArray[np.unsignedinteger[Any]], *, caps: Sequence[int], days: int) -> Totals:
    """Return the capped counts of sorted keys; `caps` has the daily cap of each type."""
    types = ordered.dtype.type(len(caps))
    first = starts(ordered)
    pairs = ordered[first] // ordered.dtype.type(days)
    number = np.diff(first, append=len(ordered))
    np.minimum(number, np.array(caps, np.int64)[(pairs % types).astype(np.int64)], out=number)
    begin = starts(pairs)
    person, activity_type = np.divmod(pairs[begin], types)
    counted = np.add.reduceat(number, begin) if len(begin) else number
    return Totals(person.astype(np.int64), activity_type.astype(np.int64), counted)


def active_days(ordered: NDArray[np.unsignedinteger[Any]], *, types: int, days: int, people: int) -> NDArray[np.int64]:
    """
    Return on how many days each person did anything, of sorted keys.

    Examples
    --------
    Person 1 did the types 0 and 1 on day 2, and type 1 on day 3 as well, twice:

    >>> active_days(np.array([12, 17, 18, 18], np.uint32), types=2, days=5, people=3).tolist()
    [0, 2, 0]
    """
    one = ordered.dtype.type
    first = ordered[starts(ordered)]
    person_days = first // one(max(types, 1) * days) * one(days) + first % one(days)
    person_days.sort()
    person = person_days[starts(person_days)] // one(days)
    return np.bincount(person.astype(np.int64), minlength=people)


def weighted_sums(counts: Totals, weights: Sequence[float], people: int) -> NDArray[np.float64]:
    """Return Σ capped count · weight of each person; `weights` has that of each type."""
    parts = counts.counted * np.array(weights, np.float64)[counts.activity_type]
    return added(counts.person, parts, people)


def added(places: NDArray[np.int64], parts: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """
    Return the sum of the parts of each place, added in the order in which they stand.

    Examples
    --------
    >>> added(np.array([2, 0, 2]), np.array([0.5, 1.0, 2.0]), 4).tolist()
    [1.0, 0.0, 2.5, 0.0]
    """
    return np.bincount(places, weights=parts, minlength=size).astype(np.float64, copy=False)


def scaled_all(sums: NDArray[np.float64], largest: float) -> NDArray[np.float64]:
    """
    Return the scores of sums: what `scale.scaled` does, for many.

    Examples
    --------
    >>> scaled_all(np.array([9.0, 40.0, 0.0]), 36.0).tolist()
    [50.0, 100.0, 0.0]
    """
    scores = np.where(sums > 0, 100.0, 0.0)
    below = sums < largest
    scores[below] = 100.0 * np.sqrt(sums[below] / largest)
    return scores
