"""
Universe: all subjects and products that features may be asked for, who belongs to whom, and the taxonomy.
"""

# scipy has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .._moments import as_of_moment
from ..engagement.columns import frame_of
from ..errors import InvalidValueError
from .activity_log import microseconds
from .codes import Codes, column, encode, instants, locate
from .relations import belonging
from .taxonomy import Taxonomy


if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from .activity_log import ActivityLog


__all__ = ["Universe"]

_OF_MEMBERS = ("group_id", "person_id", "joined_at", "left_at")
_IDS = 2
_EVER = np.iinfo(np.int64)


class _Memberships(NamedTuple):
    """
    Who belongs to which group, from when and until when, in microseconds since 1970.
    """

    groups: Codes
    people: Codes
    since: NDArray[np.int64]
    until: NDArray[np.int64]


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
        Which subject, by row, has which as a member, or had or will have.
    has_members : ndarray of bool, shape (n_subjects,)
        Which subjects are groups.
    taxonomy : dict
        Keywords by category and product; empty where there is none.
    """

    def __init__(
        self, log: ActivityLog, members: Any, taxonomy: Taxonomy | Mapping[str, Mapping[str, Collection[str]]] | None
    ) -> None:
        read = _memberships(members)
        everybody = {*log.subjects, *read.groups.ids, *read.people.ids}
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
            self._group, self._person = (locate(ids, self.subjects, "members") for ids in (read.groups, read.people))
            self._since, self._until = read.since, read.until
            self.members = belonging(self._group, self._person, self.n_subjects)
            self.has_members[self._group] = True

    def members_at(self, as_of: datetime) -> Any:
        """
        Return which subject had which as a member at a moment, in the form of `members`.
        """
        if self.members is None:
            return None
        now = microseconds(as_of)
        there = (self._since <= now) & (now < self._until)
        return belonging(self._group[there], self._person[there], self.n_subjects)


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


def _memberships(members: Any) -> _Memberships:
    if hasattr(members, "columns") or hasattr(members, "column_names"):
        return _of_table(frame_of(members, "members"))
    rows = [tuple(row) for row in members or ()]
    for row in rows:
        if not _IDS <= len(row) <= len(_OF_MEMBERS) or None in row[:_IDS]:
            expected = "pairs of the ids of a group and of a person, which may be followed by joined_at and left_at"
            raise InvalidValueError("members", row, expected)
    groups, people = (encode([row[at] for row in rows], name) for at, name in enumerate(_OF_MEMBERS[:_IDS]))
    since, until = (
        np.array([_moment(row, at, otherwise) for row in rows], np.int64)
        for at, otherwise in ((2, _EVER.min), (3, _EVER.max))
    )
    return _Memberships(groups, people, since, until)


def _moment(row: tuple[Any, ...], at: int, otherwise: int) -> int:
    if len(row) <= at or row[at] is None:
        return otherwise
    return microseconds(as_of_moment(row[at], f"{_OF_MEMBERS[at]} of members"))


def _of_table(frame: Any) -> _Memberships:
    groups, people = (encode(column(frame, name, "members"), name) for name in _OF_MEMBERS[:_IDS])
    moments: list[NDArray[np.int64]] = []
    for name, otherwise in zip(_OF_MEMBERS[_IDS:], (_EVER.min, _EVER.max), strict=True):
        found = np.full(len(frame), otherwise, np.int64)
        there = ~frame[name].is_null() if name in frame.columns else None
        if there is not None and there.any():
            found[there.to_numpy()] = instants(frame[name].filter(there), "members")
        moments.append(found)
    return _Memberships(groups, people, *moments)
