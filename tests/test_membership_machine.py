"""
Random sequences of operations by all three sources, beside a model of the rules that shares no code with them.
"""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from buying_groups import BuyingGroup, Member, Person, RolesTemplate, Source, TemplateRole
from buying_groups.documents import dumps, loads
from buying_groups.errors import InvalidSelectionError, InvalidValueError
from buying_groups.membership import MembershipResult, assign_members, edit_roles, remove_members


START = datetime(2026, 1, 1, tzinfo=UTC)
ROLES = ("Decision Maker", "Influencer", "Champion")
TEMPLATE = RolesTemplate(id="t1", name="Template", roles=tuple(TemplateRole(role=role) for role in ROLES)).publish()
COLLEAGUES = ("ada", "bo", "cy", "dee")
PEOPLE = (*(Person(id=name, account_id="a1") for name in COLLEAGUES), Person(id="zoe", account_id="a2"))
BELOW = {
    Source.MANUAL: {Source.JOURNEY, Source.SYSTEM},
    Source.JOURNEY: {Source.SYSTEM},
    Source.SYSTEM: set[Source](),
}

Seen = dict[str, tuple[str, Source, datetime]]  # of each member: role, source, time of joining

colleagues = st.lists(st.sampled_from(COLLEAGUES), max_size=4)
pairs = st.lists(
    st.tuples(st.sampled_from(COLLEAGUES), st.sampled_from(ROLES)), max_size=4, unique_by=lambda pair: pair[0]
)
sources = st.sampled_from(Source)
steps = st.integers(0, 2)  # hours to the next operation; often none


def seen(members: tuple[Member, ...]) -> Seen:
    """Return what the model says of members, of those that there are; each person once."""
    found = {member.person_id: (member.role, member.source, member.joined_at) for member in members}
    assert len(found) == len(members)
    return found


