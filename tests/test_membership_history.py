"""
The history of a group's members: every past state, in documents, in a tenant, on the details page, in the scores.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from buying_groups import (
    BuyingGroup,
    Member,
    Person,
    RolesTemplate,
    Source,
    StageMove,
    TemplateRole,
    Tenant,
    buying_group_details,
    score_tenant,
)
from buying_groups.documents import dumps, json_schema, loads
from buying_groups.errors import (
    DocumentError,
    InvalidBuyingGroupError,
    InvalidTenantError,
    InvalidValueError,
    NaiveDatetimeError,
    UnknownIdError,
)
from buying_groups.groups import MembershipChange
from buying_groups.testing.strategies import buying_groups


if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn


MANUAL, JOURNEY, SYSTEM = Source.MANUAL, Source.JOURNEY, Source.SYSTEM
BOSS, INFLUENCER, CHAMPION = "Decision Maker", "Influencer", "Champion"
EMPTY = BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1")


def day(number: int) -> datetime:
    """Return noon of a day of January 2026."""
    return datetime(2026, 1, number, 12, tzinfo=UTC)


def change(person_id: str, role: str | None, number: int, source: Source = SYSTEM) -> MembershipChange:
    """Return a decision on a day of January 2026."""
    return MembershipChange(person_id=person_id, role=role, source=source, changed_at=day(number))


def member(person_id: str, role: str, number: int, source: Source = SYSTEM) -> Member:
    """Return somebody who joined on a day of January 2026."""
    return Member(person_id=person_id, role=role, source=source, joined_at=day(number))


def ids(members: Sequence[Member]) -> list[str]:
    """Return whom they are."""
    return [item.person_id for item in members]


LIVED = EMPTY.with_changes(
    change("bo", INFLUENCER, 2),
    change("ada", INFLUENCER, 2),
    change("ada", BOSS, 4, JOURNEY),
    change("bo", None, 6, MANUAL),
    change("bo", CHAMPION, 8, MANUAL),
    change("ada", None, 9, MANUAL),
)


class TestEveryPastState:
    """From it comes the group of any moment."""

    @pytest.mark.parametrize(
        ("number", "expected"),
        [
            (1, ()),
            (2, (member("ada", INFLUENCER, 2), member("bo", INFLUENCER, 2))),
            (3, (member("ada", INFLUENCER, 2), member("bo", INFLUENCER, 2))),
            (4, (member("ada", BOSS, 2, JOURNEY), member("bo", INFLUENCER, 2))),
            (6, (member("ada", BOSS, 2, JOURNEY),)),
            (8, (member("ada", BOSS, 2, JOURNEY), member("bo", CHAMPION, 8, MANUAL))),
            (9, (member("bo", CHAMPION, 8, MANUAL),)),
            (31, (member("bo", CHAMPION, 8, MANUAL),)),
        ],
    )
    def test_by_hand(self, number: int, expected: tuple[Member, ...]) -> None:
        """Role, source and joining as they were then; who comes back joins anew."""
        assert expected == LIVED.members_at(day(number))

    def test_now(self) -> None:
        """The members are those after the last change."""
        assert LIVED.members == (member("bo", CHAMPION, 8, MANUAL),)
        assert LIVED.members_at(day(9) - timedelta(microseconds=1)) == LIVED.members_at(day(8))

    def test_who_has_no_history(self) -> None:
        """A member of whom the history does not tell counts as assigned at `joined_at` by `source`."""
        group = attrs.evolve(LIVED, members=(member("dee", BOSS, 7), *LIVED.members, member("cy", BOSS, 1, MANUAL)))
        assert ids(group.members_at(day(1))) == ["cy"]
        assert ids(group.members_at(day(6))) == ["cy", "ada"]
        assert ids(group.members_at(day(8))) == ["cy", "ada", "dee", "bo"]
        assert group.members_at(day(9)) == group.members
        assert group.complete_history == (
            change("cy", BOSS, 1, MANUAL),
            *LIVED.history[:4],
            change("dee", BOSS, 7),
            *LIVED.history[4:],
        )

    def test_at_the_same_time(self) -> None:
        """Those of whom the history does not tell come first."""
        group = attrs.evolve(LIVED, members=(*LIVED.members, member("cy", BOSS, 2)))
        assert group.complete_history == (change("cy", BOSS, 2), *LIVED.history)

    def test_without_any_history(self) -> None:
        """Documents without any history are complete as they are."""
        group = attrs.evolve(EMPTY, members=(member("bo", BOSS, 5), member("ada", CHAMPION, 3, MANUAL)))
        assert group.history == ()
        assert (ids(group.members_at(day(3))), group.members_at(day(5))) == (["ada"], group.members)
        assert group.last_changes == {"ada": change("ada", CHAMPION, 3, MANUAL), "bo": change("bo", BOSS, 5)}

    def test_the_first_change_completes_the_history(self) -> None:
        """The first operation writes these assignments into the history."""
        group = attrs.evolve(EMPTY, members=(member("bo", BOSS, 5), member("ada", CHAMPION, 3, MANUAL)))
        removed = group.with_changes(change("bo", None, 6, MANUAL))
        assert removed.history == (
            change("ada", CHAMPION, 3, MANUAL),
            change("bo", BOSS, 5),
            change("bo", None, 6, MANUAL),
        )
        assert removed.members == (member("ada", CHAMPION, 3, MANUAL),)
        assert ids(removed.members_at(day(5))) == ["ada", "bo"]
        assert group.with_changes() == attrs.evolve(removed, history=removed.history[:2], members=group.members[::-1])

    def test_last_changes(self) -> None:
        """What stands for each person, removals too."""
        assert LIVED.last_changes == {"ada": change("ada", None, 9, MANUAL), "bo": change("bo", CHAMPION, 8, MANUAL)}

    def test_when_it_changed_for_the_last_time(self) -> None:
        """When the members or the stage changed for the last time up to a moment."""
        group = attrs.evolve(
            LIVED, stage_moves=(StageMove(stage="Aware", moved_at=day(5)), StageMove(stage="Won", moved_at=day(12)))
        )
        moments = [group.updated_at(day(number)) for number in (1, 3, 5, 6, 7, 11, 31)]
        assert moments == [None, day(2), day(5), day(6), day(6), day(9), day(12)]
        assert attrs.evolve(EMPTY, members=(member("ada", BOSS, 3),)).updated_at(day(4)) == day(3)

    def test_a_moment_without_a_zone(self) -> None:
        """Never guessed."""
        naive = datetime(2026, 1, 1)  # noqa: DTZ001 - that is the point
        for look in (LIVED.members_at, LIVED.stage_at, LIVED.updated_at):
            with pytest.raises(
                NaiveDatetimeError, match=r"^as_of must be a datetime with a time zone, got datetime\.datetime\(.*\)$"
            ):
                look(naive)


class TestDisagreement:
    """A group in which they disagree is refused with every difference."""

    def test_every_difference(self) -> None:
        """Missing, too many, another role, source or time of joining; and a removal of nobody."""
        history = (
            change("ada", BOSS, 1),
            change("bo", BOSS, 1),
            change("cy", BOSS, 1),
            change("dee", BOSS, 1),
            change("eve", None, 2),
            change("cy", None, 3),
        )
        members = (
            member("untold", BOSS, 1),
            member("bo", CHAMPION, 1),
            member("cy", BOSS, 1),
            member("dee", BOSS, 2, MANUAL),
        )
        with pytest.raises(InvalidBuyingGroupError) as raised:
            attrs.evolve(EMPTY, members=members, history=history)
        noon = "2026-01-01T12:00:00+00:00"
        by_system = f"'Decision Maker' by system since {noon}"
        assert str(raised.value).splitlines() == [
            "the buying group has 5 problems:",
            "  $.history[4].role: 'eve' is removed without a role before; a person's first change gives one",
            f"  $.members: 'ada' must be {by_system}, as the history has it, is no member",
            f"  $.members[1]: 'bo' must be {by_system}, as the history has it, is 'Champion' by system since {noon}",
            f"  $.members[2]: 'cy' must be no member, as the history has it, is {by_system}",
            (
                f"  $.members[3]: 'dee' must be {by_system}, as the history has it, "
                "is 'Decision Maker' by manual since 2026-01-02T12:00:00+00:00"
            ),
        ]

    def test_who_was_never_a_member_cannot_be_removed(self) -> None:
        """Neither later on."""
        with pytest.raises(
            InvalidBuyingGroupError, match=r"^the buying group has 1 problem:\n  \$\.history\[6\]\.role: .*$"
        ):
            LIVED.with_changes(change("eve", None, 10))

    def test_out_of_order(self) -> None:
        """The history is in order of time."""
        with pytest.raises(InvalidValueError, match=r"^history must be in order of time, got .*"):
            LIVED.with_changes(change("bo", None, 8))
        with pytest.raises(InvalidValueError, match=r"^history must be in order of time, got .*"):
            attrs.evolve(EMPTY, members=(member("ada", BOSS, 5),)).with_changes(change("ada", None, 4))

    def test_members_do_not_change_beside_the_history(self) -> None:
        """Once a history tells of somebody, only a change changes the membership."""
        with pytest.raises(
            InvalidBuyingGroupError, match=r"^the buying group has 1 problem:\n  \$\.members: 'bo' must .*$"
        ):
            attrs.evolve(LIVED, members=())

    def test_erasing_a_person(self) -> None:
        """Take the person's changes out of the history and the person out of the members; the rest stays valid."""
        for name, other in (("ada", "bo"), ("bo", "ada")):
            history = tuple(item for item in LIVED.history if item.person_id != name)
            members = tuple(item for item in LIVED.members if item.person_id != name)
            erased = attrs.evolve(LIVED, history=history, members=members)
            assert set(erased.last_changes) == {other}
            assert ids(erased.members_at(day(2))) == [other]


