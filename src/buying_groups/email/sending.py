"""
Sending: a plan carried out through a gateway, once for each person.

The intention is recorded before the sending. If the process ends in between, nobody knows whether the email was sent:
the person's outcome is *unknown*, and nothing is sent again unless the gateway honours the key or the caller orders it.
"""

import json
from collections.abc import Generator, Iterable
from hashlib import sha256
from typing import Any, cast

import attrs

from .._notebooks import ShownInNotebooks
from .._validation import checked
from .._wording import shorten
from ..errors import InvalidSelectionError, InvalidValueError, Problem
from .gateway import (
    AsyncEmailGateway,
    AsyncRecordDelivery,
    Delivery,
    DeliveryRecord,
    DeliveryReply,
    DeliveryStatus,
    EmailGateway,
    RecordDelivery,
)
from .plan import EmailPlan, Recipient, SkippedPerson


__all__ = ["EmailResult", "send", "send_async"]

_TAKEN = "another call is making this attempt, or made it and was interrupted"
_INTERRUPTED = "interrupted between the intention and the outcome"


@attrs.frozen(kw_only=True, field_transformer=checked)
class EmailResult(ShownInNotebooks):
    """
    What has become of a plan; each person of the plan is in exactly one of its lists, in order of the ids.

    Attributes
    ----------
    plan_key : str
        The key of the plan.
    sent : tuple of DeliveryRecord
        To whom this call sent.
    sent_before : tuple of DeliveryRecord
        To whom a former call sent.
    failed : tuple of DeliveryRecord
        Where nothing was sent, and why. Those that ``may_retry`` are tried again when the plan is sent again.
    unknown : tuple of DeliveryRecord
        Of whom nobody knows whether the email was sent. They are not tried again unless the gateway honours keys, or
        they are ordered by the argument ``resend`` of `send`.
    skipped : tuple of SkippedPerson
        Those whom the plan leaves out.
    """

    plan_key: str
    sent: tuple[DeliveryRecord, ...] = attrs.field(converter=tuple[DeliveryRecord, ...])
    sent_before: tuple[DeliveryRecord, ...] = attrs.field(converter=tuple[DeliveryRecord, ...])
    failed: tuple[DeliveryRecord, ...] = attrs.field(converter=tuple[DeliveryRecord, ...])
    unknown: tuple[DeliveryRecord, ...] = attrs.field(converter=tuple[DeliveryRecord, ...])
    skipped: tuple[SkippedPerson, ...] = attrs.field(converter=tuple[SkippedPerson, ...])

    @property
    def records(self) -> tuple[DeliveryRecord, ...]:
        """What is known of each recipient: the argument ``former`` of `send` takes it where nothing else was kept."""
        return (*self.sent, *self.sent_before, *self.failed, *self.unknown)


def send(
    plan: EmailPlan,
    gateway: EmailGateway,
    *,
    record: RecordDelivery,
    former: Iterable[DeliveryRecord] = (),
    resend: Iterable[str] = (),
) -> EmailResult:
    """
    Send what is planned, to each recipient of whom the former records do not say that it was sent.

    To retry, or after a crash, send the same plan again with what was recorded: only what failed and may be retried,
    and what was never tried, is sent.

    Parameters
    ----------
    plan : EmailPlan
        The plan.
    gateway : EmailGateway
        What delivers.
    record : callable
        Stores what is known of each attempt, before and after the sending (`RecordDelivery`).
    former : iterable of DeliveryRecord
        What was recorded under the key of the plan, in any order; there may be others among them.
    resend : iterable of str
        Ids of recipients to whom it is to be sent again if their outcome is unknown, at the risk of a second email.

    Returns
    -------
    EmailResult
        What has become of each person. A delivery that fails is no error, and neither is a gateway that raises or
        answers something else than a reply: that person's outcome is unknown.

    Raises
    ------
    InvalidSelectionError
        When `resend` names somebody who is no recipient of the plan; names all of them. Nothing is sent then.
    InvalidValueError
        When a former record says that the key was used for another email. Nothing is sent then.
    Exception
        Whatever `record` raises. The person who was in hand has the outcome unknown afterwards.

    Notes
    -----
    A recipient's former records are those with the same person or the same address, casefolded: whoever changes the
    address after a plan was made gets no second email when it is planned again under the same key.

    Examples
    --------
    A gateway that fails for every third delivery, and what is tried again:

    >>> from buying_groups.email import ApprovedEmail
    >>> from buying_groups.testing.gateways import FakeDeliveryLog, FakeEmailGateway, every_third
    >>> spring = ApprovedEmail(id="e1", workspace="Nordics", name="Spring", subject="What is new this spring")
    >>> recipients = [Recipient(person_id=name, address=f"{name}@example.com") for name in ("ada", "bo", "cy")]
    >>> plan = EmailPlan(key="order 17", group_id="g1", email=spring, recipients=recipients)
    >>> failure = DeliveryReply.failed("the server is busy", may_retry=True)
    >>> gateway, log = FakeEmailGateway([spring], reply=every_third(failure)), FakeDeliveryLog()
    >>> result = send(plan, gateway, record=log)
    >>> [(record.person_id, record.reason) for record in result.failed]
    [('cy', 'the server is busy')]
    >>> result = send(plan, gateway, record=log, former=log.records)
    >>> [record.person_id for record in result.sent], [record.person_id for record in result.sent_before]
    (['cy'], ['ada', 'bo'])
    """
    steps = _steps(plan, former, resend, honours_keys=gateway.honours_keys)
    answer: bool | DeliveryReply | None = None
    while True:
        try:
            step = steps.send(answer)
        except StopIteration as end:
            result: EmailResult = end.value
            return result
        if isinstance(step, DeliveryRecord):
            answer = record(step)
            continue
        try:
            answer = gateway.send(step)
        except Exception as error:  # noqa: BLE001 - one person's failure does not lose the others' results
            answer = _reply_of(error)


