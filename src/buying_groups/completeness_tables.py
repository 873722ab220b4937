"""
Completeness out of tables: how much of its roles template each of many buying groups fills.

It needs the extra ``tables``. The meaning is that of `buying_groups.completeness`, and the numbers are the same to the
last bit.
"""

from __future__ import annotations

import itertools
from typing import Any

import attrs
import numpy as np

from ._narwhals import nw
from ._reprs import brief
from ._tables import Table, native, read_table
from .completeness import group_completeness
from .engagement.kernel import starts


__all__ = ["TableCompleteness", "completeness", "read_members", "read_template_roles"]


@attrs.frozen(kw_only=True, eq=False, field_transformer=brief)
class TableCompleteness:
    """
    The completeness of buying groups, in tables of the kind that came in.

    Attributes
    ----------
    groups : table
        The groups, in the order of their ids: ``group_id``; ``score``, from 0 to 100, unrounded.
    roles : table
        Each role of each group's roles template, in the order of the groups' ids and of priority: ``group_id``,
        ``role``; ``assigned``, how many members have it; ``members_required``, ``required``; ``score``, from 0 to 100;
        ``missing``, how many people are missing, 0 for a role that is not required.
    """

    groups: Any
    roles: Any


def completeness(members: Any, groups: Any, template_roles: Any) -> TableCompleteness:
    """
    Return how much of its roles template each buying group fills.

    Needs the extra ``tables``. All tables are of pandas, polars (in memory) or pyarrow, or of another library that
    Narwhals reads, with rows in any order; they are not changed.

    Parameters
    ----------
    members : table
        One row for each member of each group: ``group_id`` and ``person_id`` (whole numbers, text or categories),
        ``role`` (text or categories). As of a moment: members who had not joined by then are not in it, which the
        caller has seen to.
    groups : table
        One row for each group, also for those without members: ``group_id``, ``solution_interest_id``.
    template_roles : table
        One row for each role of each solution interest's roles template: ``solution_interest_id``, ``role``;
        ``priority`` (whole numbers; the lowest comes first), ``members_required`` (whole numbers of at least 1),
        ``required`` (true or false).

    Returns
    -------
    TableCompleteness
        What `buying_groups.completeness.completeness` returns for each group.

    Raises
    ------
    TableError
        When a table is lazy, lacks a column, has nulls, blank text or another type of column than it should; when
        somebody is in a group twice or has a role that the template lacks, or something is not known. Names the column
        and how many rows are at fault.

    Examples
    --------
    >>> import polars as pl
    >>> members = pl.DataFrame({"group_id": ["g1"], "person_id": ["p1"], "role": ["Influencer"]})
    >>> groups = pl.DataFrame({"group_id": ["g1"], "solution_interest_id": ["s1"]})
    >>> template_roles = pl.DataFrame(
    ...     {
    ...         "solution_interest_id": ["s1", "s1"],
    ...         "role": ["Decision Maker", "Influencer"],
    ...         "priority": [1, 2],
    ...         "members_required": [1, 2],
    ...         "required": [True, True],
    ...     }
    ... )
    >>> found = completeness(members, groups, template_roles)
    >>> found.groups.rows()
    [('g1', 25.0)]
    >>> found.roles.select("role", "score", "missing").rows()
    [('Decision Maker', 0.0, 1), ('Influencer', 50.0, 1)]
    """
    roles = read_template_roles(template_roles, "members_required", "required")
    roles.require("members_required", nw.col("members_required") >= 1, "at least 1", "less")
    of_groups, belong = read_members(members, groups, roles)

    assigned = belong.frame.group_by("group_id", "role").agg(nw.len().alias("assigned"))
    found = (
        of_groups.frame.join(roles.frame, on="solution_interest_id")
        .join(assigned, on=["group_id", "role"], how="left")
        .with_columns(nw.col("assigned").fill_null(0).cast(nw.Int64), nw.col("members_required").cast(nw.Int64))
        .sort("group_id", "priority")
        .with_columns(
            nw.when(nw.col("assigned") >= nw.col("members_required"))
            .then(nw.lit(100.0))
            .otherwise(100 * nw.col("assigned") / nw.col("members_required"))
            .alias("score"),
            nw.when(nw.col("required") & (nw.col("assigned") < nw.col("members_required")))
            .then(nw.col("members_required") - nw.col("assigned"))
            .otherwise(nw.lit(0))
            .alias("missing"),
        )
    )
    columns = ("group_id", "role", "assigned", "members_required", "required", "score", "missing")
    return TableCompleteness(groups=native(_of_groups(found)), roles=native(found.select(columns)))


