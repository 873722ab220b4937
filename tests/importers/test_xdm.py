"""
XDM: event types, metrics, identities and content of experience events; people, accounts, opportunities.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from buying_groups.accounts import Account, Opportunity, Person
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
from buying_groups.importers import xdm


MOMENT = "2026-01-31T09:30:00Z"


def event(event_type: str | None, **more: Any) -> dict[str, Any]:
    """Make an event of person 17."""
    return {"timestamp": MOMENT, "personID": "17", **({"eventType": event_type} if event_type else {}), **more}


def imported(document: dict[str, Any], **options: Any) -> Activity:
    """Import the one event."""
    result = xdm.import_activities([document], **options)
    assert (result.skipped, result.refused) == ((), ())
    return result.activities[0]


def skipped(document: dict[str, Any], **options: Any) -> str:
    """Return why the one event is skipped."""
    (only,) = xdm.import_activities([document], **options).skipped
    return only.reason


def problems(document: dict[str, Any], **options: Any) -> list[str]:
    """Return what is wrong with the one event."""
    (only,) = xdm.import_activities([document], **options).refused
    return [str(problem) for problem in only.problems]


def at(path: str, value: Any) -> dict[str, Any]:
    """Make a document that has a value at the end of a path, and nothing else."""
    first, *below = path.split(".")
    for part in reversed(below):
        value = [value] if part == "0" else {part: value}
    return {first: value}


class TestEventTypes:
    """
    "Which ``eventType`` becomes which activity type, whatever its case. Events of any other type are skipped."
    """

    @pytest.mark.parametrize(
        ("event_type", "expected"),
        [
            ("web.webpagedetails.pageViews", PAGE_VIEWS),
            ("web.webPageDetails.pageViews", PAGE_VIEWS),
            ("web.webinteraction.linkClicks", LINK_CLICKS),
            ("web.formFilledOut", FORM_FILLED_OUT),
            ("formFilledOut", FORM_FILLED_OUT),
            ("directMarketing.emailOpened", EMAIL_OPENED),
            ("directMarketing.emailClicked", EMAIL_CLICKED),
            ("directMarketing.emailUnsubscribed", EMAIL_UNSUBSCRIBED),
            ("leadoperation.interestingMoment", INTERESTING_MOMENT),
        ],
    )
    def test_known(self, event_type: str, expected: str) -> None:
        """The whole table; Adobe itself is not consistent in the case."""
        assert imported(event(event_type)).activity_type == expected
        assert {name.casefold() for name in xdm.EVENT_TYPES} >= {event_type.casefold()}
        assert len(xdm.EVENT_TYPES) == 8

    def test_replaced(self) -> None:
        """The caller's table is the whole table."""
        types = {"directMarketing.emailDelivered": "email_delivered"}
        assert imported(event("directMarketing.emailDelivered"), event_types=types).activity_type == "email_delivered"
        reason = skipped(event("directMarketing.emailOpened"), event_types=types)
        assert reason == "event type 'directMarketing.emailOpened' is not in event_types"

    def test_that_are_none(self) -> None:
        """A type that is no text is not passed over for a metric."""
        document = event(None, eventType=[], web={"webPageDetails": {"pageViews": {"value": 1}}})
        assert problems(document) == ["$.eventType: must be text, got a list"]

    def test_deleted(self) -> None:
        """Skipped, whatever it was."""
        for name in ("isDeleted", "xdm:deleted"):
            assert skipped({name: True}) == "is marked as deleted"


