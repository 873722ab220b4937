"""
Standings: both scores and the stage of every buying group, and the groups that stand out by them.
"""

from collections import Counter
from datetime import datetime, timedelta

import attrs

from .._moments import as_of_moment
from .._notebooks import ShownInNotebooks
from .._reprs import brief
from ..completeness import completeness
from ..engagement.scoring import score_tenant
from ..errors import InvalidValueError
from ..progress import Stagnation, Velocity, stagnation, velocity
from ..stages import StageKind
from ..tenant import Tenant
from .columns import Columns, as_columns


__all__ = ["GroupHighlight", "Highlights", "highlights", "standings"]

MOST = 5  # "top five by engagement": Adobe Journey Optimizer B2B Edition documentation (2026-08)
RECENT_DAYS = 30  # the look-back window of the engagement scores


@attrs.frozen(kw_only=True, field_transformer=brief)
class GroupHighlight:
    """
    Where one buying group stands.

    Attributes
    ----------
    group_id, name : str
        Id and name of the group.
    account_id, solution_interest_id : str
        What it belongs to.
    engagement : float or None
        Engagement score in [0, 100], unrounded; ``None`` where no activity of any member is known.
    completeness : float
        Completeness score in [0, 100], unrounded.
    velocity : Velocity or None
        How fast it moves through the stages; ``None`` without a stage model.
    stagnation : Stagnation or None
        How long it has not moved; ``None`` without a stage model.
    """

    group_id: str
    name: str
    account_id: str
    solution_interest_id: str
    engagement: float | None
    completeness: float
    velocity: Velocity | None
    stagnation: Stagnation | None

    @property
    def stage(self) -> str | None:
        """The stage that it is in; ``None`` before its first move and without a stage model."""
        return None if self.stagnation is None else self.stagnation.stage

    def recent_moves(self, days: int) -> int:
        """Return how often it moved on, from a stage that is not a destination, in so many last days."""
        if self.velocity is None:
            return 0
        since = self.velocity.as_of - timedelta(days=days)
        visits = (visit for visit in self.velocity.visits if not visit.kind.is_destination)
        return sum(visit.left_at is not None and visit.left_at > since for visit in visits)

    @property
    def moves_per_30_days(self) -> float | None:
        """Its moves per 30 days under way; ``None`` where it spent no time under way, and without a stage model."""
        return None if self.velocity is None else self.velocity.moves_per_30_days

    @property
    def days_without_move(self) -> float | None:
        """Days since its last move; ``None`` where nothing stagnates: in no stage, and at a destination."""
        return None if self.stagnation is None else self.stagnation.days

    @property
    def has_failed(self) -> bool:
        """Whether it is in a failure stage."""
        return (
            self.velocity is not None
            and bool(self.velocity.visits)
            and self.velocity.visits[-1].kind is StageKind.FAILURE
        )


@attrs.frozen(kw_only=True, field_transformer=brief)
class Highlights(ShownInNotebooks):
    """
    The buying groups that stand out.

    Attributes
    ----------
    as_of : datetime
        The moment for which they hold.
    most_engaged : tuple of GroupHighlight
        At most five, the highest engagement score first; then by name and id.
    high_velocity : tuple of GroupHighlight
        At most five, the most recent moves first; then by moves per 30 days, name and id.
    stagnant : tuple of GroupHighlight
        All of them, the longest without a move first; then by name and id.
    completeness_above : float
        A stagnant group is more complete than this, in percent.
    stagnant_days : int
        It has not moved for at least so many days.
    """

    as_of: datetime
    most_engaged: tuple[GroupHighlight, ...]
    high_velocity: tuple[GroupHighlight, ...]
    stagnant: tuple[GroupHighlight, ...]
    completeness_above: float
    stagnant_days: int

    @property
    def rule(self) -> str:
        """What the groups are, in words."""
        return highlights_rule(self.completeness_above, self.stagnant_days)

    def columns(self) -> Columns:
        """
        Return the groups as columns, for a data frame: a row for each highlight and group, the first of each at rank 1.
        """
        found = {"most_engaged": self.most_engaged, "high_velocity": self.high_velocity, "stagnant": self.stagnant}
        ranked = [(name, rank, item) for name, items in found.items() for rank, item in enumerate(items, 1)]
        groups = [item for _, _, item in ranked]
        return {
            "highlight": [name for name, _, _ in ranked],
            "rank": [rank for _, rank, _ in ranked],
            **as_columns(groups, ("group_id", "name", "account_id", "solution_interest_id", "engagement")),
            **as_columns(groups, ("completeness", "stage")),
            "recent_moves": [item.recent_moves(RECENT_DAYS) for item in groups],
            **as_columns(groups, ("moves_per_30_days", "days_without_move")),
        }


