"""
Numbers: what a number in a text claims of what, and whether a fact says so.

The words around a number say what it counts (its noun), of what (who), and whether now or before. The fact that they
point at is looked up; that the number stands in another one does not help it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..facts import SummarySubject
from ..readings import Kind, Measure
from .context import Place, runs
from .lexicon import (
    ACTIVE,
    BEFORE_LEFT,
    BEFORE_RIGHT,
    BY,
    DOWN,
    MEASURES_OF_NOUN,
    MISSING,
    NEGATION,
    NOUNS,
    NOW,
    REQUIRED,
    SILENT,
    UP,
    Noun,
)
from .mentions import MentionKind


if TYPE_CHECKING:
    from .context import Told, Who
    from .mentions import Mention, Sentence


__all__ = ["Carried", "is_supported"]

_NEAR = 28  # characters in which the noun of a number begins
_OF = re.compile(r"\s*(?:out )?of (?:the |its |their |all |these |those |a total of )*(?:group's |account's |team's )?$", re.IGNORECASE)
_ASIDE = re.compile(r"(?<!\w)(?:in|for|as|on|at|by|with|from|within|during|over|since|to)(?!\w)", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:more|fewer|less)(?: \w+){0,2} than(?!\w)", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|and|or|, and)\s*", re.IGNORECASE)
_TO = re.compile(r"\s*(?:points? |activities |actions )?to (?:a (?:score|total) of )?$", re.IGNORECASE)
_DIRECTED = re.compile(rf"(?:{UP.pattern}|{DOWN.pattern})(?: again)?(?: by| of)?\s*[+−-]?$", re.IGNORECASE)
_SIGN = re.compile(r"[+−-]$")
_FROM = re.compile(r"(?<!\w)(?:from|after|versus|vs|than|against|(?:compared|down|up) (?:with|to))(?: only| just| a mere)?\s*$", re.IGNORECASE)
_LONG_AGO = re.compile(r"\s*(?:before that|earlier|previously|formerly|(?:four weeks|a month|\d weeks) (?:ago|earlier))(?!\w)", re.IGNORECASE)
_WHEN = re.compile(r"\s*(?:when|where|in which|during which)(?!\w)", re.IGNORECASE)
_LOOSE = re.compile(r"(?<!\w)(?:after|than|against|versus|vs)(?: only| just| a mere| the)?\s*$", re.IGNORECASE)
_JUST_BEFORE = re.compile(r"(?<!\w)(?:before|earlier|previously|formerly)[\s:,]*$", re.IGNORECASE)
_EARLIER = re.compile(r"(?<!\w)(?:(?:days|weeks|window|period|month) (?:before|earlier|prior|ago)|previous|prior|preceding|before that)(?!\w)", re.IGNORECASE)
_OUT_OF = re.compile(r"\s*(?:out of|of|/)\s*(?:a (?:possible|maximum of) )?", re.IGNORECASE)


class Carried(NamedTuple):
    """
    Whom earlier sentences were about.
    """

    person: Who | None = None


class _Claim(NamedTuple):
    """
    What a number counts, and of which kind of activity or in which role.
    """

    noun: str
    item: Who | None = None


def is_supported(told: Told, sentence: Sentence, number: Mention, carried: Carried) -> bool:
    """Return whether a fact says what a number claims."""
    return _Number(told, sentence, number, carried).is_supported()


class _Number:
    def __init__(self, told: Told, sentence: Sentence, number: Mention, carried: Carried) -> None:
        self.told = told
        self.place = Place(sentence, number)
        self.number = number
        self.carried = carried
        self.is_sure = True
        self.value = number.value if isinstance(number.value, float) else 0.0

    def is_supported(self) -> bool:
        if self.is_maximum(self.number):
            return True
        if self.number.name.casefold() == "nobody" and not ACTIVE.search(self.place.clause):
            return True  # "nobody else", "nobody is ahead of": not how many there are
        claim = self.claim(self.place, 4)
        if claim is not None and (self.is_told(claim) or self.is_enumerated(claim)):
            return True
        return not self.is_sure and self.is_near()

    def is_enumerated(self, claim: _Claim) -> bool:
        """Return whether the sentence names as many as the number says: "Two roles: A and B"."""
        kind = _ENUMERATED.get(claim.noun)
        named = {m.name for m in self.place.sentence.mentions if m.start > self.number.end and kind and m.is_any(kind)}
        return self.value == len(named) and self.value > 1

    def is_maximum(self, number: Mention) -> bool:
        """Return whether it is the 100 of "95 out of 100"."""
        before = [other for other in self.place.sentence.mentions if other.end <= number.start]
        return bool(
            number.value == _MAXIMUM
            and before
            and before[-1].is_any(MentionKind.NUMBER)
            and _OUT_OF.fullmatch(self.place.gap(before[-1], number))
        )

    def is_near(self) -> bool:
        """
        Return whether any fact of what is named next to the number has it, where the words do not say which.
        """
        if _direction(self.place.left) is not None:
            return False
        nearest = self.respective(*_SUBJECTS) or self.place.nearest(*_SUBJECTS)
        whose = [self.told.subject]
        if nearest is not None and not nearest.is_any(Kind.SUBJECT):
            whose = [(kind, nearest.name) for kind in _SUBJECTS if nearest.is_any(kind)]
        elif self.carried.person is not None and self.place.has_pronoun():
            whose = [self.carried.person]
        return any(self.any(who, *(_BEFORE if self.is_before else _COUNTED)) for who in whose)

    def is_told(self, claim: _Claim) -> bool:
        check = {
            Noun.PERCENT: self.percent,
            Noun.POINTS: self.score,
            Noun.SCORE: self.score,
            Noun.COMPLETENESS: self.completeness,
            Noun.INTENT: self.intent,
            Noun.ACTIVITIES: self.activities,
            Noun.PEOPLE: self.people,
            Noun.ROLES: self.roles,
        }.get(claim.noun)
        if check is not None:
            return check(claim)
        return self.any(self.told.subject, *MEASURES_OF_NOUN.get(claim.noun, ()))

    # what is counted

    def claim(self, place: Place, depth: int) -> _Claim | None:
        number = place.mention
        if number.percent:
            return _Claim(Noun.PERCENT)
        if number.name.casefold() == "nobody":
            return _Claim(Noun.PEOPLE)
        found = self.noun_after(place)
        if found is not None or not depth:
            return found
        following = place.next
        if following is not None and following.is_any(MentionKind.NUMBER):
            gap = place.gap(number, following)
            if self.is_maximum(following) and _last_noun(place.lead) != Noun.COMPLETENESS:
                return _Claim(Noun.SCORE)
            if _OF.fullmatch(gap) or _TO.fullmatch(gap) or _AND.fullmatch(gap):
                found = self.claim(Place(place.sentence, following), 0)
                if found is not None:
                    return found
        before = place.predecessor()
        if number.depth and (before is None or _OF.fullmatch(place.gap(before, number))):
            return self.claim_of_parenthesis(place)
        touching = self.touching(place)
        if touching is not None:
            return self.claim_of_entity(touching)
        left = _last_noun(place.lead)
        if left is not None:
            return _Claim(left)
        behind = self.type_before(place)
        if behind is not None:
            return _Claim(Noun.ACTIVITIES, behind)
        if ACTIVE.search(place.clause) or SILENT.search(place.clause):
            return _Claim(Noun.PEOPLE)
        self.is_sure = False
        if before is not None:
            return self.claim(Place(place.sentence, before), depth - 1)
        left = _last_noun(place.sentence_left) or _last_noun(place.right)
        if left is not None:
            return _Claim(left)
        nearest = place.nearest(Kind.PERSON, Kind.GROUP, Kind.TOPIC, Kind.PRODUCT)
        return self.claim_of_entity(nearest or place.nearest(Kind.ROLE))

    @staticmethod
    def noun_after(place: Place) -> _Claim | None:
        number, following = place.mention, place.next
        limit = following.start if following is not None else place.sentence.end
        whole = place.sentence.text[number.end : min(place.end, limit)]
        text = _ASIDE.split(whole, maxsplit=1)[0]
        if following is not None and len(text) <= _NEAR and following.start <= place.end:
            if following.is_any(Kind.ACTIVITY_TYPE) and _last_noun(text) is None:
                return _Claim(Noun.ACTIVITIES, (Kind.ACTIVITY_TYPE, following.name))
            if following.is_any(Kind.ROLE) and _last_noun(text) is None and whole.strip(" “\"") in {"", "more", "missing"}:
                return _Claim(Noun.PEOPLE, (Kind.ROLE, following.name))
        nouns = [(found.start(), noun) for noun, pattern in NOUNS.items() if (found := pattern.search(text[: _NEAR + 12]))]
        if not nouns or min(nouns)[0] > _NEAR:
            return None
        return _Claim(min(nouns)[1])

    def claim_of_parenthesis(self, place: Place) -> _Claim | None:
        kinds = (Kind.PERSON, Kind.GROUP, Kind.TOPIC, Kind.PRODUCT, Kind.ROLE, Kind.ACTIVITY_TYPE, Kind.SUBJECT)
        opened = place.opened_by(*kinds)
        left = _last_noun(place.left)
        if left is not None:
            return _Claim(left)
        if opened is None:
            numbers = [m for m in place.sentence.mentions if m.is_any(MentionKind.NUMBER) and m.depth < place.mention.depth]
            before = [m for m in numbers if re.fullmatch(r"\s*[^()]{0,20}\([^()]*", place.gap(m, place.mention))]
            if before:
                return self.claim(Place(place.sentence, before[-1]), 1)
            nearest = [m for m in place.sentence.mentions if m.end <= place.mention.start and m.depth < place.mention.depth]
            if nearest and nearest[-1].is_any(*kinds):
                return self.claim_of_entity(nearest[-1])
            left = _last_noun(place.sentence_left)
            return None if left is None else _Claim(left)
        return self.claim_of_entity(opened)

    @staticmethod
    def touching(place: Place) -> Mention | None:
        """Return the person, group, topic or product right before the number: "Gateway for Acme: 80"."""
        kinds = (Kind.PERSON, Kind.GROUP, Kind.TOPIC, Kind.PRODUCT)
        before = [m for m in place.sentence.mentions if m.end <= place.mention.start]
        if before and before[-1].is_any(*kinds) and re.fullmatch(r"[\s:”\"’–—-]*", place.gap(before[-1], place.mention)):
            return before[-1]
        return None

    @staticmethod
    def claim_of_entity(entity: Mention | None) -> _Claim | None:
        if entity is None:
            return None
        if entity.is_any(Kind.ACTIVITY_TYPE):
            return _Claim(Noun.ACTIVITIES, (Kind.ACTIVITY_TYPE, entity.name))
        if entity.is_any(Kind.PERSON, Kind.GROUP, Kind.SUBJECT):
            return _Claim(Noun.SCORE)
        if entity.is_any(Kind.ROLE):
            return _Claim(Noun.PEOPLE, (Kind.ROLE, entity.name))
        return _Claim(Noun.INTENT if entity.is_any(Kind.PRODUCT) and not entity.is_any(Kind.TOPIC) else Noun.ACTIVITIES)

    @staticmethod
    def type_before(place: Place) -> Who | None:
        types = [
            mention
            for mention in place.sentence.mentions
            if mention.is_any(Kind.ACTIVITY_TYPE) and place.mention.start - len(place.lead) <= mention.start < place.mention.start
        ]
        return (Kind.ACTIVITY_TYPE, types[-1].name) if types else None

    # of what

    def who(self, *kinds: str) -> list[Who]:
        """
        Return what the number may be about, of some kinds; the subject where nothing else is named.
        """
        respective = self.respective(*kinds)
        if respective is not None:
            return [(kind, respective.name) for kind in kinds if respective.is_any(kind)]
        nearest = self.place.nearest(*kinds, Kind.SUBJECT)
        if nearest is not None:
            named = [(kind, nearest.name) for kind in kinds if nearest.is_any(kind)]
            return named or [self.told.subject]
        if self.carried.person is not None and Kind.PERSON in kinds and self.place.has_pronoun():
            return [self.carried.person]
        return [self.told.subject]

    def respective(self, *kinds: str) -> Mention | None:
        """Return the name that a number belongs to by its place: "A, B and C with scores of 3, 2 and 1"."""
        for run in runs(self.place.sentence, MentionKind.NUMBER):
            if self.number in run and len(run) > 1:
                for names in runs(self.place.sentence, *kinds):
                    if len(names) == len(run) and names[-1].end <= run[0].start:
                        return names[run.index(self.number)]
        return None

    # whether now or before, up or down

    @property
    def is_before(self) -> bool | None:
        """Whether an earlier number is meant; ``None`` where the words leave it open."""
        place = self.place
        if NOW.search(place.left):
            return False
        near = place.lead[-_NEAR:]
        if (
            _JUST_BEFORE.search(place.lead)
            or _EARLIER.search(place.lead)
            or _LONG_AGO.match(place.sentence.text, place.sentence.start)
            or BEFORE_RIGHT.search(place.right_alone)
            or BEFORE_RIGHT.search(self.right_over_days())
        ):
            return True
        if _WHEN.match(place.left) and BEFORE_RIGHT.search(place.sentence_left):
            return True
        if _LOOSE.search(near):
            return None
        return BEFORE_LEFT.search(near) is not None

    def timely(self, now: list[float], before: list[float]) -> list[float]:
        """Return the numbers of the time that is meant."""
        return now + before if self.is_before is None else before if self.is_before else now

    def right_over_days(self) -> str:
        """Return the words behind, over the number of "in the 30 days before"."""
        place, following = self.place, self.place.next
        if following is not None and following.is_any(MentionKind.NUMBER) and following.start < place.end:
            behind = Place(place.sentence, following)
            claim = self.noun_after(behind)
            if claim is not None and claim.noun in {Noun.DAYS, Noun.WEEKS}:
                return behind.right_alone
        return ""

    @property
    def direction(self) -> int | None:
        """1 for up, -1 for down, None where it is no change."""
        place = self.place
        if _FROM.search(place.left) or NOW.search(place.left):
            return None
        if _MORE.match(place.right):
            return _direction(place.right)
        sign = _SIGN.search(place.left)
        if sign:
            return 1 if sign[0] == "+" else -1
        if _DIRECTED.search(place.left) or BY.search(place.left):
            words = place.left if _DIRECTED.search(place.left) else place.clause
            return _direction(words)
        if place.mention.value is not None and NOUNS[Noun.POINTS].match(place.right.lstrip()):
            return _direction(place.left) or _direction(place.right_alone)
        return None

    # each noun

    def any(self, who: Who, *measures: Measure) -> bool:
        return any(value == self.value for value in self.told.numbers(who, *measures))

    def score(self, claim: _Claim) -> bool:  # noqa: ARG002 - each noun's check takes it
        direction = self.direction
        for who in self.who(Kind.PERSON, Kind.GROUP):
            if direction is not None:
                if direction * self.value in self.told.numbers(who, Measure.SCORE_CHANGE):
                    return True
            elif self.value in self.timely(
                self.told.numbers(who, Measure.SCORE), self.told.numbers(who, Measure.SCORE_BEFORE)
            ):
                return True
        return False

    def completeness(self, claim: _Claim) -> bool:  # noqa: ARG002 - each noun's check takes it
        return self.any(self.told.subject, Measure.COMPLETENESS)

    def intent(self, claim: _Claim) -> bool:  # noqa: ARG002 - each noun's check takes it
        value = self.value / 100 if self.number.percent else self.value
        strengths = [
            strength
            for who in self.who(Kind.PRODUCT)
            for strength in self.told.numbers(who, Measure.INTENT_STRENGTH)
        ]
        return any(abs(strength - value) <= _ROUNDING for strength in strengths)

    def percent(self, claim: _Claim) -> bool:
        place = self.place
        nearest = _first_noun(place.right_alone) or _last_noun(place.left) or _last_noun(place.sentence_left)
        if nearest == Noun.INTENT or place.nearest(Kind.PRODUCT) is not None and nearest != Noun.COMPLETENESS:
            return self.intent(claim)
        if ACTIVE.search(place.clause):
            facts = self.told.facts
            share = 100 * facts.number_of_active_people / max(facts.number_of_people, 1)
            return abs(share - self.value) <= _HALF
        return nearest in {Noun.COMPLETENESS, Noun.SCORE, Noun.ROLES, Noun.PEOPLE, Noun.PERCENT} and self.completeness(claim)

    def activities(self, claim: _Claim) -> bool:
        if claim.item is not None:
            whose = [claim.item]
        elif self.place.mention.depth and (opened := self.place.opened_by(Kind.ACTIVITY_TYPE)) is not None:
            whose = [(Kind.ACTIVITY_TYPE, opened.name)]
        else:
            whose = self.who(Kind.PERSON, Kind.TOPIC)
        direction = self.direction
        for who in whose:
            now = self.told.numbers(who, Measure.ACTIVITIES)
            before = self.told.numbers(who, Measure.ACTIVITIES_BEFORE)
            if direction is not None:
                if now and before and direction * self.value == now[0] - before[0]:
                    return True
            elif self.value in self.timely(now, before):
                return not self.is_before or self.turns_as_said(now, before)
        return False

    def turns_as_said(self, now: list[float], before: list[float]) -> bool:
        said = _direction(self.place.left)
        return said is None or not now or (now[0] > before[0]) == (said > 0)

    def people(self, claim: _Claim) -> bool:
        place, subject = self.place, self.told.subject
        if claim.item is not None:
            return self.role(claim.item)
        before = place.predecessor()
        if before is not None and _OF.fullmatch(place.gap(before, self.number)):
            role = place.nearest(Kind.ROLE)
            if role is not None and role.start >= place.start:
                return self.any((Kind.ROLE, role.name), Measure.REQUIRED)
            return self.any(subject, Measure.PEOPLE)
        topic = place.nearest(Kind.TOPIC)
        if topic is not None and (place.mention.depth or topic.start >= place.start):
            return self.any((Kind.TOPIC, topic.name), Measure.PEOPLE)
        if MISSING.search(place.clause):
            return self.missing()
        if ACTIVE.search(place.clause) or SILENT.search(place.clause):
            rest = SILENT.sub("", place.right_alone)
            negated = bool(NEGATION.search(rest)) != bool(SILENT.search(place.clause))
            return self.any(subject, Measure.SILENT_PEOPLE if negated else Measure.ACTIVE_PEOPLE)
        role = place.nearest(Kind.ROLE)
        if role is not None and role.start >= place.start:
            return self.role((Kind.ROLE, role.name))
        return self.any(subject, Measure.PEOPLE)

    def missing(self) -> bool:
        role = self.place.nearest(Kind.ROLE)
        if role is not None:
            return self.any((Kind.ROLE, role.name), Measure.MISSING)
        return self.value == sum(item.missing for item in self.told.facts.roles)

    def role(self, role: Who) -> bool:
        place = self.place
        before = place.predecessor()
        if before is not None and _OF.fullmatch(place.gap(before, self.number)):
            return self.any(role, Measure.REQUIRED)
        if MISSING.search(place.clause) or (place.mention.depth and MISSING.search(place.sentence_left)):
            return self.any(role, Measure.MISSING)
        following = place.next
        if following is not None and following.is_any(MentionKind.NUMBER) and _OF.fullmatch(place.gap(self.number, following)):
            return self.any(role, Measure.ASSIGNED)
        if REQUIRED.search(place.clause):
            return self.any(role, Measure.REQUIRED)
        return self.any(role, Measure.ASSIGNED)

    def roles(self, claim: _Claim) -> bool:  # noqa: ARG002 - each noun's check takes it
        place = self.place
        if MISSING.search(place.clause) or "gap" in place.right or "vacan" in place.right:
            return self.any(self.told.subject, Measure.MISSING_ROLES)
        if self.told.facts.subject is SummarySubject.PERSON:
            return self.any(self.told.subject, Measure.GROUPS)
        return self.any(self.told.subject, Measure.ROLES)


_THINGS = {Noun.PEOPLE, Noun.GROUPS, Noun.ROLES, Noun.OPPORTUNITIES, Noun.TOPICS, Noun.PRODUCTS}  # of which a number before them tells how many
_COUNTING = re.compile(r"(?<!\w)(?:numbers? of|counts? of|total of|how many|(?:head)?count)(?: \w+){0,2} ?$", re.IGNORECASE)
_ENUMERATED = {
    Noun.PEOPLE: Kind.PERSON,
    Noun.GROUPS: Kind.GROUP,
    Noun.ROLES: Kind.ROLE,
    Noun.TOPICS: Kind.TOPIC,
    Noun.PRODUCTS: Kind.PRODUCT,
}
_MAXIMUM = 100.0
_SUBJECTS = (Kind.PERSON, Kind.GROUP, Kind.TOPIC, Kind.PRODUCT, Kind.ROLE, Kind.ACTIVITY_TYPE, Kind.SUBJECT)
_BEFORE = (Measure.SCORE_BEFORE, Measure.ACTIVITIES_BEFORE)
_COUNTED = (
    Measure.SCORE,
    Measure.COMPLETENESS,
    Measure.ASSIGNED,
    Measure.MISSING,
    Measure.PEOPLE,
    Measure.ACTIVE_PEOPLE,
    Measure.SILENT_PEOPLE,
    Measure.ACTIVITIES,
    Measure.GROUPS,
    Measure.OPPORTUNITIES,
    Measure.INTENT_STRENGTH,
)
_ROUNDING = 0.00501
_HALF = 0.501


def _direction(text: str) -> int | None:
    ups = [found.start() for found in UP.finditer(text)]
    downs = [found.start() for found in DOWN.finditer(text)]
    if not ups and not downs:
        return None
    return 1 if max(ups, default=-1) > max(downs, default=-1) else -1


def _last_noun(text: str) -> str | None:
    found = [
        (match.start(), noun)
        for noun, pattern in NOUNS.items()
        if noun not in {Noun.DAYS, Noun.WEEKS}
        for match in pattern.finditer(text)
        if noun not in _THINGS or _COUNTING.search(text[: match.start()]) or text[match.end() :].lstrip().startswith(":")
    ]
    return max(found)[1] if found else None


def _first_noun(text: str) -> str | None:
    found = [(match.start(), noun) for noun, pattern in NOUNS.items() if (match := pattern.search(text))]
    return min(found)[1] if found else None
