"""
Lazy: engagement scores as a few relational steps, which DuckDB, polars or Spark carry out.

The meaning is that of `counting` and `scoring`; the numbers are the same within 1e-9. Each step takes lazy frames and
returns one of the same engine. Nothing is computed before the caller asks for it, but by the two steps that make the
`Scale`: these run one or two queries that return a single row.

=================== ======================================= ==================================
step                takes                                   returns
=================== ======================================= ==================================
`person_totals`     activities, members                     a row for each person
`scale_of_people`   person totals                           the scale, as far as people go
`person_scores`     person totals, scale                    a row for each person
`group_sums`        person scores, members                  a row for each group
`scale_of_groups`   group sums, scale                       the scale
`group_scores`      group sums, scale                       a row for each group
=================== ======================================= ==================================

A lazy frame is a plan, and a plan runs anew for everything that is made from it. So the person totals, person scores
and group sums are best kept before the next step (`score_lazily` does, with the function that it is given): they have a
row for each person or group, where the activities have many.

The engines are not asked for what they do badly. No value of the whole tenant is spread over all rows, which Spark does
in a single task; repeats are found by grouping, not by windows; and what is added up is whole numbers, also where it
stands for fractions (`exact_sum`), so that a sum does not depend on the order in which an engine happens to add.
"""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Any

import attrs

from .._extras import library
from .._moments import as_of_moment
from ._frames import exact_sum, exact_value, lazy, row, scores
from .lazy_counting import ignored_types, person_totals
from .person_scoring import scale_weights
from .scale import Scale, scale_of_types
from .weighting import DEFAULT_WEIGHTING_MODEL


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from narwhals.stable.v2.typing import IntoLazyFrame, IntoLazyFrameT

    from .weighting import WeightingModel


__all__ = [
    "LazyScores",
    "group_scores",
    "group_sums",
    "ignored_types",
    "person_scores",
    "person_totals",
    "scale_of_groups",
    "scale_of_people",
    "score_lazily",
]

_MEMBERS = "members"
_OF_MEMBERS = ("group_id", "person_id", "role", "role_weighting")


@attrs.frozen(kw_only=True, eq=False)
class LazyScores:
    """
    The engagement scores of people and groups as of one moment, as lazy frames of the engine that the caller uses.

    Attributes
    ----------
    people : lazy frame
        What `person_scores` returns.
    groups : lazy frame
        What `group_scores` returns.
    scale : Scale
        What the scores are relative to.
    ignored : lazy frame
        What `ignored_types` returns.
    """

    people: Any
    groups: Any
    scale: Scale
    ignored: Any


def _unchanged(frame: Any) -> Any:
    return frame


def score_lazily(
    activities: Any,
    members: Any,
    *,
    model: WeightingModel = DEFAULT_WEIGHTING_MODEL,
    as_of: datetime,
    time_zone: str = "UTC",
    day: str | None = None,
    scale: Scale | None = None,
    keep: Callable[[Any], Any] = _unchanged,
) -> LazyScores:
    """
    Return the engagement scores of people and buying groups: all steps in a row.

    Parameters
    ----------
    activities, members, model, as_of, time_zone, day
        As `person_totals` takes them; `members` is required.
    scale : Scale or None
        The tenant-wide facts of an earlier run; where absent, they are taken from `activities` and `members`.
    keep : callable
        Takes the frame of each step that others are made from, and returns one that does not run again, for example
        ``lambda frame: frame.persist()`` (Spark), ``lambda frame: frame.collect().lazy()`` (polars), or what makes a
        temporary table (DuckDB). By default nothing is kept, and the activities are read several times.

    Returns
    -------
    LazyScores
        The same whatever the order of the rows.

    Raises
    ------
    ScaleMismatchError
        When `scale` was made for another model, window, zone or moment.
    TableError
        As `person_totals`. What stands in the rows is not looked at: `require_valid` does.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> activities = pl.LazyFrame({
    ...     "person_id": ["p1", "p2"], "activity_type": ["attend_event", "email_opened"], "occurred_at": [noon, noon]
    ... })
    >>> members = pl.LazyFrame({
    ...     "group_id": ["g1"], "person_id": ["p2"], "role": ["Influencer"], "role_weighting": [80.0]
    ... })
    >>> scores = score_lazily(activities, members, as_of=noon)
    >>> scores.people.select("person_id", pl.col("score").round(2)).sort("person_id").collect().rows()
    [('p1', 100.0), ('p2', 70.71)]
    """
    as_of = as_of_moment(as_of)
    if scale is not None:
        scale.require(model=model, as_of=as_of, time_zone=time_zone)
    totals = keep(person_totals(activities, members, model=model, as_of=as_of, time_zone=time_zone, day=day))
    whole = scale or scale_of_people(totals, model=model, as_of=as_of, time_zone=time_zone)
    people = keep(person_scores(totals, model=model, scale=whole))
    sums = keep(group_sums(people, members))
    if scale is None:
        whole = scale_of_groups(sums, scale=whole)
    return LazyScores(
        people=people,
        groups=group_scores(sums, scale=whole),
        scale=whole,
        ignored=ignored_types(activities, model=model, as_of=as_of),
    )


