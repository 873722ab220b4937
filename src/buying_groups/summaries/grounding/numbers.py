"""
Numbers: whether the facts say what the numbers of a sentence claim.

Each number may state some facts (see `claims`). A sentence is supported if each of its numbers can state one, no two
the same, and none that would cross another: of two scores the first is that of the person who is named first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..readings import Measure
from .claims import Number
from .context import Place
from .lexicon import Noun
from .mentions import MentionKind
from .scope import FREE, NOUN_OF, Scope


if TYPE_CHECKING:
    from collections.abc import Sequence

    from .context import Told
    from .mentions import Mention, Sentence
    from .scope import Carried, Claim


__all__ = ["unsupported_numbers"]

_MOST_STEPS = 10_000  # a text that would need more is no summary


def unsupported_numbers(told: Told, sentence: Sentence, carried: Carried) -> list[Mention]:
    """Return the numbers of a sentence that state no fact, or the first that the others leave none."""
    scope = Scope(told, sentence, carried)
    numbers = [Number(scope, Place(sentence, m)) for m in sentence.mentions if m.is_any(MentionKind.NUMBER)]
    has_before = any(number.timing.is_before for number in numbers)
    options = [(number, number.claims(has_before=has_before)) for number in numbers]
    alone = [number.mention for number, claims in options if not claims]
    if alone:
        return alone
    search = _Assignment(scope, options)
    return [] if search.succeeds([]) else [numbers[search.furthest].mention]


class _Assignment:
    """
    Looks for one claim for each number such that they agree with each other.
    """

    def __init__(self, scope: Scope, options: Sequence[tuple[Number, Sequence[Claim]]]) -> None:
        self.scope = scope
        self.options = options
        self.furthest = 0
        self.steps = 0

    def succeeds(self, chosen: list[Claim]) -> bool:
        index = len(chosen)
        if index == len(self.options):
            return True
        self.furthest = max(self.furthest, index)
        self.steps += 1
        if self.steps > _MOST_STEPS:
            return False
        return any(self.agrees(chosen, claim) and self.succeeds([*chosen, claim]) for claim in self.options[index][1])

    def agrees(self, chosen: Sequence[Claim], claim: Claim) -> bool:
        if claim is FREE:
            return True
        number = self.options[len(chosen)][0]
        pairs = zip(self.options, chosen, strict=False)
        return all(
            earlier is FREE or self.are_together((other, earlier), (number, claim)) for (other, _), earlier in pairs
        )

    def are_together(self, one: tuple[Number, Claim], other: tuple[Number, Claim]) -> bool:
        (number, claim), (later, second) = one, other
        noun = NOUN_OF[claim.measure]
        if claim == second:
            return noun in {Noun.DAYS, Noun.WEEKS} or number.has_the_name_of(later)
        alike = NOUN_OF[second.measure] == noun
        if number.is_part_of(later) and claim.value > second.value and claim.measure is not Measure.ASSIGNED:
            return False  # "7 of 5 members"; "3 of 2 Champions" may be
        if later.is_part_of(number) and second.value > claim.value:
            return False
        if number.leads_to(later):
            return alike and claim.who == second.who  # "from 60 to 73"
        if number.is_guessed_like(later) and not alike:
            return False  # "Ada Berg (73), Bo Ek (60)"
        return claim.measure is not second.measure or self.in_order(claim, second)

    def in_order(self, claim: Claim, second: Claim) -> bool:
        mentions = self.scope.mentions
        first, later = mentions[claim.who], mentions[second.who]
        if claim.who == second.who or claim.who[0] != second.who[0] or not first or not later:
            return True
        return any(one.start < other.start for one in first for other in later)
