# pyright: basic, reportMissingImports=false
# The program comes from a page, and what it needs is not installed where types are checked.
"""
The program that sends with Marketo Engage, against a server that answers as the description of its API says.

https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest: authentication, error codes, emails, leads,
and the request of a campaign.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections import deque
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from buying_groups import Account, BuyingGroup, Member, Person, RolesTemplate, SolutionInterest, TemplateRole, Tenant
from buying_groups.documents import dumps
from buying_groups.email import Delivery, DeliveryReply, DeliveryStatus, Recipient
from buying_groups.testing.gateways import EmailGatewayContract


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

if os.environ.get("BUYING_GROUPS_TEST_HOW_TO") != "1":
    pytest.skip("BUYING_GROUPS_TEST_HOW_TO is not 1", allow_module_level=True)

stamina: Any = pytest.importorskip("stamina")
pytest.importorskip("httpx")


HANG_UP = 0
FAULTS: dict[str, tuple[int, Any]] = {
    "hang up": (HANG_UP, None),
    "502": (502, "Bad Gateway"),
    "not JSON": (200, b"<html>"),
}


class Marketo:
    """
    A Marketo instance: its people, emails, campaigns, tokens and limits, and what it was asked to send.
    """

    def __init__(self) -> None:
        self.url = ""
        self.people = {number: {"id": number, "email": f"p{number}@example.com"} for number in range(1, 8)}
        self.people[7]["unsubscribed"] = True
        self.emails = [email(1000 + number, "approved") for number in range(450)] + [email(2000, "draft")]
        self.campaigns = {7001: 1001, 7002: 2000}  # which email each sends
        self.tokens: dict[str, float] = {}  # when each ends
        self.lifetime = 3600.0
        self.calls_in_20_seconds = 100_000
        self.calls: deque[float] = deque()
        self.asked: list[str] = []
        self.requested: list[int] = []
        self.faults: list[str] = []  # for the next requests of a campaign: a code, or "hang up", "502" or "not JSON"
        self.identity: int | None = None  # the status of the service that gives tokens, if it gives none
        self.unlucky: set[int] = set()  # for whom a campaign always fails

    def token(self, query: dict[str, str]) -> tuple[int, Any]:
        """Answer with a token: the one that there is, as long as it lives."""
        if self.identity is not None:
            return self.identity, {}
        if (query.get("client_id"), query.get("client_secret")) != ("id", "secret"):
            return 401, {"error": "unauthorized", "error_description": "Bad client credentials"}
        living = [token for token, end in self.tokens.items() if end > time.monotonic()]
        if not living:
            living = [f"token-{len(self.tokens)}:int"]
            self.tokens[living[0]] = time.monotonic() + self.lifetime
        left = int(self.tokens[living[-1]] - time.monotonic())
        return 200, {"access_token": living[-1], "token_type": "bearer", "expires_in": left, "scope": "a@example.com"}

    def refused(self, headers: Any, query: dict[str, str]) -> dict[str, Any] | None:
        """Return the error for a request that is not executed: without a token that lives, or beyond the limit."""
        kind, _, token = headers.get("Authorization", "").partition(" ")
        if kind != "Bearer" or "access_token" in query:
            return failure("600", "Empty access token")
        if token not in self.tokens:
            return failure("601", "Access token invalid")
        if self.tokens[token] <= time.monotonic():
            return failure("602", "Access token expired")
        now = time.monotonic()
        while self.calls and self.calls[0] < now - 20:
            self.calls.popleft()
        if len(self.calls) >= self.calls_in_20_seconds:
            return failure("606", "Max rate limit exceeded")
        self.calls.append(now)
        return None

    def get(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        """Answer what is asked for."""
        if path == "/rest/asset/v1/emails.json":
            offset, number = int(query.get("offset", 0)), min(int(query.get("maxReturn", 20)), 200)
            found = [item for item in self.emails if item["status"] == query.get("status", item["status"])]
            if not found[offset : offset + number]:
                return {"success": True, "warnings": ["No assets found for the given search criteria."]}
            return success(found[offset : offset + number])
        lead = re.fullmatch(r"/rest/v1/lead/(\d+)\.json", path)
        if lead is None:
            return failure("610", "Requested resource not found")
        fields = query["fields"].split(",")
        person = self.people.get(int(lead[1]))
        return success([] if person is None else [{field: person.get(field) for field in fields}])

    def trigger(self, path: str, content: Any) -> str | dict[str, Any]:
        """Request a campaign for people, or behave otherwise."""
        campaign = re.fullmatch(r"/rest/v1/campaigns/(\d+)/trigger\.json", path)
        if campaign is None or int(campaign[1]) not in self.campaigns:
            return failure("1013", "Object not found")
        (lead,) = (item["id"] for item in content["input"]["leads"])
        if lead not in self.people:
            return failure("1004", "Lead not found")
        if lead in self.unlucky:
            return failure("611", "System error")
        fault = self.faults.pop(0) if self.faults else ""
        if fault.isdigit() and fault != "502":
            return failure(fault, "told to fail")
        self.requested.append(lead)
        return fault or success([{"id": int(campaign[1])}])


def email(id: int, status: str) -> dict[str, Any]:
    """Return an email as the API lists it."""
    workspace = "Default" if id % 2 or status == "draft" else "Nordics"
    subject = {"type": "Text", "value": f"Subject {id}"}
    return {"id": id, "name": f"Email {id}", "subject": subject, "status": status, "workspace": workspace}


def success(result: list[Any]) -> dict[str, Any]:
    """Return the answer that something worked."""
    return {"requestId": "e42b#14272d07d78", "success": True, "errors": [], "warnings": [], "result": result}


def failure(code: str, message: str) -> dict[str, Any]:
    """Return the answer that something failed."""
    return {"requestId": "e42b#14272d07d78", "success": False, "errors": [{"code": code, "message": message}]}


def handler(instance: Marketo) -> type[BaseHTTPRequestHandler]:
    """Return what answers requests for an instance."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self, status: int, content: Any) -> None:
            """Send an answer: bytes as they are, anything else as JSON; hang up with the status 0."""
            if status == HANG_UP:
                self.close_connection = True
                return
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json;charset=UTF-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            """Answer a request to read."""
            url = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(url.query).items()}
            instance.asked.append(url.path)
            if url.path == "/identity/oauth/token":
                self.answer(*instance.token(query))
            else:
                self.answer(200, instance.refused(self.headers, query) or instance.get(url.path, query))

        def do_POST(self) -> None:
            """Answer a request to act."""
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            instance.asked.append(self.path)
            answer = instance.refused(self.headers, {}) or instance.trigger(self.path, content)
            self.answer(*(FAULTS[answer] if isinstance(answer, str) else (200, answer)))

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    return Handler


