"""
Engagement scores out of tables, side by side with what experts would write: pandas, polars (lazy, streaming), DuckDB.

    python benchmarks/engagement_tables.py --activities 10_000_000 --people 1_000_000 --ids int --frame polars --repeats
    5

Each contender runs in a process of its own, which reads the same files, runs once to warm up, and is then timed again
and again, in turns with the others. All must give the same scores within 1e-9. Printed are the medians, their ratio to
the fastest peer's (the median of the ratios within a round, and the least and largest), the peak memory of the process
(`ru_maxrss`), and the peak while scoring over what the process held before.

`--frame` says what `score_tables` gets. The peers get what suits them best: pandas a pandas frame, polars a polars
frame, DuckDB a table of its own. They check nothing of what they are given; `score_tables` does.

The activities are made up but not uniform. Few people do most of them (log-normal, so that the busiest has thousands
and many have none), in sittings of several within ten minutes, some of which hit the daily cap. Three quarters lie in
the window, one in a hundred is later than `as_of`, and one in seventy has a type that the weighting model does not
know. Eight in ten people are in a group of eight.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np


if TYPE_CHECKING:
    from numpy.typing import NDArray


AS_OF = datetime(2026, 11, 10, tzinfo=UTC)
LOOK_BACK = timedelta(days=30)
HISTORY, AFTER = timedelta(days=39.6), timedelta(hours=9.6)
ROLES = {
    "Decision Maker": 100.0,
    "Champion": 80.0,
    "Influencer": 80.0,
    "Executive Steering Committee": 60.0,
    "Practitioner": 60.0,
    "Other": 20.0,
}
GROUP_SIZE = 8
CAP = 20
WEIGHTS = {
    "attend_event": 60.0,
    "email_clicked": 30.0,
    "email_opened": 30.0,
    "form_filled_out": 40.0,
    "interesting_moment": 60.0,
    "link_clicks": 40.0,
    "page_views": 40.0,
    "register_for_event": 60.0,
}
LONG = 0.003  # the part of sittings that are many times as long, and hit the cap
# How many sittings in a hundred are of a type, and how many activities such a sitting has on average.
SITTINGS = {
    "attend_event": (2, 1.0),
    "crm_sync": (3, 1.0),  # not in the weighting model
    "email_clicked": (10, 1.2),
    "email_opened": (41, 1.3),
    "form_filled_out": (3, 1.0),
    "interesting_moment": (2, 1.0),
    "link_clicks": (12, 2.0),
    "page_views": (25, 4.0),
    "register_for_event": (2, 1.0),
}
CONTENDERS = ("score_tables", "polars", "duckdb", "pandas")


# ---- the data -------------------------------------------------------------------------------------------------------


def make(folder: Path, activities: int, people: int, ids: str, types: str) -> None:
    """
    Write `activities.arrow` and `members.arrow` into a folder.
    """
    pa, pc, feather = (import_module(f"pyarrow{name}") for name in ("", ".compute", ".feather"))
    rng = np.random.default_rng(1)
    shares: NDArray[np.float64] = np.array([share for share, _ in SITTINGS.values()])
    means: NDArray[np.float64] = np.array([mean for _, mean in SITTINGS.values()])
    sittings = int(activities / (shares @ means) * shares.sum()) + 10_000
    busy: NDArray[np.float64] = np.cumsum(rng.lognormal(sigma=1.5, size=people))
    drawn: NDArray[np.float64] = rng.random(sittings) * busy[-1]
    person: NDArray[np.int64] = np.searchsorted(busy, drawn)
    kind = rng.choice(len(SITTINGS), sittings, p=shares / shares.sum()).astype(np.int8)
    length: NDArray[np.int64] = rng.geometric(1 / means[kind])
    length[rng.random(sittings) < LONG] *= 15
    begin = rng.integers(0, HISTORY // timedelta(microseconds=1), sittings)
    rows = rng.permutation(np.repeat(np.arange(sittings, dtype=np.int32), length)[:activities])
    first = (AS_OF + AFTER - HISTORY - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    at = first + begin[rows] + rng.integers(0, 600_000_000, len(rows))

    numbers = rng.permutation(people).astype(np.int64)  # busy people are not those with the first ids

    def column(of: Any) -> Any:
        if ids == "int":
            return pa.array(numbers[of] + 1)
        if ids == "sparse":
            return pa.array(numbers[of] * 7_919_777_773 + 11)
        text = pc.utf8_lpad(pa.array(numbers[of]).cast(pa.string()), 8, "0")
        tail = "-7d1f-4c2a-9e05-3b86a1c2d4e5" if ids == "uuid" else "QAK"
        head = "" if ids == "uuid" else "0032E00"
        return pc.binary_join_element_wise(head, text, tail, "").cast(pa.large_string())

    def text(codes: Any, names: Any) -> Any:
        values = pa.DictionaryArray.from_arrays(codes, pa.array(list(names), pa.large_string()))
        return values if types == "category" else values.cast(pa.large_string())

    table = pa.table(
        {
            "person_id": column(person[rows]),
            "activity_type": text(kind[rows], SITTINGS),
            "occurred_at": pa.array(at, pa.timestamp("us", "UTC")),
        }
    )
    feather.write_feather(table, str(folder / "activities.arrow"), "uncompressed", chunksize=activities)

    member = rng.permutation(people)[: people * 8 // 10]
    order = rng.permutation(len(member))
    role = rng.integers(0, len(ROLES), len(member), dtype=np.int8)
    table = pa.table(
        {
            "group_id": pa.array(order // GROUP_SIZE + 1),
            "person_id": column(member[order]),
            "role": text(role, ROLES),
            "role_weighting": np.array(list(ROLES.values()))[role],
        }
    )
    feather.write_feather(table, str(folder / "members.arrow"), "uncompressed", chunksize=people)


# ---- the contenders: each returns people and groups, with id, raw and score, in the order of the ids ---------------


def by_score_tables(activities: Any, members: Any, zone: str) -> tuple[Any, Any]:
    """Score with this library."""
    scores = import_module("buying_groups.engagement").score_tables(activities, members, as_of=AS_OF, time_zone=zone)
    return scores.people, scores.groups


def by_polars(activities: Any, members: Any, zone: str) -> tuple[Any, Any]:
    """Score with polars: one lazy query, on the streaming engine."""
    pl = import_module("polars")
    members = members.lazy()
    exist = activities.lazy().filter(pl.col("occurred_at") <= AS_OF)
    weights = pl.LazyFrame({"activity_type": list(WEIGHTS), "weight": list(WEIGHTS.values())})
    weights = weights.with_columns(pl.col("activity_type").cast(activities.schema["activity_type"]))
    day = pl.col("occurred_at") if zone == "UTC" else pl.col("occurred_at").dt.convert_time_zone(zone)
    raw = (
        exist.filter(pl.col("occurred_at") > AS_OF - LOOK_BACK, pl.col("activity_type").is_in(list(WEIGHTS)))
        .group_by("person_id", "activity_type", day.dt.date().alias("day"))
        .agg(pl.len().clip(upper_bound=CAP).alias("count"))
        .join(weights, on="activity_type")
        .group_by("person_id")
        .agg((pl.col("count") * pl.col("weight")).sum().alias("raw"), pl.col("weight").max())
    )
    everyone = pl.concat([exist.select("person_id"), members.select("person_id")]).unique()
    people = (
        everyone.join(raw, on="person_id", how="left")
        .with_columns(pl.col("raw").fill_null(0.0))
        .with_columns((pl.col("raw") / pl.col("weight").max()).alias("sum"))
        .select("person_id", "raw", (100 * (pl.col("sum") / pl.col("sum").max()).sqrt()).alias("score"))
        .sort("person_id")
    )
    whole = (
        members.select("group_id", "role", "role_weighting")
        .unique()
        .group_by("group_id")
        .agg(pl.col("role_weighting").sum().alias("whole"))
    )
    groups = (
        members.join(people, on="person_id")
        .join(whole, on="group_id")
        .group_by("group_id")
        .agg((pl.col("score") * pl.col("role_weighting") / pl.col("whole")).sum().alias("raw"))
        .with_columns((100 * (pl.col("raw") / pl.col("raw").max()).sqrt()).alias("score"))
        .sort("group_id")
    )
    one, other = pl.collect_all([people, groups], engine="streaming")
    return one, other


PEOPLE = """
create or replace temp table people as
with exist as (select * from activities where occurred_at <= $as_of),
counts as (
    select person_id, activity_type, cast({local} as date) as day, least(count(*), {cap}) as n
    from exist where occurred_at > $start and activity_type in (select activity_type from weights) group by all
),
raw as (
    select person_id, sum(n * weight) as raw, max(weight) as weight
    from counts join weights using (activity_type) group by person_id
),
everyone as (select distinct person_id from exist union select distinct person_id from members),
largest as (select max(weight) as weight, max(raw) as raw from raw)
select person_id, coalesce(raw.raw, 0) as raw,
    100 * sqrt((coalesce(raw.raw, 0) / largest.weight) / (largest.raw / largest.weight)) as score
