"""
Reading: HTML as a reader gets it, and texts that would do harm if they were not escaped.
"""

from __future__ import annotations

import itertools
from html.parser import HTMLParser

import pytest


__all__ = ["ATTACKS", "Reading"]

VOID = {"link", "meta"}
BLOCKS = {
    "article",
    "dd",
    "div",
    "dt",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "p",
    "section",
    "summary",
    "title",
    "tr",
}
CELLS = {"td", "th"}


class Reading(HTMLParser):
    """
    HTML as a reader gets it: lines of text, tags with their attributes, tables; every element is closed in its turn.
    """

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self._text: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        assert len(attrs) == len(dict(attrs))
        self.tags.append((tag, dict(attrs)))
        self._text += "\n" if tag in BLOCKS else " | " * (tag in CELLS)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self._open.pop() == tag
        self._text += "\n" * (tag in BLOCKS)

    def handle_data(self, data: str) -> None:
        """Note text that is shown."""
        if "style" not in self._open:
            self._text.append(data)

    def handle_comment(self, data: str) -> None:
        """Refuse what the page has none of."""
        pytest.fail(f"a comment: {data!r}")

    @property
    def text(self) -> str:
        """The lines of text; cells of a row with bars between them."""
        return "\n".join(line.strip().strip("|").strip() for line in "".join(self._text).split("\n") if line.strip())

    @property
    def skeleton(self) -> list[tuple[str, tuple[str, ...]]]:
        """The elements with the names of their attributes."""
        return [(tag, tuple(attributes)) for tag, attributes in self.tags]

    def values(self, tag: str, attribute: str) -> list[str | None]:
        """Return the values of an attribute of some elements."""
        return [attributes[attribute] for name, attributes in self.tags if name == tag and attribute in attributes]

    def classes(self, among: set[str]) -> list[str]:
        """Return those of some classes that occur, in their order."""
        found = [(attributes.get("class") or "").split() for _, attributes in self.tags]
        return [name for name in itertools.chain(*found) if name in among]


ATTACKS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "` onclick=alert(1) `",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</td></tr></table><h1>Owned",
    "</article></main></body></html>",
    "<!-- ",
    "--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<details open ontoggle=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>click</a>",
    "<style>*{display:none}</style>",
    "<form action=//evil.example><button>Pay",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "&quot; onmouseover=&quot;alert(1)",
    "{{ 7 * 7 }}",
    "{% include '/etc/passwd' %}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "%(percent)s {0} {value.__class__}",
    "javascript:alert(1)",
    "+ADw-script+AD4-alert(1)",
    "\\u003cscript\\u003e \\x3cscript\\x3e",
    "％３Ｃscript＞",  # noqa: RUF001 - fullwidth on purpose
    "\u202ecod.exe",
    "\u2028alert(1)\u2029",
    "a\x00b\x08\x1b[2J",
    "\ufeff<script>",
    "\n\r\t<b>",
    "width:100%;background:url(//evil.example)",
    "\U0001d54f" * 300,
    "W" * 2000,
]
