"""
Merges: several records that turned out to be one person.
"""

from collections.abc import Mapping
from datetime import datetime

import attrs

from .._validation import checked, identifier
from .results import RefusedRow, SkippedRow


__all__ = ["MergeImport", "PersonMerge"]


@attrs.frozen(kw_only=True, field_transformer=checked)
class PersonMerge:
    """
    People that turned out to be one, and were merged.

    Attributes
    ----------
    survivor_id : str
        The one that remains.
    merged_ids : tuple of str
        Those that no longer exist.
    occurred_at : datetime
        When; kept in UTC.
    """

    survivor_id: str = attrs.field(validator=identifier)
    merged_ids: tuple[str, ...] = attrs.field(converter=tuple[str, ...])
    occurred_at: datetime


@attrs.frozen(kw_only=True, field_transformer=checked)
class MergeImport:
    """
    What became of the rows of an activity export from which merges were read; every row is in exactly one of the three.

    Attributes
    ----------
    merges : tuple of PersonMerge
        What was imported, in the order of the rows.
    skipped : tuple of SkippedRow
        What was left out on purpose.
    refused : tuple of RefusedRow
        What could not be imported.
    """

    merges: tuple[PersonMerge, ...] = attrs.field(default=(), converter=tuple[PersonMerge, ...])
    skipped: tuple[SkippedRow, ...] = attrs.field(default=(), converter=tuple[SkippedRow, ...])
    refused: tuple[RefusedRow, ...] = attrs.field(default=(), converter=tuple[RefusedRow, ...])

    def survivors(self) -> dict[str, str]:
        """
        Return who each merged person is now.

        Returns
        -------
        dict from str to str
            From the id of a merged person to the id of the one that remains after all merges. Merges count in the
            order of their times.

        Examples
        --------
        >>> from datetime import UTC, datetime
        >>> first = PersonMerge(survivor_id="3", merged_ids=["1", "2"], occurred_at=datetime(2026, 1, 31, tzinfo=UTC))
        >>> second = PersonMerge(survivor_id="4", merged_ids=["3"], occurred_at=datetime(2026, 2, 1, tzinfo=UTC))
        >>> MergeImport(merges=[first, second]).survivors()
        {'1': '4', '2': '4', '3': '4'}
        """
        into: dict[str, str] = {}
        for merge in sorted(self.merges, key=lambda merge: (merge.occurred_at, merge.survivor_id, merge.merged_ids)):
            into.update(dict.fromkeys(merge.merged_ids, merge.survivor_id))
            into.pop(merge.survivor_id, None)  # it exists; so no chain of merges ever comes back to its start
        return {merged: _end(into, merged) for merged in sorted(into)}


def _end(into: Mapping[str, str], person_id: str) -> str:
    while person_id in into:
        person_id = into[person_id]
    return person_id
