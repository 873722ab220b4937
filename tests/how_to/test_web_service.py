# pyright: basic, reportMissingImports=false
# The program and what it needs come without types, or are not installed where types are checked.
"""
The web service: what it answers, and that nothing is lost when its workers are killed.

The database is SQLite, and also that of BUYING_GROUPS_TEST_DATABASE_URL if it is set: an empty PostgreSQL whose tables
may be dropped.
"""

from __future__ import annotations

import itertools
import logging
import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import jsonschema
import pytest

from buying_groups import (
    Account,
    Activity,
    BuyingGroup,
    BuyingGroupDetails,
    Member,
    Person,
    RolesTemplate,
    SolutionInterest,
    TemplateRole,
    Tenant,
    buying_group_details,
)
from buying_groups.details import MemberDetails
from buying_groups.documents import dumps, loads
from buying_groups.email import ApprovedEmail, EmailPlan, EmailResult
from buying_groups.membership import MembershipResult


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

if os.environ.get("BUYING_GROUPS_TEST_HOW_TO") != "1":
    pytest.skip("BUYING_GROUPS_TEST_HOW_TO is not 1", allow_module_level=True)

httpx: Any = pytest.importorskip("httpx")
psutil: Any = pytest.importorskip("psutil")
sqlalchemy: Any = pytest.importorskip("sqlalchemy")
testclient: Any = pytest.importorskip("fastapi.testclient")
logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs every request

PROGRAM = Path(__file__).parents[2] / "docs" / "how-to" / "programs" / "web_service.py"
ROLES = ("Champion", "Influencer", "Practitioner")
NOW = datetime.now(UTC)  # the service asks the clock, so its tests do
PEOPLE = [f"p{number:02}" for number in range(30)]
KILLS = 5

# A gateway that writes every email to a file of its own, so that what was sent outlives whoever sent it. It takes some
# time over it, like a server does, so that a worker can be killed meanwhile.
GATEWAY = """
import os, tempfile, time
from pathlib import Path
from buying_groups.email import ApprovedEmail, DeliveryReply

class Gateway:
    honours_keys = False

    def approved_emails(self, workspace):
        return [ApprovedEmail(id="e1", workspace="w", name="News", subject="News")] if workspace == "w" else []

    def send(self, delivery):
        if delivery.recipient.address in Path("failing.txt").read_text().split():
            return DeliveryReply.failed("busy", may_retry=True)
        if delivery.recipient.address in Path("raising.txt").read_text().split():
            raise TimeoutError("no answer")
        time.sleep(0.05)
        descriptor, path = tempfile.mkstemp(dir="mails", prefix=delivery.recipient.address + " ")
        os.close(descriptor)
        time.sleep(0.05)
        return DeliveryReply.sent()
"""


def made_up_tenant() -> Tenant:
    """Return a tenant with two accounts, three groups, and people with activities."""
    template = RolesTemplate(id="t1", name="Roles", roles=tuple(TemplateRole(role=role) for role in ROLES)).publish()
    joined = NOW - timedelta(days=90)
    chance = random.Random(1)  # noqa: S311 - no secret

    def group(id: str, account_id: str, ids: list[str]) -> BuyingGroup:
        members = tuple(Member(person_id=each, role="Champion", joined_at=joined) for each in ids)
        return BuyingGroup(id=id, account_id=account_id, solution_interest_id=f"s{id[1]}", members=members)

    types = ("page_views", "email_opened", "form_filled_out", "interesting_moment", "unheard_of")
    return Tenant(
        name="Small",
        time_zone="Europe/Stockholm",
        accounts=(Account(id="a1", name="Acme"), Account(id="a2", name="Other")),
        people=(
            *(Person(id=id, account_id="a1", last_name=id, email=f"{id}@example.com") for id in PEOPLE),
            Person(id="zoe", account_id="a2", unsubscribed=True, email="zoe@example.com"),
        ),
        roles_templates=(template,),
        solution_interests=tuple(
            SolutionInterest(id=f"s{number}", name=f"Product {number}", roles_template_id="t1") for number in (1, 2)
        ),
        buying_groups=(group("g1", "a1", PEOPLE[:20]), group("g2", "a1", PEOPLE[10:]), group("g1b", "a2", ["zoe"])),
        activities=tuple(
            Activity(
                id=f"x{number}" if number % 3 else None,
                person_id=chance.choice([*PEOPLE[:25], "zoe"]),
                activity_type=chance.choice(types),
                occurred_at=NOW - timedelta(days=chance.expovariate(1 / 40), minutes=5),
                description="Asked for a quote",
            )
            for number in range(2_000)
        ),
    )


