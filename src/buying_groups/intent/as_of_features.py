"""
Features as of one moment: what a tenant's history up to then says of pairs.

Everything here is a function of the activities up to the moment, those of the asked subjects and those of all others
(popularity, co-interest); so nothing that happens later can change it.
"""

# scikit-learn and scipy have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from .co_interest import CoInterest
from .content import Content
from .history import History, starts_of
from .relations import related_cells, relations


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from .activity_log import ActivityLog
    from .universe import Universe


__all__ = ["FeaturesAsOf"]

_LARGEST_BLOCK = 2**22  # numbers in a dense block of subjects and products: 32 MB


class FeaturesAsOf:
    """
    The features of pairs as of one moment.

    Parameters
    ----------
    log : ActivityLog
        All activities of the tenant.
    as_of : datetime
        The moment.
    half_lives, history_days, regularization
        As of `IntentFeatures`.
    universe : Universe
        All subjects and products, who belongs to whom, and the taxonomy.

    Attributes
    ----------
    names : list of str
        The names of the features, in the order of their columns.
    """

    def __init__(
        self,
        log: ActivityLog,
        *,
        as_of: datetime,
        half_lives: Sequence[float],
        history_days: float,
        regularization: float,
        universe: Universe,
    ) -> None:
        self._universe = universe
        self._history = history = History(
            log,
            as_of=as_of,
            half_lives=half_lives,
            history_days=history_days,
            subjects=universe.log_subjects,
            n_subjects=universe.n_subjects,
            products=universe.log_products,
            n_products=universe.n_products,
        )
        n = universe.n_subjects
        self._met = history.cells.matrix("met", n)
        self._strength = history.cells.matrix(history.middle, n)
        everybody = np.ones(n, dtype=np.bool_)
        self._popularity = history.of_product(everybody)
        self._co_interest = _Learned(self._met, everybody, regularization)
        self._co_interest_recent = _Learned(self._strength, everybody, regularization)
        self._members = universe.members_at(as_of)
        self._with_members = self._members is not None
        if self._with_members:
            kinds = (universe.has_members, ~universe.has_members)
            self._relations = relations(self._members)
            self._related = {name: related_cells(relation, history) for name, relation in self._relations.items()}
            self._kind_popularity = [history.of_product(kind) for kind in kinds]
            self._kind_co_interest = [_Learned(self._met, kind, regularization) for kind in kinds]
        self._content = Content(universe, history) if universe.taxonomy else None
        nobody = np.zeros(0, np.int32)
        self.names = [name for name, _ in self._columns(nobody, nobody)]

    def fill(
        self,
        result: NDArray[np.float32],
        rows: NDArray[np.int64],
        subject: NDArray[np.int32],
        product: NDArray[np.int32],
    ) -> None:
        """
        Write the features of some pairs into their rows.

        Parameters
        ----------
        result : ndarray of float32, shape (n_pairs, n_features)
            What is written to.
        rows : ndarray of int64, shape (n_rows,)
            Which pairs.
        subject, product : ndarray of int32, shape (n_pairs,)
            The numbers of all pairs' subjects and products.
        """
        rows = rows[np.argsort(subject[rows], kind="stable")]
        begins = starts_of(subject[rows])
        step = max(1, _LARGEST_BLOCK // self._universe.n_products)
        edges = np.append(begins[::step], len(rows))
        for start, stop in pairwise(edges.tolist()):
            piece = rows[start:stop]
            for at, (_, values) in enumerate(self._columns(subject[piece], product[piece])):
                result[piece, at] = values

    def _columns(
        self, subject: NDArray[np.int32], product: NDArray[np.int32]
    ) -> Iterator[tuple[str, NDArray[np.floating[Any]]]]:
        """Yield the features, by name, of pairs in the order of their subjects."""
        place = self._history.cells.places(subject, product)
        for name, values in self._history.cells.values.items():
            yield f"own_{name}", values[place]
        for name, totals in self._history.of_subject.items():
            yield f"subject_{name}", totals[subject]
        for name, totals in self._popularity.items():
            yield f"product_{name}", totals[product]
        starts = starts_of(subject)
        block, local = subject[starts], np.repeat(np.arange(len(starts)), np.diff(starts, append=len(subject)))
        yield "co_interest", self._co_interest.scores(self._met[block])[local, product]
        yield "co_interest_recent", self._co_interest_recent.scores(self._strength[block])[local, product]
        if self._with_members:
            yield from self._of_kind(subject, product, block, local)
            yield from self._of_related(subject, product)
            mean, largest = self._of_members(block)
            yield "members_co_interest_mean", mean[local, product]
            yield "members_co_interest_max", largest[local, product]
        if self._content is not None:
            yield from self._content.columns(block, local, product)

    def _of_kind(
        self, subject: NDArray[np.int32], product: NDArray[np.int32], block: NDArray[np.int32], local: NDArray[np.int64]
    ) -> Iterator[tuple[str, NDArray[np.float64]]]:
        """Yield what is learned from groups alone, for groups, and from people alone, for people."""
        is_group = self._universe.has_members[subject]
        for name in self._popularity:
            groups, people = (popularity[name][product] for popularity in self._kind_popularity)
            yield f"product_{name}_of_kind", np.where(is_group, groups, people)
            yield f"product_{name}_of_other_kind", np.where(is_group, people, groups)
        groups, people = (model.scores(self._met[block])[local, product] for model in self._kind_co_interest)
        yield "co_interest_of_kind", np.where(is_group, groups, people)

    def _of_related(
        self, subject: NDArray[np.int32], product: NDArray[np.int32]
    ) -> Iterator[tuple[str, NDArray[np.floating[Any]]]]:
        for relation, cells in self._related.items():
            yield f"{relation}_count", np.log1p(np.diff(self._relations[relation].indptr))[subject]
            place = cells.places(subject, product)
            for name, values in cells.values.items():
                yield f"{relation}_{name}", values[place]

    def _of_members(self, block: NDArray[np.int32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the mean and the largest co-interest of the members of some subjects; 0 where there are none."""
        members = self._members[block]
        counts = np.diff(members.indptr)
        mean, largest = np.zeros((2, len(block), self._universe.n_products))
        filled = np.flatnonzero(counts)
        ends = np.cumsum(counts[filled])
        step = max(1, _LARGEST_BLOCK // self._universe.n_products)
        start = 0
        while start < len(filled):
            stop = max(start + 1, int(np.searchsorted(ends, (ends[start - 1] if start else 0) + step, "right")))
            groups = filled[start:stop]
            people, at = np.unique(members[groups].indices, return_inverse=True)
            scores = self._kind_co_interest[1].scores(self._met[people])[at]
            firsts = np.cumsum(counts[groups]) - counts[groups]
            largest[groups] = np.maximum.reduceat(scores, firsts, axis=0)
            mean[groups] = np.add.reduceat(scores, firsts, axis=0) / counts[groups][:, None]
            start = stop
        return mean, largest


class _Learned:
    """
    Co-interest, learned from some of the subjects among those products that any of them has met.

    What nobody has met is left out, so that a product of tomorrow does not even change a rounding.
    """

    def __init__(self, matrix: Any, among: NDArray[np.bool_], regularization: float) -> None:
        matrix = matrix[np.flatnonzero(among & (np.diff(matrix.indptr) > 0))]
        self._products = np.flatnonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]))
        self._model = CoInterest(regularization=regularization)
        if len(self._products):
            self._model.fit(matrix[:, self._products])

    def scores(self, matrix: Any) -> NDArray[np.float64]:
        """Return the co-interest of subjects, given by their rows, in all products."""
        result = np.zeros(matrix.shape)
        if len(self._products) and len(result):
            result[:, self._products] = self._model.transform(matrix[:, self._products])
        return result
