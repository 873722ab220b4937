"""
Relations: what a text says of names beside numbers, and whether a fact says so.

Who has which role and title, who comes first, which topics are trending, which roles lack people, how high intent is,
who was silent, and whose moment it was on which day.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ...intent.report import IntentLevel
from ..facts import SummarySubject
from ..readings import Kind, Measure
from .context import Place, runs
from .lexicon import (
    ACTIVE,
    LEVEL_CONTEXT,
    LEVELS,
    MISSING,
    MOST,
    NEGATION,
    SILENT,
    TOPICS,
    TRENDING,
    words,
)
from .mentions import Mention, MentionKind, place_of


if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..facts import Moment
    from .context import Told, Who
    from .mentions import Sentence
    from .scope import Carried


__all__ = ["unsupported_relations"]

_APPOSITION = re.compile(
    r"[\s,“”\"–—-]*(?:\(|who is|is|are|was|as|serves as|acts as|remains|a|an|the|our|their|its|"
    r"in the role(?: of)?|role|and|"
    r"[\s,“”\"])*",
    re.IGNORECASE,
)
_IN_GROUP = re.compile(
    r"\s*(?:\((?:as )?|in (?:the )?(?:buying )?(?:group )?|of (?:the )?(?:buying group )?|for |on |:\s*|as )\s*",
    re.IGNORECASE,
)
_ALL_FILLED = words(
    r"(?:every|each) (?:required )?role is (?:filled|covered|staffed)",
    r"(?:all|no) (?:required )?roles? (?:are|is) (?:filled|missing|open)",
    "fully staffed", "no gaps", "nobody is missing",
)  # fmt: skip
_NOT_YET = re.compile(
    r"(?:not|n['\u2019]t)(?: yet)?\s*$|(?<!\w)(?:before|until|till|once|when|if|to be|to become|to get)(?!\w)[^,;.]*$",
    re.IGNORECASE,
)
_LIST_OPENS = re.compile(r":|\s[–—]\s|(?<!\w)(?:namely|such as|including|these are)(?!\w)", re.IGNORECASE)
_LAST = words(
    "last (?:activity|action|interaction|one|active|seen|heard|recorded|logged|touch|in touch|engaged|contact)",
    "most recent (?:activity|action|interaction|one)",
    "latest (?:activity|action|interaction|one)",
)
_FOLLOWED = words("followed by", "ahead of", "then come", "next come", "behind (?:her|him|them) (?:is|are|come)")
_STRONGEST = re.compile(
    r"(?<!\w)(?:(?:strongest|highest) (?:buying )?(?:intent|interest)|most interested)"
    r"(?:(?: is)?(?: for| in| towards?)|:)?\W*",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"group(?: that decides)?(?: (?:at|of|in|from) ʒ+)? (?:for|on|around|about)\W*$"
    r"|(?:solution interest|deal)(?: is| on| around| for| about|:)?\W*$",
    re.IGNORECASE,
)
_ITS_GROUP = re.compile(r"[”\"\u2019]?,? (?:buying )?(?:group|committee|deal)(?!\w)", re.IGNORECASE)
_IS = re.compile(
    r"[”\"\u2019]?,? (?:(?:it|the|its|level|intent|strength|interest|signals?) )*"
    r"(?:is|are|remains?|stays?|reads|shows?)(?: \w+){0,3} ",
    re.IGNORECASE,
)
_PREDICATE = re.compile(r"(?<!\w)(?:is|are|was|were)(?: \w+){0,2} $|[”\"]?, (?:an?|the|all|both) $", re.IGNORECASE)
_LEVEL_OF = {"strong": "high", "moderate": "medium", "weak": "low"}


def unsupported_relations(told: Told, sentence: Sentence, carried: Carried) -> Iterator[tuple[Mention, str]]:
    """Yield the mentions of which a sentence says what no fact does, with what it says."""
    relations = _Relations(told, sentence, carried)
    yield from relations.roles_and_titles()
    yield from relations.missing_roles()
    yield from relations.first()
    yield from relations.trending()
    yield from relations.levels()
    yield from relations.strongest()
    yield from relations.silence()
    yield from relations.moments()
    yield from relations.decided()
    yield from relations.dates()


class _Relations:
    def __init__(self, told: Told, sentence: Sentence, carried: Carried) -> None:
        self.told = told
        self.sentence = sentence
        self.carried = carried
        self.text = sentence.text[sentence.start : sentence.end]

    def of(self, *kinds: str) -> list[Mention]:
        return [mention for mention in self.sentence.mentions if mention.is_any(*kinds)]

    def says(self, who: Who, measure: Measure, value: str) -> bool:
        return any(str(fact).casefold() == value.casefold() for fact in self.told.values(who, measure))

    def found(self, match: re.Match[str]) -> Mention:
        """Return the place of what was found in the text of the sentence."""
        return place_of(self.sentence.start + match.start(), self.sentence.start + match.end(), match[0])

    def gap(self, one: Mention, other: Mention) -> str:
        return self.sentence.text[one.end : other.start]

    def roles_and_titles(self) -> Iterator[tuple[Mention, str]]:
        for mention in self.of(Kind.ROLE, MentionKind.TITLE):
            holders = self.holders(mention)
            if not holders:
                continue
            if not all(any(self.is_held(mention, kind, holder) for kind in (*mention.kinds,)) for holder in holders):
                yield mention, f"{mention.name} is not what the facts call {holders[0].name}"

    def is_held(self, mention: Mention, kind: str, holder: Mention) -> bool:
        if kind == MentionKind.TITLE and holder.is_any(Kind.PERSON):
            return self.says((Kind.PERSON, holder.name), Measure.JOB_TITLE, mention.name)
        if kind != Kind.ROLE:
            return False
        if holder.is_any(Kind.GROUP):
            return self.says((Kind.GROUP, holder.name), Measure.ROLE, mention.name)
        if self.told.facts.subject is SummarySubject.PERSON:
            return any(group.role == mention.name for group in self.told.facts.groups)
        return self.says((Kind.PERSON, holder.name), Measure.ROLE, mention.name)

    def holders(self, mention: Mention) -> list[Mention]:
        person = self.told.facts.subject is SummarySubject.PERSON
        if person and mention.is_any(Kind.ROLE):
            for group in self.of(Kind.GROUP):
                one, other = sorted((mention, group), key=lambda each: each.start)
                if _IN_GROUP.fullmatch(self.gap(one, other)):
                    return [group]
        for run in runs(self.sentence, Kind.PERSON):
            if run[0].start >= mention.end and re.fullmatch(r"[\s,:“”\"]*", self.gap(mention, run[0])):
                return run if mention.end - mention.start > len(mention.name) else run[:1]  # "Champions Ada and Bo"
        before = [other for other in self.of(Kind.PERSON) if other.end <= mention.start]
        if before and not self.between(before[-1], mention):
            gap = self.gap(before[-1], mention)
            if self.of(MentionKind.TITLE):
                gap = re.sub(r",? ʒ[ʒ ]*", "", gap) or gap  # "Ada Berg, CTO and Champion"
            if _APPOSITION.fullmatch(gap):
                return [before[-1]]
        opened = Place(self.sentence, mention).opened_by(Kind.PERSON)
        if opened is not None:
            return [opened]
        people, counted = self.of(Kind.PERSON), re.search(r"ʒ\s*[“\"]?$", self.sentence.text[: mention.start])
        alone = len(people) == 1 and not counted and not self.of(Kind.GROUP) and not MISSING.search(self.text)
        return people if alone and not person else []

    def between(self, one: Mention, other: Mention) -> bool:
        return any(
            one.end <= each.start < other.start and each.is_any(Kind.ROLE, Kind.GROUP, Kind.SUBJECT)
            for each in self.sentence.mentions
        )

    def missing_roles(self) -> Iterator[tuple[Mention, str]]:
        filled = _ALL_FILLED.search(self.text)
        negated = filled and _NOT_YET.search(self.text[: filled.start()])
        if filled and not negated and self.told.facts.missing_roles:
            yield self.found(filled), "some required roles lack people"
        for run in runs(self.sentence, Kind.ROLE):
            place = Place(self.sentence, run[0])
            around = self.sentence.text[place.start : Place(self.sentence, run[-1]).end]
            before = self.sentence.text[self.sentence.start : run[0].start]
            listed = _LIST_OPENS.search(before) and MISSING.search(before)
            if not (MISSING.search(around) or listed) or NEGATION.search(around):
                continue
            for role in run:
                if not self.holders(role) and not self.told.numbers((Kind.ROLE, role.name), Measure.MISSING):
                    yield role, f"the role {role.name} does not lack people"

    def first(self) -> Iterator[tuple[Mention, str]]:  # noqa: C901 - who comes first, and who next
        for found in MOST.finditer(self.sentence.text, self.sentence.start, self.sentence.end):
            behind = self.sentence.text[found.end() : found.end() + 12]
            before = self.sentence.text[self.sentence.start : found.start()].casefold()
            if TOPICS.search(behind) or LEVEL_CONTEXT.search(behind) or found[0].casefold() == "ahead of":
                continue
            run = self.bound_run(found, Kind.PERSON, Kind.GROUP)
            if run is None:
                if (
                    found[0].casefold().endswith("most engaged")
                    and self.told.facts.subject is not SummarySubject.PERSON
                ):
                    yield place_of(found.start(), found.end(), found[0]), "nobody of the facts is named"
                continue
            ordinal = re.search(r"(?<!\w)(?:(2|second)|(3|third)|(4|fourth)|(5|fifth))(?:nd|rd|th)?[ -]$", before)
            if ordinal:
                if self.rank(run[-1]) != (ordinal.lastindex or 0) + 1:
                    yield run[-1], f"{run[-1].name} does not come {ordinal[0].strip()}"
                continue
            ranks = [self.rank(mention) for mention in run]
            if min(ranks) != 1 or max(ranks) > len(run):
                wrong = next((mention for mention, rank in zip(run, ranks, strict=True) if rank > len(run)), run[0])
                yield wrong, f"{wrong.name} is not the most engaged"
        for found in _FOLLOWED.finditer(self.sentence.text, self.sentence.start, self.sentence.end):
            for run in runs(self.sentence, Kind.PERSON, Kind.GROUP):
                if run[0].start >= found.end() and run[0].start - found.end() <= _NEXT:
                    for mention in run:
                        if not 1 < self.rank(mention) < _UNRANKED:
                            yield mention, f"{mention.name} does not come next"

    def rank(self, mention: Mention) -> int:
        kinds = [kind for kind in (Kind.PERSON, Kind.GROUP) if mention.is_any(kind)]
        ranks = [rank for kind in kinds for rank in self.told.numbers((kind, mention.name), Measure.RANK)]
        return int(min(ranks, default=_UNRANKED))

    def bound_run(self, cue: re.Match[str], *kinds: str) -> list[Mention] | None:
        """
        Return the enumeration that a cue is about: that before it in its clause, else the next one.
        """
        before = [run for run in runs(self.sentence, *kinds) if run[-1].end <= cue.start()]
        after = [run for run in runs(self.sentence, *kinds) if run[0].start >= cue.end()]
        if before:
            gap = re.sub(r"\([^()]*\)", "", self.sentence.text[before[-1][-1].end : cue.start()])
            alone = len(before) == 1 and not after
            if not re.search(r"[;:—]|(?<!\w)(?:while|but|whereas)(?!\w)", gap) and (alone or len(gap) <= _NEXT * 2):
                return before[-1]
        return after[0] if after else None

    def trending(self) -> Iterator[tuple[Mention, str]]:
        for found in TRENDING.finditer(self.sentence.text, self.sentence.start, self.sentence.end):
            after = [run for run in runs(self.sentence, Kind.TOPIC) if run[0].start >= found.end()]
            topics = any(topic.end <= found.start() for topic in self.of(Kind.TOPIC))
            said = topics and _PREDICATE.search(self.sentence.text, self.sentence.start, found.start())
            run = after[0] if after and not said else self.bound_run(found, Kind.TOPIC)
            for topic in run or ():
                if not self.told.values((Kind.TOPIC, topic.name), Measure.TRENDING):
                    yield topic, f"the topic {topic.name} is not trending"

    def levels(self) -> Iterator[tuple[Mention, str]]:
        if not LEVEL_CONTEXT.search(self.text):
            return
        products = self.of(Kind.PRODUCT)
        found = list(LEVELS.finditer(self.sentence.text, self.sentence.start, self.sentence.end))
        for index, level in enumerate(found):
            text = self.sentence.text
            end = found[index + 1].start() if index + 1 < len(found) else self.sentence.end
            start = found[index - 1].end() if index else self.sentence.start
            end = text.find(";", level.end(), end) if ";" in text[level.end() : end] else end
            start = max(text.rfind(";", start, level.start()), start)
            after = [product for product in products if level.end() <= product.start < end]
            before = [product for product in products if start <= product.start < level.start()]
            direct = (
                re.match(
                    r"[\s\w]{0,20}(?:for|in|towards?|on)\s*[“\"]?$", self.sentence.text[level.end() : after[0].start]
                )
                if after
                else None
            )
            if self.sentence.text[: level.start()].casefold().endswith("how "):
                continue
            name = _LEVEL_OF.get(level[0].casefold(), level[0].casefold())
            following = found[index + 1] if index + 1 < len(found) else None
            after = [product for product in after if following is None or not self.is_what(product, following)]
            for product in after if direct or not before else before[-1:]:
                if not self.says((Kind.PRODUCT, product.name), Measure.INTENT_LEVEL, IntentLevel(name)):
                    yield product, f"intent for {product.name} is not {name}"

    def is_what(self, product: Mention, level: re.Match[str]) -> bool:
        """Return whether a level is said of a product before it: "for Gateway it is medium"."""
        return _IS.fullmatch(self.sentence.text[product.end : level.start()]) is not None

    def strongest(self) -> Iterator[tuple[Mention, str]]:
        strengths = [item.strength for item in self.told.facts.intent if item.strength is not None]
        for found in _STRONGEST.finditer(self.sentence.text, self.sentence.start, self.sentence.end):
            after = [each for each in self.of(Kind.PRODUCT) if each.start == found.end()]
            for product in after or (self.bound_run(found, Kind.PRODUCT) or [])[:1]:
                if max(strengths, default=None) not in self.told.numbers(
                    (Kind.PRODUCT, product.name), Measure.INTENT_STRENGTH
                ):
                    yield product, f"intent for {product.name} is not the strongest"

    def silence(self) -> Iterator[tuple[Mention, str]]:
        if self.told.facts.subject is SummarySubject.PERSON or self.of(MentionKind.WORDS):
            return
        for person in self.of(Kind.PERSON):
            place = Place(self.sentence, person)
            clause = place.clause if not person.depth else ""
            number = self.told.numbers((Kind.PERSON, person.name), Measure.ACTIVITIES)
            silent = SILENT.search(clause) or (ACTIVE.search(clause) and NEGATION.search(clause))
            if silent and number and min(number) > 0:
                yield person, f"{person.name} was active"
            elif (
                not silent
                and ACTIVE.search(place.right_alone)
                and number
                and max(number) == 0
                and not MOST.search(clause)
            ):
                yield person, f"{person.name} was not active"

    def moments(self) -> Iterator[tuple[Mention, str]]:
        for said in self.of(MentionKind.WORDS):
            owner = self.owner(said)
            known = [item for item in self.told.facts.moments if item.description == said.name]
            if owner is not None and not any(item.name == owner for item in known):
                yield said, f"this was not an interesting moment of {owner}"

    def owner(self, said: Mention) -> str | None:
        if self.told.facts.subject is SummarySubject.PERSON:
            return self.told.facts.name
        people = self.of(Kind.PERSON)
        before = [person for person in people if person.end <= said.start]
        if before:
            return before[-1].name
        return people[0].name if people else None

    def decided(self) -> Iterator[tuple[Mention, str]]:
        known = self.told.facts.solution_interest
        if self.told.facts.subject is not SummarySubject.GROUP:
            return
        for product in self.of(Kind.PRODUCT):
            behind = _ITS_GROUP.match(self.sentence.text[product.end :])
            if known not in {None, product.name} and (behind or _DECIDED.search(self.sentence.text[: product.start])):
                yield product, f"the group does not decide on {product.name}"

    def dates(self) -> Iterator[tuple[Mention, str]]:
        facts = self.told.facts
        for mention in self.of(MentionKind.DATE):
            text = self.sentence.text
            start = max(text.rfind(";", self.sentence.start, mention.start), self.sentence.start)
            end = text.find(";", mention.end, self.sentence.end)
            part = text[start : end if end > 0 else self.sentence.end]
            moment, last = self.tells_of_moment(part), _LAST.search(part) is not None
            if self.text[: mention.start - self.sentence.start].casefold().endswith("as of "):
                days = [facts.day]
            else:
                days = [item.day for item in self.moments_meant(mention)] if moment or not last else []
                days += [day for day in (facts.last_activity,) if day is not None and (last or not moment)]
                days += [] if moment or last else [facts.day]
            if not any(_is_day(mention, day) for day in days):
                yield mention, "no fact has this date for it"

    def tells_of_moment(self, part: str) -> bool:
        if self.of(MentionKind.WORDS) or re.search(r"(?<!\w)moments?(?!\w)", part):
            return True
        return any(mention.name == "interesting_moment" for mention in self.of(Kind.ACTIVITY_TYPE))

    def moments_meant(self, day: Mention) -> list[Moment]:
        facts, said, days = self.told.facts, self.of(MentionKind.WORDS), self.of(MentionKind.DATE)
        if len(said) == len(days):
            said = [said[days.index(day)]]  # "on one day …, and on another day …"
        people = {person.name for person in self.of(Kind.PERSON)}
        if said:
            return [item for item in facts.moments if item.description == said[0].name]
        if people and facts.subject is not SummarySubject.PERSON:
            return [item for item in facts.moments if item.name in people]
        return list(facts.moments)


_NEXT = 25
_UNRANKED = 1_000


def _is_day(mention: Mention, day: date) -> bool:
    value = mention.value
    if not isinstance(value, date):
        return False
    if f"{MentionKind.DATE}:year" in mention.kinds:  # month and year
        return (value.year, value.month) == (day.year, day.month)
    if f"{MentionKind.DATE}:day" in mention.kinds:  # without a year
        return (value.month, value.day) == (day.month, day.day)
    return value == day
