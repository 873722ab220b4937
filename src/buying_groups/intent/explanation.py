"""
Explanation: a signal of intent taken apart.
"""

from datetime import datetime

import attrs

from .._notebooks import ShownInNotebooks
from .._reprs import brief
from .report import IntentSignal, IntentSubject


__all__ = ["IntentExplanation", "IntentPart"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class IntentPart:
    """
    What one activity adds to a signal.

    Attributes
    ----------
    person_id : str
        Who did it.
    activity_type : str
        What it was.
    occurred_at : datetime
        When.
    activity_id : str or None
        Its id.
    keywords : tuple of str
        The keywords that it touched and that the signal is made of, in alphabetical order.
    person_weight : float
        What the person's evidence is weighed by: 1, or by role and share.
    evidence : float
        What the activity adds to the evidence, decayed and weighed; below 0 if it counts against.
    points : float
        Its part of the strength, in [0, 1]; 0 for what counts against, which makes the person's other parts smaller.
    """

    person_id: str
    activity_type: str
    occurred_at: datetime
    activity_id: str | None
    keywords: tuple[str, ...]
    person_weight: float
    evidence: float
    points: float


@attrs.frozen(kw_only=True, field_transformer=brief)
class IntentExplanation(ShownInNotebooks):
    """
    A signal taken apart.

    Attributes
    ----------
    of : IntentSubject
        Keyword, product or category.
    signal : IntentSignal
        The signal.
    evidence : float
        The evidence that it comes from, at least 0.
    activities : int
        How many activities of those who count for it being known touched it.
    parts : tuple of IntentPart
        The activities that touched it, the largest part first. The points add up to the strength; to 0 where it is
        not known.
    """

    of: IntentSubject
    signal: IntentSignal
    evidence: float
    activities: int
    parts: tuple[IntentPart, ...]
