"""
Time to compute the details page of a buying group of 20 members with 2,000 activities.

Run ``python benchmarks/details_page.py``. It prints the median time and the fastest of the runs of a page against
stored scales and with the whole tenant scored, with the summaries that are the default and without, and where the time
goes. The tenant is made up: activities of nine types, spread evenly over 40 days and the members, so that three
quarters of them are in the window.
"""

from __future__ import annotations

import argparse
import cProfile
import platform
import pstats
import random
import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from buying_groups import (
    DEFAULT_WEIGHTING_MODEL,
    Account,
    Activity,
    BuyingGroup,
    Member,
    Person,
    RolesTemplate,
    SolutionInterest,
    TemplateRole,
    Tenant,
    buying_group_details,
    score_tenant,
)


if TYPE_CHECKING:
    from collections.abc import Callable

AS_OF = datetime(2026, 3, 31, 12, tzinfo=UTC)
ROLES = ("Decision Maker", "Influencer", "Practitioner", "Champion")


def make_tenant(members: int, activities: int) -> Tenant:
    """Return a tenant with one group."""
    chance = random.Random(20260331)  # noqa: S311 - no secret
    types = [item.activity_type for item in DEFAULT_WEIGHTING_MODEL.weights]
    template = RolesTemplate(id="t", name="Roles", roles=tuple(TemplateRole(role=role) for role in ROLES)).publish()
    return Tenant(
        name="Benchmark",
        time_zone="Europe/Stockholm",
        accounts=(Account(id="a", name="Account"),),
        people=tuple(Person(id=f"p{n}", account_id="a", last_name=f"Person {n}") for n in range(members)),
        roles_templates=(template,),
        solution_interests=(SolutionInterest(id="s", name="Solution", roles_template_id="t"),),
        buying_groups=(
            BuyingGroup(
                id="g",
                account_id="a",
                solution_interest_id="s",
                members=tuple(
                    Member(person_id=f"p{n}", role=ROLES[n % len(ROLES)], joined_at=AS_OF - timedelta(days=100))
                    for n in range(members)
                ),
            ),
        ),
        activities=tuple(
            Activity(
                id=str(n),
                person_id=f"p{chance.randrange(members)}",
                activity_type=chance.choice(types),
                occurred_at=AS_OF - timedelta(seconds=chance.randrange(40 * 86400)),
            )
            for n in range(activities)
        ),
    )


def milliseconds(call: Callable[[], object], runs: int) -> list[float]:
    """Return the time of each run."""
    times: list[float] = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=20)
    parser.add_argument("--activities", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=201)
    options = parser.parse_args()

    tenant = make_tenant(options.members, options.activities)
    scale, before = (score_tenant(tenant, as_of=AS_OF - timedelta(days=days)).scale for days in (0, 28))

    def stored() -> object:
        return buying_group_details(tenant, "g", as_of=AS_OF, scale=scale, scale_before=before)

    def whole() -> object:
        return buying_group_details(tenant, "g", as_of=AS_OF)

    def stored_without_summaries() -> object:
        return buying_group_details(tenant, "g", as_of=AS_OF, scale=scale, summarizer=None)

    def whole_without_summaries() -> object:
        return buying_group_details(tenant, "g", as_of=AS_OF, summarizer=None)

    print(f"{platform.python_version()}, {options.members} members, {options.activities} activities")
    for name, call in (
        ("stored scales", stored),
        ("whole tenant", whole),
        ("stored scale, no summaries", stored_without_summaries),
        ("whole tenant, no summaries", whole_without_summaries),
    ):
        times = milliseconds(call, options.runs)
        print(f"{name}: median {statistics.median(times):.2f} ms, fastest {min(times):.2f} ms")
    with cProfile.Profile() as profile:
        for _ in range(20):
            stored()
    pstats.Stats(profile).sort_stats("tottime").print_stats("buying_groups|method", 12)


if __name__ == "__main__":
    main()
