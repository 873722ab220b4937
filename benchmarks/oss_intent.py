"""
Intent on real activities: which product will this account (or person) be active on in the next 90 days.

Run it from the root of the repository, with the package and pyarrow installed or ``PYTHONPATH=src``:

    python benchmarks/oss_intent.py --data FOLDER
    python benchmarks/oss_intent.py --data FOLDER --test 2026-02-01 2026-05-01

FOLDER has `activities.csv.gz` (account, person_id, product, activity_type, occurred_at, keywords joined by "|") and
`taxonomy.json` (categories → products → keywords): the activities of companies' people in open-source projects. At a
cut-off T each subject with an activity in the 365 days before is paired with each product; the label is an activity in
the 90 days from T. ``continue`` is all pairs, ``new`` those without an activity in the 365 days before. Learned at four
cut-offs until 2025-02-01; the settings are chosen at 2025-05-01, by the mean of AUC and average precision, separately
for each of the tasks; measured at the test cut-offs, once. Intervals are from a bootstrap over subjects; the expected
calibration error has ten bins of equal size. Activities at T itself belong to the future, so features are as of the
microsecond before. The last line of the output is the result as JSON.
"""

# scikit-learn and pyarrow have no types, so what comes out of them is not known here.
# mypy: disable-error-code="no-any-return"
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportArgumentType=false

from __future__ import annotations

import argparse
import gzip
import json
import platform
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
from pyarrow import csv
from sklearn import __version__ as sklearn_version
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from buying_groups.intent.activity_log import ActivityLog
from buying_groups.intent.detector import IntentDetector
from buying_groups.intent.features import IntentFeatures


if TYPE_CHECKING:
    from numpy.typing import NDArray

TRAIN = ("2024-05-01", "2024-08-01", "2024-11-01", "2025-02-01")
VALIDATION = ("2025-05-01",)
TEST = ("2025-08-01", "2025-11-01")
LOOK_BACK = timedelta(days=365)
HORIZON = timedelta(days=90)
JUST_BEFORE = timedelta(microseconds=1)
HISTORIES = (548.0, 1200.0)
SEED = 0
METRICS = ("AUC", "AP", "Brier", "ECE")
ALONE = {
    "popularity alone": ("product_subjects",),
    "co-interest (EASE) alone": ("co_interest",),
    "recency alone": ("own_decayed_90d",),
}
PUBLISHED = {  # by the protocol's own program, on the test cut-offs TEST
    ("account", "continue"): {"published: logistic regression": (0.924, 0.702, 0.0255, 0.0051)},
    ("account", "new"): {"published: logistic regression": (0.748, 0.052, 0.0129, 0.0023)},
    ("person_id", "continue"): {"published: gradient boosting": (0.982, 0.751, 0.0047, 0.0006)},
    ("person_id", "new"): {"published: logistic regression": (0.815, 0.016, 0.0009, 0.0003)},
}


class Part(NamedTuple):
    """
    Pairs at some cut-offs.
    """

    features: dict[float, NDArray[np.float32]]
    labels: NDArray[np.int64]
    is_new: NDArray[np.bool_]
    subject: NDArray[np.str_]

    def of(self, variant: str) -> Part:
        """Return the pairs of a task."""
        rows = self.is_new if variant == "new" else np.ones(len(self.labels), dtype=np.bool_)
        features = {history: each[rows] for history, each in self.features.items()}
        return Part(features, self.labels[rows], self.is_new[rows], self.subject[rows])


