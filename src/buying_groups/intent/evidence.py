"""
Evidence: what people's activities say of each keyword, product and category, and how strong a signal that makes.

The evidence of one person for a keyword, a product or a category is what the activities that touched it add up to, each
with its type's weight and halved with every half-life of its age, and never below 0::

    evidence = max(0, sum of weight * 2 ** (-age / half-life))

An activity that touched several keywords of a product is one activity of the product. The evidence of several people is
the sum of theirs, each weighed (`buying_groups.intent.signals` says by what). Evidence becomes strength by a curve that
rises ever more slowly towards 1::

    strength = evidence / (evidence + half-strength)

Where fewer activities touched something than the model requires, its signal is unknown, whatever they weigh.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import attrs

from .._validation import enum_member, known
from .explanation import IntentExplanation, IntentPart
from .report import SIGNALS, CategoryIntent, IntentLevel, IntentReport, IntentSignal, IntentSubject


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..activities import Activity
    from .signal_model import SignalModel
    from .taxonomy import Taxonomy


__all__ = ["HIGHEST_LOW", "HIGHEST_MEDIUM", "IntentEvidence", "PersonEvidence", "Touch", "level_of"]

HIGHEST_LOW = 0.2  # these limits: Adobe Journey Optimizer B2B Edition documentation, 2026-08
HIGHEST_MEDIUM = 0.6

Subject = tuple[IntentSubject, str]


def level_of(strength: float | None) -> IntentLevel:
    """
    Return the level of a signal's strength: low ≤ 0.2 < medium ≤ 0.6 < high.

    Parameters
    ----------
    strength : float or None
        In [0, 1]; None where it is not known.

    Examples
    --------
    >>> [level_of(strength).value for strength in (None, 0.0, 0.2, 0.6, 0.61)]
    ['unknown', 'low', 'low', 'medium', 'high']
    """
    if strength is None:
        return IntentLevel.UNKNOWN
    if strength <= HIGHEST_LOW:
        return IntentLevel.LOW
    return IntentLevel.MEDIUM if strength <= HIGHEST_MEDIUM else IntentLevel.HIGH


class Touch(NamedTuple):
    """
    An activity that touched keywords, with its weight decayed.
    """

    activity: Activity
    keywords: frozenset[str]
    evidence: float


class _Sum(NamedTuple):
    """
    What one person's activities add up to: for, with what counts against taken off, and how many there were.
    """

    positive: float
    net: float
    activities: int


class PersonEvidence:
    """
    What one person did, by what it touched.
    """

    def __init__(self, touches: Iterable[Touch], taxonomy: Taxonomy) -> None:
        self.touches: defaultdict[Subject, list[Touch]] = defaultdict(list)
        for touch in touches:
            for subject in taxonomy.subjects_of(touch.keywords):
                self.touches[subject].append(touch)
        self.sums = {subject: _sum(found) for subject, found in self.touches.items()}


def _sum(touches: Sequence[Touch]) -> _Sum:
    positive = math.fsum(touch.evidence for touch in touches if touch.evidence > 0)
    net = math.fsum(touch.evidence for touch in touches)
    return _Sum(positive, max(0.0, net), len(touches))


class IntentEvidence:
    """
    What is known of the intent of a person, a group or an account; `Signals` makes it.
    """

    def __init__(
        self,
        taxonomy: Taxonomy,
        model: SignalModel,
        people: Mapping[str, tuple[float, PersonEvidence]],
        deciding: Iterable[str],
    ) -> None:
        self._taxonomy = taxonomy
        self._model = model
        self._people = people
        weighed: defaultdict[Subject, list[float]] = defaultdict(list)
        self._activities: Counter[Subject] = Counter()
        for weight, person in people.values():
            for subject, found in person.sums.items():
                weighed[subject].append(weight * found.net)
        for person_id in deciding:
            for subject, found in people[person_id][1].sums.items():
                self._activities[subject] += found.activities
        self._evidence = {subject: math.fsum(parts) for subject, parts in weighed.items()}

    def __repr__(self) -> str:
        return f"<IntentEvidence of {len(self._people)} people>"

    @cached_property
    def report(self) -> IntentReport:
        """All categories and products of the taxonomy, and the keywords whose signal is known."""
        return IntentReport(
            categories=tuple(
                CategoryIntent(
                    products=tuple(
                        self._signal((IntentSubject.PRODUCT, product.name)) for product in category.products
                    ),
                    **_fields(category.name, self._strength((IntentSubject.CATEGORY, category.name))),
                )
                for category in self._taxonomy.categories
            ),
            keywords=tuple(
                self._signal(subject)
                for subject in self._evidence
                if subject[0] is IntentSubject.KEYWORD and self._strength(subject) is not None
            ),
            basis=SIGNALS,
        )

    def explain(self, of: IntentSubject | str, name: str) -> IntentExplanation:
        """
        Return a signal taken apart.

        Parameters
        ----------
        of : IntentSubject
            Keyword, product or category.
        name : str
            Its name in the taxonomy, exactly.

        Raises
        ------
        InvalidValueError
            When `of` is none of the three.
        UnknownIdError
            When the taxonomy has no such keyword, product or category.
        """
        kind = cast("IntentSubject", enum_member(IntentSubject)(of, "of"))
        subject = kind, known(kind.value, name, [other for each, other in self._taxonomy.subjects if each is kind])
        strength, evidence = self._strength(subject), self._evidence.get(subject, 0.0)
        parts = [
            attrs.evolve(part, points=(strength or 0.0) * (part.points / evidence) if evidence else 0.0)
            for weight, person in self._people.values()
            for part in _parts(subject, weight, person, self._taxonomy)
        ]
        return IntentExplanation(
            of=kind,
            signal=self._signal(subject),
            evidence=evidence,
            activities=self._activities[subject],
            parts=tuple(sorted(parts, key=_largest_first)),
        )

    def _signal(self, subject: Subject) -> IntentSignal:
        return IntentSignal(**_fields(subject[1], self._strength(subject)))

    def _strength(self, subject: Subject) -> float | None:
        if self._activities[subject] < self._model.activities_required:
            return None
        # However it is rounded, each step of this form rises or falls with the evidence; x / (x + s) need not.
        return 1 - self._model.half_strength / (self._evidence[subject] + self._model.half_strength)


def _fields(name: str, strength: float | None) -> dict[str, Any]:
    return {"name": name, "level": level_of(strength), "strength": strength}


def _parts(subject: Subject, weight: float, person: PersonEvidence, taxonomy: Taxonomy) -> Iterator[IntentPart]:
    """
    Yield a person's activities, with what is left of the evidence of each for points.
    """
    for touch in person.touches.get(subject, ()):
        whole = person.sums[subject]
        left = whole.net / whole.positive if touch.evidence > 0 else 0.0
        yield IntentPart(
            person_id=touch.activity.person_id,
            activity_type=touch.activity.activity_type,
            occurred_at=touch.activity.occurred_at,
            activity_id=touch.activity.id,
            keywords=tuple(sorted(word for word in touch.keywords if subject in taxonomy.subjects_of([word]))),
            person_weight=weight,
            evidence=weight * touch.evidence,
            points=weight * touch.evidence * left if left else 0.0,
        )


def _largest_first(part: IntentPart) -> tuple[Any, ...]:
    return -part.points, part.person_id, part.occurred_at, part.activity_type, part.activity_id or "", part.keywords
