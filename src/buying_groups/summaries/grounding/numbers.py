"""
Numbers: whether the facts say what the numbers of a sentence claim.

Each number may state some facts (see `claims`). A sentence is supported if each of its numbers can state one, no two
the same, and none that would cross another: of two scores the first is that of the person who is named first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..readings import Measure
from .claims import WHOLE, Number
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

_MOST_NUMBERS = 50  # in a sentence, and
_MOST_STEPS = 10_000  # in assigning them: a text that has more is no summary


def unsupported_numbers(told: Told, sentence: Sentence, carried: Carried) -> list[Mention]:
    """Return the numbers of a sentence that state no fact, or the first that the others leave none."""
    scope = Scope(told, sentence, carried)
    mentions = [mention for mention in sentence.mentions if mention.is_any(MentionKind.NUMBER)]
    if len(mentions) > _MOST_NUMBERS:
        return mentions
    numbers = [Number(scope, Place(sentence, mention)) for mention in mentions]
    options = [number.claims() for number in numbers]
    alone = [number.mention for number, claims in zip(numbers, options, strict=True) if not claims]
    if alone:
        return alone
    search = _Assignment(scope, numbers, options)
    return [] if search.succeeds() else [numbers[search.furthest].mention]


class _Pair(NamedTuple):
    """
    What the words say of two numbers of which the one stands before the other.
    """

    leads: bool
    is_part: bool
    is_whole: bool
    same_name: bool
    alike: bool

    @classmethod
    def of(cls, number: Number, later: Number) -> _Pair:
        return cls(
            leads=number.leads_to(later),
            is_part=number.is_part_of(later),
            is_whole=later.is_part_of(number),
            same_name=number.has_the_name_of(later),
            alike=number.is_guessed_like(later),
        )


class _Assignment:
    """
    Looks for one claim for each number such that they agree with each other.
    """

    def __init__(self, scope: Scope, numbers: Sequence[Number], options: Sequence[Sequence[Claim]]) -> None:
        self.scope = scope
        self.options = options
        self.pairs = [[_Pair.of(number, later) for number in numbers[:index]] for index, later in enumerate(numbers)]
        self.furthest = 0
        self.steps = 0

    def succeeds(self, chosen: Sequence[Claim] = ()) -> bool:
        index = len(chosen)
        if index == len(self.options):
            return True
        self.furthest = max(self.furthest, index)
        for claim in self.options[index]:
            self.steps += 1
            if self.steps > _MOST_STEPS:
                return False
            if self.agrees(chosen, claim) and self.succeeds((*chosen, claim)):
                return True
        return False

    def agrees(self, chosen: Sequence[Claim], claim: Claim) -> bool:
        pairs = zip(self.pairs[len(chosen)], chosen, strict=True)
        return claim is FREE or all(earlier is FREE or self.fits(pair, earlier, claim) for pair, earlier in pairs)

    def fits(self, pair: _Pair, claim: Claim, second: Claim) -> bool:
        """Return whether two numbers of a sentence can state two claims."""
        noun, other = NOUN_OF[claim.measure], NOUN_OF[second.measure]
        if claim == second:
            return noun in {Noun.DAYS, Noun.WEEKS} or pair.same_name
        if pair.is_part and claim.value > second.value and claim.measure is not Measure.ASSIGNED:
            return False  # "7 of 5 members"; "3 of 2 Champions" may be
        if (
            pair.is_whole
            and second.value > claim.value
            and claim.measure in WHOLE
            and claim.who == self.scope.told.subject
        ):
            return False  # "5 members, 7 of whom"
        if pair.alike and noun != other:
            return False  # "Ada Berg (73), Bo Ek (60)"
        if pair.leads:
            return noun == other and claim.who == second.who  # "from 60 to 73"
        return claim.measure is not second.measure or self.in_order(claim, second)

    def in_order(self, claim: Claim, second: Claim) -> bool:
        """Return whether who is named first has the first number."""
        first, later = self.scope.mentions[claim.who], self.scope.mentions[second.who]
        if claim.who == second.who or claim.who[0] != second.who[0] or not first or not later:
            return True
        return first[0].start < later[-1].start
