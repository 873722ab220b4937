"""
Roles over time: how many people were found for each role, and how engaged they were.
"""

import itertools
import math
from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

import attrs

from .._moments import as_of_moment, days_before
from .._notebooks import ShownInNotebooks
from .._reprs import brief
from .._validation import require_tenant
from ..engagement.scoring import score_tenant
from ..errors import InvalidValueError
from ..groups import BuyingGroup
from ..roles import DEFAULT_ROLES
from ..tenant import Tenant
from .columns import Columns, as_columns, fields_of


__all__ = ["RoleInPeriod", "RolesOverTime", "roles_over_time"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class RoleInPeriod:
    """
    One role in one period.

    Attributes
    ----------
    role : str
        The role.
    after, up_to : datetime
        The period; what is at `after` is outside, what is at `up_to` inside.
    acquired : int
        How often somebody got the role in a group in the period, by joining or from another role, also if it was lost
        again in the period.
    people : int
        How many different people have it in any group at the end of the period.
    mean_engagement : float or None
        Mean of their engagement scores as of the end of the period, in [0, 100]; ``None`` where of none of them an
        activity is known. Each score is relative to the tenant's most engaged person at that moment.
    mean_raw : float or None
        Mean of their raw engagement at that moment, which no scale moves: what periods are compared by.
    unknown : int
        Of how many of them no activity is known; they are in neither mean.
    """

    role: str
    after: datetime
    up_to: datetime
    acquired: int
    people: int
    mean_engagement: float | None
    mean_raw: float | None
    unknown: int


@attrs.frozen(kw_only=True, field_transformer=brief)
class RolesOverTime(ShownInNotebooks):
    """
    The acquisition and the engagement of roles over time.

    Attributes
    ----------
    as_of : datetime
        The end of the last period.
    period_days : int
        The length of each period, in days of 24 hours.
    rows : tuple of RoleInPeriod
        By role, the default roles first and then the others by name; and by period, the earliest first.
    """

    as_of: datetime
    period_days: int
    rows: tuple[RoleInPeriod, ...]

    @property
    def rule(self) -> str:
        """What the rows are, in words."""
        return roles_rule(self.period_days)

    def columns(self) -> Columns:
        """Return the rows as columns, for a data frame."""
        return as_columns(self.rows, fields_of(RoleInPeriod))


def roles_over_time(tenant: Tenant, *, as_of: datetime, periods: int = 6, period_days: int = 30) -> RolesOverTime:
    """
    Return how many people were found for each role over time, and how engaged they were.

    Parameters
    ----------
    tenant : Tenant
        The whole tenant. The roles are those of the roles templates of its solution interests.
    as_of : datetime
        The end of the last period, time-zone aware.
    periods : int
        How many periods, each following the one before; at least 1.
    period_days : int
        The length of each, in days of 24 hours; at least 1.

    Returns
    -------
    RolesOverTime
        With a row for each role and period.

    Raises
    ------
    InvalidValueError
        When a number is out of its range, or the calendar does not reach back over all periods.
    ConflictingActivityError
        When an activity id comes back with another person, type or time.

    Notes
    -----
    Every moment is scored anew, with the weighting model and the role weightings of today. For members of whose changes
    no history is recorded, the present role counts since they joined.

    Examples
    --------
    >>> from datetime import UTC
    >>> roles_over_time(Tenant(name="Empty"), as_of=datetime(2026, 1, 31, tzinfo=UTC)).rows
    ()
    """
    require_tenant(tenant)
    as_of = as_of_moment(as_of)
    roles = _roles(tenant)
    rows: dict[str, list[RoleInPeriod]] = {role: [] for role in roles}
    for after, up_to in periods_before(as_of, periods, period_days):
        acquired = sum((_acquired(group, after, up_to) for group in tenant.buying_groups), Counter[str]())
        scores = score_tenant(tenant, as_of=up_to)
        for role in roles:
            people = sorted(
                {
                    member.person_id
                    for group in tenant.buying_groups
                    for member in group.members_at(up_to)
                    if member.role == role
                }
            )
            known = [score for score in map(scores.person, people) if score.is_known]
            rows[role].append(
                RoleInPeriod(
                    role=role,
                    after=after,
                    up_to=up_to,
                    acquired=acquired[role],
                    people=len(people),
                    mean_engagement=mean([score.score for score in known]),
                    mean_raw=mean([score.raw for score in known]),
                    unknown=len(people) - len(known),
                )
            )
    return RolesOverTime(
        as_of=as_of, period_days=period_days, rows=tuple(row for found in rows.values() for row in found)
    )


def _roles(tenant: Tenant) -> list[str]:
    templates = {interest.roles_template_id for interest in tenant.solution_interests}
    found = {role for id in templates for role in tenant.roles_template(id).role_names}
    return roles_in_order(found)


def roles_in_order(roles: Collection[str]) -> list[str]:
    """
    Return roles with the default ones first, and then the others by name.

    Examples
    --------
    >>> roles_in_order({"Procurement", "Champion", "Audit", "Decision Maker"})
    ['Decision Maker', 'Champion', 'Audit', 'Procurement']
    """
    return [*(role for role in DEFAULT_ROLES if role in roles), *sorted(set(roles) - set(DEFAULT_ROLES))]


def periods_before(as_of: datetime, periods: int, period_days: int) -> list[tuple[datetime, datetime]]:
    """
    Return the start and the end of each of some periods that follow one another up to a moment.

    Raises
    ------
    InvalidValueError
        When a number is out of its range, or the calendar does not reach back over all periods.
    """
    for name, value in (("periods", periods), ("period_days", period_days)):
        if value < 1:
            raise InvalidValueError(name, value, "at least 1")
    days_before(as_of, periods * period_days, "periods * period_days")
    ends = [as_of - timedelta(days=back * period_days) for back in range(periods, -1, -1)]
    return list(itertools.pairwise(ends))


def roles_rule(period_days: int) -> str:
    """Return what the roles over time are, in words."""
    return (
        f"For each role of a roles template in use and each period of {period_days} days: how often somebody got the "
        "role in a group, how many different people have it at the end, and the mean of their engagement scores as of "
        "then, of those of whom any activity is known."
    )


def _acquired(group: BuyingGroup, after: datetime, up_to: datetime) -> Counter[str]:
    found: Counter[str] = Counter()
    present: dict[str, str | None] = {}
    for change in group.complete_history:
        former = present.get(change.person_id)
        present[change.person_id] = change.role
        if change.role is not None and change.role != former and after < change.changed_at <= up_to:
            found[change.role] += 1
    return found


def mean(values: list[float]) -> float | None:
    """Return the mean of some numbers; ``None`` of none."""
    return math.fsum(values) / len(values) if values else None
