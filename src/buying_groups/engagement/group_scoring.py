"""
Scoring buying groups: the scores of its members become a group's engagement score from 0 to 100.

Each role that has a member weighs its weighting over the sum of the weightings of the roles present. ``sum = Σ person
score · role weight`` over the members; ``score = 100 · sqrt(sum / largest sum)`` over the tenant's groups.
"""

import math
from collections.abc import Iterable, Mapping

import attrs

from .._notebooks import ShownInNotebooks
from .._reprs import brief
from .._validation import checked, identifier, not_blank, weight_above
from ..errors import InvalidValueError
from .explanation import GroupPart, points
from .person_scoring import PersonScore
from .scale import Scale, scaled


__all__ = ["GroupScore", "WeightedMember", "checked_members", "group_sum", "score_members", "weigh"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class GroupScore(ShownInNotebooks):
    """
    A buying group's engagement score, and what made it.

    Attributes
    ----------
    group_id : str
        The group.
    score : float
        The score, in [0, 100], unrounded.
    raw : float
        Σ person score · role weight, before root and scale; at least 0.
    is_clipped : bool
        Whether the sum is above the stored scale's largest, so that the score would be above 100.
    is_known : bool
        Whether any activity of any member is known.
    parts : tuple of GroupPart
        The score taken apart by member; their points add up to it.
    """

    group_id: str
    score: float
    raw: float
    is_clipped: bool
    is_known: bool
    parts: tuple[GroupPart, ...]


@attrs.frozen(kw_only=True, field_transformer=checked)
class WeightedMember:
    """
    A member of a buying group as the engagement score sees it.

    Attributes
    ----------
    person_id : str
        The person.
    role : str
        The role.
    role_weighting : float
        The role's weighting in the group's roles template; finite, above 0.
    """

    person_id: str = attrs.field(validator=identifier)
    role: str = attrs.field(validator=not_blank)
    role_weighting: float = attrs.field(validator=weight_above(0))


def checked_members(group_id: str, members: Iterable[WeightedMember]) -> list[WeightedMember]:
    """
    Return the members of one group in the order of their ids.

    Raises
    ------
    InvalidValueError
        When a person is in the group twice, or a role has two weightings.
    """
    ordered = sorted(members, key=lambda member: member.person_id)
    people: set[str] = set()
    weightings: dict[str, float] = {}
    for member in ordered:
        if member.person_id in people:
            raise InvalidValueError(f"members of group {group_id!r}", member.person_id, "without a person given twice")
        people.add(member.person_id)
        if weightings.setdefault(member.role, member.role_weighting) != member.role_weighting:
            both = sorted((weightings[member.role], member.role_weighting))
            raise InvalidValueError(f"role_weighting of {member.role!r} in group {group_id!r}", both, "one number")
    return ordered


def weigh(members: Iterable[WeightedMember]) -> list[tuple[WeightedMember, float]]:
    """
    Return the members of one group, each with its role's weighting over the sum of those of the roles present.
    """
    members = list(members)
    present = {member.role: member.role_weighting for member in members}
    whole = math.fsum(present.values())
    return [(member, member.role_weighting / whole) for member in members]


def group_sum(weighed: Iterable[tuple[WeightedMember, float]], people: Mapping[str, PersonScore]) -> float:
    """
    Return Σ person score · role weight.
    """
    return math.fsum(people[member.person_id].score * weight for member, weight in weighed)


def score_members(
    group_id: str, members: list[WeightedMember], people: Mapping[str, PersonScore], scale: Scale
) -> GroupScore:
    """
    Return the score of the group that these members make.
    """
    weighed = weigh(members)
    total = group_sum(weighed, people)
    result = scaled(total, scale.largest_group_sum)
    return GroupScore(
        group_id=group_id,
        score=result,
        raw=total,
        is_clipped=total > scale.largest_group_sum,
        is_known=any(people[member.person_id].is_known for member in members),
        parts=tuple(
            GroupPart(
                person_id=member.person_id,
                role=member.role,
                role_weight=weight,
                person_score=people[member.person_id].score,
                points=points(result, people[member.person_id].score * weight, total),
            )
            for member, weight in weighed
        ),
    )
