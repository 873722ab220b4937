"""
Timing: whether a number is one of now or of before, or tells by how much something has changed.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from ..readings import Measure
from .context import TIME
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
    r"(?:–|\s*(?:points? |activities )?"
    r"(?:(?!compared|opposed|relative|next|close|due|belong|and|or|days|weeks)\w+ |in the \S+ )?(?:to|→|->)\s*)"
    r"(?:only |just |a score of |a total of )?",
    re.IGNORECASE,
)
"""What stands between a number of before and one of now."""

_NEAR = 28  # characters in which a word that tells of the time stands
_SIGN = re.compile(r"[+−-]$")
_WHERE = words("where", "when", "than", "against", "instead", "after", "while", "whereas", "compared")
_PLUS = re.compile(r"(?<!\w)(?:plus|minus) $", re.IGNORECASE)
_BY = re.compile(r"(?<!\w)by(?: (?:only|just|the same|another|some|about|a further))?\s*[+−-]?$", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:more|fewer|less)(?: \w+){0,2} than(?!\w)", re.IGNORECASE)
_OF = re.compile(r"(?<!\w)(?P<word>(?!up|down|more|less|fewer)\w+) of (?:just |only )?[+−-]?$", re.IGNORECASE)
_A_CHANGE = words("changes?", "difference", "swing", "shift", "drop")
_DIRECTED = re.compile(rf"(?:{UP.pattern}|{DOWN.pattern})(?: again)?\s*[+−-]?$", re.IGNORECASE)
_CHANGED = words(r"chang\w+")
_UNDIRECTED = words("(?:no|not|one|two) more", "more than", "less than")
_FROM = re.compile(r"(?<!apart )(?<!\w)from(?: only| just| a mere| a score of)?\s*$", re.IGNORECASE)
_WAS = re.compile(r"\s*(?:was|before:?|previously|formerly|earlier:?) $", re.IGNORECASE)
_TODAY = words("now", "today", "currently", "lately", "this time", "in this window")
_NOW_IS = re.compile(
    r"(?<!\w)(?:now|today|currently|lately|this time)"
    r"(?: (?:we|it|they|she|he|has|have|is|are|at|with|stands?|scores?|counts?|been|seen|shows?|the|there|comes?))* $",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?<!\w)(?:(?<!than )(?<!ʒ )(?:before|earlier)|previously|formerly|(?:previous|prior|preceding)(?: \S+){0,3}|"
    r"ago)[\s:,]*$",
    re.IGNORECASE,
)
_HAD_BEEN = re.compile(
    r"(?<!\w)(?:had (?:already |only |just |both |all |each )?"
    r"(?:been|come|gone|had|stood|\w+ed)|used to (?:be|have|stand)|"
    r"after having)(?: \w+){0,3} $",
    re.IGNORECASE,
)
_HAD_BEEN_RIGHT = re.compile(
    r"\s*(?:(?!that|which|where|who|when)[^\s,;]+ ){0,2}had (?:already |only )?been(?!\w)", re.IGNORECASE
)
_ONCE = words("stood", "had been", "used to", r"had \w+(?:ed|en)", "once", "initially", "originally", "having")
_HIGHER = re.compile(
    r"\s*(?:points? |pts )?(?P<word>higher|lower|less|fewer|up|down|above|below|under|beneath)(?!\w)"
    r"(?! (?:from|to|on|people|members))",
    re.IGNORECASE,
)
_GAPPED = re.compile(r"(?: points?)?(?:[\s,;]|ʒ|(?:and|the)(?!\w))*", re.IGNORECASE)  # "Ada lost 6 points, Bo 4"
_LISTED = re.compile(r"\s*(?:,|and|or|, and)\s*", re.IGNORECASE)
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
        bare = (noun is None or Noun.POINTS in noun.nouns) and not place.sentence_right.startswith(" of ")
        self.left = _left_of_list(place) if bare else place.left

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
        left, right = self.left, self.place.right
        if (
            _SIGN.search(left)
            or _PLUS.search(self.place.sentence_left)
            or self.is_change_of
            or _MORE.match(right)
            or _HIGHER.match(right)
        ):
            return True
        if _BY.search(left):
            turned = direction_of(self.place.clause) or direction_of(self.left)
            return turned is not None or _CHANGED.search(self.scope.text) is not None
        return _DIRECTED.search(left) is not None and not _UNDIRECTED.search(left)

    @property
    def is_change_of(self) -> bool:
        """Whether a word for a change leads up to it: "a gain of 6"."""
        found = _OF.search(self.left)
        return found is not None and (_A_CHANGE.match(found["word"]) or direction_of(found["word"])) is not None

    @cached_property
    def may_be_change(self) -> bool:
        """Whether it may be one: with points or a verb, "it is 5 points lower", "changed 5"."""
        if self.is_change:
            return True
        if _FROM.search(self.left) or NOW.search(self.left):
            return False
        points = self.counted is not None and Noun.POINTS in self.counted.nouns
        moved = self.direction is not None or self.is_before  # "Bo Ek 6 points to 44"
        again = _OF.search(self.left)
        if again and again["word"].casefold() == "one":
            return True  # "Ada had a drop of 6, and Bo one of 4"
        return (points and moved) or _BY.search(self.left) is not None

    @cached_property
    def direction(self) -> int | None:
        """1 for up, -1 for down, ``None`` where the words leave it open."""
        place = self.place
        sign = _SIGN.search(self.left) or _PLUS.search(place.sentence_left)
        higher = _HIGHER.match(place.right)
        if sign:
            return 1 if sign[0].strip().casefold() in {"+", "plus"} else -1
        if higher:
            return 1 if higher["word"].casefold() in {"higher", "up", "above"} else -1
        if _MORE.match(place.right):
            return direction_of(place.right)
        return (
            direction_of(self.left)
            or direction_of(place.right_alone)
            or (direction_of(place.clause) if self.is_change else None)
        )

    def turned(self, claim: Claim) -> bool:
        """Return whether what was before has turned as the words say: "up from 5"."""
        said, told = direction_of(self.left), self.scope.told
        now = told.numbers(claim.who, EARLIER[claim.measure])
        return said is None or not now or (now[0] > claim.value) == (said > 0)

    @cached_property
    def is_before(self) -> bool | None:
        """Whether an earlier number is meant; ``None`` where the words leave it open."""
        place, left = self.place, self.left
        today = _TODAY.search(place.right_alone) and not (self.has_next_behind and _NOW_IS.search(place.right_alone))
        if NOW.search(left) or today or _NOW_IS.search(left):
            return False
        following = place.next_number
        if following is not None and TO.fullmatch(place.gap(place.mention, following)) and not self.is_change:
            return True  # "11 to 14"
        told = (
            (_FROM.search(left) and not self.is_source)
            or _WAS.fullmatch(left)
            or _HAD_BEEN.search(left)
            or _HAD_BEEN_RIGHT.match(place.right_alone)
            or _AGO.search(left if left != place.left else place.lead)
            or _WHEN.search(place.sentence_left)
        )
        if told or self.is_before_right:
            return True
        text = self.scope.text
        cues = (BEFORE_LEFT, BEFORE_RIGHT, _ONCE)
        return None if any(cue.search(text) for cue in cues) or _WAS.search(left) else False

    @property
    def is_source(self) -> bool:
        """Whether "from" says what something comes of: "a score of 71 from 10 activities"."""
        counts = self.counted is not None and Noun.ACTIVITIES in self.counted.nouns
        return counts and direction_of(self.left) is None

    @property
    def has_next_behind(self) -> bool:
        """Whether the words behind lead up to another number, of which they may tell."""
        place, following = self.place, self.place.next_number
        return following is not None and following.start == place.mention.end + len(place.right_alone)

    @property
    def is_before_right(self) -> bool:
        """Whether the words behind say so: "5 before", "5 in the previous 30 days", but not the 5 of "5, before: 7"."""
        text, following = self.place.right_alone, self.place.next_number
        if following is not None and self.has_next_behind and _AGO.search(text):
            return TIME.match(self.place.sentence.text, following.end) is not None
        cue = BEFORE_RIGHT.search(text)
        if cue and self.has_next_behind and _WHERE.search(text[: cue.start()]):
            return False  # "11 where previously there had been 5"
        return bool(cue or BEFORE_RIGHT.search(self.right_over_days()))

    def right_over_days(self) -> str:
        """Return the words behind, over the number of "in the 30 days before"."""
        following = self.place.next_number
        if following is not None and following.start < self.place.end:
            behind = self.place.of(following)
            if nouns_in(behind.right_alone[:_NEAR]) & {Noun.DAYS, Noun.WEEKS}:
                return behind.right_alone
        return ""


def _left_of_list(place: Place) -> str:
    """
    Return the words before a number, or before the first of those that it is listed with: "from 70 and 37".
    """
    before = place.previous_number
    gap = "" if before is None else place.gap(before, place.mention)
    if before is None or not _GAPPED.fullmatch(gap):
        return place.left
    left = _left_of_list(place.of(before))
    return left if _LISTED.fullmatch(gap) or _DIRECTED.search(left) else place.left


def direction_of(text: str) -> int | None:
    """Return 1 where the last word that tells a direction is one of up, -1 for down, ``None`` where there is none."""
    ups = [found.start() for found in UP.finditer(text)]
    downs = [found.start() for found in DOWN.finditer(text)]
    if not ups and not downs:
        return None
    return 1 if max(ups, default=-1) > max(downs, default=-1) else -1


def _sign(value: float) -> int | None:
    return None if not value else 1 if value > 0 else -1