class TestMetrics:
    """
    "An event without a type has that of the first of its metrics that is above 0."
    """

    @pytest.mark.parametrize(
        ("metrics", "expected"),
        [
            ({"directMarketing": {"clicks": {"value": 1}, "opens": {"value": 1}}}, EMAIL_CLICKED),
            ({"directMarketing": {"clicks": {"value": 0}, "opens": {"value": 2.0}}}, EMAIL_OPENED),
            ({"directMarketing": {"unsubscriptions": {"value": 1}}}, EMAIL_UNSUBSCRIBED),
            (
                {
                    "web": {
                        "webPageDetails": {"pageViews": {"value": 1}},
                        "webInteraction": {"linkClicks": {"value": 1}},
                    }
                },
                LINK_CLICKS,
            ),
            ({"web": {"webPageDetails": {"pageViews": {"value": 1, "id": "x"}}}}, PAGE_VIEWS),
            (
                {
                    "directMarketing": {"opens": {"value": 1}},
                    "channel": {"_id": "https://ns.adobe.com/xdm/channels/Email"},
                },
                EMAIL_OPENED,
            ),
        ],
    )
    def test_above_zero(self, metrics: dict[str, Any], expected: str) -> None:
        """What somebody did goes before what they saw by it."""
        assert imported(event(None, **metrics)).activity_type == expected

    @pytest.mark.parametrize("value", [0, -1, float("nan"), "1", None, [1]])
    def test_not_above_zero(self, value: object) -> None:
        """It did not happen, or that is not known."""
        document = event(None, web={"webPageDetails": {"pageViews": {"value": value}}})
        assert problems(document) == ["$.eventType: is missing, and no metric tells the type"]

    @pytest.mark.parametrize("channel", ["https://ns.adobe.com/xdm/channels/apns", 5])
    def test_by_another_channel(self, channel: object) -> None:
        """An opened push message is no opened email."""
        document = event(None, directMarketing={"opens": {"value": 1}}, channel={"@id": channel})
        assert skipped(document) == "event type 'directMarketing.opens' is not in event_types"
        types = {"directMarketing.opens": "push_opened"}
        assert imported(document, event_types=types).activity_type == "push_opened"

    def test_a_page_by_another_channel(self) -> None:
        """A page view is one, wherever the visitor came from."""
        document = event(
            None, web={"webPageDetails": {"pageViews": {"value": 1}}}, channel={"@id": "https://ns.adobe.com/xdm/a"}
        )
        assert imported(document).activity_type == PAGE_VIEWS


class TestProgramStatuses:
    """
    "People register for and attend an event by a change of their status there."
    """

    TYPE = "leadOperation.statusInCampaignProgressionChanged"

    def status(self, new: str | None, old: str | None = None) -> dict[str, Any]:
        """Make an event."""
        progression = {"newStatusName": new, "oldStatusName": old}
        return event(self.TYPE, leadOperation={"campaignProgression": progression})

    def test_known(self) -> None:
        """As in Marketo."""
        assert imported(self.status("Attended", "Registered")).activity_type == ATTEND_EVENT
        assert imported(self.status("registered")).activity_type == REGISTER_FOR_EVENT

    def test_others(self) -> None:
        """Skipped, or refused where none is said."""
        assert skipped(self.status("Attended", "attended")) == "the program status did not change"
        assert skipped(self.status("Invited")) == "program status 'Invited' is not in program_statuses"
        assert problems(self.status(None)) == ["$.leadOperation.campaignProgression.newStatusName: is missing"]

    def test_replaced(self) -> None:
        """By statuses of one's own, or by one type for all changes."""
        assert imported(self.status("Besucht"), program_statuses={"Besucht": "visit"}).activity_type == "visit"
        assert imported(self.status("Invited"), event_types={self.TYPE: "status"}).activity_type == "status"


class TestNames:
    """
    "A name counts without its prefix and whatever its case."
    """

    @pytest.mark.parametrize(
        "document",
        [
            {"timestamp": MOMENT, "eventType": "web.formFilledOut", "personID": "17", "_id": "e1"},
            {"xdm:timestamp": MOMENT, "xdm:eventType": "web.formFilledOut", "xdm:personID": "17", "@id": "e1"},
            {
                "https://ns.adobe.com/xdm/timestamp": MOMENT,
                "https://ns.adobe.com/xdm#eventType": "web.formFilledOut",
                "PERSONID": 17,
                "xdm:_id": "e1",
            },
        ],
    )
    def test_are_one(self, document: dict[str, Any]) -> None:
        """Three spellings of one event."""
        assert imported(document) == Activity(
            person_id="17",
            activity_type=FORM_FILLED_OUT,
            occurred_at=datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
            id="e1",
        )

    def test_given_twice(self) -> None:
        """The plain name counts, else the first in alphabetical order; never the order in the document."""
        pairs = [("xdm:personID", "a"), ("personID", "b"), ("abc:personID", "c")]
        for order in (pairs, pairs[::-1]):
            assert imported(event("web.formFilledOut") | {"personID": ""} | dict(order)).person_id == "b"
            document = {"timestamp": MOMENT, "eventType": "web.formFilledOut"}
            without = {name: value for name, value in order if name != "personID"}
            assert imported(document | without).person_id == "c"

    def test_paths(self) -> None:
        """A problem stands where the document has it."""
        document: dict[str, Any] = {"xdm:personID": [], "xdm:timestamp": "soon", "xdm:eventType": "web.formFilledOut"}
        assert problems(document) == [
            "$['xdm:personID']: must be an id: text or a whole number, got a list",
            "$['xdm:timestamp']: must be a date and time such as '2026-01-31T09:30:00Z', got 'soon'",
        ]


