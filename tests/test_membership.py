"""
Membership: what each source may do to what the others decided, and that an operation is all or nothing.
"""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest

from buying_groups import BuyingGroup, DataError, Member, Person, RolesTemplate, Source, TemplateRole, Tenant
from buying_groups.errors import InvalidSelectionError, InvalidValueError, NaiveDatetimeError, StatusError
from buying_groups.groups import MembershipChange
from buying_groups.membership import (
    MAX_SELECTED,
    KeptOut,
    MembershipResult,
    assign_members,
    edit_roles,
    remove_members,
)


MANUAL, JOURNEY, SYSTEM = Source.MANUAL, Source.JOURNEY, Source.SYSTEM
HIGHER_AND_LOWER = [(MANUAL, JOURNEY), (MANUAL, SYSTEM), (JOURNEY, SYSTEM)]
BOSS, INFLUENCER, CHAMPION = "Decision Maker", "Influencer", "Champion"

PEOPLE = (
    *(Person(id=f"p{number:02}", account_id="a1") for number in range(60)),
    *(Person(id=name, account_id="a1") for name in ("ada", "bo", "cy", "dee")),
    Person(id="zoe", account_id="a2"),
)
TEMPLATE = RolesTemplate(
    id="t1", name="Small deals", roles=tuple(TemplateRole(role=role) for role in (BOSS, INFLUENCER, CHAMPION))
).publish()
EMPTY = BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1")


Outcome = tuple[list[str], list[str], list[str]]  # who was changed, unchanged, kept out


def day(number: int) -> datetime:
    """Return nine o'clock of a day of January 2026."""
    return datetime(2026, 1, number, 9, tzinfo=UTC)


def assign(
    group: BuyingGroup, source: Source, at: datetime, *assignments: tuple[str, str], **more: Any
) -> MembershipResult:
    """Assign people of the account by the template."""
    return assign_members(group, assignments, people=PEOPLE, template=TEMPLATE, source=source, at=at, **more)


def edit(
    group: BuyingGroup, source: Source, at: datetime, *assignments: tuple[str, str], **more: Any
) -> MembershipResult:
    """Edit roles of people of the account by the template."""
    return edit_roles(group, assignments, people=PEOPLE, template=TEMPLATE, source=source, at=at, **more)


def remove(group: BuyingGroup, source: Source, at: datetime, *person_ids: str, **more: Any) -> MembershipResult:
    """Remove people of the account."""
    return remove_members(group, person_ids, people=PEOPLE, source=source, at=at, **more)


def with_member(source: Source, *, told: bool = True) -> BuyingGroup:
    """Return a group with Ada as an influencer since the first, with or without a history."""
    if told:
        return assign(EMPTY, source, day(1), ("ada", INFLUENCER)).group
    return attrs.evolve(EMPTY, members=(Member(person_id="ada", role=INFLUENCER, source=source, joined_at=day(1)),))


def without_member(source: Source) -> BuyingGroup:
    """Return a group from which Ada was removed on the second."""
    return remove(with_member(SYSTEM), source, day(2), "ada").group


def outcome(result: MembershipResult) -> Outcome:
    """Return the ids of those who were changed, unchanged and kept out."""
    return (
        [change.person_id for change in result.changes],
        list(result.unchanged),
        [person.person_id for person in result.kept_out],
    )


def roles_of(group: BuyingGroup) -> dict[str, tuple[str, Source]]:
    """Return each member's role and source."""
    return {member.person_id: (member.role, member.source) for member in group.members}


CHANGED: Outcome = (["ada"], [], [])
UNCHANGED: Outcome = ([], ["ada"], [])
KEPT_OUT: Outcome = ([], [], ["ada"])


