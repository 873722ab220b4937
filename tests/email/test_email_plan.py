"""
The plan of an email: who gets it, who does not and why, and what may stand in a header.
"""

from __future__ import annotations

import json
import pickle
import re
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import BuyingGroup, Member, Person
from buying_groups.documents import dumps, json_schema, loads
from buying_groups.email import (
    ApprovedEmail,
    Delivery,
    DeliveryRecord,
    DeliveryReply,
    DeliveryStatus,
    EmailPlan,
    Recipient,
    SkippedPerson,
    SkipReason,
    plan_email,
)
from buying_groups.email.approved import is_email_address, to_one_line
from buying_groups.errors import DocumentError, InvalidSelectionError, InvalidValueError, UnknownIdError


if TYPE_CHECKING:
    from collections.abc import Iterable

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
SPRING = ApprovedEmail(id="e1", workspace="Nordics", name="Spring", subject="What is new this spring")
FLAGS = {
    "email_invalid": SkipReason.INVALID_ADDRESS,
    "email_suspended": SkipReason.EMAIL_SUSPENDED,
    "unsubscribed": SkipReason.UNSUBSCRIBED,
    "marketing_suspended": SkipReason.MARKETING_SUSPENDED,
}


def person(id: str, email: str | None = None, **more: Any) -> Person:
    """Return a person of the account, by default with an address of their own."""
    return Person(id=id, account_id="a1", email=f"{id}@example.com" if email is None else email, **more)


def flagged(id: str, *flags: str, **more: Any) -> Person:
    """Return a person with flags."""
    values: dict[str, Any] = dict.fromkeys(flags, True)
    return person(id, **values, **more)


def group_of(person_ids: Iterable[str]) -> BuyingGroup:
    """Return a group with members."""
    members = [Member(person_id=id, role="Champion", joined_at=MONDAY) for id in person_ids]
    return BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1", members=tuple(members))


def plan(*people: Person, selected: Iterable[str] | None = None, **more: Any) -> EmailPlan:
    """Plan to send to people who are all members; by default to all of them."""
    ids = [person.id for person in people]
    arguments: dict[str, Any] = {"people": people, "email": "e1", "approved": [SPRING], "key": "k1"} | more
    return plan_email(group_of(dict.fromkeys(ids)), ids if selected is None else selected, **arguments)


def outcome(made: EmailPlan) -> tuple[list[str], dict[str, list[str]]]:
    """Return who gets it, and for whom else why not."""
    recipients = [recipient.person_id for recipient in made.recipients]
    return recipients, {item.person_id: [reason.value for reason in item.reasons] for item in made.skipped}


class TestConsent:
    """
    "People without an address, unsubscribed, marketing-suspended or with an invalid address are not sent to […]."
    """

    @pytest.mark.parametrize("flag", FLAGS)
    def test_each_flag(self, flag: str) -> None:
        """Somebody with a flag is skipped for it; the others get it."""
        made = plan(flagged("ada", flag), person("bo"))
        assert (["bo"], {"ada": [FLAGS[flag].value]}) == outcome(made)

    @pytest.mark.parametrize("address", ["", " ", "\n"])
    def test_no_address(self, address: str) -> None:
        """An address that is absent or blank is none."""
        assert ([], {"ada": ["no address"], "bo": ["no address"]}) == outcome(
            plan(person("ada", address), Person(id="bo", account_id="a1"))
        )

    @pytest.mark.parametrize(
        "address",
        ["ada", "ada@", "@example.com", "ada@example", "a b@example.com", " ada@example.com", "a@b@example.com"],
    )
    def test_invalid_address(self, address: str) -> None:
        """What is no address is not sent to."""
        assert ([], {"ada": ["invalid address"]}) == outcome(plan(person("ada", address)))

    def test_every_reason(self) -> None:
        """Whoever is skipped for several reasons is told all of them, in one order."""
        made = plan(flagged("ada", *FLAGS, email="ada"), Person(id="bo", account_id="a1", unsubscribed=True))
        assert outcome(made) == (
            [],
            {
                "ada": ["invalid address", "email suspended", "unsubscribed", "marketing suspended"],
                "bo": ["no address", "unsubscribed"],
            },
        )

    def test_in_words(self) -> None:
        """A skipped person says so in a sentence."""
        ada, bo = plan(person("ada", unsubscribed=True), person("bo", "ADA@example.com")).skipped
        assert str(ada) == "'ada' is not sent to: unsubscribed"
        assert str(bo) == "'bo' is not sent to: another person with the same address is not sent to ('ada')"
        (cy,) = plan(flagged("cy", *FLAGS, email="cy")).skipped
        assert str(cy) == "'cy' is not sent to: invalid address, email suspended, unsubscribed, marketing suspended"


