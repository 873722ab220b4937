"""
Errors: one family, split by who can mend them.

`BuyingGroupsError` is the root. Below it, `DataError` means that the data is wrong (an embedding service skips or
reports the record), `UsageError` that the calling program is (it should crash in a test). Whatever else escapes from
this library is a fault of the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import attrs

from ._wording import did_you_mean, listed, nearest, shorten


if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = [
    "BuyingGroupsError",
    "ConflictingActivityError",
    "DataError",
    "DocumentError",
    "InvalidBuyingGroupError",
    "InvalidSelectionError",
    "InvalidStageModelError",
    "InvalidTaxonomyError",
    "InvalidTenantError",
    "InvalidValueError",
    "LedgerMismatchError",
    "MissingLibraryError",
    "ModelMismatchError",
    "NaiveDatetimeError",
    "Problem",
    "ProblemsError",
    "ScaleMismatchError",
    "StatusError",
    "SummaryError",
    "TableError",
    "UnknownIdError",
    "UnknownTimeZoneError",
    "UnsupportedSummaryError",
    "UsageError",
    "WrongTypeError",
]

_SHOWN = 20


class BuyingGroupsError(Exception):
    """
    Root of every error that this library raises on purpose.
    """


class UsageError(BuyingGroupsError):
    """
    The calling program is wrong.
    """


class MissingLibraryError(UsageError, ImportError):
    """
    A library is not installed that an extra of this package brings.

    Attributes
    ----------
    library : str
        The library.
    extra : str
        The extra.
    """

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(library, extra)
        self.library = library
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.library} is not installed; pip install 'buying-groups[{self.extra}]' brings it"


class WrongTypeError(UsageError, TypeError):
    """
    A function was called with something else than what it takes, for example with the arguments in another order.

    Attributes
    ----------
    argument : str
        Name of the argument.
    value : object
        What was given.
    expected : str
        What would be valid, in words.
    hint : str
        What may have been meant, to stand at the end; empty where nothing is known.
    """

    def __init__(self, argument: str, value: object, expected: str, hint: str = "") -> None:
        super().__init__(argument, value, expected, hint)
        self.argument = argument
        self.value = value
        self.expected = expected
        self.hint = hint

    def __str__(self) -> str:
        got, kind = shorten(self.value), type(self.value).__name__
        says_it = self.value is None or got.lstrip("<").startswith(kind)
        return f"{self.argument} must be {self.expected}, got {got}{'' if says_it else f' of type {kind}'}{self.hint}"


class DataError(BuyingGroupsError, ValueError):
    """
    The data is wrong.
    """


@attrs.frozen
class Problem:
    """
    One thing that is wrong, and where.

    Attributes
    ----------
    path : str
        Where it is, as a JSON path from the value's root, for example ``$.people[3].email``.
    message : str
        What is wrong there, and what would be valid.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class InvalidValueError(DataError):
    """
    A value is not what its field takes.

    Attributes
    ----------
    field : str
        Name of the field or argument.
    value : object
        What was given.
    expected : str
        What would be valid, in words.
    """

    def __init__(self, field: str, value: object, expected: str) -> None:
        super().__init__(field, value, expected)
        self.field = field
        self.value = value
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.field} must be {self.expected}, got {shorten(self.value)}"


class NaiveDatetimeError(InvalidValueError):
    """
    A datetime has no time zone, so the moment that it means is not known.
    """

    def __init__(self, field: str, value: object, expected: str = "a datetime with a time zone") -> None:
        super().__init__(field, value, expected)


class UnknownTimeZoneError(InvalidValueError):
    """
    A time zone is not in the IANA database of this machine.
    """

    EXPECTED = "the name of an IANA time zone such as 'Europe/Stockholm' (if it is one: install tzdata)"

    def __init__(self, field: str, value: object, expected: str = EXPECTED) -> None:
        super().__init__(field, value, expected)


class UnknownIdError(DataError):
    """
    Something is referred to that does not exist.

    Attributes
    ----------
    kind : str
        What was looked for, for example ``"buying group"``.
    value : str
        The id or name that nothing has.
    known : tuple of str
        Those that exist, sorted.

    Examples
    --------
    >>> error = UnknownIdError("stage", "Negotiatng", ["Won", "Negotiating"])
    >>> str(error)
    "unknown stage 'Negotiatng' (did you mean 'Negotiating'?); known: 'Negotiating', 'Won'"
    >>> error.nearest
    'Negotiating'
    """

    def __init__(self, kind: str, value: str, known: Iterable[str]) -> None:
        ordered = tuple(sorted(known))
        super().__init__(kind, value, ordered)
        self.kind = kind
        self.value = value
        self.known = ordered

    def __str__(self) -> str:
        near = did_you_mean(self.value, self.known)
        return f"unknown {self.kind} {shorten(self.value)}{near}; known: {listed(self.known)}"

    @property
    def nearest(self) -> str | None:
        """The one of those that exist that is spelled nearly like the value, if any."""
        return nearest(self.value, self.known)


class StatusError(DataError):
    """
    What was asked for is not allowed in the present status, for example changing a live template.
    """

    def __init__(self, what: str, status: str, operation: str, allowed: str) -> None:
        super().__init__(what, status, operation, allowed)
        self.what = what
        self.status = status
        self.operation = operation
        self.allowed = allowed

    def __str__(self) -> str:
        return f"cannot {self.operation} {self.what}: it is {self.status}; {self.allowed}"


class ConflictingActivityError(DataError):
    """
    An activity id came back with another person, type or time.

    Attributes
    ----------
    activity_id : str
        The id.
    differences : tuple of str
        What differs, in words.
    """

    def __init__(self, activity_id: Any, differences: Iterable[str]) -> None:
        parts = tuple(differences)
        super().__init__(activity_id, parts)
        self.activity_id = activity_id
        self.differences = parts

    def __str__(self) -> str:
        return f"activity id {shorten(self.activity_id)} was given twice with another {', '.join(self.differences)}"


