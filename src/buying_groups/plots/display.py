"""
Display: what all plots have in common, by the convention of scikit-learn's displays.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import abc
from typing import TYPE_CHECKING, ClassVar, Self

import attrs

from .._extras import of_an_extra
from .._moments import as_of_moment, time_zone
from .texts import PLAIN, TITLE, plain, room, wrapped


if TYPE_CHECKING:
    from datetime import datetime

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure


__all__ = ["Display", "moment_text"]

_WIDTH = 7.2
_ROW = 0.34
_AROUND = 1.7  # title, axis and its label


@attrs.define(kw_only=True, eq=False, repr=False, slots=False)
class Display(abc.ABC):
    """
    Something that can be plotted.

    Attributes
    ----------
    as_of : datetime or None
        The moment for which it holds; ``None`` where there is none.
    time_zone : str
        IANA name of the zone in which moments are shown.
    ax_ : matplotlib Axes
        Where it was plotted last.
    figure_ : matplotlib Figure
        The figure of these axes.
    """

    as_of: datetime | None = None
    time_zone: str = "UTC"
    ax_: Axes = attrs.field(init=False)
    figure_: Figure | SubFigure = attrs.field(init=False)

    _width: ClassVar[float] = _WIDTH

    def __repr__(self) -> str:
        when = "" if self.as_of is None else f", as of {self.as_of.isoformat()}"
        return f"<{type(self).__name__} of {plain(self._subject())!r}{when}>"

    def plot(self, ax: Axes | None = None) -> Self:
        """
        Draw it.

        Parameters
        ----------
        ax : matplotlib Axes or None
            Where; if there are none, a new figure is made by pyplot, as large as what it shows asks for.

        Returns
        -------
        Display
            The display, with `ax_` and `figure_` set.

        Raises
        ------
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        self.ax_ = ax = _new_axes((self._width, _AROUND + _ROW * self._rows())) if ax is None else ax
        self.figure_ = ax.figure
        sentence = self._nothing()
        if sentence is None:
            self._draw(ax)
        else:
            _say(ax, sentence)
        ax.set_title(self._title(room(ax)), loc="left", fontsize=TITLE, **PLAIN)
        return self

    def _title(self, columns: int) -> str:
        lines = [wrapped(self._subject(), columns, lines=2), *([] if self._note() is None else [self._note() or ""])]
        if self.as_of is not None:
            lines.append(f"as of {moment_text(self.as_of, self.time_zone)} ({plain(self.time_zone)})")
        return "\n".join(lines)

    def _note(self) -> str | None:
        """Return a second line of the title."""
        return None

    def _rows(self) -> int:
        """Return how many rows of text the height has room for."""
        return 8

    @abc.abstractmethod
    def _subject(self) -> str:
        """Return what is shown, in words."""

    @abc.abstractmethod
    def _nothing(self) -> str | None:
        """Return the sentence that stands in the place of an empty plot; ``None`` where there is something to draw."""

    @abc.abstractmethod
    def _draw(self, ax: Axes) -> None:
        """Draw all but the title."""


def moment_text(moment: datetime, zone: str) -> str:
    """
    Return a moment as the wall clock of a time zone shows it.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> moment_text(datetime(2026, 1, 31, 12, tzinfo=UTC), "Europe/Stockholm")
    '2026-01-31 13:00'
    """
    return f"{as_of_moment(moment).astimezone(time_zone(zone)):%Y-%m-%d %H:%M}"


def _new_axes(size: tuple[float, float]) -> Axes:
    with of_an_extra():
        from matplotlib import pyplot as plt  # noqa: PLC0415 - loaded by those who plot
    _, ax = plt.subplots(figsize=size, layout="constrained")
    return ax


def _say(ax: Axes, sentence: str) -> None:
    ax.set_axis_off()
    lines = wrapped(sentence, room(ax), lines=6)
    ax.text(
        0.5,
        0.5,
        lines,
        transform=ax.transAxes,
        ha="center",
        va="center",
        fontsize=TITLE,
        color=ax.xaxis.label.get_color(),
    )
