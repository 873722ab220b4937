"""
Job titles to seniority and department: the rules, a trained model, and both, beside published figures.

Run it from the root of the repository, with the package installed or ``PYTHONPATH=src``:

    python benchmarks/job_titles.py --data FOLDER

FOLDER has the three files of snapADDY's benchmark: `seniority_train.csv` and `department_train.csv` (text, label) train
the model, `test_jobs.csv` (position, department, seniority) is what everything is measured on. The words of the rules
and every parameter were chosen without the test titles; this program is the only thing that reads them.

An abstention is wrong. "The most confident 50 %" is taken over all titles, abstentions last; where the border falls
among titles of one confidence, each of them counts in part, so that the order of the file does not matter. "New" is the
accuracy on the test titles that are not among the training titles, which the model has learned and in which gaps of
the vocabulary were looked for. The last line of the output is the result as JSON.
"""

# scikit-learn has no types, so what comes out of it is not known here.
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportArgumentType=false

from __future__ import annotations

import argparse
import csv
import json
import platform
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn import __version__ as sklearn_version
from sklearn.metrics import f1_score

from buying_groups.titles import Function, Seniority, understand_title
from buying_groups.titles.classifier import TitleClassifier


UNKNOWN = "unknown"
SHARES = (25, 50, 75)

# Our labels are the benchmark's, some of them divided; this is the way back.
LEVELS = {
    Seniority.TRAINEE: "Junior",
    Seniority.JUNIOR: "Junior",
    Seniority.PROFESSIONAL: "Professional",
    Seniority.SENIOR: "Senior",
    Seniority.MANAGER: "Senior",
    Seniority.LEAD: "Lead",
    Seniority.DIRECTOR: "Director",
    Seniority.VICE_PRESIDENT: "Management",
    Seniority.EXECUTIVE: "Management",
    Seniority.OWNER: "Management",
}
DEPARTMENTS = dict.fromkeys(Function, "Other") | {
    Function.MARKETING: "Marketing",
    Function.SALES: "Sales",
    Function.BUSINESS_DEVELOPMENT: "Business Development",
    Function.PURCHASING: "Purchasing",
    Function.HUMAN_RESOURCES: "Human Resources",
    Function.CUSTOMER_SUPPORT: "Customer Support",
    Function.CONSULTING: "Consulting",
    Function.INFORMATION_TECHNOLOGY: "Information Technology",
    Function.PROJECT_MANAGEMENT: "Project Management",
    Function.ADMINISTRATION: "Administrative",
}

# What the benchmark's authors published: accuracy, macro-F1.
PUBLISHED = {
    "seniority": {
        "published: rules": (0.537, 0.426),
        "published: bag of words": (0.437, 0.409),
        "published: fine-tuned XLM-R, with generated titles": (0.652, 0.584),
        "published: a large language model": (0.584, 0.540),
    },
    "department": {
        "published: rules": (0.603, 0.449),
        "published: bag of words": (0.223, 0.338),
        "published: fine-tuned XLM-R, with generated titles": (0.689, 0.637),
        "published: a large language model": (0.796, 0.734),
    },
}


class Answers(NamedTuple):
    """
    A method's answers to all titles, and how confident it is of each.
    """

    labels: list[str]
    confidences: list[float]


def read(path: Path, *columns: str) -> list[tuple[str, ...]]:
    """Return columns of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [tuple(row[column] for column in columns) for row in csv.DictReader(file)]


def by_rules(task: str, titles: list[str]) -> Answers:
    """Return what the rules say."""
    understood = [understand_title(title) for title in titles]
    if task == "seniority":
        levels = [each.seniority for each in understood]
        return Answers(
            [LEVELS[each.value] if each.value else UNKNOWN for each in levels], [e.confidence for e in levels]
        )
    fields = [each.function for each in understood]
    return Answers(
        [DEPARTMENTS[each.value] if each.value else UNKNOWN for each in fields], [e.confidence for e in fields]
    )


def by_model(model: TitleClassifier, titles: list[str]) -> Answers:
    """Return what the trained model says; what it abstains from has the confidence 0."""
    labels = [str(label) for label in model.predict(titles)]
    sure = model.predict_proba(titles).max(axis=1)
    return Answers(labels, [0.0 if label == UNKNOWN else float(p) for label, p in zip(labels, sure, strict=True)])


def rules_then_model(rules: Answers, model: Answers) -> Answers:
    """Return the rules' answers, and the model's where the rules have none; those rank behind all of the rules'."""
    labels = [ours if ours != UNKNOWN else other for ours, other in zip(rules.labels, model.labels, strict=True)]
    confidences = [ours or other - 1 for ours, other in zip(rules.confidences, model.confidences, strict=True)]
    return Answers(labels, confidences)


