"""
Tenant: how much it holds, and the scores of all its groups and people.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from htpy import Node, fragment

from .._moments import time_zone
from ..engagement.scoring import EngagementScores
from ..tenant import Tenant
from .elements import ABSENT, identifier, moment, shown, words
from .listings import Listing, listing
from .piece import Piece, piece
from .scores import engagement_bar


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..engagement.group_scoring import GroupScore
    from ..engagement.person_scoring import PersonScore


@piece.register(Tenant)
def _tenant(value: Tenant, depth: int) -> Piece:
    zone = time_zone(value.time_zone)
    last = max((activity.occurred_at for activity in value.activities), default=None)
    counts = [
        ("Accounts", value.accounts),
        ("People", value.people),
        ("Buying groups", value.buying_groups),
        ("Solution interests", value.solution_interests),
        ("Activities", value.activities),
    ]
    known: list[tuple[str, Node]] = [(name, f"{len(items):,}") for name, items in counts]
    known += [
        ("Last activity", ABSENT if last is None else moment(last, zone)),
        ("Time zone", value.time_zone),
        ("Weighting model", shown(value.active_weighting_model.name)),
        ("Taxonomy", ABSENT if value.taxonomy is None else value.taxonomy.status.value),
    ]
    rows = [
        (
            [shown(value.group_name(group)), " ", identifier(group.id)],
            shown(value.account(group.account_id).name),
            str(len(group.members)),
        )
        for group in value.buying_groups
    ]
    return listing(
        depth,
        Listing("Buying groups", ("Name", "Account", "Members"), rows),
        title=value.name,
        subtitle="Tenant",
        known=known,
    )


@piece.register(EngagementScores)
def _engagement_scores(value: EngagementScores, depth: int) -> Piece:
    groups = [(group.group_id, group) for group in value.groups]
    people = [(person.person_id, person) for person in value.people]
    known: list[tuple[str, Node]] = []
    if value.ignored:
        ignored = ", ".join(f"{words(name)} {count:,}" for name, count in value.ignored.items())
        known.append(("Activities of unknown types, not counted", ignored))
    return listing(
        depth,
        Listing("Buying groups", ("Buying group", "Engagement score"), _ranked(groups)),
        Listing("People", ("Person", "Engagement score"), _ranked(people)),
        title="Engagement scores",
        subtitle=fragment["as of ", moment(value.scale.as_of, UTC), " (UTC)"],
        known=known,
    )


def _ranked(scores: Iterable[tuple[str, GroupScore | PersonScore]]) -> Iterable[Sequence[Node]]:
    for id, score in sorted(scores, key=lambda each: (not each[1].is_known, -each[1].score, each[0])):
        yield identifier(id), engagement_bar(score)
