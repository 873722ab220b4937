"""
Engagement scores: how active people and buying groups are, from 0 to 100, and why.
"""

from .counting import Counts, DayCount, PersonCounts, count_activities
from .explanation import GroupPart, PersonPart
from .ledger import Ledger, LedgerScorer
from .ledger_snapshot import LedgerRules, LedgerSnapshot
from .scale import Scale
from .scoring import (
    EngagementScores,
    GroupScore,
    PersonScore,
    WeightedMember,
    score,
    score_counts,
    score_group,
    score_tenant,
)
from .weighting import (
    DEFAULT_WEIGHTING_MODEL,
    ActivityWeight,
    Normalization,
    WeightingModel,
    WeightingModelStatus,
)


__all__ = [
    "DEFAULT_WEIGHTING_MODEL",
    "ActivityWeight",
    "Counts",
    "DayCount",
    "EngagementScores",
    "GroupPart",
    "GroupScore",
    "Ledger",
    "LedgerRules",
    "LedgerScorer",
    "LedgerSnapshot",
    "Normalization",
    "PersonCounts",
    "PersonPart",
    "PersonScore",
    "Scale",
    "WeightedMember",
    "WeightingModel",
    "WeightingModelStatus",
    "count_activities",
    "score",
    "score_counts",
    "score_group",
    "score_tenant",
]
