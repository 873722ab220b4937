"""
Ranking: which members of a buying group come first.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from .errors import InvalidValueError
from .roles import DECISION_MAKER


if TYPE_CHECKING:
    from collections.abc import Iterable

    from .engagement.person_scoring import PersonScore


__all__ = ["Rankable", "decision_makers", "rank", "top_engaged_members"]

_SHOWN = 3  # in each of the page's two rows (Adobe Journey Optimizer B2B Edition documentation, 2026-08)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Rankable(Protocol):
    """
    What of a member decides the order.
    """

    @property
    def person_id(self) -> str:
        """Id of the person."""
        ...

    @property
    def name(self) -> str | None:
        """Full name, where it is known."""
        ...

    @property
    def role(self) -> str:
        """Role in the group."""
        ...

    @property
    def engagement(self) -> PersonScore:
        """Engagement score."""
        ...


M = TypeVar("M", bound=Rankable)


def rank(members: Iterable[M]) -> tuple[M, ...]:
    """
    Return members with the most engaged first.

    Parameters
    ----------
    members : iterable of Rankable
        The members, in any order.

    Returns
    -------
    tuple of Rankable
        By unrounded engagement score, highest first; then by last activity, most recent first and none last; then by
        full name (casefolded), then by id. So the order never depends on the order of the input.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/worked_example.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> from buying_groups import buying_group_details
    >>> members = buying_group_details(tenant, "group", as_of=as_of).members
    >>> [(member.name, round(member.engagement.score)) for member in rank(members)]
    [('Adam', 100), ('John', 87), ('Mark', 64), ('Calvin', 59), ('Bob', 23), ('Paul', 23)]
    """

    def key(member: M) -> tuple[object, ...]:
        last = member.engagement.last_activity_at
        recency = (0, _EPOCH - last) if last is not None else (1,)
        return -member.engagement.score, recency, (member.name or "").casefold(), member.person_id

    return tuple(sorted(members, key=key))


def decision_makers(members: Iterable[M], *, most: int = _SHOWN) -> tuple[M, ...]:
    """
    Return the top decision makers: the most engaged members whose role is Decision Maker.

    Parameters
    ----------
    members : iterable of Rankable
        The members, in any order.
    most : int
        How many at the most; at least 0.

    Returns
    -------
    tuple of Rankable
        In the order of `rank`.

    Raises
    ------
    InvalidValueError
        When `most` is negative.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/worked_example.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> from buying_groups import buying_group_details
    >>> members = buying_group_details(tenant, "group", as_of=as_of).members
    >>> [member.name for member in decision_makers(members)]
    ['Adam', 'Mark']
    """
    return _first(most, rank(member for member in members if member.role == DECISION_MAKER))


def top_engaged_members(members: Iterable[M], *, most: int = _SHOWN, first_row: int = _SHOWN) -> tuple[M, ...]:
    """
    Return the most engaged of the other members: of any role, without those whom `decision_makers` returns.

    Parameters
    ----------
    members : iterable of Rankable
        All the members, in any order.
    most : int
        How many at the most; at least 0.
    first_row : int
        How many decision makers are shown in the first row; at least 0.

    Returns
    -------
    tuple of Rankable
        In the order of `rank`.

    Raises
    ------
    InvalidValueError
        When `most` or `first_row` is negative.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/worked_example.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> from buying_groups import buying_group_details
    >>> members = buying_group_details(tenant, "group", as_of=as_of).members
    >>> [(member.name, member.role) for member in top_engaged_members(members, first_row=1)]
    [('John', 'Influencer'), ('Mark', 'Decision Maker'), ('Calvin', 'Practitioner')]
    """
    ranked = rank(members)
    above = {member.person_id for member in decision_makers(ranked, most=first_row)}
    return _first(most, tuple(member for member in ranked if member.person_id not in above))


def _first(most: int, members: tuple[M, ...]) -> tuple[M, ...]:
    if most < 0:
        raise InvalidValueError("most", most, "at least 0")
    return members[:most]
