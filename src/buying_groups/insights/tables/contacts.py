"""
Contacts out of tables: which roles people are known for, and who is in several buying groups at once.
"""

from __future__ import annotations

from typing import Any

import attrs

from ..._narwhals import nw
from ..._tables import native, read_table
from ...completeness_tables import read_members, read_template_roles
from ..contacts import COVERAGE_RULE, OVERLAP_RULE, share
from .results import TableInsight


__all__ = ["ContactOverlapTable", "contact_coverage", "contact_overlap"]


@attrs.frozen(kw_only=True, eq=False)
class ContactOverlapTable(TableInsight):
    """
    People who are in more than one buying group.

    Attributes
    ----------
    rows, rule
        As of any insight.
    people : int
        How many different people are in any group.
    shared : int
        How many are in more than one.
    """

    people: int
    shared: int

    @property
    def share(self) -> float | None:
        """Percent of the people in groups who are in more than one; ``None`` where nobody is in a group."""
        return share(self.shared, self.people)


def contact_coverage(members: Any, groups: Any, template_roles: Any) -> TableInsight:
    """
    Return how many people have each role, by solution interest, out of tables.

    Parameters
    ----------
    members : table
        One row for each member of each group: ``group_id`` and ``person_id`` (whole numbers, text or categories),
        ``role`` (text or categories). As of a moment: members who had not joined by then are not in it, which the
        caller has seen to.
    groups : table
        One row for each group: ``group_id``, ``solution_interest_id``.
    template_roles : table
        One row for each role of each solution interest's roles template: ``solution_interest_id``, ``role``,
        ``priority`` (whole numbers; the lowest comes first).

    Returns
    -------
    TableInsight
        ``solution_interest_id``, ``role``; ``people``, how many different people have the role in at least one of the
        groups; ``groups_with``, in how many of the groups somebody has it; ``groups``, how many groups there are. By
        solution interest and priority, with a row also for a role that nobody has.

    Raises
    ------
    TableError
        When a table is not as it should be; names the column and how many rows are at fault.

    Examples
    --------
    >>> import polars as pl
    >>> members = pl.DataFrame({"group_id": [1, 2], "person_id": [7, 7], "role": ["Influencer", "Influencer"]})
    >>> groups = pl.DataFrame({"group_id": [1, 2], "solution_interest_id": ["s1", "s1"]})
    >>> template_roles = pl.DataFrame(
    ...     {"solution_interest_id": ["s1", "s1"], "role": ["Decision Maker", "Influencer"], "priority": [1, 2]}
    ... )
    >>> contact_coverage(members, groups, template_roles).rows.rows()
    [('s1', 'Decision Maker', 0, 0, 2), ('s1', 'Influencer', 1, 2, 2)]
    """
    roles = read_template_roles(template_roles)
    of_groups, belong = read_members(members, groups, roles)
    role = ["solution_interest_id", "role"]
    people = belong.frame.select(*role, "person_id").unique().group_by(role).agg(nw.len().alias("people"))
    having = belong.frame.select(*role, "group_id").unique().group_by(role).agg(nw.len().alias("groups_with"))
    sizes = of_groups.frame.group_by("solution_interest_id").agg(nw.len().alias("groups"))
    counts = ("people", "groups_with", "groups")
    rows = (
        roles.frame.join(people, on=role, how="left")
        .join(having, on=role, how="left")
        .join(sizes, on="solution_interest_id", how="left")
        .with_columns(nw.col(*counts).fill_null(0).cast(nw.Int64))
        .sort("solution_interest_id", "priority")
        .select(*role, *counts)
    )
    return TableInsight(rows=native(rows), rule=COVERAGE_RULE)


def contact_overlap(members: Any) -> ContactOverlapTable:
    """
    Return the people who are in more than one buying group, out of a table.

    Parameters
    ----------
    members : table
        One row for each member of each group: ``group_id`` and ``person_id`` (whole numbers, text or categories),
        ``role`` (text or categories). As of a moment: members who had not joined by then are not in it, which the
        caller has seen to.

    Returns
    -------
    ContactOverlapTable
        ``person_id``; ``groups``, in how many groups the person is; ``group_id``, ``role``: a row for each of these
        groups. Who is in most groups comes first; then by the ids of person and group.

    Raises
    ------
    TableError
        When the table is not as it should be; names the column and how many rows are at fault.

    Examples
    --------
    >>> import polars as pl
    >>> members = pl.DataFrame({"group_id": [1, 2, 2], "person_id": [7, 7, 8], "role": ["Champion", "Other", "Other"]})
    >>> found = contact_overlap(members)
    >>> found.rows.rows()
    [(7, 2, 1, 'Champion'), (7, 2, 2, 'Other')]
    >>> found.people, found.shared, found.share
    (2, 1, 50.0)
    """
    belong = read_table(members, "members", ("group_id", "person_id", "role"))
    belong.require_once("person_id", "group_id")
    sizes = belong.frame.group_by("person_id").agg(nw.len().alias("groups"))
    several = sizes.filter(nw.col("groups") > 1).with_columns(nw.col("groups").cast(nw.Int64))
    rows = (
        belong.frame.join(several, on="person_id")
        .sort("groups", "person_id", "group_id", descending=[True, False, False])
        .select("person_id", "groups", "group_id", "role")
    )
    return ContactOverlapTable(rows=native(rows), rule=OVERLAP_RULE, people=len(sizes), shared=len(several))
