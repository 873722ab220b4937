"""
Files: everything in the sample exports is imported, skipped or refused, and nothing is lost.
"""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from buying_groups.accounts import Account, Person
from buying_groups.activities import (
    ATTEND_EVENT,
    EMAIL_CLICKED,
    EMAIL_OPENED,
    EMAIL_UNSUBSCRIBED,
    PAGE_VIEWS,
    Activity,
    Content,
)
from buying_groups.importers import ActivityImport, marketo, xdm


DATA = Path(__file__).parents[1] / "data"
MARKETO = sorted(path for path in (DATA / "marketo").iterdir() if path.suffix in (".csv", ".json"))
XDM = sorted((DATA / "xdm").glob("*.json"))

Counts = tuple[int, int, int]  # imported, skipped, refused

# By file: activities, merges, people (whose account would stand in a column "company"). Times without a zone are UTC.
MARKETO_COUNTS: dict[str, tuple[Counts, Counts, Counts]] = {
    "bulk_activities_sample.csv": ((1, 3, 0), (0, 4, 0), (0, 0, 4)),
    "marketo_activity_change_data_value_data.csv": ((0, 100, 0), (0, 100, 0), (0, 0, 100)),
    "marketo_activity_click_email_data.csv": ((100, 0, 0), (0, 100, 0), (0, 0, 100)),
    "marketo_activity_delete_lead_data.csv": ((0, 31, 0), (0, 31, 0), (0, 0, 31)),
    "marketo_activity_email_bounced_data.csv": ((0, 100, 0), (0, 100, 0), (0, 0, 100)),
    "marketo_activity_email_delivered_data.csv": ((0, 100, 0), (0, 100, 0), (0, 0, 100)),
    "marketo_activity_merge_leads_data.csv": ((0, 100, 0), (99, 0, 1), (0, 0, 100)),
    "marketo_activity_open_email_data.csv": ((100, 0, 0), (0, 100, 0), (0, 0, 100)),
    "marketo_activity_send_email_data.csv": ((0, 100, 0), (0, 100, 0), (0, 0, 100)),
    "marketo_activity_unsubscribe_email_data.csv": ((100, 0, 0), (0, 100, 0), (0, 0, 100)),
    "marketo_campaign_data.csv": ((0, 0, 100), (0, 0, 100), (0, 0, 100)),
    "marketo_email_template_history_data.csv": ((0, 0, 100), (0, 0, 100), (0, 0, 100)),
    "marketo_lead_data.csv": ((0, 0, 100), (0, 0, 100), (0, 0, 100)),
    "marketo_lead_describe_data.csv": ((0, 0, 100), (0, 0, 100), (0, 0, 100)),
    "marketo_program_data.csv": ((0, 0, 100), (0, 0, 100), (0, 0, 100)),
    "rest_activity_responses_sample.json": ((1, 6, 15), (0, 7, 15), (0, 0, 22)),
}

# Activities, people, accounts, opportunities; what is not listed holds nothing that can be imported without a choice.
NOTHING: Counts = (0, 0, 1)
ONE: Counts = (1, 0, 0)
XDM_COUNTS: dict[str, tuple[Counts, Counts, Counts, Counts]] = {
    "archived__extensions__adobe__experience__marketo__account-marketo.example.1.json": (
        NOTHING,
        NOTHING,
        ONE,
        NOTHING,
    ),
    "components__classes__experienceevent.example.7.json": ((0, 1, 0), NOTHING, NOTHING, NOTHING),
    "components__fieldgroups__experience-event__experienceevent-directmarketing.example.1.json": (
        (0, 1, 0),
        NOTHING,
        NOTHING,
        NOTHING,
    ),
    "extensions__adobe__experience__campaign-experienceevent.example.1.json": ((0, 1, 0), NOTHING, NOTHING, NOTHING),
    "extensions__adobe__experience__campaign__experienceevent.example.email-send.json": (
        (0, 1, 0),
        NOTHING,
        NOTHING,
        NOTHING,
    ),
}
WITH_ECID = {
    "extensions__adobe__experience__campaign__experienceevent.example.click.json",
    "extensions__adobe__experience__campaign__experienceevent.example.open-push.json",
}


