"""
Vocabulary: which words and phrases say what about a position.

A vocabulary is table data. The one that ships is in `default_vocabulary`; a team adds its own terms, or takes terms
away, and gets a new vocabulary.
"""

import enum
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import attrs

from .._validation import Check, checked, unique
from ..errors import UnknownIdError
from .labels import Function, Seniority
from .words import Word, fold, is_phrase, split


__all__ = ["Found", "Standing", "Term", "Vocabulary"]

_SHORTEST_PART = 4

_probability = Check(lambda value: 0 <= value <= 1, "in [0, 1]", {"minimum": 0, "maximum": 1})

# The letters that may join two parts of a compound: Vertrieb-s-leiter, Kunde-n-betreuer.
_LINKS = ("", "s", "n", "e", "es", "en")

# The feminine form of a word for a person, by the language's rule: (ending, in its place). Others are terms themselves.
# German builds them from shared and English words too: Managerin, Analystin.
_FEMININE = {
    "": (("", "in"), ("", "innen")),
    "en": (("", "in"), ("", "innen")),
    "de": (("", "in"), ("", "innen")),
    "es": (("or", "ora"), ("o", "a")),
    "fr": (("teur", "trice"), ("eur", "euse"), ("er", "ere"), ("ien", "ienne"), ("t", "te")),
    "it": (("tore", "trice"), ("o", "a")),
    "pt": (("or", "ora"), ("o", "a")),
}


class Standing(enum.StrEnum):
    """
    What a term's level does to the other levels in a title.

    `Seniority.PROFESSIONAL` gives way to every other level of its post, whatever its standing.
    """

    COUNTS = "counts"
    """The highest level that counts is the person's."""
    DECIDES = "decides"
    """It is the person's level, and a higher one beside it is somebody else's: "Assistant to the CEO"."""
    YIELDS = "yields"
    """It names a body or a status, "Geschäftsleitung" or "Prokurist": the level if nothing else says one."""


def _letters(text: str) -> str:
    return fold(text).strip("-")


def _is_term(text: str) -> bool:
    letters = _letters(text)
    hyphens = len(fold(text)) - len(letters)
    is_part = " " not in letters and len(letters) >= _SHORTEST_PART and "--" not in text
    return is_phrase(letters) and (is_part or not hyphens)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Term:
    """
    One word or phrase, and what it says.

    A term that says nothing is useful too: it keeps a longer phrase from being read as its words.

    Attributes
    ----------
    text : str
        Words with single spaces between them, in any case, with or without accents. A hyphen on one side of a single
        word says that other words may be joined to it there, and that it may stand alone: ``"-leiter"`` is in "Leiter"
        and "Vertriebsleiter", ``"einkauf-"`` in "Einkauf" and "Einkaufsleitung". Such a word has at least four letters.
    seniority : Seniority or None
        The level that it names, if any.
    seniority_confidence : float
        How sure the term alone makes the level; in [0, 1].
    standing : Standing
        What the level does to others in the title.
    function : Function or None
        The field that it names, if any.
    function_confidence : float
        How sure the term alone makes the field; in [0, 1]. The surest field of a title is the answer.
    language : str
        ISO 639-1 code; where it is ``"de"``, ``"es"``, ``"fr"``, ``"it"`` or ``"pt"`` and the term names a level, the
        feminine form by that language's rule is understood too. Empty for words that several languages share.

    Raises
    ------
    InvalidValueError
        When the text is blank or not made of words, or a confidence is outside of [0, 1].

    Examples
    --------
    >>> Term(text="-leiter", seniority=Seniority.LEAD, language="de").seniority_confidence
    0.9
    """

    text: str = attrs.field(
        validator=Check(_is_term, "words with a space between, or one of at least 4 letters with a hyphen at its side")
    )
    seniority: Seniority | None = None
    seniority_confidence: float = attrs.field(default=0.9, validator=_probability)
    standing: Standing = Standing.COUNTS
    function: Function | None = None
    function_confidence: float = attrs.field(default=0.9, validator=_probability)
    language: str = ""

    @cached_property
    def letters(self) -> str:
        """The words, folded and without hyphens; no two terms of a vocabulary have the same."""
        return _letters(self.text)

    @property
    def begins(self) -> bool:
        """Whether a longer word may begin with it."""
        return self.text.endswith("-")

    @property
    def ends(self) -> bool:
        """Whether a longer word may end with it."""
        return self.text.startswith("-")


@attrs.frozen
class Found:
    """
    A term in a title.

    Attributes
    ----------
    term : Term
        The term.
    role : int
        Which of the title's posts it stands in.
    """

    term: Term
    role: int


