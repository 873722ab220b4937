"""
Sending: once to each recipient, whatever fails, crashes or is repeated.
"""

from __future__ import annotations

import asyncio
import itertools
import re
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from buying_groups.documents import dumps, loads
from buying_groups.email import (
    ApprovedEmail,
    Delivery,
    DeliveryRecord,
    DeliveryReply,
    DeliveryStatus,
    EmailPlan,
    EmailResult,
    Recipient,
    SkippedPerson,
    SkipReason,
    send,
    send_async,
)
from buying_groups.errors import InvalidSelectionError, InvalidValueError
from buying_groups.testing.gateways import (
    Crash,
    FakeAsyncEmailGateway,
    FakeDeliveryLog,
    FakeEmailGateway,
    every_third,
)


if TYPE_CHECKING:
    from collections.abc import Iterable

SPRING = ApprovedEmail(id="e1", workspace="Nordics", name="Spring", subject="What is new this spring")
BUSY = DeliveryReply.failed("the server is busy", may_retry=True)
REFUSED = DeliveryReply.failed("no such mailbox", may_retry=False)
NO_ANSWER = DeliveryReply.unknown("no answer within 30 s")
INTERRUPTED = "interrupted between the intention and the outcome"


def recipient(name: str, address: str | None = None) -> Recipient:
    """Return a recipient, by default with an address of their own."""
    return Recipient(person_id=name, address=address or f"{name}@example.com")


def plan_for(*names: str, key: str = "k1") -> EmailPlan:
    """Return a plan for people with addresses of their own."""
    return EmailPlan(key=key, group_id="g1", email=SPRING, recipients=tuple(map(recipient, names)))


SIX = plan_for("p1", "p2", "p3", "p4", "p5", "p6")


def lists(result: EmailResult) -> dict[str, list[str]]:
    """Return the ids of each list that is not empty."""
    fields = ("sent", "sent_before", "failed", "unknown", "skipped")
    return {name: [item.person_id for item in getattr(result, name)] for name in fields if getattr(result, name)}


def addresses(gateway: FakeEmailGateway) -> list[str]:
    """Return where something arrived, as often as it did."""
    return [delivery.recipient.address for delivery in gateway.arrived]


def send_either(
    plan: EmailPlan, gateway: FakeEmailGateway, log: FakeDeliveryLog, *, twin: bool, **more: Any
) -> EmailResult:
    """Send by `send`, or by its asynchronous twin."""
    if not twin:
        return send(plan, gateway, record=log, former=tuple(log.records), **more)
    awaited = FakeAsyncEmailGateway([])
    awaited.gateway, awaited.honours_keys = gateway, gateway.honours_keys
    return asyncio.run(send_async(plan, awaited, record=log.record_async, former=tuple(log.records), **more))


twins = pytest.mark.parametrize("twin", [False, True], ids=["send", "send_async"])


