"""
An embedder to test with, and the contract that every embedder keeps.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import numpy as np


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ..intent.clustering import Embedder


__all__ = ["EmbedderContract", "FakeEmbedder"]

_KEYWORDS = ("car", "automobile", "e-mail marketing", "Köln", "鍵", "C++", "24/7", "lead score", "🚗")
_MATRIX = 2  # dimensions
_TOLERANCE = 1e-6  # of what is embedded alone and among others: models compute batches in another order


class FakeEmbedder:
    """
    An embedder that is told which keywords mean the same.

    Parameters
    ----------
    meanings : mapping of str to str
        The meaning of keywords; one that is not there means itself. The same meaning is the same direction, different
        meanings lie far apart.

    Attributes
    ----------
    calls : list of tuple of str
        What it was asked to embed.

    Examples
    --------
    >>> from buying_groups.intent import cluster_keywords
    >>> from buying_groups.testing.embedders import FakeEmbedder
    >>> embedder = FakeEmbedder({"automobile": "car"})
    >>> for merge in cluster_keywords(["automobile", "car", "card"], embedder=embedder).merges:
    ...     print(merge)
    'automobile' becomes 'car' (similarity 1.00)
    """

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self.meanings = dict(meanings)
        self.calls: list[tuple[str, ...]] = []

    def embed(self, keywords: Sequence[str], /) -> NDArray[np.float64]:
        """Return 64 numbers for each keyword, drawn from a hash of what it means."""
        self.calls.append(tuple(keywords))
        hashes = [hashlib.sha512(self.meanings.get(keyword, keyword).encode()).digest() for keyword in keywords]
        return np.array([[byte - 127.5 for byte in found] for found in hashes])


class EmbedderContract(ABC):
    """
    The contract of `buying_groups.intent.Embedder`, to be run by pytest.

    Derive a class whose name begins with ``Test`` and give it the embedder::

        class TestMine(EmbedderContract):
            def embedder(self):
                return MyEmbedder()
    """

    @abstractmethod
    def embedder(self) -> Embedder:
        """Return the embedder to test."""

    def embedded(self, *keywords: str) -> NDArray[np.float64]:
        """Return what the embedder answers, as an array."""
        return np.asarray(self.embedder().embed(keywords), dtype=np.float64)

    def test_one_point_for_each_keyword(self) -> None:
        """In whichever script; all of finite numbers, all of the same number of dimensions."""
        found = self.embedded(*_KEYWORDS)
        _require(
            found.ndim == _MATRIX and len(found) == len(_KEYWORDS),
            f"an array of shape ({len(_KEYWORDS)}, n_dimensions) is due, got {found.shape}",
        )
        _require(bool(np.isfinite(found).all()), "a number is not finite")

    def test_keywords_differ(self) -> None:
        """Not all lie in one direction."""
        found = self.embedded(*_KEYWORDS)
        lengths = np.maximum(np.linalg.norm(found, axis=1, keepdims=True), np.finfo(float).tiny)
        directions = found / lengths
        _require(float((directions @ directions.T).min()) < 1 - _TOLERANCE, "all keywords lie in one direction")

    def test_a_keyword_always_has_the_same_point(self) -> None:
        """Alone, among others, in another order, asked for again."""
        expected = self.embedded(*_KEYWORDS)
        backwards = self.embedded(*_KEYWORDS[::-1])[::-1]
        alone = np.concatenate([self.embedded(keyword) for keyword in _KEYWORDS])
        for found, how in ((backwards, "in another order"), (alone, "alone")):
            _require(np.allclose(expected, found, rtol=0, atol=_TOLERANCE), f"a keyword has another point {how}")


def _require(condition: bool, what: str) -> None:  # noqa: FBT001 - as of `assert`
    if not condition:
        raise AssertionError(what)
