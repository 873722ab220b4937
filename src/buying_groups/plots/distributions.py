"""
Distributions: how many buying groups there are, by band of either score.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import attrs
import numpy as np

from ..insights.distributions import ScoreDistributions, score_distributions
from .display import Display
from .marks import GREY, look
from .texts import PLAIN, plural


if TYPE_CHECKING:
    from datetime import datetime

    from matplotlib.axes import Axes

    from ..tenant import Tenant


__all__ = ["ScoreDistributionsDisplay"]

Integers = np.ndarray[Any, np.dtype[np.int64]]

_BAR = 0.38


@attrs.define(kw_only=True, eq=False, repr=False, slots=False)
class ScoreDistributionsDisplay(Display):
    """
    How many buying groups there are in each of the four bands of the engagement and the completeness score.

    Made by `from_tenant` and `from_insight`.

    Attributes
    ----------
    distributions : ScoreDistributions
        What is drawn.
    bands : tuple of str
        The bands, lowest first.
    engagement, completeness : ndarray of shape (n_bands,)
        How many groups are in each.
    unknown_engagement : int
        How many groups are in no band of engagement, since no activity of any member is known.
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
    >>> display = ScoreDistributionsDisplay.from_tenant(tenant, as_of=as_of, ax=ax)
    >>> display.engagement.tolist(), display.completeness.tolist(), display.unknown_engagement
    ([2, 1, 3, 5], [0, 2, 4, 6], 1)
    """

    distributions: ScoreDistributions
    bands: tuple[str, ...]
    engagement: Integers
    completeness: Integers
    unknown_engagement: int

    @classmethod
    def from_tenant(cls, tenant: Tenant, *, as_of: datetime, ax: Axes | None = None) -> Self:
        """
        Compute and plot the distributions of a tenant.

        Parameters
        ----------
        tenant : Tenant
            The whole tenant.
        as_of : datetime
            The moment for which they hold, time-zone aware.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        InvalidValueError
            When `as_of` is not valid.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        return cls.from_insight(score_distributions(tenant, as_of=as_of), time_zone=tenant.time_zone, ax=ax)

    @classmethod
    def from_insight(cls, distributions: ScoreDistributions, *, time_zone: str = "UTC", ax: Axes | None = None) -> Self:
        """
        Plot distributions that were computed before.

        Parameters
        ----------
        distributions : ScoreDistributions
            The distributions.
        time_zone : str
            IANA name of the zone in which their moment is shown.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        return cls(
            as_of=distributions.as_of,
            time_zone=time_zone,
            distributions=distributions,
            bands=tuple(
                f"above {band.above}\nup to {band.up_to}" if band.above else f"up to {band.up_to}"
                for band in distributions.engagement
            ),
            engagement=np.array([band.groups for band in distributions.engagement]),
            completeness=np.array([band.groups for band in distributions.completeness]),
            unknown_engagement=len(distributions.unknown_engagement),
        ).plot(ax)

    def _subject(self) -> str:
        return f"Scores of {plural(int(self.completeness.sum()), 'buying group')}"

    def _nothing(self) -> str | None:
        return None if self.completeness.any() else "The tenant has no buying groups."

    def _draw(self, ax: Axes) -> None:
        x = np.arange(len(self.bands))
        names = [*self.bands]
        for index, (label, counts) in enumerate(
            (("Engagement score", self.engagement), ("Completeness score", self.completeness))
        ):
            bars = ax.bar(x + (index - 0.5) * (_BAR + 0.02), counts, _BAR, label=label, **look(ax, index))
            ax.bar_label(bars, padding=2, fontsize="small")
        if self.unknown_engagement:
            unknown = ax.bar(
                len(x), self.unknown_engagement, _BAR, facecolor="none", edgecolor=GREY, hatch="////", linewidth=1,
            )  # fmt: skip
            ax.bar_label(unknown, padding=2, fontsize="small")
            names.append("engagement\nnot known")
        ax.set_xticks(range(len(names)), names, fontsize="small", **PLAIN)
        ax.margins(y=0.2)
        ax.locator_params(axis="y", integer=True)
        ax.set_ylabel("Buying groups")
        ax.set_xlabel("Band of the score (0–100)")
        ax.spines[["top", "right"]].set_visible(False)
        ax.legend(loc="upper left", frameon=False, fontsize="small", ncols=2)
