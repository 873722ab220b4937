"""
Ledger scorer: the model and the scale with which ledgers are scored.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cached_property

import attrs

from .._reprs import brief
from ._kept import Window
from .person_scoring import scale_weights
from .scale import Scale, scaled
from .weighting import WeightingModel


__all__ = ["LedgerScorer"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class LedgerScorer:
    """
    A weighting model and a scale, brought together once to score any number of people and groups from ledgers.

    Attributes
    ----------
    model : WeightingModel
        How much each type of activity counts.
    scale : Scale
        The tenant-wide facts, made with this model; its `as_of` is the moment that is scored for.

    Raises
    ------
    ScaleMismatchError
        When the scale was made with another model.
    """

    model: WeightingModel
    scale: Scale

    def __attrs_post_init__(self) -> None:
        self.scale.require(model=self.model, as_of=self.scale.as_of, time_zone=self.scale.time_zone)

    @cached_property
    def window(self) -> Window:
        """What of a ledger counts."""
        return Window.until(self.scale.as_of, self.scale.look_back_days)

    @cached_property
    def _weights(self) -> tuple[tuple[str, float], ...]:
        return tuple(scale_weights(self.model, self.scale).items())

    def person(self, totals: Mapping[str, int]) -> float:
        """
        Return the score of a person.

        Parameters
        ----------
        totals : mapping of str to int
            The person's capped count of each type; types that do not count are passed over.
        """
        total = 0.0
        for name, weight in self._weights:  # in the order of the types' names, as everywhere
            if name in totals:
                total += totals[name] * weight
        return scaled(total, self.scale.largest_person_sum)

    def group(self, scores: Iterable[float]) -> float:
        """
        Return the score of a group.

        Parameters
        ----------
        scores : iterable of float
            Each member's score times the weight of the member's role in the group.
        """
        return scaled(math.fsum(scores), self.scale.largest_group_sum)
