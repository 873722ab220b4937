"""
Assignment: the plan of the daily job, with the reason of each change.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from htpy import Node, fragment, p, section

from ..assignment import AssignmentPlan
from ..groups import Source
from .elements import heading, identifier, moment, plural, shown, table
from .piece import Piece, piece


if TYPE_CHECKING:
    from ..assignment import PlannedChange


@piece.register(AssignmentPlan)
def _plan(value: AssignmentPlan, depth: int) -> Piece:
    lists = [
        ("To be added", value.additions),
        ("To get another role", value.role_changes),
        ("To be removed", value.removals),
        ("Kept by a higher decision", value.kept_out),
    ]
    return Piece(
        title=f"Plan of the daily job for {value.group_id}",
        subtitle=fragment["as of ", moment(value.at, UTC), " (UTC)"],
        content=[
            (section[heading(title, depth + 1), _changes(title, changes)] for title, changes in lists if changes),
            section[p[f"{plural(len(value.unchanged), 'member')} unchanged."]],
        ],
    )


def _changes(title: str, changes: tuple[PlannedChange, ...]) -> Node:
    rows = [
        (identifier(change.person_id), shown(change.former_role), shown(change.role), [_decision(change), _why(change)])
        for change in changes
    ]
    return table(title, ("Person", "From", "To", "Why"), rows, width=560)


def _why(change: PlannedChange) -> Node:
    return p[shown(change.reason)]


def _decision(change: PlannedChange) -> Node:
    decision = change.decision
    if decision is None or not decision.source.outranks(Source.SYSTEM):
        return None
    said = f" ({shown(decision.reason)})" if decision.reason else ""
    return p["Stays, by ", decision.source.value, " decision of ", moment(decision.changed_at, UTC), f" (UTC){said}"]