@twins
class TestFailures:
    """
    "A delivery failure for one person does not lose the others' results."
    """

    def test_every_third_fails(self, *, twin: bool) -> None:
        """Every third recipient fails; the others are sent to. A retry sends to those who failed, and nobody else."""
        gateway, log = FakeEmailGateway([SPRING], reply=every_third(BUSY)), FakeDeliveryLog()
        first = send_either(SIX, gateway, log, twin=twin)
        assert lists(first) == {"sent": ["p1", "p2", "p4", "p5"], "failed": ["p3", "p6"]}
        assert [(record.reason, record.may_retry) for record in first.failed] == [("the server is busy", True)] * 2
        second = send_either(SIX, gateway, log, twin=twin)
        assert lists(second) == {"sent": ["p3", "p6"], "sent_before": ["p1", "p2", "p4", "p5"]}
        assert [record.attempt for record in (*second.sent, *second.sent_before)] == [2, 2, 1, 1, 1, 1]
        third = send_either(SIX, gateway, log, twin=twin)
        assert lists(third) == {"sent_before": ["p1", "p2", "p3", "p4", "p5", "p6"]}
        assert sorted(addresses(gateway)) == [f"p{number}@example.com" for number in range(1, 7)]
        assert len(gateway.calls) == 8

    def test_failures_for_good(self, *, twin: bool) -> None:
        """What cannot succeed is not tried again, nor when it is ordered: to order is for what is unknown."""
        gateway, log = FakeEmailGateway([SPRING], reply=every_third(REFUSED)), FakeDeliveryLog()
        expected = {"sent": ["p1", "p2", "p4", "p5"], "failed": ["p3", "p6"]}
        assert lists(send_either(SIX, gateway, log, twin=twin)) == expected
        again = send_either(SIX, gateway, log, twin=twin, resend=["p3", "p1"])
        assert lists(again) == {"sent_before": ["p1", "p2", "p4", "p5"], "failed": ["p3", "p6"]}
        assert [record.reason for record in again.failed] == ["no such mailbox"] * 2
        assert len(gateway.calls) == 6

    def test_a_gateway_that_raises(self, *, twin: bool) -> None:
        """An exception tells nothing of what was sent, so the outcome is unknown; the others are sent to."""
        gateway, log = FakeEmailGateway([SPRING], reply=every_third(OSError("line\nbreaks"))), FakeDeliveryLog()
        result = send_either(SIX, gateway, log, twin=twin)
        assert lists(result) == {"sent": ["p1", "p2", "p4", "p5"], "unknown": ["p3", "p6"]}
        assert {record.reason for record in result.unknown} == {r"the gateway raised OSError: 'line\nbreaks'"}
        assert lists(send_either(SIX, gateway, log, twin=twin)) == {
            "sent_before": ["p1", "p2", "p4", "p5"],
            "unknown": ["p3", "p6"],
        }
        assert len(gateway.calls) == 6

    @pytest.mark.parametrize("answer", [None, True, "250 OK"], ids=repr)
    def test_a_gateway_that_answers_something_else(self, answer: Any, *, twin: bool) -> None:
        """What is no reply tells nothing of what was sent either; the others are sent to, and all of it is recorded."""
        gateway, log = FakeEmailGateway([SPRING], reply=every_third(BUSY)), FakeDeliveryLog()

        class Wrong(FakeEmailGateway):
            def send(self, delivery: Delivery, /) -> Any:
                reply = gateway.send(delivery)
                return answer if reply == BUSY else reply

        result = send_either(SIX, Wrong([SPRING]), log, twin=twin)
        assert lists(result) == {"sent": ["p1", "p2", "p4", "p5"], "unknown": ["p3", "p6"]}
        assert {record.reason for record in result.unknown} == {
            f"the gateway answered {answer!r} in place of a DeliveryReply"
        }
        assert len(log.records) == 12

    def test_no_longer_approved(self, *, twin: bool) -> None:
        """An email that was approved when it was planned, and no longer is, goes to nobody."""
        gateway, log = FakeEmailGateway([]), FakeDeliveryLog()
        result = send_either(SIX, gateway, log, twin=twin)
        assert {record.reason for record in result.failed} == {"email 'e1' is not approved"}
        assert (len(result.failed), gateway.arrived) == (6, [])

    def test_the_skipped_are_in_the_result(self, *, twin: bool) -> None:
        """Those whom the plan leaves out are in the result, with their reasons; nothing is recorded of them."""
        skipped = SkippedPerson(person_id="q", reasons=(SkipReason.UNSUBSCRIBED,))
        log = FakeDeliveryLog()
        result = send_either(attrs.evolve(SIX, skipped=(skipped,)), FakeEmailGateway([SPRING]), log, twin=twin)
        assert result.skipped == (skipped,)
        assert "q" not in {record.person_id for record in log.records}

    def test_nobody(self, *, twin: bool) -> None:
        """A plan without recipients does nothing."""
        assert lists(send_either(plan_for(), FakeEmailGateway([SPRING]), FakeDeliveryLog(), twin=twin)) == {}


