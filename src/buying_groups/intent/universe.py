"""
Universe: all subjects and products that features may be asked for, who belongs to whom, and the taxonomy.
"""

# scipy has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..engagement.columns import frame_of
from ..errors import InvalidValueError
from .codes import Codes, column, encode, locate
from .relations import belonging
from .taxonomy import Taxonomy


if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from .activity_log import ActivityLog


__all__ = ["Universe"]

_OF_MEMBERS = ("group_id", "person_id")


class Universe:
    """
    All subjects and products, numbered.

    Parameters
    ----------
    log : ActivityLog
        The activities.
    members : table, iterable of pairs, or None
        Who belongs to which group.
    taxonomy : Taxonomy, mapping, or None
        Keywords by category and product.

    Attributes
    ----------
    subjects, products : tuple
        Ids, in their order. The number after the last is for all others, of whom nothing is known.
    n_subjects, n_products : int
        How many there are, with that one more.
    log_subjects, log_products : ndarray of int32
        The numbers of the log's subjects and products.
    members : sparse matrix of shape (n_subjects, n_subjects), or None
        Which subject, by row, has which as a member.
    has_members : ndarray of bool, shape (n_subjects,)
        Which subjects are groups.
    taxonomy : dict
        Keywords by category and product; empty where there is none.
    """

    def __init__(
        self, log: ActivityLog, members: Any, taxonomy: Taxonomy | Mapping[str, Mapping[str, Collection[str]]] | None
    ) -> None:
        groups, people = _memberships(members)
        everybody = {*log.subjects, *groups.ids, *people.ids}
        self.subjects = _in_order(everybody, "members")
        self.n_subjects = len(self.subjects) + 1
        self.taxonomy = _by_category(taxonomy)
        named = {product for products in self.taxonomy.values() for product in products}
        self.products = _in_order({*log.products, *named}, "taxonomy")
        self.n_products = len(self.products) + 1
        self.log_subjects = _numbers(log.subjects, self.subjects)
        self.log_products = _numbers(log.products, self.products)
        self.members: Any = None
        self.has_members = np.zeros(self.n_subjects, dtype=np.bool_)
        if members is not None:
            group, person = (locate(ids, self.subjects, "members") for ids in (groups, people))
            self.members = belonging(group, person, self.n_subjects)
            self.has_members[group] = True


def _by_category(
    taxonomy: Taxonomy | Mapping[str, Mapping[str, Collection[str]]] | None,
) -> Mapping[str, Mapping[str, Collection[str]]]:
    if isinstance(taxonomy, Taxonomy):
        return {
            category.name: {product.name: product.keywords for product in category.products}
            for category in taxonomy.categories
        }
    return taxonomy or {}


def _in_order(ids: set[Any], name: str) -> tuple[Any, ...]:
    return encode(list(ids), name).ids


def _numbers(ids: Sequence[Any], among: Sequence[Any]) -> NDArray[np.int32]:
    return locate(Codes(tuple(ids), np.arange(len(ids), dtype=np.int32)), among, "activities")


def _memberships(members: Any) -> tuple[Codes, Codes]:
    if hasattr(members, "columns") or hasattr(members, "column_names"):
        frame = frame_of(members, "members")
        group, person = (encode(column(frame, name, "members"), name) for name in _OF_MEMBERS)
        return group, person
    rows = [tuple(row) for row in members or ()]
    for row in rows:
        if len(row) != len(_OF_MEMBERS) or None in row:
            raise InvalidValueError("members", row, "pairs of the ids of a group and of a person")
    group, person = (encode([row[at] for row in rows], name) for at, name in enumerate(_OF_MEMBERS))
    return group, person
