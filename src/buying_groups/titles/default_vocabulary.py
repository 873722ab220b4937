"""
The vocabulary that ships: words and phrases of eight languages, read from the tables in `languages`.

They were written for this library from general knowledge of how positions are called. A row of a table says what its
words say::

    executive 0.95 + finance 0.85: cfo, chief financial officer

that is: a level with its confidence, a function with its confidence, or one of them, or ``nothing`` (for a phrase that
must not be read as its words). ``decides`` or ``yields`` after a level is its `Standing`. A row goes on where the next
line is indented. The notation of the words is that of `Term`.

A confidence below 0.8 marks a word that often stands for something else or beside a surer one: a "consultant" for
taxes works in finance, a "project manager" for campaigns in marketing. A word that several languages share stands in
the first table that has it, in the meaning that it has in most titles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .labels import Function, Seniority
from .languages import dutch, english, french, german, italian, portuguese, shared, spanish, swedish
from .vocabulary import Standing, Term, Vocabulary


if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["DEFAULT_VOCABULARY"]

_TABLES = {
    "": shared.TABLE,
    "en": english.TABLE,
    "de": german.TABLE,
    "fr": french.TABLE,
    "es": spanish.TABLE,
    "sv": swedish.TABLE,
    "it": italian.TABLE,
    "nl": dutch.TABLE,
    "pt": portuguese.TABLE,
}

_SAYS = re.compile(r"(?:(?P<label>[a-z_]+) (?P<confidence>[\d.]+)(?: (?P<standing>decides|yields))?)")
_LEVELS = frozenset(Seniority)


def _terms(language: str, table: str) -> Iterator[Term]:
    for row in re.sub(r"\n +", " ", table).strip().splitlines():
        says, words = row.split(": ")
        seniority: Seniority | None = None
        function: Function | None = None
        standing = Standing.COUNTS
        confidences = {"seniority": 0.0, "function": 0.0}
        for said in _SAYS.finditer(says):
            if said["label"] in _LEVELS:
                seniority, confidences["seniority"] = Seniority(said["label"]), float(said["confidence"])
                standing = Standing(said["standing"] or "counts")
            else:
                function, confidences["function"] = Function(said["label"]), float(said["confidence"])
        for text in words.split(", "):
            yield Term(
                text=text,
                language=language,
                seniority=seniority,
                seniority_confidence=confidences["seniority"],
                standing=standing,
                function=function,
                function_confidence=confidences["function"],
            )


DEFAULT_VOCABULARY = Vocabulary(
    terms=tuple(term for language, table in _TABLES.items() for term in _terms(language, table))
)
"""The vocabulary that ships."""
