"""
Contacts: which roles people are known for, and who is in several buying groups at once.
"""

from datetime import datetime

import attrs

from .._moments import as_of_moment
from .._notebooks import ShownInNotebooks
from .._reprs import brief
from .._validation import require_tenant
from ..groups import SolutionInterest
from ..tenant import Tenant
from .columns import Columns, as_columns, fields_of


__all__ = ["ContactCoverage", "ContactOverlap", "CoverageRow", "SharedContact", "contact_coverage", "contact_overlap"]

COVERAGE_RULE = (
    "For each solution interest and each role of its roles template: the different people who are members in that role "
    "of any of its buying groups."
)
OVERLAP_RULE = "People who are members of more than one buying group at the same moment."


@attrs.frozen(kw_only=True, field_transformer=brief)
class CoverageRow:
    """
    How many people have one role, in the groups of one solution interest.

    Attributes
    ----------
    solution_interest_id, solution_interest : str
        Id and name of the solution interest.
    role : str
        A role of its roles template.
    people : int
        How many different people have the role in at least one of the groups.
    groups_with : int
        In how many of the groups somebody has it.
    groups : int
        How many groups the solution interest has; 0 says that nobody could have the role there.
    """

    solution_interest_id: str
    solution_interest: str
    role: str
    people: int
    groups_with: int
    groups: int


@attrs.frozen(kw_only=True, field_transformer=brief)
class ContactCoverage(ShownInNotebooks):
    """
    People per role and solution interest.

    Attributes
    ----------
    as_of : datetime
        The moment for which it holds.
    rows : tuple of CoverageRow
        One for each role of each solution interest's roles template: by the solution interest's name and id, and then
        in the template's order of priority.
    """

    as_of: datetime
    rows: tuple[CoverageRow, ...]

    @property
    def rule(self) -> str:
        """What the rows are, in words."""
        return COVERAGE_RULE

    def columns(self) -> Columns:
        """Return the rows as columns, for a data frame."""
        return as_columns(self.rows, fields_of(CoverageRow))


@attrs.frozen(kw_only=True, field_transformer=brief)
class SharedContact:
    """
    A person who is in more than one buying group.

    Attributes
    ----------
    person_id : str
        The person.
    name : str or None
        Full name, where it is known.
    account_id : str
        The person's account, which is that of all the groups.
    group_ids : tuple of str
        The groups, in the order of their ids; at least two.
    roles : tuple of str
        The role in each of them.
    """

    person_id: str
    name: str | None
    account_id: str
    group_ids: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def groups(self) -> int:
        """In how many groups the person is."""
        return len(self.group_ids)


@attrs.frozen(kw_only=True, field_transformer=brief)
class ContactOverlap(ShownInNotebooks):
    """
    People who are in more than one buying group.

    Attributes
    ----------
    as_of : datetime
        The moment for which it holds.
    rows : tuple of SharedContact
        Those who are in most groups first; then by id.
    people : int
        How many different people are in any group.
    """

    as_of: datetime
    rows: tuple[SharedContact, ...]
    people: int

    @property
    def share(self) -> float | None:
        """Percent of the people in groups who are in more than one; ``None`` where nobody is in a group."""
        return share(len(self.rows), self.people)

    @property
    def rule(self) -> str:
        """What the rows are, in words."""
        return OVERLAP_RULE

    def columns(self) -> Columns:
        """Return the memberships of the people as columns, for a data frame: a row for each person and group."""
        pairs = [
            (row, group_id, role) for row in self.rows for group_id, role in zip(row.group_ids, row.roles, strict=True)
        ]
        return {
            **as_columns((row for row, _, _ in pairs), ("person_id", "name", "account_id", "groups")),
            "group_id": [group_id for _, group_id, _ in pairs],
            "role": [role for _, _, role in pairs],
        }


