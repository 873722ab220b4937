"""
Checks of lazy frames: what the steps of `lazy` take for granted, as queries of their own.

To look at every row costs as much as to score it, and whoever has written the tables may know that they are right. So
the steps of `lazy` look at columns only; what they make of rows that are reported here is not defined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._extras import library
from ..errors import ConflictingActivityError, TableError
from ._frames import lazy, moments, row


if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoLazyFrameT


__all__ = ["check_activities", "check_members", "conflicting_activities", "require_valid"]

_ACTIVITIES, _MEMBERS = "activities", "members"
_OF_ACTIVITIES = ("person_id", "activity_type", "occurred_at")
_OF_MEMBERS = ("group_id", "person_id", "role", "role_weighting")
_LARGEST_WEIGHTING = 1e15  # as for `WeightedMember`


def check_activities(activities: IntoLazyFrameT) -> IntoLazyFrameT:
    """
    Return how many rows of the activities are at fault.

    Parameters
    ----------
    activities : lazy frame
        As `person_totals` takes it.

    Returns
    -------
    lazy frame
        One row: in how many rows each of ``person_id``, ``activity_type`` and ``occurred_at`` is null (``null_…``), and
        in how many each of those and ``activity_id`` that are text is blank (``blank_…``).

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> from buying_groups.engagement.lazy_checks import check_activities
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> activities = pl.LazyFrame({"person_id": [" "], "activity_type": ["page_views"], "occurred_at": [noon]})
    >>> check_activities(activities).select("null_person_id", "blank_person_id").collect().rows()
    [(0, 1)]
    """
    frame = lazy(activities, _ACTIVITIES, _OF_ACTIVITIES)
    moments(frame)
    result: IntoLazyFrameT = frame.select(**_incomplete(frame, _OF_ACTIVITIES, "activity_id")).to_native()
    return result


def conflicting_activities(activities: IntoLazyFrameT) -> IntoLazyFrameT:
    """
    Return the ids that stand for different activities.

    Parameters
    ----------
    activities : lazy frame
        As `person_totals` takes it, with ``activity_id``.

    Returns
    -------
    lazy frame
        ``activity_id``, and whether ``person``, ``type`` and ``time`` differ; without a row if all is well.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> from buying_groups.engagement.lazy_checks import conflicting_activities
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> activities = pl.LazyFrame({
    ...     "activity_id": ["7", "7"], "person_id": ["p1", "p2"], "activity_type": "page_views", "occurred_at": noon
    ... })
    >>> conflicting_activities(activities).collect().rows()
    [('7', True, False, False)]
    """
    nw = library("narwhals.stable.v2")
    frame = lazy(activities, _ACTIVITIES, (*_OF_ACTIVITIES, "activity_id"))
    different = {
        what: nw.col(column).min() != nw.col(column).max()
        for what, column in zip(("person", "type", "time"), _OF_ACTIVITIES, strict=True)
    }
    rows = frame.filter(~nw.col("activity_id").is_null()).group_by("activity_id").agg(**different)
    result: IntoLazyFrameT = rows.filter(nw.col("person") | nw.col("type") | nw.col("time")).to_native()
    return result


def check_members(members: IntoLazyFrameT) -> IntoLazyFrameT:
    """
    Return how many rows of the members are at fault.

    Parameters
    ----------
    members : lazy frame
        As `group_sums` takes it.

    Returns
    -------
    lazy frame
        One row: in how many rows each column is null (``null_…``) or, where it is text, blank (``blank_…``); in how
        many the weighting is no number, not above 0 or above 1e15 (``invalid_role_weighting``); how many rows repeat a
        person of a group (``repeated_person_id``); how many roles of groups have several weightings
        (``several_role_weighting``).

    Examples
    --------
    >>> import polars as pl
    >>> from buying_groups.engagement.lazy_checks import check_members
    >>> members = pl.LazyFrame({"group_id": ["g1"], "person_id": "p1", "role": "Champion", "role_weighting": -1.0})
    >>> check_members(members).select("null_role", "invalid_role_weighting").collect().rows()
    [(0, 1)]
    """
    nw = library("narwhals.stable.v2")
    frame = lazy(members, _MEMBERS, _OF_MEMBERS)
    weighting, count = nw.col("role_weighting").cast(nw.Float64), nw.len().cast(nw.Int64)
    valid = (weighting > 0) & (weighting <= _LARGEST_WEIGHTING)
    single = frame.select(**_incomplete(frame, _OF_MEMBERS), invalid_role_weighting=_number(~valid))
    people = frame.group_by("group_id", "person_id").agg(_number=count)
    repeated = people.select(repeated_person_id=(nw.col("_number") - 1).sum().cast(nw.Int64))
    roles = frame.group_by("group_id", "role").agg(_low=weighting.min(), _high=weighting.max())
    several = roles.select(several_role_weighting=_number(nw.col("_low") != nw.col("_high")))
    result: IntoLazyFrameT = single.join(repeated, how="cross").join(several, how="cross").to_native()
    return result


def require_valid(activities: Any, members: Any) -> None:
    """
    Run the checks, and raise for the first fault.

    Parameters
    ----------
    activities, members : lazy frame
        As `score_lazily` takes them.

    Raises
    ------
    ConflictingActivityError
        When an activity id comes back with another person, type or time.
    TableError
        When rows are at fault; names the column and how many rows.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> from buying_groups.engagement.lazy_checks import require_valid
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> activities = pl.LazyFrame({"person_id": [" "], "activity_type": ["page_views"], "occurred_at": [noon]})
    >>> members = pl.LazyFrame({"group_id": ["g1"], "person_id": "p1", "role": "Champion", "role_weighting": 80.0})
    >>> require_valid(activities, members)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    buying_groups.errors.TableError: column 'person_id' of activities must be text that is not blank, got ... in 1 row
    """
    nw = library("narwhals.stable.v2")
    for table, found in ((_ACTIVITIES, check_activities(activities)), (_MEMBERS, check_members(members))):
        for name, rows in row(nw.from_native(found)).items():
            if rows:
                problem, _, column = name.partition("_")
                raise TableError(table, column, *_FAULTS[problem], rows)
    if "activity_id" in nw.from_native(activities).collect_schema():
        conflicts = nw.from_native(conflicting_activities(activities)).sort("activity_id").head(1)
        for conflict in conflicts.collect().iter_rows(named=True):
            differences = [what for what in ("person", "type", "time") if conflict[what]]
            raise ConflictingActivityError(conflict["activity_id"], differences)


_FAULTS = {
    "null": ("without null", "null"),
    "blank": ("text that is not blank", "blank text"),
    "invalid": (f"above 0, at most {_LARGEST_WEIGHTING:g}", "something else"),
    "repeated": ("different in each row of a group", "a person again"),
    "several": ("one number for each role of a group", "another"),
}


def _number(condition: Any) -> Any:
    nw = library("narwhals.stable.v2")
    return condition.cast(nw.Int64).sum().cast(nw.Int64)


def _incomplete(frame: Any, columns: tuple[str, ...], *optional: str) -> dict[str, Any]:
    nw = library("narwhals.stable.v2")
    schema = frame.collect_schema()
    found = {f"null_{column}": _number(nw.col(column).is_null()) for column in columns}
    for column in (*columns, *optional):
        if isinstance(schema.get(column), nw.String):
            found[f"blank_{column}"] = _number(nw.col(column).str.strip_chars() == "")
    return found
