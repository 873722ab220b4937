"""
Taxonomy: what it holds, which keywords are proposed to become one, and a signal taken apart.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from ..intent import IntentExplanation, KeywordClustering, Taxonomy
from .elements import ABSENT, bar, identifier, level, moment, plural, shown, words
from .listings import Listing, listing
from .piece import Piece, piece


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from htpy import Node


@piece.register(Taxonomy)
def _taxonomy(value: Taxonomy, depth: int) -> Piece:
    rows = [
        (shown(product.name), shown(category.name), ", ".join(map(shown, product.keywords)) or ABSENT)
        for category in value.categories
        for product in category.products
    ]
    conflicts = [
        (shown(conflict.product), ", ".join(map(shown, conflict.categories)), ", ".join(map(shown, conflict.keywords)))
        for conflict in value.conflicts
    ]
    clusters = [(shown(cluster.keyword), ", ".join(map(shown, cluster.spellings))) for cluster in value.clusters]
    lists = [Listing("Products", ("Product", "Category", "Keywords"), rows, 640)]
    if conflicts:
        head = ("Product", "Categories", "Keywords that they do not share")
        lists.append(Listing("Conflicts, which keep it from being approved", head, conflicts))
    if clusters:
        lists.append(Listing("Keywords of several spellings", ("Keyword", "Other spellings"), clusters))
    return listing(depth, *lists, title="Taxonomy", subtitle=value.status.value)


@piece.register(KeywordClustering)
def _clustering(value: KeywordClustering, depth: int) -> Piece:
    rows = [(shown(merge.spelling), shown(merge.keyword), shown(merge.reason)) for merge in value.merges]
    return listing(
        depth,
        Listing("Proposed", ("Spelling", "Becomes", "Why"), rows),
        title="Keywords that may be one",
        subtitle=f"for approval; every two keywords of one are at least {value.least_similarity:.2f} similar",
    )


@piece.register(IntentExplanation)
def _explanation(value: IntentExplanation, depth: int) -> Piece:
    signal = value.signal
    strength = bar(None, ABSENT) if signal.strength is None else bar(100 * signal.strength, f"{signal.strength:.2f}")
    known: list[tuple[str, Node]] = [
        ("Level", level(signal.level.value)),
        ("Strength", strength),
        ("Evidence", f"{value.evidence:.2f}"),
        ("Activities", f"{value.activities:,}"),
    ]
    head = ("Activity", "Person", "When (UTC)", "Keywords", "Part of the strength")
    return listing(
        depth,
        Listing("What made it", head, _parts(value), 720),
        title=f"Intent in the {value.of.value} “{signal.name}”",
        subtitle=f"from {plural(len(value.parts), 'part')}",
        known=known,
    )


def _parts(value: IntentExplanation) -> Iterable[Sequence[Node]]:
    for part in value.parts:
        yield (
            words(part.activity_type),
            identifier(part.person_id),
            moment(part.occurred_at, UTC),
            ", ".join(map(shown, part.keywords)) or ABSENT,
            bar(100 * part.points, f"{part.points:.2f}") if part.evidence >= 0 else "counts against",
        )