class TestAddresses:
    """
    "A second person with the same address is skipped, with the reason."
    """

    def test_second_person(self) -> None:
        """The one whose id comes first gets it, whatever the order of the selection."""
        people = person("cy", "STRASSE@example.com"), person("bo", "straße@example.com"), person("ada")
        for selected in (["cy", "bo", "ada"], ["ada", "bo", "cy"]):
            made = plan(*people, selected=selected)
            assert (["ada", "bo"], {"cy": ["another person with the same address gets it"]}) == outcome(made)
            assert [item.same_address_as for item in made.skipped] == ["bo"]

    @pytest.mark.parametrize("flag", FLAGS)
    def test_refused_for_another(self, flag: str) -> None:
        """Where somebody of the account refuses email at the address, selected or not, nobody else gets it there."""
        made = plan(person("ada"), person("bo", "ADA@Example.com", **{flag: True}), selected=["ada"])
        assert ([], {"ada": ["another person with the same address is not sent to"]}) == outcome(made)
        assert [item.same_address_as for item in made.skipped] == ["bo"]

    def test_own_reasons_come_first(self) -> None:
        """Whoever is skipped for a reason of their own is not told of others; nor do they keep an address."""
        made = plan(
            person("ada", email="x@example.com", unsubscribed=True), person("bo", "x@example.com", unsubscribed=True)
        )
        assert ([], {"ada": ["unsubscribed"], "bo": ["unsubscribed"]}) == outcome(made)


class TestSelection:
    """
    "1–50 people a call […] counted before repeats are dropped"
    """

    def test_twice(self) -> None:
        """One person twice gets it once."""
        assert (["ada", "bo"], {}) == outcome(plan(person("ada"), person("bo"), selected=["bo", "ada", "bo"]))

    def test_fifty(self) -> None:
        """Fifty are not too many."""
        people = [person(f"p{number:02}") for number in range(50)]
        assert outcome(plan(*people)) == ([f"p{number:02}" for number in range(50)], {})

    @pytest.mark.parametrize("different", [51, 25])
    def test_the_fifty_first(self, different: int) -> None:
        """One more is an error, also where repeats would be dropped; nobody is planned."""
        people = [person(f"p{number:02}") for number in range(different)]
        selected = [f"p{number % different:02}" for number in range(51)]
        message = "the selection has 1 problem:\n  $: takes 1 to 50 people in a call, got 51"
        with pytest.raises(InvalidSelectionError, match=f"^{re.escape(message)}$"):
            plan(*people, selected=selected)

    def test_nobody(self) -> None:
        """Nobody is too few."""
        message = "the selection has 1 problem:\n  $: takes 1 to 50 people in a call, got 0"
        with pytest.raises(InvalidSelectionError, match=f"^{re.escape(message)}$"):
            plan(person("ada"), selected=[])

    def test_everybody_is_named(self) -> None:
        """Strangers, people of other accounts and those who are no members are all named; members are not."""
        people = [person("ada"), person("bo"), Person(id="zoe", account_id="a2", email="zoe@example.com")]
        with pytest.raises(InvalidSelectionError) as caught:
            plan_email(
                group_of(["ada"]), ["eve", "ada", "zoe", "bo"], people=people, email="e1", approved=[SPRING], key="k1"
            )
        assert caught.value.person_ids == ("eve", "zoe", "bo")
        assert str(caught.value) == (
            "the selection has 3 problems:\n"
            "  $[0]: there is no person 'eve'; members are people of account 'a1'\n"
            "  $[2]: person 'zoe' is of account 'a2'; members are people of account 'a1'\n"
            "  $[3]: person 'bo' is not a member of group 'g1'; assign them first"
        )

    def test_too_many_strangers(self) -> None:
        """That there are too many is said beside who they are."""
        with pytest.raises(InvalidSelectionError) as caught:
            plan(person("ada"), selected=[f"p{number}" for number in range(51)])
        assert str(caught.value.problems[0]) == "$: takes 1 to 50 people in a call, got 51"
        assert len(caught.value.problems) == 52
        assert len(caught.value.person_ids) == 51

    @pytest.mark.parametrize("value", ["ada", b"ada", 7], ids=repr)
    def test_no_selection(self, value: Any) -> None:
        """A text is no selection of letters."""
        message = f"person_ids must be a sequence, got {value!r}"
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            plan(person("ada"), selected=value)

    def test_ids_are_text(self) -> None:
        """An id that is no text is named with its place."""
        selected: Any = ["ada", 7]
        with pytest.raises(InvalidValueError, match=r"^person_ids\[1\] must be text, got 7$"):
            plan(person("ada"), selected=selected)

    def test_two_people_of_one_id(self) -> None:
        """Of two people with one id nobody knows which one has unsubscribed; the same one twice is no matter."""
        message = "people must be without two different ones of the same id, got 'ada'"
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            plan(person("ada"), person("ada", unsubscribed=True))
        assert (["ada"], {}) == outcome(plan(person("ada"), person("ada"), selected=["ada"]))


