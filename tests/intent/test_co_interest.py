"""
Co-interest: the closed form, both ways of computing it, and scikit-learn's contract.
"""

# scikit-learn and scipy have no types.
# mypy: disable-error-code="untyped-decorator, import-untyped"
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUntypedFunctionDecorator=false, reportUnknownArgumentType=false, reportUnknownParameterType=false

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.exceptions import NotFittedError
from sklearn.utils.estimator_checks import estimator_checks_generator

import buying_groups.intent.co_interest as module
from buying_groups.intent.co_interest import CoInterest


ESTIMATORS = [CoInterest(), CoInterest(regularization=0.5)]
CHECKS = [case for estimator in ESTIMATORS for case in estimator_checks_generator(estimator)]

matrices = st.tuples(st.integers(1, 7), st.integers(1, 7)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.floats(0, 5, allow_subnormal=False))
)


def by_the_formula(used: Any, regularization: float) -> Any:
    """Return the weights as the article has them."""
    inverse = np.linalg.inv(used.T @ used + regularization * np.identity(used.shape[1]))
    return np.identity(used.shape[1]) - inverse / np.diag(inverse)


class TestContract:
    """
    "Every estimator that the module exports runs" scikit-learn's checks; none is expected to fail.
    """

    @pytest.mark.parametrize(("estimator", "check"), CHECKS)
    def test_scikit_learns_checks(self, estimator: Any, check: Any) -> None:
        """All of them."""
        check(estimator)

    def test_no_estimator_is_forgotten(self) -> None:
        """Every class of the module that is an estimator is checked."""
        classes = {value for value in vars(module).values() if isinstance(value, type)}
        ours = {each for each in classes if issubclass(each, BaseEstimator) and each.__module__ == module.__name__}
        assert {type(estimator) for estimator in ESTIMATORS} == ours

    def test_not_fitted(self) -> None:
        """Nothing is said before anything was learned."""
        with pytest.raises(NotFittedError, match=r"^This CoInterest instance is not fitted yet"):
            CoInterest().transform([[1.0]])


class TestWeights:
    """
    "With P = (XᵀX + λI)⁻¹, the weights are B = I − P · diag(P)⁻¹."
    """

    def test_known_answer(self) -> None:
        """Three subjects have met both: 3 / (3 + λ) by ridge regression on one other product."""
        model = CoInterest(regularization=1.0).fit([[1, 1, 0], [1, 1, 0], [1, 1, 0], [0, 0, 1]])
        expected = np.array([[0, 0.75, 0], [0.75, 0, 0], [0, 0, 0]])
        np.testing.assert_allclose(expected, model.coef_, atol=1e-12)
        np.testing.assert_allclose(np.array([[1.5, 0.75, 0]]), model.transform([[1, 2, 5]]), atol=1e-12)

    @settings(max_examples=60, deadline=None)
    @given(matrices, st.floats(0.1, 50), st.booleans())
    def test_is_the_formula(self, used: Any, regularization: float, dense: bool) -> None:  # noqa: FBT001
        """Whichever of the two matrices is inverted, and however the matrix is stored."""
        given_as = used if dense else sparse.csr_matrix(used)
        model = CoInterest(regularization=regularization).fit(given_as)
        expected = by_the_formula(used, regularization)
        np.testing.assert_allclose(expected, model.coef_, atol=1e-7)
        np.testing.assert_allclose(used @ expected, model.transform(given_as), atol=1e-7)
        np.testing.assert_allclose(np.zeros(len(expected)), np.diag(model.coef_), atol=1e-9)

    @settings(max_examples=30, deadline=None)
    @given(matrices, st.randoms(use_true_random=False))
    def test_names_and_order(self, used: Any, random: Any) -> None:
        """Renaming products permutes the weights; the order of the subjects does not count."""
        products, subjects = (random.sample(range(size), size) for size in used.shape[::-1])
        weights = CoInterest(regularization=2.0).fit(used).coef_
        other = CoInterest(regularization=2.0).fit(used[subjects][:, products]).coef_
        np.testing.assert_allclose(weights[np.ix_(products, products)], other, atol=1e-9)
