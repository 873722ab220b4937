"""
Tables: read as frames whose columns are plain, and checked against one another.

What a single column must be is said in `engagement.columns`; here are the checks that concern values, and rows of
several columns or tables.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ._narwhals import nw
from .engagement.columns import category_type, instants, read, require_alike
from .engagement.days import UNITS
from .engagement.offsets import EPOCH
from .errors import TableError


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

__all__ = ["Table", "microseconds", "native", "plain", "read_table"]

_SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())  # what Python takes for space
_MICROSECOND = timedelta(microseconds=1)
_PER_SECOND = UNITS["us"]


class Table:
    """
    A table that was read, with the name that it has in errors.

    Parameters
    ----------
    name : str
        The name.
    frame : DataFrame
        Its columns.
    """

    def __init__(self, name: str, frame: nw.DataFrame[Any]) -> None:
        self.name = name
        self.frame = frame

    def require(self, column: str, valid: nw.Expr, expected: str, got: str) -> None:
        """
        Raise unless an expression holds for all rows.

        Raises
        ------
        TableError
            Names the column, and for how many rows it does not hold.
        """
        wrong = len(self.frame) - len(self.frame.filter(valid))
        if wrong:
            raise TableError(self.name, column, expected, got, wrong)

    def require_once(self, column: str, *within: str) -> None:
        """
        Raise if something stands twice in a column, or twice within what some other columns are the same for.

        Raises
        ------
        TableError
            Names the column, and how many rows repeat another.
        """
        again = len(self.frame) - len(self.frame.select(column, *within).unique())
        if again:
            where = f" for each {' and '.join(within)}" if within else ""
            raise TableError(self.name, column, f"different in all rows{where}", "the same again", again)

    def require_known(self, other: Table, column: str, *within: str) -> None:
        """
        Raise unless everything in a column, with what some other columns have beside it, stands in another table.

        Raises
        ------
        TableError
            Names the column, and how many rows are not in the other table.
        """
        columns = [column, *within]
        known = other.frame.select(columns).unique()
        unknown = len(self.frame.join(known, on=columns, how="anti"))
        if unknown:
            where = f" for its {' and '.join(within)}" if within else ""
            raise TableError(self.name, column, f"one that {other.name} has{where}", "another", unknown)


def read_table(table: Any, name: str, columns: Sequence[str], *others: Table) -> Table:
    """
    Return some columns of a table, once they are known to be complete and of the right type.

    Categories come as what they are categories of, and instants as whole microseconds since 1970.

    Parameters
    ----------
    table : table
        The table.
    name : str
        What it is called in errors.
    columns : sequence of str
        The columns that it must have.
    *others : Table
        Tables that were read before: it has to be of the same library, and columns of the same name are of one type.

    Raises
    ------
    TableError
        When it is no table in memory, lacks a column, or one has another type, nulls or blank text.
    """
    series = [plain(column) for column in read(table, name, columns).values()]
    result = Table(name, series[0].to_frame().with_columns(*series[1:]))
    for column in columns:
        if result.frame[column].dtype == nw.String:
            not_blank = nw.col(column).str.strip_chars(_SPACES) != ""
            result.require(column, not_blank, "text that is not blank", "blank text")
        for other in others:
            if column in other.frame.columns:
                require_alike(other.frame[column], result.frame[column], (other.name, name))
    return result


def plain(series: Any) -> Any:
    """Return a column without index, of its categories' type, and of microseconds since 1970 where it has instants."""
    series = nw.maybe_reset_index(series)
    if isinstance(series.dtype, nw.Datetime):
        units = UNITS[series.dtype.time_unit]
        times = instants(series, 0, len(series))
        times = times // (units // _PER_SECOND) if units > _PER_SECOND else times * (_PER_SECOND // units)
        return nw.Series.from_numpy(series.name, times, nw.Int64, backend=series.implementation)
    if isinstance(series.dtype, nw.Categorical | nw.Enum):
        return series.cast(nw.String if category_type(series) == "text" else nw.Int64)
    return series


def native(frame: nw.DataFrame[Any]) -> Any:
    """Return a frame as one of its library; where that has an index, it counts the rows."""
    return nw.maybe_reset_index(frame).to_native()


def microseconds(moment: datetime) -> int:
    """Return a moment as whole microseconds since 1970."""
    return (moment - EPOCH) // _MICROSECOND
