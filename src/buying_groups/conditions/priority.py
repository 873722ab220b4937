"""
Priority: the first role of a template whose condition holds for a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .._reprs import brief
from .evaluation import Explanation, OnePerson, explained


if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..roles import RolesTemplate
    from .facts import PersonFacts
    from .personas import Persona


__all__ = ["ConsideredRole", "RoleChoice", "first_role"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class ConsideredRole:
    """
    A role that was considered for a person.

    Attributes
    ----------
    role : str
        The role.
    explanation : Explanation
        Why its condition holds, or why it does not.
    """

    role: str
    explanation: Explanation


@attrs.frozen(kw_only=True, field_transformer=brief)
class RoleChoice:
    """
    The role that a template's conditions give to a person, and why no earlier one.

    Attributes
    ----------
    role : str or None
        The first role whose condition holds; None where none does.
    considered : tuple of ConsideredRole
        The roles with conditions up to and with the one that was chosen, in order of priority.
    """

    role: str | None
    considered: tuple[ConsideredRole, ...]

    @property
    def explanation(self) -> Explanation | None:
        """Why the role was chosen; None where none was."""
        return self.considered[-1].explanation if self.role is not None else None


def first_role(template: RolesTemplate, facts: PersonFacts, *, personas: Iterable[Persona] = ()) -> RoleChoice:
    """
    Return the first role of a template, in order of priority, whose condition holds for a person.

    Roles without a condition are not for automatic assignment and are passed over.

    Parameters
    ----------
    template : RolesTemplate
        The roles with their conditions.
    facts : PersonFacts
        What is known of the person.
    personas : iterable of Persona
        The personas that conditions may refer to, for example `Tenant.personas`.

    Returns
    -------
    RoleChoice
        The role, and the explanations of its condition and of those before it.

    Raises
    ------
    UnknownIdError
        When a condition refers to a persona that is not among `personas`.

    Examples
    --------
    >>> from buying_groups import Person, RolesTemplate, TemplateRole
    >>> from buying_groups.conditions import PersonFacts, attribute
    >>> title = attribute("job_title")
    >>> template = RolesTemplate(
    ...     id="t1",
    ...     name="Software",
    ...     roles=(
    ...         TemplateRole(role="Decision Maker", condition=title.contains("chief", words=True)),
    ...         TemplateRole(role="Influencer", condition=title.contains("manager", words=True)),
    ...     ),
    ... )
    >>> facts = PersonFacts(person=Person(id="p1", account_id="a1", job_title="Product Manager"))
    >>> choice = first_role(template, facts)
    >>> choice.role
    'Influencer'
    >>> for each in choice.considered:
    ...     print(f"{each.role}: {each.explanation.sentence}")
    Decision Maker: did not match because job title does not contain the word “chief” (it is “Product Manager”)
    Influencer: matched because job title contains the word “manager” (it is “Product Manager”)
    """
    person = OnePerson(facts, personas)
    considered: list[ConsideredRole] = []
    for item in template.roles:
        if item.condition is not None:
            explanation = explained(item.condition, person)
            considered.append(ConsideredRole(role=item.role, explanation=explanation))
            if explanation.holds:
                return RoleChoice(role=item.role, considered=tuple(considered))
    return RoleChoice(role=None, considered=tuple(considered))
