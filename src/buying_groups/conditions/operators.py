"""
Operators: the conditions that ask something of an attribute.
"""

import operator
from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, TypeVar

import attrs

from .._validation import Scalar, checked
from ..errors import InvalidValueError
from .attributes import AttributeType, one_of_type, person_attribute
from .folding import fold, spaced_words
from .language import Condition, Way
from .values import negation, one_value, quoted, text, typed, value_list


__all__ = [
    "AtLeast",
    "AtMost",
    "AttributeCondition",
    "Between",
    "Contains",
    "GreaterThan",
    "In",
    "Is",
    "IsEmpty",
    "LessThan",
    "StartsWith",
]

_SHOWN = 10  # values of a list in a sentence

T = TypeVar("T")


class _Grouped(NamedTuple):
    texts: frozenset[str]
    numbers: frozenset[float]
    flags: frozenset[bool]

    @classmethod
    def of(cls, values: tuple[Scalar, ...]) -> "_Grouped":
        return cls(
            frozenset(fold(value) for value in values if isinstance(value, str)),
            frozenset(value for value in values if not isinstance(value, str | bool)),
            frozenset(value for value in values if isinstance(value, bool)),
        )

    def evaluated(self, attribute: str, way: Way[T]) -> T:
        parts = [way.flag_is(attribute, flag) for flag in sorted(self.flags)]
        if self.texts:
            parts.append(way.text_in(attribute, self.texts))
        if self.numbers:
            parts.append(way.number_in(attribute, self.numbers))
        return parts[0] if len(parts) == 1 else way.any_of(parts)


@attrs.frozen(kw_only=True, field_transformer=checked)
class AttributeCondition(Condition):
    """
    What the conditions on one attribute have in common.

    Attributes
    ----------
    attribute : str
        Name of the attribute, or "custom_fields." and the name of a custom field.
    """

    attribute: str = attrs.field(validator=one_of_type(*AttributeType))

    @property
    def label(self) -> str:
        """What sentences call the attribute."""
        return person_attribute(self.attribute).label


@attrs.frozen(kw_only=True, field_transformer=checked)
class Is(AttributeCondition):
    """
    An attribute is a value: the same text (as `folding.fold` sees it), the same number, or true or false.

    Attributes
    ----------
    attribute : str
        Name of the attribute.
    value : str, float or bool
        The value, of the attribute's type.
    """

    kind: ClassVar[str] = "is"
    value: Scalar = attrs.field(eq=typed, validator=one_value)

    @cached_property
    def _grouped(self) -> _Grouped:
        return _Grouped.of((self.value,))

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating."""
        return self._grouped.evaluated(self.attribute, way)

    def phrase(self, *, negated: bool = False) -> str:
        """Return the condition, or that it does not hold, as a part of a sentence."""
        adjective = person_attribute(self.attribute).adjective
        if adjective is not None:
            return f"{self.label} is {negation(self.value is negated)}{adjective}"
        return f"{self.label} is {negation(negated)}{quoted(self.value)}"


@attrs.frozen(kw_only=True, field_transformer=checked)
class In(AttributeCondition):
    """
    An attribute is one of some values.

    Attributes
    ----------
    attribute : str
        Name of the attribute.
    values : tuple of str, float or bool
        The values, of the attribute's type, at least one.
    """

    kind: ClassVar[str] = "in"
    attribute: str = attrs.field(validator=one_of_type(AttributeType.TEXT, AttributeType.NUMBER))
    values: tuple[Scalar, ...] = attrs.field(converter=tuple[Scalar, ...], eq=typed, validator=value_list)

    @cached_property
    def _grouped(self) -> _Grouped:
        return _Grouped.of(self.values)

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating."""
        return self._grouped.evaluated(self.attribute, way)

    def phrase(self, *, negated: bool = False) -> str:
        """Return the condition, or that it does not hold, as a part of a sentence."""
        if len(self.values) == 1:
            return f"{self.label} is {negation(negated)}{quoted(self.values[0])}"
        shown = ", ".join(map(quoted, self.values[:_SHOWN]))
        more = f" and {len(self.values) - _SHOWN:,} more" if len(self.values) > _SHOWN else ""
        return f"{self.label} is {'none' if negated else 'one'} of {shown}{more}"


def _has_word(instance: Any, attribute: "attrs.Attribute[bool]", value: bool) -> None:  # noqa: FBT001 - attrs' form
    if value and not spaced_words(fold(instance.value)):
        raise InvalidValueError(attribute.name, value, f"false: there is no word in {instance.value!r}")


@attrs.frozen(kw_only=True, field_transformer=checked)
class _TextCondition(AttributeCondition):
    attribute: str = attrs.field(validator=one_of_type(AttributeType.TEXT))
    value: str = attrs.field(validator=text)
    words: bool = attrs.field(default=False, validator=_has_word)

    _verb: ClassVar[tuple[str, str]]

    @cached_property
    def _folded(self) -> str:
        return spaced_words(fold(self.value)) if self.words else fold(self.value)

    def phrase(self, *, negated: bool = False) -> str:
        """Return the condition, or that it does not hold, as a part of a sentence."""
        several = "s" if self.words and len(self._folded.split()) > 1 else ""
        what = f"the word{several} " if self.words else ""
        return f"{self.label} {self._verb[negated]} {what}{quoted(self.value)}"


