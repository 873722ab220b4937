"""
Every way of computing the scores gives the same numbers as the oracle.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import ConflictError, answer
from ways import WAYS, Case, Way, cases, conflicting, scale_of

from buying_groups.errors import ConflictingActivityError


if TYPE_CHECKING:
    from oracle import Answer

# Each way sees a quarter of the examples that a test has otherwise: there are many ways, and together they see more.
fewer = settings(max_examples=settings().max_examples // 4)
every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())


def assert_agree(actual: Answer, expected: Answer) -> None:
    """Compare two answers: numbers within 1e-9, relative to their size, everything else exactly."""
    assert list(actual.people) == list(expected.people) or sorted(actual.people) == list(expected.people)
    assert sorted(actual.groups) == list(expected.groups)
    pairs = [*((actual.people[id], expected.people[id]) for id in expected.people)]
    pairs += [(actual.groups[id], expected.groups[id]) for id in expected.groups]
    for mine, other in pairs:
        assert all(math.isclose(*both, rel_tol=1e-9, abs_tol=1e-9) for both in zip(mine, other, strict=True))
    assert actual.ignored == expected.ignored
    assert actual.facts.activity_types == expected.facts.activity_types
    for one, another in zip(actual.facts[1:], expected.facts[1:], strict=True):
        assert math.isclose(one, another, rel_tol=1e-9, abs_tol=1e-9)


class TestAllAgree:
    """
    "Different ways (objects, tables, ledger, cluster) agree within 1e-9."
    """

    @every_way
    @fewer
    @given(case=cases())
    def test_tenant(self, way: Way, case: Case) -> None:
        """A tenant's scores are the oracle's."""
        assert_agree(way(case, None), answer(case.events, case.members, case.rules))

    @every_way
    @fewer
    @given(case=cases(), kept=st.sets(st.integers(0, 12)))
    def test_part_of_a_tenant_on_a_larger_scale(self, way: Way, case: Case, kept: set[int]) -> None:
        """Some people and their groups get the same scores as in the whole tenant, with its scale."""
        whole = answer(case.events, case.members, case.rules)
        part = attrs.evolve(
            case,
            events=[event for event in case.events if event.person in kept],
            members=[member for member in case.members if member.person in kept],
        )
        expected = answer(part.events, part.members, case.rules, whole.facts)
        assert all(math.isclose(expected.people[id][1], whole.people[id][1]) for id in expected.people)
        assert_agree(way(part, scale_of(whole.facts, case.rules)), expected)

    @every_way
    @fewer
    @given(case=cases(), kept=st.sets(st.integers(0, 12)))
    def test_whole_tenant_on_a_smaller_scale(self, way: Way, case: Case, kept: set[int]) -> None:
        """Above the stored maximum the score is 100, also where the maximum is 0 or types are new to the scale."""
        facts = answer(
            [event for event in case.events if event.person in kept],
            [member for member in case.members if member.person in kept],
            case.rules,
        ).facts
        expected = answer(case.events, case.members, case.rules, facts)
        assert_agree(way(case, scale_of(facts, case.rules)), expected)

    @every_way
    @fewer
    @given(case=cases(), what=st.sampled_from(["person", "type", "time"]))
    def test_conflict(self, way: Way, case: Case, what: str) -> None:
        """An id that comes back with another person, type or time is an error that names it."""
        case = conflicting(case, what)
        with pytest.raises(ConflictError, match=r"^twice$"):
            answer(case.events, case.members, case.rules)
        with pytest.raises(
            ConflictingActivityError, match=rf"^activity id 'twice' was given twice with another {what}$"
        ):
            way(case, None)

    @every_way
    @fewer
    @given(case=cases(), random=st.randoms(use_true_random=False))
    def test_order(self, way: Way, case: Case, random: object) -> None:
        """The order of activities and members does not change the result, not by a bit."""
        events, members = list(case.events), list(case.members)
        random.shuffle(events)  # type: ignore[attr-defined]
        random.shuffle(members)  # type: ignore[attr-defined]
        assert way(attrs.evolve(case, events=events, members=members), None) == way(case, None)
