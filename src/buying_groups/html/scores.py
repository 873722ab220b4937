"""
Scores: engagement and completeness, and what made them.
"""

from __future__ import annotations

import math
from datetime import UTC
from typing import TYPE_CHECKING

from htpy import Element, Node, details, div, p, section, span, summary

from ..completeness import Completeness, RoleCompleteness
from ..engagement.group_scoring import GroupScore
from ..engagement.person_scoring import PersonScore
from ..rounding import round_half_up
from .elements import ABSENT, bar, facts, heading, level, moment, shown, table, words
from .piece import Piece, piece


if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..engagement.explanation import PersonPart


__all__ = [
    "completeness_table",
    "engagement_bar",
    "group_table",
    "show_completeness",
    "show_engagement",
    "types_table",
]

_MADE = "What made the engagement score"
_POINTS = "Points add up to the group's score, in proportion to own score × role weight."


def engagement_bar(score: PersonScore | GroupScore) -> Element:
    """Return an engagement score with its bar."""
    if not score.is_known:
        return bar(None, ABSENT)
    return bar(score.score, str(round_half_up(score.score)))


def show_engagement(score: PersonScore | GroupScore) -> Element:
    """Return an engagement score as the head of a piece shows it."""
    return div[
        p(".buying-muted.buying-small")["Engagement score"],
        div(".buying-large")[engagement_bar(score)],
        score.is_clipped
        and p(".buying-muted.buying-small")["Shown as 100: it is above the largest that the stored scale knows."],
    ]


def show_completeness(score: Completeness) -> Element:
    """Return a completeness score as the head of a piece shows it."""
    percent = f"{round_half_up(score.score)}%"
    return div[
        p(".buying-muted.buying-small")["Completeness score"],
        div(".buying-large")[bar(score.score, percent, of="completeness")],
    ]


def completeness_table(score: Completeness) -> Element:
    """Return how far each role is filled."""
    rows = [
        (
            shown(role.role),
            [f"{role.assigned} of {role.members_required}", _note(role)],
            bar(role.score, f"{round_half_up(role.score)}%", of="completeness"),
        )
        for role in score.roles
    ]
    return table("Role completeness", ("Role", "Members", "Completeness"), rows)


def _note(role: RoleCompleteness) -> Node:
    if role.missing:
        return [", ", level(f"{role.missing} missing", "medium")]
    return not role.required and [", ", span(".buying-muted")["not required"]]


def group_table(score: GroupScore, names: Mapping[str, str]) -> Node:
    """Return what each member adds to a group's score, the most first; nothing where nobody adds anything."""
    rows = [
        (
            [
                names.get(part.person_id) or shown(part.person_id),
                div(".buying-muted.buying-light")[f"{shown(part.role)}, role weight {part.role_weight:.0%}"],
            ],
            str(round_half_up(part.person_score)),
            bar(part.points, f"{part.points:.1f}"),
        )
        for part in sorted(score.parts, key=lambda part: (-part.points, part.person_id))
        if part.points > 0
    ]
    if not rows:
        return None
    return [table(_MADE, ("Member", "Own score", "Points"), rows), p(".buying-muted.buying-small")[_POINTS]]


def types_table(score: PersonScore) -> Element:
    """Return what each type of activity adds to a person's score, the most first."""
    types: dict[str, list[PersonPart]] = {}
    for part in score.parts:
        types.setdefault(part.activity_type, []).append(part)
    points = {name: math.fsum(part.points for part in parts) for name, parts in types.items()}
    rows = [
        (words(name), _counted(types[name]), bar(points[name], f"{points[name]:.1f}"))
        for name in sorted(types, key=lambda name: (-points[name], name))
    ]
    return table(f"{_MADE}, by type", ("Activity", "Counted", "Points"), rows)


def _counted(parts: list[PersonPart]) -> str:
    counted = sum(part.counted for part in parts)
    known = sum(part.dropped or 0 for part in parts)
    unknown = sum(part.dropped is None for part in parts)  # each of them at least one activity, which a ledger forgot
    if not known + unknown:
        return str(counted)
    return f"{counted}, and {'at least ' * bool(unknown)}{known + unknown} above the daily cap"


def _days_table(score: PersonScore) -> Element:
    rows = [
        (
            part.day.isoformat(),
            f"{words(part.activity_type)}: {_counted([part])}",
            bar(part.points, f"{part.points:.1f}"),
        )
        for part in sorted(score.parts, key=lambda part: (part.day, part.activity_type))
    ]
    return table(f"{_MADE}, by day", ("Day", "Counted", "Points"), rows)


@piece.register(PersonScore)
def _person_score(value: PersonScore, depth: int) -> Piece:
    last = value.last_activity_at
    known: list[tuple[str, Node]] = [
        ("Raw", f"{value.raw:,.1f}"),
        ("Last activity", ABSENT if last is None else [moment(last, UTC), " (UTC)"]),
    ]
    return Piece(
        title=f"Person {value.person_id}",
        content=[
            section[show_engagement(value), div(".buying-part")[facts(known)]],
            bool(value.parts)
            and section[
                heading(_MADE, depth + 1),
                types_table(value),
                details[summary["Day by day"], _days_table(value)],
            ],
        ],
    )


@piece.register(GroupScore)
def _group_score(value: GroupScore, depth: int) -> Piece:
    parts = group_table(value, {})
    return Piece(
        title=f"Buying group {value.group_id}",
        content=[
            section[show_engagement(value), div(".buying-part")[facts([("Raw", f"{value.raw:,.1f}")])]],
            parts and section[heading(_MADE, depth + 1), parts],
        ],
    )


@piece.register(Completeness)
def _completeness(value: Completeness, depth: int) -> Piece:
    del depth
    return Piece(
        title="Completeness",
        content=section[show_completeness(value), bool(value.roles) and div(".buying-part")[completeness_table(value)]],
    )
