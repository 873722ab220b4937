"""
Text: the details page of a buying group, and the plan of the daily job, for a terminal.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from typing import TYPE_CHECKING

from ._moments import in_zone, time_zone
from ._validation import require_type
from .details import BuyingGroupDetails
from .groups import Source
from .rounding import round_half_up


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime, tzinfo

    from .activities import Activity
    from .assignment import AssignmentPlan, PlannedChange
    from .details import AccountOverview, BuyingGroupSummary, Link, MemberDetails
    from .engagement.person_scoring import PersonScore
    from .intent.report import IntentReport, IntentSignal
    from .summaries import Summary
    from .tenant import Tenant


__all__ = ["assignment", "page", "printable", "table"]

_ABSENT = "–"
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"  # parts of words in some scripts
_LABEL = re.compile(r" *\S.{,18}?  +(?=\S)")  # what stands before a value, which goes on below itself
_WIDTH = 94  # before a section's indent of 2
_BAR = 20
_KEYWORDS = 5
_POINTS = "Points add up to the group's score, in proportion to own score × role weight."


def page(details: BuyingGroupDetails) -> str:
    r"""
    Return the details page as text.

    Parameters
    ----------
    details : BuyingGroupDetails
        The page.

    Returns
    -------
    str
        Lines that are wrapped at 96 characters, but for the members table, which is as wide as what it shows. What
        is absent is shown as "–"; characters that would steer a terminal are replaced.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/worked_example.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> from buying_groups import buying_group_details
    >>> from buying_groups import text
    >>> print("\n".join(text.page(buying_group_details(tenant, "group", as_of=as_of)).splitlines()[4:6]))
    Engagement    ████████████████████  100
    Completeness  ████████████████████ 100%
    """
    require_type("details", details, BuyingGroupDetails)
    zone = time_zone(details.time_zone)
    group = details.group
    lines = [
        printable(group.name),
        "=" * _columns(printable(group.name)),
        f"as of {_moment(details.as_of, zone)} ({details.time_zone})",
        "",
        *_flowing(_head(group, zone)),
        *_summary(group.summary, before=[""]),
        *_section("Roles", _roles(group)),
        *_section("Account", _flowing(_account(details.account))),
        *_section("Intent", _flowing(_intent(details.intent))),
        *_section("Decision makers", _flowing(_cards(details, details.decision_makers, zone))),
        *_section(
            f"{'Other top' if details.decision_makers else 'Top'} engaged members",
            _flowing(_cards(details, details.top_engaged_members, zone)),
        ),
        *_section("Members", _members(details)),
        *_section("What made the engagement score", _parts(details)),
        "",
        "Of engagement scores, 100 is the highest in the tenant, and 0 means that nothing counts. – is not known.",
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def assignment(plan: AssignmentPlan, tenant: Tenant) -> str:
    """
    Return a plan of the daily job as text, with the reason of each change.

    Parameters
    ----------
    plan : AssignmentPlan
        The plan.
    tenant : Tenant
        The tenant, for names and the time zone.

    Returns
    -------
    str
        Lines that are wrapped at 96 characters; characters that would steer a terminal are replaced.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/open_source.json").read_bytes(), Tenant)
    >>> from buying_groups import text
    >>> from buying_groups.assignment import plan_assignment
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> group = tenant.buying_group("cortex-account-2")
    >>> plan = plan_assignment(group, [], template=tenant.template_of(group), at=as_of)
    >>> print(text.assignment(plan, tenant).splitlines()[0])
    Plan of the daily job for Cortex for Account 2
    """
    zone = time_zone(tenant.time_zone)
    title = f"Plan of the daily job for {printable(tenant.group_name(tenant.buying_group(plan.group_id)))}"
    lines = [
        title,
        "=" * _columns(title),
        f"as of {_moment(plan.at, zone)} ({tenant.time_zone})",
        *_section("To be added", _flowing(_planned(plan.additions, tenant, zone))),
        *_section("To get another role", _flowing(_planned(plan.role_changes, tenant, zone))),
        *_section("To be removed", _flowing(_planned(plan.removals, tenant, zone))),
        *_section("Kept by a higher decision", _flowing(_planned(plan.kept_out, tenant, zone))),
        "",
        f"{len(plan.unchanged)} unchanged",
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def table(rows: Sequence[Sequence[str]], *, right: Iterable[int] = ()) -> list[str]:
    r"""
    Return rows as lines with aligned columns.

    Parameters
    ----------
    rows : sequence of sequence of str
        The cells; the first row is the head.
    right : iterable of int
        The columns that are aligned to the right.

    Returns
    -------
    list of str
        One line for each row, the head first.

    Examples
    --------
    >>> from buying_groups import text
    >>> print("\n".join(text.table([("Name", "Score"), ("Ada Berg", "100"), ("Bo Ek", "7")], right=[1])))
    Name      Score
    Ada Berg    100
    Bo Ek         7
    """
    rows = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    to_right = set(right)
    return [
        "  ".join(
            _padded(cell, width, right=index in to_right)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def printable(text: str) -> str:
    r"""
    Return a text without characters that would steer a terminal; each is replaced by a replacement character.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        What is safe to print.

    Examples
    --------
    >>> from buying_groups import text
    >>> text.printable("Acme\x1b[2J")
    'Acme�[2J'
    """
    return "".join(map(_printable, text))


def _printable(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    return " " if unicodedata.category(character) == "Zs" else "\N{REPLACEMENT CHARACTER}"


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int, *, right: bool = False) -> str:
    space = " " * (width - _columns(text))
    return space + text if right else text + space


def _bar(percent: float, width: int = _BAR) -> str:
    filled = round_half_up(percent * width / 100)
    return "█" * filled + "░" * (width - filled)


def _moment(moment: datetime, zone: tzinfo) -> str:
    return in_zone(moment, zone).strftime("%Y-%m-%d %H:%M")


def _shown(score: PersonScore) -> str:
    return str(round_half_up(score.score)) if score.is_known else _ABSENT


def _links(links: Iterable[Link]) -> str:
    return ", ".join(f"{printable(link.name)} [{printable(link.id)}]" for link in links) or _ABSENT


def _flowing(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        label = _LABEL.match(line)
        indent = " " * (label.end() if label else len(line) - len(line.lstrip()) + 4)
        yield from textwrap.wrap(line, _WIDTH, subsequent_indent=indent, break_on_hyphens=False) or [""]


def _section(title: str, lines: Iterable[str]) -> list[str]:
    body = [f"  {line}" for line in lines]
    return ["", title, "-" * len(title), *body] if body else []


def _head(group: BuyingGroupSummary, zone: tzinfo) -> list[str]:
    engagement = f"{round_half_up(group.engagement.score)}" if group.engagement.is_known else _ABSENT
    completeness = round_half_up(group.completeness.score)
    updated = _ABSENT if group.last_updated is None else _moment(group.last_updated, zone)
    return [
        f"Engagement    {_bar(group.engagement.score)} {engagement:>4}",
        f"Completeness  {_bar(group.completeness.score)} {completeness:>3}%",
        "",
        f"Account            {_links([group.account])}",
        f"Solution interest  {_links([group.solution_interest])}",
        f"Roles template     {_links([group.roles_template])}",
        f"Members            {group.number_of_members}",
        f"Stage              {printable(group.stage or _ABSENT)}",
        f"Status             {printable(group.status or _ABSENT)}",
        f"Last updated       {updated}",
    ]


def _summary(
    summary: Summary | None, *, width: int = _WIDTH, before: Iterable[str] = (), after: Iterable[str] = ()
) -> list[str]:
    if summary is None:
        return []
    lines = textwrap.wrap(printable(summary.text), width, break_on_hyphens=False)
    for highlight in summary.highlights:
        lines += textwrap.wrap(f"* {printable(highlight)}", width, subsequent_indent="  ", break_on_hyphens=False)
    return [*before, *lines, *after]


def _roles(group: BuyingGroupSummary) -> Iterator[str]:
    rows = [
        (
            role.role,
            f"{role.assigned} of {role.members_required}",
            _bar(role.score, 10),
            f"{round_half_up(role.score)}%",
            f"{role.missing} missing" if role.missing else "" if role.required else "not required",
        )
        for role in group.completeness.roles
    ]
    yield from table(rows, right=[3]) if rows else ()


def _account(account: AccountOverview) -> Iterator[str]:
    yield from _summary(account.summary, after=[""])
    yield f"Industry            {printable(account.industry or _ABSENT)}"
    yield f"People              {account.number_of_people}"
    yield f"Buying groups       {account.number_of_groups}"
    yield f"Open opportunities  {_links(account.open_opportunities)}"
    yield f"Journeys            {_links(account.journeys)}"


def _strength(signal: IntentSignal) -> str:
    strength = _ABSENT if signal.strength is None else f"{signal.strength:.2f}"
    return f"{printable(signal.name)} {strength}"


def _intent(intent: IntentReport | None) -> Iterator[str]:
    if intent is None:
        return
    for category in intent.categories:
        if category.is_known:
            products = ", ".join(_strength(product) for product in category.products)
            yield f"{printable(category.name)}: {category.level}" + (f" ({products})" if products else "")
    others = [printable(category.name) for category in intent.categories if not category.is_known]
    if others:
        yield f"Not known: {', '.join(others)}"
    if intent.keywords:
        yield "Keywords: " + ", ".join(_strength(keyword) for keyword in intent.keywords[:_KEYWORDS])
    if intent.computed is not None:
        yield f"Computed {printable(intent.computed)}"


def _cards(details: BuyingGroupDetails, person_ids: Iterable[str], zone: tzinfo) -> Iterator[str]:
    for member in details.cards(person_ids):
        title = f"{member.role}, {member.job_title}" if member.job_title else member.role
        yield f"{_shown(member.engagement):>3}  {printable(member.name or member.person_id)} - {printable(title)}"
        for line in _card_details(member, zone):
            yield f"     {line}"


def _card_details(member: MemberDetails, zone: tzinfo) -> Iterator[str]:
    yield from _summary(member.summary, width=_WIDTH - 5)
    if member.last_interesting_moment is not None:
        yield f"Interesting moment: {_activity(member.last_interesting_moment, zone)}"
    if member.recent_activities:
        yield f"Last: {'; '.join(_activity(activity, zone) for activity in member.recent_activities)}"
    if member.other_groups:
        yield f"Also in: {_links(member.other_groups)}"
    contact = [printable(way) for way in (member.email, member.phone) if way]
    if contact:
        yield f"Contact: {', '.join(contact)}"


def _activity(activity: Activity, zone: tzinfo) -> str:
    content = activity.content.title if activity.content is not None else None
    what = activity.description or (f"{activity.activity_type} ({content})" if content else activity.activity_type)
    return f"{printable(what)}, {_moment(activity.occurred_at, zone)}"


def _planned(changes: Iterable[PlannedChange], tenant: Tenant, zone: tzinfo) -> Iterator[str]:
    for change in changes:
        name = printable(tenant.person(change.person_id).full_name or change.person_id)
        roles = [printable(role or "no member") for role in (change.former_role, change.role)]
        yield f"{name}: {' -> '.join(roles)}"
        if change.decision is not None and change.decision.source.outranks(Source.SYSTEM):
            decision = change.decision
            said = f" ({printable(decision.reason)})" if decision.reason else ""
            yield f"    stays, by {decision.source.value} decision of {_moment(decision.changed_at, zone)}{said}"
        yield f"    {printable(change.reason)}"


def _members(details: BuyingGroupDetails) -> list[str]:
    head = ("Name", "Role", "Job title", "Email", "Phone", "Source", "Score")
    rows = [
        (
            member.name or member.person_id,
            member.role,
            member.job_title or _ABSENT,
            member.email or _ABSENT,
            member.phone or _ABSENT,
            member.source.value,
            _shown(member.engagement),
        )
        for member in details.members
    ]
    return table([head, *rows], right=[6]) if rows else ["nobody yet"]


def _parts(details: BuyingGroupDetails) -> list[str]:
    names = {member.person_id: member.name or member.person_id for member in details.members}
    parts = sorted(details.group.engagement.parts, key=lambda part: (-part.points, part.person_id))
    rows = [
        (f"{part.points:.1f}", names[part.person_id], f"{part.role}, role weight {part.role_weight:.0%}")
        for part in parts
        if part.points > 0
    ]
    return [*table([("Points", "Member", "Role"), *rows], right=[0]), "", _POINTS] if rows else []
