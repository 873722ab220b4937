"""
Sureness: promises that hold, thresholds that the evidence supports, unknown where it does not suffice.
"""

# SciPy has no types.
# mypy: disable-error-code="import-untyped"
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportMissingTypeStubs=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import re
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from buying_groups.errors import InvalidValueError
from buying_groups.intent import IntentLevel
from buying_groups.intent.sureness import Sureness, Verdict, check_sureness, choose_sureness


HIGH, MEDIUM, LOW, UNKNOWN = IntentLevel.HIGH, IntentLevel.MEDIUM, IntentLevel.LOW, IntentLevel.UNKNOWN


def pairs(*blocks: tuple[float, int, int]) -> tuple[list[int], list[float]]:
    """Return labels and probabilities of blocks: a probability, how many interested, how many not."""
    y = [label for _, yes, no in blocks for label in [1] * yes + [0] * no]
    return y, [p for p, yes, no in blocks for _ in range(yes + no)]


class TestLevels:
    """
    "From this probability on a pair is called high"; "up to this probability it is called low".
    """

    @pytest.mark.parametrize(
        ("thresholds", "expected"),
        [
            pytest.param({"high": 0.7, "medium": 0.4, "low": 0.2}, [LOW, LOW, UNKNOWN, MEDIUM, MEDIUM, HIGH], id="all"),
            pytest.param({"medium": 0.4}, [UNKNOWN, UNKNOWN, UNKNOWN, MEDIUM, MEDIUM, MEDIUM], id="no high"),
            pytest.param({"high": 0.7}, [UNKNOWN] * 5 + [HIGH], id="only high"),
            pytest.param({"low": 1.0}, [LOW] * 6, id="only low"),
            pytest.param({}, [UNKNOWN] * 6, id="none"),
        ],
    )
    def test_known_answers(self, thresholds: dict[str, Any], expected: list[IntentLevel]) -> None:
        """Both limits belong to the level."""
        probabilities = [0.0, 0.2, 0.3, 0.4, 0.6, 0.7]
        sureness = Sureness(**thresholds)
        assert expected == sureness.levels(probabilities).tolist()
        assert expected == [sureness.level(probability) for probability in probabilities]

    def test_what_is_missing_is_unknown(self) -> None:
        """None and NaN."""
        sureness = Sureness(high=0.0, low=1.0)
        assert UNKNOWN is sureness.level(None)
        assert [UNKNOWN, HIGH] == sureness.levels([np.nan, 0.0]).tolist()

    def test_none(self) -> None:
        """Nothing in, nothing out."""
        assert [] == Sureness(high=0.5).levels([]).tolist()

    @pytest.mark.parametrize("value", [-0.1, 1.1, np.inf])
    def test_no_probability(self, value: float) -> None:
        """An error that names it."""
        with pytest.raises(
            InvalidValueError, match=rf"^probabilities must be in \[0, 1\], got {re.escape(repr(value))}$"
        ):
            Sureness().levels([0.5, value])

    def test_two_dimensions(self) -> None:
        """What predict_proba returns has two columns."""
        expected = (
            r"^probabilities must be one-dimensional \(of predict_proba, the second column\), got \[\[0.1, 0.9\]\]$"
        )
        with pytest.raises(InvalidValueError, match=expected):
            Sureness().levels([[0.1, 0.9]])


