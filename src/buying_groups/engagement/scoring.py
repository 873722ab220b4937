"""
Scoring: capped counts become engagement scores from 0 to 100, first of people, then of buying groups.

Person
    ``sum = Σ capped count · normalised weight`` over types and days; ``score = 100 · sqrt(sum / largest sum)``, where
    the largest sum is that of the tenant's most engaged person. (`Scale.distance` says why the sums that are computed
    and stored leave out the normaliser's divisor, which cancels out here.)
Buying group
    Each role that has a member weighs its weighting over the sum of the weightings of the roles present. ``sum = Σ
    person score · role weight`` over the members; ``score = 100 · sqrt(sum / largest sum)`` over the tenant's groups.

What has to be known of the whole tenant for this is the `Scale`: made from all activities and groups, or stored by an
earlier run for the same moment.

The rules are those of Adobe Journey Optimizer B2B Edition's documentation (2026-08); what it leaves open is decided in
``docs/decisions``.
"""

import itertools
import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from .._moments import as_of_moment
from .._notebooks import ShownInNotebooks
from .._reprs import brief
from .._validation import checked, identifier, not_blank, weight_above
from ..activities import Activity
from ..errors import InvalidValueError, UnknownIdError
from ..groups import BuyingGroup
from .counting import Counts, PersonCounts, count_activities
from .explanation import GroupPart, PersonPart, points
from .scale import Scale, normalizer, scaled
from .weighting import WeightingModel


if TYPE_CHECKING:
    from ..tenant import Tenant


__all__ = [
    "EngagementScores",
    "GroupScore",
    "PersonScore",
    "WeightedMember",
    "checked_members",
    "scale_weights",
    "score",
    "score_counts",
    "score_group",
    "score_tenant",
    "weigh",
    "weighted_sum",
]


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


@attrs.frozen(kw_only=True, field_transformer=brief)
class GroupScore(ShownInNotebooks):
    """
    A buying group's engagement score, and what made it.

    Attributes
    ----------
    group_id : str
        The group.
    score : float
        The score, in [0, 100], unrounded.
    raw : float
        Σ person score · role weight, before root and scale; at least 0.
    is_clipped : bool
        Whether the sum is above the stored scale's largest, so that the score would be above 100.
    is_known : bool
        Whether any activity of any member is known.
    parts : tuple of GroupPart
        The score taken apart by member; their points add up to it.
    """

    group_id: str
    score: float
    raw: float
    is_clipped: bool
    is_known: bool
    parts: tuple[GroupPart, ...]


@attrs.frozen(kw_only=True, field_transformer=brief)
class EngagementScores:
    """
    The engagement scores of people and groups as of one moment.

    Attributes
    ----------
    people : tuple of PersonScore
        Everybody who has activities or is a member, in the order of their ids.
    groups : tuple of GroupScore
        The groups, in the order of their ids.
    scale : Scale
        What the scores are relative to.
    ignored : dict of str to int
        How many activities in the window had a type that the weighting model does not know, by type.
    """

    people: tuple[PersonScore, ...]
    groups: tuple[GroupScore, ...]
    scale: Scale
    ignored: dict[str, int] = attrs.field(hash=False)

    @cached_property
    def _people(self) -> dict[str, PersonScore]:
        return {item.person_id: item for item in self.people}

    @cached_property
    def _groups(self) -> dict[str, GroupScore]:
        return {item.group_id: item for item in self.groups}

    def person(self, person_id: str) -> PersonScore:
        """
        Return the score of one person.

        Raises
        ------
        UnknownIdError
            When the person has no activities and is in no group.
        """
        try:
            return self._people[person_id]
        except KeyError:
            raise UnknownIdError("person", person_id, self._people) from None

    def group(self, group_id: str) -> GroupScore:
        """
        Return the score of one group.

        Raises
        ------
        UnknownIdError
            When there is no such group.
        """
        try:
            return self._groups[group_id]
        except KeyError:
            raise UnknownIdError("buying group", group_id, self._groups) from None


@attrs.frozen(kw_only=True, field_transformer=checked)
class WeightedMember:
    """
    A member of a buying group as the engagement score sees it.

    Attributes
    ----------
    person_id : str
        The person.
    role : str
        The role.
    role_weighting : float
        The role's weighting in the group's roles template; finite, above 0.
    """

    person_id: str = attrs.field(validator=identifier)
    role: str = attrs.field(validator=not_blank)
    role_weighting: float = attrs.field(validator=weight_above(0))


