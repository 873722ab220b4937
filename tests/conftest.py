"""
What all tests share: Hypothesis profiles, fresh interpreters, a small tenant.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, Phase, settings

import buying_groups
from buying_groups import (
    Account,
    Activity,
    BuyingGroup,
    Content,
    Journey,
    JourneyEntry,
    Member,
    Opportunity,
    Person,
    RolesTemplate,
    SolutionInterest,
    Source,
    Stage,
    StageKind,
    StageModel,
    StageMove,
    TemplateRole,
    Tenant,
)


# Estimators learn from little data here; threads that wait for one another would take most of the time.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# A slow machine is no reason to fail: time is measured in benchmarks/, never in a test.
settings.register_profile("default", deadline=None, max_examples=40)
# The same examples in every run: a submission fails for what it changes, not for being the one that was unlucky.
settings.register_profile("ci", deadline=None, max_examples=40, derandomize=True, print_blob=True)
# A mutant is killed by the first example that fails: no time goes into finding a smaller one.
settings.register_profile(
    "mutants",
    deadline=None,
    max_examples=20,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.differing_executors],  # the tests run again and again in one process
)
settings.register_profile("deep", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default"))


class RunFresh(Protocol):
    """
    Runs a program in an interpreter of its own, where a warning is an error.
    """

    def __call__(self, program: str) -> subprocess.CompletedProcess[str]:
        """Return how it ended and what it printed."""
        ...


class RunWithoutIO(Protocol):
    """
    Runs a program in an interpreter of its own, where it fails as soon as it touches the world outside.
    """

    def __call__(
        self, program: str, *, imports: str = "import buying_groups", loading: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """
        Return how it ended and what it printed.

        `imports` runs first and may do what it likes; with `loading`, the program itself may load modules too.
        """
        ...


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    # The child imports the very package that this process tests, wherever that lies.
    environment = os.environ | {"PYTHONPATH": str(Path(buying_groups.__file__).parents[1])}
    command = [sys.executable, "-B", "-P", "-W", "error", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="session")
def run_fresh() -> RunFresh:
    """Return a function that runs a program in a fresh interpreter."""
    return lambda program: _run("-c", program)


@pytest.fixture(scope="session")
def run_without_io() -> RunWithoutIO:
    """Return a function that runs a program in a fresh interpreter that allows no I/O."""

    def run(
        program: str, *, imports: str = "import buying_groups", loading: bool = False
    ) -> subprocess.CompletedProcess[str]:
        script = Path(__file__).with_name("without_io.py")
        return _run(str(script), imports, program, *(["--loading"] if loading else []))

    return run


def at(day: int, hour: int = 12, month: int = 1) -> datetime:
    """Return a moment of 2026, in UTC."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture(scope="session")
def small_tenant() -> Tenant:
    """Return a tenant with one of everything, and two accounts."""
    template = RolesTemplate(
        id="t1",
        name="Small deals",
        roles=(
            TemplateRole(role="Decision Maker", weighting=100),
            TemplateRole(role="Influencer", weighting=80, members_required=3),
            TemplateRole(role="Champion", required=False),
        ),
    )
    stages = StageModel(
        id="m1",
        name="New business",
        stages=(
            Stage(name="Aware", kind=StageKind.ENTRY, next_stages=("Evaluating",)),
            Stage(name="Evaluating", next_stages=("Won", "Lost")),
            Stage(name="Won", kind=StageKind.SUCCESS),
            Stage(name="Lost", kind=StageKind.FAILURE, next_stages=("Aware",)),
        ),
    )
    entries = [("j1", 2, None), ("j2", 3, None), ("j3", 4, 20), ("j4", 5, None), ("j5", 6, None)]
    return Tenant(
        name="Small",
        time_zone="Europe/Stockholm",
        accounts=(Account(id="a1", name="Acme", industry="Retail"), Account(id="a2", name="Other")),
        people=(
            Person(
                id="ada",
                account_id="a1",
                first_name="Ada",
                last_name="Berg",
                job_title="CTO",
                email="ada@example.com",
                phone="+46 8 555 0100",
            ),
            Person(id="bo", account_id="a1", first_name="Bo", job_title="Architect"),
            Person(id="cy", account_id="a1"),
            Person(id="dan", account_id="a2", last_name="Dahl"),
        ),
        opportunities=(
            Opportunity(id="o1", account_id="a1", name="Renewal", opened_at=at(1), solution_interest_id="s1"),
            Opportunity(id="o2", account_id="a1", name="Lost one", opened_at=at(1), closed_at=at(10)),
            Opportunity(id="o3", account_id="a1", name="Next year", opened_at=at(1, month=3)),
        ),
        journeys=tuple(Journey(id=f"j{n}", name=f"Journey {n}") for n in range(1, 6)),
        journey_entries=tuple(
            JourneyEntry(journey_id=id, account_id="a1", entered_at=at(day), left_at=None if left is None else at(left))
            for id, day, left in entries
        ),
        roles_templates=(template.publish(),),
        stage_models=(stages.publish(),),
        solution_interests=(
            SolutionInterest(id="s1", name="Gateway", roles_template_id="t1", stage_model_id="m1"),
            SolutionInterest(id="s2", name="Mesh", roles_template_id="t1"),
        ),
        buying_groups=(
            BuyingGroup(
                id="g1",
                account_id="a1",
                solution_interest_id="s1",
                members=(
                    Member(person_id="ada", role="Decision Maker", joined_at=at(5)),
                    Member(person_id="bo", role="Influencer", source=Source.SYSTEM, joined_at=at(15)),
                ),
                status="Waiting for budget",
                stage_moves=(StageMove(stage="Aware", moved_at=at(6)), StageMove(stage="Evaluating", moved_at=at(16))),
            ),
            BuyingGroup(
                id="g2",
                account_id="a1",
                solution_interest_id="s2",
                name="Mesh team",
                members=(Member(person_id="ada", role="Champion", joined_at=at(7)),),
            ),
            BuyingGroup(id="g3", account_id="a2", solution_interest_id="s1"),
        ),
        activities=(
            *(
                Activity(person_id="ada", activity_type="page_views", occurred_at=at(20) + timedelta(minutes=n))
                for n in range(25)
            ),
            Activity(
                person_id="ada",
                activity_type="interesting_moment",
                occurred_at=at(21),
                id="1",
                description="Asked for a quote",
            ),
            Activity(
                person_id="bo",
                activity_type="email_opened",
                occurred_at=at(22),
                id="2",
                content=Content(title="Spring news", url="https://example.com/spring", keywords=("gateway", "price")),
            ),
            Activity(person_id="dan", activity_type="attend_event", occurred_at=at(23), id="3"),
        ),
    )