class TestIdentities:
    """
    "By default it is ``personID``, else ``personKey.sourceKey``, else the primary identity, else the only one."
    """

    def person(self, *, namespace: str | None = None, **more: Any) -> str:
        """Import an event and return whose it is, or what is wrong with it."""
        document = {"timestamp": MOMENT, "eventType": "web.formFilledOut", **more}
        result = xdm.import_activities([document], identity_namespace=namespace)
        return result.activities[0].person_id if result.activities else str(result.refused[0].problems[0])

    MAP = {"ECID": [{"id": "e", "primary": True}], "Email": [{"id": "m"}]}  # noqa: RUF012 - nobody changes it

    def test_by_default(self) -> None:
        """In that order."""
        key = {"sourceKey": "17@crm"}
        assert self.person(personID="17", personKey=key, identityMap=self.MAP) == "17"
        assert self.person(personID="", personKey=key, identityMap=self.MAP) == "17@crm"
        assert self.person(identityMap=self.MAP) == "e"
        assert self.person(identityMap={"Email": [{"id": "m"}]}) == "m"
        assert self.person(identityMap={"A": [{"id": "m"}], "B": [{"@id": "m"}]}) == "m"

    @pytest.mark.parametrize(
        "path",
        [
            "personID",
            "personKey.sourceKey",
            "b2b.personKey.sourceKey",
            "personComponents.0.sourcePersonKey.sourceKey",
            "personComponents.0.sourcePersonID",
            "marketo:leadID",
            "marketo:contactID",
        ],
    )
    def test_by_each_name(self, path: str) -> None:
        """Of the person details, of their components, and of the archived Marketo documents."""
        assert self.person(**at(path, "17"), identityMap=self.MAP) == "17"

    def test_by_namespace(self) -> None:
        """It goes before everything else."""
        assert self.person(namespace="email", personID="17", identityMap=self.MAP) == "m"
        two = {"ECID": [{"id": "a"}, {"id": "b", "primary": True}]}
        assert self.person(namespace="ECID", identityMap=two) == "b"

    def test_of_end_users(self) -> None:
        """The older form names them, with or without the code of the namespace."""
        ids = {
            "https://ns.adobe.com/experience/mcid": {"id": 5, "namespace": {"code": "ECID"}},
            "https://ns.adobe.com/experience/crm": {"@id": "c"},
            "xdm:campaign": {"id": "d", "namespace": {"code": ["CPGN"]}},
        }
        assert self.person(namespace="ECID", endUserIDs=ids) == "5"
        assert self.person(namespace="CRM", endUserIDs=ids) == "c"
        assert self.person(namespace="Campaign", endUserIDs=ids) == "d"

    def test_several(self) -> None:
        """Never guessed."""
        several = "$.identityMap: tells of several people, or of one by several ids; identity_namespace can say which: "
        assert self.person(identityMap={"B": [{"id": "b"}], "A": [{"id": "a"}]}) == f"{several}'A', 'B'"
        primary = {"B": [{"id": "b", "primary": True}], "A": [{"id": "a", "primary": True}]}
        assert self.person(identityMap=primary) == f"{several}'A', 'B'"
        many = {f"N{n:02}": [{"id": n}] for n in range(12)}
        assert self.person(identityMap=many).endswith("'N08', 'N09', …")
        assert self.person(namespace="A", identityMap={"A": [{"id": "a"}, {"id": "b"}]}) == (
            "$.identityMap: tells of several people in namespace 'A', and of none as the primary one"
        )

    def test_none(self) -> None:
        """The reason names the namespaces that there are."""
        assert self.person(namespace="CRM", identityMap=self.MAP) == (
            "$.identityMap: has nobody in namespace 'CRM'; there are: 'ECID', 'Email'"
        )
        nobody = "$.personID: is missing, and identityMap tells of nobody"
        assert self.person() == nobody
        assert self.person(namespace="CRM") == nobody

    @pytest.mark.parametrize(
        "broken",
        ["ECID", ["ECID"], {"ECID": {"id": "e"}}, {"ECID": ["e"]}, {"ECID": [{"id": ["e"]}]}, {5: [{"id": "e"}]}],
    )
    def test_that_cannot_be_read(self, broken: object) -> None:
        """Tells of nobody."""
        assert self.person(identityMap=broken) == "$.personID: is missing, and identityMap tells of nobody"

    def test_that_is_no_text(self) -> None:
        """A problem of what stands in the map has the map's path."""
        assert self.person(identityMap={"ECID": [{"id": "\ud800"}]}) == (
            r"$.identityMap: must be text without lone surrogates, got '\ud800'"
        )