async def send_async(
    plan: EmailPlan,
    gateway: AsyncEmailGateway,
    *,
    record: AsyncRecordDelivery,
    former: Iterable[DeliveryRecord] = (),
    resend: Iterable[str] = (),
) -> EmailResult:
    """
    Send what is planned, as `send` does, and await gateway and record; one recipient after the other.

    Parameters
    ----------
    plan : EmailPlan
        The plan.
    gateway : AsyncEmailGateway
        What delivers.
    record : AsyncRecordDelivery
        What keeps a record; awaited before a delivery and after it.
    former : iterable of DeliveryRecord
        The records of former runs, as of `send`.
    resend : iterable of str
        The people to whom it is sent once more, as of `send`.

    Returns
    -------
    EmailResult
        Who was sent to, who was not, and of whom nobody knows.

    Examples
    --------
    >>> import asyncio
    >>> from buying_groups.email import ApprovedEmail
    >>> from buying_groups.testing.gateways import FakeAsyncEmailGateway, FakeDeliveryLog
    >>> spring = ApprovedEmail(id="e1", workspace="Nordics", name="Spring", subject="What is new this spring")
    >>> recipients = [Recipient(person_id=name, address=f"{name}@example.com") for name in ("ada", "bo")]
    >>> plan = EmailPlan(key="order 17", group_id="g1", email=spring, recipients=recipients)
    >>> gateway, log = FakeAsyncEmailGateway([spring]), FakeDeliveryLog()
    >>> result = asyncio.run(send_async(plan, gateway, record=log.record_async))
    >>> [record.person_id for record in result.sent]
    ['ada', 'bo']
    """
    steps = _steps(plan, former, resend, honours_keys=gateway.honours_keys)
    answer: bool | DeliveryReply | None = None
    while True:
        try:
            step = steps.send(answer)
        except StopIteration as end:
            result: EmailResult = end.value
            return result
        if isinstance(step, DeliveryRecord):
            answer = await record(step)
            continue
        try:
            answer = await gateway.send(step)
        except Exception as error:  # noqa: BLE001 - one person's failure does not lose the others' results
            answer = _reply_of(error)


def _reply_of(error: Exception) -> DeliveryReply:
    return DeliveryReply.unknown(f"the gateway raised {type(error).__name__}: {shorten(str(error))}")


def _reply(answer: object) -> DeliveryReply:
    if isinstance(answer, DeliveryReply):
        return answer
    return DeliveryReply.unknown(f"the gateway answered {shorten(answer)} in place of a DeliveryReply")


def _delivery(plan: EmailPlan, recipient: Recipient) -> Delivery:
    parts = json.dumps([plan.key, plan.email.id, recipient.address.casefold()])
    return Delivery(key=sha256(parts.encode()).hexdigest(), email=plan.email, recipient=recipient)


_Steps = Generator[DeliveryRecord | Delivery, bool | DeliveryReply | None, EmailResult]


