"""
Plain tables: rows of any origin whose columns are named as the fields of the values.

Column names and the default activity types are compared by their letters and digits alone: ``Person ID``, ``personId``
and ``person_id`` are one, so are ``Page views`` and ``page_views``. Columns with other names are not read; the result
lists them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from .._wording import nearest, shorten
from ..accounts import Person
from ..activities import (
    ATTEND_EVENT,
    EMAIL_CLICKED,
    EMAIL_OPENED,
    EMAIL_UNSUBSCRIBED,
    FORM_FILLED_OUT,
    INTERESTING_MOMENT,
    LINK_CLICKS,
    PAGE_VIEWS,
    REGISTER_FOR_EVENT,
    Activity,
    Content,
)
from ..errors import DocumentError, Problem
from .named_rows import PERSON_FIELDS, PERSON_FLAGS, NamedRow, letters
from .results import ActivityImport, PersonImport, UnknownType
from .rows import checked_account_of, naive_zone, sort_rows, table


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


__all__ = ["import_activities", "import_people"]

_TYPES = {
    letters(name): name
    for name in (
        ATTEND_EVENT,
        EMAIL_CLICKED,
        EMAIL_OPENED,
        EMAIL_UNSUBSCRIBED,
        FORM_FILLED_OUT,
        INTERESTING_MOMENT,
        LINK_CLICKS,
        PAGE_VIEWS,
        REGISTER_FOR_EVENT,
    )
}
# Chosen here: "Page view", "Email open" and "Form filled" are near misses of default types. "Email bounced", which is
# spelled like "email_opened" to 0.78, is something else, and so are "Email sent" and "Page visit".
_LEAST_ALIKE = 0.85
_WHOLE_NAMES = ("fullName", "name")
_ACTIVITY_COLUMNS = (
    *("person_id", "activity_type", "type", "occurred_at", "activity_id", "id", "description"),
    *("content_title", "title", "content_url", "url", "content_keywords", "keywords"),
)
_WRONG_DELIMITER = re.compile(r"[;\t]")
_BETWEEN_KEYWORDS = re.compile(r"[;,|]")


class _ActivityRow(NamedRow):
    id_names = ("activity_id", "id")

    def activity_type(self, types: Mapping[str, str]) -> str | None:
        """Return the activity type; one that is not known is kept as it is written."""
        written = self.text("activity_type", "activity_type", "type", required=True)
        return None if written is None else types.get(letters(written), written.strip())

    def content(self) -> Content | None:
        """Return what the activity touched."""
        title = self.text("title", "content_title", "title")
        url = self.text("url", "content_url", "url")
        keywords = _BETWEEN_KEYWORDS.split(self.text("keywords", "content_keywords", "keywords") or "")
        touched = tuple(keyword.strip() for keyword in keywords if keyword.strip())
        return self.build(Content, title=title, url=url, keywords=touched) if title or url or touched else None


class _PersonRow(NamedRow):
    id_names = ("person_id", "id")


class _Columns:
    """
    The columns of all rows, and which of them are read.
    """

    def __init__(self, *read: str) -> None:
        self._read = read
        self._seen: dict[Any, None] = {}

    def see(self, given: Mapping[Any, Any]) -> None:
        """Note a row's columns; raise `DocumentError` if it was not split into any."""
        names = [name for name in given if isinstance(name, str)]
        delimiter = _WRONG_DELIMITER.search(names[0]) if len(names) == 1 else None
        if delimiter:
            message = f"the columns are one: {shorten(names[0])}; was the file to be read with"
            raise DocumentError([Problem("$", f"{message} delimiter={delimiter[0]!r}?")])
        self._seen.update(dict.fromkeys(names))

    def unread(self) -> tuple[str, ...]:
        """Return the columns that nothing reads."""
        read = set(map(letters, self._read))
        names = sorted(name for name in self._seen if letters(name) not in read)
        return tuple(name.encode(errors="replace").decode() for name in names)  # values hold no lone surrogates


