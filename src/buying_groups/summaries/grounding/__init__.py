"""
Grounding: whether a text says what its facts say, and what to do where it does not.
"""

from __future__ import annotations

from .check import Unsupported, check, check_summary


__all__ = ["Unsupported", "check", "check_summary"]