def rows(path: Path, encoding: str = "utf-8") -> list[dict[str, Any]]:
    """Read a file as a caller would, who does not know of byte-order marks."""
    with path.open(encoding=encoding, newline="") as file:
        if path.suffix == ".csv":
            return list(csv.DictReader(file))
        responses = json.load(file)
    return [row for response in responses for row in response.get("result", response.get("input", [response]))]


def document(name: str) -> dict[str, Any]:
    """Read an XDM example."""
    read: dict[str, Any] = json.loads((DATA / "xdm" / name).read_text(encoding="utf-8"))
    return read


def by_id(imported: ActivityImport, own_id: str) -> Activity:
    """Return the one activity of that id."""
    (found,) = (activity for activity in imported.activities if activity.id == own_id)
    return found


class TestEveryFile:
    """
    "Each row is imported, skipped on purpose, or refused with everything that is wrong with it."
    """

    @pytest.mark.parametrize("path", MARKETO, ids=lambda path: path.name)
    def test_of_marketo(self, path: Path) -> None:
        """Known counts, every row in one of the three, and a reason for each that is not imported."""
        given = rows(path)
        activities = marketo.import_activities(given, naive_time_zone="UTC")
        merges = marketo.import_merges(given, naive_time_zone="UTC")
        people = marketo.import_people(given, account_of="company")
        counts = (
            (len(activities.activities), len(activities.skipped), len(activities.refused)),
            (len(merges.merges), len(merges.skipped), len(merges.refused)),
            (len(people.people), len(people.skipped), len(people.refused)),
        )
        assert counts == MARKETO_COUNTS[path.name]
        assert {sum(count) for count in counts} == {len(given)}
        for result in (activities, merges, people):
            left = [row.index for row in result.skipped] + [row.index for row in result.refused]
            assert len(left) == len(set(left))
            assert all(row.reason for row in result.skipped)
            assert all(row.problems for row in result.refused)

    @pytest.mark.parametrize("path", XDM, ids=lambda path: path.name.removesuffix(".json"))
    def test_of_xdm(self, path: Path) -> None:
        """Known counts, and a reason for what is not imported."""
        given = [document(path.name)]
        activities, people = xdm.import_activities(given), xdm.import_people(given)
        accounts, opportunities = xdm.import_accounts(given), xdm.import_opportunities(given)
        counts = (
            (len(activities.activities), len(activities.skipped), len(activities.refused)),
            (len(people.people), len(people.skipped), len(people.refused)),
            (len(accounts.accounts), len(accounts.skipped), len(accounts.refused)),
            (len(opportunities.opportunities), len(opportunities.skipped), len(opportunities.refused)),
        )
        assert counts == XDM_COUNTS.get(path.name, (NOTHING, NOTHING, NOTHING, NOTHING))
        with_namespace = xdm.import_activities(given, identity_namespace="ECID")
        assert len(with_namespace.activities) == (path.name in WITH_ECID)
        for result in (activities, people, accounts, opportunities, with_namespace):
            assert all(row.reason for row in result.skipped)
            assert all(row.problems for row in result.refused)

    def test_none_was_forgotten(self) -> None:
        """The tables above name files that exist, and all of Marketo's."""
        assert {path.name for path in MARKETO} == set(MARKETO_COUNTS)
        assert {*XDM_COUNTS, *WITH_ECID} <= {path.name for path in XDM}
        assert len(XDM) == 72


