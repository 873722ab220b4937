"""
Mentions: where a text names something, gives a number or a date, or quotes.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from ..readings import Kind
from .lexicon import MONTHS, NUMBER_WORDS, TYPE_WORDS, words
from .plain_words import PLAIN_WORDS


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .names import Names


__all__ = ["Mention", "MentionKind", "Sentence", "place_of", "read"]


class MentionKind:
    """
    What a mention is: one of the kinds of facts, or one of these.
    """

    NUMBER = "number"
    DATE = "date"
    STRANGER = "name"  # that no fact has
    QUOTE = "quotation"
    CONTACT = "contact"
    ACCOUNT = "account"
    TITLE = "job title"
    STAGE = "stage"
    INDUSTRY = "industry"
    OPPORTUNITY = "opportunity"
    WORDS = "words"


@attrs.frozen(kw_only=True)
class Mention:
    """
    A place in a text that claims something.

    Attributes
    ----------
    start, end : int
        Where it stands.
    kinds : frozenset of str
        What it may be; several for a name that several things have.
    name : str
        The name that it means, or the text.
    value : float, date or None
        The value of a number or a date.
    percent : bool
        Whether a number is one of percent.
    depth : int
        How many parentheses it stands in.
    also : frozenset of tuple of str
        Kinds and names of what else may be meant: the person who has a role, the group that has a product's name.
    """

    start: int
    end: int
    kinds: frozenset[str]
    name: str
    also: frozenset[tuple[str, str]] = frozenset()
    value: float | date | None = None
    percent: bool = False
    depth: int = 0

    def is_any(self, *kinds: str) -> bool:
        """Return whether it may be one of some kinds."""
        return not self.kinds.isdisjoint(kinds)


def place_of(start: int, end: int, text: str) -> Mention:
    """Return a place in a text that names nothing that is known."""
    return Mention(start=start, end=end, kinds=frozenset({MentionKind.STRANGER}), name=text)


@attrs.frozen(kw_only=True)
class Sentence:
    """
    A sentence with its mentions, in order.

    Attributes
    ----------
    start, end : int
        Where it stands.
    text : str
        The whole text, in which each name is replaced by as many letters that no word has.
    mentions : tuple of Mention
        The mentions.
    """

    start: int
    end: int
    text: str
    mentions: tuple[Mention, ...]


_MASK = "\N{LATIN SMALL LETTER EZH}"
_OPENING, _CLOSING = '“"\u2018«', '”"\u2019»'
_QUOTED = re.compile(r"“([^”\n]*)”|\"([^\"\n]*)\"|«([^»\n]*)»")
_CONTACT = re.compile(
    r"[^\s<>()\[\]{},;:]+@[^\s<>()\[\]{},;:]+|https?://\S+|www\.\S+|\+?(?:\d[ ().-]{0,2}){6,}\d(?![\d%])"
)
_MONTH = "|".join(f"{month}|{month[:3]}\\.?|{month[:4]}\\.?" for month in MONTHS)
_DATES = (
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
    re.compile(
        rf"(?<!\w)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<mon>{_MONTH})(?!\w)(?:,? (?P<y>\d{{4}}))?", re.IGNORECASE
    ),
    re.compile(
        rf"(?<!\w)(?P<mon>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\w)(?:,? (?P<y>\d{{4}}))?", re.IGNORECASE
    ),
    re.compile(rf"(?<!\w)(?P<mon>{'|'.join(MONTHS)}) (?P<y>\d{{4}})(?!\w)", re.IGNORECASE),
)
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>[+−-])?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?(?![\w])"
    r"(?P<percent>\s?%| per ?cent(?!\w))?"
)
_WORD_NUMBER = re.compile(
    rf"(?<![\w-])(?:{'|'.join(NUMBER_WORDS)})(?![\w]|-\w)(?P<percent> per ?cent(?!\w))?", re.IGNORECASE
)
_FRACTION = re.compile(
    r"(?<![\w-])(?:(?P<some>a|one|two|three|four)[ -](?P<part>thirds?|quarters?|fifths?)|half)"
    r"(?= (?:of|the|its|all|complete)(?!\w))",
    re.IGNORECASE,
)
_PARTS = {"t": 3, "q": 4, "f": 5}
_ITEM = re.compile(r"^[ \t]*(?P<digits>\d+)[.)](?=\s)", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<!\bvs)[.!?]+(?=[\s”\"\u2019)]|$)|\n(?!\s*[*•–-]\s)")
_WORD = re.compile(r"[^\W\d_][\w'\u2019.&+-]*[\w+]|[^\W\d_]")


class _Reader:
    """
    Finds the mentions of one text, each place once.
    """

    def __init__(self, text: str, names: Names, activity_types: Iterable[str]) -> None:
        self.text = text
        self.names = names
        self.activity_types = tuple(activity_types)
        self.mentions: list[Mention] = []
        self.masked = text

    def add(self, start: int, end: int, kinds: Iterable[str], name: str, **more: Any) -> None:
        mention = Mention(start=start, end=end, kinds=frozenset(kinds), name=name, **more)
        self.mentions.append(mention)
        self.masked = self.masked[:start] + _MASK * (end - start) + self.masked[end:]

    def read(self) -> None:
        self.find_names()
        self.find_quotes()
        self.find_contacts()
        self.find_types()
        self.find_dates()
        self.find_numbers()
        self.find_strangers()
        self.mentions.sort(key=lambda mention: mention.start)

    def find_names(self) -> None:
        alternatives: list[str] = []
        meant: dict[str, str] = {}
        for name in sorted(self.names, key=lambda name: (-len(name), name)):
            kinds = {kind for kind, whole in self.names[name] if whole == name}
            pattern = r"\s+".join(map(re.escape, name.split()))
            before = r"(?<!\w)" if name[0].isalnum() else ""
            after = r"(?!\w)" if name[-1].isalnum() else ""
            loose = kinds & {Kind.ROLE, Kind.TOPIC} and name.casefold() != "other"  # the role has a capital letter
            plural = "s?" if loose and Kind.ROLE in kinds and not name.endswith("s") else ""
            group = f"n{len(alternatives)}"
            meant[group] = name
            alternatives.append(f"(?P<{group}>{before}{'(?i:' if loose else '(?:'}{pattern}{plural}){after})")
        for found in re.finditer("|".join(alternatives), self.text):
            name = meant[found.lastgroup or ""]
            meanings = self.names[name]
            whole = name if any(each == name for _, each in meanings) else next(iter(meanings))[1]
            also = frozenset(meaning for meaning in meanings if meaning[1] != whole)
            self.add(*found.span(), {kind for kind, each in meanings if each == whole}, whole, also=also)

    def find_quotes(self) -> None:
        for found in list(_QUOTED.finditer(self.masked)):
            inside = next(part for part in found.groups() if part is not None)
            if inside.replace(_MASK, "").strip(" .,;!?"):
                start, end = found.span()
                self.mentions = [each for each in self.mentions if not start <= each.start < end]
                known = _type_named(self.text[start + 1 : end - 1], self.activity_types)
                words = self.words_with(self.text[start + 1 : end - 1].strip(" .,;!?…"))
                if known is not None:
                    self.add(start, end, [Kind.ACTIVITY_TYPE], known)
                elif words is not None:
                    self.add(start, end, [MentionKind.WORDS], words)
                else:
                    self.add(start, end, [MentionKind.QUOTE], self.text[start:end])

    def words_with(self, part: str) -> str | None:
        """Return the words of the facts of which several in a row are quoted."""
        known = (name for name, meanings in self.names.items() if (MentionKind.WORDS, name) in meanings)
        return next((name for name in known if " " in part and part.casefold() in name.casefold()), None)

    def find_contacts(self) -> None:
        for found in list(_CONTACT.finditer(self.masked)):
            if not any(pattern.match(found[0]) for pattern in _DATES) and _MASK not in found[0]:
                self.add(*found.span(), [MentionKind.STRANGER, MentionKind.CONTACT], found[0])

    def find_types(self) -> None:
        for name in sorted(self.activity_types, key=len, reverse=True):
            for found in list(_type_pattern(name).finditer(self.masked)):
                self.add(*found.span(), [Kind.ACTIVITY_TYPE], name)

    def find_dates(self) -> None:
        for pattern in _DATES:
            for found in list(pattern.finditer(self.masked)):
                parts = found.groupdict()
                month = _month(parts["mon"]) if parts.get("mon") else int(parts["m"])
                try:  # 4 is a leap year: what has no year is a date of any
                    day = date(int(parts.get("y") or 4), month, int(parts.get("d") or 1))
                except ValueError:
                    self.add(*found.span(), [MentionKind.DATE], found[0])
                    continue
                precision = "" if parts.get("y") and parts.get("d") else "year" if parts.get("y") else "day"
                self.add(*found.span(), [MentionKind.DATE, f"{MentionKind.DATE}:{precision}"], found[0], value=day)

    def find_numbers(self) -> None:
        for index, found in enumerate(list(_ITEM.finditer(self.masked)), start=1):
            if int(found["digits"]) == index:  # the numbers of a list, not of what stands in it
                self.masked = self.masked[: found.start()] + f"{'*':>{len(found[0])}}" + self.masked[found.end() :]
        for found in list(_FRACTION.finditer(self.masked)):
            part = _PARTS[found["part"][0].casefold()] if found["part"] else 2
            some = NUMBER_WORDS.get((found["some"] or "").casefold(), 1)
            self.add(*found.span(), [MentionKind.NUMBER], found[0], value=100 * some / part, percent=True)
        for found in list(_NUMBER.finditer(self.masked)):
            value = float(found["digits"].replace(",", "") + (found["decimals"] or ""))
            start = found.start("digits")
            self.add(start, found.end(), [MentionKind.NUMBER], found[0], value=value, percent=bool(found["percent"]))
        for found in list(_WORD_NUMBER.finditer(self.masked)):
            word = found[0].split()[0].casefold()
            if self.masked[: found.start()].casefold().endswith("no "):
                continue  # "no one"
            if word == "one" and not re.match(
                r" (?:of the \S+ (?:members|people)|person|member|activity|point|week|colleague|group|buying|"
                r"open|missing|is missing)",
                self.masked[found.end() :],
            ):
                continue  # "one of", "this one", "the last one": a pronoun
            value = float(NUMBER_WORDS[word])
            self.add(*found.span(), [MentionKind.NUMBER], found[0], value=value, percent=bool(found["percent"]))

    def find_strangers(self) -> None:
        starts = {
            match.end(): match[0]
            for match in re.finditer(r"(?:^|[.!?:]+[\s”\"\u2019)]+|\n[\s*•–-]*|^[\s*•–-]+|[“\"(:]\s*)", self.masked)
        }
        run: list[re.Match[str]] = []
        for found in [*_WORD.finditer(self.masked), None]:
            if found is not None and _MASK not in found[0] and found[0][0].isupper():
                if run and self.masked[run[-1].end() : found.start()] == " ":
                    run.append(found)
                    continue
                self.stranger(run, starts)
                run = [found]
            elif run:
                self.stranger(run, starts)
                run = []

    def stranger(self, run: list[re.Match[str]], starts: dict[int, str]) -> None:
        while run and _is_plain(run[0][0]):
            run = run[1:]
        while run and _is_plain(run[-1][0]):
            run = run[:-1]
        if run and not (len(run) == 1 and self.begins(run[0], starts)):
            start, end = run[0].start(), run[-1].end()
            self.add(start, end, [MentionKind.STRANGER], self.text[start:end])

    def begins(self, word: re.Match[str], starts: dict[int, str]) -> bool:
        """Return whether a word has its capital letter from beginning a sentence."""
        if word.start() not in starts or not word[0][1:].islower():
            return False
        return (
            not starts[word.start()].strip(' ”"\u2019)').endswith((":", "("))
            or re.match(r" (?!(?:and|or|by|as|at|in) )[^\W\d_A-Z]", self.masked[word.end() :]) is not None
        )


def _is_plain(word: str) -> bool:
    return word.casefold().partition("'")[0].partition("\u2019")[0] in PLAIN_WORDS


def _month(name: str) -> int:
    return [month[:3] for month in MONTHS].index(name[:3].casefold()) + 1


def _type_pattern(activity_type: str) -> re.Pattern[str]:
    stem = r"[\s_-]".join(map(re.escape, activity_type.split("_")))
    named = rf"{stem[:-1]}(?:y|ies)" if stem.endswith("y") else rf"{stem}(?:e?s)?"
    *before, last = map(re.escape, activity_type.split("_"))
    verb = re.sub(r"(?:e[ds]|ing|s)$", "", last)
    named += rf"|{'[ _-]'.join(before)}s?[ _-]{verb}(?:e?s|ed|ing)?" if before else ""
    named += rf"|{'[ -]'.join(before)}s? (?:was|were|is|are) {verb}(?:ed)?" if before else ""
    turned = [rf"{verb}(?:e?s|ed|ing)? (?:(?:of|in|on|for|to|an?|the) )*{'[ -]'.join(before)}s?"] if before else []
    known = TYPE_WORDS.get(activity_type)
    return words(*([known.pattern] if known else []), named, *turned)


def _type_named(text: str, activity_types: Iterable[str]) -> str | None:
    return next((name for name in activity_types if _type_pattern(name).fullmatch(text)), None)


def read(text: str, names: Names, activity_types: Iterable[str]) -> list[Sentence]:
    """
    Return the sentences of a text with what they mention.
    """
    reader = _Reader(text, names, activity_types)
    reader.read()
    masked = reader.masked
    return list(_sentences(masked, _with_depth(masked, reader.mentions)))


def _with_depth(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    return [
        attrs.evolve(mention, depth=max(text[: mention.start].count("(") - text[: mention.start].count(")"), 0))
        for mention in mentions
    ]


def _sentences(text: str, mentions: list[Mention]) -> Iterator[Sentence]:
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    start = 0
    for end in [*ends, len(text)]:
        inside = tuple(mention for mention in mentions if start <= mention.start < end)
        if start < end:
            yield Sentence(start=start, end=end, text=text, mentions=inside)
        start = end
