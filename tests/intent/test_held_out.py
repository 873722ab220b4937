"""
Held-out interest: what is taken out, what is put beside it, and that chance alone decides which.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from buying_groups.activities import Activity
from buying_groups.errors import InvalidValueError
from buying_groups.intent.activity_log import ActivityLog
from buying_groups.intent.held_out import HeldOut, hold_out


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
MEMBERS = [("acme", "Ann"), ("acme", "Bob")]
MET = {
    "acme": ["p0", "p1", "p2", "p3"],
    "Ann": ["p0", "p1", "p2", "p3", "p4"],
    "Bob": ["p0", "p5"],
    "Cy": [f"p{number}" for number in range(12)],
}


def log_of(met: dict[str, list[str]]) -> ActivityLog:
    """Return a log in which everybody has met their products twice, and once none."""
    activities = [
        Activity(person_id=person, activity_type=product, occurred_at=NOON)
        for person, products in met.items()
        for product in [*products, *products, "none"]
    ]
    return ActivityLog.from_activities(
        activities, lambda each: [] if each.activity_type == "none" else [each.activity_type]
    )


def parts(subjects: list[str], met: dict[str, list[str]] = MET, **options: Any) -> list[HeldOut]:
    """Return all parts."""
    return list(hold_out(log_of(met), subjects=subjects, rng=np.random.default_rng(0), **options))


def left(part: HeldOut) -> dict[str, set[str]]:
    """Return which products everybody is still seen to have met."""
    log = part.activities
    result: dict[str, set[str]] = {subject: set() for subject in log.subjects}
    for subject, product in zip(log.subject.tolist(), log.product.tolist(), strict=True):
        if product >= 0:
            result[log.subjects[subject]].add(log.products[product])
    return result


class TestTakenOut:
    """
    "Take out the interests of some subjects, one part after the other."
    """

    def test_each_interest_once(self) -> None:
        """All of the subject's, and nobody else's without members."""
        found = parts(["acme"], n_splits=3)
        positives: list[set[str]] = [set(part.pairs[part.labels == 1][:, 1].tolist()) for part in found]
        assert [2, 1, 1] == sorted(map(len, positives), reverse=True)
        assert set(MET["acme"]) == {product for each in positives for product in each}
        for part, taken in zip(found, positives, strict=True):
            expected = {who: set(products) for who, products in MET.items()}
            expected["acme"] -= taken
            assert expected == left(part)
            assert {"acme"} == set(part.pairs[:, 0].tolist())

    def test_examples_of_none(self) -> None:
        """So many products that the subject never met follow each interest."""
        for part in parts(["acme", "Ann"], n_negatives=3):
            assert [1, 0, 0, 0] * (len(part.labels) // 4) == part.labels.tolist()
            for (who, product), label in zip(part.pairs.tolist(), part.labels.tolist(), strict=True):
                assert (product in MET[who]) == bool(label)

    def test_who_has_met_everything(self) -> None:
        """Has no examples of none."""
        assert {1} == {label for part in parts(["Cy"]) for label in part.labels.tolist()}

    def test_limit_per_subject(self) -> None:
        """The rest of the part is taken out too."""
        for part in parts(["Cy"], n_splits=2, n_per_subject=2):
            assert 2 == part.labels.sum()
            assert 6 == len(left(part)["Cy"])

    @pytest.mark.parametrize(("share", "lost"), [(0.0, 0), (1.0, 1)])
    def test_related(self, share: float, lost: int) -> None:
        """The members lose what their group loses: never, or always."""
        for part in parts(["acme"], members=MEMBERS, also_related=share):
            taken = set(part.pairs[part.labels == 1][:, 1].tolist())
            for who in ("Ann", "Bob"):
                gone = set(MET[who]) - left(part)[who]
                assert gone == (taken & set(MET[who]) if lost else set())
            assert set(MET["Cy"]) == left(part)["Cy"]

    def test_groups_of_a_person(self) -> None:
        """A person's groups lose it too."""
        for part in parts(["Ann"], members=MEMBERS, also_related=1.0):
            taken = set(part.pairs[part.labels == 1][:, 1].tolist())
            assert taken & set(MET["acme"]) == set(MET["acme"]) - left(part)["acme"]

    def test_nobody(self) -> None:
        """Subjects of whom nothing is known have nothing to lose."""
        assert [0, 0] == [len(part.pairs) for part in parts(["nobody"], n_splits=2)]

    def test_reproducible(self) -> None:
        """The parts are the same for the same log and generator, whatever the order of the subjects."""
        one, other = (parts(subjects) for subjects in (["Ann", "acme"], ["acme", "Ann"]))
        assert [part.pairs.tolist() for part in one] == [part.pairs.tolist() for part in other]


class TestBadParameters:
    """
    "When a parameter is out of its range."
    """

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"n_splits": 1}, "n_splits must be at least 2, got 1"),
            ({"n_per_subject": 0}, "n_per_subject must be at least 1, got 0"),
            ({"n_negatives": 0}, "n_negatives must be at least 1, got 0"),
            ({"also_related": 1.1}, "also_related must be in [0, 1], got 1.1"),
            ({"also_related": math.nan}, "also_related must be in [0, 1], got nan"),
        ],
    )
    def test_is_named(self, options: dict[str, Any], message: str) -> None:
        """At once, not when the first part is asked for."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            hold_out(log_of(MET), subjects=["acme"], rng=np.random.default_rng(0), **options)
