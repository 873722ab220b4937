"""
The engagement scores, written down from the documentation: slow, obvious, and without a line of the library.

Every way of computing scores is tested against this one. Sums are fractions, so that nothing is rounded before the
root.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo


class ConflictError(Exception):
    """
    One activity id stands for two different activities.
    """


class Event(NamedTuple):
    """
    Somebody did something at a moment, given in microseconds since 1970 (UTC).
    """

    person: int
    activity_type: str
    at: int
    id: str | None = None


class Membership(NamedTuple):
    """
    A person is in a group, with a role.
    """

    group: int
    person: int
    role: str
    weighting: float


class Weight(NamedTuple):
    """
    How much a type counts, and how often on one day.
    """

    activity_type: str
    weight: float
    daily_cap: int


class Rules(NamedTuple):
    """
    What a tenant has chosen.
    """

    weights: tuple[Weight, ...]
    min_max: bool
    look_back_days: int
    as_of: datetime
    time_zone: str


class Facts(NamedTuple):
    """
    The tenant-wide facts.
    """

    activity_types: tuple[str, ...]
    lightest: float
    heaviest: float
    largest_person: float
    largest_group: float


class Answer(NamedTuple):
    """
    Raw and score of each person and group, what was ignored, and the tenant-wide facts that the scores are relative to.
    """

    people: dict[int, tuple[float, float]]
    groups: dict[int, tuple[float, float]]
    ignored: dict[str, int]
    facts: Facts


def moment(at: int) -> datetime:
    """Return a moment given in microseconds since 1970."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)


def answer(events: list[Event], members: list[Membership], rules: Rules, facts: Facts | None = None) -> Answer:
    """
    Return the scores, relative to the tenant's facts, or to those of an earlier run.
    """
    once = _each_once(events)
    exist = [event for event in once if moment(event.at) <= rules.as_of]
    window = [event for event in exist if moment(event.at) > rules.as_of - timedelta(days=rules.look_back_days)]
    known = {weight.activity_type: weight for weight in rules.weights}
    counting = {name: weight for name, weight in known.items() if weight.weight > 0}

    zone = ZoneInfo(rules.time_zone)
    days = Counter(
        (event.person, event.activity_type, moment(event.at).astimezone(zone).date())
        for event in window
        if event.activity_type in counting
    )
    capped = {key: min(number, counting[key[1]].daily_cap) for key, number in days.items()}

    occurred = tuple(sorted({activity_type for _, activity_type, _ in capped}))
    weights = [counting[name].weight for name in occurred]
    lightest = min(weights, default=0.0) if rules.min_max else 0.0
    heaviest = max(weights, default=0.0)
    if facts is not None:
        _, lightest, heaviest, _, _ = facts

    people = {event.person for event in exist} | {member.person for member in members}
    raw = dict.fromkeys(people, Fraction(0))
    sums = dict.fromkeys(people, Fraction(0))
    for (person, activity_type, _), number in capped.items():
        weight = Fraction(counting[activity_type].weight)
        raw[person] += number * weight
        sums[person] += number * _normalized(weight, Fraction(lightest), Fraction(heaviest))
    largest_person = facts.largest_person if facts else float(max(sums.values(), default=Fraction(0)))
    scores = {person: _scaled(sums[person], largest_person) for person in people}

    group_sums = {member.group: Fraction(0) for member in members}
    for group in group_sums:
        inside = [member for member in members if member.group == group]
        present = sum(Fraction(weighting) for _, weighting in {(member.role, member.weighting) for member in inside})
        for member in inside:
            group_sums[group] += Fraction(scores[member.person]) * Fraction(member.weighting) / present
    largest_group = facts.largest_group if facts else float(max(group_sums.values(), default=Fraction(0)))

    return Answer(
        people={person: (float(raw[person]), scores[person]) for person in sorted(people)},
        groups={
            group: (float(group_sums[group]), _scaled(group_sums[group], largest_group)) for group in sorted(group_sums)
        },
        ignored=dict(Counter(event.activity_type for event in window if event.activity_type not in known)),
        facts=facts or Facts(occurred, lightest, heaviest, largest_person, largest_group),
    )


def _each_once(events: list[Event]) -> list[Event]:
    result: list[Event] = []
    for event in events:
        same_id = [other for other in result if event.id is not None and other.id == event.id]
        if not same_id:
            result.append(event)
        elif same_id != [event]:
            raise ConflictError(event.id)
    return result


def _normalized(weight: Fraction, lightest: Fraction, heaviest: Fraction) -> Fraction:
    if heaviest == lightest:
        return Fraction(1)
    return max((weight - lightest) / (heaviest - lightest), Fraction(0))


def _scaled(total: Fraction, largest: float) -> float:
    if total == 0:
        return 0.0
    if largest == 0:
        return 100.0
    return min(100.0, 100.0 * math.sqrt(total / Fraction(largest)))
