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
import sklearn
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.utils import parse_version
from sklearn.utils.estimator_checks import estimator_checks_generator

import buying_groups.intent.detector as module
from buying_groups.intent.detector import IntentDetector


ESTIMATORS = [
    IntentDetector(),
    IntentDetector(estimator=LogisticRegression()),
    IntentDetector(estimator=LogisticRegression(), calibration="beta"),
    IntentDetector(calibration=None),
]


def expected_failures(estimator: IntentDetector) -> dict[str, str]:
    """Return the checks that have to fail, with the reason."""
    if estimator.estimator is None:
        reason = "min_samples_leaf of HistGradientBoostingClassifier counts rows, not weights"
    elif parse_version(sklearn.__version__) < parse_version("1.7"):
        reason = "the check makes other labels binary with weights than with repeated rows"
    else:
        return {}
    return {"check_sample_weight_equivalence_on_dense_data": reason}


CHECKS = [
    case
    for estimator in ESTIMATORS
    for case in estimator_checks_generator(estimator, expected_failed_checks=expected_failures(estimator), mark="xfail")
]


def name_of(value: Any) -> str:
    """Return what a check is called, the same in every process."""
    return str(value.func.__name__) if isinstance(value, partial) else repr(value)


class TestContract:
    """
    "Every estimator that the module exports runs" scikit-learn's checks; what is expected to fail has to fail.
    """

    @pytest.mark.parametrize(("estimator", "check"), CHECKS, ids=name_of)
    def test_scikit_learns_checks(self, estimator: Any, check: Any) -> None:
        """All of them; those that have to fail have a reason."""
        check(estimator)

    def test_no_estimator_is_forgotten(self) -> None:
        """Every class of the module that is an estimator is checked."""
        classes = {value for value in vars(module).values() if isinstance(value, type)}
        ours = {each for each in classes if issubclass(each, BaseEstimator) and each.__module__ == module.__name__}
        assert ours == {type(estimator) for estimator in ESTIMATORS}
