"""
Account trends out of tables: which accounts are surging or at risk, told apart from chance.

What is tested, and what that assumes, is said in `buying_groups.insights.account_trends`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import attrs
import numpy as np

from ..._moments import as_of_moment
from ..._narwhals import nw
from ..._tables import microseconds, native
from ...engagement.columns import instants, number, read, require_alike
from ...engagement.days import UNITS
from ...engagement.kernel import active_days, added, totals, weighted_sums
from ...engagement.table_counting import each_piece, key_activities
from ...engagement.tables import OF_ACTIVITIES
from ...engagement.weighting import DEFAULT_WEIGHTING_MODEL
from ...errors import TableError
from ..account_trends import trends_rule
from ..changes import dispersion, judge, require_rate, window_ends
from .results import TableInsight


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from numpy.typing import NDArray

    from ...engagement.columns import Numbered
    from ...engagement.weighting import WeightingModel

__all__ = ["AccountTrendsTable", "account_trends"]


@attrs.frozen(kw_only=True, eq=False)
class AccountTrendsTable(TableInsight):
    """
    The changes of all accounts' engagement between two windows.

    Attributes
    ----------
    rows, rule
        As of any insight.
    window_days : int
        The length of either window, in days of 24 hours.
    dispersion : float
        How many times more than chance the active days of people vary between the windows; at least 1.
    has_baseline : bool
        Whether the activities reach back to the first 24 hours of the earlier window, or further.
    """

    window_days: int
    dispersion: float
    has_baseline: bool


def account_trends(
    activities: Any,
    people: Any,
    *,
    as_of: datetime,
    model: WeightingModel = DEFAULT_WEIGHTING_MODEL,
    time_zone: str = "UTC",
    false_discovery_rate: float = 0.1,
) -> AccountTrendsTable:
    """
    Return which accounts are surging or at risk, by the change of engagement between two windows, out of tables.

    Parameters
    ----------
    activities : table
        The whole tenant's, as `buying_groups.engagement.score_tables` takes them: ``person_id``, ``activity_type``,
        ``occurred_at`` and optionally ``activity_id``. They have to reach back over both windows.
    people : table
        One row for everybody, also those without activities: ``person_id``, ``account_id``.
    as_of : datetime
        The end of the recent window, time-zone aware. Later activities do not exist yet.
    model : WeightingModel
        Which types of activities count, and how much; its look-back is the length of the windows.
    time_zone : str
        IANA name of the zone whose calendar days are counted.
    false_discovery_rate : float
        The share of false ones among those called surging or at risk that is allowed, in expectation; in (0, 1).

    Returns
    -------
    AccountTrendsTable
        ``account_id``, ``trend`` ("surging", "at_risk", "within_chance" or "unknown"), ``earlier_days`` and
        ``recent_days``, ``earlier_raw`` and ``recent_raw``, ``p_value`` and ``adjusted_p_value``, as of `AccountTrend`;
        the last two are null where nothing is compared. The lowest p-value first, unknown ones last; then by id.

    Raises
    ------
    ConflictingActivityError
        When an activity id comes back with another person, type or time.
    InvalidValueError
        When `as_of` or `false_discovery_rate` is not valid, or the calendar does not reach back over two windows.
    TableError
        When a table is not as it should be; names the column and how many rows are at fault.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> as_of = datetime(2026, 3, 31, tzinfo=UTC)
    >>> activities = pl.DataFrame(
    ...     {
    ...         "person_id": [1, 2],
    ...         "activity_type": ["page_views", "page_views"],
    ...         "occurred_at": [datetime(2026, 1, 30, 12, tzinfo=UTC), as_of],
    ...     }
    ... )
    >>> people = pl.DataFrame({"person_id": [1, 2, 3], "account_id": ["a1", "a1", "a2"]})
    >>> account_trends(activities, people, as_of=as_of).rows.select("account_id", "trend", "recent_days").rows()
    [('a1', 'within_chance', 1), ('a2', 'unknown', 0)]
    """
    require_rate(false_discovery_rate)
    as_of = as_of_moment(as_of)
    before, baseline = window_ends(as_of, model.look_back_days)
    did = read(activities, "activities", OF_ACTIVITIES, ["activity_id"])
    staff = _staff(did, people)
    then, now = (_window(did, staff, model, moment, time_zone) for moment in (before, as_of))
    has_baseline = _reaches_back(did["occurred_at"], baseline)
    ratio = dispersion(np.stack([then.days, now.days], axis=1))
    earlier_days, recent_days = (staff.by_account(window.days).astype(np.int64) for window in (then, now))
    earlier_raw, recent_raw = (staff.by_account(window.raw) for window in (then, now))
    both = np.stack([earlier_days, recent_days], axis=1)
    changes = judge(both, ratio if has_baseline else None, false_discovery_rate)
    keys = [(change.p_value is None, change.p_value or 0.0) for change in changes]
    places = sorted(range(len(keys)), key=keys.__getitem__)  # of equal ones, as they are: by id
    order = np.array(places, np.int64)
    ids = nw.maybe_reset_index(staff.accounts[order])
    sorted_changes = [changes[place] for place in places]
    columns: list[tuple[str, Any, Any]] = [
        ("trend", [change.trend.value for change in sorted_changes], nw.String),
        ("earlier_days", earlier_days[order].tolist(), nw.Int64),
        ("recent_days", recent_days[order].tolist(), nw.Int64),
        ("earlier_raw", earlier_raw[order].tolist(), nw.Float64),
        ("recent_raw", recent_raw[order].tolist(), nw.Float64),
        ("p_value", [change.p_value for change in sorted_changes], nw.Float64),
        ("adjusted_p_value", [change.adjusted_p_value for change in sorted_changes], nw.Float64),
    ]
    rows = ids.to_frame().with_columns(
        *(nw.Series.from_iterable(name, values, dtype, backend=ids.implementation) for name, values, dtype in columns)
    )
    return AccountTrendsTable(
        rows=native(rows),
        rule=trends_rule(model.look_back_days, false_discovery_rate, ratio, has_baseline=has_baseline),
        window_days=model.look_back_days,
        dispersion=ratio,
        has_baseline=has_baseline,
    )


class _Window(NamedTuple):
    """
    What each person did in a window: on how many days, and raw engagement.
    """

    days: NDArray[np.int64]
    raw: NDArray[np.float64]


class _Staff(NamedTuple):
    """
    People and their accounts, in the order of the people's ids.

    Attributes
    ----------
    people : Numbered
        Everybody, numbered.
    person : array of int
        Their numbers.
    account : array of int
        The place of each one's account in `accounts`.
    accounts : series
        The accounts' ids, in order.
    """

    people: Numbered
    person: NDArray[np.int64]
    account: NDArray[np.int64]
    accounts: Any

    def by_account(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return the sums of people's values by account, added in the order of people's ids."""
        return added(self.account, values[self.person].astype(np.float64), len(self.accounts))