class TestScenarios:
    """So a manual member survives a journey's removal and the daily job; a journey's member survives the daily job."""

    @pytest.mark.parametrize("told", [True, False], ids=["history", "no-history"])
    @pytest.mark.parametrize(("higher", "lower"), HIGHER_AND_LOWER)
    def test_a_member_survives_a_lower_removal(self, higher: Source, lower: Source, *, told: bool) -> None:
        """The member stays, with role and source, and the result says so; with or without a history."""
        group = with_member(higher, told=told)
        result = remove(group, lower, day(5), "ada")
        assert outcome(result) == KEPT_OUT
        assert result.group is group

    @pytest.mark.parametrize("told", [True, False], ids=["history", "no-history"])
    @pytest.mark.parametrize(("higher", "lower"), HIGHER_AND_LOWER)
    def test_a_role_survives_a_lower_edit(self, higher: Source, lower: Source, *, told: bool) -> None:
        """Neither editing nor assigning from below changes the role."""
        group = with_member(higher, told=told)
        for operation in (edit, assign):
            result = operation(group, lower, day(5), ("ada", CHAMPION))
            assert outcome(result) == KEPT_OUT
            assert result.group is group

    @pytest.mark.parametrize(("higher", "lower"), HIGHER_AND_LOWER)
    def test_a_removal_survives_a_lower_assignment(self, higher: Source, lower: Source) -> None:
        """Every removal is remembered with its source; lower sources do not bring the person back."""
        group = without_member(higher)
        for operation in (edit, assign):
            result = operation(group, lower, day(5), ("ada", INFLUENCER))
            assert outcome(result) == KEPT_OUT
            assert result.group is group

    @pytest.mark.parametrize(
        ("second", "first"), [*HIGHER_AND_LOWER, (MANUAL, MANUAL), (JOURNEY, JOURNEY), (SYSTEM, SYSTEM)]
    )
    def test_equal_or_higher_ones_decide(self, second: Source, first: Source) -> None:
        """They remove the member, change the role, and bring the person back."""
        removed = remove(with_member(first), second, day(5), "ada")
        assert (outcome(removed), roles_of(removed.group)) == (CHANGED, {})
        for operation in (edit, assign):
            edited = operation(with_member(first), second, day(5), ("ada", CHAMPION))
            assert (outcome(edited), roles_of(edited.group)) == (CHANGED, {"ada": (CHAMPION, second)})
        back = assign(without_member(first), second, day(5), ("ada", BOSS))
        assert (outcome(back), roles_of(back.group)) == (CHANGED, {"ada": (BOSS, second)})
        assert back.group.members[0].joined_at == day(5)


