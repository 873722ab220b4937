"""
Speed and memory of intent features and predictions: 5 million pairs from 10 million activities.

Run it from the root of the repository, with the package and pyarrow installed or ``PYTHONPATH=src``:

    python benchmarks/intent_features.py
    python benchmarks/intent_features.py --subjects 10000 --activities 1000000

The activities are made up, with few very busy subjects and few very popular products; what is measured does not depend
on what they mean. The log is made of an Arrow table, the features of all subjects with all products as of one moment; a
detector learns from a sample of the pairs and then predicts all of them, in batches so that memory stays small. Memory
is the largest that the process has held, with the tables that were made up. The last line of the output is the result
as JSON.
"""

# scikit-learn and pyarrow have no types, so what comes out of them is not known here.
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import time
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
from sklearn import __version__ as sklearn_version

from buying_groups.intent.activity_log import ActivityLog
from buying_groups.intent.detector import IntentDetector
from buying_groups.intent.features import IntentFeatures


NOW = datetime(2026, 1, 31, tzinfo=UTC)
TYPES = np.array(["email_clicked", "email_opened", "page_views", "attend_event"])
SPAN = 500 * 86_400_000_000  # microseconds
TARGETS = {"features_seconds": 60.0, "peak_megabytes": 4000.0, "prediction_seconds": 30.0}


def made_up(subjects: int, products: int, activities: int) -> Any:
    """Return a table of activities."""
    rng = np.random.default_rng(0)
    who = (subjects * rng.random(activities, np.float32) ** 2).astype(np.int32)
    now = int(NOW.timestamp() * 1e6)
    return pa.table(
        {
            "account": who,
            "person_id": who * 4 + rng.integers(4, size=activities, dtype=np.int32),
            "product": (products * rng.random(activities, np.float32) ** 1.5).astype(np.int32),
            "activity_type": pa.DictionaryArray.from_arrays(
                pa.array(rng.integers(len(TYPES), size=activities, dtype=np.int32)), pa.array(TYPES)
            ),
            "occurred_at": pa.array(now - rng.integers(SPAN, size=activities)).cast(pa.timestamp("us", "UTC")),
        }
    )


def peak_megabytes() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Read the options, and run."""
    parser = argparse.ArgumentParser(description="Speed and memory of intent features")
    parser.add_argument("--subjects", type=int, default=100_000)
    parser.add_argument("--products", type=int, default=50)
    parser.add_argument("--activities", type=int, default=10_000_000)
    parser.add_argument("--batch", type=int, default=500_000, help="pairs in a batch of predictions")
    options = parser.parse_args()
    table = made_up(options.subjects, options.products, options.activities)
    pairs = pa.table(
        {
            "subject": np.repeat(np.arange(options.subjects, dtype=np.int32), options.products),
            "product": np.tile(np.arange(options.products, dtype=np.int32), options.subjects),
        }
    )
    taken: dict[str, float] = {"made_up_megabytes": peak_megabytes()}
    begin, work = time.perf_counter(), time.process_time()
    log = ActivityLog.from_table(table, subject="account")
    taken["log_seconds"] = time.perf_counter() - begin
    transformer = IntentFeatures(activities=log, as_of=NOW)
    features = transformer.fit_transform(pairs)
    taken["features_seconds"] = time.perf_counter() - begin  # with the log
    taken["features_processor_seconds"] = time.process_time() - work  # what other programs do not add to
    taken["features_peak_megabytes"] = peak_megabytes()

    rng = np.random.default_rng(0)
    sample = np.sort(rng.choice(len(features), min(100_000, len(features)), replace=False))
    recent = transformer.get_feature_names_out().tolist().index("own_decayed_30d")
    labels = rng.random(len(sample)) < np.clip(features[sample, recent], 0.05, 0.95)
    detector = IntentDetector().fit(features[sample], labels, groups=sample // options.products)
    begin, work = time.perf_counter(), time.process_time()
    probabilities = np.concatenate(
        [
            detector.predict_proba(features[start : start + options.batch])[:, 1]
            for start in range(0, len(features), options.batch)
        ]
    )
    taken["prediction_seconds"] = time.perf_counter() - begin
    taken["prediction_processor_seconds"] = time.process_time() - work
    taken["peak_megabytes"] = peak_megabytes()
    print(f"{log}")
    print(f"{len(features):,} pairs, {features.shape[1]} features of 4 bytes, {len(probabilities):,} probabilities")
    for name, value in taken.items():
        goal = f"   below {TARGETS[name]:g}: {'yes' if value < TARGETS[name] else 'NO'}" if name in TARGETS else ""
        print(f"{name:<30}{value:>10.1f}{goal}")
    result: dict[str, Any] = {name: round(value, 2) for name, value in taken.items()}
    result |= {name: getattr(options, name) for name in ("subjects", "products", "activities")}
    result |= {"processors": os.cpu_count(), "load": os.getloadavg()[0], "python": platform.python_version()}
    print(json.dumps(result | {"sklearn": sklearn_version}))


if __name__ == "__main__":
    main()
