"""
Codes: ids and names of a column as places in the sorted list of those that occur.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..engagement.columns import library
from ..errors import InvalidValueError, TableError


if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


__all__ = ["Codes", "column", "encode", "instants", "locate", "numbers"]

_IDS = "whole numbers or text"


class Codes(NamedTuple):
    """
    A column, coded.

    Attributes
    ----------
    ids : tuple
        The values that occur, sorted; all whole numbers or all text.
    codes : ndarray of int32, shape (n_rows,)
        The place of each row's value in `ids`; −1 for null.
    """

    ids: tuple[Any, ...]
    codes: NDArray[np.int32]


def column(frame: Any, name: str, table: str, *, nulls: bool = False) -> Any:
    """
    Return a column of a frame.

    Raises
    ------
    TableError
        When there is none of this name, or it has nulls that it may not have.
    """
    if name not in frame.columns:
        raise TableError.missing(table, name, frame.columns)
    series = frame[name]
    if not nulls and series.null_count():
        raise TableError(table, name, "without null", "null", series.null_count())
    return series


def encode(values: Any, name: str) -> Codes:
    """
    Return a series of Narwhals, an array or a sequence of ids as codes.

    Raises
    ------
    InvalidValueError
        When something else than whole numbers or text is among them, or both.
    """
    if hasattr(values, "to_arrow"):
        found, codes = _of_series(values)
    elif isinstance(values, np.ndarray) and values.dtype.kind in "iu":
        unique, inverse = np.unique(values, return_inverse=True)
        return Codes(tuple(unique.tolist()), inverse.astype(np.int32))
    else:
        places: dict[Any, int] = {}
        codes = np.fromiter((places.setdefault(value, len(places)) for value in values), np.int32, len(values))
        found = list(places)
    return _sorted(found, codes, name)


def _of_series(series: Any) -> tuple[list[Any], NDArray[np.int32]]:
    array = series.to_arrow()
    pa = library("pyarrow")
    array = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    if not pa.types.is_dictionary(array.type):
        if pa.types.is_floating(array.type):  # whole numbers beside nulls, in pandas
            array = array.cast(pa.float64())
        array = array.dictionary_encode()
    codes = array.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    found = array.dictionary.to_pylist()
    if found and all(isinstance(value, float) and value.is_integer() for value in found):
        found = [int(value) for value in found]
    used = np.flatnonzero(np.bincount(codes[codes >= 0], minlength=len(found)))  # a category may not occur
    if len(used) < len(found):
        place = np.full(len(found) + 1, -1, np.int32)
        place[used] = np.arange(len(used))
        codes, found = place[codes], [found[at] for at in used]
    return found, codes


def _sorted(found: list[Any], codes: NDArray[np.int32], name: str) -> Codes:
    values = [value for value in found if value is not None]
    kinds = {str if isinstance(value, str) else int if _is_whole(value) else type(value) for value in values}
    if not (kinds <= {str} or kinds <= {int}):
        wrong = next((value for value in values if not (isinstance(value, str) or _is_whole(value))), values)
        raise InvalidValueError(name, wrong, f"{_IDS}, one of both in all rows")
    order = sorted(range(len(found)), key=lambda at: (found[at] is None, found[at] if found[at] is not None else 0))
    place = np.full(len(found) + 1, -1, np.int32)  # the last is that of −1
    place[order[: len(values)]] = np.arange(len(values))
    return Codes(tuple(found[at] for at in order[: len(values)]), place[codes])


def _is_whole(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def locate(coded: Codes, known: Sequence[Any], name: str) -> NDArray[np.int32]:
    """
    Return the places of a column's values in another list of ids, which has the place after the last for all others.

    Raises
    ------
    InvalidValueError
        When one side has whole numbers and the other text, so that none could be found.
    """
    if coded.ids and known and isinstance(coded.ids[0], str) != isinstance(known[0], str):
        expected = f"of the type that it has in the activities, such as {known[0]!r}"
        raise InvalidValueError(name, coded.ids[0], expected)
    places = {value: place for place, value in enumerate(known)}
    of_value = np.array([places.get(value, len(known)) for value in coded.ids] + [len(known)], np.int32)
    return of_value[coded.codes]


def numbers(values: Any, name: str, *, least: float = -np.inf) -> NDArray[np.float64]:
    """
    Return a column of finite numbers.

    Raises
    ------
    InvalidValueError
        When a number is not finite or too small, or something is no number.
    """
    array = values.to_numpy() if hasattr(values, "to_numpy") else np.asarray(values)
    try:
        result: NDArray[np.float64] = array.astype(np.float64)
    except (TypeError, ValueError):
        raise InvalidValueError(name, array.tolist(), "numbers") from None
    wrong = result[~(np.isfinite(result) & (result >= least))]
    if len(wrong):
        limit = "" if least == -np.inf else f", at least {least:g}"
        raise InvalidValueError(name, float(wrong[0]), f"finite{limit}")
    return result


def instants(series: Any, table: str) -> NDArray[np.int64]:
    """
    Return a series of instants as microseconds since 1970.

    Raises
    ------
    TableError
        When it holds something else, or has no time zone.
    """
    nw = library("narwhals.stable.v2")
    if not isinstance(series.dtype, nw.Datetime) or series.dtype.time_zone is None:
        raise TableError(table, series.name, "instants with a time zone", f"the type {series.dtype}")
    found: NDArray[np.int64] = series.dt.timestamp("us").to_numpy().astype(np.int64)
    return found
