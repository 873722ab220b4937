"""
Rows: how one row is read, and how rows are told apart by what became of them.
"""

import operator
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeGuard, TypeVar, cast
from zoneinfo import ZoneInfo

import attrs

from .._moments import time_zone
from .._wording import shorten
from ..errors import DocumentError, InvalidValueError, Problem
from .results import RefusedRow, SkippedRow


__all__ = [
    "Cell",
    "Row",
    "SkipRow",
    "as_identifier",
    "checked_account_of",
    "is_empty",
    "is_list",
    "is_mapping",
    "naive_zone",
    "sort_rows",
    "step",
    "table",
]

T = TypeVar("T")
R = TypeVar("R", bound="Row")

AccountOf = str | Callable[[Mapping[str, Any]], object]

_EXACT_FLOATS = 2**53  # from here on, a float no longer tells a whole number from its neighbours
_FLOAT_ID = re.compile(r"(\d+)\.0+")
_TIME_OF_DAY = re.compile(r"\d[Tt ]\d")  # without one, Python reads a date as midnight
_UTC = re.compile(r"\s*(?:UTC|GMT|Z)$", re.IGNORECASE)
_BEFORE_OFFSET = re.compile(r"\s+(?=[+-]\d)")
_YES_OR_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class SkipRow(Exception):  # noqa: N818 - not an error: the row that is being read is left out on purpose
    """
    Ends the reading of a row; its argument is the reason.
    """


@attrs.frozen
class Cell:
    """
    A value in a row, and where it stands.
    """

    path: str
    value: Any


class Row(ABC):
    """
    One row that is being read.

    A method that reads takes the field that is to be filled, and the names under which a row may hold it: the first
    that is there and not empty counts. What is wrong is collected, so that `make` can tell all of it at once.
    """

    plural = "rows"
    id_names: tuple[str, ...]

    def __init__(self, given: Mapping[Any, Any]) -> None:
        self.given = given
        self.problems: list[Problem] = []
        self.paths: dict[str, str] = {}

    @abstractmethod
    def find(self, name: str) -> Cell | None:
        """Return what the row holds under a name."""

    @abstractmethod
    def place(self, name: str) -> str:
        """Return the path at which a name is expected."""

    def first(self, *names: str) -> Cell | None:
        """Return the first value that is there and not empty."""
        cells = (self.find(name) for name in names)
        return next((cell for cell in cells if cell is not None and not is_empty(cell.value)), None)

    def own_id(self) -> str | None:
        """Return the row's own id, if it has one that can be shown."""
        cell = self.first(*self.id_names)
        own = None if cell is None else as_identifier(cell.value)
        return own if own is not None and own.isprintable() else None

    def text(self, field: str, *names: str, required: bool = False) -> str | None:
        """Return a text; a whole number stands for its digits."""
        return self.read(field, names, _as_text, "text", required=required)

    def identifier(self, field: str, *names: str, required: bool = False) -> str | None:
        """Return an id as text."""
        return self.read(field, names, as_identifier, "an id: text or a whole number", required=required)

    def flag(self, field: str, *names: str) -> bool:
        """Return whether something holds; where the row is silent, it does not."""
        return self.read(field, names, _as_flag, "true or false") or False

    def moment(self, field: str, *names: str, naive: ZoneInfo | None, required: bool) -> datetime | None:
        """Return a moment; `naive` is the zone of one that is written without."""
        expected = "a date and time such as '2026-01-31T09:30:00Z'"
        moment = self.read(field, names, _as_datetime, expected, required=required)
        if moment is None or moment.utcoffset() is not None:
            return moment
        if naive is None:
            self.refuse(self.paths[field], "has no time zone; naive_time_zone can say which one is meant")
            return None
        return moment.replace(tzinfo=naive)

    def account(self, account_of: AccountOf | None, *names: str) -> str | None:
        """Return the id of the account that a person belongs to."""
        if not callable(account_of):
            return self.identifier("account_id", *(names if account_of is None else (account_of,)), required=True)
        found = account_of(self.given)
        account_id = None if is_empty(found) else as_identifier(found)
        if account_id is None:
            self.refuse("$", f"account_of must return the id of an account, got {_shown(found)}")
        return account_id

    def refuse(self, path: str, message: str) -> None:
        """Note that something is wrong."""
        self.problems.append(Problem(path, message))

    def build(self, kind: Callable[..., T], **values: Any) -> T | None:
        """Return a value of what was read; note what it does not take."""
        try:
            return kind(**values)
        except InvalidValueError as error:
            path = self.paths.get(error.field, "$")
            self.refuse(path, f"must be {error.expected}, got {_shown(error.value)}")
            return None

    def make(self, kind: Callable[..., T], **values: Any) -> T:
        """Return the value that the row stands for; raise `DocumentError` if anything is wrong with it."""
        value = None if self.problems else self.build(kind, **values)
        if value is None:
            raise DocumentError(self.problems)
        return value

    def read(
        self,
        field: str,
        names: tuple[str, ...],
        convert: Callable[[Any], T | None],
        expected: str,
        *,
        required: bool = False,
    ) -> T | None:
        """Return what `convert` makes of a value; it makes ``None`` of one that is not what is expected."""
        cell = self.first(*names)
        if cell is None:
            if required:
                self.refuse(self.place(names[0]), "is missing")
            return None
        self.paths[field] = cell.path
        value = convert(cell.value)
        if value is None:
            self.refuse(cell.path, f"must be {expected}, got {_shown(cell.value)}")
        return value


