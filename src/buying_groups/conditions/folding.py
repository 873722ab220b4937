"""
Folding: the one spelling in which texts are compared, and their words.

Case, compatibility forms, invisible characters and the amount of white space do not matter. Accents do, and so do
letters of different alphabets that look alike: "Müller" is not "Muller", and the Cyrillic letter that looks like "a" is
another letter.
"""

from __future__ import annotations

import re
import unicodedata


__all__ = ["LATIN_WORD_SEPARATORS", "fold", "spaced_words", "unsafe_character"]

# Default_Ignorable_Code_Point of Unicode 15 (DerivedCoreProperties.txt): characters that show nothing, such as the
# zero-width space, the soft hyphen and the variation selectors. Unicode's NFKC_Casefold leaves them out as well.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

# "+" and "#" are letters here, so that "C++" and "C#" are words of their own, and not the word "C".
_BETWEEN_WORDS = re.compile(r"[^\w+#]|_")

LATIN_WORD_SEPARATORS = r""" !"$%&'()*,\-./:;<=>?@\[\\\]^_`{|}~"""
"""What separates the words of a text of printable ASCII characters, for a regular expression's brackets."""

_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji are spelled with them
_STEERING = ("Cc", "Cf", "Zl", "Zp")
_CONFUSED_WITH_LATIN = ("CYRILLIC", "GREEK")


def fold(text: str) -> str:
    r"""
    Return a text in the one spelling in which texts are compared.

    Without invisible characters, in NFKC, case-folded, and with single spaces between what white space separates.

    Examples
    --------
    >>> fold("  CHIEF  Officer"), fold("Straße"), fold("\N{FULLWIDTH LATIN CAPITAL LETTER C}\u200bTO")
    ('chief officer', 'strasse', 'cto')
    """
    if text.isascii():
        return " ".join(text.lower().split())
    # Folding the case of a composed letter can take it apart (ΐ), so that NFKC comes first and last.
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def spaced_words(folded: str) -> str:
    """
    Return the words of a folded text with one space before, between and after them; "" if there is none.

    A word is a run of letters, digits, the marks that belong to them, "+" and "#". To find a phrase in a text is to
    find the one's spaced words in the other's.

    Examples
    --------
    >>> spaced_words("vp, c++/c#-development")
    ' vp c++ c# development '
    """
    parts = _BETWEEN_WORDS.sub(_unless_mark, folded).split()
    return f" {' '.join(parts)} " if parts else ""


def _unless_mark(found: re.Match[str]) -> str:
    return found[0] if unicodedata.category(found[0])[0] == "M" else " "


def unsafe_character(text: str) -> str | None:
    r"""
    Return what in a text could make it look like something else, in words; None if there is nothing.

    That is a character that steers how text is shown (control characters, line breaks, changes of the direction of
    writing), and a Cyrillic or Greek letter in a word that has Latin letters too.

    Examples
    --------
    >>> unsafe_character("Chief Officer"), unsafe_character("Директор IT")
    (None, None)
    >>> ascii(unsafe_character("Dir\u0435ctor"))
    '"\'\\u0435\' (U+0435, CYRILLIC SMALL LETTER IE) beside Latin letters"'
    """
    if text.isascii() and text.isprintable():
        return None
    for letter in text:
        if unicodedata.category(letter) in _STEERING and letter not in _JOINERS:
            return f"the invisible character U+{ord(letter):04X}{_name(letter)}"
    for word in spaced_words(fold(text)).split():
        scripts = {letter: unicodedata.name(letter, "").partition(" ")[0] for letter in word}
        if "LATIN" in scripts.values():
            for letter, script in scripts.items():
                if script in _CONFUSED_WITH_LATIN:
                    return f"{letter!r} (U+{ord(letter):04X}{_name(letter)}) beside Latin letters"
    return None


def _name(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return name and f", {name}"
