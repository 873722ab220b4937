"""
Words: one spelling, titles as words, and what of a title is not read.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups.titles.words import LONGEST_TITLE, Word, fold, is_phrase, split


def letters(title: str) -> list[str]:
    """Return the words of a title, folded."""
    return [word.letters for word in split(title)]


class TestFold:
    """
    "Compatibility forms, case and accents are gone, and a spelled-out umlaut is the umlaut."
    """

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param("Geschäftsführer", "geschaftsfuhrer", id="umlaut"),
            pytest.param("Geschaeftsfuehrer", "geschaftsfuhrer", id="spelled-out"),
            pytest.param("GESCHAFTSFUHRER", "geschaftsfuhrer", id="no-accents"),
            pytest.param("Gescha\N{COMBINING DIAERESIS}ft", "geschaft", id="decomposed"),
            pytest.param("Großhandel", "grosshandel", id="sharp-s"),
            pytest.param("Köche", "koche", id="o"),
            pytest.param("Kœuvre Æon Økonom", "kouvre aon okonom", id="letters-of-their-own"),
            pytest.param("Łódź", "lodz", id="stroke"),
            pytest.param("\N{FULLWIDTH LATIN CAPITAL LETTER C}\N{FULLWIDTH LATIN CAPITAL LETTER E}O", "ceo", id="wide"),
            pytest.param("o\N{LATIN SMALL LIGATURE FFI}ce", "office", id="ligature"),
            pytest.param("İstanbul", "istanbul", id="dotted-i"),
        ],
    )
    def test_known_answers(self, text: str, expected: str) -> None:
        """Worked out by hand."""
        assert expected == fold(text)

    @given(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F)))
    def test_case_does_not_matter(self, text: str) -> None:
        """Of letters of European languages, the upper and the lower case are the same."""
        assert fold(text.upper()) == fold(text) == fold(text.lower())


class TestSplit:
    """
    "Return the words of a title, without the marks of gender and without the employer."
    """

    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            pytest.param("Mitarbeiter (m/w/d)", ["mitarbeiter"], id="m-w-d"),
            pytest.param("Mitarbeiter m|w|d Lager", ["mitarbeiter", "lager"], id="bare"),
            pytest.param("Analyst (w/m/divers)", ["analyst"], id="divers"),
            pytest.param("Commercial H/F", ["commercial"], id="H/F"),
            pytest.param("Leiter/in", ["leiter"], id="slash"),
            pytest.param("Leiter*in Einkauf", ["leiter", "einkauf"], id="star"),
            pytest.param("Leiter:innen", ["leiter"], id="colon"),
            pytest.param("Leiter_in", ["leiter"], id="underscore"),
            pytest.param("Leiter(in)", ["leiter"], id="brackets"),
            pytest.param("Leiter/-in", ["leiter"], id="hyphen"),
            pytest.param("LeiterIn", ["leiterin"], id="capital"),
            pytest.param("Angestellte/r", ["angestellte"], id="r"),
            pytest.param("Director/a", ["director"], id="a"),
            pytest.param("Sales/R&D", ["sales", "r", "d"], id="not-R&D"),
            pytest.param("Marketing/e-commerce", ["marketing", "e", "commerce"], id="not-e-commerce"),
            pytest.param("R&D", ["r", "d"], id="ampersand"),
            pytest.param("C.E.O.", ["c", "e", "o"], id="full-stops"),
            pytest.param("Head of Sales at Director Ltd", ["head", "of", "sales"], id="at"),
            pytest.param("Leiterin bei Chef & Co", ["leiterin"], id="bei"),
            pytest.param("CTO @ Interns", ["cto"], id="@"),
            pytest.param("Atelier bei", ["atelier"], id="not-within-a-word"),
            pytest.param("💼", [], id="no-words"),
            pytest.param("", [], id="empty"),
            pytest.param(" \t", [], id="blank"),
        ],
    )
    def test_words(self, title: str, expected: list[str]) -> None:
        """Worked out by hand."""
        assert expected == letters(title)

    def test_posts_and_parts(self) -> None:
        """A slash stands between two posts, a comma between parts of one; a hyphen, an ampersand are no border."""
        assert [
            Word("vp", 0, 0),
            Word("marketing", 0, 1),
            Word("sales", 0, 1),
            Word("p", 1, 2),
            Word("co", 2, 3),
            Word("founder", 2, 3),
            Word("dach", 2, 4),
        ] == split("| VP, Marketing & Sales / P / Co-Founder - DACH")


class TestLongTitles:
    """
    "So many characters of a title are read; what comes after, and a word that is cut in two, is not."
    """

    def test_the_limit(self) -> None:
        """The last word that ends at the limit is read, the first that crosses it is not."""
        filling = "x" * (LONGEST_TITLE - 4)
        assert [filling, "ceo"] == letters(f"{filling} CEO and more")
        assert ["x" + filling] == letters(f"x{filling} CEO")
        assert [] == letters("x" * (LONGEST_TITLE + 1))
        assert ["x" * LONGEST_TITLE] == letters("x" * LONGEST_TITLE)


class TestPhrases:
    """
    "Return whether a folded text is words with single spaces between them, such as `split` can return."
    """

    @given(st.text())
    def test_what_split_returns_is_one(self, title: str) -> None:
        """The words of any title, joined by spaces, are a phrase, and splitting gives them back."""
        words = letters(title)
        phrase = " ".join(words)
        assert bool(words) == is_phrase(phrase)

    @pytest.mark.parametrize(
        "text", ["", " ", "vice  president", " vice", "r&d", "e-commerce", "a_b", "head at large", "bei"]
    )
    def test_what_is_none(self, text: str) -> None:
        """Punctuation, spaces too many, and an employer's preposition."""
        assert not is_phrase(text)