class TestThresholds:
    """
    "Each is supported where a Clopper–Pearson bound reaches the promise"; "the lowest that passes is taken".
    """

    def test_high_by_hand(self) -> None:
        """
        Of 20 at 0.85, all are interested: 0.8 ** 20 = 0.0115, less than the 0.7 · 0.05 = 0.035 of the promise's test.
        """
        y, p = pairs((0.85, 20, 0))
        assert 0.5 == choose_sureness(y, p, medium=0.3).high
        # With 12 more that are not, P(X >= 20 | n = 32, 0.8) is near 1: it stops above them.
        y, p = pairs((0.85, 20, 0), (0.6, 0, 12))
        assert 0.61 == choose_sureness(y, p, medium=0.3).high

    @pytest.mark.parametrize(("interested", "expected"), [(15, None), (16, 0.5)])
    def test_fewest_for_high(self, interested: int, expected: float | None) -> None:
        """0.8 ** 15 = 0.0352 is just more than 0.035, and 0.8 ** 16 = 0.0281 less."""
        y, p = pairs((0.8, interested, 0))
        assert expected == choose_sureness(y, p).high

    def test_what_a_supported_threshold_was_allowed_the_next_is_too(self) -> None:
        """
        The test of the promise may spend all of 0.05 where the three before it passed.

        24 of 24 at 0.96 pass them: 0.8 ** 24 = 0.0047 is below a tenth of 0.05. With 28 of 30 the test of the promise
        has 0.044, more than the 0.035 that it may spend by itself.
        """
        y, p = pairs((0.96, 24, 0), (0.8, 4, 2), (0.7, 0, 50))
        assert 0.71 == choose_sureness(y, p).high
        y, p = pairs((0.84, 24, 0), (0.8, 4, 2), (0.7, 0, 50))
        assert choose_sureness(y, p).high is None

    def test_each_threshold_passes_an_exact_test(self) -> None:
        """The bound that SciPy computes reaches the promise for what is chosen."""
        rng = np.random.default_rng(3)
        p = rng.random(3000)
        y = rng.random(3000) < p
        sureness = choose_sureness(y, p)
        assert sureness.high is not None
        assert sureness.medium is not None
        assert sureness.low == 0.2
        for chosen, promise in (
            (p >= sureness.high, 0.8),
            ((p >= sureness.medium) & (p < sureness.high), 0.4),
        ):
            test = binomtest(int(y[chosen].sum()), int(chosen.sum()), promise, alternative="greater")
            assert test.pvalue <= 0.05
        test = binomtest(int(y[p <= 0.2].sum()), int((p <= 0.2).sum()), 0.2, alternative="less")
        assert test.pvalue <= 0.05

    def test_low_is_never_above_its_promise(self) -> None:
        """However rare interest is: a pair at 0.3 is not called low because the others are near 0."""
        y, p = pairs((0.01, 0, 1000), (0.3, 0, 100))
        sureness = choose_sureness(y, p)
        assert (None, None, 0.2) == (sureness.high, sureness.medium, sureness.low)
        assert [LOW, UNKNOWN] == sureness.levels([0.01, 0.3]).tolist()

    def test_high_is_never_below_even(self) -> None:
        """However many sure ones stand above it."""
        y, p = pairs((0.99, 1000, 0), (0.45, 20, 20))
        assert 0.5 == choose_sureness(y, p).high
        assert 0.45 <= (choose_sureness(y, p, high=0.45, medium=0.3).high or 0)

    @pytest.mark.parametrize(
        ("y", "p"),
        [([], []), ([1], [1.0]), ([0], [0.0]), ([0] * 100, [0.9] * 100), ([1] * 100, [0.1] * 100)],
        ids=["none", "one interested", "one not", "wrong above", "wrong below"],
    )
    def test_thin_or_contradicting_evidence(self, y: list[int], p: list[float]) -> None:
        """Gives no threshold, so that all are unknown."""
        sureness = choose_sureness(y, p)
        assert (None, None, None) == (sureness.high, sureness.medium, sureness.low)
        assert [UNKNOWN] * 3 == sureness.levels([0.0, 0.5, 1.0]).tolist()

    def test_more_is_asked_fewer_are_high(self) -> None:
        """A higher promise never has a lower threshold."""
        rng = np.random.default_rng(5)
        p = rng.random(5000)
        y = rng.random(5000) < p
        found = [choose_sureness(y, p, high=promise).high or 2.0 for promise in (0.6, 0.7, 0.8, 0.9)]
        assert sorted(found) == found

    @given(st.lists(st.tuples(st.booleans(), st.floats(0, 1), st.integers(0, 5)), max_size=60), st.randoms())
    def test_order_does_not_matter(self, rows: list[tuple[bool, float, int]], random: Any) -> None:
        """Shuffled pairs give the same, also with accounts."""
        shuffled = random.sample(rows, len(rows))
        for groups in (False, True):
            one, other = (
                choose_sureness(
                    np.array([y for y, _, _ in each], dtype=bool),
                    np.array([p for _, p, _ in each], dtype=float),
                    groups=[account for _, _, account in each] if groups else None,
                    high=0.6,
                    confidence=0.6,
                )
                for each in (rows, shuffled)
            )
            assert one == other

    def test_the_promise_holds_as_often_as_stated(self) -> None:
        """
        Where the true share is just below the promise at every threshold, high may be in 5 % of samples.

        That is the worst case. 29 of 400 samples are the 99 % limit of chance around 5 %.
        """
        rng = np.random.default_rng(11)
        given = sum(choose_sureness(rng.random(300) < 0.799, rng.random(300)).high is not None for _ in range(400))
        assert 0 < given <= 29


