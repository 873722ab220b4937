"""
Marketo: types, forms and details of activities; leads.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from buying_groups.accounts import Person
from buying_groups.activities import (
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
from buying_groups.importers import marketo


def activity(type_id: int, **more: Any) -> dict[str, Any]:
    """Make a row."""
    return {"leadId": 17, "activityTypeId": type_id, "activityDate": "2026-01-31T09:30:00Z", **more}


def imported(row: dict[str, Any], **options: Any) -> Activity:
    """Import the one row."""
    result = marketo.import_activities([row], **options)
    assert (result.skipped, result.refused) == ((), ())
    return result.activities[0]


def skipped(row: dict[str, Any], **options: Any) -> str:
    """Return why the one row is skipped."""
    (only,) = marketo.import_activities([row], **options).skipped
    return only.reason


class TestActivityTypes:
    """
    "Which activity type id becomes which activity type. Rows with any other id are skipped."
    """

    @pytest.mark.parametrize(
        ("type_id", "expected"),
        [
            (1, PAGE_VIEWS),
            (2, FORM_FILLED_OUT),
            (3, LINK_CLICKS),
            (9, EMAIL_UNSUBSCRIBED),
            (10, EMAIL_OPENED),
            (11, EMAIL_CLICKED),
            (40, EMAIL_OPENED),
            (41, EMAIL_CLICKED),
            (46, INTERESTING_MOMENT),
            (131, FORM_FILLED_OUT),
            (147, FORM_FILLED_OUT),
        ],
    )
    def test_known(self, type_id: int, expected: str) -> None:
        """The whole table, as number and as text."""
        assert imported(activity(type_id)).activity_type == expected
        assert imported(activity(type_id) | {"activityTypeId": f"{type_id}.0"}).activity_type == expected
        assert set(marketo.ACTIVITY_TYPES) == {1, 2, 3, 9, 10, 11, 40, 41, 46, 131, 147}

    def test_skipped(self) -> None:
        """By its name where Marketo has one; one's own types have none."""
        assert skipped(activity(7)) == "activity type 7 (Email Delivered) is not in activity_types"
        assert skipped(activity(100001)) == "activity type 100001 is not in activity_types"

    def test_replaced(self) -> None:
        """The caller's table is the whole table."""
        types = {7: "email_delivered", 104: "status_changed"}
        assert imported(activity(7), activity_types=types).activity_type == "email_delivered"
        assert imported(activity(104), activity_types=types).activity_type == "status_changed"
        reason = skipped(activity(10), activity_types=types)
        assert reason == "activity type 10 (Open Email) is not in activity_types"

    @pytest.mark.parametrize("type_id", ["", "ten", "-1", "1.5", "10000000000", "٣", 10.5])
    def test_that_are_none(self, type_id: object) -> None:
        """Refused, as it may be anything."""
        (refused,) = marketo.import_activities([activity(1) | {"activityTypeId": type_id}]).refused
        assert refused.problems[0].path == "$.activityTypeId"

    def test_deleted(self) -> None:
        """Whatever else is in the row."""
        for name in ("_fivetran_deleted", "marketoIsDeleted", "isDeleted"):
            assert skipped({name: "TRUE"}) == "is marked as deleted"
        assert imported(activity(1, _fivetran_deleted="FALSE")).activity_type == PAGE_VIEWS
        (refused,) = marketo.import_activities([activity(1, isDeleted="perhaps")]).refused
        assert str(refused.problems[0]) == "$.isDeleted: must be true or false, got 'perhaps'"


