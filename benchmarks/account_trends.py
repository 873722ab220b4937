"""
False discoveries of `account_trends`, beside other tests of the same counts.

    python benchmarks/account_trends.py

Where nothing changed, every account that is found is a false discovery. Two such worlds: the sample tenant with the
windows of each person swapped at random, which keeps everybody's bursts; and simulated tenants of 300 accounts with 3
to 25 people, of whom each is alternately attentive for 10 days and away for 23, on average, and active at a rate of
their own. In a third world every fifth of the simulated accounts gets five times as active, or a fifth as active.

The tests: activities and active days with a binomial test, as for independent events; active days with the dispersion,
which the library uses; and flipping the sign of each person's difference, exact without any model.
"""

# scipy has no types.
# ruff: noqa: PLR2004 - the numbers of the simulation stand where they are used
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import sys
from datetime import timedelta
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import false_discovery_control

from buying_groups import Tenant, score_tenant
from buying_groups.documents import loads
from buying_groups.insights.changes import change_p_values, dispersion


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Counts = np.ndarray[Any, np.dtype[np.int64]]

RATE = 0.1
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 200


def independent(earlier: Counts, recent: Counts, account: Counts) -> list[float | None]:
    """Test each account as if all events were independent."""
    return _by_account(earlier, recent, account, 1.0)


def dispersed(earlier: Counts, recent: Counts, account: Counts) -> list[float | None]:
    """Test each account as the library does."""
    pairs = list(zip(earlier.tolist(), recent.tolist(), strict=True))
    return _by_account(earlier, recent, account, dispersion(pairs))


def _by_account(earlier: Counts, recent: Counts, account: Counts, ratio: float) -> list[float | None]:
    sums = np.stack([np.bincount(account, counts).astype(int) for counts in (earlier, recent)], axis=1)
    some = sums.sum(axis=1) > 0
    found = iter(change_p_values(sums[some], ratio).tolist())
    return [next(found) if is_some else None for is_some in some.tolist()]


def flipped(earlier: Counts, recent: Counts, account: Counts) -> list[float | None]:
    """Test each account by all ways of swapping its people's windows."""
    found: list[float | None] = []
    for number in range(int(account.max()) + 1):
        differences = (recent - earlier)[account == number]
        sizes = np.abs(differences[differences != 0])
        middle = int(sizes.sum())
        ways = np.zeros(2 * middle + 1)
        ways[middle] = 1
        for size in sizes.tolist():
            ways = (np.roll(ways, size) + np.roll(ways, -size)) / 2
        tail = float(ways[middle + abs(int(differences.sum())) :].sum())
        found.append(min(1.0, 2 * tail) if (recent + earlier)[account == number].sum() else None)
    return found


def shuffled_sample(days: int, unit: str, seed: int) -> Iterator[tuple[Counts, ...]]:
    """Yield the sample's counts with each person's windows swapped at random."""
    rng = np.random.default_rng(seed)
    document = files("buying_groups").joinpath("samples/open_source.json").read_bytes()
    tenant = loads(document, Tenant)
    as_of = max(activity.occurred_at for activity in tenant.activities) - timedelta(days=days)
    windows: list[dict[str, int]] = []
    for moment in (as_of - timedelta(days=30), as_of):
        people = score_tenant(tenant, as_of=moment).people
        windows.append(
            {
                person.person_id: len({part.day for part in person.parts})
                if unit == "days"
                else sum(part.counted for part in person.parts)
                for person in people
            }
        )
    earlier, recent = (np.array([window.get(person.id, 0) for person in tenant.people]) for window in windows)
    numbers = {item.id: number for number, item in enumerate(tenant.accounts)}
    account = np.array([numbers[person.account_id] for person in tenant.people])
    for _ in range(ROUNDS):
        swap = rng.random(len(account)) < 0.5
        yield np.where(swap, recent, earlier), np.where(swap, earlier, recent), account, np.zeros(len(numbers), int)


def simulated(share: float, seed: int) -> Iterator[tuple[Counts, ...]]:
    """Yield the active days of simulated tenants, of whose accounts a share changes five-fold."""
    rng = np.random.default_rng(seed)
    for _ in range(ROUNDS // 5):
        account = np.repeat(np.arange(300), rng.integers(3, 26, 300))
        rate = rng.gamma(0.7, 0.15, len(account)).clip(0, 0.9) / 0.3
        changes = rng.random(300) < share
        factor = np.where(changes, rng.choice([0.2, 5.0], 300), 1.0)
        attentive = rng.random(len(account)) < 0.3
        counts = np.zeros((2, len(account)), int)
        for day in range(60):
            luck = rng.random(len(account))
            attentive = np.where(attentive, luck > 0.1, luck < 0.1 * 0.3 / 0.7)
            chance = np.minimum(rate * (factor[account] if day >= 30 else 1.0), 0.95)
            counts[day // 30] += attentive & (rng.random(len(account)) < chance)
        yield counts[0], counts[1], account, changes.astype(int)


def measure(worlds: Iterator[tuple[Counts, ...]], test: Callable[..., list[float | None]]) -> str:
    """Return how often a test is wrong, and how much it finds."""
    small: list[float] = []
    false: list[float] = []
    power: list[float] = []
    for earlier, recent, account, changes in worlds:
        p_values = test(earlier, recent, account)
        kept = [number for number, p_value in enumerate(p_values) if p_value is not None]
        p = np.array([p_values[number] for number in kept], dtype=float)
        changed = changes[kept] == 1
        found = false_discovery_control(p) <= RATE
        small.append(float((p[~changed] < 0.05).mean()))
        false.append(float((found & ~changed).sum() / max(found.sum(), 1)))
        if changed.any():
            power.append(float(found[changed].mean()))
    share = f"{np.mean(power):.3f}" if power else "–"
    return f"{np.mean(small):14.3f} {np.mean(false):16.3f} {share:>6}"


def main() -> None:
    """Print the table."""
    print(f"{ROUNDS} rounds of the sample, {ROUNDS // 5} simulated tenants; false discovery rate asked for: {RATE}")
    print(f"{'':58} p < 0.05 where  false discovery  found")
    print(f"{'world':34} {'test':22} nothing changed             rate")
    tests = (("active days, independent", independent), ("active days, dispersed", dispersed), ("flipped", flipped))
    rows: list[tuple[str, str, Callable[..., list[float | None]], Callable[[], Iterator[tuple[Counts, ...]]]]] = []
    for days in (0, 30):
        name = f"sample shuffled, {days} days earlier"
        activities = partial(shuffled_sample, days, "activities", 1)
        rows.append((name, "activities, independent", independent, activities))
        rows += [(name, label, test, partial(shuffled_sample, days, "days", 1)) for label, test in tests]
    for share in (0.0, 0.2):
        rows += [
            (f"simulated, {share:.0%} changed", label, test, partial(simulated, share, 2)) for label, test in tests
        ]
    for world, label, test, worlds in rows:
        print(f"{world:34} {label:24} {measure(worlds(), test)}", flush=True)


if __name__ == "__main__":
    main()