class TestWhatStands:
    """A member's source is that of the last decision."""

    @pytest.mark.parametrize(("higher", "lower"), HIGHER_AND_LOWER)
    def test_a_higher_source_makes_it_its_own(self, higher: Source, lower: Source) -> None:
        """Assigning or editing to the same role once more; the time of joining stays."""
        for operation in (assign, edit):
            result = operation(with_member(lower), higher, day(5), ("ada", INFLUENCER))
            assert outcome(result) == CHANGED
            expected = Member(person_id="ada", role=INFLUENCER, source=higher, joined_at=day(1))
            assert result.group.members == (expected,)
            assert outcome(remove(result.group, lower, day(6), "ada")) == KEPT_OUT

    @pytest.mark.parametrize(("higher", "lower"), HIGHER_AND_LOWER)
    def test_removing_once_more(self, higher: Source, lower: Source) -> None:
        """A salesperson who removes somebody whom a journey has removed before makes it a manual removal."""
        result = remove(without_member(lower), higher, day(5), "ada")
        assert outcome(result) == CHANGED
        assert outcome(assign(result.group, lower, day(6), ("ada", BOSS))) == KEPT_OUT
        assert outcome(remove(result.group, lower, day(6), "ada")) == UNCHANGED

    @pytest.mark.parametrize("source", Source)
    def test_the_same_source_changes_nothing(self, source: Source) -> None:
        """The same role again, or the same removal again."""
        group = with_member(source)
        for result in (
            assign(group, source, day(5), ("ada", INFLUENCER)),
            edit(group, source, day(5), ("ada", INFLUENCER)),
            remove(without_member(source), source, day(5), "ada"),
        ):
            assert outcome(result) == UNCHANGED

    @pytest.mark.parametrize(("higher", "lower"), HIGHER_AND_LOWER)
    def test_what_a_lower_source_finds_as_it_wants_it(self, higher: Source, lower: Source) -> None:
        """It is not kept out, and does not become its own."""
        group = with_member(higher)
        result = assign(group, lower, day(5), ("ada", INFLUENCER))
        assert outcome(result) == UNCHANGED
        assert result.group is group

    @pytest.mark.parametrize("source", Source)
    def test_nobody_to_remove(self, source: Source) -> None:
        """Whoever never was a member cannot be removed, and nothing is remembered of the attempt."""
        result = remove(EMPTY, source, day(1), "ada")
        assert outcome(result) == UNCHANGED
        assert result.group is EMPTY
        assert outcome(assign(result.group, SYSTEM, day(2), ("ada", BOSS))) == CHANGED

    def test_kept_out_says_why(self) -> None:
        """`KeptOut.decision` is the very decision that stands, with its source, time and reason."""
        removed = remove(with_member(SYSTEM), JOURNEY, day(4), "ada", reason="left the company")
        result = assign(removed.group, SYSTEM, day(5), ("ada", BOSS))
        decision = MembershipChange(
            person_id="ada", role=None, source=JOURNEY, changed_at=day(4), reason="left the company"
        )
        assert result.kept_out == (KeptOut(person_id="ada", role=BOSS, decision=decision),)
        assert str(result.kept_out[0]) == (
            "'ada' stays removed: journey, 2026-01-04T09:00:00+00:00, 'left the company'"
        )
        (kept,) = remove(with_member(MANUAL, told=False), SYSTEM, day(5), "ada").kept_out
        assert kept.role is None
        assert str(kept) == "'ada' stays 'Influencer': manual, 2026-01-01T09:00:00+00:00"

    def test_a_source_by_its_name(self) -> None:
        """Values are taken as a document writes them."""
        result = assign_members(
            EMPTY,
            [("ada", BOSS)],
            people=PEOPLE,
            template=TEMPLATE,
            source="journey",  # type: ignore[arg-type]
            at=day(1),
        )
        assert roles_of(result.group) == {"ada": (BOSS, JOURNEY)}


class TestSelections:
    """Every person of a selection is in exactly one of the lists of the result."""

    def test_all_three(self) -> None:
        """In order of the ids, whatever the order of the selection; the changes are the end of the history."""
        group = assign(EMPTY, MANUAL, day(1), ("cy", BOSS)).group
        group = assign(group, SYSTEM, day(1), ("bo", CHAMPION)).group
        assignments = [("dee", BOSS), ("cy", CHAMPION), ("bo", CHAMPION), ("ada", INFLUENCER)]
        result = assign(group, SYSTEM, day(2), *assignments, reason="conditions met")
        assert outcome(result) == (["ada", "dee"], ["bo"], ["cy"])
        assert result.changes == tuple(
            MembershipChange(person_id=name, role=role, source=SYSTEM, changed_at=day(2), reason="conditions met")
            for name, role in (("ada", INFLUENCER), ("dee", BOSS))
        )
        assert result.group.history == (*group.history, *result.changes)
        assert result == assign(group, SYSTEM, day(2), *reversed(assignments), reason="conditions met")

    def test_repeats_are_dropped(self) -> None:
        """The same person twice, with the same role, is the same person once."""
        once = assign(EMPTY, MANUAL, day(1), ("ada", BOSS))
        assert assign(EMPTY, MANUAL, day(1), ("ada", BOSS), ("ada", BOSS)) == once
        assert remove(once.group, MANUAL, day(2), "ada", "ada") == remove(once.group, MANUAL, day(2), "ada")

    @pytest.mark.parametrize("source", Source)
    def test_nobody_is_assigned(self, source: Source) -> None:
        """An empty plan does nothing, since assigning has no such limit."""
        assert assign(EMPTY, source, day(1)) == MembershipResult(group=EMPTY, changes=(), unchanged=(), kept_out=())

    def test_any_iterable(self) -> None:
        """Generators, sets, and the items of a mapping."""
        people = (person for person in PEOPLE)
        pairs = {"ada": BOSS, "bo": CHAMPION}.items()
        result = assign_members(EMPTY, pairs, people=people, template=TEMPLATE, source=SYSTEM, at=day(1))
        assert roles_of(result.group) == {"ada": (BOSS, SYSTEM), "bo": (CHAMPION, SYSTEM)}
        removed = remove_members(result.group, {"ada"}, people=(), source=SYSTEM, at=day(2))
        assert roles_of(removed.group) == {"bo": (CHAMPION, SYSTEM)}