class TestContent:
    """
    What the event touched.
    """

    @pytest.mark.parametrize(
        ("event_type", "details", "expected"),
        [
            pytest.param(
                "web.webpagedetails.pageViews",
                {"web": {"webPageDetails": {"name": "Pricing", "URL": "https://example.com/p"}}},
                Content(title="Pricing", url="https://example.com/p"),
                id="page",
            ),
            pytest.param(
                "web.webinteraction.linkClicks",
                {"web": {"webInteraction": {"linkURL": "https://example.com/a"}, "webPageDetails": {"name": "Home"}}},
                Content(title="Home", url="https://example.com/a"),
                id="link",
            ),
            pytest.param(
                "web.formFilledOut",
                {"web": {"fillOutForm": {"webFormName": "Contact"}, "webPageDetails": {"name": "P", "URL": "u"}}},
                Content(title="Contact", url="u"),
                id="form",
            ),
            pytest.param(
                "directMarketing.emailClicked",
                {"directMarketing": {"mailingName": "Invitation", "linkURL": "https://example.com/a"}},
                Content(title="Invitation", url="https://example.com/a"),
                id="email",
            ),
            pytest.param(
                "web.webpagedetails.pageViews",
                {"assetName": "Pricing", "webPageUrl": "https://example.com/p"},
                Content(title="Pricing", url="https://example.com/p"),
                id="flat page",
            ),
            pytest.param(
                "web.webinteraction.linkClicks",
                {"assetName": "https://example.com/a"},
                Content(url="https://example.com/a"),
                id="flat link",
            ),
            pytest.param(
                "directMarketing.emailClicked",
                {"assetName": "Invitation", "clickedLinkUrl": "https://example.com/a"},
                Content(title="Invitation", url="https://example.com/a"),
                id="flat email",
            ),
            pytest.param("web.formFilledOut", {"web": "?"}, None, id="unknown"),
        ],
    )
    def test_title_and_address(self, event_type: str, details: dict[str, Any], expected: Content | None) -> None:
        """Nested as in the model, and flat as in Journey Optimizer B2B Edition's datasets."""
        assert imported(event(event_type, **details)).content == expected

    @pytest.mark.parametrize(
        "path",
        [
            "web.fillOutForm.webFormName",
            "directMarketing.mailingName",
            "campaign:delivery.deliveryLabel",
            "delivery.templateName",
            "delivery.deliveryName",
            "xdm:deliveryName",
            "web.webInteraction.name",
            "web.webPageDetails.name",
            "assetName",
        ],
    )
    def test_each_title(self, path: str) -> None:
        """Wherever one may stand."""
        assert imported(event("web.formFilledOut", **at(path, "T"))).content == Content(title="T")

    @pytest.mark.parametrize(
        "path",
        [
            "directMarketing.linkURL",
            "clickedLinkUrl",
            "link.url",
            "web.webInteraction.linkURL",
            "web.webInteraction.URL",
            "web.webPageDetails.URL",
            "web.webPageView.URL",
            "webPageUrl",
        ],
    )
    def test_each_address(self, path: str) -> None:
        """Wherever one may stand."""
        assert imported(event("web.formFilledOut", **at(path, "u"))).content == Content(url="u")

    @pytest.mark.parametrize(
        "details",
        [
            {"leadOperation": {"interestingMoment": {"description": "Asked for a demo"}}},
            {"interestingMomentDescription": "Asked for a demo"},
        ],
    )
    def test_words(self, details: dict[str, Any]) -> None:
        """Of an interesting moment only."""
        assert imported(event("leadOperation.interestingMoment", **details)).description == "Asked for a demo"
        assert imported(event("web.formFilledOut", **details)).description is None