@twins
class TestCrash:
    """
    "The intention is recorded before the sending; after a crash in between, that person's outcome is *unknown*, […] and
    nothing is sent again unless the gateway honours the key or the caller orders it."
    """  # noqa: D205 - a quotation

    def test_between_send_and_record(self, *, twin: bool) -> None:
        """The second person's email arrived and was not recorded: unknown, and not sent again; the others are."""
        gateway, log = FakeEmailGateway([SPRING]), FakeDeliveryLog(crash_at=4)
        with pytest.raises(Crash):
            send_either(plan_for("ada", "bo", "cy"), gateway, log, twin=twin)
        assert addresses(gateway) == ["ada@example.com", "bo@example.com"]
        result = send_either(plan_for("ada", "bo", "cy"), gateway, log, twin=twin)
        assert lists(result) == {"sent": ["cy"], "sent_before": ["ada"], "unknown": ["bo"]}
        assert result.unknown[0].reason == INTERRUPTED
        assert addresses(gateway) == ["ada@example.com", "bo@example.com", "cy@example.com"]

    def test_after_the_intention(self, *, twin: bool) -> None:
        """Before the sending or after it, the records are the same: unknown."""
        gateway, log = FakeEmailGateway([SPRING], reply=every_third(BUSY)), FakeDeliveryLog(crash_at=6)
        with pytest.raises(Crash):
            send_either(plan_for("ada", "bo", "cy"), gateway, log, twin=twin)
        assert addresses(gateway) == ["ada@example.com", "bo@example.com"]
        result = send_either(plan_for("ada", "bo", "cy"), gateway, log, twin=twin)
        assert lists(result) == {"sent_before": ["ada", "bo"], "unknown": ["cy"]}

    def test_before_the_intention(self, *, twin: bool) -> None:
        """Where not even the intention was recorded, nothing was sent; the next call does it."""
        gateway, log = FakeEmailGateway([SPRING]), FakeDeliveryLog(crash_at=3)
        with pytest.raises(Crash):
            send_either(plan_for("ada", "bo"), gateway, log, twin=twin)
        assert addresses(gateway) == ["ada@example.com"]
        assert lists(send_either(plan_for("ada", "bo"), gateway, log, twin=twin)) == {
            "sent": ["bo"],
            "sent_before": ["ada"],
        }

    def test_a_gateway_that_honours_keys(self, *, twin: bool) -> None:
        """Then what is unknown is sent again with the same key, and arrives once."""
        gateway, log = FakeEmailGateway([SPRING], honours_keys=True), FakeDeliveryLog(crash_at=4)
        with pytest.raises(Crash):
            send_either(plan_for("ada", "bo"), gateway, log, twin=twin)
        result = send_either(plan_for("ada", "bo"), gateway, log, twin=twin)
        assert lists(result) == {"sent": ["bo"], "sent_before": ["ada"]}
        assert addresses(gateway) == ["ada@example.com", "bo@example.com"]
        assert [call.key for call in gateway.calls].count(gateway.calls[1].key) == 2

    def test_ordered(self, *, twin: bool) -> None:
        """The caller orders it for one person; the other stays unknown. Ordered twice, it is sent once more."""
        gateway, log = FakeEmailGateway([SPRING], reply=every_third(NO_ANSWER)), FakeDeliveryLog()
        assert lists(send_either(SIX, gateway, log, twin=twin))["unknown"] == ["p3", "p6"]
        for expected in ({"sent": ["p6"], "unknown": ["p3"]}, {"unknown": ["p3"]}):
            result = send_either(SIX, gateway, log, twin=twin, resend=["p6"])
            assert {name: ids for name, ids in lists(result).items() if name != "sent_before"} == expected
        assert addresses(gateway).count("p6@example.com") == 2
        assert addresses(gateway).count("p3@example.com") == 1

    def test_a_stranger_is_ordered(self, *, twin: bool) -> None:
        """Whoever is no recipient is named, and nothing is sent."""
        gateway = FakeEmailGateway([SPRING])
        message = (
            "the selection has 2 problems:\n  $[0]: person 'x' is no recipient of the plan\n"
            "  $[2]: person 'y' is no recipient of the plan"
        )
        with pytest.raises(InvalidSelectionError, match=f"^{re.escape(message)}$") as caught:
            send_either(SIX, gateway, FakeDeliveryLog(), twin=twin, resend=["x", "p1", "y"])
        assert caught.value.person_ids == ("x", "y")
        assert gateway.calls == []

    def test_what_cannot_be_recorded_is_not_sent(self, *, twin: bool) -> None:
        """Whatever the record raises comes through, before anything is sent."""

        class Full(FakeDeliveryLog):
            def __call__(self, record: DeliveryRecord, /) -> bool:
                raise OSError(f"no space for {record.person_id}")

        gateway = FakeEmailGateway([SPRING])
        with pytest.raises(OSError, match=r"^no space for p1$"):
            send_either(SIX, gateway, Full(), twin=twin)
        assert gateway.calls == []


