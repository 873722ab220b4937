"""
Roles over time out of tables: how many people were found for each role, and how engaged they were.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..._moments import as_of_moment
from ..._narwhals import nw
from ..._tables import Table, microseconds, native, plain, read_table
from ...engagement.columns import read
from ...engagement.kernel import starts
from ...engagement.tables import OF_ACTIVITIES, score_tables
from ...engagement.weighting import DEFAULT_WEIGHTING_MODEL
from ...errors import TableError
from ..over_time import mean, periods_before, roles_in_order, roles_rule
from .results import TableInsight


if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from ...engagement.weighting import WeightingModel

__all__ = ["roles_over_time"]

_COLUMNS = nw.Schema(
    {
        "role": nw.String(),
        "after": nw.Datetime("us", "UTC"),
        "up_to": nw.Datetime("us", "UTC"),
        "acquired": nw.Int64(),
        "people": nw.Int64(),
        "mean_engagement": nw.Float64(),
        "mean_raw": nw.Float64(),
        "unknown": nw.Int64(),
    }
)
_NO_ROLE, _REMOVED = -1, -2  # in place of a role's number: one that no template has, and none


def roles_over_time(
    assignments: Any,
    activities: Any,
    template_roles: Any,
    *,
    removals: Any = None,
    as_of: datetime,
    periods: int = 6,
    period_days: int = 30,
    model: WeightingModel = DEFAULT_WEIGHTING_MODEL,
    time_zone: str = "UTC",
) -> TableInsight:
    """
    Return how many people were found for each role over time, and how engaged they were, out of tables.

    Parameters
    ----------
    assignments : table
        One row for each time that somebody got a role in a group, by joining or from another role: ``group_id``,
        ``person_id``, ``role``, ``assigned_at`` (instants with a time zone). Without a history, the present members
        with the time of joining.
    activities : table
        The whole tenant's, as `buying_groups.engagement.score_tables` takes them: ``person_id``, ``activity_type``,
        ``occurred_at`` and optionally ``activity_id``.
    template_roles : table
        The roles of the roles templates in use: ``role``, each of them once or several times.
    removals : table or None
        One row for each time that somebody was removed from a group: ``group_id``, ``person_id``, ``removed_at``.
    as_of : datetime
        The end of the last period, time-zone aware. What is later does not exist yet.
    periods : int
        How many periods, each following the one before; at least 1.
    period_days : int
        The length of each, in days of 24 hours; at least 1.
    model : WeightingModel
        How much each type of activity counts.
    time_zone : str
        IANA name of the zone whose calendar days are counted.

    Returns
    -------
    TableInsight
        ``role``, ``after``, ``up_to``, ``acquired``, ``people``, ``mean_engagement``, ``mean_raw``, ``unknown``, as of
        `RoleInPeriod`: by role, the default roles first and then the others by name; and by period, the earliest first.

    Raises
    ------
    ConflictingActivityError
        When an activity id comes back with another person, type or time.
    InvalidValueError
        When a number is out of its range, or the calendar does not reach back over all periods.
    TableError
        When a table is not as it should be; names the column and how many rows are at fault. Two changes of one person
        in one group at one moment are a fault, since nothing says which is the later one.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> found = roles_over_time(
    ...     pl.DataFrame({"group_id": ["g1"], "person_id": ["p1"], "role": ["Champion"], "assigned_at": [noon]}),
    ...     pl.DataFrame({"person_id": ["p1"], "activity_type": ["page_views"], "occurred_at": [noon]}),
    ...     pl.DataFrame({"role": ["Champion"]}),
    ...     as_of=noon,
    ...     periods=2,
    ... )
    >>> found.rows.select("role", "acquired", "people", "mean_raw").rows()
    [('Champion', 0, 0, None), ('Champion', 1, 1, 40.0)]
    """
    as_of = as_of_moment(as_of)
    spans = periods_before(as_of, periods, period_days)
    roles = roles_in_order(set(read_table(template_roles, "template_roles", ("role",)).frame["role"].to_list()))
    ids = read(activities, "activities", OF_ACTIVITIES, ["activity_id"])["person_id"]
    changes = _changes(assignments, removals, roles, Table("activities", plain(ids[:0]).to_frame()))
    nobody = _nobody(activities)
    found: dict[str, list[dict[str, Any]]] = {role: [] for role in roles}
    for after, up_to in spans:
        people = score_tables(activities, nobody, model=model, as_of=up_to, time_zone=time_zone).people
        acquired = changes.acquired(microseconds(after), microseconds(up_to))
        scored = read_table(people, "people", ("person_id", "score", "raw")).frame
        having = changes.having(microseconds(up_to)).join(scored, on="person_id", how="left")
        for number, role in enumerate(roles):
            of_role = having.filter(nw.col("_role") == number)
            known = of_role.filter(~nw.col("score").is_null()).select("score", "raw")
            found[role].append(
                {
                    "role": role,
                    "after": after,
                    "up_to": up_to,
                    "acquired": acquired[number],
                    "people": len(of_role),
                    "mean_engagement": mean(known["score"].to_list()),
                    "mean_raw": mean(known["raw"].to_list()),
                    "unknown": len(of_role) - len(known),
                }
            )
    rows = [row for of_role in found.values() for row in of_role]
    columns = {name: [row[name] for row in rows] for name in _COLUMNS}
    table = nw.from_dict(columns, _COLUMNS, backend=changes.frame.implementation)
    return TableInsight(rows=native(table), rule=roles_rule(period_days))


class _Changes(NamedTuple):
    """
    Who got, and lost, which role in which group: parallel, in the order of group, person and time.

    Attributes
    ----------
    frame : DataFrame
        ``person_id``, and ``_role``, the number of the role.
    role, former : array of int
        The number of the role, and that of the one before.
    at, until : array of int
        When, and when the next change was, in microseconds since 1970.
    """

    frame: nw.DataFrame[Any]
    role: NDArray[np.int64]
    former: NDArray[np.int64]
    at: NDArray[np.int64]
    until: NDArray[np.int64]

    def acquired(self, after: int, up_to: int) -> Counter[int]:
        """Return how often somebody got each role in a period."""
        got = (self.role != self.former) & (self.at > after) & (self.at <= up_to)
        return Counter(self.role[got].tolist())

    def having(self, moment: int) -> nw.DataFrame[Any]:
        """Return who had which role at a moment, each person once for each role."""
        has = (self.at <= moment) & (self.until > moment)
        mask = nw.Series.from_numpy("has", has, nw.Boolean, backend=self.frame.implementation)
        return self.frame.filter(mask).unique()


def _changes(assignments: Any, removals: Any, roles: list[str], activities: Table) -> _Changes:
    membership = ("group_id", "person_id")
    given = read_table(assignments, "assignments", (*membership, "role", "assigned_at"), activities)
    given.require_once("assigned_at", *membership)
    library = given.frame.implementation
    numbers = {"role": roles, "_role": list(range(len(roles)))}
    numbered = given.frame.join(
        nw.from_dict(numbers, nw.Schema({"role": nw.String(), "_role": nw.Int64()}), backend=library),
        on="role",
        how="left",
    )
    parts = [numbered.select(*membership, nw.col("_role").fill_null(_NO_ROLE).cast(nw.Int64), at=nw.col("assigned_at"))]
    if removals is not None:
        taken = read_table(removals, "removals", (*membership, "removed_at"), given)
        taken.require_once("removed_at", *membership)
        parts.append(
            taken.frame.select(*membership, nw.lit(_REMOVED).cast(nw.Int64).alias("_role"), at=nw.col("removed_at"))
        )
        both = len(parts[0].join(parts[1], on=[*membership, "at"], how="semi"))
        if both:
            raise TableError("removals", "removed_at", "at another moment than an assignment", "the same", both)
    every = nw.concat(parts).sort(*membership, "at")
    pairs = every.select(membership).unique().sort(*membership).with_row_index("_membership")
    frame = every.join(pairs, on=list(membership)).sort("_membership", "at")
    role, at, of = (frame[name].to_numpy().astype(np.int64) for name in ("_role", "at", "_membership"))
    first = starts(of)
    last = np.append(first[1:], len(of)) - 1 if len(of) else first
    if removals is not None and (role[first] == _REMOVED).any():
        wrong = int((role[first] == _REMOVED).sum())
        raise TableError("removals", "person_id", "somebody who had a role in the group before", "another", wrong)
    former, until = np.roll(role, 1), np.roll(at, -1)
    former[first], until[last] = _REMOVED, np.iinfo(np.int64).max
    return _Changes(frame.select("person_id", "_role"), role, former, at, until)


def _nobody(activities: Any) -> Any:
    """Return a table of members without any, for the people of a table of activities."""
    columns = {"role": nw.lit("", nw.String), "role_weighting": nw.lit(1.0)}
    people = nw.from_native(activities, eager_only=True).select("person_id", group_id=nw.col("person_id")).head(0)
    return native(people.with_columns(**columns))
