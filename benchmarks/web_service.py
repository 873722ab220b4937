"""
The web service of the how-to under load: requests per second, latency and memory.

Run ``python benchmarks/web_service.py`` in an environment that has the requirements of the how-to, and psutil. It loads
a made-up tenant of 200 accounts into a database, starts the service with two workers, warms it up, and asks for 30
seconds with eight clients: pages, lists of members, edits of roles, emails. Then it asks for ``/health``, which answers
a constant: what FastAPI and one round trip to the database take without the library. Give ``--database`` for another
one than SQLite. The clients run on the same processors.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import buying_groups
from buying_groups import (
    DEFAULT_WEIGHTING_MODEL,
    Account,
    Activity,
    BuyingGroup,
    Member,
    Person,
    RolesTemplate,
    SolutionInterest,
    TemplateRole,
    Tenant,
)
from buying_groups.documents import dumps


if TYPE_CHECKING:
    from collections.abc import Callable, Generator

psutil: Any = import_module("psutil")  # it comes without types

PROGRAM = Path(__file__).parents[1] / "docs" / "how-to" / "programs" / "web_service.py"
ROLES = ("Decision Maker", "Influencer", "Practitioner", "Champion")
ANSWERED = 200
GATEWAY = """
from buying_groups.email import ApprovedEmail, DeliveryReply

class Gateway:
    honours_keys = False

    def approved_emails(self, workspace):
        return [ApprovedEmail(id="e1", workspace=workspace, name="News", subject="News")]

    def send(self, delivery):
        return DeliveryReply.sent()
"""


def made_up_tenant(accounts: int, members: int, activities: int) -> Tenant:
    """Return a tenant with a group of `members` for each account, and so many activities of each of its people."""
    chance = random.Random(20261123)  # noqa: S311 - no secret
    now = datetime.now(UTC)
    types = [item.activity_type for item in DEFAULT_WEIGHTING_MODEL.weights]
    template = RolesTemplate(id="t", name="Roles", roles=tuple(TemplateRole(role=role) for role in ROLES)).publish()
    ids = {f"a{account}": [f"p{account}-{number}" for number in range(members)] for account in range(accounts)}
    return Tenant(
        name="Benchmark",
        time_zone="Europe/Stockholm",
        accounts=tuple(Account(id=id, name=f"Account {id}") for id in ids),
        people=tuple(
            Person(id=person, account_id=id, last_name=person, email=f"{person}@example.com")
            for id, people in ids.items()
            for person in people
        ),
        roles_templates=(template,),
        solution_interests=(SolutionInterest(id="s", name="Solution", roles_template_id="t"),),
        buying_groups=tuple(
            BuyingGroup(
                id=f"g{id}",
                account_id=id,
                solution_interest_id="s",
                members=tuple(
                    Member(person_id=person, role=chance.choice(ROLES), joined_at=now - timedelta(days=100))
                    for person in people
                ),
            )
            for id, people in ids.items()
        ),
        activities=tuple(
            Activity(
                person_id=person,
                activity_type=chance.choice(types),
                occurred_at=now - timedelta(seconds=chance.randrange(90 * 86_400)),
            )
            for people in ids.values()
            for person in people
            for _ in range(activities)
        ),
    )


@contextlib.contextmanager
def served(tenant: Tenant, database: str | None, workers: int) -> Generator[tuple[str, Any]]:
    """Serve a tenant; give the address and the process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "gateway_of_benchmark.py").write_text(GATEWAY, encoding="utf-8")
        (folder / "tenant.json").write_text(dumps(tenant), encoding="utf-8")
        environment = os.environ | {
            "DATABASE_URL": database or f"sqlite:///{folder / 'benchmark.sqlite'}",
            "EMAIL_GATEWAY": "gateway_of_benchmark:Gateway",
            "PYTHONPATH": os.pathsep.join([str(Path(buying_groups.__file__).parents[1]), name]),
        }
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = str(listener.getsockname()[1])
        command = [sys.executable, str(PROGRAM)]
        subprocess.run([*command, "load", "tenant.json"], cwd=folder, env=environment, check=True)
        process = subprocess.Popen(
            [*command, "serve", "--port", port, "--workers", str(workers)], cwd=folder, env=environment
        )
        url = f"http://127.0.0.1:{port}"
        while True:
            with contextlib.suppress(OSError), contextlib.closing(Client(url)) as client:
                client.ask("GET", "/health")
                break
            time.sleep(0.2)
        yield url, psutil.Process(process.pid)
        process.terminate()
        process.wait()