class TestCancelled:
    """
    "The person who was in hand has the outcome unknown afterwards."
    """

    def test_in_the_middle_of_a_delivery(self) -> None:
        """A task that is cancelled while the gateway sends ends there; the next one sends to the others only."""

        class Slow(FakeAsyncEmailGateway):
            async def send(self, delivery: Delivery, /) -> DeliveryReply:
                reply = await super().send(delivery)
                if len(self.gateway.calls) == 2:
                    in_hand.set()
                    await asyncio.Event().wait()
                return reply

        gateway, log, in_hand = Slow([SPRING]), FakeDeliveryLog(), asyncio.Event()
        order = plan_for("ada", "bo", "cy")

        async def cancelled() -> None:
            task = asyncio.create_task(send_async(order, gateway, record=log.record_async))
            await in_hand.wait()
            task.cancel()
            await task

        with pytest.raises(asyncio.CancelledError):
            asyncio.run(cancelled())
        again = asyncio.run(send_async(order, gateway, record=log.record_async, former=log.records))
        assert lists(again) == {"sent": ["cy"], "sent_before": ["ada"], "unknown": ["bo"]}
        assert again.unknown[0].reason == INTERRUPTED
        assert addresses(gateway.gateway) == ["ada@example.com", "bo@example.com", "cy@example.com"]