class TestAccounts:
    """
    "Pairs of one account are not independent, so that only the one nearest to the threshold is counted of each."
    """

    def test_many_pairs_of_one_account_are_one(self) -> None:
        """A hundred pairs of five accounts are no evidence; of a hundred accounts they are."""
        y, p = pairs((0.9, 100, 0))
        assert choose_sureness(y, p, groups=[number % 5 for number in range(100)]).high is None
        assert 0.5 == choose_sureness(y, p, groups=range(100)).high

    def test_the_weakest_counts(self) -> None:
        """Each of 100 accounts has a pair at 0.9 that is right and one at 0.8 that is wrong."""
        y, p = pairs((0.9, 100, 0), (0.8, 0, 100))
        assert 0.85 == choose_sureness(y, p, groups=[*range(100), *range(100)]).high

    def test_of_equals_the_wrong_one_counts(self) -> None:
        """Whatever comes first."""
        accounts = [*range(100), *range(100)]
        for y in ([1] * 100 + [0] * 100, [0] * 100 + [1] * 100):
            assert choose_sureness(y, [0.9] * 200, groups=accounts).high is None

    def test_bounds_count_accounts_and_shares_count_pairs(self) -> None:
        """Two accounts with ten pairs each: the bounds are those of two."""
        y, p = pairs((0.9, 20, 0))
        (found,) = check_sureness(Sureness(high=0.5), y, p, groups=["a"] * 10 + ["b"] * 10)
        assert (20, 1.0, 1.0) == (found.evidence.pairs, found.evidence.share, found.evidence.highest)
        assert pytest.approx(0.05**0.5) == found.evidence.lowest


class TestEvidence:
    """
    "Exact one-sided confidence bounds of that share (Clopper and Pearson)."
    """

    def test_known_answer(self) -> None:
        """As many pairs as there are, their share of all, and the bounds that SciPy computes."""
        y, p = pairs((0.9, 40, 2), (0.5, 36, 24), (0.1, 3, 95), (0.3, 1, 60))
        sureness = choose_sureness(y, p)
        assert [HIGH, MEDIUM, LOW, UNKNOWN] == [each.level for each in sureness.evidence]
        assert [42, 60, 98, 61] == [each.pairs for each in sureness.evidence]
        assert [42 / 261, 60 / 261, 98 / 261, 61 / 261] == [each.coverage for each in sureness.evidence]
        assert pytest.approx([40 / 42, 0.6, 3 / 98, 1 / 61]) == [each.share for each in sureness.evidence]
        for each, k in zip(sureness.evidence, (40, 36, 3, 1), strict=True):
            both = binomtest(k, each.pairs).proportion_ci(confidence_level=0.9, method="exact")
            assert pytest.approx((both.low, both.high)) == (each.lowest, each.highest)

    def test_without_pairs(self) -> None:
        """Nothing is known: any share is possible."""
        first = choose_sureness([], []).evidence[0]
        assert (0, 0.0, None, 0.0, 1.0) == (first.pairs, first.coverage, first.share, first.lowest, first.highest)

    def test_all_or_none(self) -> None:
        """0.05 ** (1 / n) is the bound of n of n, and its complement that of 0 of n."""
        y, p = pairs((0.9, 30, 0), (0.1, 0, 30))
        high, _, low, _ = choose_sureness(y, p).evidence
        assert pytest.approx((0.05 ** (1 / 30), 1.0)) == (high.lowest, high.highest)
        assert pytest.approx((0.0, 1 - 0.05 ** (1 / 30))) == (low.lowest, low.highest)


