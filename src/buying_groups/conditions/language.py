"""
The language of conditions: what all of them have in common, and how all, any and not combine them.

A condition is a value: it can be compared, stored as JSON (`buying_groups.documents`), shown as a sentence and
evaluated. What it means stands in one place, its method `Condition.evaluated`, in terms of a `Way`: there is one for
a person's facts and one for a table of people.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, Protocol, TypeVar

import attrs

from .._notebooks import ShownInNotebooks
from .._validation import Check, Tagged, checked
from ..errors import UsageError
from ..intent.report import IntentLevel
from .facts import IntentSubject


__all__ = ["AllOf", "AnyOf", "Condition", "Not", "Way", "some"]

T = TypeVar("T")


class Way(Protocol[T]):
    """
    A way of evaluating conditions: what their parts come to, given the parts of these.

    Texts are folded (`folding.fold`) and words spaced (`folding.spaced_words`) by those who ask.
    """

    def all_of(self, parts: Iterable[T], /) -> T:
        """Return that all parts hold."""
        ...

    def any_of(self, parts: Iterable[T], /) -> T:
        """Return that any part holds."""
        ...

    def negated(self, part: T, /) -> T:
        """Return that a part does not hold."""
        ...

    def is_empty(self, attribute: str, /) -> T:
        """Return that an attribute is not known or is blank text."""
        ...

    def text_in(self, attribute: str, texts: frozenset[str], /) -> T:
        """Return that an attribute is one of some texts."""
        ...

    def text_starts_with(self, attribute: str, text: str, /) -> T:
        """Return that an attribute starts with a text."""
        ...

    def text_contains(self, attribute: str, text: str, /) -> T:
        """Return that an attribute contains a text."""
        ...

    def words_start_with(self, attribute: str, words: str, /) -> T:
        """Return that an attribute's words start with some."""
        ...

    def words_contain(self, attribute: str, words: str, /) -> T:
        """Return that some words stand in an attribute, one after the other."""
        ...

    def number_in(self, attribute: str, numbers: frozenset[float], /) -> T:
        """Return that an attribute is one of some numbers."""
        ...

    def number_compares(self, attribute: str, comparison: Callable[[Any, Any], Any], number: float, /) -> T:
        """Return that an attribute is a number for which a comparison of `operator` holds."""
        ...

    def flag_is(self, attribute: str, flag: bool, /) -> T:  # noqa: FBT001 - the value that is compared
        """Return that an attribute is true, or is false."""
        ...

    def intent_in(self, of: IntentSubject, name: str, levels: frozenset[IntentLevel], /) -> T:
        """Return that the person's intent is at one of some levels."""
        ...

    def has_persona(self, persona: str, /) -> T:
        """Return that the person has a persona."""
        ...


