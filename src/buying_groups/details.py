"""
The details page of a buying group as one value, which a web page, an email or a notebook renders.

What the page shows is that of the "Buying group details" page of Adobe Journey Optimizer B2B Edition's documentation
(2026-08). Wherever that links, the id is in the value. What is not known is absent, never invented.
"""

import itertools
import operator
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

import attrs

from ._moments import as_of_moment
from ._notebooks import ShownInNotebooks
from ._reprs import brief, briefly
from ._validation import known, require_tenant, require_type
from .activities import INTERESTING_MOMENT, Activity, Content
from .completeness import Completeness, completeness
from .engagement.group_scoring import GroupScore
from .engagement.person_scoring import PersonScore
from .engagement.scale import Scale
from .engagement.scoring import score_group, score_tenant
from .groups import BuyingGroup, Member, Source
from .intent.report import IntentReport
from .intent.signals import intent_of_group
from .ranking import decision_makers, rank, top_engaged_members
from .tenant import Tenant


__all__ = [
    "AccountOverview",
    "BuyingGroupDetails",
    "BuyingGroupSummary",
    "Link",
    "MemberDetails",
    "Summary",
    "buying_group_details",
]

_RECENT_ACTIVITIES = 2
_OTHER_GROUPS = 3
_JOURNEYS = 3


@attrs.frozen(kw_only=True, field_transformer=brief)
class Link:
    """
    Something that the page names and links to.

    Attributes
    ----------
    id, name : str
        Its id and its name.
    """

    id: str
    name: str


@attrs.frozen(kw_only=True, field_transformer=brief)
class Summary(ShownInNotebooks):
    """
    A summary in words.

    Attributes
    ----------
    text : str
        A few sentences.
    highlights : tuple of str
        What stands out, one short line each.
    """

    text: str
    highlights: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, field_transformer=brief)
class MemberDetails:
    """
    What the page shows of one member: the card, its details, the row of the members table.

    Attributes
    ----------
    person_id : str
        The person.
    name, job_title, email, phone : str or None
        What is known of the person.
    role : str
        The role in the group.
    source : Source
        Who put the person into the group.
    joined_at : datetime
        When.
    engagement : PersonScore
        The engagement score; `PersonScore.is_known` says whether there is anything to show.
    last_interesting_moment : Activity or None
        The most recent interesting moment.
    recent_activities : tuple of Activity
        The two most recent activities, the last first.
    other_groups : tuple of Link
        Other groups of the person, at most three, the most recently joined first.
    summary : Summary or None
        A summary, where something provides it.
    """

    person_id: str
    name: str | None
    job_title: str | None
    role: str
    source: Source
    joined_at: datetime
    engagement: PersonScore
    email: str | None
    phone: str | None
    last_interesting_moment: Activity | None
    recent_activities: tuple[Activity, ...]
    other_groups: tuple[Link, ...]
    summary: Summary | None

    def __repr__(self) -> str:
        return f"<MemberDetails {briefly(self.person_id)}: {briefly(self.name)}, {briefly(self.role)}>"


@attrs.frozen(kw_only=True, field_transformer=brief)
class BuyingGroupSummary:
    """
    The head of the page.

    Attributes
    ----------
    id, name : str
        The group.
    account, solution_interest, roles_template : Link
        What it belongs to.
    number_of_members : int
        How many members it has.
    engagement : GroupScore
        The engagement score.
    completeness : Completeness
        The completeness score, and that of each role.
    stage, status : str or None
        The current stage, and the free-text status.
    last_updated : datetime or None
        When the members or the stage changed for the last time.
    summary : Summary or None
        A summary, where something provides it.
    """

    id: str
    name: str
    account: Link
    solution_interest: Link
    roles_template: Link
    number_of_members: int
    engagement: GroupScore
    completeness: Completeness
    stage: str | None
    status: str | None
    last_updated: datetime | None
    summary: Summary | None

    def __repr__(self) -> str:
        return f"<BuyingGroupSummary {briefly(self.id)}: {briefly(self.name)}>"


