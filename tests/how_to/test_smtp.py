# pyright: basic, reportMissingImports=false
# The program comes from a page, and the server without types.
"""
The program that sends by SMTP, against a real server on this machine.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from typing import TYPE_CHECKING, Any

import pytest

from buying_groups import Account, BuyingGroup, Member, Person, RolesTemplate, SolutionInterest, TemplateRole, Tenant
from buying_groups.documents import dumps
from buying_groups.email import ApprovedEmail, Delivery, DeliveryReply, DeliveryStatus, Recipient
from buying_groups.testing.gateways import EmailGatewayContract


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


if os.environ.get("BUYING_GROUPS_TEST_HOW_TO") != "1":
    pytest.skip("BUYING_GROUPS_TEST_HOW_TO is not 1", allow_module_level=True)

controller: Any = pytest.importorskip("aiosmtpd.controller")

EMAIL = {
    "id": "e1",
    "workspace": "Default",
    "name": "Spring",
    "subject": "Vår, spring: what is new",
    "text": "Hi $name",
}
TEXT = '[{"id": "e1", "workspace": "Default", "name": "Spring", "subject": "Vår: what is new", "text": "Hi $name"}]'


class Mailbox:
    """
    What arrives at a server, which can be told to misbehave.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.mails: list[tuple[str, Any]] = []
        self.refuse: Callable[[str], str | None] = lambda _: None  # takes an address, before the text
        self.answer: Callable[[int], str | None] = lambda _: None  # takes the number of the mail, after the text
        self.goodbye = "221 Bye"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: ARG002, N802
        """Accept an address, or refuse it."""
        refusal = self.refuse(address)
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802
        """Take a mail, and say so, or something else."""
        message = BytesParser(policy=policy.default).parsebytes(envelope.content)
        self.mails += [(address, message) for address in envelope.rcpt_tos]
        answer = self.answer(len(self.mails))
        if answer == "hang up":
            server.transport.abort()
        elif answer is not None and answer.startswith(("4", "5")):
            self.mails.pop()
        return answer or "250 OK"

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802
        """Say goodbye."""
        return self.goodbye

    def at(self, address: str) -> list[Any]:
        """Return the mails that arrived at an address."""
        return [message for recipient, message in self.mails if recipient == address]


@pytest.fixture
def mailbox(free_port: Callable[[], int]) -> Iterator[Mailbox]:
    """Start a server, and stop it."""
    box = Mailbox(free_port())
    server = controller.Controller(box, hostname="127.0.0.1", port=box.port, enable_SMTPUTF8=True)
    server.start()
    yield box
    server.stop()


@pytest.fixture(scope="module")
def page(program: Callable[[str], Path]) -> Path:
    """Return the program of the page."""
    return program("send-email-by-smtp")


@pytest.fixture(scope="module")
def module(page: Path, imported: Callable[[Path], Any]) -> Any:
    """Return the program of the page as a module."""
    return imported(page)


def gateway_of(module: Any, port: int) -> Any:
    """Return the program's gateway."""
    return module.SmtpGateway(
        [dict(EMAIL)],
        host="127.0.0.1",
        port=port,
        sender="News <news@example.com>",
        unsubscribe_url="https://example.com/unsubscribe",
        domain="example.com",
        security="none",
    )


class TestContract(EmailGatewayContract):
    """
    "An adapter's author tests it with `buying_groups.testing.gateways.EmailGatewayContract`."
    """

    @pytest.fixture(autouse=True)
    def _server(self, module: Any, mailbox: Mailbox) -> None:
        self.module, self.mailbox = module, mailbox

    def gateway(self) -> Any:
        """Return the program's gateway, with an empty mailbox behind it."""
        self.mailbox.mails.clear()
        return gateway_of(self.module, self.mailbox.port)

    def workspace(self) -> str:
        """Return the workspace of the email."""
        return "Default"

    def arrived(self, address: str) -> list[Any]:
        """Return what the server took."""
        return self.mailbox.at(address)

    def broken_gateway(self) -> Any:
        """Return a gateway to a port at which nothing listens."""
        return gateway_of(self.module, 1)