def scale_of_people(
    totals: IntoLazyFrame,
    *,
    model: WeightingModel = DEFAULT_WEIGHTING_MODEL,
    as_of: datetime,
    time_zone: str = "UTC",
) -> Scale:
    """
    Run two queries for the tenant-wide facts, each of which returns one row.

    Parameters
    ----------
    totals : lazy frame
        What `person_totals` returned, of the whole tenant.
    model, as_of, time_zone
        What it was made with.

    Returns
    -------
    Scale
        With a largest group sum of 0, until `scale_of_groups` finds it.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> from buying_groups.engagement.lazy import person_totals, scale_of_people
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> activities = pl.LazyFrame({"person_id": ["p1"], "activity_type": ["page_views"], "occurred_at": [noon]})
    >>> scale = scale_of_people(person_totals(activities, as_of=noon), as_of=noon)
    >>> scale.activity_types, scale.heaviest_weight, scale.largest_person_sum
    (('page_views',), 40.0, 40.0)
    """
    nw = library("narwhals.stable.v2")
    frame = lazy(totals, "person totals", ["person_id", *_counted_columns(model)])
    occurred: tuple[str, ...] = ()
    if model.counted:
        most = row(frame.select(*(nw.col(column).max() for column in _counted_columns(model))))
        pairs = zip(model.counted, _counted_columns(model), strict=True)
        occurred = tuple(name for name, column in pairs if most[column])
    scale = scale_of_types(model, occurred, as_of=as_of, time_zone=time_zone)
    sums = frame.select(total=_weighted_sum(scale_weights(model, scale)))
    largest = row(sums.select(nw.col("total").max()))["total"]
    return attrs.evolve(scale, largest_person_sum=largest or 0.0)


def person_scores(
    totals: IntoLazyFrameT, *, model: WeightingModel = DEFAULT_WEIGHTING_MODEL, scale: Scale
) -> IntoLazyFrameT:
    """
    Return the scores of people.

    Parameters
    ----------
    totals : lazy frame
        What `person_totals` returned.
    model : WeightingModel
        What it was made with.
    scale : Scale
        The tenant-wide facts, for the same moment and zone.

    Returns
    -------
    lazy frame
        ``person_id``, ``raw`` (Σ capped count · weight, before normalisation), ``score`` (0 to 100, unrounded),
        ``is_clipped`` (whether it would be above 100) and ``last_activity_at``.

    Raises
    ------
    ScaleMismatchError
        When the scale was made with another model or window.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> from buying_groups.engagement.lazy import person_scores, person_totals, scale_of_people
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> activities = pl.LazyFrame({"person_id": ["p1"], "activity_type": ["page_views"], "occurred_at": [noon]})
    >>> totals = person_totals(activities, as_of=noon)
    >>> people = person_scores(totals, scale=scale_of_people(totals, as_of=noon))
    >>> people.select("person_id", "raw", "score").collect().rows()
    [('p1', 40.0, 100.0)]
    """
    nw = library("narwhals.stable.v2")
    scale.require(model=model, as_of=scale.as_of, time_zone=scale.time_zone)
    frame = lazy(totals, "person totals", ["person_id", "last_activity_at", *_counted_columns(model)])
    raw = {name: item.weight for name, item in model.counted.items()}
    result: IntoLazyFrameT = (
        frame.with_columns(raw=_weighted_sum(raw), _sum=_weighted_sum(scale_weights(model, scale)))
        .select("person_id", "raw", *scores("_sum", scale.largest_person_sum), nw.col("last_activity_at"))
        .to_native()
    )
    return result