@attrs.frozen(kw_only=True, field_transformer=brief)
class AccountOverview:
    """
    What the page shows of the account.

    Attributes
    ----------
    id, name : str
        The account.
    industry : str or None
        What business it is in.
    number_of_people, number_of_groups : int
        How many people and buying groups it has.
    open_opportunities : tuple of Link
        The opportunities that are open, the last opened first.
    journeys : tuple of Link
        The journeys that the account is in, at most three, the last entered first.
    summary : Summary or None
        A summary, where something provides it.
    """

    id: str
    name: str
    industry: str | None
    number_of_people: int
    number_of_groups: int
    open_opportunities: tuple[Link, ...]
    journeys: tuple[Link, ...]
    summary: Summary | None


@attrs.frozen(kw_only=True, field_transformer=brief)
class BuyingGroupDetails(ShownInNotebooks):
    """
    The details page of a buying group.

    Attributes
    ----------
    as_of : datetime
        The moment for which everything holds.
    time_zone : str
        IANA name of the tenant's zone, in which days are counted and times are best shown.
    group : BuyingGroupSummary
        The head of the page.
    account : AccountOverview
        The account.
    intent : IntentReport or None
        Intent, where something provides it.
    members : tuple of MemberDetails
        Everybody in the group, the most engaged first.
    decision_makers, top_engaged_members : tuple of str
        The two rows of cards: ids of people, the most engaged first; at most three each.
    """

    as_of: datetime
    time_zone: str
    group: BuyingGroupSummary
    account: AccountOverview
    intent: IntentReport | None
    members: tuple[MemberDetails, ...]
    decision_makers: tuple[str, ...]
    top_engaged_members: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<BuyingGroupDetails {self.group.name!r} as of {self.as_of.isoformat()}>"

    def cards(self, person_ids: Iterable[str]) -> tuple[MemberDetails, ...]:
        """Return the members with these ids, in the order of the ids; raise `UnknownIdError` for others."""
        members = {member.person_id: member for member in self.members}
        return tuple(members[known("member", person_id, members)] for person_id in person_ids)


def buying_group_details(
    tenant: Tenant,
    group_id: str,
    *,
    as_of: datetime,
    scale: Scale | None = None,
    intent: IntentReport | None = None,
    with_signals: bool = True,
    group_summary: Summary | None = None,
    account_summary: Summary | None = None,
    member_summaries: Mapping[str, Summary] | None = None,
) -> BuyingGroupDetails:
    """
    Return the details page of a buying group.

    Parameters
    ----------
    tenant : Tenant
        The whole tenant, or with a `scale` the part of it that has the group's account (`Tenant.only_account`).
    group_id : str
        The group.
    as_of : datetime
        The moment for which the page holds, time-zone aware. Members who joined later, and activities, journeys,
        opportunities and stage moves from later, do not exist yet.
    scale : Scale or None
        The tenant-wide facts of `buying_groups.engagement.score_tenant` for the same moment. With it, only the group's
        members are scored; where absent, the whole tenant is.
    intent : IntentReport or None
        Intent of the group, for example as a detector predicts it. Where absent, and the tenant has an approved
        taxonomy, it is computed from signals.
    with_signals : bool
        Whether that is done.
    group_summary, account_summary : Summary or None
        Summaries of the group and the account.
    member_summaries : mapping of str to Summary or None
        Summaries of members, by the id of the person; those of others are passed over.

    Returns
    -------
    BuyingGroupDetails
        The same with the scale as without it.

    Raises
    ------
    UnknownIdError
        When the tenant has no such group.
    ScaleMismatchError
        When `scale` was made for another model, window, zone or moment.
    """
    require_tenant(tenant)
    if intent is not None:
        require_type("intent", intent, IntentReport)
    as_of = as_of_moment(as_of)
    group = tenant.buying_group(group_id)
    if scale is None:
        scores = score_tenant(tenant, as_of=as_of)
    else:
        scores = score_group(tenant, group_id, as_of=as_of, scale=scale)
    if intent is None and with_signals and tenant.has_signals:
        intent = intent_of_group(tenant, group_id, as_of=as_of)
    summaries = member_summaries or {}
    members = rank(
        _member(
            tenant,
            group,
            member,
            engagement=scores.person(member.person_id),
            as_of=as_of,
            summary=summaries.get(member.person_id),
        )
        for member in group.members_at(as_of)
    )
    template = tenant.template_of(group)
    return BuyingGroupDetails(
        as_of=as_of,
        time_zone=tenant.time_zone,
        group=BuyingGroupSummary(
            id=group.id,
            name=tenant.group_name(group),
            account=_link(tenant.account(group.account_id)),
            solution_interest=_link(tenant.solution_interest(group.solution_interest_id)),
            roles_template=_link(template),
            number_of_members=len(members),
            engagement=scores.group(group_id),
            completeness=completeness(template, Counter(member.role for member in members)),
            stage=group.stage_at(as_of),
            status=group.status,
            last_updated=group.updated_at(as_of),
            summary=group_summary,
        ),
        account=_account(tenant, group.account_id, as_of, account_summary),
        intent=intent,
        members=members,
        decision_makers=tuple(member.person_id for member in decision_makers(members)),
        top_engaged_members=tuple(member.person_id for member in top_engaged_members(members)),
    )


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


