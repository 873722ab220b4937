"""
Wording: how messages show values, list names, and name what was probably meant.
"""

from __future__ import annotations

import re
import reprlib
import sys
from difflib import SequenceMatcher, get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["Hints", "did_you_mean", "listed", "nearest", "shorten"]

_SHOWN = 20
_LISTED = 10
_LONGEST = 200
_LONGEST_LISTED = 60

# Chosen here: two letters of three alike (0.67) are no near miss, three of four (0.75) are.
_LEAST_ALIKE = 0.7
_LONGEST_NAME = 100  # what is longer is no misspelled name, and comparing it would take long
_MOST_COMPARED = 5_000  # names, in some hundredths of a second

_APART = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[0-9]+")


class _Short(reprlib.Repr):
    """
    Representations that take no more time and memory than what is shown of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 4
        self.maxdict = self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = _SHOWN
        self.maxlong = self.maxother = sys.maxsize  # cut by `shorten`, which shows where

    def repr_str(self, x: str, level: int) -> str:  # noqa: ARG002 - reprlib's form
        return repr(x[: _LONGEST + 1])

    def repr_int(self, x: int, level: int) -> str:  # noqa: ARG002 - reprlib's form
        return repr(x)

    def repr_dict(self, x: dict[Any, Any], level: int) -> str:
        return super().repr_dict(dict(islice(x.items(), self.maxdict + 1)), level)

    def repr_instance(self, x: object, level: int) -> str:
        is_table = hasattr(type(x), "columns")
        return f"<{type(x).__name__}>" if is_table else super().repr_instance(x, level)


_SHORT = _Short()


def shorten(value: object) -> str:
    """
    Return a value's repr, cut where it would bury the message.
    """
    try:
        text = _SHORT.repr(value)
    except (ValueError, RecursionError):  # an integer with too many digits for Python to print; lists in lists
        return f"<{type(value).__name__} too long to show>"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def listed(names: Iterable[str]) -> str:
    """
    Return names in the order given, each in quotation marks; of many, the first, and how many there are.

    Examples
    --------
    >>> listed(["a", "b"]), listed([])
    ("'a', 'b'", 'none')
    >>> listed(f"p{number}" for number in range(500))
    "'p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9', … (500 in all)"
    """
    items = list(names)
    more = f", … ({len(items):,} in all)" if len(items) > _LISTED else ""
    return ", ".join(map(_cut, items[:_LISTED])) + more if items else "none"


def _cut(name: str) -> str:
    text = repr(name[: _LONGEST_LISTED + 1])
    return text if len(text) <= _LONGEST_LISTED else f"{text[:_LONGEST_LISTED]}…"


def nearest(value: object, among: Iterable[str], *, least_alike: float = _LEAST_ALIKE) -> str | None:
    """
    Return the name that is spelled nearly like `value`.

    Upper and lower case, spaces, underscores and other signs between words do not count. Numbers do: nobody misspells
    "account-2" as "account-3". What is mostly digits is no name, but an id that a system gave: it is like many others.

    Parameters
    ----------
    value : object
        What was given, of any type.
    among : iterable of str
        The names that there are, in any order.
    least_alike : float
        How much of both is the same at least, from 0 to 1.

    Returns
    -------
    str or None
        ``None`` where no name is near, or two are equally near, or there are more than 5,000 names.

    Examples
    --------
    >>> nearest("Job titel", ["city", "job_title", "title"])
    'job_title'
    >>> nearest("account-9", ["account-1", "account-2"]), nearest("team-x", ["team-a", "team-b"])
    (None, None)
    """
    names = set(among)
    if not isinstance(value, str) or len(names) > _MOST_COMPARED:
        return None
    wanted, numbers = _plain(value), _numbers(value)
    if 2 * sum(map(str.isdigit, wanted)) > len(wanted):
        return None
    forms: dict[str, str] = {}
    for name in sorted(names):
        if _numbers(name) == numbers:
            forms.setdefault(_plain(name), name)
    near = get_close_matches(wanted, forms, n=2, cutoff=least_alike)
    is_clear = near and (len(near) == 1 or _likeness(wanted, near[0]) > _likeness(wanted, near[1]))
    return forms[near[0]] if wanted and is_clear else None


def _plain(name: str) -> str:
    return _APART.sub("", name[:_LONGEST_NAME].casefold())


def _numbers(name: str) -> list[str]:
    return [number.lstrip("0") for number in _NUMBER.findall(name[:_LONGEST_NAME])]


def _likeness(wanted: str, form: str) -> float:
    return SequenceMatcher(None, form, wanted).ratio()  # in the order of get_close_matches: it is not symmetric


def did_you_mean(value: object, among: Iterable[str]) -> str:
    """
    Return the end of a message that names what is spelled nearly like `value`, or nothing.

    Examples
    --------
    >>> did_you_mean("hgh", ["low", "medium", "high"]), did_you_mean("foo", ["low", "medium", "high"])
    (" (did you mean 'high'?)", '')
    """
    near = nearest(value, among)
    return "" if near is None else f" (did you mean {near!r}?)"


class Hints:
    """
    Near misses for the first of many problems; nobody reads those of the others, and comparing names takes time.
    """

    def __init__(self) -> None:
        self._left = _SHOWN

    def __call__(self, value: str, among: Iterable[str]) -> str:
        """Return what `did_you_mean` does; nothing after so many times as an error shows problems."""
        self._left -= 1
        return did_you_mean(value, among) if self._left >= 0 else ""
