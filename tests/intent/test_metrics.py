"""
Metrics of pairs: known answers, ties counted honestly, no dependence on the order of the rows.
"""

# scikit-learn has no types.
# mypy: disable-error-code="import-untyped"
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, ndcg_score

from buying_groups.errors import InvalidValueError
from buying_groups.intent.metrics import (
    brier_decomposition,
    expected_calibration_error,
    hit_rate,
    ndcg,
    precision_at_k,
)


# Few different scores, so that ties are many.
ROWS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 3), st.sampled_from("abc")), min_size=1, max_size=25)


def columns(rows: list[tuple[int, int, str]]) -> tuple[list[int], list[float], list[str]]:
    """Return labels, scores in [0, 1] and subjects."""
    return [y for y, _, _ in rows], [score / 3 for _, score, _ in rows], [subject for _, _, subject in rows]


class TestHitRate:
    """
    "With h pairs strictly higher and e equal ones, the pair itself among them: (k − h) / e, clipped to [0, 1]."
    """

    @pytest.mark.parametrize(
        ("others", "k", "expected"),
        [
            ([0.1, 0.2], 1, 1.0),
            ([0.9, 0.2], 1, 0.0),
            ([0.9, 0.2], 2, 1.0),
            ([0.5, 0.5], 1, 1 / 3),
            ([0.9, 0.5, 0.5, 0.5], 3, 0.5),
            ([0.9, 0.9, 0.5], 1, 0.0),
            ([], 1, 1.0),
        ],
    )
    def test_known_answers(self, others: list[float], k: int, expected: float) -> None:
        """One interested pair at 0.5 among others."""
        assert expected == hit_rate([1] + [0] * len(others), [0.5, *others], ["a"] * (len(others) + 1), k=k)

    def test_several_interested_pairs_do_not_stand_in_each_others_way(self) -> None:
        """Each is ranked among the pairs that are not interested."""
        assert [1.0, 1.0, 0.0] == hit_rate([1, 1, 0, 1], [4, 3, 2, 1], ["a"] * 4, k=1, average=False).tolist()

    def test_subjects_are_ranked_by_themselves(self) -> None:
        """The other subject's higher scores do not count; one without interest has no part."""
        y, scores, subjects = [0, 1, 1, 0, 0], [9, 1, 1, 0, 7], ["a", "b", "c", "c", "a"]
        assert [1.0, 1.0] == hit_rate(y, scores, subjects, k=1, average=False).tolist()
        assert 1.0 == hit_rate(y, scores, subjects, k=1)

    @given(ROWS, st.integers(1, 5))
    def test_is_the_mean_over_random_orders_of_ties(self, rows: list[tuple[int, int, str]], k: int) -> None:
        """Counted one by one."""
        y, scores, subjects = columns(rows)
        assume(any(y))
        expected: list[float] = []
        for label, score, subject in zip(y, scores, subjects, strict=True):
            if label:
                rivals = [s for other, s, at in zip(y, scores, subjects, strict=True) if at == subject and not other]
                higher, equal = sum(s > score for s in rivals), sum(s == score for s in rivals)
                places = range(higher, higher + equal + 1)
                expected.append(sum(place < k for place in places) / len(places))
        assert pytest.approx(expected) == hit_rate(y, scores, subjects, k=k, average=False)


class TestNdcg:
    """
    "The mean over the ranks r from h + 1 to h + e of 1 / log2(r + 1) where r is at most k, else 0."
    """

    @pytest.mark.parametrize(
        ("others", "k", "expected"),
        [
            ([0.1, 0.2], 5, 1.0),
            ([0.9, 0.2], 5, 1 / math.log2(3)),
            ([0.9, 0.2], 1, 0.0),
            ([0.5], 2, (1 + 1 / math.log2(3)) / 2),
            ([0.5], 1, 0.5),
        ],
    )
    def test_known_answers(self, others: list[float], k: int, expected: float) -> None:
        """One interested pair at 0.5 among others."""
        assert pytest.approx(expected) == ndcg([1] + [0] * len(others), [0.5, *others], ["a"] * (len(others) + 1), k=k)

    @given(st.lists(st.integers(0, 4), min_size=2, max_size=12), st.integers(1, 12), st.data())
    def test_agrees_with_scikit_learn(self, scores: list[int], k: int, data: Any) -> None:
        """Which averages over ties too, for one subject and one interested pair."""
        y = [0] * len(scores)
        y[data.draw(st.integers(0, len(scores) - 1))] = 1
        assert pytest.approx(ndcg_score([y], [scores], k=k)) == ndcg(y, scores, ["a"] * len(y), k=k)

    def test_one_value_for_each(self) -> None:
        """In the order of the rows."""
        y, scores = [0, 1, 1], [0.5, 0.4, 0.9]
        assert pytest.approx([1 / math.log2(3), 1.0]) == ndcg(y, scores, ["a"] * 3, k=2, average=False)


