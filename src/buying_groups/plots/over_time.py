"""
Roles over time: how many people were found for each role, and how engaged they were.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

import attrs
import numpy as np

from .._moments import time_zone as zone_of
from .._validation import known
from ..insights.over_time import RolesOverTime, roles_over_time
from ..rounding import round_half_up
from .display import Display
from .grid import draw_grid
from .texts import ABSENT, days_text


if TYPE_CHECKING:
    from datetime import datetime

    from matplotlib.axes import Axes

    from ..insights.over_time import RoleInPeriod
    from ..tenant import Tenant
    from .grid import Floats


__all__ = ["RolesOverTimeDisplay"]

Measure = Literal["acquired", "people", "mean_engagement", "mean_raw"]

_MEASURES = {
    "acquired": ("How often somebody got a role in a buying group", "in each period"),
    "people": ("People by role", "at the end of each period"),
    "mean_engagement": ("Mean engagement score (0–100) by role", "at the end of each period"),
    "mean_raw": ("Mean raw engagement by role", "at the end of each period"),
}


@attrs.define(kw_only=True, eq=False, repr=False, slots=False)
class RolesOverTimeDisplay(Display):
    """
    How many people were found for each role over time, or how engaged they were.

    Made by `from_tenant` and `from_insight`.

    Attributes
    ----------
    roles_over_time : RolesOverTime
        What is drawn.
    measure : {"acquired", "people", "mean_engagement", "mean_raw"}
        Which of its numbers.
    roles : tuple of str
        The roles, a row each.
    ends : tuple of datetime
        The ends of the periods, a column each.
    values : ndarray of shape (n_roles, n_periods)
        The numbers, unrounded; NaN where of nobody with the role any activity is known.
    as_of, time_zone, ax_, figure_
        As of every `Display`.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from matplotlib.figure import Figure
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/open_source.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> display = RolesOverTimeDisplay.from_tenant(tenant, as_of=as_of, periods=3, ax=Figure().subplots())
    >>> display.roles[0], display.values[0].tolist()
    ('Decision Maker', [7.0, 1.0, 4.0])
    """

    roles_over_time: RolesOverTime
    measure: Measure
    roles: tuple[str, ...]
    ends: tuple[datetime, ...]
    values: Floats

    @classmethod
    def from_tenant(
        cls,
        tenant: Tenant,
        *,
        as_of: datetime,
        measure: Measure = "acquired",
        periods: int = 6,
        period_days: int = 30,
        ax: Axes | None = None,
    ) -> Self:
        """
        Compute and plot the roles of a tenant over time.

        Parameters
        ----------
        tenant : Tenant
            The whole tenant.
        as_of : datetime
            The end of the last period, time-zone aware.
        measure : {"acquired", "people", "mean_engagement", "mean_raw"}
            What to draw. Periods are compared by the raw engagement, as a score is relative to the tenant's most
            engaged person at that moment.
        periods : int
            How many periods; at least 1.
        period_days : int
            The length of each, in days of 24 hours; at least 1.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        UnknownIdError
            When `measure` is something else.
        InvalidValueError
            When a number or the moment is not valid.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        found = roles_over_time(tenant, as_of=as_of, periods=periods, period_days=period_days)
        return cls.from_insight(found, measure=measure, time_zone=tenant.time_zone, ax=ax)

    @classmethod
    def from_insight(
        cls, found: RolesOverTime, *, measure: Measure = "acquired", time_zone: str = "UTC", ax: Axes | None = None
    ) -> Self:
        """
        Plot roles over time that were computed before.

        Parameters
        ----------
        found : RolesOverTime
            The roles over time.
        measure : {"acquired", "people", "mean_engagement", "mean_raw"}
            What to draw.
        time_zone : str
            IANA name of the zone in which moments are shown.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        UnknownIdError
            When `measure` is something else.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        known("measure", measure, _MEASURES)
        roles = tuple(dict.fromkeys(row.role for row in found.rows))
        ends = tuple(dict.fromkeys(row.up_to for row in found.rows))
        numbers = [_number(row, measure) for row in found.rows]
        return cls(
            as_of=found.as_of,
            time_zone=time_zone,
            roles_over_time=found,
            measure=measure,
            roles=roles,
            ends=ends,
            values=np.array(numbers, dtype=np.float64).reshape(len(roles), len(ends)),
        ).plot(ax)

    def _subject(self) -> str:
        return _MEASURES[self.measure][0]

    def _note(self) -> str | None:
        return f"{_MEASURES[self.measure][1]} of {self.roles_over_time.period_days} days"

    def _rows(self) -> int:
        return 2 + round(1.4 * len(self.roles))

    def _nothing(self) -> str | None:
        return None if self.roles else "No roles template is in use, so there are no roles."

    def _draw(self, ax: Axes) -> None:
        unknown = [row.unknown if self.measure.startswith("mean") else 0 for row in self.roles_over_time.rows]
        hidden = np.array(unknown, dtype=np.int64).reshape(self.values.shape)
        texts = [
            [_text(value, count) for value, count in zip(values, counts, strict=True)]
            for values, counts in zip(self.values.tolist(), hidden.tolist(), strict=True)
        ]
        zone = zone_of(self.time_zone)
        ends = days_text(end.astimezone(zone).date() for end in self.ends)
        highest = 100.0 if self.measure == "mean_engagement" else None
        draw_grid(ax, self.values, texts, self.roles, ends, highest=highest)
        notes = [
            "end of the period",
            *(["100 is the tenant's most engaged person at each moment"] if self.measure == "mean_engagement" else []),
            *([f"{ABSENT} not known"] if np.isnan(self.values).any() else []),
            *(["(+1) one more, of whom it is not known"] if hidden.any() else []),
        ]
        ax.set_xlabel("\n".join(notes), fontsize="small")


def _number(row: RoleInPeriod, measure: Measure) -> float:
    value: float | None = getattr(row, measure)
    return np.nan if value is None else value


def _text(value: float, unknown: int) -> str:
    number = ABSENT if np.isnan(value) else f"{round_half_up(value):,}"
    return f"{number} (+{unknown})" if unknown else number
