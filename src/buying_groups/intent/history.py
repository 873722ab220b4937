"""
History: what is known, as of a moment, of each subject with each product, each subject, and each product.

A *cell* is a subject and a product that have met. Only cells that exist take room, so a large catalogue costs no more
than what happened.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from .activity_log import ActivityLog


__all__ = ["Cells", "History", "reduced", "starts_of"]

_RECENT_DAYS = 90.0


class Cells:
    """
    Numbers of the cells, found by subject and product.

    Parameters
    ----------
    keys : ndarray of int64, shape (n_cells,)
        Subject × number of products + product, ascending.
    n_products : int
        How many products there are.
    """

    def __init__(self, keys: NDArray[np.int64], n_products: int) -> None:
        self.keys = keys
        self.n_products = n_products
        self.values: dict[str, NDArray[np.float32]] = {}

    def add(self, name: str, values: NDArray[np.floating[Any]], absent: float = 0.0) -> None:
        """Add a number of each cell, and the one of subjects and products that have not met."""
        self.values[name] = np.append(values, absent).astype(np.float32)

    def places(self, subjects: NDArray[np.int32], products: NDArray[np.int32]) -> NDArray[np.int64]:
        """Return where the cells of pairs stand in `values`; where there is none, the last place."""
        wanted = subjects.astype(np.int64) * self.n_products + products
        if not len(self.keys):
            return np.zeros(len(wanted), np.int64)
        place = np.searchsorted(self.keys, wanted)
        found = self.keys[np.minimum(place, len(self.keys) - 1)] == wanted
        return np.where(found, place, len(self.keys))

    def matrix(self, name: str, n_subjects: int) -> Any:
        """Return a number of the cells as a sparse matrix of shape (n_subjects, n_products)."""
        subject, product = np.divmod(self.keys, self.n_products)
        indptr = np.searchsorted(subject, np.arange(n_subjects + 1))
        return sparse.csr_matrix(
            (self.values[name][:-1].astype(np.float64), product, indptr), shape=(n_subjects, self.n_products)
        )


class History:
    """
    The activities up to a moment, counted.

    Parameters
    ----------
    log : ActivityLog
        All activities.
    as_of : datetime
        The moment; later activities do not exist.
    half_lives : sequence of float
        In how many days activities lose half of their weight, ascending.
    history_days : float
        Activities that are as old, or older, do not count.
    subjects : ndarray of int32
        The place of each of the log's subjects among all of them.
    n_subjects : int
        How many subjects there are; the last is one of whom nothing is known.
    products : ndarray of int32
        The place of each of the log's products among all of them.
    n_products : int
        How many products there are; the last is one of which nothing is known.

    Attributes
    ----------
    log : ActivityLog
        The activities that count.
    age : ndarray of float64, shape (n_activities,)
        How many days ago each was.
    subject : ndarray of int32, shape (n_activities,)
        Whose each was, among all subjects.
    decayed : list of ndarray of float64, shape (n_activities,)
        What is left of each one's weight, by half-life.
    names : list of str
        What the half-lives are called in the names of features.
    middle : str
        The name of the half-life in the middle, which stands for all where one has to.
    cells : Cells
        Numbers of subjects with products.
    of_subject : dict of str to ndarray of float64, shape (n_subjects,)
        Numbers of each subject.
    """

    def __init__(
        self,
        log: ActivityLog,
        *,
        as_of: datetime,
        half_lives: Sequence[float],
        history_days: float,
        subjects: NDArray[np.int32],
        n_subjects: int,
        products: NDArray[np.int32],
        n_products: int,
    ) -> None:
        log = log.before(as_of, history_days)
        self.log = log
        self.names = [f"decayed_{half_life:g}d" for half_life in half_lives]
        self.middle = self.names[len(half_lives) // 2]
        self.history_days = history_days
        self.n_subjects, self.n_products = n_subjects, n_products
        self.age = log.ages(as_of)
        self.subject = subjects[log.subject]
        self._with_product = log.product >= 0
        self.decayed = [log.weight * np.exp2(-self.age / half_life) for half_life in half_lives]
        product = np.append(products, -1)[log.product]
        self._key = (self.subject.astype(np.int64) * n_products + product)[self._with_product]
        self.cells = self._cells()
        self.of_subject = self._of_subject()

    def _cells(self) -> Cells:
        met = self._with_product
        starts = starts_of(self._key)
        cells = Cells(self._key[starts], self.n_products)
        for name, decayed in zip(self.names, self.decayed, strict=True):
            cells.add(name, np.log1p(reduced(np.add, decayed[met], starts)))
        age = self.age[met]
        ends = np.append(starts, len(age))
        never = np.log1p(self.history_days)
        cells.add("count", np.log1p(reduced(np.add, self.log.weight[met], starts)))
        newest = reduced(np.minimum, age, starts)
        cells.add("days_since", np.log1p(newest), never)
        cells.add("days_known", np.log1p(reduced(np.maximum, age, starts)))
        number = np.repeat(np.arange(len(starts)), np.diff(ends))
        day = age.astype(np.int64)
        cells.add("active_days", np.log1p(_distinct(number, day, len(starts))))
        cells.add("types", _distinct(number, self.log.activity_type[met], len(starts)))
        cells.add("people", np.log1p(_distinct(number, self.log.person[met], len(starts))))
        recent = age < _RECENT_DAYS
        cells.add("recent_people", np.log1p(_distinct(number[recent], self.log.person[met][recent], len(starts))))
        if self.log.seniority is not None:
            cells.add("seniority", reduced(np.maximum, self.log.seniority[met], starts))
        cells.add("met", np.ones(len(starts)))
        return cells

    def _of_subject(self) -> dict[str, NDArray[np.float64]]:
        n = self.n_subjects
        result = {
            name: np.log1p(np.bincount(self.subject, decayed, n))
            for name, decayed in zip(self.names, self.decayed, strict=True)
        }
        starts = starts_of(self.subject)
        newest = np.full(n, self.history_days)
        newest[self.subject[starts]] = reduced(np.minimum, self.age, starts)
        result["days_since"] = np.log1p(newest)
        result["active_days"] = np.log1p(_distinct(self.subject, self.age.astype(np.int64), n))
        result["people"] = np.log1p(_distinct(self.subject, self.log.person, n))
        result["types"] = _distinct(self.subject, self.log.activity_type, n)
        result["products"] = np.bincount(self.cells.keys // self.n_products, minlength=n).astype(np.float64)
        return result

    def of_product(self, among: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
        """
        Return how popular each product is among some of the subjects, given as a mask.
        """
        subject, product = np.divmod(self.cells.keys, self.n_products)
        counted = among[subject]
        product = product[counted]
        since, known = (np.expm1(self.cells.values[name][:-1][counted]) for name in ("days_since", "days_known"))
        middle = self.cells.values[self.middle][:-1][counted]
        weights = {
            "subjects": None,
            "recent_subjects": since < _RECENT_DAYS,
            "new_subjects": known < _RECENT_DAYS,
            self.middle: middle,
        }
        return {
            name: np.log1p(np.bincount(product, weight, self.n_products).astype(np.float64))
            for name, weight in weights.items()
        }


def starts_of(keys: NDArray[Any]) -> NDArray[np.int64]:
    """Return where each run of equal keys begins."""
    return np.flatnonzero(np.append(np.ones(min(len(keys), 1), dtype=np.bool_), keys[1:] != keys[:-1]))


def reduced(ufunc: np.ufunc, values: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the values of each run, added up or the least or the largest of them."""
    if not len(starts):
        return np.zeros(0)
    result: NDArray[np.float64] = ufunc.reduceat(values, starts)
    return result


def _distinct(owner: NDArray[Any], what: NDArray[Any], n_owners: int) -> NDArray[np.float64]:
    """Return how many different things each owner has; things are numbered from 0."""
    if not len(owner):
        return np.zeros(n_owners)
    size = int(what.max()) + 1
    pairs = owner.astype(np.int64) * size + what
    pairs.sort()  # much faster than np.unique, which hashes
    return np.bincount(pairs[starts_of(pairs)] // size, minlength=n_owners).astype(np.float64)
