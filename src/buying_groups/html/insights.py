"""
Insights: what stands out among all groups of a tenant.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from htpy import Node, fragment

from ..insights import (
    AccountTrends,
    ContactCoverage,
    ContactOverlap,
    GroupsByStage,
    Highlights,
    RolesOverTime,
    ScoreDistributions,
    Trend,
)
from ..insights.standings import RECENT_DAYS
from ..rounding import round_half_up
from .elements import ABSENT, bar, identifier, level, moment, shown, words
from .listings import Listing, listing
from .piece import Piece, piece


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ..insights import GroupHighlight, ScoreBand


_TRENDS = {Trend.SURGING: "high", Trend.AT_RISK: "medium", Trend.WITHIN_CHANCE: "low", Trend.UNKNOWN: "unknown"}
_GROUPS = ("Buying group", "Engagement", "Completeness", "Stage", f"Moves in {RECENT_DAYS} days")


def _as_of(moment_of: datetime) -> Node:
    return fragment["as of ", moment(moment_of, UTC), " (UTC)"]


def _named(name: str | None, id: str) -> Node:
    return [shown(name), " ", identifier(id)]


def _score(score: float | None, of: str = "engagement") -> Node:
    if score is None:
        return bar(None, ABSENT)
    number = str(round_half_up(score))
    return bar(score, number if of == "engagement" else f"{number}%", of=of)


def _share(part: int, whole: int) -> Node:
    return bar(100 * part / whole if whole else None, f"{part} of {whole}", of="completeness")


def _highlighted(items: Iterable[GroupHighlight]) -> Iterable[Sequence[Node]]:
    for item in items:
        yield (
            _named(item.name, item.group_id),
            _score(item.engagement),
            _score(item.completeness, "completeness"),
            ABSENT if item.stagnation is None else shown(item.stage),
            ABSENT if item.velocity is None else str(item.recent_moves(RECENT_DAYS)),
        )


@piece.register(Highlights)
def _highlights(value: Highlights, depth: int) -> Piece:
    lists = [
        ("Most engaged", value.most_engaged),
        ("High velocity", value.high_velocity),
        ("Stagnant", value.stagnant),
    ]
    return listing(
        depth,
        *(Listing(title, _GROUPS, _highlighted(items), 640) for title, items in lists),
        title="Buying groups that stand out",
        subtitle=_as_of(value.as_of),
        rule=value.rule,
    )


@piece.register(AccountTrends)
def _account_trends(value: AccountTrends, depth: int) -> Piece:
    rows = [
        (
            _named(row.name, row.account_id),
            level(words(row.trend.value), _TRENDS[row.trend]),
            str(row.earlier_days),
            str(row.recent_days),
            ABSENT if row.adjusted_p_value is None else f"{row.adjusted_p_value:.2g}",
        )
        for row in value.rows
    ]
    head = ("Account", "Trend", "Active days before", "Active days now", "Adjusted p")
    return listing(
        depth,
        Listing("Accounts", head, rows, 560),
        title="Surging and at-risk accounts",
        subtitle=_as_of(value.as_of),
        rule=value.rule,
    )


@piece.register(ContactCoverage)
def _contact_coverage(value: ContactCoverage, depth: int) -> Piece:
    rows = [
        (shown(row.role), shown(row.solution_interest), str(row.people), _share(row.groups_with, row.groups))
        for row in value.rows
    ]
    return listing(
        depth,
        Listing("People by role", ("Role", "Solution interest", "People", "Groups with the role"), rows, 560),
        title="Contact coverage",
        subtitle=_as_of(value.as_of),
        rule=value.rule,
    )


@piece.register(ContactOverlap)
def _contact_overlap(value: ContactOverlap, depth: int) -> Piece:
    rows = [
        (
            _named(row.name, row.person_id),
            shown(row.account_id),
            str(len(row.group_ids)),
            ", ".join(map(shown, row.roles)),
        )
        for row in value.rows
    ]
    return listing(
        depth,
        Listing("People in several groups", ("Person", "Account", "Groups", "Roles"), rows, 480),
        title="Contact overlap",
        subtitle=_as_of(value.as_of),
        rule=value.rule,
    )


@piece.register(ScoreDistributions)
def _distributions(value: ScoreDistributions, depth: int) -> Piece:
    groups = len(value.unknown_engagement) + sum(len(band.group_ids) for band in value.engagement)

    def rows(bands: Iterable[ScoreBand]) -> list[Sequence[Node]]:
        return [(_band(band), _share(len(band.group_ids), groups)) for band in bands]

    unknown = ("Not known", _share(len(value.unknown_engagement), groups))
    return listing(
        depth,
        Listing("Engagement", ("Score", "Buying groups"), [*rows(value.engagement), unknown]),
        Listing("Completeness", ("Score", "Buying groups"), rows(value.completeness)),
        title="Distribution of scores",
        subtitle=_as_of(value.as_of),
        rule=value.rule,
    )


def _band(band: ScoreBand) -> str:
    return f"up to {band.up_to}" if band.above is None else f"above {band.above}, up to {band.up_to}"


@piece.register(GroupsByStage)
def _groups_by_stage(value: GroupsByStage, depth: int) -> Piece:
    rows = [
        (
            shown(row.solution_interest),
            shown(row.stage),
            ABSENT if row.kind is None else row.kind.value,
            str(len(row.group_ids)),
        )
        for row in value.rows
    ]
    return listing(
        depth,
        Listing("Stages", ("Solution interest", "Stage", "Kind", "Buying groups"), rows, 480),
        title="Buying groups by stage",
        subtitle=_as_of(value.as_of),
        rule=value.rule,
    )


@piece.register(RolesOverTime)
def _roles_over_time(value: RolesOverTime, depth: int) -> Piece:
    rows: list[Sequence[Node]] = [
        (
            shown(row.role),
            [moment(row.after, UTC), " – ", moment(row.up_to, UTC)],
            str(row.acquired),
            str(row.people),
            _score(row.mean_engagement),
            ABSENT if row.mean_raw is None else f"{round_half_up(row.mean_raw):,}",
        )
        for row in value.rows
    ]
    head = ("Role", "Period (UTC)", "Acquired", "People", "Mean engagement", "Mean raw")
    return listing(
        depth,
        Listing("Roles by period", head, rows, 640),
        title="Roles over time",
        subtitle=_as_of(value.as_of),
        rule=value.rule,
    )
