"""
Strategies of buying groups, and of the roles templates and stage models that they are made by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from ...groups import BuyingGroup, Member, MembershipChange, Source, StageMove
from ...roles import DEFAULT_ROLES, RolesTemplate, TemplateRole
from ...stages import Stage, StageKind, StageModel
from .of_conditions import conditions
from .of_moments import moments, names


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from ...accounts import Person


__all__ = ["buying_groups", "roles_templates", "stage_models"]


@st.composite
def roles_templates(draw: DrawFn, id: str = "template", persona_names: Sequence[str] = ()) -> RolesTemplate:
    """
    Draw a live roles template over some of the default roles.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    id : str
        Its id.
    persona_names : sequence of str
        The personas that the roles' conditions may refer to.
    """
    roles = draw(st.lists(st.sampled_from(DEFAULT_ROLES), min_size=1, unique=True))
    return RolesTemplate(
        id=id,
        name=draw(names()),
        roles=tuple(
            TemplateRole(
                role=role,
                weighting=draw(st.sampled_from((20, 60, 100)) | st.floats(0.001, 1e6)),
                required=draw(st.booleans()),
                members_required=draw(st.integers(1, 3)),
                condition=draw(st.none() | conditions(persona_names, max_leaves=3)),
            )
            for role in roles
        ),
    ).publish()


def stage_models(id: str = "stages") -> SearchStrategy[StageModel]:
    """
    Return a strategy of live stage models: a path from entry to success, and perhaps a failure stage on the way.

    Parameters
    ----------
    id : str
        The id of the models.

    Returns
    -------
    SearchStrategy of StageModel
        Models that are live.
    """

    def model(length: int, *, can_fail: bool) -> StageModel:
        steps = [f"stage {index}" for index in range(length)]
        lost = ["lost"] if can_fail else []
        stages = [
            Stage(
                name=step,
                kind=StageKind.ENTRY if index == 0 else StageKind.INTERMEDIATE,
                next_stages=(following, *lost),
            )
            for index, (step, following) in enumerate(zip(steps, [*steps[1:], "won"], strict=True))
        ]
        ends = [Stage(name="won", kind=StageKind.SUCCESS), *(Stage(name=name, kind=StageKind.FAILURE) for name in lost)]
        return StageModel(id=id, name="Stages", stages=(*stages, *ends)).publish()

    return st.builds(model, st.integers(1, 3), can_fail=st.booleans())


@st.composite
def buying_groups(  # noqa: PLR0917 - Hypothesis passes on by position
    draw: DrawFn,
    id: str,
    interest_id: str,
    template: RolesTemplate,
    staff: Sequence[Person],
    stages: Sequence[str] = (),
) -> BuyingGroup:
    """
    Draw a buying group of one account; of some people, members or not, it tells the history.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    id, interest_id : str
        Ids of the group and of its solution interest.
    template : RolesTemplate
        The roles that members may have.
    staff : sequence of Person
        People, of one or several accounts; the group is of the first one's.
    stages : sequence of str
        Names of the stages that the group may have moved to.
    """
    account_id = staff[0].account_id
    colleagues = [person.id for person in staff if person.account_id == account_id]
    chosen = draw(st.lists(st.sampled_from(colleagues), unique=True))
    moves = draw(st.lists(st.builds(StageMove, stage=st.sampled_from(stages), moved_at=moments()))) if stages else []
    names_of_roles = template.role_names
    history = draw(_histories(colleagues, names_of_roles))
    told = {change.person_id for change in history}
    untold = tuple(
        Member(
            person_id=person_id,
            role=draw(st.sampled_from(names_of_roles)),
            source=draw(st.sampled_from(Source)),
            joined_at=draw(moments()),
        )
        for person_id in chosen
        if person_id not in told
    )
    return BuyingGroup(
        id=id,
        account_id=account_id,
        solution_interest_id=interest_id,
        name=draw(st.none() | names()),
        members=(*untold, *_members(history)),
        history=history,
        status=draw(st.none() | names()),
        stage_moves=tuple(sorted(moves, key=lambda move: move.moved_at)),
    )


@st.composite
def _histories(draw: DrawFn, person_ids: Sequence[str], roles: Sequence[str]) -> tuple[MembershipChange, ...]:
    changes = draw(
        st.lists(
            st.builds(
                MembershipChange,
                person_id=st.sampled_from(person_ids),
                role=st.none() | st.sampled_from(roles),
                source=st.sampled_from(Source),
                changed_at=moments(),
                reason=st.none() | names(),
            ),
            max_size=6,
        )
    )
    told: set[str] = set()
    history: list[MembershipChange] = []
    for change in sorted(changes, key=lambda change: change.changed_at):
        if change.role is not None or change.person_id in told:  # nobody is removed who never was a member
            history.append(change)
            told.add(change.person_id)
    return tuple(history)


def _members(history: Iterable[MembershipChange]) -> Iterator[Member]:
    stays: dict[str, list[Member]] = {}
    for change in history:
        stay = stays.setdefault(change.person_id, [])
        if change.role is None:
            stay.clear()
        else:
            joined_at = stay[0].joined_at if stay else change.changed_at
            stay.append(Member(person_id=change.person_id, role=change.role, source=change.source, joined_at=joined_at))
    yield from (stay[-1] for stay in stays.values() if stay)
