"""
The taxonomy: its limits, its life cycle, its conflicts, its fingerprint.
"""

from __future__ import annotations

import json
import re
from random import Random  # noqa: TC003 - Hypothesis resolves it
from typing import TypeVar

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import Tenant, documents
from buying_groups.errors import DocumentError, InvalidTaxonomyError, InvalidValueError, StatusError
from buying_groups.intent import (
    IntentSubject,
    KeywordCluster,
    Taxonomy,
    TaxonomyCategory,
    TaxonomyConflict,
    TaxonomyProduct,
    TaxonomyStatus,
)
from buying_groups.testing.strategies import taxonomies


T = TypeVar("T")


def product(name: str, *keywords: str) -> TaxonomyProduct:
    """Return a product with keywords."""
    return TaxonomyProduct(name=name, keywords=keywords)


def taxonomy(**categories: list[TaxonomyProduct]) -> Taxonomy:
    """Return a draft with categories by name."""
    return Taxonomy(
        categories=tuple(TaxonomyCategory(name=name, products=tuple(found)) for name, found in categories.items())
    )


CRM = product("CRM", "pipeline", "forecast")
MAIL = product("Mail", "email marketing", "e-mail marketing", "newsletter")


class TestLimits:
    """At most 150 keywords per product; names are unique where they must be."""

    def test_keywords_of_a_product(self) -> None:
        """150 are taken, 151 are not."""
        keywords = [f"keyword {number}" for number in range(151)]
        assert len(product("Large", *keywords[:150]).keywords) == 150
        with pytest.raises(InvalidValueError, match=r"^keywords must be at most 150 keywords, got \('keyword 0', "):
            product("Large", *keywords)

    @pytest.mark.parametrize(
        ("build", "message"),
        [
            (
                lambda: product("P", "a", "a"),
                "keywords must be without two of the same text (twice or more: 'a'), got ('a', 'a')",
            ),
            (lambda: product("P", " "), "keywords must be without blank names, got (' ',)"),
            (lambda: product(" "), "name must be text that is not blank, got ' '"),
            (lambda: TaxonomyCategory(name=""), "name must be text that is not blank, got ''"),
            (lambda: KeywordCluster(keyword="a", spellings=()), "spellings must be at least one, got ()"),
            (
                lambda: KeywordCluster(keyword="a", spellings=("b",), similarity=1.5),
                "similarity must be in [0, 1], got 1.5",
            ),
        ],
    )
    def test_wrong_values(self, build: object, message: str) -> None:
        """Each names the field, what is valid and what was given."""
        assert callable(build)
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            build()

    def test_names_are_unique(self) -> None:
        """Of the categories, and of a category's products, whatever their case; of clusters' keywords."""
        with pytest.raises(InvalidValueError, match=r"^categories must be without two of the same name .+, got "):
            taxonomy(Sales=[], sales=[])
        with pytest.raises(InvalidValueError, match=r"^products must be without two of the same name .+, got "):
            TaxonomyCategory(name="Sales", products=(CRM, product("crm")))
        clusters = tuple(KeywordCluster(keyword="a", spellings=(spelling,)) for spelling in "bc")
        with pytest.raises(InvalidValueError, match=r"^clusters must be without two of the same keyword .+, got "):
            Taxonomy(clusters=clusters)


class TestLifeCycle:
    """A draft changes freely, an approved taxonomy never."""

    def test_approving(self) -> None:
        """Once; its copy is a draft again, with the same fingerprint."""
        approved = taxonomy(Sales=[CRM]).approve()
        assert approved.status is TaxonomyStatus.APPROVED
        assert approved.duplicate() == taxonomy(Sales=[CRM])
        assert approved.duplicate().fingerprint == approved.fingerprint
        with pytest.raises(
            StatusError,
            match=r"^cannot approve the taxonomy: it is approved; duplicate it and change the draft$",
        ):
            approved.approve()

    def test_an_approved_one_does_not_change(self) -> None:
        """Neither its categories nor its clusters."""
        approved = taxonomy(Sales=[CRM]).approve()
        with pytest.raises(StatusError, match=r"^cannot change the categories of the taxonomy: it is approved; "):
            approved.with_categories()
        with pytest.raises(StatusError, match=r"^cannot cluster the keywords of the taxonomy: it is approved; "):
            approved.with_clusters()

    def test_a_draft_changes(self) -> None:
        """Its categories are replaced."""
        category = TaxonomyCategory(name="Sales", products=(CRM,))
        assert taxonomy(Marketing=[MAIL]).with_categories(category) == taxonomy(Sales=[CRM])

    def test_signals_ask_for_an_approved_one(self) -> None:
        """A draft says what to do."""
        taxonomy(Sales=[CRM]).approve().require_approved("compute signals by")
        with pytest.raises(
            StatusError, match=r"^cannot compute signals by the taxonomy: it is draft; approve it first$"
        ):
            taxonomy(Sales=[CRM]).require_approved("compute signals by")


