"""
Rows: a name, a bar and a number each.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING

from .marks import BLUE
from .texts import PLAIN, wrapped


if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes


__all__ = ["draw_rows", "name_rows"]

_NAME = 26
_FEWEST = 3  # rows that the height has room for: a single bar is no block


def draw_rows(ax: Axes, names: Sequence[str], values: Sequence[float], texts: Sequence[str], *, end: float) -> None:
    """
    Draw horizontal bars, the first on top, each with its name before it and a text behind.
    """
    for place, (value, text) in enumerate(zip(values, texts, strict=True)):
        ax.barh(place, value, 0.65, color=BLUE)
        ax.annotate(text, (value, place), (4, 0), textcoords="offset points", va="center", fontsize="small")
    ax.set_xlim(0, 1.1 * end)
    name_rows(ax, names)


def name_rows(ax: Axes, names: Sequence[str]) -> None:
    """
    Write names before the rows of axes, the first on top, and leave what is not needed out.
    """
    ax.set_yticks(range(len(names)), [wrapped(name, _NAME) for name in names], fontsize="small", **PLAIN)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(max(len(names), _FEWEST) - 0.4, -0.6)
    ax.spines[["top", "right"]].set_visible(False)
