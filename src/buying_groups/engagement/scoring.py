"""
Scoring: capped counts become the engagement scores of a tenant, first of its people, then of its buying groups.

How one person and one group are scored stands in `person_scoring` and `group_scoring`. What has to be known of the
whole tenant for this is the `Scale`: made from all activities and groups, or stored by an earlier run for the same
moment.

The rules are those of Adobe Journey Optimizer B2B Edition's documentation (2026-08); what it leaves open is decided in
``docs/decisions``.
"""

import itertools
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from .._moments import as_of_moment
from .._notebooks import ShownInNotebooks
from .._reprs import brief
from .._validation import found, require_tenant, require_type
from ..activities import Activity
from ..groups import BuyingGroup
from .counting import Counts, count_activities
from .group_scoring import GroupScore, WeightedMember, checked_members, group_sum, score_members, weigh
from .person_scoring import PersonScore, person_scale, score_people
from .scale import Scale
from .weighting import WeightingModel


if TYPE_CHECKING:
    from ..tenant import Tenant


__all__ = ["EngagementScores", "score", "score_counts", "score_group", "score_tenant"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class EngagementScores(ShownInNotebooks):
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
        return found("person", person_id, self._people)

    def group(self, group_id: str) -> GroupScore:
        """
        Return the score of one group.

        Raises
        ------
        UnknownIdError
            When there is no such group.
        """
        return found("buying group", group_id, self._groups)


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

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups import Activity
    >>> from buying_groups.engagement import DEFAULT_WEIGHTING_MODEL, WeightedMember, count_activities, score_counts
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> visit = Activity(person_id="p1", activity_type="page_views", occurred_at=noon)
    >>> counts = count_activities([visit], model=DEFAULT_WEIGHTING_MODEL, as_of=noon)
    >>> groups = {"g1": [WeightedMember(person_id="p1", role="Influencer", role_weighting=80)]}
    >>> score_counts(counts, groups, model=DEFAULT_WEIGHTING_MODEL, as_of=noon).group("g1").score
    100.0
    """
    as_of = as_of_moment(as_of)
    if scale is not None:
        scale.require(model=model, as_of=as_of, time_zone=time_zone)
    members = {group_id: checked_members(group_id, items) for group_id, items in groups.items()}
    ids = sorted({*counts.people, *(member.person_id for items in members.values() for member in items)})

    if scale is None:
        scale = person_scale(counts, model=model, as_of=as_of, time_zone=time_zone)
        people = score_people(ids, counts, model, scale)
        sums = (group_sum(weigh(items), people) for items in members.values())
        scale = attrs.evolve(scale, largest_group_sum=max(sums, default=0.0))
    else:
        people = score_people(ids, counts, model, scale)
    return EngagementScores(
        people=tuple(people.values()),
        groups=tuple(score_members(id, members[id], people, scale) for id in sorted(members)),
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

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/worked_example.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> scores = score_tenant(tenant, as_of=as_of)
    >>> {person.person_id: round(person.score, 1) for person in scores.people}
    {'adam': 100.0, 'bob': 23.2, 'calvin': 59.3, 'john': 87.0, 'mark': 63.7, 'paul': 23.2}
    """
    require_tenant(tenant)
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

    Returns
    -------
    EngagementScores
        The group and its members, with the numbers of `score_tenant`.

    Raises
    ------
    UnknownIdError
        When the tenant has no such group.
    ScaleMismatchError
        When `scale` was made for another model, window, zone or moment.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/worked_example.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> scale = score_tenant(tenant, as_of=as_of).scale
    >>> scores = score_group(tenant, "group", as_of=as_of, scale=scale)
    >>> scores.group("group").score
    100.0
    """
    require_tenant(tenant)
    require_type("scale", scale, Scale)
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


def score_account(tenant: "Tenant", account_id: str, *, as_of: datetime, scale: Scale) -> EngagementScores:
    """
    Return the engagement scores of one account's people and buying groups, against a stored scale.

    Parameters
    ----------
    tenant : Tenant
        The tenant, or the part of it that has the account (`Tenant.only_account`).
    account_id : str
        The account.
    as_of : datetime
        The moment for which the scores hold, time-zone aware: that of the scale.
    scale : Scale
        The tenant-wide facts, from `score_tenant`.

    Returns
    -------
    EngagementScores
        The account's people and groups, with the numbers of `score_tenant`.

    Raises
    ------
    UnknownIdError
        When the tenant has no such account.
    ScaleMismatchError
        When `scale` was made for another model, window, zone or moment.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/worked_example.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> scale = score_tenant(tenant, as_of=as_of).scale
    >>> part = tenant.only_account("account")
    >>> score_account(part, "account", as_of=as_of, scale=scale).group("group").score
    100.0
    """
    require_tenant(tenant)
    require_type("scale", scale, Scale)
    as_of = as_of_moment(as_of)
    account = tenant.account(account_id)
    people = (person for person in tenant.people if person.account_id == account.id)
    return score(
        itertools.chain.from_iterable(tenant.activities_of(person.id) for person in people),
        {group.id: _weighted_members(tenant, group, as_of) for group in tenant.groups_of(account.id)},
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
