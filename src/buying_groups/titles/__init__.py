"""
Titles: from a job title to seniority and function, by words and phrases in several languages.

`understand_title` needs nothing but the standard library and attrs. A team that has labelled titles of its own can
train `buying_groups.titles.classifier.TitleClassifier`, which needs scikit-learn and is not imported here.
"""

from __future__ import annotations

from .default_vocabulary import DEFAULT_VOCABULARY
from .labels import Function, Seniority
from .rules import FunctionFinding, SeniorityFinding, TitleUnderstanding, understand_title
from .vocabulary import Standing, Term, Vocabulary


__all__ = [
    "DEFAULT_VOCABULARY",
    "Function",
    "FunctionFinding",
    "Seniority",
    "SeniorityFinding",
    "Standing",
    "Term",
    "TitleUnderstanding",
    "Vocabulary",
    "understand_title",
]
