"""
Insights out of tables, side by side with polars written by hand.

    python benchmarks/insights_tables.py
    python benchmarks/insights_tables.py --people 100_000 --groups 10_000 --activities 1_000_000

Both get the same frames of polars, in one process, in turns; what they find must be the same. By hand means what an
expert would write for the same rows, without any check of what is given: a role that no template has, somebody twice in
a group, a type of the wrong kind. `account_trends` by hand has the active days of both windows and the raw engagement,
but no test. Printed are processor seconds of all threads, their ratio, and the process's peak memory.
"""

from __future__ import annotations

import argparse
import resource
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from buying_groups import completeness_tables
from buying_groups.engagement import DEFAULT_WEIGHTING_MODEL
from buying_groups.insights import tables


if TYPE_CHECKING:
    from collections.abc import Callable

AS_OF = datetime(2026, 11, 10, tzinfo=UTC)
LOOK_BACK = timedelta(days=30)
ROLES = ("Decision Maker", "Champion", "Influencer", "Executive Steering Committee", "Practitioner", "Other")
STAGES = (("Aware", "entry"), ("Evaluating", "intermediate"), ("Won", "success"), ("Lost", "failure"))
INTERESTS, GROUP_SIZE, ACCOUNT_SIZE = 20, 8, 20
WEIGHTS = {item.activity_type: item.weight for item in DEFAULT_WEIGHTING_MODEL.weights if item.weight > 0}
CAP = 20


