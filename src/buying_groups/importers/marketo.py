"""
Marketo: activities, leads and merges.

Rows come in any of the three forms in which it exports them: warehouse tables, bulk extracts, REST responses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..accounts import Person
from ..activities import (
    EMAIL_CLICKED,
    EMAIL_OPENED,
    EMAIL_UNSUBSCRIBED,
    FORM_FILLED_OUT,
    INTERESTING_MOMENT,
    LINK_CLICKS,
    PAGE_VIEWS,
    Activity,
)
from .marketo_rows import ActivityRow, LeadRow
from .merges import MergeImport, PersonMerge
from .named_rows import PERSON_FIELDS, PERSON_FLAGS
from .program_statuses import PROGRAM_STATUSES, statuses_by_name
from .results import ActivityImport, PersonImport
from .rows import checked_account_of, naive_zone, sort_rows, table


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


__all__ = ["ACTIVITY_TYPES", "PROGRAM_STATUSES", "import_activities", "import_merges", "import_people"]

# Adobe itself maps 1, 2, 3, 9, 10, 11 and 46 to its event types of the same meaning ("Marketo Engage field mappings",
# experienceleague.adobe.com), and 40 and 41 ("Exported Experience Platform datasets" of Journey Optimizer B2B Edition).
# Chosen here: the forms on Facebook and LinkedIn (131, 147) are forms filled out.
ACTIVITY_TYPES: Mapping[int, str] = {
    1: PAGE_VIEWS,
    2: FORM_FILLED_OUT,
    3: LINK_CLICKS,
    9: EMAIL_UNSUBSCRIBED,
    10: EMAIL_OPENED,
    11: EMAIL_CLICKED,
    40: EMAIL_OPENED,
    41: EMAIL_CLICKED,
    46: INTERESTING_MOMENT,
    131: FORM_FILLED_OUT,
    147: FORM_FILLED_OUT,
}
"""
Which of Marketo's activity type ids is which activity type.
"""


def import_activities(
    rows: Iterable[Mapping[str, Any]],
    *,
    activity_types: Mapping[int, str] = ACTIVITY_TYPES,
    program_statuses: Mapping[str, str] = PROGRAM_STATUSES,
    naive_time_zone: str | None = None,
) -> ActivityImport:
    """
    Import Marketo activities.

    Parameters
    ----------
    rows : iterable of mappings
        Rows of a warehouse table (``activity_date``, ``activity_type_id``, ``lead_id``, …) or of a bulk extract
        (``marketoGUID``, ``leadId``, …, ``attributes`` as JSON text), or the items of ``result`` in a REST response.
    activity_types : mapping from int to str
        Which activity type id becomes which activity type. Rows with any other id are skipped.
    program_statuses : mapping from str to str
        Which new status of a program member becomes which activity type, whatever its case: people register for and
        attend an event by a change of their status there (activity type id 104, unless `activity_types` has it).
    naive_time_zone : str or None
        IANA name of the zone of times that are written without one; by default, rows with such times are refused.
        A local time that occurs twice when the clocks change is the first one; one that does not occur is read
        with the offset before the change.

    Returns
    -------
    ActivityImport
        Skipped are activity type ids that are not in `activity_types`, program statuses that are not in
        `program_statuses` or did not change, and activities that are marked as deleted. Ids are ``marketoGUID``, or
        ``id`` where there is none; an activity without either has no id.

    Raises
    ------
    InvalidValueError
        When an argument is not what it should be; never for what is in a row.
    UnknownTimeZoneError
        When there is no time zone of that name.

    References
    ----------
    Adobe, Marketo Engage developer documentation: Activities; Bulk Activity Extract.

    Examples
    --------
    >>> import csv
    >>> table = '''activity_date,activity_type_id,id,lead_id,link,primary_attribute_value
    ... 2026-01-31T09:30:00Z,11,501,17,https://example.com/pricing,Invitation
    ... 2026-01-31T09:31:00Z,13,502,17,,Job Title
    ... yesterday,11,503,,https://example.com/pricing,Invitation
    ... '''
    >>> imported = import_activities(csv.DictReader(table.splitlines()))
    >>> [(activity.person_id, activity.activity_type, activity.content.title) for activity in imported.activities]
    [('17', 'email_clicked', 'Invitation')]
    >>> print(imported.skipped[0])
    row 1 (id '502'): activity type 13 (Change Data Value) is not in activity_types
    >>> for problem in imported.refused[0].problems:
    ...     print(problem)
    $.leadId: is missing
    $.activity_date: must be a date and time such as '2026-01-31T09:30:00Z', got 'yesterday'
    """
    types: Mapping[int, str] = table("activity_types", activity_types, int)
    statuses = statuses_by_name(program_statuses)
    zone = naive_zone(naive_time_zone)

    def convert(row: ActivityRow) -> Activity:
        row.skip_deleted()
        type_id = row.type_id()
        kind = row.activity_type(type_id, types, statuses)
        return row.make(
            Activity,
            person_id=row.identifier("person_id", "leadId", required=True),
            activity_type=kind,
            occurred_at=row.moment("occurred_at", "activityDate", naive=zone, required=True),
            id=row.identifier("id", *ActivityRow.id_names),
            content=row.content(type_id),
            description=row.text("description", "Description") if kind == INTERESTING_MOMENT else None,
        )

    activities, skipped, refused = sort_rows(rows, ActivityRow, convert)
    return ActivityImport(activities=activities, skipped=skipped, refused=refused)


def import_people(
    rows: Iterable[Mapping[str, Any]], *, account_of: str | Callable[[Mapping[str, Any]], object]
) -> PersonImport:
    """
    Import Marketo leads.

    Parameters
    ----------
    rows : iterable of mappings
        Rows of a warehouse table (``first_name``, …), or the items of ``result`` in a REST response (``firstName``, …).
    account_of : str or callable
        The account that a lead belongs to, which Marketo does not know by itself: the name of a column that holds its
        id, or a function of the row that returns it. What the function raises is not caught.

    Returns
    -------
    PersonImport
        Skipped are leads that are marked as deleted.

    Raises
    ------
    InvalidValueError
        When an argument is not what it should be; never for what is in a row.

    Examples
    --------
    >>> lead = {"id": 17, "firstName": "Ada", "lastName": "Berg", "title": "CTO", "company": "Räksmörgås AB"}
    >>> imported = import_people([lead, {"id": 18}], account_of="company")
    >>> imported.people[0].full_name, imported.people[0].account_id
    ('Ada Berg', 'Räksmörgås AB')
    >>> print(imported.refused[0])
    row 1 (id '18'): $.company: is missing
    """
    account_of = checked_account_of(account_of)

    def convert(row: LeadRow) -> Person:
        row.skip_deleted()
        return row.make(
            Person,
            id=row.identifier("id", *LeadRow.id_names, required=True),
            account_id=row.account(account_of),
            **{field: row.text(field, *names) for field, names in PERSON_FIELDS.items()},
            **{field: row.flag(field, *names) for field, names in PERSON_FLAGS.items()},
        )

    people, skipped, refused = sort_rows(rows, LeadRow, convert)
    return PersonImport(people=people, skipped=skipped, refused=refused)


def import_merges(rows: Iterable[Mapping[str, Any]], *, naive_time_zone: str | None = None) -> MergeImport:
    """
    Import which leads were merged, so that what somebody did under several ids counts as one person's.

    Parameters
    ----------
    rows : iterable of mappings
        Rows of activities, in any form that `import_activities` takes.
    naive_time_zone : str or None
        As for `import_activities`.

    Returns
    -------
    MergeImport
        Skipped is everything but activity type id 32 (Merge Leads).

    Raises
    ------
    InvalidValueError
        When an argument is not what it should be; never for what is in a row.
    UnknownTimeZoneError
        When there is no time zone of that name.

    Examples
    --------
    >>> row = {"activityTypeId": 32, "leadId": 3, "activityDate": "2026-01-31T09:30:00Z", "Merge IDs": "[1, 2]"}
    >>> import_merges([row]).survivors()
    {'1': '3', '2': '3'}
    """
    zone = naive_zone(naive_time_zone)

    def convert(row: ActivityRow) -> PersonMerge:
        row.skip_all_but_merges()
        return row.make(
            PersonMerge,
            survivor_id=row.identifier("survivor_id", "leadId", required=True),
            merged_ids=row.merged_ids(),
            occurred_at=row.moment("occurred_at", "activityDate", naive=zone, required=True),
        )

    merges, skipped, refused = sort_rows(rows, ActivityRow, convert)
    return MergeImport(merges=merges, skipped=skipped, refused=refused)
