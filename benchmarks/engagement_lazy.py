# pyright: basic, reportMissingImports=false
# The libraries that this file puts side by side come without types.
"""
Engagement scores as relational steps, side by side with SQL that experts would write for the same engine.

Run it from the root of the repository, with the package installed or ``PYTHONPATH=src``, and with what it compares:

    python benchmarks/engagement_lazy.py --activities 5_000_000 --people 500_000 --contenders duckdb polars
    python benchmarks/engagement_lazy.py --activities 5_000_000 --people 500_000 --contenders spark

The data are those of ``engagement_tables.py``, as Parquet files for all. Each contender runs in a process of its own,
once to warm up and then `--repeats` times, in turns with the others; all must give the same scores within 1e-9. Printed
are the medians of the time that passed and of the processor's time (of the process and its children, so that Spark's
workers count), and the latter for a million activities.

``… steps`` is `score_lazily`, which keeps what several steps are made from; ``… steps, nothing kept`` is the same
without that; ``… by hand`` is one query for people and one for groups, which checks nothing and knows no repeats.
``spark mapInArrow`` scores people only, against a stored scale, with `score_tables` in Spark's Python workers.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from engagement_tables import AS_OF, CAP, GROUPS, LOOK_BACK, PEOPLE, WEIGHTS, make

from buying_groups.engagement import Scale, score_tables
from buying_groups.engagement.lazy import score_lazily


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Scored = tuple[Any, Any]  # people and groups, as Arrow tables in the order of their ids


TABLES = ("activities", "members")
PARTS = {"people": "person_id", "groups": "group_id"}  # of a result, and the column of their ids
TICKS = os.sysconf("SC_CLK_TCK")
CONTENDERS = {
    "duckdb": ("duckdb steps", "duckdb steps, nothing kept", "duckdb by hand"),
    "polars": ("polars steps", "polars steps, nothing kept"),
    "spark": ("spark steps", "spark steps, nothing kept", "spark by hand", "spark mapInArrow"),
}


def same(frame: Any) -> Any:
    """Keep nothing."""
    return frame


def duckdb(folder: Path, threads: int, kind: str) -> Callable[[], Scored]:
    """Prepare DuckDB."""
    import duckdb  # noqa: PLC0415 - each process imports what it needs
    import pyarrow as pa  # noqa: PLC0415

    connection = duckdb.connect(config={"threads": threads})
    connection.execute("set timezone = 'UTC'")
    for name in TABLES:
        connection.execute(f"create view {name} as from '{folder / name}.parquet'")
    weights = pa.table({"activity_type": list(WEIGHTS), "weight": list(WEIGHTS.values())})
    connection.register("weights", weights)
    names = iter(range(10**6))

    def keep(relation: Any) -> Any:
        name = f"kept_{next(names)}"
        relation.create(name)
        return connection.table(name)

    def steps() -> Scored:
        activities, members = (connection.table(name) for name in TABLES)
        scores = score_lazily(activities, members, as_of=AS_OF, keep=same if "nothing" in kind else keep)
        return scores.people.order("person_id").to_arrow_table(), scores.groups.order("group_id").to_arrow_table()

    def by_hand() -> Scored:
        connection.execute(PEOPLE.format(local="occurred_at", cap=CAP), {"as_of": AS_OF, "start": AS_OF - LOOK_BACK})
        return connection.sql("select * from people").to_arrow_table(), connection.sql(GROUPS).to_arrow_table()

    return by_hand if kind == "by hand" else steps


def polars(folder: Path, threads: int, kind: str) -> Callable[[], Scored]:
    """Prepare polars."""
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars as pl  # noqa: PLC0415

    def keep(frame: pl.LazyFrame) -> pl.LazyFrame:
        return frame.collect(engine="streaming").lazy()

    def steps() -> Scored:
        activities, members = (pl.scan_parquet(folder / f"{name}.parquet") for name in TABLES)
        scores = score_lazily(activities, members, as_of=AS_OF, keep=same if "nothing" in kind else keep)
        people, groups = pl.collect_all(
            [scores.people.sort("person_id"), scores.groups.sort("group_id")], engine="streaming"
        )
        return people.to_arrow(), groups.to_arrow()

    return steps


def spark(folder: Path, threads: int, kind: str) -> Callable[[], Scored]:  # noqa: C901 - one peer, told in one place
    """Prepare Spark, in local mode."""
    from pyspark.sql import SparkSession  # noqa: PLC0415

    os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers too
    session: Any = (
        SparkSession.builder.master(f"local[{threads}]")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", str(threads))
        .config("spark.driver.memory", "2g")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.maxResultSize", "0")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    tables = [session.read.parquet(str(folder / f"{name}.parquet")) for name in TABLES]
    for name, table in zip(TABLES, tables, strict=True):
        table.createOrReplaceTempView(name)
    session.createDataFrame(list(WEIGHTS.items()), "activity_type string, weight double").createOrReplaceTempView(
        "weights"
    )
    kept: list[Any] = []

    def keep(frame: Any) -> Any:
        kept.append(frame.persist())
        return kept[-1]

    def finish(people: Any, groups: Any) -> Scored:
        found = people.orderBy("person_id").toArrow(), groups and groups.orderBy("group_id").toArrow()
        while kept:
            kept.pop().unpersist()
        return found

    def steps() -> Scored:
        scores = score_lazily(*tables, as_of=AS_OF, keep=same if "nothing" in kind else keep)
        return finish(scores.people, scores.groups)

    def by_hand() -> Scored:
        query = PEOPLE.partition(" as\n")[2].format(local="occurred_at", cap=CAP)
        for name, moment in (("$as_of", AS_OF), ("$start", AS_OF - LOOK_BACK)):
            query = query.replace(name, f"timestamp '{moment.isoformat()}'")
        people = keep(session.sql(query))
        people.createOrReplaceTempView("people")
        return finish(people, session.sql(GROUPS))

    scale: Scale | None = None

    def map_in_arrow() -> Scored:
        nonlocal scale
        if scale is None:
            scale = score_lazily(*tables, as_of=AS_OF, keep=keep).scale
        stored = scale

        def scores(batches: Iterator[Any]) -> Iterator[Any]:
            import pyarrow as pa  # noqa: PLC0415 - this runs in another process

            whole = list(batches)
            if whole:
                empty = pa.table({name: [] for name in ("role", "person_id")})
                members = pa.table(
                    {
                        "group_id": pa.array([], pa.int64()),
                        "person_id": pa.array([], whole[0].schema.field("person_id").type),
                        "role": empty["role"].cast(pa.string()),
                        "role_weighting": pa.array([], pa.float64()),
                    }
                )
                yield from score_tables(
                    pa.Table.from_batches(whole), members, as_of=AS_OF, scale=stored
                ).people.to_batches()

        did = tables[0].repartition(threads, "person_id")
        return finish(did.mapInArrow(scores, "person_id long, raw double, score double, is_known boolean"), None)

    return {"by hand": by_hand, "mapInArrow": map_in_arrow}.get(kind, steps)


def cpu_seconds() -> float:
    """Return the processor's time that this process and all below it have used."""
    used: dict[int, tuple[int, int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        used[int(status.parent.name)] = int(fields[1]), sum(map(int, fields[11:15]))
    mine, total = {os.getpid()}, used[os.getpid()][1]
    while below := {pid for pid, (parent, _) in used.items() if parent in mine and pid not in mine}:
        total += sum(used[pid][1] for pid in below)
        mine |= below
    return total / TICKS


def contend(folder: Path, contender: str, threads: int) -> None:
    """Run one contender: warm up, then once for each line that comes in."""
    engine, _, kind = contender.partition(" ")
    run = {"duckdb": duckdb, "polars": polars, "spark": spark}[engine](folder, threads, kind)
    for name, table in zip(PARTS, run(), strict=True):
        if table is not None:
            columns = {column: table[column].to_numpy() for column in (PARTS[name], "raw", "score")}
            np.savez(folder / f"{contender} {name}.npz", **columns)
    print("ready", flush=True)
    for _ in sys.stdin:
        passed, used = time.perf_counter(), cpu_seconds()
        run()
        print(json.dumps([time.perf_counter() - passed, cpu_seconds() - used]), flush=True)


def main() -> None:
    """Make the data, let the contenders run in turns, compare and print."""
    parser = argparse.ArgumentParser(description="Time the relational steps beside SQL written by hand.")
    parser.add_argument("--activities", type=int, default=5_000_000)
    parser.add_argument("--people", type=int, default=500_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--contenders", nargs="+", choices=CONTENDERS, default=["duckdb", "polars"])
    parser.add_argument("--contend", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.contend:
        contend(Path(arguments.contend[0]), arguments.contend[1], arguments.threads)
        return
    packages = ", ".join(f"{name} {version(name)}" for name in ("narwhals", "numpy", "pyarrow"))
    print(f"Python {platform.python_version()}, {packages}, {arguments.threads} threads")
    print(f"{arguments.activities:,} activities of up to {arguments.people:,} people; {arguments.repeats} runs each\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, arguments.activities, arguments.people, "int", "text")
        to_parquet(folder)
        contenders = [each for engine in arguments.contenders for each in CONTENDERS[engine]]
        times = race(folder, contenders, arguments)
        compare(folder, contenders)
    print(f"{'':<30}{'seconds':>9}{'CPU':>9}{'CPU for a million':>19}")
    for contender, runs in times.items():
        passed, used = (statistics.median(column) for column in zip(*runs, strict=True))
        print(f"{contender:<30}{passed:>9.2f}{used:>9.2f}{used / arguments.activities * 1e6:>19.2f}")


def to_parquet(folder: Path) -> None:
    """Turn the tables into Parquet, which all engines read."""
    from pyarrow import feather, parquet  # noqa: PLC0415

    for name in TABLES:
        parquet.write_table(feather.read_table(str(folder / f"{name}.arrow")), folder / f"{name}.parquet")
        (folder / f"{name}.arrow").unlink()


def race(folder: Path, contenders: list[str], arguments: argparse.Namespace) -> dict[str, list[list[float]]]:
    """Return the seconds of each run of each contender."""
    processes: dict[str, subprocess.Popen[str]] = {}
    times: dict[str, list[list[float]]] = {contender: [] for contender in contenders}
    for contender in contenders:
        command = [sys.executable, __file__, "--threads", str(arguments.threads), "--contend", str(folder), contender]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        processes[contender] = process
        assert process.stdout is not None  # noqa: S101 - it was asked for
        if process.stdout.readline() != "ready\n":
            sys.exit(f"{contender} has failed")
    for _ in range(arguments.repeats):
        for contender, process in processes.items():
            assert process.stdin is not None  # noqa: S101
            assert process.stdout is not None  # noqa: S101
            process.stdin.write("\n")
            process.stdin.flush()
            times[contender].append(json.loads(process.stdout.readline()))
    for process in processes.values():
        process.communicate()
    return times


def compare(folder: Path, contenders: list[str]) -> None:
    """Make sure that all have given the same scores."""
    for name, id in PARTS.items():
        first, *others = (np.load(path) for each in contenders if (path := folder / f"{each} {name}.npz").exists())
        for other in others:
            place = np.searchsorted(first[id], other[id])  # some leave out members who have done nothing
            np.testing.assert_array_equal(other[id], first[id][place])
            for column in ("raw", "score"):
                np.testing.assert_allclose(other[column], first[column][place], rtol=1e-9, atol=1e-9)


if __name__ == "__main__":
    main()
