"""
The intent detector: from features of (subject, product) pairs to probabilities that hold.

One classifier learns from the pairs of all products together. What it says is then corrected on pairs that it did not
see (`buying_groups.intent.calibration`): by one curve for all products, and by a shift for each product that is the
smaller the fewer labels the product has. "Did not see" is meant of accounts, or of time: pairs of one account resemble
each other, so that a model which is calibrated on other pairs of the accounts that it has learned from looks surer than
it is.
"""

# scikit-learn has no types, so those that come out of it are not known here; what goes out of this module is annotated.
# mypy: disable-error-code="import-untyped, misc, no-any-return, untyped-decorator"
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportConstantRedefinition=false
# pyright: reportMissingTypeStubs=false, reportPrivateUsage=false, reportUntypedBaseClass=false
# pyright: reportUntypedFunctionDecorator=false
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# ruff: noqa: N803, N806 - X is scikit-learn's name

from __future__ import annotations

import inspect
from numbers import Integral
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from scipy.special import expit
from sklearn import config_context
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import check_cv
from sklearn.pipeline import Pipeline
from sklearn.utils import get_tags
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted, column_or_1d, validate_data

from .._scikit_learn import HasMethods, Interval, StrOptions, check_sample_weight, fit_context
from ..errors import InvalidValueError
from .calibration import calibrated, fit_curve, fit_product_shifts, log_odds
from .row_order import row_order
from .splits import AccountSplit, TimeSplit, codes_of, times_of


if TYPE_CHECKING:
    from collections.abc import Iterator

    from sklearn.utils import Tags

    from .calibration import Floats, Integers


__all__ = ["IntentDetector"]

_TWO = 2
_MISSING = "allow-nan"  # the classifier says itself whether it takes missing values; the tags of a pipeline do not tell


