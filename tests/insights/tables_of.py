"""
The tables of a tenant: what its objects say, as frames of a library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import narwhals.stable.v2 as nw
from ways import CONVERSIONS, pa

from buying_groups import Tenant, score_tenant
from buying_groups.completeness import completeness


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from random import Random

__all__ = ["CONVERSIONS", "Tables", "named_by_ids", "pa", "rows_of", "table"]

TEXT, INSTANT, WHOLE = pa.string(), pa.timestamp("us", "UTC"), pa.int64()
SCHEMAS: dict[str, dict[str, Any]] = {
    "activities": {"person_id": TEXT, "activity_type": TEXT, "occurred_at": INSTANT, "activity_id": TEXT},
    "assignments": {"group_id": TEXT, "person_id": TEXT, "role": TEXT, "assigned_at": INSTANT},
    "completeness": {"group_id": TEXT, "score": pa.float64()},
    "engagement": {"group_id": TEXT, "score": pa.float64(), "is_known": pa.bool_()},
    "groups": {"group_id": TEXT, "solution_interest_id": TEXT},
    "members": {"group_id": TEXT, "person_id": TEXT, "role": TEXT},
    "people": {"person_id": TEXT, "account_id": TEXT},
    "removals": {"group_id": TEXT, "person_id": TEXT, "removed_at": INSTANT},
    "stage_moves": {"group_id": TEXT, "stage": TEXT, "moved_at": INSTANT},
    "stages": {"solution_interest_id": TEXT, "stage": TEXT, "kind": TEXT, "position": WHOLE},
    "template_roles": {
        "solution_interest_id": TEXT,
        "role": TEXT,
        "priority": WHOLE,
        "members_required": WHOLE,
        "required": pa.bool_(),
    },
}


def table(name: str, rows: Iterable[Sequence[Any]], **types: Any) -> Any:
    """Return rows as a table of pyarrow; other types than text for some columns may be given."""
    schema = {**SCHEMAS[name], **types}
    items = list(rows)
    return pa.table(
        {column: pa.array([row[at] for row in items], kind) for at, (column, kind) in enumerate(schema.items())}
    )


def rows_of(frame: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a table of any library; what is absent is None, whichever way the library says so."""
    found = nw.from_native(frame, eager_only=True)
    columns = [
        [
            None if is_null else value
            for value, is_null in zip(column.to_list(), column.is_null().to_list(), strict=True)
        ]
        for column in found.iter_columns()
    ]
    return list(zip(*columns, strict=True))


def named_by_ids(tenant: Tenant) -> Tenant:
    """
    Return a tenant whose accounts, solution interests and groups have their ids as names, and no two moves at once.

    Then the order by name and id is the one by id; and no move is earlier than another by its place only.
    """
    groups = (
        attrs.evolve(
            group, name=group.id, stage_moves=tuple({move.moved_at: move for move in group.stage_moves}.values())
        )
        for group in tenant.buying_groups
    )
    return attrs.evolve(
        tenant,
        accounts=tuple(attrs.evolve(account, name=account.id) for account in tenant.accounts),
        solution_interests=tuple(attrs.evolve(interest, name=interest.id) for interest in tenant.solution_interests),
        buying_groups=tuple(groups),
    )


class Tables:
    """
    The tables of a tenant as of a moment, of one library, with their rows in any order.

    Parameters
    ----------
    tenant : Tenant
        The tenant.
    as_of : datetime
        The moment.
    library : str
        One of `CONVERSIONS`.
    random : Random or None
        Shuffles the rows.
    """

    def __init__(self, tenant: Tenant, as_of: datetime, library: str, random: Random | None = None) -> None:
        self._tenant, self._as_of = tenant, as_of
        self._convert, self._random = CONVERSIONS[library], random

    def of(self, *names: str) -> dict[str, Any]:
        """Return some tables by their names."""
        return {name: self._made(name, getattr(self, f"_{name}")()) for name in names}

    def _made(self, name: str, rows: Iterable[Sequence[Any]]) -> Any:
        items = list(rows)
        if self._random is not None:
            self._random.shuffle(items)
        return self._convert(table(name, items))

    def _activities(self) -> list[Any]:
        return [(item.person_id, item.activity_type, item.occurred_at, item.id) for item in self._tenant.activities]

    def _assignments(self) -> list[Any]:
        return [
            (group.id, change.person_id, change.role, change.changed_at)
            for group in self._tenant.buying_groups
            for change in group.complete_history
            if change.role is not None
        ]

    def _completeness(self) -> list[Any]:
        found: list[Any] = []
        for group in self._tenant.buying_groups:
            assigned: dict[str, int] = {}
            for member in group.members_at(self._as_of):
                assigned[member.role] = assigned.get(member.role, 0) + 1
            found.append((group.id, completeness(self._tenant.template_of(group), assigned).score))
        return found

    def _engagement(self) -> list[Any]:
        scores = score_tenant(self._tenant, as_of=self._as_of)
        return [(score.group_id, score.score, score.is_known) for score in scores.groups]

    def _groups(self) -> list[Any]:
        return [(group.id, group.solution_interest_id) for group in self._tenant.buying_groups]

    def _members(self) -> list[Any]:
        return [
            (group.id, member.person_id, member.role)
            for group in self._tenant.buying_groups
            for member in group.members_at(self._as_of)
        ]

    def _people(self) -> list[Any]:
        return [(person.id, person.account_id) for person in self._tenant.people]

    def _removals(self) -> list[Any]:
        return [
            (group.id, change.person_id, change.changed_at)
            for group in self._tenant.buying_groups
            for change in group.complete_history
            if change.role is None
        ]

    def _stage_moves(self) -> list[Any]:
        return [
            (group.id, move.stage, move.moved_at) for group in self._tenant.buying_groups for move in group.stage_moves
        ]

    def _stages(self) -> list[Any]:
        return [
            (interest.id, stage.name, stage.kind.value, position)
            for interest in self._tenant.solution_interests
            if interest.stage_model_id is not None
            for position, stage in enumerate(self._tenant.stage_model(interest.stage_model_id).stages)
        ]

    def _template_roles(self) -> list[Any]:
        return [
            (interest.id, item.role, priority, item.members_required, item.required)
            for interest in self._tenant.solution_interests
            for priority, item in enumerate(self._tenant.roles_template(interest.roles_template_id).roles)
        ]