class TestPeople:
    """
    "Individual profiles with business-person details, nested as in the model, or flat."
    """

    def test_nested(self) -> None:
        """Every field."""
        person = {
            "personID": "17",
            "person": {"name": {"firstName": "Ada", "lastName": "Berg", "fullName": "Ada B. Berg"}},
            "extendedWorkDetails": {"jobTitle": "CTO"},
            "workEmail": {"address": "ada@example.com"},
            "workPhone": {"number": "1"},
            "mobilePhone": {"number": "2"},
            "workAddress": {"city": "Lund", "stateProvince": "SE-M", "postalCode": "221 00", "countryCode": "SE"},
            "marketo:inferredAddress": {"xdm:stateProvince": "SE-AB"},
            "b2b": {"accountKey": {"sourceKey": "a1"}, "isMarketingSuspended": True},
            "marketo:isEmailInvalid": True,
            "consents": {"marketing": {"email": {"val": "y"}}},
        }
        assert xdm.import_people([person]).people == (
            Person(
                id="17",
                account_id="a1",
                first_name="Ada",
                last_name="Berg",
                job_title="CTO",
                email="ada@example.com",
                phone="1",
                mobile_phone="2",
                city="Lund",
                state="SE-M",
                postal_code="221 00",
                country="SE",
                inferred_state_region="SE-AB",
                marketing_suspended=True,
                email_invalid=True,
            ),
        )

    def test_flat(self) -> None:
        """Known by its `_id`; the account comes from another dataset."""
        person = {
            "_id": "17@crm",
            "firstName": "Ada",
            "lastName": "Berg",
            "jobTitle": "CTO",
            "email": "ada@example.com",
            "phone": "1",
            "mobile": "2",
        }
        accounts = {"17@crm": "a1"}
        assert xdm.import_people([person], account_of=lambda one: accounts.get(one["_id"])).people == (
            Person(
                id="17@crm",
                account_id="a1",
                first_name="Ada",
                last_name="Berg",
                job_title="CTO",
                email="ada@example.com",
                phone="1",
                mobile_phone="2",
            ),
        )

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ({"firstName": "Ada", "fullName": "Ada Berg"}, ("Ada", None)),
            ({"lastName": "Berg", "fullName": "Ada Berg"}, (None, "Berg")),
            ({"fullName": "Ada Berg"}, (None, "Ada Berg")),
        ],
    )
    @pytest.mark.parametrize("place", ["", "name", "person.name"])
    def test_names(self, place: str, name: dict[str, str], expected: tuple[str | None, str | None]) -> None:
        """A whole name is kept as last name, where neither part of it is known."""
        said = at(place, name) if place else name
        (person,) = xdm.import_people([{"personID": "17", "accountID": "a1", **said}]).people
        assert (person.first_name, person.last_name) == expected

    @pytest.mark.parametrize(
        "account",
        [
            {"b2b": {"accountKey": {"sourceKey": "a1"}, "accountID": "other"}},
            {"personComponents": [{"sourceAccountKey": {"sourceKey": "a1"}}, {"sourceAccountKey": {"sourceKey": "b"}}]},
            {"accountKey": {"sourceKey": "a1"}},
            {"b2b": {"accountID": "a1"}},
            {"personComponents": [{"sourceAccountID": "a1"}], "accountID": "other"},
            {"xdm:accountID": "a1"},
        ],
    )
    def test_accounts(self, account: dict[str, Any]) -> None:
        """The key before the id, and what is said of the person before what is said in the document."""
        assert xdm.import_people([{"personID": "17", **account}]).people[0].account_id == "a1"

    @pytest.mark.parametrize(
        ("path", "field"),
        [
            ("personComponents.0.workEmail.address", "email"),
            ("personalEmail.address", "email"),
            ("workAddress.state", "state"),
            ("workAddress.country", "country"),
            ("inferredAddress.state", "inferred_state_region"),
            ("name.firstName", "first_name"),
        ],
    )
    def test_other_places(self, path: str, field: str) -> None:
        """Older and newer names of the same."""
        (person,) = xdm.import_people([{"personID": "17", "accountID": "a1", **at(path, "x")}]).people
        assert getattr(person, field) == "x"

    @pytest.mark.parametrize("path", ["b2b.isMarketingSuspended", "marketo:marketingSuspended"])
    def test_suspended(self, path: str) -> None:
        """In the details, or in the archived documents."""
        (person,) = xdm.import_people([{"personID": "17", "accountID": "a1", **at(path, value=True)}]).people
        assert person.marketing_suspended

    def test_account_by_path(self) -> None:
        """With a number for the place in a list."""
        person = {"personID": "17", "_tenant": {"accounts": [{"id": "a0"}, {"id": "a1"}]}}
        assert xdm.import_people([person], account_of="_tenant.accounts.1.id").people[0].account_id == "a1"
        (refused,) = xdm.import_people([person], account_of="_tenant.accounts.2.id").refused
        assert str(refused.problems[0]) == "$._tenant.accounts.2.id: is missing"

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ({}, False),
            ({"consents": {"marketing": {"email": {"val": "n"}}}}, True),
            ({"consents": {"marketing": {"email": {"val": "dn"}}}}, True),
            ({"consents": {"marketing": {"email": {"val": "p"}, "any": {"val": "n"}}}}, False),
            ({"consents": {"marketing": {"any": {"val": "N"}}}}, True),
            ({"xdm:optInOut": {"https://ns.adobe.com/xdm/channels/email": "out"}}, True),
            ({"xdm:optInOut": {"https://ns.adobe.com/xdm/channels/email": "pending"}}, False),
            ({"preferences": {"https://ns.adobe.com/xdm/channels/phone": "out", "globalOptout": False}}, False),
            ({"preferences": {"https://ns.adobe.com/xdm/channels/email": "in", "globalOptout": True}}, True),
        ],
    )
    def test_unsubscribed(self, said: dict[str, Any], expected: bool) -> None:  # noqa: FBT001 - a known answer
        """By consent, by the older opt-out, or by none of both."""
        (person,) = xdm.import_people([{"personID": "17", "accountID": "a1", **said}]).people
        assert person.unsubscribed is expected

    @pytest.mark.parametrize(
        "place", ["optInOut", "preferences", "b2b.personOptInOut", "contact.preferences", "lead.preferences"]
    )
    def test_opted_out(self, place: str) -> None:
        """Of email, or of everything, wherever it is said."""
        for said in (at(f"{place}.email", "out"), at(f"{place}.globalOptout", value=True)):
            (person,) = xdm.import_people(
                [{"personID": "17", "accountID": "a1", **said}], account_of="accountID"
            ).people
            assert person.unsubscribed

    def test_ids_are_those_of_the_events(self) -> None:
        """In every namespace, and by default."""
        key = {"personKey": {"sourceKey": "k"}, "accountID": "a1"}
        identities = {"identityMap": {"ECID": [{"id": "e"}]}, "accountID": "a1", "_id": "own"}
        assert [person.id for person in xdm.import_people([key, identities]).people] == ["k", "e"]
        assert xdm.import_people([identities], identity_namespace="ECID").people[0].id == "e"
        own = {"_id": "own", "accountID": "a1"}
        assert xdm.import_people([own]).people[0].id == "own"
        assert len(xdm.import_people([own], identity_namespace="ECID").refused) == 1

    def test_deleted(self) -> None:
        """Skipped."""
        (skipped_row,) = xdm.import_people([{"personID": "17", "_id": "x", "isDeleted": "true"}]).skipped
        assert str(skipped_row) == "row 0 (id 'x'): is marked as deleted"


