"""
What one activity costs a ledger, and what a score from it.

Run it from the root of the repository, with the package installed or ``PYTHONPATH=src``:

    python benchmarks/engagement_ledger.py --people 3000 --activities 60

A ledger is filled with the activities of 30 days. Then come the activities of the next hours, one by one; after each
the person's new score is taken, and sometimes that of a group of 12. Each call is timed by itself with
``perf_counter_ns``; what the clock costs is printed, and left in the figures.

The activities are made up but not uniform: few people do most (log-normal), in sittings of several activities within
minutes, one sitting in two hundred hits the daily cap. Beside the ledger stands `score`, which takes all activities of
the same person or group anew.
"""

from __future__ import annotations

import argparse
import platform
import random
import statistics
import sys
import tracemalloc
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any

import attrs

from buying_groups import documents
from buying_groups.activities import Activity
from buying_groups.engagement import (
    DEFAULT_WEIGHTING_MODEL,
    EngagementScores,
    Ledger,
    LedgerRules,
    LedgerScorer,
    LedgerSnapshot,
    WeightedMember,
    score,
    score_counts,
)
from buying_groups.engagement.group_scoring import checked_members, weigh


if TYPE_CHECKING:
    from collections.abc import Callable


MIDNIGHT = datetime(2026, 11, 10, tzinfo=UTC)
NOON = MIDNIGHT + timedelta(hours=12)
ROLES = (("Decision Maker", 100), ("Champion", 80), ("Influencer", 80), ("Practitioner", 60), ("Other", 20))
GROUP_SIZE, GROUPS = 12, 500
BUSY = 0.005  # share of sittings that are those of a busy reader, and hit the daily cap
# How often a sitting begins with the type, and how many activities a sitting has on average.
KINDS = {
    "attend_event": (0.02, 1.0),
    "crm_sync": (0.04, 1.0),  # not in the weighting model
    "email_clicked": (0.10, 1.2),
    "email_opened": (0.40, 1.3),
    "form_filled_out": (0.03, 1.0),
    "link_clicks": (0.12, 2.0),
    "page_views": (0.25, 4.0),
}


def make(people: int, mean: float, begin: datetime, end: datetime, rng: random.Random) -> list[Activity]:
    """Return the activities of all people between two moments, in order of time."""
    names, (shares, means) = list(KINDS), zip(*KINDS.values(), strict=True)
    per_sitting = sum(share * length for share, length in KINDS.values()) / sum(shares)
    rates = [rng.lognormvariate(0, 1) for _ in range(people)]
    number = round(people * mean / per_sitting * ((end - begin) / timedelta(days=30)))
    made: list[Activity] = []
    for person in rng.choices(range(people), rates, k=number):
        (kind,) = rng.choices(range(len(names)), shares)
        length = 1 + int(rng.expovariate(1 / max(means[kind] - 1, 1e-9)))
        start = begin + (end - begin) * rng.random()
        for _ in range(length * 15 if rng.random() < BUSY else length):
            at = min(start + timedelta(seconds=rng.uniform(0, 600)), end)
            id = f"{rng.getrandbits(64):016x}"
            made.append(Activity(person_id=f"p{person}", activity_type=names[kind], occurred_at=at, id=id))
    return sorted(made, key=lambda activity: activity.occurred_at)