def score(
    activities: Iterable[Activity],
    groups: Mapping[str, Iterable[WeightedMember]],
    *,
    model: WeightingModel,
    as_of: datetime,
    time_zone: str = "UTC",
    scale: Scale | None = None,
) -> EngagementScores:
    """
    Return the engagement scores of people and buying groups.

    Parameters
    ----------
    activities : iterable of Activity
        The activities, in any order: the whole tenant's, or with a `scale` those of the people to be scored.
    groups : mapping of str to iterable of WeightedMember
        The members of each group, by the group's id; may be empty.
    model : WeightingModel
        How much each type of activity counts.
    as_of : datetime
        The moment for which the scores hold, time-zone aware. Later activities do not exist yet.
    time_zone : str
        IANA name of the zone whose calendar days are counted.
    scale : Scale or None
        The tenant-wide facts of an earlier run; where absent, they are taken from `activities` and `groups`.

    Returns
    -------
    EngagementScores
        The same whatever the order of activities, groups and members.

    Raises
    ------
    ConflictingActivityError
        When an activity id comes back with another person, type or time.
    InvalidValueError
        When a person is in a group twice, or a role has two weightings in one.
    ScaleMismatchError
        When `scale` was made for another model, window, zone or moment.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups.engagement import DEFAULT_WEIGHTING_MODEL
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> scores = score(
    ...     [
    ...         Activity(person_id="p1", activity_type="attend_event", occurred_at=noon),
    ...         Activity(person_id="p2", activity_type="email_opened", occurred_at=noon),
    ...     ],
    ...     {"g1": [WeightedMember(person_id="p2", role="Influencer", role_weighting=80)]},
    ...     model=DEFAULT_WEIGHTING_MODEL,
    ...     as_of=noon,
    ... )
    >>> [(person.person_id, round(person.score, 2)) for person in scores.people]
    [('p1', 100.0), ('p2', 70.71)]
    >>> scores.group("g1").parts[0].role_weight
    1.0
    """
    counts = count_activities(activities, model=model, as_of=as_of, time_zone=time_zone)
    return score_counts(counts, groups, model=model, as_of=as_of, time_zone=time_zone, scale=scale)


def score_counts(
    counts: Counts,
    groups: Mapping[str, Iterable[WeightedMember]],
    *,
    model: WeightingModel,
    as_of: datetime,
    time_zone: str = "UTC",
    scale: Scale | None = None,
) -> EngagementScores:
    """
    Return the engagement scores of people and buying groups whose activities have been counted.

    Parameters
    ----------
    counts : Counts
        What everybody did, counted for the same model, moment and zone.
    groups, model, as_of, time_zone, scale
        As `score` takes them.

    Returns
    -------
    EngagementScores
        What `score` returns for the activities that were counted.

    Raises
    ------
    InvalidValueError
        When a person is in a group twice, or a role has two weightings in one.
    ScaleMismatchError
        When `scale` was made for another model, window, zone or moment.
    """
    as_of = as_of_moment(as_of)
    if scale is not None:
        scale.require(model=model, as_of=as_of, time_zone=time_zone)
    members = {group_id: checked_members(group_id, items) for group_id, items in groups.items()}
    ids = sorted({*counts.people, *(member.person_id for items in members.values() for member in items)})

    if scale is None:
        scale = _person_scale(counts, model=model, as_of=as_of, time_zone=time_zone)
        people = _score_people(ids, counts, model, scale)
        sums = (_group_sum(weigh(items), people) for items in members.values())
        scale = attrs.evolve(scale, largest_group_sum=max(sums, default=0.0))
    else:
        people = _score_people(ids, counts, model, scale)
    return EngagementScores(
        people=tuple(people.values()),
        groups=tuple(_score_group(id, members[id], people, scale) for id in sorted(members)),
        scale=scale,
        ignored=counts.ignored,
    )


def score_tenant(tenant: "Tenant", *, as_of: datetime) -> EngagementScores:
    """
    Return the engagement scores of a tenant's people and buying groups, with its active weighting model.

    Parameters
    ----------
    tenant : Tenant
        The whole tenant. Members who joined after `as_of` do not exist yet.
    as_of : datetime
        The moment for which the scores hold, time-zone aware.

    Returns
    -------
    EngagementScores
        The scores, and the scale that single people and groups can be scored against later.
    """
    as_of = as_of_moment(as_of)
    return score(
        tenant.activities,
        {group.id: _weighted_members(tenant, group, as_of) for group in tenant.buying_groups},
        model=tenant.active_weighting_model,
        as_of=as_of,
        time_zone=tenant.time_zone,
    )


