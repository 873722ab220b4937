"""
Folding: which texts are one text to a condition, and which are refused.
"""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups.conditions.folding import LATIN_WORD_SEPARATORS, fold, spaced_words, unsafe_character


class TestFold:
    """
    "Both sides are *folded*: invisible characters are left out, then Unicode's NFKC and case folding."
    """

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param("CTO", "cto", id="case"),
            pytest.param("\N{FULLWIDTH LATIN CAPITAL LETTER C}TO", "cto", id="full width"),
            pytest.param("C\u200bT\u00adO\ufe0f", "cto", id="invisible"),
            pytest.param("\N{LATIN SMALL LIGATURE FI}nance", "finance", id="ligature"),
            pytest.param("Straße", "strasse", id="case folding is more than lower case"),
            pytest.param("\N{GREEK SMALL LETTER FINAL SIGMA}", "\N{GREEK SMALL LETTER SIGMA}", id="final sigma"),
            pytest.param("A\N{COMBINING DIAERESIS}rztin", "ärztin", id="composed"),
            pytest.param("A\u200b\N{COMBINING DIAERESIS}rztin", "ärztin", id="composed across something invisible"),
            pytest.param("Muller", "muller", id="accents count, without"),
            pytest.param("Müller", "müller", id="accents count, with"),
            pytest.param(" \tChief \u00a0\n Officer\u3000", "chief officer", id="white space"),
            pytest.param("\u200b \u2060", "", id="nothing to see"),
            pytest.param("\N{CYRILLIC SMALL LETTER A}", "\N{CYRILLIC SMALL LETTER A}", id="another alphabet's letter"),
        ],
    )
    def test_of(self, text: str, expected: str) -> None:
        """One spelling for what is one text to a reader."""
        assert expected == fold(text)

    def test_is_done_once_and_for_all_with_every_character(self) -> None:
        """Folding what is folded changes nothing, for any character there is."""
        characters = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
        assert [] == [ascii(each) for each in characters if fold(fold(each)) != fold(each)]

    @given(st.text())
    def test_is_done_once_and_for_all(self, text: str) -> None:
        """The same for texts, where characters combine."""
        assert fold(text) == fold(fold(text))


class TestWords:
    """
    "A word is a run of letters, digits, the marks that belong to them, “+” and “#”."
    """

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param("vice-president, sales", " vice president sales ", id="punctuation"),
            pytest.param("c++/c# (senior)", " c++ c# senior ", id="plus and number sign"),
            pytest.param("snake_case", " snake case ", id="underscore"),
            pytest.param("प्रबंधक निदेशक", " प्रबंधक निदेशक ", id="marks"),
            pytest.param("営業部長", " 営業部長 ", id="no spaces"),
            pytest.param("...", "", id="none"),
            pytest.param("", "", id="empty"),
        ],
    )
    def test_of(self, text: str, expected: str) -> None:
        """Each with a space before and after it."""
        assert expected == spaced_words(text)

    def test_separators_of_plain_texts(self) -> None:
        """Where tables look for words by a pattern, the pattern's separators are those of the words."""
        plain = [chr(code) for code in range(ord(" "), ord("~") + 1) if not chr(code).isupper()]
        separators = [each for each in plain if re.fullmatch(f"[{LATIN_WORD_SEPARATORS}]", each)]
        assert [each for each in plain if spaced_words(f"a{each}b") == " a b "] == separators


class TestUnsafeCharacter:
    """
    "Refused if a word of it mixes Latin letters with Cyrillic or Greek ones, or if it has characters that steer …"
    """

    @pytest.mark.parametrize(
        "text",
        [
            "Chief Officer",
            "Директор IT",
            "Ω mega",
            "Räksmörgås",
            "\N{ARABIC LETTER MEEM}\u200c\N{ARABIC LETTER KHAH}",
            "\N{MAN}\u200d\N{PERSONAL COMPUTER}",
            "営業 CRM",
            "",
        ],
    )
    def test_finds_nothing_in(self, text: str) -> None:
        """Texts in one alphabet, words of two, and the joiners that some scripts need."""
        assert unsafe_character(text) is None

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Dir\u0435ctor", "'\u0435' (U+0435, CYRILLIC SMALL LETTER IE) beside Latin letters"),
            ("\u039fmega", "'\u03bf' (U+03BF, GREEK SMALL LETTER OMICRON) beside Latin letters"),
            ("C\u200bTO", "the invisible character U+200B, ZERO WIDTH SPACE"),
            ("\u202eOTC", "the invisible character U+202E, RIGHT-TO-LEFT OVERRIDE"),
            ("Chief\nOfficer", "the invisible character U+000A"),
            ("Chief\u2028Officer", "the invisible character U+2028, LINE SEPARATOR"),
        ],
    )
    def test_names_it(self, text: str, expected: str) -> None:
        """The character, its code and its name."""
        assert expected == unsafe_character(text)
