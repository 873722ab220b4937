"""
Portfolio insights: who is known, which groups stand out, how they are distributed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables_of import pa

from buying_groups import (
    Account,
    Activity,
    BuyingGroup,
    Member,
    MembershipChange,
    Person,
    RolesTemplate,
    SolutionInterest,
    Source,
    Stage,
    StageKind,
    StageModel,
    StageMove,
    TemplateRole,
    Tenant,
    score_tenant,
)
from buying_groups.activities import PAGE_VIEWS
from buying_groups.errors import InvalidValueError, NaiveDatetimeError
from buying_groups.insights import (
    account_trends,
    contact_coverage,
    contact_overlap,
    groups_by_stage,
    highlights,
    roles_over_time,
    score_distributions,
)
from buying_groups.testing.strategies import AS_OF, tenants


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
ROLES = ("Decision Maker", "Influencer")
BOTH = {"p0": "Decision Maker", "p1": "Influencer"}
MODEL = StageModel(
    id="m",
    name="Stages",
    stages=(
        Stage(name="Aware", kind=StageKind.ENTRY, next_stages=("Evaluating", "Lost")),
        Stage(name="Evaluating", next_stages=("Aware", "Won", "Lost")),
        Stage(name="Won", kind=StageKind.SUCCESS),
        Stage(name="Lost", kind=StageKind.FAILURE, next_stages=("Aware",)),
    ),
).publish()
ALL: tuple[Callable[..., Any], ...] = (
    contact_coverage,
    contact_overlap,
    highlights,
    score_distributions,
    groups_by_stage,
)


EVERY = (*ALL, account_trends, roles_over_time)


def ago(days: float) -> datetime:
    """Return a moment so many days before `NOW`."""
    return NOW - timedelta(days=days)


def group(
    id: str,
    roles: Mapping[str, str] = MappingProxyType({}),
    moves: Iterable[tuple[str, float]] = (),
    *,
    interest: str = "b",
    history: Sequence[MembershipChange] = (),
) -> BuyingGroup:
    """Make a group: roles by person, and moves with how many days ago they were."""
    return BuyingGroup(
        id=id,
        account_id="a",
        solution_interest_id=interest,
        name=f"Group {id}",
        members=tuple(
            Member(person_id=person, role=role, joined_at=ago(100)) for person, role in (roles or {}).items()
        ),
        stage_moves=tuple(StageMove(stage=stage, moved_at=ago(days)) for stage, days in moves),
    ).with_changes(*history)


def tenant(*groups: BuyingGroup, views: dict[str, int] | None = None) -> Tenant:
    """Make a tenant: its groups, and how many pages each person viewed yesterday."""
    return Tenant(
        name="Example",
        accounts=(Account(id="a", name="Acme"),),
        people=tuple(Person(id=f"p{n}", account_id="a", last_name=f"Person {n}") for n in range(6)),
        roles_templates=(
            RolesTemplate(id="t", name="Deals", roles=tuple(TemplateRole(role=role) for role in ROLES)).publish(),
        ),
        stage_models=(MODEL,),
        solution_interests=(
            SolutionInterest(id="b", name="Beta", roles_template_id="t", stage_model_id="m"),
            SolutionInterest(id="c", name="alpha", roles_template_id="t"),
        ),
        buying_groups=groups,
        activities=tuple(
            Activity(person_id=person, activity_type=PAGE_VIEWS, occurred_at=ago(1))
            for person, number in (views or {}).items()
            for _ in range(number)
        ),
    )


class TestContactCoverage:
    """
    "The different people who are members in that role of any of its buying groups."
    """

    def test_by_hand(self) -> None:
        """One person in two groups is one person; a role that nobody has has a row."""
        found = contact_coverage(
            tenant(
                group("g1", {"p0": "Decision Maker", "p1": "Influencer"}),
                group("g2", {"p0": "Decision Maker", "p2": "Decision Maker"}),
                group("g3", {"p3": "Influencer"}, interest="c"),
            ),
            as_of=NOW,
        )
        rows = [(row.solution_interest, row.role, row.people, row.groups_with, row.groups) for row in found.rows]
        assert rows == [
            ("alpha", "Decision Maker", 0, 0, 1),
            ("alpha", "Influencer", 1, 1, 1),
            ("Beta", "Decision Maker", 2, 2, 2),
            ("Beta", "Influencer", 1, 1, 2),
        ]
        assert found.rule == (
            "For each solution interest and each role of its roles template: the different people who are members in "
            "that role of any of its buying groups."
        )

    def test_as_of_then(self) -> None:
        """Who joined later is not there yet, who was removed later still is."""
        removal = MembershipChange(person_id="p0", role=None, source=Source.MANUAL, changed_at=ago(10))
        joining = MembershipChange(person_id="p1", role="Influencer", source=Source.MANUAL, changed_at=ago(5))
        example = tenant(group("g1", {"p0": "Influencer"}, history=[removal, joining]))
        people = [contact_coverage(example, as_of=ago(days)).rows[3].people for days in (200, 20, 7, 0)]
        assert people == [0, 1, 0, 1]


class TestContactOverlap:
    """
    "People who are members of more than one buying group at the same moment."
    """

    def test_by_hand(self) -> None:
        """Who is in three comes before who is in two; the share is of those in any group."""
        found = contact_overlap(
            tenant(
                group("g2", {"p1": "Influencer", "p2": "Influencer", "p0": "Influencer"}),
                group("g1", {"p1": "Decision Maker", "p2": "Influencer", "p3": "Influencer"}),
                group("g3", {"p2": "Influencer"}, interest="c"),
            ),
            as_of=NOW,
        )
        assert [(row.person_id, row.name, row.account_id, row.group_ids, row.roles) for row in found.rows] == [
            ("p2", "Person 2", "a", ("g1", "g2", "g3"), ("Influencer",) * 3),
            ("p1", "Person 1", "a", ("g1", "g2"), ("Decision Maker", "Influencer")),
        ]
        assert (found.people, found.share) == (4, 50.0)
        assert found.rule == "People who are members of more than one buying group at the same moment."

    def test_one_group_after_the_other_is_no_overlap(self) -> None:
        """Who left the first group before joining the second was never in both."""
        removal = MembershipChange(person_id="p0", role=None, source=Source.MANUAL, changed_at=ago(10))
        joining = MembershipChange(person_id="p0", role="Influencer", source=Source.MANUAL, changed_at=ago(5))
        example = tenant(group("g1", {"p0": "Influencer"}, history=[removal]), group("g2", history=[joining]))
        assert [contact_overlap(example, as_of=ago(days)).rows for days in (20, 7, 0)] == [(), (), ()]
        assert [contact_overlap(example, as_of=ago(days)).people for days in (20, 7, 0)] == [1, 0, 1]


class TestMostEngaged:
    """
    "Most engaged: the 5 groups with the highest engagement scores above 0."
    """

    def test_by_hand(self) -> None:
        """The sixth, the silent and the unknown are left out; equals are in the order of their names."""
        views = {"p0": 20, "p1": 10, "p2": 10, "p3": 5, "p4": 2}
        single = [group(f"g{n}", {f"p{n}": "Influencer"}) for n in range(6)]
        found = highlights(tenant(*reversed(single), group("g7", {"p4": "Influencer"}), views=views), as_of=NOW)
        assert [item.group_id for item in found.most_engaged] == ["g0", "g1", "g2", "g3", "g4"]
        fewer = highlights(tenant(*single[3:], views=views), as_of=NOW)
        assert [item.group_id for item in fewer.most_engaged] == ["g3", "g4"]

    def test_scores_are_those_of_the_tenant(self) -> None:
        """To the last bit, as of the same moment."""
        example = tenant(group("g0", {"p0": "Influencer"}), group("g1", {"p1": "Influencer"}), views={"p0": 7, "p1": 3})
        scores = score_tenant(example, as_of=NOW)
        found = highlights(example, as_of=NOW).most_engaged
        assert [(item.group_id, item.engagement) for item in found] == [
            ("g0", scores.group("g0").score),
            ("g1", scores.group("g1").score),
        ]


class TestHighVelocity:
    """
    "The most moves on from stages that are not destinations in the last 30 days, at least one."
    """

    def test_by_hand(self) -> None:
        """Two recent moves before one; of one each, the one that spent less time under way."""
        found = highlights(
            tenant(
                group("one", moves=[("Aware", 90), ("Evaluating", 20)]),
                group("two", moves=[("Aware", 90), ("Evaluating", 20), ("Won", 10)]),
                group("fresh", moves=[("Aware", 25), ("Evaluating", 20)]),
                group("lost", moves=[("Aware", 25), ("Lost", 20)]),
                group("revived", moves=[("Aware", 90), ("Lost", 60), ("Aware", 20)]),
                group("entered", moves=[("Aware", 5)]),
                group("long ago", moves=[("Aware", 90), ("Evaluating", 30)]),
                group("none"),
                group("no model", interest="c"),
            ),
            as_of=NOW,
        )
        assert [(item.group_id, item.recent_moves(30), item.stage) for item in found.high_velocity] == [
            ("two", 2, "Won"),
            ("fresh", 1, "Evaluating"),
            ("one", 1, "Evaluating"),
        ]

    def test_at_most_five(self) -> None:
        """Equals are in the order of their names."""
        groups = [group(f"g{n}", moves=[("Aware", 25), ("Evaluating", 20)]) for n in range(6)]
        found = highlights(tenant(*reversed(groups)), as_of=NOW)
        assert [item.group_id for item in found.high_velocity] == ["g0", "g1", "g2", "g3", "g4"]

    def test_within_a_moment(self) -> None:
        """A group that spent no time under way has no rate, and comes last of its equals."""
        at_once = group("at once", moves=[("Aware", 20), ("Evaluating", 20), ("Won", 20)])
        slower = group("slower", moves=[("Aware", 22), ("Evaluating", 21), ("Won", 20)])
        found = highlights(tenant(at_once, slower), as_of=NOW)
        assert [item.group_id for item in found.high_velocity] == ["slower", "at once"]


class TestStagnant:
    """
    "More than 75 % complete, in a stage that is not a destination, without a move for at least 30 days."
    """

    def example(self) -> Tenant:
        """Make a tenant of groups that nearly all are stagnant."""
        return tenant(
            group("a month", BOTH, [("Aware", 30)]),
            group("longer", BOTH, [("Aware", 90), ("Evaluating", 40)]),
            group("shorter", BOTH, [("Aware", 29.9)]),
            group("won", BOTH, [("Aware", 90), ("Won", 40)]),
            group("half", {"p0": "Decision Maker"}, [("Aware", 90)]),
            group("not entered", BOTH),
            group("no model", BOTH, interest="c"),
        )

    def test_by_hand(self) -> None:
        """The longest comes first; destinations, incomplete groups and those in no stage are left out."""
        found = highlights(self.example(), as_of=NOW)
        assert [(item.group_id, item.completeness) for item in found.stagnant] == [("longer", 100), ("a month", 100)]
        assert [item.stagnation and item.stagnation.days for item in found.stagnant] == [40.0, 30.0]

    def test_by_other_thresholds(self) -> None:
        """They are arguments, and stand in the rule; the completeness itself is excluded."""
        found = highlights(self.example(), as_of=NOW, completeness_above=49, stagnant_days=41)
        assert [item.group_id for item in found.stagnant] == ["half"]
        assert found.rule.endswith(
            "Stagnant: groups more than 49 % complete, in a stage that is not a destination, without a move for at "
            "least 41 days."
        )
        assert highlights(self.example(), as_of=NOW, completeness_above=50, stagnant_days=41).stagnant == ()

    @pytest.mark.parametrize("value", [-1, 100, float("nan")])
    def test_bad_completeness(self, value: float) -> None:
        """A completeness that none or all are above is named."""
        with pytest.raises(
            InvalidValueError, match=rf"^completeness_above must be at least 0 and below 100, got {value}$"
        ):
            highlights(tenant(), as_of=NOW, completeness_above=value)

    def test_bad_days(self) -> None:
        """So is a time that is none."""
        with pytest.raises(InvalidValueError, match=r"^stagnant_days must be at least 1, got 0$"):
            highlights(tenant(), as_of=NOW, stagnant_days=0)


class TestScoreDistributions:
    """
    "Groups whose unrounded score is up to 25, above 25 up to 50, above 50 up to 75, and above 75."
    """

    def test_by_hand(self) -> None:
        """A sixteenth of the views is 25 as a person, and the root of a quarter, 50, as a group."""
        found = score_distributions(
            tenant(
                group("g0", {"p0": "Decision Maker"}),
                group("g1", {"p1": "Decision Maker", "p2": "Influencer"}),
                group("g2", {"p3": "Decision Maker"}),
                group("g3"),
                views={"p0": 16, "p3": 1},
            ),
            as_of=NOW,
        )
        assert [(band.above, band.up_to, band.group_ids) for band in found.engagement] == [
            (None, 25, ()),
            (25, 50, ("g2",)),
            (50, 75, ()),
            (75, 100, ("g0",)),
        ]
        assert found.unknown_engagement == ("g1", "g3")
        assert [band.group_ids for band in found.completeness] == [("g3",), ("g0", "g2"), (), ("g1",)]
        assert [band.groups for band in found.completeness] == [1, 2, 0, 1]
        assert found.rule == (
            "Groups whose unrounded score is up to 25, above 25 up to 50, above 50 up to 75, and above 75. A group of "
            "no member of which any activity is known has no engagement to count: it is in none of these bands."
        )

    @given(tenants())
    def test_each_group_is_in_one_band(self, example: Tenant) -> None:
        """Of completeness; of engagement in one, or it is unknown."""
        found = score_distributions(example, as_of=AS_OF)
        ids = sorted(item.id for item in example.buying_groups)
        assert ids == sorted(id for band in found.completeness for id in band.group_ids)
        engaged = [id for band in found.engagement for id in band.group_ids]
        assert ids == sorted([*engaged, *found.unknown_engagement])


class TestGroupsByStage:
    """
    "The groups that are in no stage, and those in each stage of its stage model, after their last move."
    """

    def test_by_hand(self) -> None:
        """In the model's order; a move after the moment is not there yet."""
        found = groups_by_stage(
            tenant(
                group("g2", moves=[("Aware", 50), ("Evaluating", 40)]),
                group("g1", moves=[("Aware", 50), ("Evaluating", 40)]),
                group("g3", moves=[("Aware", 50), ("Evaluating", -1)]),
                group("g4"),
                group("g5", interest="c"),
            ),
            as_of=NOW,
        )
        assert [(row.solution_interest, row.stage, row.group_ids) for row in found.rows] == [
            ("alpha", None, ("g5",)),
            ("Beta", None, ("g4",)),
            ("Beta", "Aware", ("g3",)),
            ("Beta", "Evaluating", ("g1", "g2")),
            ("Beta", "Won", ()),
            ("Beta", "Lost", ()),
        ]
        assert [row.groups for row in found.rows] == [1, 1, 1, 2, 0, 0]
        assert [row.kind for row in found.rows[2:4]] == [StageKind.ENTRY, StageKind.INTERMEDIATE]
        assert found.rule == (
            "For each solution interest: the groups that are in no stage, and those in each stage of its stage model, "
            "after their last move."
        )


