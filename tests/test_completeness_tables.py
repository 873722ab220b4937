"""
Completeness out of tables: the same as over objects, for frames of every library.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables_of import CONVERSIONS, Tables, rows_of, table

from buying_groups import completeness, completeness_tables
from buying_groups.errors import TableError
from buying_groups.testing.strategies import AS_OF, tenants


if TYPE_CHECKING:
    from random import Random

    from buying_groups import Tenant

every_library = pytest.mark.parametrize("library", CONVERSIONS)
fewer = settings(max_examples=settings().max_examples // 2)
GOOD: dict[str, list[tuple[Any, ...]]] = {
    "members": [("g2", "p1", "Champion"), ("g2", "p2", "Champion"), ("g1", "p1", "Decision Maker")],
    "groups": [("g2", "s"), ("g1", "s"), ("g3", "t")],
    "template_roles": [
        ("s", "Champion", 20, 1, True),
        ("s", "Decision Maker", 10, 3, True),
        ("s", "Other", 30, 2, False),
        ("t", "Other", 1, 2, False),
    ],
}


def given_tables(library: str, **others: Any) -> dict[str, Any]:
    """Return the three tables, some of them with other rows."""
    return {name: CONVERSIONS[library](table(name, rows)) for name, rows in {**GOOD, **others}.items()}


class TestCompleteness:
    """
    "What `buying_groups.completeness.completeness` returns for each group."
    """

    @every_library
    def test_by_hand(self, library: str) -> None:
        """The mean over required roles; 100 where none is; a third and a half of their sum."""
        made = given_tables(library)
        found = completeness_tables.completeness(**made)
        assert type(found.groups) is type(found.roles) is type(made["groups"])
        assert rows_of(found.groups) == [("g1", 100 / 3 / 2), ("g2", 50.0), ("g3", 100.0)]
        assert rows_of(found.roles) == [
            ("g1", "Decision Maker", 1, 3, True, 100 / 3, 2),
            ("g1", "Champion", 0, 1, True, 0.0, 1),
            ("g1", "Other", 0, 2, False, 0.0, 0),
            ("g2", "Decision Maker", 0, 3, True, 0.0, 3),
            ("g2", "Champion", 2, 1, True, 100.0, 0),
            ("g2", "Other", 0, 2, False, 0.0, 0),
            ("g3", "Other", 0, 2, False, 0.0, 0),
        ]

    @every_library
    @fewer
    @given(tenant=tenants(), random=st.randoms(use_true_random=False))
    def test_random_tenants(self, library: str, tenant: Tenant, random: Random) -> None:
        """The same to the last bit, whatever the order of rows."""
        made = Tables(tenant, AS_OF, library, random).of("members", "groups", "template_roles")
        found = completeness_tables.completeness(**made)
        expected = [
            (
                group.id,
                completeness.completeness(
                    tenant.template_of(group), Counter(member.role for member in group.members_at(AS_OF))
                ),
            )
            for group in sorted(tenant.buying_groups, key=lambda group: group.id)
        ]
        assert rows_of(found.groups) == [(id, result.score) for id, result in expected]
        assert rows_of(found.roles) == [
            (id, role.role, role.assigned, role.members_required, role.required, role.score, role.missing)
            for id, result in expected
            for role in result.roles
        ]

    @pytest.mark.parametrize(
        ("bad", "message"),
        [
            pytest.param(
                {"template_roles": [("s", "Champion", 1, 0, True), ("t", "Champion", 1, -1, True)]},
                "column 'members_required' of template_roles must be at least 1, got less in 2 rows",
                id="nobody-required",
            ),
            pytest.param(
                {"template_roles": [*GOOD["template_roles"], ("s", "Champion", 40, 1, True)]},
                "column 'role' of template_roles must be different in all rows for each solution_interest_id, got the "
                "same again in 1 row",
                id="role-twice",
            ),
            pytest.param(
                {"members": [("g3", "p1", "Champion")]},
                "column 'role' of members must be one that template_roles has for its solution_interest_id, got "
                "another in 1 row",
                id="role-that-the-template-lacks",
            ),
        ],
    )
    def test_bad_tables(self, bad: dict[str, Any], message: str) -> None:
        """A fault is named, with its column and how many rows have it."""
        with pytest.raises(TableError, match=rf"^{re.escape(message)}$"):
            completeness_tables.completeness(**given_tables("pyarrow", **bad))