class TestMarketoByHand:
    """
    "Rows come in any of the three forms in which Marketo exports them."
    """

    def test_a_click_in_a_warehouse_table(self) -> None:
        """The first column's name starts with a byte-order mark, and the user agent is empty."""
        given = rows(DATA / "marketo" / "marketo_activity_click_email_data.csv")
        assert next(iter(given[0])) == "\ufeffactivity_date"
        imported = marketo.import_activities(given, naive_time_zone="UTC")
        assert imported.activities[0] == Activity(
            person_id="1124755",
            activity_type=EMAIL_CLICKED,
            occurred_at=datetime(2020, 4, 30, 8, 5, 11, tzinfo=UTC),
            id="58851192",
            content=Content(
                title="WBN - 2020-04-23 - Webinar: Learn Why Industry is Moving.01c - Invite 3",
                url="https://get.fivetran.com/fivetran-databytes-elt.html?utm_source=fivetran&utm_medium=email"
                "&utm_campaign=-fivetran-databytes-elt&utm_term=invite3",
            ),
        )

    def test_a_link_that_was_not_recorded(self) -> None:
        """49 of the 100 clicks have no link; their content has none either."""
        imported = marketo.import_activities(
            rows(DATA / "marketo" / "marketo_activity_click_email_data.csv"), naive_time_zone="UTC"
        )
        contents = [activity.content for activity in imported.activities]
        assert sum(content is not None and content.url is None for content in contents) == 49

    def test_the_same_link_clicked_twice_at_once(self) -> None:
        """Two rows that differ in nothing but the id are two activities."""
        imported = marketo.import_activities(
            rows(DATA / "marketo" / "marketo_activity_click_email_data.csv"), naive_time_zone="UTC"
        )
        first, second = by_id(imported, "58851197"), by_id(imported, "58851592")
        assert first.occurred_at == second.occurred_at == datetime(2020, 4, 30, 8, 5, 43, tzinfo=UTC)
        assert (first.person_id, first.content) == (second.person_id, second.content)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
    def test_however_the_mark_is_read(self, encoding: str) -> None:
        """Kept, dropped, or misread as three characters: the column is found."""
        given = rows(DATA / "marketo" / "marketo_activity_merge_leads_data.csv", encoding)
        assert marketo.import_merges(given, naive_time_zone="UTC").refused[0].id == "93387713"

    def test_an_opening_and_an_unsubscription(self) -> None:
        """With the email's name, which is a hash here."""
        opened = marketo.import_activities(
            rows(DATA / "marketo" / "marketo_activity_open_email_data.csv"), naive_time_zone="Europe/Stockholm"
        )
        assert opened.activities[0] == Activity(
            person_id="1305232",
            activity_type=EMAIL_OPENED,
            occurred_at=datetime(2020, 5, 9, 17, 46, 36, tzinfo=UTC),  # 19:46:36 in summer time, two hours ahead
            id="77855610",
            content=Content(title="c855f36564686f674595d29070ee6b4e"),
        )
        unsubscribed = marketo.import_activities(
            rows(DATA / "marketo" / "marketo_activity_unsubscribe_email_data.csv"), naive_time_zone="UTC"
        )
        assert unsubscribed.activities[0] == Activity(
            person_id="1349462",
            activity_type=EMAIL_UNSUBSCRIBED,
            occurred_at=datetime(2020, 5, 14, 3, 2, 52, tzinfo=UTC),
            id="93724451",
            content=Content(title="ebc725589a13d5aac3dd4a8ad46e5173"),
        )

    def test_without_a_zone(self) -> None:
        """All 100 openings are refused, each with a reason that says what to do."""
        imported = marketo.import_activities(rows(DATA / "marketo" / "marketo_activity_open_email_data.csv"))
        assert len(imported.refused) == 100
        assert str(imported.refused[0]) == (
            "row 0 (id '77855610'): $.activity_date: has no time zone; naive_time_zone can say which one is meant"
        )

    def test_a_bulk_extract(self) -> None:
        """Of four changes of status, one is an attendance; one repeats the status that was there."""
        imported = marketo.import_activities(rows(DATA / "marketo" / "bulk_activities_sample.csv"))
        assert imported.activities == (
            Activity(
                person_id="5414094",
                activity_type=ATTEND_EVENT,
                occurred_at=datetime(2022, 2, 13, 14, 8, 50, tzinfo=UTC),
                id="783958220",
                content=Content(title="SuccessWebCPS"),
            ),
        )
        assert [(row.index, row.id, row.reason) for row in imported.skipped] == [
            (0, "783957693", "program status 'On List' is not in program_statuses"),
            (2, "783958306", "the program status did not change"),
            (3, "783961924", "program status 'Member' is not in program_statuses"),
        ]

    def test_rest_responses(self) -> None:
        """A visit of a page, whose address stands among the attributes."""
        imported = marketo.import_activities(rows(DATA / "marketo" / "rest_activity_responses_sample.json"))
        assert imported.activities == (
            Activity(
                person_id="1",
                activity_type=PAGE_VIEWS,
                occurred_at=datetime(2023, 1, 16, 23, 32, 19, tzinfo=UTC),
                id="102988",
                content=Content(title="localhost/munchkintest2.html", url="/munchkintest2.html"),
            ),
        )
        assert [(row.id, row.reason) for row in imported.skipped] == [
            ("1078", "activity type 13 (Change Data Value) is not in activity_types"),
            ("2", "activity type 37 (Delete Lead) is not in activity_types"),
            ("3", "activity type 37 (Delete Lead) is not in activity_types"),
            (None, "activity type 1001 is not in activity_types"),
            (None, "activity type 1001 is not in activity_types"),
            (None, "activity type 1001 is not in activity_types"),
        ]

    def test_a_type_of_ones_own(self) -> None:
        """Custom activities are imported once they are named; their offset of seven hours is heeded."""
        imported = marketo.import_activities(
            rows(DATA / "marketo" / "rest_activity_responses_sample.json"), activity_types={1001: "game_giveaway"}
        )
        assert imported.activities[0] == Activity(
            person_id="1001",
            activity_type="game_giveaway",
            occurred_at=datetime(2016, 9, 25, 23, 56, 35, tzinfo=UTC),
            content=Content(title="Game Giveaway", url="http://www.nvidia.com/game-giveaway"),
        )
        assert len(imported.activities) == 3

    def test_leads(self) -> None:
        """They have no account, so that a function tells it."""
        imported = marketo.import_people(
            rows(DATA / "marketo" / "marketo_lead_data.csv"), account_of=lambda lead: lead["email"].partition("@")[2]
        )
        assert len(imported.people) == 100
        assert imported.people[0] == Person(
            id="1031229",
            account_id="email.com",
            first_name="first_001",
            last_name="last_001",
            email="first_last_001@email.com",
        )

    def test_merges(self) -> None:
        """One of the 100 does not say which lead was merged."""
        imported = marketo.import_merges(
            rows(DATA / "marketo" / "marketo_activity_merge_leads_data.csv"), naive_time_zone="UTC"
        )
        first = imported.merges[0]
        assert (first.survivor_id, first.merged_ids) == ("1345540", ("1286861",))
        assert first.occurred_at == datetime(2020, 5, 7, 22, 45, 8, tzinfo=UTC)
        assert imported.survivors()["1286861"] == "1345540"
        assert len(imported.survivors()) == 99
        assert str(imported.refused[0]) == "row 27 (id '93387713'): $['Merge IDs']: is missing"


