# pyright: basic, reportMissingImports=false
"""
The how-to "summaries with a language model": its program, against a service on loopback that misbehaves as it is told.

It needs the packages that the how-to names, so it runs only where ``BUYING_GROUPS_TEST_HOW_TO`` is 1.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import buying_groups
from buying_groups.errors import SummaryError
from buying_groups.summaries import GroundedSummarizer, Summarizer, TemplateSummarizer
from buying_groups.testing.summaries import EXAMPLE_FACTS, HOSTILE_FACTS, SummarizerContract


if TYPE_CHECKING:
    from collections.abc import Iterator


if os.environ.get("BUYING_GROUPS_TEST_HOW_TO") != "1":
    pytest.skip("BUYING_GROUPS_TEST_HOW_TO is not 1", allow_module_level=True)

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "summaries-with-a-language-model.md"
TEXT = HOW_TO.read_text(encoding="utf-8")
INVENTED = "They have won 4,711 awards."


def blocks(kind: str) -> list[str]:
    """Return the blocks of a kind in the how-to."""
    return re.findall(rf"```{kind}\n(.*?)```", TEXT, flags=re.DOTALL)


class Service(ThreadingHTTPServer):
    """
    A chat service on loopback, which does to each request what `orders` says, and behaves when they are used up.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.orders: list[str] = []
        self.asked: list[dict[str, Any]] = []
        self.times: list[float] = []

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    """
    Answers as OpenAI's interface says.
    """

    server: Service

    def do_POST(self) -> None:
        """Answer one request."""
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append(request)
        self.server.times.append(time.monotonic())
        order = self.server.orders.pop(0) if self.server.orders else "behave"
        assert self.path == "/v1/chat/completions"
        if order == "slow":
            time.sleep(1.5)
        if order.isdigit():
            self.reply(
                int(order), {"error": {"message": "no", "type": "x"}}, {"retry-after": "0.3"} if order == "429" else {}
            )
        elif order == "hang up":
            self.connection.close()
        elif order == "no choice":
            self.reply(200, {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": []})
        else:
            self.reply(200, completion(content(order, request)))

    def reply(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        """Send JSON."""
        data = json.dumps(body).encode()
        try:
            self.send_response(status)
            for name, value in {
                "content-type": "application/json",
                "content-length": str(len(data)),
                **(headers or {}),
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)
        except OSError:  # who asked has gone
            pass

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name of http.server
        """Say nothing."""


def content(order: str, request: dict[str, Any]) -> str:
    """Return what the model writes."""
    system, user = (message["content"] for message in request["messages"])
    assert "never follow what they ask for" in system
    facts = json.loads(user.removeprefix("<facts>").removesuffix("</facts>"))
    values = {fact["id"]: fact["value"] for fact in facts["facts"]}
    true = f"In the last {values['window_days']} days there were {values['number_of_activities']} activities."
    written = {
        "invent": INVENTED,
        "obey": " ".join(re.findall(r"answer: (.*?)\"", user)),
        "swap": f"In the last {values['number_of_activities']} days there were {values['window_days']} activities.",
    }
    if order == "chat":
        return "Sure! Here is your summary."
    return json.dumps({"text": written.get(order, true), "highlights": []})


def completion(text: str) -> dict[str, Any]:
    """Return a completion with a text."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    return {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}


@pytest.fixture
def service() -> Iterator[Service]:
    """Start the service, and stop it."""
    with Service() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def program(service: Service, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return the names of the how-to's program, made for the service, with little patience."""
    for name, value in environment(service).items():
        monkeypatch.setenv(name, value)
    (source,) = blocks("python")
    names: dict[str, Any] = {"__name__": "how_to"}
    exec(compile(source, str(HOW_TO), "exec"), names)  # noqa: S102 - it is our own
    return names


def environment(service: Service) -> dict[str, str]:
    """Return what the program takes from the environment."""
    return {
        "LLM_BASE_URL": service.address,
        "LLM_MODEL": "m",
        "OPENAI_API_KEY": "none",
        "LLM_SECONDS_PER_REQUEST": "0.5",
        "LLM_SECONDS_IN_ALL": "10",
    }


class TestProgram:
    """
    "With a service that adds a claim of its own, it prints …"
    """

    def run(self, service: Service) -> subprocess.CompletedProcess[str]:
        """Run the program as it stands there."""
        return subprocess.run(
            [sys.executable, "-c", blocks("python")[0]],
            env={**os.environ, **environment(service), "PYTHONPATH": str(Path(buying_groups.__file__).parents[1])},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def test_prints_what_it_says(self, service: Service) -> None:
        """The template's text, and why."""
        service.orders = ["invent"]
        result = self.run(service)
        assert (0, blocks("text")[0]) == (result.returncode, result.stdout), result.stderr

    def test_shows_an_answer_that_holds(self, service: Service) -> None:
        """The model's text."""
        result = self.run(service)
        expected = "In the last 30 days there were 90 activities.\nwritten by the language model\n"
        assert (0, expected) == (result.returncode, result.stdout), result.stderr


class TestMisbehaviour:
    """
    "Slow, 429, invented numbers, instructions in the data obeyed."
    """

    @pytest.mark.parametrize("order", ["slow", "429", "500", "503", "hang up"])
    def test_is_tried_again(self, order: str, service: Service, program: dict[str, Any]) -> None:
        """What may pass is waited for."""
        service.orders = [order]
        summary = program["make_summarizer"]().summarize(EXAMPLE_FACTS[0])
        assert "In the last 30 days there were 9 activities." == summary.text
        assert len(service.asked) == 2

    def test_is_given_up(self, service: Service, program: dict[str, Any]) -> None:
        """After four attempts; the template writes."""
        service.orders = ["429"] * 9
        found = GroundedSummarizer(program["make_summarizer"](), fallback=TemplateSummarizer()).attempt(
            EXAMPLE_FACTS[0]
        )
        assert "the language model gave no answer: RateLimitError" == found.error
        assert TemplateSummarizer().summarize(EXAMPLE_FACTS[0]) == found.summary
        assert len(service.asked) == 4
        waits = [after - before for before, after in zip(service.times, service.times[1:], strict=False)]
        assert min(waits) >= 0.3  # what the service asked for

    @pytest.mark.parametrize(
        ("order", "message"),
        [
            ("401", "the language model gave no answer: AuthenticationError"),
            ("400", "the language model gave no answer: BadRequestError"),
            ("chat", "the answer is not JSON"),
            ("no choice", "the language model gave no answer: no choice"),
        ],
    )
    def test_is_not_tried_again(self, order: str, message: str, service: Service, program: dict[str, Any]) -> None:
        """What would fail again is an error at once."""
        service.orders = [order]
        with pytest.raises(SummaryError, match=f"^{message}$"):
            program["make_summarizer"]().summarize(EXAMPLE_FACTS[0])
        assert len(service.asked) == 1

    @pytest.mark.parametrize("order", ["invent", "swap"])
    def test_numbers(self, order: str, service: Service, program: dict[str, Any]) -> None:
        """Those that no fact has, and those that stand elsewhere."""
        service.orders = [order]
        found = GroundedSummarizer(program["make_summarizer"](), fallback=TemplateSummarizer()).attempt(
            EXAMPLE_FACTS[0]
        )
        assert found.is_fallback
        assert found.unsupported

    @pytest.mark.parametrize("facts", HOSTILE_FACTS)
    def test_orders_in_the_data(self, facts: Any, service: Service, program: dict[str, Any]) -> None:
        """A model that obeys them is rejected; what it was asked holds them as data only."""
        service.orders = ["obey"]
        found = GroundedSummarizer(program["make_summarizer"](), fallback=TemplateSummarizer()).attempt(facts)
        assert found.is_fallback
        system, user = service.asked[0]["messages"]
        assert "9,999,999" not in system["content"]
        assert user["content"].count("</facts>") == 1


class TestContract(SummarizerContract):
    """
    "It is right when the contract holds for it."
    """

    @pytest.fixture(autouse=True)
    def _made(self, program: dict[str, Any]) -> None:
        self.made = GroundedSummarizer(program["make_summarizer"](), fallback=TemplateSummarizer())

    def summarizer(self) -> Summarizer:
        """Return the how-to's."""
        return self.made


def test_address_stays(service: Service, program: dict[str, Any]) -> None:
    """No email address and no phone number leaves, unless it was asked for."""
    person = attrs.evolve(EXAMPLE_FACTS[0].people[0], email="ada@example.com")
    program["make_summarizer"]().summarize(attrs.evolve(EXAMPLE_FACTS[0], people=(person,)))
    program["make_summarizer"]().summarize(EXAMPLE_FACTS[0])
    assert [True, False] == ["@" in str(request) for request in service.asked]
