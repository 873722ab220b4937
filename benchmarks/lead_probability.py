"""
How far probabilities, and what is promised of "high", can be believed: the intent detector on a company's leads.

Run it from the root of the repository, with the package installed or ``PYTHONPATH=src``:

    python benchmarks/lead_probability.py --data leads.csv.gz

FILE is the public case study of X Education: 9,240 leads, 38.5 % of them converted. Only what is known before the
outcome is used. `Tags`, `Lead Quality`, `Lead Profile`, the `Asymmetrique …` columns, `Last Activity` and `Last Notable
Activity` are written while a lead is worked on, and tell how it ended; ids are dropped too.

Five folds: every lead is predicted by a model that has not seen it. Promise: the leads are split at random, 200 times,
into a half that the detector learns from, a quarter that the thresholds are chosen on, and a quarter that "high" is
looked at. There is one lead for each person here, so every lead is an account of its own. The settings of the detector
are its defaults. It takes about 15 minutes of processor time. The last line of the output is the result as JSON.
"""

# scikit-learn has no types, so what comes out of it is not known here.
# mypy: disable-error-code="import-untyped"
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportArgumentType=false

from __future__ import annotations

import argparse
import json
import platform
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn import __version__ as sklearn_version
from sklearn.base import clone
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, VotingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from buying_groups.intent import IntentDetector, IntentLevel
from buying_groups.intent.leaks import suspicious_features
from buying_groups.intent.metrics import brier_decomposition, expected_calibration_error
from buying_groups.intent.sureness import check_sureness, choose_sureness


FOLDS = 5
PROMISE, CONFIDENCE = 0.8, 0.95
KNOWN_LATER = ("Tags", "Lead Quality", "Lead Profile", "Last Activity", "Last Notable Activity")
IDS = ("Prospect ID", "Lead Number")


def read(path: Path) -> tuple[pd.DataFrame, Any]:
    """Return the honest columns, and who converted."""
    leads = pd.read_csv(path)
    dropped = [name for name in leads if str(name).startswith(("Asymmetrique", "Unnamed"))]
    converted = leads.pop("Converted").to_numpy()
    return leads.drop(columns=[*KNOWN_LATER, *IDS, *dropped]), converted


def encoded(estimator: Any) -> Any:
    """Return a pipeline that gives an estimator numbers."""
    categories = OneHotEncoder(handle_unknown="ignore", min_frequency=10, sparse_output=False)
    numbers = make_column_selector(dtype_include="number")
    rest = make_column_selector(dtype_exclude="number")
    return make_pipeline(make_column_transformer((categories, rest), ("passthrough", numbers)), estimator)


def linear() -> Any:
    """Return a logistic regression on standardized features."""
    return make_pipeline(SimpleImputer(add_indicator=True), StandardScaler(), LogisticRegression(max_iter=1000))


def candidates() -> dict[str, Any]:
    """Return what is compared."""
    boosting = HistGradientBoostingClassifier(
        learning_rate=0.05, max_leaf_nodes=15, l2_regularization=1.0, early_stopping=False
    )
    both = VotingClassifier([("linear", linear()), ("boosting", boosting)], voting="soft")
    return {
        "logistic regression": linear(),
        "HistGradientBoosting, scikit-learn's defaults": HistGradientBoostingClassifier(random_state=0),
        "IntentDetector": IntentDetector(random_state=0),
        "IntentDetector, uncalibrated": IntentDetector(calibration=None, random_state=0),
        "IntentDetector, beta": IntentDetector(calibration="beta", random_state=0),
        "IntentDetector, isotonic": IntentDetector(calibration="isotonic", random_state=0),
        "IntentDetector, logistic regression": IntentDetector(estimator=linear()),
        "IntentDetector, mean of both": IntentDetector(estimator=both),
    }


def five_fold(leads: pd.DataFrame, converted: Any, estimator: Any, rows: int | None = None) -> dict[str, float]:
    """Return the figures of one estimator; with `rows`, learned from so many of each fold's leads."""
    rng, aucs, predicted = np.random.default_rng(0), [], np.empty(len(converted))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(leads, converted):
        learned = train if rows is None else rng.choice(train, rows, replace=False)
        model = encoded(clone(estimator)).fit(leads.iloc[learned], converted[learned])
        predicted[test] = model.predict_proba(leads.iloc[test])[:, 1]
        aucs.append(roc_auc_score(converted[test], predicted[test]))
    parts = brier_decomposition(converted, predicted)
    return {
        "auc": float(np.mean(aucs)),
        "brier": parts.brier,
        "ece": expected_calibration_error(converted, predicted),
        "reliability": parts.reliability,
        "resolution": parts.resolution,
        "accuracy": float(accuracy_score(converted, predicted >= 0.5)),  # noqa: PLR2004 - the more probable label
    }