def megabytes(process: Any) -> float:
    """Return what a process and those that it started hold in memory, what they share counted for each."""
    held: int = sum(each.memory_info().rss for each in [process, *process.children()])
    return held / 1e6


def processor_seconds(process: Any) -> float:
    """Return the processor time that a process and those that it started have taken."""
    times = [each.cpu_times() for each in [process, *process.children()]]
    taken: float = sum(each.user + each.system for each in times)
    return taken


Times = dict[str, list[float]]


class Client:
    """
    A connection that is kept. Python's plain one, so that the processors serve, rather than ask.
    """

    def __init__(self, url: str) -> None:
        self._connection = HTTPConnection(url.removeprefix("http://"), timeout=60)

    def ask(self, method: str, path: str, content: Any = None, **headers: str) -> int:
        """Return the status of the answer, when all of it has come."""
        body = None if content is None else json.dumps(content)
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        response.read()
        return response.status

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def under_load(ask: Callable[[Client, random.Random], str], url: str, clients: int, seconds: float) -> Times:
    """Let clients ask one thing after the other; return the milliseconds of each answer, by what was asked."""
    end = time.perf_counter() + seconds
    times: Times = defaultdict(list)

    def work(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - no secret
        with contextlib.closing(Client(url)) as client:
            while time.perf_counter() < end:
                start = time.perf_counter()
                what = ask(client, chance)
                times[what].append((time.perf_counter() - start) * 1000)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def shown(times: Times, seconds: float) -> None:
    """Print the requests per second and the latencies."""
    for what, found in sorted(times.items()):
        percentiles = statistics.quantiles(found, n=100, method="inclusive")
        print(
            f"{what:12} {len(found):6} requests, {len(found) / seconds:7.1f} per second,"
            f" p50 {percentiles[49]:7.1f} ms, p99 {percentiles[98]:7.1f} ms"
        )
    total = sum(map(len, times.values()))
    print(f"{'all':12} {total:6} requests, {total / seconds:7.1f} per second")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=200)
    parser.add_argument("--members", type=int, default=20)
    parser.add_argument("--activities", type=int, default=50, help="of each person, over 90 days")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--database", help="URL of an empty database; by default a file of SQLite")
    options = parser.parse_args()

    def ask(client: Client, chance: random.Random) -> str:
        account = chance.randrange(options.accounts)
        group = f"/buying-groups/ga{account}"
        person = f"p{account}-{chance.randrange(options.members)}"
        drawn = chance.random()
        sent: Any
        if drawn < 0.7:  # noqa: PLR2004 - most people look
            what, status = "page", client.ask("GET", group)
        elif drawn < 0.85:  # noqa: PLR2004
            what, status = "members", client.ask("GET", f"{group}/members")
        elif drawn < 0.97:  # noqa: PLR2004
            sent = {"assignments": [{"person_id": person, "role": chance.choice(ROLES)}]}
            what, status = "edit role", client.ask("PATCH", f"{group}/members", sent)
        else:
            sent = {"email_id": "e1", "workspace": "w", "person_ids": [person]}
            key = {"Idempotency-Key": str(chance.getrandbits(64))}
            what, status = "email", client.ask("POST", f"{group}/emails", sent, **key)
        return what if status == ANSWERED else f"{what}, {status}"

    def health(client: Client, _: random.Random) -> str:
        client.ask("GET", "/health")
        return "health"

    tenant = made_up_tenant(options.accounts, options.members, options.activities)
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {tenant!r}")
    print(
        f"{options.workers} workers, {options.clients} clients, {options.seconds:g} s, {options.database or 'SQLite'}"
    )
    with served(tenant, options.database, options.workers) as (url, process):
        print(f"memory at the start: {megabytes(process):.0f} MB")
        under_load(ask, url, options.clients, seconds=5)
        print(f"memory after 5 s to warm up: {megabytes(process):.0f} MB")
        before = processor_seconds(process)
        times = under_load(ask, url, options.clients, options.seconds)
        taken = (processor_seconds(process) - before) * 1000 / sum(map(len, times.values()))
        shown(times, options.seconds)
        print(f"processor time of the service per request: {taken:.1f} ms")
        print(f"memory at the end: {megabytes(process):.0f} MB")
        print(f"load average of the machine over the last minute: {os.getloadavg()[0]:.1f}")
        shown(under_load(health, url, options.clients, options.seconds / 3), options.seconds / 3)


if __name__ == "__main__":
    main()
