"""
Relations: what the members of a group, the groups of a person, and those who share members with it have done.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from .history import Cells, reduced, starts_of


if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .history import History


__all__ = ["RELATIONS", "belonging", "related_cells", "relations"]

RELATIONS = ("members", "groups", "peers")


def belonging(group: NDArray[np.int32], person: NDArray[np.int32], n_subjects: int) -> Any:
    """
    Return which subject has which as a member: a sparse matrix of ones, of shape (n_subjects, n_subjects).
    """
    ones = np.ones(len(group))
    result = sparse.csr_matrix((ones, (group, person)), shape=(n_subjects, n_subjects))
    result.data[:] = 1.0  # a person given twice is in the group once
    return result


def relations(members: Any) -> dict[str, Any]:
    """
    Return who is related to whom and how strongly, by kind of relation.

    Peers are groups that share members, and people who share groups; the more they share, the more they count.
    """
    groups = members.T.tocsr()
    peers = (members @ groups + groups @ members).tocsr()
    peers.setdiag(0.0)
    peers.eliminate_zeros()
    return dict(zip(RELATIONS, (members, groups, peers), strict=True))


def related_cells(relation: Any, history: History) -> Cells:
    """
    Return, for each subject and each product that a related subject has met, what these have done with it.
    """
    own = history.cells
    middle = own.values[history.middle]
    relation = relation.tocoo()
    subjects = np.arange(history.n_subjects)
    first = np.searchsorted(own.keys, subjects * own.n_products)
    count = np.searchsorted(own.keys, (subjects + 1) * own.n_products) - first
    repeats = count[relation.col]
    begin = np.repeat(first[relation.col] - (np.cumsum(repeats) - repeats), repeats)
    cell = begin + np.arange(len(begin))
    key = np.repeat(relation.row.astype(np.int64), repeats) * own.n_products + own.keys[cell] % own.n_products
    order = np.lexsort((cell, key))
    key, cell = key[order], cell[order]
    share = np.repeat(relation.data, repeats)[order]
    starts = starts_of(key)

    cells = Cells(key[starts], own.n_products)
    weight = np.bincount(relation.row, relation.data, history.n_subjects)[cells.keys // own.n_products]
    strength = middle[cell].astype(np.float64)
    cells.add("mean", reduced(np.add, strength * share, starts) / weight)
    cells.add("max", reduced(np.maximum, strength, starts))
    cells.add("share", reduced(np.add, share, starts) / weight)
    newest = reduced(np.minimum, own.values["days_since"][cell].astype(np.float64), starts)
    cells.add("days_since", newest, np.log1p(history.history_days))
    return cells
