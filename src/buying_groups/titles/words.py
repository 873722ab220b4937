"""
Words: a title as its words, spelled in one way.

Everything that compares words of a title goes through `fold`: the vocabulary, the rules and the classifier alike.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


__all__ = ["LONGEST_TITLE", "Word", "fold", "is_phrase", "split"]

LONGEST_TITLE = 256
"""So many characters of a title are read; what comes after, and a word that is cut in two, is not."""

# Letters that Unicode does not take apart. (ä, ae and a are one letter here; so æ is, too.)
_LETTERS = str.maketrans(
    {"æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)

# "(m/w/d)", "H/F"; the second form of "Leiter/in", "Leiter*in", "Leiter(in)", "Director/a", "Angestellte/r"
_GENDERS = re.compile(r"(?<![^\W_])[dfhimvwx](?:\s*[/|*]\s*(?:[dfhimvwx]|gn|div|divers))+(?![^\W_])")
_SECOND_FORM = re.compile(r"(?<=[^\W_]{3})(?:[/*:_]-?|\()-?(?:innen|in|r|e|a|n|ne|euse|rice|trice)\)?(?![\w&+-])")

_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_ROLES = re.compile(r"[/|\\;•·●►\n\r]")  # between two posts of one person
_PARTS = re.compile(r"[,:()\[\]{}\"“”„«»–—]|\s-\s")  # between the parts of one post
_EMPLOYER = re.compile(r"@|(?<![^\W_])(?:at|bei|chez|hos|bij|presso)(?![^\W_])")


class Word(NamedTuple):
    """
    One word of a title.

    Attributes
    ----------
    letters : str
        The word, folded.
    role : int
        Which of the title's posts it belongs to: "CEO / Sales Engineer" has two.
    part : int
        Which part between punctuation it belongs to; no phrase goes across.
    """

    letters: str
    role: int
    part: int


def fold(text: str) -> str:
    """
    Return a text in the one spelling in which words are compared.

    Compatibility forms, case and accents are gone, and a spelled-out umlaut is the umlaut.

    Examples
    --------
    >>> fold("Geschäftsführer"), fold("GESCHAEFTSFUEHRER"), fold("Geschaftsfuhrer")
    ('geschaftsfuhrer', 'geschaftsfuhrer', 'geschaftsfuhrer')
    >>> fold("Großhändler"), fold("Directrice Générale")
    ('grosshandler', 'directrice generale')
    """
    plain = text.lower() if text.isascii() else _plain(text)
    return plain.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_LETTERS)


def is_phrase(text: str) -> bool:
    """
    Return whether a folded text is words with single spaces between them, such as `split` can return.

    Examples
    --------
    >>> is_phrase("vice president"), is_phrase("r&d"), is_phrase("head at large")
    (True, False, False)
    """
    return bool(_PHRASE.fullmatch(text)) and not _EMPLOYER.search(text)


def split(title: str) -> list[Word]:
    """
    Return the words of a title, without the marks of gender and without the employer ("at …", "bei …", "@ …").

    Examples
    --------
    >>> [word.letters for word in split("Projektleiter*in (m/w/d) @ Head GmbH")]
    ['projektleiter']
    >>> split("P/CEO")
    [Word(letters='p', role=0, part=0), Word(letters='ceo', role=1, part=1)]
    """
    if len(title) > LONGEST_TITLE:
        title = re.sub(r"[^\W_]+$", "", title[: LONGEST_TITLE + 1])
    text = _SECOND_FORM.sub("", _GENDERS.sub(" ", fold(title)))
    if employer := _EMPLOYER.search(text):
        text = text[: employer.start()]
    words: list[Word] = []
    role = part = end = 0
    for found in _WORD.finditer(text):
        gap = text[end : found.start()]
        if words and _ROLES.search(gap):
            role, part = role + 1, part + 1
        elif words and _PARTS.search(gap):
            part += 1
        words.append(Word(found[0], role, part))
        end = found.end()
    return words