class TestApproved:
    """
    "Only approved emails"
    """

    def test_another_email(self) -> None:
        """An email that is not among the approved ones is refused with those that are."""
        with pytest.raises(UnknownIdError, match=r"^unknown approved email 'e9'; known: 'e1'$"):
            plan(person("ada"), email="e9")

    def test_two_emails_of_one_id(self) -> None:
        """Two different emails of one id are an error."""
        other = attrs.evolve(SPRING, subject="Other")
        message = "approved must be without two different ones of the same id, got 'e1'"
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            plan(person("ada"), approved=[SPRING, other])

    @pytest.mark.parametrize("key", ["", " ", "a\nb", "x" * 256])
    def test_keys(self, key: str) -> None:
        """A key is one line that is not blank, of at most 255 characters."""
        with pytest.raises(InvalidValueError, match=r"^key must be "):
            plan(person("ada"), key=key)


BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x00", "\x1c", "\x7f", "\x85", "\u2028", "\u2029"]


def code_points(text: str) -> str:
    """Return a name for a test that has no escapes in it: collected twice by one process, those are escaped twice."""
    return "+".join(f"{ord(character):04X}" for character in text)


class TestHeaders:
    """
    "Header injection (line breaks in names, subjects, addresses) is impossible and tested."
    """

    @pytest.mark.parametrize("value", BREAKS, ids=code_points)
    @pytest.mark.parametrize("field", ["id", "workspace", "name", "subject"])
    def test_emails(self, field: str, value: str) -> None:
        """No text of an email holds a control character, wherever it stands in it."""
        for text in (f"News{value}Bcc: eve@example.com", f"News{value}", f"{value}News"):
            values = attrs.asdict(SPRING) | {field: text}
            message = f"{field} must be one line without control characters, got {text!r}"
            with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
                ApprovedEmail(**values)

    @pytest.mark.parametrize("value", BREAKS, ids=code_points)
    def test_recipients(self, value: str) -> None:
        """Neither does the name or the address of a recipient."""
        with pytest.raises(InvalidValueError, match=r"^name must be one line without control characters, got "):
            Recipient(person_id="ada", address="ada@example.com", name=f"Ada{value}Bcc: eve@example.com")
        for address in (f"ada@example.com{value}", f"ada{value}@example.com", f"{value}ada@example.com"):
            with pytest.raises(InvalidValueError, match=r"^address must be an email address such as "):
                Recipient(person_id="ada", address=address)

    @pytest.mark.parametrize("value", BREAKS, ids=code_points)
    def test_people(self, value: str) -> None:
        """A person's name with a control character goes on one line; an address with one is invalid."""
        ada = person("ada", first_name=f"Ada{value}", last_name=f"{value} Bcc: eve@example.com{value}")
        made = plan(ada, person("bo", f"bo@example.com{value}Bcc: eve@example.com"))
        assert (["ada"], {"bo": ["invalid address"]}) == outcome(made)
        assert made.recipients[0].name == "Ada Bcc: eve@example.com"

    def test_nobody_is_given_a_name(self) -> None:
        """Of whom no name is known, none stands in the header."""
        assert plan(person("ada")).recipients == (Recipient(person_id="ada", address="ada@example.com"),)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Ada Berg", "Ada Berg"),
            ("  Ada  Berg  ", "Ada  Berg"),
            ("\r\nAda\t \n\u2028 Berg\x00", "Ada Berg"),
            ("\n", ""),
            ("Ada" + " " * 1_000_000 + "Berg", "Ada" + " " * 1_000_000 + "Berg"),
        ],
        ids=["one-line", "spaces", "breaks", "nothing", "long"],
    )
    def test_to_one_line(self, text: str, expected: str) -> None:
        """Control characters and the white space around them become one space; other spaces stay, however many."""
        assert to_one_line(text) == expected

    @pytest.mark.parametrize("value", BREAKS, ids=code_points)
    def test_documents(self, value: str) -> None:
        """A document cannot bring one in either, and the schema says so."""
        document = {"id": "e1", "workspace": "w", "name": "n", "subject": f"News{value}Bcc: eve@example.com"}
        with pytest.raises(DocumentError, match=r"^the document has 1 problem:\n  \$\.subject: must be one line"):
            loads(jsonschema_text(document), ApprovedEmail)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(document, json_schema(ApprovedEmail))
        jsonschema.validate(document | {"subject": "News"}, json_schema(ApprovedEmail))

    @given(name=st.text(), subject=st.text(), local_part=st.text(min_size=1))
    def test_whatever_is_accepted_makes_one_header(self, name: str, subject: str, local_part: str) -> None:
        """The standard library's own parser of messages finds the headers that were put in, and no other."""
        try:
            recipient = Recipient(person_id="ada", address=f"{local_part}@example.com", name=to_one_line(name))
            email = ApprovedEmail(id="e1", workspace="w", name="n", subject=subject)
        except InvalidValueError:
            return
        message = EmailMessage()
        message["Subject"] = email.subject
        username, _, domain = recipient.address.rpartition("@")
        message["To"] = Address(recipient.name or "", username, domain)
        assert message.keys() == ["Subject", "To"]
        (to,) = message["To"].addresses
        assert to.addr_spec == recipient.address


