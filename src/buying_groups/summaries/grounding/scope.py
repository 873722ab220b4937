"""
Scope: a sentence, and what the facts say of whom and what it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..readings import Kind, Measure
from .counted import nouns_in
from .lexicon import Noun, words


if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from .context import Told, Who
    from .mentions import Mention, Sentence


__all__ = ["FREE", "KINDS", "NOUN_OF", "Carried", "Claim", "Scope", "whom"]

KINDS = (Kind.PERSON, Kind.GROUP, Kind.TOPIC, Kind.PRODUCT, Kind.ROLE, Kind.ACTIVITY_TYPE)
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
    Measure.RANK: Noun.RANK,
}
"""What a measure counts, or is."""


_MEANS_AGAIN: Mapping[str, re.Pattern[str]] = {  # words by which what was named before is meant again
    Kind.PERSON: words("he", "she", "his", "her", "hers", "him", "they", "their", "them", "himself", "herself"),
    Kind.GROUP: words("groups?", "it", "its"),
    Kind.TOPIC: words("topic", "keyword", "subject", "theme", "it", "its"),
}


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
            meant = (who for mention in sentence.mentions for who in sorted(whom(mention)))
            return next((who for who in meant if who[0] == kind), None)

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
            for meant in sorted(whom(mention)):
                self.mentions.setdefault(meant, []).append(mention)
        names_nothing = not any(self.mentions.values())
        for who in carried:
            if who is not None and (names_nothing or self.means_again(who[0])):
                self.mentions.setdefault(who, [])
        self.claims = [
            Claim(who, measure, value)
            for who in self.mentions
            for measure, value in told.measured(who)
            if measure in NOUN_OF
        ]

    def means_again(self, kind: str) -> bool:
        """Return whether something of a kind is meant that another sentence has named."""
        sentence = self.sentence
        named = next((mention.start for mention in sentence.mentions if mention.is_any(kind)), sentence.end)
        return _MEANS_AGAIN[kind].search(sentence.text, sentence.start, named) is not None

    def names(self, *kinds: str) -> set[str]:
        """Return the names of some kinds that stand in the sentence."""
        return {mention.name for mention in self.sentence.mentions if mention.is_any(*kinds)}


def whom(mention: Mention) -> set[Who]:
    """Return everything that a mention may mean."""
    return {(kind, mention.name) for kind in KINDS if mention.is_any(kind)} | mention.also
