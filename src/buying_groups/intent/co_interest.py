"""
Co-interest: which products interest the same subjects, learned from all of them.

A ridge regression of each product on all others, in closed form (Steck, "Embarrassingly Shallow Autoencoders for Sparse
Data", 2019, https://arxiv.org/abs/1905.03375, there called EASE). Nothing is iterated and nothing is drawn at random.
"""

# scikit-learn has no types, so those that come out of it are not known here; what goes out of this module is annotated.
# mypy: disable-error-code="misc, no-any-return, untyped-decorator"
# pyright: reportMissingImports=false, reportUntypedBaseClass=false, reportUntypedFunctionDecorator=false
# pyright: reportPrivateUsage=false, reportConstantRedefinition=false, reportAttributeAccessIssue=false
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownParameterType=false, reportMissingTypeStubs=false
# ruff: noqa: N803, N806 - X is scikit-learn's name

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, OneToOneFeatureMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from .._scikit_learn import Interval, fit_context


if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.utils import Tags


__all__ = ["CoInterest"]


class CoInterest(OneToOneFeatureMixin, TransformerMixin, BaseEstimator):
    """
    How much a subject's interest in other products says of its interest in each.

    Parameters
    ----------
    regularization : float, default=300.0
        Strength of the ridge, in the units of a squared entry of the matrix; above 0. The more of it, the fewer
        subjects are believed.

    Attributes
    ----------
    coef_ : ndarray of shape (n_products, n_products)
        Weight of the product of the row for the product of the column; the diagonal is 0, so that no product speaks for
        itself.
    n_features_in_ : int
        Number of products.
    feature_names_in_ : ndarray of shape (n_products,)
        Names of the products, where `fit` was given a frame whose columns have names.

    Notes
    -----
    With P = (XᵀX + λI)⁻¹, the weights are B = I − P · diag(P)⁻¹. With fewer subjects than products the same numbers
    come out of the inverse of XXᵀ + λI, which is the smaller matrix; the weights are not formed then, but when `coef_`
    is read. Renaming products permutes the weights; the order of the subjects does not count.

    References
    ----------
    H. Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019, https://arxiv.org/abs/1905.03375. The
    default of `regularization` was chosen here, see decision 12.

    Examples
    --------
    Three accounts have used storage and backup together, and one has used neither:

    >>> import numpy as np
    >>> from buying_groups.intent import CoInterest
    >>> used = np.array([[1, 1, 0], [1, 1, 0], [1, 1, 0], [0, 0, 1]])
    >>> co_interest = CoInterest(regularization=1.0).fit(used)
    >>> co_interest.transform([[1, 0, 0]])
    array([[0.  , 0.75, 0.  ]])
    """

    _parameter_constraints: ClassVar[dict[str, Any]] = {"regularization": [Interval(Real, 0, None, closed="neither")]}

    def __init__(self, *, regularization: float = 300.0) -> None:
        self.regularization = regularization

    @fit_context(prefer_skip_nested_validation=True)
    def fit(self, X: Any, y: object = None) -> CoInterest:  # noqa: ARG002 - scikit-learn's form
        """
        Learn from subjects.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_subjects, n_products)
            How strongly each subject was interested in each product; 0 for not at all.
        y : None
            Ignored.

        Returns
        -------
        CoInterest
            The fitted transformer.
        """
        X = validate_data(self, X, accept_sparse="csr", dtype=np.float64)
        n_subjects, n_products = X.shape
        if n_products <= n_subjects:
            self._learn_products(X)
        else:
            self._learn_subjects(X)
        return self

    def _learn_products(self, X: Any) -> None:
        """Learn from the inverse of products by products."""
        inverse = _ridge_inverse(X.T @ X, self.regularization)
        self._weights: NDArray[np.float64] | None = inverse / -np.diag(inverse)
        np.fill_diagonal(self._weights, 0.0)
        self._subjects: Any = None

    def _learn_subjects(self, X: Any) -> None:
        """Learn from the inverse of subjects by subjects; see Notes."""
        inverse = _ridge_inverse(X @ X.T, self.regularization)
        spread = inverse @ X if not sparse.issparse(X) else (X.T @ inverse).T
        own = X.multiply(spread).sum(axis=0) if sparse.issparse(X) else (X * spread).sum(axis=0)
        self._weights = None
        self._subjects = X
        self._spread = np.asarray(spread)
        self._diagonal = 1.0 - np.asarray(own).ravel()  # of λP

    @property
    def coef_(self) -> NDArray[np.float64]:
        """Weights of products for products."""
        if self._weights is not None:
            return self._weights
        return self._transformed(np.identity(self.n_features_in_))

    def transform(self, X: Any) -> NDArray[np.float64]:
        """
        Return what the other products say of each.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_subjects, n_products)
            How strongly each subject was interested in each product; these may be other subjects than those of `fit`.

        Returns
        -------
        ndarray of shape (n_subjects, n_products)
            Co-interest: the regression's answer for each product; mostly between 0 and the largest entry.
        """
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=np.float64, reset=False)
        return self._transformed(X)

    def _transformed(self, X: Any) -> NDArray[np.float64]:
        if self._weights is not None:
            return np.asarray(X @ self._weights)
        kernel = X @ self._subjects.T
        rest = np.asarray(kernel @ self._spread)
        whole = X.toarray() if sparse.issparse(X) else X
        return whole - (whole - rest) / self._diagonal

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "_weights")

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags


def _ridge_inverse(squares: Any, regularization: float) -> NDArray[np.float64]:
    dense = squares.toarray() if sparse.issparse(squares) else squares
    dense[np.diag_indices_from(dense)] += regularization
    return np.linalg.inv(dense)
