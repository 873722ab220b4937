"""
Marks: the colours, patterns and legends of all plots.

What is told apart by a colour is told apart by a pattern, a place or a word as well.

References
----------
M. Okabe and K. Ito, "Color universal design" (2002), for the colours of things. Numbers have viridis, whose lightness
falls evenly, by N. Smith and S. van der Walt (2015).
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .texts import PLAIN, wrapped


if TYPE_CHECKING:
    from matplotlib.axes import Axes


__all__ = ["BLUE", "GREEN", "GREY", "MOST", "ORANGE", "PURPLE", "RED", "SKY", "legend_beside", "legend_text", "look"]

ORANGE = "#E69F00"
SKY = "#56B4E9"
GREEN = "#009E73"
BLUE = "#0072B2"
RED = "#D55E00"
PURPLE = "#CC79A7"
GREY = "#999999"

_LOOKS = ((BLUE, ""), (ORANGE, "///"), (GREEN, "..."), (PURPLE, "\\\\\\"), (SKY, "xxx"), (RED, "---"))
MOST = len(_LOOKS)  # how many can be told apart; what is more is one grey part, "others"


def look(ax: Axes, index: int) -> dict[str, Any]:
    """
    Return colour, pattern and edge of one of several bars; grey from `MOST` on.
    """
    color, hatch = _LOOKS[index] if index < MOST else (GREY, "")
    return {"facecolor": color, "hatch": hatch, "edgecolor": ax.get_facecolor(), "linewidth": 0.5}


def legend_text(name: str, columns: int) -> str:
    """
    Return a name for a legend, on at most two lines of so many columns.

    Examples
    --------
    >>> legend_text("_Bo", 22)
    ' _Bo'
    """
    text = wrapped(name, columns)
    return f" {text}" if text.startswith("_") else text  # what begins with "_" would not be in the legend


def legend_beside(ax: Axes, title: str, *, stacked: bool = True) -> None:
    """
    Put a legend to the right of axes; of stacked bars, in the order of the stack.
    """
    handles, labels = ax.get_legend_handles_labels()
    order = -1 if stacked else 1
    legend = ax.legend(
        handles[::order],
        labels[::order],
        loc="upper left",
        bbox_to_anchor=(1.0, 1.0),
        frameon=False,
        fontsize="small",
        title=title[:1].upper() + title[1:],
        alignment="left",
    )
    for text in legend.get_texts():
        text.set(**PLAIN)
