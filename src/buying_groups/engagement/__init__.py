"""
Engagement scores: how active people and buying groups are, from 0 to 100, and why.
"""

from typing import TYPE_CHECKING

from .._lazy import attribute, names
from .counting import Counts, DayCount, PersonCounts, count_activities
from .explanation import GroupPart, PersonPart
from .group_scoring import GroupScore, WeightedMember
from .ledger import Ledger
from .ledger_scorer import LedgerScorer
from .ledger_snapshot import LedgerRules, LedgerSnapshot
from .person_scoring import PersonScore
from .scale import Scale
from .scoring import EngagementScores, score, score_account, score_counts, score_group, score_tenant
from .weighting import (
    DEFAULT_WEIGHTING_MODEL,
    ActivityWeight,
    Normalization,
    WeightingModel,
    WeightingModelStatus,
)


if TYPE_CHECKING:
    from .table_explanation import explain_tables
    from .tables import TableScores, score_tables

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
    "TableScores",
    "WeightedMember",
    "WeightingModel",
    "WeightingModelStatus",
    "count_activities",
    "explain_tables",
    "score",
    "score_account",
    "score_counts",
    "score_group",
    "score_tables",
    "score_tenant",
]

# What stands in these modules needs a data-frame library, so they are not loaded before they are asked for.
_LATER = {"TableScores": "tables", "explain_tables": "table_explanation", "score_tables": "tables"}


if not TYPE_CHECKING:  # with a `__getattr__`, every misspelt name would be right to a type checker

    def __getattr__(name: str) -> object:
        return attribute(__name__, name, members=_LATER)


def __dir__() -> list[str]:
    return names(__name__)
