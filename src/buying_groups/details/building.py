"""
Building: the details page from a tenant.
"""

import itertools
import operator
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from .._moments import as_of_moment
from .._validation import require_tenant, require_type
from ..activities import INTERESTING_MOMENT, Activity, Content
from ..completeness import completeness
from ..engagement.person_scoring import PersonScore
from ..engagement.scale import Scale
from ..engagement.scoring import EngagementScores, score_account, score_group, score_tenant
from ..groups import BuyingGroup, Member
from ..intent.report import IntentReport
from ..intent.signals import intent_of_group
from ..ranking import decision_makers, rank, top_engaged_members
from ..summaries.collecting import FactCollector, four_weeks_before
from ..summaries.port import Summarizer, Summary
from ..summaries.template import TemplateSummarizer
from ..tenant import Tenant
from .page import AccountOverview, BuyingGroupDetails, BuyingGroupSummary, Link, MemberDetails


__all__ = ["buying_group_details"]

_RECENT_ACTIVITIES = 2
_OTHER_GROUPS = 3
_JOURNEYS = 3

_TEMPLATE = TemplateSummarizer()


def buying_group_details(
    tenant: Tenant,
    group_id: str,
    *,
    as_of: datetime,
    scale: Scale | None = None,
    scale_before: Scale | None = None,
    intent: IntentReport | None = None,
    with_signals: bool = True,
    summarizer: Summarizer | None = _TEMPLATE,
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
        The tenant-wide facts of `buying_groups.engagement.score_tenant` for the same moment. With it, only people and
        groups of the account are scored; where absent, the whole tenant is.
    scale_before : Scale or None
        The same facts for 28 days earlier, with which the summaries tell how scores have changed. Where there is only a
        `scale`, they tell of no change.
    intent : IntentReport or None
        Intent of the group, for example as a detector predicts it. Where absent, and the tenant has an approved
        taxonomy, it is computed from signals.
    with_signals : bool
        Whether that is done.
    summarizer : Summarizer or None
        What writes the summaries that are not given: by default a `buying_groups.summaries.TemplateSummarizer`, in
        English. With ``None`` the page has only those that are given.
    group_summary, account_summary : Summary or None
        Summaries of the group and the account.
    member_summaries : mapping of str to Summary or None
        Summaries of members, by the id of the person; those of others are passed over.

    Returns
    -------
    BuyingGroupDetails
        The same with both scales as without them.

    Raises
    ------
    UnknownIdError
        When the tenant has no such group.
    ScaleMismatchError
        When a scale was made for another model, window, zone or moment.
    SummaryError
        When the summarizer raises it.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/worked_example.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> page = buying_group_details(tenant, "group", as_of=as_of)
    >>> page.group.name, page.group.engagement.score, page.group.completeness.score
    ('Product for Account', 100.0, 100.0)
    >>> page.decision_makers
    ('adam', 'mark')
    """
    require_tenant(tenant)
    if intent is not None:
        require_type("intent", intent, IntentReport)
    as_of = as_of_moment(as_of)
    group = tenant.buying_group(group_id)
    if scale is None:
        scores = score_tenant(tenant, as_of=as_of)
    elif summarizer is None:
        scores = score_group(tenant, group_id, as_of=as_of, scale=scale)
    else:
        scores = score_account(tenant, group.account_id, as_of=as_of, scale=scale)
    if intent is None and with_signals and tenant.has_signals:
        intent = intent_of_group(tenant, group_id, as_of=as_of)
    summaries = member_summaries or {}
    if summarizer is not None:
        before = _scores_before(tenant, group.account_id, as_of, scale, scale_before)
        facts = FactCollector(tenant, as_of=as_of, scores=scores, scores_before=before)
        group_summary = group_summary or summarizer.summarize(facts.group(group_id, intent=intent))
        account_summary = account_summary or summarizer.summarize(facts.account(group.account_id))
        ids = [member.person_id for member in group.members_at(as_of)]
        summaries = {id: summaries.get(id) or summarizer.summarize(facts.person(id)) for id in ids}
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


def _scores_before(
    tenant: Tenant, account_id: str, as_of: datetime, scale: Scale | None, scale_before: Scale | None
) -> EngagementScores | None:
    if scale_before is not None:
        return score_account(tenant, account_id, as_of=four_weeks_before(as_of), scale=scale_before)
    return score_tenant(tenant, as_of=four_weeks_before(as_of)) if scale is None else None


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
