"""
Conditions: the sentence, and why one holds for a person or does not.
"""

from __future__ import annotations

from htpy import Element, Node, li, p, section, ul

from ..conditions import Condition, Explanation
from .elements import heading, level, shown
from .piece import Piece, piece


@piece.register(Condition)
def _condition(value: Condition, depth: int) -> Piece:
    del depth
    return Piece(title="Condition", content=section[p[shown(value.sentence)]])


@piece.register(Explanation)
def _explanation(value: Explanation, depth: int) -> Piece:
    return Piece(
        title="Condition explained",
        content=[
            section[
                p[_verdict(value), " ", shown(value.condition.sentence)], p(".buying-muted")[shown(_because(value))]
            ],
            bool(value.parts)
            and section[heading("Its parts", depth + 1), ul(".buying-tree")[(_part(part) for part in value.parts)]],
        ],
    )


def _because(value: Explanation) -> str:
    return value.sentence[0].upper() + value.sentence[1:] + "."


def _verdict(value: Explanation) -> Element:
    return level("matched", "high") if value.holds else level("did not match", "low")


def _part(value: Explanation) -> Node:
    return li[
        _verdict(value),
        " ",
        shown(value.condition.sentence),
        bool(value.parts) and ul(".buying-tree")[(_part(part) for part in value.parts)],
    ]
