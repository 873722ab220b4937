"""
Builders: how conditions are written in Python.

    attribute("job_title").contains("chief", words=True) & ~attribute("country").is_("SE")

Each method stands for the kind of condition with the same name in a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .._reprs import brief
from .._validation import enum_member
from ..errors import InvalidValueError
from ..intent.report import IntentLevel
from .attributes import CUSTOM_FIELD
from .facts import LEVELS, IntentSubject
from .operators import AtLeast, AtMost, Between, Contains, GreaterThan, In, Is, IsEmpty, LessThan, StartsWith
from .references import HasIntent, HasPersona


if TYPE_CHECKING:
    from .._validation import Scalar
    from .language import Condition


__all__ = [
    "AttributeBuilder",
    "IntentBuilder",
    "attribute",
    "category_intent",
    "custom_field",
    "engagement_score",
    "has_persona",
    "keyword_intent",
    "product_intent",
]


@attrs.frozen(field_transformer=brief)
class AttributeBuilder:
    """
    An attribute, to be asked something.

    Attributes
    ----------
    name : str
        Its name.
    """

    name: str

    def is_(self, value: Scalar) -> Condition:
        """Return the condition that the attribute is a value: text (in any case), a number, or true or false."""
        return Is(attribute=self.name, value=value)

    def is_not(self, value: Scalar) -> Condition:
        """Return the condition that the attribute is not a value; it holds where the attribute is not known."""
        return ~self.is_(value)

    def in_(self, *values: Scalar) -> Condition:
        """Return the condition that the attribute is one of some values."""
        return In(attribute=self.name, values=values)

    def not_in(self, *values: Scalar) -> Condition:
        """Return the condition that the attribute is none of some values; it holds where it is not known."""
        return ~self.in_(*values)

    def starts_with(self, value: str, *, words: bool = False) -> Condition:
        """Return the condition that the attribute starts with a text, or with whole words."""
        return StartsWith(attribute=self.name, value=value, words=words)

    def contains(self, value: str, *, words: bool = False) -> Condition:
        """Return the condition that the attribute contains a text, or whole words."""
        return Contains(attribute=self.name, value=value, words=words)

    def is_empty(self) -> Condition:
        """Return the condition that the attribute is not known, or is blank."""
        return IsEmpty(attribute=self.name)

    def is_not_empty(self) -> Condition:
        """Return the condition that the attribute is known, and is not blank."""
        return ~self.is_empty()

    def greater_than(self, value: float) -> Condition:
        """Return the condition that the attribute is a number greater than another."""
        return GreaterThan(attribute=self.name, value=value)

    def at_least(self, value: float) -> Condition:
        """Return the condition that the attribute is a number that is at least another."""
        return AtLeast(attribute=self.name, value=value)

    def less_than(self, value: float) -> Condition:
        """Return the condition that the attribute is a number less than another."""
        return LessThan(attribute=self.name, value=value)

    def at_most(self, value: float) -> Condition:
        """Return the condition that the attribute is a number that is at most another."""
        return AtMost(attribute=self.name, value=value)

    def between(self, lowest: float, highest: float) -> Condition:
        """Return the condition that the attribute is a number between two others, or is one of them."""
        return Between(attribute=self.name, lowest=lowest, highest=highest)


def attribute(name: str) -> AttributeBuilder:
    """
    Return an attribute of a person, to be asked something.

    Parameters
    ----------
    name : str
        One of `buying_groups.conditions.ATTRIBUTES`, or "custom_fields." and the name of a custom field. An unknown
        name is an error as soon as something is asked.

    Returns
    -------
    AttributeBuilder
        What is asked by its methods, which return conditions.

    Examples
    --------
    >>> condition = attribute("job_title").contains("chief", words=True) & ~attribute("country").is_("SE")
    >>> condition.sentence
    'job title contains the word “chief” and country is not “SE”'
    """
    return AttributeBuilder(name)


engagement_score = AttributeBuilder("person_engagement_score")
"""The person engagement score, to be asked something."""


def custom_field(name: str) -> AttributeBuilder:
    """
    Return a custom field of a person, to be asked something.

    Parameters
    ----------
    name : str
        Its name, as in `buying_groups.Person.custom_fields`.

    Returns
    -------
    AttributeBuilder
        What is asked by its methods, which return conditions.

    Examples
    --------
    >>> custom_field("employees").between(50, 249).sentence
    'custom field “employees” is between 50 and 249'
    """
    return AttributeBuilder(CUSTOM_FIELD + name)


@attrs.frozen(field_transformer=brief)
class IntentBuilder:
    """
    Intent towards a category, product or keyword, to be asked for its level.

    Attributes
    ----------
    of : IntentSubject
        Category, product or keyword.
    name : str
        Its name.
    """

    of: IntentSubject
    name: str

    def is_(self, level: str) -> Condition:
        """Return the condition that intent is at a level: "low", "medium", "high" or "unknown"."""
        return self.in_(level)

    def in_(self, *levels: str) -> Condition:
        """Return the condition that intent is at one of some levels."""
        return HasIntent(of=self.of, name=self.name, levels=tuple(map(_level, levels)))

    def at_least(self, level: str) -> Condition:
        """Return the condition that intent is known and at a level, "low", "medium" or "high", or above it."""
        lowest = LEVELS.index(_level(level))
        if not lowest:
            raise InvalidValueError("level", level, f"{', '.join(LEVELS[1:])}: everything is at least unknown")
        return self.in_(*LEVELS[lowest:])


def _level(level: str) -> IntentLevel:
    known: IntentLevel = enum_member(IntentLevel)(level, "level")
    return known


def category_intent(name: str) -> IntentBuilder:
    """
    Return the intent towards a category, to be asked for its level.

    Parameters
    ----------
    name : str
        The category, as the taxonomy names it.

    Returns
    -------
    IntentBuilder
        What is asked by its methods, which return conditions.

    Examples
    --------
    >>> category_intent("Marketing").at_least("medium").sentence
    'intent in the category “Marketing” is medium or high'
    """
    return IntentBuilder(IntentSubject.CATEGORY, name)


def product_intent(name: str) -> IntentBuilder:
    """
    Return the intent towards a product, to be asked for its level.

    Parameters
    ----------
    name : str
        The product, as the taxonomy names it.

    Returns
    -------
    IntentBuilder
        What is asked by its methods, which return conditions.

    Examples
    --------
    >>> product_intent("CRM").is_("high").sentence
    'intent in the product “CRM” is high'
    """
    return IntentBuilder(IntentSubject.PRODUCT, name)


def keyword_intent(name: str) -> IntentBuilder:
    """
    Return the intent towards a keyword, to be asked for its level.

    Parameters
    ----------
    name : str
        The keyword, as the taxonomy names it.

    Returns
    -------
    IntentBuilder
        What is asked by its methods, which return conditions.

    Examples
    --------
    >>> (~keyword_intent("email marketing").is_("unknown")).sentence
    'intent in the keyword “email marketing” is not unknown'
    """
    return IntentBuilder(IntentSubject.KEYWORD, name)


def has_persona(name: str) -> Condition:
    """
    Return the condition that a person has a persona.

    Parameters
    ----------
    name : str
        Its name, as in `Persona.name`.

    Returns
    -------
    Condition
        Holds for a person who has it.

    Examples
    --------
    >>> has_persona("Economic buyer").sentence
    'persona is “Economic buyer”'
    """
    return HasPersona(persona=name)