class TestAll:
    """
    "Every insight is a value with rows in an order that does not depend on the order of the tenant's parts."
    """

    @given(tenants(), st.randoms(use_true_random=False))
    def test_order_of_the_parts_does_not_matter(self, example: Tenant, random: Any) -> None:
        """Accounts, people, groups, members, interests and activities may come in any order."""
        groups = tuple(
            attrs.evolve(item, members=random.sample(item.members, len(item.members))) for item in example.buying_groups
        )
        parts = {
            name: random.sample(items, len(items))
            for name, items in (
                ("accounts", example.accounts),
                ("people", example.people),
                ("solution_interests", example.solution_interests),
                ("buying_groups", groups),
                ("activities", example.activities),
            )
        }
        other = attrs.evolve(example, **parts)
        for insight in ALL:
            assert insight(other, as_of=AS_OF) == insight(example, as_of=AS_OF)

    @pytest.mark.parametrize("insight", ALL)
    def test_moment_has_a_time_zone(self, insight: Callable[..., Any]) -> None:
        """A moment without one is refused."""
        with pytest.raises(NaiveDatetimeError, match=r"^as_of must be a datetime with a time zone, got .+$"):
            insight(tenant(), as_of=datetime(2026, 1, 31))  # noqa: DTZ001 - that is the fault

    @pytest.mark.parametrize("insight", ALL)
    def test_empty_tenant(self, insight: Callable[..., Any]) -> None:
        """There is an answer, and a rule."""
        found = insight(Tenant(name="Empty"), as_of=NOW)
        assert found.as_of == NOW
        assert found.rule.endswith(".")


