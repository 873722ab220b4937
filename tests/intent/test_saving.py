"""
Saving: a model comes back with its answers, or with an error that says why it does not fit.
"""

# skops and scikit-learn have no types.
# mypy: disable-error-code="import-untyped"
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false, reportMissingImports=false
# pyright: reportPrivateUsage=false, reportArgumentType=false, reportUnknownLambdaType=false
# ruff: noqa: SLF001 - a forged file holds what is private, too

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
import skops.io
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier, VotingClassifier
from sklearn.exceptions import NotFittedError
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import buying_groups
from buying_groups.errors import DocumentError, InvalidValueError, MissingLibraryError, ModelMismatchError
from buying_groups.intent import IntentDetector
from buying_groups.intent.saving import IntentModel, ModelCard, dumps, loads
from buying_groups.intent.sureness import choose_sureness


NAMES = ("visits", "recency", "category")
UNTIL = datetime(2026, 9, 30, tzinfo=UTC)
RNG = np.random.default_rng(0)
X = np.column_stack([RNG.poisson(3, 200), RNG.random(200), RNG.integers(0, 3, 200)])
Y = (RNG.random(200) < X[:, 0] / 8).astype(int)
PRODUCTS = RNG.choice(["CRM", "ERP"], 200)
BOOSTING = HistGradientBoostingClassifier(max_iter=5, categorical_features=[2], early_stopping=False)


def card(**changes: Any) -> ModelCard:
    """Return a card."""
    fields: dict[str, Any] = {"taxonomy": "5f1a", "feature_names": NAMES, "trained_until": UNTIL}
    return ModelCard(**fields | changes)


def model(estimator: Any = BOOSTING, **changes: Any) -> IntentModel:
    """Return a fitted detector with its card."""
    detector = IntentDetector(estimator=estimator, random_state=0).fit(X, Y, products=PRODUCTS)
    return IntentModel(detector=detector, card=card(**changes))


MODEL = model(LogisticRegression())
DATA = dumps(MODEL)

# What scikit-learn's gradient boosting is made of, beyond the reviewed types, when it has categorical features.
CATEGORICAL = ["functools.partial", "sklearn.utils.validation.check_array"]


class TestRoundTrip:
    """
    "The detector with its card."
    """

    @pytest.mark.parametrize(
        "estimator",
        [
            BOOSTING,
            make_pipeline(SimpleImputer(), LogisticRegression()),
            VotingClassifier([("a", LogisticRegression()), ("b", BOOSTING)], voting="soft"),
        ],
        ids=["boosting", "linear", "both"],
    )
    def test_same_answers(self, estimator: Any) -> None:
        """To the last digit, with the products."""
        before = model(estimator)
        after = loads(dumps(before), taxonomy="5f1a", feature_names=NAMES, trusted=CATEGORICAL)
        expected = before.detector.predict_proba(X, PRODUCTS)
        assert (expected == after.detector.predict_proba(X, PRODUCTS)).all()

    def test_default_detector(self) -> None:
        """Which is nothing but types that were reviewed."""
        detector = IntentDetector().fit(X, Y)
        after = loads(dumps(IntentModel(detector=detector, card=card())), taxonomy="5f1a", feature_names=NAMES)
        assert (detector.predict_proba(X) == after.detector.predict_proba(X)).all()

    def test_pipeline(self) -> None:
        """That ends in a detector."""
        pipeline = make_pipeline(SimpleImputer(), IntentDetector(estimator=LogisticRegression())).fit(X, Y)
        after = loads(dumps(IntentModel(detector=pipeline, card=card())), taxonomy="5f1a", feature_names=list(NAMES))
        assert (pipeline.predict_proba(X) == after.detector.predict_proba(X)).all()

    def test_card(self) -> None:
        """With versions, the training window, the metrics and the thresholds."""
        sureness = choose_sureness(Y, MODEL.detector.predict_proba(X, PRODUCTS)[:, 1])
        given = card(
            trained_from=datetime(2025, 1, 1, tzinfo=UTC),
            metrics={"auc": 0.75, "measured on": "2026-10", "public": False},
            sureness=sureness,
        )
        data = dumps(IntentModel(detector=MODEL.detector, card=given))
        found = loads(data, taxonomy="5f1a", feature_names=NAMES).card
        assert given == found
        assert buying_groups.__version__ == found.library_version
        assert sys.modules["sklearn"].__version__ == found.scikit_learn_version


class TestFit:
    """
    "When it was trained for another taxonomy or with other features."
    """

    @pytest.mark.parametrize(
        ("taxonomy", "names", "message"),
        [
            ("77c0", NAMES, "trained for the taxonomy '5f1a', not '77c0'"),
            ("5f1a", ("visits", "recency"), "features differ: without ['category'] of the model's, and no others"),
            (
                "5f1a",
                ("visits", "recency", "breadth"),
                "features differ: without ['category'] of the model's, and with ['breadth']",
            ),
            ("5f1a", (*NAMES, "breadth"), "features differ: with all of the model's, and with ['breadth']"),
            (
                "5f1a",
                ("recency", "visits", "category"),
                "features come in another order than ['visits', 'recency', 'category']",
            ),
        ],
        ids=["taxonomy", "missing", "other", "further", "order"],
    )
    def test_differs(self, taxonomy: str, names: tuple[str, ...], message: str) -> None:
        """An error that names what differs."""
        with pytest.raises(ModelMismatchError, match=f"^the model does not fit: {re.escape(message)}$"):
            loads(DATA, taxonomy=taxonomy, feature_names=names)

    def test_both_are_named(self) -> None:
        """One entry for each of taxonomy and features."""
        with pytest.raises(ModelMismatchError) as caught:
            loads(DATA, taxonomy="77c0", feature_names=["visits"])
        assert 2 == len(caught.value.differences)