class TestDocuments:
    """`members` and `history` are both in a document."""

    def test_as_written(self) -> None:
        """A removal is written as a role that is null, and read back."""
        group = EMPTY.with_changes(
            change("ada", BOSS, 1, MANUAL),
            attrs.evolve(change("ada", None, 2, MANUAL), reason="left"),
            change("ada", CHAMPION, 3, MANUAL),
        )
        document = json.loads(dumps(group))
        assert document["members"] == [
            {"person_id": "ada", "role": "Champion", "source": "manual", "joined_at": "2026-01-03T12:00:00Z"}
        ]
        assert document["history"] == [
            {"person_id": "ada", "role": BOSS, "source": "manual", "changed_at": "2026-01-01T12:00:00Z"},
            {
                "person_id": "ada",
                "role": None,
                "source": "manual",
                "changed_at": "2026-01-02T12:00:00Z",
                "reason": "left",
            },
            {"person_id": "ada", "role": CHAMPION, "source": "manual", "changed_at": "2026-01-03T12:00:00Z"},
        ]
        assert loads(dumps(group), BuyingGroup) == group

    def test_without_a_history(self) -> None:
        """The documents of before stay what they are."""
        group = attrs.evolve(EMPTY, members=(member("ada", BOSS, 1),))
        assert "history" not in json.loads(dumps(group))
        assert loads(dumps(group), BuyingGroup) == group

    def test_problems_have_their_paths(self) -> None:
        """Those of single changes, and those between history and members."""
        document = json.loads(dumps(LIVED))
        document["members"] = []
        with pytest.raises(
            DocumentError,
            match=r"^the document has 1 problem:\n  \$\.members: 'bo' must be 'Champion' by manual since .*$",
        ):
            loads(json.dumps(document), BuyingGroup)
        del document["history"][0]["role"]
        document["history"][1]["source"] = "robot"
        document["history"][2]["reason"] = " "
        with pytest.raises(DocumentError) as raised:
            loads(json.dumps(document), BuyingGroup)
        assert [problem.path for problem in raised.value.problems] == [
            "$.history[0].role",
            "$.history[1].source",
            "$.history[2].reason",
        ]

    def test_schema(self) -> None:
        """The role has to be written, and may be null."""
        schema = json_schema(BuyingGroup)["$defs"]["MembershipChange"]
        assert schema["required"] == ["person_id", "role", "source", "changed_at"]
        assert schema["properties"]["role"] == {
            "anyOf": [{"type": "string", "minLength": 1, "pattern": r"\S"}, {"type": "null"}]
        }