TENANT = made_up_tenant()


class Service:
    """
    The program of the how-to, with two workers.
    """

    def __init__(self, folder: Path, port: int, environment: dict[str, str]) -> None:
        self.folder, self.port, self.environment = folder, port, environment
        self.url = f"http://127.0.0.1:{port}"
        self.client = httpx.Client(base_url=self.url, timeout=60)
        (folder / "mails").mkdir(exist_ok=True)
        for name in ("failing.txt", "raising.txt"):
            (folder / name).write_text("", encoding="utf-8")
        (folder / "gateways_of_test.py").write_text(GATEWAY, encoding="utf-8")
        (folder / "tenant.json").write_text(dumps(TENANT), encoding="utf-8")
        subprocess.run([*self.command, "load", "tenant.json"], cwd=folder, env=environment, check=True)
        self.process: Any = None

    @property
    def command(self) -> list[str]:
        """The program."""
        return [sys.executable, str(PROGRAM)]

    def start(self) -> None:
        """Start the service, and wait until it answers."""
        self.process = subprocess.Popen(
            [*self.command, "serve", "--port", str(self.port)], cwd=self.folder, env=self.environment
        )
        for _ in range(1_800):
            try:
                if self.client.get("/health").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise TimeoutError("the service does not answer")

    def stop(self) -> None:
        """Stop the service."""
        self.client.close()
        self.process.terminate()
        self.process.wait(timeout=60)

    def workers(self) -> list[int]:
        """Return the ids of the processes that answer."""
        living = [child for child in psutil.Process(self.process.pid).children() if child.status() != "zombie"]
        return [child.pid for child in living if "resource_tracker" not in " ".join(child.cmdline())]

    def mails(self) -> list[str]:
        """Return to whom an email was sent, as often as it was."""
        return sorted(path.name.partition("@")[0] for path in (self.folder / "mails").iterdir())