def delivery(address: str = "ada@example.com", name: str | None = "Ada Berg") -> Delivery:
    """Return a delivery of the email."""
    values = {key: value for key, value in EMAIL.items() if key != "text"}
    recipient = Recipient(person_id="p/1", address=address, name=name)
    return Delivery(key="k" * 64, email=ApprovedEmail(**values), recipient=recipient)


class TestMessage:
    """
    "Mails arrive, with the right headers, once."
    """

    def test_headers(self, module: Any, mailbox: Mailbox) -> None:
        """Subject, sender, recipient, date, the id that is the same in every attempt, and a way to unsubscribe."""
        assert gateway_of(module, mailbox.port).send(delivery(name='Åsa "A" Öberg, Dr.')) == DeliveryReply.sent()
        ((address, message),) = mailbox.mails
        assert address == "ada@example.com"
        assert message["Subject"] == "Vår, spring: what is new"
        assert message["From"] == "News <news@example.com>"
        assert [(to.display_name, to.addr_spec) for to in message["To"].addresses] == [
            ('Åsa "A" Öberg, Dr.', "ada@example.com")
        ]
        assert message["Date"].datetime.tzinfo is not None
        assert message["Message-ID"] == f"<{'k' * 64}@example.com>"
        assert message["List-Unsubscribe"] == "<https://example.com/unsubscribe?person=p%2F1>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message.get_content() == 'Hi Åsa "A" Öberg, Dr.\r\n'
        assert len(set(message.keys())) == len(message.keys())

    def test_an_address_beyond_ascii(self, module: Any, mailbox: Mailbox) -> None:
        """Goes to a server that takes it."""
        assert gateway_of(module, mailbox.port).send(delivery("åsa@räksmörgås.example")) == DeliveryReply.sent()
        assert len(mailbox.at("åsa@räksmörgås.example")) == 1

    @pytest.mark.parametrize(
        ("refusal", "may_retry"), [("450 mailbox busy", True), ("452 full", True), ("550 no such user", False)]
    )
    def test_refused(self, module: Any, mailbox: Mailbox, refusal: str, *, may_retry: bool) -> None:
        """What the server refuses, before the text or after it, failed; 4xx may be retried."""
        mailbox.refuse = lambda _: refusal
        assert gateway_of(module, mailbox.port).send(delivery()) == DeliveryReply.failed(refusal, may_retry=may_retry)
        mailbox.refuse, mailbox.answer = lambda _: None, lambda _: refusal
        assert gateway_of(module, mailbox.port).send(delivery()) == DeliveryReply.failed(refusal, may_retry=may_retry)
        assert mailbox.mails == []

    def test_hung_up(self, module: Any, mailbox: Mailbox) -> None:
        """A connection that breaks after the text leaves it unknown."""
        mailbox.answer = lambda _: "hang up"
        reply = gateway_of(module, mailbox.port).send(delivery())
        assert (reply.status, len(mailbox.mails)) == (DeliveryStatus.UNKNOWN, 1)

    @pytest.mark.parametrize("goodbye", ["421 shutting down", "500 what?", "221 " + "x" * 9_000])
    def test_goodbye(self, module: Any, mailbox: Mailbox, goodbye: str) -> None:
        """What a server answers after it took the mail, or refused it, changes nothing: it is not sent again."""
        mailbox.goodbye = goodbye
        assert gateway_of(module, mailbox.port).send(delivery()) == DeliveryReply.sent()
        assert len(mailbox.mails) == 1
        mailbox.refuse = lambda _: "550 no such user"
        expected = DeliveryReply.failed("550 no such user", may_retry=False)
        assert gateway_of(module, mailbox.port).send(delivery()) == expected


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a tenant of six members and an unsubscribed one, and the emails."""
    template = RolesTemplate(id="t1", name="Roles", roles=(TemplateRole(role="Champion"),)).publish()
    ids = [f"p{number}" for number in range(1, 8)]
    joined = datetime(2026, 1, 5, tzinfo=UTC)
    tenant = Tenant(
        name="Small",
        time_zone="Europe/Stockholm",
        accounts=(Account(id="a1", name="Acme"),),
        people=tuple(
            Person(id=id, account_id="a1", first_name=id.upper(), email=f"{id}@example.com", unsubscribed=id == "p7")
            for id in ids
        ),
        roles_templates=(template,),
        solution_interests=(SolutionInterest(id="s1", name="Gateway", roles_template_id="t1"),),
        buying_groups=(
            BuyingGroup(
                id="g1",
                account_id="a1",
                solution_interest_id="s1",
                members=tuple(Member(person_id=id, role="Champion", joined_at=joined) for id in ids),
            ),
        ),
    )
    (tmp_path / "tenant.json").write_text(dumps(tenant), encoding="utf-8")
    (tmp_path / "emails.json").write_text(TEXT, encoding="utf-8")
    return tmp_path


class TestProgram:
    """
    "A complete program that sends an approved email […] once to each of them, also if it is run again, or was killed."
    """

    @pytest.fixture(autouse=True)
    def _set_up(self, page: Path, folder: Path, mailbox: Mailbox, environment: dict[str, str]) -> None:
        self.page, self.folder, self.mailbox = page, folder, mailbox
        self.environment = environment | {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(mailbox.port),
            "SMTP_SECURITY": "none",
            "SENDER": "News <news@example.com>",
            "UNSUBSCRIBE_URL": "https://example.com/unsubscribe",
            "MESSAGE_ID_DOMAIN": "example.com",
        }

    def start(self, *options: str) -> subprocess.Popen[str]:
        """Start the program."""
        command = [sys.executable, str(self.page), "tenant.json", "g1", "e1", "order-1", *options]
        return subprocess.Popen(
            command, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def lines(self, *options: str) -> list[str]:
        """Run the program, and return what it printed."""
        process = self.start(*options)
        printed, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
        return printed.splitlines()

    def arrived(self) -> list[str]:
        """Return where mails arrived, as often as they did."""
        return sorted(address.partition("@")[0] for address, _ in self.mailbox.mails)

    def test_shows_the_plan(self) -> None:
        """Nothing is sent before it is said."""
        assert self.lines() == [
            *(f"p{number} gets it: p{number}@example.com" for number in range(1, 7)),
            "'p7' is not sent to: unsubscribed",
        ]
        assert self.arrived() == []

    def test_every_third_fails(self) -> None:
        """Those who failed get it when it is run again, everybody once."""
        self.mailbox.refuse = lambda address: "451 try later" if address[:2] in {"p3", "p6"} else None
        assert self.lines("--send")[-3:] == [
            "p3: failed (451 try later)",
            "p6: failed (451 try later)",
            "'p7' is not sent to: unsubscribed",
        ]
        assert self.arrived() == ["p1", "p2", "p4", "p5"]
        self.mailbox.refuse = lambda _: None
        self.lines("--send")
        assert self.arrived() == ["p1", "p2", "p3", "p4", "p5", "p6"]
        self.lines("--send")
        assert self.arrived() == ["p1", "p2", "p3", "p4", "p5", "p6"]

    def test_killed_between_send_and_record(self) -> None:
        """The one who was in hand is unknown, and gets no second mail unless it is ordered; the others get theirs."""
        waiting: list[subprocess.Popen[str]] = []

        def kill(number: int) -> str | None:
            if number == 2:
                os.kill(waiting[0].pid, signal.SIGKILL)
            return None

        self.mailbox.answer = kill
        waiting.append(self.start("--send"))
        waiting[0].communicate(timeout=60)
        assert waiting[0].returncode == -signal.SIGKILL
        assert self.arrived() == ["p1", "p2"]
        assert "p2: unknown (interrupted between the intention and the outcome)" in self.lines("--send")
        assert self.arrived() == ["p1", "p2", "p3", "p4", "p5", "p6"]
        assert "p2: sent" in self.lines("--send", "--resend", "p2")
        assert self.arrived() == ["p1", "p2", "p2", "p3", "p4", "p5", "p6"]

    def test_two_at_once(self) -> None:
        """Two processes with one key send once to each."""
        for process in [self.start("--send") for _ in range(2)]:
            _, errors = process.communicate(timeout=60)
            assert (process.returncode, errors) == (0, "")
        assert self.arrived() == ["p1", "p2", "p3", "p4", "p5", "p6"]