def score_group(tenant: "Tenant", group_id: str, *, as_of: datetime, scale: Scale) -> EngagementScores:
    """
    Return the engagement scores of one buying group and its members, against a stored scale.

    Parameters
    ----------
    tenant : Tenant
        The tenant, or a part of it that has the group, its members and their activities.
    group_id : str
        The group.
    as_of : datetime
        The moment for which the scores hold, time-zone aware: that of the scale.
    scale : Scale
        The tenant-wide facts, from `score_tenant`.

    Raises
    ------
    UnknownIdError
        When the tenant has no such group.
    ScaleMismatchError
        When `scale` was made for another model, window, zone or moment.
    """
    as_of = as_of_moment(as_of)
    members = _weighted_members(tenant, tenant.buying_group(group_id), as_of)
    return score(
        itertools.chain.from_iterable(tenant.activities_of(member.person_id) for member in members),
        {group_id: members},
        model=tenant.active_weighting_model,
        as_of=as_of,
        time_zone=tenant.time_zone,
        scale=scale,
    )


def _weighted_members(tenant: "Tenant", group: BuyingGroup, as_of: datetime) -> list[WeightedMember]:
    template = tenant.template_of(group)
    return [
        WeightedMember(
            person_id=member.person_id, role=member.role, role_weighting=template.role(member.role).weighting
        )
        for member in group.members_at(as_of)
    ]


def checked_members(group_id: str, members: Iterable[WeightedMember]) -> list[WeightedMember]:
    """
    Return the members of one group in the order of their ids.

    Raises
    ------
    InvalidValueError
        When a person is in the group twice, or a role has two weightings.
    """
    ordered = sorted(members, key=lambda member: member.person_id)
    people: set[str] = set()
    weightings: dict[str, float] = {}
    for member in ordered:
        if member.person_id in people:
            raise InvalidValueError(f"members of group {group_id!r}", member.person_id, "without a person given twice")
        people.add(member.person_id)
        if weightings.setdefault(member.role, member.role_weighting) != member.role_weighting:
            both = sorted((weightings[member.role], member.role_weighting))
            raise InvalidValueError(f"role_weighting of {member.role!r} in group {group_id!r}", both, "one number")
    return ordered


def _person_scale(counts: Counts, *, model: WeightingModel, as_of: datetime, time_zone: str) -> Scale:
    activity_types = tuple(sorted({day.activity_type for person in counts.people.values() for day in person.days}))
    lightest, heaviest = normalizer(model, activity_types)
    scale = Scale(
        as_of=as_of,
        look_back_days=model.look_back_days,
        time_zone=time_zone,
        model_fingerprint=model.fingerprint,
        activity_types=activity_types,
        lightest_weight=lightest,
        heaviest_weight=heaviest,
        largest_person_sum=0.0,
        largest_group_sum=0.0,
    )
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


def _score_people(ids: Iterable[str], counts: Counts, model: WeightingModel, scale: Scale) -> dict[str, PersonScore]:
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


def weigh(members: Iterable[WeightedMember]) -> list[tuple[WeightedMember, float]]:
    """
    Return the members of one group, each with its role's weighting over the sum of those of the roles present.
    """
    members = list(members)
    present = {member.role: member.role_weighting for member in members}
    whole = math.fsum(present.values())
    return [(member, member.role_weighting / whole) for member in members]


def _group_sum(weighed: Iterable[tuple[WeightedMember, float]], people: Mapping[str, PersonScore]) -> float:
    return math.fsum(people[member.person_id].score * weight for member, weight in weighed)


def _score_group(
    group_id: str, members: list[WeightedMember], people: Mapping[str, PersonScore], scale: Scale
) -> GroupScore:
    weighed = weigh(members)
    total = _group_sum(weighed, people)
    result = scaled(total, scale.largest_group_sum)
    return GroupScore(
        group_id=group_id,
        score=result,
        raw=total,
        is_clipped=total > scale.largest_group_sum,
        is_known=any(people[member.person_id].is_known for member in members),
        parts=tuple(
            GroupPart(
                person_id=member.person_id,
                role=member.role,
                role_weight=weight,
                person_score=people[member.person_id].score,
                points=points(result, people[member.person_id].score * weight, total),
            )
            for member, weight in weighed
        ),
    )