class TestXdmByHand:
    """
    "Documents come as parsed JSON."
    """

    def test_a_page_view(self) -> None:
        """Told by its metric alone; which of the three identities is the person's, is the caller's choice."""
        event = document("components__classes__experienceevent.example.1.json")
        imported = xdm.import_activities([event], identity_namespace="https://data.adobe.io/entities/namespace/9")
        assert imported.activities == (
            Activity(
                person_id="1233ce17-20e0-4a2c-8198-2a77fd60cf4d",
                activity_type=PAGE_VIEWS,
                occurred_at=datetime(2017, 9, 26, 15, 52, 25, tzinfo=UTC),
                id="https://data.adobe.io/experienceid-123456",
                content=Content(title="Purchase Confirmation", url="https://www.example.com/orderConf"),
            ),
        )
        assert str(xdm.import_activities([event]).refused[0]) == (
            "row 0 (id 'https://data.adobe.io/experienceid-123456'): $.identityMap: tells of several people, or of one "
            "by several ids; identity_namespace can say which: 'https://data.adobe.io/entities/namespace/10', "
            "'https://data.adobe.io/entities/namespace/4', 'https://data.adobe.io/entities/namespace/9'"
        )

    def test_a_click_and_an_opening(self) -> None:
        """Of Campaign, whose names are whole URIs and whose identities stand in `endUserIDs`."""
        imported = xdm.import_activities(
            [
                document("extensions__adobe__experience__campaign__experienceevent.example.click.json"),
                document("extensions__adobe__experience__campaign__experienceevent.example.open-push.json"),
            ],
            identity_namespace="ecid",
        )
        moment = datetime(2017, 9, 26, 15, 52, 25, tzinfo=UTC)
        assert imported.activities == (
            Activity(
                person_id="92312748749128",
                activity_type=EMAIL_CLICKED,
                occurred_at=moment,
                content=Content(
                    title="Mastering Stuff Series",
                    url="https://newsletters.adobe.com/newsletter/101/mastering-xdm.html",
                ),
            ),
            Activity(
                person_id="https://data.adobe.io/entities/identity/92312748749128",
                activity_type=EMAIL_OPENED,
                occurred_at=moment,
                content=Content(title="Newsletters-Black Friday"),
            ),
        )

    def test_what_is_not_counted(self) -> None:
        """The reason names the event type."""
        imported = xdm.import_activities(
            [
                document("components__classes__experienceevent.example.7.json"),
                document("extensions__adobe__experience__campaign__experienceevent.example.email-send.json"),
            ]
        )
        assert [row.reason for row in imported.skipped] == [
            "event type 'pushTracking.customAction' is not in event_types",
            "event type 'directMarketing.emailSent' is not in event_types",
        ]

    def test_a_person(self) -> None:
        """The account's id is blank in the example; the organization's name can stand for it."""
        lead = document("archived__extensions__adobe__experience__marketo__marketo-lead.example.1.json")
        assert xdm.import_people([lead], account_of="lead.organization.legalName").people == (
            Person(
                id="LEAD111",
                account_id="ABC Stores",
                first_name="Jane",
                last_name="Doe",
                email="jsmith@xyzinc.com",
                phone="1-408-888-8888",
                city="San Jose",
                state="US-CA",
                postal_code="95110",
                country="United States",
                inferred_state_region="US-CA",
            ),
        )
        assert xdm.import_people([lead], account_of=lambda _: 17, identity_namespace="EMAIL").people[0].id == (
            "jane@doe.com"
        )
        assert str(xdm.import_people([lead]).refused[0]) == "row 0: $.b2b.accountKey.sourceKey: is missing"

    def test_an_account(self) -> None:
        """With the industry of its organization."""
        account = document("archived__extensions__adobe__experience__marketo__account-marketo.example.1.json")
        assert xdm.import_accounts([account]).accounts == (
            Account(id="MKTO1111", name="Account 123", industry="Retail"),
        )

    def test_an_opportunity(self) -> None:
        """The example lacks an account and a time."""
        imported = xdm.import_opportunities([document("components__classes__b2b__opportunity.example.1.json")])
        assert str(imported.refused[0]) == (
            "row 0: $.accountKey.sourceKey: is missing; $.extSourceSystemAudit.createdDate: is missing"
        )