@twins
class TestKeys:
    """
    "A retry with the same idempotency key sends nothing twice."
    """

    def test_another_call_at_the_same_time(self, *, twin: bool) -> None:
        """Of two calls that both know of no record, one sends; to the other the outcome is unknown."""
        gateway, log = FakeEmailGateway([SPRING]), FakeDeliveryLog()
        send_either(plan_for("ada"), gateway, log, twin=twin)
        late = send(plan_for("ada"), gateway, record=log, former=())
        assert lists(late) == {"unknown": ["ada"]}
        assert late.unknown[0].reason == "another call is making this attempt, or made it and was interrupted"
        assert addresses(gateway) == ["ada@example.com"]

    def test_another_key_is_another_order(self, *, twin: bool) -> None:
        """Under another key the same email is sent again: the records of the first one say nothing of it."""
        gateway, log = FakeEmailGateway([SPRING], honours_keys=True), FakeDeliveryLog()
        for key in ("k1", "k2"):
            assert lists(send_either(plan_for("ada", key=key), gateway, log, twin=twin)) == {"sent": ["ada"]}
        assert addresses(gateway) == ["ada@example.com"] * 2

    def test_another_email(self, *, twin: bool) -> None:
        """A key that was used for another email is an error; nothing is sent."""
        gateway, log = FakeEmailGateway([SPRING]), FakeDeliveryLog()
        send_either(plan_for("ada"), gateway, log, twin=twin)
        autumn = attrs.evolve(SPRING, id="e2")
        message = "key must be a new one for email 'e2'; email 'e1' was sent under it, got 'k1'"
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            send_either(attrs.evolve(SIX, email=autumn), gateway, log, twin=twin)
        assert len(gateway.calls) == 1

    def test_another_address_of_the_same_person(self, *, twin: bool) -> None:
        """Planned again after the person's address changed, the email does not go to the new one, too."""
        gateway, log = FakeEmailGateway([SPRING]), FakeDeliveryLog()
        send_either(plan_for("ada"), gateway, log, twin=twin)
        changed = attrs.evolve(SIX, recipients=(recipient("ada", "berg@example.com"),))
        result = send_either(changed, gateway, log, twin=twin)
        assert (lists(result), result.sent_before[0].address) == ({"sent_before": ["ada"]}, "ada@example.com")

    @pytest.mark.parametrize("reply", [NO_ANSWER, BUSY], ids=["unknown", "failed"])
    def test_another_address_with_a_gateway_that_honours_keys(self, reply: DeliveryReply, *, twin: bool) -> None:
        """The key of the new address is another one, so what is unknown stays so; what failed is sent there."""
        gateway = FakeEmailGateway([SPRING], honours_keys=True, reply=lambda number, _: (reply, reply)[number - 1])
        log = FakeDeliveryLog()
        send_either(plan_for("ada"), gateway, log, twin=twin)
        send_either(attrs.evolve(SIX, recipients=(recipient("ada", "berg@example.com"),)), gateway, log, twin=twin)
        assert len(gateway.calls) == (1 if reply is NO_ANSWER else 2)

    def test_another_person_with_the_same_address(self, *, twin: bool) -> None:
        """Planned again when another person has the address, it is not sent there twice."""
        gateway, log = FakeEmailGateway([SPRING]), FakeDeliveryLog()
        send_either(plan_for("ada"), gateway, log, twin=twin)
        other = attrs.evolve(SIX, recipients=(recipient("bo", "ADA@example.com"), recipient("cy")))
        result = send_either(other, gateway, log, twin=twin)
        assert lists(result) == {"sent": ["cy"], "sent_before": ["bo"]}


def record(**more: Any) -> DeliveryRecord:
    """Return a record of the first attempt to send to Ada."""
    values: dict[str, Any] = {
        "key": "x",
        "plan_key": "k1",
        "email_id": "e1",
        "person_id": "ada",
        "address": "ada@example.com",
        "attempt": 1,
        "status": DeliveryStatus.SENT,
    }
    return DeliveryRecord(**(values | more))


