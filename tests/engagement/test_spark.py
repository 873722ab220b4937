# pyright: basic, reportMissingImports=false
# The libraries that this file puts side by side come without types.
"""
Spark in local mode: the numbers of the objects, a million activities, and the program of the how-to.

It needs PySpark and Java, and takes minutes; so it runs only where ``BUYING_GROUPS_TEST_SPARK`` is 1.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from engines import activities_table, lazily, members_table, rows
from hypothesis import given, settings
from oracle import answer
from test_ways import assert_agree
from ways import cases

import buying_groups
from buying_groups.activities import Activity
from buying_groups.engagement import DEFAULT_WEIGHTING_MODEL, WeightedMember, score
from buying_groups.engagement.lazy import person_totals, score_lazily
from buying_groups.engagement.lazy_checks import require_valid
from buying_groups.errors import TableError


if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl
    from ways import Case


if os.environ.get("BUYING_GROUPS_TEST_SPARK") != "1":
    pytest.skip("BUYING_GROUPS_TEST_SPARK is not 1", allow_module_level=True)

pyspark_sql: Any = pytest.importorskip("pyspark.sql")

# Spark's own: sockets that it leaves to the garbage collector, and what it thinks of the version of pandas.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "engagement-on-spark.md"
MIDNIGHT = datetime(2026, 11, 10, tzinfo=UTC)


class Spark:
    """
    The data frames of a Spark session on this machine.
    """

    def __init__(self) -> None:
        builder = pyspark_sql.SparkSession.builder.master("local[2]")
        for key, value in {
            "spark.driver.memory": "2g",
            "spark.sql.shuffle.partitions": "4",
            "spark.ui.enabled": "false",
            "spark.sql.execution.arrow.pyspark.enabled": "true",
        }.items():
            builder = builder.config(key, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")

    def use(self, time_zone: str) -> None:
        """Set the zone of the session."""
        self.session.conf.set("spark.sql.session.timeZone", time_zone)

    def lazy(self, table: pl.DataFrame) -> Any:
        """Return a lazy frame of a table."""
        return self.session.createDataFrame(table.to_arrow())

    def keep(self, frame: Any) -> Any:
        """Return a frame that does not run again."""
        return frame.persist()


@pytest.fixture(scope="module")
def spark() -> Iterator[Spark]:
    """Start Spark once, and stop it."""
    engine = Spark()
    yield engine
    engine.session.stop()


class TestSpark:
    """
    "Different ways (objects, tables, ledger, cluster) agree within 1e-9."
    """

    @settings(max_examples=10)
    @given(case=cases())
    def test_tenant(self, spark: Spark, case: Case) -> None:
        """A tenant's scores are the oracle's; days are those of the session, which has the tenant's zone."""
        assert_agree(lazily(spark)(case, None), answer(case.events, case.members, case.rules))

    def test_other_session(self, spark: Spark) -> None:
        """Where the session has another zone, the error says what to do."""
        spark.use("Asia/Tokyo")
        activities = spark.lazy(activities_table([("p", "page_views", MIDNIGHT, None)]))
        message = (
            "column 'occurred_at' of activities must be in a session whose time zone is 'Europe/Stockholm' "
            "(set it, or give the days as a column, `day`), got a session in 'Asia/Tokyo'"
        )
        with pytest.raises(TableError, match=f"^{re.escape(message)}$"):
            person_totals(activities, as_of=MIDNIGHT, time_zone="Europe/Stockholm")

    def test_million(self, spark: Spark) -> None:
        """A million activities of fifty thousand people in five thousand groups: every score is that of the objects."""
        activities, members = tenant(activities=1_000_000, people=50_000, groups=5_000)
        expected = score(
            (
                Activity(person_id=person, activity_type=kind, occurred_at=at, id=id)
                for person, kind, at, id in activities.iter_rows()
            ),
            {
                group: [
                    WeightedMember(person_id=person, role=role, role_weighting=weighting)
                    for _, person, role, weighting in part.iter_rows()
                ]
                for (group,), part in members.group_by("group_id")
            },
            model=DEFAULT_WEIGHTING_MODEL,
            as_of=MIDNIGHT,
            time_zone="Europe/Stockholm",
        )
        spark.use("Europe/Stockholm")
        frames = spark.lazy(activities), spark.lazy(members)
        require_valid(*frames)
        actual = score_lazily(*frames, as_of=MIDNIGHT, time_zone="Europe/Stockholm", keep=spark.keep)
        people, groups = rows(actual.people), rows(actual.groups)
        assert [item.person_id for item in expected.people] == [item["person_id"] for item in people]
        assert [item.group_id for item in expected.groups] == [item["group_id"] for item in groups]
        for mine, theirs in ((people, expected.people), (groups, expected.groups)):
            for column in ("raw", "score"):
                numbers = np.array([getattr(item, column) for item in theirs])
                np.testing.assert_allclose([item[column] for item in mine], numbers, rtol=1e-9, atol=1e-9)
        assert [item.last_activity_at for item in expected.people] == [item["last_activity_at"] for item in people]
        assert expected.ignored == {item["activity_type"]: item["ignored"] for item in rows(actual.ignored)}

    def test_how_to(self, tmp_path: Path) -> None:
        """The program of the how-to runs as it stands there, and prints what it says."""
        text = HOW_TO.read_text(encoding="utf-8")
        (program,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
        (printed,) = re.findall(r"```text\n(.*?)```", text, flags=re.DOTALL)
        (tmp_path / "program.py").write_text(program, encoding="utf-8")
        result = subprocess.run(
            [sys.executable, tmp_path / "program.py"],
            env={**os.environ, "PYTHONPATH": str(Path(buying_groups.__file__).parents[1])},  # the workers need it too
            capture_output=True,
            text=True,
            check=False,
        )
        assert (0, printed) == (result.returncode, result.stdout), result.stderr


def tenant(*, activities: int, people: int, groups: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return made-up tables: of people some do much, of activities some come twice, some later, some are unknown."""
    rng = np.random.default_rng(1)
    kinds = [*DEFAULT_WEIGHTING_MODEL.known_types, "crm_sync"]
    rates = rng.lognormal(sigma=2, size=people)
    numbers = rng.choice(people, activities, p=rates / rates.sum())
    seconds = rng.integers(-40 * 86_400, 43_200, activities)
    columns = (column.tolist() for column in (numbers, rng.integers(0, len(kinds), activities), seconds))
    drawn = [
        (f"p{person}", kinds[kind], MIDNIGHT + timedelta(seconds=second), id)
        for person, kind, second, id in zip(*columns, ids(rng, activities), strict=True)
    ]
    repeats = rng.choice(activities, activities // 100)
    places = rng.permutation(people)[: groups * 8].reshape(groups, 8)
    roles = [("Decision Maker", 100.0), ("Influencer", 80.0), ("Practitioner", 60.0)]
    belong = [
        (f"g{group}", f"p{person}", *roles[rng.integers(3)]) for group, row in enumerate(places) for person in row
    ]
    return activities_table([*drawn, *(drawn[number] for number in repeats if drawn[number][3])]), members_table(belong)


def ids(rng: np.random.Generator, number: int) -> list[str | None]:
    """Return different ids, and none for one in ten."""
    return [None if rng.random() < 0.1 else f"a{position}" for position in range(number)]