def read_unknown_as(label: str, answers: Answers) -> Answers:
    """Return the answers with a label in the place of abstentions."""
    return Answers([label if answer == UNKNOWN else answer for answer in answers.labels], answers.confidences)


def accuracy_of_most_confident(percent: int, right: np.ndarray[Any, Any], confidences: list[float]) -> float:
    """Return the accuracy on the most confident part; titles at its border count in part."""
    sure = np.asarray(confidences)
    size = len(sure) * percent / 100
    border = np.sort(sure)[::-1][int(np.ceil(size)) - 1]
    above, at = sure > border, sure == border
    return float((right[above].sum() + right[at].mean() * (size - above.sum())) / size)


def figures(truth: list[str], new: np.ndarray[Any, Any], answers: Answers) -> dict[str, float]:
    """Return the figures of one method."""
    right = np.asarray(truth) == np.asarray(answers.labels)
    known = np.asarray(answers.labels) != UNKNOWN
    result = {
        "accuracy": float(right.mean()),
        "macro_f1": float(f1_score(truth, answers.labels, labels=sorted(set(truth)), average="macro", zero_division=0)),
        "coverage": float(known.mean()),
        "accuracy_where_known": float(right[known].mean()),
    }
    for percent in SHARES:
        result[f"accuracy_top_{percent}"] = accuracy_of_most_confident(percent, right, answers.confidences)
    return result | {"accuracy_new_titles": float(right[new].mean())}


def not_in_training(folder: Path) -> np.ndarray[Any, Any]:
    """Return which test titles are not, in any case, among the training titles of either task."""
    known = {title.casefold() for task in PUBLISHED for (title,) in read(folder / f"{task}_train.csv", "text")}
    return np.asarray([title.casefold() not in known for (title,) in read(folder / "test_jobs.csv", "position")])


def measure(task: str, default: str, folder: Path) -> dict[str, dict[str, float]]:
    """Return the figures of all methods on one task."""
    train = read(folder / f"{task}_train.csv", "text", "label")
    test = read(folder / "test_jobs.csv", "position", task)
    titles, truth = [title for title, _ in test], [label for _, label in test]
    new = not_in_training(folder)
    rules = by_rules(task, titles)
    model = TitleClassifier().fit([title for title, _ in train], [label for _, label in train])
    alone = by_model(model, titles)
    abstaining = by_model(model.set_params(threshold=0.5), titles)
    return {
        "rules alone": figures(truth, new, rules),
        "model alone": figures(truth, new, alone),
        "rules first, then model": figures(truth, new, rules_then_model(rules, alone)),
        f"rules alone, unknown read as {default}": figures(truth, new, read_unknown_as(default, rules)),
        f"model alone, below .5 read as {default}": figures(truth, new, read_unknown_as(default, abstaining)),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Job titles to seniority and department, beside published figures.")
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="folder with the three CSV files")
    folder = parser.parse_args().data

    print(f"Python {platform.python_version()}, scikit-learn {sklearn_version}")
    new = not_in_training(folder)
    print(f"{len(new)} test titles; {new.sum()} of them are new: no training title of either task is the same")
    results = {
        task: measure(task, default, folder)
        for task, default in (("seniority", "Professional"), ("department", "Other"))
    }
    for task, rows in results.items():
        columns = (
            "accuracy",
            "macro-F1",
            "coverage",
            "if known",
            *(f"top {percent} %" for percent in SHARES),
            "new",
        )
        print(f"\n{task:<52}{''.join(f'{column:>10}' for column in columns)}")
        for name, row in rows.items():
            print(f"{name:<52}{''.join(f'{value:>10.3f}' for value in row.values())}")
        for name, (accuracy, macro_f1) in PUBLISHED[task].items():
            print(f"{name:<52}{accuracy:>10.3f}{macro_f1:>10.3f}")
    print(json.dumps(results | {"published": PUBLISHED}))


if __name__ == "__main__":
    main()