def standings(tenant: Tenant, *, as_of: datetime) -> tuple[GroupHighlight, ...]:
    """
    Return where every buying group stands, by name (casefolded) and id.

    Raises
    ------
    InvalidValueError
        When `as_of` is not valid.
    """
    as_of = as_of_moment(as_of)
    scores = score_tenant(tenant, as_of=as_of)
    found: list[GroupHighlight] = []
    for group in tenant.buying_groups:
        model, engagement = tenant.stage_model_of(group), scores.group(group.id)
        assigned = Counter(member.role for member in group.members_at(as_of))
        found.append(
            GroupHighlight(
                group_id=group.id,
                name=tenant.group_name(group),
                account_id=group.account_id,
                solution_interest_id=group.solution_interest_id,
                engagement=engagement.score if engagement.is_known else None,
                completeness=completeness(tenant.template_of(group), assigned).score,
                velocity=None if model is None else velocity(group, model=model, as_of=as_of),
                stagnation=None if model is None else stagnation(group, model=model, as_of=as_of),
            )
        )
    return tuple(sorted(found, key=lambda item: (item.name.casefold(), item.group_id)))


def highlights(
    tenant: Tenant, *, as_of: datetime, completeness_above: float = 75.0, stagnant_days: int = RECENT_DAYS
) -> Highlights:
    """
    Return the buying groups that stand out: most engaged, fast through the stages, and stagnant.

    Parameters
    ----------
    tenant : Tenant
        The whole tenant.
    as_of : datetime
        The moment for which they hold, time-zone aware.
    completeness_above : float
        How complete a group is at least, in percent, to be called stagnant; this number excluded. In [0, 100).
    stagnant_days : int
        For how many days it has not moved; at least 1.

    Returns
    -------
    Highlights
        `Highlights.rule` says in words what they are.

    Raises
    ------
    InvalidValueError
        When `as_of`, `completeness_above` or `stagnant_days` is not valid.

    Notes
    -----
    High velocity ranks by moves in one and the same period for all groups: the rate over the whole time under way
    (`Velocity.moves_per_30_days`) would put a group that made its only move after a day above all others. A step back
    counts as a move, since a stage model does not say which way is forward. A group that has a stage model and has not
    entered a stage yet is not stagnant: since when it waits is not recorded.

    Examples
    --------
    >>> from datetime import UTC
    >>> empty = highlights(Tenant(name="Empty"), as_of=datetime(2026, 1, 31, tzinfo=UTC))
    >>> empty.most_engaged, empty.high_velocity, empty.stagnant
    ((), (), ())
    """
    require_thresholds(completeness_above, stagnant_days)
    groups = standings(tenant, as_of=as_of)
    engaged = sorted((item for item in groups if item.engagement), key=lambda item: -(item.engagement or 0))
    fast = sorted((item for item in groups if item.recent_moves(RECENT_DAYS) and not item.has_failed), key=_speed)
    resting = [item for item in groups if item.completeness > completeness_above and _resting(item) >= stagnant_days]
    return Highlights(
        as_of=as_of_moment(as_of),
        most_engaged=tuple(engaged[:MOST]),
        high_velocity=tuple(fast[:MOST]),
        stagnant=tuple(sorted(resting, key=lambda item: -_resting(item))),
        completeness_above=float(completeness_above),
        stagnant_days=stagnant_days,
    )


def require_thresholds(completeness_above: float, stagnant_days: int) -> None:
    """Raise `InvalidValueError` for a threshold of stagnant groups that is out of its range."""
    if not 0 <= completeness_above < 100:  # noqa: PLR2004 - percent
        raise InvalidValueError("completeness_above", completeness_above, "at least 0 and below 100")
    if stagnant_days < 1:
        raise InvalidValueError("stagnant_days", stagnant_days, "at least 1")


def highlights_rule(completeness_above: float, stagnant_days: int) -> str:
    """Return what the highlights are, in words."""
    return (
        f"Most engaged: the {MOST} groups with the highest engagement scores above 0. "
        f"High velocity: the {MOST} groups with the most moves on from stages that are not destinations in the last "
        f"{RECENT_DAYS} days, at least one, and not in a failure stage now. "
        f"Stagnant: groups more than {completeness_above:g} % complete, in a stage that is not a destination, without "
        f"a move for at least {stagnant_days} days."
    )


def _resting(item: GroupHighlight) -> float:
    return -1.0 if item.days_without_move is None else item.days_without_move


def _speed(item: GroupHighlight) -> tuple[float, float]:
    return -item.recent_moves(RECENT_DAYS), -(item.moves_per_30_days or 0.0)
