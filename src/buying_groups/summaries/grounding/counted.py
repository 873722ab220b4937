"""
Counted: what a number counts, or is, as the words beside it say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..readings import Kind
from .context import TIME
from .lexicon import NOUNS, Noun
from .mentions import MentionKind


if TYPE_CHECKING:
    from .context import Place, Who


__all__ = ["OF", "Counted", "counted", "is_maximum", "is_part", "nouns_in"]

OF = re.compile(
    r"(?: (?:active |engaged )?(?P<noun>activity|activities|people|persons?|members?|roles?|points?|in total|active))?"
    r"(?:,?\s*(?:out )?of (?:the |its |their |all |these |those |her |his |a total of )*"
    r"(?:group's |account's |team's )?"
    r"|\s?/\s?)$",
    re.IGNORECASE,
)

# What ends the words that say of a number before them what it counts: "7 members | had 12 activities".
_END = re.compile(
    r"(?<!\w)(?:have|has|had|is|are|was|were|be|been|did|does|do|that|which|who|whose|where|when|the|its|their|his|"
    r"her|this|no|not|show\w*|and|or|but|while|belong\w*|scor\w+ (?:at|of)|leav\w+|makes?|mean\w*|after|before|than|"
    r"since|so|remain\w*|out|apiece|each|in|for|as|on|at|by|with|from|within|during|over|to|among|across|of|towards?|"
    r"against|under|between|around|spread|through|throughout|per)(?!\w)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:to|→|->|–|/|versus|vs\.?)\s*(?:only |just )?", re.IGNORECASE)
_LACKING = re.compile(
    r"\s*(?:(?:are|is|still|currently) )*(?:lacks?|needs?|short of|missing) (?:people|members)", re.IGNORECASE
)
_OUT_OF = re.compile(r"\s*(?:points? )?(?:out of|of|/)\s*(?:a (?:possible|maximum of) )?", re.IGNORECASE)
_IS = re.compile(
    r"(?: (?:of|for|at|in) (?:[“\"]?ʒ[ʒ ]*[”\"]?|(?:the|this) (?:buying )?(?:group|account))(?=:))?"
    r"(?:[\s:”\"(–—-]|(?:of|is|at|was|stands?|standing|now|a|an|the|only|just|reache[sd]|has reached|currently|it|"
    r"came to|comes to|being|put|so far|remains|held|steady)(?!\w))*",
    re.IGNORECASE,
)
_REACHING = re.compile(r"(?<!\w)(?:to|at|of) $", re.IGNORECASE)  # "rose to 53 and 4 proposals were made"
_GROUP_OF = re.compile(
    r"(?<!\w)(?:group|account|team)(?: ?['\u2019]s)? (?=members?|people|activi|roles?)", re.IGNORECASE
)
_OF_THE = re.compile(r"(?<!\w)(?:of|for|at|in) (?:the|this) (?:buying )?$", re.IGNORECASE)
_RANKED = re.compile(
    r"(?:(?<!\w)(?:place|ranks?|ranked|ranking|spot|position|no\.|(?:is|as|at|,|:) number)|#)\s*$", re.IGNORECASE
)
_MAXIMUM = 100.0
_WORDS = 3  # between a number and the name of what it counts
_TELLS_BEFORE = {Noun.POINTS, Noun.SCORE, Noun.COMPLETENESS, Noun.INTENT}  # the others need a colon: "members: 5"


class Counted(NamedTuple):
    """
    What a number may count, and of which kind of activity or in which role.
    """

    nouns: frozenset[str]
    item: Who | None = None


def counted(place: Place) -> Counted | None:
    """Return what the words beside a number say that it counts; ``None`` where they do not say it."""
    number = place.mention
    if number.percent:
        return Counted(frozenset({Noun.PERCENT, Noun.COMPLETENESS, Noun.INTENT}))
    if "." in number.name:
        return Counted(frozenset({Noun.INTENT}))  # nothing else is told with decimals
    if number.name.casefold() == "nobody":
        return Counted(frozenset({Noun.PEOPLE}))
    if _RANKED.search(place.left) and not TIME.match(place.sentence.text, number.end):
        return Counted(frozenset({Noun.RANK}))
    return _after(place) or _of_part(place) or _before(place) or _like_the_next(place)


def _after(place: Place) -> Counted | None:
    number, following = place.mention, place.next
    limit = following.start if following is not None else place.sentence.end
    whole = place.sentence.text[number.end : min(place.end, limit)]
    if _LACKING.match(whole):
        return Counted(frozenset({Noun.ROLES}))  # "four are still short of people"
    end = _END.search(whole)
    text = whole[: end.start()] if end else whole
    text = _GROUP_OF.sub(" ", text)
    nouns = [(found.start(), noun) for noun, pattern in NOUNS.items() if (found := pattern.search(text))]
    if nouns:
        return Counted(frozenset({min(nouns)[1]}))
    if following is None or end or following.start > place.end or len(text.split()) > _WORDS:
        return None
    if following.is_any(Kind.ACTIVITY_TYPE):
        return Counted(frozenset({Noun.ACTIVITIES}), (Kind.ACTIVITY_TYPE, following.name))
    if following.is_any(Kind.ROLE):
        return Counted(frozenset({Noun.PEOPLE}), (Kind.ROLE, following.name))
    return None


def _of_part(place: Place) -> Counted | None:
    """
    Return what the number before counts, for the 6 of "2 roles of 6".
    """
    before = place.previous_number
    part = None if before is None else OF.fullmatch(place.gap(before, place.mention))
    nouns = nouns_in(part["noun"] or "") if part else frozenset[str]()
    return Counted(nouns) if nouns else None


def _before(place: Place) -> Counted | None:
    """
    Return what a number is behind its noun: "a score of 60", "members: 5".
    """
    lead = place.lead.rpartition("\n")[2]
    matches = [(match, noun) for noun, pattern in NOUNS.items() for match in pattern.finditer(lead)]
    found = [
        (match.end(), noun)
        for match, noun in matches
        if not _OF_THE.search(lead[: match.start()]) and not (noun == Noun.GROUPS and match[0][-1] != "s")
    ]
    if not found:
        return None
    end, noun = max(found)
    gap = lead[end:]
    if _IS.fullmatch(gap) and (noun in _TELLS_BEFORE or ":" in gap):
        return Counted(frozenset({noun}))
    return None


def _like_the_next(place: Place) -> Counted | None:
    """
    Return what the next number counts, for "7 of the 10 members", "3 to 5 times".
    """
    following = place.next_number
    gap = "" if following is None else place.gap(place.mention, following)
    if following is None or not (is_part(place) or (_JOINED.fullmatch(gap) and not _REACHING.search(place.left))):
        return None
    return _after(place.of(following))


def nouns_in(text: str) -> frozenset[str]:
    """Return everything that the words of a text name as what may be counted."""
    return frozenset(noun for noun, pattern in NOUNS.items() if pattern.search(text))


def is_part(place: Place) -> bool:
    """Return whether a number is a part of the next one: "7 of the group's 10 members"."""
    following = place.next_number
    if following is None or TIME.match(place.sentence.text, following.end):
        return False  # "82 of 28 days earlier"
    return OF.fullmatch(place.gap(place.mention, following)) is not None


def is_maximum(place: Place) -> bool:
    """Return whether a number of the sentence is the 100 of "95 out of 100"."""
    number = place.mention
    before = [other for other in place.sentence.mentions if other.end <= number.start]
    return bool(
        number.value == _MAXIMUM
        and before
        and before[-1].is_any(MentionKind.NUMBER)
        and _OUT_OF.fullmatch(place.gap(before[-1], number))
    )
