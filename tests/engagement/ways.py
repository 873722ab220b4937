"""
The ways of computing engagement scores, brought to one form, and random tenants to compare them on.

A way takes a `Case` and an optional stored scale and returns an `Answer`. To have another way tested, write such a
function and add it to `WAYS` (or parametrize over it elsewhere): every property of `test_ways.py` then runs on it.
"""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs
import narwhals.stable.v2 as nw
import polars as pl
from hypothesis import strategies as st
from oracle import Answer, Event, Facts, Membership, Rules, Weight, moment

from buying_groups.activities import Activity
from buying_groups.engagement import (
    ActivityWeight,
    Ledger,
    LedgerRules,
    Normalization,
    Scale,
    WeightedMember,
    WeightingModel,
    count_activities,
    score,
    score_counts,
    score_tables,
)


if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy


__all__ = ["WAYS", "Case", "Way", "cases", "facts_of", "model_of", "scale_of"]

pa: Any = importlib.import_module("pyarrow")  # has no types

HOUR = 3_600_000_000  # microseconds
TYPES = ("a", "b", "c", "d")  # in the model, where it has them
UNKNOWN_TYPES = ("unknown", "Unknown")


@attrs.frozen(kw_only=True)
class Case:
    """
    A tenant, and how to score it.

    Attributes
    ----------
    events : list of Event
        The activities; people are small numbers, `person_name` gives a text for each.
    members : list of Membership
        The members; groups are small numbers.
    rules : Rules
        The weighting model, `as_of` and zone.
    """

    events: list[Event]
    members: list[Membership]
    rules: Rules


Way = Callable[[Case, Scale | None], Answer]


def person_name(person: int) -> str:
    """Return the text that stands for a person or group where ids are text; in another order than the numbers."""
    return f"p{person}"


def person_number(name: str) -> int:
    """Return the person or group that a text stands for."""
    return int(name[1:])


def model_of(rules: Rules) -> WeightingModel:
    """Return the rules' weighting model."""
    return WeightingModel(
        id="m",
        name="Model",
        weights=tuple(
            ActivityWeight(activity_type=name, weight=weight, daily_cap=cap) for name, weight, cap in rules.weights
        ),
        normalization=Normalization.MIN_MAX if rules.min_max else Normalization.MAX,
        look_back_days=rules.look_back_days,
    )


def facts_of(scale: Scale) -> Facts:
    """Return a scale's tenant-wide facts."""
    return Facts(
        scale.activity_types,
        scale.lightest_weight,
        scale.heaviest_weight,
        scale.largest_person_sum / _divisor(scale.lightest_weight, scale.heaviest_weight),
        scale.largest_group_sum,
    )


def _divisor(lightest: float, heaviest: float) -> float:
    return heaviest - lightest or 1.0  # which the scale leaves out of its sums, and the oracle does not


def scale_of(facts: Facts, rules: Rules) -> Scale:
    """Return the scale that holds tenant-wide facts."""
    return Scale(
        as_of=rules.as_of,
        look_back_days=rules.look_back_days,
        time_zone=rules.time_zone,
        model_fingerprint=model_of(rules).fingerprint,
        activity_types=facts.activity_types,
        lightest_weight=facts.lightest,
        heaviest_weight=facts.heaviest,
        largest_person_sum=facts.largest_person * _divisor(facts.lightest, facts.heaviest),
        largest_group_sum=facts.largest_group,
    )


def by_objects(case: Case, scale: Scale | None) -> Answer:
    """Score objects."""
    groups: dict[str, list[WeightedMember]] = {}
    for member in case.members:
        groups.setdefault(person_name(member.group), []).append(
            WeightedMember(person_id=person_name(member.person), role=member.role, role_weighting=member.weighting)
        )
    result = score(
        [
            Activity(
                person_id=person_name(event.person),
                activity_type=event.activity_type,
                occurred_at=moment(event.at),
                id=event.id,
            )
            for event in case.events
        ],
        groups,
        model=model_of(case.rules),
        as_of=case.rules.as_of,
        time_zone=case.rules.time_zone,
        scale=scale,
    )
    return Answer(
        {person_number(item.person_id): (item.raw, item.score) for item in result.people},
        {person_number(item.group_id): (item.raw, item.score) for item in result.groups},
        dict(result.ignored),
        facts_of(result.scale),
    )