class TestTenant:
    """In a tenant, what is true of members is true of the history."""

    def test_every_fault(self, small_tenant: Tenant) -> None:
        """Its people exist and are of the group's account, its roles are in the roles template."""
        group = attrs.evolve(small_tenant.buying_group("g1"), members=()).with_changes(
            change("ada", "Janitor", 1),
            change("dan", BOSS, 1),
            change("nobody", BOSS, 1),
            change("ada", None, 2),
            change("dan", None, 2),
            change("nobody", None, 2),
        )
        with pytest.raises(InvalidTenantError) as raised:
            small_tenant.with_buying_group(group)
        assert [str(problem) for problem in raised.value.problems] == [
            (
                "$.buying_groups[0].history[0].role: roles template 't1' has no role 'Janitor': "
                "'Decision Maker', 'Influencer', 'Champion'"
            ),
            "$.buying_groups[0].history[1].person_id: person 'dan' is of account 'a2', not of the group's 'a1'",
            "$.buying_groups[0].history[2].person_id: there is no person 'nobody'",
            "$.buying_groups[0].history[4].person_id: person 'dan' is of account 'a2', not of the group's 'a1'",
            "$.buying_groups[0].history[5].person_id: there is no person 'nobody'",
        ]

    def test_a_template_that_replaces_another(self, small_tenant: Tenant) -> None:
        """It keeps the roles that groups remember, not required if nobody should fill them any more."""
        group = small_tenant.buying_group("g2").with_changes(change("ada", INFLUENCER, 20, MANUAL))
        tenant = small_tenant.with_buying_group(group)
        (former,) = tenant.roles_templates
        wanted = (TemplateRole(role=BOSS), TemplateRole(role=INFLUENCER))
        other = RolesTemplate(id="t1", name="Next year", roles=wanted).publish()
        with pytest.raises(
            InvalidTenantError, match=r"^the tenant has 1 problem:\n  \$\.buying_groups\[1\]\.history\[0\]\.role: .*$"
        ):
            attrs.evolve(tenant, roles_templates=(other,))
        kept = RolesTemplate(id="t1", name="Next year", roles=(*wanted, TemplateRole(role=CHAMPION, required=False)))
        changed = attrs.evolve(tenant, roles_templates=(kept.publish(),))
        assert former != changed.template_of(group)
        assert [card.role for card in buying_group_details(changed, "g2", as_of=day(19)).members] == [CHAMPION]

    def test_replacing_a_group(self, small_tenant: Tenant) -> None:
        """Only one that is there."""
        with pytest.raises(UnknownIdError, match=r"^unknown buying group 'g9'; known: 'g1', 'g2', 'g3'$"):
            small_tenant.with_buying_group(attrs.evolve(EMPTY, id="g9"))


