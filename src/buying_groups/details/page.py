"""
Page: what the details page of a buying group shows, as values.
"""

from collections.abc import Iterable
from datetime import datetime

import attrs

from .._notebooks import ShownInNotebooks
from .._reprs import brief, briefly
from .._validation import known
from ..activities import Activity
from ..completeness import Completeness
from ..engagement.group_scoring import GroupScore
from ..engagement.person_scoring import PersonScore
from ..groups import Source
from ..intent.report import IntentReport
from ..summaries.port import Summary


__all__ = [
    "AccountOverview",
    "BuyingGroupDetails",
    "BuyingGroupSummary",
    "Link",
    "MemberDetails",
]


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
