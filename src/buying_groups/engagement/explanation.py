"""
Explanation: a score taken apart.

A score is the root of a sum, so what goes into the sum does not add up to the score. Each part is therefore given the
share of the score that it has of the sum, ``points = score · part / sum``; the points of all parts add up to the score.
"""

from datetime import date

import attrs

from .._reprs import brief


__all__ = ["GroupPart", "PersonPart", "points"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class PersonPart:
    """
    What one type of activity on one day adds to a person's engagement score.

    Attributes
    ----------
    activity_type : str
        What the person did.
    day : date
        The calendar day, in the tenant's time zone.
    counted : int
        How many activities count, at most the daily cap.
    dropped : int or None
        How many more there were, which the cap left out; ``None`` where there were some and a ledger did not keep them
        all.
    points : float
        The part of the score, in [0, 100].
    """

    activity_type: str
    day: date
    counted: int
    dropped: int | None
    points: float


@attrs.frozen(kw_only=True, field_transformer=brief)
class GroupPart:
    """
    What one member adds to a buying group's engagement score.

    Attributes
    ----------
    person_id : str
        The member.
    role : str
        The member's role.
    role_weight : float
        The role's weighting over the sum of the weightings of the roles present in the group, in [0, 1].
    person_score : float
        The member's own engagement score, in [0, 100].
    points : float
        The part of the group's score, in [0, 100].
    """

    person_id: str
    role: str
    role_weight: float
    person_score: float
    points: float


def points(score: float, part: float, total: float) -> float:
    """
    Return the points of one part of a score.

    Parameters
    ----------
    score : float
        The score, in [0, 100].
    part, total : float
        The part of the sum, and the sum; at least 0.

    Examples
    --------
    >>> points(50.0, 3.0, 12.0)
    12.5
    """
    return score * (part / total) if total > 0 else 0.0