class TestAsOf:
    """The details page and the scores as of a past moment see these members."""

    def test_a_former_member(self, small_tenant: Tenant) -> None:
        """Whoever was removed later is on the page of before, with the score; and is not on that of after."""
        group = small_tenant.buying_group("g1").with_changes(
            change("bo", CHAMPION, 24, MANUAL), change("bo", None, 26, MANUAL), change("cy", INFLUENCER, 27)
        )
        tenant = small_tenant.with_buying_group(group)
        for number, expected in ((23, "Influencer"), (25, "Champion"), (26, None), (28, None)):
            page = buying_group_details(tenant, "g1", as_of=day(number))
            cards = {card.person_id: card for card in page.members}
            assert ("bo" in cards) == (expected is not None)
            if expected is not None:
                assert (cards["bo"].role, cards["bo"].joined_at) == (expected, day(15))
                assert cards["bo"].engagement.score > 0
            assert page.group.number_of_members == len(cards)
            assert page.group.last_updated == group.updated_at(day(number))
        before = score_tenant(small_tenant, as_of=day(23)).group("g1")
        assert score_tenant(tenant, as_of=day(23)).group("g1") == before

    def test_one_account(self, small_tenant: Tenant) -> None:
        """The part of a tenant keeps the activities of those who were in a group before, too."""
        group = small_tenant.buying_group("g1").with_changes(change("bo", None, 26, MANUAL))
        tenant = small_tenant.with_buying_group(group)
        scale, before = (score_tenant(tenant, as_of=day(25) - timedelta(days=days)).scale for days in (0, 28))
        part = tenant.only_account("a1")
        page = buying_group_details(tenant, "g1", as_of=day(25))
        assert page == buying_group_details(part, "g1", as_of=day(25), scale=scale, scale_before=before)
        assert "bo" in {card.person_id for card in page.members}