class Membership(RuleBasedStateMachine):
    """
    One group; for each person what was decided last; what was to be seen at each moment.
    """

    def __init__(self) -> None:
        super().__init__()
        self.group = BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1")
        self.now = START
        self.decided: dict[str, tuple[str | None, Source]] = {}
        self.present: Seen = {}
        self.past: dict[datetime, Seen] = {START - timedelta(days=1): {}}

    @initialize(
        founders=st.lists(
            st.tuples(st.sampled_from(COLLEAGUES), st.sampled_from(ROLES), sources, steps),
            unique_by=lambda founder: founder[0],
        )
    )
    def begin(self, founders: list[tuple[str, str, Source, int]]) -> None:
        """Begin with members from before any history was kept."""
        members: list[Member] = []
        for name, role, source, step in founders:
            self.now += timedelta(hours=step)
            members.append(Member(person_id=name, role=role, source=source, joined_at=self.now))
            self.decided[name] = (role, source)
            self.present[name] = (role, source, self.now)
            self.past[self.now] = dict(self.present)
        self.group = BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1", members=tuple(members[::-1]))

    def expected(self, wanted: dict[str, str | None], source: Source) -> dict[str, str]:
        """Return what has to become of each person; and remember it as what happened."""
        outcomes: dict[str, str] = {}
        for name, role in wanted.items():
            last_role, last_source = self.decided.get(name, (None, None))
            if last_source is None:
                outcome = "unchanged" if role is None else "changed"
            elif last_role == role:
                outcome = "changed" if last_source in BELOW[source] else "unchanged"
            else:
                outcome = "kept out" if source in BELOW[last_source] else "changed"
            outcomes[name] = outcome
            if outcome == "changed":
                self.decided[name] = (role, source)
                joined_at = self.present[name][2] if name in self.present else self.now
                self.present.pop(name, None)
                if role is not None:
                    self.present[name] = (role, source, joined_at)
        self.past[self.now] = dict(self.present)
        return outcomes

    def happened(self, result: MembershipResult, expected: dict[str, str]) -> None:
        """Check that everybody is where they have to be, and go on with the group."""
        assert expected == {
            **{change.person_id: "changed" for change in result.changes},
            **dict.fromkeys(result.unchanged, "unchanged"),
            **{person.person_id: "kept out" for person in result.kept_out},
        }
        assert len(expected) == len(result.changes) + len(result.unchanged) + len(result.kept_out)
        self.group = result.group

    @rule(source=sources, selected=pairs, step=steps)
    def assign(self, source: Source, selected: list[tuple[str, str]], step: int) -> None:
        """Assign people, members or not."""
        self.now += timedelta(hours=step)
        result = assign_members(
            self.group, selected, people=PEOPLE, template=TEMPLATE, source=source, at=self.now, reason="assigned"
        )
        self.happened(result, self.expected(dict(selected), source))

    @rule(source=sources, selected=colleagues, step=steps)
    def remove(self, source: Source, selected: list[str], step: int) -> None:
        """Remove people, members or not; a manual call takes somebody."""
        if source is Source.MANUAL and not selected:
            return
        self.now += timedelta(hours=step)
        result = remove_members(self.group, selected, people=PEOPLE, source=source, at=self.now)
        self.happened(result, self.expected(dict.fromkeys(selected), source))

    @rule(source=sources, selected=pairs, step=steps)
    def edit(self, source: Source, selected: list[tuple[str, str]], step: int) -> None:
        """Edit roles; whoever is no member stops it all, unless a higher source removed them."""
        if source is Source.MANUAL and not selected:
            return
        removed_above = {name for name, (role, by) in self.decided.items() if role is None and source in BELOW[by]}
        offenders = [name for name, _ in selected if name not in self.present and name not in removed_above]
        at = self.now + timedelta(hours=step)
        if offenders:
            with pytest.raises(
                InvalidSelectionError, match=r"^the selection has \d problems?:\n  \$\[\d\]: person '"
            ) as raised:
                edit_roles(self.group, selected, people=PEOPLE, template=TEMPLATE, source=source, at=at)
            assert list(raised.value.person_ids) == offenders
            return
        self.now = at
        result = edit_roles(self.group, selected, people=PEOPLE, template=TEMPLATE, source=source, at=at)
        self.happened(result, self.expected(dict(selected), source))

    @rule(source=sources, selected=pairs.filter(bool), stranger=st.sampled_from(("eve", "zoe")), data=st.data())
    def refuse_strangers(
        self, source: Source, selected: list[tuple[str, str]], stranger: str, data: st.DataObject
    ) -> None:
        """Somebody unknown or of another account among them stops it all, and is named."""
        mixed = data.draw(st.permutations([*selected, (stranger, ROLES[0])]))
        with pytest.raises(
            InvalidSelectionError, match=rf"^the selection has 1 problem:\n  .*'{stranger}'.*$"
        ) as raised:
            assign_members(self.group, mixed, people=PEOPLE, template=TEMPLATE, source=source, at=self.now)
        assert raised.value.person_ids == (stranger,)
        with pytest.raises(
            InvalidSelectionError, match=rf"^the selection has 1 problem:\n  .*'{stranger}'.*$"
        ) as raised:
            remove_members(self.group, [name for name, _ in mixed], people=PEOPLE, source=source, at=self.now)
        assert raised.value.person_ids == (stranger,)

    @precondition(lambda self: self.decided)
    @rule(source=sources, name=st.sampled_from(COLLEAGUES))
    def refuse_the_past(self, source: Source, name: str) -> None:
        """Nothing is decided before the last decision."""
        last = max(change.changed_at for change in self.group.complete_history)
        with pytest.raises(
            InvalidValueError, match=r"^at must be not before the last change of the group's members .*$"
        ):
            remove_members(self.group, [name], people=PEOPLE, source=source, at=last - timedelta(microseconds=1))

    @invariant()
    def members_are_those_of_the_model(self) -> None:
        """One role per member, only the account's people, with the role, source and joining that were decided."""
        assert self.present == seen(self.group.members)
        assert set(self.present) <= set(COLLEAGUES)

    @invariant()
    def every_decision_is_remembered(self) -> None:
        """Remember removals too, with their sources."""
        remembered = self.group.last_changes
        assert self.decided == {name: (change.role, change.source) for name, change in remembered.items()}

    @invariant()
    def nothing_is_overridden_from_below(self) -> None:
        """In the whole history, nobody's decision follows one of a higher source."""
        for name in COLLEAGUES:
            decisions = [change.source for change in self.group.complete_history if change.person_id == name]
            assert all(later not in BELOW[earlier] for earlier, later in itertools.pairwise(decisions))

    @invariant()
    def every_past_state_is_rebuilt(self) -> None:
        """Rebuild what was to be seen at each moment."""
        for moment, members in self.past.items():
            assert members == seen(self.group.members_at(moment))

    def teardown(self) -> None:
        """Write the group as a document, and read it back with all its past."""
        assert loads(dumps(self.group), BuyingGroup) == self.group


TestMembership = Membership.TestCase
