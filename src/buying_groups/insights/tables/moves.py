"""
Moves out of tables: which stage each group is in, how fast it moves, and how long it has not.

The numbers are those of `buying_groups.progress`, to the last bit.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from ..._narwhals import nw
from ..._tables import Table, microseconds, read_table
from ...progress import PERIOD_DAYS
from ...stages import StageKind


if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["in_stages", "read_moves", "read_stages"]

_DAY = timedelta(days=1) // timedelta(microseconds=1)
_KINDS = [kind.value for kind in StageKind]
_DESTINATIONS = [kind.value for kind in StageKind if kind.is_destination]


def read_stages(stages: Any, *columns: str) -> Table:
    """
    Return the stages of stage models, checked: solution interest, stage, kind, and further columns.
    """
    found = read_table(stages, "stages", ("solution_interest_id", "stage", "kind", *columns))
    found.require_once("stage", "solution_interest_id")
    found.require("kind", nw.col("kind").is_in(_KINDS), f"one of {', '.join(map(repr, _KINDS))}", "another")
    return found


def read_moves(stage_moves: Any, of_groups: Table, stages: Table) -> Table:
    """
    Return the moves of groups, checked against groups and stages: group, stage, kind of the stage, and when.
    """
    moves = read_table(stage_moves, "stage_moves", ("group_id", "stage", "moved_at"), of_groups, stages)
    moves.require_once("moved_at", "group_id")
    moves.require_known(of_groups, "group_id")
    moves = Table("stage_moves", moves.frame.join(of_groups.frame, on="group_id"))
    moves.require_known(stages, "stage", "solution_interest_id")
    kinds = stages.frame.select("solution_interest_id", "stage", "kind")
    return Table("stage_moves", moves.frame.join(kinds, on=["solution_interest_id", "stage"]))


def in_stages(moves: Table, as_of: datetime, recent_days: int) -> nw.DataFrame[Any]:
    """
    Return where each group is that has moved up to a moment, in the order of ids.

    Parameters
    ----------
    moves : Table
        As `read_moves` returns them. Later ones do not exist yet.
    as_of : datetime
        The moment.
    recent_days : int
        How many last days count as recent.

    Returns
    -------
    DataFrame
        ``group_id``, ``stage``, ``kind``; ``recent_moves`` as of `GroupHighlight.recent_moves`, ``moves_per_30_days``
        as of `Velocity`, ``days_without_move`` as of `Stagnation.days`.
    """
    now = microseconds(as_of)
    visits = moves.frame.filter(nw.col("moved_at") <= now).sort("group_id", "moved_at")
    first = visits["group_id"].is_first_distinct().arg_true().to_numpy().astype(np.int64)
    last = np.append(first[1:], len(visits)) - 1 if len(visits) else first
    entered_at = visits["moved_at"].to_numpy()
    left_at = np.append(entered_at[1:], now) if len(visits) else entered_at.copy()
    left_at[last] = now
    is_under_way = ~visits["kind"].is_in(_DESTINATIONS).to_numpy()
    has_moved_on = is_under_way.copy()
    has_moved_on[last] = False
    is_recent = has_moved_on & (left_at > now - recent_days * _DAY)

    def of_each_group(values: Any) -> Any:
        return np.add.reduceat(values.astype(np.int64), first) if len(visits) else np.zeros(0, np.int64)

    days = of_each_group((left_at - entered_at) * is_under_way) / _DAY
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = PERIOD_DAYS * of_each_group(has_moved_on) / days
    resting = np.where(is_under_way[last], (now - entered_at[last]) / _DAY, np.nan)
    library = visits.implementation
    return (
        visits.filter(visits["group_id"].is_last_distinct())
        .select("group_id", "stage", "kind")
        .with_columns(
            nw.Series.from_numpy("recent_moves", of_each_group(is_recent), nw.Int64, backend=library),
            nw.Series.from_iterable("moves_per_30_days", _or_none(rates), nw.Float64, backend=library),
            nw.Series.from_iterable("days_without_move", _or_none(resting), nw.Float64, backend=library),
        )
    )


def _or_none(values: Any) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in values.tolist()]
