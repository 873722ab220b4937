"""
The intent detector: scikit-learn's contract, calibration on what was not seen, products that shrink toward the pool.
"""

# scikit-learn has no types, so what comes out of an estimator is not known here.
# mypy: disable-error-code="misc, untyped-decorator"
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownLambdaType=false, reportAttributeAccessIssue=false
# pyright: reportArgumentType=false, reportCallIssue=false, reportUntypedBaseClass=false

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
import sklearn
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.dummy import DummyClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import (
    check_sample_weight_equivalence_on_dense_data,
    estimator_checks_generator,
)
from sklearn.utils.fixes import parse_version

import buying_groups.intent.detector as module
from buying_groups.errors import InvalidValueError, NaiveDatetimeError
from buying_groups.intent import AccountSplit, TimeSplit
from buying_groups.intent.calibration import calibrated, fit_curve, fit_product_shifts, log_odds
from buying_groups.intent.detector import IntentDetector


if TYPE_CHECKING:
    from conftest import RunFresh


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
    elif sklearn.__version__.startswith("1.6."):
        reason = "the check makes other labels binary with weights than with repeated rows"
    else:
        return {}
    return {"check_sample_weight_equivalence_on_dense_data": reason}


CHECKS = [
    case
    for estimator in ESTIMATORS
    for case in estimator_checks_generator(estimator, expected_failed_checks=expected_failures(estimator), mark="xfail")
]


# Before, scikit-learn asks frames for a protocol that polars has given up, and finds no names in them.
KNOWS_FRAMES = parse_version(sklearn.__version__) >= parse_version("1.9")


class TestContract:
    """
    "Every estimator that the module exports runs" scikit-learn's checks; what is expected to fail has to fail.
    """

    @pytest.mark.parametrize(("estimator", "check"), CHECKS)
    def test_scikit_learns_checks(self, estimator: Any, check: Any) -> None:
        """All of them; those that have to fail have a reason."""
        check(estimator)

    @pytest.mark.parametrize("calibration", ["sigmoid", None])
    def test_the_reason_is_the_only_one(self, calibration: Any) -> None:
        """Where leaves of one row are allowed, the check that has to fail passes with the same classifier."""
        classifier = IntentDetector().fit(X, Y).estimator_.set_params(min_samples_leaf=1)
        check_sample_weight_equivalence_on_dense_data(
            "IntentDetector", IntentDetector(estimator=classifier, calibration=calibration)
        )

    def test_no_estimator_is_forgotten(self) -> None:
        """Every class of the module that is an estimator is checked."""
        classes = {value for value in vars(module).values() if isinstance(value, type)}
        ours = {each for each in classes if issubclass(each, BaseEstimator) and each.__module__ == module.__name__}
        assert ours == {type(estimator) for estimator in ESTIMATORS}


RNG = np.random.default_rng(7)
X = RNG.normal(size=(400, 3))
PRODUCTS = RNG.choice(["a", "b", "c"], 400, p=[0.5, 0.45, 0.05])
ACCOUNTS = RNG.integers(0, 60, 400)
TIMES = RNG.integers(0, 8, 400)
SHIFT = {"a": 1.5, "b": -1.5, "c": 0.0}
Y = RNG.random(400) < 1 / (1 + np.exp(-X[:, 0] - np.array([SHIFT[product] for product in PRODUCTS])))
LINEAR = LogisticRegression()


def detector(**parameters: Any) -> IntentDetector:
    """Return a detector that learns quickly."""
    return IntentDetector(**{"estimator": LINEAR} | parameters)


class Constant(ClassifierMixin, BaseEstimator):
    """
    Remembers what it was given to learn from; always says one half.
    """

    learned: list[Any] = []  # noqa: RUF012 - of all its clones

    def fit(self, X: Any, y: Any) -> Constant:  # noqa: N803 - scikit-learn's name
        """Remember the rows."""
        self.learned.append(X)
        self.classes_ = np.unique(y)
        return self

    def predict_proba(self, X: Any) -> Any:  # noqa: N803 - scikit-learn's name
        """Say one half."""
        return np.full((len(X), 2), 0.5)


