"""
The port to whatever delivers email, and what goes through it.
"""

import enum
from collections.abc import Iterable
from typing import Any, Protocol, Self

import attrs

from .._validation import at_least, checked, identifier, not_blank
from ..errors import InvalidValueError
from .approved import ApprovedEmail, email_address
from .plan import Recipient


__all__ = [
    "AsyncEmailGateway",
    "AsyncRecordDelivery",
    "Delivery",
    "DeliveryRecord",
    "DeliveryReply",
    "DeliveryStatus",
    "EmailGateway",
    "RecordDelivery",
]


class DeliveryStatus(enum.StrEnum):
    """
    What is known of one attempt to send one email to one person.

    An attempt of which nothing but the intention is recorded was interrupted: it may have been sent, so it is unknown.
    """

    INTENDED = "intended"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True, field_transformer=checked)
class Delivery:
    """
    One email to one person: what a gateway is given.

    Attributes
    ----------
    key : str
        The idempotency key of this email to this address under the key of the plan: 64 hexadecimal digits, the same in
        every attempt.
    email : ApprovedEmail
        What is sent.
    recipient : Recipient
        To whom.
    """

    key: str = attrs.field(validator=identifier)
    email: ApprovedEmail
    recipient: Recipient


def _fits_status(instance: Any, attribute: "attrs.Attribute[Any]", value: bool) -> None:  # noqa: FBT001 - attrs' form
    if value and instance.status is not DeliveryStatus.FAILED:
        raise InvalidValueError(attribute.name, value, f"false with status {instance.status.value!r}")


def _is_reply(instance: object, attribute: "attrs.Attribute[Any]", value: DeliveryStatus) -> None:  # noqa: ARG001 - attrs' form
    if value is DeliveryStatus.INTENDED:
        raise InvalidValueError(attribute.name, value.value, "one of 'sent', 'failed', 'unknown'")


@attrs.frozen(kw_only=True, field_transformer=checked)
class DeliveryReply:
    """
    What a gateway says has become of a delivery.

    Attributes
    ----------
    status : DeliveryStatus
        Sent (as far as the gateway can tell: it was accepted), failed (nothing was sent), or unknown (it may have been
        sent, for example when the answer of a server did not come).
    reason : str or None
        Why not, in words.
    may_retry : bool
        Of a failure: whether a later attempt may succeed.

    Examples
    --------
    >>> DeliveryReply.failed("mailbox full", may_retry=True)
    DeliveryReply(status='failed', reason='mailbox full', may_retry=True)
    """

    status: DeliveryStatus = attrs.field(validator=_is_reply)
    reason: str | None = attrs.field(default=None, validator=not_blank)
    may_retry: bool = attrs.field(default=False, validator=_fits_status)

    @classmethod
    def sent(cls) -> Self:
        """Return the reply that the email was accepted."""
        return cls(status=DeliveryStatus.SENT)

    @classmethod
    def failed(cls, reason: str, *, may_retry: bool) -> Self:
        """Return the reply that nothing was sent."""
        return cls(status=DeliveryStatus.FAILED, reason=reason, may_retry=may_retry)

    @classmethod
    def unknown(cls, reason: str) -> Self:
        """Return the reply that the email may have been sent or not."""
        return cls(status=DeliveryStatus.UNKNOWN, reason=reason)


@attrs.frozen(kw_only=True, field_transformer=checked)
class DeliveryRecord:
    """
    What is remembered of one attempt: its intention before the sending, its outcome after it.

    Attributes
    ----------
    key : str
        The key of the delivery, the same in every attempt.
    plan_key : str
        The key of the plan.
    email_id : str
        The email.
    person_id : str
        To whom.
    address : str
        Where it goes.
    attempt : int
        Which attempt it is, from 1 on.
    status : DeliveryStatus
        What is known.
    reason : str or None
        Why it was not sent, in words.
    may_retry : bool
        Of a failure: whether a later attempt may succeed.
    """

    key: str = attrs.field(validator=identifier)
    plan_key: str = attrs.field(validator=identifier)
    email_id: str = attrs.field(validator=identifier)
    person_id: str = attrs.field(validator=identifier)
    address: str = attrs.field(validator=email_address)
    attempt: int = attrs.field(validator=at_least(1))
    status: DeliveryStatus
    reason: str | None = attrs.field(default=None, validator=not_blank)
    may_retry: bool = attrs.field(default=False, validator=_fits_status)

    def with_reply(self, reply: DeliveryReply) -> Self:
        """Return the record of the same attempt with what a gateway says has become of it."""
        return attrs.evolve(self, status=reply.status, reason=reply.reason, may_retry=reply.may_retry)


class EmailGateway(Protocol):
    """
    Lists approved emails, and sends one of them to one person.

    An adapter's author tests it with `buying_groups.testing.gateways.EmailGatewayContract`.

    Attributes
    ----------
    honours_keys : bool
        Whether a delivery that comes again with the same key is sent once, however long ago the first one came. Only
        then an attempt of unknown outcome is repeated without being ordered.
    """

    @property
    def honours_keys(self) -> bool:
        """Whether a delivery that comes again with the same key is sent once."""
        ...

    def approved_emails(self, workspace: str, /) -> Iterable[ApprovedEmail]:
        """
        Return the emails of a workspace that are approved now; none for a workspace that does not exist.

        May block, and raise whatever the gateway raises when it cannot be reached.
        """
        ...

    def send(self, delivery: Delivery, /) -> DeliveryReply:
        """
        Send one email to one person; may block.

        What goes wrong is a reply. It says *failed* only where nothing was sent, and that it may be retried only where
        another attempt may succeed; an email that is no longer approved fails for good. Where it cannot tell whether
        the email was sent, it says *unknown*; an exception is taken for that, too.
        """
        ...


class AsyncEmailGateway(Protocol):
    """
    An `EmailGateway` whose verbs are awaited; the same contract.
    """

    @property
    def honours_keys(self) -> bool:
        """Whether a delivery that comes again with the same key is sent once."""
        ...

    async def approved_emails(self, workspace: str, /) -> Iterable[ApprovedEmail]:
        """Return the emails of a workspace that are approved now."""
        ...

    async def send(self, delivery: Delivery, /) -> DeliveryReply:
        """Send one email to one person."""
        ...


class RecordDelivery(Protocol):
    """
    Stores what is known of an attempt, so that it outlives the process.
    """

    def __call__(self, record: DeliveryRecord, /) -> bool:
        """
        Store a record durably, and return whether the caller may go on; may block.

        For an intention: false, without storing it, if there is an intention of the same `key` and `attempt` already,
        because another process makes this very attempt; to look and to store must be one step (a unique index does
        it). True otherwise. An outcome is stored always. Where storing fails, raise: nothing more is sent then.
        """
        ...


class AsyncRecordDelivery(Protocol):
    """
    A `RecordDelivery` that is awaited; the same contract.
    """

    async def __call__(self, record: DeliveryRecord, /) -> bool:
        """Store a record durably, and return whether the caller may go on."""
        ...
