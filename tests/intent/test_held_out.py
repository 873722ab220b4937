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


def log_of(met: dict[str, list[str]], *, twice: bool = False) -> ActivityLog:
    """Return a log in which everybody has met their products once or twice, and once none."""
    activities = [
        Activity(person_id=person, activity_type=product, occurred_at=NOON)
        for person, products in met.items()
        for product in [*products, *(products if twice else ()), "none"]
    ]
    return ActivityLog.from_activities(
        activities, lambda each: [] if each.activity_type == "none" else [each.activity_type]
    )


def parts(subjects: list[str], *, twice: bool = False, **options: Any) -> list[HeldOut]:
    """Return all parts."""
    return list(hold_out(log_of(MET, twice=twice), subjects=subjects, rng=np.random.default_rng(0), **options))


def left(part: HeldOut) -> dict[str, list[str]]:
    """Return which products everybody is still seen to have met, as often as they have."""
    log = part.activities
    result: dict[str, list[str]] = {subject: [] for subject in log.subjects}
    for subject, product in zip(log.subject.tolist(), log.product.tolist(), strict=True):
        if product >= 0:
            result[log.subjects[subject]].append(log.products[product])
    return result


def positives(part: HeldOut) -> set[str]:
    """Return the products of the examples of interest."""
    return set(part.pairs[part.labels == 1][:, 1].tolist())


class TestTakenOut:
    """
    "Take out the activities of some subjects, one part after the other."
    """

    def test_each_activity_once(self) -> None:
        """All of the subject's, and nobody else's without members."""
        found = parts(["acme"], n_splits=3)
        assert [1, 1, 2] == sorted(len(positives(part)) for part in found)
        assert set(MET["acme"]) == {product for part in found for product in positives(part)}
        for part in found:
            expected = {who: sorted(products) for who, products in MET.items()}
            expected["acme"] = [product for product in MET["acme"] if product not in positives(part)]
            assert expected == {who: sorted(products) for who, products in left(part).items()}
            assert {"acme"} == set(part.pairs[:, 0].tolist())

    def test_what_was_met_twice(self) -> None:
        """Is still known where one of the two activities is taken out, and one example where both are."""
        for part in parts(["acme"], n_splits=2, twice=True):
            kept = left(part)["acme"]
            assert 4 == len(kept)
            assert {product for product in MET["acme"] if kept.count(product) < 2} == positives(part)
            assert len(positives(part)) == part.labels.sum()

    def test_examples_of_none(self) -> None:
        """So many other products follow each interest: none that the subject loses, but some that it has met."""
        others: set[tuple[str, str]] = set()
        for part in parts(["acme", "Ann"], n_negatives=9):
            assert [1, *[0] * 9] * (len(part.labels) // 10) == part.labels.tolist()
            pairs: list[tuple[str, str]] = [(who, product) for who, product in part.pairs.tolist()]
            of = {pair for pair, label in zip(pairs, part.labels.tolist(), strict=True) if label}
            none = {pair for pair, label in zip(pairs, part.labels.tolist(), strict=True) if not label}
            assert not of & none
            others |= none
        assert {who for who, product in others if product in MET[who]} == {"acme", "Ann"}
        assert {who for who, product in others if product not in MET[who]} == {"acme", "Ann"}

    def test_who_loses_everything(self) -> None:
        """Has no examples of none."""
        log = log_of({"Ann": ["p0"]})
        found = list(hold_out(log, subjects=["Ann"], n_splits=2, rng=np.random.default_rng(0)))
        assert [[], [1]] == sorted(part.labels.tolist() for part in found)

    def test_limit_per_subject(self) -> None:
        """The rest of the part is taken out too."""
        for part in parts(["Cy"], n_splits=2, n_per_subject=2):
            assert 2 == part.labels.sum()
            assert 6 == len(left(part)["Cy"])

    def test_products_of_the_catalogue(self) -> None:
        """Those that nobody has met are drawn too."""
        drawn = {product for part in parts(["Cy"], products=["q0", "p0"]) for _, product in part.pairs.tolist()}
        assert {*MET["Cy"], "q0"} == drawn

    @pytest.mark.parametrize("share", [0.0, 1.0])
    def test_related(self, share: float) -> None:
        """A member who has met it loses what the group loses: never, or always, and one of them."""
        for part in parts(["acme"], members=MEMBERS, also_related=share):
            kept = left(part)
            for product in MET["acme"]:
                having = [who for who in ("Ann", "Bob") if product in MET[who]]
                lost = [who for who in having if product not in kept[who]]
                assert len(lost) == (share if product in positives(part) else 0)
            assert MET["Cy"] == sorted(kept["Cy"], key=MET["Cy"].index)

    def test_groups_of_a_person(self) -> None:
        """A person's group loses it too."""
        for part in parts(["Ann"], members=MEMBERS):
            assert positives(part) & set(MET["acme"]) == set(MET["acme"]) - set(left(part)["acme"])

    @pytest.mark.parametrize(
        ("subjects", "lone", "share"),
        [
            (["acme"], 0, 1.0),  # what the members have met the group has
            (["acme"], 1, 0.9),  # one alone, beside five that taking out leaves alone: 1 - 1/5/2
            (["acme"], 5, 0.5),
            (["acme"], 50, 0.5),
            (["nobody"], 3, 0.5),
        ],
    )
    def test_share_by_the_log(self, subjects: list[str], lone: int, share: float) -> None:
        """With b records alone, and c more when the part is taken out, 1 - min(1, b / c) / 2."""
        group = [f"p{number}" for number in range(10)]
        alone = [f"q{number}" for number in range(lone)]
        log = log_of({"acme": group, "Ann": [*group, *alone], "Cy": [*group, *alone]})
        options: dict[str, Any] = {"subjects": subjects, "members": MEMBERS, "n_splits": 2}
        by_default, asked = (
            list(hold_out(log, **options, also_related=given, rng=np.random.default_rng(0))) for given in (None, share)
        )
        assert [left(part) for part in asked] == [left(part) for part in by_default]

    def test_nobody(self) -> None:
        """Subjects of whom nothing is known have nothing to lose."""
        assert [0, 0] == [len(part.pairs) for part in parts(["nobody"], n_splits=2)]

    def test_reproducible(self) -> None:
        """The parts are the same for the same log and generator, whatever the order of the subjects."""
        one, other = (parts(subjects, members=MEMBERS) for subjects in (["Ann", "acme"], ["acme", "Ann"]))
        assert [part.pairs.tolist() for part in one] == [part.pairs.tolist() for part in other]
        assert [left(part) for part in one] == [left(part) for part in other]


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
