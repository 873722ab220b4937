"""
A classifier of job titles that a team trains on titles of its own. Needs scikit-learn; ships untrained.

The rules know words that their authors thought of. A team that has labelled some thousand titles, with its own labels
perhaps, learns what its own titles mean from words and from pieces of words, so that spellings and compounds that
nobody listed still say something.
"""

# scikit-learn has no types, so those that come out of it are not known here; what goes out of this module is annotated.
# mypy: disable-error-code="misc, no-any-return, untyped-decorator"
# pyright: reportMissingImports=false, reportUntypedBaseClass=false, reportUntypedFunctionDecorator=false
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownParameterType=false, reportMissingTypeStubs=false, reportPrivateUsage=false
# ruff: noqa: N803 - X and C are scikit-learn's names

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from sklearn import config_context
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.utils import assert_all_finite
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_consistent_length, check_is_fitted, column_or_1d

from .._scikit_learn import Interval, StrOptions, fit_context
from ..errors import InvalidValueError
from .words import split


if TYPE_CHECKING:
    from collections.abc import Sequence

    from sklearn.utils import Tags


__all__ = ["TitleClassifier"]

_FEWEST_CLASSES = 2


class TitleClassifier(ClassifierMixin, BaseEstimator):
    """
    Job titles to labels, by words and pieces of words.

    Titles are read like the rules read them (case, accents, marks of gender and the employer do not count; the first
    256 characters do), turned into frequencies of words, pairs of words and groups of 2 to 5 letters, and classified
    by a logistic regression.

    Parameters
    ----------
    C : float, default=10.0
        Inverse of the strength of the regularization; above 0. Chosen here among 1, 3, 10 and 30, by cross-validation
        on the training titles of ``benchmarks/job_titles.py``: from 10 on the accuracy does not grow.
    class_weight : dict, "balanced" or None, default=None
        Weights of the classes, as in `sklearn.linear_model.LogisticRegression`.
    threshold : float, default=0.0
        The probability below which `predict` abstains; in [0, 1]. With 0 it never does; above 0 it also abstains from
        titles that share nothing with the training titles, blank ones for example.
    unknown_label : object, default="unknown"
        What `predict` answers when it abstains.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        The labels seen in `fit`.
    pipeline_ : Pipeline
        The fitted features and regression.

    See Also
    --------
    buying_groups.titles.understand_title : The rules; they need no training.

    Examples
    --------
    >>> from buying_groups.titles.classifier import TitleClassifier
    >>> titles = ["Head of Sales", "Sales Manager", "Vertriebsleiter", "Head of IT", "IT-Leiter", "IT Manager"]
    >>> labels = ["sales", "sales", "sales", "it", "it", "it"]
    >>> model = TitleClassifier(threshold=0.6).fit(titles, labels)
    >>> model.predict(["Vertriebsleiterin", "Florist"]).tolist()
    ['sales', 'unknown']
    """

    _parameter_constraints: ClassVar[dict[str, Any]] = {
        "C": [Interval(Real, 0, None, closed="neither")],
        "class_weight": [dict, StrOptions({"balanced"}), None],
        "threshold": [Interval(Real, 0, 1, closed="both")],
        "unknown_label": "no_validation",
    }

    def __init__(
        self,
        *,
        C: float = 10.0,
        class_weight: dict[Any, float] | str | None = None,
        threshold: float = 0.0,
        unknown_label: Any = "unknown",
    ) -> None:
        self.C = C
        self.class_weight = class_weight
        self.threshold = threshold
        self.unknown_label = unknown_label

    @fit_context(prefer_skip_nested_validation=True)
    def fit(self, X: Sequence[str], y: Any, sample_weight: Any = None) -> TitleClassifier:
        """
        Learn from labelled titles.

        Parameters
        ----------
        X : array-like of shape (n_samples,)
            Titles, each of them text.
        y : array-like of shape (n_samples,)
            Their labels, of at least two kinds.
        sample_weight : array-like of shape (n_samples,), default=None
            Weights of the titles; all equal by default.

        Returns
        -------
        TitleClassifier
            The fitted estimator.

        Raises
        ------
        InvalidValueError
            When something that is not text stands among the titles, none has a word, or all labels are the same.
        ValueError
            When there are not as many labels as titles, a label is not finite, or a parameter is out of its range.
        """
        titles = _titles(X)
        labels = column_or_1d(y, warn=True)
        check_consistent_length(titles, labels)
        assert_all_finite(labels, input_name="y")
        check_classification_targets(labels)
        if not any(map(split, titles)):
            raise InvalidValueError("X", titles, "titles of which at least one has a word")
        if len(np.unique(labels)) < _FEWEST_CLASSES:
            raise InvalidValueError("y", labels.tolist(), "labels of at least two kinds; there is only 1 class")
        pipeline = self._untrained()
        weights = {} if sample_weight is None else {"logisticregression__sample_weight": sample_weight}
        with config_context(enable_metadata_routing=False):  # of the caller, which the pipeline inside knows nothing of
            self.pipeline_: Pipeline = pipeline.fit(titles, labels, **weights)
        self.classes_ = self.pipeline_.classes_
        return self

    def predict_proba(self, X: Sequence[str]) -> np.ndarray[Any, Any]:
        """
        Return the probability of each label.

        Parameters
        ----------
        X : array-like of shape (n_samples,)
            Titles, each of them text.

        Returns
        -------
        ndarray of shape (n_samples, n_classes)
            Probabilities in the order of `classes_`; a row sums to 1.

        Raises
        ------
        InvalidValueError
            When something that is not text stands among the titles.
        NotFittedError
            When the estimator is not fitted.
        """
        check_is_fitted(self)
        titles = _titles(X)
        if not titles:
            return np.empty((0, len(self.classes_)))
        return self.pipeline_.predict_proba(titles)

    def predict(self, X: Sequence[str]) -> np.ndarray[Any, Any]:
        """
        Return the most probable label of each title, or `unknown_label` where it abstains.

        Parameters
        ----------
        X : array-like of shape (n_samples,)
            Titles, each of them text.

        Returns
        -------
        ndarray of shape (n_samples,)
            Labels; of the type of `classes_` if `threshold` is 0, else of type object.

        Raises
        ------
        InvalidValueError
            When something that is not text stands among the titles.
        NotFittedError
            When the estimator is not fitted.
        """
        probabilities = self.predict_proba(X)
        labels = self.classes_[probabilities.argmax(axis=1)]
        if not self.threshold:
            return labels
        nothing_shared = self._says_nothing(_titles(X))
        labels = labels.astype(object)
        labels[(probabilities.max(axis=1) < self.threshold) | nothing_shared] = self.unknown_label
        return labels

    def _says_nothing(self, titles: list[str]) -> np.ndarray[Any, Any]:
        if not titles:
            return np.zeros(0, dtype=bool)
        return self.pipeline_[:-1].transform(titles).getnnz(axis=1) == 0

    def _untrained(self) -> Pipeline:
        frequencies: dict[str, Any] = {"preprocessor": _words, "lowercase": False, "sublinear_tf": True}
        words: dict[str, Any] = {"tokenizer": str.split, "token_pattern": None, "ngram_range": (1, 2)}
        return make_pipeline(
            make_union(
                TfidfVectorizer(**words, **frequencies),
                TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **frequencies),
            ),
            LogisticRegression(C=self.C, class_weight=self.class_weight, max_iter=1000),
        )

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        return tags


def _words(title: str) -> str:
    return " ".join(word.letters for word in split(title))


def _titles(X: Any) -> list[str]:
    array = np.asarray(X, dtype=object)
    if array.ndim != 1:
        raise InvalidValueError("X", X, "a one-dimensional array of titles (one title goes into a list)")
    titles: list[Any] = array.tolist()
    for position, title in enumerate(titles):
        if not isinstance(title, str):
            raise InvalidValueError(f"X[{position}]", title, "text (an unknown title is an empty one)")
    return titles