class TestProgramStatuses:
    """
    "People register for and attend an event by a change of their status there."
    """

    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            ("Registered", REGISTER_FOR_EVENT),
            ("ATTENDED ", ATTEND_EVENT),
            ("Attended On-Demand", ATTEND_EVENT),
        ],
    )
    def test_known(self, status: str, expected: str) -> None:
        """Whatever its case."""
        row = activity(104, attributes={"New Status": status, "Old Status": "Invited"}, primaryAttributeValue="Webinar")
        assert imported(row).activity_type == expected
        assert imported(row).content == Content(title="Webinar")

    def test_in_columns(self) -> None:
        """As a warehouse has it."""
        assert imported(activity(104, new_status="Attended", old_status="")).activity_type == ATTEND_EVENT

    def test_skipped(self) -> None:
        """Other statuses, and one that was there before."""
        reason = skipped(activity(104, attributes={"New Status": "No Show", "Old Status": "Registered"}))
        assert reason == "program status 'No Show' is not in program_statuses"
        reason = skipped(activity(104, attributes={"New Status": "Attended", "Old Status": "attended"}))
        assert reason == "the program status did not change"

    def test_missing(self) -> None:
        """Without the new status it may be anything."""
        (refused,) = marketo.import_activities([activity(104, attributes=[])]).refused
        assert str(refused.problems[0]) == "$['New Status']: is missing"

    def test_replaced(self) -> None:
        """By the names that a company gave the statuses of its channels."""
        row = activity(104, attributes={"New Status": "Besucht"})
        assert imported(row, program_statuses={"besucht": "attend_event"}).activity_type == ATTEND_EVENT


class TestForms:
    """
    "Details stand in columns, in one column of JSON text, or in a list of names and values."
    """

    EXPECTED = Content(title="Invitation", url="https://example.com/pricing")

    @pytest.mark.parametrize(
        "row",
        [
            pytest.param(
                {
                    "\ufeffactivity_date": "2026-01-31 09:30:00",
                    "activity_type_id": "11",
                    "lead_id": "17",
                    "id": "5",
                    "primary_attribute_value": "Invitation",
                    "link": "https://example.com/pricing",
                },
                id="warehouse",
            ),
            pytest.param(
                {
                    "marketoGUID": "5",
                    "leadId": "17",
                    "activityDate": "2026-01-31T09:30:00Z",
                    "activityTypeId": "11",
                    "primaryAttributeValue": "Invitation",
                    "attributes": json.dumps({"Link": "https://example.com/pricing"}),
                },
                id="bulk extract",
            ),
            pytest.param(
                {
                    "id": 4,
                    "marketoGUID": "5",
                    "leadId": 17,
                    "activityDate": "2026-01-31T09:30:00Z",
                    "activityTypeId": 11,
                    "primaryAttributeValue": "Invitation",
                    "attributes": [{"name": "Link", "value": "https://example.com/pricing"}],
                },
                id="REST",
            ),
            pytest.param(
                {
                    '\ufeff"Id"': 5,
                    "Lead ID": 17,
                    "Activity Date": "2026-01-31T09:30:00Z",
                    "Activity Type ID": 11,
                    "Primary Attribute Value": "Invitation",
                    "Attributes": json.dumps([{"apiName": "link", "value": "https://example.com/pricing"}]),
                },
                id="other spelling",
            ),
        ],
    )
    def test_are_read_alike(self, row: dict[str, Any]) -> None:
        """One activity, in four spellings; `marketoGUID` goes before `id`, which is not unique everywhere."""
        found = imported(row, naive_time_zone="UTC")
        assert (found.person_id, found.activity_type, found.id, found.content) == (
            "17",
            EMAIL_CLICKED,
            "5",
            self.EXPECTED,
        )

    def test_an_empty_column_does_not_hide_an_attribute(self) -> None:
        """And one that is not empty goes first."""
        row = activity(11, link="", attributes={"Link": "https://example.com/pricing"})
        assert imported(row).content == Content(url="https://example.com/pricing")
        row = activity(11, link="https://example.com/demo", attributes={"Link": "https://example.com/pricing"})
        assert imported(row).content == Content(url="https://example.com/demo")

    @pytest.mark.parametrize(
        ("attributes", "problem"),
        [
            ("{", "$.attributes: is not JSON that can be read: Expecting property name enclosed in double quotes"),
            ('{"Link": NaN}', "$.attributes.Link: NaN is not allowed; only finite numbers are"),
            ('{"Link": "a", "Link": "b"}', "$.attributes.Link: the key is given twice"),
            ('"17"', "$.attributes: must be names and values, or JSON text of them"),
            (17, "$.attributes: must be names and values, or JSON text of them"),
            (["Link"], "$.attributes[0]: must be a mapping with a name and a value"),
            ([{"name": "A", "value": 1}, {"value": 1}], "$.attributes[1]: must be a mapping with a name and a value"),
            ([{"name": 5, "value": 1}], "$.attributes[0]: must be a mapping with a name and a value"),
            ([{"name": "Link", "value": [1]}], "$.attributes[0].value: must be text, got a list"),
            ({"Link": [1]}, "$.attributes.Link: must be text, got a list"),
            ({5: "a"}, "$.attributes: must have a name for every value: is there more in the row than it has columns?"),
        ],
    )
    def test_broken_attributes(self, attributes: object, problem: str) -> None:
        """Each with its place."""
        (refused,) = marketo.import_activities([activity(11, attributes=attributes)]).refused
        assert str(refused.problems[0]).startswith(problem)

    @pytest.mark.parametrize("attributes", [None, "", "[]", "{}", [], {}])
    def test_no_attributes(self, attributes: object) -> None:
        """Nothing is known of what was touched, and so there is no content."""
        assert imported(activity(11, attributes=attributes)).content is None

    def test_broken_attributes_of_what_is_skipped(self) -> None:
        """What is left out is not looked at."""
        assert skipped(activity(13, attributes="{")).startswith("activity type 13 ")