@pytest.fixture
def learned() -> list[Any]:
    """Return what a `Constant` was given to learn from, fit by fit."""
    Constant.learned.clear()
    return Constant.learned


class TestProducts:
    """
    "By a shift for each product that is the smaller the fewer labels the product has."
    """

    def test_known_products_differ(self) -> None:
        """In the direction of their labels; a rare one is nearer to the pool."""
        model = detector().fit(X, Y, products=PRODUCTS)
        assert ["a", "b", "c"] == model.products_.tolist()
        shifts = dict(zip(model.products_.tolist(), model.product_shifts_.tolist(), strict=True))
        assert shifts["a"] > 0.8
        assert shifts["b"] < -0.8
        assert abs(shifts["c"]) < 0.8
        assert 0.5 < model.product_spread_ < 3

    def test_unknown_products_get_the_pools_answer(self) -> None:
        """As do pairs whose product is not given."""
        model = detector().fit(X, Y, products=PRODUCTS)
        pool = model.predict_proba(X[:5])
        assert pool.tolist() == model.predict_proba(X[:5], ["new", "d", "", "aa", "z"]).tolist()
        shifted = log_odds(model.predict_proba(X[:5], ["a"] * 5)[:, 1]) - log_odds(pool[:, 1])
        assert pytest.approx([model.product_shifts_[0]] * 5) == shifted

    def test_products_that_were_not_given_do_not_count(self) -> None:
        """A detector that knows no products ignores them."""
        model = detector().fit(X, Y)
        assert (0, 0.0) == (len(model.products_), model.product_spread_)
        assert model.predict_proba(X).tolist() == model.predict_proba(X, PRODUCTS).tolist()

    @settings(max_examples=10)
    @given(st.permutations(["x", "y", "z"]))
    def test_renaming_products_permutes_the_answers(self, names: list[str]) -> None:
        """Nothing depends on what they are called."""
        renamed = np.array([dict(zip("abc", names, strict=True))[product] for product in PRODUCTS])
        expected = detector().fit(X, Y, products=PRODUCTS).predict_proba(X, PRODUCTS)
        np.testing.assert_allclose(
            detector().fit(X, Y, products=renamed).predict_proba(X, renamed), expected, rtol=1e-9
        )

    @pytest.mark.parametrize(
        "kind",
        [
            pytest.param(list, id="list"),
            pytest.param(pd.Series, id="pandas"),
            pytest.param(pl.Series, id="polars"),
            pytest.param(lambda names: np.array(names, dtype=object), id="objects"),
            pytest.param(lambda names: pd.Series(names, dtype="category"), id="category"),
        ],
    )
    def test_kinds_of_columns(self, kind: Any) -> None:
        """Lists, arrays and series of text."""
        expected = detector().fit(X, Y, products=PRODUCTS).predict_proba(X, PRODUCTS)
        found = detector().fit(X, Y, products=kind(PRODUCTS.tolist())).predict_proba(X, kind(PRODUCTS.tolist()))
        assert expected.tolist() == found.tolist()

    def test_as_a_column_of_numbers(self) -> None:
        """By position or by name, the same as the argument; the classifier does not see it."""
        codes = np.searchsorted(["a", "b", "c"], PRODUCTS)
        with_codes = np.column_stack([X[:, 0], codes, X[:, 1:]])
        expected = detector().fit(X, Y, products=codes).predict_proba(X, codes)
        by_position = detector(product_feature=1).fit(with_codes, Y)
        assert expected.tolist() == by_position.predict_proba(with_codes).tolist()
        assert 3 == by_position.estimator_.n_features_in_
        frame = pd.DataFrame(with_codes, columns=["v", "product", "w", "x"])
        by_name = detector(product_feature="product").fit(frame, Y)
        np.testing.assert_allclose(by_name.predict_proba(frame), expected, rtol=1e-12)
        assert (400,) == cross_val_predict(by_name, frame, Y, method="predict_proba")[:, 1].shape

    def test_a_product_that_was_never_held_out(self) -> None:
        """Its rows come before the first period: it has the pool's answer."""
        times = np.where(PRODUCTS == "c", 0, 1 + np.arange(400) % 3)
        model = detector(cv=2).fit(X, Y, products=PRODUCTS, times=times)
        assert 0.0 == model.product_shifts_[2]

    def test_shifts_by_hand(self) -> None:
        """One product with 8 of 10 against an even score: between none and log(8 / 2) = 1.386."""
        labels = np.array([1.0] * 8 + [0.0] * 2 + [1.0] * 2 + [0.0] * 8 + [1.0, 0.0])
        products = np.repeat([0, 1, 2], [10, 10, 2])
        shifts, spread = fit_product_shifts(np.zeros(22), labels, np.ones(22), products)
        assert pytest.approx(0, abs=1e-6) == shifts[2]
        assert pytest.approx(-shifts[0], rel=1e-6) == shifts[1]
        assert 0.5 < shifts[0] < np.log(4)
        # At the mode, what the labels pull is what the prior holds back.
        assert pytest.approx(shifts[0] / spread**2, rel=1e-3) == 8 - 10 / (1 + np.exp(-shifts[0]))

    def test_products_without_positives(self) -> None:
        """Are finite, and the lower the more labels say so."""
        labels = np.array([1.0, 0.0] * 50 + [0.0] * 60)
        products = np.repeat([0, 1, 2], [100, 10, 50])
        shifts, _ = fit_product_shifts(np.zeros(160), labels, np.ones(160), products)
        assert -10 < shifts[2] < shifts[1] < 0