def _of_groups(found: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    required, scores = found["required"].to_list(), found["score"].to_list()
    first = starts(found["group_id"].to_numpy())
    ends = np.append(first, len(found)).tolist()
    means = [
        group_completeness([scores[row] for row in range(start, end) if required[row]])
        for start, end in itertools.pairwise(ends)
    ]
    groups = found.select("group_id").unique("group_id").sort("group_id")
    return groups.with_columns(nw.Series.from_iterable("score", means, nw.Float64, backend=found.implementation))


def read_template_roles(template_roles: Any, *columns: str) -> Table:
    """
    Return the roles of roles templates, checked: solution interest, role, priority, and further columns.

    Parameters
    ----------
    template_roles : table
        ``solution_interest_id``, ``role``, ``priority`` and the further columns: one row for each role of a template.
    *columns : str
        The further columns that are needed.

    Returns
    -------
    Table
        The columns that were asked for.

    Raises
    ------
    TableError
        When a column is missing, a row is null, or a role or a priority comes twice in a template; names the column
        and how many rows.

    Examples
    --------
    >>> import polars as pl
    >>> from buying_groups.completeness_tables import read_template_roles
    >>> template_roles = pl.DataFrame({"solution_interest_id": "s1", "role": ["Champion", "Other"], "priority": [1, 2]})
    >>> read_template_roles(template_roles).frame.rows()
    [('s1', 'Champion', 1), ('s1', 'Other', 2)]
    """
    roles = read_table(template_roles, "template_roles", ("solution_interest_id", "role", "priority", *columns))
    roles.require_once("role", "solution_interest_id")
    roles.require_once("priority", "solution_interest_id")
    return roles


def read_members(members: Any, groups: Any, roles: Table) -> tuple[Table, Table]:
    """
    Return groups and their members with the solution interest, checked against each other and the roles of templates.

    Parameters
    ----------
    members : table
        ``group_id``, ``person_id``, ``role``: one row for each member of a group.
    groups : table
        ``group_id``, ``solution_interest_id``: one row for each group.
    roles : Table
        What `read_template_roles` returned.

    Returns
    -------
    groups : Table
        The groups.
    members : Table
        The members, with the ``solution_interest_id`` of their group.

    Raises
    ------
    TableError
        When a column is missing, a row is null or comes twice, or a group, a solution interest or a role is unknown;
        names the column and how many rows.

    Examples
    --------
    >>> import polars as pl
    >>> from buying_groups.completeness_tables import read_members, read_template_roles
    >>> template_roles = pl.DataFrame({"solution_interest_id": ["s1"], "role": ["Champion"], "priority": [1]})
    >>> groups = pl.DataFrame({"group_id": ["g1"], "solution_interest_id": ["s1"]})
    >>> members = pl.DataFrame({"group_id": ["g1"], "person_id": ["p1"], "role": ["Champion"]})
    >>> _, belong = read_members(members, groups, read_template_roles(template_roles))
    >>> belong.frame.columns, belong.frame.rows()
    (['group_id', 'person_id', 'role', 'solution_interest_id'], [('g1', 'p1', 'Champion', 's1')])
    """
    of_groups = read_table(groups, "groups", ("group_id", "solution_interest_id"), roles)
    of_groups.require_once("group_id")
    of_groups.require_known(roles, "solution_interest_id")
    belong = read_table(members, "members", ("group_id", "person_id", "role"), of_groups, roles)
    belong.require_once("person_id", "group_id")
    belong.require_known(of_groups, "group_id")
    belong = Table("members", belong.frame.join(of_groups.frame, on="group_id"))
    belong.require_known(roles, "role", "solution_interest_id")
    return of_groups, belong