class TestFormer:
    """
    "What was recorded under the key of the plan, in any order."
    """

    @pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
    def test_the_last_attempt_stands(self, order: tuple[int, ...]) -> None:
        """Whatever the order, the last attempt counts, and of it the outcome."""
        records = (
            record(status=DeliveryStatus.INTENDED),
            record(status=DeliveryStatus.FAILED, reason="busy", may_retry=True),
            record(status=DeliveryStatus.INTENDED, attempt=2),
            record(status=DeliveryStatus.FAILED, reason="gone", attempt=2),
        )
        former = [records[index] for index in order]
        result = send(plan_for("ada"), FakeEmailGateway([SPRING]), record=FakeDeliveryLog(), former=former)
        assert [item.reason for item in result.failed] == ["gone"]

    @pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
    def test_sent_is_sent(self, order: tuple[int, ...]) -> None:
        """That an earlier attempt was sent, a later one that failed does not undo."""
        records = (
            record(),
            record(status=DeliveryStatus.INTENDED, attempt=2),
            record(status=DeliveryStatus.FAILED, reason="busy", may_retry=True, attempt=2),
        )
        former = [records[index] for index in order]
        result = send(plan_for("ada"), FakeEmailGateway([SPRING]), record=FakeDeliveryLog(), former=former)
        assert lists(result) == {"sent_before": ["ada"]}

    @pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
    def test_the_worst_of_several_deliveries_stands(self, order: tuple[int, ...]) -> None:
        """Of what is known of the person's former address and of the present one, sent outweighs unknown, and so on."""
        records = [
            record(key="1", address="a@example.com"),
            record(key="2", address="b@example.com", status=DeliveryStatus.INTENDED),
            record(key="3", address="c@example.com", status=DeliveryStatus.FAILED, reason="gone"),
            record(key="4", status=DeliveryStatus.FAILED, reason="busy", may_retry=True, attempt=3),
        ]
        expected = ["sent_before", "unknown", "failed", "sent"]
        log = FakeDeliveryLog()
        for number, name in enumerate(expected):
            former = [records[index] for index in order if index >= number]
            result = send(plan_for("ada"), FakeEmailGateway([SPRING]), record=log, former=former)
            assert lists(result) == {name: ["ada"]}
        assert [item.attempt for item in log.records] == [4, 4]

    def test_a_result_is_enough(self) -> None:
        """Where nothing else was kept, the records of a result are what a retry needs; also after documents."""
        gateway = FakeEmailGateway([SPRING], reply=every_third(BUSY))
        first = loads(dumps(send(SIX, gateway, record=FakeDeliveryLog())), EmailResult)
        second = send(SIX, gateway, record=FakeDeliveryLog(), former=first.records)
        assert lists(second)["sent"] == ["p3", "p6"]

    def test_records_are_written_in_pairs(self) -> None:
        """Of each attempt first the intention, then the outcome; the keys are hexadecimal and tell no address."""
        log = FakeDeliveryLog()
        send(plan_for("ada", "bo"), FakeEmailGateway([SPRING]), record=log)
        assert [(item.person_id, item.status.value) for item in log.records] == [
            ("ada", "intended"),
            ("ada", "sent"),
            ("bo", "intended"),
            ("bo", "sent"),
        ]
        assert all(re.fullmatch(r"[0-9a-f]{64}", item.key) for item in log.records)


class TestKeyOfADelivery:
    """
    "The idempotency key of this email to this address under the key of the plan […] the same in every attempt."
    """

    def test_known_answer(self) -> None:
        """It is the SHA-256 of a JSON list, so that it stays what it is from release to release."""
        gateway = FakeEmailGateway([SPRING])
        send(attrs.evolve(SIX, recipients=(recipient("ada", "Ada@Example.com"),)), gateway, record=FakeDeliveryLog())
        # printf '["k1", "e1", "ada@example.com"]' | sha256sum
        assert gateway.calls[0].key == KNOWN_KEY

    @given(parts=st.lists(st.tuples(*[st.sampled_from(["a", 'a", "b', "b"])] * 2), min_size=2, max_size=2, unique=True))
    def test_differs(self, parts: list[tuple[str, str]]) -> None:
        """Another plan or email has another key, also where their texts joined would be the same."""
        keys: set[str] = set()
        for plan_key, email_id in parts:
            email = attrs.evolve(SPRING, id=email_id)
            gateway = FakeEmailGateway([email])
            send(attrs.evolve(plan_for("ada", key=plan_key), email=email), gateway, record=FakeDeliveryLog())
            keys.add(gateway.calls[0].key)
        assert len(keys) == 2


KNOWN_KEY = "98ebdb4ce3ccc4ca075682d4d6931b13892c8333367034f54411d1ad513f5ec8"
REPLIES = st.sampled_from([DeliveryReply.sent(), BUSY, REFUSED, NO_ANSWER, TimeoutError("no answer")])
PEOPLE = ("ada", "bo", "cy", "dee")


