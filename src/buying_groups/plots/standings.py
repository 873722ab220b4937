"""
Standings: the buying groups that stand out.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

import attrs

from .._validation import known
from ..insights.standings import RECENT_DAYS, Highlights, highlights
from ..rounding import round_half_up
from .display import Display
from .rows import draw_rows


if TYPE_CHECKING:
    from datetime import datetime

    from matplotlib.axes import Axes

    from ..tenant import Tenant


__all__ = ["HighlightsDisplay"]

Which = Literal["most_engaged", "high_velocity", "stagnant"]

_WHICH = ("most_engaged", "high_velocity", "stagnant")


@attrs.define(kw_only=True, eq=False, repr=False, slots=False)
class HighlightsDisplay(Display):
    """
    The buying groups that stand out: the most engaged, those that move fast, or those that do not move.

    Made by `from_tenant` and `from_insight`.

    Attributes
    ----------
    highlights : Highlights
        What is drawn; `Highlights.rule` says in words what they are.
    which : {"most_engaged", "high_velocity", "stagnant"}
        Which of them are drawn.
    names : tuple of str
        The groups, in their order.
    values : tuple of float
        What each is drawn by: the engagement score, in [0, 100]; the moves of the last 30 days; the days without a
        move.
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
    >>> ax = Figure().subplots()
    >>> display = HighlightsDisplay.from_tenant(tenant, which="stagnant", as_of=as_of, ax=ax)
    >>> display.names, [round(days, 1) for days in display.values]
    (('Istio for Account 3',), [78.2])
    """

    highlights: Highlights
    which: Which
    names: tuple[str, ...]
    values: tuple[float, ...]

    @classmethod
    def from_tenant(
        cls, tenant: Tenant, *, as_of: datetime, which: Which = "most_engaged", ax: Axes | None = None
    ) -> Self:
        """
        Compute and plot the groups of a tenant that stand out.

        Parameters
        ----------
        tenant : Tenant
            The whole tenant.
        as_of : datetime
            The moment for which they hold, time-zone aware.
        which : {"most_engaged", "high_velocity", "stagnant"}
            Which of them to draw.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        UnknownIdError
            When `which` is something else.
        InvalidValueError
            When `as_of` is not valid.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        found = highlights(tenant, as_of=as_of)
        return cls.from_insight(found, which=which, time_zone=tenant.time_zone, ax=ax)

    @classmethod
    def from_insight(
        cls, found: Highlights, *, which: Which = "most_engaged", time_zone: str = "UTC", ax: Axes | None = None
    ) -> Self:
        """
        Plot groups that stand out and were found before.

        Parameters
        ----------
        found : Highlights
            The groups that stand out.
        which : {"most_engaged", "high_velocity", "stagnant"}
            Which of them to draw.
        time_zone : str
            IANA name of the zone in which their moment is shown.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        UnknownIdError
            When `which` is something else.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        known("highlight", which, _WHICH)
        if which == "most_engaged":
            values = [(item.name, item.engagement or 0.0) for item in found.most_engaged]
        elif which == "high_velocity":
            values = [(item.name, float(item.recent_moves(RECENT_DAYS))) for item in found.high_velocity]
        else:
            values = [(item.name, item.days_without_move or 0.0) for item in found.stagnant]
        return cls(
            as_of=found.as_of,
            time_zone=time_zone,
            highlights=found,
            which=which,
            names=tuple(name for name, _ in values),
            values=tuple(value for _, value in values),
        ).plot(ax)

    def _subject(self) -> str:
        return {
            "most_engaged": "The most engaged buying groups",
            "high_velocity": "The buying groups that move fastest",
            "stagnant": f"Buying groups that are more than {self.highlights.completeness_above:g} % complete "
            f"and have not moved for {self.highlights.stagnant_days} days",
        }[self.which]

    def _rows(self) -> int:
        return max(3, len(self.names))

    def _nothing(self) -> str | None:
        if self.names:
            return None
        return {
            "most_engaged": "No buying group has an engagement score above 0.",
            "high_velocity": f"No buying group moved on to another stage in the last {RECENT_DAYS} days.",
            "stagnant": "No buying group is stagnant.",
        }[self.which]

    def _draw(self, ax: Axes) -> None:
        label, texts = {
            "most_engaged": ("Engagement score (0–100)", [str(round_half_up(value)) for value in self.values]),
            "high_velocity": (f"Moves in the last {RECENT_DAYS} days", [f"{value:.0f}" for value in self.values]),
            "stagnant": ("Days without a move", [f"{value:.0f}" for value in self.values]),
        }[self.which]
        draw_rows(ax, self.names, self.values, texts, end=100.0 if self.which == "most_engaged" else max(self.values))
        ax.set_xlabel(label)
        if self.which == "high_velocity":
            ax.locator_params(axis="x", integer=True)
