"""
Elements: what all pieces of HTML are made of. Text that comes from data is escaped by htpy, and steers nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlsplit

from htpy import (
    Element,
    a,
    bdi,
    code,
    dd,
    div,
    dl,
    dt,
    fragment,
    h1,
    h2,
    h3,
    h4,
    h5,
    h6,
    li,
    p,
    span,
    tbody,
    td,
    th,
    thead,
    time,
    tr,
    ul,
)
from htpy import table as table_element

from .._moments import in_zone
from ..rounding import round_half_up
from ..text import printable


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, tzinfo

    from htpy import Node

    from ..summaries import Summary


__all__ = [
    "ABSENT",
    "Named",
    "bar",
    "email_address",
    "facts",
    "heading",
    "identifier",
    "level",
    "links",
    "moment",
    "phone_number",
    "plural",
    "shown",
    "summary_text",
    "table",
    "url",
    "words",
]

ABSENT = "–"

_HEADINGS = (h1, h2, h3, h4, h5, h6)
_EMAIL = re.compile(r"[^@\s\"'<>(),:;\\[\]]+@[^@\s\"'<>(),:;\\[\]]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ().\-/\u00a0]*")


class Named(Protocol):
    """
    What the page refers to.
    """

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...


def shown(text: str | None) -> str:
    """Return a text as it is shown: without characters that steer, "–" where there is none."""
    return printable(text) if text else ABSENT


def words(name: str) -> str:
    """Return the name of an activity type as words."""
    return printable(name.replace("_", " "))


def plural(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def heading(text: Node, depth: int, style: str = "heading") -> Element:
    """Return a heading of a level: a "title", that of a section ("heading") or of a part of one ("subheading")."""
    return _HEADINGS[depth - 1](f".buying-{style}")[text]


def moment(when: datetime, zone: tzinfo) -> Element:
    """Return a moment in a time zone."""
    there = in_zone(when, zone)
    return time(datetime=there.isoformat(timespec="minutes"))[there.isoformat(" ")[:16]]


def bar(percent: float | None, number: str, *, of: str = "engagement") -> Element:
    """
    Return a number with a bar; none where nothing is known, as that is no zero.

    The number says it all, so the bar is hidden from screen readers.
    """
    filled = percent is not None and span(f".buying-bar.buying-of-{of}", style=f"width:{round_half_up(percent)}%")
    return span(".buying-score")[
        filled and span(".buying-track", aria_hidden="true")[filled], span(".buying-number")[number]
    ]


def level(word: str, style: str | None = None) -> Element:
    """Return a word on the colour of a level: "high", "medium", "low" or "unknown"; the word says it all."""
    return span(f".buying-level.buying-{style or word}")[word]


def facts(entries: Iterable[tuple[str, Node]]) -> Element:
    """Return names with what is known under each."""
    return dl(".buying-facts.buying-columns")[(div[dt[name], dd[value]] for name, value in entries)]


def identifier(id: str) -> Element:
    """Return an id."""
    return code(".buying-id")[shown(id)]


def links(items: Iterable[Named]) -> Node:
    """Return what the page refers to, with the ids by which it is found."""
    entries = [fragment[bdi[shown(item.name)], " ", identifier(item.id)] for item in items]
    if len(entries) > 1:
        return ul(".buying-list")[(li[entry] for entry in entries)]
    return entries or ABSENT


def summary_text(summary: Summary | None) -> Node:
    """Return a summary in words, with its highlights; nothing where there is none."""
    if summary is None:
        return None
    lines = [line for line in summary.text.splitlines() if line.strip()]
    highlights = summary.highlights
    return div(".buying-summary")[
        (p[shown(line)] for line in lines),
        bool(highlights) and ul(".buying-highlights")[(li[shown(highlight)] for highlight in highlights)],
    ]


def url(address: str, text: str | None = None) -> Node:
    """Return a link, if the address is one of the web; else its text: no other scheme is ever followed."""
    try:
        parts = urlsplit(address)
    except ValueError:  # an address of a host that cannot be one
        return shown(text or address)
    is_plain = parts.netloc and "@" not in parts.netloc and printable(address) == address  # no host behind another
    if parts.scheme not in {"http", "https"} or not is_plain:
        return shown(text or address)
    return a(href=address, rel="noopener noreferrer nofollow")[shown(text or address)]


def email_address(address: str | None) -> Node:
    """Return an email address, as a link if it looks like one."""
    if address is None or not _EMAIL.fullmatch(address) or printable(address) != address:
        return shown(address)
    return a(href=f"mailto:{quote(address, safe='@')}")[address]


def phone_number(number: str | None) -> Node:
    """Return a phone number, as a link if it looks like one."""
    if number is None or not _PHONE.fullmatch(number):
        return shown(number)
    return a(href="tel:" + re.sub(r"[^0-9+]", "", number))[number]


def table(label: str, head: Sequence[str], rows: Iterable[Sequence[Node]], *, width: int | None = None) -> Element:
    """
    Return a table whose rows begin with their names.

    Parameters
    ----------
    label : str
        What the table shows, for those who do not see where it stands.
    head : sequence of str
        The names of the columns.
    rows : iterable of sequence of Node
        The cells.
    width : int or None
        The least width in pixels of a table that does not fit on a phone: it scrolls in a box of its own, which can be
        reached with the keyboard. Where absent, the table is as wide as there is room, and long words are broken.
    """

    def row(cells: Sequence[Node]) -> Element:
        first, *others = cells
        return tr[th(scope="row")[first], (td[each] for each in others)]

    content = [thead[tr[(th(scope="col")[name] for name in head)]], tbody[map(row, rows)]]
    if width is None:
        return table_element(".buying-narrow", aria_label=label)[content]
    whole = table_element(style=f"min-width:{width}px", aria_label=label)[content]
    return div(".buying-scroll", role="region", tabindex="0", aria_label=label)[whole]