class TestNotSeen:
    """
    "Calibrated on pairs that it did not see. 'Did not see' is meant of accounts, or of time."
    """

    def test_accounts(self, learned: list[Any]) -> None:
        """No account is divided; the last fit has all rows."""
        accounts = np.arange(40) // 4
        rows = accounts[:, np.newaxis].astype(float)
        IntentDetector(estimator=Constant(), cv=3).fit(rows, np.arange(40) % 2, groups=accounts)
        assert [40] == [len(rows) for rows in learned[3:]]
        sets = [set(rows[:, 0]) for rows in learned[:3]]
        assert all(len(rows) == 4 * len(names) for rows, names in zip(learned[:3], sets, strict=True))
        assert dict.fromkeys(range(10), 2) == {n: sum(n in names for names in sets) for n in range(10)}

    def test_time(self, learned: list[Any]) -> None:
        """Each period is predicted from the time before it, also if accounts are given."""
        times = np.arange(40) // 10
        model = IntentDetector(estimator=Constant(), cv=9)
        model.fit(times[:, np.newaxis].astype(float), np.arange(40) % 2, times=times, groups=np.arange(40))
        assert [{0}, {0, 1}, {0, 1, 2}, {0, 1, 2, 3}] == [set(rows[:, 0]) for rows in learned]
        assert 30 == model.n_held_out_

    def test_own_splitter(self, learned: list[Any]) -> None:
        """Gets the times, or else the accounts, as groups."""
        times = np.arange(40) // 10
        rows, y = times[:, np.newaxis].astype(float), np.arange(40) % 2
        IntentDetector(estimator=Constant(), cv=TimeSplit(1, gap=1)).fit(rows, y, times=times)
        assert [{0.0}, {0.0, 1.0, 2.0, 3.0}] == [set(each[:, 0]) for each in learned]
        learned.clear()
        IntentDetector(estimator=Constant(), cv=AccountSplit(2)).fit(rows, y, groups=times)
        assert [2, 2, 4] == [len(set(each[:, 0])) for each in learned]

    def test_given_splits(self) -> None:
        """Are positions of the rows as they were given; rows of weight 0 are left out of them."""
        splits = [(np.arange(200), np.arange(200, 400)), (np.arange(200, 400), np.arange(200))]
        weights = np.ones(400)
        weights[:100] = 0
        model = detector(cv=splits).fit(X, Y, weights)
        kept = [(np.arange(100), np.arange(100, 300)), (np.arange(100, 300), np.arange(100))]
        expected = detector(cv=kept).fit(X[100:], Y[100:])
        np.testing.assert_allclose(model.predict_proba(X), expected.predict_proba(X), rtol=1e-6)
        assert 300 == model.n_held_out_

    def test_parts_to_learn_from_with_one_label_are_passed_over(self) -> None:
        """Nobody was interested in the first period."""
        y = np.where(TIMES == 0, 0, Y)
        model = detector().fit(X, y, times=TIMES)
        assert 0 < model.n_held_out_ < (TIMES > 0).sum() + 1

    def test_uncalibrated(self) -> None:
        """What the classifier says, as it is."""
        model = detector(calibration=None).fit(X, Y)
        assert (None, 0) == (model.calibration_curve_, model.n_held_out_)
        np.testing.assert_allclose(model.predict_proba(X), LogisticRegression().fit(X, Y).predict_proba(X), rtol=1e-4)

    @pytest.mark.parametrize("method", ["sigmoid", "beta", "isotonic"])
    def test_calibration_mends_what_is_too_sure(self, method: Any) -> None:
        """Log-odds three times too large become right, on other data too."""
        rng = np.random.default_rng(1)
        scores = rng.normal(size=20_000)
        labels = (rng.random(20_000) < 1 / (1 + np.exp(-scores))).astype(float)
        curve = fit_curve(method, 3 * scores, labels, np.ones(20_000))
        points = np.array([-4.5, -1.5, 0.0, 1.5, 4.5])
        found = 1 / (1 + np.exp(-calibrated(method, curve, points)))
        assert pytest.approx(1 / (1 + np.exp(-points / 3)), abs=0.05) == found
        assert sorted(found) == found.tolist()

    def test_a_curve_never_falls(self) -> None:
        """Scores that are worse than chance are made even, not turned round."""
        scores, labels = np.array([-1.0, -2.0, 1.0, 2.0] * 50), np.array([1.0, 1.0, 0.0, 0.0] * 50)
        assert 0.0 == fit_curve("sigmoid", scores, labels, np.ones(200))[0]