class Stopwatch:
    """
    Times single calls, by what they do.
    """

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {}

    def __call__(self, what: str, call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Return what a call returns, and remember how many microseconds it took."""
        start = perf_counter_ns()
        result = call(*arguments, **named)
        microseconds = (perf_counter_ns() - start) / 1000
        self.times.setdefault(what, []).append(microseconds)
        return result

    def show(self) -> None:
        """Print the middle, the 95th percentile and the mean of each."""
        print(f"{'microseconds':<56}{'median':>9}{'95 %':>9}{'mean':>9}{'calls':>8}")
        for what, times in self.times.items():
            high = statistics.quantiles(times, n=20)[-1]
            print(
                f"{what:<56}{statistics.median(times):>9.1f}{high:>9.1f}{statistics.fmean(times):>9.1f}{len(times):>8}"
            )


def add_and_score(ledger: Ledger, activity: Activity, scorer: LedgerScorer) -> float:
    """Take one activity, and return the person's new score."""
    ledger.add(activity)
    return ledger.score_of_person(activity.person_id, scorer)


def first_score(ledger: Ledger, scorer: LedgerScorer) -> float:
    """Do what is done once for all people: see that scorer and ledger fit, and bring the weights to the scale."""
    return ledger.score_of_person("nobody", scorer) + scorer.person({}) + len(scorer.window)


def role_weights(group_id: str, members: list[WeightedMember]) -> object:
    """Return the weight of each member of a group."""
    return weigh(checked_members(group_id, members))


def explain(ledger: Ledger, person_id: str, facts: dict[str, Any]) -> EngagementScores:
    """Return the person's new score with what made it."""
    counts = ledger.counts(model=facts["model"], as_of=facts["as_of"], person_ids={person_id})
    return score_counts(counts, {}, **facts)


def run(people: int, mean: float, time_zone: str, seed: int) -> None:
    """Measure and print."""
    rng, model = random.Random(seed), DEFAULT_WEIGHTING_MODEL  # noqa: S311 - no secrets here
    past = make(people, mean, MIDNIGHT - timedelta(days=30), MIDNIGHT, rng)
    coming = make(people, mean, MIDNIGHT, NOON, rng)
    groups = {f"g{number}": some_members(people, rng) for number in range(GROUPS)}
    nightly = score(past, groups, model=model, as_of=MIDNIGHT, time_zone=time_zone)
    scale = attrs.evolve(nightly.scale, as_of=NOON)  # live scores are relative to the facts of the night
    scorer = LedgerScorer(model=model, scale=scale)
    facts = {"model": model, "as_of": NOON, "time_zone": time_zone, "scale": scale}

    tracemalloc.start()
    ledger = Ledger(LedgerRules.of(model, time_zone=time_zone), horizon=MIDNIGHT)
    ledger.update(past)
    ids_and_moments = sum(sys.getsizeof(item.id) + sys.getsizeof(item.occurred_at) for item in past)
    memory = (tracemalloc.get_traced_memory()[0] + ids_and_moments) / people
    tracemalloc.stop()
    kept = sum(len(item.occurred_at) for person in ledger.snapshot().people for item in person.activities)
    print(f"{people} people, {len(past)} activities in 30 days, of which {kept} are kept; {len(coming)} more come in")
    print(f"{memory:.0f} bytes of memory per person\n")

    own: dict[str, list[Activity]] = {}
    for activity in past:
        own.setdefault(activity.person_id, []).append(activity)
    watch = Stopwatch()
    for number, activity in enumerate(coming):
        id = activity.person_id
        own.setdefault(id, []).append(activity)
        watch("nothing (what the clock costs)", int)
        if number % 2:
            watch("one activity, and the person's new score", add_and_score, ledger, activity, scorer)
        else:
            watch("  the activity", ledger.add, activity)
            watch("  the score", ledger.score_of_person, id, scorer)
            watch("  the activity once more (a repeat)", ledger.add, activity)
        if number % 10 == 0:
            name = f"g{number // 10 % GROUPS}"
            of_group = [item for member in groups[name] for item in own.get(member.person_id, ())]
            new = LedgerScorer(model=model, scale=scale)
            watch("a new scorer's first score, of nobody", first_score, ledger, new)
            watch(f"a group of {GROUP_SIZE}, nobody scored before", ledger.score_of_group, name, groups[name], new)
            watch(f"a group of {GROUP_SIZE}, everybody scored before", ledger.score_of_group, name, groups[name], new)
            watch("  its role weights", role_weights, name, groups[name])
            watch("a person's score with what made it, from the ledger", explain, ledger, id, facts)
            watch("a person's score with what made it, from all activities", score, own[id], {}, **facts)
            watch(f"a group of {GROUP_SIZE}, from all activities", score, of_group, {name: groups[name]}, **facts)
    watch.show()
    store(ledger)


def some_members(people: int, rng: random.Random) -> list[WeightedMember]:
    """Return a group of different people."""
    roles = rng.choices(ROLES, k=GROUP_SIZE)
    return [
        WeightedMember(person_id=f"p{person}", role=role, role_weighting=weighting)
        for person, (role, weighting) in zip(rng.sample(range(people), GROUP_SIZE), roles, strict=True)
    ]


def store(ledger: Ledger) -> None:
    """Store and restore the ledgers of single people, and let a day pass."""
    watch, sizes = Stopwatch(), list[int]()
    whole = ledger.snapshot()
    for person in whole.people[:500]:
        alone = Ledger.from_snapshot(attrs.evolve(whole, people=(person,)))
        snapshot = watch("one person's ledger to a snapshot", alone.snapshot)
        text = watch("the snapshot to JSON", documents.dumps, snapshot)
        snapshot = watch("JSON to the snapshot", documents.loads, text, LedgerSnapshot)
        watch("the snapshot to a ledger", Ledger.from_snapshot, snapshot)
        sizes.append(len(text))
    print()
    watch.show()
    print(f"\n{statistics.median(sizes):.0f} characters of JSON per person (median)")
    begin = perf_counter_ns()
    ledger.advance(NOON + timedelta(hours=12))
    microseconds = (perf_counter_ns() - begin) / 1000 / len(whole.people)
    print(f"{microseconds:.0f} microseconds per person for moving the horizon by a day")


def main() -> None:
    """Read the arguments, and measure."""
    parser = argparse.ArgumentParser(description="Time the ledger, activity by activity.")
    parser.add_argument("--people", type=int, default=3000, help="people in the ledger (3000)")
    parser.add_argument(
        "--activities", type=float, default=60, help="a person's activities in 30 days, on average (60)"
    )
    parser.add_argument("--time-zone", default="Europe/Stockholm", help="the tenant's zone (Europe/Stockholm)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, attrs {version('attrs')}, {arguments.time_zone}")
    run(arguments.people, arguments.activities, arguments.time_zone, arguments.seed)


if __name__ == "__main__":
    main()
