# pyright: basic, reportMissingImports=false
# The libraries that this file puts side by side come without types.
"""
The engines that lazy frames are tested on, brought to one form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import duckdb
import narwhals.stable.v2 as nw
import polars as pl
from oracle import Answer, moment
from ways import facts_of, model_of, person_name, person_number

from buying_groups.engagement.lazy import score_lazily
from buying_groups.engagement.lazy_checks import require_valid


if TYPE_CHECKING:
    from collections.abc import Iterable

    from ways import Case, Way

    from buying_groups.engagement import Scale


__all__ = ["ENGINES", "Engine", "activities_table", "lazily", "members_table", "rows"]

_ACTIVITIES = {
    "person_id": pl.String(),
    "activity_type": pl.String(),
    "occurred_at": pl.Datetime("us", "UTC"),
    "activity_id": pl.String(),
}
_MEMBERS = {"group_id": pl.String(), "person_id": pl.String(), "role": pl.String(), "role_weighting": pl.Float64()}


def activities_table(items: Iterable[tuple[Any, ...]]) -> pl.DataFrame:
    """Return a table of activities: person, type, time, id."""
    return pl.DataFrame(list(items), schema=_ACTIVITIES, orient="row")


def members_table(items: Iterable[tuple[Any, ...]]) -> pl.DataFrame:
    """Return a table of members: group, person, role, weighting."""
    return pl.DataFrame(list(items), schema=_MEMBERS, orient="row")


class Engine(Protocol):
    """
    Something that carries out lazy frames.
    """

    def use(self, time_zone: str) -> None:
        """Set the zone of the session."""

    def lazy(self, table: pl.DataFrame) -> Any:
        """Return a lazy frame of a table."""

    def keep(self, frame: Any) -> Any:
        """Return a frame that does not run again."""


class Polars:
    """
    The lazy frames of polars, which has no session.
    """

    def use(self, time_zone: str) -> None:
        """Do nothing."""

    def lazy(self, table: pl.DataFrame) -> pl.LazyFrame:
        """Return a lazy frame of a table."""
        return table.lazy()

    def keep(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Return a frame that does not run again."""
        return frame.collect().lazy()


class DuckDB:
    """
    The relations of a DuckDB in memory.
    """

    def __init__(self) -> None:
        self.connection = duckdb.connect(config={"threads": 1})

    def use(self, time_zone: str) -> None:
        """Set the zone of the session."""
        self.connection.execute(f"SET TimeZone = '{time_zone}'")

    def lazy(self, table: pl.DataFrame) -> duckdb.DuckDBPyRelation:
        """Return a lazy frame of a table."""
        arrow: Any = table.to_arrow()
        return self.connection.from_arrow(arrow)

    def keep(self, frame: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
        """Return a frame that does not run again."""
        return self.connection.from_arrow(frame.to_arrow_table())


ENGINES: dict[str, Engine] = {"polars": Polars(), "duckdb": DuckDB()}


def rows(frame: Any) -> list[dict[str, Any]]:
    """Run a lazy frame, and return its rows in the order of their first column."""
    found = nw.from_native(frame).collect()
    return list(found.sort(found.columns[0]).iter_rows(named=True))


def lazily(engine: Engine) -> Way:
    """Return the way that scores lazy frames of an engine."""

    def way(case: Case, scale: Scale | None) -> Answer:
        engine.use(case.rules.time_zone)
        activities = engine.lazy(
            activities_table(
                (person_name(event.person), event.activity_type, moment(event.at), event.id) for event in case.events
            )
        )
        members = engine.lazy(
            members_table(
                (person_name(member.group), person_name(member.person), member.role, member.weighting)
                for member in case.members
            )
        )
        require_valid(activities, members)
        result = score_lazily(
            activities,
            members,
            model=model_of(case.rules),
            as_of=case.rules.as_of,
            time_zone=case.rules.time_zone,
            scale=scale,
            keep=engine.keep,
        )
        return Answer(
            {person_number(item["person_id"]): (item["raw"], item["score"]) for item in rows(result.people)},
            {person_number(item["group_id"]): (item["raw"], item["score"]) for item in rows(result.groups)},
            {item["activity_type"]: item["ignored"] for item in rows(result.ignored)},
            facts_of(result.scale),
        )

    return way
