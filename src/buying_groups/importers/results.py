"""
Results: what an import returns; every row is imported, skipped on purpose, or refused.
"""

import attrs

from .._validation import checked
from .._wording import shorten
from ..accounts import Account, Opportunity, Person
from ..activities import Activity
from ..errors import Problem


__all__ = [
    "AccountImport",
    "ActivityImport",
    "OpportunityImport",
    "PersonImport",
    "RefusedRow",
    "SkippedRow",
    "UnknownType",
]


@attrs.frozen(kw_only=True, field_transformer=checked)
class SkippedRow:
    """
    A row that was left out on purpose.

    Attributes
    ----------
    index : int
        Its position among the rows, from 0.
    id : str or None
        Its own id, if it has one.
    reason : str
        Why; the same words for every row that is left out for the same reason, so that they can be counted.
    """

    index: int
    id: str | None = None
    reason: str

    def __str__(self) -> str:
        return f"{_named(self.index, self.id)}: {self.reason}"


@attrs.frozen(kw_only=True, field_transformer=checked)
class RefusedRow:
    """
    A row that cannot be imported.

    Attributes
    ----------
    index : int
        Its position among the rows, from 0.
    id : str or None
        Its own id, if it has one.
    problems : tuple of Problem
        What it lacks or holds wrongly, each with its path within the row.
    """

    index: int
    id: str | None = None
    problems: tuple[Problem, ...] = attrs.field(converter=tuple[Problem, ...])

    def __str__(self) -> str:
        return f"{_named(self.index, self.id)}: {'; '.join(map(str, self.problems))}"


@attrs.frozen(kw_only=True, field_transformer=checked)
class UnknownType:
    """
    A type of activity that is kept as it is written: it counts only if the weighting model gives it a weight.

    Attributes
    ----------
    activity_type : str
        The type.
    number : int
        How many of the imported activities are of it.
    nearest : str or None
        The default type that is spelled nearly like it, and probably meant.
    """

    activity_type: str
    number: int
    nearest: str | None = None

    def __str__(self) -> str:
        hint = "" if self.nearest is None else f" (did you mean {self.nearest!r}?)"
        activities = "1 activity" if self.number == 1 else f"{self.number:,} activities"
        return f"{shorten(self.activity_type)}{hint}: {activities}"


def _named(index: int, own_id: str | None) -> str:
    return f"row {index}" if own_id is None else f"row {index} (id {shorten(own_id)})"


@attrs.frozen(kw_only=True, field_transformer=checked)
class ActivityImport:
    """
    What became of the rows of an activity export; every row is in exactly one of the three.

    Attributes
    ----------
    activities : tuple of Activity
        What was imported, in the order of the rows.
    skipped : tuple of SkippedRow
        What was left out on purpose.
    refused : tuple of RefusedRow
        What could not be imported.
    unread_columns : tuple of str
        Of a plain table: the columns whose names mean nothing to the importer, sorted.
    unknown_types : tuple of UnknownType
        Of a plain table: the types that are neither default ones nor in ``activity_types``, sorted.
    """

    activities: tuple[Activity, ...] = attrs.field(default=(), converter=tuple[Activity, ...])
    skipped: tuple[SkippedRow, ...] = attrs.field(default=(), converter=tuple[SkippedRow, ...])
    refused: tuple[RefusedRow, ...] = attrs.field(default=(), converter=tuple[RefusedRow, ...])
    unread_columns: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    unknown_types: tuple[UnknownType, ...] = attrs.field(default=(), converter=tuple[UnknownType, ...])


@attrs.frozen(kw_only=True, field_transformer=checked)
class PersonImport:
    """
    What became of the rows of an export of people; every row is in exactly one of the three.

    Attributes
    ----------
    people : tuple of Person
        What was imported, in the order of the rows.
    skipped : tuple of SkippedRow
        What was left out on purpose.
    refused : tuple of RefusedRow
        What could not be imported.
    unread_columns : tuple of str
        Of a plain table: the columns whose names mean nothing to the importer, sorted.
        What a function reads that was passed as ``account_of`` is among them.
    """

    people: tuple[Person, ...] = attrs.field(default=(), converter=tuple[Person, ...])
    skipped: tuple[SkippedRow, ...] = attrs.field(default=(), converter=tuple[SkippedRow, ...])
    refused: tuple[RefusedRow, ...] = attrs.field(default=(), converter=tuple[RefusedRow, ...])
    unread_columns: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])


@attrs.frozen(kw_only=True, field_transformer=checked)
class AccountImport:
    """
    What became of documents of accounts; every document is in exactly one of the three.

    Attributes
    ----------
    accounts : tuple of Account
        What was imported, in the order of the documents.
    skipped : tuple of SkippedRow
        What was left out on purpose.
    refused : tuple of RefusedRow
        What could not be imported.
    """

    accounts: tuple[Account, ...] = attrs.field(default=(), converter=tuple[Account, ...])
    skipped: tuple[SkippedRow, ...] = attrs.field(default=(), converter=tuple[SkippedRow, ...])
    refused: tuple[RefusedRow, ...] = attrs.field(default=(), converter=tuple[RefusedRow, ...])


@attrs.frozen(kw_only=True, field_transformer=checked)
class OpportunityImport:
    """
    What became of documents of opportunities; every document is in exactly one of the three.

    Attributes
    ----------
    opportunities : tuple of Opportunity
        What was imported, in the order of the documents.
    skipped : tuple of SkippedRow
        What was left out on purpose.
    refused : tuple of RefusedRow
        What could not be imported.
    """

    opportunities: tuple[Opportunity, ...] = attrs.field(default=(), converter=tuple[Opportunity, ...])
    skipped: tuple[SkippedRow, ...] = attrs.field(default=(), converter=tuple[SkippedRow, ...])
    refused: tuple[RefusedRow, ...] = attrs.field(default=(), converter=tuple[RefusedRow, ...])
