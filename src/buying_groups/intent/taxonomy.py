"""
The taxonomy: which words tell of which product.
"""

import enum
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import Self

import attrs

from .._notebooks import ShownInNotebooks
from .._reprs import brief
from .._validation import Check, checked, none_blank, not_blank, unique
from ..conditions.folding import fold
from ..errors import InvalidTaxonomyError, Problem, StatusError
from .matching import KeywordMatcher, words_of
from .report import IntentSubject


__all__ = [
    "MAX_KEYWORDS",
    "KeywordCluster",
    "Taxonomy",
    "TaxonomyCategory",
    "TaxonomyConflict",
    "TaxonomyProduct",
    "TaxonomyStatus",
]

MAX_KEYWORDS = 150  # of a product (Adobe Journey Optimizer B2B Edition documentation, 2026-08)


class TaxonomyStatus(enum.StrEnum):
    """
    Where a taxonomy stands: a draft changes freely, an approved one never.
    """

    DRAFT = "draft"
    APPROVED = "approved"


@attrs.frozen(kw_only=True, field_transformer=checked)
class TaxonomyProduct:
    """
    A product, and the words that tell of it.

    Attributes
    ----------
    name : str
        Name.
    keywords : tuple of str
        Words and phrases, at most 150. What is said of a product without any is never known.
    """

    name: str = attrs.field(validator=not_blank)
    keywords: tuple[str, ...] = attrs.field(
        default=(),
        converter=tuple[str, ...],
        validator=[
            unique("text", str),
            none_blank,
            Check(
                lambda items: len(items) <= MAX_KEYWORDS, f"at most {MAX_KEYWORDS} keywords", {"maxItems": MAX_KEYWORDS}
            ),
        ],
    )


def _name_of(item: "TaxonomyProduct | TaxonomyCategory") -> str:
    return fold(item.name)


@attrs.frozen(kw_only=True, field_transformer=checked)
class TaxonomyCategory:
    """
    A category of products, for example a solution.

    Attributes
    ----------
    name : str
        Name.
    products : tuple of TaxonomyProduct
        Its products; names are unique, whatever their case. A product may stand in several categories.
    """

    name: str = attrs.field(validator=not_blank)
    products: tuple[TaxonomyProduct, ...] = attrs.field(
        default=(), converter=tuple[TaxonomyProduct, ...], validator=unique("name", _name_of)
    )


@attrs.frozen(kw_only=True, field_transformer=checked)
class KeywordCluster:
    """
    Spellings that are one keyword.

    Attributes
    ----------
    keyword : str
        The keyword, as it stands in products.
    spellings : tuple of str
        Further spellings, which are found in content as the keyword is, and stand in no product themselves.
    similarity : float or None
        How alike the two of all spellings are that are least alike, in [0, 1]; None where a person said that they mean
        the same.
    """

    keyword: str = attrs.field(validator=not_blank)
    spellings: tuple[str, ...] = attrs.field(
        converter=tuple[str, ...],
        validator=[unique("text", str), none_blank, Check(bool, "at least one", {"minItems": 1})],
    )
    similarity: float | None = attrs.field(
        default=None, validator=Check(lambda value: 0 <= value <= 1, "in [0, 1]", {"minimum": 0, "maximum": 1})
    )


@attrs.frozen(kw_only=True, field_transformer=brief)
class TaxonomyConflict:
    """
    A product that stands in several categories with different keywords.

    Attributes
    ----------
    product : str
        The product.
    categories : tuple of str
        The categories that it stands in, in order of the taxonomy.
    keywords : tuple of str
        The keywords that not all of them have, in alphabetical order.
    """

    product: str
    categories: tuple[str, ...]
    keywords: tuple[str, ...]

    def __str__(self) -> str:
        among = ", ".join(map(repr, self.categories))
        keywords = ", ".join(map(repr, self.keywords))
        return f"product {self.product!r} has different keywords in the categories {among}: {keywords}"


def _not_everywhere(sets: Collection[frozenset[str]]) -> set[str]:
    return {item for items in sets for item in items if not all(item in others for others in sets)}


def _keyword_of(cluster: KeywordCluster) -> str:
    return cluster.keyword


