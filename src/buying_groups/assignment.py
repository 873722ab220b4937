"""
Assignment: what the daily job would do to buying groups by the conditions of their roles templates.

A plan is a value: it can be shown, with the reason of each change, and then carried out. Carried out twice, it changes
nothing the second time. What a salesperson or a journey decided stands; the plan says whom it keeps from being changed.
"""

from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from ._moments import to_moment
from ._notebooks import ShownInNotebooks
from ._reprs import brief
from ._validation import require_tenant, require_type
from .conditions import Persona, PersonFacts, RoleChoice, first_role
from .errors import InvalidSelectionError, InvalidValueError, Problem
from .groups import BuyingGroup, MembershipChange, Source
from .precedence import MembershipResult, decide
from .publication import require_live
from .roles import RolesTemplate


if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .tenant import Tenant


__all__ = ["AssignmentPlan", "GroupsPlan", "PlannedChange", "plan_assignment", "plan_groups"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class PlannedChange:
    """
    What the conditions say about one person.

    Attributes
    ----------
    person_id : str
        The person.
    former_role : str or None
        The role that the person has in the group; ``None`` for somebody who is no member.
    role : str or None
        The role that the person is to have; ``None`` if the person is to be removed.
    reason : str
        Why, in words.
    decision : MembershipChange or None
        What was decided about the person before, if anything was.
    """

    person_id: str
    former_role: str | None
    role: str | None
    reason: str
    decision: MembershipChange | None


@attrs.frozen(kw_only=True, field_transformer=brief)
class AssignmentPlan(ShownInNotebooks):
    """
    What the daily job would do to one group; each person whom it concerns is in exactly one list, in order of the ids.

    Attributes
    ----------
    group_id : str
        The group.
    at : datetime
        The moment of the plan; its changes are recorded with it.
    additions, role_changes, removals : tuple of PlannedChange
        What it would do, and why.
    kept_out : tuple of PlannedChange
        Whom it would change, if a higher source had not decided otherwise (`PlannedChange.decision`).
    unchanged : tuple of str
        Ids of the members who stay as they are.
    """

    group_id: str
    at: datetime
    additions: tuple[PlannedChange, ...]
    role_changes: tuple[PlannedChange, ...]
    removals: tuple[PlannedChange, ...]
    kept_out: tuple[PlannedChange, ...]
    unchanged: tuple[str, ...]

    def apply(self, group: BuyingGroup) -> MembershipResult:
        """
        Carry out the plan.

        Parameters
        ----------
        group : BuyingGroup
            The group that the plan was made for. What was decided about it since stands, where the source is higher.

        Returns
        -------
        MembershipResult
            The group, what changed, and who was kept out.

        Raises
        ------
        InvalidValueError
            When it is another group, or the plan is older than the group's last change of members.
        """
        if group.id != self.group_id:
            raise InvalidValueError("group", group.id, f"the group that the plan is for, {self.group_id!r}")
        return decide(
            group,
            [
                MembershipChange(
                    person_id=change.person_id,
                    role=change.role,
                    source=Source.SYSTEM,
                    changed_at=self.at,
                    reason=change.reason,
                )
                for change in (*self.additions, *self.role_changes, *self.removals)
            ],
        )


def plan_assignment(
    group: BuyingGroup,
    facts: "Iterable[PersonFacts]",
    *,
    template: "RolesTemplate",
    at: datetime,
    personas: "Collection[Persona]" = (),
) -> AssignmentPlan:
    """
    Return what the daily job would do to a group.

    Whoever meets the conditions of roles is to have the first of them, in the template's order of priority. A member
    whom the job itself once assigned, and who no longer meets any, is to be removed. Members in a role without a
    condition stay, as nothing says who belongs there, unless they meet the condition of another role; and so does
    whoever is not among `facts`.

    Parameters
    ----------
    group : BuyingGroup
        The group.
    facts : iterable of PersonFacts
        What is known of the people of the group's account, in any order; each person once.
    template : RolesTemplate
        The live roles template of the group's solution interest (`Tenant.template_of`).
    at : datetime
        The moment of the plan, time-zone aware.
    personas : collection of Persona
        The personas that conditions may refer to (`Tenant.personas`).

    Returns
    -------
    AssignmentPlan
        The plan; nothing is changed yet.

    Raises
    ------
    InvalidSelectionError
        When people are of another account or given twice; names every one.
    StatusError
        When the template is a draft.
    UnknownIdError
        When a condition refers to an unknown persona.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups import BuyingGroup, Person, RolesTemplate, TemplateRole
    >>> from buying_groups.conditions import PersonFacts, attribute
    >>> template = RolesTemplate(
    ...     id="t1",
    ...     name="Small deals",
    ...     roles=(TemplateRole(role="Champion", condition=attribute("job_title").contains("chief", words=True)),),
    ... ).publish()
    >>> group = BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1")
    >>> ada = Person(id="ada", account_id="a1", job_title="Chief Architect")
    >>> night = datetime(2026, 1, 31, 2, tzinfo=UTC)
    >>> plan = plan_assignment(group, [PersonFacts(person=ada)], template=template, at=night)
    >>> for change in plan.additions:
    ...     print(change.person_id, "becomes", change.role + ":", change.reason)
    ada becomes Champion: matched because job title contains the word “chief” (it is “Chief Architect”)
    >>> once = plan.apply(group).group
    >>> plan.apply(once).group is once
    True
    """
    require_type("group", group, BuyingGroup)
    require_type("template", template, RolesTemplate)
    require_live(f"roles template {template.name!r}", template.status, "plan by")
    moment = to_moment(at, "at")
    facts = tuple(facts)
    for index, each in enumerate(facts):
        require_type(f"facts[{index}]", each, PersonFacts)
    given = sorted(facts, key=lambda each: each.person.id)
    _require_fit(given, group)
    last_changes = group.last_changes
    lists: dict[str, list[PlannedChange]] = {name: [] for name in ("additions", "role_changes", "removals", "kept_out")}
    unchanged = set(last_changes) - {each.person.id for each in given}
    for each in given:
        decision = last_changes.get(each.person.id)
        change = _change(each.person.id, first_role(template, each, personas=personas), decision, template)
        if change.role == change.former_role:
            unchanged.add(change.person_id)
        elif decision is not None and decision.source.outranks(Source.SYSTEM):
            lists["kept_out"].append(change)
        elif change.former_role is None:
            lists["additions"].append(change)
        else:
            lists["removals" if change.role is None else "role_changes"].append(change)
    members = {person_id for person_id, decision in last_changes.items() if decision.role is not None}
    return AssignmentPlan(
        group_id=group.id,
        at=moment,
        **{name: tuple(changes) for name, changes in lists.items()},
        unchanged=tuple(sorted(unchanged & members)),
    )


def _require_fit(facts: list[PersonFacts], group: BuyingGroup) -> None:
    problems: list[Problem] = []
    people: list[str] = []
    for index, each in enumerate(facts):
        person = each.person
        if person.account_id != group.account_id:
            message = (
                f"person {person.id!r} is of account {person.account_id!r}, not of the group's {group.account_id!r}"
            )
        elif index and facts[index - 1].person.id == person.id:
            message = f"person {person.id!r} is given twice"
        else:
            continue
        problems.append(Problem("$", message))
        people.append(person.id)
    if problems:
        raise InvalidSelectionError(problems, people)


def _change(
    person_id: str, choice: RoleChoice, decision: MembershipChange | None, template: "RolesTemplate"
) -> PlannedChange:
    former = None if decision is None else decision.role
    role = choice.role
    if choice.explanation is not None:
        reason = choice.explanation.sentence
    elif former in {item.role for item in template.roles if item.condition is None}:
        role, reason = former, "the role has no condition"
    else:
        own = [f"{each.role} {each.explanation.sentence}" for each in choice.considered if each.role == former]
        reason = "; ".join([*own, "no other role's condition holds" if own else "no role's condition holds"])
    return PlannedChange(person_id=person_id, former_role=former, role=role, reason=reason, decision=decision)


@attrs.frozen(kw_only=True, field_transformer=brief)
class GroupsPlan:
    """
    Which groups would be created for an audience of accounts.

    Attributes
    ----------
    new : tuple of BuyingGroup
        The groups to be created, without members, in order of their ids.
    existing : tuple of str
        Ids of the groups that exist already, in order.
    """

    new: tuple[BuyingGroup, ...]
    existing: tuple[str, ...]

    def apply(self, tenant: "Tenant") -> "Tenant":
        """
        Return the tenant with the new groups; those that it has by now are left as they are.
        """
        present = {(group.account_id, group.solution_interest_id) for group in tenant.buying_groups}
        new = [group for group in self.new if (group.account_id, group.solution_interest_id) not in present]
        return attrs.evolve(tenant, buying_groups=(*tenant.buying_groups, *new))


def plan_groups(tenant: "Tenant", account_ids: "Iterable[str]", solution_interest_id: str) -> GroupsPlan:
    """
    Return which groups would be created for an audience of accounts: one for each account and solution interest.

    Parameters
    ----------
    tenant : Tenant
        The tenant.
    account_ids : iterable of str
        The accounts; repeats are dropped.
    solution_interest_id : str
        What is to be sold to them.

    Returns
    -------
    GroupsPlan
        The groups that are missing, named by the rule "<solution interest> for <account>" and with ids
        "<solution interest id>-<account id>", and those that exist.

    Raises
    ------
    UnknownIdError
        When there is no such solution interest.
    InvalidSelectionError
        When there is no such account, or the id of a new group is taken; names every one.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/worked_example.json").read_bytes(), Tenant)
    >>> plan = plan_groups(tenant, ["account"], "product")
    >>> plan.new, plan.existing
    ((), ('group',))
    """
    require_tenant(tenant)
    interest = tenant.solution_interest(solution_interest_id)
    present = {
        group.account_id: group.id for group in tenant.buying_groups if group.solution_interest_id == interest.id
    }
    accounts = {account.id for account in tenant.accounts}
    taken = {group.id for group in tenant.buying_groups}
    wanted = sorted(set(account_ids))
    new = [
        BuyingGroup(id=f"{interest.id}-{account_id}", account_id=account_id, solution_interest_id=interest.id)
        for account_id in wanted
        if account_id not in present
    ]
    problems = [f"there is no account {group.account_id!r}" for group in new if group.account_id not in accounts]
    problems += [f"the id {group.id!r} is that of another group" for group in new if group.id in taken]
    if problems:
        raise InvalidSelectionError([Problem("$", message) for message in problems])
    return GroupsPlan(new=tuple(new), existing=tuple(sorted(present[id] for id in wanted if id in present)))