class TestColumns:
    """
    "Its method `columns` gives the rows to any data-frame library."
    """

    def example(self) -> Tenant:
        """Make a tenant with a row of everything."""
        return tenant(
            group("g1", BOTH, [("Aware", 40)]),
            group("g2", {"p0": "Influencer"}, interest="c"),
            views={"p0": 4, "p1": 1},
        )

    @pytest.mark.parametrize("insight", EVERY)
    def test_any_library(self, insight: Callable[..., Any]) -> None:
        """Frames of pandas, polars and pyarrow have the columns and the rows; also where there is none."""
        for example in (self.example(), Tenant(name="Empty")):
            columns = insight(example, as_of=NOW).columns()
            assert list(pd.DataFrame(columns)) == pl.DataFrame(columns).columns == list(columns)
            assert pa.table(columns).to_pydict() == columns
            assert pl.DataFrame(columns).to_dict(as_series=False) == columns

    def test_by_hand(self) -> None:
        """One row for each thing that is counted."""
        example = self.example()
        assert contact_overlap(example, as_of=NOW).columns() == {
            "person_id": ["p0", "p0"],
            "name": ["Person 0", "Person 0"],
            "account_id": ["a", "a"],
            "groups": [2, 2],
            "group_id": ["g1", "g2"],
            "role": ["Decision Maker", "Influencer"],
        }
        found = highlights(example, as_of=NOW).columns()
        assert [found[name] for name in ("highlight", "rank", "group_id", "stage", "days_without_move")] == [
            ["most_engaged", "most_engaged", "stagnant"],
            [1, 2, 1],
            ["g2", "g1", "g1"],
            [None, "Aware", "Aware"],
            [None, 40.0, 40.0],
        ]
        assert (found["recent_moves"], found["moves_per_30_days"]) == ([0, 0, 0], [None, 0.0, 0.0])
        assert score_distributions(example, as_of=NOW).columns()["groups"] == [0, 0, 0, 2, 0, 1, 0, 1]
        assert groups_by_stage(example, as_of=NOW).columns()["kind"][1:3] == [None, "entry"]
        assert account_trends(example, as_of=NOW).columns()["trend"] == ["unknown"]
