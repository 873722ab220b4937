"""
Plain tables: what their columns and types may be called, what an activity holds, and what is refused.
"""

from __future__ import annotations

import csv
import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import Activity, Content, Person
from buying_groups.errors import InvalidValueError, UnknownTimeZoneError
from buying_groups.importers import UnknownType, plain


ROW = {"person_id": "p1", "activity_type": "page_views", "occurred_at": "2026-01-31T09:30:00Z"}
AT = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


def imported(**changes: Any) -> Activity:
    """Return the activity that a row becomes."""
    result = plain.import_activities([{**ROW, **changes}])
    assert () == result.refused
    (activity,) = result.activities
    return activity


class TestNames:
    """
    "Column names and the default activity types are compared by their letters and digits alone."
    """

    @pytest.mark.parametrize(
        "names",
        [
            ("person_id", "activity_type", "occurred_at"),
            ("Person ID", "Activity type", "Occurred at"),
            ("personId", "activityType", "occurredAt"),
            ("\ufeffPERSON-ID", "Type", "OCCURRED AT"),
        ],
    )
    def test_columns(self, names: tuple[str, str, str]) -> None:
        """Columns are found however they are spelled."""
        result = plain.import_activities([dict(zip(names, ROW.values(), strict=True))])
        assert (Activity(person_id="p1", activity_type="page_views", occurred_at=AT),) == result.activities

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("Page Views", "page_views"),
            ("PAGEVIEWS", "page_views"),
            (" Form filled out ", "form_filled_out"),
            ("e-mail opened", "email_opened"),
            (" Download ", "Download"),
        ],
    )
    def test_types(self, written: str, read: str) -> None:
        """Default types are recognised, others kept as they are written."""
        assert read == imported(activity_type=written).activity_type

    def test_a_table_of_types(self) -> None:
        """What the table of types names goes before the default types, whatever its capitals."""
        types = {"Webinar": "attend_event", "page views": "visit"}
        rows = [{**ROW, "activity_type": "WEBINAR"}, {**ROW, "activity_type": "Page views"}]
        result = plain.import_activities(rows, activity_types=types)
        assert ["attend_event", "visit"] == [activity.activity_type for activity in result.activities]


class TestUnknownTypes:
    """
    "A type that only looks like a default one is not taken for it."
    """

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("Page view", "page_views"),
            ("Email open", "email_opened"),
            ("Email Click", "email_clicked"),
            ("Form filled", "form_filled_out"),
            ("Registered for event", "register_for_event"),
            ("Attended event", "attend_event"),
            ("Email bounced", None),
            ("Email sent", None),
            ("Email delivered", None),
            ("Page visit", None),
            ("Call", None),
        ],
    )
    def test_near_misses(self, written: str, expected: str | None) -> None:
        """The default type that was probably meant is named; nothing that means something else."""
        result = plain.import_activities([ROW | {"activity_type": written}])
        assert [UnknownType(activity_type=written, number=1, nearest=expected)] == list(result.unknown_types)
        assert [written] == [activity.activity_type for activity in result.activities]

    def test_listed(self) -> None:
        """They are counted and sorted; what is a default type, or was said to be one of one's own, is not listed."""
        types = ["Page view", "Demo", "Call", "page views", "Page view", "Webinar"]
        result = plain.import_activities(
            [ROW | {"activity_type": name} for name in types],
            activity_types={"Webinar": "attend_event", "Call": "Call"},
        )
        assert ["'Demo': 1 activity", "'Page view' (did you mean 'page_views'?): 2 activities"] == [
            str(each) for each in result.unknown_types
        ]

    def test_refused_rows(self) -> None:
        """What was not imported is not counted."""
        assert () == plain.import_activities([ROW | {"activity_type": "Call", "occurred_at": ""}]).unknown_types


class TestActivities:
    """
    "If there are such columns and they are not empty, also activity_id, title, url, keywords and description."
    """

    def test_all_columns(self) -> None:
        """Every column has its field; keywords stand between commas, semicolons and bars."""
        activity = imported(
            activity_id=7.0, title="Pricing", url="https://example.com/p", keywords="a b; c,|d", description="Asked"
        )
        content = Content(title="Pricing", url="https://example.com/p", keywords=("a b", "c", "d"))
        assert ("7", content, "Asked") == (activity.id, activity.content, activity.description)

    @pytest.mark.parametrize(
        ("column", "content"),
        [("title", Content(title="x")), ("url", Content(url="x")), ("keywords", Content(keywords=("x",)))],
    )
    def test_one_column_makes_content(self, column: str, content: Content) -> None:
        """One of the three is enough."""
        assert content == imported(**{column: "x"}).content

    def test_blank_columns_make_none(self) -> None:
        """Blank cells are absent, not empty texts."""
        activity = imported(activity_id=" ", title="", url=None, keywords=" ; ", description="")
        assert (None, None, None) == (activity.id, activity.content, activity.description)

    def test_not_a_number_is_absent(self) -> None:
        """A data frame's rows hold NaN where nothing is."""
        assert imported(title=math.nan, description=math.nan) == imported()

    def test_refused(self) -> None:
        """A row that lacks something says all of it, by the names of the columns."""
        unnamed = "must have a name for every value: is there more in the row than it has columns?"
        lines = ["Id,Person ID,Type,When", "7,,,", "8,p1,x,yesterday,too much"]
        result = plain.import_activities(csv.DictReader(lines))
        assert [
            "row 0 (id '7'): $.person_id: is missing; $.activity_type: is missing; $.occurred_at: is missing",
            f"row 1 (id '8'): $: {unnamed}; $.occurred_at: is missing",
        ] == [str(row) for row in result.refused]

    def test_zone(self) -> None:
        """A time without a zone is refused, or read in the one that is given."""
        naive = {**ROW, "occurred_at": "2026-01-31 10:30"}
        (refused,) = plain.import_activities([naive]).refused
        assert str(refused) == "row 0: $.occurred_at: has no time zone; naive_time_zone can say which one is meant"
        (activity,) = plain.import_activities([naive], naive_time_zone="Europe/Stockholm").activities
        assert activity.occurred_at == AT

    def test_arguments(self) -> None:
        """What is wrong with an argument is an error, not a refused row."""
        with pytest.raises(InvalidValueError, match=r"^activity_types must be a mapping from text"):
            plain.import_activities([], activity_types={1: "visit"})  # type: ignore[dict-item]
        with pytest.raises(UnknownTimeZoneError, match=r"^naive_time_zone must be .*, got 'CEST'$"):
            plain.import_activities([], naive_time_zone="CEST")

    @given(st.permutations([{**ROW, "person_id": f"p{number}", "activity_id": number} for number in range(5)]))
    def test_rows_do_not_depend_on_each_other(self, rows: list[dict[str, Any]]) -> None:
        """What a row becomes does not depend on the others."""
        expected = [imported(**row) for row in rows]
        assert expected == list(plain.import_activities(rows).activities)