def _steps(plan: EmailPlan, former: Iterable[DeliveryRecord], resend: Iterable[str], *, honours_keys: bool) -> _Steps:
    """
    Yield what is to be recorded and what is to be sent, one after the other; take the answer to each.
    """
    known = _known(plan, former)
    ordered = _ordered(plan, resend)
    sent: list[DeliveryRecord] = []
    sent_before: list[DeliveryRecord] = []
    failed: list[DeliveryRecord] = []
    unknown: list[DeliveryRecord] = []
    for recipient in plan.recipients:
        delivery = _delivery(plan, recipient)
        last = _last(known, recipient)
        repeat = recipient.person_id in ordered or (honours_keys and last is not None and last.key == delivery.key)
        if last is not None and not _is_due(last, repeat=repeat):
            {DeliveryStatus.SENT: sent_before, DeliveryStatus.FAILED: failed}.get(last.status, unknown).append(last)
            continue
        attempt = DeliveryRecord(
            key=delivery.key,
            plan_key=plan.key,
            email_id=plan.email.id,
            person_id=recipient.person_id,
            address=recipient.address,
            attempt=1 if last is None else last.attempt + 1,
            status=DeliveryStatus.INTENDED,
        )
        if not (yield attempt):
            unknown.append(attempt.with_reply(DeliveryReply.unknown(_TAKEN)))
            continue
        outcome = attempt.with_reply(_reply((yield delivery)))
        yield outcome
        {DeliveryStatus.SENT: sent, DeliveryStatus.FAILED: failed}.get(outcome.status, unknown).append(outcome)
    return EmailResult(
        plan_key=plan.key,
        sent=tuple(sent),
        sent_before=tuple(sent_before),
        failed=tuple(failed),
        unknown=tuple(unknown),
        skipped=plan.skipped,
    )


def _is_due(last: DeliveryRecord, *, repeat: bool) -> bool:
    if last.status is DeliveryStatus.FAILED:
        return last.may_retry
    return last.status is not DeliveryStatus.SENT and repeat


def _known(plan: EmailPlan, former: Iterable[DeliveryRecord]) -> tuple[DeliveryRecord, ...]:
    """
    Return what stands of each delivery: that it was sent, if any attempt says so, else the last attempt.
    """
    stands: dict[str, DeliveryRecord] = {}
    for record in former:
        if record.plan_key == plan.key:
            if record.email_id != plan.email.id:
                expected = f"a new one for email {plan.email.id!r}; email {record.email_id!r} was sent under it"
                raise InvalidValueError("key", plan.key, expected)
            stands[record.key] = max(record, stands.get(record.key, record), key=_standing)
    return tuple(stands.values())


def _standing(record: DeliveryRecord) -> tuple[Any, ...]:
    is_outcome = record.status is not DeliveryStatus.INTENDED
    return record.status is DeliveryStatus.SENT, record.attempt, is_outcome, _weight(record)


def _last(known: Iterable[DeliveryRecord], recipient: Recipient) -> DeliveryRecord | None:
    """
    Return what stands of a recipient: of several deliveries, to a former address or to another person, the worst.
    """
    address = recipient.address.casefold()
    about = [
        record for record in known if record.person_id == recipient.person_id or record.address.casefold() == address
    ]
    if not about:
        return None
    last = max(about, key=_weight)
    attempt = max(record.attempt for record in about)
    if last.status is DeliveryStatus.INTENDED:
        last = last.with_reply(DeliveryReply.unknown(_INTERRUPTED))
    return attrs.evolve(last, person_id=recipient.person_id, attempt=attempt)


def _weight(record: DeliveryRecord) -> tuple[Any, ...]:
    is_sent, is_failed = record.status is DeliveryStatus.SENT, record.status is DeliveryStatus.FAILED
    return is_sent, not is_failed, not record.may_retry, record.reason or "", record.key


@attrs.frozen(field_transformer=checked)
class _Order:
    resend: tuple[str, ...] = attrs.field(converter=tuple[str, ...])


def _ordered(plan: EmailPlan, resend: Iterable[str]) -> frozenset[str]:
    ids = _Order(cast("tuple[str, ...]", resend)).resend  # the field makes a tuple of any iterable
    recipients = {recipient.person_id for recipient in plan.recipients}
    strangers = [(index, person_id) for index, person_id in enumerate(ids) if person_id not in recipients]
    if strangers:
        problems = (
            Problem(f"$[{index}]", f"person {shorten(person_id)} is no recipient of the plan")
            for index, person_id in strangers
        )
        raise InvalidSelectionError(problems, [person_id for _, person_id in strangers])
    return frozenset(ids)