@attrs.frozen(kw_only=True, field_transformer=checked)
class StartsWith(_TextCondition):
    """
    An attribute starts with a text.

    Attributes
    ----------
    attribute : str
        Name of the attribute.
    value : str
        The text.
    words : bool
        Whether the text's words have to be whole words of the attribute ("Direct" does not start "Director").
    """

    kind: ClassVar[str] = "starts_with"
    _verb: ClassVar[tuple[str, str]] = ("starts with", "does not start with")

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating."""
        ask = way.words_start_with if self.words else way.text_starts_with
        return ask(self.attribute, self._folded)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Contains(_TextCondition):
    """
    An attribute contains a text.

    Attributes
    ----------
    attribute : str
        Name of the attribute.
    value : str
        The text.
    words : bool
        Whether the text's words have to be whole words of the attribute ("CTO" is not in "Director"), one after the
        other.
    """

    kind: ClassVar[str] = "contains"
    _verb: ClassVar[tuple[str, str]] = ("contains", "does not contain")

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating."""
        ask = way.words_contain if self.words else way.text_contains
        return ask(self.attribute, self._folded)


@attrs.frozen(kw_only=True, field_transformer=checked)
class IsEmpty(AttributeCondition):
    """
    An attribute is not known, or is blank text.

    Attributes
    ----------
    attribute : str
        Name of the attribute.
    """

    kind: ClassVar[str] = "is_empty"
    attribute: str = attrs.field(validator=one_of_type(AttributeType.TEXT, AttributeType.NUMBER))

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating."""
        return way.is_empty(self.attribute)

    def phrase(self, *, negated: bool = False) -> str:
        """Return the condition, or that it does not hold, as a part of a sentence."""
        return f"{self.label} is {negation(negated)}empty"


@attrs.frozen(kw_only=True, field_transformer=checked)
class _Comparison(AttributeCondition):
    attribute: str = attrs.field(validator=one_of_type(AttributeType.NUMBER))
    value: float

    comparison: ClassVar[Callable[[Any, Any], Any]]
    _words: ClassVar[str]

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating."""
        return way.number_compares(self.attribute, type(self).comparison, self.value)

    def phrase(self, *, negated: bool = False) -> str:
        """Return the condition, or that it does not hold, as a part of a sentence."""
        return f"{self.label} is {negation(negated)}{self._words} {quoted(self.value)}"


@attrs.frozen(kw_only=True, field_transformer=checked)
class GreaterThan(_Comparison):
    """
    A number is greater than another.

    Attributes
    ----------
    attribute : str
        Name of the attribute.
    value : float
        The number that it is compared with.
    """

    kind: ClassVar[str] = "greater_than"
    comparison: ClassVar[Callable[[Any, Any], Any]] = operator.gt
    _words: ClassVar[str] = "greater than"


@attrs.frozen(kw_only=True, field_transformer=checked)
class AtLeast(_Comparison):
    """
    A number is at least another.

    Attributes
    ----------
    attribute : str
        Name of the attribute.
    value : float
        The number that it is compared with.
    """

    kind: ClassVar[str] = "at_least"
    comparison: ClassVar[Callable[[Any, Any], Any]] = operator.ge
    _words: ClassVar[str] = "at least"


@attrs.frozen(kw_only=True, field_transformer=checked)
class LessThan(_Comparison):
    """
    A number is less than another.

    Attributes
    ----------
    attribute : str
        Name of the attribute.
    value : float
        The number that it is compared with.
    """

    kind: ClassVar[str] = "less_than"
    comparison: ClassVar[Callable[[Any, Any], Any]] = operator.lt
    _words: ClassVar[str] = "less than"


@attrs.frozen(kw_only=True, field_transformer=checked)
class AtMost(_Comparison):
    """
    A number is at most another.

    Attributes
    ----------
    attribute : str
        Name of the attribute.
    value : float
        The number that it is compared with.
    """

    kind: ClassVar[str] = "at_most"
    comparison: ClassVar[Callable[[Any, Any], Any]] = operator.le
    _words: ClassVar[str] = "at most"


def _not_below_lowest(instance: "Between", attribute: "attrs.Attribute[float]", value: float) -> None:
    if value < instance.lowest:
        raise InvalidValueError(attribute.name, value, f"at least the lowest, which is {quoted(instance.lowest)}")


@attrs.frozen(kw_only=True, field_transformer=checked)
class Between(AttributeCondition):
    """
    A number is between two others, or is one of them.

    Attributes
    ----------
    attribute : str
        Name of the attribute.
    lowest, highest : float
        The two others.
    """

    kind: ClassVar[str] = "between"
    attribute: str = attrs.field(validator=one_of_type(AttributeType.NUMBER))
    lowest: float
    highest: float = attrs.field(validator=_not_below_lowest)

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating."""
        return way.all_of(
            (
                way.number_compares(self.attribute, operator.ge, self.lowest),
                way.number_compares(self.attribute, operator.le, self.highest),
            )
        )

    def phrase(self, *, negated: bool = False) -> str:
        """Return the condition, or that it does not hold, as a part of a sentence."""
        return f"{self.label} is {negation(negated)}between {quoted(self.lowest)} and {quoted(self.highest)}"