def group_sums(people: IntoLazyFrameT, members: IntoLazyFrameT) -> IntoLazyFrameT:
    """
    Return the sums that become the scores of groups.

    Parameters
    ----------
    people : lazy frame
        What `person_scores` returned. Members who are not there have the score 0.
    members : lazy frame
        ``group_id``, ``person_id``, ``role`` and ``role_weighting``.

    Returns
    -------
    lazy frame
        ``group_id``, ``raw`` (Σ person score · role weight) and ``is_known`` (whether any activity of any member is).

    Examples
    --------
    >>> import polars as pl
    >>> from buying_groups.engagement.lazy import group_sums
    >>> people = pl.LazyFrame({"person_id": ["p1"], "score": [100.0], "last_activity_at": [None]})
    >>> members = pl.LazyFrame({"group_id": ["g1"], "person_id": "p1", "role": "Champion", "role_weighting": 80.0})
    >>> group_sums(people, members).select("group_id", "raw").collect().rows()
    [('g1', 100.0)]
    """
    nw = library("narwhals.stable.v2")
    scored = lazy(people, "person scores", ("person_id", "score", "last_activity_at")).select(
        "person_id", _share=nw.col("score") / 100.0, _known=(~nw.col("last_activity_at").is_null()).cast(nw.Int64)
    )
    roles = (
        lazy(members, _MEMBERS, _OF_MEMBERS)
        .select("group_id", "person_id", "role", _weighting=nw.col("role_weighting").cast(nw.Float64))
        .join(scored, on="person_id", how="left")
        .with_columns(nw.col("_share").fill_null(0.0), nw.col("_known").fill_null(0))
        .group_by("group_id", "role")
        .agg(**exact_sum("_share"), _weighting=nw.col("_weighting").max(), _known=nw.col("_known").max())
        .with_columns(_of_largest=nw.col("_weighting") / nw.col("_weighting").max().over("group_id"))
        .with_columns(_weighed=exact_value("_share") * nw.col("_of_largest"))
    )
    result: IntoLazyFrameT = (
        roles.group_by("group_id")
        .agg(**exact_sum("_of_largest"), **exact_sum("_weighed"), _known=nw.col("_known").max())
        .select(
            "group_id",
            raw=exact_value("_weighed") / exact_value("_of_largest") * 100.0,
            is_known=nw.col("_known") > 0,
        )
        .to_native()
    )
    return result


def scale_of_groups(sums: IntoLazyFrame, *, scale: Scale) -> Scale:
    """
    Run a query for the largest sum of a group, which returns one row.

    Parameters
    ----------
    sums : lazy frame
        What `group_sums` returned, of the whole tenant.
    scale : Scale
        What `scale_of_people` returned.

    Returns
    -------
    Scale
        The same with the largest sum of a group.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> from buying_groups.engagement.lazy import person_totals, scale_of_groups, scale_of_people
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> activities = pl.LazyFrame({"person_id": ["p1"], "activity_type": ["page_views"], "occurred_at": [noon]})
    >>> scale = scale_of_people(person_totals(activities, as_of=noon), as_of=noon)
    >>> sums = pl.LazyFrame({"group_id": ["g1", "g2"], "raw": [100.0, 25.0], "is_known": [True, True]})
    >>> scale_of_groups(sums, scale=scale).largest_group_sum
    100.0
    """
    nw = library("narwhals.stable.v2")
    largest = row(lazy(sums, "group sums", ("raw",)).select(nw.col("raw").max()))["raw"]
    return attrs.evolve(scale, largest_group_sum=largest or 0.0)


def group_scores(sums: IntoLazyFrameT, *, scale: Scale) -> IntoLazyFrameT:
    """
    Return the scores of groups.

    Parameters
    ----------
    sums : lazy frame
        What `group_sums` returned.
    scale : Scale
        The tenant-wide facts.

    Returns
    -------
    lazy frame
        ``group_id``, ``raw``, ``score`` (0 to 100, unrounded), ``is_clipped`` and ``is_known``.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> import polars as pl
    >>> from buying_groups.engagement.lazy import group_scores, person_totals, scale_of_groups, scale_of_people
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> activities = pl.LazyFrame({"person_id": ["p1"], "activity_type": ["page_views"], "occurred_at": [noon]})
    >>> scale = scale_of_people(person_totals(activities, as_of=noon), as_of=noon)
    >>> sums = pl.LazyFrame({"group_id": ["g1", "g2"], "raw": [100.0, 25.0], "is_known": [True, True]})
    >>> scores = group_scores(sums, scale=scale_of_groups(sums, scale=scale))
    >>> scores.select("group_id", "score").sort("group_id").collect().rows()
    [('g1', 100.0), ('g2', 50.0)]
    """
    frame = lazy(sums, "group sums", ("group_id", "raw", "is_known"))
    scored = frame.select("group_id", "raw", *scores("raw", scale.largest_group_sum), "is_known")
    result: IntoLazyFrameT = scored.to_native()
    return result


def _counted_columns(model: WeightingModel) -> list[str]:
    return [f"counted_{number}" for number, _ in enumerate(model.counted)]


def _weighted_sum(weights: Mapping[str, float]) -> Any:
    nw = library("narwhals.stable.v2")
    terms = (nw.col(f"counted_{number}") * weight for number, weight in enumerate(weights.values()))
    return reduce(operator.add, terms, nw.lit(0.0))
