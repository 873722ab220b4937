"""
Fakes of email gateways that behave like real ones, and the contract that any adapter can be tested with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..email import ApprovedEmail, Delivery, DeliveryRecord, DeliveryReply, DeliveryStatus, EmailPlan, Recipient, send


if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from ..email import AsyncEmailGateway, EmailGateway


__all__ = [
    "AwaitedEmailGateway",
    "Crash",
    "EmailGatewayContract",
    "FakeAsyncEmailGateway",
    "FakeDeliveryLog",
    "FakeEmailGateway",
    "every_third",
]


class Crash(BaseException):
    """
    The process ends here; no ``except Exception`` sees it.
    """


def always_sent(number: int, delivery: Delivery) -> DeliveryReply:  # noqa: ARG001 - the form of a reply
    """Return that every delivery was sent."""
    return DeliveryReply.sent()


def every_third(reply: DeliveryReply | Exception) -> Callable[[int, Delivery], DeliveryReply | Exception]:
    """
    Return the behaviour of a gateway that fails for every third delivery.

    Parameters
    ----------
    reply : DeliveryReply or Exception
        What it replies to deliveries 3, 6, 9 …, or raises.

    Returns
    -------
    callable
        Takes the number of a delivery, from 1 on, and the delivery; for a `FakeEmailGateway`.

    Examples
    --------
    >>> from buying_groups.email import ApprovedEmail, DeliveryReply, EmailPlan, Recipient, send
    >>> from buying_groups.testing.gateways import FakeDeliveryLog, FakeEmailGateway, every_third
    >>> spring = ApprovedEmail(id="e1", workspace="Nordics", name="Spring", subject="What is new this spring")
    >>> gateway = FakeEmailGateway([spring], reply=every_third(DeliveryReply.failed("mailbox full", may_retry=False)))
    >>> recipients = [Recipient(person_id=name, address=f"{name}@example.com") for name in ("ada", "bo", "cy")]
    >>> plan = EmailPlan(key="order 17", group_id="g1", email=spring, recipients=recipients)
    >>> [record.person_id for record in send(plan, gateway, record=FakeDeliveryLog()).failed]
    ['cy']
    """

    def behave(number: int, delivery: Delivery) -> DeliveryReply | Exception:  # noqa: ARG001 - the form of a reply
        return DeliveryReply.sent() if number % 3 else reply

    return behave


class FakeEmailGateway:
    """
    A gateway that keeps what it sends.

    Parameters
    ----------
    emails : iterable of ApprovedEmail
        Its approved emails.
    honours_keys : bool
        Whether a delivery that comes again with the same key is sent once.
    reply : callable
        Takes the number of the call, from 1 on, and the delivery; returns the reply, or an exception, which is raised.
        Nothing is sent for a failure; for anything else, something is: also for an outcome that is not known, and
        before an exception. By default everything is sent.

    Attributes
    ----------
    emails : list of ApprovedEmail
        Its approved emails; one that is taken out is not sent any longer.
    calls : list of Delivery
        What it was asked to send.
    arrived : list of Delivery
        What arrived.
    """

    def __init__(
        self,
        emails: Iterable[ApprovedEmail],
        *,
        honours_keys: bool = False,
        reply: Callable[[int, Delivery], DeliveryReply | Exception] = always_sent,
    ) -> None:
        self.honours_keys = honours_keys
        self.emails = list(emails)
        self.calls: list[Delivery] = []
        self.arrived: list[Delivery] = []
        self._reply = reply

    def approved_emails(self, workspace: str, /) -> tuple[ApprovedEmail, ...]:
        """Return the approved emails of a workspace."""
        return tuple(email for email in self.emails if email.workspace == workspace)

    def send(self, delivery: Delivery, /) -> DeliveryReply:
        """Send one email to one person, or behave otherwise."""
        self.calls.append(delivery)
        if delivery.email not in self.emails:
            return DeliveryReply.failed(f"email {delivery.email.id!r} is not approved", may_retry=False)
        if self.honours_keys and any(former.key == delivery.key for former in self.arrived):
            return DeliveryReply.sent()
        reply = self._reply(len(self.calls), delivery)
        if isinstance(reply, Exception) or reply.status is not DeliveryStatus.FAILED:
            self.arrived.append(delivery)
        if isinstance(reply, Exception):
            raise reply
        return reply


class FakeAsyncEmailGateway:
    """
    A `FakeEmailGateway` whose verbs are awaited.

    Attributes
    ----------
    gateway : FakeEmailGateway
        What does the work; the parameters are its.
    """

    def __init__(self, emails: Iterable[ApprovedEmail], **behaviour: Any) -> None:
        self.gateway = FakeEmailGateway(emails, **behaviour)
        self.honours_keys = self.gateway.honours_keys

    async def approved_emails(self, workspace: str, /) -> tuple[ApprovedEmail, ...]:
        """Return the approved emails of a workspace."""
        return self.gateway.approved_emails(workspace)

    async def send(self, delivery: Delivery, /) -> DeliveryReply:
        """Send one email to one person, or behave otherwise."""
        return self.gateway.send(delivery)


class AwaitedEmailGateway:
    """
    An asynchronous gateway as one that blocks, so that the contract can be run with it.

    Parameters
    ----------
    gateway : AsyncEmailGateway
        The gateway.
    run : callable
        Runs a coroutine to its end, for example `asyncio.run`.
    """

    def __init__(self, gateway: AsyncEmailGateway, run: Callable[[Coroutine[Any, Any, Any]], Any]) -> None:
        self._gateway = gateway
        self._run = run

    @property
    def honours_keys(self) -> bool:
        """Whether a delivery that comes again with the same key is sent once."""
        return self._gateway.honours_keys

    def approved_emails(self, workspace: str, /) -> tuple[ApprovedEmail, ...]:
        """Return the approved emails of a workspace."""

        async def listed() -> tuple[ApprovedEmail, ...]:
            return tuple(await self._gateway.approved_emails(workspace))

        return self._run(listed())  # type: ignore[no-any-return]  # what the coroutine returns

    def send(self, delivery: Delivery, /) -> DeliveryReply:
        """Send one email to one person."""

        async def replied() -> DeliveryReply:
            return await self._gateway.send(delivery)

        return self._run(replied())  # type: ignore[no-any-return]  # what the coroutine returns


class FakeDeliveryLog:
    """
    Records in memory that outlive the crash of who writes them.

    Parameters
    ----------
    crash_at : int or None
        Which record, counted from 1, does not get written any more: `Crash` is raised in its place.

    Attributes
    ----------
    records : list of DeliveryRecord
        What was written.
    """

    def __init__(self, *, crash_at: int | None = None) -> None:
        self.records: list[DeliveryRecord] = []
        self.crash_at = crash_at

    def __call__(self, record: DeliveryRecord, /) -> bool:
        """Write a record; refuse an intention that is there already."""
        if self.crash_at == len(self.records) + 1:
            self.crash_at = None
            raise Crash
        is_intention = record.status is DeliveryStatus.INTENDED
        if is_intention and any(
            (former.key, former.attempt) == (record.key, record.attempt) for former in self.records
        ):
            return False
        self.records.append(record)
        return True

    async def record_async(self, record: DeliveryRecord, /) -> bool:
        """Write a record; refuse an intention that is there already."""
        return self(record)


def _require(condition: object, message: str) -> None:
    if not condition:
        raise AssertionError(message)


class EmailGatewayContract:
    """
    What every `EmailGateway` has to do; pytest runs it for each subclass that says how to make one.

    A subclass, whose name begins with ``Test``, defines the four methods below. Each test makes its own gateway. An
    asynchronous gateway is wrapped in `AwaitedEmailGateway`.

    Examples
    --------
    >>> class TestFake(EmailGatewayContract):
    ...     def gateway(self):
    ...         self.fake = FakeEmailGateway([ApprovedEmail(id="e1", workspace="w", name="News", subject="News")])
    ...         return self.fake
    ...
    ...     def workspace(self):
    ...         return "w"
    ...
    ...     def arrived(self, address):
    ...         return [delivery for delivery in self.fake.arrived if delivery.recipient.address == address]
    ...
    ...     def broken_gateway(self):
    ...         return FakeEmailGateway(self.fake.emails, reply=lambda number, delivery: OSError("no route to host"))
    >>> TestFake().test_sends_once_to_the_address()
    """

    __test__ = False

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        cls.__test__ = True

    def gateway(self) -> EmailGateway:
        """Return a gateway that works, with nothing sent yet."""
        raise NotImplementedError

    def workspace(self) -> str:
        """Return the name of a workspace with at least one approved email."""
        raise NotImplementedError

    def arrived(self, address: str) -> list[Any]:
        """Return what has arrived at an address, one item for each email, through the gateway made last."""
        raise NotImplementedError

    def broken_gateway(self) -> EmailGateway:
        """Return a gateway that knows the same emails, but whose server cannot be reached when it sends."""
        raise NotImplementedError

    def delivery(self, gateway: EmailGateway, key: str, address: str, name: str | None = "Ada Berg") -> Delivery:
        """Return a delivery of the workspace's first email. An adapter whose people are known by id overrides it."""
        email = next(iter(gateway.approved_emails(self.workspace())))
        return Delivery(key=key, email=email, recipient=Recipient(person_id="ada", address=address, name=name))

    def test_lists_approved_emails(self) -> None:
        """The emails of a workspace are approved emails of that workspace, each id once."""
        emails: tuple[Any, ...] = tuple(self.gateway().approved_emails(self.workspace()))
        _require(emails, "no approved email in the workspace")
        _require({type(email) for email in emails} == {ApprovedEmail}, f"not approved emails: {emails}")
        _require(all(email.workspace == self.workspace() for email in emails), f"of another workspace: {emails}")
        _require(len({email.id for email in emails}) == len(emails), f"an id twice: {emails}")

    def test_lists_nothing_of_an_unknown_workspace(self) -> None:
        """A workspace that does not exist has no emails."""
        emails = tuple(self.gateway().approved_emails("a workspace that does not exist"))
        _require(not emails, f"emails of a workspace that does not exist: {emails}")

    def test_sends_once_to_the_address(self) -> None:
        """What is sent arrives once, at that address and no other."""
        gateway = self.gateway()
        reply = gateway.send(self.delivery(gateway, "key-1", "ada@example.com"))
        _require(reply == DeliveryReply.sent(), f"not sent: {reply}")
        _require(len(self.arrived("ada@example.com")) == 1, f"arrived: {self.arrived('ada@example.com')}")
        _require(not self.arrived("bo@example.com"), f"arrived elsewhere: {self.arrived('bo@example.com')}")

    def test_sends_whatever_the_name(self) -> None:
        """A name with quotation marks, commas, brackets or other scripts neither stops an email nor misleads it."""
        names = ('Ada "the <first>" Berg, eve@example.com', "Åsa Öberg; 山田", "=?utf-8?q?x?=", "x" * 2_000, None)
        for number, name in enumerate(names, start=1):
            gateway = self.gateway()
            reply = gateway.send(self.delivery(gateway, f"key-{number}", "ada@example.com", name))
            _require(reply == DeliveryReply.sent(), f"not sent to {name!r}: {reply}")
            _require(
                len(self.arrived("ada@example.com")) == 1, f"to {name!r} arrived {self.arrived('ada@example.com')}"
            )
            _require(not self.arrived("eve@example.com"), f"arrived elsewhere for {name!r}")

    def test_keys(self) -> None:
        """If the gateway says that it honours keys, the same key sends once; other keys send again."""
        gateway = self.gateway()
        keys = ("key-1", "key-1", "key-2") if gateway.honours_keys else ("key-1", "key-2")
        replies = [gateway.send(self.delivery(gateway, key, "ada@example.com")) for key in keys]
        _require(replies == [DeliveryReply.sent()] * len(keys), f"not sent: {replies}")
        _require(len(self.arrived("ada@example.com")) == 2, f"arrived: {self.arrived('ada@example.com')}")  # noqa: PLR2004

    def test_sends_no_email_that_is_not_approved(self) -> None:
        """An email that is not among the approved ones fails for good."""
        gateway = self.gateway()
        delivery = self.delivery(gateway, "key-1", "ada@example.com")
        draft = ApprovedEmail(id="999999", workspace=self.workspace(), name="Draft", subject="Not approved")
        reply = gateway.send(Delivery(key="key-1", email=draft, recipient=delivery.recipient))
        _require(reply.status is DeliveryStatus.FAILED and not reply.may_retry, f"did not fail for good: {reply}")
        _require(reply.reason, "without a reason")
        _require(not self.arrived("ada@example.com"), f"arrived: {self.arrived('ada@example.com')}")

    def test_is_sent_to_once_by_a_plan(self) -> None:
        """A plan that is sent twice arrives once for each recipient."""
        gateway, log = self.gateway(), FakeDeliveryLog()
        delivery = self.delivery(gateway, "key-1", "ada@example.com")
        plan = EmailPlan(key="order 1", group_id="g1", email=delivery.email, recipients=(delivery.recipient,))
        results = [send(plan, gateway, record=log, former=tuple(log.records)) for _ in range(2)]
        _require([len(result.sent) for result in results] == [1, 0], f"results: {results}")
        _require(len(self.arrived("ada@example.com")) == 1, f"arrived: {self.arrived('ada@example.com')}")

    def test_a_server_that_cannot_be_reached(self) -> None:
        """Then no delivery is said to be sent; of a failure, it may be retried."""
        delivery = self.delivery(self.gateway(), "key-1", "ada@example.com")
        plan = EmailPlan(key="order 1", group_id="g1", email=delivery.email, recipients=(delivery.recipient,))
        result = send(plan, self.broken_gateway(), record=FakeDeliveryLog())
        outcomes = (*result.failed, *result.unknown)
        _require(len(outcomes) == 1, f"sent: {result}")
        _require(outcomes[0].reason, "without a reason")
        _require(all(record.may_retry for record in result.failed), f"fails for good: {result.failed}")
