"""
Columns: tables of any kind, checked, and read in pieces through Arrow.

Narwhals says what a table's columns are, and Arrow lays them out alike, whichever library they come from. Pieces are
converted one at a time, so that a large table never exists twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .._extras import library
from ..errors import TableError
from .identities import Identities, identify
from .ids import integers, texts


if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .identities import Each
    from .ids import Ids


__all__ = [
    "IdColumn",
    "Lookup",
    "Numbered",
    "category_type",
    "frame_of",
    "instants",
    "library",
    "number",
    "read",
    "require_alike",
]

MOST_ROWS = 2**31 - 1  # rows are numbered in 32 bits
_IDS = "whole numbers, text or categories"
_TEXT = "text or categories"
_INSTANTS = "instants with a time zone"
_WHOLE_NUMBERS = "whole numbers"
_FLAGS = "true or false"
_EXPECTED = {
    "account_id": _IDS,
    "activity_id": _IDS,
    "activity_type": _TEXT,
    "assigned_at": _INSTANTS,
    "group_id": _IDS,
    "is_known": _FLAGS,
    "kind": _TEXT,
    "members_required": _WHOLE_NUMBERS,
    "moved_at": _INSTANTS,
    "occurred_at": _INSTANTS,
    "person_id": _IDS,
    "position": _WHOLE_NUMBERS,
    "priority": _WHOLE_NUMBERS,
    "raw": "numbers",
    "removed_at": _INSTANTS,
    "required": _FLAGS,
    "role": _TEXT,
    "role_weighting": "numbers",
    "score": "numbers",
    "solution_interest_id": _IDS,
    "stage": _TEXT,
}


def frame_of(table: Any, name: str, *, otherwise: str = "collect it") -> Any:
    """
    Return a table in memory as a frame of Narwhals.

    Parameters
    ----------
    table : table
        The table.
    name : str
        What it is called in errors.
    otherwise : str
        What can be done with a lazy one.

    Raises
    ------
    TableError
        When it is none, or lazy.
    """
    nw = library("narwhals.stable.v2")
    try:
        frame = nw.from_native(table)
    except TypeError:
        got = f"an object of type {type(table).__name__}"
        raise TableError(name, None, "a table of pandas, polars, pyarrow or another that Narwhals reads", got) from None
    if isinstance(frame, nw.LazyFrame):
        raise TableError(name, None, f"a table in memory ({otherwise})", f"a lazy one of type {type(table).__name__}")
    return frame


def read(table: Any, name: str, columns: Sequence[str], optional: Sequence[str] = ()) -> dict[str, Any]:
    """
    Return some columns of a table, as series of Narwhals, once they are known to be complete and of the right type.

    Parameters
    ----------
    table : table
        The table.
    name : str
        What it is called in errors.
    columns : sequence of str
        The columns that it must have.
    optional : sequence of str
        Columns that it may have, and that may have nulls.

    Raises
    ------
    TableError
        When it is no table in memory, lacks a column, or one has another type, or nulls.
    """
    frame = frame_of(table, name, otherwise="collect it, or use buying_groups.engagement.lazy for scores")
    result: dict[str, Any] = {}
    for column in columns:
        if column not in frame.columns:
            raise TableError.missing(name, column, frame.columns)
        result[column] = _readable(frame[column])
        _require_type(result[column], name)
        nulls = result[column].null_count()
        if nulls:
            raise TableError(name, column, "without null", "null", nulls)
    for column in optional:
        if column in frame.columns and frame[column].null_count() < len(frame):  # a column of nulls has no type
            result[column] = _readable(frame[column])
            _require_type(result[column], name)
    return result


def _readable(series: Any) -> Any:
    """
    Return a column in a layout that its library can pick rows of: pyarrow cannot with views of text.
    """
    nw, pa = library("narwhals.stable.v2"), library("pyarrow")
    native = series.to_native()
    if isinstance(native, pa.ChunkedArray) and pa.types.is_string_view(native.type):
        return nw.from_native(native.cast(pa.large_string()), series_only=True).alias(series.name)
    return series


def _require_type(series: Any, table: str) -> None:
    nw = library("narwhals.stable.v2")
    dtype, expected = series.dtype, _EXPECTED[series.name]
    if isinstance(dtype, nw.Datetime):
        valid = expected == _INSTANTS and dtype.time_zone is not None
    elif isinstance(dtype, nw.Categorical | nw.Enum):
        kind = category_type(series)
        valid = expected in ({_IDS, _TEXT} if kind == "text" else {_IDS} if kind.startswith(("int", "uint")) else {})
    elif dtype == nw.String:
        valid = expected in {_IDS, _TEXT}
    elif dtype == nw.Boolean:
        valid = expected == _FLAGS
    else:
        valid = dtype.is_numeric() and (
            expected == "numbers" or (expected in {_IDS, _WHOLE_NUMBERS} and dtype.is_integer())
        )
    if not valid:
        raise TableError(table, series.name, expected, f"the type {_type_of(series)}")


def require_alike(mine: Any, other: Any, tables: tuple[str, str] = ("activities", "members")) -> None:
    """
    Raise unless the columns of ids of the two tables, which are named, fit together.

    Raises
    ------
    TableError
        When the tables come from two libraries, are longer than can be counted, or the ids have two types.
    """
    libraries = [series.implementation.name.lower() for series in (mine, other)]
    if libraries[0] != libraries[1]:
        raise TableError(tables[1], None, f"a table of {libraries[0]}, as {tables[0]} is", f"one of {libraries[1]}")
    rows = len(mine) + len(other)
    if rows > MOST_ROWS:
        raise TableError(tables[0], None, f"of at most {MOST_ROWS:,} rows together with {tables[1]}", f"{rows:,}")
    types = [_type_of(series) for series in (mine, other)]
    if types[0] != types[1]:
        raise TableError(tables[1], other.name, f"{types[0]}, as in {tables[0]}", types[1], len(other))


def _type_of(series: Any) -> str:
    nw = library("narwhals.stable.v2")
    if isinstance(series.dtype, nw.Categorical | nw.Enum):
        return f"{series.dtype} of {category_type(series)}"
    return str(series.dtype)


def category_type(series: Any) -> str:
    """Return what the categories of a column are: ``"text"``, or the type in the words of Arrow."""
    pa = library("pyarrow")
    kind = _array(series[:0]).type.value_type
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    return "text" if text or pa.types.is_null(kind) else str(kind)  # without categories there is no type


def take(columns: Sequence[Any], rows: NDArray[np.int64]) -> Any:
    """Return the values of given rows of a column, or of two whose rows are counted through."""
    first = rows < len(columns[0])
    if first.all():
        return columns[0][rows]
    parts = [columns[0][rows[first]], columns[1][rows[~first] - len(columns[0])]]
    both = library("narwhals.stable.v2").concat([part.to_frame() for part in parts])
    places = np.empty(len(rows), np.int64)
    places[np.concatenate([np.flatnonzero(first), np.flatnonzero(~first)])] = np.arange(len(rows))
    result = both[columns[0].name][places]
    return (
        result if result.dtype == columns[0].dtype else result.cast(columns[0].dtype)
    )  # categories that were not alike


def _array(series: Any) -> Any:
    """
    Return a column as one Arrow array.
    """
    array = series.to_arrow()
    return array.combine_chunks() if isinstance(array, library("pyarrow").ChunkedArray) else array


def _wide(array: Any) -> Any:
    """
    Return an Arrow array of text in one layout, whichever it had; that of an empty one may have been none.
    """
    pa = library("pyarrow")
    return array if pa.types.is_integer(array.type) else array.cast(pa.large_string())


def _ids_of(array: Any, long: dict[bytes, int]) -> Ids:
    pa = library("pyarrow")
    if pa.types.is_integer(array.type):
        return integers(array.to_numpy(zero_copy_only=False))
    if not pa.types.is_string(array.type):
        array = _wide(array)
    size = np.int32 if pa.types.is_string(array.type) else np.int64
    if not len(array):
        return texts(np.zeros(1, size), np.zeros(0, np.uint8), long)
    _, ends, data = array.buffers()
    return texts(
        np.frombuffer(ends, size)[array.offset :][: len(array) + 1], np.frombuffer(data or b"", np.uint8), long
    )


class IdColumn:
    """
    A column of ids.

    Parameters
    ----------
    series : series
        Whole numbers or text.
    long : dict of bytes to int
        The long texts that are known (see `ids`).
    """

    def __init__(self, series: Any, long: dict[bytes, int]) -> None:
        self._series = series
        self._long = long

    def __len__(self) -> int:
        return len(self._series)

    def ids(self, start: int, stop: int) -> Ids:
        """Return the ids of some rows."""
        return _ids_of(_array(self._series[start:stop]), self._long)


class _Values:
    """
    A column of ids that is an Arrow array.
    """

    def __init__(self, array: Any, long: dict[bytes, int]) -> None:
        self._array = array
        self._long = long

    def __len__(self) -> int:
        return len(self._array)

    def ids(self, start: int, stop: int) -> Ids:
        return _ids_of(self._array.slice(start, stop - start), self._long)


class Numbered(NamedTuple):
    """
    Columns of ids whose ids are numbered.

    Attributes
    ----------
    columns : sequence of series
        The columns.
    identities : Identities
        The numbers.
    ids : series or None
        The id of each number, where they have been looked up already.
    """

    columns: Sequence[Any]
    identities: Identities
    ids: Any = None

    def values(self, numbers: NDArray[np.int64]) -> Any:
        """Return the ids of some numbers, as a series of the type of the columns."""
        if self.ids is not None:
            return self.ids[numbers]
        return take(self.columns, self.identities.rows[numbers])


def number(columns: Sequence[Any], tables: Sequence[str], each: Each) -> Numbered:
    """
    Return the ids of some columns of one type, numbered: series of whole numbers, text or categories.

    Raises
    ------
    TableError
        When an id is blank.
    """
    nw = library("narwhals.stable.v2")
    if isinstance(columns[0].dtype, nw.Categorical | nw.Enum):
        numbered = Numbered(columns, _number_categories(list(map(_array, columns)), each))
    else:
        long: dict[bytes, int] = {}
        last: list[Any] = []

        def load(rows: NDArray[np.int64]) -> Ids:
            last[:] = [take(columns, rows)]
            return _ids_of(_array(last[0]), long)

        identities = identify([IdColumn(column, long) for column in columns], load, each)
        numbered = Numbered(columns, identities, last[0] if last else None)
    if len(numbered.identities.blank):
        rows = [int(np.isin(codes, numbered.identities.blank).sum()) for codes in numbered.identities.codes]
        at = next(at for at, count in enumerate(rows) if count)
        raise TableError(tables[at], columns[at].name, "text that is not blank", "blank text", rows[at])
    return numbered


def _number_categories(arrays: Sequence[Any], each: Each) -> Identities:
    """
    Return categories, numbered: those that occur are looked at, once each.
    """
    pa = library("pyarrow")
    indices = [array.indices.to_numpy(zero_copy_only=False) for array in arrays]
    rows: list[NDArray[np.int64]] = []
    used: list[NDArray[np.int64]] = []
    before = 0
    for array, index in zip(arrays, indices, strict=True):
        row = np.full(len(array.dictionary), -1)
        row[index] = np.arange(before, before + len(index))
        before += len(index)
        used.append(np.flatnonzero(row >= 0))
        rows.append(row[used[-1]])
    values = [_wide(array.dictionary.take(pa.array(of))) for array, of in zip(arrays, used, strict=True)]
    every = pa.chunked_array(values)
    long: dict[bytes, int] = {}
    found = identify(
        [_Values(array, long) for array in values],
        lambda some: _ids_of(every.take(pa.array(some)).combine_chunks(), long),
        each,
    )
    codes: list[NDArray[np.int32]] = []
    for array, index, of, code in zip(arrays, indices, used, found.codes, strict=True):
        code_of = np.empty(len(array.dictionary), np.int32)
        code_of[of] = code
        codes.append(code_of[index])
    return Identities(codes, np.append(np.concatenate(rows), -1)[found.rows], found.order, found.blank)


class Lookup:
    """
    A column whose values are looked up among some that are known.

    Parameters
    ----------
    series : series
        The column.
    known : sequence
        The known values, in the order of their numbers.
    """

    def __init__(self, series: Any, known: Sequence[Any]) -> None:
        nw = library("narwhals.stable.v2")
        self._series = series
        self._known = library("pyarrow").array(known)
        self._categories = _array(series) if isinstance(series.dtype, nw.Categorical | nw.Enum) else None
        if self._categories is not None:
            self._of_category = self._look_up(self._categories.dictionary)

    def _look_up(self, array: Any) -> NDArray[np.int32]:
        if not len(array):  # which may have no type either
            return np.empty(0, np.int32)
        found = library("pyarrow.compute").index_in(array, value_set=self._known.cast(array.type))
        result: NDArray[np.int32] = found.fill_null(len(self._known)).to_numpy(zero_copy_only=False)
        return result

    def numbers(self, start: int, stop: int) -> NDArray[np.int32]:
        """Return the numbers of the values of some rows; the number after the last for a value that is not known."""
        if self._categories is not None:
            indices = self._categories.indices.slice(start, stop - start).to_numpy(zero_copy_only=False)
            found: NDArray[np.int32] = self._of_category[indices]
            return found
        return self._look_up(_array(self._series[start:stop]))

    def others(self, rows: NDArray[np.int64]) -> tuple[list[str], NDArray[np.int32]]:
        """Return the texts that stand in some rows, once each, and the place in that list of each row's."""
        array = _array(self._series[rows])
        if self._categories is None:
            array = array.dictionary_encode()
        return array.dictionary.to_pylist(), array.indices.to_numpy(zero_copy_only=False)


def instants(series: Any, start: int, stop: int) -> NDArray[np.int64]:
    """Return the moments of some rows, in units of time since 1970."""
    times: NDArray[np.int64] = _array(series[start:stop]).cast(library("pyarrow").int64()).to_numpy()
    return times
