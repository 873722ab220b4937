"""
Counted: what a number in a text counts, or is, as the words around it say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..readings import Kind
from .context import TIME, Place
from .lexicon import ACTIVE, NOUNS, SILENT, Noun
from .mentions import MentionKind


if TYPE_CHECKING:
    from .context import Who
    from .mentions import Mention


__all__ = ["OF", "Counted", "CountedFinder", "first_noun", "is_maximum", "is_part", "last_noun"]

OF = re.compile(
    r"(?: (?P<noun>activity|activities|people|persons?|members?|roles?|points?|in total))?,?\s*(?:out )?of "
    r"(?:the |its |their |all |these |those |her |his |a total of )*(?:group's |account's |team's )?$",
    re.IGNORECASE,
)

_NEAR = 28  # characters in which the noun of a number begins
_ASIDE = re.compile(r"(?<!\w)(?:in|for|as|on|at|by|with|from|within|during|over|since|to)(?!\w)", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|and|or|, and)\s*", re.IGNORECASE)
_TO = re.compile(r"\s*(?:points? |activities |actions )?to (?:a (?:score|total) of )?$", re.IGNORECASE)
_OUT_OF = re.compile(r"\s*(?:out of|of|/)\s*(?:a (?:possible|maximum of) )?", re.IGNORECASE)
_COUNTING = re.compile(
    r"(?<!\w)(?:numbers? of|counts? of|total of|how many|(?:head)?count)(?: \w+){0,2} ?$", re.IGNORECASE
)
_LACKING = re.compile(
    r"\s*(?:(?:are|is|still|currently) )*(?:lacks?|needs?|short of|missing) (?:people|members)", re.IGNORECASE
)
_MAXIMUM = 100.0

# A number before one of these tells how many there are; one behind it need not.
_THINGS = {Noun.PEOPLE, Noun.GROUPS, Noun.ROLES, Noun.OPPORTUNITIES, Noun.TOPICS, Noun.PRODUCTS}
_NAMED = (Kind.PERSON, Kind.GROUP, Kind.TOPIC, Kind.PRODUCT)
_SCORED = (Kind.PERSON, Kind.GROUP, Kind.SUBJECT)


class Counted(NamedTuple):
    """
    What a number counts, and of which kind of activity or in which role.
    """

    noun: str
    item: Who | None = None


class CountedFinder:
    """
    Finds what a number counts, and remembers whether the words said so or it was only inferred.
    """

    def __init__(self) -> None:
        self.is_sure = True

    def find(self, place: Place, depth: int = 4) -> Counted | None:  # noqa: PLR0911 - each way in which words tell
        """Return what a number counts; ``None`` where nothing tells."""
        number = place.mention
        if number.percent:
            return Counted(Noun.PERCENT)
        if "." in number.name:
            return Counted(Noun.INTENT)  # nothing else is told with decimals
        if number.name.casefold() == "nobody":
            return Counted(Noun.PEOPLE)
        whole = self._of_part(place)
        if whole is not None:
            return whole
        found = (self._of_following(place) if depth and is_part(place) else None) or _after(place)
        if found is not None or not depth:
            return found
        before = place.predecessor()
        if number.depth and (before is None or OF.fullmatch(place.gap(before, number))):
            return self._of_following(place) or self._in_parentheses(place)
        return (
            _touching(place)
            or _named_before(place)
            or self._of_following(place)
            or _before(place)
            or self._inferred(place, before, depth)
        )

    def _of_following(self, place: Place) -> Counted | None:
        """
        Return what the next number counts, for "7 of the 10 members", "from 12 to 15 points", "3 and 5 times".
        """
        following = place.next
        if following is None or not following.is_any(MentionKind.NUMBER):
            return None
        if is_maximum(place, following) and last_noun(place.lead) != Noun.COMPLETENESS:
            return Counted(Noun.SCORE)
        gap = place.gap(place.mention, following)
        if OF.fullmatch(gap) or _TO.fullmatch(gap) or _AND.fullmatch(gap):
            return self.find(Place(place.sentence, following), 0)
        return None

    def _of_part(self, place: Place) -> Counted | None:
        """
        Return what the number before counts, for the 6 of "2 roles of 6".
        """
        before = place.predecessor()
        part = None if before is None else OF.fullmatch(place.gap(before, place.mention))
        noun = first_noun(part["noun"] or "") if part else None
        return None if noun is None else Counted(noun)

    def _in_parentheses(self, place: Place) -> Counted | None:
        noun = last_noun(place.left)
        if noun is not None:
            return Counted(noun)
        before = [m for m in place.sentence.mentions if m.end <= place.mention.start and m.depth < place.mention.depth]
        outside = place.without_whereabouts(before)
        text = place.sentence.text
        numbers = [m for m in outside if m.is_any(MentionKind.NUMBER) and not m.percent and not TIME.match(text, m.end)]
        opened = place.opened_by(*_NAMED, *_SCORED, Kind.ROLE, Kind.ACTIVITY_TYPE)
        if opened is None and numbers and re.fullmatch(r"[^()]{0,40}\([^()]*", place.gap(numbers[-1], place.mention)):
            return self.find(Place(place.sentence, numbers[-1]), 1)
        found = _of_entity(opened or (outside[-1] if outside else None))
        noun = last_noun(place.sentence_left) or first_noun(place.sentence_left)
        return found or (None if noun is None else Counted(noun))

    def _inferred(self, place: Place, before: Mention | None, depth: int) -> Counted | None:
        self.is_sure = before is not None and OF.fullmatch(place.gap(before, place.mention)) is not None
        if before is not None:
            return self.find(Place(place.sentence, before), depth - 1)
        noun = last_noun(place.sentence_left) or last_noun(place.right)
        if noun is not None:
            return Counted(noun)
        return _of_entity(place.nearest(*_NAMED) or place.nearest(Kind.ROLE))


def is_part(place: Place) -> bool:
    """Return whether a number is a part of the next one: "7 of the group's 10 members"."""
    following = place.next
    if following is None or not following.is_any(MentionKind.NUMBER):
        return False
    return OF.fullmatch(place.gap(place.mention, following)) is not None


def is_maximum(place: Place, number: Mention) -> bool:
    """Return whether a number of the sentence is the 100 of "95 out of 100"."""
    before = [other for other in place.sentence.mentions if other.end <= number.start]
    return bool(
        number.value == _MAXIMUM
        and before
        and before[-1].is_any(MentionKind.NUMBER)
        and _OUT_OF.fullmatch(place.gap(before[-1], number))
    )


def _after(place: Place) -> Counted | None:
    number, following = place.mention, place.next
    limit = following.start if following is not None else place.sentence.end
    whole = place.sentence.text[number.end : min(place.end, limit)]
    text = _ASIDE.split(whole, maxsplit=1)[0]
    if following is not None and len(text) <= _NEAR and following.start <= place.end and last_noun(text) is None:
        if following.is_any(Kind.ACTIVITY_TYPE):
            return Counted(Noun.ACTIVITIES, (Kind.ACTIVITY_TYPE, following.name))
        if following.is_any(Kind.ROLE) and whole.strip(' “"') in {"", "more", "missing"}:
            return Counted(Noun.PEOPLE, (Kind.ROLE, following.name))
    if _LACKING.match(text):
        return Counted(Noun.ROLES)  # "four are still short of people"
    nouns = [(found.start(), noun) for noun, pattern in NOUNS.items() if (found := pattern.search(text))]
    return Counted(min(nouns)[1]) if nouns and min(nouns)[0] <= _NEAR else None


def _touching(place: Place) -> Counted | None:
    """
    Return what a number is right behind a name: "Gateway for Acme: 80".
    """
    earlier = [m for m in place.sentence.mentions if m.end <= place.mention.start and m.depth <= place.mention.depth]
    gap = place.text[earlier[-1].end : place.mention.start] if earlier else ""
    named = (*_NAMED, Kind.ACTIVITY_TYPE, Kind.ROLE) if ":" in gap else (*_NAMED, Kind.ACTIVITY_TYPE)
    if earlier and earlier[-1].is_any(*named) and re.fullmatch(r"[\s:”\"\u2019–—-]*", gap):
        return _of_entity(earlier[-1])
    return None


def _named_before(place: Place) -> Counted | None:
    """
    Return what a number is right behind its noun: "score 60".
    """
    words = place.left.removesuffix(" of ").split()
    noun = last_noun(words[-1]) if words else None
    return None if noun is None else Counted(noun)


def _before(place: Place) -> Counted | None:
    noun = last_noun(place.lead)
    if noun is not None:
        return Counted(noun)
    start, end = place.mention.start - len(place.lead), place.mention.start
    types = [m for m in place.sentence.mentions if m.is_any(Kind.ACTIVITY_TYPE) and start <= m.start < end]
    if types:
        return _of_entity(types[-1])
    return Counted(Noun.PEOPLE) if ACTIVE.search(place.clause) or SILENT.search(place.clause) else None


def _of_entity(entity: Mention | None) -> Counted | None:
    if entity is None:
        return None
    if entity.is_any(Kind.ACTIVITY_TYPE):
        return Counted(Noun.ACTIVITIES, (Kind.ACTIVITY_TYPE, entity.name))
    if entity.is_any(*_SCORED):
        return Counted(Noun.SCORE)
    if entity.is_any(Kind.ROLE):
        return Counted(Noun.PEOPLE, (Kind.ROLE, entity.name))
    if entity.is_any(Kind.TOPIC):
        return Counted(Noun.ACTIVITIES)
    return Counted(Noun.INTENT) if entity.is_any(Kind.PRODUCT) else None


def last_noun(text: str) -> str | None:
    """Return what the last word of a text that can tell it says that a number behind it is."""
    found = [
        (match.start(), noun)
        for noun, pattern in NOUNS.items()
        if noun not in {Noun.DAYS, Noun.WEEKS}
        for match in pattern.finditer(text)
        if noun not in _THINGS
        or _COUNTING.search(text[: match.start()])
        or text[match.end() :].lstrip().startswith(":")
    ]
    return max(found)[1] if found else None


def first_noun(text: str) -> str | None:
    """Return what the first such word of a text says that a number before it is."""
    found = [(match.start(), noun) for noun, pattern in NOUNS.items() if (match := pattern.search(text))]
    return min(found)[1] if found else None
