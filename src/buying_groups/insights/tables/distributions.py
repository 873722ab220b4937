"""
Distributions out of tables: how many buying groups there are, by band of either score, and by stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..._moments import as_of_moment
from ..._narwhals import nw
from ..._tables import Table, native, read_table
from ..distributions import BAND_ENDS, BANDS_RULE, STAGES_RULE
from ..standings import RECENT_DAYS
from .moves import in_stages, read_moves, read_stages
from .results import GroupsTable
from .standings import with_scores


if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["groups_by_stage", "score_distributions"]

_SCORES = ("engagement", "completeness")


def score_distributions(groups: Any, *, engagement: Any, completeness: Any) -> GroupsTable:
    """
    Return the distributions of the engagement and completeness scores over the buying groups, in four bands.

    Parameters
    ----------
    groups : table
        One row for each group: ``group_id``.
    engagement : table
        Engagement scores as of a moment, `TableScores.groups`: ``group_id``, ``score`` (0 to 100), ``is_known``. A
        group that is not in it, since it has no members, is not known.
    completeness : table
        Completeness scores of all groups as of the same moment, `TableCompleteness.groups`: ``group_id``, ``score``.

    Returns
    -------
    GroupsTable
        ``score`` ("engagement" or "completeness"), ``above`` (where the band begins, this number excluded; null for the
        first, which has 0 in it), ``up_to`` (where it ends), ``groups`` (how many). In `GroupsTable.groups`:
        ``group_id``; ``engagement`` and ``engagement_up_to``, the end of its band, both null where it is not known;
        ``completeness``, ``completeness_up_to``.

    Raises
    ------
    TableError
        When a table is not as it should be; names the column and how many rows are at fault.

    Examples
    --------
    >>> import polars as pl
    >>> found = score_distributions(
    ...     pl.DataFrame({"group_id": ["g1", "g2"]}),
    ...     engagement=pl.DataFrame({"group_id": ["g1"], "score": [25.1], "is_known": [True]}),
    ...     completeness=pl.DataFrame({"group_id": ["g1", "g2"], "score": [50.0, 100.0]}),
    ... )
    >>> found.rows["groups"].to_list()
    [0, 1, 0, 0, 0, 1, 0, 1]
    >>> found.groups.rows()
    [('g1', 25.1, 50.0, 50.0, 50.0), ('g2', None, None, 100.0, 100.0)]
    """
    of_groups = read_table(groups, "groups", ("group_id",))
    of_groups.require_once("group_id")
    scored = with_scores(of_groups, engagement, completeness).sort("group_id")
    placed = scored.with_columns(**{f"{score}_up_to": _band_end(score) for score in _SCORES})
    counts = [int((placed[f"{score}_up_to"] == up_to).sum()) for score in _SCORES for up_to in BAND_ENDS]
    rows = nw.from_dict(
        {
            "score": [score for score in _SCORES for _ in BAND_ENDS],
            "above": [None, *map(float, BAND_ENDS[:-1])] * len(_SCORES),
            "up_to": [*map(float, BAND_ENDS)] * len(_SCORES),
            "groups": counts,
        },
        nw.Schema({"score": nw.String(), "above": nw.Float64(), "up_to": nw.Float64(), "groups": nw.Int64()}),
        backend=placed.implementation,
    )
    columns = [name for score in _SCORES for name in (score, f"{score}_up_to")]
    return GroupsTable(rows=native(rows), rule=BANDS_RULE, groups=native(placed.select("group_id", *columns)))


def _band_end(score: str) -> nw.Expr:
    end = nw.lit(None, nw.Float64)
    for up_to in reversed(BAND_ENDS):
        end = nw.when(nw.col(score) <= up_to).then(nw.lit(float(up_to))).otherwise(end)
    return end


def groups_by_stage(groups: Any, *, stages: Any, stage_moves: Any, as_of: datetime) -> GroupsTable:
    """
    Return the buying groups by solution interest and stage, out of tables.

    Parameters
    ----------
    groups : table
        One row for each group: ``group_id``, ``solution_interest_id``.
    stages : table
        One row for each stage of each solution interest's stage model: ``solution_interest_id``, ``stage`` (text),
        ``kind`` ("entry", "intermediate", "success" or "failure"), ``position`` (whole numbers; the model's order).
    stage_moves : table
        One row for each move of a group: ``group_id``, ``stage``, ``moved_at`` (instants with a time zone, different
        for each move of a group).
    as_of : datetime
        The moment for which it holds, time-zone aware. Later moves do not exist yet.

    Returns
    -------
    GroupsTable
        ``solution_interest_id``, ``stage`` and ``kind`` (null for the groups that are in none), ``groups`` (how many):
        by solution interest; first the groups in no stage, then each stage in the model's order. Solution interests are
        those that stand in `groups` or `stages`. In `GroupsTable.groups`: ``group_id``, ``solution_interest_id``,
        ``stage``.

    Raises
    ------
    InvalidValueError
        When `as_of` is not valid.
    TableError
        When a table is not as it should be; names the column and how many rows are at fault.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> found = groups_by_stage(
    ...     pl.DataFrame({"group_id": ["g1", "g2"], "solution_interest_id": ["s1", "s1"]}),
    ...     stages=pl.DataFrame(
    ...         {
    ...             "solution_interest_id": ["s1", "s1"],
    ...             "stage": ["Aware", "Won"],
    ...             "kind": ["entry", "success"],
    ...             "position": [1, 2],
    ...         }
    ...     ),
    ...     stage_moves=pl.DataFrame(
    ...         {"group_id": ["g2"], "stage": ["Aware"], "moved_at": [datetime(2025, 12, 1, tzinfo=UTC)]}
    ...     ),
    ...     as_of=datetime(2026, 1, 31, tzinfo=UTC),
    ... )
    >>> found.rows.rows()
    [('s1', None, None, 1), ('s1', 'Aware', 'entry', 1), ('s1', 'Won', 'success', 0)]
    """
    as_of = as_of_moment(as_of)
    of_groups = read_table(groups, "groups", ("group_id", "solution_interest_id"))
    of_groups.require_once("group_id")
    of_stages = read_stages(stages, "position")
    of_stages.require_once("position", "solution_interest_id")
    moves = read_moves(stage_moves, of_groups, of_stages)
    where = in_stages(moves, as_of, RECENT_DAYS).select("group_id", "stage")
    placed = of_groups.frame.join(where, on="group_id", how="left").sort("group_id")
    placed = placed.select("group_id", "solution_interest_id", "stage")
    return GroupsTable(rows=native(_counted(placed, of_stages)), rule=STAGES_RULE, groups=native(placed))


def _counted(placed: nw.DataFrame[Any], of_stages: Table) -> nw.DataFrame[Any]:
    """
    Return how many groups are in each stage, and in none.
    """
    interest = "solution_interest_id"
    in_none = placed.filter(nw.col("stage").is_null()).group_by(interest).agg(nw.len().alias("groups"))
    in_some = placed.filter(~nw.col("stage").is_null()).group_by(interest, "stage").agg(nw.len().alias("groups"))
    interests = nw.concat([placed.select(interest), of_stages.frame.select(interest)]).unique()
    none = interests.join(in_none, on=interest, how="left").with_columns(
        stage=nw.lit(None, nw.String), kind=nw.lit(None, nw.String), position=nw.lit(0), is_stage=nw.lit(0)
    )
    some = of_stages.frame.join(in_some, on=[interest, "stage"], how="left").with_columns(is_stage=nw.lit(1))
    columns = (interest, "stage", "kind", "groups")
    parts = [
        part.select(
            interest,
            nw.col("stage", "kind").cast(nw.String),
            nw.col("groups").fill_null(0).cast(nw.Int64),
            nw.col("is_stage", "position").cast(nw.Int64),
        )
        for part in (none, some)
    ]
    return nw.concat(parts).sort(interest, "is_stage", "position").select(columns)
