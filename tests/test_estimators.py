"""
Every estimator, transformer and splitter of the package among scikit-learn's tools.
"""

# scikit-learn has no types, so what comes out of an estimator is not known here.
# mypy: disable-error-code="misc, untyped-decorator"
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownLambdaType=false, reportUntypedBaseClass=false

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
import pytest
import sklearn
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin, clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import estimator_checks_generator
from sklearn.utils.validation import check_is_fitted, validate_data

import buying_groups
from buying_groups.activities import Activity
from buying_groups.intent.activity_log import ActivityLog
from buying_groups.intent.co_interest import CoInterest
from buying_groups.intent.detector import IntentDetector
from buying_groups.intent.features import IntentFeatures
from buying_groups.intent.splits import AccountSplit, TimeSplit
from buying_groups.titles.classifier import TitleClassifier


NOW = datetime(2026, 1, 31, tzinfo=UTC)
RNG = np.random.default_rng(5)
N = 120
LABELS = RNG.integers(0, 2, N)
ACCOUNTS = np.arange(N) // 3
MONTHS = np.arange(N) % 6
COUNTS = RNG.poisson(1.0 + LABELS[:, np.newaxis], (N, 3))
NAMES = ["backup", "mail", "storage"]
PEOPLE = [f"person {number}" for number in range(40)]
WORDS = np.array([["Head", "Chief", "Lead"], ["Clerk", "Trainee", "Lead"]])
TITLES = [f"{WORDS[label, rank]} of {NAMES[rank]}" for label, rank in zip(LABELS, RNG.integers(0, 3, N), strict=True)]

LOG = ActivityLog.from_activities(
    [
        Activity(person_id=person, activity_type=NAMES[at], occurred_at=NOW - timedelta(days=int(days)))
        for person in PEOPLE
        for at, days in enumerate(RNG.integers(1, 300, 3))
        if days % 3
    ],
    lambda activity: [activity.activity_type],
)


class Case(NamedTuple):
    """
    An estimator, with what it learns from.
    """

    estimator: Any
    columns: dict[str, Any] | list[str]
    grid: dict[str, list[Any]]

    def given(self, kind: str) -> Any:
        """Return X as a frame (titles as a series) of pandas or polars, or as lists."""
        if isinstance(self.columns, list):
            return {"pandas": pd.Series, "polars": pl.Series, "lists": list}[kind](self.columns)
        if kind == "lists":
            return [list(row) for row in zip(*self.columns.values(), strict=True)]
        return {"pandas": pd.DataFrame, "polars": pl.DataFrame}[kind](self.columns)

    @property
    def is_transformer(self) -> bool:
        """Whether a classifier has to follow."""
        return isinstance(self.estimator, TransformerMixin)

    def classifier(self, **requests: bool) -> Any:
        """Return a classifier that is or has the estimator, and asks for some metadata, or for none of the kind."""
        if self.is_transformer:
            return make_pipeline(self.estimator, _asking(LogisticRegression(max_iter=5000), requests))
        return _asking(clone(self.estimator), requests)


def _asking(estimator: Any, requests: dict[str, bool]) -> Any:
    return estimator.set_fit_request(**requests) if requests else estimator


CASES = [
    Case(
        IntentFeatures(activities=LOG, as_of=NOW),
        {"subject": RNG.choice(PEOPLE, N).tolist(), "product": RNG.choice(NAMES, N).tolist()},
        {"intentfeatures__history_days": [30.0, 500.0]},
    ),
    Case(CoInterest(), {name: COUNTS[:, at] for at, name in enumerate(NAMES)}, {"cointerest__regularization": [1, 9]}),
    Case(
        IntentDetector(estimator=LogisticRegression()),
        {name: COUNTS[:, at] for at, name in enumerate(NAMES)},
        {"calibration": ["sigmoid", None]},
    ),
    Case(TitleClassifier(), TITLES, {"C": [0.1, 10]}),
]
TRANSFORMERS = [case for case in CASES if case.is_transformer]
KINDS = ["lists", "pandas", "polars"]


def name_of(case: Any) -> str:
    """Return what a case is called."""
    return type(case.estimator).__name__ if isinstance(case, Case) else str(case)


class TestNone:
    """
    "A test counts that none was forgotten."
    """

    def test_is_forgotten(self) -> None:
        """Whatever module of the package defines it."""
        modules = [
            import_module(found.name)
            for found in walk_packages(buying_groups.__path__, "buying_groups.")
            if not found.name.endswith("__main__")
        ]
        classes = {
            each
            for module in modules
            for each in vars(module).values()
            if isinstance(each, type) and each.__module__ == module.__name__
        }
        estimators = {each for each in classes if issubclass(each, BaseEstimator)}
        assert {type(case.estimator) for case in CASES} == estimators
        splitters = {each for each in classes if hasattr(each, "split") and hasattr(each, "get_n_splits")}
        assert {AccountSplit, TimeSplit} == splitters


class Reader(TransformerMixin, BaseEstimator):
    """
    Numbers that stand for pairs of ids, or for words of titles.
    """

    def __init__(self, *, titles: bool = False) -> None:
        self.titles = titles

    def fit(self, X: Any, y: Any = None) -> Reader:  # noqa: ARG002, N803 - scikit-learn's names
        """Check the numbers."""
        validate_data(self, X, dtype=np.float64)
        self.is_fitted_ = True
        return self

    def get_feature_names_out(self, input_features: object = None) -> Any:  # noqa: ARG002 - scikit-learn's form
        """Return the names of ids, so that outputs can be set."""
        return np.array(["subject", "product"], dtype=object)

    def transform(self, X: Any) -> Any:  # noqa: N803 - scikit-learn's name
        """Read the numbers."""
        check_is_fitted(self)
        numbers = np.floor(validate_data(self, X, dtype=np.float64, reset=False)).astype(int) % 7
        if self.titles:
            return [" ".join(f"{chr(97 + at)}{number}" for at, number in enumerate(row)) for row in numbers]
        pairs = np.empty((len(numbers), 2), dtype=object)
        pairs[:, 0] = [PEOPLE[number] for number in numbers[:, 0]]
        pairs[:, 1] = [[*NAMES, "unknown"][number % 4] for number in numbers[:, -1]]
        return pairs


