"""
Membership: assigning members of a buying group, removing them, and editing their roles.

Three sources decide: a salesperson (manual), an account journey, the daily jobs (system). `precedence` says whose
decision about a person stands. An operation is all or nothing: one error names everybody to whom it cannot be done.
"""

import itertools
import operator
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, cast

import attrs

from ._validation import SIMPLE_TYPES, checked, not_blank, require_type
from ._wording import did_you_mean, shorten
from .accounts import Person
from .errors import InvalidSelectionError, InvalidValueError, Problem
from .groups import BuyingGroup, MembershipChange, Source
from .precedence import KeptOut, MembershipResult, decide
from .publication import require_live
from .roles import RolesTemplate


__all__ = [
    "MAX_SELECTED",
    "KeptOut",
    "MembershipResult",
    "assign_members",
    "edit_roles",
    "remove_members",
    "why_a_stranger",
]

# People in a salesperson's one call to remove, edit roles or send email (Adobe Journey Optimizer B2B Edition
# documentation, "Buying group details", 2026-08).
MAX_SELECTED = 50


def assign_members(
    group: BuyingGroup,
    assignments: Iterable[tuple[str, str]],
    *,
    people: Iterable[Person],
    template: RolesTemplate,
    source: Source,
    at: datetime,
    reason: str | None = None,
) -> MembershipResult:
    """
    Assign people to a buying group. Whoever is a member already gets the role.

    Parameters
    ----------
    group : BuyingGroup
        The group.
    assignments : iterable of (str, str)
        Pairs of the id of a person and the role that the person is to have; any number. Repeats are dropped.
    people : iterable of Person
        The people of the group's account; there may be others among them.
    template : RolesTemplate
        The live roles template of the group's solution interest (`Tenant.template_of`).
    source : Source
        Who decides.
    at : datetime
        When, time-zone aware; not before the group's last change of members.
    reason : str or None
        Why, in words, for the history.

    Returns
    -------
    MembershipResult
        The group, what changed, and who was kept out.

    Raises
    ------
    InvalidSelectionError
        When a person does not exist, is of another account, or is given two roles, or when the template lacks a role;
        names everybody of whom this is true.
    InvalidValueError
        When `at` is before the group's last change of members, or an argument is not what it should be.
    StatusError
        When the template is a draft.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups.roles import TemplateRole
    >>> template = RolesTemplate(id="t1", name="Small deals", roles=[TemplateRole(role="Champion")]).publish()
    >>> people = [Person(id="ada", account_id="a1"), Person(id="bo", account_id="a1")]
    >>> group = BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1")
    >>> result = assign_members(
    ...     group,
    ...     [("ada", "Champion"), ("bo", "Champion")],
    ...     people=people,
    ...     template=template,
    ...     source=Source.SYSTEM,
    ...     at=datetime(2026, 1, 5, 9, tzinfo=UTC),
    ... )
    >>> [(member.person_id, member.role, member.source.value) for member in result.group.members]
    [('ada', 'Champion', 'system'), ('bo', 'Champion', 'system')]
    """
    require_type("group", group, BuyingGroup)
    selection = _with_roles(assignments, source=source, at=at, reason=reason)
    require_live(f"roles template {template.name!r}", template.status, "assign members by")
    faults = (*_strangers(selection, group, people), *_unfit_roles(selection, template))
    return _carry_out(group, selection, faults)