def jsonschema_text(document: dict[str, str]) -> str:
    """Return a document as JSON."""
    return "{" + ",".join(f'"{key}":{dumps(value)}' for key, value in document.items()) + "}"


class TestIsEmailAddress:
    """
    "Return whether a text is an email address as people have them."
    """

    @pytest.mark.parametrize(
        "address",
        [
            "ada@example.com",
            "ada.berg+news@mail.example.co.uk",
            "o'neill@example.com",
            "a!#$%&'*+-/=?^_`{|}~b@example.com",
            "åsa@räksmörgås.example",
            "x@1-2.example",
            "x" * 64 + "@example.com",
            "x@" + "y" * 63 + ".example",
            "x@" + ".".join(["y" * 62] * 3) + "." + "z" * 63,
        ],
    )
    def test_is(self, address: str) -> None:
        """Letters of any script, digits and the signs that RFC 5321 allows, up to its lengths."""
        assert is_email_address(address)
        assert Recipient(person_id="ada", address=address).address == address

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "ada.example.com",
            ".ada@example.com",
            "ada.@example.com",
            "ada..berg@example.com",
            '"ada"@example.com',
            "Ada <ada@example.com>",
            "ada@example.com, bo@example.com",
            "ada@example.com;bo@example.com",
            "ada@[192.0.2.1]",
            "ada@-example.com",
            "ada@example-.com",
            "ada@exa_mple.com",
            "ada@example..com",
            "ada@example.com.",
            "ada\u200b@example.com",
            "ada\u202e@example.com",
            "ada\u00a0berg@example.com",
            "x" * 65 + "@example.com",
            "å" * 33 + "@example.com",
            "x@" + "y" * 64 + ".example",
            "xx@" + ".".join(["y" * 62] * 3) + "." + "z" * 63,
        ],
    )
    def test_is_not(self, address: str) -> None:
        """Blanks, lists, brackets, quotation marks, invisible characters, and what is too long."""
        assert not is_email_address(address)


EMAILS = st.sampled_from(["x@example.com", "X@example.com", "y@example.com", "bad", "", None])


@st.composite
def _people(draw: st.DrawFn) -> tuple[Person, ...]:
    flags = st.fixed_dictionaries({name: st.booleans() | st.just(value=False) for name in FLAGS})
    ids = draw(st.lists(st.sampled_from("abcdef"), unique=True, min_size=1))
    known: list[dict[str, Any]] = [draw(flags) for _ in ids]
    return tuple(
        Person(id=id, account_id="a1", email=draw(EMAILS), **values) for id, values in zip(ids, known, strict=True)
    )


