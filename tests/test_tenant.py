"""
The tenant: references checked as a whole, and what can be found in it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

from buying_groups import (
    Account,
    Activity,
    BuyingGroup,
    JourneyEntry,
    Member,
    Opportunity,
    Person,
    RolesTemplate,
    SolutionInterest,
    StageMove,
    TemplateRole,
    Tenant,
)
from buying_groups.engagement import DEFAULT_WEIGHTING_MODEL, WeightingModelStatus
from buying_groups.errors import InvalidTenantError, InvalidValueError, StatusError, UnknownIdError


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def problems(tenant: Tenant, **changes: Any) -> list[str]:
    """Return what is wrong with a tenant after a change."""
    with pytest.raises(InvalidTenantError) as caught:
        attrs.evolve(tenant, **changes)
    return [str(problem) for problem in caught.value.problems]


class TestReferences:
    """One error lists every problem with where it is."""

    def test_all_at_once(self, small_tenant: Tenant) -> None:
        """Everything that can dangle, dangles."""
        group = small_tenant.buying_group("g1")
        assert problems(
            small_tenant,
            people=(*small_tenant.people, Person(id="ada", account_id="a9")),
            opportunities=(Opportunity(id="o1", account_id="a9", name="O", opened_at=NOON, solution_interest_id="s9"),),
            journey_entries=(JourneyEntry(journey_id="j9", account_id="a9", entered_at=NOON),),
            buying_groups=(
                attrs.evolve(
                    group,
                    members=(
                        Member(person_id="dan", role="Decision Maker", joined_at=NOON),
                        Member(person_id="nobody", role="Janitor", joined_at=NOON),
                    ),
                    stage_moves=(StageMove(stage="Nowhere", moved_at=NOON),),
                ),
                attrs.evolve(group, id="g2", account_id="a9", members=(), solution_interest_id="s9", stage_moves=()),
                attrs.evolve(group, id="g3", members=(), solution_interest_id="s2"),
            ),
            activities=(
                Activity(person_id="nobody", activity_type="x", occurred_at=NOON, id="1"),
                Activity(person_id="ada", activity_type="y", occurred_at=NOON, id="1"),
            ),
        ) == [
            "$.people[4].id: 'ada' is the id of $.people[0] too",
            "$.people[4].account_id: there is no account 'a9'",
            "$.opportunities[0].account_id: there is no account 'a9'",
            "$.opportunities[0].solution_interest_id: there is no solution interest 's9'",
            "$.journey_entries[0].account_id: there is no account 'a9'",
            "$.journey_entries[0].journey_id: there is no journey 'j9'",
            "$.buying_groups[0].members[0].person_id: person 'dan' is of account 'a2', not of the group's 'a1'",
            "$.buying_groups[0].members[1].person_id: there is no person 'nobody'",
            (
                "$.buying_groups[0].members[1].role: roles template 't1' has no role 'Janitor': "
                "'Decision Maker', 'Influencer', 'Champion'"
            ),
            (
                "$.buying_groups[0].stage_moves[0].stage: stage model 'm1' has no stage 'Nowhere': "
                "'Aware', 'Evaluating', 'Won', 'Lost'"
            ),
            "$.buying_groups[1].account_id: there is no account 'a9'",
            "$.buying_groups[1].solution_interest_id: there is no solution interest 's9'",
            "$.buying_groups[2].stage_moves: solution interest 's2' has no stage model",
            "$.activities[0].person_id: there is no person 'nobody'",
            "$.activities[1].id: '1' was given before with another person, type",
        ]

    def test_of_solution_interests(self, small_tenant: Tenant) -> None:
        """One live roles template and, optionally, one live stage model."""
        interests = (
            SolutionInterest(id="s1", name="S", roles_template_id="t9", stage_model_id="m9"),
            SolutionInterest(id="s2", name="S", roles_template_id="t2", stage_model_id="m1"),
        )
        draft = RolesTemplate(id="t2", name="Draft")
        assert problems(
            small_tenant,
            solution_interests=interests,
            roles_templates=(*small_tenant.roles_templates, draft),
            buying_groups=(),
        ) == [
            "$.solution_interests[0].roles_template_id: there is no roles template 't9'",
            "$.solution_interests[0].stage_model_id: there is no stage model 'm9'",
            "$.solution_interests[1].roles_template_id: roles template 't2' is a draft; publish it first",
        ]

    def test_where_the_template_is_unknown_roles_are_not_judged(self, small_tenant: Tenant) -> None:
        """One fault is one problem, and so is a stage model that is not there."""
        interest = SolutionInterest(id="s1", name="S", roles_template_id="t9", stage_model_id="m9")
        found = problems(small_tenant, solution_interests=(interest, small_tenant.solution_interests[1]))
        assert found == [
            "$.solution_interests[0].roles_template_id: there is no roles template 't9'",
            "$.solution_interests[0].stage_model_id: there is no stage model 'm9'",
        ]

    def test_repeated_activities_are_no_problem(self, small_tenant: Tenant) -> None:
        """An identical repeat counts once."""
        assert len(attrs.evolve(small_tenant, activities=small_tenant.activities * 2).activities) == 56

    @pytest.mark.parametrize(
        ("statuses", "expected"),
        [
            (("draft",), "exactly one must be active, none is"),
            (("active", "active"), "exactly one must be active, 2 is ('Default', 'Default')"),
        ],
    )
    def test_no_active_weighting_model(self, small_tenant: Tenant, statuses: tuple[str, ...], expected: str) -> None:
        """Or more than one."""
        models = tuple(
            attrs.evolve(DEFAULT_WEIGHTING_MODEL, id=str(number), status=WeightingModelStatus(status))
            for number, status in enumerate(statuses)
        )
        assert problems(small_tenant, weighting_models=models) == [f"$.weighting_models: {expected}"]


class TestRoles:
    """At most 20 roles exist in a tenant, defaults included."""

    def test_fourteen_custom_ones(self) -> None:
        """14 and 6 are 20."""
        roles = tuple(f"Role {number}" for number in range(15))
        assert Tenant(name="T", custom_roles=roles[:14]).custom_roles == roles[:14]
        with pytest.raises(
            InvalidValueError, match=r"^custom_roles must be at most 14 roles, 20 with the defaults, got"
        ):
            Tenant(name="T", custom_roles=roles)

    def test_are_neither_defaults_nor_repeated(self) -> None:
        """The defaults are fixed."""
        with pytest.raises(
            InvalidValueError, match=r"^custom_roles must be without the default roles, got \('Champion',\)$"
        ):
            Tenant(name="T", custom_roles=("Champion",))
        with pytest.raises(InvalidValueError, match=r"^custom_roles must be without two of the same name .+, got"):
            Tenant(name="T", custom_roles=("Boss", "Boss"))

    def test_of_templates_must_exist(self) -> None:
        """A template may have only roles of the tenant."""
        template = RolesTemplate(id="t", name="T", roles=(TemplateRole(role="Boss"), TemplateRole(role="Other")))
        with pytest.raises(
            InvalidTenantError,
            match=r"\$\.roles_templates\[0\]\.roles\[0\]\.role: there is no role 'Boss' in.+"
            r"; custom_roles of the tenant takes roles of your own$",
        ):
            Tenant(name="T", roles_templates=(template,))
        assert Tenant(name="T", roles_templates=(template,), custom_roles=("Boss",)).roles_template("t") == template


class TestFinding:
    """By id, or an error that lists what there is."""

    def test_each_kind(self, small_tenant: Tenant) -> None:
        """Found, and not found."""
        for find, id, kind in (
            (small_tenant.account, "a1", "account"),
            (small_tenant.person, "ada", "person"),
            (small_tenant.journey, "j1", "journey"),
            (small_tenant.roles_template, "t1", "roles template"),
            (small_tenant.stage_model, "m1", "stage model"),
            (small_tenant.solution_interest, "s1", "solution interest"),
            (small_tenant.buying_group, "g1", "buying group"),
            (small_tenant.weighting_model, "default", "weighting model"),
        ):
            found: Any = find(id)
            assert found.id == id
            with pytest.raises(UnknownIdError, match=f"^unknown {kind} 'nothing'; known: "):
                find("nothing")

    def test_activities(self, small_tenant: Tenant) -> None:
        """Of one person; nothing of somebody who did nothing."""
        assert [activity.id for activity in small_tenant.activities_of("bo")] == ["2"]
        assert small_tenant.activities_of("cy") == ()

    def test_names_of_groups(self, small_tenant: Tenant) -> None:
        """By default "<solution interest> for <account>"."""
        names = [small_tenant.group_name(group) for group in small_tenant.buying_groups]
        assert names == ["Gateway for Acme", "Mesh team", "Gateway for Other"]

    def test_repr(self, small_tenant: Tenant) -> None:
        """Short, with singular and plural."""
        assert repr(small_tenant) == "<Tenant 'Small': 2 accounts, 4 people, 3 buying groups, 28 activities>"


class TestWeightingModels:
    """Exactly one active; activating archives the former one."""

    def test_activate(self, small_tenant: Tenant) -> None:
        """Before and after."""
        mine = DEFAULT_WEIGHTING_MODEL.duplicate(id="mine", name="Mine")
        before = attrs.evolve(small_tenant, weighting_models=(*small_tenant.weighting_models, mine))
        after = before.activate_weighting_model("mine")
        assert [(model.id, model.status.value) for model in after.weighting_models] == [
            ("default", "archived"),
            ("mine", "active"),
        ]
        assert (before.active_weighting_model.id, after.active_weighting_model.id) == ("default", "mine")

    def test_only_drafts(self, small_tenant: Tenant) -> None:
        """The active one is active already."""
        with pytest.raises(
            StatusError, match=r"^cannot activate weighting model 'Default': it is active; duplicate it and"
        ):
            small_tenant.activate_weighting_model("default")


class TestOneAccount:
    """The part of the tenant that the pages of one account's groups need."""

    def test_holds_nothing_of_others(self, small_tenant: Tenant) -> None:
        """Neither people nor groups nor activities, but what each of its own people did, in a group or not."""
        part = small_tenant.only_account("a2")
        assert part.accounts == (Account(id="a2", name="Other"),)
        assert [person.id for person in part.people] == ["dan"]
        assert [group.id for group in part.buying_groups] == ["g3"]
        assert (part.opportunities, part.journey_entries) == ((), ())
        assert {activity.person_id for activity in part.activities} == {"dan"}
        outside = attrs.evolve(small_tenant, buying_groups=()).only_account("a1")
        assert {"ada", "bo"} <= {activity.person_id for activity in outside.activities}

    def test_of_an_unknown_account(self, small_tenant: Tenant) -> None:
        """An error that lists them."""
        with pytest.raises(UnknownIdError, match=r"^unknown account 'a9'; known: 'a1', 'a2'$"):
            small_tenant.only_account("a9")


def test_groups_may_be_empty() -> None:
    """A tenant with a group and nobody in it."""
    template = RolesTemplate(id="t", name="T", roles=(TemplateRole(role="Other"),)).publish()
    tenant = Tenant(
        name="T",
        accounts=(Account(id="a", name="A"),),
        roles_templates=(template,),
        solution_interests=(SolutionInterest(id="s", name="S", roles_template_id="t"),),
        buying_groups=(BuyingGroup(id="g", account_id="a", solution_interest_id="s"),),
    )
    assert tenant.template_of(tenant.buying_group("g")) == template
