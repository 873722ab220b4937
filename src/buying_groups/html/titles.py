"""
Titles: how a job title was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..titles import TitleUnderstanding
from .elements import ABSENT, bar, shown, words
from .listings import Listing, listing
from .piece import Piece, piece


if TYPE_CHECKING:
    from collections.abc import Sequence

    from htpy import Node

    from ..titles import FunctionFinding, SeniorityFinding


@piece.register(TitleUnderstanding)
def _title(value: TitleUnderstanding, depth: int) -> Piece:
    rows = [_finding("Seniority", value.seniority), _finding("Function", value.function)]
    return listing(
        depth,
        Listing("Findings", ("Of the person", "Reading", "Words that say so", "Confidence"), rows, 480),
        title="A job title as it is read",
    )


def _finding(name: str, finding: SeniorityFinding | FunctionFinding) -> Sequence[Node]:
    if finding.value is None:
        return name, ABSENT, ABSENT, bar(None, ABSENT)
    because = ", ".join(f"“{shown(word)}”" for word in finding.because)
    return name, words(finding.value.value), because, bar(100 * finding.confidence, f"{finding.confidence:.2f}")
