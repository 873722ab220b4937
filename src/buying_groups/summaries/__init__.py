"""
Summaries: facts of a group, an account or a person, and what turns them into a few sentences.
"""

from __future__ import annotations

from .collecting import CHANGE_DAYS, FactCollector
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
from .grounding import (
    AsyncGroundedSummarizer,
    GroundedSummarizer,
    GroundedSummary,
    Unsupported,
    check,
    check_summary,
)
from .language import Language
from .languages.english import ENGLISH
from .languages.swedish import swedish
from .port import AsyncSummarizer, Summarizer, Summary
from .prompt import Prompt, read_answer, to_prompt
from .readings import Fact, readings
from .template import TemplateSummarizer


__all__ = [
    "CHANGE_DAYS",
    "ENGLISH",
    "ActivityCount",
    "AsyncGroundedSummarizer",
    "AsyncSummarizer",
    "EngagedGroup",
    "EngagedPerson",
    "Fact",
    "FactCollector",
    "GroundedSummarizer",
    "GroundedSummary",
    "Language",
    "Moment",
    "ProductIntent",
    "Prompt",
    "RoleCoverage",
    "Standing",
    "Summarizer",
    "Summary",
    "SummaryFacts",
    "SummarySubject",
    "TemplateSummarizer",
    "Topic",
    "Unsupported",
    "check",
    "check_summary",
    "read_answer",
    "readings",
    "swedish",
    "to_prompt",
]
