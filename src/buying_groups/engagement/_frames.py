"""
Frames: lazy frames of several engines, looked at and put into expressions in one way.

Here are the places where engines differ: which zone's days they know, in which unit they keep moments, in which order
they add.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._extras import library
from ..errors import TableError


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


__all__ = ["days", "exact_sum", "exact_value", "lazy", "moment", "moments", "require_engine", "row", "scores"]

_ENGINES = "DuckDB, polars or Spark"
_UTC = {"UTC", "Etc/UTC"}
_HIGH, _LOW = 2.0**30, 2.0**32  # see `exact_sum`
_ALIKE = 1e-9  # in so much, relatively, different ways of computing agree


def lazy(native: Any, table: str, columns: Sequence[str]) -> Any:
    """
    Return a native lazy frame as one of Narwhals.

    Raises
    ------
    TableError
        When it is something else, of an engine that would be wrong, or lacks a column.
    """
    nw = library("narwhals.stable.v2")
    try:
        frame = nw.from_native(native)
    except TypeError:
        got = f"an object of type {type(native).__name__}"
        raise TableError(table, None, f"a lazy frame of {_ENGINES}", got) from None
    if not isinstance(frame, nw.LazyFrame):
        expected = f"a lazy frame of {_ENGINES} (for tables in memory there is score_tables)"
        raise TableError(table, None, expected, f"a table in memory of type {type(native).__name__}")
    require_engine(frame.implementation, table)
    names = frame.collect_schema().names()
    for column in columns:
        if column not in names:
            raise TableError.missing(table, column, names)
    return frame


def require_engine(implementation: Any, table: str) -> None:
    """
    Raise `TableError` for Dask, which groups by null and counts differently from the others, without saying so.
    """
    if implementation.is_dask():
        expected = f"a lazy frame of {_ENGINES} (compute it, and use score_tables)"
        raise TableError(table, None, expected, "one of Dask, whose sums would be wrong without notice")


def row(frame: Any) -> dict[str, Any]:
    """Run a frame of one row, and return it."""
    return next(frame.collect().iter_rows(named=True))


def moments(frame: Any) -> Any:
    """
    Return the expression of when activities occurred, comparable with `moment`.

    Raises
    ------
    TableError
        When the column has no time zone.
    """
    nw = library("narwhals.stable.v2")
    dtype = frame.collect_schema()["occurred_at"]
    if not isinstance(dtype, nw.Datetime) or dtype.time_zone is None:
        raise TableError("activities", "occurred_at", "instants with a time zone", f"the type {dtype}")
    at = nw.col("occurred_at")
    return at.dt.convert_time_zone("UTC") if frame.implementation.is_polars() else at


def moment(frame: Any, value: datetime) -> Any:
    """Return the expression of a moment, comparable with `moments`; in the column's unit, so that none is rounded."""
    nw = library("narwhals.stable.v2")
    literal = nw.lit(value)
    if frame.implementation.is_polars():
        return literal.cast(nw.Datetime(frame.collect_schema()["occurred_at"].time_unit, "UTC"))
    return literal


def days(frame: Any, time_zone: str, column: str | None) -> Any:
    """
    Return the expression of the calendar day of activities.

    Raises
    ------
    TableError
        When the column is not one of dates, or there is none and the engine cannot tell days of the zone.
    """
    nw = library("narwhals.stable.v2")
    schema = frame.collect_schema()
    if column is not None:
        if schema.get(column) != nw.Date:
            got = f"the type {schema[column]}" if column in schema else "no such column"
            raise TableError("activities", column, "dates, as it is given as `day`", got)
        return nw.col(column)
    at = nw.col("occurred_at")
    if frame.implementation.is_polars():
        return at.dt.convert_time_zone(time_zone).dt.date()
    here = _session_zone(frame)
    if here != time_zone and not {here, time_zone} <= _UTC:
        expected = f"in a session whose time zone is {time_zone!r} (set it, or give the days as a column, `day`)"
        raise TableError("activities", "occurred_at", expected, f"a session in {here!r}")
    return at.dt.date()


def _session_zone(frame: Any) -> str:
    session = getattr(frame.to_native(), "sparkSession", None)
    if session is None:
        return str(frame.collect_schema()["occurred_at"].time_zone)
    return str(session.conf.get("spark.sql.session.timeZone"))  # Narwhals remembers the first that it has seen


def scores(total: str, largest: float) -> tuple[Any, Any]:
    """
    Return the expressions of the scores of sums, and of whether they are clipped: what `scale.scaled` does.

    The largest sum may come from another way of computing, whose last digits differ: clipped is what is above by more.
    """
    nw = library("narwhals.stable.v2")
    column = nw.col(total)
    below = (column / largest).sqrt() * 100.0 if largest > 0 else nw.lit(0.0)
    score = nw.when(column >= largest).then(nw.lit(100.0)).otherwise(below)
    is_clipped = column > largest * (1 + _ALIKE)
    return nw.when(column > 0).then(score).otherwise(nw.lit(0.0)).alias("score"), is_clipped.alias("is_clipped")


def exact_sum(column: str) -> dict[str, Any]:
    """
    Return what to aggregate for the sum of a column of fractions that are at least 0, mostly at most 1.

    The sum of floating-point numbers depends on the order of adding, and engines add as it comes. Whole numbers do not:
    a fraction is taken as so many 2⁻³⁰ and, of what is left, 2⁻⁶². Both add up without overflow for two billion rows.
    """
    nw = library("narwhals.stable.v2")
    scaled = nw.col(column) * _HIGH
    high = scaled.floor()
    low = ((scaled - high) * _LOW).floor()
    return {f"{column}_{name}": part.cast(nw.Int64).sum() for name, part in (("high", high), ("low", low))}


def exact_value(column: str) -> Any:
    """Return the expression of a sum that was made by `exact_sum`."""
    nw = library("narwhals.stable.v2")
    high, low = (nw.col(f"{column}_{name}").cast(nw.Float64) for name in ("high", "low"))
    return (high + low / _LOW) / _HIGH
