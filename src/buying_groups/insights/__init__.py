"""
Portfolio insights: what stands out among all the buying groups of a tenant, as of a moment.

Every insight is a value with rows in an order that does not depend on the order of the tenant's parts, and a `rule`
that says in words what the rows are. Its method `columns` gives the rows to any data-frame library, such as
``pd.DataFrame(found.columns())``. The same insights out of data frames are in `buying_groups.insights.tables`.
"""

from .account_trends import AccountTrend, AccountTrends, account_trends
from .changes import Trend
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
