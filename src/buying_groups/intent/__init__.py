"""
Intent: which products a person, a group or an account is interested in, and how strongly.

What needs scikit-learn is loaded when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._lazy import attribute, names
from .clustering import Embedder, KeywordClustering, KeywordMerge, cluster_keywords
from .evidence import IntentEvidence
from .explanation import IntentExplanation, IntentPart
from .matching import KeywordMatcher
from .prediction import Levels, predicted_report
from .report import (
    SIGNALS,
    CategoryIntent,
    IntentBasis,
    IntentBasisKind,
    IntentLevel,
    IntentReport,
    IntentSignal,
    IntentSubject,
)
from .signal_model import DEFAULT_SIGNAL_MODEL, SignalModel, SignalWeight
from .signals import Signals, intent_of_account, intent_of_group, intent_of_person
from .taxonomy import (
    KeywordCluster,
    Taxonomy,
    TaxonomyCategory,
    TaxonomyConflict,
    TaxonomyProduct,
    TaxonomyStatus,
)


if TYPE_CHECKING:
    from .activity_log import ActivityLog
    from .choice import choose_ranking
    from .co_interest import CoInterest
    from .detector import IntentDetector
    from .features import IntentFeatures
    from .held_out import HeldOut, hold_out
    from .level_evidence import LevelEvidence
    from .splits import AccountSplit, TimeSplit
    from .sureness import LevelCheck, Sureness, Verdict, check_sureness, choose_sureness


__all__ = [
    "DEFAULT_SIGNAL_MODEL",
    "SIGNALS",
    "AccountSplit",
    "ActivityLog",
    "CategoryIntent",
    "CoInterest",
    "Embedder",
    "HeldOut",
    "IntentBasis",
    "IntentBasisKind",
    "IntentDetector",
    "IntentEvidence",
    "IntentExplanation",
    "IntentFeatures",
    "IntentLevel",
    "IntentPart",
    "IntentReport",
    "IntentSignal",
    "IntentSubject",
    "KeywordCluster",
    "KeywordClustering",
    "KeywordMatcher",
    "KeywordMerge",
    "LevelCheck",
    "LevelEvidence",
    "Levels",
    "SignalModel",
    "SignalWeight",
    "Signals",
    "Sureness",
    "Taxonomy",
    "TaxonomyCategory",
    "TaxonomyConflict",
    "TaxonomyProduct",
    "TaxonomyStatus",
    "TimeSplit",
    "Verdict",
    "check_sureness",
    "choose_ranking",
    "choose_sureness",
    "cluster_keywords",
    "hold_out",
    "intent_of_account",
    "intent_of_group",
    "intent_of_person",
    "predicted_report",
]

_LAZY = {
    "AccountSplit": "splits",
    "ActivityLog": "activity_log",
    "CoInterest": "co_interest",
    "HeldOut": "held_out",
    "IntentDetector": "detector",
    "IntentFeatures": "features",
    "LevelCheck": "sureness",
    "LevelEvidence": "level_evidence",
    "Sureness": "sureness",
    "TimeSplit": "splits",
    "Verdict": "sureness",
    "check_sureness": "sureness",
    "choose_ranking": "choice",
    "choose_sureness": "sureness",
    "hold_out": "held_out",
}


if not TYPE_CHECKING:  # with a `__getattr__`, every misspelt name would be right to a type checker

    def __getattr__(name: str) -> object:
        return attribute(__name__, name, members=_LAZY)


def __dir__() -> list[str]:
    return names(__name__)