class TestOrder:
    """
    "The order in which they are given never changes a probability."
    """

    @pytest.mark.parametrize("named", [{}, {"groups": ACCOUNTS}, {"times": TIMES}, {"products": PRODUCTS}], ids=str)
    def test_shuffled(self, named: dict[str, Any]) -> None:
        """To the last digit."""
        order = np.random.default_rng(3).permutation(400)
        weights = RNG.random(400)
        one = detector().fit(X, Y, weights, **named)
        other = detector().fit(X[order], Y[order], weights[order], **{name: v[order] for name, v in named.items()})
        assert one.predict_proba(X).tolist() == other.predict_proba(X).tolist()

    def test_default_classifier(self) -> None:
        """Too."""
        order = np.random.default_rng(3).permutation(400)
        one, other = IntentDetector().fit(X, Y), IntentDetector().fit(X[order], Y[order])
        assert one.predict_proba(X).tolist() == other.predict_proba(X).tolist()


class TestInScikitLearn:
    """
    "Works in `Pipeline`, `GridSearchCV`, `cross_val_predict`, with pandas and polars in and out."
    """

    def test_pipeline(self) -> None:
        """Arguments of fit are named by the step."""
        pipeline = make_pipeline(StandardScaler(), detector())
        pipeline.fit(X, Y, intentdetector__products=PRODUCTS, intentdetector__groups=ACCOUNTS)
        assert (400, 2) == pipeline.predict_proba(X, products=PRODUCTS).shape

    def test_pipeline_inside(self) -> None:
        """With weights for its last step; missing values are its own matter."""
        holed = np.where(np.random.default_rng(0).random(X.shape) < 0.1, np.nan, X)
        model = detector(estimator=make_pipeline(SimpleImputer(), LogisticRegression()))
        weighted = model.fit(holed, Y, np.where(Y, 3.0, 1.0)).predict_proba(holed)[:, 1].mean()
        assert weighted > model.fit(holed, Y).predict_proba(holed)[:, 1].mean() + 0.1
        with sklearn.config_context(enable_metadata_routing=True):
            assert weighted == model.fit(holed, Y, np.where(Y, 3.0, 1.0)).predict_proba(holed)[:, 1].mean()

    def test_grid_search(self) -> None:
        """Products and times are divided with the rows."""
        search = GridSearchCV(detector(), {"calibration": ["sigmoid", None]}, cv=AccountSplit(2), scoring="roc_auc")
        search.fit(X, Y, groups=ACCOUNTS, products=PRODUCTS, times=TIMES)
        assert ["a", "b", "c"] == search.best_estimator_.products_.tolist()

    def test_metadata_routing(self) -> None:
        """The accounts reach the splitter and the detector."""
        with sklearn.config_context(enable_metadata_routing=True):
            model = detector().set_fit_request(groups=True, products=True)
            found = cross_val_predict(
                model,
                X,
                Y,
                cv=AccountSplit(3),
                params={"groups": ACCOUNTS, "products": PRODUCTS},
                method="predict_proba",
            )
        assert (400, 2) == found.shape

    @pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame], ids=["pandas", "polars"])
    def test_frames(self, frame: Any) -> None:
        """The same answers as for an array, with names."""
        table = frame({f"column {number}": X[:, number] for number in range(3)})
        model = detector().fit(table, frame({"y": Y})["y"])
        if frame is pd.DataFrame or KNOWS_FRAMES:
            assert ["column 0", "column 1", "column 2"] == model.feature_names_in_.tolist()
        np.testing.assert_allclose(model.predict_proba(table), detector().fit(X, Y).predict_proba(X), rtol=1e-12)

    def test_labels_are_the_callers(self) -> None:
        """The second in their order means interest."""
        model = detector().fit(X, np.where(Y, "yes", "no"))
        assert ["no", "yes"] == model.classes_.tolist()
        assert {"no", "yes"} == set(model.predict(X))
        assert model.score(X, np.where(Y, "yes", "no")) > 0.5


