"""
Grids: rows and columns of numbers, each cell coloured and written out.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from .marks import GREY, RED
from .texts import PLAIN, wrapped


if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes


__all__ = ["Floats", "draw_grid"]

Floats = np.ndarray[Any, np.dtype[np.float64]]

_MAP = "viridis_r"
_NAME = 24
_NARROW = 12
_UPRIGHT = 8  # more columns than this have slanted names
_DARK = 0.42
_LEAST = 3.0  # a grid of ones is not one of the darkest


def draw_grid(
    ax: Axes,
    values: Floats,
    texts: Sequence[Sequence[str]],
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    highest: float | None = None,
    outlined: np.ndarray[Any, np.dtype[np.bool_]] | None = None,
) -> None:
    """
    Draw a grid.

    Parameters
    ----------
    ax : matplotlib Axes
        Where.
    values : ndarray of shape (n_rows, n_columns)
        At least 0, which has no colour; NaN is no number: such a cell is hatched.
    texts : sequence of sequence of str
        What stands in the cells.
    rows, columns : sequence of str
        The names.
    highest : float or None
        The number of the darkest colour; the highest of `values` by default.
    outlined : ndarray of bool, of shape (n_rows, n_columns), or None
        Cells to be looked at.
    """
    top = highest if highest is not None else float(np.nanmax(values, initial=0.0))
    edges = [np.arange(count + 1) - 0.5 for count in (len(columns), len(rows))]
    shown = np.ma.masked_where(~(values > 0), values)
    image = ax.pcolormesh(*edges, shown, cmap=_MAP, vmin=0, vmax=max(top, _LEAST))
    ax.invert_yaxis()
    for row, column in itertools.product(range(len(rows)), range(len(columns))):
        value = float(values[row, column])
        color = ax.xaxis.label.get_color()
        if np.isnan(value):
            ax.fill_between(
                [column - 0.5, column + 0.5], row - 0.5, row + 0.5, facecolor="none", edgecolor=GREY, hatch="////",
                alpha=0.35, linewidth=0,
            )  # fmt: skip
        elif value:
            red, green, blue, _ = image.to_rgba(np.array([value]))[0]
            color = "white" if 0.299 * red + 0.587 * green + 0.114 * blue < _DARK else "black"
        ax.text(column, row, texts[row][column], ha="center", va="center", fontsize="small", color=color, **PLAIN)
    if outlined is not None:
        for row, column in np.argwhere(outlined).tolist():
            x, y = [column - 0.44, column + 0.44], [row - 0.42, row + 0.42]
            ax.plot([x[0], x[1], x[1], x[0], x[0]], [y[0], y[0], y[1], y[1], y[0]], color=RED, linewidth=1.5)
    slanted = len(columns) > _UPRIGHT
    names = [wrapped(name, _NAME if slanted else _NARROW, lines=1 if slanted else 3) for name in columns]
    slant: dict[str, Any] = {"rotation": 35, "ha": "right", "rotation_mode": "anchor"} if slanted else {}
    ax.set_xticks(range(len(columns)), names, fontsize="small", **slant, **PLAIN)
    ax.set_yticks(range(len(rows)), [wrapped(name, _NAME) for name in rows], fontsize="small", **PLAIN)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    for place in range(len(columns) + 1):
        ax.axvline(place - 0.5, color=GREY, linewidth=0.8, alpha=0.5)
    for place in range(len(rows) + 1):
        ax.axhline(place - 0.5, color=GREY, linewidth=0.8, alpha=0.5)
