"""
Strangers: words that stand where a name is due, and are no name that a fact has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..readings import Kind
from .lexicon import ACTIVE, DOWN, MISSING, MOST, NOUNS, SILENT, TRENDING, UP
from .mentions import place_of
from .plain_words import OPENING_WORDS, PLAIN_WORDS


if TYPE_CHECKING:
    from collections.abc import Iterator

    from .context import Told
    from .mentions import Mention, Sentence


__all__ = ["strangers"]

_SLOT = re.compile(r"(?:interest(?:ed)?|growing|rising|trending) in (?:the )?(?:topics? )?([^\W\d]\w+)", re.IGNORECASE)
_OPENING_SLOT = re.compile(
    r"[\s*•–-]*([A-Z][^\W\d_]+)(?:: (?:high|medium|low|unknown) intent| intent(?!\w)|"
    r" group (?:[+−-]|down|up|at|has|is|ʒ)| (?:up|down) ʒ| (?:lacking|missing|needed|role)(?!\w)|"
    r" (?P<where>(?:in|of|for) )(?=ʒ)|(?P<whom> )(?=ʒ))"
)
_KNOWN = (ACTIVE, SILENT, MISSING, MOST, TRENDING, UP, DOWN, *NOUNS.values())
_ITEM = 3


def strangers(told: Told, sentence: Sentence) -> Iterator[tuple[Mention, str]]:
    """Yield places where a name is due and a word stands that is none."""
    text = sentence.text[sentence.start : sentence.end]
    for found in _SLOT.finditer(sentence.text, sentence.start, sentence.end):
        word = found[1]
        if "ʒ" not in word and word.casefold() not in PLAIN_WORDS:
            yield place_of(found.start(1), found.end(1), word), "no fact has this name"
    opening = _OPENING_SLOT.match(sentence.text, sentence.start, sentence.end)
    if opening and _is_strange(told, sentence, opening):
        yield place_of(opening.start(1), opening.end(1), opening[1]), "no fact has this name"
    colon = re.search(r"(?:topics?|themes|keywords|trending)[^:.]*:", text, re.IGNORECASE)
    if colon:
        for found in re.finditer(r"[^,;()]+", text[colon.end() :]):
            item = found[0].strip(' .”“"')
            if (
                item
                and "ʒ" not in item
                and len(item.split()) <= _ITEM
                and not re.search(r"\d", item)
                and item.casefold() not in {"and", "none"}
            ):
                start = sentence.start + colon.end() + found.start() + found[0].index(item)
                yield place_of(start, start + len(item), item), "no fact has this name"


def _is_strange(told: Told, sentence: Sentence, opening: re.Match[str]) -> bool:
    """
    Return whether a word that opens a sentence, where a name is due, is no word that may stand there.
    """
    word, behind = opening[1], opening.end()
    due = {"where": (Kind.GROUP, Kind.SUBJECT), "whom": (Kind.PERSON,)}.get(opening.lastgroup or "")
    if due and not any(each.start == behind and each.is_any(*due) for each in sentence.mentions):
        return False
    return not (
        word.casefold() in OPENING_WORDS
        or word.endswith(("ly", "ing", "ed"))
        or any(pattern.search(word) for pattern in _KNOWN)
        or any(word in name.split() for name in told.names)
    )