class TestPeople:
    """
    "Rows with the column person_id (or id) and any of the other fields of Person."
    """

    def test_fields(self) -> None:
        """Names, title, address and flags are read."""
        row = {
            "ID": 17, "First Name": "Ada", "Last name": "Berg", "Name": "Ada Berg", "Title": "CTO", "Country": "Sweden",
            "Unsubscribed": "yes", "Account ID": "a1",
        }  # fmt: skip
        person = Person(
            id="17", account_id="a1", first_name="Ada", last_name="Berg", job_title="CTO", country="Sweden",
            unsubscribed=True,
        )  # fmt: skip
        assert (person,) == plain.import_people([row]).people

    @pytest.mark.parametrize("column", ["name", "Full name"])
    def test_a_whole_name(self, column: str) -> None:
        """A name that is known only as a whole is kept whole."""
        (person,) = plain.import_people([{"person_id": "p1", column: "Ada Berg", "account_id": "a1"}]).people
        assert person.full_name == "Ada Berg"

    @pytest.mark.parametrize(
        ("names", "expected"),
        [
            ({"first_name": "Ada"}, (None, "Ada Berg")),
            ({"last_name": "Berg"}, (None, "Berg")),
            ({"first_name": "Ada", "last_name": "Berg"}, ("Ada", "Berg")),
        ],
    )
    def test_a_whole_name_beside_others(self, names: dict[str, str], expected: tuple[str | None, str]) -> None:
        """A last name of its own comes first; a first name beside a whole name is not said twice."""
        row = {"person_id": "p1", "name": "Ada Berg", "account_id": "a1", **names}
        (person,) = plain.import_people([row]).people
        assert expected == (person.first_name, person.last_name)

    def test_account(self) -> None:
        """The account stands in a column that can be named, or is found by a function."""
        rows = [{"id": "p1", "Company": "acme"}, {"id": "p2", "Company": ""}]
        by_name = plain.import_people(rows, account_of="company")
        assert ["acme"] == [person.account_id for person in by_name.people]
        assert ["row 1 (id 'p2'): $.company: is missing"] == [str(row) for row in by_name.refused]
        by_function = plain.import_people(rows, account_of=lambda row: row["Company"] or "none")
        assert ["acme", "none"] == [person.account_id for person in by_function.people]

    def test_argument(self) -> None:
        """Neither a name nor a function is an error."""
        with pytest.raises(InvalidValueError, match=r"^account_of must be the name of a column"):
            plain.import_people([], account_of=" ")


class TestColumns:
    """
    "Columns with other names are not read; the result lists them."
    """

    def test_unread(self) -> None:
        """They are listed once, in order."""
        rows = [{**ROW, "zeal": "1", "descriptn": "x"}, {**ROW, "Ambition": "", "zeal": "2", "\ud800": "3"}]
        unread = plain.import_activities(rows).unread_columns
        assert ("Ambition", "descriptn", "zeal", "?") == unread
        assert plain.import_activities(reversed(rows)).unread_columns == unread

    def test_read(self) -> None:
        """What is read is not among them, under any of its names."""
        row = {**ROW, "ID": "7", "Content title": "Pricing", "url": "", "Keywords": "", "Description": "", "type": ""}
        assert () == plain.import_activities([row]).unread_columns
        person = {"Person ID": "p1", "Account": "acme", "Name": "Ada", "e-mail": "", "Unsubscribed": "no"}
        assert () == plain.import_people([person], account_of="Account").unread_columns

    def test_of_people(self) -> None:
        """What a function of the row reads, nobody else knows."""
        person = {"id": "p1", "Firm": "acme", "Jobb title": "CTO"}
        result = plain.import_people([person], account_of=lambda row: row["Firm"])
        assert ("Firm", "Jobb title") == result.unread_columns

    @pytest.mark.parametrize(("delimiter", "shown"), [(";", "';'"), ("\t", r"'\t'")])
    def test_wrong_delimiter(self, delimiter: str, shown: str) -> None:
        """A file that was not split into columns is told so, once for each row."""
        lines = [delimiter.join(ROW), delimiter.join(ROW.values()) + ",x"]
        for result in (plain.import_activities(csv.DictReader(lines)), plain.import_people(csv.DictReader(lines))):
            (refused,) = result.refused
            name = repr(lines[0])
            assert str(refused) == (
                f"row 0: $: the columns are one: {name}; was the file to be read with delimiter={shown}?"
            )
            assert () == result.unread_columns
