"""
Page: the details page of a buying group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from htpy import Node, details, div, footer, fragment, li, p, section, summary, ul

from .._moments import time_zone
from ..details import BuyingGroupDetails
from ..intent.report import IntentReport
from ..summaries import Summary
from .elements import (
    ABSENT,
    email_address,
    facts,
    heading,
    identifier,
    links,
    moment,
    phone_number,
    shown,
    summary_text,
    table,
    url,
    words,
)
from .intent import intent_parts
from .piece import Piece, piece
from .scores import (
    completeness_table,
    engagement_bar,
    group_table,
    show_completeness,
    show_engagement,
    types_table,
)


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from ..activities import Activity
    from ..details import AccountOverview, BuyingGroupSummary, MemberDetails


_KEYWORDS = 5


@piece.register(BuyingGroupDetails)
def _page(value: BuyingGroupDetails, depth: int) -> Piece:
    zone = time_zone(value.time_zone)
    names = {member.person_id: _name(member) for member in value.members}
    sections: list[tuple[str, Node]] = [
        ("Buying group summary", _group(value.group, zone, depth + 2)),
        ("Account overview", _account(value.account)),
        ("Intent data", intent_parts(value.intent or IntentReport(), depth + 2, most_keywords=_KEYWORDS)),
        ("Decision makers", _cards(value, value.decision_makers, zone, depth + 2)),
        (
            f"{'Other top' if value.decision_makers else 'Top'} engaged members",
            _cards(value, value.top_engaged_members, zone, depth + 2),
        ),
        ("Members", _members(value.members)),
        ("What made the engagement score", group_table(value.group.engagement, names)),
    ]
    return Piece(
        title=value.group.name,
        subtitle=fragment["Buying group, as of ", moment(value.as_of, zone), f" ({value.time_zone})"],
        content=[
            (section[heading(title, depth + 1), content] for title, content in sections if content is not None),
            footer[
                p["Of engagement scores, 100 is the highest in the tenant, and 0 means that nothing counts."],
                p[f"{ABSENT} is not known."],
            ],
        ],
    )


def _name(member: MemberDetails) -> str:
    return shown(member.name or member.person_id)


def _group(group: BuyingGroupSummary, zone: tzinfo, depth: int) -> Node:
    updated = ABSENT if group.last_updated is None else moment(group.last_updated, zone)
    known = [
        ("Account", links([group.account])),
        ("Solution interest", links([group.solution_interest])),
        ("Roles template", links([group.roles_template])),
        ("Members", str(group.number_of_members)),
        ("Stage", shown(group.stage)),
        ("Status", shown(group.status)),
        ("Last updated", updated),
        ("Id", identifier(group.id)),
    ]
    return [
        div(".buying-columns")[show_engagement(group.engagement), show_completeness(group.completeness)],
        summary_text(group.summary),
        div(".buying-part")[facts(known)],
        bool(group.completeness.roles)
        and div(".buying-part")[
            heading("Role completeness", depth, "subheading"), completeness_table(group.completeness)
        ],
    ]


def _account(account: AccountOverview) -> Node:
    known = [
        ("Account", links([account])),
        ("Industry", shown(account.industry)),
        ("People", str(account.number_of_people)),
        ("Buying groups", str(account.number_of_groups)),
        ("Open opportunities", links(account.open_opportunities)),
        ("Account journeys", links(account.journeys)),
    ]
    return [facts(known), summary_text(account.summary)]


def _cards(value: BuyingGroupDetails, person_ids: tuple[str, ...], zone: tzinfo, depth: int) -> Node:
    members = value.cards(person_ids)
    return ul(".buying-cards")[(_card(member, zone, depth) for member in members)] if members else None


def _card(member: MemberDetails, zone: tzinfo, depth: int) -> Node:
    return li(".buying-card")[
        heading(_name(member), depth, "subheading"),
        p[shown(member.job_title)],
        p(".buying-muted")[shown(member.role)],
        p(".buying-muted.buying-small")["Engagement score"],
        engagement_bar(member.engagement),
        details[
            summary[f"More about {_name(member)}"],
            summary_text(member.summary),
            facts(_card_facts(member, zone)),
        ],
    ]


def _card_facts(member: MemberDetails, zone: tzinfo) -> Iterable[tuple[str, Node]]:
    moment_of_interest, recent = member.last_interesting_moment, member.recent_activities
    yield "Last interesting moment", ABSENT if moment_of_interest is None else _activity(moment_of_interest, zone)
    yield (
        "Recent activities",
        ul(".buying-list")[(li[_activity(activity, zone)] for activity in recent)] if recent else ABSENT,
    )
    yield "Other buying groups", links(member.other_groups)
    yield "Email address", email_address(member.email)
    yield "Phone number", phone_number(member.phone)
    if member.engagement.parts:
        yield "What made the engagement score", types_table(member.engagement)


def _activity(activity: Activity, zone: tzinfo) -> Node:
    content = activity.content
    about: Node = None
    if content is not None and content.url:
        about = url(content.url, content.title)
    elif content is not None and content.title:
        about = shown(content.title)
    what: list[Node] = [shown(activity.description) if activity.description else words(activity.activity_type)]
    return [what, about and [": ", about], ", ", moment(activity.occurred_at, zone)]


def _members(members: Iterable[MemberDetails]) -> Node:
    head = ("Name", "Role", "Job title", "Email address", "Phone number", "Source", "Engagement score")
    rows = [
        (
            _name(member),
            shown(member.role),
            shown(member.job_title),
            email_address(member.email),
            phone_number(member.phone),
            member.source.value,
            engagement_bar(member.engagement),
        )
        for member in members
    ]
    return table("Members", head, rows, width=960) if rows else p["Nobody yet."]


@piece.register(Summary)
def _summary(value: Summary, depth: int) -> Piece:
    del depth
    return Piece(title="Summary", content=section[summary_text(value)])