def promise(leads: pd.DataFrame, converted: Any, seed: int) -> dict[str, float]:
    """Return what "high" was worth in one random split; the bounds of no leads are 0 and 1."""
    order = np.random.default_rng(seed).permutation(len(converted))
    half, three_quarters = len(order) // 2, len(order) * 3 // 4
    train, choose, test = order[:half], order[half:three_quarters], order[three_quarters:]
    model = encoded(IntentDetector(random_state=0)).fit(leads.iloc[train], converted[train])
    of = {name: model.predict_proba(leads.iloc[rows])[:, 1] for name, rows in (("choose", choose), ("test", test))}
    sureness = choose_sureness(converted[choose], of["choose"], high=PROMISE, confidence=CONFIDENCE)
    found = [each.evidence for each in check_sureness(sureness, converted[test], of["test"])]
    high = next((each for each in found if each.level is IntentLevel.HIGH), None)
    levels = sureness.levels(of["test"])
    return {
        "threshold": np.nan if sureness.high is None else sureness.high,
        "coverage": high.coverage if high else 0.0,
        "precision": np.nan if high is None or high.share is None else high.share,
        "upper bound": high.highest if high else 1.0,
        **{f"{level} share": float(np.mean(levels == level)) for level in IntentLevel},
        **{
            f"{level} interested": float(converted[test][levels == level].mean()) if (levels == level).any() else np.nan
            for level in IntentLevel
        },
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Probabilities and promises of the intent detector on real leads.")
    parser.add_argument("--data", type=Path, required=True, metavar="FILE", help="the leads, as CSV")
    parser.add_argument("--splits", type=int, default=200, help="how many random splits test the promise (200)")
    parser.add_argument("--few", action="store_true", help="compare the models on 100, 300 and 1,000 leads too")
    arguments = parser.parse_args()
    leads, converted = read(arguments.data)
    started = time.perf_counter()

    print(f"Python {platform.python_version()}, scikit-learn {sklearn_version}")
    print(f"{len(leads):,} leads, {leads.shape[1]} columns, {converted.mean():.1%} converted")
    encoder = encoded("passthrough")
    suspicious = suspicious_features(encoder.fit_transform(leads), converted, auc=0.9)
    print(f"columns that alone reach an AUC of .9: {', '.join(each.name for each in suspicious) or 'none'}")

    result: dict[str, Any] = {"five-fold": {}, "few": {}}
    columns = ("auc", "brier", "ece", "reliability", "resolution", "accuracy")
    for rows in (*((100, 300, 1000) if arguments.few else ()), None):
        title = "five folds" if rows is None else f"five folds, learned from {rows:,} leads"
        print(f"\n{title:<48}{''.join(f'{column:>12}' for column in columns)}")
        into = result["five-fold"] if rows is None else result["few"].setdefault(str(rows), {})
        for name, estimator in candidates().items():
            into[name] = five_fold(leads, converted, estimator, rows)
            print(f"{name:<48}{''.join(f'{into[name][column]:>12.4f}' for column in columns)}", flush=True)

    splits = pd.DataFrame([promise(leads, converted, seed) for seed in range(arguments.splits)])
    reached = splits["upper bound"] >= PROMISE
    result["promise"] = {
        "splits": len(splits),
        "upper bound reaches the promise": float(reached.mean()),
        "precision reaches the promise": float((splits["precision"] >= PROMISE).mean()),
        "without a threshold": float(splits["threshold"].isna().mean()),
        "coverage at least .15": float((splits["coverage"] >= 0.15).mean()),  # noqa: PLR2004 - the figure to reach
        "mean": {str(name): float(value) for name, value in splits.mean().items()},
        "5 % quantile": {str(name): float(value) for name, value in splits.quantile(0.05).items()},
    }
    print(f"\n{len(splits)} random splits; high is promised to be right in {PROMISE:.0%} ({CONFIDENCE:.0%} confidence)")
    print(f"the upper 95 % bound of its precision reaches the promise in {reached.mean():.1%} of the splits")
    print(f"the precision itself does in {result['promise']['precision reaches the promise']:.1%}")
    print(f"{'':<12}{'share':>10}{'interested':>12}   mean over splits")
    for level in (IntentLevel.HIGH, IntentLevel.MEDIUM, IntentLevel.LOW, IntentLevel.UNKNOWN):
        print(f"{level:<12}{splits[f'{level} share'].mean():>10.1%}{splits[f'{level} interested'].mean():>12.1%}")
    print(f"high covers from {splits['coverage'].min():.1%} to {splits['coverage'].max():.1%} of the leads;", end=" ")
    print(f"its threshold is from {splits['threshold'].min():.2f} to {splits['threshold'].max():.2f}")
    print(f"{time.perf_counter() - started:.0f} s")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
