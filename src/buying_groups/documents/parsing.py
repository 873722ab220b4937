"""
Parsing: JSON text as lists and objects, with what JSON has and documents may not have refused by its place.
"""

from __future__ import annotations

import json
import typing
from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs

from .._wording import shorten
from ..errors import DocumentError, Problem, WrongTypeError


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


__all__ = ["CONTAINERS", "MOST_PROBLEMS", "at", "first_problems", "parse", "values_in"]

CONTAINERS = (dict, list)
MOST_PROBLEMS = 10_000  # a problem takes a hundred times the memory of what is wrong, and nobody mends more at once
_LONGEST_KEY = 100  # what is longer is shortened in paths, of which there may be many
_MOST_LEVELS = 64  # of lists and objects in one another; our deepest documents have fewer than 50


def parse(text: Any) -> Any:
    """Return what a JSON text holds; raise `DocumentError` where it is not JSON, or holds what documents may not."""
    if not isinstance(text, str | bytes | bytearray):
        raise WrongTypeError("text", text, "the text of a document, or its bytes")
    refused = False

    def constant(name: str) -> _Refused:
        nonlocal refused
        refused = True
        return _Refused(f"{name} is not allowed; only finite numbers are")

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal refused
        found = dict(items)
        if len(found) < len(items):
            refused = True
            seen: set[str] = set()
            for key, _ in items:
                if key in seen:
                    found[key] = _Refused("the key is given twice")
                seen.add(key)
        return found

    try:
        data = json.loads(text, parse_constant=constant, object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:  # not JSON; not UTF-8; an integer too long; nested too deeply
        is_name = isinstance(text, str) and text.rstrip().endswith(".json")
        hint = "; what is in the file is read, not its name" if is_name else ""
        raise DocumentError([Problem("$", f"is not JSON that can be read: {error}{hint}")]) from None
    if _is_deep(data):
        raise DocumentError([Problem("$", f"is nested too deeply; at most {_MOST_LEVELS} levels are read")])
    if refused:
        raise DocumentError(first_problems(_refusals(data)))
    return data


def _is_deep(data: Any) -> bool:
    level: list[Any] = [data] if type(data) in CONTAINERS else []
    for _ in range(_MOST_LEVELS):
        level = [item for container in level for item in values_in(container) if type(item) in CONTAINERS]
    return bool(level)


@attrs.frozen
class _Refused:
    message: str


def _refusals(data: Any) -> Iterator[Problem]:
    waiting: list[tuple[str, Any]] = [("$", data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, _Refused):
            yield Problem(path, value.message)
        else:
            waiting.extend(reversed(list(_inside(path, value))))


def _inside(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if hasattr(value, "items"):
        yield from ((at(path, key), item) for key, item in value.items())
    elif hasattr(value, "append"):
        yield from ((f"{path}[{index}]", item) for index, item in enumerate(value))


def at(path: str, key: str) -> str:
    """Return the path of what an object holds under a key."""
    return f"{path}.{key}" if key.isidentifier() and len(key) <= _LONGEST_KEY else f"{path}[{shorten(key)}]"


def values_in(container: Any) -> Iterable[Any]:
    """Return what a list or an object holds."""
    return typing.cast("dict[str, Any]", container).values() if type(container) is dict else container


def first_problems(problems: Iterator[Problem], *, are_more: bool = False) -> Iterator[Problem]:
    """Yield as many problems as are reported, and that there are more."""
    yield from islice(problems, MOST_PROBLEMS)
    if are_more or next(problems, None) is not None:
        yield Problem("$", f"has more problems; reading stopped after about {MOST_PROBLEMS:,}")
