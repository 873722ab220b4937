"""
References: the conditions that ask for what stands elsewhere, intent and personas.
"""

from functools import cached_property
from typing import ClassVar, TypeVar

import attrs

from .._validation import checked, unique
from ..intent.report import IntentLevel
from .facts import IntentSubject
from .folding import fold
from .language import Condition, Way, some
from .values import negation, quoted, text


__all__ = ["HasIntent", "HasPersona"]

T = TypeVar("T")


@attrs.frozen(kw_only=True, field_transformer=checked)
class HasIntent(Condition):
    """
    The intent towards a category, product or keyword is at one of some levels.

    Attributes
    ----------
    of : IntentSubject
        Category, product or keyword.
    name : str
        Its name, compared as all texts are.
    levels : tuple of IntentLevel
        The levels, at least one. Intent that nothing is known of is at the level unknown, which is not low.
    """

    kind: ClassVar[str] = "intent"
    of: IntentSubject
    name: str = attrs.field(validator=text)
    levels: tuple[IntentLevel, ...] = attrs.field(
        converter=tuple[IntentLevel, ...], validator=[some, unique("level", str)]
    )

    @cached_property
    def _asked(self) -> tuple[str, frozenset[IntentLevel]]:
        return fold(self.name), frozenset(self.levels)

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating."""
        return way.intent_in(self.of, *self._asked)

    def phrase(self, *, negated: bool = False) -> str:
        """Return the condition, or that it does not hold, as a part of a sentence."""
        return f"intent in the {self.of} {quoted(self.name)} is {negation(negated)}{' or '.join(self.levels)}"


@attrs.frozen(kw_only=True, field_transformer=checked)
class HasPersona(Condition):
    """
    The person has a persona.

    Attributes
    ----------
    persona : str
        Name of the persona, exactly.
    """

    kind: ClassVar[str] = "persona"
    persona: str = attrs.field(validator=text)

    def evaluated(self, way: Way[T]) -> T:
        """Return what the condition comes to in a way of evaluating."""
        return way.has_persona(self.persona)

    def phrase(self, *, negated: bool = False) -> str:
        """Return the condition, or that it does not hold, as a part of a sentence."""
        return f"persona is {negation(negated)}{quoted(self.persona)}"
