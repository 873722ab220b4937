"""
Completeness: how much of its roles template a buying group fills.
"""

import math
from collections.abc import Mapping, Sequence

import attrs

from ._notebooks import ShownInNotebooks
from ._reprs import brief
from ._validation import known, require_type
from .errors import InvalidValueError
from .roles import RolesTemplate


__all__ = ["Completeness", "RoleCompleteness", "completeness", "group_completeness", "role_completeness"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class RoleCompleteness:
    """
    How far one role is filled.

    Attributes
    ----------
    role : str
        The role.
    assigned : int
        How many members have it.
    members_required : int
        How many fill it completely.
    required : bool
        Whether it counts for the group's completeness.
    score : float
        Percent, in [0, 100].
    """

    role: str
    assigned: int
    members_required: int
    required: bool
    score: float

    @property
    def missing(self) -> int:
        """How many people are missing; 0 for a role that is not required."""
        return max(self.members_required - self.assigned, 0) if self.required else 0


@attrs.frozen(kw_only=True, field_transformer=brief)
class Completeness(ShownInNotebooks):
    """
    How much of its roles template a buying group fills.

    Attributes
    ----------
    score : float
        Percent, in [0, 100].
    roles : tuple of RoleCompleteness
        Each role of the template, in order of priority.
    """

    score: float
    roles: tuple[RoleCompleteness, ...]

    @property
    def missing_roles(self) -> tuple[RoleCompleteness, ...]:
        """The required roles that lack people, in order of priority."""
        return tuple(role for role in self.roles if role.missing)


def role_completeness(assigned: int, required: int) -> float:
    """
    Return how complete a role is.

    Parameters
    ----------
    assigned : int
        How many members have the role; at least 0.
    required : int
        How many fill it completely; at least 1.

    Returns
    -------
    float
        Percent, in [0, 100]: 0 for nobody, exactly 100 from `required` members on.

    Raises
    ------
    InvalidValueError
        When a number is out of its range.

    Notes
    -----
    ``min(assigned / required, 1) * 100``. The formula line of the reference product's page is a slip; its text and its
    examples say this.

    References
    ----------
    Adobe Journey Optimizer B2B Edition documentation, "Buying group completeness score" (2026-08).

    Examples
    --------
    >>> role_completeness(2, 3)
    66.66666666666667
    """
    if assigned < 0:
        raise InvalidValueError("assigned", assigned, "at least 0")
    if required < 1:
        raise InvalidValueError("required", required, "at least 1")
    return 100.0 if assigned >= required else 100 * assigned / required


def group_completeness(scores: Sequence[float]) -> float:
    """
    Return how complete a group is.

    Parameters
    ----------
    scores : sequence of float
        How complete each of the required roles is, in percent.

    Returns
    -------
    float
        Percent, in [0, 100]: the mean; 100 where no role is required.

    Examples
    --------
    >>> group_completeness([100.0, 50.0]), group_completeness([])
    (75.0, 100.0)
    """
    return math.fsum(scores) / len(scores) if scores else 100.0


def completeness(template: RolesTemplate, assigned: Mapping[str, int]) -> Completeness:
    """
    Return how much of a roles template is filled.

    Parameters
    ----------
    template : RolesTemplate
        The roles that a group should fill.
    assigned : mapping of str to int
        How many members each role has; a role that is not in it has none.

    Returns
    -------
    Completeness
        The mean over the roles that are required; 100 where none is.

    Raises
    ------
    UnknownIdError
        When the template lacks a role.

    Examples
    --------
    >>> from buying_groups.roles import TemplateRole
    >>> template = RolesTemplate(
    ...     id="t1",
    ...     name="Small deals",
    ...     roles=[TemplateRole(role="Decision Maker"), TemplateRole(role="Influencer", members_required=3)],
    ... )
    >>> result = completeness(template, {"Decision Maker": 1, "Influencer": 2})
    >>> round(result.score, 2), [(role.role, role.missing) for role in result.missing_roles]
    (83.33, [('Influencer', 1)])
    """
    require_type("template", template, RolesTemplate)
    for role in assigned:
        known(f"role of roles template {template.name!r}", role, template.role_names)
    roles = tuple(
        RoleCompleteness(
            role=item.role,
            assigned=assigned.get(item.role, 0),
            members_required=item.members_required,
            required=item.required,
            score=role_completeness(assigned.get(item.role, 0), item.members_required),
        )
        for item in template.roles
    )
    return Completeness(score=group_completeness([role.score for role in roles if role.required]), roles=roles)