class TestTooLittle:
    """
    "When all labels are the same, when they are too few to calibrate on rows that were not learned from."
    """

    @pytest.mark.parametrize(
        ("y", "weights"),
        [([0, 0, 0], None), ([1, 1, 1], None), ([1, 0, 0], [0, 1, 1])],
        ids=["none interested", "all interested", "by weight"],
    )
    def test_one_class(self, y: list[int], weights: Any) -> None:
        """There is nothing to tell apart."""
        with pytest.raises(InvalidValueError, match=r"^y must be labels of two kinds; there is only 1 class, got "):
            detector().fit([[1], [2], [3]], y, weights)

    @pytest.mark.parametrize(
        "named", [{}, {"groups": [1, 1, 1, 2]}, {"times": [1, 1, 2, 2], "calibration": "beta"}], ids=str
    )
    def test_too_few(self, named: dict[str, Any]) -> None:
        """One interested account, or none before the last period."""
        parameters = {name: named.pop(name) for name in list(named) if name == "calibration"}
        expected = r"^y must be both labels in at least two accounts \(with times: at two times\), .+, got '1 of 4 rows"
        with pytest.raises(InvalidValueError, match=expected):
            detector(**parameters).fit([[1], [2], [3], [4]], [0, 0, 0, 1], **named)

    def test_too_few_are_enough_without_calibration(self) -> None:
        """As long as there are no products."""
        model = detector(calibration=None).fit([[1], [2], [3], [4]], [0, 0, 0, 1])
        assert (1, 2) == model.predict_proba([[4]]).shape
        with pytest.raises(InvalidValueError, match=r"^y must be both labels in at least two accounts "):
            model.fit([[1], [2], [3], [4]], [0, 0, 0, 1], products=["a"] * 4)

    def test_two_of_each_are_enough(self) -> None:
        """In two folds."""
        assert 4 == detector().fit([[1], [2], [3], [4]], [0, 0, 1, 1]).n_held_out_