class TestPrecision:
    """
    "The share of interest among the k best pairs of a subject, mean over subjects."
    """

    @pytest.mark.parametrize(
        ("y", "scores", "subjects", "k", "expected"),
        [
            ([1, 0, 1], [3, 2, 1], "aaa", 1, 1.0),
            ([1, 0, 1], [3, 2, 1], "aaa", 2, 0.5),
            ([1, 0, 1], [3, 2, 1], "aaa", 9, 2 / 3),
            ([1, 0, 0, 0], [1, 1, 1, 1], "aaaa", 2, 0.25),
            ([1, 1, 0, 0], [1, 2, 3, 4], "abab", 1, 0.0),
            ([1, 0], [1, 1], "ab", 5, 0.5),
        ],
    )
    def test_known_answers(self, y: list[int], scores: list[float], subjects: str, k: int, expected: float) -> None:
        """With ties, with fewer pairs than k, with a subject without interest."""
        assert pytest.approx(expected) == precision_at_k(y, scores, list(subjects), k=k)


class TestOrder:
    """
    "No metric depends on the order of the rows."
    """

    @given(ROWS, st.randoms(), st.integers(1, 6))
    def test_shuffled(self, rows: list[tuple[int, int, str]], random: Any, k: int) -> None:
        """Up to rounding."""
        shuffled = random.sample(rows, len(rows))
        (y, p, subjects), (y_, p_, subjects_) = columns(rows), columns(shuffled)
        assert pytest.approx(precision_at_k(y, p, subjects, k=k)) == precision_at_k(y_, p_, subjects_, k=k)
        assert pytest.approx(expected_calibration_error(y, p, n_bins=k)) == expected_calibration_error(y_, p_, n_bins=k)
        one, other = brier_decomposition(y, p, n_bins=k), brier_decomposition(y_, p_, n_bins=k)
        assert pytest.approx((one.reliability, one.within_bins)) == (other.reliability, other.within_bins)
        if any(y):
            assert pytest.approx(hit_rate(y, p, subjects, k=k)) == hit_rate(y_, p_, subjects_, k=k)
            assert pytest.approx(ndcg(y, p, subjects, k=k)) == ndcg(y_, p_, subjects_, k=k)


class TestCalibration:
    """
    "The mean over bins of the distance between mean probability and share."
    """

    @pytest.mark.parametrize(
        ("y", "p", "n_bins", "expected"),
        [
            ([0, 1], [0.5, 0.5], 1, 0.0),
            ([0, 1], [0.0, 1.0], 2, 0.0),
            ([1, 0], [0.0, 1.0], 2, 1.0),
            ([1, 0], [0.0, 1.0], 1, 0.0),
            ([0, 0, 1, 1], [0.2, 0.4, 0.6, 0.8], 2, 0.3),
            # The border between two bins of 1.5 falls among equals, which count half on each side.
            ([0, 0, 1], [0.0, 0.5, 0.5], 2, 0.0),
            ([0, 1, 1], [0.0, 0.5, 0.5], 2, 1 / 3),
            ([1], [0.25], 10, 0.75),
        ],
    )
    def test_known_answers(self, y: list[int], p: list[float], n_bins: int, expected: float) -> None:
        """By hand."""
        assert pytest.approx(expected) == expected_calibration_error(y, p, n_bins=n_bins)

    @given(ROWS, st.integers(1, 6))
    def test_parts_sum_to_the_score(self, rows: list[tuple[int, int, str]], n_bins: int) -> None:
        """Which is scikit-learn's."""
        y, p, _ = columns(rows)
        parts = brier_decomposition(y, p, n_bins=n_bins)
        total = parts.reliability - parts.resolution + parts.uncertainty + parts.within_bins
        assert (
            pytest.approx(brier_score_loss([*y, 0, 1], [*p, 0, 1], sample_weight=[1] * len(y) + [1e-12] * 2)) == total
        )
        assert total == pytest.approx(parts.brier)
        assert parts.reliability >= 0
        assert parts.resolution >= 0

    def test_borders_within_equal_probabilities(self) -> None:
        """A bin gets its share of them: ((1/2 - 0.2)² + (1 - 0.8)²) / 2, in two bins each."""
        parts = brier_decomposition([0, 0, 1, 1, 1, 1, 1, 1], [0.2] * 4 + [0.8] * 4, n_bins=4)
        assert pytest.approx(0.065) == parts.reliability

    def test_ten_bins_by_default(self) -> None:
        """One for each of ten probabilities, so that nothing is left within the bins."""
        y, p = [0, 1] * 5, [number / 10 for number in range(10)]
        assert expected_calibration_error(y, p, n_bins=10) == expected_calibration_error(y, p)
        assert brier_decomposition(y, p, n_bins=10) == brier_decomposition(y, p)
        y, p = y * 11, p * 11  # 110 pairs, which 11 bins would cut elsewhere
        assert expected_calibration_error(y, p, n_bins=11) != expected_calibration_error(y, p)
        assert brier_decomposition(y, p, n_bins=11) != brier_decomposition(y, p)

    def test_nothing_within_bins_of_equal_probabilities(self) -> None:
        """Two values, two bins."""
        parts = brier_decomposition([0, 1, 1, 1], [0.2, 0.2, 0.6, 0.6], n_bins=2)
        assert pytest.approx(0, abs=1e-15) == parts.within_bins
        assert pytest.approx(((0.5 - 0.2) ** 2 + (1 - 0.6) ** 2) / 2) == parts.reliability
        assert pytest.approx(0.25**2) == parts.resolution
        assert pytest.approx(0.75 * 0.25) == parts.uncertainty

    def test_a_weight_is_a_repetition(self) -> None:
        """And a weight of 0 an absence."""
        y, p = [0, 1, 1, 0], [0.3, 0.4, 0.9, 0.7]
        weights, repeated = [2, 1, 3, 0], [0, 0, 1, 2, 2, 2]
        y_, p_ = [y[row] for row in repeated], [p[row] for row in repeated]
        expected = expected_calibration_error(y_, p_, n_bins=3)
        assert pytest.approx(expected) == expected_calibration_error(y, p, n_bins=3, sample_weight=weights)
        one, other = brier_decomposition(y_, p_, n_bins=3), brier_decomposition(y, p, n_bins=3, sample_weight=weights)
        assert pytest.approx((one.brier, one.reliability)) == (other.brier, other.reliability)