def _staff(did: Mapping[str, Any], people: Any) -> _Staff:
    staff = read(people, "people", ("person_id", "account_id"))
    require_alike(did["person_id"], staff["person_id"], ("activities", "people"))
    names, each = ("activities", "people"), each_piece("people", None)
    numbered = number([did["person_id"], staff["person_id"]], names, each)
    accounts = number([staff["account_id"]], ["people"], each)
    in_activities, in_people = numbered.identities.codes
    order = accounts.identities.order
    order = order[accounts.identities.rows[order] >= 0]  # of whole numbers, also those between them have a number
    place = np.empty(len(accounts.identities.rows), np.int64)
    place[order] = np.arange(len(order))
    account_of = np.full(len(numbered.identities.rows), -1, np.int64)
    account_of[in_people] = place[accounts.identities.codes[0]]
    again = len(in_people) - int((account_of >= 0).sum())
    if again:
        raise TableError("people", "person_id", "different in all rows", "the same again", again)
    unknown = int((account_of[in_activities] < 0).sum())
    if unknown:
        raise TableError("activities", "person_id", "one that people has", "another", unknown)
    person = numbered.identities.order[account_of[numbered.identities.order] >= 0]
    return _Staff(numbered, person, account_of[person], accounts.values(order))


def _window(did: Mapping[str, Any], staff: _Staff, model: WeightingModel, as_of: datetime, time_zone: str) -> _Window:
    keyed = key_activities(did, staff.people, model=model, as_of=as_of, time_zone=time_zone)
    counted, size = list(model.counted.values()), len(staff.people.identities.rows)
    caps = [min(item.daily_cap, len(did["person_id"])) for item in counted]
    counts = totals(keyed.keys, caps=caps, days=keyed.window.days)
    return _Window(
        days=active_days(keyed.keys, types=len(counted), days=keyed.window.days, people=size),
        raw=weighted_sums(counts, [item.weight for item in counted], size),
    )


def _reaches_back(occurred_at: Any, moment: datetime) -> bool:
    times = instants(occurred_at, 0, len(occurred_at))
    units = UNITS[occurred_at.dtype.time_unit]
    return bool(len(times)) and int(times.min()) * UNITS["us"] <= microseconds(moment) * units
