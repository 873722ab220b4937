"""
Reliability: the bins are those of the metrics, the levels those of the sureness.
"""

# Matplotlib leaves the types of its keyword arguments out; SciPy and scikit-learn have none.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest
from matplotlib.figure import Figure
from scipy.stats import binomtest
from sklearn.linear_model import LogisticRegression

from buying_groups.errors import InvalidValueError
from buying_groups.intent.metrics import expected_calibration_error
from buying_groups.intent.report import IntentLevel
from buying_groups.intent.sureness import Sureness
from buying_groups.plots import IntentReliabilityDisplay

from .cases import SURENESS, predictions


if TYPE_CHECKING:
    from matplotlib.axes import Axes


@pytest.fixture
def ax() -> Axes:
    """Return axes that pyplot knows nothing of."""
    return Figure(figsize=(7, 5), layout="constrained").subplots()


def legend(ax: Axes) -> list[str]:
    """Return the words of the legend."""
    found = ax.get_legend()
    assert found is not None
    return [text.get_text() for text in found.get_texts()]


class TestBins:
    """
    "Predicted against observed in equal-mass bins with binomial intervals."
    """

    def test_known_answers(self, ax: Axes) -> None:
        """Two bins of five: one and four of them show interest; the intervals are the exact ones."""
        y = [0, 0, 0, 0, 1, 1, 1, 1, 1, 0]
        display = IntentReliabilityDisplay.from_predictions(y, [0.1] * 5 + [0.9] * 5, n_bins=2, ax=ax)
        np.testing.assert_allclose(display.predicted, [0.1, 0.9])
        np.testing.assert_allclose(display.observed, [0.2, 0.8])
        exact = [binomtest(k, 5).proportion_ci(0.95, method="exact") for k in (1, 4)]
        np.testing.assert_allclose(display.lowest, [each.low for each in exact])
        np.testing.assert_allclose(display.highest, [each.high for each in exact])
        np.testing.assert_allclose(np.asarray(ax.lines[1].get_xydata(), dtype=float), [[0.1, 0.2], [0.9, 0.8]])
        assert pytest.approx(0.1) == display.error

    def test_none_and_all(self, ax: Axes) -> None:
        """Where nobody or everybody is interested, the interval ends at 0 or 1."""
        display = IntentReliabilityDisplay.from_predictions([0] * 9 + [1] * 9, [0.2] * 9 + [0.7] * 9, n_bins=2, ax=ax)
        exact = binomtest(0, 9).proportion_ci(0.95, method="exact")
        np.testing.assert_allclose(
            [display.lowest, display.highest], [[0, 1 - exact.high], [exact.high, 1]], atol=1e-12
        )

    def test_never_more_bins_than_pairs(self, ax: Axes) -> None:
        """One pair is one bin."""
        assert [1.0] == IntentReliabilityDisplay.from_predictions([1], [0.5], ax=ax).mass.tolist()

    def test_the_error_is_that_of_the_metrics(self, ax: Axes) -> None:
        """The title has the expected calibration error over the same bins."""
        y, p = predictions()
        display = IntentReliabilityDisplay.from_predictions(y, p, n_bins=7, name="Mine", ax=ax)
        expected = expected_calibration_error(y, p, n_bins=7)
        assert expected == display.error
        assert ax.get_title(loc="left").splitlines() == [
            "Reliability of intent: Mine",
            f"800 pairs, expected calibration error {expected:.3f} over 7 bins of equal mass",
        ]

    def test_order_changes_nothing(self, ax: Axes) -> None:
        """Whatever the order of the pairs, the bins are the same, ties included."""
        y, p = predictions()
        p, order = p.round(1), np.random.default_rng(1).permutation(len(p))
        one, other = (
            IntentReliabilityDisplay.from_predictions(*each, ax=ax) for each in ((y, p), (y[order], p[order]))
        )
        for name in ("predicted", "observed", "lowest", "highest", "mass"):
            np.testing.assert_allclose(getattr(one, name), getattr(other, name))

    def test_nothing_is_said_in_words(self, ax: Axes) -> None:
        """Without a pair that has a probability, there is a sentence."""
        display = IntentReliabilityDisplay.from_predictions([1], [np.nan], sureness=SURENESS, ax=ax)
        assert (1, 1, None) == (display.pairs, display.without_probability, display.error)
        assert ["No pair has a probability: there is nothing to compare."] == [text.get_text() for text in ax.texts]
        assert {} == IntentReliabilityDisplay.from_predictions([], [], sureness=SURENESS, ax=ax).shares