class IntentDetector(ClassifierMixin, BaseEstimator):
    """
    Calibrated probability that a subject is interested in a product.

    Parameters
    ----------
    estimator : classifier or None, default=None
        What learns from the pairs: any scikit-learn classifier with `predict_proba`, or a pipeline that ends in one.
        ``None`` is `sklearn.ensemble.HistGradientBoostingClassifier`, with settings chosen here (see the decision
        record on the intent model): a learning rate of 0.05, 100 trees of at most 15 leaves, L2 regularization 1, no
        early stopping.
    calibration : {"sigmoid", "beta", "isotonic"} or None, default="sigmoid"
        The curve from the classifier's log-odds to calibrated ones; ``None`` leaves them as they are.
    cv : int, splitter or iterable, default=5
        What the calibration is learned on. A number, at least 2: into how many parts the data are split by account or
        by time, see the notes; where fewer accounts have a label, or there are fewer different times, there are as many
        parts as possible. A splitter, for example `TimeSplit` with a gap, whose `split` gets the times, or else the
        groups, as `groups`. Or pairs of positions of rows to learn from and to test on. A row is tested at most once.
    product_feature : int, str or None, default=None
        The column of X that holds the product of each pair, as a number: its position or, of a data frame, its name.
        The classifier does not see it. An alternative to the argument `products` of `fit` and `predict_proba`, for
        scikit-learn's tools that pass X alone to `predict_proba`, such as `cross_val_predict`.
    random_state : int, RandomState instance or None, default=None
        For the default classifier, which takes a sample of more than 200,000 rows to find its bins.

    Attributes
    ----------
    classes_ : ndarray of shape (2,)
        The labels seen in `fit`, sorted; the second means interest.
    estimator_ : classifier
        The classifier, fitted to all rows.
    calibration_curve_ : ndarray or None
        Parameters of the curve, see `buying_groups.intent.calibration.fit_curve`.
    products_ : ndarray of shape (n_products,)
        The products seen in `fit`, sorted; empty when none were given.
    product_shifts_ : ndarray of shape (n_products,)
        By how much each product's log-odds differ from the pool's.
    product_spread_ : float
        The standard deviation of the products' log-odds around the pool's; 0 when no products were given.
    n_held_out_ : int
        How many rows the calibration was fitted on.
    n_features_in_ : int
        Number of columns of X.
    feature_names_in_ : ndarray of shape (n_features,)
        Names of the columns; only when X was a data frame whose column names are all text.

    See Also
    --------
    sklearn.calibration.CalibratedClassifierCV : Calibrates without products and without time.

    Notes
    -----
    *Splitting.* With `times`, each period is predicted by what was learned from the time before it. Else, with
    `groups`, each fold of accounts is predicted by what was learned from the others. Else every row is an account of
    its own; equal rows are one. The classifier that stays is fitted to all rows.

    *Order.* The rows are brought into an order of their own before anything is learned, so that the order in which they
    are given never changes a probability.

    *Speed.* A call of `predict_proba` takes some milliseconds for one row and about as long for a thousand, most of
    it in scikit-learn's checks of its input. A service predicts for many pairs in one call, for example for all
    products of all accounts that changed.

    Examples
    --------
    Accounts that visited often are interested; the product "crm" sells better than "erp", and nobody knows "new".

    >>> import numpy as np
    >>> from buying_groups.intent.detector import IntentDetector
    >>> rng = np.random.default_rng(0)
    >>> visits, product = rng.poisson(3, (600, 1)), rng.choice(["crm", "erp"], 600)
    >>> log_odds = visits[:, 0] - 4 + np.where(product == "crm", 1, -1)
    >>> interested = rng.random(600) < 1 / (1 + np.exp(-log_odds))
    >>> detector = IntentDetector().fit(visits, interested, products=product)
    >>> detector.predict_proba([[4], [4], [4]], products=["crm", "erp", "new"])[:, 1].round(2).tolist()
    [0.74, 0.28, 0.54]
    """

    _parameter_constraints: ClassVar[dict[str, Any]] = {
        "estimator": [HasMethods(["fit", "predict_proba"]), None],
        "calibration": [StrOptions({"sigmoid", "beta", "isotonic"}), None],
        "cv": [Interval(Integral, 2, None, closed="left"), HasMethods(["split"]), "array-like"],
        "product_feature": [Interval(Integral, 0, None, closed="left"), str, None],
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        *,
        estimator: Any = None,
        calibration: Any = "sigmoid",
        cv: Any = 5,
        product_feature: int | str | None = None,
        random_state: Any = None,
    ) -> None:
        self.estimator = estimator
        self.calibration = calibration
        self.cv = cv
        self.product_feature = product_feature
        self.random_state = random_state

    @fit_context(prefer_skip_nested_validation=False)
    def fit(
        self,
        X: Any,
        y: Any,
        sample_weight: Any = None,
        *,
        products: Any = None,
        groups: Any = None,
        times: Any = None,
    ) -> IntentDetector:
        """
        Learn from labelled pairs.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            Numeric features of (subject, product) pairs; missing ones are NaN if the classifier takes them.
        y : array-like of shape (n_samples,)
            Labels, of two kinds.
        sample_weight : array-like of shape (n_samples,), default=None
            Weights of the pairs, at least 0; a pair of weight 2 counts like two. All 1 by default.
        products : array-like of shape (n_samples,), default=None
            The product of each pair, all text or all numbers.
        groups : array-like of shape (n_samples,), default=None
            The account of each pair.
        times : array-like of shape (n_samples,), default=None
            The moment as of which each pair's features are: numbers, dates, datetimes with a time zone, or NumPy's
            datetimes. Used before `groups` if both are given.

        Returns
        -------
        IntentDetector
            The fitted estimator.

        Raises
        ------
        InvalidValueError
            When all labels are the same, when they are too few to calibrate on rows that were not learned from, or
            when the products are not what is said above.
        NaiveDatetimeError
            When a time is a datetime without a time zone.
        ValueError
            When lengths differ, X is not numeric, or a parameter is out of its range.
        """
        X, y = validate_data(self, X, y, dtype=np.float64, ensure_all_finite=_MISSING)
        labels = self._labels(y)
        weights = check_sample_weight(sample_weight, X, dtype=np.float64, ensure_non_negative=True)
        X, products = self._without_products(X, products)
        self.products_, codes = _known_products(products, len(X))
        accounts = None if groups is None else codes_of("groups", groups, X)
        moments = None if times is None else times_of("times", times, X)[1]
        order = row_order(X, labels, weights, codes, *(each for each in (accounts, moments) if each is not None))
        parts = self._parts(X, labels, order, accounts, moments)
        X, labels, weights, codes = X[order], labels[order], weights[order], codes[order]
        if len(np.unique(labels)) < _TWO:
            raise InvalidValueError("y", self.classes_.tolist(), "labels of two kinds; there is only 1 class")
        given = None if sample_weight is None else weights
        scores = np.full(len(X), np.nan)
        if self.calibration is not None or len(self.products_):
            for train, test in parts:
                if len(np.unique(labels[train])) < _TWO:
                    continue
                model = self._fitted(X[train], labels[train], None if given is None else weights[train])
                scores[test] = log_odds(model.predict_proba(X[test])[:, 1])
        self._calibrate(scores, labels, weights, codes)
        self.estimator_ = self._fitted(X, labels, given)
        return self

    def predict_proba(self, X: Any, products: Any = None) -> Floats:
        """
        Return the probabilities of both labels.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            Features of pairs, in the columns of `fit`.
        products : array-like of shape (n_samples,), default=None
            The product of each pair. Those that were not in `fit` get the pool's answer, and so does every pair when
            they are not given.

        Returns
        -------
        ndarray of shape (n_samples, 2)
            Probabilities in the order of `classes_`; a row sums to 1.

        Raises
        ------
        InvalidValueError
            When the products are numbers and those of `fit` are text, or the other way round.
        NotFittedError
            When the estimator is not fitted.
        ValueError
            When X has other columns than in `fit`, or lengths differ.
        """
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, ensure_all_finite=_MISSING, reset=False)
        X, products = self._without_products(X, products)
        scores = self._calibrated(log_odds(self.estimator_.predict_proba(X)[:, 1]))
        if products is not None:
            scores += self._shifts(_products(products, len(X)))
        return np.stack([expit(-scores), expit(scores)], axis=1)

    def predict(self, X: Any, products: Any = None) -> np.ndarray[Any, Any]:
        """
        Return the more probable label of each pair.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            Features of pairs, in the columns of `fit`.
        products : array-like of shape (n_samples,), default=None
            The product of each pair, as in `predict_proba`.

        Returns
        -------
        ndarray of shape (n_samples,)
            Labels; the first of `classes_` where both are equally probable.
        """
        check_is_fitted(self)
        return self.classes_[self.predict_proba(X, products).argmax(axis=1)]

    def _labels(self, y: Any) -> Floats:
        check_classification_targets(y)
        self.classes_, labels = np.unique(y, return_inverse=True)
        if len(self.classes_) > _TWO:
            # The first sentence is scikit-learn's, whose checks look for it.
            raise InvalidValueError(
                "y",
                self.classes_.tolist(),
                f"labels of two kinds. Only binary classification is supported. The type of the target is "
                f"{type_of_target(y)}",
            )
        return labels.astype(np.float64)

    def _without_products(self, X: Floats, products: Any) -> tuple[Floats, Any]:
        if self.product_feature is None:
            return X, products
        if products is not None:
            raise InvalidValueError("products", products, "absent, because product_feature says where they are")
        names: list[str] = list(getattr(self, "feature_names_in_", ()))
        if isinstance(self.product_feature, str):
            if self.product_feature not in names:
                raise InvalidValueError("product_feature", self.product_feature, f"one of the columns {names}")
            position = names.index(self.product_feature)
        else:
            position = int(self.product_feature)
            if position >= X.shape[1]:
                raise InvalidValueError("product_feature", position, f"below the number of columns, {X.shape[1]}")
        return np.delete(X, position, axis=1), X[:, position]

    def _parts(
        self, X: Floats, labels: Floats, order: Integers, accounts: Integers | None, times: Integers | None
    ) -> Iterator[tuple[Integers, Integers]]:
        if not isinstance(self.cv, Integral):
            place = np.full(len(X), -1)
            place[order] = np.arange(len(order))
            for part in check_cv(self.cv).split(X, labels, accounts if times is None else times):
                train, test = (place[rows] for rows in part)
                yield np.sort(train[train >= 0]), np.sort(test[test >= 0])
            return
        labels = labels[order]
        if times is not None:
            yield from TimeSplit(int(self.cv)).split(order, groups=times[order])
            return
        accounts = np.arange(len(order)) if accounts is None else codes_of("groups", accounts[order])
        fewest = min(len(np.unique(accounts[labels == label])) for label in (0, 1))
        if fewest >= _TWO:
            yield from AccountSplit(min(int(self.cv), fewest)).split(order, labels, accounts)

    def _calibrate(self, scores: Floats, labels: Floats, weights: Floats, codes: Integers) -> None:
        self.calibration_curve_: Floats | None = None
        self.product_shifts_, self.product_spread_ = np.zeros(len(self.products_)), 0.0
        seen = np.flatnonzero(~np.isnan(scores))
        self.n_held_out_ = len(seen)
        if self.calibration is None and not len(self.products_):
            return
        if len(np.unique(labels[seen])) < _TWO:
            raise InvalidValueError(
                "y",
                f"{int(labels.sum())} of {len(labels)} rows with {self.classes_[1]!r}",
                "both labels in at least two accounts (with times: at two times), so that the calibration can be "
                "learned from rows that the classifier did not see; calibration=None without products needs none",
            )
        scores, labels, weights, codes = scores[seen], labels[seen], weights[seen], codes[seen]
        if self.calibration is not None:
            self.calibration_curve_ = fit_curve(self.calibration, scores, labels, weights)
        if len(self.products_):
            known, present = np.unique(codes, return_inverse=True)
            shifts, self.product_spread_ = fit_product_shifts(self._calibrated(scores), labels, weights, present)
            self.product_shifts_[known] = shifts

    def _fitted(self, X: Floats, labels: Floats, weights: Floats | None) -> Any:
        model: Any = clone(self._classifier())
        with config_context(enable_metadata_routing=False):  # of the caller; here weights go the way that is said below
            return model.fit(X, labels.astype(np.int64), **_weights_for(model, weights))

    def _classifier(self) -> Any:
        if self.estimator is not None:
            return self.estimator
        return HistGradientBoostingClassifier(
            learning_rate=0.05,
            max_iter=100,
            max_leaf_nodes=15,
            l2_regularization=1.0,
            early_stopping=False,  # it would hold out rows at random, also within an account
            random_state=self.random_state,
        )

    def _calibrated(self, scores: Floats) -> Floats:
        if self.calibration_curve_ is None:
            return scores
        return calibrated(self.calibration, self.calibration_curve_, scores)

    def _shifts(self, products: Any) -> Any:
        if not len(self.products_):
            return 0.0
        if (products.dtype.kind == "U") != (self.products_.dtype.kind == "U"):
            kind = "text" if self.products_.dtype.kind == "U" else "numbers"
            raise InvalidValueError("products", products[:1].tolist(), f"{kind}, as in fit")
        place = np.minimum(np.searchsorted(self.products_, products), len(self.products_) - 1)
        return np.where(self.products_[place] == products, self.product_shifts_[place], 0.0)

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.input_tags.allow_nan = get_tags(self._classifier()).input_tags.allow_nan
        return tags


