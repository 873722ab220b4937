"""
Strategies of taxonomies, signal models and intent reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from ...intent.report import (
    SIGNALS,
    CategoryIntent,
    IntentBasis,
    IntentBasisKind,
    IntentLevel,
    IntentReport,
    IntentSignal,
)
from ...intent.signal_model import SignalModel, SignalWeight
from ...intent.taxonomy import KeywordCluster, Taxonomy, TaxonomyCategory, TaxonomyProduct
from .of_activities import KEYWORDS, TYPES


if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy


__all__ = ["SUBJECTS", "intent_reports", "signal_models", "taxonomies"]

SUBJECTS = ("CRM", "crm", "Analytics", "email marketing")


@st.composite
def taxonomies(draw: DrawFn) -> Taxonomy:
    """
    Draw an approved taxonomy over the keywords that `activities` touch; a product may stand in several categories.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    """
    keywords = st.lists(st.sampled_from(KEYWORDS), unique=True, max_size=3).map(tuple)
    products = [
        TaxonomyProduct(name=f"product {number}", keywords=words)
        for number, words in enumerate(draw(st.lists(keywords, max_size=3)))
    ]
    products.append(TaxonomyProduct(name="another product", keywords=(draw(st.sampled_from(KEYWORDS)),)))
    some = st.lists(st.sampled_from(products), unique=True).map(tuple)
    categories = [
        TaxonomyCategory(name=f"category {number}", products=chosen)
        for number, chosen in enumerate(draw(st.lists(some, max_size=2)))
    ]
    everything = TaxonomyCategory(name="everything", products=tuple(products))
    draft = Taxonomy(categories=(*categories, everything))
    spelled = draw(st.booleans()) and "email marketing" in draft.keywords
    cluster = KeywordCluster(keyword="email marketing", spellings=("e-mail marketing",), similarity=1.0)
    return draft.with_clusters(*([cluster] if spelled else [])).approve()


def signal_models() -> SearchStrategy[SignalModel]:
    """
    Return a strategy of signal models over some of the types that `activities` draws; some count against.

    Returns
    -------
    SearchStrategy of SignalModel
        Models that are valid.
    """
    weights = st.sampled_from((-3.0, -0.5, 0.0, 0.25, 1.0, 2.0)) | st.floats(-10, 10)
    typed = st.builds(SignalWeight, activity_type=st.sampled_from(TYPES), weight=weights)
    return st.builds(
        SignalModel,
        weights=st.lists(typed, unique_by=lambda item: item.activity_type).map(tuple),
        half_life_days=st.sampled_from((1.0, 30.0, 90.0)) | st.floats(0.001, 1e4),
        history_days=st.sampled_from((1, 30, 548)),
        half_strength=st.sampled_from((1.0, 4.0)) | st.floats(0.001, 1e3),
        activities_required=st.integers(1, 3),
        co_member_share=st.sampled_from((0.0, 0.25, 1.0)),
    )


def intent_reports() -> SearchStrategy[IntentReport]:
    """
    Return a strategy of intent reports over few names, so that a product often stands in several categories.

    Returns
    -------
    SearchStrategy of IntentReport
        Reports that are valid, also without any category.
    """
    fields = {"name": st.sampled_from(SUBJECTS), "level": st.sampled_from(IntentLevel)}
    signals = st.lists(st.builds(IntentSignal, **fields), max_size=3).map(tuple)
    categories = st.lists(st.builds(CategoryIntent, **fields, products=signals), max_size=3).map(tuple)
    detector = IntentBasis(kind=IntentBasisKind.DETECTOR, name="Detector")
    basis = st.sampled_from((None, SIGNALS, detector))
    return st.builds(IntentReport, categories=categories, keywords=signals, basis=basis, keywords_basis=basis)