class TableError(DataError):
    """
    A table cannot be used.

    Attributes
    ----------
    table : str
        Which one, by the name of the argument: for example ``"activities"`` or ``"members"``.
    column : str or None
        The column at fault; ``None`` when it is the table as a whole.
    expected : str
        What would be valid, in words.
    got : str
        What was found instead, in words.
    rows : int or None
        How many rows are at fault; ``None`` when it is not a matter of rows.
    """

    def __init__(self, table: str, column: str | None, expected: str, got: str, rows: int | None = None) -> None:
        super().__init__(table, column, expected, got, rows)
        self.table = table
        self.column = column
        self.expected = expected
        self.got = got
        self.rows = rows

    @classmethod
    def missing(cls, table: str, column: str, there: Iterable[str]) -> Self:
        """Return the error that a table lacks a column, with the columns that are there."""
        names = tuple(there)
        near = nearest(column, names)
        hint = "" if near is None else f" (is it {near!r}?)"
        return cls(table, column, "there", f"only the columns {listed(names) if names else '(none)'}{hint}")

    def __str__(self) -> str:
        where = self.table if self.column is None else f"column {self.column!r} of {self.table}"
        count = "" if self.rows is None else f" in {self.rows:,} row{'s' if self.rows != 1 else ''}"
        return f"{where} must be {self.expected}, got {self.got}{count}"


class _MismatchError(UsageError, ValueError):
    """
    Something was made for other rules than what it is used with; each difference is named.
    """

    _what = "value"

    def __init__(self, differences: Iterable[str]) -> None:
        parts = tuple(differences)
        super().__init__(parts)
        self.differences = parts

    def __str__(self) -> str:
        return f"the {self._what} does not fit: {'; '.join(self.differences)}"


class ScaleMismatchError(_MismatchError):
    """
    A stored scale was made for something else than what is to be scored.

    Attributes
    ----------
    differences : tuple of str
        What differs, in words: one entry for each of time, window, zone and weighting model.
    """

    _what = "scale"


class LedgerMismatchError(_MismatchError):
    """
    A ledger keeps its activities for other rules of counting than those that it is used with.

    Attributes
    ----------
    differences : tuple of str
        What differs, in words: one entry for each of zone, window and types with their daily caps.
    """

    _what = "ledger"


class ModelMismatchError(_MismatchError):
    """
    A saved model was trained for another taxonomy, or with other features, than those that it is to be used with.

    Attributes
    ----------
    differences : tuple of str
        What differs, in words: one entry for each of taxonomy and features.
    """

    _what = "model"


class ProblemsError(DataError):
    """
    Several things are wrong; each is listed.
    """

    _what = "value"
    _shown = _SHOWN

    def __init__(self, problems: Iterable[Problem]) -> None:
        parts = tuple(problems)
        super().__init__(parts)
        self.problems = parts

    def __str__(self) -> str:
        count = len(self.problems)
        lines = [f"the {self._what} has {count} problem{'s' if count != 1 else ''}:"]
        lines += [f"  {problem}" for problem in self.problems[: self._shown]]
        if count > self._shown:
            lines.append(f"  … and {count - self._shown} more")
        return "\n".join(lines)


class InvalidTenantError(ProblemsError):
    """
    The parts of a tenant do not fit together.

    Attributes
    ----------
    problems : tuple of Problem
        Every fault, with where it is.
    """

    _what = "tenant"


class InvalidBuyingGroupError(ProblemsError):
    """
    The members of a buying group are not what its history gives.

    Attributes
    ----------
    problems : tuple of Problem
        Every fault, with where it is.
    """

    _what = "buying group"


class InvalidSelectionError(ProblemsError):
    """
    Something cannot be done to the people who were selected for it; nothing was done to anybody.

    Attributes
    ----------
    problems : tuple of Problem
        Every fault, with its place in the selection.
    person_ids : tuple of str
        Ids of the people whom a fault is about, in the selection's order, each once.
    """

    _what = "selection"
    _shown = 100  # so that a manual selection's 50 people are all named, also with two faults each

    def __init__(self, problems: Iterable[Problem], person_ids: Iterable[str] = ()) -> None:
        super().__init__(problems)
        self.person_ids = tuple(dict.fromkeys(person_ids))


class InvalidStageModelError(ProblemsError):
    """
    A stage model cannot be published.

    Attributes
    ----------
    problems : tuple of Problem
        Every fault, with where it is.
    """

    _what = "stage model"


class InvalidTaxonomyError(ProblemsError):
    """
    A taxonomy cannot be approved.

    Attributes
    ----------
    problems : tuple of Problem
        Every fault, conflicts between categories among them, with where it is.
    """

    _what = "taxonomy"


class DocumentError(ProblemsError):
    """
    A document cannot be read.

    Attributes
    ----------
    problems : tuple of Problem
        Every fault, with where it is.
    """

    _what = "document"


class SummaryError(BuyingGroupsError):
    """
    A summarizer could not write a summary: no answer in time, no service, an answer that is none.
    """


class UnsupportedSummaryError(SummaryError):
    """
    A summary says what its facts do not.

    Attributes
    ----------
    unsupported : tuple of str
        Each place, with what the facts lack.
    """

    def __init__(self, unsupported: Iterable[object]) -> None:
        parts = tuple(map(str, unsupported))
        super().__init__(parts)
        self.unsupported = parts

    def __str__(self) -> str:
        return f"the summary says what the facts do not: {'; '.join(self.unsupported)}"