@pytest.fixture
def marketo() -> Iterator[Marketo]:
    """Start an instance, and stop it."""
    instance = Marketo()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(instance))
    instance.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield instance
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def page(program: Callable[[str], Path]) -> Path:
    """Return the program of the page."""
    return program("send-email-with-marketo")


@pytest.fixture(scope="module")
def module(page: Path, imported: Callable[[Path], Any]) -> Any:
    """Return the program of the page as a module."""
    return imported(page)


@pytest.fixture
def make(module: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that makes the program's gateway; they are closed in the end."""
    made: list[Any] = []

    def gateway(url: str, secret: str = "secret", **more: Any) -> Any:  # noqa: S107 - of a server of this test
        made.append(module.MarketoGateway(url, "id", secret, {"1001": 7001, "2000": 7002}, **more))
        return made[-1]

    yield gateway
    for each in made:
        each.client.close()


@pytest.fixture
def no_pauses() -> Iterator[None]:
    """Let `stamina` ask again without waiting."""
    stamina.set_testing(True, attempts=4)
    yield
    stamina.set_testing(False)


class TestContract(EmailGatewayContract):
    """
    "An adapter's author tests it with `buying_groups.testing.gateways.EmailGatewayContract`."
    """

    @pytest.fixture(autouse=True)
    def _server(self, make: Callable[..., Any], marketo: Marketo) -> None:
        self.make, self.marketo = make, marketo
        marketo.people[17] = {"id": 17, "email": "ada@example.com"}

    def gateway(self) -> Any:
        """Return the program's gateway to an instance that has sent nothing."""
        self.marketo.requested.clear()
        return self.make(self.marketo.url)

    def workspace(self) -> str:
        """Return the workspace of the email that has a campaign."""
        return "Default"

    def arrived(self, address: str) -> list[Any]:
        """Return for whom a campaign was requested, by their addresses."""
        return [lead for lead in self.marketo.requested if self.marketo.people[lead]["email"] == address]

    def broken_gateway(self) -> Any:
        """Return a gateway to a port at which nothing listens."""
        return self.make("http://127.0.0.1:1")

    def delivery(self, gateway: Any, key: str, address: str, name: str | None = "Ada Berg") -> Delivery:
        """Return a delivery to somebody who is in the instance."""
        (email,) = gateway.approved_emails("Default")
        return Delivery(key=key, email=email, recipient=Recipient(person_id="17", address=address, name=name))


class TestGateway:
    """
    "Tokens (expiry) and rate limits handled."
    """

    def delivery(self, gateway: Any, person_id: str = "1", address: str = "p1@example.com") -> Delivery:
        """Return a delivery of the email."""
        (email,) = gateway.approved_emails("Default")
        return Delivery(key="k", email=email, recipient=Recipient(person_id=person_id, address=address))

    def test_lists(self, make: Callable[..., Any], marketo: Marketo) -> None:
        """Of 451 emails, on three pages, those that are approved and have a campaign."""
        (email,) = make(marketo.url).approved_emails("Default")
        assert (email.id, email.workspace, email.name) == ("1001", "Default", "Email 1001")
        assert email.subject == "Subject 1001"
        assert marketo.asked.count("/rest/asset/v1/emails.json") == 3
        assert list(make(marketo.url).approved_emails("Nordics")) == []

    @pytest.mark.parametrize(("number", "pages"), [(0, 1), (200, 2), (400, 3)])
    def test_full_pages(self, make: Callable[..., Any], marketo: Marketo, number: int, pages: int) -> None:
        """A last page that is full is followed by one without any result; so is the first where nothing is approved."""
        marketo.emails = marketo.emails[1:2][:number] + marketo.emails[2 : number + 1]
        found = make(marketo.url).approved_emails("Default")
        assert [email.id for email in found] == ["1001"][:number]
        assert marketo.asked.count("/rest/asset/v1/emails.json") == pages

    def test_one_token_for_many_calls(self, make: Callable[..., Any], marketo: Marketo) -> None:
        """A token is asked for once while it lives."""
        gateway = make(marketo.url)
        delivery = self.delivery(gateway)
        assert [gateway.send(delivery) for _ in range(5)] == [DeliveryReply.sent()] * 5
        assert marketo.asked.count("/identity/oauth/token") == 1

    @pytest.mark.parametrize("how", ["invalid", "expired"])
    def test_a_token_that_ends_early(self, make: Callable[..., Any], marketo: Marketo, how: str) -> None:
        """601 and 602 are answered with a new token and the same request, which is executed once."""
        gateway = make(marketo.url)
        delivery = self.delivery(gateway)
        for token in marketo.tokens:
            marketo.tokens[token] = 0.0
        if how == "invalid":
            marketo.tokens.clear()
            marketo.tokens["another"] = time.monotonic() + 60
        assert gateway.send(delivery) == DeliveryReply.sent()
        assert (marketo.requested, marketo.asked.count("/identity/oauth/token")) == ([1], 2)

    def test_a_short_life(self, make: Callable[..., Any], marketo: Marketo) -> None:
        """A token is not used in the last seconds of its life."""
        marketo.lifetime = 5
        gateway = make(marketo.url)
        assert gateway.send(self.delivery(gateway)) == DeliveryReply.sent()
        assert marketo.asked.count("/identity/oauth/token") > 1

    def test_wrong_credentials(self, make: Callable[..., Any], marketo: Marketo) -> None:
        """Nothing was sent, and may be when they are mended."""
        delivery = self.delivery(make(marketo.url))
        reply = make(marketo.url, "wrong").send(delivery)
        assert (reply.status, reply.may_retry) == (DeliveryStatus.FAILED, True)
        assert reply.reason == "NoTokenError: 401 the identity service gives no token"

    @pytest.mark.parametrize(
        ("fault", "reason"),
        [
            (500, "500 the identity service gives no token"),
            (200, "KeyError the identity service gives no token"),
            (HANG_UP, "RemoteProtocolError the identity service gives no token"),
        ],
    )
    def test_no_new_token(self, make: Callable[..., Any], marketo: Marketo, fault: int, reason: str) -> None:
        """Where a token ends just before the request, and there is no new one, nothing was asked: it may be retried."""
        gateway = make(marketo.url)
        delivery = self.delivery(gateway)

        def refused_nothing(_: Delivery) -> None:
            gateway.token, marketo.identity = None, fault

        gateway.refusal = refused_nothing
        assert gateway.send(delivery) == DeliveryReply.failed(reason, may_retry=True)
        del gateway.refusal
        assert marketo.requested == []
        reply = gateway.send(delivery)
        assert reply == DeliveryReply.failed(f"NoTokenError: {reason}", may_retry=True)
        marketo.identity = None
        assert (gateway.send(delivery), marketo.requested) == (DeliveryReply.sent(), [1])

    @pytest.mark.parametrize("code", ["606", "608", "615", "713"])
    @pytest.mark.usefixtures("no_pauses")
    def test_busy(self, make: Callable[..., Any], marketo: Marketo, code: str) -> None:
        """Limits are waited out; if that takes too long, the person may be retried."""
        gateway = make(marketo.url)
        delivery = self.delivery(gateway)
        marketo.faults = [code] * 3
        assert (gateway.send(delivery), marketo.requested) == (DeliveryReply.sent(), [1])
        marketo.faults = [code] * 4
        assert gateway.send(delivery) == DeliveryReply.failed(f"{code} told to fail", may_retry=True)
        assert marketo.requested == [1]

    @pytest.mark.usefixtures("no_pauses")
    def test_too_many_calls(self, make: Callable[..., Any], marketo: Marketo) -> None:
        """The instance's own count of calls: what is beyond it fails, and may be retried."""
        gateway = make(marketo.url)
        delivery = self.delivery(gateway)
        marketo.calls_in_20_seconds = len(marketo.calls) + 3
        assert gateway.send(delivery) == DeliveryReply.sent()
        reply = gateway.send(delivery)
        assert reply == DeliveryReply.failed("606 Max rate limit exceeded", may_retry=True)
        assert marketo.requested == [1]

    @pytest.mark.parametrize(
        ("fault", "expected"),
        [
            ("607", DeliveryReply.failed("607 told to fail", may_retry=True)),
            ("603", DeliveryReply.failed("603 told to fail", may_retry=False)),
            ("1013", DeliveryReply.failed("1013 told to fail", may_retry=False)),
            ("604", DeliveryReply.unknown("604 told to fail")),
            ("611", DeliveryReply.unknown("611 told to fail")),
            ("502", DeliveryReply.unknown('502 "Bad Gateway"')),
            ("not JSON", DeliveryReply.unknown("502 the answer is not JSON: '<html>'")),
        ],
    )
    def test_other_errors(
        self, make: Callable[..., Any], marketo: Marketo, fault: str, expected: DeliveryReply
    ) -> None:
        """The day's calls may be retried tomorrow; what may have been done is unknown; the rest failed for good."""
        gateway = make(marketo.url)
        delivery = self.delivery(gateway)
        marketo.faults = [fault]
        assert gateway.send(delivery) == expected

    def test_no_answer(self, make: Callable[..., Any], marketo: Marketo) -> None:
        """A connection that breaks after the request leaves it unknown."""
        gateway = make(marketo.url)
        delivery = self.delivery(gateway)
        marketo.faults = ["hang up"]
        assert gateway.send(delivery).status is DeliveryStatus.UNKNOWN
        assert marketo.requested == [1]

    @pytest.mark.parametrize(
        ("person_id", "address", "reason"),
        [
            ("7", "p7@example.com", "in Marketo, the person is unsubscribed"),
            ("1", "other@example.com", "in Marketo, the person has another address"),
            ("99", "p99@example.com", "Marketo does not know person 99"),
            ("ada", "ada@example.com", "'ada' is no id of Marketo"),
            ("²", "p2@example.com", "'²' is no id of Marketo"),
        ],
    )
    def test_what_marketo_knows(
        self, make: Callable[..., Any], marketo: Marketo, person_id: str, address: str, reason: str
    ) -> None:
        """Whoever has unsubscribed there since, moved, or is not there, is not sent to."""
        gateway = make(marketo.url)
        delivery = self.delivery(gateway, person_id, address)
        assert gateway.send(delivery) == DeliveryReply.failed(reason, may_retry=False)
        assert marketo.requested == []

    def test_no_longer_approved(self, make: Callable[..., Any], marketo: Marketo) -> None:
        """An email that was taken back is not sent, once the list is a minute old."""
        gateway = make(marketo.url, fresh=0.0)
        delivery = self.delivery(gateway)
        marketo.emails[1]["status"] = "draft"
        assert gateway.send(delivery) == DeliveryReply.failed("email '1001' is not approved", may_retry=False)


class TestProgram:
    """
    "Lists the approved emails […] and sends one of them to members of a buying group, once to each."
    """

    def test_runs(self, page: Path, marketo: Marketo, environment: dict[str, str], tmp_path: Path) -> None:
        """The plan, the sending with one who is unknown, the same order again, and the one who is ordered again."""
        ids = [str(number) for number in range(1, 8)]
        joined = datetime(2026, 1, 5, tzinfo=UTC)
        template = RolesTemplate(id="t1", name="Roles", roles=(TemplateRole(role="Champion"),)).publish()
        members = tuple(Member(person_id=id, role="Champion", joined_at=joined) for id in ids)
        tenant = Tenant(
            name="Small",
            accounts=(Account(id="a1", name="Acme"),),
            people=tuple(
                Person(id=id, account_id="a1", email=f"p{id}@example.com", unsubscribed=id == "6") for id in ids
            ),
            roles_templates=(template,),
            solution_interests=(SolutionInterest(id="s1", name="Gateway", roles_template_id="t1"),),
            buying_groups=(BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1", members=members),),
        )
        (tmp_path / "tenant.json").write_text(dumps(tenant), encoding="utf-8")
        settings = {
            "MARKETO_URL": marketo.url,
            "MARKETO_CLIENT_ID": "id",
            "MARKETO_CLIENT_SECRET": "secret",
            "CAMPAIGNS": '{"1001": 7001}',
        }

        def lines(*options: str) -> list[str]:
            result = subprocess.run(
                [sys.executable, str(page), "tenant.json", "g1", "1001", "order-1", *options],
                cwd=tmp_path,
                env=environment | settings,
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            assert (result.returncode, result.stderr) == (0, "")
            return result.stdout.splitlines()

        assert lines()[-1] == "'6' is not sent to: unsubscribed"
        assert marketo.requested == []
        marketo.unlucky = {3}
        assert lines("--send") == [
            "1: sent",
            "2: sent",
            "4: sent",
            "5: sent",
            "7: failed (in Marketo, the person is unsubscribed)",
            "3: unknown (611 System error)",
            "'6' is not sent to: unsubscribed",
        ]
        marketo.unlucky = set()
        lines("--send")
        assert sorted(marketo.requested) == [1, 2, 4, 5]
        assert lines("--send", "--resend", "3")[0] == "3: sent"
        assert sorted(marketo.requested) == [1, 2, 3, 4, 5]
