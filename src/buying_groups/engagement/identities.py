"""
Identities: ids become numbers from 0 up, exactly and quickly.

The kernel wants each person as a small number. Whole numbers that lie close together nearly are that. Anything else
would go through a dictionary, which looks up every id in a table larger than the processor's caches. Sorting takes less
than half the processor time (`benchmarks/engagement_identities.py`): each id is mixed to a fingerprint of 64 bits, its
upper bits and the number of the row are put into one number, and these are sorted. Equal ids then stand side by side.

Different ids may share a fingerprint, by chance or made to. So every id is compared in full with the one that stands
for its fingerprint, and those that differ go through a dictionary after all. Fingerprints decide how long it takes,
never what comes out.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

import numpy as np

from .kernel import starts


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from .ids import Ids


__all__ = ["Column", "Each", "Identities", "Piece", "alike", "identify", "pieces"]

ROWS = 1 << 18  # in a piece: few enough for the processor's caches, many enough for numpy
_SPARSE = 4  # whole numbers are taken as they are while their range is at most so many times their count

Result = TypeVar("Result")


class Column(Protocol):
    """
    A column of ids.
    """

    def __len__(self) -> int:
        """Return how many rows there are."""
        ...

    def ids(self, start: int, stop: int) -> Ids:
        """Return the ids of some rows."""
        ...


class Piece(NamedTuple):
    """
    Some rows of one of several columns.

    Attributes
    ----------
    column : Column
        The column.
    start, stop : int
        The rows.
    before : int
        How many rows the columns before have.
    """

    column: Column
    start: int
    stop: int
    before: int

    def ids(self) -> Ids:
        """Return the ids."""
        return self.column.ids(self.start, self.stop)

    @property
    def rows(self) -> slice:
        """The rows, those of all columns being counted through."""
        return slice(self.before + self.start, self.before + self.stop)


class Each(Protocol):
    """
    Calls a function for each piece, in any order and maybe several at a time, and returns the results in order.
    """

    def __call__(self, work: Callable[[Piece], Result], pieces: Sequence[Piece], /) -> list[Result]:
        """Return what the function returns for each piece."""
        ...


class Identities(NamedTuple):
    """
    The ids of some columns as numbers, one for each different id.

    Attributes
    ----------
    codes : list of array of int32
        For each column, the number of each row's id.
    rows : array of int64
        For each number, a row that has the id, the rows of all columns being counted through; -1 where none has.
    order : array of int64
        The numbers in the order of their ids.
    blank : array of int64
        The numbers of ids that are blank text.
    """

    codes: list[NDArray[np.int32]]
    rows: NDArray[np.int64]
    order: NDArray[np.int64]
    blank: NDArray[np.int64]

    @property
    def rank(self) -> NDArray[np.int64]:
        """The place of each number in the order of ids."""
        rank = np.empty_like(self.order)
        rank[self.order] = np.arange(len(rank))
        return rank


def pieces(columns: Sequence[Column]) -> list[Piece]:
    """Return the pieces of some columns."""
    result: list[Piece] = []
    before = 0
    for column in columns:
        starts_at = range(0, len(column), ROWS)
        result += [Piece(column, start, min(start + ROWS, len(column)), before) for start in starts_at]
        before += len(column)
    return result


def identify(columns: Sequence[Column], take: Callable[[NDArray[np.int64]], Ids], each: Each) -> Identities:
    """
    Return the ids of some columns of one type, numbered.

    Parameters
    ----------
    columns : sequence of Column
        The columns; fewer than 2³¹ rows in all.
    take : callable
        Returns the ids of given rows, the rows of all columns being counted through.
    each : callable
        Calls a function for each piece of the rows.
    """
    bounds = np.cumsum([0, *map(len, columns)]).tolist()
    parts = pieces(columns)
    codes = np.empty(bounds[-1], np.int32)
    lowest, highest = _range(parts, each)
    if highest - lowest < min(_SPARSE * len(codes), 2**31):
        rows = _as_they_are(parts, codes, lowest, highest, each)
        order, blank = np.arange(len(rows)), np.empty(0, np.int64)
    else:
        rows, ids = _told_apart(parts, codes, _by_sorting(parts, codes, each), take, each)
        order, blank = ids.ascending(), ids.blank()
    return Identities([codes[begin:end] for begin, end in itertools.pairwise(bounds)], rows, order, blank)


def _range(parts: Sequence[Piece], each: Each) -> tuple[float, float]:
    """
    Return the smallest and the largest id; if ids are no numbers, an infinite range.
    """

    def ends(piece: Piece) -> tuple[float, float]:
        ids = piece.ids()
        return (int(ids.words[0].min()), int(ids.words[0].max())) if ids.long is None else (0, math.inf)

    pairs = each(ends, parts[:1])
    if pairs and pairs[0][1] < math.inf:
        pairs += each(ends, parts[1:])
    return min((low for low, _ in pairs), default=0), max((high for _, high in pairs), default=0)


def _as_they_are(
    parts: Sequence[Piece], codes: NDArray[np.int32], lowest: float, highest: float, each: Each
) -> NDArray[np.int64]:
    rows = np.full(int(highest - lowest) + 1, -1, np.int64)

    def subtract(piece: Piece) -> None:
        code = codes[piece.rows]
        code[:] = piece.ids().words[0] - np.uint64(lowest)
        rows[code] = np.arange(piece.rows.start, piece.rows.stop)

    each(subtract, parts[::-1])  # the first column's rows last, so that they are the ones that stay
    return rows


def _by_sorting(parts: Sequence[Piece], codes: NDArray[np.int32], each: Each) -> NDArray[np.int64]:
    """
    Write codes that are equal for equal fingerprints, and return the first row of each.
    """
    order, bits = _sorted_fingerprints(parts, len(codes), each)
    first = starts(order >> bits)
    order &= (np.uint64(1) << bits) - np.uint64(1)
    codes[order.view(np.int64)] = np.repeat(np.arange(len(first), dtype=np.int32), np.diff(first, append=len(order)))
    return order[first].astype(np.int64)


def _sorted_fingerprints(parts: Sequence[Piece], rows: int, each: Each) -> tuple[NDArray[np.uint64], np.uint64]:
    """
    Return fingerprints with the number of the row in their lowest bits, sorted, and how many bits those are.
    """
    bits = np.uint64(rows.bit_length())
    packed = np.empty(rows, np.uint64)

    def pack(piece: Piece) -> None:
        mixed = piece.ids().fingerprints()
        mixed >>= bits
        mixed <<= bits
        mixed |= np.arange(piece.rows.start, piece.rows.stop, dtype=np.uint64)
        packed[piece.rows] = mixed

    each(pack, parts)
    packed.sort()
    return packed, bits


def _told_apart(
    parts: Sequence[Piece],
    codes: NDArray[np.int32],
    rows: NDArray[np.int64],
    take: Callable[[NDArray[np.int64]], Ids],
    each: Each,
) -> tuple[NDArray[np.int64], Ids]:
    """
    Give codes of their own to ids that are not what their fingerprint stands for; return a row and the id of each code.
    """
    stand = take(rows)
    records = stand.records()

    def compare(piece: Piece) -> NDArray[np.int64]:
        found: NDArray[np.int64] = np.flatnonzero(piece.ids().differ(records.take(codes[piece.rows], axis=0)))
        return found + (piece.before + piece.start)

    others = np.concatenate([np.empty(0, np.int64), *each(compare, parts)])
    if not len(others):
        return rows, stand
    further: dict[tuple[int, ...], int] = {}
    first: list[int] = []
    for row, id in zip(others.tolist(), take(others).keys(), strict=True):
        if id not in further:
            further[id] = len(rows) + len(first)
            first.append(row)
        codes[row] = further[id]
    rows = np.append(rows, first)
    return rows, take(rows)


def alike(column: Column, each: Each) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    Return the rows whose id may occur more than once (all that do, and few others), and those whose id is blank.
    """
    parts = pieces([column])
    packed, bits = _sorted_fingerprints(parts, len(column), each)
    mixed = packed >> bits
    same = np.zeros(len(packed) + 1, np.bool_)
    np.equal(mixed[1:], mixed[:-1], out=same[1:-1])
    rows = packed[same[1:] | same[:-1]] & ((np.uint64(1) << bits) - np.uint64(1))
    blank = each(lambda piece: piece.ids().blank() + piece.start, parts)
    return np.sort(rows.view(np.int64)), np.concatenate([np.empty(0, np.int64), *blank])
