"""
The choice between ways to rank: by held-out pairs, for the simplest.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from buying_groups.errors import InvalidValueError
from buying_groups.intent.choice import choose_ranking


def choice(gains: dict[str, list[bool]], subjects: list[str] | None = None, **options: Any) -> str:
    """Return what is chosen among ways of which is said in which lists they rank the interest first of two."""
    n = len(next(iter(gains.values())))
    whose = subjects or [f"subject {number}" for number in range(n)]
    scores = {name: [value for hit in hits for value in (float(hit), 0.5)] for name, hits in gains.items()}
    lines = [number for number in range(n) for _ in range(2)]
    return choose_ranking([1, 0] * n, scores, lines, [each for each in whose for _ in range(2)], **options)


HALF = [True] * 10 + [False] * 10
MOST = [True] * 15 + [False] * 5
ALL = [True] * 20


class TestSimplest:
    """
    "The first is kept until a later one gains in `ndcg`".
    """

    def test_sure_gain(self) -> None:
        """The later one is kept; five of twenty better are a bound of 0.25 - 1.729 * 0.0993, above 0."""
        assert choice({"popularity": HALF, "model": MOST}) == "model"

    def test_unsure_gain(self) -> None:
        """One of twenty better is a bound of 0.05 - 1.729 * 0.05, below 0."""
        assert choice({"popularity": HALF, "model": [*HALF[:-1], True]}) == "popularity"

    def test_how_sure(self) -> None:
        """What is not sure at 95 % may be at 80 %: 0.05 - 0.861 * 0.05 is above 0."""
        assert choice({"popularity": HALF, "model": [*HALF[:-1], True]}, confidence=0.8) == "model"

    def test_equal(self) -> None:
        """Who is as good as the simpler one gains nothing."""
        assert choice({"popularity": HALF, "model": HALF}) == "popularity"

    def test_worse(self) -> None:
        """Never chosen."""
        assert choice({"popularity": ALL, "model": HALF}) == "popularity"

    def test_in_its_place(self) -> None:
        """The third has to be better than the second, where that was better than the first."""
        assert choice({"popularity": HALF, "regression": MOST, "trees": [*MOST[:-1], True]}) == "regression"
        assert choice({"popularity": HALF, "regression": MOST, "trees": ALL}) == "trees"
        assert choice({"popularity": HALF, "regression": HALF, "trees": MOST}) == "trees"


class TestSubjects:
    """
    "Lists of one subject are not independent of each other."
    """

    def test_gain_of_one(self) -> None:
        """A gain in five lists of one subject is no evidence for the others."""
        assert choice({"popularity": HALF, "model": MOST}, ["Ann"] * 10 + ["Bob"] * 5 + ["Cy"] * 5) == "popularity"

    def test_one_subject(self) -> None:
        """Nothing is known of any other."""
        assert choice({"popularity": HALF, "model": ALL}, ["Ann"] * 20) == "popularity"

    def test_no_interest(self) -> None:
        """Nothing speaks for anything but the simplest."""
        assert choose_ranking([0, 0], {"popularity": [1, 2], "model": [2, 1]}, [0, 0], ["Ann", "Ann"]) == "popularity"


class TestRank:
    """
    "Of `ndcg`."
    """

    def test_first_place(self) -> None:
        """By default only the first place counts, where the second would be as good as none."""
        y, lines = [1, 0, 0] * 20, [number for number in range(20) for _ in range(3)]
        scores = {"third": [1, 2, 3] * 20, "second": [2, 1, 3] * 20}
        assert choose_ranking(y, scores, lines, lines) == "third"
        assert choose_ranking(y, scores, lines, lines, k=2) == "second"


class TestBadParameters:
    """
    "When `scores` is empty, `confidence` out of its range, or an array of another length than the labels."
    """

    @pytest.mark.parametrize("confidence", [0.5, 1.0, float("nan")])
    def test_confidence(self, confidence: float) -> None:
        """Is above 0.5 and below 1."""
        message = re.escape(f"confidence must be above 0.5 and below 1, got {confidence}")
        with pytest.raises(InvalidValueError, match=f"^{message}$"):
            choice({"popularity": HALF}, confidence=confidence)

    def test_scores(self) -> None:
        """At least one."""
        with pytest.raises(InvalidValueError, match=r"^scores must be at least one way to rank, got \{\}$"):
            choose_ranking([1], {}, [1], ["Ann"])

    def test_lengths(self) -> None:
        """Subjects and all else are as many as labels."""
        with pytest.raises(InvalidValueError, match=r"^subjects must be as many subjects as labels, 2, got \(1,\)$"):
            choose_ranking([1, 0], {"popularity": [1, 0]}, [0, 0], ["Ann"])
        with pytest.raises(InvalidValueError, match=r"^scores must be "):
            choose_ranking([1, 0], {"popularity": [1], "model": [1]}, [0, 0], ["Ann", "Ann"])