def import_activities(
    rows: Iterable[Mapping[str, Any]],
    *,
    activity_types: Mapping[str, str] | None = None,
    naive_time_zone: str | None = None,
) -> ActivityImport:
    """
    Import activities from a plain table.

    Parameters
    ----------
    rows : iterable of mappings
        Rows with the columns ``person_id``, ``activity_type`` and ``occurred_at``; if there are such columns and they
        are not empty, also ``activity_id``, ``title``, ``url``, ``keywords`` (one text, with commas, semicolons or bars
        between them) and ``description``.
    activity_types : mapping from str to str or None
        Which name in the table is which activity type. Names that are not in it are the default types (`activities`)
        if they have the same letters, else they are kept as they are written, and listed in ``unknown_types``: a type
        without a weight counts nothing, and the scores say how many activities were of it.
    naive_time_zone : str or None
        IANA name of the zone of times that are written without one; by default, rows with such times are refused.
        A local time that occurs twice when the clocks change is the first one; one that does not occur is read
        with the offset before the change.

    Returns
    -------
    ActivityImport
        Nothing is skipped.

    Raises
    ------
    InvalidValueError
        When an argument is not what it should be; never for what is in a row.
    UnknownTimeZoneError
        When there is no time zone of that name.

    Examples
    --------
    >>> import csv
    >>> table = '''Person ID,Activity type,Occurred at,Title
    ... p1,Page Views,2026-01-31 09:30,Pricing
    ... p1,Webinar,2026-01-31T10:00:00+01:00,
    ... ,Page views,yesterday,
    ... '''
    >>> imported = import_activities(
    ...     csv.DictReader(table.splitlines()),
    ...     activity_types={"webinar": "attend_event"},
    ...     naive_time_zone="Europe/Stockholm",
    ... )
    >>> for activity in imported.activities:
    ...     print(activity.person_id, activity.activity_type, activity.occurred_at)
    p1 page_views 2026-01-31 08:30:00+00:00
    p1 attend_event 2026-01-31 09:00:00+00:00
    >>> for problem in imported.refused[0].problems:
    ...     print(problem)
    $.person_id: is missing
    $['Occurred at']: must be a date and time such as '2026-01-31T09:30:00Z', got 'yesterday'

    A type that only looks like a default one is not taken for it:

    >>> row = {"Person ID": "p1", "Activity type": "Page view", "Occurred at": "2026-01-31T09:30:00Z"}
    >>> print(*import_activities([row]).unknown_types)
    'Page view' (did you mean 'page_views'?): 1 activity
    """
    given = table("activity_types", {} if activity_types is None else activity_types, str)
    types = {**_TYPES, **{letters(name): kind for name, kind in given.items()}}
    zone = naive_zone(naive_time_zone)

    columns = _Columns(*_ACTIVITY_COLUMNS)

    def convert(row: _ActivityRow) -> Activity:
        columns.see(row.given)
        return row.make(
            Activity,
            person_id=row.identifier("person_id", "person_id", required=True),
            activity_type=row.activity_type(types),
            occurred_at=row.moment("occurred_at", "occurred_at", naive=zone, required=True),
            id=row.identifier("id", *_ActivityRow.id_names),
            content=row.content(),
            description=row.text("description", "description"),
        )

    activities, skipped, refused = sort_rows(rows, _ActivityRow, convert)
    return ActivityImport(
        activities=activities,
        skipped=skipped,
        refused=refused,
        unread_columns=columns.unread(),
        unknown_types=_unknown_types(activities, known={*_TYPES.values(), *given.values()}),
    )


def _unknown_types(activities: Iterable[Activity], known: set[str]) -> Iterator[UnknownType]:
    numbers = Counter(activity.activity_type for activity in activities)
    for name in sorted(numbers.keys() - known):
        near = nearest(name, _TYPES.values(), least_alike=_LEAST_ALIKE)
        yield UnknownType(activity_type=name, number=numbers[name], nearest=near)


def import_people(
    rows: Iterable[Mapping[str, Any]], *, account_of: str | Callable[[Mapping[str, Any]], object] = "account_id"
) -> PersonImport:
    """
    Import people from a plain table.

    Parameters
    ----------
    rows : iterable of mappings
        Rows with the column ``person_id`` (or ``id``) and any of the other fields of `Person`; ``title`` is the job
        title, and a name that is known only as a whole stands in ``name``.
    account_of : str or callable
        The account that a person belongs to: the name of the column that holds its id, or a function of the row that
        returns it. What the function raises is not caught.

    Returns
    -------
    PersonImport
        Nothing is skipped.

    Raises
    ------
    InvalidValueError
        When an argument is not what it should be; never for what is in a row.

    Examples
    --------
    >>> rows = [{"id": 17, "Name": "Ada Berg", "Job Title": "CTO", "Account": "acme"}, {"id": 18, "Name": "Bo Ek"}]
    >>> imported = import_people(rows, account_of="Account")
    >>> imported.people[0].id, imported.people[0].full_name, imported.people[0].account_id
    ('17', 'Ada Berg', 'acme')
    >>> print(imported.refused[0])
    row 1 (id '18'): $.Account: is missing
    """
    account_of = checked_account_of(account_of)

    names = (name for names in (*PERSON_FIELDS.values(), _WHOLE_NAMES, *PERSON_FLAGS.values()) for name in names)
    columns = _Columns(*_PersonRow.id_names, *names, *(() if callable(account_of) else (account_of,)))

    def convert(row: _PersonRow) -> Person:
        columns.see(row.given)
        texts = {field: row.text(field, *names) for field, names in PERSON_FIELDS.items()}
        whole_name = row.text("last_name", *_WHOLE_NAMES)
        if texts["last_name"] is None and whole_name is not None:
            texts |= {"first_name": None, "last_name": whole_name}  # the first name is in it
        return row.make(
            Person,
            id=row.identifier("id", *_PersonRow.id_names, required=True),
            account_id=row.account(account_of),
            **texts,
            **{field: row.flag(field, *names) for field, names in PERSON_FLAGS.items()},
        )

    people, skipped, refused = sort_rows(rows, _PersonRow, convert)
    return PersonImport(people=people, skipped=skipped, refused=refused, unread_columns=columns.unread())