class TestLimit:
    """A *manual* call to remove or to edit roles takes 1 to 50 people, counted before repeats are dropped."""

    FULL = assign(EMPTY, SYSTEM, day(1), *((person.id, BOSS) for person in PEOPLE if person.account_id == "a1")).group

    @pytest.mark.parametrize("number", [0, 51, 60])
    def test_too_many_or_none(self, number: int) -> None:
        """An error that says how many there were and how many are valid."""
        match = (
            r"^the selection has 1 problem:\n"
            rf"  \$: takes 1 to 50 people in a manual call, got {number}$"
        )
        with pytest.raises(InvalidSelectionError, match=match) as raised:
            remove(self.FULL, MANUAL, day(2), *(f"p{n:02}" for n in range(number)))
        assert raised.value.person_ids == ()
        with pytest.raises(InvalidSelectionError, match=match):
            edit(self.FULL, MANUAL, day(2), *((f"p{n:02}", CHAMPION) for n in range(number)))

    @pytest.mark.parametrize("number", [1, MAX_SELECTED])
    def test_just_right(self, number: int) -> None:
        """One and fifty."""
        ids = [f"p{n:02}" for n in range(number)]
        assert len(remove(self.FULL, MANUAL, day(2), *ids).changes) == number
        assert len(edit(self.FULL, MANUAL, day(2), *((id, CHAMPION) for id in ids)).changes) == number

    def test_repeats_count(self) -> None:
        """Fifty-one times the same person are too many."""
        with pytest.raises(InvalidSelectionError, match=r"^the selection has 1 problem:\n  \$: .*, got 51$"):
            remove(self.FULL, MANUAL, day(2), *["p01"] * 51)

    @pytest.mark.parametrize("source", [JOURNEY, SYSTEM])
    def test_a_plan_has_no_such_limit(self, source: Source) -> None:
        """Of a journey or a job; nobody is as valid as sixty."""
        for number in (0, 60):
            ids = [f"p{n:02}" for n in range(number)]
            assert len(remove(self.FULL, source, day(2), *ids).changes) == number
            assert len(edit(self.FULL, source, day(2), *((id, CHAMPION) for id in ids)).changes) == number

    def test_neither_has_assigning(self) -> None:
        """A salesperson may assign sixty."""
        assert len(assign(self.FULL, MANUAL, day(2), *((f"p{n:02}", BOSS) for n in range(60))).changes) == 60


