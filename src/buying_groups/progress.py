"""
Progress: how fast a buying group moves through the stages, and how long it has not moved.

Both are computed from the group's recorded moves, as of a moment. A group is under way while it is in a stage that is
not a destination; the days that it spends in a success or failure stage count for neither.
"""

import math
from datetime import datetime, timedelta

import attrs

from ._moments import as_of_moment
from ._notebooks import ShownInNotebooks
from ._reprs import brief
from .groups import BuyingGroup
from .stages import StageKind, StageModel


__all__ = ["StageVisit", "Stagnation", "Velocity", "stagnation", "velocity"]

_DAY = timedelta(days=1)
PERIOD_DAYS = 30  # the look-back window of the engagement scores: both speak of the same month


@attrs.frozen(kw_only=True, field_transformer=brief)
class StageVisit:
    """
    One stay in one stage.

    Attributes
    ----------
    stage : str
        Name of the stage.
    kind : StageKind
        What it is in the model.
    entered_at : datetime
        When the group moved there.
    left_at : datetime or None
        When it moved on; ``None`` while it is there.
    days : float
        Days spent there until it moved on, or until the moment for which this was computed; at least 0.
    """

    stage: str
    kind: StageKind
    entered_at: datetime
    left_at: datetime | None
    days: float


@attrs.frozen(kw_only=True, field_transformer=brief)
class Velocity(ShownInNotebooks):
    """
    How fast a group moves.

    Attributes
    ----------
    as_of : datetime
        The moment for which it holds.
    visits : tuple of StageVisit
        Its stays in stages up to then, in order of time: what everything else is computed from.
    moves : int
        How often it moved on from a stage that is not a destination, be it forward or back.
    days_under_way : float
        Days that it spent in stages that are not destinations, all visits together; at least 0.
    moves_per_30_days : float or None
        `moves` per 30 days under way; ``None`` where it spent no time under way.
    days_to_success : float or None
        Days from its first move to its arrival at the success stage; ``None`` if it has not arrived.
    """

    as_of: datetime
    visits: tuple[StageVisit, ...]
    moves: int
    days_under_way: float
    moves_per_30_days: float | None
    days_to_success: float | None

    @property
    def days_by_stage(self) -> dict[str, float]:
        """Days spent in each stage that it was in, all visits together, in the order of its first visits."""
        days: dict[str, list[float]] = {}
        for visit in self.visits:
            days.setdefault(visit.stage, []).append(visit.days)
        return {stage: math.fsum(parts) for stage, parts in days.items()}

    @property
    def explanation(self) -> str:
        """The same in words; days and rates with one decimal."""
        parts = [f"{self.moves} move{'s' * (self.moves != 1)} in {self.days_under_way:.1f} days under way"]
        if self.moves_per_30_days is not None:
            parts.append(f"{self.moves_per_30_days:.1f} per 30 days")
        if self.days_to_success is not None:
            parts.append(f"{self.days_to_success:.1f} days from the first stage to success")
        return "; ".join(parts)


@attrs.frozen(kw_only=True, field_transformer=brief)
class Stagnation(ShownInNotebooks):
    """
    How long a group has not moved although it is not at a destination.

    Attributes
    ----------
    as_of : datetime
        The moment for which it holds.
    stage : str or None
        The stage that the group is in; ``None`` before its first move.
    since : datetime or None
        When it moved there.
    days : float or None
        Days since then, at least 0; ``None`` where nothing stagnates: before the first move, and at a destination.
    """

    as_of: datetime
    stage: str | None
    since: datetime | None
    days: float | None

    @property
    def explanation(self) -> str:
        """The same in words; days with one decimal."""
        if self.stage is None or self.since is None:
            return "in no stage yet"
        how_long = "a destination" if self.days is None else f"{self.days:.1f} days without a move"
        return f"in {self.stage!r} since {self.since.isoformat()}, {how_long}"


