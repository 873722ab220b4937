"""
The report of a trained model: from its probabilities for one subject to what the page shows of intent.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..errors import InvalidValueError, UnknownIdError
from .report import CategoryIntent, IntentReport, IntentSignal


if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from .sureness import Sureness


__all__ = ["report_from_probabilities"]


def report_from_probabilities(
    probabilities: Mapping[str, float | None],
    categories: Mapping[str, Collection[str]],
    sureness: Sureness,
    *,
    keywords: Collection[IntentSignal] = (),
) -> IntentReport:
    """
    Return the intent report of a subject: a person, a buying group or an account.

    Parameters
    ----------
    probabilities : mapping of str to float or None
        For each product the probability that the subject is interested in it, in [0, 1]; ``None`` or NaN where the
        model was not asked or could not say.
    categories : mapping of str to collection of str
        Of each category its products. A product may stand in several; one without a probability is unknown.
    sureness : Sureness
        The thresholds of the levels, and what is promised of them.
    keywords : collection of IntentSignal, default=()
        Signals of keywords, to be shown beside: a model knows products, not keywords.

    Returns
    -------
    IntentReport
        A product's strength is its probability. A category's is that of its most probable product, and its level
        that product's: an interest in any product is one in the category, and nothing is assumed of how likely two
        interests come together.

    Raises
    ------
    InvalidValueError
        When a probability is not in [0, 1].
    UnknownIdError
        When a product with a probability stands in no category.

    Examples
    --------
    >>> from buying_groups.intent.model_report import report_from_probabilities
    >>> from buying_groups.intent.sureness import Sureness
    >>> categories = {"Marketing": ["Campaigns", "Web analytics"], "Commerce": ["Shop"]}
    >>> probabilities = {"Campaigns": 0.85, "Web analytics": 0.4}
    >>> report = report_from_probabilities(probabilities, categories, Sureness(high=0.8, low=0.2))
    >>> for category in report.categories:
    ...     print(category.name, category.level, [(each.name, str(each.level)) for each in category.products])
    Marketing high [('Campaigns', 'high'), ('Web analytics', 'unknown')]
    Commerce unknown [('Shop', 'unknown')]
    """
    listed = {product for products in categories.values() for product in products}
    for product in probabilities:
        if product not in listed:
            raise UnknownIdError("product", product, listed)

    def signal(product: str) -> IntentSignal:
        strength = _known(product, probabilities.get(product))
        return IntentSignal(name=product, level=sureness.level(strength), strength=strength)

    found: list[CategoryIntent] = []
    for name, products in categories.items():
        signals = [signal(product) for product in dict.fromkeys(products)]
        strength = max((each.strength for each in signals if each.strength is not None), default=None)
        found.append(
            CategoryIntent(name=name, level=sureness.level(strength), strength=strength, products=tuple(signals))
        )
    return IntentReport(categories=tuple(found), keywords=tuple(keywords))


def _known(product: str, probability: float | None) -> float | None:
    if probability is None or math.isnan(probability):
        return None
    if not 0 <= probability <= 1:
        raise InvalidValueError(f"probabilities[{product!r}]", probability, "in [0, 1]")
    return float(probability)
