"""
Scoring people: what a person did, counted and capped, becomes an engagement score from 0 to 100.

``sum = Σ capped count · normalised weight`` over types and days; ``score = 100 · sqrt(sum / largest sum)``, where the
largest sum is that of the tenant's most engaged person. (`Scale.distance` says why the sums that are computed and
stored leave out the normaliser's divisor, which cancels out here.)
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

import attrs

from .._notebooks import ShownInNotebooks
from .._reprs import brief
from .counting import Counts, PersonCounts
from .explanation import PersonPart, points
from .scale import Scale, scale_of_types, scaled
from .weighting import WeightingModel


__all__ = ["PersonScore", "person_scale", "scale_weights", "score_people", "weighted_sum"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class PersonScore(ShownInNotebooks):
    """
    A person's engagement score, and what made it.

    Attributes
    ----------
    person_id : str
        The person.
    score : float
        The score, in [0, 100], unrounded.
    raw : float
        Σ capped count · weight, before normalisation; at least 0.
    is_clipped : bool
        Whether the sum is above the stored scale's largest, so that the score would be above 100.
    last_activity_at : datetime or None
        The person's last activity of any type up to the moment of the score, in the window or not.
    parts : tuple of PersonPart
        The score taken apart by type and day; their points add up to it.
    """

    person_id: str
    score: float
    raw: float
    is_clipped: bool
    last_activity_at: datetime | None
    parts: tuple[PersonPart, ...]

    @property
    def is_known(self) -> bool:
        """Whether any activity of the person is known; where none is, a score of 0 says nothing."""
        return self.last_activity_at is not None


def person_scale(counts: Counts, *, model: WeightingModel, as_of: datetime, time_zone: str) -> Scale:
    """
    Return the scale that the counts of a whole tenant make, with a largest sum of groups of 0.
    """
    activity_types = tuple(sorted({day.activity_type for person in counts.people.values() for day in person.days}))
    scale = scale_of_types(model, activity_types, as_of=as_of, time_zone=time_zone)
    weights = scale_weights(model, scale)
    sums = (weighted_sum(person.totals(), weights) for person in counts.people.values())
    return attrs.evolve(scale, largest_person_sum=max(sums, default=0.0))


def scale_weights(model: WeightingModel, scale: Scale) -> dict[str, float]:
    """
    Return `Scale.distance` of each type that counts, in the order of the types' names.
    """
    return {name: scale.distance(item.weight) for name, item in model.counted.items()}


def weighted_sum(totals: Mapping[str, int], weights: Mapping[str, float]) -> float:
    """
    Return Σ count · weight.

    Parameters
    ----------
    totals : mapping of str to int
        Capped count of each type that occurred, in the order of the types' names: sums are added in that order
        everywhere, so that they are equal to the last bit.
    weights : mapping of str to float
        Weight of each type.

    Examples
    --------
    >>> weighted_sum({"email_opened": 2, "page_views": 3}, {"email_opened": 30.0, "page_views": 40.0})
    180.0
    """
    total = 0.0
    for name, count in totals.items():
        total += count * weights[name]
    return total


def score_people(ids: Iterable[str], counts: Counts, model: WeightingModel, scale: Scale) -> dict[str, PersonScore]:
    """
    Return the scores of people by their ids; of whom nothing is counted, the score is 0.
    """
    raw_weights = {name: item.weight for name, item in model.counted.items()}
    weights, nothing = scale_weights(model, scale), PersonCounts()
    return {id: _score_person(id, counts.people.get(id, nothing), raw_weights, weights, scale) for id in ids}


def _score_person(
    person_id: str,
    person: PersonCounts,
    raw_weights: Mapping[str, float],
    weights: Mapping[str, float],
    scale: Scale,
) -> PersonScore:
    totals = person.totals()
    total = weighted_sum(totals, weights)
    result = scaled(total, scale.largest_person_sum)
    return PersonScore(
        person_id=person_id,
        score=result,
        raw=weighted_sum(totals, raw_weights),
        is_clipped=total > scale.largest_person_sum,
        last_activity_at=person.last_activity_at,
        parts=tuple(
            [  # a list, as a page has a thousand of these
                PersonPart(
                    activity_type=name,
                    day=day,
                    counted=counted,
                    dropped=dropped,
                    points=points(result, counted * weights[name], total),
                )
                for name, day, counted, dropped in person.days
            ]
        ),
    )