def _weights_for(model: Any, weights: Floats | None) -> dict[str, Floats]:
    if weights is None:
        return {}
    final = model.steps[-1][1] if isinstance(model, Pipeline) else model
    parameters = inspect.signature(final.fit).parameters
    if "sample_weight" not in parameters and not any(each.kind == each.VAR_KEYWORD for each in parameters.values()):
        raise InvalidValueError(
            "estimator", final, "a classifier whose fit takes sample_weight, because weights are given"
        )
    return {f"{model.steps[-1][0]}__sample_weight" if isinstance(model, Pipeline) else "sample_weight": weights}


def _products(values: Any, count: int) -> Any:
    array = column_or_1d(values)
    if len(array) != count:
        raise InvalidValueError("products", len(array), f"as many as rows of X, {count}")
    if array.dtype.kind in {"O", "T"} and all(isinstance(value, str) for value in array.tolist()):
        array = array.astype(str)
    if array.dtype.kind not in "Ubiuf":
        raise InvalidValueError("products", array[:5].tolist(), "all text or all numbers")
    return array


def _known_products(values: Any, count: int) -> tuple[Any, Integers]:
    if values is None:
        return np.empty(0), np.zeros(count, dtype=np.int64)
    products = _products(values, count)
    if products.dtype.kind == "f" and np.isnan(products).any():
        raise InvalidValueError("products", float("nan"), "all text or all numbers")
    return np.unique(products, return_inverse=True)
