"""
Intent: categories with their products, and keywords.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from htpy import Element, Node, div, li, p, section, ul

from ..intent.report import CategoryIntent, IntentReport
from .elements import ABSENT, bar, heading, level, shown, table
from .piece import Piece, piece


if TYPE_CHECKING:
    from ..intent.report import IntentSignal


__all__ = ["intent_parts"]


def intent_parts(report: IntentReport, depth: int, *, most_keywords: int | None = None) -> Node:
    """
    Return a report's categories and keywords, each under a heading of a level; nothing where it says nothing.
    """
    known = [category for category in report.categories if category.is_known]
    others = [shown(category.name) for category in report.categories if not category.is_known]
    keywords = report.keywords[:most_keywords]
    if not known and not others and not keywords and report.computed is None:
        return None
    return [
        (_category(category, depth) for category in known),
        bool(others) and p(".buying-part")[", ".join(others), " ", level("unknown")],
        bool(keywords)
        and div(".buying-part")[
            heading("Keywords", depth, "subheading"), ul(".buying-chips")[(_keyword(keyword) for keyword in keywords)]
        ],
        report.computed is not None
        and p(".buying-part.buying-muted.buying-small")[f"Computed {shown(report.computed)}."],
    ]


def _category(category: CategoryIntent, depth: int) -> Element:
    rows = [(shown(product.name), level(product.level.value), _strength(product)) for product in category.products]
    return div(".buying-part")[
        heading([shown(category.name), " ", level(category.level.value)], depth, "subheading"),
        bool(rows) and table(f"Products of {shown(category.name)}", ("Product", "Level", "Strength"), rows),
    ]


def _keyword(keyword: IntentSignal) -> Element:
    return li[shown(keyword.name), " ", level(keyword.level.value)]


def _strength(signal: IntentSignal) -> Element:
    if signal.strength is None:
        return bar(None, ABSENT)
    return bar(100 * signal.strength, f"{signal.strength:.2f}")


@piece.register(IntentReport)
def _intent(value: IntentReport, depth: int) -> Piece:
    return Piece(title="Intent", content=section[intent_parts(value, depth + 1) or "Nothing is known."])