def remove_members(
    group: BuyingGroup,
    person_ids: Iterable[str],
    *,
    people: Iterable[Person],
    source: Source,
    at: datetime,
    reason: str | None = None,
) -> MembershipResult:
    """
    Remove people from a buying group. That somebody is removed is remembered: lower sources do not assign them again.

    Parameters
    ----------
    group : BuyingGroup
        The group.
    person_ids : iterable of str
        Ids of the people; those who never were members stay unchanged. A manual call takes 1 to 50, counted before
        repeats are dropped.
    people : iterable of Person
        The people of the group's account; there may be others among them. Who is or was a member can be missing.
    source : Source
        Who decides.
    at : datetime
        When, time-zone aware; not before the group's last change of members.
    reason : str or None
        Why, in words, for the history.

    Returns
    -------
    MembershipResult
        The group, what changed, and who was kept out.

    Raises
    ------
    InvalidSelectionError
        When a person does not exist or is of another account, names everybody of whom this is true; or when a manual
        call takes too many people or nobody.
    InvalidValueError
        When `at` is before the group's last change of members, or an argument is not what it should be.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups.groups import Member
    >>> monday, friday = datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(2026, 1, 9, 9, tzinfo=UTC)
    >>> ada = Member(person_id="ada", role="Champion", source=Source.MANUAL, joined_at=monday)
    >>> group = BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1", members=[ada])
    >>> result = remove_members(group, ["ada"], people=[], source=Source.JOURNEY, at=friday)
    >>> [str(person) for person in result.kept_out]
    ["'ada' stays 'Champion': manual, 2026-01-05T09:00:00+00:00"]
    >>> remove_members(group, ["ada"], people=[], source=Source.MANUAL, at=friday).group.members
    ()
    """
    require_type("group", group, BuyingGroup)
    ids = cast("tuple[str, ...]", person_ids)  # the field makes a tuple of any iterable, text excepted
    selection = _Selection(person_ids=ids, source=source, at=at, reason=reason)
    strangers = _strangers(selection, group, people, known=group.last_changes)
    return _carry_out(group, selection, (*_wrong_number(selection), *strangers))


def edit_roles(
    group: BuyingGroup,
    assignments: Iterable[tuple[str, str]],
    *,
    people: Iterable[Person],
    template: RolesTemplate,
    source: Source,
    at: datetime,
    reason: str | None = None,
) -> MembershipResult:
    """
    Give members of a buying group other roles.

    Parameters
    ----------
    group : BuyingGroup
        The group.
    assignments : iterable of (str, str)
        Pairs of the id of a member and the role that the member is to have. A manual call takes 1 to 50, counted before
        repeats are dropped.
    people : iterable of Person
        The people of the group's account; there may be others among them.
    template : RolesTemplate
        The live roles template of the group's solution interest (`Tenant.template_of`).
    source : Source
        Who decides.
    at : datetime
        When, time-zone aware; not before the group's last change of members.
    reason : str or None
        Why, in words, for the history.

    Returns
    -------
    MembershipResult
        The group, what changed, and who was kept out; among these whoever a higher source has removed.

    Raises
    ------
    InvalidSelectionError
        When a person does not exist, is of another account, is not a member, or is given two roles, or when the
        template lacks a role; names everybody of whom this is true. Also when a manual call takes too many people or
        nobody.
    InvalidValueError
        When `at` is before the group's last change of members, or an argument is not what it should be.
    StatusError
        When the template is a draft.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups.groups import Member
    >>> from buying_groups.roles import TemplateRole
    >>> monday, friday = datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(2026, 1, 9, 9, tzinfo=UTC)
    >>> roles = [TemplateRole(role="Champion"), TemplateRole(role="Influencer")]
    >>> ada = Member(person_id="ada", role="Champion", source=Source.SYSTEM, joined_at=monday)
    >>> result = edit_roles(
    ...     BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1", members=[ada]),
    ...     [("ada", "Influencer")],
    ...     people=[Person(id="ada", account_id="a1")],
    ...     template=RolesTemplate(id="t1", name="Small deals", roles=roles).publish(),
    ...     source=Source.MANUAL,
    ...     at=friday,
    ... )
    >>> [(member.role, member.source.value, member.joined_at == monday) for member in result.group.members]
    [('Influencer', 'manual', True)]
    """
    require_type("group", group, BuyingGroup)
    selection = _with_roles(assignments, source=source, at=at, reason=reason)
    require_live(f"roles template {template.name!r}", template.status, "edit roles by")
    strangers = tuple(_strangers(selection, group, people))
    others = _not_members(selection, group, passed_over={index for index, _ in strangers})
    faults = (*_wrong_number(selection), *strangers, *others, *_unfit_roles(selection, template))
    return _carry_out(group, selection, faults)


@attrs.frozen(kw_only=True, field_transformer=checked)
class _Selection:
    person_ids: tuple[str, ...] = attrs.field(converter=tuple[str, ...])
    roles: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])  # that of each person, or none at all
    source: Source
    at: datetime
    reason: str | None = attrs.field(validator=not_blank)

    def wanted(self) -> dict[str, str | None]:
        return dict(zip(self.person_ids, self.roles or itertools.repeat(None), strict=False))


_Fault = tuple[int, str]  # place in the selection, and what is wrong there
_ALL = -1