def _link(thing: _Named) -> Link:
    return Link(id=thing.id, name=thing.name)


def _member(
    tenant: Tenant,
    group: BuyingGroup,
    member: Member,
    *,
    engagement: PersonScore,
    as_of: datetime,
    summary: Summary | None,
) -> MemberDetails:
    person = tenant.person(member.person_id)
    activities = tenant.activities_of(person.id)
    latest_first = activities[: bisect_right(activities, as_of, key=_when)][::-1]
    moments = (activity for activity in latest_first if activity.activity_type == INTERESTING_MOMENT)
    return MemberDetails(
        person_id=person.id,
        name=person.full_name,
        job_title=person.job_title,
        role=member.role,
        source=member.source,
        joined_at=member.joined_at,
        engagement=engagement,
        email=person.email,
        phone=person.phone,
        last_interesting_moment=next(iter(_most_recent(moments, 1)), None),
        recent_activities=_most_recent(latest_first, _RECENT_ACTIVITIES),
        other_groups=_other_groups(tenant, group, person.id, as_of),
        summary=summary,
    )


def _most_recent(latest_first: Iterable[Activity], most: int) -> tuple[Activity, ...]:
    found: list[Activity] = []
    seen: set[str | None] = set()
    for _, simultaneous in itertools.groupby(latest_first, key=_when):
        for activity in sorted(simultaneous, key=_among_simultaneous):
            if activity.id is None or activity.id not in seen:
                found.append(activity)
                seen.add(activity.id)
        if len(found) >= most:
            break
    return tuple(found[:most])


_when = operator.attrgetter("occurred_at")


def _among_simultaneous(activity: Activity) -> tuple[object, ...]:
    content, description = activity.content or Content(), activity.description
    known = description is None, activity.content is None  # of records of one activity, the fuller ones first
    inside = content.title or "", content.url or "", content.keywords
    return activity.activity_type, activity.id or "", known, description or "", inside


def _other_groups(tenant: Tenant, group: BuyingGroup, person_id: str, as_of: datetime) -> tuple[Link, ...]:
    joined = [
        (member.joined_at, Link(id=other.id, name=tenant.group_name(other)))
        for other in tenant.groups_of(group.account_id)
        if other.id != group.id
        for member in other.members_at(as_of)
        if member.person_id == person_id
    ]
    return _latest(joined)[:_OTHER_GROUPS]


def _latest(entries: Iterable[tuple[datetime, Link]]) -> tuple[Link, ...]:
    by_name = sorted(entries, key=lambda entry: (entry[1].name, entry[1].id))
    return tuple(link for _, link in sorted(by_name, key=lambda entry: entry[0], reverse=True))


def _account(tenant: Tenant, account_id: str, as_of: datetime, summary: Summary | None) -> AccountOverview:
    account = tenant.account(account_id)
    opportunities = [
        (opportunity.opened_at, _link(opportunity))
        for opportunity in tenant.opportunities
        if opportunity.account_id == account_id and opportunity.is_open(as_of)
    ]
    journeys = [
        (entry.entered_at, _link(tenant.journey(entry.journey_id)))
        for entry in tenant.journey_entries
        if entry.account_id == account_id and entry.is_current(as_of)
    ]
    return AccountOverview(
        id=account.id,
        name=account.name,
        industry=account.industry,
        number_of_people=sum(person.account_id == account_id for person in tenant.people),
        number_of_groups=len(tenant.groups_of(account_id)),
        open_opportunities=_latest(opportunities),
        journeys=tuple(dict.fromkeys(_latest(journeys)))[:_JOURNEYS],
        summary=summary,
    )