def database_of(folder: Path, kind: str) -> str:
    """Return the URL of an empty database."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'test.sqlite'}"
    url = os.environ["BUYING_GROUPS_TEST_DATABASE_URL"]
    engine = sqlalchemy.create_engine(url)
    everything = sqlalchemy.MetaData()
    everything.reflect(engine)
    everything.drop_all(engine)
    engine.dispose()
    return url


DATABASES = ["sqlite", *(["postgresql"] if "BUYING_GROUPS_TEST_DATABASE_URL" in os.environ else [])]


@pytest.fixture(params=DATABASES, scope="class")
def service(
    request: Any,
    tmp_path_factory: pytest.TempPathFactory,
    free_port: Callable[[], int],
    environment: dict[str, str],
) -> Iterator[Service]:
    """Start a service with an empty database, and stop it."""
    folder = tmp_path_factory.mktemp("service")
    more = {
        "DATABASE_URL": database_of(folder, request.param),
        "EMAIL_GATEWAY": "gateways_of_test:Gateway",
        "PYTHONPATH": f"{environment['PYTHONPATH']}{os.pathsep}{folder}",
    }
    made = Service(folder, free_port(), environment | more)
    try:
        made.start()
        yield made
    finally:
        made.stop()


class TestAnswers:
    """
    "Pages of buying groups, their members, and email to them."
    """

    def test_page(self, service: Service) -> None:
        """The page is that of the library, from the whole tenant; only what it shows was read from the database."""
        actual = loads(service.client.get("/buying-groups/g1").content, BuyingGroupDetails)
        expected = buying_group_details(TENANT, "g1", as_of=actual.as_of)
        assert expected.account == actual.account  # with its summary
        assert expected.group.summary == actual.group.summary is not None
        assert [member.person_id for member in expected.members] == [member.person_id for member in actual.members]
        for one, other in zip(expected.members, actual.members, strict=True):
            assert one.engagement.score == pytest.approx(other.engagement.score, abs=1e-9)
            assert one.recent_activities == other.recent_activities
            assert one.last_interesting_moment == other.last_interesting_moment
            assert one.other_groups == other.other_groups
            assert one.summary == other.summary is not None
        assert expected.group.engagement.score == pytest.approx(actual.group.engagement.score, abs=1e-9)
        assert expected.group.completeness == actual.group.completeness
        members = loads(service.client.get("/buying-groups/g1/members").content, list[MemberDetails])
        assert [attrs.evolve(member, summary=None) for member in actual.members] == members

    def test_members(self, service: Service) -> None:
        """Assigning, editing roles and removing show on the page at once."""
        client = service.client
        sent = {"assignments": [{"person_id": "p20", "role": "Influencer"}], "reason": "met at the fair"}
        result = loads(client.post("/buying-groups/g2/members", json=sent).content, MembershipResult)
        assert [(change.person_id, change.reason) for change in result.changes] == [("p20", "met at the fair")]
        roles = [{"person_id": "p20", "role": "Practitioner"}, {"person_id": "p21", "role": "Influencer"}]
        assert client.patch("/buying-groups/g2/members", json={"assignments": roles}).status_code == 200
        assert client.post("/buying-groups/g2/members/removal", json={"person_ids": ["p22"]}).status_code == 200
        page = loads(client.get("/buying-groups/g2").content, BuyingGroupDetails)
        found = {member.person_id: member.role for member in page.members}
        assert (found["p20"], found["p21"], "p22" in found) == ("Practitioner", "Influencer", False)
        assert [role.assigned for role in page.group.completeness.roles] == [17, 1, 1]

    @pytest.mark.parametrize(
        ("request_line", "content", "status", "detail"),
        [
            ("GET /buying-groups/g9", b"", 404, "there is no buying group 'g9'"),
            ("PATCH /buying-groups/g1/members", b"{", 422, "the document has 1 problem:\n  $: is not JSON"),
            (
                "PATCH /buying-groups/g1/members",
                b'{"assignments": [{"person_id": "x", "role": "Boss"}]}',
                422,
                "the selection has 2 problems:\n  $[0]: there is no person 'x'",
            ),
            ("POST /buying-groups/g1/members/removal", b'{"person_ids": []}', 422, "the selection has 1 problem"),
            ("POST /buying-groups/g1/members", b'{"assignments": [], "x": 1}', 422, "the document has 1 problem"),
            ("POST /buying-groups/g1/members", b"x" * 1_000_001, 413, "the body is larger than 1,000,000 bytes"),
            (
                "POST /buying-groups/g1/email-plans",
                b'{"email_id": "e2", "workspace": "w", "person_ids": ["p00"]}',
                404,
                "unknown approved email 'e2'; known: 'e1'",
            ),
        ],
    )
    def test_bad_requests(self, service: Service, request_line: str, content: bytes, status: int, detail: str) -> None:
        """What is wrong is answered with what would be valid; nothing changes."""
        response = service.client.request(*request_line.split(" "), content=content)
        assert response.status_code == status
        assert response.json()["detail"].startswith(detail)

    def test_description(self, service: Service) -> None:
        """The page at /docs is there; the description names the documents' schemas, and references lead to them."""
        assert "swagger-ui" in service.client.get("/docs").text
        description = service.client.get("/openapi.json").json()
        known = description["components"]["schemas"]
        assert {"BuyingGroupDetails", "EmailPlan", "EmailResult", "MembershipResult", "Assignments"} <= set(known)
        references = set(references_in(description))
        assert {f"#/components/schemas/{name}" for name in known} >= references
        assert len(references) > 20
        assert sum(len(methods) for methods in description["paths"].values()) == 9

    @pytest.mark.parametrize(
        ("method", "path", "content"),
        [
            ("get", "/buying-groups/{group_id}", None),
            ("get", "/buying-groups/{group_id}/members", None),
            ("get", "/workspaces/{workspace}/emails", None),
            ("post", "/buying-groups/{group_id}/email-plans", {"person_ids": ["p00"]}),
            ("post", "/buying-groups/{group_id}/members", {"assignments": [{"person_id": "p00", "role": "Champion"}]}),
        ],
    )
    def test_answers_as_described(self, service: Service, method: str, path: str, content: Any) -> None:
        """What is asked and answered are what the description says; something else is not."""
        description = service.client.get("/openapi.json").json()
        said = description["paths"][path][method]
        if content is not None and "person_ids" in content:
            content = order(*content["person_ids"])
        response = service.client.request(method, path.format(group_id="g1", workspace="w"), json=content)
        assert response.status_code == 200
        parts = [(response.json(), said["responses"]["200"])]
        parts += [] if content is None else [(content, said["requestBody"])]
        for value, part in parts:
            schema = part["content"]["application/json"]["schema"] | {"components": description["components"]}
            jsonschema.validate(value, schema, cls=jsonschema.Draft202012Validator)
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(7, schema, cls=jsonschema.Draft202012Validator)


