"""
Texts in plots: names that came from data are shown as they are, in the room that there is.
"""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING, Any

from ..text import printable


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from matplotlib.axes import Axes


__all__ = ["ABSENT", "PLAIN", "TITLE", "day_text", "days_text", "plain", "plural", "room", "words", "wrapped"]

ABSENT = "–"
PLAIN: dict[str, Any] = {"parse_math": False, "usetex": False}  # `$…$` in a name is no formula, and `%` no comment

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # whatever the locale
_POINTS = 72  # in an inch
_LETTER = 0.65  # of the size of the font: what a letter is wide, rather than narrow
_LEAST = 16
TITLE = 10  # points


def plain(text: str) -> str:
    r"""
    Return a text on one line, without characters that steer; "–" where it is blank.

    Examples
    --------
    >>> plain("Ada\n Berg"), plain(" ")
    ('Ada Berg', '–')
    """
    return printable(" ".join(text.split())) or ABSENT


def wrapped(text: str, columns: int, *, lines: int = 2) -> str:
    r"""
    Return a text on at most so many lines of so many columns; what does not fit ends in "…".

    Examples
    --------
    >>> wrapped("Executive Steering Committee", 12), wrapped("Executive Steering Committee", 12, lines=3)
    ('Executive\nSteering…', 'Executive\nSteering\nCommittee')
    """
    text = plain(text)
    widths = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    columns = max(2, columns * len(text) // widths)
    found = textwrap.wrap(text, columns)
    if len(found) > lines:
        found[lines - 1 :] = [found[lines - 1][: columns - 1].rstrip() + "…"]
    return "\n".join(found)


def words(name: str) -> str:
    """
    Return the name of an activity type as words.
    """
    return plain(name.replace("_", " "))


def plural(count: int, noun: str) -> str:
    """
    Return a count with its noun.
    """
    return f"{count:,} {noun}{'s' * (count != 1)}"


def room(ax: Axes) -> int:
    """
    Return how many letters of a title stand beside each other in the width of axes.
    """
    inches = ax.get_window_extent().width / ax.figure.dpi
    return max(_LEAST, int(inches * _POINTS / (TITLE * _LETTER)))


def day_text(day: date) -> str:
    """
    Return a day without its year.
    """
    return f"{day.day} {_MONTHS[day.month - 1]}"


def days_text(days: Iterable[date]) -> list[str]:
    r"""
    Return days as the ticks of an axis: the year where it begins.

    Examples
    --------
    >>> from datetime import date
    >>> days_text([date(2025, 12, 1), date(2025, 12, 31), date(2026, 1, 1)])
    ['1 Dec\n2025', '31 Dec', '1 Jan\n2026']
    """
    found: list[str] = []
    year = None
    for day in days:
        found.append(day_text(day) if day.year == year else f"{day_text(day)}\n{day.year}")
        year = day.year
    return found
