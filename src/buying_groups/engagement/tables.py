"""
Tables: engagement scores of millions of people, from data frames to data frames.

The meaning is that of `counting` and `scoring`, and the numbers are the same; only the way is another. Ids become
numbers (`identities`), instants become days (`days`), person, type and day become one key, and sorted keys become
counts (`kernel`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import attrs
import numpy as np

from .._extras import library
from .._moments import as_of_moment
from .._reprs import brief
from ..errors import TableError
from .columns import number, read, require_alike
from .kernel import added, scaled_all, starts, totals, weighted_sums
from .person_scoring import scale_weights
from .scale import Scale, scale_of_types
from .table_counting import each_piece, key_activities
from .weighting import DEFAULT_WEIGHTING_MODEL, WeightingModel


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from numpy.typing import NDArray

    from .columns import Numbered
    from .identities import Each
    from .kernel import Totals


__all__ = ["OF_ACTIVITIES", "OF_MEMBERS", "TableScores", "score_tables"]

OF_ACTIVITIES = ("person_id", "activity_type", "occurred_at")
OF_MEMBERS = ("group_id", "person_id", "role", "role_weighting")
_LARGEST_WEIGHTING = 1e15  # as for `WeightedMember`


@attrs.frozen(kw_only=True, eq=False, field_transformer=brief)
class TableScores:
    """
    The engagement scores of people and groups as of one moment, in tables of the kind that came in.

    Attributes
    ----------
    people : table
        Everybody who has activities or is a member, in the order of their ids: ``person_id``; ``raw``, Σ capped count ·
        weight before normalisation; ``score``, from 0 to 100, unrounded; ``is_known``, whether there is any activity of
        theirs, of any type, up to `as_of`: without one, the 0 says nothing.
    groups : table
        The groups, in the order of their ids: ``group_id``; ``raw``, Σ person score · role weight before root and
        scale; ``score``, from 0 to 100, unrounded; ``is_known``, whether any of its members is.
    scale : Scale
        What the scores are relative to.
    ignored : dict of str to int
        How many activities in the window had a type that the weighting model does not know, by type.
    """

    people: Any
    groups: Any
    scale: Scale
    ignored: dict[str, int]


class _Memberships(NamedTuple):
    """
    Who is in which group: parallel arrays, in the order of group and person.
    """

    group: NDArray[np.int64]
    person: NDArray[np.int32]
    role_weight: NDArray[np.float64]


def score_tables(
    activities: Any,
    members: Any,
    *,
    model: WeightingModel = DEFAULT_WEIGHTING_MODEL,
    as_of: datetime,
    time_zone: str = "UTC",
    scale: Scale | None = None,
    progress: Callable[[str, int, int], object] | None = None,
) -> TableScores:
    """
    Return the engagement scores of people and buying groups out of tables.

    Needs the extra ``tables``. Both tables are of pandas, polars (in memory) or pyarrow, or of another library that
    Narwhals reads; they are not changed.

    Parameters
    ----------
    activities : table
        One row for each activity, in any order: ``person_id`` (whole numbers, text or categories), ``activity_type``
        (text or categories), ``occurred_at`` (instants of any resolution, with a time zone), and optionally
        ``activity_id`` (whole numbers, text or categories; the only column that may have nulls). The whole tenant's, or
        with a `scale` those of the people to be scored.
    members : table
        One row for each member of each group, in any order: ``group_id`` and ``person_id`` (whole numbers, text or
        categories; people's of the type that they have in `activities`), ``role`` (text or categories),
        ``role_weighting`` (above 0; one number for each role of a group).
    model : WeightingModel
        How much each type of activity counts.
    as_of : datetime
        The moment for which the scores hold, time-zone aware. Later activities do not exist yet.
    time_zone : str
        IANA name of the zone whose calendar days are counted.
    scale : Scale or None
        The tenant-wide facts of an earlier run; where absent, they are taken from the tables.
    progress : callable or None
        Called now and then with the name of a step, how many rows of it are done, and how many there are.

    Returns
    -------
    TableScores
        What `score` returns for the same activities and members, within 1e-9; the same to the last bit whatever the
        order of the rows.

    Raises
    ------
    ConflictingActivityError
        When an activity id comes back with another person, type or time.
    MissingLibraryError
        When Narwhals or pyarrow is not installed.
    ScaleMismatchError
        When `scale` was made for another model, window, zone or moment.
    TableError
        When a table is lazy, lacks a column, has nulls or another type of column than it should; a person is in a group
        twice; a role has two weightings in a group. Names the column and how many rows are at fault.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> activities = pl.DataFrame(
    ...     {
    ...         "person_id": [1, 2],
    ...         "activity_type": ["attend_event", "email_opened"],
    ...         "occurred_at": [noon, noon],
    ...     }
    ... )
    >>> members = pl.DataFrame({"group_id": [7], "person_id": [2], "role": ["Influencer"], "role_weighting": [80]})
    >>> scores = score_tables(activities, members, as_of=noon)
    >>> scores.people.rows()
    [(1, 60.0, 100.0, True), (2, 30.0, 70.71067811865476, True)]
    >>> scores.groups.rows()
    [(7, 70.71067811865476, 100.0, True)]
    """
    as_of = as_of_moment(as_of)
    if scale is not None:
        scale.require(model=model, as_of=as_of, time_zone=time_zone)
    did = read(activities, "activities", OF_ACTIVITIES, ["activity_id"])
    belong = read(members, "members", OF_MEMBERS)
    require_alike(did["person_id"], belong["person_id"])

    columns = did["person_id"], belong["person_id"]
    people = number(columns, ("activities", "members"), each_piece("people", progress))
    groups = number([belong["group_id"]], ["members"], each_piece("groups", progress))
    memberships = _memberships(belong, people, groups, each_piece("roles", progress))
    keyed = key_activities(did, people, model=model, as_of=as_of, time_zone=time_zone, progress=progress)
    caps = [min(item.daily_cap, len(did["person_id"])) for item in model.counted.values()]
    counts = totals(keyed.keys, caps=caps, days=keyed.window.days)
    facts = scale or _facts(counts, model, as_of, time_zone)
    size = len(people.identities.rows)
    raw = weighted_sums(counts, [item.weight for item in model.counted.values()], size)
    sums = weighted_sums(counts, list(scale_weights(model, facts).values()), size)
    largest = scale.largest_person_sum if scale else float(sums.max(initial=0.0))
    scores = scaled_all(sums, largest)
    parts = scores[memberships.person] * memberships.role_weight
    group_sums = added(memberships.group, parts, len(groups.identities.rows))
    largest_group = scale.largest_group_sum if scale else float(group_sums.max(initial=0.0))

    is_listed = keyed.exist.copy()
    is_listed[people.identities.codes[1]] = True
    listed = people.identities.order[is_listed[people.identities.order]]
    has_known = np.zeros(len(groups.identities.rows), np.bool_)
    has_known[memberships.group[keyed.exist[memberships.person]]] = True
    filled = np.flatnonzero(groups.identities.rows[groups.identities.order] >= 0)
    return TableScores(
        people=_table(people.values(listed), raw[listed], scores[listed], keyed.exist[listed]),
        groups=_table(
            groups.values(groups.identities.order[filled]),
            group_sums[filled],
            scaled_all(group_sums[filled], largest_group),
            has_known[filled],
        ),
        scale=attrs.evolve(facts, largest_person_sum=largest, largest_group_sum=largest_group),
        ignored=keyed.ignored,
    )


def _facts(counts: Totals, model: WeightingModel, as_of: datetime, time_zone: str) -> Scale:
    """
    Return the scale, as far as it is known before any sum is.
    """
    names = list(model.counted)
    places: list[int] = np.unique(counts.activity_type).tolist()
    occurred = tuple(names[place] for place in places)
    return scale_of_types(model, occurred, as_of=as_of, time_zone=time_zone)


def _memberships(belong: Mapping[str, Any], people: Numbered, groups: Numbered, each: Each) -> _Memberships:
    """
    Return the memberships, once they are known to be valid, with the weight of each one's role in its group.
    """
    weighting = belong["role_weighting"].cast(library("narwhals.stable.v2").Float64).to_numpy()
    wrong = weighting[~((weighting > 0) & (weighting <= _LARGEST_WEIGHTING))]
    if len(wrong):
        expected = f"above 0, at most {_LARGEST_WEIGHTING:g}"
        raise TableError("members", "role_weighting", expected, f"{wrong[0]:g}", len(wrong))
    roles = number([belong["role"]], ["members"], each).identities

    group, person = groups.identities.rank[groups.identities.codes[0]], people.identities.codes[1]
    place = group * len(people.identities.rows) + people.identities.rank[person]
    by = np.argsort(place)
    twice = len(by) - len(starts(place[by]))
    if twice:
        raise TableError("members", "person_id", "once in a group", "a person again", twice)

    group, weighting = group[by], weighting[by]
    role = group * len(roles.rows) + roles.codes[0][by]
    in_order = np.argsort(role, kind="stable")
    first = starts(role[in_order])
    of_role = weighting[in_order[first]]
    differ = weighting[in_order] != np.repeat(of_role, np.diff(first, append=len(by)))
    if differ.any():
        expected = "one number for each role of a group"
        raise TableError("members", "role_weighting", expected, "another", int(differ.sum()))
    whole = added(group[in_order[first]], of_role, len(groups.identities.rows))
    return _Memberships(group, person[by], weighting / whole[group])


def _table(ids: Any, raw: NDArray[np.float64], scores: NDArray[np.float64], is_known: NDArray[np.bool_]) -> Any:
    nw = library("narwhals.stable.v2")
    ids = nw.maybe_reset_index(ids)
    columns = [
        nw.Series.from_numpy(name, values, dtype, backend=ids.implementation)
        for name, values, dtype in (
            ("raw", raw, nw.Float64),
            ("score", scores, nw.Float64),
            ("is_known", is_known, nw.Boolean),
        )
    ]
    return ids.to_frame().with_columns(*columns).to_native()