class TestContent:
    """
    What the activity touched: title and address, as recorded.
    """

    def test_of_a_page(self) -> None:
        """The address of a page of one's own has no host."""
        row = activity(1, primaryAttributeValue="example.com/a", attributes={"Webpage URL": "/a", "Link": "/b"})
        assert imported(row).content == Content(title="example.com/a", url="/a")

    def test_of_a_link(self) -> None:
        """The primary attribute of a clicked link is its address."""
        assert imported(activity(3, primaryAttributeValue="example.com/a")).content == Content(url="example.com/a")
        row = activity(3, primaryAttributeValue="Link 7", attributes={"Link": "example.com/a"})
        assert imported(row).content == Content(url="example.com/a")

    def test_of_a_form(self) -> None:
        """It has a name."""
        assert imported(activity(2, primaryAttributeValue="Contact us")).content == Content(title="Contact us")

    def test_of_an_interesting_moment(self) -> None:
        """It has words for salespeople; its primary attribute says only of what kind it is."""
        row = activity(46, primaryAttributeValue="Web", attributes={"Description": "Asked for a demo", "Source": "x"})
        assert (imported(row).description, imported(row).content) == ("Asked for a demo", None)

    def test_of_ones_own_moments(self) -> None:
        """Custom activities that are moments have words too; other activities have none."""
        row = activity(100001, primaryAttributeValue="Trade fair", attributes={"Description": "Visited the booth"})
        found = imported(row, activity_types={100001: INTERESTING_MOMENT})
        assert (found.description, found.content) == ("Visited the booth", Content(title="Trade fair"))
        assert imported(row, activity_types={100001: ATTEND_EVENT}).description is None


