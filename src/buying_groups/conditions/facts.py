"""
Facts: what is known of one person when conditions are evaluated.
"""

from functools import cached_property

import attrs

from .._validation import Check, checked
from ..accounts import Person
from ..intent.report import LEVELS, IntentLevel, IntentReport, IntentSubject
from .folding import fold


__all__ = ["LEVELS", "IntentSubject", "PersonFacts"]

_HIGHEST = 100  # of engagement scores


@attrs.frozen(kw_only=True, field_transformer=checked)
class PersonFacts:
    """
    What is known of one person when conditions are evaluated.

    Attributes
    ----------
    person : Person
        The person, with the attributes and custom fields.
    engagement_score : float or None
        The person's engagement score, in [0, 100]; None where it is not known, which is not the same as 0.
    intent : IntentReport or None
        The person's intent; None where nothing is known of it.

    Examples
    --------
    >>> PersonFacts(person=Person(id="p1", account_id="a1"), engagement_score=75.9).engagement_score
    75.9
    """

    person: Person
    engagement_score: float | None = attrs.field(
        default=None,
        validator=Check(lambda value: 0 <= value <= _HIGHEST, "in [0, 100]", {"minimum": 0, "maximum": _HIGHEST}),
    )
    intent: IntentReport | None = None

    def intent_level(self, of: IntentSubject, name: str) -> IntentLevel:
        """
        Return the level of the intent towards a category, product or keyword.

        Names are compared as all texts of conditions are. Of a product that stands in several categories, the highest
        level counts; what the report does not name is unknown.

        Examples
        --------
        >>> from buying_groups.intent import IntentSignal
        >>> signal = IntentSignal(name="Email Marketing", level=IntentLevel.HIGH)
        >>> report = IntentReport(keywords=(signal,))
        >>> facts = PersonFacts(person=Person(id="p1", account_id="a1"), intent=report)
        >>> facts.intent_level(IntentSubject.KEYWORD, "email marketing").value
        'high'
        """
        return self._levels.get((of, fold(name)), IntentLevel.UNKNOWN)

    @cached_property
    def _levels(self) -> dict[tuple[IntentSubject, str], IntentLevel]:
        levels: dict[tuple[IntentSubject, str], IntentLevel] = {}
        if self.intent is not None:
            products = [product for category in self.intent.categories for product in category.products]
            for of, signals in (
                (IntentSubject.CATEGORY, self.intent.categories),
                (IntentSubject.PRODUCT, products),
                (IntentSubject.KEYWORD, self.intent.keywords),
            ):
                for signal in signals:
                    key = (of, fold(signal.name))
                    levels[key] = max(signal.level, levels.get(key, IntentLevel.UNKNOWN), key=LEVELS.index)
        return levels
