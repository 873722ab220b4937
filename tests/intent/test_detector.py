"""
The intent detector: scikit-learn's contract, calibration on what was not seen, products that shrink toward the pool.
"""

# scikit-learn has no types, so what comes out of an estimator is not known here.
# mypy: disable-error-code="untyped-decorator"
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownLambdaType=false, reportAttributeAccessIssue=false

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.utils.estimator_checks import parametrize_with_checks

import buying_groups.intent.detector as module
from buying_groups.intent.detector import IntentDetector


ESTIMATORS = [
    IntentDetector(),
    IntentDetector(estimator=LogisticRegression()),
    IntentDetector(estimator=LogisticRegression(), calibration="beta"),
    IntentDetector(calibration=None),
]


def expected_failures(estimator: Any) -> dict[str, str]:
    """Return the checks that have to fail, with the reason."""
    if estimator.estimator is None:
        reason = "min_samples_leaf of HistGradientBoostingClassifier counts rows, not weights"
        return {"check_sample_weight_equivalence_on_dense_data": reason}
    return {}


class TestContract:
    """
    "Every estimator that the module exports runs `parametrize_with_checks(..., xfail_strict=True)`."
    """

    @parametrize_with_checks(ESTIMATORS, expected_failed_checks=expected_failures, xfail_strict=True)
    def test_scikit_learns_checks(self, estimator: Any, check: Any) -> None:
        """All of them; those that have to fail have a reason."""
        check(estimator)

    def test_no_estimator_is_forgotten(self) -> None:
        """Every class of the module that is an estimator is checked."""
        classes = {value for value in vars(module).values() if isinstance(value, type)}
        ours = {each for each in classes if issubclass(each, BaseEstimator) and each.__module__ == module.__name__}
        assert ours == {type(estimator) for estimator in ESTIMATORS}
