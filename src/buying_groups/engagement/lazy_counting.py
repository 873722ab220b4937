"""
Lazy counting: the steps from activities to the capped counts of people, and to what the weighting model does not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._extras import library
from .._moments import as_of_moment, days_before
from .._moments import time_zone as zone_of
from ..errors import TableError
from ._frames import days, lazy, moment, moments
from .weighting import DEFAULT_WEIGHTING_MODEL


if TYPE_CHECKING:
    from datetime import datetime

    from narwhals.stable.v2.typing import IntoLazyFrameT

    from .weighting import WeightingModel


__all__ = ["ignored_types", "person_totals"]

_ACTIVITIES, _MEMBERS = "activities", "members"
_OF_ACTIVITIES = ("person_id", "activity_type", "occurred_at")
_LARGEST_CAP = 2**62  # no count comes near it, and engines count in 64 bits
_NOT_COUNTED = -1


def person_totals(
    activities: IntoLazyFrameT,
    members: IntoLazyFrameT | None = None,
    *,
    model: WeightingModel = DEFAULT_WEIGHTING_MODEL,
    as_of: datetime,
    time_zone: str = "UTC",
    day: str | None = None,
) -> IntoLazyFrameT:
    """
    Return the capped counts of people.

    Parameters
    ----------
    activities : lazy frame
        ``person_id``, ``activity_type``, ``occurred_at`` (with a time zone) and, where repeats are to be left out,
        ``activity_id``, which may be null. Leave that column out if nothing comes twice: to look for repeats may cost
        more than all the rest.
    members : lazy frame or None
        ``person_id`` of people who are to be listed even if nothing is known of them; further columns are not read.
    model : WeightingModel
        Says which types count, up to which daily cap, and how long the window is.
    as_of : datetime
        The end of the window, time-zone aware.
    time_zone : str
        IANA name of the zone whose calendar days are meant. DuckDB and Spark know the days of the session's zone only:
        set that (``SET TimeZone``, ``spark.sql.session.timeZone``) or give `day`.
    day : str or None
        Name of a column of dates: the day of each activity in `time_zone`. By default they are computed.

    Returns
    -------
    lazy frame
        ``person_id``, ``last_activity_at`` (null where no activity up to `as_of` is known), and ``counted_0``,
        ``counted_1`` …: the capped count of each type that the model counts, in the order of their names.

    Raises
    ------
    InvalidValueError
        When `as_of` or `time_zone` is not valid.
    TableError
        When a frame is not lazy or of Dask, a column is missing or of another type, or the days cannot be told.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> from buying_groups.engagement.lazy import person_totals
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> activities = pl.LazyFrame({"person_id": ["p1"], "activity_type": ["page_views"], "occurred_at": [noon]})
    >>> person_totals(activities, as_of=noon).select("person_id", "^counted_.*$").collect().row(0)
    ('p1', 0, 0, 0, 0, 0, 0, 1, 0)
    """
    nw = library("narwhals.stable.v2")
    end = as_of_moment(as_of)
    start = days_before(end, model.look_back_days, "look_back_days")
    zone_of(time_zone)
    frame = lazy(activities, _ACTIVITIES, _OF_ACTIVITIES)
    at, date = moments(frame), days(frame, time_zone, day)
    code = nw.lit(_NOT_COUNTED)
    for number, name in enumerate(model.counted):
        code = nw.when(nw.col("activity_type") == name).then(nw.lit(number)).otherwise(code)
    has_ids = "activity_id" in frame.collect_schema()
    rows = (
        frame.filter(at <= moment(frame, end))
        .with_columns(_at=at, _code=nw.when(at > moment(frame, start)).then(code).otherwise(nw.lit(_NOT_COUNTED)))
        .with_columns(_day=nw.when(nw.col("_code") >= 0).then(date))
    )
    keys, count = ["person_id", "_code", "_day"], nw.len().cast(nw.Int64)
    if has_ids:
        rows = rows.with_columns(_id=nw.when(nw.col("_code") >= 0).then(nw.col("activity_id")))
        rows = rows.group_by(*keys, "_id").agg(_at=nw.col("_at").max(), _number=count)
        count = nw.when(nw.col("_id").is_null()).then(nw.col("_number")).otherwise(nw.lit(1)).sum().cast(nw.Int64)
    rows = rows.group_by(*keys).agg(_at=nw.col("_at").max(), _number=count).drop("_day")
    if members is not None:
        rows = nw.concat([rows, _silent(members, rows)])
    caps = [min(item.daily_cap, _LARGEST_CAP) for item in model.counted.values()]
    result: IntoLazyFrameT = (
        rows.group_by("person_id")
        .agg(
            last_activity_at=nw.col("_at").max(),
            **{f"counted_{number}": _capped_total(number, cap) for number, cap in enumerate(caps)},
        )
        .to_native()
    )
    return result


def _capped_total(code: int, cap: int) -> Any:
    nw = library("narwhals.stable.v2")
    number = nw.col("_number")
    capped = nw.when(number > cap).then(nw.lit(cap)).otherwise(number)
    return nw.when(nw.col("_code") == code).then(capped).otherwise(nw.lit(0)).sum().cast(nw.Int64)


def _silent(members: Any, rows: Any) -> Any:
    """Return a row without any activity for each member, in the form of `rows`."""
    nw = library("narwhals.stable.v2")
    frame, schema = lazy(members, _MEMBERS, ("person_id",)), rows.collect_schema()
    if frame.implementation is not rows.implementation:
        expected = f"a lazy frame of {rows.implementation.name.lower()} as activities is"
        raise TableError(_MEMBERS, None, expected, f"one of {frame.implementation.name.lower()}")
    mine, other = schema["person_id"], frame.collect_schema()["person_id"]
    if mine != other:
        raise TableError(_MEMBERS, "person_id", f"of the type {mine} as in activities", f"the type {other}")
    return frame.select(
        nw.col("person_id"),
        _code=nw.lit(_NOT_COUNTED).cast(schema["_code"]),
        _at=nw.lit(None).cast(schema["_at"]),
        _number=nw.lit(0).cast(schema["_number"]),
    )


def ignored_types(
    activities: IntoLazyFrameT, *, model: WeightingModel = DEFAULT_WEIGHTING_MODEL, as_of: datetime
) -> IntoLazyFrameT:
    """
    Return how many activities in the window have a type that the weighting model does not know.

    Parameters
    ----------
    activities, model, as_of
        As `person_totals` takes them.

    Returns
    -------
    lazy frame
        ``activity_type`` and ``ignored``, its number.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> from buying_groups.engagement.lazy import ignored_types
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> activities = pl.LazyFrame({"person_id": ["p1"], "activity_type": ["page_views"], "occurred_at": [noon]})
    >>> calls = activities.with_columns(activity_type=pl.lit("phone_call"))
    >>> ignored_types(calls, as_of=noon).collect().rows()
    [('phone_call', 1)]
    """
    nw = library("narwhals.stable.v2")
    end = as_of_moment(as_of)
    start = days_before(end, model.look_back_days, "look_back_days")
    frame = lazy(activities, _ACTIVITIES, _OF_ACTIVITIES)
    at, count = moments(frame), nw.len().cast(nw.Int64)
    rows = frame.filter(
        (at <= moment(frame, end)) & (at > moment(frame, start)),
        ~nw.col("activity_type").is_in(sorted(model.known_types)),
    )
    if "activity_id" in frame.collect_schema():
        rows = rows.group_by("activity_type", "activity_id").agg(_number=count)
        of_ids = nw.when(nw.col("activity_id").is_null()).then(nw.col("_number")).otherwise(nw.lit(1))
        count = of_ids.sum().cast(nw.Int64)
    result: IntoLazyFrameT = rows.group_by("activity_type").agg(ignored=count).to_native()
    return result
