"""
The fakes keep the contract of a gateway, and the contract catches gateways that do not.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from buying_groups.email import ApprovedEmail, Delivery, DeliveryReply
from buying_groups.testing.gateways import (
    AwaitedEmailGateway,
    EmailGatewayContract,
    FakeAsyncEmailGateway,
    FakeEmailGateway,
)


if TYPE_CHECKING:
    from collections.abc import Callable

    from buying_groups.email import EmailGateway

EMAILS = (
    ApprovedEmail(id="e1", workspace="Nordics", name="Spring", subject="What is new this spring"),
    ApprovedEmail(id="e2", workspace="Nordics", name="Autumn", subject="What is new this autumn"),
    ApprovedEmail(id="e3", workspace="Iberia", name="Spring", subject="Novedades"),
)
BUSY = DeliveryReply.failed("the server is busy", may_retry=True)


def always(reply: DeliveryReply | Exception) -> Callable[[int, Delivery], DeliveryReply | Exception]:
    """Return the behaviour of a gateway that always replies alike."""
    return lambda _number, _delivery: reply


class TestFake(EmailGatewayContract):
    """
    A gateway that does not honour keys.
    """

    def gateway(self) -> EmailGateway:
        """Return a fake."""
        self.fake = FakeEmailGateway(EMAILS)
        return self.fake

    def workspace(self) -> str:
        """Return one of two workspaces."""
        return "Nordics"

    def arrived(self, address: str) -> list[Any]:
        """Return what the fake has kept."""
        return [delivery for delivery in self.fake.arrived if delivery.recipient.address == address]

    def broken_gateway(self) -> EmailGateway:
        """Return a fake that always fails."""
        return FakeEmailGateway(EMAILS, reply=always(BUSY))


class TestFakeThatHonoursKeys(TestFake):
    """
    A gateway that honours keys.
    """

    def gateway(self) -> EmailGateway:
        """Return a fake."""
        self.fake = FakeEmailGateway(EMAILS, honours_keys=True)
        return self.fake


class TestAsyncFake(TestFake):
    """
    An asynchronous gateway, run by `asyncio`.
    """

    def gateway(self) -> EmailGateway:
        """Return a fake."""
        awaited = FakeAsyncEmailGateway(EMAILS, honours_keys=True)
        self.fake = awaited.gateway
        return AwaitedEmailGateway(awaited, asyncio.run)

    def broken_gateway(self) -> EmailGateway:
        """Return a fake that raises."""
        return AwaitedEmailGateway(FakeAsyncEmailGateway(EMAILS, reply=always(OSError("no route"))), asyncio.run)


class _ListsAll(FakeEmailGateway):
    def approved_emails(self, workspace: str, /) -> tuple[ApprovedEmail, ...]:  # noqa: ARG002 - the form of the port
        return tuple(self.emails)


class _ListsNothing(FakeEmailGateway):
    def approved_emails(self, workspace: str, /) -> tuple[ApprovedEmail, ...]:  # noqa: ARG002 - the form of the port
        return ()


class _ListsTwice(FakeEmailGateway):
    def approved_emails(self, workspace: str, /) -> tuple[ApprovedEmail, ...]:
        return super().approved_emails(workspace) * 2


class _ListsNames(FakeEmailGateway):
    def approved_emails(self, workspace: str, /) -> Any:
        return [email.name for email in super().approved_emails(workspace)]


class _SendsTwice(FakeEmailGateway):
    def send(self, delivery: Delivery, /) -> DeliveryReply:
        super().send(delivery)
        return super().send(delivery)


class _SaysSent(FakeEmailGateway):
    def send(self, delivery: Delivery, /) -> DeliveryReply:  # noqa: ARG002 - the form of the port
        return DeliveryReply.sent()


class _SendsDrafts(FakeEmailGateway):
    def send(self, delivery: Delivery, /) -> DeliveryReply:
        self.arrived.append(delivery)
        return DeliveryReply.sent()


class _HonoursNoKeys(FakeEmailGateway):
    def __init__(self, emails: Any, **more: Any) -> None:
        super().__init__(emails, **more)
        self.honours_keys = True

    def send(self, delivery: Delivery, /) -> DeliveryReply:
        self.honours_keys = False
        reply = super().send(delivery)
        self.honours_keys = True
        return reply


class _FailsForNames(FakeEmailGateway):
    def send(self, delivery: Delivery, /) -> DeliveryReply:
        if not (delivery.recipient.name or "").isascii():
            return DeliveryReply.failed("encoding", may_retry=False)
        return super().send(delivery)


class _FailsForGood(FakeEmailGateway):
    def send(self, delivery: Delivery, /) -> DeliveryReply:  # noqa: ARG002 - the form of the port
        return DeliveryReply.failed("no route to host", may_retry=False)


class TestContract:
    """
    "What every `EmailGateway` has to do."
    """

    @pytest.mark.parametrize(
        ("make", "broken", "test"),
        [
            (_ListsAll, None, "test_lists_approved_emails"),
            (_ListsAll, None, "test_lists_nothing_of_an_unknown_workspace"),
            (_ListsNothing, None, "test_lists_approved_emails"),
            (_ListsTwice, None, "test_lists_approved_emails"),
            (_ListsNames, None, "test_lists_approved_emails"),
            (_SendsTwice, None, "test_sends_once_to_the_address"),
            (_SendsTwice, None, "test_is_sent_to_once_by_a_plan"),
            (_SaysSent, None, "test_sends_once_to_the_address"),
            (_FailsForNames, None, "test_sends_whatever_the_name"),
            (_HonoursNoKeys, None, "test_keys"),
            (_SendsDrafts, None, "test_sends_no_email_that_is_not_approved"),
            (FakeEmailGateway, _SaysSent, "test_a_server_that_cannot_be_reached"),
            (FakeEmailGateway, _FailsForGood, "test_a_server_that_cannot_be_reached"),
        ],
    )
    def test_catches(
        self, make: Callable[[Any], FakeEmailGateway], broken: Callable[[Any], FakeEmailGateway] | None, test: str
    ) -> None:
        """A gateway that does otherwise fails the test that says so."""

        class Suite(TestFake):
            def gateway(self) -> EmailGateway:
                self.fake = make(EMAILS)
                return self.fake

            def broken_gateway(self) -> EmailGateway:
                return (broken or make)(EMAILS)

        with pytest.raises(AssertionError):
            getattr(Suite(), test)()
        getattr(TestFake(), test)()

    @pytest.mark.parametrize("method", ["gateway", "workspace", "broken_gateway"])
    def test_has_to_be_filled_in(self, method: str) -> None:
        """What a subclass does not say is missed; the contract itself is not collected."""
        with pytest.raises(NotImplementedError):
            getattr(EmailGatewayContract(), method)()
        with pytest.raises(NotImplementedError):
            EmailGatewayContract().arrived("ada@example.com")
        assert not EmailGatewayContract.__test__
