"""
Summaries: facts of a group, an account or a person, and what turns them into a few sentences.
"""

from __future__ import annotations

from .collecting import FactCollector
from .facts import (
    ActivityCount,
    EngagedGroup,
    EngagedPerson,
    Moment,
    ProductIntent,
    RoleCoverage,
    Standing,
    SummaryFacts,
    SummarySubject,
    Topic,
)
from .language import Language
from .languages.english import ENGLISH
from .page import summarized
from .port import AsyncSummarizer, Summarizer
from .readings import Fact, readings
from .template import TemplateSummarizer


__all__ = [
    "ENGLISH",
    "ActivityCount",
    "AsyncSummarizer",
    "EngagedGroup",
    "EngagedPerson",
    "Fact",
    "FactCollector",
    "Language",
    "Moment",
    "ProductIntent",
    "RoleCoverage",
    "Standing",
    "Summarizer",
    "SummaryFacts",
    "SummarySubject",
    "TemplateSummarizer",
    "Topic",
    "readings",
    "summarized",
]