def velocity(group: BuyingGroup, *, model: StageModel, as_of: datetime) -> Velocity:
    """
    Return how fast a group moves through the stages.

    Parameters
    ----------
    group : BuyingGroup
        The group, with its moves.
    model : StageModel
        The stage model of its solution interest (`Tenant.stage_model_of`).
    as_of : datetime
        The moment for which it holds, time-zone aware. Later moves do not exist yet.

    Returns
    -------
    Velocity
        The time in each stage, the moves per 30 days, the time to success.

    Raises
    ------
    UnknownIdError
        When the group was in a stage that the model lacks.

    Notes
    -----
    ``moves_per_30_days = 30 * moves / days_under_way``: events over the time in which they could happen. So neither the
    years after a success nor those of a dormant deal slow a group down afterwards.

    Examples
    --------
    >>> from datetime import UTC
    >>> from buying_groups.groups import StageMove
    >>> from buying_groups.stages import Stage
    >>> model = StageModel(
    ...     id="m1",
    ...     name="New business",
    ...     stages=[
    ...         Stage(name="Aware", kind=StageKind.ENTRY, next_stages=["Evaluating"]),
    ...         Stage(name="Evaluating", next_stages=["Won"]),
    ...         Stage(name="Won", kind=StageKind.SUCCESS),
    ...     ],
    ... ).publish()
    >>> days = {"Aware": 1, "Evaluating": 6, "Won": 21}
    >>> moves = [StageMove(stage=stage, moved_at=datetime(2026, 1, day, tzinfo=UTC)) for stage, day in days.items()]
    >>> group = BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1", stage_moves=moves)
    >>> result = velocity(group, model=model, as_of=datetime(2026, 6, 1, tzinfo=UTC))
    >>> result.explanation
    '2 moves in 20.0 days under way; 3.0 per 30 days; 20.0 days from the first stage to success'
    >>> result.days_by_stage
    {'Aware': 5.0, 'Evaluating': 15.0, 'Won': 131.0}
    """
    as_of = as_of_moment(as_of)
    visits = _visits(group, model, as_of)
    under_way = [visit for visit in visits if not visit.kind.is_destination]
    moves = sum(visit.left_at is not None for visit in under_way)
    days = sum(((visit.left_at or as_of) - visit.entered_at for visit in under_way), timedelta()) / _DAY
    succeeded_at = next((visit.entered_at for visit in visits if visit.kind is StageKind.SUCCESS), None)
    return Velocity(
        as_of=as_of,
        visits=visits,
        moves=moves,
        days_under_way=days,
        moves_per_30_days=PERIOD_DAYS * moves / days if days else None,
        days_to_success=None if succeeded_at is None else (succeeded_at - visits[0].entered_at) / _DAY,
    )


def stagnation(group: BuyingGroup, *, model: StageModel, as_of: datetime) -> Stagnation:
    """
    Return how long a group has not moved although it is not at a destination.

    Parameters
    ----------
    group : BuyingGroup
        The group, with its moves.
    model : StageModel
        The stage model of its solution interest (`Tenant.stage_model_of`).
    as_of : datetime
        The moment for which it holds, time-zone aware. Later moves do not exist yet.

    Returns
    -------
    Stagnation
        The stage, since when, and how many days of 24 hours.

    Raises
    ------
    UnknownIdError
        When the group was in a stage that the model lacks.

    Examples
    --------
    >>> from datetime import UTC
    >>> from buying_groups.groups import StageMove
    >>> from buying_groups.stages import Stage
    >>> model = StageModel(
    ...     id="m1",
    ...     name="New business",
    ...     stages=[
    ...         Stage(name="Aware", kind=StageKind.ENTRY, next_stages=["Won"]),
    ...         Stage(name="Won", kind=StageKind.SUCCESS),
    ...     ],
    ... ).publish()
    >>> moves = [StageMove(stage="Aware", moved_at=datetime(2026, 1, 1, tzinfo=UTC))]
    >>> group = BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1", stage_moves=moves)
    >>> stagnation(group, model=model, as_of=datetime(2026, 3, 1, tzinfo=UTC)).explanation
    "in 'Aware' since 2026-01-01T00:00:00+00:00, 59.0 days without a move"
    """
    as_of = as_of_moment(as_of)
    visits = _visits(group, model, as_of)
    if not visits:
        return Stagnation(as_of=as_of, stage=None, since=None, days=None)
    last = visits[-1]
    days = None if last.kind.is_destination else last.days
    return Stagnation(as_of=as_of, stage=last.stage, since=last.entered_at, days=days)


def _visits(group: BuyingGroup, model: StageModel, as_of: datetime) -> tuple[StageVisit, ...]:
    moves = [move for move in group.stage_moves if move.moved_at <= as_of]
    ends = [*(move.moved_at for move in moves[1:]), None]
    return tuple(
        StageVisit(
            stage=move.stage,
            kind=model.stage(move.stage).kind,
            entered_at=move.moved_at,
            left_at=left_at,
            days=((as_of if left_at is None else left_at) - move.moved_at) / _DAY,
        )
        for move, left_at in zip(moves, ends, strict=False)
    )