class TestPeople:
    """
    "The account that a lead belongs to, which Marketo does not know by itself."
    """

    def test_by_rest(self) -> None:
        """Every field."""
        lead = {
            "id": 17,
            "firstName": "Ada",
            "lastName": "Berg",
            "title": "CTO",
            "email": "ada@example.com",
            "phone": 46812345,
            "mobilePhone": "+46 70 123",
            "city": "Lund",
            "state": "Skåne",
            "postalCode": 22100.0,
            "country": "SE",
            "inferredStateRegion": "M",
            "unsubscribed": True,
            "marketingSuspended": 1,
            "emailInvalid": "false",
            "emailSuspended": "Yes",
            "sfdcAccountId": "a1",
        }
        assert marketo.import_people([lead], account_of="sfdcAccountId").people == (
            Person(
                id="17",
                account_id="a1",
                first_name="Ada",
                last_name="Berg",
                job_title="CTO",
                email="ada@example.com",
                phone="46812345",
                mobile_phone="+46 70 123",
                city="Lund",
                state="Skåne",
                postal_code="22100",
                country="SE",
                inferred_state_region="M",
                unsubscribed=True,
                marketing_suspended=True,
                email_suspended=True,
            ),
        )

    def test_by_warehouse(self) -> None:
        """Names with underscores; empty cells are absent values."""
        lead = {"id": "17", "first_name": "Ada", "last_name": "", "unsubscribed": "", "account": "a1"}
        assert marketo.import_people([lead], account_of="Account").people == (
            Person(id="17", account_id="a1", first_name="Ada"),
        )

    @pytest.mark.parametrize(
        ("name", "field"),
        [
            ("jobTitle", "job_title"),
            ("emailAddress", "email"),
            ("phoneNumber", "phone"),
            ("mobile_phone_number", "mobile_phone"),
        ],
    )
    def test_by_other_names(self, name: str, field: str) -> None:
        """As in exports from Marketo's pages."""
        (person,) = marketo.import_people([{"id": 1, "company": "a1", name: "x"}], account_of="company").people
        assert getattr(person, field) == "x"

    @pytest.mark.parametrize("flag", ["unsubscribed", "marketing_suspended", "email_invalid", "email_suspended"])
    def test_flags(self, flag: str) -> None:
        """Each alone."""
        (person,) = marketo.import_people([{"id": 1, "company": "a1", flag: "TRUE"}], account_of="company").people
        flags = ("unsubscribed", "marketing_suspended", "email_invalid", "email_suspended")
        assert [name for name in flags if getattr(person, name)] == [flag]

    def test_where_a_value_is_wrong(self) -> None:
        """What only the person itself finds wrong has its place too."""
        leads: list[dict[str, Any]] = [{"id": "\ud800", "company": "a1"}, {"id": 1, "company": "\ud800"}]
        imported = marketo.import_people(leads, account_of="company")
        assert [row.problems[0].path for row in imported.refused] == ["$.id", "$.company"]

    def test_by_a_function(self) -> None:
        """It gets the row as it was given."""
        leads = [{"id": 1, "email": "ada@example.com"}, {"id": 2, "email": "bo@example.org"}]
        accounts = {"example.com": 7}
        imported = marketo.import_people(leads, account_of=lambda lead: accounts.get(lead["email"].split("@")[1]))
        assert imported.people == (Person(id="1", account_id="7", email="ada@example.com"),)
        assert str(imported.refused[0]) == "row 1 (id '2'): $: account_of must return the id of an account, got None"

    @pytest.mark.parametrize(("returned", "shown"), [("", "''"), (["a1"], "a list"), (True, "True")])
    def test_by_a_function_that_returns_no_id(self, returned: object, shown: str) -> None:
        """Told apart from a lead without an account."""
        (refused,) = marketo.import_people([{"id": 1}], account_of=lambda _: returned).refused
        assert str(refused) == f"row 0 (id '1'): $: account_of must return the id of an account, got {shown}"

    def test_refused(self) -> None:
        """All that is wrong with it."""
        (refused,) = marketo.import_people([{"unsubscribed": "never", "email": 1.5}], account_of="company").refused
        assert [str(problem) for problem in refused.problems] == [
            "$.leadId: is missing",
            "$.company: is missing",
            "$.email: must be text, got 1.5",
            "$.unsubscribed: must be true or false, got 'never'",
        ]

    def test_deleted(self) -> None:
        """Skipped."""
        imported = marketo.import_people([{"id": 1, "_fivetran_deleted": True}], account_of="company")
        assert str(imported.skipped[0]) == "row 0 (id '1'): is marked as deleted"
