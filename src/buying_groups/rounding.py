"""
Rounding: how scores and percentages are shown.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


__all__ = ["round_half_up"]


def round_half_up(value: float) -> int:
    """
    Return a score or percentage as it is shown: the nearest whole number, halves up.

    Parameters
    ----------
    value : float
        The score or percentage, finite and at least 0.

    Returns
    -------
    int
        The nearest whole number.

    Examples
    --------
    >>> round_half_up(75.89999), round_half_up(66.66666666666667), round_half_up(2.5)
    (76, 67, 3)
    """
    return int(Decimal(value).to_integral_value(ROUND_HALF_UP))  # exact: 0.49999999999999994 + 0.5 would be 1.0
