"""
Distributions: how many buying groups there are, by band of either score, and by solution interest and stage.
"""

from collections.abc import Iterable
from datetime import datetime

import attrs

from .._moments import as_of_moment
from .._notebooks import ShownInNotebooks
from .._reprs import brief
from .._validation import require_tenant
from ..stages import StageKind
from ..tenant import Tenant
from .columns import Columns, as_columns
from .contacts import interests_in_order
from .standings import standings


__all__ = ["GroupsByStage", "ScoreBand", "ScoreDistributions", "StageRow", "groups_by_stage", "score_distributions"]

BAND_ENDS = (25, 50, 75, 100)  # decided here; the reference product shows four bands and does not say where they end
BANDS_RULE = (
    "Groups whose unrounded score is up to 25, above 25 up to 50, above 50 up to 75, and above 75. A group of no "
    "member of which any activity is known has no engagement to count: it is in none of these bands."
)
STAGES_RULE = (
    "For each solution interest: the groups that are in no stage, and those in each stage of its stage model, after "
    "their last move."
)


@attrs.frozen(kw_only=True, field_transformer=brief)
class ScoreBand:
    """
    The buying groups whose score is in one band.

    Attributes
    ----------
    above : int or None
        Where the band begins, this number excluded; ``None`` for the first, which has 0 in it.
    up_to : int
        Where it ends, this number included.
    group_ids : tuple of str
        The groups, in the order of their ids.
    """

    above: int | None
    up_to: int
    group_ids: tuple[str, ...]

    @property
    def groups(self) -> int:
        """How many groups there are in the band."""
        return len(self.group_ids)


@attrs.frozen(kw_only=True, field_transformer=brief)
class ScoreDistributions(ShownInNotebooks):
    """
    The distributions of both scores over the buying groups.

    Attributes
    ----------
    as_of : datetime
        The moment for which they hold.
    engagement, completeness : tuple of ScoreBand
        The four bands, lowest first.
    unknown_engagement : tuple of str
        Ids of the groups of no member of which any activity is known, in order; they are in no band of engagement.
    """

    as_of: datetime
    engagement: tuple[ScoreBand, ...]
    completeness: tuple[ScoreBand, ...]
    unknown_engagement: tuple[str, ...]

    @property
    def rule(self) -> str:
        """What the bands are, in words."""
        return BANDS_RULE

    def columns(self) -> Columns:
        """Return the bands of both scores as columns, for a data frame."""
        bands = (*self.engagement, *self.completeness)
        scores = ["engagement"] * len(self.engagement) + ["completeness"] * len(self.completeness)
        return {"score": scores, **as_columns(bands, ("above", "up_to", "groups"))}


@attrs.frozen(kw_only=True, field_transformer=brief)
class StageRow:
    """
    The buying groups of one solution interest in one stage.

    Attributes
    ----------
    solution_interest_id, solution_interest : str
        Id and name of the solution interest.
    stage : str or None
        The stage; ``None`` for the groups that are in none.
    kind : StageKind or None
        What it is in the stage model.
    group_ids : tuple of str
        The groups, in the order of their ids.
    """

    solution_interest_id: str
    solution_interest: str
    stage: str | None
    kind: StageKind | None
    group_ids: tuple[str, ...]

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return len(self.group_ids)


@attrs.frozen(kw_only=True, field_transformer=brief)
class GroupsByStage(ShownInNotebooks):
    """
    The buying groups by solution interest and stage.

    Attributes
    ----------
    as_of : datetime
        The moment for which it holds.
    rows : tuple of StageRow
        By the solution interest's name and id; first the groups in no stage, then each stage in the model's order.
    """

    as_of: datetime
    rows: tuple[StageRow, ...]

    @property
    def rule(self) -> str:
        """What the rows are, in words."""
        return STAGES_RULE

    def columns(self) -> Columns:
        """Return the rows as columns, for a data frame."""
        return as_columns(self.rows, ("solution_interest_id", "solution_interest", "stage", "kind", "groups"))


def score_distributions(tenant: Tenant, *, as_of: datetime) -> ScoreDistributions:
    """
    Return the distributions of the engagement and completeness scores over the buying groups, in four bands.

    Parameters
    ----------
    tenant : Tenant
        The whole tenant.
    as_of : datetime
        The moment for which they hold, time-zone aware.

    Returns
    -------
    ScoreDistributions
        How many groups are in each band of each score; the bands end at 25, 50, 75 and 100.

    Raises
    ------
    InvalidValueError
        When `as_of` is not valid.

    Examples
    --------
    >>> from datetime import UTC
    >>> result = score_distributions(Tenant(name="Empty"), as_of=datetime(2026, 1, 31, tzinfo=UTC))
    >>> [(band.above, band.up_to, band.groups) for band in result.engagement]
    [(None, 25, 0), (25, 50, 0), (50, 75, 0), (75, 100, 0)]
    """
    groups = standings(tenant, as_of=as_of)
    return ScoreDistributions(
        as_of=as_of_moment(as_of),
        engagement=_bands((item.group_id, item.engagement) for item in groups if item.engagement is not None),
        completeness=_bands((item.group_id, item.completeness) for item in groups),
        unknown_engagement=tuple(sorted(item.group_id for item in groups if item.engagement is None)),
    )


def _bands(scores: Iterable[tuple[str, float]]) -> tuple[ScoreBand, ...]:
    by_band: dict[int, list[str]] = {up_to: [] for up_to in BAND_ENDS}
    for group_id, score in scores:
        by_band[next(up_to for up_to in BAND_ENDS if score <= up_to)].append(group_id)
    return tuple(
        ScoreBand(above=above, up_to=up_to, group_ids=tuple(sorted(by_band[up_to])))
        for above, up_to in zip((None, *BAND_ENDS), BAND_ENDS, strict=False)
    )


def groups_by_stage(tenant: Tenant, *, as_of: datetime) -> GroupsByStage:
    """
    Return the buying groups by solution interest and stage.

    Parameters
    ----------
    tenant : Tenant
        The whole tenant.
    as_of : datetime
        The moment for which it holds, time-zone aware. Later moves do not exist yet.

    Returns
    -------
    GroupsByStage
        With a row also for a stage that no group is in.

    Raises
    ------
    InvalidValueError
        When `as_of` is not valid.

    Examples
    --------
    >>> from datetime import UTC
    >>> groups_by_stage(Tenant(name="Empty"), as_of=datetime(2026, 1, 31, tzinfo=UTC)).rows
    ()
    """
    require_tenant(tenant)
    as_of = as_of_moment(as_of)
    rows: list[StageRow] = []
    for interest in interests_in_order(tenant):
        model = None if interest.stage_model_id is None else tenant.stage_model(interest.stage_model_id)
        stages = [(None, None), *(((stage.name, stage.kind) for stage in model.stages) if model else ())]
        placed = sorted(
            (group.id, group.stage_at(as_of))
            for group in tenant.buying_groups
            if group.solution_interest_id == interest.id
        )
        rows += [
            StageRow(
                solution_interest_id=interest.id,
                solution_interest=interest.name,
                stage=stage,
                kind=kind,
                group_ids=tuple(group_id for group_id, where in placed if where == stage),
            )
            for stage, kind in stages
        ]
    return GroupsByStage(as_of=as_of, rows=tuple(rows))
