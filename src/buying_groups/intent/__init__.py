"""
Intent: which products a person, a group or an account is interested in, and how strongly.
"""

from .clustering import Embedder, KeywordClustering, KeywordMerge, cluster_keywords
from .explanation import IntentExplanation, IntentPart
from .matching import KeywordMatcher
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
from .signals import (
    IntentEvidence,
    Signals,
    intent_of_account,
    intent_of_group,
    intent_of_person,
)
from .taxonomy import (
    KeywordCluster,
    Taxonomy,
    TaxonomyCategory,
    TaxonomyConflict,
    TaxonomyProduct,
    TaxonomyStatus,
)


__all__ = [
    "DEFAULT_SIGNAL_MODEL",
    "SIGNALS",
    "CategoryIntent",
    "Embedder",
    "IntentBasis",
    "IntentBasisKind",
    "IntentEvidence",
    "IntentExplanation",
    "IntentLevel",
    "IntentPart",
    "IntentReport",
    "IntentSignal",
    "IntentSubject",
    "KeywordCluster",
    "KeywordClustering",
    "KeywordMatcher",
    "KeywordMerge",
    "SignalModel",
    "SignalWeight",
    "Signals",
    "Taxonomy",
    "TaxonomyCategory",
    "TaxonomyConflict",
    "TaxonomyProduct",
    "TaxonomyStatus",
    "cluster_keywords",
    "intent_of_account",
    "intent_of_group",
    "intent_of_person",
]
