"""
Explanations out of tables: the scores of a few people and groups taken apart, without scoring everybody again.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import InvalidValueError
from .columns import IdColumn, Lookup, instants, number, read, require_alike
from .counting import Counts, DayCount, PersonCounts
from .group_scoring import WeightedMember
from .identities import pieces
from .kernel import runs
from .scoring import score_counts
from .table_counting import each_piece, key_activities
from .tables import OF_ACTIVITIES, OF_MEMBERS
from .weighting import DEFAULT_WEIGHTING_MODEL, WeightingModel


if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from .columns import Numbered
    from .scale import Scale
    from .scoring import EngagementScores
    from .table_counting import KeyedActivities


__all__ = ["explain_tables"]

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def explain_tables(
    activities: Any,
    members: Any,
    *,
    people: Collection[Any] = (),
    groups: Collection[Any] = (),
    scale: Scale,
    model: WeightingModel = DEFAULT_WEIGHTING_MODEL,
) -> EngagementScores:
    """
    Return the scores of some people and groups with what made them, out of the tables of `score_tables`.

    Only the activities of these people, and of the members of these groups, are counted; the rest of the tenant is in
    the scale. Needs the extra ``tables``.

    Parameters
    ----------
    activities, members : table
        As `score_tables` takes them.
    people : collection
        Ids of people, as they stand in the tables.
    groups : collection
        Ids of groups.
    scale : Scale
        `TableScores.scale`; says for which moment, window and zone.
    model : WeightingModel
        How much each type of activity counts.

    Returns
    -------
    EngagementScores
        The people, the groups and the groups' members, with their parts. Ids stand there as text: ``"7"`` for 7.

    Raises
    ------
    ConflictingActivityError
        When one of their activities' ids comes back with another person, type or time.
    InvalidValueError
        When somebody neither has activities up to the scale's moment nor is a member, a group has no members, a
        person is in a group twice, or a role has two weightings in one.
    ScaleMismatchError
        When `scale` was made for another model or window.
    TableError
        As `score_tables` raises it.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> from buying_groups.engagement import score_tables
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> activities = pl.DataFrame(
    ...     {
    ...         "person_id": [1, 2],
    ...         "activity_type": ["attend_event", "email_opened"],
    ...         "occurred_at": [noon, noon],
    ...     }
    ... )
    >>> members = pl.DataFrame({"group_id": [7], "person_id": [2], "role": ["Influencer"], "role_weighting": [80]})
    >>> scale = score_tables(activities, members, as_of=noon).scale
    >>> explained = explain_tables(activities, members, groups=[7], scale=scale)
    >>> [(part.person_id, part.role, part.points) for part in explained.group("7").parts]
    [('2', 'Influencer', 100.0)]
    >>> [(part.activity_type, part.counted, round(part.points, 2)) for part in explained.person("2").parts]
    [('email_opened', 1, 70.71)]
    """
    scale.require(model=model, as_of=scale.as_of, time_zone=scale.time_zone)
    did = read(activities, "activities", OF_ACTIVITIES, ["activity_id"])
    belong = read(members, "members", OF_MEMBERS)
    require_alike(did["person_id"], belong["person_id"])

    inside = _rows_of(belong["group_id"], groups, "groups")
    memberships = _memberships(belong, inside)
    _require_found("groups", groups, memberships, "the id of a group that has members")
    wanted = {*people, *belong["person_id"][inside].to_list()}
    did = _taken(did, _rows_of(did["person_id"], wanted, "people"))
    counts = _counts(did, model, scale)
    for id in belong["person_id"][_rows_of(belong["person_id"], people, "people")].to_list():
        counts.people.setdefault(str(id), PersonCounts())
    _require_found("people", people, counts.people, "the id of somebody who has activities up to as_of, or is a member")
    return score_counts(counts, memberships, model=model, as_of=scale.as_of, time_zone=scale.time_zone, scale=scale)


def _rows_of(series: Any, ids: Collection[Any], field: str) -> NDArray[np.int64]:
    """
    Return the rows of a column that have one of some ids.
    """
    try:
        lookup = Lookup(series, list(ids))
        numbers = [lookup.numbers(piece.start, piece.stop) for piece in pieces([IdColumn(series, {})])]
    except (OverflowError, TypeError, ValueError):
        raise InvalidValueError(field, list(ids), f"ids as in the column {series.name!r}: {series.dtype}") from None
    return np.flatnonzero(np.concatenate([np.empty(0, np.int32), *numbers]) < len(ids))


def _require_found(field: str, ids: Collection[Any], found: Collection[str], expected: str) -> None:
    for id in ids:
        if str(id) not in found:
            raise InvalidValueError(field, id, expected)


def _memberships(belong: Mapping[str, Any], rows: NDArray[np.int64]) -> dict[str, list[WeightedMember]]:
    """
    Return the members of some groups.
    """
    columns = [belong[name][rows].to_list() for name in OF_MEMBERS]
    groups: defaultdict[str, list[WeightedMember]] = defaultdict(list)
    for group, person, role, weighting in zip(*columns, strict=True):
        member = WeightedMember(person_id=str(person), role=str(role), role_weighting=weighting)
        groups[str(group)].append(member)
    return dict(groups)


def _counts(did: Mapping[str, Any], model: WeightingModel, scale: Scale) -> Counts:
    """
    Return the counts of a small table.
    """
    people = number([did["person_id"]], ["activities"], each_piece("people", None))
    keyed = key_activities(did, people, model=model, as_of=scale.as_of, time_zone=scale.time_zone)
    counted = list(model.counted.values())
    days: defaultdict[int, list[DayCount]] = defaultdict(list)
    found = runs(keyed.keys, types=len(counted), days=keyed.window.days)
    rows: list[list[int]] = np.stack(found, axis=1).tolist()
    for person, activity_type, day, times in rows:
        item = counted[activity_type]
        on = date.fromordinal(_EPOCH_DAY + keyed.window.first_day + day)
        number_counted = min(times, item.daily_cap)
        days[person].append(DayCount(item.activity_type, on, number_counted, times - number_counted))
    exist = np.flatnonzero(keyed.exist)
    last = _last_activities(did, people, keyed)
    ids = [str(id) for id in people.values(exist).to_list()]
    return Counts(
        people={
            id: PersonCounts(last_activity_at=last[person], days=tuple(days[person]))
            for id, person in zip(ids, exist.tolist(), strict=True)
        },
        ignored=keyed.ignored,
    )


def _last_activities(did: Mapping[str, Any], people: Numbered, keyed: KeyedActivities) -> dict[int, datetime]:
    """
    Return the last activity of each person up to the window's end.
    """
    times = instants(did["occurred_at"], 0, len(did["occurred_at"]))
    exist = times <= keyed.window.end
    last = dict(sorted(zip(people.identities.codes[0][exist].tolist(), times[exist].tolist(), strict=True)))
    units = keyed.window.units
    return {person: _EPOCH + timedelta(microseconds=time * 1_000_000 // units) for person, time in last.items()}


def _taken(columns: Mapping[str, Any], rows: NDArray[np.int64]) -> dict[str, Any]:
    return {name: series[rows] for name, series in columns.items()}