from everyone left join raw using (person_id), largest order by person_id
"""
GROUPS = """
with whole as (
    select group_id, sum(role_weighting) as whole
    from (select distinct group_id, role, role_weighting from members) group by group_id
),
sums as (
    select group_id, sum(score * role_weighting / whole) as raw
    from members join people using (person_id) join whole using (group_id) group by group_id
)
select group_id, raw, 100 * sqrt(raw / (select max(raw) from sums)) as score from sums order by group_id
"""


def by_duckdb(connection: Any, _members: Any, zone: str) -> tuple[Any, Any]:
    """Score with DuckDB: SQL, on tables of its own."""
    local = "occurred_at" if zone == "UTC" else f"timezone('{zone}', occurred_at)"
    connection.execute(PEOPLE.format(local=local, cap=CAP), {"as_of": AS_OF, "start": AS_OF - LOOK_BACK})
    return connection.sql("select * from people").to_arrow_table(), connection.sql(GROUPS).to_arrow_table()


def by_pandas(activities: Any, members: Any, zone: str) -> tuple[Any, Any]:
    """Score with pandas."""
    pd = import_module("pandas")
    exist = activities[activities["occurred_at"] <= AS_OF]
    window = exist[(exist["occurred_at"] > AS_OF - LOOK_BACK) & exist["activity_type"].isin(WEIGHTS)]
    day = window["occurred_at"].dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
    keys = [window["person_id"], window["activity_type"], day]
    counts = window.groupby(keys, sort=False, observed=True).size().clip(upper=CAP)
    weight = counts.index.get_level_values("activity_type").map(WEIGHTS).to_numpy(float)
    person = counts.index.get_level_values("person_id")
    raw = pd.Series(counts.to_numpy() * weight, index=person).groupby(level=0, sort=False).sum()
    ids = pd.Index(exist["person_id"].unique()).union(pd.Index(members["person_id"].unique())).sort_values()
    people = pd.DataFrame({"raw": raw.reindex(ids, fill_value=0.0).to_numpy()}, index=ids)
    sums = people["raw"] / weight.max()
    people["score"] = 100 * np.sqrt(sums / sums.max())

    roles = members[["group_id", "role", "role_weighting"]].drop_duplicates()
    whole = roles.groupby("group_id")["role_weighting"].sum()
    score = people["score"].reindex(members["person_id"]).to_numpy()
    parts = score * members["role_weighting"] / whole.reindex(members["group_id"]).to_numpy()
    groups = parts.groupby(members["group_id"]).sum().sort_index().to_frame("raw")
    groups["score"] = 100 * np.sqrt(groups["raw"] / groups["raw"].max())
    return people.reset_index(names="person_id"), groups.reset_index(names="group_id")


def load(folder: Path, contender: str, frame: str) -> tuple[Any, Any]:
    """Return the tables in the form that a contender takes."""
    feather = import_module("pyarrow.feather")
    paths = [str(folder / f"{name}.arrow") for name in ("activities", "members")]
    kind = frame if contender == "score_tables" else contender
    tables = [feather.read_table(path, memory_map=False) for path in paths]
    if kind == "polars":
        pl = import_module("polars")
        return pl.from_arrow(tables[0]), pl.from_arrow(tables[1])
    if kind == "pandas":
        return tables[0].to_pandas(), tables[1].to_pandas()
    if kind == "duckdb":
        duckdb, pa = import_module("duckdb"), import_module("pyarrow")
        connection = duckdb.connect()
        connection.execute("set timezone = 'UTC'")
        weights = pa.table({"activity_type": list(WEIGHTS), "weight": list(WEIGHTS.values())})
        for name, table in (("activities", tables[0]), ("members", tables[1]), ("weights", weights)):
            connection.register(f"{name}_in_arrow", table)
            connection.execute(f"create table {name} as select * from {name}_in_arrow")  # noqa: S608 - our own names
            connection.unregister(f"{name}_in_arrow")
        return connection, None
    return tables[0], tables[1]


# ---- one process for each contender ---------------------------------------------------------------------------------


def peak() -> int:
    """Return the most memory that this process has held since the last `forget_peak`, in bytes."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def forget_peak() -> None:
    """Let the kernel count the peak from here on."""
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")


