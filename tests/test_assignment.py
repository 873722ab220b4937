"""
Assignment: what the daily job would do, why, and whom precedence keeps.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import BuyingGroup, Member, Person, RolesTemplate, Source, TemplateRole, Tenant
from buying_groups.assignment import AssignmentPlan, PlannedChange, plan_assignment, plan_groups
from buying_groups.conditions import HasPersona, Persona, PersonaAttribute, PersonFacts, attribute
from buying_groups.documents import dumps, loads
from buying_groups.errors import (
    InvalidSelectionError,
    InvalidValueError,
    NaiveDatetimeError,
    StatusError,
    UnknownIdError,
)
from buying_groups.membership import assign_members, remove_members


BEFORE = datetime(2026, 1, 5, 9, tzinfo=UTC)
NIGHT = datetime(2026, 1, 31, 2, tzinfo=UTC)
TITLE = attribute("job_title")
TEMPLATE = RolesTemplate(
    id="t1",
    name="Deals",
    roles=(
        TemplateRole(role="Decision Maker", condition=TITLE.contains("chief", words=True)),
        TemplateRole(role="Influencer", condition=TITLE.contains("architect", words=True)),
        TemplateRole(role="Champion"),
    ),
).publish()
PEOPLE = {
    "ada": "Chief Architect",
    "bo": "Architect",
    "cy": "Gardener",
    "dan": "Chief of Staff",
    "eve": "Gardener",
}


def facts(*names: str) -> list[PersonFacts]:
    """Return what is known of people: their titles."""
    return [PersonFacts(person=Person(id=name, account_id="a1", job_title=PEOPLE[name])) for name in names or PEOPLE]


def group(**members: tuple[str, Source]) -> BuyingGroup:
    """Return a group with members in roles."""
    return BuyingGroup(
        id="g1",
        account_id="a1",
        solution_interest_id="s1",
        members=tuple(
            Member(person_id=name, role=role, source=source, joined_at=BEFORE)
            for name, (role, source) in members.items()
        ),
    )


def plan(of: BuyingGroup, *names: str) -> AssignmentPlan:
    """Return the plan of the night."""
    return plan_assignment(of, facts(*names), template=TEMPLATE, at=NIGHT)


def shown(changes: tuple[PlannedChange, ...]) -> list[tuple[str, str | None, str | None]]:
    """Return who goes from which role to which."""
    return [(change.person_id, change.former_role, change.role) for change in changes]


class TestPlan:
    """Whom to add to which role and why, whom to remove and why, who stays because of precedence."""

    def test_by_hand(self) -> None:
        """Everybody is in one list."""
        result = plan(
            group(
                bo=("Decision Maker", Source.SYSTEM),
                cy=("Influencer", Source.SYSTEM),
                dan=("Influencer", Source.MANUAL),
                eve=("Influencer", Source.JOURNEY),
            )
        )
        assert shown(result.additions) == [("ada", None, "Decision Maker")]
        assert shown(result.role_changes) == [("bo", "Decision Maker", "Influencer")]
        assert shown(result.removals) == [("cy", "Influencer", None)]
        assert shown(result.kept_out) == [("dan", "Influencer", "Decision Maker"), ("eve", "Influencer", None)]
        assert result.unchanged == ()

    def test_reasons(self) -> None:
        """The condition that holds, or the one of the former role that does not."""
        result = plan(group(cy=("Influencer", Source.SYSTEM)), "ada", "cy")
        assert result.additions[0].reason == (
            "matched because job title contains the word “chief” (it is “Chief Architect”)"
        )
        assert result.removals[0].reason == (
            "Influencer did not match because job title does not contain the word “architect” (it is “Gardener”); "
            "no other role's condition holds"
        )

    def test_reason_where_the_template_lost_the_role(self) -> None:
        """The member is in a role that the template has no more."""
        result = plan(group(cy=("Janitor", Source.SYSTEM)), "cy")
        assert [change.reason for change in result.removals] == ["no role's condition holds"]

    def test_order_is_priority(self) -> None:
        """A chief architect meets two conditions and gets the first role."""
        assert shown(plan(group(), "ada").additions) == [("ada", None, "Decision Maker")]

    def test_members_in_a_role_without_a_condition_stay(self) -> None:
        """Nothing says who belongs there, unless another role's condition holds."""
        result = plan(group(cy=("Champion", Source.SYSTEM), bo=("Champion", Source.SYSTEM)))
        assert "cy" in result.unchanged
        assert shown(result.role_changes) == [("bo", "Champion", "Influencer")]

    def test_personas(self) -> None:
        """Conditions may refer to those that are given."""
        titles = PersonaAttribute(attribute="job_title", values=("Chief of Staff",))
        personas = [Persona(name="Chiefs", attributes=(titles,))]
        role = TemplateRole(role="Champion", condition=HasPersona(persona="Chiefs"))
        template = RolesTemplate(id="t2", name="Personas", roles=(role,)).publish()
        result = plan_assignment(group(), facts(), template=template, at=NIGHT, personas=personas)
        assert shown(result.additions) == [("dan", None, "Champion")]

    def test_members_of_whom_nothing_is_given_stay(self) -> None:
        """No facts, no change."""
        assert plan(group(bo=("Decision Maker", Source.SYSTEM)), "cy").unchanged == ("bo",)

    def test_a_higher_decision_that_agrees_is_no_conflict(self) -> None:
        """The salesperson gave the very role."""
        result = plan(group(bo=("Influencer", Source.MANUAL)), "bo")
        assert (result.unchanged, result.kept_out) == (("bo",), ())

    def test_a_member_of_no_source_was_decided_on_by_hand(self) -> None:
        """Of whom nobody says who decided, nobody is moved by the job; the plan shows that it would."""
        member = Member(person_id="cy", role="Influencer", joined_at=BEFORE)
        result = plan(attrs.evolve(group(), members=(member,)), "cy")
        assert (result.removals, shown(result.kept_out)) == ((), [("cy", "Influencer", None)])
        assert group(cy=("Influencer", Source.MANUAL)).members == (member,)

    def test_whoever_the_job_adds_is_its_own(self) -> None:
        """What it has decided, it can take back: in what follows, and after a document."""
        made = plan(group(), "ada").apply(group()).group
        assert [(member.person_id, member.source) for member in made.members] == [("ada", Source.SYSTEM)]
        gardener = PersonFacts(person=Person(id="ada", account_id="a1", job_title="Gardener"))
        later = plan_assignment(loads(dumps(made), BuyingGroup), [gardener], template=TEMPLATE, at=NIGHT)
        assert shown(later.removals) == [("ada", "Decision Maker", None)]

    def test_whoever_was_removed_by_hand_stays_away(self) -> None:
        """And the plan says why."""
        people = [each.person for each in facts()]
        removed = remove_members(
            group(bo=("Influencer", Source.SYSTEM)),
            ["bo"],
            people=people,
            source=Source.MANUAL,
            at=BEFORE,
            reason="left",
        ).group
        result = plan(removed, "bo")
        assert shown(result.kept_out) == [("bo", None, "Influencer")]
        decision = result.kept_out[0].decision
        assert decision is not None
        assert (decision.source, decision.reason) == (Source.MANUAL, "left")

    def test_whoever_the_job_removed_comes_back(self) -> None:
        """Equal sources do bring a person back."""
        people = [each.person for each in facts()]
        removed = remove_members(
            group(bo=("Influencer", Source.SYSTEM)), ["bo"], people=people, source=Source.SYSTEM, at=BEFORE
        ).group
        assert shown(plan(removed, "bo").additions) == [("bo", None, "Influencer")]


