"""
Group recommendation: which items is this group (or user) interested in, given what it and its members did.

Run it from the root of the repository, with the package and pyarrow installed or ``PYTHONPATH=src``:

    python benchmarks/group_recommendation.py --data FOLDER --task group
    python benchmarks/group_recommendation.py --data FOLDER --task group --choose

FOLDER has the files of CAMRa2011 or Mafengwo as published with ConsRec (WWW 2023), plain or gzipped: `groupMember.txt`
(group user,user,…), `groupRatingTrain.txt` and `userRatingTrain.txt` (id item [rating]; above 0 is interest), and for
the task `…RatingTest.txt` with `…RatingNegative.txt`. Each test item is ranked among 100 that are not of interest; ties
count honestly: an item that shares its score with others has each of their ranks in equal parts.

One group of settings serves every folder and both tasks; `--choose` compares others on activities held out of the
training files and never opens a test file. Without it, the training files alone decide whether the model is plain
popularity, a logistic regression or trees: the simplest that no later one is surely better than on held-out interests;
only then the test files are read. `--keep 0.05` leaves about one interest for eight groups, to see how that bears
sparse data. The last line of the output is the result as JSON.
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
import resource
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
from sklearn import __version__ as sklearn_version
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from buying_groups.intent.activity_log import ActivityLog
from buying_groups.intent.choice import choose_ranking
from buying_groups.intent.detector import IntentDetector
from buying_groups.intent.features import IntentFeatures
from buying_groups.intent.held_out import hold_out
from buying_groups.intent.metrics import hit_rate, ndcg


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

NOW = datetime(2026, 1, 1, tzinfo=UTC)  # nothing here has a date
SEED = 0
N_SPLITS = 4
METRICS = ("HR@5", "HR@10", "NDCG@5", "NDCG@10")
POPULARITY = "product_subjects_of_kind"
OTHERS = {  # features that rank by themselves
    "popularity": POPULARITY,
    "share of members who have it": "members_share",
    "co-interest (EASE), groups and users": "co_interest",
    "co-interest (EASE), own kind": "co_interest_of_kind",
}


class Settings(NamedTuple):
    """
    What is chosen with ``--choose``.
    """

    regularization: float = 300.0
    also_related: float | None = None
    learning_rate: float = 0.05
    max_iter: int = 200
    max_leaf_nodes: int = 15


CHOSEN = Settings()
GRID = [
    *(CHOSEN._replace(regularization=value) for value in (100.0, 300.0, 1000.0)),
    *(CHOSEN._replace(also_related=value) for value in (0.0, 0.5, 1.0)),
]


class Training(NamedTuple):
    """
    What the training files hold.
    """

    log: ActivityLog
    members: list[tuple[str, str]]
    groups: list[str]
    users: list[str]
    items: list[int]  # also those of which no interest is kept


class Examples(NamedTuple):
    """
    Features of held-out pairs, with their labels and the part that they were held out in.
    """

    features: NDArray[np.float32]
    labels: NDArray[np.int64]
    part: NDArray[np.int64]
    subjects: NDArray[np.object_]
    names: list[str]


def lines(folder: Path, name: str) -> Iterator[list[str]]:
    """Yield the words of each line of a file, plain or gzipped."""
    path = folder / name
    if path.exists():
        text = path.read_text(encoding="utf-8")
    else:
        text = gzip.decompress(path.with_name(f"{name}.gz").read_bytes()).decode("utf-8")
    return (line.split() for line in text.splitlines() if line.strip())


def read_training(folder: Path, keep: float) -> Training:
    """Return the training files; of the interests a share, drawn at random, to see how the methods bear sparse data."""
    members = [
        (f"g{group}", f"u{user}") for group, users in lines(folder, "groupMember.txt") for user in users.split(",")
    ]
    subjects: list[str] = []
    items: list[int] = []
    for kind in ("group", "user"):
        for subject, item, *rating in lines(folder, f"{kind}RatingTrain.txt"):
            if not rating or float(rating[0]) > 0:
                subjects.append(f"{kind[0]}{subject}")
                items.append(int(item))
    table = pa.table(
        {
            "person_id": subjects,
            "product": items,
            "occurred_at": pa.array([NOW] * len(items), pa.timestamp("us", "UTC")),
        }
    )
    if keep < 1:
        table = table.filter(pa.array(np.random.default_rng(SEED).random(len(items)) < keep))
    log = ActivityLog.from_table(table, activity_type=None)
    groups = sorted({group for group, _ in members})
    users = sorted({user for _, user in members} | {subject for subject in log.subjects if subject[0] == "u"})
    return Training(log, members, groups, users, sorted({*items}))


def features_of(training: Training, log: ActivityLog, pairs: Any, settings: Settings) -> tuple[Any, list[str]]:
    """Return the features of pairs, from a log, and their names."""
    transformer = IntentFeatures(
        activities=log, members=training.members, as_of=NOW, regularization=settings.regularization
    )
    return transformer.fit_transform(pairs), transformer.get_feature_names_out().tolist()


def examples(training: Training, subjects: list[str], settings: Settings) -> Examples:
    """Return examples to learn from: interests that are held out of the log, beside what is not of interest."""
    features: list[Any] = []
    labels: list[Any] = []
    whose: list[Any] = []
    names: list[str] = []
    parts = hold_out(
        training.log,
        subjects=subjects,
        members=training.members,
        products=training.items,
        n_splits=N_SPLITS,
        also_related=settings.also_related,
        rng=np.random.default_rng(SEED),
    )
    for part in parts:
        found, names = features_of(training, part.activities, part.pairs, settings)
        features.append(found)
        labels.append(part.labels)
        whose.append(part.pairs[:, 0])
    of_part = np.repeat(np.arange(len(labels)), [len(each) for each in labels])
    return Examples(np.concatenate(features), np.concatenate(labels), of_part, np.concatenate(whose), names)


def gradient_boosting(settings: Settings) -> IntentDetector:
    """Return the model; it is to rank, so its probabilities are left as they are."""
    trees = HistGradientBoostingClassifier(
        learning_rate=settings.learning_rate,
        max_iter=settings.max_iter,
        max_leaf_nodes=settings.max_leaf_nodes,
        min_samples_leaf=100,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=SEED,
    )
    return IntentDetector(estimator=trees, calibration=None)


def logistic_regression(settings: Settings) -> IntentDetector:  # noqa: ARG001 - as the other model
    """Return the simpler model, which has no settings."""
    return IntentDetector(
        estimator=make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)), calibration=None
    )


MODELS = {"logistic regression": logistic_regression, "gradient boosting": gradient_boosting}  # from simple to complex


def measured(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Return the metrics of each test line.

    Parameters
    ----------
    scores : ndarray of shape (n_lines, n_candidates)
        The first column is that of the item of interest.

    Returns
    -------
    ndarray of shape (4, n_lines)
        In the order of `METRICS`.
    """
    labels = np.zeros(scores.shape, np.int64)
    labels[:, 0] = 1
    lines_of = np.repeat(np.arange(len(scores)), scores.shape[1])
    of_pairs = labels.ravel(), scores.ravel(), lines_of
    return np.array([metric(*of_pairs, k=k, average=False) for metric in (hit_rate, ndcg) for k in (5, 10)])