def _approved_has_no_fault(
    instance: "Taxonomy",
    attribute: "attrs.Attribute[TaxonomyStatus]",  # noqa: ARG001 - the form in which attrs calls
    value: TaxonomyStatus,
) -> None:
    if value is TaxonomyStatus.APPROVED:
        problems = tuple(_faults(instance))
        if problems:
            raise InvalidTaxonomyError(problems)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Taxonomy(ShownInNotebooks):
    """
    Categories, their products, and the keywords that tell of them.

    Attributes
    ----------
    categories : tuple of TaxonomyCategory
        The categories; names are unique, whatever their case.
    clusters : tuple of KeywordCluster
        Which spellings are one keyword.
    status : TaxonomyStatus
        Draft or approved. Signals are computed by an approved one, which has no fault and does not change.

    Examples
    --------
    >>> crm = TaxonomyProduct(name="CRM", keywords=("customer data", "pipeline"))
    >>> taxonomy = Taxonomy(categories=[TaxonomyCategory(name="Sales", products=[crm])]).approve()
    >>> taxonomy.status.value, taxonomy.keywords
    ('approved', ('customer data', 'pipeline'))
    """

    categories: tuple[TaxonomyCategory, ...] = attrs.field(
        default=(), converter=tuple[TaxonomyCategory, ...], validator=unique("name", _name_of)
    )
    clusters: tuple[KeywordCluster, ...] = attrs.field(
        default=(), converter=tuple[KeywordCluster, ...], validator=unique("keyword", _keyword_of)
    )
    status: TaxonomyStatus = attrs.field(default=TaxonomyStatus.DRAFT, validator=_approved_has_no_fault)

    @property
    def keywords(self) -> tuple[str, ...]:
        """All keywords, each once, in alphabetical order."""
        return tuple(
            sorted({word for category in self.categories for product in category.products for word in product.keywords})
        )

    @property
    def conflicts(self) -> tuple[TaxonomyConflict, ...]:
        """The products that stand in several categories with different keywords, in alphabetical order."""
        places: dict[str, dict[str, frozenset[str]]] = {}
        for category in self.categories:
            for product in category.products:
                places.setdefault(product.name, {})[category.name] = frozenset(product.keywords)
        return tuple(
            TaxonomyConflict(
                product=name,
                categories=tuple(found),
                keywords=tuple(sorted(_not_everywhere(found.values()))),
            )
            for name, found in sorted(places.items())
            if len(set(found.values())) > 1
        )

    @property
    def fingerprint(self) -> str:
        """A hash of everything that can change a signal; the order of categories, products and keywords cannot."""
        parts = [
            sorted(
                [category.name, sorted([product.name, sorted(product.keywords)] for product in category.products)]
                for category in self.categories
            ),
            sorted([cluster.keyword, sorted(cluster.spellings)] for cluster in self.clusters),
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    @property
    def subjects(self) -> frozenset[tuple[IntentSubject, str]]:
        """All categories, products and keywords, with what each is."""
        named = {(IntentSubject.CATEGORY, category.name) for category in self.categories}
        for category in self.categories:
            named |= {(IntentSubject.PRODUCT, product.name) for product in category.products}
        return frozenset(named.union(*self._subjects.values()))

    @cached_property
    def _subjects(self) -> dict[str, set[tuple[IntentSubject, str]]]:
        subjects: dict[str, set[tuple[IntentSubject, str]]] = {}
        for category in self.categories:
            for product in category.products:
                above = {(IntentSubject.CATEGORY, category.name), (IntentSubject.PRODUCT, product.name)}
                for keyword in product.keywords:
                    subjects.setdefault(keyword, {(IntentSubject.KEYWORD, keyword)}).update(above)
        return subjects

    def subjects_of(self, keywords: Iterable[str]) -> set[tuple[IntentSubject, str]]:
        """Return some of the taxonomy's keywords, and the products and categories that have one of them."""
        return set[tuple[IntentSubject, str]]().union(*(self._subjects[keyword] for keyword in keywords))

    @cached_property
    def matcher(self) -> KeywordMatcher:
        """What finds the taxonomy's keywords in content."""
        spellings = {spelling: cluster.keyword for cluster in self.clusters for spelling in cluster.spellings}
        return KeywordMatcher(spellings | {keyword: keyword for keyword in self.keywords})

    def approve(self) -> Self:
        """
        Return the draft as approved.

        Raises
        ------
        StatusError
            When it is approved already.
        InvalidTaxonomyError
            When it has conflicts or other faults; lists every one.
        """
        self._require_draft("approve")
        return attrs.evolve(self, status=TaxonomyStatus.APPROVED)

    def with_categories(self, *categories: TaxonomyCategory) -> Self:
        """
        Return the draft with other categories.

        Raises
        ------
        StatusError
            When the taxonomy is approved.
        """
        self._require_draft("change the categories of")
        return attrs.evolve(self, categories=categories)

    def with_clusters(self, *clusters: KeywordCluster) -> Self:
        """
        Return the draft with further clusters: in every product, their spellings become their keyword.

        A cluster whose keyword has one already adds its spellings to it.

        Raises
        ------
        StatusError
            When the taxonomy is approved.

        Examples
        --------
        >>> product = TaxonomyProduct(name="Mail", keywords=("e-mail marketing", "email marketing", "templates"))
        >>> draft = Taxonomy(categories=[TaxonomyCategory(name="Marketing", products=[product])])
        >>> merged = draft.with_clusters(KeywordCluster(keyword="email marketing", spellings=("e-mail marketing",)))
        >>> merged.keywords
        ('email marketing', 'templates')
        """
        self._require_draft("cluster the keywords of")
        joined = {cluster.keyword: cluster for cluster in self.clusters}
        for cluster in clusters:
            former = joined.get(cluster.keyword)
            joined[cluster.keyword] = cluster if former is None else _joined(former, cluster)
        meant = {spelling: cluster.keyword for cluster in clusters for spelling in cluster.spellings}
        return attrs.evolve(
            self,
            categories=tuple(
                attrs.evolve(category, products=tuple(_with_meant(product, meant) for product in category.products))
                for category in self.categories
            ),
            clusters=tuple(joined.values()),
        )

    def duplicate(self) -> Self:
        """Return a draft with the same categories and clusters, to be changed."""
        return attrs.evolve(self, status=TaxonomyStatus.DRAFT)

    def require_approved(self, operation: str) -> None:
        """Raise `StatusError` unless the taxonomy is approved."""
        if self.status is not TaxonomyStatus.APPROVED:
            raise StatusError("the taxonomy", self.status.value, operation, "approve it first")

    def _require_draft(self, operation: str) -> None:
        if self.status is not TaxonomyStatus.DRAFT:
            raise StatusError("the taxonomy", self.status.value, operation, "duplicate it and change the draft")


def _joined(former: KeywordCluster, further: KeywordCluster) -> KeywordCluster:
    similarities = [each.similarity for each in (former, further) if each.similarity is not None]
    return KeywordCluster(
        keyword=former.keyword,
        spellings=tuple(dict.fromkeys((*former.spellings, *further.spellings))),
        similarity=min(similarities, default=None),
    )


def _with_meant(product: TaxonomyProduct, meant: dict[str, str]) -> TaxonomyProduct:
    return attrs.evolve(product, keywords=tuple(dict.fromkeys(meant.get(word, word) for word in product.keywords)))


def _faults(taxonomy: Taxonomy) -> Iterator[Problem]:
    if not taxonomy.keywords:
        yield Problem("$.categories", "have no keyword; a taxonomy needs at least one")
    yield from (Problem("$.categories", str(conflict)) for conflict in taxonomy.conflicts)
    yield from _names_alike(taxonomy)
    yield from _words_alike(taxonomy)
    known = set(taxonomy.keywords)
    for index, cluster in enumerate(taxonomy.clusters):
        if cluster.keyword not in known:
            yield Problem(f"$.clusters[{index}].keyword", f"no product has the keyword {cluster.keyword!r}")


def _names_alike(taxonomy: Taxonomy) -> Iterator[Problem]:
    names: dict[str, str] = {}
    for position, category in enumerate(taxonomy.categories):
        for place, product in enumerate(category.products):
            other = names.setdefault(fold(product.name), product.name)
            if other != product.name:
                path = f"$.categories[{position}].products[{place}].name"
                yield Problem(
                    path, f"{product.name!r} differs from {other!r} by its spelling alone; spell it in one way"
                )


def _words_alike(taxonomy: Taxonomy) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], tuple[str, str]] = {}
    spelled = [(f"keyword {word!r}", word, word) for word in taxonomy.keywords]
    spelled += [
        (f"spelling {spelling!r} of {cluster.keyword!r}", spelling, cluster.keyword)
        for cluster in taxonomy.clusters
        for spelling in cluster.spellings
    ]
    for what, spelling, keyword in spelled:
        words = words_of(spelling)
        first, meant = seen.setdefault(words, (what, keyword))
        if not words:
            yield Problem("$.categories", f"{what} has no letter or digit, and is found nowhere")
        elif meant != keyword:
            message = f"{what} and {first} are the same words; make them one keyword (cluster_keywords finds them)"
            yield Problem("$.categories", message)
