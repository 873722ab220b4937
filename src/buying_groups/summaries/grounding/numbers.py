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
from .counted import OF, CountedFinder, first_noun, is_maximum, is_part, last_noun
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
    words,
)
from .mentions import MentionKind


if TYPE_CHECKING:
    from collections.abc import Iterator

    from .context import Told, Who
    from .counted import Counted
    from .mentions import Mention, Sentence


__all__ = ["Carried", "is_supported"]

_MORE = re.compile(r"\s*(?:more|fewer|less)(?: \w+){0,2} than(?!\w)", re.IGNORECASE)
_DIRECTED = re.compile(rf"(?:{UP.pattern}|{DOWN.pattern})(?: again)?(?: by| of)?\s*[+−-]?$", re.IGNORECASE)
_SIGN = re.compile(r"[+−-]$")
_FROM = re.compile(
    r"(?<!\w)(?:from|after|versus|vs|than|against|vs\.|(?:compared|down|up) (?:with|to))(?: only| just| a mere)?\s*$",
    re.IGNORECASE,
)
_NEAR = 28  # characters in which a word that tells of the time stands
_SCALE = re.compile(r"(?<!\w)scale (?:from|of) (?:\w+ ?(?:to|[–-]) ?)?$", re.IGNORECASE)
_ENDS_OF_SCALE = (0.0, 1.0, 100.0)
_TOP = re.compile(r"(?<!\w)top $", re.IGNORECASE)
_NONE_OF = re.compile(r"none of(?!\w)", re.IGNORECASE)
_TO = re.compile(r" (?:to|→|->) ")
_WAS = re.compile(r"\s*was $", re.IGNORECASE)
_MOST_ENGAGED = re.compile(r" most (?:engaged|active)(?!\w)", re.IGNORECASE)
_THAT_GROUP = words("(?:this|that) (?:buying )?group")
_THIS_TOPIC = words("(?:this|that) (?:topic|keyword)")
_FILLED = re.compile(r"(?<!\w)(?:filled|covered|staffed|held) (?:with|by)\s*$", re.IGNORECASE)
_RESPECTIVELY = words("respectively")
_TODAY = words("now", "today", "currently", "lately", "this time")
_LONG_AGO = re.compile(
    r"\s*(?:(?:in|during|over) the (?:previous|prior|preceding)|"
    r"(?:in|during|over) the (?:\w+ )?(?:days|weeks|period|month) (?:before|earlier)|"
    r"before that|earlier|previously|formerly|(?:\w+ weeks|a month) (?:ago|earlier))(?!\w)",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\s*(?:when|where|in which|during which)(?!\w)", re.IGNORECASE)
_LOOSE = re.compile(r"(?<!\w)(?:after|than|against|versus|vs\.?)(?: only| just| a mere| the)?\s*$", re.IGNORECASE)
_JUST_BEFORE = re.compile(r"(?<!\w)(?:before|earlier|previously|formerly)[\s:,]*$", re.IGNORECASE)
_EARLIER = re.compile(
    r"(?<!\w)(?:(?:days|weeks|window|period|month) (?:before|earlier|prior|ago)|previous|prior|preceding|"
    r"before that)(?!\w)",
    re.IGNORECASE,
)


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


def is_supported(told: Told, sentence: Sentence, number: Mention, carried: Carried) -> bool:
    """Return whether a fact says what a number claims."""
    return _Number(told, sentence, number, carried).is_supported()


class _Number:
    def __init__(self, told: Told, sentence: Sentence, number: Mention, carried: Carried) -> None:
        self.told = told
        self.place = Place(sentence, number)
        self.number = number
        self.carried = carried
        self.finder = CountedFinder()
        self.value = number.value if isinstance(number.value, float) else 0.0

    def is_supported(self) -> bool:
        place = self.place
        if is_maximum(place, self.number) or (self.value in _ENDS_OF_SCALE and _SCALE.search(place.sentence_left)):
            return True
        if _TOP.search(place.left) or _MOST_ENGAGED.match(place.right):
            return int(self.value) in {len(names) for names in self.listed()}
        nobody = self.number.name.casefold() == "nobody" or _NONE_OF.match(self.number.name + place.right)
        if nobody and not ACTIVE.search(place.clause) and not SILENT.search(place.clause):
            return True  # "nobody else", "nobody is ahead of": not how many there are
        counted = self.finder.find(self.place)
        if counted is not None and (self.is_told(counted) or self.is_enumerated(counted)):
            return True
        return not self.finder.is_sure and self.is_near()

    def is_enumerated(self, counted: Counted) -> bool:
        """Return whether the sentence names as many as the number says: "Two roles: A and B"."""
        kind = _ENUMERATED.get(counted.noun)
        named = {m.name for m in self.place.sentence.mentions if m.start > self.number.end and kind and m.is_any(kind)}
        return len(named) > 1 and int(self.value) == len(named)

    def listed(self) -> Iterator[set[str]]:
        """Yield the names of each kind that the sentence has."""
        for kind in _ENUMERATED.values():
            yield {mention.name for mention in self.place.sentence.mentions if mention.is_any(kind)}

    def is_near(self) -> bool:
        """
        Return whether any fact of what is named next to the number has it, where the words do not say which.
        """
        turned = _direction(self.place.left) is not None
        if turned and not _FROM.search(self.place.left):
            return False
        nearest = self.respective(*_SUBJECTS) or self.place.nearest(*_SUBJECTS)
        whose = [self.told.subject]
        if nearest is not None and not nearest.is_any(Kind.SUBJECT):
            whose = [(kind, nearest.name) for kind in _SUBJECTS if nearest.is_any(kind)]
        if turned:
            return any(self.is_turned(who, *measures) for who in whose for measures in _NOW_AND_BEFORE)
        return any(self.any(who, *(_BEFORE if self.is_before else _COUNTED)) for who in whose)

    def is_turned(self, who: Who, measure: Measure, earlier: Measure) -> bool:
        """Return whether something was what the number says before, and has turned as the words say."""
        before = self.told.numbers(who, earlier)
        return self.value in before and self.turns_as_said(self.told.numbers(who, measure), before)

    def is_told(self, counted: Counted) -> bool:
        check = {
            Noun.PERCENT: self.percent,
            Noun.POINTS: self.score,
            Noun.SCORE: self.score,
            Noun.COMPLETENESS: self.completeness,
            Noun.INTENT: self.intent,
            Noun.ACTIVITIES: self.activities,
            Noun.PEOPLE: self.people,
            Noun.ROLES: self.roles,
        }.get(counted.noun)
        if check is not None:
            return check(counted)
        return self.any(self.told.subject, *MEASURES_OF_NOUN.get(counted.noun, ()))

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
        if self.carried.group is not None and Kind.GROUP in kinds and _THAT_GROUP.search(self.place.sentence_left):
            return [self.carried.group]
        return [self.told.subject]

    def respective(self, *kinds: str) -> Mention | None:
        """Return the name that a number belongs to by its place: "A, B and C with scores of 3, 2 and 1"."""
        sentence = self.place.sentence
        for run in runs(sentence, MentionKind.NUMBER):
            if self.number in run and len(run) > 1:
                named = [mention for mention in sentence.mentions if mention.is_any(*kinds)]
                ordered = [named] if _RESPECTIVELY.search(sentence.text, run[-1].end, sentence.end) else []
                for names in (*ordered, *runs(sentence, *kinds)):
                    if len(names) == len(run) and names[-1].end <= run[0].start:
                        return names[run.index(self.number)]
        return None

    # whether now or before, up or down

    @property
    def is_before(self) -> bool | None:  # noqa: PLR0911 - each way in which words tell of the time
        """Whether an earlier number is meant; ``None`` where the words leave it open."""
        place = self.place
        if NOW.search(place.left) or _TODAY.search(place.right_alone):
            return False
        following = place.next
        if following is not None and _TO.fullmatch(place.gap(place.mention, following)):
            return True  # "11 to 14"
        if place.mention.depth and _WAS.fullmatch(place.left):
            return True  # "75 (was 87)"
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
            if first_noun(behind.right_alone[:_NEAR]) in {Noun.DAYS, Noun.WEEKS}:
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
            by = place.left.rstrip().casefold().endswith("by")
            words = place.clause if by and not _DIRECTED.search(place.left) else place.left
            return _direction(words)
        if place.mention.value is not None and NOUNS[Noun.POINTS].match(place.right.lstrip()):
            return _direction(place.left) or _direction(place.right_alone)
        return None

    # each noun

    def any(self, who: Who, *measures: Measure) -> bool:
        return any(value == self.value for value in self.told.numbers(who, *measures))

    def score(self, counted: Counted) -> bool:  # noqa: ARG002 - each noun's check takes it
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

    def completeness(self, counted: Counted) -> bool:  # noqa: ARG002 - each noun's check takes it
        value = round(self.value) if self.number.percent else self.value  # "two thirds"
        return value in self.told.numbers(self.told.subject, Measure.COMPLETENESS)

    def intent(self, counted: Counted) -> bool:  # noqa: ARG002 - each noun's check takes it
        value = self.value / 100 if self.number.percent else self.value
        strengths = [
            strength for who in self.who(Kind.PRODUCT) for strength in self.told.numbers(who, Measure.INTENT_STRENGTH)
        ]
        return any(abs(strength - value) <= _ROUNDING for strength in strengths)

    def percent(self, counted: Counted) -> bool:
        place = self.place
        behind = place.sentence.text[self.number.end : place.sentence.end]
        nearest = (
            first_noun(place.right_alone)
            or last_noun(place.left)
            or last_noun(place.sentence_left)
            or first_noun(behind)
        )
        if nearest == Noun.INTENT or (place.nearest(Kind.PRODUCT) is not None and nearest != Noun.COMPLETENESS):
            return self.intent(counted)
        if ACTIVE.search(place.clause) or SILENT.search(place.clause):
            facts = self.told.facts
            share = 100 * facts.number_of_active_people / max(facts.number_of_people, 1)
            silent = bool(SILENT.search(place.clause)) != bool(NEGATION.search(place.clause))
            return abs((100 - share if silent else share) - self.value) <= _HALF
        return nearest in {Noun.COMPLETENESS, Noun.SCORE, Noun.ROLES, Noun.PEOPLE, Noun.PERCENT} and self.completeness(
            counted
        )

    def activities(self, counted: Counted) -> bool:
        if counted.item is not None:
            whose = [counted.item]
        elif self.place.mention.depth and (opened := self.place.opened_by(Kind.ACTIVITY_TYPE)) is not None:
            whose = [(Kind.ACTIVITY_TYPE, opened.name)]
        else:
            whose = self.who(Kind.PERSON, Kind.TOPIC)
            if is_part(self.place):
                whose += [(Kind.ACTIVITY_TYPE, m.name) for m in self.in_part() if m.is_any(Kind.ACTIVITY_TYPE)]
        before = self.place.predecessor()
        if before is not None and OF.fullmatch(self.place.gap(before, self.number)):
            whose = [self.told.subject]  # "7 of the 30 activities"
        direction = self.direction
        for who in whose:
            now = self.told.numbers(who, Measure.ACTIVITIES)
            then = self.told.numbers(who, Measure.ACTIVITIES_BEFORE)
            if direction is not None:
                if now and then and direction * self.value == now[0] - then[0]:
                    return True
            elif self.value in self.timely(now, then):
                return not self.is_before or self.turns_as_said(now, then)
        return False

    def in_part(self) -> list[Mention]:
        """Return what is mentioned in the part of the sentence that the number stands in."""
        text, number = self.place.sentence.text, self.number
        ends = [found.start() for found in re.finditer(r"[;:\n]", text)]
        start = max((end for end in ends if end < number.start), default=-1)
        end = min((end for end in ends if end >= number.end), default=len(text))
        return [mention for mention in self.place.sentence.mentions if start < mention.start < end]

    def turns_as_said(self, now: list[float], before: list[float]) -> bool:
        said = _direction(self.place.left)
        return said is None or not now or (now[0] > before[0]) == (said > 0)

    def people(self, counted: Counted) -> bool:  # noqa: PLR0911 - each thing that people are counted for
        place, subject = self.place, self.told.subject
        if counted.item is not None:
            return self.role(counted.item)
        before = place.predecessor()
        if before is not None and OF.fullmatch(place.gap(before, self.number)):
            role = place.nearest(Kind.ROLE)
            if role is not None and role.start >= place.start:
                return self.any((Kind.ROLE, role.name), Measure.REQUIRED)
            return self.any(subject, Measure.PEOPLE)
        if self.carried.topic is not None and _THIS_TOPIC.search(place.clause):
            return self.any(self.carried.topic, Measure.PEOPLE)
        topic = place.nearest(Kind.TOPIC)
        touched = topic is not None and self.any((Kind.TOPIC, topic.name), Measure.PEOPLE)
        if touched or (topic is not None and (place.mention.depth or topic.start >= place.start)):
            return touched
        if MISSING.search(place.clause):
            return self.missing()
        if ACTIVE.search(place.clause) or SILENT.search(place.clause):
            rest = SILENT.sub("", place.right_alone)
            negated = bool(NEGATION.search(rest)) != bool(SILENT.search(place.clause))
            return self.any(subject, Measure.SILENT_PEOPLE if negated else Measure.ACTIVE_PEOPLE)
        role = place.nearest(Kind.ROLE)
        is_filled = _FILLED.search(place.sentence_left)
        if role is not None and (role.start >= place.start or is_filled or REQUIRED.search(place.clause)):
            return self.role((Kind.ROLE, role.name))
        return self.any(subject, Measure.PEOPLE) or self.is_of_whole_sentence()

    def is_of_whole_sentence(self) -> bool:
        """Return whether as many people are active or silent, where another clause says that it is about these."""
        text = self.place.sentence.text[self.place.sentence.start : self.place.sentence.end]
        if is_part(self.place) and NOUNS[Noun.ACTIVITIES].search(text):
            return self.any(self.told.subject, Measure.ACTIVE_PEOPLE)  # "30 activities from 9 of its 14 people"
        said = ((ACTIVE, Measure.ACTIVE_PEOPLE), (SILENT, Measure.SILENT_PEOPLE))
        return any(cue.search(text) and self.any(self.told.subject, measure) for cue, measure in said)

    def missing(self) -> bool:
        role = self.place.nearest(Kind.ROLE)
        if role is not None:
            return self.any((Kind.ROLE, role.name), Measure.MISSING)
        return int(self.value) == sum(item.missing for item in self.told.facts.roles)

    def role(self, role: Who) -> bool:
        place = self.place
        before = place.predecessor()
        if before is not None and OF.fullmatch(place.gap(before, self.number)):
            return self.any(role, Measure.REQUIRED)
        if MISSING.search(place.clause) or (place.mention.depth and MISSING.search(place.sentence_left)):
            return self.any(role, Measure.MISSING)
        following = place.next
        if (
            following is not None
            and following.is_any(MentionKind.NUMBER)
            and OF.fullmatch(place.gap(self.number, following))
        ):
            return self.any(role, Measure.ASSIGNED)
        if REQUIRED.search(place.clause):
            return self.any(role, Measure.REQUIRED)
        if MISSING.search(place.sentence.text, place.sentence.start, place.sentence.end):
            return self.any(role, Measure.MISSING, Measure.ASSIGNED)
        return self.any(role, Measure.ASSIGNED)

    def roles(self, counted: Counted) -> bool:  # noqa: ARG002 - each noun's check takes it
        place = self.place
        before = place.predecessor()
        if before is not None and OF.fullmatch(place.gap(before, self.number)):
            return self.any(self.told.subject, Measure.ROLES)  # "2 of 6 roles lack people"
        if MISSING.search(place.clause) or "gap" in place.right or "vacan" in place.right:
            total = sum(item.missing for item in self.told.facts.roles)
            return self.any(self.told.subject, Measure.MISSING_ROLES) or int(self.value) == total
        if self.told.facts.subject is SummarySubject.PERSON:
            return self.any(self.told.subject, Measure.GROUPS)
        return self.any(self.told.subject, Measure.ROLES)


_ENUMERATED = {
    Noun.PEOPLE: Kind.PERSON,
    Noun.GROUPS: Kind.GROUP,
    Noun.ROLES: Kind.ROLE,
    Noun.TOPICS: Kind.TOPIC,
    Noun.PRODUCTS: Kind.PRODUCT,
}
_SUBJECTS = (Kind.PERSON, Kind.GROUP, Kind.TOPIC, Kind.PRODUCT, Kind.ROLE, Kind.ACTIVITY_TYPE, Kind.SUBJECT)
_NOW_AND_BEFORE = (
    (Measure.SCORE, Measure.SCORE_BEFORE),
    (Measure.ACTIVITIES, Measure.ACTIVITIES_BEFORE),
)
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