def _with_roles(assignments: Iterable[Any], *, source: Source, at: datetime, reason: str | None) -> _Selection:
    try:
        pairs = iter(assignments)
    except TypeError:
        raise InvalidValueError("assignments", assignments, "pairs of the id of a person and a role") from None
    text = SIMPLE_TYPES[str]
    person_ids: list[str] = []
    roles: list[str] = []
    for index, pair in enumerate(pairs):
        match pair:
            case person_id, role:  # unlike unpacking, this does not take a text of two letters for a pair
                person_ids.append(text(person_id, f"assignments[{index}][0]"))
                roles.append(text(role, f"assignments[{index}][1]"))
            case _:
                raise InvalidValueError(f"assignments[{index}]", pair, "a pair of the id of a person and a role")
    return _Selection(person_ids=tuple(person_ids), roles=tuple(roles), source=source, at=at, reason=reason)


def _wrong_number(selection: _Selection) -> Iterator[_Fault]:
    number = len(selection.person_ids)
    if selection.source is Source.MANUAL and not 1 <= number <= MAX_SELECTED:
        yield _ALL, f"takes 1 to {MAX_SELECTED} people in a manual call, got {number}"


def _strangers(
    selection: _Selection, group: BuyingGroup, people: Iterable[Person], known: Collection[str] = ()
) -> Iterator[_Fault]:
    selected = set(selection.person_ids).difference(known)
    accounts = {person.id: person.account_id for person in people if person.id in selected}
    for index, person_id in enumerate(selection.person_ids):
        if person_id in selected and accounts.get(person_id) != group.account_id:
            yield index, why_a_stranger(person_id, group.account_id, accounts.get(person_id))


def why_a_stranger(person_id: str, account_id: str, account_of_person: str | None) -> str:
    """
    Return why somebody cannot be in a group of an account: of another account, or of none.

    Parameters
    ----------
    person_id : str
        Whom it is about.
    account_id : str
        The account of the group.
    account_of_person : str or None
        The account of the person; ``None`` where there is no such person.

    Returns
    -------
    str
        The reason, and who could be.

    Examples
    --------
    >>> from buying_groups.membership import why_a_stranger
    >>> why_a_stranger("p1", "a1", "a2")
    "person 'p1' is of account 'a2'; members are people of account 'a1'"
    >>> why_a_stranger("p9", "a1", None)
    "there is no person 'p9'; members are people of account 'a1'"
    """
    valid = f"members are people of account {account_id!r}"
    if account_of_person is None:
        return f"there is no person {shorten(person_id)}; {valid}"
    return f"person {shorten(person_id)} is of account {account_of_person!r}; {valid}"


def _not_members(selection: _Selection, group: BuyingGroup, *, passed_over: Collection[int]) -> Iterator[_Fault]:
    last = group.last_changes
    for index, person_id in enumerate(selection.person_ids):
        change = last.get(person_id)
        kept_out = change is not None and change.source.outranks(selection.source)
        if (change is None or change.role is None) and not kept_out and index not in passed_over:
            yield index, f"person {shorten(person_id)} is not a member of group {group.id!r}; assign them instead"


def _unfit_roles(selection: _Selection, template: RolesTemplate) -> Iterator[_Fault]:
    names = template.role_names
    given: dict[str, str] = {}
    for index, (person_id, role) in enumerate(zip(selection.person_ids, selection.roles, strict=True)):
        person, first = f"person {shorten(person_id)}", given.setdefault(person_id, role)
        if first != role:
            yield index, f"{person} is given {shorten(role)} and {shorten(first)}; one role is valid"
        if role not in names:
            near, known = did_you_mean(role, names), ", ".join(map(repr, names))
            yield index, f"{person} is given {shorten(role)}{near}; the roles of {template.name!r}: {known}"


def _carry_out(group: BuyingGroup, selection: _Selection, faults: Iterable[_Fault]) -> MembershipResult:
    ordered = sorted(faults, key=operator.itemgetter(0))
    if ordered:
        problems = [Problem("$" if index == _ALL else f"$[{index}]", message) for index, message in ordered]
        raise InvalidSelectionError(problems, [selection.person_ids[index] for index, _ in ordered if index != _ALL])
    return decide(
        group,
        [
            MembershipChange(
                person_id=person_id,
                role=role,
                source=selection.source,
                changed_at=selection.at,
                reason=selection.reason,
            )
            for person_id, role in selection.wanted().items()
        ],
    )