def column(table: Any, name: str) -> Any:
    """Return a column as an array, whatever the table is."""
    return np.asarray(table[name])


def contend(folder: Path, contender: str, frame: str, zone: str) -> None:
    """Load, then score whenever a line comes in, and report each time; with the last one write the scores."""
    score = globals()[f"by_{contender}"]
    activities, members = load(folder, contender, frame)
    for line in sys.stdin:
        forget_peak()
        before = peak()
        begin, used = time.perf_counter(), time.process_time()
        people, groups = score(activities, members, zone)
        report = {"wall": time.perf_counter() - begin, "cpu": time.process_time() - used, "extra": peak() - before}
        if line.strip() == "write":
            np.savez(
                folder / f"{contender}.npz",
                **{
                    f"{kind}_{name}": column(table, name)
                    for kind, table, id in (("person", people, "person_id"), ("group", groups, "group_id"))
                    for name in (id, "raw", "score")
                },
            )
        del people, groups
        report["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps(report), flush=True)


def read_once(folder: Path) -> float:
    """Return how long it takes to read the three columns once from memory, in seconds: the best of ten."""
    feather = import_module("pyarrow.feather")
    table = feather.read_table(str(folder / "activities.arrow"), memory_map=False)
    buffers = [part for name in table.column_names for part in table[name].chunk(0).buffers() if part is not None]
    views = [np.frombuffer(part, np.uint64, len(part) // 8) for part in buffers]
    best = float("inf")
    for _ in range(10):
        begin = time.perf_counter()
        for view in views:
            np.bitwise_or.reduce(view)
        best = min(best, time.perf_counter() - begin)
    return best


def check(folder: Path, contenders: list[str]) -> None:
    """Fail unless all contenders gave the same."""
    mine, *others = (np.load(folder / f"{contender}.npz", allow_pickle=True) for contender in contenders)
    for name, other in zip(contenders[1:], others, strict=True):
        for key in mine.files:
            if key.endswith("_id"):
                same = np.array_equal(mine[key], other[key])
            else:
                same = np.allclose(mine[key], other[key], rtol=0, atol=1e-9)
            if not same:
                sys.exit(f"{name} gives another {key}")
    print(f"all give the same scores of {len(mine['person_score']):,} people and {len(mine['group_score']):,} groups")


def main() -> None:
    """Make the data, let the contenders run in turns, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--activities", type=int, default=10_000_000)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--ids", choices=["int", "sparse", "str", "uuid"], default="int")
    parser.add_argument("--types", choices=["text", "category"], default="text")
    parser.add_argument("--frame", choices=["polars", "pandas", "pyarrow"], default="polars")
    parser.add_argument("--zone", default="UTC")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, default=list(CONTENDERS))
    parser.add_argument("--contend", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.contend:
        folder, contender = options.contend
        contend(Path(folder), contender, options.frame, options.zone)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        arguments = [str(options.activities), str(options.people), options.ids, options.types]
        # In a process of its own: a child's peak memory begins with its parent's.
        program = (
            "import sys; from engagement_tables import *; a = sys.argv; make(Path(a[1]), int(a[2]), int(a[3]), *a[4:])"
        )
        subprocess.run([sys.executable, "-c", program, name, *arguments], cwd=Path(__file__).parent, check=True)
        report(folder, options)


def report(folder: Path, options: argparse.Namespace) -> None:
    """Run and print."""
    print(
        f"{options.activities:,} activities, {options.people:,} people, ids {options.ids}, types {options.types},",
        end=" ",
    )
    print(f"score_tables from {options.frame}, days in {options.zone}")
    packages = ("numpy", "narwhals", "pyarrow", "polars", "duckdb", "pandas")
    print(f"{os.cpu_count()} × {processor()}, Python {platform.python_version()},", end=" ")
    print(", ".join(f"{package} {version(package)}" for package in packages))
    reports: dict[str, list[dict[str, float]]] = {contender: [] for contender in options.only}
    for turn in range(options.repeats + 1):
        for contender in options.only:
            reports[contender].append(run(folder, contender, options, write=turn == 0))
    check(folder, options.only)
    print_table(reports, options.only, options.activities)
    for process in processes.values():
        process.communicate()
    print(f"reading the three columns once from memory: {read_once(folder) * 1e3:.0f} ms")


processes: dict[str, subprocess.Popen[str]] = {}


def run(folder: Path, contender: str, options: argparse.Namespace, *, write: bool) -> dict[str, float]:
    """Let a contender run once, in its own process."""
    if contender not in processes:
        command = [sys.executable, __file__, "--contend", str(folder), contender]
        command += ["--frame", options.frame, "--zone", options.zone]
        processes[contender] = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process = processes[contender]
    if process.stdin and process.stdout:
        process.stdin.write("write\n" if write else "run\n")
        process.stdin.flush()
        line = process.stdout.readline()
    else:
        line = ""
    if not line:
        sys.exit(f"{contender} failed")
    result: dict[str, float] = json.loads(line)
    return result


def processor() -> str:
    """Return what the processor calls itself."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def print_table(reports: dict[str, list[dict[str, float]]], contenders: list[str], activities: int) -> None:
    """Print the figures; the turn that warms up counts for the memory only."""
    wall = {name: [turn["wall"] for turn in reports[name][1:]] for name in contenders}
    medians = {name: statistics.median(times) for name, times in wall.items()}
    fastest = min(contenders[1:] or contenders, key=medians.__getitem__)
    print(f"{'':14}{'seconds':>9}{'CPU':>8}{'ns/row':>8}   {'× ' + fastest:<22}{'peak MiB':>9}{'scoring':>9}")
    for name in contenders:
        ratios = [mine / other for mine, other in zip(wall[name], wall[fastest], strict=True)]
        cpu = statistics.median(turn["cpu"] for turn in reports[name][1:])
        row = f"{name:14}{medians[name]:9.2f}{cpu:8.2f}{medians[name] / activities * 1e9:8.0f}   "
        row += f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})".ljust(22)
        first = reports[name][0]
        print(f"{row}{first['peak'] / 2**20:9,.0f}{first['extra'] / 2**20:9,.0f}")


if __name__ == "__main__":
    main()
