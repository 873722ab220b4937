"""
Buying groups: the people of one account who decide on one solution interest, and how the group came to be what it is.
"""

import enum
import itertools
import operator
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Self

import attrs

from ._moments import to_moment
from ._validation import Check, checked, identifier, longest, not_blank, unique
from .errors import InvalidBuyingGroupError, InvalidValueError, Problem, StatusError
from .publication import require_live
from .stages import StageModel


__all__ = ["BuyingGroup", "Member", "MembershipChange", "SolutionInterest", "Source", "StageMove"]


class Source(enum.StrEnum):
    """
    Who decides on a membership. The earlier in this list, the more it decides.
    """

    MANUAL = "manual"
    JOURNEY = "journey"
    SYSTEM = "system"

    def outranks(self, other: "Source") -> bool:
        """
        Return whether what this source decides stands against the other one.

        Examples
        --------
        >>> Source.MANUAL.outranks(Source.JOURNEY), Source.SYSTEM.outranks(Source.SYSTEM)
        (True, False)
        """
        order = list(Source)
        return order.index(self) < order.index(other)


@attrs.frozen(kw_only=True, field_transformer=checked)
class SolutionInterest:
    """
    What is being sold: a product or a bundle.

    Attributes
    ----------
    id : str
        Identifier, unique among the solution interests of a tenant.
    name : str
        Name.
    roles_template_id : str
        The live roles template that its buying groups should fill.
    stage_model_id : str or None
        The live stage model that its buying groups go through, if any.
    """

    id: str = attrs.field(validator=identifier)
    name: str = attrs.field(validator=not_blank)
    roles_template_id: str = attrs.field(validator=identifier)
    stage_model_id: str | None = attrs.field(default=None, validator=identifier)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Member:
    """
    A person in a buying group, with exactly one role there.

    Attributes
    ----------
    person_id : str
        The person.
    role : str
        The role, one of the group's roles template.
    source : Source
        Who decided last that the person is a member in this role; lower sources do not change that. By default
        somebody decided it by hand, so that no journey and no daily job changes it: whoever makes members out of what
        a journey or a job has decided has to say so.
    joined_at : datetime
        When the person joined. Neither another role nor another source changes it.
    """

    person_id: str = attrs.field(validator=identifier)
    role: str = attrs.field(validator=not_blank)
    source: Source = Source.MANUAL
    joined_at: datetime


@attrs.frozen(kw_only=True, field_transformer=checked)
class MembershipChange:
    """
    One decision about one person, in the history of a group's members.

    Attributes
    ----------
    person_id : str
        Whom it is about.
    role : str or None
        The role that the person has from then on; ``None`` if the person is removed.
    source : Source
        Who decided.
    changed_at : datetime
        When.
    reason : str or None
        Why, in words.
    """

    person_id: str = attrs.field(validator=identifier)
    role: str | None = attrs.field(validator=not_blank)
    source: Source
    changed_at: datetime
    reason: str | None = attrs.field(default=None, validator=not_blank)


@attrs.frozen(kw_only=True, field_transformer=checked)
class StageMove:
    """
    A group's move to a stage of its stage model.

    Attributes
    ----------
    stage : str
        Name of the stage that it moved to.
    moved_at : datetime
        When.
    """

    stage: str = attrs.field(validator=not_blank)
    moved_at: datetime


_person_of = operator.attrgetter("person_id")
_by_joining = operator.attrgetter("joined_at", "person_id")
_by_change = operator.attrgetter("changed_at")
_by_move = operator.attrgetter("moved_at")


def _in_order(moment: Callable[[Any], datetime]) -> Check:
    def holds(items: tuple[Any, ...]) -> bool:
        return all(moment(earlier) <= moment(later) for earlier, later in itertools.pairwise(items))

    return Check(holds, "in order of time")


def _members_after(changes: Iterable[MembershipChange]) -> dict[str, Member]:
    members: dict[str, Member] = {}
    for change in changes:
        former = members.pop(change.person_id, None)
        if change.role is not None:
            members[change.person_id] = Member(
                person_id=change.person_id,
                role=change.role,
                source=change.source,
                joined_at=change.changed_at if former is None else former.joined_at,
            )
    return members


def _described(member: Member | None) -> str:
    if member is None:
        return "no member"
    return f"{member.role!r} by {member.source.value} since {member.joined_at.isoformat()}"


