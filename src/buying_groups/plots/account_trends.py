"""
Account trends: engagement before and now, with the statistic that tells a change from chance.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import attrs

from ..errors import InvalidValueError
from ..insights import AccountTrend, AccountTrends, Trend, account_trends
from .display import Display
from .marks import BLUE, GREY, RED
from .rows import name_rows
from .texts import plural


if TYPE_CHECKING:
    from datetime import datetime

    from matplotlib.axes import Axes

    from ..tenant import Tenant


__all__ = ["AccountTrendsDisplay"]

_LOOKS = {
    Trend.SURGING: (BLUE, "^", "surging"),
    Trend.AT_RISK: (RED, "v", "at risk"),
    Trend.WITHIN_CHANCE: (GREY, "o", "within chance"),
    Trend.UNKNOWN: (GREY, "x", "not compared"),
}


@attrs.define(kw_only=True, eq=False, repr=False, slots=False)
class AccountTrendsDisplay(Display):
    """
    The active days of each account in the window before and in the last one, and whether the change is beyond chance.

    Made by `from_tenant` and `from_insight`.

    Attributes
    ----------
    trends : AccountTrends
        What is drawn; `AccountTrends.rule` says in words what surging and at risk are.
    rows : tuple of AccountTrend
        Those that are drawn: the strongest change first.
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
    >>> display = AccountTrendsDisplay.from_tenant(tenant, as_of=as_of, ax=Figure().subplots())
    >>> [(row.name, row.earlier_days, row.recent_days) for row in display.rows[:2]]
    [('Account 1', 19, 48), ('Account 7', 9, 0)]
    """

    trends: AccountTrends
    rows: tuple[AccountTrend, ...]

    _width = 8.0

    @classmethod
    def from_tenant(
        cls,
        tenant: Tenant,
        *,
        as_of: datetime,
        false_discovery_rate: float = 0.1,
        most: int = 25,
        ax: Axes | None = None,
    ) -> Self:
        """
        Compute and plot the trends of a tenant's accounts.

        Parameters
        ----------
        tenant : Tenant
            The whole tenant.
        as_of : datetime
            The end of the last window, time-zone aware.
        false_discovery_rate : float
            The share of false ones among those called surging or at risk that is allowed, in expectation; in (0, 1).
        most : int
            How many accounts to draw; at least 1.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        InvalidValueError
            When a number or the moment is not valid.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        found = account_trends(tenant, as_of=as_of, false_discovery_rate=false_discovery_rate)
        return cls.from_insight(found, time_zone=tenant.time_zone, most=most, ax=ax)

    @classmethod
    def from_insight(
        cls, trends: AccountTrends, *, time_zone: str = "UTC", most: int = 25, ax: Axes | None = None
    ) -> Self:
        """
        Plot trends that were computed before.

        Parameters
        ----------
        trends : AccountTrends
            The trends.
        time_zone : str
            IANA name of the zone in which their moment is shown.
        most : int
            How many accounts to draw; at least 1.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        InvalidValueError
            When `most` is below 1.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        if most < 1:
            raise InvalidValueError("most", most, "at least 1")
        return cls(as_of=trends.as_of, time_zone=time_zone, trends=trends, rows=trends.rows[:most]).plot(ax)

    def _subject(self) -> str:
        found = self.trends
        counts = f"{len(found.surging)} surging, {len(found.at_risk)} at risk"
        return f"Engagement of {plural(len(found.rows), 'account')}: {counts}"

    def _note(self) -> str | None:
        found = self.trends
        if not found.has_baseline:
            return "no account is compared: activities do not reach back over both windows"
        rate = f"{100 * found.false_discovery_rate:g} %"
        return f"false discoveries controlled at {rate}, dispersion of active days {found.dispersion:.1f}"

    def _rows(self) -> int:
        return max(3, len(self.rows))

    def _nothing(self) -> str | None:
        return None if self.rows else "The tenant has no accounts."

    def _draw(self, ax: Axes) -> None:
        for place, row in enumerate(self.rows):
            color, marker, trend = _LOOKS[row.trend]
            ax.plot([row.earlier_days, row.recent_days], [place, place], color=color, linewidth=2, zorder=1)
            ax.plot(row.earlier_days, place, "|", color=color, markersize=11, markeredgewidth=2, zorder=2)
            ax.plot(row.recent_days, place, marker, color=color, markersize=8, zorder=3)
            p = "" if row.adjusted_p_value is None else f" (adjusted p {row.adjusted_p_value:.2g})"
            text = f"{row.earlier_days:,} → {row.recent_days:,}: {trend}{p}"
            beside = ("axes fraction", "data")
            ax.annotate(
                text, (1, place), (6, 0), xycoords=beside, textcoords="offset points", va="center", size="small"
            )
        end = max(1, *(max(row.earlier_days, row.recent_days) for row in self.rows))
        ax.set_xlim(-0.04 * end, 1.04 * end)
        ax.locator_params(axis="x", integer=True)
        name_rows(ax, [row.name for row in self.rows])
        more = len(self.trends.rows) - len(self.rows)
        notes = [
            f"Active days (a person and a day) in {self.trends.window_days} days",
            "line across: the window before; mark: the last one",
            *([f"{more:,} more accounts, with weaker changes, are not drawn"] if more else []),
        ]
        ax.set_xlabel("\n".join(notes), fontsize="small")