class TestApply:
    """The plan is a value; applying it twice changes nothing the second time."""

    def test_carries_out_what_was_planned(self) -> None:
        """Members, sources and the reasons in the history."""
        before = group(bo=("Decision Maker", Source.SYSTEM), cy=("Influencer", Source.SYSTEM))
        result = plan(before).apply(before)
        members = {member.person_id: (member.role, member.source.value) for member in result.group.members}
        assert members == {
            "ada": ("Decision Maker", "system"),
            "bo": ("Influencer", "system"),
            "dan": ("Decision Maker", "system"),
        }
        assert [(change.person_id, change.changed_at) for change in result.changes] == [
            (name, NIGHT) for name in ("ada", "bo", "cy", "dan")
        ]
        assert all(change.reason for change in result.changes)

    @given(
        st.dictionaries(
            st.sampled_from(list(PEOPLE)), st.tuples(st.sampled_from(TEMPLATE.role_names), st.sampled_from(Source))
        )
    )
    def test_twice_changes_nothing_the_second_time(self, members: dict[str, tuple[str, Source]]) -> None:
        """Neither the same plan nor a new one, and what higher sources decided stands."""
        before = group(**members)
        once = plan(before).apply(before).group
        assert plan(before).apply(once).group is once
        again = plan(once)
        assert (again.additions, again.role_changes, again.removals) == ((), (), ())
        for member in before.members:
            if member.source is not Source.SYSTEM:
                assert member in once.members

    def test_respects_what_was_decided_since(self) -> None:
        """A salesperson was quicker than the job."""
        before = group(cy=("Influencer", Source.SYSTEM))
        planned = plan(before)
        people = [each.person for each in facts()]
        since = assign_members(
            before, [("dan", "Champion")], people=people, template=TEMPLATE, source=Source.MANUAL, at=NIGHT
        ).group
        result = planned.apply(since)
        assert [change.person_id for change in result.changes] == ["ada", "bo", "cy"]
        assert [kept.person_id for kept in result.kept_out] == ["dan"]

    def test_to_another_group(self) -> None:
        """A plan is for one group."""
        with pytest.raises(InvalidValueError, match=r"^group must be the group that the plan is for, 'g1', got 'g2'$"):
            plan(group()).apply(attrs.evolve(group(), id="g2"))

    def test_too_late(self) -> None:
        """The past does not change."""
        planned = plan_assignment(group(), facts(), template=TEMPLATE, at=BEFORE - timedelta(days=1))
        expected = r"^at must be not before the last change of the group's members \(2026-01-05T09:00:00\+00:00\), got"
        with pytest.raises(InvalidValueError, match=expected):
            planned.apply(group(bo=("Influencer", Source.SYSTEM)))


