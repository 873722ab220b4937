"""
Reliability: how far probabilities of intent come true, and for which pairs a detector would rather not say.
"""

# SciPy has no types, so those that come out of it are not known here; Matplotlib leaves those of its keyword arguments
# out.
# mypy: disable-error-code="import-untyped"
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import attrs
import numpy as np

from ..errors import InvalidValueError
from ..intent.metrics import equal_mass_bins, expected_calibration_error
from ..intent.report import IntentLevel
from .display import Display
from .marks import BLUE, GREEN, GREY, ORANGE, SKY
from .texts import PLAIN, plural


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from matplotlib.axes import Axes

    from ..intent.sureness import Sureness
    from .grid import Floats


__all__ = ["IntentReliabilityDisplay"]

_COLOURS = {IntentLevel.HIGH: GREEN, IntentLevel.MEDIUM: ORANGE, IntentLevel.LOW: SKY}


@attrs.define(kw_only=True, eq=False, repr=False, slots=False)
class IntentReliabilityDisplay(Display):
    """
    A reliability diagram of probabilities of intent, with the levels that they are given, and the abstention.

    Made by `from_predictions` and `from_estimator`.

    Attributes
    ----------
    predicted : ndarray of shape (n_bins,)
        The mean probability of each bin; the bins have equal mass.
    observed : ndarray of shape (n_bins,)
        The share of its pairs that show interest.
    lowest, highest : ndarray of shape (n_bins,)
        Binomial confidence interval of that share (Clopper and Pearson).
    mass : ndarray of shape (n_bins,)
        How many pairs it has; a border among equal probabilities divides them.
    confidence : float
        That of the intervals.
    error : float or None
        Expected calibration error over the same bins; ``None`` without pairs that have a probability.
    pairs : int
        How many pairs there are.
    without_probability : int
        How many of them have none; they are in no bin, and unknown.
    sureness : Sureness or None
        The thresholds of the levels.
    shares : dict of IntentLevel to float
        The share of all pairs at each level, in [0, 1]; empty without a sureness, or without pairs.
    name : str or None
        Name of the detector.
    as_of, time_zone, ax_, figure_
        As of every `Display`.

    Notes
    -----
    The intervals take pairs for independent. Those of one account are not quite, so that the intervals are rather too
    short; `choose_sureness` takes one pair per account.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from buying_groups.intent import choose_sureness
    >>> rng = np.random.default_rng(0)
    >>> probabilities = rng.random(2000)
    >>> y = rng.random(2000) < probabilities
    >>> sureness = choose_sureness(y, probabilities)
    >>> ax = Figure().subplots()
    >>> display = IntentReliabilityDisplay.from_predictions(y, probabilities, sureness=sureness, n_bins=4, ax=ax)
    >>> display.predicted.round(2).tolist(), display.observed.round(2).tolist()
    ([0.12, 0.37, 0.63, 0.88], [0.12, 0.39, 0.6, 0.9])
    >>> {str(level): round(share, 3) for level, share in display.shares.items()}
    {'high': 0.368, 'medium': 0.389, 'low': 0.209, 'unknown': 0.033}
    """

    predicted: Floats
    observed: Floats
    lowest: Floats
    highest: Floats
    mass: Floats
    confidence: float
    error: float | None
    pairs: int
    without_probability: int
    sureness: Sureness | None
    shares: Mapping[IntentLevel, float]
    name: str | None

    _width = 8.0

    @classmethod
    def from_predictions(
        cls,
        y: Any,
        probabilities: Any,
        *,
        sureness: Sureness | None = None,
        n_bins: int = 10,
        confidence: float = 0.95,
        name: str | None = None,
        as_of: datetime | None = None,
        time_zone: str = "UTC",
        ax: Axes | None = None,
    ) -> Self:
        """
        Plot probabilities of held-out pairs against what became of them.

        Parameters
        ----------
        y : array-like of shape (n_samples,)
            Labels, 1 for interest and 0 for none.
        probabilities : array-like of shape (n_samples,)
            In [0, 1]; NaN where the detector has no answer.
        sureness : Sureness or None
            The thresholds of the levels, to be shown.
        n_bins : int
            How many bins of equal mass; at least 1. There are never more of them than pairs.
        confidence : float
            That of the intervals; between 0 and 1.
        name : str or None
            Name of the detector, to be shown.
        as_of : datetime or None
            The moment at which the pairs were observed, to be shown.
        time_zone : str
            IANA name of the zone in which it is shown.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        InvalidValueError
            When labels are not 0 and 1, a probability is not in [0, 1], lengths differ, or another number is not valid.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        from scipy.stats import beta  # noqa: PLC0415 - heavy, and needed by few

        if not 0 < confidence < 1:
            raise InvalidValueError("confidence", confidence, "between 0 and 1")
        p, labels = np.asarray(probabilities, dtype=np.float64), np.asarray(y)
        if labels.shape != p.shape or p.ndim != 1:
            raise InvalidValueError("probabilities", p.shape, f"one for each of the labels, {len(labels)}")
        has = ~np.isnan(p)
        shown = [np.empty(0)] * 3
        error = None
        if has.any():
            bins = min(n_bins, int(has.sum()))
            shown = [*equal_mass_bins(labels[has], p[has], n_bins=bins)]
            error = expected_calibration_error(labels[has], p[has], n_bins=bins)
        mass, interested, said = shown
        tail = (1 - confidence) / 2
        none, all_ = interested <= 0, interested >= mass
        with np.errstate(invalid="ignore"):
            lowest = np.where(none, 0.0, beta.ppf(tail, np.where(none, 1, interested), mass - interested + 1))
            highest = np.where(all_, 1.0, beta.ppf(1 - tail, interested + 1, np.where(all_, 1, mass - interested)))
        return cls(
            as_of=as_of,
            time_zone=time_zone,
            predicted=said / mass,
            observed=interested / mass,
            lowest=lowest,
            highest=highest,
            mass=mass,
            confidence=float(confidence),
            error=error,
            pairs=len(p),
            without_probability=int((~has).sum()),
            sureness=sureness,
            shares=_shares(sureness, p),
            name=name,
        ).plot(ax)

    @classmethod
    def from_estimator(
        cls,
        estimator: Any,
        X: Any,  # noqa: N803 - scikit-learn's name
        y: Any,
        *,
        products: Any = None,
        sureness: Sureness | None = None,
        n_bins: int = 10,
        confidence: float = 0.95,
        name: str | None = None,
        as_of: datetime | None = None,
        time_zone: str = "UTC",
        ax: Axes | None = None,
    ) -> Self:
        """
        Plot what a fitted classifier says of held-out pairs against what became of them.

        Parameters
        ----------
        estimator : estimator
            An `IntentDetector`, or any fitted classifier of the labels 0 and 1 with ``predict_proba``.
        X : array-like of shape (n_samples, n_features)
            Features of the pairs.
        y : array-like of shape (n_samples,)
            Labels, 1 for interest and 0 for none.
        products : array-like of shape (n_samples,) or None
            The product of each pair, for an `IntentDetector`.
        sureness, n_bins, confidence, as_of, time_zone, ax
            As in `from_predictions`.
        name : str or None
            Name of the detector, to be shown; by default that of its class.

        Raises
        ------
        InvalidValueError
            As in `from_predictions`; and when the classifier was not fitted with the label 1.
        NotFittedError
            When the classifier is not fitted.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        found = estimator.predict_proba(X) if products is None else estimator.predict_proba(X, products)
        classes = [*estimator.classes_]
        if 1 not in classes:
            raise InvalidValueError("classes_", classes, "with the label 1")
        return cls.from_predictions(
            y,
            np.asarray(found)[:, classes.index(1)],
            sureness=sureness,
            n_bins=n_bins,
            confidence=confidence,
            name=type(estimator).__name__ if name is None else name,
            as_of=as_of,
            time_zone=time_zone,
            ax=ax,
        )

    def _subject(self) -> str:
        return "Reliability of intent" if self.name is None else f"Reliability of intent: {self.name}"

    def _note(self) -> str | None:
        if self.error is None:
            return None
        bins = plural(len(self.mass), "bin")
        return f"{plural(self.pairs, 'pair')}, expected calibration error {self.error:.3f} over {bins} of equal mass"

    def _rows(self) -> int:
        return 10

    def _nothing(self) -> str | None:
        return None if len(self.mass) else "No pair has a probability: there is nothing to compare."

    def _draw(self, ax: Axes) -> None:
        ax.plot([0, 1], [0, 1], color=GREY, linestyle=":", label="perfectly calibrated")
        ax.errorbar(
            self.predicted,
            self.observed,
            yerr=[(self.observed - self.lowest).tolist(), (self.highest - self.observed).tolist()],
            color=BLUE,
            marker="o",
            linestyle="-",
            linewidth=1,
            capsize=3,
            zorder=3,
            label=f"bin, with {100 * self.confidence:g} % interval",
        )
        for level, start, end in _regions(self.sureness):
            self._draw_level(ax, level, start, end)
        ax.set(
            xlim=(0, 1), ylim=(0, 1), xlabel="Predicted probability of interest", ylabel="Observed share of interest"
        )
        ax.set_axisbelow(True)
        legend = ax.legend(
            loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize="small", labelspacing=0.9
        )
        for text in legend.get_texts():
            text.set(**PLAIN)

    def _draw_level(self, ax: Axes, level: IntentLevel, start: float, end: float) -> None:
        share = f"{100 * self.shares.get(level, 0.0):.1f} % of pairs"
        color = _COLOURS.get(level)
        if color is None or self.sureness is None:
            without = f"\n({self.without_probability:,} without a probability)" if self.without_probability else ""
            ax.axvspan(
                start, end, facecolor="none", edgecolor=GREY, hatch="////", alpha=0.4, linewidth=0, zorder=0,
                label=f"unknown: {share}{without}",
            )  # fmt: skip
            return
        is_low = level is IntentLevel.LOW
        promise = {
            IntentLevel.HIGH: self.sureness.high_promise,
            IntentLevel.MEDIUM: self.sureness.medium_promise,
            IntentLevel.LOW: self.sureness.low_promise,
        }[level]
        limit = f"up to {end:.2f}" if is_low else f"from {start:.2f}"
        bound = "at most" if is_low else "at least"
        ax.axvspan(start, end, color=color, alpha=0.15, linewidth=0, zorder=0)
        ax.axvline(end if is_low else start, color=color, linewidth=1, zorder=1)
        ax.plot(
            [start, end],
            [promise, promise],
            color=color,
            linewidth=3,
            linestyle=(0, (1, 0.4)) if is_low else "-",
            zorder=2,
            label=f"{level.value} {limit}: {share}\npromised {bound} {100 * promise:g} %",
        )


def _shares(sureness: Sureness | None, p: Floats) -> dict[IntentLevel, float]:
    if sureness is None or not len(p):
        return {}
    levels = sureness.levels(p)
    order = (IntentLevel.HIGH, IntentLevel.MEDIUM, IntentLevel.LOW, IntentLevel.UNKNOWN)
    return {level: float((levels == level).mean()) for level in order}


def _regions(sureness: Sureness | None) -> list[tuple[IntentLevel, float, float]]:
    """Return where in [0, 1] each level is; a level without a threshold is nowhere."""
    if sureness is None:
        return []
    high = 1.0 if sureness.high is None else sureness.high
    medium = high if sureness.medium is None else sureness.medium
    low = 0.0 if sureness.low is None else sureness.low
    return [
        *([] if sureness.high is None else [(IntentLevel.HIGH, high, 1.0)]),
        *([] if sureness.medium is None else [(IntentLevel.MEDIUM, medium, high)]),
        (IntentLevel.UNKNOWN, low, max(low, medium)),
        *([] if sureness.low is None else [(IntentLevel.LOW, 0.0, low)]),
    ]