def moment(day: str) -> datetime:
    """Return a day's beginning."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def part(
    table: Any, taxonomy: dict[str, Any], subject: str, days: tuple[str, ...], log: ActivityLog
) -> tuple[Part, list[str]]:
    """Return all pairs at some cut-offs, with the names of the features."""
    who, what = (np.asarray(table[name].to_pylist(), dtype=np.str_) for name in (subject, "product"))
    when = table["occurred_at"].cast(pa.int64()).to_numpy()
    products = np.array(sorted({product for category in taxonomy.values() for product in category}))
    rows: list[tuple[str, str, datetime]] = []
    labels: list[bool] = []
    is_new: list[bool] = []
    for day in days:
        cut = moment(day)
        start, now, end = (int((cut + span).timestamp()) for span in (-LOOK_BACK, timedelta(), HORIZON))
        year, ahead = (when >= start) & (when < now), (when >= now) & (when <= end)
        before, after = (set(zip(who[some], what[some], strict=True)) for some in (year, ahead))
        pairs = [(one, product) for one in np.unique(who[year]) for product in products]
        rows += [(str(one), str(product), cut - JUST_BEFORE) for one, product in pairs]
        labels += [pair in after for pair in pairs]
        is_new += [pair not in before for pair in pairs]
    features: dict[float, NDArray[np.float32]] = {}
    names: list[str] = []
    for history in HISTORIES:
        transformer = IntentFeatures(activities=log, taxonomy=taxonomy, history_days=history, regularization=100.0)
        features[history] = transformer.fit_transform(rows)
        names = transformer.get_feature_names_out().tolist()
    subjects = np.array([one for one, _, _ in rows])
    return Part(features, np.array(labels, dtype=np.int64), np.array(is_new), subjects), names


def estimators() -> dict[str, Any]:
    """Return what is compared on the validation cut-off."""

    def linear(strength: float) -> Any:
        return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=2000))

    trees = ExtraTreesClassifier(100, min_samples_leaf=10, max_features=0.3, random_state=SEED)
    boosting = HistGradientBoostingClassifier(
        learning_rate=0.03,
        max_iter=150,
        max_leaf_nodes=8,
        min_samples_leaf=40,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=SEED,
    )
    return {
        "logistic regression, C=0.01": linear(0.01),
        "logistic regression, C=0.003": linear(0.003),
        "gradient boosting": boosting,
        "logistic regression and extra trees": VotingClassifier(
            [("linear", linear(0.01)), ("trees", trees)], voting="soft"
        ),
    }


def calibration_error(labels: NDArray[np.int64], probabilities: NDArray[np.float64]) -> float:
    """Return the expected calibration error over ten bins of equal size."""
    bins = np.array_split(np.argsort(probabilities, kind="stable"), 10)
    return sum(len(rows) * abs(labels[rows].mean() - probabilities[rows].mean()) for rows in bins) / len(labels)


def measured(labels: NDArray[np.int64], probabilities: NDArray[np.float64]) -> tuple[float, ...]:
    """Return the metrics, in the order of `METRICS`."""
    return (
        float(roc_auc_score(labels, probabilities)),
        float(average_precision_score(labels, probabilities)),
        float(brier_score_loss(labels, probabilities)),
        float(calibration_error(labels, probabilities)),
    )


def intervals(found: Part, probabilities: NDArray[np.float64], times: int) -> list[tuple[float, float]]:
    """Return the 95 % intervals of AUC and average precision, by a bootstrap over subjects."""
    rng = np.random.default_rng(SEED)
    subjects, of = np.unique(found.subject, return_inverse=True)
    rows = np.split(np.argsort(of, kind="stable"), np.cumsum(np.bincount(of))[:-1])
    drawn: list[tuple[float, ...]] = []
    for _ in range(times):
        some = np.concatenate([rows[at] for at in rng.integers(len(subjects), size=len(subjects))])
        if 0 < found.labels[some].sum() < len(some):
            labels, values = found.labels[some], probabilities[some]
            drawn.append((float(roc_auc_score(labels, values)), float(average_precision_score(labels, values))))
    low, high = np.quantile(np.array(drawn), [0.025, 0.975], axis=0)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def probabilities_of(estimator: Any, train: Any, learned: Part, other: Any) -> NDArray[np.float64]:
    """Return what a detector that has learned from some pairs says of others, calibrated across accounts."""
    detector = IntentDetector(estimator=estimator, random_state=SEED).fit(train, learned.labels, groups=learned.subject)
    return detector.predict_proba(other)[:, 1]


def compare(parts: dict[str, Part], names: list[str], published: dict[str, Any], times: int) -> dict[str, Any]:
    """Choose on the validation pairs, then measure on the test pairs; print and return both."""
    train, validation, test = (parts[name] for name in ("train", "validation", "test"))
    chosen: tuple[float, str, float] = (-1.0, "", 0.0)
    result: dict[str, Any] = {"validation": {}, "test": {}}
    for history in HISTORIES:
        for name, estimator in estimators().items():
            found = probabilities_of(estimator, train.features[history], train, validation.features[history])
            values = measured(validation.labels, found)
            title = f"{name}, {history:g} days"
            result["validation"][title] = values
            print(f"  validation  {title:<60}{''.join(f'{value:>9.4f}' for value in values)}", flush=True)
            chosen = max(chosen, ((values[0] + values[1]) / 2, name, history))
    _, best, history = chosen
    result["chosen"] = {"model": best, "history_days": history}
    ways: dict[str, tuple[list[int], str | None]] = {
        name: ([names.index(each) for each in columns], None) for name, columns in ALONE.items()
    }
    every = list(range(len(names)))
    ways |= {name: (every, name) for name in ("logistic regression, C=0.01", "gradient boosting")}
    ways["chosen"] = (every, best)
    for title, (columns, way) in ways.items():
        found = probabilities_of(
            LogisticRegression() if way is None else estimators()[way],
            train.features[history][:, columns],
            train,
            test.features[history][:, columns],
        )
        values = measured(test.labels, found)
        spans = intervals(test, found, times)
        result["test"][title] = dict(zip(METRICS, values, strict=True)) | {
            "AUC interval": spans[0],
            "AP interval": spans[1],
        }
        label = f"chosen: {best}, {history:g} days" if title == "chosen" else title
        shown = "  ".join(f"[{low:.3f}, {high:.3f}]" for low, high in spans)
        print(f"  test        {label:<60}{''.join(f'{value:>9.4f}' for value in values)}   {shown}", flush=True)
    for title, values in published.items():
        print(f"  test        {title:<60}{''.join(f'{value:>9.4f}' for value in values)}")
    return result


def main() -> None:
    """Read the options, and run."""
    parser = argparse.ArgumentParser(
        description="Intent on open-source engagement, by the library's features and detector"
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the data set")
    parser.add_argument("--test", nargs="+", default=list(TEST), help="cut-offs to measure at")
    parser.add_argument("--subject", nargs="+", choices=("account", "person_id"), default=["account", "person_id"])
    parser.add_argument("--bootstrap", type=int, default=200, help="how many samples the intervals are of")
    options = parser.parse_args()
    begin = time.perf_counter()
    path = options.data / "activities.csv.gz"
    text = {name: pa.string() for name in ("account", "person_id", "product", "activity_type", "keywords")}
    table = csv.read_csv(
        pa.BufferReader(gzip.decompress(path.read_bytes())),
        convert_options=csv.ConvertOptions(
            column_types={**text, "occurred_at": pa.timestamp("s", "UTC")}, strings_can_be_null=False
        ),
    )
    taxonomy = json.loads((options.data / "taxonomy.json").read_text(encoding="utf-8"))["categories"]
    results: dict[str, Any] = {}
    for subject in options.subject:
        log = ActivityLog.from_table(table, subject=subject, keywords="keywords")
        made: dict[str, Part] = {}
        names: list[str] = []
        for name, days in (("train", TRAIN), ("validation", VALIDATION), ("test", tuple(options.test))):
            made[name], names = part(table, taxonomy, subject, days, log)
        print(f"{log}, {len(names)} features, {time.perf_counter() - begin:.0f} s", flush=True)
        for variant in ("continue", "new"):
            parts = {name: each.of(variant) for name, each in made.items()}
            print(f"\n{subject}, {variant}: ", end="")
            print(
                ", ".join(
                    f"{name} {len(each.labels):,} pairs, {each.labels.sum():,} positive" for name, each in parts.items()
                )
            )
            print(f"  {'':<72}{''.join(f'{name:>9}' for name in METRICS)}   AUC, AP: 95 % over subjects")
            published = PUBLISHED[subject, variant] if tuple(options.test) == TEST else {}
            results[f"{subject}/{variant}"] = compare(parts, names, published, options.bootstrap)
    results |= {"test": options.test, "python": platform.python_version(), "sklearn": sklearn_version}
    print(json.dumps(results | {"seconds": round(time.perf_counter() - begin, 1)}))


if __name__ == "__main__":
    main()
