"""
Content: interest in a product that shows in its category, and in its keywords.
"""

# scipy has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse


if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from .history import History
    from .universe import Universe


__all__ = ["Content"]


class Content:
    """
    How strong each subject's interest is in the categories and in the keywords of products.

    Parameters
    ----------
    universe : Universe
        All subjects and products, and the taxonomy.
    history : History
        What has been done, with which keywords.
    """

    def __init__(self, universe: Universe, history: History) -> None:
        self._place = {product: place for place, product in enumerate(universe.products)}
        self._n_products = universe.n_products
        n = universe.n_subjects
        self._category = (history.cells.matrix(history.middle, n) @ self._same_category(universe)).tocsr()
        mentions = self._mentions(history, n)
        self._keyword = (mentions @ self._vocabulary(universe, history.log.keywords)).tocsr()
        self._said = np.asarray(mentions.sum(axis=1)).ravel()

    def _same_category(self, universe: Universe) -> Any:
        same = sparse.lil_matrix((self._n_products, self._n_products))
        for category in universe.taxonomy.values():
            inside = [self._place[product] for product in category]
            same[np.ix_(inside, inside)] = 1.0
        same.setdiag(0.0)
        return same.tocsr()

    def _vocabulary(self, universe: Universe, keywords: tuple[str, ...]) -> Any:
        """Return which keywords tell of which product, and how much: those of few products more."""
        column = {keyword: at for at, keyword in enumerate(keywords)}
        found = {
            (column[keyword], self._place[product])
            for category in universe.taxonomy.values()
            for product, words in category.items()
            for keyword in words
            if keyword in column
        }
        known = {product for category in universe.taxonomy.values() for product in category}
        result = np.zeros((len(keywords), self._n_products))
        for at, product in found:
            result[at, product] = 1.0
        tells = np.log((1.0 + len(known)) / np.maximum(result.sum(axis=1), 1.0))
        return sparse.csr_matrix(result * tells[:, None])

    def _mentions(self, history: History, n_subjects: int) -> Any:
        """Return how often each subject touched each keyword, lately more: log1p of a decayed sum, a sparse matrix."""
        log, size = history.log, len(history.log.keywords)
        row = np.repeat(np.arange(len(log)), log.keyword_count)
        key, where = np.unique(history.subject[row].astype(np.int64) * size + log.keyword, return_inverse=True)
        strength = np.log1p(np.bincount(where, history.decayed[-1][row], len(key)))
        return sparse.csr_matrix((strength, np.divmod(key, max(size, 1))), shape=(n_subjects, size))

    def columns(
        self, block: NDArray[np.int32], local: NDArray[np.int64], product: NDArray[np.int32]
    ) -> Iterator[tuple[str, NDArray[np.float64]]]:
        """
        Yield the features, by name, of pairs.

        Parameters
        ----------
        block : ndarray of int32, shape (n_subjects_of_block,)
            Subjects.
        local : ndarray of int64, shape (n_pairs,)
            The place of each pair's subject in `block`.
        product : ndarray of int32, shape (n_pairs,)
            Each pair's product.
        """
        yield "category_strength", self._category[block].toarray()[local, product]
        keyword = self._keyword[block].toarray()[local, product]
        yield "keyword_strength", keyword
        said = self._said[block][local]
        yield "keyword_share", np.divide(keyword, said, out=np.zeros(len(said)), where=said > 0)
