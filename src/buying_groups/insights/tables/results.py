"""
Results: an insight whose rows are a table.
"""

from __future__ import annotations

from typing import Any

import attrs


__all__ = ["GroupsTable", "TableInsight"]


@attrs.frozen(kw_only=True, eq=False)
class TableInsight:
    """
    An insight out of tables.

    Attributes
    ----------
    rows : table
        The rows, of the library that the tables are of, in an order that does not depend on theirs.
    rule : str
        What the rows are, in words: those of the insight over objects.
    """

    rows: Any
    rule: str


@attrs.frozen(kw_only=True, eq=False)
class GroupsTable(TableInsight):
    """
    An insight that counts groups.

    Attributes
    ----------
    rows, rule
        As of any insight.
    groups : table
        Where each group was counted, in the order of the groups' ids.
    """

    groups: Any