class TestDrift:
    """
    "Kept where the newer pairs by themselves would support the promise, broken where they contradict it."
    """

    SURENESS = Sureness(high=0.7, medium=0.5, low=0.2)

    @pytest.mark.parametrize(
        ("yes", "no", "expected"),
        [(96, 4, Verdict.KEPT), (80, 20, Verdict.UNDECIDED), (60, 40, Verdict.BROKEN), (2, 0, Verdict.UNDECIDED)],
    )
    def test_high(self, yes: int, no: int, expected: Verdict) -> None:
        """Of a hundred pairs, with a promise of 80 %."""
        high, medium, low = check_sureness(self.SURENESS, *pairs((0.9, yes, no)))
        assert (HIGH, 0.8, expected) == (high.level, high.promise, high.verdict)
        assert Verdict.UNDECIDED is medium.verdict is low.verdict

    @pytest.mark.parametrize(
        ("yes", "no", "expected"),
        [(4, 96, Verdict.KEPT), (20, 80, Verdict.UNDECIDED), (40, 60, Verdict.BROKEN)],
    )
    def test_low(self, yes: int, no: int, expected: Verdict) -> None:
        """Turned round: at most 20 %."""
        low = check_sureness(self.SURENESS, *pairs((0.1, yes, no)))[2]
        assert (LOW, 0.2, expected) == (low.level, low.promise, low.verdict)

    def test_at_the_bounds(self) -> None:
        """A bound that just reaches the promise supports it; one that just touches it does not contradict it."""
        for y, p, index, name in (
            (*pairs((0.9, 80, 20)), 0, "high_promise"),
            (*pairs((0.1, 20, 80)), 2, "low_promise"),
        ):
            found = check_sureness(self.SURENESS, y, p)[index].evidence
            promises: dict[str, Any] = {name: found.lowest}
            at_lowest = check_sureness(attrs.evolve(self.SURENESS, **promises), y, p)[index].verdict
            promises = {name: found.highest}
            at_highest = check_sureness(attrs.evolve(self.SURENESS, **promises), y, p)[index].verdict
            expected = (Verdict.KEPT, Verdict.UNDECIDED)
            assert expected == ((at_lowest, at_highest) if name == "high_promise" else (at_highest, at_lowest))

    def test_only_what_was_promised(self) -> None:
        """A level without a threshold is not checked."""
        checks = check_sureness(Sureness(medium=0.5), *pairs((0.9, 1, 1)))
        assert [MEDIUM] == [each.level for each in checks]
        assert () == check_sureness(Sureness(), [], [])


def check(*pairs: Any, groups: Any) -> Any:
    """Return the verdicts on a sureness without thresholds."""
    return check_sureness(Sureness(), *pairs, groups=groups)


class TestBadInput:
    """
    "When labels are not 0 and 1, a probability is not in [0, 1], lengths differ, or the promises are not in order."
    """

    @pytest.mark.parametrize("call", [choose_sureness, check])
    @pytest.mark.parametrize(
        ("y", "p", "groups", "message"),
        [
            ([2], [0.5], None, "y must be 1 for interest and 0 for none, got 2"),
            (["yes"], [0.5], None, "y must be 1 for interest and 0 for none, got 'yes'"),
            ([1, 0], [0.5], None, "y must be as many labels as probabilities, 1, got (2,)"),
            ([1], [np.nan], None, "probabilities must be in [0, 1], got nan"),
            ([1], [0.5], ["a", "b"], "groups must be as many accounts as probabilities, 1, got 2"),
        ],
    )
    def test_pairs(self, call: Any, y: Any, p: Any, groups: Any, message: str) -> None:
        """An error that names what was got."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            call(y, p, groups=groups)

    @pytest.mark.parametrize(
        ("promises", "message"),
        [
            ({"high": 0.3}, "low, medium, high must be in rising order, got [0.2, 0.4, 0.3]"),
            ({"high": 1.0}, "high_promise must be between 0 and 1, got 1.0"),
            ({"low": 0}, "low_promise must be between 0 and 1, got 0.0"),
            ({"confidence": 95}, "confidence must be between 0 and 1, got 95.0"),
        ],
    )
    def test_promises(self, promises: dict[str, float], message: str) -> None:
        """An error that names them."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            choose_sureness([1], [0.5], **promises)