@st.composite
def histories(draw: DrawFn) -> tuple[MembershipChange, ...]:
    """Draw decisions of any source about few people, in order of time, often at the same time."""
    changes: list[MembershipChange] = []
    told: set[str] = set()
    number = 1
    for _ in range(draw(st.integers(0, 12))):
        number += draw(st.integers(0, 2))
        name = draw(st.sampled_from(("ada", "bo", "cy")))
        roles = (BOSS, CHAMPION, None) if name in told else (BOSS, CHAMPION)
        changes.append(change(name, draw(st.sampled_from(roles)), number, draw(st.sampled_from(Source))))
        told.add(name)
    return tuple(changes)


class TestProperties:
    """`BuyingGroup.history` keeps every decision."""

    @given(histories(), st.integers(1, 31))
    def test_last_decision_counts(self, history: tuple[MembershipChange, ...], number: int) -> None:
        """At any moment the members are those whose last decision so far is a role, with its source."""
        group = EMPTY.with_changes(*history)
        so_far = {item.person_id: item for item in history if item.changed_at <= day(number)}
        expected = {name: (item.role, item.source) for name, item in so_far.items() if item.role is not None}
        assert expected == {item.person_id: (item.role, item.source) for item in group.members_at(day(number))}

    @given(histories(), st.integers(0, 12))
    def test_in_two_parts(self, history: tuple[MembershipChange, ...], cut: int) -> None:
        """The same group, however the changes were split; and at any moment what a shorter history says."""
        group = EMPTY.with_changes(*history)
        first = EMPTY.with_changes(*history[:cut])
        assert first.with_changes(*history[cut:]) == group
        assert loads(dumps(group), BuyingGroup) == group
        if cut < len(history):
            before = history[cut].changed_at - timedelta(seconds=1)
            assert first.members_at(before) == group.members_at(before)

    @pytest.mark.parametrize("kind", ["removed", "back", "other role", "untold"])
    def test_groups_are_drawn_with_histories(self, kind: str) -> None:
        """So that every property of tenants is one of people who left, came back or have no history, too."""

        def has_one(group: BuyingGroup) -> bool:
            present, told = set(ids(group.members)), {item.person_id for item in group.history}
            lives = [[item.role for item in group.history if item.person_id == name] for name in told]
            return {
                "removed": bool(told - present),
                "back": any(None in life[:-1] and life[-1] for life in lives),
                "other role": any(len({*life} - {None}) > 1 for life in lives),
                "untold": bool(told) and bool(present - told),
            }[kind]

        staff = [Person(id=name, account_id="a1") for name in ("ada", "bo")]
        template = RolesTemplate(
            id="t1", name="Template", roles=(TemplateRole(role=BOSS), TemplateRole(role=CHAMPION))
        ).publish()
        several = settings(max_examples=1_000, derandomize=True, phases=[Phase.generate])
        found = find(buying_groups("g1", "s1", template, staff), has_one, settings=several)
        assert found.history