class _Index(NamedTuple):
    whole: dict[str, Term]
    beginnings: dict[str, Term]
    endings: dict[str, Term]
    most_words: int
    longest_part: int

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "_Index":
        forms = _forms(terms)
        beginnings = {letters: term for letters, term in forms.items() if term.begins}
        endings = {letters: term for letters, term in forms.items() if term.ends}
        return cls(
            whole=forms,
            beginnings=beginnings,
            endings=endings,
            most_words=max((len(letters.split()) for letters in forms), default=0),
            longest_part=max(map(len, (*beginnings, *endings)), default=0),
        )

    def phrase(self, words: list[Word], position: int) -> tuple[Term | None, int]:
        """Return the longest term that starts at a position, and how many words it takes."""
        for length in range(self.most_words, 0, -1):
            phrase = words[position : position + length]
            if phrase[0].part == phrase[-1].part:
                term = self.whole.get(" ".join(word.letters for word in phrase))
                if term:
                    return term, len(phrase)
        return None, 1

    def parts(self, letters: str) -> list[Term]:
        """Return the terms that a longer word is joined from; from its end, where a compound has its head."""
        parts: list[Term] = []
        rest = letters
        while ending := self._ending(rest, _LINKS if parts else ("",)):
            parts.insert(0, ending[0])
            rest = ending[1]
        lengths = range(min(len(rest), self.longest_part), _SHORTEST_PART - 1, -1)
        beginning = next((term for length in lengths if (term := self.beginnings.get(rest[:length]))), None)
        return [beginning, *parts] if beginning else parts

    def _ending(self, letters: str, links: tuple[str, ...]) -> tuple[Term, str] | None:
        for link in links:
            core = letters.removesuffix(link)
            if letters.endswith(link):
                for length in range(min(len(core), self.longest_part), _SHORTEST_PART - 1, -1):
                    if term := self.endings.get(core[-length:]):
                        return term, core[:-length]
        return None


def _forms(terms: Iterable[Term]) -> dict[str, Term]:
    """Return the terms by their letters, with the feminine forms that a language's rule gives and that no term is."""
    forms = {term.letters: term for term in terms}
    for letters, term in sorted(forms.items()):
        if term.seniority and " " not in letters:
            for ending, instead in _FEMININE.get(term.language, ()):
                if letters.endswith(ending):
                    forms.setdefault(letters.removesuffix(ending) + instead, term)
    return forms


@attrs.frozen(kw_only=True, field_transformer=checked)
class Vocabulary:
    """
    Terms, to be found in titles.

    The longest phrase wins: in "Vice President" there is no president, in "Lead Generation" nobody leads. Words are
    compared as words; only a term that says so (see `Term`) is found at the beginning or at the end of a longer one.

    Attributes
    ----------
    terms : tuple of Term
        In any order; no two with the same words.

    Raises
    ------
    InvalidValueError
        When two terms have the same words.
    """

    terms: tuple[Term, ...] = attrs.field(
        converter=tuple[Term, ...],
        validator=unique("words", lambda term: term.letters),
        repr=lambda terms: f"<{len(terms)} terms>",
    )

    def with_terms(self, *terms: Term) -> "Vocabulary":
        """
        Return the vocabulary with more terms; one with the words of an existing term takes its place.

        Examples
        --------
        >>> from buying_groups.titles import DEFAULT_VOCABULARY, understand_title
        >>> ours = DEFAULT_VOCABULARY.with_terms(Term(text="evangelist", function=Function.MARKETING))
        >>> understand_title("Evangelist", vocabulary=ours).function.value
        <Function.MARKETING: 'marketing'>
        """
        new = {term.letters for term in terms}
        return Vocabulary(terms=(*(term for term in self.terms if term.letters not in new), *terms))

    def without(self, *texts: str) -> "Vocabulary":
        """
        Return the vocabulary without some terms.

        Raises
        ------
        UnknownIdError
            When a text is not a term's.
        """
        known = {term.letters: term.text for term in self.terms}
        for text in texts:
            if _letters(text) not in known:
                raise UnknownIdError("term", text, known.values())
        gone = {_letters(text) for text in texts}
        return Vocabulary(terms=tuple(term for term in self.terms if term.letters not in gone))

    def find(self, title: str) -> list[Found]:
        """
        Return the terms of a title, from left to right.

        Examples
        --------
        >>> from buying_groups.titles import DEFAULT_VOCABULARY
        >>> [found.term.text for found in DEFAULT_VOCABULARY.find("Vice President Lead Generation")]
        ['vice president', 'lead generation']
        """
        words = split(title)
        found: list[Found] = []
        position = 0
        while position < len(words):
            word = words[position]
            term, length = self._index.phrase(words, position)
            found += [Found(part, word.role) for part in ([term] if term else self._index.parts(word.letters))]
            position += length
        return found

    @cached_property
    def _index(self) -> _Index:
        return _Index.of(self.terms)