class TestLevels:
    """
    "The thresholds of low, medium and high, the abstained region shaded, and its share stated."
    """

    def test_shares_are_those_of_the_sureness(self, ax: Axes) -> None:
        """The legend says from where on a level is given, to how many pairs, and what is promised."""
        y, p = predictions()
        p[::4] = np.nan
        display = IntentReliabilityDisplay.from_predictions(y, p, sureness=SURENESS, ax=ax)
        levels = SURENESS.levels(p)
        assert {level: np.mean(levels == level) for level in IntentLevel} == dict(display.shares)
        shown = {level: f"{100 * share:.1f} % of pairs" for level, share in display.shares.items()}
        assert legend(ax)[1:5] == [
            f"high from 0.72: {shown[IntentLevel.HIGH]}\npromised at least 80 %",
            f"medium from 0.45: {shown[IntentLevel.MEDIUM]}\npromised at least 40 %",
            f"unknown: {shown[IntentLevel.UNKNOWN]}\n(200 without a probability)",
            f"low up to 0.15: {shown[IntentLevel.LOW]}\npromised at most 20 %",
        ]

    @pytest.mark.parametrize(
        ("gone", "unknown"),
        [
            ({}, (0.15, 0.45)),
            ({"medium": None}, (0.15, 0.72)),
            ({"medium": None, "high": None}, (0.15, 1.0)),
            ({"low": None}, (0.0, 0.45)),
            ({"low": 0.45}, (0.45, 0.45)),
            ({"low": None, "medium": None, "high": None}, (0.0, 1.0)),
        ],
        ids=["all", "no-medium", "only-low", "no-low", "nothing", "none"],
    )
    def test_where_nothing_is_said_is_shaded(
        self, gone: dict[str, Any], unknown: tuple[float, float], ax: Axes
    ) -> None:
        """What is shaded is where the sureness says unknown, and nothing else is."""
        sureness = attrs.evolve(SURENESS, **gone)
        y, p = predictions()
        IntentReliabilityDisplay.from_predictions(y, p, sureness=sureness, ax=ax)
        (patch,) = [patch for patch in ax.patches if patch.get_hatch()]
        box = patch.get_path().transformed(patch.get_patch_transform()).get_extents()
        assert pytest.approx(unknown) == (box.x0, box.x1)
        inside = np.linspace(0, 1, 1001)
        said = np.array([level is not IntentLevel.UNKNOWN for level in sureness.levels(inside)])
        assert not said[(inside > unknown[0]) & (inside < unknown[1])].any()
        assert said[(inside < unknown[0]) | (inside > unknown[1])].all()

    def test_without_a_sureness_there_are_none(self, ax: Axes) -> None:
        """Only the bins and the diagonal."""
        y, p = predictions()
        IntentReliabilityDisplay.from_predictions(y, p, ax=ax)
        assert ["perfectly calibrated", "bin, with 95 % interval"] == legend(ax)


class FromProducts:
    """
    A classifier that also asks for products, as the detector does.
    """

    classes_ = (1, 0)

    def predict_proba(self, pairs: list[float], products: list[float]) -> Any:
        """Return the probabilities, of label 1 first."""
        return np.column_stack([np.multiply(pairs, products), 1 - np.multiply(pairs, products)])


class TestEstimator:
    """
    "`from_predictions` and `from_estimator`."
    """

    def test_is_that_of_its_probabilities(self, ax: Axes) -> None:
        """A classifier's display is that of what it predicts, under its name."""
        y, p = predictions()
        pairs = p[:, None]
        classifier = LogisticRegression().fit(pairs, y.astype(int))
        one = IntentReliabilityDisplay.from_estimator(classifier, pairs, y, ax=ax)
        other = IntentReliabilityDisplay.from_predictions(y, classifier.predict_proba(pairs)[:, 1], ax=ax)
        np.testing.assert_array_equal(one.predicted, other.predicted)
        assert ("LogisticRegression", None) == (one.name, other.name)

    def test_products_are_passed_on(self, ax: Axes) -> None:
        """What asks for products gets them; the label 1 is found wherever it stands."""
        display = IntentReliabilityDisplay.from_estimator(
            FromProducts(), [0.5, 1.0], [0, 1], products=[0.2, 0.9], n_bins=2, name="Pool", ax=ax
        )
        np.testing.assert_allclose(display.predicted, [0.1, 0.9])
        assert "Pool" == display.name

    def test_a_classifier_of_other_labels_is_refused(self) -> None:
        """Without the label 1 there is no probability of interest."""
        classifier = LogisticRegression().fit([[0.0], [1.0]], ["no", "yes"])
        with pytest.raises(InvalidValueError, match=r"^classes_ must be with the label 1, got "):
            IntentReliabilityDisplay.from_estimator(classifier, [[0.0]], [0])


class TestBadInput:
    """
    "An error that names the value and what would be valid."
    """

    @pytest.mark.parametrize(
        ("y", "p", "options", "message"),
        [
            ([1], [0.5, 0.5], {}, r"^probabilities must be one for each of the labels, 1"),
            ([2, 0], [0.5, 0.5], {}, "^y must be 1 for interest and 0 for none"),
            ([1, 0], [0.5, 1.5], {}, r"^probabilities must be in \[0, 1\]"),
            ([1, 0], [0.5, 0.5], {"confidence": 1.0}, "^confidence must be between 0 and 1"),
            ([1, 0], [0.5, 0.5], {"n_bins": 0}, "^n_bins must be a whole number of at least 1"),
        ],
        ids=["lengths", "labels", "probability", "confidence", "bins"],
    )
    def test_is_named(self, y: list[int], p: list[float], options: dict[str, Any], message: str) -> None:
        """Each is refused before anything is drawn."""
        with pytest.raises(InvalidValueError, match=message):
            IntentReliabilityDisplay.from_predictions(y, p, sureness=Sureness(), **options)
