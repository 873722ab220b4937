"""
Context: what the words around a mention say, and what the facts say of what is mentioned.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..facts import SummarySubject
from ..readings import Kind, Measure, readings
from .lexicon import CLAUSE_END
from .mentions import MentionKind
from .names import names_of


if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..facts import SummaryFacts
    from ..readings import Fact
    from .mentions import Mention, Sentence


__all__ = ["TIME", "Place", "Told", "Who", "runs"]

Who = tuple[str, str]  # the kind and the name of what a fact is about

_VERB = re.compile(
    r"\s*(?:(?:now|currently|also|still|already) )*"
    r"(?:has|have|had|is|are|was|were|scores?|stands?|holds?|reached)(?!\w)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?: points?)? \(\)")
_PARENTHESES = re.compile(r"\([^()]*\)")
_WITH = re.compile(r"\s*with(?!\w)", re.IGNORECASE)
_TOGETHER = re.compile(r".*(?<!\w)and", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"[^\n:]*:\s*\n")
TIME = re.compile(r"[\s-]*(?:days?|weeks?|months?)(?!\w)", re.IGNORECASE)
_WHERE = re.compile(
    r"(?<!\w)(?:in|within|at|for|across|leads?|tops?|(?:members?|people|persons?|part|interest) of)"
    r"(?: the)?(?: buying)?(?: group| account| company)?\s*$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?<!\w)(?:on|about|around|for|in|by|from|of|to|with|as|at|towards?)\W*(?:the |topic |role )*\W*$"
)


class Told:
    """
    The facts, to be looked up by what they are about.
    """

    def __init__(self, facts: SummaryFacts) -> None:
        self.facts = facts
        self.subject: Who = (_KINDS[facts.subject], facts.name)
        self._told = readings(facts)
        self.names = names_of(facts, self._told)
        self.activity_types = [item.activity_type for item in facts.activities]
        self._values: dict[tuple[Who, Measure], list[Fact]] = {}
        for fact in self._told:
            self._values.setdefault(((fact.kind, fact.about), fact.measure), []).append(fact)

    def values(self, who: Who, *measures: Measure) -> list[str | float]:
        """Return what the facts say of something, dates apart."""
        found = [fact.value for measure in measures for fact in self._values.get((who, measure), ())]
        return [value for value in found if isinstance(value, str | int | float)]

    def numbers(self, who: Who, *measures: Measure) -> list[float]:
        """Return the numbers that the facts give for something."""
        return [value for value in self.values(who, *measures) if not isinstance(value, str)]

    def measured(self, who: Who) -> Iterator[tuple[Measure, float]]:
        """Yield every number that the facts give for something, and by how much its activities have changed."""
        for (about, measure), facts in self._values.items():
            if about == who:
                for fact in facts:
                    if isinstance(fact.value, int | float):
                        yield measure, float(fact.value)
        now, before = self.numbers(who, Measure.ACTIVITIES), self.numbers(who, Measure.ACTIVITIES_BEFORE)
        if now and before:
            yield Measure.ACTIVITIES_CHANGE, now[0] - before[0]


_KINDS = {
    SummarySubject.GROUP: Kind.SUBJECT,
    SummarySubject.ACCOUNT: Kind.SUBJECT,
    SummarySubject.PERSON: Kind.PERSON,
}


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


class Place:
    """
    A mention in its sentence: the clause, the windows on both sides, the neighbours.
    """

    def __init__(self, sentence: Sentence, mention: Mention) -> None:
        self.sentence = sentence
        self.mention = mention
        text = sentence.text if mention.depth else _PARENTHESES.sub(_blank, sentence.text)
        self.text = text
        before = list(CLAUSE_END.finditer(text, sentence.start, mention.start))
        after = CLAUSE_END.search(text, mention.end, sentence.end)
        self.start = before[-1].end() if before else sentence.start
        self.end = after.start() if after else sentence.end
        numbers = [other for other in sentence.mentions if other.is_any(MentionKind.NUMBER) and other is not mention]
        left = max((other.end for other in numbers if other.end <= mention.start), default=self.start)
        right = min((other.start for other in numbers if other.start >= mention.end), default=self.end)
        self.left = text[max(self.start, left) : mention.start]
        self.right = text[mention.end : self.end]
        self.right_alone = text[mention.end : min(self.end, right)]
        self.clause = text[self.start : self.end]
        self.sentence_left = text[sentence.start : mention.start]
        self.sentence_right = text[mention.end : sentence.end]

    def gap(self, one: Mention, other: Mention) -> str:
        """Return the text between two mentions."""
        return self.sentence.text[one.end : other.start]

    @property
    def next(self) -> Mention | None:
        """The mention that follows."""
        return next((other for other in self.sentence.mentions if other.start >= self.mention.end), None)

    @property
    def lead(self) -> str:
        """The words that lead up to the mention: its clause, and what stands before a colon that opens this."""
        text = self.sentence.text
        heading = _HEADING.match(text, self.sentence.start, self.start)
        if heading:
            return heading[0] + self.left
        if text[self.sentence.start : self.start].rstrip().endswith(":"):
            opening = text.rfind("(", self.sentence.start, self.mention.start) if self.mention.depth else -1
            return text[max(self.sentence.start, opening) : self.mention.start]
        return self.left

    @property
    def previous_number(self) -> Mention | None:
        """The number before, in the same parentheses; one of days or weeks is none."""
        mention, text = self.mention, self.sentence.text
        before = [
            other
            for other in self.sentence.mentions
            if other.is_any(MentionKind.NUMBER)
            and other.end <= mention.start
            and other.depth == mention.depth
            and not TIME.match(text, other.end)
        ]
        if not before or (mention.depth and "(" in text[before[-1].end : mention.start]):
            return None
        return before[-1]

    @property
    def next_number(self) -> Mention | None:
        """The mention that follows, where it is a number."""
        following = self.next
        return following if following is not None and following.is_any(MentionKind.NUMBER) else None

    def of(self, mention: Mention) -> Place:
        """Return the place of another mention of the sentence."""
        return Place(self.sentence, mention)

    def opened_by(self, *kinds: str) -> Mention | None:
        """Return the mention that the parentheses stand behind."""
        if not self.mention.depth:
            return None
        opening = self.sentence.text.rfind("(", self.sentence.start, self.mention.start)
        before = [
            other
            for other in self.sentence.mentions
            if other.end <= opening and other.depth < self.mention.depth and other.is_any(*kinds)
        ]
        return before[-1] if before and self.sentence.text[before[-1].end : opening].strip(' ”"\u2019') == "" else None


def runs(sentence: Sentence, *kinds: str) -> Iterator[list[Mention]]:
    """
    Yield the mentions of some kinds in lists as they are enumerated: "A (1), B (2) and C".
    """
    run: list[Mention] = []
    for mention in (mention for mention in sentence.mentions if mention.is_any(*kinds)):
        if run and (mention.depth != run[-1].depth or not _enumerated(sentence.text[run[-1].end : mention.start])):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _enumerated(gap: str) -> bool:
    return re.fullmatch(r"[\s,;”“\"]*(?:and|or|&|as well as)?[\s”“\"]*", re.sub(r"\([^()]*\)", "", gap)) is not None
