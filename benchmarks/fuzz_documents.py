"""
Fuzz the reading of documents: whatever the input, it becomes a value or one `DocumentError`, soon and in little memory.

    python benchmarks/fuzz_documents.py --inputs 100000 --seed 1

Each input is a valid document with up to four things done to it that a hostile or broken sender might do. What is read
is written and read again, which has to give an equal value; conditions are shown and explained too. The first input
that does anything else is printed, with its number, and ends the run with status 1.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import resource
import sys
import time
import tracemalloc
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from buying_groups import Person, RolesTemplate, Tenant, documents
from buying_groups.conditions import Condition, HasPersona, Persona, PersonFacts, explain
from buying_groups.errors import DocumentError


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_LARGEST = 2_000_000  # characters; what is longer is cut, which makes it hostile in another way
_SMALL = 10_000  # characters; below, what an input costs does not come from its size
_SEARCHED = 50  # levels of a tree, and nodes of each, where something is done
_MEASURED = 20  # memory is measured for one input in so many, because measuring it is slow

_CONDITION = {
    "kind": "any",
    "conditions": [
        {
            "kind": "all",
            "conditions": [
                {"kind": "contains", "attribute": "job_title", "value": "chief", "words": True},
                {"kind": "not", "condition": {"kind": "is", "attribute": "country", "value": "SE"}},
                {"kind": "in", "attribute": "custom_fields.region", "values": ["North", 5, True]},
            ],
        },
        {"kind": "starts_with", "attribute": "email", "value": "info@"},
        {"kind": "is_empty", "attribute": "phone"},
        {"kind": "at_least", "attribute": "person_engagement_score", "value": 50},
        {"kind": "between", "attribute": "custom_fields.employees", "lowest": 10, "highest": 100},
        {"kind": "intent", "of": "product", "name": "CRM", "levels": ["medium", "high"]},
        {"kind": "persona", "persona": "Head of finance"},
    ],
}
_PERSONA = {
    "name": "Head of finance",
    "attributes": [
        {"attribute": "job_title", "values": ["CFO", "Chief Financial Officer", "Finanzvorstand"]},
        {"attribute": "country", "values": ["SE", "DE"]},
    ],
}
_PERSON = {
    "id": "p1",
    "account_id": "a1",
    "first_name": "Ada",
    "job_title": "CFO",
    "email_invalid": False,
    "custom_fields": {"region": "North", "employees": 12.5, "vip": True},
}
_TEMPLATE = {
    "id": "t1",
    "name": "Software",
    "status": "live",
    "roles": [
        {"role": "Decision Maker", "weighting": 100, "members_required": 2, "condition": _CONDITION},
        {"role": "Other", "condition": {"kind": "persona", "persona": "Head of finance"}},
    ],
}
_TENANT = {
    "name": "Example",
    "time_zone": "Europe/Stockholm",
    "personas": [_PERSONA],
    "accounts": [{"id": "a1", "name": "Account 1"}],
    "people": [_PERSON],
    "roles_templates": [_TEMPLATE],
    "solution_interests": [{"id": "s1", "name": "CRM", "roles_template_id": "t1"}],
    "buying_groups": [
        {
            "id": "g1",
            "account_id": "a1",
            "solution_interest_id": "s1",
            "members": [
                {"person_id": "p1", "role": "Other", "source": "manual", "joined_at": "2026-01-31T09:30:00Z"},
            ],
        }
    ],
    "activities": [
        {"id": "1", "person_id": "p1", "activity_type": "page_views", "occurred_at": "2026-03-01T09:30:00+01:00"},
    ],
}
_KINDS: tuple[tuple[Any, Any], ...] = (
    (Condition, _CONDITION),
    (Persona, _PERSONA),
    (Person, _PERSON),
    (RolesTemplate, _TEMPLATE),
    (Tenant, _TENANT),
)

_FACTS = PersonFacts(
    person=Person(id="p1", account_id="a1", job_title="Chief Pilot", country="SE"), engagement_score=50
)
_OTHERS: tuple[Any, ...] = (None, True, False, 0, -1, 1.5, 10**18, "", " ", "x", [], {}, [[]], {"": {}})
_NOT_JSON = ("NaN", "-Infinity", "1e999", "9" * 5_000, '{"a":1,"a":2}')
_LOOKALIKES = {"a": "\u0430", "c": "\u0441", "e": "\u0435", "i": "\u0456", "o": "\u03bf", "p": "\u0440", "x": "\u0445"}
_STEERING = ("\u200b", "\u202e", "\u2066", "\x00", "\x1b[31m", "\u2028", "\ufeff", "\u0301" * 50, "\U000e0041")


class _Fuzzer:
    """
    Makes documents from valid ones; each from its number and the seed alone.
    """

    def __init__(self, seed: int, number: int) -> None:
        self._random = random.Random(f"{seed} {number}")  # noqa: S311 - nothing secret
        self._raw: dict[str, str] = {}
        self._has_grown = False

    def document(self) -> tuple[Any, str | bytes]:
        """Return the class that a document is to be read as, and the document."""
        kind, valid = self._random.choice(_KINDS)
        tree: Any = copy.deepcopy(valid)
        for _ in range(self._random.choice((0, 1, 1, 2, 3, 4))):
            tree = self._changed(tree)
        text = json.dumps(tree, ensure_ascii=self._random.random() < 0.5)  # noqa: PLR2004 - one in two
        for token, raw in self._raw.items():
            text = text.replace(f'"{token}"', raw, max(1, _LARGEST // len(raw)))
        text = text[:_LARGEST]
        if self._random.random() < 0.2:  # noqa: PLR2004 - one in five
            return kind, self._damaged(text)
        return kind, text

    def _changed(self, tree: Any) -> Any:
        """Return a tree with something done to one of its nodes."""
        places = list(_places(tree))
        path = self._random.choice(places)
        if not path:
            return self._other(tree)
        *above, last = path
        node = tree
        for step in above:
            node = node[step]
        action = self._random.choice(("delete", "rename", "repeat", "replace", "replace", "replace"))
        if action == "delete":
            del node[last]
        elif action == "rename" and isinstance(last, str):
            node[self._text(last)] = node.pop(last)
        elif action == "repeat" and isinstance(last, int):
            node += [node[last]] * self._times(2_000)
        else:
            node[last] = self._other(node[last])
        return tree

    def _other(self, value: Any) -> Any:
        """Return something in a value's place."""
        choices: tuple[Callable[[Any], Any], ...] = (
            lambda _: copy.deepcopy(self._random.choice(_OTHERS)),
            lambda _: copy.deepcopy(self._random.choice(_KINDS)[1]),
            lambda _: self._as_raw(self._random.choice(_NOT_JSON)),
            lambda _: self._as_raw(self._deep()),
            lambda inner: [inner] * self._times(20_000),
            lambda inner: {f"key {index}": inner for index in range(self._times(5_000))},
            lambda inner: self._text(inner) if isinstance(inner, str) else "x" * 10 * self._times(10_000),
            self._nested,
        )
        return self._random.choice(choices)(value)

    def _times(self, most: int) -> int:
        """Return how often to repeat something: often in one place of a document only, which is large enough then."""
        if self._has_grown:
            return 1
        self._has_grown = self._random.random() < 0.5  # noqa: PLR2004 - one in two
        return most if self._has_grown else self._random.choice((1, 10))

    def _nested(self, condition: Any) -> Any:
        """Return something inside of many conditions."""
        several = self._random.random() < 0.5  # noqa: PLR2004 - one in two
        for _ in range(self._random.choice((1, 18, 19, 20, 21, 60))):
            condition = (
                {"kind": "all", "conditions": [condition]} if several else {"kind": "not", "condition": condition}
            )
        return condition

    def _deep(self) -> str:
        """Return lists, objects or conditions in one another, as text: Python cannot write them."""
        depth = self._random.choice((10, 70, 500, 990, 5_000, 200_000))
        start, end = self._random.choice(
            (("[", "]"), ('{"a":', "}"), ('{"kind":"not","condition":', "}"), ('{"kind":"any","conditions":[', "]}"))
        )
        return start * depth + '"x"' + end * (depth if self._random.random() < 0.9 else 0)  # noqa: PLR2004 - nearly all

    def _text(self, text: str) -> str:
        """Return a text that looks nearly like another."""
        where = self._random.randint(0, len(text))
        return self._random.choice(
            (
                "".join(_LOOKALIKES.get(letter, letter) for letter in text),
                text[:where] + self._random.choice(_STEERING) + text[where:],
                text[:where] + chr(self._random.choice((0xD800, 0xDFFF, 0x1F600, 0xFF21, 0xFB03))) + text[where:],
                text[:where] + text[where + 1 :],
                text * self._times(10_000),
            )
        )

    def _as_raw(self, raw: str) -> str:
        token = f"raw {len(self._raw)}"
        self._raw[token] = raw
        return token

    def _damaged(self, text: str) -> bytes:
        """Return the bytes of a text, some of them changed, missing, doubled or made up."""
        data = text.encode("utf-8", "surrogatepass")
        start = self._random.randint(0, len(data))
        end = min(len(data), start + self._random.choice((1, 5, 200)))
        return self._random.choice(
            (
                data[:start],
                data[:start] + data[end:],
                data[:end] + data[start:],
                data[:start] + self._random.randbytes(end - start) + data[end:],
                data.decode("utf-8", "replace").encode(self._random.choice(("utf-16", "utf-32", "utf-8-sig"))),
            )
        )