class TestAllOrNothing:
    """Then nothing happens to anybody, and one error names all of them."""

    def test_of_an_assignment(self) -> None:
        """Somebody unknown, somebody of another account, two roles at once, roles that the template lacks."""
        assignments = [
            ("eve", CHAMPION),
            ("ada", BOSS),
            ("zoe", BOSS),
            ("ada", CHAMPION),
            ("bo", "Boss"),
            ("", ""),
            ("cy", BOSS),
            ("eve", "Boss"),
        ]
        with pytest.raises(InvalidSelectionError) as raised:
            assign(EMPTY, MANUAL, day(1), *assignments)
        error = raised.value
        roles = "the roles of 'Small deals': 'Decision Maker', 'Influencer', 'Champion'"
        assert str(error).splitlines() == [
            "the selection has 9 problems:",
            "  $[0]: there is no person 'eve'; members are people of account 'a1'",
            "  $[2]: person 'zoe' is of account 'a2'; members are people of account 'a1'",
            "  $[3]: person 'ada' is given 'Champion' and 'Decision Maker'; one role is valid",
            f"  $[4]: person 'bo' is given 'Boss'; {roles}",
            "  $[5]: there is no person ''; members are people of account 'a1'",
            f"  $[5]: person '' is given ''; {roles}",
            "  $[7]: there is no person 'eve'; members are people of account 'a1'",
            "  $[7]: person 'eve' is given 'Boss' and 'Champion'; one role is valid",
            f"  $[7]: person 'eve' is given 'Boss'; {roles}",
        ]
        assert error.person_ids == ("eve", "zoe", "ada", "bo", "")
        assert isinstance(error, DataError)

    def test_of_an_edit(self) -> None:
        """Whoever is no member, too: never was one, or was removed by an equal or lower source."""
        group = assign(EMPTY, SYSTEM, day(1), ("ada", BOSS), ("bo", BOSS), ("cy", BOSS)).group
        group = remove(group, JOURNEY, day(2), "bo").group
        group = remove(group, MANUAL, day(2), "cy").group
        with pytest.raises(InvalidSelectionError) as raised:
            edit(group, JOURNEY, day(3), *((name, CHAMPION) for name in ("ada", "bo", "cy", "dee", "eve", "zoe")))
        assert str(raised.value).splitlines() == [
            "the selection has 4 problems:",
            "  $[1]: person 'bo' is not a member of group 'g1'; assign them instead",
            "  $[3]: person 'dee' is not a member of group 'g1'; assign them instead",
            "  $[4]: there is no person 'eve'; members are people of account 'a1'",
            "  $[5]: person 'zoe' is of account 'a2'; members are people of account 'a1'",
        ]
        result = edit(group, JOURNEY, day(3), ("ada", CHAMPION), ("cy", CHAMPION))
        assert outcome(result) == (["ada"], [], ["cy"])

    def test_of_a_removal(self) -> None:
        """Whoever does not exist or is of another account; whoever never was a member is no mistake."""
        group = with_member(SYSTEM)
        with pytest.raises(InvalidSelectionError) as raised:
            remove(group, SYSTEM, day(2), "ada", "eve", "bo", "zoe")
        assert str(raised.value).splitlines() == [
            "the selection has 2 problems:",
            "  $[1]: there is no person 'eve'; members are people of account 'a1'",
            "  $[3]: person 'zoe' is of account 'a2'; members are people of account 'a1'",
        ]
        assert raised.value.person_ids == ("eve", "zoe")

    def test_a_manual_call_names_everybody(self) -> None:
        """Fifty people with two faults each are all in the message; and the number stands beside them."""
        pairs = [(f"stranger {n:02}", "Boss") for n in range(50)]
        with pytest.raises(InvalidSelectionError) as raised:
            edit(EMPTY, MANUAL, day(1), *pairs)
        assert all(f"'{name}'" in str(raised.value) for name, _ in pairs)
        assert raised.value.person_ids == tuple(name for name, _ in pairs)
        with pytest.raises(InvalidSelectionError) as raised:
            remove(EMPTY, MANUAL, day(1), *(f"stranger {n}" for n in range(51)))
        assert raised.value.problems[0].path == "$"
        assert len(raised.value.person_ids) == 51

    def test_a_job_is_told_everybody_too(self) -> None:
        """Of hundreds, the message lists a hundred and says how many more; the attribute has all."""
        with pytest.raises(InvalidSelectionError, match=r"\n  … and 200 more$") as raised:
            remove(EMPTY, SYSTEM, day(1), *(f"stranger {n}" for n in range(300)))
        assert len(raised.value.person_ids) == 300

    def test_the_error_survives_pickling(self) -> None:
        """With the ids."""
        with pytest.raises(InvalidSelectionError) as raised:
            remove(EMPTY, SYSTEM, day(1), "eve")
        other = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 - our own bytes
        assert (str(other), vars(other)) == (str(raised.value), vars(raised.value))

    def test_who_was_a_member_can_always_go(self) -> None:
        """Also who is no longer among the people, or never should have been: removing mends."""
        members = tuple(Member(person_id=name, role=BOSS, joined_at=day(1)) for name in ("gone", "zoe"))
        result = remove(attrs.evolve(EMPTY, members=members), MANUAL, day(2), "gone", "zoe")
        assert outcome(result) == (["gone", "zoe"], [], [])
        assert result.group.members == ()
        assert outcome(remove(result.group, JOURNEY, day(3), "gone")) == ([], ["gone"], [])
        with pytest.raises(InvalidSelectionError, match=r"^the selection has 1 problem:\n  \$\[0\]: there is no .*$"):
            edit(attrs.evolve(EMPTY, members=members), MANUAL, day(2), ("gone", CHAMPION))


