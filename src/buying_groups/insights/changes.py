"""
Changes: whether the counts of two windows differ by more than chance, for many subjects at once.

The opening of `account_trends` says what is tested, and why so.
"""
# scipy has no types.
# mypy: disable-error-code="import-untyped"
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import enum
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .._moments import days_before
from ..errors import InvalidValueError


__all__ = ["Change", "Trend", "change_p_values", "dispersion", "judge", "require_rate", "window_ends"]

_NEARLY_ONE = 1.0001  # nearer to 1, the beta-binomial distribution is the binomial one, but loses its digits

Pairs = Sequence[tuple[int, int]] | NDArray[np.int64]


class Trend(enum.StrEnum):
    """
    Where the engagement of an account goes.
    """

    SURGING = "surging"
    AT_RISK = "at_risk"
    WITHIN_CHANCE = "within_chance"
    UNKNOWN = "unknown"


class Change(NamedTuple):
    """
    What two counts say.

    Attributes
    ----------
    trend : Trend
        Where they go.
    p_value, adjusted_p_value : float or None
        The probability of a change at least as large by chance, and the same after Benjamini and Hochberg; ``None``
        where nothing is compared.
    """

    trend: Trend
    p_value: float | None
    adjusted_p_value: float | None


_UNKNOWN = Change(Trend.UNKNOWN, None, None)


def require_rate(false_discovery_rate: float) -> None:
    """Raise `InvalidValueError` for a false discovery rate of none or all."""
    if not 0 < false_discovery_rate < 1:
        raise InvalidValueError("false_discovery_rate", false_discovery_rate, "above 0 and below 1")


def window_ends(as_of: datetime, days: int) -> tuple[datetime, datetime]:
    """
    Return the end of the earlier window, and up to when the first activity has to be for there to be a baseline.

    Raises
    ------
    InvalidValueError
        When the calendar does not reach back over two windows.
    """
    before = days_before(as_of, days, "look_back_days")
    return before, days_before(before, days, "look_back_days") + timedelta(days=1)


def dispersion(pairs: Pairs) -> float:
    """
    Return how many times more than chance people's counts vary between two windows; at least 1.

    Examples
    --------
    >>> dispersion([(0, 6), (4, 0), (1, 1)])
    4.333333333333333
    """
    one, other = _counts(pairs)
    total = int((one + other).sum())
    return max(1.0, int(((one - other) ** 2).sum()) / total) if total else 1.0


def change_p_values(pairs: Pairs, ratio: float) -> NDArray[np.float64]:
    """
    Return the two-sided p-values of pairs of counts of one rate that vary `ratio` times more than chance.

    Parameters
    ----------
    pairs : sequence of (int, int), or array of shape (n, 2)
        The counts; one of each pair at least is above 0.
    ratio : float
        The dispersion; at least 1.

    Examples
    --------
    >>> change_p_values([(1, 9)], 1.0).tolist()
    [0.021484375]
    >>> change_p_values([(1, 9)], 3.0).round(3).tolist()
    [0.241]
    """
    from scipy.stats import betabinom, binom  # noqa: PLC0415 - heavy, and needed by few

    # Counts of one rate are as likely this way round as the other, and small probabilities are exact at the lower end.
    one, other = _counts(pairs)
    total, smaller = one + other, np.minimum(one, other)
    if ratio < _NEARLY_ONE:
        tails = np.asarray(binom.cdf(smaller, total, 0.5))
    else:
        tails = np.ones(len(total))
        some = total > ratio  # the others have less than one burst to be told by
        shape = (total[some] - ratio) / (ratio - 1) / 2  # the variance is then ratio · total / 4
        tails[some] = betabinom.cdf(smaller[some], total[some], shape, shape)
    tails[abs(one - other) <= 1] = 0.5  # at least, which sums miss by a last digit that would order equal ones
    result: NDArray[np.float64] = np.minimum(1.0, 2 * tails)
    return result


def judge(pairs: Pairs, ratio: float | None, false_discovery_rate: float) -> list[Change]:
    """
    Return what pairs of counts say, with false discoveries controlled over all that are compared.

    Parameters
    ----------
    pairs : sequence of (int, int), or array of shape (n, 2)
        The earlier and the recent count of each subject. Without any count there is nothing to compare.
    ratio : float or None
        The dispersion; ``None`` where there is no baseline, and nothing is compared.
    false_discovery_rate : float
        The share of false ones among those called surging or at risk that is allowed, in expectation.

    Examples
    --------
    >>> [(change.trend.value, change.p_value) for change in judge([(0, 9), (0, 0)], 1.0, 0.1)]
    [('surging', 0.00390625), ('unknown', None)]
    """
    from scipy.stats import false_discovery_control  # noqa: PLC0415 - heavy, and needed by few

    changes = [_UNKNOWN] * len(pairs)
    one, other = _counts(pairs)
    compared = np.flatnonzero(one + other)
    if ratio is None or not len(compared):
        return changes
    p_values = change_p_values(np.stack([one[compared], other[compared]], axis=1), ratio)
    adjusted = false_discovery_control(p_values)
    more = other[compared] > one[compared]
    found = zip(compared.tolist(), more.tolist(), p_values.tolist(), adjusted.tolist(), strict=True)
    for place, is_more, p_value, adjusted_p_value in found:
        trend = Trend.SURGING if is_more else Trend.AT_RISK
        if adjusted_p_value > false_discovery_rate:
            trend = Trend.WITHIN_CHANCE
        changes[place] = Change(trend, p_value, adjusted_p_value)
    return changes


def _counts(pairs: Pairs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    both = np.asarray(pairs, np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]