def contact_coverage(tenant: Tenant, *, as_of: datetime) -> ContactCoverage:
    """
    Return how many people have each role, by solution interest.

    Parameters
    ----------
    tenant : Tenant
        The whole tenant.
    as_of : datetime
        The moment for which it holds, time-zone aware. Members who joined later do not exist yet.

    Returns
    -------
    ContactCoverage
        With a row also for a role that nobody has.

    Raises
    ------
    InvalidValueError
        When `as_of` is not valid.

    Examples
    --------
    >>> from datetime import UTC
    >>> from buying_groups import Account, BuyingGroup, Member, Person, RolesTemplate, TemplateRole
    >>> moment = datetime(2026, 1, 31, tzinfo=UTC)
    >>> roles = [TemplateRole(role="Decision Maker"), TemplateRole(role="Influencer")]
    >>> tenant = Tenant(
    ...     name="Example",
    ...     accounts=[Account(id="a1", name="Account 1")],
    ...     people=[Person(id="p1", account_id="a1", last_name="Berg")],
    ...     roles_templates=[RolesTemplate(id="t1", name="Deals", roles=roles).publish()],
    ...     solution_interests=[SolutionInterest(id="s1", name="Analytics", roles_template_id="t1")],
    ...     buying_groups=[
    ...         BuyingGroup(
    ...             id="g1",
    ...             account_id="a1",
    ...             solution_interest_id="s1",
    ...             members=[Member(person_id="p1", role="Influencer", joined_at=moment)],
    ...         )
    ...     ],
    ... )
    >>> [(row.solution_interest, row.role, row.people) for row in contact_coverage(tenant, as_of=moment).rows]
    [('Analytics', 'Decision Maker', 0), ('Analytics', 'Influencer', 1)]
    """
    require_tenant(tenant)
    as_of = as_of_moment(as_of)
    rows: list[CoverageRow] = []
    for interest in interests_in_order(tenant):
        groups = [group for group in tenant.buying_groups if group.solution_interest_id == interest.id]
        members = [group.members_at(as_of) for group in groups]
        for role in tenant.roles_template(interest.roles_template_id).role_names:
            having = [{member.person_id for member in items if member.role == role} for items in members]
            rows.append(
                CoverageRow(
                    solution_interest_id=interest.id,
                    solution_interest=interest.name,
                    role=role,
                    people=len(set[str]().union(*having)),
                    groups_with=sum(map(bool, having)),
                    groups=len(groups),
                )
            )
    return ContactCoverage(as_of=as_of, rows=tuple(rows))


def contact_overlap(tenant: Tenant, *, as_of: datetime) -> ContactOverlap:
    """
    Return the people who are in more than one buying group.

    Parameters
    ----------
    tenant : Tenant
        The whole tenant.
    as_of : datetime
        The moment for which it holds, time-zone aware. Members who joined later do not exist yet.

    Returns
    -------
    ContactOverlap
        The people, each with the groups.

    Raises
    ------
    InvalidValueError
        When `as_of` is not valid.

    Examples
    --------
    >>> from datetime import UTC
    >>> overlap = contact_overlap(Tenant(name="Empty"), as_of=datetime(2026, 1, 31, tzinfo=UTC))
    >>> overlap.rows, overlap.people, overlap.share
    ((), 0, None)
    """
    require_tenant(tenant)
    as_of = as_of_moment(as_of)
    memberships: dict[str, list[tuple[str, str]]] = {}
    for group in tenant.buying_groups:
        for member in group.members_at(as_of):
            memberships.setdefault(member.person_id, []).append((group.id, member.role))
    rows = [
        SharedContact(
            person_id=person_id,
            name=tenant.person(person_id).full_name,
            account_id=tenant.person(person_id).account_id,
            group_ids=tuple(group_id for group_id, _ in sorted(pairs)),
            roles=tuple(role for _, role in sorted(pairs)),
        )
        for person_id, pairs in memberships.items()
        if len(pairs) > 1
    ]
    rows.sort(key=lambda row: (-len(row.group_ids), row.person_id))
    return ContactOverlap(as_of=as_of, rows=tuple(rows), people=len(memberships))


def share(shared: int, people: int) -> float | None:
    """Return how many percent of some people are shared; ``None`` of none."""
    return 100 * shared / people if people else None


def interests_in_order(tenant: Tenant) -> list[SolutionInterest]:
    """
    Return the solution interests of a tenant by name (casefolded), then by id.
    """
    return sorted(tenant.solution_interests, key=lambda interest: (interest.name.casefold(), interest.id))
