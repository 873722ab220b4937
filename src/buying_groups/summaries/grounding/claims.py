"""
Claims: the facts that a number may state, given the words around it.

A fact is none of them if the words beside the number exclude it: because they count something else, are about somebody
else, tell of another time, of a change, of those who are missing. What the words leave open is left open here, for the
numbers of a sentence to decide together.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from ..facts import SummarySubject
from ..readings import Kind, Measure
from .bound import bound
from .counted import counted, is_maximum, is_part
from .headcount import OF_THESE, Headcount
from .lexicon import ACTIVE, FILLED, MISSING, REQUIRED, SILENT, TRENDING, Noun, words
from .scope import FREE, KINDS, NOUN_OF, Claim, whom
from .timing import CHANGES, TO, Timing, direction_of


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from .context import Place
    from .mentions import Mention
    from .scope import Scope


__all__ = ["WHOLE", "Number"]

# What a name that a number is bound to has numbers of; other numbers beside it may be another's.
_OWN: Mapping[str, AbstractSet[str]] = {
    Kind.PERSON: {Noun.SCORE, Noun.ACTIVITIES},
    Kind.GROUP: {Noun.SCORE},
    Kind.TOPIC: {Noun.ACTIVITIES, Noun.PEOPLE},
    Kind.PRODUCT: {Noun.INTENT},
    Kind.ROLE: {Noun.PEOPLE},
    Kind.ACTIVITY_TYPE: {Noun.ACTIVITIES},
    Kind.SUBJECT: {Noun.SCORE, Noun.ACTIVITIES, Noun.COMPLETENESS},
}
WHOLE = {
    Measure.PEOPLE,
    Measure.ACTIVE_PEOPLE,
    Measure.REQUIRED,
    Measure.ROLES,
    Measure.ACTIVITIES,
    Measure.GROUPS,
    Measure.OPPORTUNITIES,
}
_NO_PART = {Measure.REQUIRED, Measure.ROLES}
# What a number beside a name is without a word for it.
_FIRST: Mapping[str, str] = {Kind.PERSON: Noun.SCORE, Kind.GROUP: Noun.SCORE, Kind.TOPIC: Noun.ACTIVITIES}
_MEANT_BY = {Noun.POINTS: {Noun.SCORE}, Noun.ROLES: {Noun.PEOPLE}}  # a vacancy is a role's, and somebody's
_ENUMERATED = {
    Noun.PEOPLE: Kind.PERSON,
    Noun.GROUPS: Kind.GROUP,
    Noun.ROLES: Kind.ROLE,
    Noun.TOPICS: Kind.TOPIC,
    Noun.PRODUCTS: Kind.PRODUCT,
    Noun.INTENT: Kind.PRODUCT,
}
_ROUNDING = 0.00501
_HALF = 0.501
_LEAST, _MOST = (0.0,), (1.0, 100.0)  # the ends of a scale
_SCALE = re.compile(r"(?<!\w)scale (?:from|of) (?P<least>\w+ ?(?:to|[–-]) ?)?$", re.IGNORECASE)
_TOP = re.compile(r"(?<!\w)top $", re.IGNORECASE)
_MOST_ENGAGED = re.compile(r" most (?:engaged|active)(?!\w)", re.IGNORECASE)
_NONE_OF = re.compile(r"none of(?!\w)", re.IGNORECASE)
_NONE_IS = re.compile(r"\s*(?:(?:is|are|comes?|has) )?(?:else|more|ahead|higher|better)(?!\w)", re.IGNORECASE)
_DID = re.compile(
    r"(?<!\w)(?:logged|recorded|made|did|contribut\w+|produced|generated|carried out|account\w* for|performed|"
    r"completed) $",
    re.IGNORECASE,
)
_THAT_TOPIC = words("(?:this|that) (?:topic|keyword|subject)")


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
        self.timing = Timing(scope, place, self.counted)
        self.headcount = Headcount(scope, place)

    def claims(self) -> list[Claim]:
        """Return what it may state; empty where no fact has it."""
        found = [claim for claim in self.scope.claims if self.may_be(claim)]
        return [*found, *self.shares(), *([FREE] if self.is_free() else [])]

    def leads_to(self, other: Number) -> bool:
        """Return whether this is what there was before, and the other what there is: "from 60 to 73"."""
        between = self.place.gap(self.mention, other.mention)
        leads = self.place.next == other.mention and TO.fullmatch(between) is not None
        return leads and not self.timing.is_change

    def is_part_of(self, other: Number) -> bool:
        """Return whether it is a part of the other: "7 of the 10 members", "10 members, 7 of whom"."""
        if self.mention.percent or other.mention.percent:
            return False
        if is_part(self.place):
            return self.place.next == other.mention
        return OF_THESE.match(self.place.sentence_right) is not None and self.place.previous_number == other.mention

    def has_the_name_of(self, other: Number) -> bool:
        """Return whether both are bound to the same name."""
        return self.bound is not None and other.bound is not None and self.bound.name == other.bound.name

    def is_guessed_like(self, other: Number) -> bool:
        """Return whether both are beside a name without a word of what they count: "Ada Berg (73), Bo Ek (60)"."""
        names = {self.kind, other.kind}
        return self.mention.depth == other.mention.depth and (
            self.counted is other.counted is None and len(names) == 1 and names <= {Kind.PERSON, Kind.GROUP, Kind.TOPIC}
        )

    def may_be(self, claim: Claim) -> bool:
        """Return whether the words leave it open that a fact is meant, and the fact has the number."""
        return (
            NOUN_OF[claim.measure] in self.nouns
            and self.has_value(claim)
            and self.is_of(claim)
            and self.timing.may_be(claim)
            and self.may_be_counted(claim)
        )

    # what it counts

    @cached_property
    def kind(self) -> str | None:
        """The kind of the name that the number is bound to."""
        return next(
            (kind for kind in (*KINDS, Kind.SUBJECT) if self.bound is not None and self.bound.is_any(kind)), None
        )

    @cached_property
    def own(self) -> frozenset[str]:
        """What the name that the number is bound to has numbers of."""
        also = () if self.bound is None else (kind for kind, _ in self.bound.also)
        return frozenset[str]().union(*(_OWN[kind] for kind in (self.kind, *also) if kind is not None))

    @cached_property
    def nouns(self) -> frozenset[str]:
        """What it may count: as the words beside it say, else as its name or its sentence lets one guess."""
        if self.counted is not None:
            nouns = self.counted.nouns
            if Noun.ROLES in nouns and self.scope.told.facts.subject is SummarySubject.PERSON:
                return frozenset({Noun.GROUPS})  # a person has as many roles as groups
            return nouns.union(*(_MEANT_BY.get(noun, ()) for noun in nouns))
        told = self.scope.nouns - {Noun.DAYS, Noun.WEEKS}
        if OF_THESE.match(self.place.sentence_right):  # "27 of them", whom another sentence counts
            return told | {Noun.ACTIVITIES, Noun.PEOPLE, Noun.ROLES}
        if self.kind is None or self.kind == Kind.SUBJECT:
            return told | self.guessed(told)
        if self.kind in _FIRST:
            done = {Noun.ACTIVITIES} if _DID.search(self.place.left) else set[str]()
            return (self.own & told) | {_FIRST[self.kind]} | done
        return self.own

    def guessed(self, told: AbstractSet[str]) -> set[str]:
        """Return what else is likely from what its sentence names; anything frequent where it names nothing."""
        scope = self.scope
        if not scope.names(*KINDS):
            return {Noun.SCORE, Noun.ACTIVITIES, Noun.PEOPLE}
        guessed = (
            {Noun.SCORE}
            if Noun.POINTS in told or {Kind.PERSON, Kind.GROUP} & {kind for kind, _ in scope.mentions}
            else set[str]()
        )
        if scope.names(Kind.TOPIC, Kind.ACTIVITY_TYPE):
            guessed.add(Noun.ACTIVITIES)
        if scope.names(Kind.PRODUCT):
            guessed.add(Noun.INTENT)
        if ACTIVE.search(scope.text) or SILENT.search(scope.text):
            guessed.add(Noun.PEOPLE)
        if scope.names(Kind.ROLE) and any(cue.search(scope.text) for cue in (MISSING, REQUIRED, FILLED)):
            guessed.add(Noun.PEOPLE)
        return guessed

    def has_value(self, claim: Claim) -> bool:
        """Return whether a fact has the number, as exactly as it is written."""
        value, percent = self.value, self.mention.percent
        if claim.measure is Measure.INTENT_STRENGTH:
            return abs(claim.value - (value / 100 if percent else value)) <= _ROUNDING
        if claim.measure is Measure.COMPLETENESS:  # "two thirds" is rounded too
            return claim.value == (round(value) if percent else value) and (
                percent or Noun.COMPLETENESS in self.scope.nouns
            )
        if claim.measure in CHANGES:
            return not percent and abs(claim.value) == value
        return not percent and claim.value == value

    # whose it is

    def is_of(self, claim: Claim) -> bool:
        """Return whether the words leave it open that it is a fact's subject that has the number."""
        if self.counted is not None and self.counted.item is not None:
            return claim.who == self.counted.item
        noun = NOUN_OF[claim.measure]
        if self.topics and noun == Noun.PEOPLE:
            return claim.who[0] == Kind.TOPIC and claim.who[1] in self.topics
        if self.bound is None or noun not in self.own or (self.headcount.is_whole and noun != Noun.PEOPLE):
            return True
        subject = self.scope.told.subject
        if self.kind == Kind.SUBJECT or subject in whom(self.bound):
            return claim.who == subject or claim.who[0] in {Kind.ACTIVITY_TYPE, Kind.TOPIC}
        return claim.who in whom(self.bound)

    @cached_property
    def topics(self) -> set[str]:
        """The topics that a number of people is about: those of its clause, or the one that was named before."""
        scope, place = self.scope, self.place
        if self.bound is not None and self.kind == Kind.TOPIC:
            return {self.bound.name}
        if ACTIVE.search(place.clause) or SILENT.search(place.clause) or MISSING.search(place.clause):
            return set()
        if _THAT_TOPIC.search(place.clause) and not scope.names(Kind.TOPIC):
            return {name for kind, name in scope.mentions if kind == Kind.TOPIC}
        if scope.told.facts.subject is SummarySubject.PERSON:
            return scope.names(Kind.TOPIC)
        topics = [m for m in scope.sentence.mentions if m.is_any(Kind.TOPIC)]
        return {m.name for m in topics if place.start <= m.start < place.end}

    # which of several numbers of that

    def may_be_counted(self, claim: Claim) -> bool:
        """Return whether the words leave it open that a measure is meant, of those that have the same noun."""
        measure, noun, headcount = claim.measure, NOUN_OF[claim.measure], self.headcount
        if claim.who[0] == Kind.TOPIC:
            return True
        if noun == Noun.DAYS:
            return self.is_period(measure)
        if (headcount.is_whole and measure not in WHOLE) or (headcount.is_part and measure in _NO_PART):
            return False
        return noun not in {Noun.PEOPLE, Noun.ROLES} or headcount.may_be(measure)

    def is_period(self, measure: Measure) -> bool:
        """Return whether days are those over which activities are counted, or those between two scores."""
        tells_of_score = not self.scope.nouns.isdisjoint({Noun.SCORE, Noun.POINTS})
        return measure is Measure.WINDOW or tells_of_score or direction_of(self.scope.text) is not None

    # what needs no fact, or is reckoned

    def shares(self) -> Iterator[Claim]:
        """Yield the shares of people who were active, or not, in percent."""
        text, facts = self.scope.text, self.scope.told.facts
        told = ACTIVE.search(text) or SILENT.search(text)
        if not self.mention.percent or not told or not facts.number_of_people:
            return
        share = 100 * facts.number_of_active_people / facts.number_of_people
        shares = ((Measure.ACTIVE_PEOPLE, share), (Measure.SILENT_PEOPLE, 100 - share))
        for measure, value in shares:
            if abs(value - self.value) <= _HALF and self.headcount.is_active in {
                None,
                measure is Measure.ACTIVE_PEOPLE,
            }:
                yield Claim(self.scope.told.subject, measure, value)

    def is_free(self) -> bool:
        """Return whether it needs no fact."""
        return self.is_of_scale() or self.is_nobody_else() or self.is_enumerated()

    def is_of_scale(self) -> bool:
        """Return whether it is an end of a scale: the 100 of "80 of 100", the 0 of "from 0 to 1"."""
        before = self.place.previous_number
        if before is not None and is_maximum(self.place) and self.may_be_score(before):
            return True
        scale = _SCALE.search(self.place.sentence_left)
        return scale is not None and self.value in (_MOST if scale["least"] else _LEAST)

    def is_nobody_else(self) -> bool:
        """Return whether it is a pronoun: "nobody else", "none is ahead"."""
        name, place = self.mention.name.casefold(), self.place
        if name != "nobody" and not _NONE_OF.match(name + place.right) and name != "none":
            return False
        if _NONE_IS.match(place.right):
            return True
        alone = name == "none" and not _NONE_OF.match(name + place.right)
        return not alone and not (ACTIVE.search(place.clause) or SILENT.search(place.clause))

    def is_enumerated(self) -> bool:
        """Return whether the sentence names as many: "the top 3: A, B and C", "1 of 2 open opportunities"."""
        place, nouns = self.place, frozenset[str]() if self.counted is None else self.counted.nouns
        if _TOP.search(place.left) or _MOST_ENGAGED.match(place.right):
            return int(self.value) in {len(self.scope.names(kind)) for kind in _ENUMERATED.values()}
        if int(self.value) == 1 and self.headcount.is_part and nouns & {Noun.GROUPS, Noun.OPPORTUNITIES}:
            return True
        if Noun.TOPICS in nouns and TRENDING.search(self.scope.text):
            trending = self.scope.told.facts.trending_topics
            return int(self.value) in {len(trending), len(self.scope.names(Kind.TOPIC))}
        return any(
            noun in nouns and 1 < int(self.value) == len(self.scope.names(kind)) for noun, kind in _ENUMERATED.items()
        )

    def may_be_score(self, number: Mention) -> bool:
        """Return whether another number may be a score, as the 95 of "95 out of 100"."""
        other = Number(self.scope, self.place.of(number))
        of_people = other.kind == Kind.ROLE or (other.counted is not None and Noun.PEOPLE in other.counted.nouns)
        return Noun.SCORE in other.nouns and not of_people