class TestConflicts:
    """A product in several categories must have the same keywords in each: otherwise a conflict is reported."""

    def test_are_a_list_of_values(self) -> None:
        """What differs, and between which categories; the order of keywords is no difference."""
        draft = taxonomy(
            Sales=[CRM, MAIL],
            Service=[product("CRM", "pipeline", "tickets"), attrs.evolve(MAIL, keywords=MAIL.keywords[::-1])],
            Other=[product("CRM", "pipeline", "forecast"), product("Alone", "tickets")],
        )
        (conflict,) = draft.conflicts
        assert conflict == TaxonomyConflict(
            product="CRM", categories=("Sales", "Service", "Other"), keywords=("forecast", "tickets")
        )
        assert str(conflict) == (
            "product 'CRM' has different keywords in the categories 'Sales', 'Service', 'Other': 'forecast', 'tickets'"
        )

    def test_keep_a_taxonomy_from_being_approved(self) -> None:
        """The error lists every one."""
        draft = taxonomy(A=[CRM, product("X", "x")], B=[product("CRM", "tickets"), product("X")])
        with pytest.raises(InvalidTaxonomyError) as raised:
            draft.approve()
        assert [str(problem) for problem in raised.value.problems] == [
            f"$.categories: {conflict}" for conflict in draft.conflicts
        ]
        assert [conflict.product for conflict in draft.conflicts] == ["CRM", "X"]

    def test_other_faults_do_as_well(self) -> None:
        """All are listed at once, each with its place."""
        draft = Taxonomy(
            categories=(
                TaxonomyCategory(name="Sales", products=(CRM, product("Ends", "…"))),
                TaxonomyCategory(name="Marketing", products=(MAIL, product("crm", "Pipeline"))),
            ),
            clusters=(
                KeywordCluster(keyword="newsletter", spellings=("E Mail Marketing", "News-Letter")),
                KeywordCluster(keyword="gone", spellings=("went",)),
            ),
        )
        with pytest.raises(InvalidTaxonomyError) as raised:
            draft.approve()
        assert [str(problem) for problem in raised.value.problems] == [
            "$.categories[1].products[1].name: 'crm' differs from 'CRM' by its spelling alone; spell it in one way",
            (
                "$.categories: keyword 'pipeline' and keyword 'Pipeline' are the same words; "
                "make them one keyword (cluster_keywords finds them)"
            ),
            "$.categories: keyword '…' has no letter or digit, and is found nowhere",
            (
                "$.categories: spelling 'E Mail Marketing' of 'newsletter' and keyword 'e-mail marketing' are the same "
                "words; make them one keyword (cluster_keywords finds them)"
            ),
            "$.clusters[1].keyword: no product has the keyword 'gone'",
        ]

    def test_one_without_keywords_cannot_be_approved(self) -> None:
        """Nothing could ever be found."""
        with pytest.raises(
            InvalidTaxonomyError,
            match=r"^the taxonomy has 1 problem:\n  \$\.categories: have no keyword; a taxonomy needs at least one$",
        ):
            taxonomy(Sales=[product("CRM")]).approve()