class TestAccountsAndOpportunities:
    """
    "Ids are ``accountKey.sourceKey``, else ``accountID``, else ``_id`` (or ``@id``)."
    """

    def test_accounts(self) -> None:
        """Nested and flat."""
        imported = xdm.import_accounts(
            [
                {"accountKey": {"sourceKey": "a1"}, "accountID": "x", "accountName": "Account 1"},
                {"_id": "a2", "accountName": "Account 2", "industry": "Retail", "isDeleted": False},
                {"_id": "a3", "accountName": "Account 3", "isDeleted": True},
                {"accountName": "n" * 256},
            ]
        )
        assert imported.accounts == (
            Account(id="a1", name="Account 1"),
            Account(id="a2", name="Account 2", industry="Retail"),
        )
        assert str(imported.skipped[0]) == "row 2 (id 'a3'): is marked as deleted"
        assert str(imported.refused[0]) == "row 3: $.accountKey.sourceKey: is missing"

    def test_too_long_a_name(self) -> None:
        """What the value does not take is refused, with its place."""
        (refused,) = xdm.import_accounts([{"_id": "a1", "xdm:accountName": "n" * 256}]).refused
        assert str(refused.problems[0]).startswith(
            "$['xdm:accountName']: must be at most 255 characters long, got 'nnn"
        )

    def opportunity(self, **more: Any) -> dict[str, Any]:
        """Make a document."""
        created = {"extSourceSystemAudit": {"createdDate": MOMENT}}
        return {"opportunityID": "o1", "accountID": "a1", "opportunityName": "Renewal", **created, **more}

    @pytest.mark.parametrize(
        ("said", "closed_at"),
        [
            ({}, None),
            ({"isClosed": False, "actualCloseDate": "2026-02-28T00:00:00Z"}, None),
            ({"isClosed": True, "actualCloseDate": "2026-02-28T00:00:00Z"}, datetime(2026, 2, 28, tzinfo=UTC)),
            ({"actualCloseDate": "2026-02-28T00:00:00Z"}, datetime(2026, 2, 28, tzinfo=UTC)),
        ],
    )
    def test_opportunities(self, said: dict[str, Any], closed_at: datetime | None) -> None:
        """Closed at `actualCloseDate`, unless `isClosed` denies it."""
        assert xdm.import_opportunities([self.opportunity(**said)]).opportunities == (
            Opportunity(
                id="o1",
                account_id="a1",
                name="Renewal",
                opened_at=datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
                closed_at=closed_at,
            ),
        )

    @pytest.mark.parametrize("own", ["xdm:opportunityID", "opportunityKey.sourceKey", "_id", "@id"])
    @pytest.mark.parametrize("account", ["accountID", "accountKey.sourceKey"])
    @pytest.mark.parametrize("created", ["createdDate", "extSourceSystemAudit.createdDate"])
    def test_ids(self, own: str, account: str, created: str) -> None:
        """By key, by id, or by the document's own."""
        document = {**at(own, "o1"), **at(account, "a1"), **at(created, MOMENT), "opportunityName": "Renewal"}
        (found,) = xdm.import_opportunities([document]).opportunities
        assert (found.id, found.account_id) == ("o1", "a1")

    def test_refused_opportunities(self) -> None:
        """Closed without a time; closed before it was opened."""
        closed = xdm.import_opportunities([self.opportunity(isClosed=True)])
        assert str(closed.refused[0]) == "row 0: $.actualCloseDate: is missing"
        early = xdm.import_opportunities([self.opportunity(actualCloseDate="2026-01-01T00:00:00Z")])
        assert str(early.refused[0]) == (
            "row 0: $.actualCloseDate: must be not before opened_at (2026-01-31T09:30:00+00:00), "
            "got '2026-01-01T00:00:00+00:00'"
        )

    def test_deleted_opportunities(self) -> None:
        """Skipped."""
        assert len(xdm.import_opportunities([self.opportunity(isDeleted=True)]).skipped) == 1
