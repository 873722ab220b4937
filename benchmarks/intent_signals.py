"""
How well signals without labels rank what accounts do next, by half-life, on the open-source engagement data.

Run it from the root of the repository, with the package, numpy and scikit-learn, or ``PYTHONPATH=src``:

    python benchmarks/intent_signals.py --data oss_engagement

The folder has ``activities.csv.gz``: activity_id, person_id, account, activity_type, occurred_at, product, keywords.
At a cut-off, each account with an activity in the 365 days before it is paired with each product; the question is
whether it has an activity there in the 90 days from the cut-off. *continue* is all pairs, *new* those without an
activity in the 365 days before. The strength of the account's signal ranks the pairs; unknown ranks below all that is
known. Half-lives are compared at five cut-offs from 2024-05-01 to 2025-05-01; of the two later ones, which other models
are tested on, only the library's default is shown. One activity is enough for a signal here, and types weigh as in the
sample tenant.

A strength is no probability, so that there is only ranking to be measured: the area under the curve and the average
precision. The data is real behaviour over time, but no buying behaviour. The last line is the same as JSON.
"""

# scikit-learn has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import argparse
import csv
import gzip
import json
import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

from buying_groups import Account, Activity, Content, Person, Tenant
from buying_groups.intent import (
    DEFAULT_SIGNAL_MODEL,
    SignalModel,
    Signals,
    SignalWeight,
    Taxonomy,
    TaxonomyCategory,
    TaxonomyProduct,
)


if TYPE_CHECKING:
    from collections.abc import Iterable

HALF_LIVES = (15.0, 30.0, 60.0, 90.0, 180.0, 365.0)
CHOOSING = ("2024-05-01", "2024-08-01", "2024-11-01", "2025-02-01", "2025-05-01")
TESTING = ("2025-08-01", "2025-11-01")
LOOK_BACK, AHEAD = timedelta(days=365), timedelta(days=90)
WEIGHTS = {
    "release": 2.0,
    "proposal": 1.5,
    "commit": 1.0,
    "docs": 1.0,
    "test": 1.0,
    "co_author": 0.5,
    "merge": 0.5,
    "sign_off": 0.5,
}


def read(data: Path) -> Tenant:
    """Return the data as a tenant; a person who changes employer is another one there."""
    with gzip.open(data / "activities.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    contents = {product: Content(title=product) for product in sorted({row["product"] for row in rows})}
    people = {f"{row['person_id']} {row['account']}": row["account"] for row in rows}
    products = tuple(TaxonomyProduct(name=product, keywords=(product,)) for product in contents)
    return Tenant(
        name="Open source",
        accounts=tuple(Account(id=account, name=account) for account in sorted(set(people.values()))),
        people=tuple(Person(id=id, account_id=account) for id, account in people.items()),
        taxonomy=Taxonomy(categories=(TaxonomyCategory(name="All", products=products),)).approve(),
        activities=tuple(
            Activity(
                person_id=f"{row['person_id']} {row['account']}",
                activity_type=row["activity_type"],
                occurred_at=datetime.fromisoformat(row["occurred_at"]),
                content=contents[row["product"]],
            )
            for row in rows
        ),
    )


def touched(tenant: Tenant, account_of: dict[str, str], begin: datetime, end: datetime) -> set[tuple[str, str]]:
    """Return the pairs of account and product with an activity from `begin` to before `end`."""
    return {
        (account_of[activity.person_id], activity.content.title or "")
        for activity in tenant.activities
        if activity.content is not None and begin <= activity.occurred_at < end
    }


def measured(tenant: Tenant, cut_off: datetime) -> dict[str, tuple[float, float]]:
    """Return the area under the curve and the average precision of both tasks at a cut-off."""
    account_of = {person.id: person.account_id for person in tenant.people}
    before = touched(tenant, account_of, cut_off - LOOK_BACK, cut_off)
    after = touched(tenant, account_of, cut_off, cut_off + AHEAD)
    signals = Signals(tenant, as_of=cut_off - timedelta(microseconds=1))
    rows: list[tuple[bool, bool, float]] = []
    for account in sorted({account for account, _ in before}):
        for product in signals.account(account).report.categories[0].products:
            pair = account, product.name
            rows.append((pair in before, pair in after, -1.0 if product.strength is None else product.strength))
    known, happened, strengths = (np.array(column) for column in zip(*rows, strict=True))
    return {
        task: (
            float(roc_auc_score(happened[chosen], strengths[chosen])),
            float(average_precision_score(happened[chosen], strengths[chosen])),
        )
        for task, chosen in (("continue", np.ones(len(rows), bool)), ("new", ~known))
    }


def means(tenant: Tenant, cut_offs: Iterable[str], half_life: float) -> dict[str, float]:
    """Return the means of every figure over cut-offs."""
    model = SignalModel(
        weights=tuple(SignalWeight(activity_type=name, weight=weight) for name, weight in WEIGHTS.items()),
        half_life_days=half_life,
        activities_required=1,
    )
    changed = attrs.evolve(tenant, signal_model=model)
    found = [measured(changed, datetime.fromisoformat(day).replace(tzinfo=UTC)) for day in cut_offs]
    return {
        f"{task} {figure}": statistics.mean(each[task][place] for each in found)
        for task in ("continue", "new")
        for place, figure in enumerate(("AUC", "AP"))
    }


def main() -> None:
    """Measure, and report."""
    parser = argparse.ArgumentParser(description="Measure how well signals rank what accounts do next.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the open-source engagement data")
    tenant = read(parser.parse_args().data)
    results: list[dict[str, Any]] = []
    print(f"{'half-life':>9}  {'cut-offs':>8}  continue AUC  continue AP  new AUC  new AP")
    default = DEFAULT_SIGNAL_MODEL.half_life_days
    rounds = [(half_life, "choosing", CHOOSING) for half_life in HALF_LIVES] + [(default, "testing", TESTING)]
    for half_life, which, cut_offs in rounds:
        row = means(tenant, cut_offs, half_life)
        results.append({"half_life_days": half_life, "cut_offs": which, **row})
        print(
            f"{half_life:>9g}  {which:>8}  {row['continue AUC']:>12.3f}  {row['continue AP']:>11.3f}"
            f"  {row['new AUC']:>7.3f}  {row['new AP']:>6.3f}"
        )
    begin = time.perf_counter()
    signals = Signals(tenant, as_of=datetime(2026, 1, 31, tzinfo=UTC))
    for account in tenant.accounts:
        _ = signals.account(account.id).report
    seconds = time.perf_counter() - begin
    print(f"All {len(tenant.accounts)} accounts at once, {len(tenant.activities):,} activities: {seconds:.2f} s")
    print(json.dumps({"rows": results, "all_accounts_seconds": seconds}))


if __name__ == "__main__":
    main()