class Condition(ShownInNotebooks, Tagged):
    """
    A condition on a person: true or false of everybody, never unknown.

    Conditions are combined with ``&`` (all), ``|`` (any) and ``~`` (not); comparisons need no parentheses, because
    they are methods. What is not known of a person makes a condition on it false, and its negation true.
    """

    __slots__ = ()

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating: its meaning."""
        raise NotImplementedError

    def phrase(self, *, negated: bool = False) -> str:
        """Return the condition, or that it does not hold, as a part of a sentence."""
        raise NotImplementedError

    def is_compound(self, *, negated: bool = False) -> bool:  # noqa: ARG002 - some that are made of others need it
        """Return whether the phrase needs parentheses inside of another."""
        return False

    @property
    def sentence(self) -> str:
        """The condition in words."""
        return self.phrase()

    @property
    def parts(self) -> tuple[tuple[str, "Condition"], ...]:
        """The conditions that this one is made of, each with its path from here as in a document."""
        return ()

    def walk(self, path: str = "$") -> "Iterator[tuple[str, Condition]]":
        """Yield the condition and everything that it is made of, each with its path as in a document."""
        yield path, self
        for place, part in self.parts:
            yield from part.walk(path + place)

    def __and__(self, other: object) -> "AllOf":
        if not isinstance(other, Condition):
            return NotImplemented
        return AllOf(conditions=(*_joined(self, AllOf), *_joined(other, AllOf)))

    def __or__(self, other: object) -> "AnyOf":
        if not isinstance(other, Condition):
            return NotImplemented
        return AnyOf(conditions=(*_joined(self, AnyOf), *_joined(other, AnyOf)))

    def __invert__(self) -> "Condition":
        return Not(condition=self)

    def __bool__(self) -> bool:
        raise UsageError(
            "a condition is neither true nor false by itself: combine conditions with &, | and ~ (not with and, or and "
            "not), and ask with buying_groups.conditions.holds whether one holds for somebody"
        )


def _joined(condition: Condition, kind: "type[AllOf | AnyOf]") -> tuple[Condition, ...]:
    return condition.conditions if isinstance(condition, kind) else (condition,)


def _levels(condition: Condition) -> int:
    return 1 + max((_levels(part) for _, part in condition.parts), default=0)


def _is_bounded(conditions: tuple[Condition, ...]) -> bool:
    count = sum(1 for condition in conditions for _ in condition.walk())
    return count < Condition.most_objects and max(map(_levels, conditions), default=0) < Condition.most_levels


_BOUNDED = (
    f"nested at most {Condition.most_levels} levels deep, of at most {Condition.most_objects:,} conditions in all"
)
_bounded = Check(_is_bounded, _BOUNDED)
_bounded_one = Check(lambda condition: _is_bounded((condition,)), _BOUNDED)
some = Check(bool, "at least one", {"minItems": 1})


@attrs.frozen(kw_only=True, field_transformer=checked)
class _Several(Condition):
    conditions: tuple[Condition, ...] = attrs.field(
        converter=tuple[Condition, ...], validator=[some, _bounded], repr=repr
    )

    _word: ClassVar[str]

    @property
    def parts(self) -> tuple[tuple[str, Condition], ...]:
        """The conditions, with their paths."""
        return tuple((f".conditions[{index}]", part) for index, part in enumerate(self.conditions))

    def phrase(self, *, negated: bool = False) -> str:
        """Return the condition, or that it does not hold, as a part of a sentence."""
        if len(self.conditions) == 1:
            return self.conditions[0].phrase(negated=negated)
        text = self._word.join(
            f"({part.phrase()})" if part.is_compound() else part.phrase() for part in self.conditions
        )
        return f"not ({text})" if negated else text

    def is_compound(self, *, negated: bool = False) -> bool:
        """Return whether the phrase needs parentheses inside of another."""
        if len(self.conditions) == 1:
            return self.conditions[0].is_compound(negated=negated)
        return not negated


@attrs.frozen(kw_only=True, field_transformer=checked)
class AllOf(_Several):
    """
    All of some conditions.

    Attributes
    ----------
    conditions : tuple of Condition
        The conditions, at least one.
    """

    kind: ClassVar[str] = "all"
    _word: ClassVar[str] = " and "

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating."""
        return way.all_of(part.evaluated(way) for part in self.conditions)


@attrs.frozen(kw_only=True, field_transformer=checked)
class AnyOf(_Several):
    """
    At least one of some conditions.

    Attributes
    ----------
    conditions : tuple of Condition
        The conditions, at least one.
    """

    kind: ClassVar[str] = "any"
    _word: ClassVar[str] = " or "

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating."""
        return way.any_of(part.evaluated(way) for part in self.conditions)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Not(Condition):
    """
    That a condition does not hold.

    Attributes
    ----------
    condition : Condition
        The condition.
    """

    kind: ClassVar[str] = "not"
    condition: Condition = attrs.field(validator=_bounded_one, repr=repr)

    @property
    def parts(self) -> tuple[tuple[str, Condition], ...]:
        """The condition, with its path."""
        return ((".condition", self.condition),)

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating."""
        return way.negated(self.condition.evaluated(way))

    def phrase(self, *, negated: bool = False) -> str:
        """Return the condition, or that it does not hold, as a part of a sentence."""
        return self.condition.phrase(negated=not negated)

    def is_compound(self, *, negated: bool = False) -> bool:
        """Return whether the phrase needs parentheses inside of another."""
        return self.condition.is_compound(negated=not negated)

    def __invert__(self) -> Condition:
        return self.condition