def make(people: int, groups: int, activities: int) -> dict[str, pl.DataFrame]:
    """Return tables of a made-up tenant, in which few people do most, in no order."""
    rng = np.random.default_rng(1)
    group = np.repeat(np.arange(groups), GROUP_SIZE)
    members = pl.DataFrame({"group_id": group, "person_id": rng.integers(0, people, len(group))})
    members = members.with_columns(role=pl.Series([ROLES[at] for at in rng.integers(0, len(ROLES), len(group))]))
    roles = [(interest, role, at) for interest in range(INTERESTS) for at, role in enumerate(ROLES)]
    template = pl.DataFrame(roles, ["solution_interest_id", "role", "priority"], orient="row")
    stages = [(interest, *stage, at) for interest in range(INTERESTS) for at, stage in enumerate(STAGES)]
    moved = rng.integers(0, 3, groups)
    moves = [
        pl.DataFrame(
            {
                "group_id": np.flatnonzero(moved >= at),
                "stage": STAGES[at][0],
                "moved_at": [AS_OF - timedelta(days=100 - 40 * at)] * int((moved >= at).sum()),
            }
        )
        for at in range(3)
    ]
    person = np.minimum(rng.lognormal(0, 1.5, activities) * people / 30, people - 1).astype(np.int64)
    seconds = rng.integers(0, 70 * 86_400, activities)
    did = pl.DataFrame(
        {
            "person_id": person,
            "activity_type": pl.Series([*WEIGHTS], dtype=pl.Categorical)[rng.integers(0, len(WEIGHTS), activities)],
            "occurred_at": pl.Series(int(AS_OF.timestamp()) - seconds) * 1_000_000,
        }
    ).with_columns(pl.col("occurred_at").cast(pl.Datetime("us", "UTC")))
    return {
        "activities": did,
        "groups": pl.DataFrame(
            {"group_id": rng.permutation(groups), "solution_interest_id": rng.integers(0, INTERESTS, groups)}
        ),
        "members": members.unique(["group_id", "person_id"]).sample(fraction=1.0, shuffle=True, seed=1),
        "people": pl.DataFrame({"person_id": np.arange(people), "account_id": np.arange(people) // ACCOUNT_SIZE}),
        "stage_moves": pl.concat(moves),
        "stages": pl.DataFrame(stages, ["solution_interest_id", "stage", "kind", "position"], orient="row"),
        "template_roles": template.with_columns(
            members_required=pl.col("priority") % 3 + 1, required=pl.lit(value=True)
        ),
    }


def coverage(made: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the people of each role and solution interest."""
    belong = made["members"].lazy().join(made["groups"].lazy(), on="group_id")
    found = belong.group_by("solution_interest_id", "role").agg(
        pl.col("person_id").n_unique().alias("people"), pl.col("group_id").n_unique().alias("groups_with")
    )
    roles = made["template_roles"].lazy().join(found, on=["solution_interest_id", "role"], how="left")
    sizes = made["groups"].lazy().group_by("solution_interest_id").agg(pl.len().alias("groups"))
    rows = roles.join(sizes, on="solution_interest_id", how="left").sort("solution_interest_id", "priority")
    return rows.select("solution_interest_id", "role", pl.col("people", "groups_with", "groups").fill_null(0)).collect()


def overlap(made: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the memberships of people in several groups."""
    rows = made["members"].lazy().with_columns(groups=pl.len().over("person_id")).filter(pl.col("groups") > 1)
    rows = rows.sort("groups", "person_id", "group_id", descending=[True, False, False])
    return rows.select("person_id", "groups", "group_id", "role").collect()


def complete(made: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the completeness of groups."""
    assigned = made["members"].lazy().group_by("group_id", "role").agg(pl.len().alias("assigned"))
    wanted = made["groups"].lazy().join(made["template_roles"].lazy(), on="solution_interest_id")
    rows = wanted.join(assigned, on=["group_id", "role"], how="left").filter(pl.col("required"))
    share = (pl.col("assigned").fill_null(0) / pl.col("members_required")).clip(upper_bound=1) * 100
    return rows.group_by("group_id").agg(share.mean().alias("score")).sort("group_id").collect()


def by_stage(made: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the groups by solution interest and stage."""
    moves = made["stage_moves"].lazy().filter(pl.col("moved_at") <= AS_OF)
    last = moves.sort("moved_at").group_by("group_id").agg(pl.col("stage").last())
    placed = made["groups"].lazy().join(last, on="group_id", how="left")
    counts = placed.group_by("solution_interest_id", "stage").agg(pl.len().alias("groups"))
    none = made["groups"].lazy().select("solution_interest_id").unique()
    none = none.with_columns(stage=pl.lit(None, pl.String), kind=pl.lit(None, pl.String), position=pl.lit(-1, pl.Int64))
    every = pl.concat([none, made["stages"].lazy()])
    rows = every.join(counts, on=["solution_interest_id", "stage"], how="left", nulls_equal=True)
    rows = rows.sort("solution_interest_id", "position").with_columns(pl.col("groups").fill_null(0))
    return rows.select("solution_interest_id", "stage", "kind", "groups").collect()


def trends(made: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return active days and raw engagement of accounts in two windows."""
    did = made["activities"].lazy().filter(pl.col("occurred_at") > AS_OF - 2 * LOOK_BACK)
    did = did.filter(pl.col("occurred_at") <= AS_OF).with_columns(
        day=pl.col("occurred_at").dt.date(), is_recent=pl.col("occurred_at") > AS_OF - LOOK_BACK
    )
    counts = did.group_by("person_id", "is_recent", "activity_type", "day").agg(pl.len().clip(upper_bound=CAP))
    weight = pl.col("activity_type").cast(pl.String).replace_strict(WEIGHTS, return_dtype=pl.Float64)
    person = counts.group_by("person_id", "is_recent").agg(
        pl.col("day").n_unique().alias("days"), (pl.col("len") * weight).sum().alias("raw")
    )
    accounts = person.join(made["people"].lazy(), on="person_id").group_by("account_id")
    parts = [
        pl.col(what).filter(is_recent if name == "recent" else ~is_recent).sum().alias(f"{name}_{what}")
        for is_recent in (pl.col("is_recent"),)
        for what in ("days", "raw")
        for name in ("earlier", "recent")
    ]
    every = made["people"].lazy().select("account_id").unique()
    rows = every.join(accounts.agg(parts), on="account_id", how="left").fill_null(0)
    return rows.sort("account_id").collect()


def library(insight: Any, *names: str, **options: Any) -> Callable[[dict[str, pl.DataFrame]], pl.DataFrame]:
    """Return the way of the library."""

    def run(made: dict[str, pl.DataFrame]) -> pl.DataFrame:
        result = insight(*(made[name] for name in names[:1]), **{name: made[name] for name in names[1:]}, **options)
        found: pl.DataFrame = result.groups if insight is completeness_tables.completeness else result.rows
        return found.sort("account_id").select(TRENDS) if insight is tables.account_trends else found

    return run


TRENDS = ("account_id", "earlier_days", "recent_days", "earlier_raw", "recent_raw")
PAIRS: dict[str, tuple[Callable[..., pl.DataFrame], Callable[..., pl.DataFrame]]] = {
    "contact_coverage": (library(tables.contact_coverage, "members", "groups", "template_roles"), coverage),
    "contact_overlap": (library(tables.contact_overlap, "members"), overlap),
    "completeness": (library(completeness_tables.completeness, "members", "groups", "template_roles"), complete),
    "groups_by_stage": (library(tables.groups_by_stage, "groups", "stages", "stage_moves", as_of=AS_OF), by_stage),
    "account_trends": (library(tables.account_trends, "activities", "people", as_of=AS_OF), trends),
}


def check(one: pl.DataFrame, other: pl.DataFrame) -> None:
    """Raise unless two tables have the same rows, fractions within 1e-9."""
    for name in one.columns:
        mine, theirs = one[name], other[name]
        if mine.dtype.is_numeric():
            np.testing.assert_allclose(mine.to_numpy(), theirs.to_numpy(), rtol=1e-9)
        elif mine.to_list() != theirs.to_list():
            raise AssertionError(name)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    for name, default in (("people", 1_000_000), ("groups", 100_000), ("activities", 10_000_000), ("repeats", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    made = make(options.people, options.groups, options.activities)
    print(f"{options.people:,} people, {options.groups:,} groups, {options.activities:,} activities")
    print(f"{'':18}{'library':>9}{'by hand':>9}   ratio (least to largest)")
    for name, ways in PAIRS.items():
        times: list[list[float]] = [[], []]
        for _ in range(options.repeats):
            found: list[pl.DataFrame] = []
            for way, spent in zip(ways, times, strict=True):
                start = time.process_time()
                found.append(way(made))
                spent.append(time.process_time() - start)
            check(*found)
        ratios = sorted(mine / other for mine, other in zip(*times, strict=True))
        middle = len(ratios) // 2
        medians = "".join(f"{sorted(spent)[middle]:9.2f}" for spent in times)
        print(f"{name:18}{medians}   {ratios[middle]:.1f} ({ratios[0]:.1f} to {ratios[-1]:.1f})", flush=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GiB")


if __name__ == "__main__":
    main()