class TestClusters:
    """Spellings that are one keyword."""

    def test_are_applied_in_every_product(self) -> None:
        """Where both stood, one stays; the others' order stays too."""
        cluster = KeywordCluster(keyword="email marketing", spellings=("e-mail marketing", "Email-Marketing"))
        draft = taxonomy(A=[MAIL], B=[product("Other", "Email-Marketing", "ads")]).with_clusters(cluster)
        assert [each.products[0].keywords for each in draft.categories] == [
            ("email marketing", "newsletter"),
            ("email marketing", "ads"),
        ]
        assert draft.clusters == (cluster,)

    @pytest.mark.parametrize(("former", "further", "joined"), [(0.9, 0.8, 0.8), (None, 0.8, 0.8), (None, None, None)])
    def test_of_one_keyword_are_joined(self, former: float | None, further: float | None, joined: float | None) -> None:
        """The spellings of both, each once, and the lower similarity."""
        draft = taxonomy(A=[MAIL]).with_clusters(
            KeywordCluster(keyword="newsletter", spellings=("news letter",), similarity=former)
        )
        draft = draft.with_clusters(
            KeywordCluster(keyword="newsletter", spellings=("news letter", "mailing"), similarity=further)
        )
        assert draft.clusters == (
            KeywordCluster(keyword="newsletter", spellings=("news letter", "mailing"), similarity=joined),
        )


class TestSubjects:
    """Categories, products and keywords."""

    def test_of_keywords(self) -> None:
        """A keyword, and the products and categories that have it."""
        draft = taxonomy(Sales=[CRM, product("Forecasts", "forecast")], Other=[product("Forecasts", "forecast")])
        assert draft.subjects_of(["forecast"]) == {
            (IntentSubject.KEYWORD, "forecast"),
            (IntentSubject.PRODUCT, "CRM"),
            (IntentSubject.PRODUCT, "Forecasts"),
            (IntentSubject.CATEGORY, "Sales"),
            (IntentSubject.CATEGORY, "Other"),
        }
        assert draft.subjects_of([]) == set()

    def test_are_all_known(self) -> None:
        """Products without keywords and categories without products too."""
        assert taxonomy(Sales=[product("CRM")], Empty=[]).subjects == {
            (IntentSubject.CATEGORY, "Sales"),
            (IntentSubject.CATEGORY, "Empty"),
            (IntentSubject.PRODUCT, "CRM"),
        }


class TestFingerprint:
    """A hash of everything that can change a signal."""

    @given(taxonomies(), st.randoms(use_true_random=False))
    def test_the_order_cannot(self, approved: Taxonomy, random: Random) -> None:
        """Of categories, products and keywords."""

        def shuffled(items: tuple[T, ...]) -> tuple[T, ...]:
            return tuple(random.sample(items, len(items)))

        categories = tuple(
            attrs.evolve(
                category,
                products=shuffled(
                    tuple(attrs.evolve(each, keywords=shuffled(each.keywords)) for each in category.products)
                ),
            )
            for category in approved.categories
        )
        assert attrs.evolve(approved, categories=shuffled(categories)).fingerprint == approved.fingerprint

    def test_everything_else_can(self) -> None:
        """Another name, another keyword, another place, another spelling."""
        cluster = KeywordCluster(keyword="pipeline", spellings=("pipe line",))
        others = [
            taxonomy(Sales=[CRM]),
            taxonomy(Selling=[CRM]),
            taxonomy(Sales=[attrs.evolve(CRM, name="crm")]),
            taxonomy(Sales=[attrs.evolve(CRM, keywords=("pipeline",))]),
            taxonomy(Sales=[CRM], Other=[]),
            taxonomy(Sales=[CRM]).with_clusters(cluster),
            taxonomy(Sales=[CRM]).with_clusters(attrs.evolve(cluster, spellings=("pipe-line",))),
        ]
        assert len({each.fingerprint for each in others}) == len(others)


class TestDocuments:
    """A taxonomy is written and read as everything else, and belongs to a tenant."""

    @given(taxonomies())
    def test_round_trip(self, approved: Taxonomy) -> None:
        """Exact, and valid by its schema."""
        text = documents.dumps(approved)
        assert documents.loads(text, Taxonomy) == approved
        jsonschema.validate(json.loads(text), documents.json_schema(Taxonomy))

    def test_conflicts_have_a_place_in_a_document(self) -> None:
        """Below the tenant's key."""
        conflicting = documents.dumps(
            Tenant(name="T", taxonomy=taxonomy(A=[CRM], B=[product("CRM", "tickets", "pipeline")]))
        )
        with pytest.raises(
            DocumentError,
            match=r"^the document has 1 problem:\n  \$\.taxonomy\.categories: product 'CRM' has different keywords in "
            r"the categories 'A', 'B': 'forecast', 'tickets'$",
        ):
            documents.loads(conflicting.replace('"draft"', '"approved"', 1), Tenant)