def by_ledger(case: Case, scale: Scale | None) -> Answer:
    """
    Score what three ledgers of an earlier horizon have kept of the activities, when they have been merged.

    What was ignored no ledger knows: that is taken from the objects.
    """
    rules, model = case.rules, model_of(case.rules)
    kept_by = LedgerRules.of(model, time_zone=rules.time_zone)
    ledger, *others = (Ledger(kept_by, horizon=rules.as_of - timedelta(hours=back)) for back in (0, 7, 99))
    activities = [
        Activity(
            person_id=person_name(event.person),
            activity_type=event.activity_type,
            occurred_at=moment(event.at),
            id=event.id,
        )
        for event in case.events
    ]
    counts = count_activities(activities, model=model, as_of=rules.as_of, time_zone=rules.time_zone)
    for number, part in enumerate((ledger, *others)):
        part.update(activities[number::3])
    for other in others:
        ledger.merge(other)
    members = [
        (
            person_name(member.group),
            WeightedMember(person_id=person_name(member.person), role=member.role, role_weighting=member.weighting),
        )
        for member in case.members
    ]
    result = score_counts(
        attrs.evolve(ledger.counts(model=model, as_of=rules.as_of), ignored=counts.ignored),
        {group: [member for other, member in members if other == group] for group, _ in members},
        model=model,
        as_of=rules.as_of,
        time_zone=rules.time_zone,
        scale=scale,
    )
    return Answer(
        {person_number(item.person_id): (item.raw, item.score) for item in result.people},
        {person_number(item.group_id): (item.raw, item.score) for item in result.groups},
        result.ignored,
        facts_of(result.scale),
    )


def columns_of(case: Case, ids: str) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Return a case's activities and members as columns; ids are ``"integers"``, or else text."""

    def id_of(number: int) -> Any:
        return number if ids == "integers" else person_name(number)

    activities = {
        "person_id": [id_of(event.person) for event in case.events],
        "activity_type": [event.activity_type for event in case.events],
        "occurred_at": [moment(event.at) for event in case.events],
        "activity_id": [event.id for event in case.events],
    }
    members = {
        "group_id": [id_of(member.group) for member in case.members],
        "person_id": [id_of(member.person) for member in case.members],
        "role": [member.role for member in case.members],
        "role_weighting": [member.weighting for member in case.members],
    }
    return activities, members


def arrow_tables(case: Case, ids: str) -> tuple[Any, Any]:
    """Return a case's activities and members as tables of pyarrow; ids are integers, text or categories."""
    text = pa.dictionary(pa.int32(), pa.string()) if ids == "categories" else pa.string()
    id_type = pa.int64() if ids == "integers" else text
    activities, members = columns_of(case, ids)
    types = [id_type, text, pa.timestamp("us", "UTC"), pa.string()]
    of_activities = pa.schema(list(zip(activities, types, strict=True)))
    of_members = pa.schema(list(zip(members, [id_type, id_type, text, pa.float64()], strict=True)))
    return pa.Table.from_pydict(activities, of_activities), pa.Table.from_pydict(members, of_members)


CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "pandas": pa.Table.to_pandas,
    "polars": pl.DataFrame,
    "pyarrow": pa.table,
}


def by_tables(library: str, ids: str) -> Way:
    """Return the way through tables of a library with ids of a kind."""

    def way(case: Case, scale: Scale | None) -> Answer:
        activities, members = arrow_tables(case, ids)
        convert = CONVERSIONS[library]
        scores = score_tables(
            convert(activities),
            convert(members),
            model=model_of(case.rules),
            as_of=case.rules.as_of,
            time_zone=case.rules.time_zone,
            scale=scale,
        )

        def rows(table: Any, id: str) -> dict[int, tuple[float, float]]:
            columns = (nw.from_native(table)[name].to_list() for name in (id, "raw", "score"))
            result = list(zip(*columns, strict=True))
            assert [row[0] for row in result] == sorted(row[0] for row in result)
            return {(row[0] if ids == "integers" else person_number(row[0])): row[1:] for row in result}

        people, groups = rows(scores.people, "person_id"), rows(scores.groups, "group_id")
        return Answer(people, groups, scores.ignored, facts_of(scores.scale))

    return way


WAYS: dict[str, Way] = {
    "objects": by_objects,
    "ledger": by_ledger,
    **{
        f"{library} with {ids}": by_tables(library, ids)
        for library in CONVERSIONS
        for ids in ("integers", "text", "categories")
    },
}