def references_in(value: Any) -> Iterator[str]:
    """Return whatever a description refers to."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from references_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from references_in(item)


def order(*person_ids: str, **more: Any) -> dict[str, Any]:
    """Return an order to send the email."""
    return {"email_id": "e1", "workspace": "w", "person_ids": list(person_ids)} | more


class TestEmail:
    """
    "The same order with the same key sends only what failed and may be retried, and what was never tried."
    """

    def post(self, service: Service, content: dict[str, Any], key: str) -> Any:
        """Order an email."""
        return service.client.post("/buying-groups/g1/emails", json=content, headers={"Idempotency-Key": key})

    @pytest.fixture(autouse=True)
    def _empty(self, service: Service) -> None:
        for mail in (service.folder / "mails").iterdir():
            mail.unlink()

    def test_once(self, service: Service) -> None:
        """The plan shows who would get it; the order sends it; the same order sends what failed, and nothing else."""
        plan = loads(service.client.post("/buying-groups/g1/email-plans", json=order("p01", "p00")).content, EmailPlan)
        assert [recipient.person_id for recipient in plan.recipients] == ["p00", "p01"]
        assert service.mails() == []
        (service.folder / "failing.txt").write_text("p01@example.com", encoding="utf-8")
        first = loads(self.post(service, order("p01", "p00"), "k1").content, EmailResult)
        assert [item.person_id for item in first.failed] == ["p01"]
        (service.folder / "failing.txt").write_text("", encoding="utf-8")
        for _ in range(3):
            assert self.post(service, order("p00", "p01"), "k1").status_code == 200
        assert service.mails() == ["p00", "p01"]

    def test_approved(self, service: Service) -> None:
        """The emails of a workspace; none of one that does not exist."""
        (email,) = loads(service.client.get("/workspaces/w/emails").content, list[ApprovedEmail])
        assert email == ApprovedEmail(id="e1", workspace="w", name="News", subject="News")
        assert service.client.get("/workspaces/x/emails").json() == []

    def test_refusals(self, service: Service) -> None:
        """Whoever has unsubscribed is in the result, and gets nothing; fifty-one are too many."""
        response = service.client.post("/buying-groups/g1b/emails", json=order("zoe"), headers={"Idempotency-Key": "z"})
        result = loads(response.content, EmailResult)
        assert [(item.person_id, list(item.reasons)) for item in result.skipped] == [("zoe", ["unsubscribed"])]
        response = self.post(service, order(*["p00"] * 51), "many")
        assert (422, "the selection has 1 problem:\n  $: takes 1 to 50 people in a call, got 51") == (
            response.status_code,
            response.json()["detail"],
        )
        assert (result.records, service.mails()) == ((), [])

    def test_unknown_until_it_is_ordered(self, service: Service) -> None:
        """An outcome that nobody knows stays so when the order is repeated, and is sent again when that is ordered."""
        (service.folder / "raising.txt").write_text("p01@example.com", encoding="utf-8")
        for _ in range(2):
            result = loads(self.post(service, order("p00", "p01"), "k4").content, EmailResult)
            assert [item.person_id for item in result.unknown] == ["p01"]
        (service.folder / "raising.txt").write_text("", encoding="utf-8")
        assert service.mails() == ["p00"]
        for _ in range(2):
            assert self.post(service, order("p00", "p01", resend=["p01"]), "k4").status_code == 200
        assert service.mails() == ["p00", "p01"]

    def test_without_a_gateway(
        self, imported: Callable[[Path], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A service that is told of none says so."""
        monkeypatch.setenv("DATABASE_URL", database_of(tmp_path, "sqlite"))
        monkeypatch.delenv("EMAIL_GATEWAY", raising=False)
        with testclient.TestClient(imported(PROGRAM).app) as client:
            response = client.get("/workspaces/w/emails")
        assert (503, "EMAIL_GATEWAY is not set: this service sends no email") == (
            response.status_code,
            response.json()["detail"],
        )

    def test_keys(self, service: Service) -> None:
        """A key that stands for one order is refused for another; without one nothing is sent."""
        assert self.post(service, order("p00"), "k2").status_code == 200
        response = self.post(service, order("p01"), "k2")
        assert (409, "the key 'k2' was used for another order; take a new one") == (
            response.status_code,
            response.json()["detail"],
        )
        assert service.client.post("/buying-groups/g1/emails", json=order("p00")).status_code == 422
        assert service.mails() == ["p00"]

    def test_many_clicks_at_once(self, service: Service) -> None:
        """One order, clicked ten times at once: everybody gets one email."""
        ids = PEOPLE[:10]
        threads = [threading.Thread(target=self.post, args=(service, order(*ids), "k3")) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert service.mails() == ids
        assert self.post(service, order(*ids), "k3").status_code == 200
        assert service.mails() == ids


class Clients:
    """
    Clients that edit roles and send email until they are told to stop, and keep what was answered.
    """

    def __init__(self, service: Service) -> None:
        self.service = service
        self.done = threading.Event()
        self.numbers = itertools.count()
        self.edits: list[str] = []  # the reasons of those that were answered
        self.answered: list[str] = []  # the keys of the orders that were answered, as often as they were
        self.refused: list[str] = []
        self.orders: dict[str, list[str]] = {}

    def wait_for_work(self) -> None:
        """Wait until five more edits and one more order were answered."""
        edits, orders = len(self.edits) + 5, len(self.answered) + 1
        for _ in range(600):
            if len(self.edits) >= edits and len(self.answered) >= orders:
                return
            time.sleep(0.1)
        raise TimeoutError("the service does not work any more")

    def ask(self, method: str, path: str, content: dict[str, Any], **headers: str) -> Any:
        """Return the answer, or nothing if the worker was killed: then nobody knows whether it is done."""
        try:
            with httpx.Client(base_url=self.service.url, timeout=60) as client:
                response = client.request(method, path, json=content, headers=headers)
        except httpx.TransportError:
            return None
        if response.status_code != 200:
            self.refused.append(response.text)
        return response

    def edit(self, person_id: str) -> None:
        """Give somebody one role after the other."""
        for role in itertools.cycle(("Influencer", "Champion", "Practitioner")):
            if self.done.is_set():
                return
            reason = f"edit {next(self.numbers)}"
            sent = {"assignments": [{"person_id": person_id, "role": role}], "reason": reason}
            if self.ask("PATCH", "/buying-groups/g1/members", sent) is not None:
                self.edits.append(reason)

    def order(self, person_ids: list[str]) -> None:
        """Send one order after the other, and retry each."""
        while not self.done.is_set():
            key = f"order {next(self.numbers)}"
            self.orders[key] = person_ids
            for _ in range(3):
                headers = {"Idempotency-Key": key}
                if self.ask("POST", "/buying-groups/g2/emails", order(*person_ids), **headers) is not None:
                    self.answered.append(key)


def post_order(client: Any, key: str, person_ids: list[str]) -> Any:
    """Order an email to members of the second group."""
    return client.post("/buying-groups/g2/emails", json=order(*person_ids), headers={"Idempotency-Key": key})


@pytest.fixture(scope="class")
def clients(service: Service) -> Clients:
    """Return clients who have worked while workers were killed again and again; each was replaced."""
    clients = Clients(service)
    threads = [threading.Thread(target=clients.edit, args=(id,), daemon=True) for id in PEOPLE[:3]]
    threads += [
        threading.Thread(target=clients.order, args=(ids,), daemon=True) for ids in (PEOPLE[10:20], PEOPLE[20:30])
    ]
    for thread in threads:
        thread.start()
    chance = random.Random(2)  # noqa: S311 - no secret
    for _ in range(KILLS):
        clients.wait_for_work()
        time.sleep(chance.uniform(0, 0.3))  # to hit each step of the work
        os.kill(chance.choice(service.workers()), signal.SIGKILL)
    clients.done.set()
    for thread in threads:
        thread.join()
    return clients


class TestKilledWorkers:
    """
    "Nothing is lost when a worker is killed in the middle of role edits and mails."
    """

    def test_edits(self, service: Service, clients: Clients) -> None:
        """Every edit that was answered is in the history once; of the others each is there, once, or not."""
        assert clients.refused == []
        assert len(clients.edits) > 20
        assert service.client.get("/buying-groups/g1").status_code == 200
        last = {"assignments": [{"person_id": "p05", "role": "Champion"}], "reason": "the last"}
        result = loads(service.client.patch("/buying-groups/g1/members", json=last).content, MembershipResult)
        reasons = [change.reason for change in result.group.history if change.reason]
        assert set(clients.edits) <= set(reasons)
        assert len(set(reasons)) == len(reasons)

    def test_mails(self, service: Service, clients: Clients) -> None:
        """
        Whoever is said to be sent to has got it once; the others are unknown, and at most one for each order in hand.
        """
        assert len(clients.orders) > 5
        sent, unknown = 0, 0
        for key, person_ids in clients.orders.items():
            final = loads(post_order(service.client, key, person_ids).content, EmailResult)
            assert (final.failed, final.skipped) == ((), ())
            assert len(final.records) == len(person_ids)
            sent += len(final.sent) + len(final.sent_before)
            unknown += len(final.unknown)
        assert unknown <= KILLS * 2  # two clients, so two orders can be in hand at each kill
        assert sent <= len(service.mails()) <= sent + unknown
        print(f"{KILLS} kills, {len(clients.edits)} edits, {sent} mails sent, {unknown} unknown")  # noqa: T201 - for -s
