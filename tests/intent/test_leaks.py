"""
Leaks: features that know the future are found, honest ones are not.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from buying_groups.errors import InvalidValueError
from buying_groups.intent.leaks import FutureFeature, SuspiciousFeature, future_features, suspicious_features


NAN = float("nan")


class TestFuture:
    """
    "Features that know the future."
    """

    def test_known_answer(self) -> None:
        """A value that changed, appeared or went; not one that is missing in both."""
        known = [[1, NAN, 1, NAN, 0], [2, NAN, 2, 1, 0]]
        later = [[1, NAN, 2, 1, 0], [2, NAN, 3, NAN, -0.0]]
        expected = (FutureFeature(name="x2", pairs=2), FutureFeature(name="x3", pairs=2))
        assert expected == future_features(known, later)

    @pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame], ids=["pandas", "polars"])
    def test_names_of_a_frame(self, frame: Any) -> None:
        """Its columns."""
        found = future_features(frame({"a": [1, 2], "b": [3, 4]}), frame({"a": [1, 2], "b": [3, 5]}))
        assert (FutureFeature(name="b", pairs=1),) == found

    def test_nothing_leaks(self) -> None:
        """Also from no pairs."""
        assert () == future_features([[1.0]], [[1.0]])
        assert () == future_features(np.empty((0, 2)), np.empty((0, 2)))

    @pytest.mark.parametrize(
        ("one", "other", "names", "message"),
        [
            ([[1]], [[1, 2]], None, "with_future must be of the shape of known, (1, 1), got (1, 2)"),
            ([1], [[1]], None, "known must be a matrix: a row for each pair, a column for each feature, got (1,)"),
            ([[1]], [[1]], ["a", "b"], "feature_names must be as many as columns, 1, got ['a', 'b']"),
        ],
    )
    def test_bad_input(self, one: Any, other: Any, names: Any, message: str) -> None:
        """An error that names it."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            future_features(one, other, feature_names=names)


class TestSuspicion:
    """
    "The features of which each alone tells the labels apart nearly perfectly."
    """

    def test_known_answer(self) -> None:
        """By value, in either direction; by being missing; the surest first, ties by name."""
        y = [1, 1, 1, 0, 0, 0]
        features = {
            "rising": [4, 5, 6, 1, 2, 3],
            "falling": [1, 2, 3, 4, 5, 6],
            "nearly": [4, 5, 2, 1, 3, 0],
            "missing": [NAN, NAN, NAN, 1, 2, 3],
            "noise": [1, 2, 3, 1, 2, 3],
            "constant": [1] * 6,
            "never": [NAN] * 6,
        }
        found = suspicious_features(pd.DataFrame(features), y, auc=0.8)
        expected = [
            ("falling", 1.0, False),
            ("missing", 1.0, True),
            ("rising", 1.0, False),
            ("nearly", pytest.approx(8 / 9), False),
        ]
        assert expected == [(each.name, each.auc, each.by_missing) for each in found]

    def test_honest_features_pass(self) -> None:
        """Noise is not suspicious."""
        rng = np.random.default_rng(0)
        assert () == suspicious_features(rng.normal(size=(500, 20)), rng.integers(0, 2, 500))

    def test_default_names(self) -> None:
        """Those that scikit-learn gives."""
        assert (SuspiciousFeature(name="x0", auc=1.0),) == suspicious_features([[1], [2]], [False, True])

    @pytest.mark.parametrize(
        ("y", "message"),
        [
            ([1], "y must be as many labels as rows of X, 2, got 1"),
            ([1, 1], "y must be 1 for interest and 0 for none, both present, got [1]"),
            ([1, 2], "y must be 1 for interest and 0 for none, both present, got [1, 2]"),
        ],
    )
    def test_bad_input(self, y: Any, message: str) -> None:
        """An error that names it."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            suspicious_features([[1], [2]], y)
