"""
Claims: the facts that a number may state, given the words around it.

A fact is none of them if the words beside the number exclude it: because they count something else, are about somebody
else, tell of another time, of a change, of those who are missing. What the words leave open is left open here, for the
numbers of a sentence to decide together.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..facts import SummarySubject
from ..readings import Kind, Measure
from .bound import bound
from .counted import OF, counted, is_maximum, is_part, nouns_in
from .lexicon import (
    ACTIVE,
    BEFORE_LEFT,
    BEFORE_RIGHT,
    DOWN,
    FILLED,
    MISSING,
    NEGATION,
    NOW,
    REQUIRED,
    SILENT,
    UP,
    Noun,
    words,
)


if TYPE_CHECKING:
    from collections.abc import Iterator

    from .context import Place, Told, Who
    from .mentions import Mention, Sentence


__all__ = ["FREE", "NOUN_OF", "Carried", "Claim", "Number", "Scope"]

NOUN_OF = {
    Measure.SCORE: Noun.SCORE,
    Measure.SCORE_BEFORE: Noun.SCORE,
    Measure.SCORE_CHANGE: Noun.SCORE,
    Measure.COMPLETENESS: Noun.COMPLETENESS,
    Measure.INTENT_STRENGTH: Noun.INTENT,
    Measure.PEOPLE: Noun.PEOPLE,
    Measure.ACTIVE_PEOPLE: Noun.PEOPLE,
    Measure.SILENT_PEOPLE: Noun.PEOPLE,
    Measure.ASSIGNED: Noun.PEOPLE,
    Measure.REQUIRED: Noun.PEOPLE,
    Measure.MISSING: Noun.PEOPLE,
    Measure.ACTIVITIES: Noun.ACTIVITIES,
    Measure.ACTIVITIES_BEFORE: Noun.ACTIVITIES,
    Measure.ACTIVITIES_CHANGE: Noun.ACTIVITIES,
    Measure.ROLES: Noun.ROLES,
    Measure.MISSING_ROLES: Noun.ROLES,
    Measure.GROUPS: Noun.GROUPS,
    Measure.OPPORTUNITIES: Noun.OPPORTUNITIES,
    Measure.WINDOW: Noun.DAYS,
    Measure.CHANGE_DAYS: Noun.DAYS,
    Measure.CHANGE_WEEKS: Noun.WEEKS,
}
"""What a measure counts, or is."""

_KINDS = (Kind.PERSON, Kind.GROUP, Kind.TOPIC, Kind.PRODUCT, Kind.ROLE, Kind.ACTIVITY_TYPE)
_OWN = {  # what a name that a number is bound to has numbers of; other numbers beside it may be another's
    Kind.PERSON: {Noun.SCORE, Noun.ACTIVITIES},
    Kind.GROUP: {Noun.SCORE},
    Kind.TOPIC: {Noun.ACTIVITIES, Noun.PEOPLE},
    Kind.PRODUCT: {Noun.INTENT},
    Kind.ROLE: {Noun.PEOPLE},
    Kind.ACTIVITY_TYPE: {Noun.ACTIVITIES},
    Kind.SUBJECT: {Noun.SCORE, Noun.ACTIVITIES, Noun.COMPLETENESS},
}
_CHANGES = {Measure.SCORE_CHANGE, Measure.ACTIVITIES_CHANGE}
_EARLIER = {Measure.SCORE_BEFORE, Measure.ACTIVITIES_BEFORE}
_NOW = {Measure.SCORE, Measure.ACTIVITIES}
_WHOLE = {
    Measure.PEOPLE,
    Measure.ROLES,
    Measure.REQUIRED,
    Measure.ACTIVITIES,
    Measure.ACTIVITIES_BEFORE,
    Measure.GROUPS,
    Measure.OPPORTUNITIES,
    Measure.ACTIVE_PEOPLE,
}
_NO_PART = {Measure.REQUIRED, Measure.ROLES}
_ENUMERATED = {
    Noun.PEOPLE: Kind.PERSON,
    Noun.GROUPS: Kind.GROUP,
    Noun.ROLES: Kind.ROLE,
    Noun.TOPICS: Kind.TOPIC,
    Noun.PRODUCTS: Kind.PRODUCT,
}
_ROUNDING = 0.00501
_HALF = 0.501
_LEAST, _MOST = (0.0,), (1.0, 100.0)  # the ends of a scale
_NEAR = 28  # characters in which a word that tells of the time stands

_SCALE = re.compile(r"(?<!\w)scale (?:from|of) (?P<least>\w+ ?(?:to|[–-]) ?)?$", re.IGNORECASE)
_TOP = re.compile(r"(?<!\w)top $", re.IGNORECASE)
_MOST_ENGAGED = re.compile(r" most (?:engaged|active)(?!\w)", re.IGNORECASE)
_NONE_OF = re.compile(r"none of(?!\w)", re.IGNORECASE)
_NONE_IS = re.compile(r"\s*(?:(?:is|are|comes?|has) )?(?:else|more|ahead|higher|better)(?!\w)", re.IGNORECASE)
_SIGN = re.compile(r"[+−-]$")
_BY = re.compile(r"(?<!\w)by\s*[+−-]?$", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:more|fewer|less)(?: \w+){0,2} than(?!\w)", re.IGNORECASE)
_A_CHANGE_OF = re.compile(
    r"(?<!\w)(?:change|gain|rise|drop|increase|decrease|loss|fall|jump|decline|growth|improvement|dip|climb|plus|minus) "
    r"of (?:just |only )?[+−-]?$",
    re.IGNORECASE,
)
_DIRECTED = re.compile(rf"(?:{UP.pattern}|{DOWN.pattern})(?: again)?\s*[+−-]?$", re.IGNORECASE)
_CHANGED = words(r"chang\w+")
_UNDIRECTED = words("(?:no|not|one|two) more", "more than", "less than")
_FROM = re.compile(r"(?<!\w)from(?: only| just| a mere| a score of)?\s*$", re.IGNORECASE)
_TO = re.compile(
    r"\s*(?:points? |activities )?(?:to|→|->|–|in the \S+ to)\s*(?:only |just |a score of |a total of )?", re.IGNORECASE
)
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
    r"(?<!\w)(?:before|earlier|ago|previous(?:ly)?(?: \w+)?|prior(?: \w+)?),?(?: when| in which| there| it| they| this| that)*"
    r" (?:was|were|had|saw|stood|came)(?: only| just| at| to)* $",
    re.IGNORECASE,
)
_OF_THESE = re.compile(r"(?: \w+)? of (?:whom|which|them|these|those)(?!\w)", re.IGNORECASE)
_FILLED_OR_MISSING = re.compile(rf"(?P<missing>{MISSING.pattern})|(?P<filled>{FILLED.pattern})", re.IGNORECASE)
_REQUIRES = words("require[sd]?", "foreseen", "expects?", "(?:calls?|asks?) for")
_THAT_TOPIC = words("(?:this|that) (?:topic|keyword|subject)")


class Carried(NamedTuple):
    """
    Whom and what earlier sentences were about.
    """

    person: Who | None = None
    group: Who | None = None
    topic: Who | None = None

    def on(self, sentence: Sentence) -> Carried:
        """Return whom and what a sentence and those before it were about."""

        def first(kind: str) -> Who | None:
            return next(((kind, mention.name) for mention in sentence.mentions if mention.is_any(kind)), None)

        return Carried(
            first(Kind.PERSON) or self.person, first(Kind.GROUP) or self.group, first(Kind.TOPIC) or self.topic
        )


class Claim(NamedTuple):
    """
    What a number may state: of whom what, as a fact has it.
    """

    who: Who
    measure: Measure
    value: float


FREE = Claim(("", ""), Measure.DAY, 0)
"""What a number states that needs no fact: the end of a scale, how many are enumerated, "nobody else"."""


class Scope:
    """
    A sentence, and what the facts say of whom and what it may be about.
    """

    def __init__(self, told: Told, sentence: Sentence, carried: Carried) -> None:
        self.told = told
        self.sentence = sentence
        self.text = sentence.text[sentence.start : sentence.end]
        self.nouns = nouns_in(self.text)
        self.mentions: dict[Who, list[Mention]] = {told.subject: []}
        for mention in sentence.mentions:
            for kind in _KINDS:
                if mention.is_any(kind):
                    self.mentions.setdefault((kind, mention.name), []).append(mention)
        for who in carried:
            if who is not None and not self.names(who[0]):
                self.mentions.setdefault(who, [])
        self.claims = [
            Claim(who, measure, value)
            for who in self.mentions
            for measure, value in told.measured(who)
            if measure in NOUN_OF
        ]

    def names(self, *kinds: str) -> set[str]:
        """Return the names of some kinds that stand in the sentence."""
        return {name for (kind, name), mentions in self.mentions.items() if kind in kinds and mentions}


class Number:
    """
    A number of a sentence: what the words around it say that it states.
    """

    def __init__(self, scope: Scope, place: Place) -> None:
        self.scope = scope
        self.place = place
        self.mention = place.mention
        self.value = place.mention.value if isinstance(place.mention.value, float) else 0.0
        self.counted = counted(place)
        self.bound = bound(place)

    def claims(self, *, has_before: bool) -> list[Claim]:
        """
        Return what it may state; empty where no fact has it.

        Where another number of the sentence is said to be an earlier one, this one is not unless the words say so.
        """
        found = [
            claim
            for claim in self.scope.claims
            if self.may_be(claim) and not (has_before and claim.measure in _EARLIER and not self.is_before)
        ]
        return [*found, *self.shares(), *([FREE] if self.is_free() else [])]

    def leads_to(self, other: Number) -> bool:
        """Return whether this is what there was before, and the other what there is: "from 60 to 73"."""
        following = self.place.next
        return following == other.mention and _TO.fullmatch(self.place.gap(self.mention, following)) is not None

    def is_part_of(self, other: Number) -> bool:
        """Return whether it is a part of the other: "7 of the 10 members", "10 members, 7 of whom"."""
        if self.mention.percent or other.mention.percent:
            return False
        if is_part(self.place):
            return self.place.next == other.mention
        return _OF_THESE.match(self.place.right) is not None and self.place.previous_number == other.mention

    def has_the_name_of(self, other: Number) -> bool:
        """Return whether both are bound to the same name."""
        return self.bound is not None and other.bound is not None and self.bound.name == other.bound.name

    def is_guessed_like(self, other: Number) -> bool:
        """Return whether both are beside a name without a word of what they count: "Ada Berg (73), Bo Ek (60)"."""
        names = {self.kind, other.kind}
        return (
            self.counted is other.counted is None and len(names) == 1 and names <= {Kind.PERSON, Kind.GROUP, Kind.TOPIC}
        )

    def may_be(self, claim: Claim) -> bool:
        return (
            NOUN_OF[claim.measure] in self.nouns
            and self.has_value(claim)
            and self.is_of(claim)
            and self.is_timely(claim)
            and self.is_meant(claim)
        )

    # what it counts

    @cached_property
    def kind(self) -> str | None:
        """The kind of the name that the number is bound to."""
        return next(
            (kind for kind in (*_KINDS, Kind.SUBJECT) if self.bound is not None and self.bound.is_any(kind)), None
        )

    @cached_property
    def nouns(self) -> frozenset[str]:
        """What it may count: as the words beside it say, else as its name or its sentence lets one guess."""
        if self.counted is not None:
            nouns = self.counted.nouns
            if Noun.ROLES in nouns and self.scope.told.facts.subject is SummarySubject.PERSON:
                return frozenset({Noun.GROUPS})  # a person has as many roles as groups
            return (nouns | {Noun.SCORE} if Noun.POINTS in nouns else nouns) | (
                {Noun.PEOPLE} if Noun.ROLES in nouns else set[str]()
            )
        scope = self.scope
        told = scope.nouns - {Noun.DAYS, Noun.WEEKS}
        if self.kind is not None and self.kind != Kind.SUBJECT:
            own = _OWN[self.kind]
            first = {Kind.TOPIC: Noun.ACTIVITIES}.get(self.kind, Noun.SCORE)
            return frozenset(own if len(own) == 1 else (own & told) | {first})
        nothing = not scope.sentence.mentions or not scope.names(*_KINDS)
        return self.guessed(told) | (
            frozenset({Noun.SCORE, Noun.ACTIVITIES, Noun.PEOPLE}) if nothing else frozenset[str]()
        )

    def guessed(self, told: frozenset[str]) -> frozenset[str]:
        scope = self.scope
        guessed = {Noun.SCORE} if Noun.POINTS in told or scope.names(Kind.PERSON, Kind.GROUP) else set[str]()
        if scope.names(Kind.TOPIC, Kind.ACTIVITY_TYPE):
            guessed.add(Noun.ACTIVITIES)
        if scope.names(Kind.PRODUCT):
            guessed.add(Noun.INTENT)
        if ACTIVE.search(scope.text) or SILENT.search(scope.text):
            guessed.add(Noun.PEOPLE)
        if scope.names(Kind.ROLE) and any(cue.search(scope.text) for cue in (MISSING, REQUIRED, FILLED)):
            guessed.add(Noun.PEOPLE)
        return told | guessed

    def has_value(self, claim: Claim) -> bool:
        value, percent = self.value, self.mention.percent
        if claim.measure is Measure.INTENT_STRENGTH:
            return abs(claim.value - (value / 100 if percent else value)) <= _ROUNDING
        if claim.measure is Measure.COMPLETENESS:  # "two thirds" is rounded too
            return claim.value == (round(value) if percent else value) and (
                percent or Noun.COMPLETENESS in self.scope.nouns
            )
        if claim.measure in _CHANGES:
            return not percent and abs(claim.value) == value
        return not percent and claim.value == value

    # whose it is

    def is_of(self, claim: Claim) -> bool:
        if self.counted is not None and self.counted.item is not None:
            return claim.who == self.counted.item
        noun = NOUN_OF[claim.measure]
        if self.topics and noun == Noun.PEOPLE:
            return claim.who[0] == Kind.TOPIC and claim.who[1] in self.topics
        if self.bound is None or self.kind is None or noun not in _OWN[self.kind]:
            return True
        if self.kind == Kind.SUBJECT:
            return claim.who == self.scope.told.subject
        return claim.who[1] == self.bound.name and self.bound.is_any(claim.who[0])

    @cached_property
    def topics(self) -> set[str]:
        """The topics that a number of people is about: those of its clause, or the one that was named before."""
        scope, place = self.scope, self.place
        if ACTIVE.search(place.clause) or SILENT.search(place.clause) or MISSING.search(place.clause):
            return set()
        if _THAT_TOPIC.search(place.clause) and not scope.names(Kind.TOPIC):
            return {name for kind, name in scope.mentions if kind == Kind.TOPIC}
        if scope.told.facts.subject is SummarySubject.PERSON:
            return scope.names(Kind.TOPIC)
        topics = [m for m in scope.sentence.mentions if m.is_any(Kind.TOPIC)]
        return {m.name for m in topics if place.start <= m.start < place.end}

    # when, and whether it is a change

    def is_timely(self, claim: Claim) -> bool:
        if claim.measure in _CHANGES:
            return self.may_be_change and self.direction in {None, _sign(claim.value)}
        if self.is_change:
            return NOUN_OF[claim.measure] not in {Noun.SCORE, Noun.ACTIVITIES}
        if claim.measure in _EARLIER:
            return self.is_before is not False and self.turned(claim)
        if claim.measure in _NOW:
            return self.is_before is not True
        return True

    @cached_property
    def is_change(self) -> bool:
        """Whether the words say that it is a change."""
        left = self.place.left
        if _SIGN.search(left) or _A_CHANGE_OF.search(left) or _MORE.match(self.place.right):
            return True
        if _BY.search(left):
            return self.said(self.place.clause) is not None or _CHANGED.search(self.scope.text) is not None
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
        """1 for up, -1 for down, ``None`` where the words do not say."""
        place = self.place
        sign = _SIGN.search(place.left)
        if sign:
            return 1 if sign[0] == "+" else -1
        if _MORE.match(place.right):
            return self.said(place.right)
        return (
            self.said(place.left)
            or self.said(place.right_alone)
            or (self.said(place.clause) if self.is_change else None)
        )

    def said(self, text: str) -> int | None:
        ups = [found.start() for found in UP.finditer(text)]
        downs = [found.start() for found in DOWN.finditer(text)]
        if not ups and not downs:
            return None
        return 1 if max(ups, default=-1) > max(downs, default=-1) else -1

    def turned(self, claim: Claim) -> bool:
        """Return whether what was before has turned as the words say: "up from 5"."""
        said, told = self.said(self.place.left), self.scope.told
        measure = Measure.SCORE if claim.measure is Measure.SCORE_BEFORE else Measure.ACTIVITIES
        now = told.numbers(claim.who, measure)
        return said is None or not now or (now[0] > claim.value) == (said > 0)

    @cached_property
    def is_before(self) -> bool | None:
        """Whether an earlier number is meant; ``None`` where the words leave it open."""
        place = self.place
        if NOW.search(place.left) or _TODAY.search(place.right_alone) or _NOW_IS.search(place.left):
            return False
        following = place.next_number
        if following is not None and _TO.fullmatch(place.gap(place.mention, following)):
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

    # which of several

    def is_meant(self, claim: Claim) -> bool:
        measure, noun = claim.measure, NOUN_OF[claim.measure]
        if noun == Noun.DAYS:
            return self.is_period(measure)
        if (self.is_whole and measure not in _WHOLE) or (self.is_part and measure in _NO_PART):
            return False
        if noun in {Noun.PEOPLE, Noun.ROLES}:
            return self.is_headcount(measure)
        return True

    def is_period(self, measure: Measure) -> bool:
        """Return whether days are those over which activities are counted, or those between two scores."""
        score = {Noun.SCORE, Noun.POINTS} & self.scope.nouns or self.said(self.scope.text) is not None
        return measure is Measure.WINDOW or bool(score)

    @cached_property
    def is_whole(self) -> bool:
        """Whether it is the whole of which there is a part: the 10 of "7 of 10", of "of the 10 members, 7"."""
        before = self.place.previous_number
        part = before is not None and OF.fullmatch(self.place.gap(before, self.mention))
        return (
            bool(part)
            or re.search(r"(?:^|[\s(])of (?:the|its|all)(?: \w+)? $", self.place.left, re.IGNORECASE) is not None
        )

    @cached_property
    def is_part(self) -> bool:
        """Whether it is a part of a whole: the 7 of "7 of 10", of "10 members, 7 of whom"."""
        return is_part(self.place) or _OF_THESE.match(self.place.right) is not None

    def is_headcount(self, measure: Measure) -> bool:
        if measure in {Measure.MISSING, Measure.MISSING_ROLES}:
            return self.is_missing is not False
        if self.is_missing and not self.is_whole and not self.is_part:
            return False
        if measure is Measure.REQUIRED:
            return self.is_whole or REQUIRED.search(self.scope.text) is not None
        if _REQUIRES.search(self.place.right_alone) or _REQUIRES.search(self.place.left):
            return self.is_whole or self.is_part
        if measure in {Measure.ACTIVE_PEOPLE, Measure.SILENT_PEOPLE}:
            return self.is_active in {None, measure is Measure.ACTIVE_PEOPLE}
        if measure is Measure.PEOPLE:
            right = self.place.right_alone
            return self.is_whole or not (ACTIVE.search(right) or SILENT.search(right))
        return True

    @cached_property
    def is_missing(self) -> bool | None:
        """Whether those are counted who are missing; ``None`` where the words leave it open."""
        if not MISSING.search(self.scope.text):
            return False
        if MISSING.search(self.place.right_alone) or MISSING.search(self.place.left):
            return True
        said = list(_FILLED_OR_MISSING.finditer(self.place.sentence_left, self.scope.sentence.start))
        return said[-1]["missing"] is not None if said and self.mention.depth else None

    @cached_property
    def is_active(self) -> bool | None:
        """Whether those are counted who were active, or those who were not; ``None`` where the words do not say."""
        right, clause = self.place.right_alone, self.place.clause
        for text in (right, clause):
            silent = SILENT.search(text) is not None
            if silent or ACTIVE.search(text):
                return silent == (NEGATION.search(SILENT.sub("", text)) is not None)
        return None

    # what needs no fact, or is reckoned

    def shares(self) -> Iterator[Claim]:
        """Yield the shares of people who were active, or not, in percent."""
        text, facts = self.scope.text, self.scope.told.facts
        if not self.mention.percent or not (ACTIVE.search(text) or SILENT.search(text)) or not facts.number_of_people:
            return
        share = 100 * facts.number_of_active_people / facts.number_of_people
        shares = ((Measure.ACTIVE_PEOPLE, share), (Measure.SILENT_PEOPLE, 100 - share))
        for measure, value in shares:
            if abs(value - self.value) <= _HALF and self.is_active in {None, measure is Measure.ACTIVE_PEOPLE}:
                yield Claim(self.scope.told.subject, measure, value)

    def is_free(self) -> bool:
        place = self.place
        if is_maximum(place, self.mention) and self.is_score_before():
            return True
        scale = _SCALE.search(place.sentence_left)
        if scale and self.value in (_MOST if scale["least"] else _LEAST):
            return True
        if _TOP.search(place.left) or _MOST_ENGAGED.match(place.right):
            return int(self.value) in {len(self.scope.names(kind)) for kind in _ENUMERATED.values()}
        name = self.mention.name.casefold()
        if name == "nobody" or _NONE_OF.match(name + place.right) or (name == "none" and _NONE_IS.match(place.right)):
            said = ACTIVE.search(place.clause) or SILENT.search(place.clause)
            return not said or _NONE_IS.match(place.right) is not None
        nouns = frozenset[str]() if self.counted is None else self.counted.nouns
        return any(
            noun in nouns and 1 < int(self.value) == len(self.scope.names(kind)) for noun, kind in _ENUMERATED.items()
        )

    def is_score_before(self) -> bool:
        before = self.place.previous_number
        return before is not None and Noun.SCORE in Number(self.scope, self.place.of(before)).nouns


def _sign(value: float) -> int | None:
    return None if not value else 1 if value > 0 else -1