def chosen_model(found: Examples, settings: Settings) -> str:
    """Return the simplest way to rank that no other is surely better than, on parts that the models did not see."""
    interested = [found.labels[found.part != part].any() for part in range(N_SPLITS)]
    if not all(interested):
        return "popularity"
    scores = {"popularity": found.features[:, found.names.index(POPULARITY)].astype(float)}
    for name, make in MODELS.items():
        scores[name] = np.zeros(len(found.labels))
        for part in range(N_SPLITS):
            train, test = found.part != part, found.part == part
            model = make(settings).fit(found.features[train], found.labels[train])
            if test.any():
                scores[name][test] = model.predict_proba(found.features[test])[:, 1]
    for name, values in scores.items():
        value = ndcg(found.labels, values, np.cumsum(found.labels), k=1)
        print(f"    {name:<20} {value:.4f} of held-out interests are first of eleven", flush=True)
    return choose_ranking(found.labels, scores, np.cumsum(found.labels), found.subjects)


def choose(folder: Path, task: str) -> None:
    """Print what each group of settings is worth on interests that were held out of the training files."""
    training = read_training(folder, 1.0)
    subjects = training.groups if task == "group" else training.users
    for settings in GRID:
        parts = hold_out(
            training.log,
            subjects=subjects,
            members=training.members,
            n_splits=10,
            n_per_subject=5,
            n_negatives=100,
            rng=np.random.default_rng(SEED + 1),
        )
        outer = next(iter(parts))
        inner = training._replace(log=outer.activities)
        found = examples(inner, subjects, settings)
        model = gradient_boosting(settings).fit(found.features, found.labels)
        features, names = features_of(inner, outer.activities, outer.pairs, settings)
        starts = np.flatnonzero(outer.labels)
        whole = np.diff(np.append(starts, len(outer.labels))) == 101  # noqa: PLR2004 - one among a hundred
        lines_of = starts[whole, None] + np.arange(101)
        print(settings._asdict())
        for name, values in (
            ("popularity", features[:, names.index(POPULARITY)].astype(float)),
            ("co-interest", features[:, names.index("co_interest")].astype(float)),
            ("model", model.predict_proba(features)[:, 1]),
        ):
            print(
                f"    {name:<12}{' '.join(f'{value:.4f}' for value in measured(values[lines_of]).mean(axis=1))}",
                flush=True,
            )