class TestBadInput:
    """
    "Without pairs, when labels are not 0 and 1, scores are not finite, or lengths differ."
    """

    @pytest.mark.parametrize(
        ("y", "scores", "subjects", "k", "message"),
        [
            ([], [], [], 1, "y must be one-dimensional, with at least one label, got (0,)"),
            ([1, 2], [1, 1], "aa", 1, "y must be 1 for interest and 0 for none, got 2"),
            ([1, 0], [1], "aa", 1, "scores must be as many as labels, 2, got (1,)"),
            ([1, 0], [1, math.nan], "aa", 1, "scores must be finite, got nan"),
            ([1, 0], [1, 1], "a", 1, "subjects must be as many subjects as labels, 2, got (1,)"),
            ([1, 0], [1, 1], "aa", 0, "k must be a whole number of at least 1, got 0"),
            ([1, 0], [1, 1], "aa", True, "k must be a whole number of at least 1, got True"),
            ([1, 0], [1, 1], "aa", 1.0, "k must be a whole number of at least 1, got 1.0"),
        ],
    )
    @pytest.mark.parametrize("metric", [precision_at_k, hit_rate, ndcg])
    def test_rankings(self, metric: Any, y: Any, scores: Any, *, subjects: str, k: Any, message: str) -> None:
        """An error that names what was got."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            metric(y, scores, list(subjects), k=k)

    @pytest.mark.parametrize("metric", [hit_rate, ndcg])
    def test_nobody_is_interested(self, metric: Any) -> None:
        """There is nothing to rank."""
        with pytest.raises(InvalidValueError, match=r"^y must be labels of which at least one is 1, got 'no label 1'$"):
            metric([0, 0], [1, 2], ["a", "a"], k=1)

    @pytest.mark.parametrize(
        ("p", "named", "message"),
        [
            ([0.0, 1.5], {}, "probabilities must be in [0, 1], got 1.5"),
            ([1.0, -0.5], {}, "probabilities must be in [0, 1], got -0.5"),
            ([0.5], {}, "probabilities must be as many as labels, 2, got (1,)"),
            ([0.5, 0.5], {"n_bins": 0}, "n_bins must be a whole number of at least 1, got 0"),
            ([0.5, 0.5], {"sample_weight": [1]}, "sample_weight must be as many weights as labels, 2, got (1,)"),
            (
                [0.5, 0.5],
                {"sample_weight": [1, -1]},
                "sample_weight must be finite numbers of at least 0, not all 0, got [1.0, -1.0]",
            ),
            (
                [0.5, 0.5],
                {"sample_weight": [0, 0]},
                "sample_weight must be finite numbers of at least 0, not all 0, got [0.0, 0.0]",
            ),
        ],
    )
    @pytest.mark.parametrize("metric", [expected_calibration_error, brier_decomposition])
    def test_probabilities(self, metric: Any, p: Any, named: Any, message: str) -> None:
        """An error that names what was got."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            metric([0, 1], p, **named)
