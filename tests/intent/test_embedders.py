"""
The fake embedder, and the contract: kept by the fake, and not by embedders that get it wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from buying_groups.intent import Embedder, cluster_keywords
from buying_groups.testing.embedders import EmbedderContract, FakeEmbedder


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class TestFake(EmbedderContract):
    """The fake keeps the contract."""

    def embedder(self) -> Embedder:
        """Return it."""
        return FakeEmbedder({"automobile": "car"})

    def test_same_meaning(self) -> None:
        """One direction for one meaning, far apart from all others; what it was asked is kept."""
        embedder = FakeEmbedder({"automobile": "car"})
        points = embedder.embed(["car", "automobile", "card", "cars"])
        assert points[0].tolist() == points[1].tolist()
        directions = points / np.linalg.norm(points, axis=1, keepdims=True)
        assert np.abs((directions @ directions.T)[np.triu_indices(4, 1)][1:]).max() < 0.5
        assert [("car", "automobile", "card", "cars")] == embedder.calls

    def test_in_clustering(self) -> None:
        """What it says is the same is merged, and not what is merely spelled alike."""
        embedder = FakeEmbedder({"automobile": "car"})
        merges = cluster_keywords(["webinar", "webinars", "car", "automobile"], embedder=embedder).merges
        assert [("automobile", "car")] == [(merge.spelling, merge.keyword) for merge in merges]


class Wrong:
    """
    An embedder that answers as it is told.
    """

    def __init__(self, answer: Callable[[Sequence[str]], Any]) -> None:
        self.answer = answer

    def embed(self, keywords: Sequence[str], /) -> Any:
        """Return the answer."""
        return self.answer(keywords)


def places(keywords: Sequence[str]) -> list[tuple[float, float]]:
    """Return points that depend on the place among the others."""
    return [(float(at), 1.0) for at in range(len(keywords))]


def by_company(keywords: Sequence[str]) -> list[tuple[float, float]]:
    """Return points that depend on how many are asked for."""
    return [(float(len(keyword)), float(len(keywords))) for keyword in keywords]


def one_number_each(keywords: Sequence[str]) -> Any:
    """Return numbers instead of points."""
    return np.zeros(len(keywords))


def one_point(keywords: Sequence[str]) -> Any:
    """Return a point for all keywords together."""
    return np.ones((1, len(keywords)))


def infinite(keywords: Sequence[str]) -> Any:
    """Return points out of reach."""
    return np.full((len(keywords), 3), np.inf)


def all_alike(keywords: Sequence[str]) -> Any:
    """Return the same point for each."""
    return np.ones((len(keywords), 3))


class TestContract:
    """
    "The contract that every embedder keeps."
    """

    @pytest.mark.parametrize(
        ("answer", "message"),
        [
            (one_number_each, r"^an array of shape \(9, n_dimensions\) is due, got \(9,\)$"),
            (one_point, r"^an array of shape \(9, n_dimensions\) is due, got \(1, 9\)$"),
            (infinite, r"^a number is not finite$"),
            (all_alike, r"^all keywords lie in one direction$"),
            (places, r"^a keyword has another point in another order$"),
            (by_company, r"^a keyword has another point alone$"),
        ],
        ids=lambda value: getattr(value, "__name__", None),
    )
    def test_finds_what_is_wrong(self, answer: Callable[[Sequence[str]], Any], message: str) -> None:
        """Each fault by its name."""

        class Mine(EmbedderContract):
            def embedder(self) -> Embedder:
                return Wrong(answer)

        mine = Mine()
        checks = [getattr(mine, name) for name in sorted(dir(mine)) if name.startswith("test_")]
        with pytest.raises(AssertionError, match=message):  # noqa: PT012 - whichever of them finds it
            for check in (checks[-1], *checks[:-1]):
                check()
