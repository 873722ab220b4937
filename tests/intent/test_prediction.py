"""
Prediction: a detector's probabilities as the page's report.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import Tenant, buying_group_details
from buying_groups.errors import InvalidValueError, UnknownIdError
from buying_groups.intent import (
    SIGNALS,
    CategoryIntent,
    IntentBasis,
    IntentBasisKind,
    IntentLevel,
    IntentReport,
    IntentSignal,
    IntentSubject,
    Taxonomy,
    TaxonomyCategory,
    TaxonomyProduct,
    predicted_report,
)
from buying_groups.intent.sureness import Sureness
from buying_groups.testing.strategies import taxonomies


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
SURENESS = Sureness(high=0.7, medium=0.5, low=0.15)
DETECTOR = IntentBasis(kind=IntentBasisKind.DETECTOR, name="Autumn model")


def product(name: str) -> TaxonomyProduct:
    """Return a product with its name for a keyword."""
    return TaxonomyProduct(name=name, keywords=(name,))


TAXONOMY = Taxonomy(
    categories=(
        TaxonomyCategory(name="Networking", products=(product("Mesh"), product("Gateway"), product("Cable"))),
        TaxonomyCategory(name="Storage", products=(product("Disk"), product("Cable"))),
        TaxonomyCategory(name="Empty"),
    )
).approve()


class TestReport:
    """The intent report from the model or, without one, from the signals, and it says which."""

    def test_by_hand(self) -> None:
        """The detector's own thresholds; a category is as its most probable product; unsure is unknown."""
        report = predicted_report(
            TAXONOMY, {"Mesh": 0.55, "Gateway": 0.9, "Disk": 0.3}, detector="Autumn model", levels=SURENESS
        )
        cable = IntentSignal(name="Cable", level=IntentLevel.UNKNOWN)
        assert report == IntentReport(
            categories=(
                CategoryIntent(
                    name="Networking",
                    level=IntentLevel.HIGH,
                    strength=0.9,
                    products=(
                        IntentSignal(name="Gateway", level=IntentLevel.HIGH, strength=0.9),
                        IntentSignal(name="Mesh", level=IntentLevel.MEDIUM, strength=0.55),
                        cable,
                    ),
                ),
                CategoryIntent(
                    name="Storage",
                    level=IntentLevel.UNKNOWN,
                    products=(IntentSignal(name="Disk", level=IntentLevel.UNKNOWN), cable),
                ),
                CategoryIntent(name="Empty", level=IntentLevel.UNKNOWN),
            ),
            basis=DETECTOR,
        )

    def test_keywords_are_those_of_the_signals(self, small_tenant: Tenant) -> None:
        """Of which the report says so, and the page shows it."""
        keyword = IntentSignal(name="gateway", level=IntentLevel.LOW, strength=0.1)
        signals = IntentReport(keywords=(keyword,), basis=SIGNALS)
        report = predicted_report(TAXONOMY, {}, detector="Autumn model", levels=SURENESS, signals=signals)
        assert (report.keywords, report.basis, report.keywords_basis) == ((keyword,), DETECTOR, SIGNALS)
        again = predicted_report(TAXONOMY, {}, detector="Winter model", levels=SURENESS, signals=report)
        assert (again.keywords, again.keywords_basis) == ((keyword,), SIGNALS)
        tenant = attrs.evolve(small_tenant, taxonomy=TAXONOMY)
        assert buying_group_details(tenant, "g1", as_of=NOON, intent=report).intent == report

    @pytest.mark.parametrize("probability", [-0.1, 1.1, math.nan])
    def test_no_probability(self, probability: float) -> None:
        """Named."""
        message = f"probabilities['Mesh'] must be in [0, 1], got {probability!r}"
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            predicted_report(TAXONOMY, {"Mesh": probability}, detector="D", levels=SURENESS)

    def test_unknown_product(self) -> None:
        """Named, with those that there are; a category is none."""
        with pytest.raises(
            UnknownIdError, match=r"^unknown product 'Storage'; known: 'Cable', 'Disk', 'Gateway', 'Mesh'$"
        ):
            predicted_report(TAXONOMY, {"Storage": 0.5}, detector="D", levels=SURENESS)

    @given(taxonomies(), st.data())
    def test_every_product_is_there(self, taxonomy: Taxonomy, data: st.DataObject) -> None:
        """In each of its categories, with the same answer; None is unknown."""
        names = sorted(name for of, name in taxonomy.subjects if of is IntentSubject.PRODUCT)
        drawn = st.dictionaries(st.sampled_from(names), st.none() | st.floats(0, 1))
        probabilities = data.draw(drawn)
        report = predicted_report(taxonomy, probabilities, detector="D", levels=SURENESS)
        found = [(category.name, each) for category in report.categories for each in category.products]
        assert sorted((category, each.name) for category, each in found) == sorted(
            (category.name, each.name) for category in taxonomy.categories for each in category.products
        )
        for _, signal in found:
            probability = probabilities.get(signal.name)
            assert signal.level is SURENESS.level(probability)
            assert signal.strength == (None if signal.level is IntentLevel.UNKNOWN else probability)