class Sending(RuleBasedStateMachine):
    """
    One order, carried out again and again: replies of all kinds, crashes anywhere, other selections and addresses.
    """

    honours_keys = False

    def __init__(self) -> None:
        super().__init__()
        self.replies: list[DeliveryReply | Exception] = []
        self.gateway = FakeEmailGateway([SPRING], honours_keys=self.honours_keys, reply=self.reply)
        self.log = FakeDeliveryLog()
        self.ordered: dict[str, int] = {}  # how often each person was ordered to be sent to again
        self.aliases: dict[str, str] = {}

    def reply(self, number: int, delivery: Delivery) -> DeliveryReply | Exception:  # noqa: ARG002 - the form of a reply
        """Reply what was drawn."""
        return self.replies.pop() if self.replies else DeliveryReply.sent()

    def carry_out(self, names: Iterable[str], resend: Iterable[str] = ()) -> EmailResult:
        """Send a plan for people, one after the other by id."""
        recipients = [recipient(name, self.aliases.get(name)) for name in sorted(names)]
        plan = attrs.evolve(SIX, recipients=tuple(recipients))
        return send(plan, self.gateway, record=self.log, former=self.log.records[::-1], resend=resend)

    @rule(
        names=st.sets(st.sampled_from(PEOPLE), min_size=1),
        replies=st.lists(REPLIES, max_size=4),
        crash=st.none() | st.integers(1, 8),
    )
    def send(self, names: set[str], replies: list[DeliveryReply | Exception], crash: int | None) -> None:
        """Send to some people; perhaps end in the middle."""
        self.replies = replies
        self.log.crash_at = None if crash is None else len(self.log.records) + crash
        before = len(self.log.records)
        try:
            result = self.carry_out(names)
        except Crash:
            return
        finally:
            self.log.crash_at = None
        listed = [item.person_id for item in result.records]
        assert sorted(listed) == sorted(names)
        new = self.log.records[before:]
        assert [item.person_id for item in new[::2]] == [item.person_id for item in new[1::2]]
        tried = {item.person_id for item in new}
        assert {item.person_id for item in result.sent} <= tried
        assert not {item.person_id for item in result.sent_before} & tried

    @rule(name=st.sampled_from(PEOPLE), reply=REPLIES)
    def order(self, name: str, reply: DeliveryReply | Exception) -> None:
        """Order one person to be sent to again, whatever the outcome was."""
        self.replies = [reply]
        self.ordered[name] = self.ordered.get(name, 0) + 1
        self.carry_out([name], resend=[name])

    @rule(name=st.sampled_from(PEOPLE))
    def move(self, name: str) -> None:
        """Give somebody another address, of their own."""
        self.aliases[name] = f"{name}.{len(self.aliases)}@example.com"

    @invariant()
    def nobody_gets_it_twice(self) -> None:
        """Nobody gets the email more often than once and once for each order to send it again."""
        for name in PEOPLE:
            arrived = sum(delivery.recipient.person_id == name for delivery in self.gateway.arrived)
            assert arrived <= 1 + self.ordered.get(name, 0)

    @invariant()
    def what_is_said_to_be_sent_arrived(self) -> None:
        """Whoever is recorded as sent to got it; whoever is recorded as failed only, did not."""
        reached = {delivery.recipient.person_id for delivery in self.gateway.arrived}
        statuses: dict[str, set[DeliveryStatus]] = {}
        for item in self.log.records:
            statuses.setdefault(item.person_id, set()).add(item.status)
        assert {name for name, seen in statuses.items() if DeliveryStatus.SENT in seen} <= reached

    def teardown(self) -> None:
        """In the end, with a gateway that works, everybody is sent to or failed for good or unknown."""
        self.replies = []
        result = self.carry_out(PEOPLE)
        again = self.carry_out(PEOPLE)
        assert again.sent == ()
        assert not any(item.may_retry for item in result.failed)
        assert [item.person_id for item in again.unknown] == [item.person_id for item in result.unknown]
        if self.honours_keys and not self.aliases:
            assert result.unknown == ()


class SendingWithKeys(Sending):
    """
    The same with a gateway that honours keys.
    """

    honours_keys = True

    @invariant()
    def no_address_gets_it_twice(self) -> None:
        """Then not even an order to send again brings a second email to an address."""
        arrived = addresses(self.gateway)
        assert len(set(arrived)) == len(arrived)


TestSending = Sending.TestCase
TestSending.settings = settings(max_examples=100, stateful_step_count=12)
TestSendingWithKeys = SendingWithKeys.TestCase
TestSendingWithKeys.settings = settings(max_examples=100, stateful_step_count=12)
