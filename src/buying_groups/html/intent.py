"""
Intent: categories with their products, and keywords.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from htpy import Element, Node, div, li, section, ul

from ..intent.report import CategoryIntent, IntentReport
from .elements import ABSENT, bar, heading, level, shown, table
from .piece import Piece, piece


if TYPE_CHECKING:
    from ..intent.report import IntentSignal


__all__ = ["intent_parts"]


def intent_parts(report: IntentReport, depth: int, *, most_keywords: int | None = None) -> Node:
    """
    Return a report's categories and keywords, each under a heading of a level; nothing where it has none.
    """
    keywords = report.keywords[:most_keywords]
    if not report.categories and not keywords:
        return None
    return [
        (_category(category, depth) for category in report.categories),
        bool(keywords)
        and div(".buying-part")[
            heading("Keywords", depth, "subheading"), ul(".buying-chips")[(_keyword(keyword) for keyword in keywords)]
        ],
    ]


def _category(category: CategoryIntent, depth: int) -> Element:
    head = [shown(category.name), " ", level(category.level.value)]
    rows = [(shown(product.name), level(product.level.value), _strength(product)) for product in category.products]
    return div(".buying-part")[
        heading(head, depth, "subheading"),
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