class TestTime:
    """An operation before the group's last change of members is refused."""

    @pytest.mark.parametrize("told", [True, False], ids=["history", "no-history"])
    def test_before_the_last_change(self, *, told: bool) -> None:
        """For all three operations, whoever they are about; the error names both moments."""
        group = with_member(SYSTEM, told=told)
        early = day(1) - timedelta(microseconds=1)
        match = (
            r"^at must be not before the last change of the group's members \(2026-01-01T09:00:00\+00:00\), "
            r"got '2026-01-01T08:59:59\.999999\+00:00'$"
        )
        with pytest.raises(InvalidValueError, match=match):
            assign(group, MANUAL, early, ("bo", BOSS))
        with pytest.raises(InvalidValueError, match=match):
            edit(group, MANUAL, early, ("ada", BOSS))
        with pytest.raises(InvalidValueError, match=match):
            remove(group, MANUAL, early, "ada")

    def test_a_removal_counts(self) -> None:
        """The last change may have been one."""
        with pytest.raises(
            InvalidValueError, match=r"^at must be not before .*\(2026-01-02T09:00:00\+00:00\), got .*$"
        ):
            assign(without_member(SYSTEM), MANUAL, day(1), ("bo", BOSS))

    def test_at_the_same_time(self) -> None:
        """At the very same time it is allowed, and the later call counts as the later decision."""
        group = remove(with_member(MANUAL), MANUAL, day(1), "ada").group
        assert group.members_at(day(1)) == ()
        group = assign(group, MANUAL, day(1), ("ada", CHAMPION)).group
        assert roles_of(group) == {"ada": (CHAMPION, MANUAL)}
        assert group.members_at(day(1)) == group.members

    def test_another_zone(self) -> None:
        """Compared as instants."""
        stockholm = datetime.fromisoformat("2026-01-01T10:00:00+01:00")
        assert assign(with_member(SYSTEM), SYSTEM, stockholm, ("bo", BOSS)).changes[0].changed_at == day(1)