def _history_problems(members: Iterable[Member], history: Iterable[MembershipChange]) -> Iterator[Problem]:
    told: set[str] = set()
    for index, change in enumerate(history):
        if change.role is None and change.person_id not in told:
            message = f"{change.person_id!r} is removed without a role before; a person's first change gives one"
            yield Problem(f"$.history[{index}].role", message)
        told.add(change.person_id)
    expected = _members_after(history)
    actual = {member.person_id: member for member in members}
    places = {person_id: f"$.members[{index}]" for index, person_id in enumerate(actual)}
    for person_id in sorted(told):
        one, other = expected.get(person_id), actual.get(person_id)
        if one != other:
            message = f"{person_id!r} must be {_described(one)}, as the history has it, is {_described(other)}"
            yield Problem(places.get(person_id, "$.members"), message)


def _check_history(
    instance: "BuyingGroup",
    attribute: "attrs.Attribute[tuple[MembershipChange, ...]]",  # noqa: ARG001 - the form in which attrs calls
    value: tuple[MembershipChange, ...],
) -> None:
    problems = tuple(_history_problems(instance.members, value))
    if problems:
        raise InvalidBuyingGroupError(problems)


@attrs.frozen(kw_only=True, field_transformer=checked)
class BuyingGroup:
    """
    The people of one account who decide on one solution interest.

    The members change by `buying_groups.membership`, which keeps the rules of precedence.

    Attributes
    ----------
    id : str
        Identifier, unique among the buying groups of a tenant.
    account_id : str
        The account; only its people may be members.
    solution_interest_id : str
        What they decide on.
    name : str or None
        A name of its own; where absent, `Tenant.group_name` gives "<solution interest> for <account>".
    members : tuple of Member
        The present members, each person at most once.
    history : tuple of MembershipChange
        What was decided about members, in order of time. For everybody of whom it tells, `members` must be what it
        gives. A member of whom it does not tell was assigned at `Member.joined_at` by `Member.source`.
    status : str or None
        Free text, at most 50 characters.
    stage_moves : tuple of StageMove
        The moves through the stages, in order of time.

    Raises
    ------
    InvalidBuyingGroupError
        When `members` are not what `history` gives; lists every difference.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> monday, friday = datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(2026, 1, 9, 9, tzinfo=UTC)
    >>> group = BuyingGroup(
    ...     id="g1",
    ...     account_id="a1",
    ...     solution_interest_id="s1",
    ...     members=[Member(person_id="ada", role="Champion", joined_at=monday)],
    ... )
    >>> removal = MembershipChange(person_id="ada", role=None, source=Source.MANUAL, changed_at=friday)
    >>> group = group.with_changes(removal)
    >>> group.members, [member.person_id for member in group.members_at(monday)]
    ((), ['ada'])
    """

    id: str = attrs.field(validator=identifier)
    account_id: str = attrs.field(validator=identifier)
    solution_interest_id: str = attrs.field(validator=identifier)
    name: str | None = attrs.field(default=None, validator=not_blank)
    members: tuple[Member, ...] = attrs.field(
        default=(), converter=tuple[Member, ...], validator=unique("person", _person_of)
    )
    history: tuple[MembershipChange, ...] = attrs.field(
        default=(), converter=tuple[MembershipChange, ...], validator=[_in_order(_by_change), _check_history]
    )
    status: str | None = attrs.field(default=None, validator=longest(50))
    stage_moves: tuple[StageMove, ...] = attrs.field(
        default=(), converter=tuple[StageMove, ...], validator=_in_order(_by_move)
    )

    @property
    def complete_history(self) -> tuple[MembershipChange, ...]:
        """The history, with the assignment of each member of whom `history` does not tell; in order of time."""
        told = {change.person_id for change in self.history}
        untold = (
            MembershipChange(
                person_id=member.person_id, role=member.role, source=member.source, changed_at=member.joined_at
            )
            for member in self.members
            if member.person_id not in told
        )
        return tuple(sorted((*untold, *self.history), key=_by_change))

    @property
    def last_changes(self) -> dict[str, MembershipChange]:
        """What was decided last about each person who is, or ever was, a member; by the person's id."""
        return {change.person_id: change for change in self.complete_history}

    def members_at(self, as_of: datetime) -> tuple[Member, ...]:
        """
        Return the members at a moment, as they were then: role, source, time of joining.

        Since the last change they are in the order of `members`, before it in the order of joining.
        """
        as_of = to_moment(as_of, "as_of")
        found: Iterable[Member] = self.members
        if self.history and as_of < self.history[-1].changed_at:
            told = {change.person_id for change in self.history}
            untold = (member for member in self.members if member.person_id not in told)
            so_far = self.history[: bisect_right(self.history, as_of, key=_by_change)]
            found = sorted((*untold, *_members_after(so_far).values()), key=_by_joining)
        return tuple(member for member in found if member.joined_at <= as_of)

    def stage_at(self, as_of: datetime) -> str | None:
        """Return the stage that the group was in at a moment; ``None`` before its first move."""
        as_of = to_moment(as_of, "as_of")
        stages = [move.stage for move in self.stage_moves if move.moved_at <= as_of]
        return stages[-1] if stages else None

    def updated_at(self, as_of: datetime) -> datetime | None:
        """Return when the members or the stage changed for the last time up to a moment; ``None`` if never."""
        as_of = to_moment(as_of, "as_of")
        moments = (
            *(member.joined_at for member in self.members),
            *(change.changed_at for change in self.history),
            *(move.moved_at for move in self.stage_moves),
        )
        return max((moment for moment in moments if moment <= as_of), default=None)

    def with_changes(self, *changes: MembershipChange) -> Self:
        """
        Return the group after further decisions about members, whatever their sources.

        It records what has happened, for example elsewhere. What a source may do is the matter of
        `buying_groups.membership`.

        Parameters
        ----------
        *changes : MembershipChange
            The decisions, in order of time, none before the group's last change of members.

        Raises
        ------
        InvalidValueError
            When they are not in order of time.
        InvalidBuyingGroupError
            When somebody is removed who never was a member; lists everybody.
        """
        history = (*self.complete_history, *changes)
        members = tuple(sorted(_members_after(history).values(), key=_by_joining))
        return attrs.evolve(self, members=members, history=history)

    def with_status(self, status: str | None) -> Self:
        """
        Return the group with another free-text status; ``None`` for none.

        Raises
        ------
        InvalidValueError
            When the text has more than 50 characters.
        """
        return attrs.evolve(self, status=status)

    def move_stage(self, stage: str, *, model: StageModel, at: datetime) -> Self:
        """
        Return the group after a move to another stage.

        Parameters
        ----------
        stage : str
            Name of the stage that it moves to. A group without a stage may only move to an entry stage.
        model : StageModel
            The live stage model of the group's solution interest (`Tenant.stage_model_of`).
        at : datetime
            When, time-zone aware; not before the last move.

        Raises
        ------
        StatusError
            When the model is a draft, or does not allow the move from the present stage; names those that it allows.
        UnknownIdError
            When the model lacks the stage, or the group's present one.
        InvalidValueError
            When `at` is before the last move.

        Examples
        --------
        >>> from datetime import UTC, datetime
        >>> from buying_groups.stages import Stage, StageKind
        >>> model = StageModel(
        ...     id="m1",
        ...     name="New business",
        ...     stages=[
        ...         Stage(name="Aware", kind=StageKind.ENTRY, next_stages=["Evaluating"]),
        ...         Stage(name="Evaluating", next_stages=["Won"]),
        ...         Stage(name="Won", kind=StageKind.SUCCESS),
        ...     ],
        ... ).publish()
        >>> group = BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1")
        >>> group = group.move_stage("Aware", model=model, at=datetime(2026, 1, 5, 9, tzinfo=UTC))
        >>> group.move_stage("Won", model=model, at=datetime(2026, 1, 9, 9, tzinfo=UTC))  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        buying_groups.errors.StatusError: cannot move buying group 'g1' to stage 'Won': ...; next may come: 'Evaluating'
        """
        require_live(f"stage model {model.name!r}", model.status, "move a group by")
        moment = to_moment(at, "at")
        last = self.stage_moves[-1] if self.stage_moves else None
        present = None if last is None else last.stage
        if not model.allows(present, stage):
            where = "without a stage" if present is None else f"in stage {present!r}"
            following = ", ".join(repr(name) for name in model.next_stages(present)) or "none"
            raise StatusError(
                f"buying group {self.id!r} to stage {stage!r}", where, "move", f"next may come: {following}"
            )
        if last is not None and moment < last.moved_at:
            raise InvalidValueError("at", moment.isoformat(), f"not before the last move ({last.moved_at.isoformat()})")
        return attrs.evolve(self, stage_moves=(*self.stage_moves, StageMove(stage=stage, moved_at=moment)))