class TestBadInput:
    """
    "When the products are not what is said above", when lengths differ, when a time has no zone.
    """

    @pytest.mark.parametrize(
        ("named", "message"),
        [
            ({"products": ["a"]}, "products must be as many as rows of X, 400, got 1"),
            ({"products": [["a"]] * 400}, None),
            (
                {"products": ["a", None] * 200},
                "products must be all text or all numbers, got ['a', None, 'a', None, 'a']",
            ),
            ({"products": [1.0, np.nan] * 200}, "products must be all text or all numbers, got nan"),
            ({"times": [1] * 400}, "times must be at least two different times, got [1]"),
        ],
        ids=["length", "shape", "missing text", "missing number", "one time"],
    )
    def test_columns(self, named: dict[str, Any], message: str | None) -> None:
        """An error that names the argument."""
        if message is None:
            named = {"products": np.array(["a", "b"] * 400).reshape(400, 2)}
            with pytest.raises(
                ValueError, match=r"^y should be a 1d array, got an array of shape \(400, 2\) instead\.$"
            ):
                detector().fit(X, Y, **named)
            return
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            detector().fit(X, Y, **named)

    def test_naive_times(self) -> None:
        """A moment without a zone is not known."""
        times = [datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2)] * 200  # noqa: DTZ001 - that is what is tested
        with pytest.raises((NaiveDatetimeError, TypeError)):
            detector().fit(X, Y, times=times)

    @pytest.mark.parametrize(("known", "given", "kind"), [("text", 1, "text"), ("numbers", "a", "numbers")])
    def test_other_kind_of_products(self, known: str, given: Any, kind: str) -> None:
        """Text is not a number."""
        model = detector().fit(X, Y, products=PRODUCTS if known == "text" else ACCOUNTS)
        with pytest.raises(InvalidValueError, match=rf"^products must be {kind}, as in fit, got \[{given!r}\]$"):
            model.predict_proba(X, [given] * 400)

    @pytest.mark.parametrize(
        ("feature", "named", "message"),
        [
            (3, {}, "product_feature must be below the number of columns, 3, got 3"),
            ("p", {}, "product_feature must be one of the columns [], got 'p'"),
            (0, {"products": ["a"]}, "products must be absent, because product_feature says where they are, got ['a']"),
        ],
    )
    def test_product_feature(self, feature: Any, named: dict[str, Any], message: str) -> None:
        """A column that is not there, or products given twice."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            detector(product_feature=feature).fit(X, Y, **named)

    def test_weights_that_a_classifier_does_not_take(self) -> None:
        """Are not ignored."""
        model = detector(estimator=KNeighborsClassifier())
        assert (400, 2) == model.fit(X, Y).predict_proba(X).shape
        with pytest.raises(InvalidValueError, match=r"^estimator must be a classifier whose fit takes sample_weight"):
            model.fit(X, Y, np.ones(400))

    def test_weights_through_a_classifier_that_passes_them_on(self) -> None:
        """Such as a search."""
        search = GridSearchCV(LogisticRegression(), {"C": [1.0]}, cv=2)
        assert (400, 2) == detector(estimator=search).fit(X, Y, np.ones(400)).predict_proba(X).shape

    def test_three_labels(self) -> None:
        """Interest is there or not."""
        expected = (
            r"^y must be labels of two kinds\. Only binary classification is supported\. The type of the target is "
        )
        with pytest.raises(InvalidValueError, match=expected):
            detector().fit(X, np.arange(400) % 3)

    def test_a_classifier_that_knows_nothing(self) -> None:
        """Gives everybody the share of all."""
        model = detector(estimator=DummyClassifier()).fit(X, Y)
        assert pytest.approx(Y.mean(), abs=0.01) == model.predict_proba(X)[:, 1]


class TestImport:
    """
    "What needs scikit-learn is loaded when it is first asked for."
    """

    def test_the_package_does_not_load_it(self, run_fresh: RunFresh) -> None:
        """Neither the package nor its room of intent."""
        result = run_fresh(
            "import sys, buying_groups, buying_groups.intent; print({'sklearn', 'scipy'} & set(sys.modules));"
            "from buying_groups.intent import IntentDetector; print('sklearn' in sys.modules)"
        )
        assert ("", "set()\nTrue\n") == (result.stderr, result.stdout)

    def test_no_other_name(self) -> None:
        """Is found."""
        import buying_groups.intent as room  # noqa: PLC0415 - what is tested

        nothing = "Detector"
        message = r"^module 'buying_groups\.intent' has no attribute 'Detector' \(did you mean 'IntentDetector'\?\)$"
        with pytest.raises(AttributeError, match=message):
            getattr(room, nothing)
