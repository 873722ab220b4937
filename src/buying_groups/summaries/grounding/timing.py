"""
Timing: whether a number is one of now or of before, or tells by how much something has changed.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from ..readings import Measure
from .counted import nouns_in
from .lexicon import BEFORE_LEFT, BEFORE_RIGHT, DOWN, NOW, UP, Noun, words
from .scope import NOUN_OF


if TYPE_CHECKING:
    from .context import Place
    from .counted import Counted
    from .scope import Claim, Scope


__all__ = ["CHANGES", "EARLIER", "TO", "Timing", "direction_of"]

CHANGES = {Measure.SCORE_CHANGE, Measure.ACTIVITIES_CHANGE}
EARLIER = {Measure.SCORE_BEFORE: Measure.SCORE, Measure.ACTIVITIES_BEFORE: Measure.ACTIVITIES}
"""Numbers of before, with those of now."""

TO = re.compile(
    r"\s*(?:points? |activities )?(?:to|→|->|–|in the \S+ to)\s*(?:only |just |a score of |a total of )?", re.IGNORECASE
)
"""What stands between a number of before and one of now."""

_NEAR = 28  # characters in which a word that tells of the time stands
_SIGN = re.compile(r"[+−-]$")
_BY = re.compile(r"(?<!\w)by\s*[+−-]?$", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:more|fewer|less)(?: \w+){0,2} than(?!\w)", re.IGNORECASE)
_A_CHANGE_OF = re.compile(
    r"(?<!\w)(?:change|gain|rise|drop|increase|decrease|loss|fall|jump|decline|growth|improvement|dip|climb|plus|"
    r"minus) of (?:just |only )?[+−-]?$",
    re.IGNORECASE,
)
_DIRECTED = re.compile(rf"(?:{UP.pattern}|{DOWN.pattern})(?: again)?\s*[+−-]?$", re.IGNORECASE)
_CHANGED = words(r"chang\w+")
_UNDIRECTED = words("(?:no|not|one|two) more", "more than", "less than")
_FROM = re.compile(r"(?<!\w)from(?: only| just| a mere| a score of)?\s*$", re.IGNORECASE)
_WAS = re.compile(r"\s*(?:was|before:?|previously|formerly|earlier:?) $", re.IGNORECASE)
_TODAY = words("now", "today", "currently", "lately", "this time", "in this window")
_NOW_IS = re.compile(
    r"(?<!\w)(?:now|today|currently|lately|this time)"
    r"(?: (?:we|it|they|she|he|has|have|is|are|at|with|stands?|scores?|counts?|been|seen|shows?|the|there|comes?))* $",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?<!\w)(?:before|earlier|previously|formerly|(?:previous|prior|preceding)(?: \S+){0,3}|ago)[\s:,]*$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?<!\w)(?:before|earlier|ago|previous(?:ly)?(?: \w+)?|prior(?: \w+)?),?"
    r"(?: when| in which| there| it| they| this| that)* (?:was|were|had|saw|stood|came)(?: only| just| at| to)* $",
    re.IGNORECASE,
)


class Timing:
    """
    What the words around a number say of its time.
    """

    def __init__(self, scope: Scope, place: Place, noun: Counted | None) -> None:
        self.scope = scope
        self.place = place
        self.counted = noun

    def may_be(self, claim: Claim) -> bool:
        """Return whether the words leave it open that a fact is meant, by its time."""
        if claim.measure in CHANGES:
            return self.may_be_change and self.direction in {None, _sign(claim.value)}
        if self.is_change:
            return NOUN_OF[claim.measure] not in {Noun.SCORE, Noun.ACTIVITIES}
        if claim.measure in EARLIER:
            return self.is_before is not False and self.turned(claim)
        return claim.measure not in EARLIER.values() or self.is_before is not True

    @cached_property
    def is_change(self) -> bool:
        """Whether the words say that it is a change."""
        left = self.place.left
        if _SIGN.search(left) or _A_CHANGE_OF.search(left) or _MORE.match(self.place.right):
            return True
        if _BY.search(left):
            return direction_of(self.place.clause) is not None or _CHANGED.search(self.scope.text) is not None
        return _DIRECTED.search(left) is not None and not _UNDIRECTED.search(left)

    @cached_property
    def may_be_change(self) -> bool:
        """Whether it may be one: with points or a verb, "it is 5 points lower", "changed 5"."""
        if self.is_change:
            return True
        if _FROM.search(self.place.left) or NOW.search(self.place.left):
            return False
        points = self.counted is not None and Noun.POINTS in self.counted.nouns
        return points and self.direction is not None

    @cached_property
    def direction(self) -> int | None:
        """1 for up, -1 for down, ``None`` where the words leave it open."""
        place = self.place
        sign = _SIGN.search(place.left)
        if sign:
            return 1 if sign[0] == "+" else -1
        if _MORE.match(place.right):
            return direction_of(place.right)
        return (
            direction_of(place.left)
            or direction_of(place.right_alone)
            or (direction_of(place.clause) if self.is_change else None)
        )

    def turned(self, claim: Claim) -> bool:
        """Return whether what was before has turned as the words say: "up from 5"."""
        said, told = direction_of(self.place.left), self.scope.told
        now = told.numbers(claim.who, EARLIER[claim.measure])
        return said is None or not now or (now[0] > claim.value) == (said > 0)

    @cached_property
    def is_before(self) -> bool | None:
        """Whether an earlier number is meant; ``None`` where the words leave it open."""
        place = self.place
        if NOW.search(place.left) or _TODAY.search(place.right_alone) or _NOW_IS.search(place.left):
            return False
        following = place.next_number
        if following is not None and TO.fullmatch(place.gap(place.mention, following)):
            return True  # "11 to 14"
        before = (
            _FROM.search(place.left)
            or _WAS.fullmatch(place.left)
            or _AGO.search(place.lead)
            or _WHEN.search(place.sentence_left)
        )
        if before or BEFORE_RIGHT.search(place.right_alone) or BEFORE_RIGHT.search(self.right_over_days()):
            return True
        text = self.scope.text
        return None if BEFORE_LEFT.search(text) or BEFORE_RIGHT.search(text) or _WAS.search(place.left) else False

    def right_over_days(self) -> str:
        """Return the words behind, over the number of "in the 30 days before"."""
        following = self.place.next_number
        if following is not None and following.start < self.place.end:
            behind = self.place.of(following)
            if nouns_in(behind.right_alone[:_NEAR]) & {Noun.DAYS, Noun.WEEKS}:
                return behind.right_alone
        return ""


def direction_of(text: str) -> int | None:
    """Return 1 where the last word that tells a direction is one of up, -1 for down, ``None`` where there is none."""
    ups = [found.start() for found in UP.finditer(text)]
    downs = [found.start() for found in DOWN.finditer(text)]
    if not ups and not downs:
        return None
    return 1 if max(ups, default=-1) > max(downs, default=-1) else -1


def _sign(value: float) -> int | None:
    return None if not value else 1 if value > 0 else -1
