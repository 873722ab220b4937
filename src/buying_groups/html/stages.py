"""
Stages: a model as the table of its transitions.
"""

from __future__ import annotations

from htpy import div, li, p, section, ul

from ..stages import StageModel
from .elements import ABSENT, heading, shown, table
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