class TestPlan:
    """
    "Each selected person is in exactly one of its lists, in order of the ids."
    """

    @given(people=_people(), data=st.data())
    def test_everybody_once(self, people: tuple[Person, ...], data: st.DataObject) -> None:
        """Everybody is in one list; no address gets two; nobody gets it who must not; the order does not matter."""
        ids = [person.id for person in people]
        selected = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=8))
        made = plan(*people, selected=selected)
        listed = [item.person_id for item in made.recipients], [item.person_id for item in made.skipped]
        assert sorted([*listed[0], *listed[1]]) == sorted(set(selected))
        assert listed == (sorted(listed[0]), sorted(listed[1]))
        addresses = [recipient.address.casefold() for recipient in made.recipients]
        assert len(set(addresses)) == len(addresses)
        refusing = {
            (person.email or "").casefold() for person in people if any(getattr(person, flag) for flag in FLAGS)
        }
        assert not refusing & set(addresses)
        wanted = {
            (person.email or "").casefold()
            for person in people
            if person.id in selected and "@" in (person.email or "")
        }
        assert wanted - refusing == set(addresses)
        assert plan(*reversed(people), selected=sorted(selected)) == made

    @given(people=_people())
    def test_survives(self, people: tuple[Person, ...]) -> None:
        """A plan can be stored as a document and pickled."""
        made = plan(*people)
        assert loads(dumps(made), EmailPlan) == made
        assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own
        assert hash(made) == hash(plan(*people))

    def test_of_a_document_is_checked(self) -> None:
        """A plan in which one address stands twice cannot be read."""
        recipients = (
            Recipient(person_id="ada", address="x@example.com"),
            Recipient(person_id="bo", address="y@example.com"),
        )
        made = EmailPlan(key="k1", group_id="g1", email=SPRING, recipients=recipients)
        with pytest.raises(
            DocumentError, match=r"^the document has 1 problem:\n  \$\.recipients: .* of the same address"
        ):
            loads(dumps(made).replace("y@example.com", "X@example.com"), EmailPlan)
        with pytest.raises(
            DocumentError, match=r"^the document has 1 problem:\n  \$\.recipients: .* of the same person"
        ):
            loads(dumps(made).replace('"bo"', '"ada"'), EmailPlan)

    def test_holds_fifty(self) -> None:
        """Nobody gets around the limit by making a plan by hand or reading one, and the schema says so."""
        recipients = tuple(Recipient(person_id=f"p{n}", address=f"p{n}@example.com") for n in range(51))
        made = EmailPlan(key="k1", group_id="g1", email=SPRING, recipients=recipients[:50])
        with pytest.raises(InvalidValueError, match=r"^recipients must be at most 50 people, got "):
            attrs.evolve(made, recipients=recipients)
        skipped = tuple(SkippedPerson(person_id=f"q{n}", reasons=(SkipReason.UNSUBSCRIBED,)) for n in range(51))
        with pytest.raises(InvalidValueError, match=r"^skipped must be at most 50 people, got "):
            attrs.evolve(made, skipped=skipped)
        document = json.loads(dumps(made))
        jsonschema.validate(document, json_schema(EmailPlan))
        document["recipients"].append({"person_id": "p50", "address": "p50@example.com"})
        with pytest.raises(DocumentError, match=r"^the document has 1 problem:\n  \$\.recipients: must be at most 50"):
            loads(json.dumps(document), EmailPlan)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(document, json_schema(EmailPlan))

    def test_nobody_is_in_both_lists(self) -> None:
        """Whoever is skipped is no recipient."""
        made = plan(person("ada"), person("bo", unsubscribed=True))
        with pytest.raises(InvalidValueError, match=r"^skipped must be people who are no recipients, got 'ada'$"):
            attrs.evolve(made, skipped=(SkippedPerson(person_id="ada", reasons=(SkipReason.UNSUBSCRIBED,)),))


class TestReplies:
    """
    "What is known of one attempt to send one email to one person."
    """

    def test_kinds(self) -> None:
        """There are three; the intention is no reply."""
        assert DeliveryReply.sent() == DeliveryReply(status=DeliveryStatus.SENT)
        assert DeliveryReply.unknown("time-out").reason == "time-out"
        with pytest.raises(
            InvalidValueError, match=r"^status must be one of 'sent', 'failed', 'unknown', got 'intended'$"
        ):
            DeliveryReply(status=DeliveryStatus.INTENDED)

    @pytest.mark.parametrize("status", ["sent", "unknown"])
    def test_only_failures_may_be_retried(self, status: str) -> None:
        """What was sent, or may have been, is not retried."""
        with pytest.raises(InvalidValueError, match=f"^may_retry must be false with status '{status}', got True$"):
            DeliveryReply(status=DeliveryStatus(status), may_retry=True)

    def test_records_survive(self) -> None:
        """A record can be stored as a document, and so can a delivery."""
        record = DeliveryRecord(
            key="k",
            plan_key="k1",
            email_id="e1",
            person_id="ada",
            address="ada@example.com",
            attempt=2,
            status=DeliveryStatus.FAILED,
            reason="mailbox full\ntry later",
            may_retry=True,
        )
        assert loads(dumps(record), DeliveryRecord) == record
        delivery = Delivery(key="k", email=SPRING, recipient=Recipient(person_id="ada", address="ada@example.com"))
        assert loads(dumps(delivery), Delivery) == delivery
        assert loads(dumps(plan(person("ada", "")).skipped[0]), SkippedPerson).reasons == (SkipReason.NO_ADDRESS,)
