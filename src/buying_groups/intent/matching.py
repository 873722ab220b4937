"""
Matching: which keywords a page, an email or an event is about.

Keywords are found as whole words and phrases, never inside of words, in titles, tags and addresses; case, compatibility
forms and what stands between the words do not matter. A phrase does not go across two texts: neither from one tag to
the next nor from one part of an address to another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from ..conditions.folding import fold, spaced_words


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..activities import Content


__all__ = ["KeywordMatcher", "words_of"]

_ASCII_WORD = re.compile(r"[a-z0-9+#]+")
_PAGE_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)  # of nearly every address, and about nothing
_END = ""  # in a node: the keyword whose words end there; no word is empty


def words_of(text: str) -> tuple[str, ...]:
    """
    Return the words of a text in the one spelling in which keywords are compared.

    They are those of `buying_groups.conditions`: runs of letters, digits, "+" and "#", case-folded.

    Examples
    --------
    >>> words_of("E-Mail Marketing"), words_of("C++ in 90 days"), words_of("…")
    (('e', 'mail', 'marketing'), ('c++', 'in', '90', 'days'), ())
    """
    folded = fold(text)
    # Of an ASCII text no character is a mark, so that one pattern finds what `spaced_words` does, several times faster.
    return tuple(_ASCII_WORD.findall(folded) if folded.isascii() else spaced_words(folded).split())


class KeywordMatcher:
    """
    Finds keywords in content.

    Parameters
    ----------
    spellings : mapping of str to str
        The keyword that is meant, by each of its spellings; one without any word is found nowhere.

    Examples
    --------
    >>> from buying_groups.activities import Content
    >>> matcher = KeywordMatcher({"email marketing": "email marketing", "e-mail marketing": "email marketing"})
    >>> matcher.keywords_in(Content(title="Nine tips for E-Mail-Marketing"))
    frozenset({'email marketing'})
    >>> matcher.keywords_in(Content(url="https://news.example/email%20marketings"))
    frozenset()
    """

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self._spellings = len(spellings)
        self._root: dict[str, Any] = {}
        for spelling, keyword in spellings.items():
            node = self._root
            words = words_of(spelling)
            for word in words:
                node = node.setdefault(word, {})
            if words:
                node[_END] = keyword

    def __repr__(self) -> str:
        return f"<KeywordMatcher of {self._spellings} spellings>"

    def keywords_in(self, content: Content) -> frozenset[str]:
        """
        Return the keywords that a content's title, tags and address name.

        Of an address, the parts of the path, the values of the query and the fragment are read, percent-decoded; the
        host is not, since it is the same for all of a site.
        """
        found: set[str] = set()
        for text in _texts(content):
            found.update(self.keywords_in_text(text))
        return frozenset(found)

    def keywords_in_text(self, text: str) -> Iterator[str]:
        """Yield the keyword of each place of a text where one stands, longer and shorter ones alike."""
        words = words_of(text)
        root = self._root
        for start, first in enumerate(words):
            node = root.get(first)
            end = start + 1
            while node is not None:
                if _END in node:
                    yield node[_END]
                if end == len(words):
                    break
                node = node.get(words[end])
                end += 1


def _texts(content: Content) -> Iterator[str]:
    if content.title is not None:
        yield content.title
    yield from content.keywords
    if content.url is not None:
        yield from _address(content.url)


def _address(url: str) -> Iterable[str]:
    try:
        parts = urlsplit(url)
        values = [value for _, value in parse_qsl(parts.query)]
    except ValueError:  # as recorded, it may be no address; its words are read all the same
        return [unquote(url)]
    segments = parts.path.split("/")
    segments[-1] = _PAGE_ENDING.sub("", segments[-1])
    return [*map(unquote, segments), *values, unquote(parts.fragment)]