class TestTrust:
    """
    "Reading them runs no code but that of types on a list that was reviewed."
    """

    FOREST = RandomForestClassifier(3, random_state=0)

    def test_other_types_are_named(self) -> None:
        """And not loaded."""
        expected = (
            r"^data must be made of types that are trusted; review these, and name them in `trusted`, "
            r"got \['sklearn\.tree\._tree\.Tree'\]$"
        )
        with pytest.raises(InvalidValueError, match=expected):
            loads(dumps(model(self.FOREST)), taxonomy="5f1a", feature_names=NAMES)

    def test_the_caller_may_trust_more(self) -> None:
        """By name."""
        before = model(self.FOREST)
        after = loads(dumps(before), taxonomy="5f1a", feature_names=NAMES, trusted=["sklearn.tree._tree.Tree"])
        assert (before.detector.predict_proba(X) == after.detector.predict_proba(X)).all()

    @pytest.mark.parametrize(
        "forge",
        [
            pytest.param(lambda hgb: hgb._predictors[0][0].nodes["left"].fill(10_000), id="left beyond"),
            pytest.param(lambda hgb: hgb._predictors[0][0].nodes["right"].fill(0), id="right in a circle"),
            pytest.param(lambda hgb: hgb._predictors[0][0].nodes["feature_idx"].fill(-5), id="column below"),
            pytest.param(lambda hgb: hgb._predictors[0][0].nodes["feature_idx"].fill(3), id="column beyond"),
            pytest.param(lambda hgb: hgb._predictors[0][0].nodes["is_categorical"].fill(1), id="not categorical"),
            pytest.param(
                lambda hgb: [each[0].nodes["bitset_idx"].fill(10_000) for each in hgb._predictors], id="set beyond"
            ),
            pytest.param(lambda hgb: setattr(hgb._bin_mapper, "is_categorical_", [True]), id="columns of the bins"),
            pytest.param(lambda hgb: [each.fill(5000.0) for each in hgb._bin_mapper.bin_thresholds_], id="categories"),
            pytest.param(
                lambda hgb: setattr(hgb._predictors[0][0], "nodes", hgb._predictors[0][0].nodes[:0]), id="no nodes"
            ),
        ],
    )
    def test_forged_trees_are_refused(self, forge: Any) -> None:
        """What scikit-learn would follow out of its memory is an error before."""
        forged = model(HistGradientBoostingClassifier(max_iter=8, categorical_features=[2], early_stopping=False))
        forge(forged.detector.estimator_)
        with pytest.raises(InvalidValueError, match=r"^nodes must be "):
            loads(dumps(forged), taxonomy="5f1a", feature_names=NAMES, trusted=CATEGORICAL)


class TestBadInput:
    """
    "When the bytes are not a saved model, or hold types that are not trusted."
    """

    @pytest.mark.parametrize("data", [b"", b"PK", DATA[:200], DATA[200:]], ids=["none", "two", "begin", "end"])
    def test_broken(self, data: bytes) -> None:
        """An error, whatever skops raises."""
        with pytest.raises(
            InvalidValueError, match=r"^data must be what `buying_groups\.intent\.saving\.dumps` returned,"
        ):
            loads(data, taxonomy="5f1a", feature_names=NAMES)

    @pytest.mark.parametrize(
        ("content", "error", "message"),
        [
            ([1], InvalidValueError, r"data must be what `.+` returned, got b"),
            ({"format": "other"}, InvalidValueError, r"format must be 'buying_groups\.intent\.saving 1', got 'other'$"),
            (
                {"format": "buying_groups.intent.saving 1", "card": "{}", "detector": 1},
                DocumentError,
                r"the document has 3 problems:",
            ),
        ],
        ids=["list", "format", "card"],
    )
    def test_something_else(self, content: Any, error: type[Exception], message: str) -> None:
        """That skops saved."""
        with pytest.raises(error, match=f"^{message}"):
            loads(skops.io.dumps(content), taxonomy="5f1a", feature_names=NAMES)

    def test_not_fitted(self) -> None:
        """There is nothing to save."""
        with pytest.raises(NotFittedError, match=r"^This IntentDetector instance is not fitted yet"):
            dumps(IntentModel(detector=IntentDetector(), card=card()))

    def test_names(self) -> None:
        """One for each column."""
        with pytest.raises(
            InvalidValueError, match=r"^feature_names must be 3 names, one for each column, got \('a',\)$"
        ):
            dumps(IntentModel(detector=MODEL.detector, card=card(feature_names=["a"])))

    def test_what_skops_cannot_save(self) -> None:
        """A generator, for example."""
        detector = IntentDetector(estimator=LogisticRegression()).fit(X, Y)
        detector.estimator_.extra = (row for row in X)
        with pytest.raises(InvalidValueError, match=r"(?s)^detector must be made of what skops can save \(.*\), got "):
            dumps(IntentModel(detector=detector, card=card()))

    def test_window(self) -> None:
        """From before until."""
        with pytest.raises(InvalidValueError, match=r"^trained_from must be at or before trained_until, 2026-09-30 "):
            card(trained_from=datetime(2026, 10, 1, tzinfo=UTC))

    def test_without_skops(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The error names the extra."""
        monkeypatch.setitem(sys.modules, "skops.io", None)
        expected = r"^skops is not installed; pip install 'buying-groups\[models\]' brings it$"
        with pytest.raises(MissingLibraryError, match=expected):
            dumps(MODEL)
        with pytest.raises(MissingLibraryError, match=expected):
            loads(DATA, taxonomy="5f1a", feature_names=NAMES)