def read_test(folder: Path, task: str) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return the subject of each test line, and its items, of which the first is of interest."""
    interests = [(f"{task[0]}{subject}", int(item)) for subject, item, *_ in lines(folder, f"{task}RatingTest.txt")]
    others = [[int(item) for item in words[1:]] for words in lines(folder, f"{task}RatingNegative.txt")]
    items = np.array([[item, *negative] for (_, item), negative in zip(interests, others, strict=True)])
    return np.array([subject for subject, _ in interests], dtype=object), items


def pairs_of(subjects: NDArray[np.object_], items: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return the pairs of all test lines, line after line."""
    pairs = np.empty((items.size, 2), dtype=object)
    pairs[:, 0] = np.repeat(subjects, items.shape[1])
    pairs[:, 1] = items.ravel().tolist()
    return pairs


def interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the mean, over test lines."""
    rng = np.random.default_rng(SEED)
    means = [values[rng.integers(len(values), size=len(values))].mean() for _ in range(1000)]
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def show(title: str, rows: dict[str, NDArray[np.float64]], some: NDArray[np.bool_]) -> dict[str, Any]:
    """Print the table of some of the test lines, with paired intervals of what the model adds to each other way."""
    print(f"\n{title}: {int(some.sum()):,} test lines")
    print(f"{'':<40}{''.join(f'{name:>9}' for name in METRICS)}   model − this: HR@5, NDCG@10 (95 % paired)")
    result: dict[str, Any] = {}
    model = rows["model"][:, some]
    for name, values in rows.items():
        means = values[:, some].mean(axis=1)
        result[name] = {metric: round(float(mean), 4) for metric, mean in zip(METRICS, means, strict=True)}
        added = ""
        if name != "model":
            spans = [interval(model[at] - values[at, some]) for at in (0, 3)]
            result[name]["model_adds"] = {METRICS[at]: span for at, span in zip((0, 3), spans, strict=True)}
            added = "   " + "  ".join(f"[{low:+.4f}, {high:+.4f}]" for low, high in spans)
        print(f"{name:<40}{''.join(f'{mean:>9.4f}' for mean in means)}{added}")
    spans = [interval(each) for each in model]
    result["model"]["interval"] = dict(zip(METRICS, spans, strict=True))
    print(f"{'model, 95 % intervals':<40}{'  '.join(f'[{low:.3f}, {high:.3f}]' for low, high in spans)}")
    return result


def run(folder: Path, task: str, keep: float) -> None:
    """Learn from the training files, then measure on the test files, and print both."""
    clock: Callable[[], float] = time.perf_counter
    begin = clock()
    training = read_training(folder, keep)
    subjects = training.groups if task == "group" else training.users
    print(f"{training.log}, {len(training.members):,} memberships")
    found = examples(training, subjects, CHOSEN)
    print(f"{len(found.labels):,} examples of {len(found.names)} features, {clock() - begin:.0f} s", flush=True)
    chosen = chosen_model(found, CHOSEN)
    print(f"chosen on the training data: {chosen}, {clock() - begin:.0f} s", flush=True)
    models = {name: make(CHOSEN).fit(found.features, found.labels) for name, make in MODELS.items()}
    print(f"learned, {clock() - begin:.0f} s", flush=True)

    # Nothing is fitted or chosen below this line.
    subject, items = read_test(folder, task)
    features, names = features_of(training, training.log, pairs_of(subject, items), CHOSEN)
    scores = {name: features[:, names.index(column)].astype(float) for name, column in OTHERS.items()}
    scores |= {name: model.predict_proba(features)[:, 1] for name, model in models.items()}
    scores["model"] = scores[chosen]
    rows = {name: measured(values.reshape(items.shape)) for name, values in scores.items()}
    seen = features[:, names.index("own_met")].reshape(items.shape)[:, 0] > 0
    result: dict[str, Any] = {"all": show("all", rows, np.ones(len(seen), dtype=np.bool_))}
    if seen.any():
        result["clean"] = show("clean: not in the training file", rows, ~seen)
        print(f"negatives that are in the training file: {int(features[:, names.index('own_met')].sum() - seen.sum())}")
    result |= {
        "data": folder.name,
        "task": task,
        "keep": keep,
        "model": chosen,
        "settings": CHOSEN._asdict(),
        "seconds": round(clock() - begin, 1),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "python": platform.python_version(),
        "sklearn": sklearn_version,
    }
    print(json.dumps(result))


def main() -> None:
    """Read the options, and run."""
    parser = argparse.ArgumentParser(description="Group recommendation, by the library's features and detector")
    parser.add_argument("--data", type=Path, required=True, help="folder of the data set")
    parser.add_argument("--task", choices=("group", "user"), default="group")
    parser.add_argument("--keep", type=float, default=1.0, help="share of the training interests that is kept")
    parser.add_argument("--choose", action="store_true", help="compare settings on the training files alone")
    options = parser.parse_args()
    if options.choose:
        choose(options.data, options.task)
    else:
        run(options.data, options.task, options.keep)


if __name__ == "__main__":
    main()