# Zones and moments where days are hard: summer time begins or ends in the window; the clock goes back over midnight, so
# that a date comes twice (São Paulo, Beirut, St. John's until 2011); a date that never was (Apia); offsets of 45
# minutes.
_CALENDARS = (
    ("UTC", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("Europe/Stockholm", datetime(2026, 3, 29, 22, 30, tzinfo=UTC)),
    ("Europe/Stockholm", datetime(2025, 11, 2, tzinfo=UTC)),
    ("America/New_York", datetime(2025, 11, 20, 5, tzinfo=UTC)),
    ("America/Sao_Paulo", datetime(2018, 2, 20, 2, tzinfo=UTC)),
    ("America/St_Johns", datetime(2010, 11, 8, 3, 31, tzinfo=UTC)),
    ("Asia/Beirut", datetime(2025, 10, 26, 22, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2012, 1, 2, 9, 59, 59, 999_999, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(1969, 12, 31, 18, 15, tzinfo=UTC)),
)


@st.composite
def _rules(draw: DrawFn) -> Rules:
    zone, as_of = draw(st.sampled_from(_CALENDARS))
    names = draw(st.lists(st.sampled_from(TYPES), unique=True, max_size=len(TYPES)))
    equal = draw(st.booleans())
    return Rules(
        weights=tuple(
            Weight(
                name,
                40.0 if equal else draw(st.sampled_from([0.0, 0.1, 1.0, 30.0, 60.0])),
                draw(st.sampled_from([1, 2, 20])),
            )
            for name in names
        ),
        min_max=draw(st.booleans()),
        look_back_days=draw(st.sampled_from([1, 3, 30])),
        as_of=as_of + timedelta(microseconds=draw(st.integers(-1, 1))),
        time_zone=zone,
    )


def microseconds(when: datetime) -> int:
    """Return the microseconds since 1970."""
    return (when - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _midnights(rules: Rules) -> list[int]:
    zone, end = ZoneInfo(rules.time_zone), rules.as_of.astimezone(ZoneInfo(rules.time_zone))
    dates = (end.date() - timedelta(days=back) for back in range(-1, 5))
    return [
        microseconds(datetime(day.year, day.month, day.day, tzinfo=zone, fold=fold).astimezone(UTC))
        for day, fold in itertools.product(dates, (0, 1))
    ]


def _times(rules: Rules) -> SearchStrategy[int]:
    end = microseconds(rules.as_of)
    start = end - rules.look_back_days * 24 * HOUR
    parts = (
        st.sampled_from([start, end, *_midnights(rules)]),
        st.sampled_from([minutes * HOUR // 60 for minutes in (0, -60, -30, 30, 60)]),
        st.integers(-1, 1),
    )
    near: SearchStrategy[int] = st.tuples(*parts).map(sum)
    return st.one_of(near, st.integers(start, end), st.integers(start - 40 * HOUR, end + 40 * HOUR))


@st.composite
def _events(draw: DrawFn, rules: Rules) -> list[Event]:
    bursts = draw(
        st.lists(
            st.tuples(
                st.integers(0, 12),
                st.sampled_from(TYPES + UNKNOWN_TYPES),
                _times(rules),
                st.sampled_from([1, 1, 1, 2, 3, 19, 20, 21, 45]),
                st.sampled_from(["none", "none", "own", "same"]),
            ),
            max_size=12,
        )
    )
    events: list[Event] = []
    for number, (person, activity_type, at, length, ids) in enumerate(bursts):
        for step in range(length):
            name = {"none": None, "own": f"{number}.{step}", "same": str(number)}[ids]
            events.append(Event(person, activity_type, at if ids == "same" else at + step * 1000, name))
    return draw(st.permutations(events)) if len(events) < 50 else events


@st.composite
def _members(draw: DrawFn) -> list[Membership]:
    places = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 15)), unique=True, max_size=12))
    weighting = st.sampled_from([0.5, 20.0, 60.0, 100.0])
    weightings: dict[tuple[int, str], float] = {}
    members: list[Membership] = []
    for group, person in places:
        role = draw(st.sampled_from(["Decision Maker", "Influencer", "Other"]))
        members.append(Membership(group, person, role, weightings.setdefault((group, role), draw(weighting))))
    return members


@st.composite
def cases(draw: DrawFn) -> Case:
    """
    Draw a tenant.

    It may be empty, have one person, all weights equal, caps hit, activities on the window's edges, around midnights
    and changes of the clock, repeated ids, unknown types, members without activities.
    """
    rules = draw(_rules())
    return Case(events=draw(_events(rules)), members=draw(_members()), rules=rules)


def conflicting(case: Case, what: str) -> Case:
    """Return the case with one activity more, whose id has come before with another person, type or time."""
    first = Event(0, "a", microseconds(case.rules.as_of) - 1, "twice")
    changes: dict[str, Any] = {
        "person": {"person": 1},
        "type": {"activity_type": "b"},
        "time": {"at": first.at + 1},
    }
    return attrs.evolve(case, events=[first, *case.events, first._replace(**changes[what])])
