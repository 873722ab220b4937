"""
Prediction: what a detector says of the products, as the report that the page shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from .._validation import known
from ..errors import InvalidValueError
from .report import (
    LEVELS,
    CategoryIntent,
    IntentBasis,
    IntentBasisKind,
    IntentLevel,
    IntentReport,
    IntentSignal,
    IntentSubject,
)


if TYPE_CHECKING:
    from collections.abc import Mapping

    from .taxonomy import Taxonomy


__all__ = ["Levels", "predicted_report"]


class Levels(Protocol):
    """
    Says which level a probability is at, for example `buying_groups.intent.sureness.Sureness`.
    """

    def level(self, probability: float | None, /) -> IntentLevel:
        """Return the level of a probability in [0, 1]; None is unknown."""
        ...


def predicted_report(
    taxonomy: Taxonomy,
    probabilities: Mapping[str, float | None],
    *,
    detector: str,
    levels: Levels,
    signals: IntentReport | None = None,
) -> IntentReport:
    """
    Return what a detector says of one person, group or account as a report.

    Parameters
    ----------
    taxonomy : Taxonomy
        Says which categories the products stand in.
    probabilities : mapping of str to float or None
        The probability of interest in [0, 1] by the name of the product. None, and what is not there, is unknown.
    detector : str
        Name of the detector, which the report shows.
    levels : Levels
        What the probabilities are called; the detector's own thresholds.
    signals : IntentReport or None
        The report of the same subject by signals: a detector knows nothing of keywords, and takes these from there.

    Returns
    -------
    IntentReport
        Each category of the taxonomy has the highest level among its products, and the highest probability. Where a
        level is unknown there is no strength.

    Raises
    ------
    UnknownIdError
        When a product is not in the taxonomy.
    InvalidValueError
        When a probability is not in [0, 1].

    Examples
    --------
    >>> from buying_groups.intent import Taxonomy, TaxonomyCategory, TaxonomyProduct
    >>> from buying_groups.intent import Sureness
    >>> products = [TaxonomyProduct(name=name, keywords=[name]) for name in ("CRM", "Mail")]
    >>> taxonomy = Taxonomy(categories=[TaxonomyCategory(name="Sales", products=products)]).approve()
    >>> sureness = Sureness(high=0.7, low=0.15)
    >>> report = predicted_report(taxonomy, {"CRM": 0.9, "Mail": 0.5}, detector="Autumn model", levels=sureness)
    >>> [(signal.name, signal.level.value, signal.strength) for signal in report.categories[0].products]
    [('CRM', 'high', 0.9), ('Mail', 'unknown', None)]
    >>> report.categories[0].level.value, report.basis.name
    ('high', 'Autumn model')
    """
    names = [name for of, name in taxonomy.subjects if of is IntentSubject.PRODUCT]
    found = {
        known("product", name, names): _signal(name, probability, levels) for name, probability in probabilities.items()
    }
    unknown = {name: IntentSignal(name=name, level=IntentLevel.UNKNOWN) for name in names}
    return IntentReport(
        categories=tuple(
            _category(category.name, [(unknown | found)[product.name] for product in category.products])
            for category in taxonomy.categories
        ),
        keywords=() if signals is None else signals.keywords,
        basis=IntentBasis(kind=IntentBasisKind.DETECTOR, name=detector),
        keywords_basis=None if signals is None else signals.keywords_basis or signals.basis,
    )


def _signal(name: str, probability: float | None, levels: Levels) -> IntentSignal:
    if probability is not None and not 0 <= probability <= 1:
        raise InvalidValueError(f"probabilities[{name!r}]", probability, "in [0, 1]")
    return IntentSignal(name=name, **_known(levels.level(probability), probability))


def _category(name: str, products: list[IntentSignal]) -> CategoryIntent:
    level = max((product.level for product in products), key=LEVELS.index, default=IntentLevel.UNKNOWN)
    strengths = [product.strength for product in products if product.strength is not None]
    return CategoryIntent(name=name, products=tuple(products), **_known(level, max(strengths, default=None)))


def _known(level: IntentLevel, strength: float | None) -> dict[str, Any]:
    return {"level": level, "strength": None if level is IntentLevel.UNKNOWN else strength}