IN_PLACE = "scikit-learn's Pipeline fits the steps that it was given, and says so"
CHECKS = [
    case
    for estimator in (
        make_pipeline(Reader(), IntentFeatures(activities=LOG, as_of=NOW)),
        make_pipeline(Reader(titles=True), TitleClassifier()),
    )
    for case in estimator_checks_generator(
        estimator,
        expected_failed_checks={
            "check_estimators_overwrite_params": IN_PLACE,
            "check_dont_overwrite_parameters": IN_PLACE,
        },
        mark="xfail",
    )
]


class TestNumbersThatStandForIds:
    """
    Checks that stop early at ids and text run behind a step that makes these of numbers.
    """

    @pytest.mark.parametrize(("estimator", "check"), CHECKS)
    def test_scikit_learns_checks(self, estimator: Any, check: Any) -> None:
        """All of them; what has to fail has a reason."""
        check(estimator)


@pytest.mark.parametrize("case", CASES, ids=name_of)
class TestTools:
    """
    "Works in `Pipeline`, `GridSearchCV`, `cross_val_predict`, with pandas and polars in and out."
    """

    @pytest.mark.parametrize("kind", KINDS)
    def test_cross_validation(self, case: Case, kind: str) -> None:
        """Each account is predicted from the others, with the answers of a loop by hand."""
        found: Any = cross_val_predict(
            case.classifier(),
            case.given(kind),
            LABELS,
            groups=ACCOUNTS,
            cv=AccountSplit(3),
            method="predict_proba",
        )
        rows = case.given("lists")
        expected = np.zeros((N, 2))
        for train, test in AccountSplit(3).split(rows, LABELS, ACCOUNTS):
            model = case.classifier().fit([rows[at] for at in train], LABELS[train])
            expected[test] = model.predict_proba([rows[at] for at in test])
        np.testing.assert_allclose(expected, found, rtol=1e-9)

    @pytest.mark.parametrize("kind", KINDS)
    def test_grid_search(self, case: Case, kind: str) -> None:
        """Each month is predicted from those before it, and what predicts best is chosen."""
        search = GridSearchCV(case.classifier(), case.grid, cv=TimeSplit(2), scoring="neg_brier_score")
        search.fit(case.given(kind), LABELS, groups=MONTHS)
        (name, values), *_ = case.grid.items()
        assert values[int(np.argmax(search.cv_results_["mean_test_score"]))] == search.best_params_[name]
        assert len(set(search.cv_results_["mean_test_score"])) == len(values)
        assert (N,) == search.predict(case.given(kind)).shape

    @pytest.mark.parametrize("kind", KINDS)
    def test_routed_weights(self, case: Case, kind: str) -> None:
        """Weights reach the classifier and accounts the splitter: a label that weighs more is more probable."""
        by_account = {"groups": True} if isinstance(case.estimator, IntentDetector) else {}
        found: list[Any] = []
        with sklearn.config_context(enable_metadata_routing=True):
            for weight in (1.0, 5.0):
                weights = np.where(LABELS, weight, 1.0)
                answers: Any = cross_val_predict(
                    case.classifier(sample_weight=True, **by_account),
                    case.given(kind),
                    LABELS,
                    cv=AccountSplit(3),
                    method="predict_proba",
                    params={"groups": ACCOUNTS, "sample_weight": weights},
                )
                found.append(answers[:, 1])
        even, heavy = found
        assert (heavy > even).all()

    def test_copies(self, case: Case) -> None:
        """A clone has the parameters and nothing learned; a pickle has the answers too."""
        rows = case.given("lists")
        fitted = case.classifier().fit(rows, LABELS)
        copy: Any = clone(fitted)
        expected = fitted.predict_proba(rows).tolist()
        assert expected == copy.fit(rows, LABELS).predict_proba(rows).tolist()
        assert expected == pickle.loads(pickle.dumps(fitted)).predict_proba(rows).tolist()  # noqa: S301 - our own bytes

    def test_kind(self, case: Case) -> None:
        """It is a classifier, or a transformer that names what comes out."""
        assert case.is_transformer != isinstance(case.estimator, ClassifierMixin)
        assert case.is_transformer == hasattr(case.estimator, "get_feature_names_out")


@pytest.mark.parametrize("case", TRANSFORMERS, ids=name_of)
class TestOutput:
    """
    "`set_output`", "`get_feature_names_out`".
    """

    @pytest.mark.parametrize("kind", ["pandas", "polars"])
    @pytest.mark.parametrize("of_library", ["pandas", "polars"])
    def test_frames_out(self, case: Case, kind: Any, of_library: str) -> None:
        """Of either library, from frames of either, with the names and numbers of arrays."""
        expected = case.estimator.fit_transform(case.given(of_library))
        transformer: Any = clone(case.estimator)
        found: Any = transformer.set_output(transform=kind).fit_transform(case.given(of_library))
        assert type(found).__module__.startswith(kind)
        assert transformer.get_feature_names_out().tolist() == list(found.columns)
        np.testing.assert_allclose(expected, found.to_numpy(), rtol=1e-12)
