"""
Portfolio insights: what stands out among all the buying groups of a tenant, as of a moment.

Every insight is a value with rows in an order that does not depend on the order of the tenant's parts, and a `rule`
that says in words what the rows are.
"""

from .account_trends import AccountTrend, AccountTrends, Trend, account_trends
from .contacts import ContactCoverage, ContactOverlap, CoverageRow, SharedContact, contact_coverage, contact_overlap
from .distributions import (
    GroupsByStage,
    ScoreBand,
    ScoreDistributions,
    StageRow,
    groups_by_stage,
    score_distributions,
)
from .over_time import RoleInPeriod, RolesOverTime, roles_over_time
from .standings import GroupHighlight, Highlights, highlights


__all__ = [
    "AccountTrend",
    "AccountTrends",
    "ContactCoverage",
    "ContactOverlap",
    "CoverageRow",
    "GroupHighlight",
    "GroupsByStage",
    "Highlights",
    "RoleInPeriod",
    "RolesOverTime",
    "ScoreBand",
    "ScoreDistributions",
    "SharedContact",
    "StageRow",
    "Trend",
    "account_trends",
    "contact_coverage",
    "contact_overlap",
    "groups_by_stage",
    "highlights",
    "roles_over_time",
    "score_distributions",
]
