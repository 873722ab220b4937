"""
Standings out of tables: the buying groups that stand out by their scores and their moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..._moments import as_of_moment
from ..._narwhals import nw
from ..._tables import Table, native, read_table
from ..standings import MOST, RECENT_DAYS, highlights_rule, require_thresholds
from .moves import in_stages, read_moves, read_stages
from .results import TableInsight


if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["highlights", "with_scores"]


def highlights(
    groups: Any,
    *,
    engagement: Any,
    completeness: Any,
    stages: Any,
    stage_moves: Any,
    as_of: datetime,
    completeness_above: float = 75.0,
    stagnant_days: int = RECENT_DAYS,
) -> TableInsight:
    """
    Return the buying groups that stand out, out of tables: most engaged, fast through the stages, and stagnant.

    Parameters
    ----------
    groups : table
        One row for each group: ``group_id``, ``solution_interest_id``.
    engagement : table
        Engagement scores as of the same moment, `TableScores.groups`: ``group_id``, ``score`` (0 to 100), ``is_known``.
        A group that is not in it, since it has no members, is not known.
    completeness : table
        Completeness scores of all groups as of the same moment, `TableCompleteness.groups`: ``group_id``, ``score``.
    stages : table
        One row for each stage of each solution interest's stage model: ``solution_interest_id``, ``stage`` (text),
        ``kind`` ("entry", "intermediate", "success" or "failure").
    stage_moves : table
        One row for each move of a group: ``group_id``, ``stage``, ``moved_at`` (instants with a time zone, different
        for each move of a group).
    as_of : datetime
        The moment for which they hold, time-zone aware. Later moves do not exist yet.
    completeness_above : float
        How complete a group is at least, in percent, to be called stagnant; this number excluded. In [0, 100).
    stagnant_days : int
        For how many days it has not moved; at least 1.

    Returns
    -------
    TableInsight
        ``highlight`` ("most_engaged", "high_velocity" or "stagnant"), ``rank`` (from 1), ``group_id``,
        ``solution_interest_id``; ``engagement``, null where it is not known; ``completeness``; ``stage``, null before
        the first move; ``recent_moves``, the moves on in the last 30 days; ``moves_per_30_days``, null without time
        under way; ``days_without_move``, null where nothing stagnates.

    Raises
    ------
    InvalidValueError
        When `as_of`, `completeness_above` or `stagnant_days` is not valid.
    TableError
        When a table is not as it should be; names the column and how many rows are at fault.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> as_of = datetime(2026, 1, 31, tzinfo=UTC)
    >>> found = highlights(
    ...     pl.DataFrame({"group_id": ["g1", "g2"], "solution_interest_id": ["s1", "s1"]}),
    ...     engagement=pl.DataFrame({"group_id": ["g1"], "score": [100.0], "is_known": [True]}),
    ...     completeness=pl.DataFrame({"group_id": ["g1", "g2"], "score": [50.0, 100.0]}),
    ...     stages=pl.DataFrame({"solution_interest_id": ["s1"], "stage": ["Aware"], "kind": ["entry"]}),
    ...     stage_moves=pl.DataFrame(
    ...         {"group_id": ["g2"], "stage": ["Aware"], "moved_at": [datetime(2025, 12, 1, tzinfo=UTC)]}
    ...     ),
    ...     as_of=as_of,
    ... )
    >>> found.rows.select("highlight", "rank", "group_id", "days_without_move").rows()
    [('most_engaged', 1, 'g1', None), ('stagnant', 1, 'g2', 61.0)]
    """
    require_thresholds(completeness_above, stagnant_days)
    as_of = as_of_moment(as_of)
    of_groups = read_table(groups, "groups", ("group_id", "solution_interest_id"))
    of_groups.require_once("group_id")
    scored = with_scores(of_groups, engagement, completeness)
    moves = read_moves(stage_moves, of_groups, read_stages(stages))
    found = scored.join(in_stages(moves, as_of, RECENT_DAYS), on="group_id", how="left").with_columns(
        nw.col("recent_moves").fill_null(0).cast(nw.Int64), _rate=nw.col("moves_per_30_days").fill_null(0.0)
    )
    engaged = _ranked(found.filter(nw.col("engagement").fill_null(0.0) > 0), "engagement").head(MOST)
    has_failed = (nw.col("kind") == "failure").fill_null(value=False)
    fast = _ranked(found.filter((nw.col("recent_moves") > 0) & ~has_failed), "recent_moves", "_rate").head(MOST)
    rests = nw.col("days_without_move").fill_null(-1.0) >= stagnant_days
    resting = _ranked(found.filter((nw.col("completeness") > completeness_above) & rests), "days_without_move")
    parts = (("most_engaged", engaged), ("high_velocity", fast), ("stagnant", resting))
    rows = nw.concat([part.with_row_index("rank").with_columns(highlight=nw.lit(name)) for name, part in parts])
    rows = rows.with_columns((nw.col("rank").cast(nw.Int64) + 1).alias("rank")).select(
        "highlight",
        "rank",
        "group_id",
        "solution_interest_id",
        "engagement",
        "completeness",
        "stage",
        "recent_moves",
        "moves_per_30_days",
        "days_without_move",
    )
    return TableInsight(rows=native(rows), rule=highlights_rule(completeness_above, stagnant_days))


def _ranked(found: nw.DataFrame[Any], *by: str) -> nw.DataFrame[Any]:
    return found.sort(*by, "group_id", descending=[*(True for _ in by), False])


def with_scores(of_groups: Table, engagement: Any, completeness: Any) -> nw.DataFrame[Any]:
    """
    Return groups with both scores, checked: ``engagement``, null where it is not known, and ``completeness``.
    """
    engaged = read_table(engagement, "engagement", ("group_id", "score", "is_known"), of_groups)
    complete = read_table(completeness, "completeness", ("group_id", "score"), of_groups)
    for scores in (engaged, complete):
        scores.require("score", (nw.col("score") >= 0) & (nw.col("score") <= 100), "from 0 to 100", "another number")  # noqa: PLR2004 - percent
        scores.require_once("group_id")
        scores.require_known(of_groups, "group_id")
    of_groups.require_known(complete, "group_id")
    known = engaged.frame.filter(nw.col("is_known"))
    return of_groups.frame.join(
        known.select("group_id", engagement=nw.col("score").cast(nw.Float64)), on="group_id", how="left"
    ).join(complete.frame.select("group_id", completeness=nw.col("score").cast(nw.Float64)), on="group_id")
