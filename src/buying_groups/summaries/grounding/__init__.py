"""
Grounding: whether a text says what its facts say, and what to do where it does not.
"""

from __future__ import annotations

from .check import Unsupported, check, check_summary
from .grounded import AsyncGroundedSummarizer, GroundedSummarizer, GroundedSummary


__all__ = [
    "AsyncGroundedSummarizer",
    "GroundedSummarizer",
    "GroundedSummary",
    "Unsupported",
    "check",
    "check_summary",
]
