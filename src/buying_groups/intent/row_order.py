"""
Order of rows: one that depends on what the rows hold, so that the order in which they are given changes no result.
"""

# ruff: noqa: N803 - X is scikit-learn's name

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np


if TYPE_CHECKING:
    from .calibration import Floats, Integers


__all__ = ["row_order"]


def row_order(X: Floats, labels: Floats, weights: Floats, products: Integers, *further: Integers) -> Integers:
    """
    Return the positions of the rows, in their order; those of weight 0 are left out.

    Of rows that are equal in all else, those of one product stay together: products are told apart by what all of their
    rows hold, not by their names, so that other names give the same answers.
    """
    keys = _row_keys(*X.T, labels)
    held = np.zeros(int(products.max()) + 1, dtype=np.uint64)
    np.add.at(held, products, keys)
    order = np.lexsort([held[products], weights, *further, keys])
    return np.asarray(order[weights[order] > 0])


def _row_keys(*columns: Floats) -> np.ndarray[Any, np.dtype[np.uint64]]:
    # The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), over the columns; no two rows of real data meet.
    keys = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        values = np.where(np.isnan(column), np.nan, column + 0.0)  # one NaN, and no negative zero
        keys ^= values.view(np.uint64)
        keys += np.uint64(0x9E3779B97F4A7C15)
        keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        keys ^= keys >> np.uint64(31)
    return keys