class TestBadInput:
    """Bad input gets a clear error that names the value and what would be valid."""

    @pytest.mark.parametrize(
        ("change", "error", "match"),
        [
            (
                {"at": datetime(2026, 1, 1)},  # noqa: DTZ001 - that is the point
                NaiveDatetimeError,
                r"^at must be a datetime with a time zone, got datetime\.datetime\(2026, 1, 1, 0, 0\)$",
            ),
            (
                {"source": "robot"},
                InvalidValueError,
                r"^source must be one of 'manual', 'journey', 'system', got 'robot'$",
            ),
            ({"reason": " "}, InvalidValueError, r"^reason must be text that is not blank, got ' '$"),
            ({"reason": 7}, InvalidValueError, r"^reason must be text, got 7$"),
        ],
        ids=["at", "source", "blank-reason", "reason"],
    )
    def test_in_every_operation(self, change: dict[str, Any], error: type[InvalidValueError], match: str) -> None:
        """Time, source and reason; also where nobody is selected."""
        good: dict[str, Any] = {"source": SYSTEM, "at": day(1), "people": PEOPLE} | change
        with pytest.raises(error, match=match):
            remove_members(EMPTY, [], **good)
        for operation in (assign_members, edit_roles):
            with pytest.raises(error, match=match):
                operation(EMPTY, [], template=TEMPLATE, **good)

    PAIR = "a pair of the id of a person and a role"

    @pytest.mark.parametrize(
        ("assignments", "match"),
        [
            ({"ab": BOSS}, rf"^assignments\[0\] must be {PAIR}, got 'ab'$"),
            ("ab", rf"^assignments\[0\] must be {PAIR}, got 'a'$"),
            ([("ada", BOSS), ("bo",)], rf"^assignments\[1\] must be {PAIR}, got \('bo',\)$"),
            ([("ada", None)], r"^assignments\[0\]\[1\] must be text, got None$"),
            ([(7, BOSS)], r"^assignments\[0\]\[0\] must be text, got 7$"),
            (7, r"^assignments must be pairs of the id of a person and a role, got 7$"),
        ],
        ids=["mapping", "text", "one", "no-role", "number", "nothing"],
    )
    def test_no_pairs(self, assignments: Any, match: str) -> None:
        """A mapping that was meant by its items, an id that was forgotten to be put into a list, and the like."""
        for operation in (assign_members, edit_roles):
            with pytest.raises(InvalidValueError, match=match):
                operation(EMPTY, assignments, people=PEOPLE, template=TEMPLATE, source=SYSTEM, at=day(1))

    @pytest.mark.parametrize(
        ("person_ids", "match"),
        [
            ("ada", r"^person_ids must be a sequence, got 'ada'$"),
            ([7], r"^person_ids\[0\] must be text, got 7$"),
        ],
        ids=["text", "number"],
    )
    def test_no_ids(self, person_ids: Any, match: str) -> None:
        """One id is not a sequence of ids."""
        with pytest.raises(InvalidValueError, match=match):
            remove_members(EMPTY, person_ids, people=PEOPLE, source=SYSTEM, at=day(1))

    def test_a_draft_template(self) -> None:
        """A group's roles are those of a live template."""
        draft = TEMPLATE.duplicate(id="t2", name="Next year")
        more: dict[str, Any] = {"people": PEOPLE, "template": draft, "source": SYSTEM, "at": day(2)}
        with pytest.raises(
            StatusError,
            match=r"^cannot assign members by roles template 'Next year': it is draft; publish it first$",
        ):
            assign_members(EMPTY, [], **more)
        with pytest.raises(
            StatusError, match=r"^cannot edit roles by roles template 'Next year': it is draft; publish it first$"
        ):
            edit_roles(EMPTY, [], **more)

    def test_hostile_ids(self) -> None:
        """They are shown as what they are, and not at length."""
        with pytest.raises(InvalidSelectionError) as raised:
            remove(EMPTY, SYSTEM, day(1), "line\n  $[9]: forged", "x" * 10**6)
        assert "there is no person 'line\\n  $[9]: forged';" in str(raised.value)
        assert len(str(raised.value)) < 1000


class TestInATenant:
    """A service needs one group, its account's people and the roles template for it, not the whole tenant."""

    def test_there_and_back(self, small_tenant: Tenant) -> None:
        """What a tenant gives goes in, and the group goes back into its place."""
        group = small_tenant.buying_group("g1")
        result = assign_members(
            group,
            [("cy", CHAMPION), ("bo", BOSS)],
            people=small_tenant.people,
            template=small_tenant.template_of(group),
            source=MANUAL,
            at=day(20),
        )
        tenant = small_tenant.with_buying_group(result.group)
        assert tenant.buying_groups == (result.group, *small_tenant.buying_groups[1:])
        roles = {"ada": (BOSS, MANUAL), "bo": (BOSS, MANUAL), "cy": (CHAMPION, MANUAL)}
        assert roles_of(tenant.buying_group("g1")) == roles
        assert small_tenant.buying_group("g1") == group
