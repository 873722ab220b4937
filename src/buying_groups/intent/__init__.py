"""
Intent: which products a person, a group or an account is interested in, and how strongly.
"""

from .report import CategoryIntent, IntentLevel, IntentReport, IntentSignal


__all__ = ["CategoryIntent", "IntentLevel", "IntentReport", "IntentSignal"]