def _items(tree: Any) -> list[tuple[Any, Any]]:
    if hasattr(tree, "items"):
        return [(name, tree[name]) for name in tree]
    return [(index, tree[index]) for index in range(len(tree))] if hasattr(tree, "append") else []


def _places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the ways to the nodes of a tree, of a large one to some of them."""
    yield path
    for key, item in islice(_items(tree), _SEARCHED) if len(path) < _SEARCHED else ():
        yield from _places(item, (*path, key))


def _read(kind: Any, text: str | bytes) -> str:
    """Read one input and say what became of it; whatever else it does is an error of the library."""
    try:
        value = documents.loads(text, kind)
    except DocumentError as error:
        str(error)
        return "refused"
    again = documents.dumps(value)
    if documents.loads(again, kind) != value:
        raise AssertionError(f"what was written is not what was read: {again[:1000]}")
    if isinstance(value, Condition):
        personas = [documents.loads(json.dumps(_PERSONA), Persona)]
        named = {each.persona for _, each in value.walk() if isinstance(each, HasPersona)}
        if named <= {persona.name for persona in personas}:
            explain(value, _FACTS, personas=personas).sentence  # noqa: B018 - computed for its errors
        value.sentence  # noqa: B018
    return "read"


def main() -> int:
    """Run as many inputs as asked for and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="which (default: %(default)s)")
    arguments = parser.parse_args()
    outcomes: Counter[str] = Counter()
    slowest, steepest, most, size = (0.0, 0, 0), (0.0, 0, 0), (0.0, 0, 0), 0
    started = time.perf_counter()
    for number in range(arguments.inputs):
        kind, text = _Fuzzer(arguments.seed, number).document()
        size += len(text)
        is_measured = number % _MEASURED == 0
        if is_measured:
            tracemalloc.start()
        before = time.perf_counter()
        try:
            outcomes[f"{kind.__name__} {_read(kind, text)}"] += 1
        except BaseException:
            print(f"input {number} of seed {arguments.seed}, as {kind.__name__}: {text[:2_000]!r}", file=sys.stderr)
            raise
        taken = time.perf_counter() - before
        if is_measured:
            most = max(most, (tracemalloc.get_traced_memory()[1] / 2**20, number, len(text)))
            tracemalloc.stop()
        else:
            slowest = max(slowest, (taken, number, len(text)))
            steepest = max(steepest, (taken / max(len(text), _SMALL) * 1e6, number, len(text)))
    taken = time.perf_counter() - started
    print(f"{arguments.inputs:,} inputs of seed {arguments.seed}, {size / 2**20:,.0f} MiB, {taken:,.0f} s")
    for outcome, count in sorted(outcomes.items()):
        print(f"{count:>10,}  {outcome}")
    print(f"slowest: {slowest[0]:.2f} s (input {slowest[1]}, {slowest[2]:,} characters)")
    print(f"slowest for its size: {steepest[0]:.2f} µs a character (input {steepest[1]}, {steepest[2]:,} characters)")
    print(f"most memory: {most[0]:.1f} MiB (input {most[1]}, {most[2]:,} characters; one in {_MEASURED} is measured)")
    print(f"largest the process became: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