def sort_rows(
    rows: Any, kind: type[R], convert: Callable[[R], T]
) -> tuple[tuple[T, ...], tuple[SkippedRow, ...], tuple[RefusedRow, ...]]:
    """
    Convert every row, and tell apart what was made, skipped and refused.
    """
    if hasattr(rows, "columns") and hasattr(rows, "shape"):  # iterated over, a data frame gives its columns
        expected = "an iterable of mappings, such as frame.to_dict('records') of pandas or frame.to_dicts() of polars"
        raise InvalidValueError(kind.plural, rows, expected)
    if isinstance(rows, str | bytes) or is_mapping(rows) or not hasattr(rows, "__iter__"):
        raise InvalidValueError(kind.plural, rows, "an iterable of mappings; parse a file or a response first")
    made: list[T] = []
    skipped: list[SkippedRow] = []
    refused: list[RefusedRow] = []
    for index, given in enumerate(rows):
        if not is_mapping(given):
            problem = Problem("$", f"must be a mapping of names to values, got {_shown(given)}")
            refused.append(RefusedRow(index=index, problems=(problem,)))
            continue
        row = kind(given)
        try:
            made.append(convert(row))
        except SkipRow as skip:
            skipped.append(SkippedRow(index=index, id=row.own_id(), reason=str(skip)))
        except DocumentError as error:
            refused.append(RefusedRow(index=index, id=row.own_id(), problems=error.problems))
    return tuple(made), tuple(skipped), tuple(refused)


def step(path: str, key: str) -> str:
    """Return the path of what stands below `path` under a key."""
    return f"{path}.{key}" if key.isidentifier() else f"{path}[{shorten(key)}]"


def naive_zone(name: Any) -> ZoneInfo | None:
    """Return the zone of that argument; raise `UnknownTimeZoneError` if there is none of that name."""
    return None if name is None else time_zone(name, "naive_time_zone")


def checked_account_of(given: Any) -> AccountOf:
    """Return that argument after a check."""
    if callable(given) or (isinstance(given, str) and given.strip()):
        return cast("AccountOf", given)
    raise InvalidValueError("account_of", given, "the name of a column, or a function of the row")


def table(field: str, given: Any, key: type) -> Mapping[Any, str]:
    """Return a table that was given as an argument, after a check of its keys and activity types."""
    if is_mapping(given) and all(
        isinstance(name, key) and not isinstance(name, bool) and isinstance(kind, str) and kind.strip()
        for name, kind in given.items()
    ):
        return given
    what = "whole number" if key is int else "text"
    raise InvalidValueError(field, given, f"a mapping from {what} to activity type")


def is_mapping(value: Any) -> TypeGuard[Mapping[Any, Any]]:
    """Return whether a value is a mapping, of whatever to whatever."""
    return isinstance(value, Mapping)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Return whether a value is a list, of whatever."""
    return isinstance(value, list)


def _shown(value: Any) -> str:
    simple = value is None or isinstance(value, str | bytes | int | float | datetime)
    return shorten(value) if simple else f"a {type(value).__name__}"  # the repr of what is nested may have no end


def is_empty(value: Any) -> bool:
    """Return whether nothing is said."""
    if isinstance(value, str):
        return not value.strip()
    # Data frames say NaN and NaT, which is a datetime, where nothing is; neither is equal to itself.
    return value is None or (isinstance(value, float | datetime) and value != value)  # noqa: PLR0124


def _as_text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return str(int(value)) if abs(value) < _EXACT_FLOATS and value.is_integer() else None
    try:
        return str(operator.index(value))
    except (TypeError, ValueError):  # not a whole number; one with more digits than Python agrees to print
        return None


def as_identifier(value: Any) -> str | None:
    """Return an id as text; ``None`` if it is no id."""
    text = _as_text(value)
    if text is None:
        return None
    whole = _FLOAT_ID.fullmatch(text.strip())
    return whole[1] if whole else text.strip()


def _as_flag(value: Any) -> bool | None:
    text = as_identifier(int(value) if isinstance(value, bool) else value)
    return None if text is None else _YES_OR_NO.get(text.casefold())


def _as_datetime(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _TIME_OF_DAY.search(value):
        return None
    try:
        return datetime.fromisoformat(_BEFORE_OFFSET.sub("", _UTC.sub("+00:00", value.strip())))
    except ValueError:
        return None