class TestBadInput:
    """Errors stop the whole operation before anything changes, and name every offending person."""

    def test_people_of_other_accounts_and_repeats(self) -> None:
        """All of them."""
        strangers = [PersonFacts(person=Person(id=name, account_id="a2", job_title="Chief")) for name in ("zoe", "yan")]
        with pytest.raises(InvalidSelectionError) as caught:
            plan_assignment(group(), [*strangers, *facts("ada"), *facts("ada")], template=TEMPLATE, at=NIGHT)
        assert caught.value.person_ids == ("ada", "yan", "zoe")
        assert [str(problem) for problem in caught.value.problems] == [
            "$: person 'ada' is given twice",
            "$: person 'yan' is of account 'a2', not of the group's 'a1'",
            "$: person 'zoe' is of account 'a2', not of the group's 'a1'",
        ]

    def test_a_moment_without_a_zone(self) -> None:
        """It is named."""
        with pytest.raises(NaiveDatetimeError, match=r"^at "):
            plan_assignment(group(), facts(), template=TEMPLATE, at=NIGHT.replace(tzinfo=None))

    def test_a_draft_template(self) -> None:
        """Only live templates assign."""
        draft = TEMPLATE.duplicate(id="t2", name="Draft")
        with pytest.raises(
            StatusError, match=r"^cannot plan by roles template 'Draft': it is draft; publish it first$"
        ):
            plan_assignment(group(), facts(), template=draft, at=NIGHT)


class TestCreation:
    """One group per account and solution interest, named by the rule, skipping what exists."""

    def test_by_hand(self, small_tenant: Tenant) -> None:
        """Acme has a group for the second solution interest, the other account does not."""
        result = plan_groups(small_tenant, ["a2", "a1", "a2"], "s2")
        assert ([made.id for made in result.new], result.existing) == (["s2-a2"], ("g2",))
        after = result.apply(small_tenant)
        assert after.group_name(after.buying_group("s2-a2")) == "Mesh for Other"
        assert result.apply(after) == after

    def test_unknown_accounts_and_taken_ids(self, small_tenant: Tenant) -> None:
        """Every one is named."""
        taken = attrs.evolve(small_tenant.buying_group("g1"), id="s2-a2")
        tenant = attrs.evolve(small_tenant, buying_groups=(*small_tenant.buying_groups, taken))
        expected = (
            "the selection has 3 problems:\n  $: there is no account 'a8'\n  $: there is no account 'a9'\n"
            "  $: the id 's2-a2' is that of another group"
        )
        with pytest.raises(InvalidSelectionError, match=f"^{re.escape(expected)}$"):
            plan_groups(tenant, ["a9", "a2", "a8"], "s2")
        with pytest.raises(UnknownIdError, match=r"^unknown solution interest 's9'; known: 's1', 's2'$"):
            plan_groups(small_tenant, ["a1"], "s9")
