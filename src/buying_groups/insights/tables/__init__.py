"""
Portfolio insights out of tables: data frames of pandas, polars or pyarrow in, frames of the same library out.

They need the extra ``tables``. Each function has the name and the meaning of one in `buying_groups.insights`, which is
where the rules are kept; the rows are those of its `columns`, without what the tables do not have. Tables know ids, not
names: where the insight over objects goes by name and then id, the one over tables goes by id. Rows may come in any
order; the result is the same. Ids that are categories come back as what they are categories of.
"""

from .account_trends import AccountTrendsTable, account_trends
from .contacts import ContactOverlapTable, contact_coverage, contact_overlap
from .distributions import groups_by_stage, score_distributions
from .over_time import roles_over_time
from .results import GroupsTable, TableInsight
from .standings import highlights


__all__ = [
    "AccountTrendsTable",
    "ContactOverlapTable",
    "GroupsTable",
    "TableInsight",
    "account_trends",
    "contact_coverage",
    "contact_overlap",
    "groups_by_stage",
    "highlights",
    "roles_over_time",
    "score_distributions",
]
