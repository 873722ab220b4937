"""
Stages: a model as the table of its transitions, and how a group moves through one.
"""

from __future__ import annotations

from datetime import UTC

from htpy import Node, div, fragment, li, p, section, ul

from ..progress import Stagnation, Velocity
from ..stages import StageModel
from .elements import ABSENT, heading, moment, shown, table
from .listings import Listing, listing
from .piece import Piece, piece


@piece.register(StageModel)
def _stage_model(value: StageModel, depth: int) -> Piece:
    rows = [
        (shown(stage.name), stage.kind.value, ", ".join(map(shown, stage.next_stages)) or ABSENT)
        for stage in value.stages
    ]
    entries = ", ".join(map(shown, value.next_stages(None))) or ABSENT
    problems = value.problems()
    return Piece(
        title=f"Stage model {value.name}",
        subtitle=f"{value.status.value}; id {shown(value.id)}",
        content=[
            section[
                p["A group without a stage may move to: ", entries],
                bool(rows) and div(".buying-part")[table("Transitions", ("Stage", "Kind", "May be followed by"), rows)],
            ],
            bool(problems)
            and section[
                heading("What keeps it from being published", depth + 1),
                ul(".buying-highlights")[(li[shown(problem.message)] for problem in problems)],
            ],
        ],
    )


@piece.register(Velocity)
def _velocity(value: Velocity, depth: int) -> Piece:
    rows = [
        (
            shown(visit.stage),
            visit.kind.value,
            moment(visit.entered_at, UTC),
            ABSENT if visit.left_at is None else moment(visit.left_at, UTC),
            f"{visit.days:,.1f}",
        )
        for visit in value.visits
    ]
    return listing(
        depth,
        Listing("Stages that it was in", ("Stage", "Kind", "From (UTC)", "Until (UTC)", "Days"), rows, 560),
        title="Velocity",
        subtitle=fragment["as of ", moment(value.as_of, UTC), " (UTC)"],
        rule=f"{value.explanation[0].upper()}{value.explanation[1:]}.",
    )


@piece.register(Stagnation)
def _stagnation(value: Stagnation, depth: int) -> Piece:
    known: list[tuple[str, Node]] = [
        ("Stage", shown(value.stage)),
        ("Since (UTC)", ABSENT if value.since is None else moment(value.since, UTC)),
        ("Days without a move", ABSENT if value.days is None else f"{value.days:,.1f}"),
    ]
    return listing(
        depth, title="Stagnation", subtitle=fragment["as of ", moment(value.as_of, UTC), " (UTC)"], known=known
    )
