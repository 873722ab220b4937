"""
Evaluation: whether a condition holds for a person, and why.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from .._notebooks import ShownInNotebooks
from .._reprs import brief
from .._validation import Scalar, found, require_type
from ..intent.report import IntentLevel
from .attributes import person_attribute
from .facts import IntentSubject, PersonFacts
from .folding import fold, spaced_words
from .language import AllOf, AnyOf, Condition
from .operators import AttributeCondition, Is, IsEmpty
from .personas import Persona
from .references import HasIntent, HasPersona
from .values import quoted


__all__ = ["Explanation", "OnePerson", "explain", "explained", "holds"]

_MANY_DECIMALS = re.compile(r"(-?\d+\.\d\d)\d+")
_LONGEST_SHOWN = 100  # characters of somebody's value in a sentence


def holds(condition: Condition, facts: PersonFacts, *, personas: Iterable[Persona] = ()) -> bool:
    """
    Return whether a condition holds for a person.

    Parameters
    ----------
    condition : Condition
        The condition.
    facts : PersonFacts
        What is known of the person.
    personas : iterable of Persona
        The personas that the condition may refer to, for example `Tenant.personas`.

    Returns
    -------
    bool
        Whether it holds.

    Raises
    ------
    UnknownIdError
        When the condition refers to a persona that is not among `personas`.

    Examples
    --------
    >>> from buying_groups import Person
    >>> from buying_groups.conditions import attribute
    >>> director = PersonFacts(person=Person(id="p1", account_id="a1", job_title="Director"))
    >>> holds(attribute("job_title").contains("CTO"), director)
    True
    >>> holds(attribute("job_title").contains("CTO", words=True), director)
    False
    """
    require_type("condition", condition, Condition)
    return condition.evaluated(OnePerson(facts, personas))


def explain(condition: Condition, facts: PersonFacts, *, personas: Iterable[Persona] = ()) -> "Explanation":
    """
    Return whether a condition holds for a person, and what of it does and does not.

    Parameters
    ----------
    condition : Condition
        The condition.
    facts : PersonFacts
        What is known of the person.
    personas : iterable of Persona
        The personas that the condition may refer to.

    Returns
    -------
    Explanation
        Whether it holds, with a sentence and the reasons; its parts are explained likewise.

    Raises
    ------
    UnknownIdError
        When the condition refers to a persona that is not among `personas`.

    Examples
    --------
    >>> from buying_groups import Person
    >>> from buying_groups.conditions import attribute
    >>> person = Person(id="p1", account_id="a1", job_title="CEO, Nordics")
    >>> condition = attribute("job_title").contains("CEO", words=True) & ~attribute("country").is_("SE")
    >>> explain(condition, PersonFacts(person=person)).sentence
    'matched because job title contains the word “CEO” (it is “CEO, Nordics”) and country is not “SE” (it is not known)'
    """
    require_type("condition", condition, Condition)
    return explained(condition, OnePerson(facts, personas))


class OnePerson:
    """
    The way of evaluating conditions for one person: every part of a condition comes to true or false.

    Parameters
    ----------
    facts : PersonFacts
        What is known of the person.
    personas : iterable of Persona
        The personas that conditions may refer to.
    """

    def __init__(self, facts: PersonFacts, personas: Iterable[Persona] = ()) -> None:
        require_type("facts", facts, PersonFacts)
        self.facts = facts
        self.personas: Mapping[str, Persona] = {persona.name: persona for persona in personas}
        self._folded: dict[str, str] = {}
        self._words: dict[str, str] = {}

    def value(self, attribute: str) -> Scalar | None:
        """Return an attribute of the person; None where it is not known."""
        return person_attribute(attribute).value(self.facts)

    def persona(self, name: str) -> Persona:
        """Return a persona by its name; raise `UnknownIdError` if there is none."""
        return found("persona", name, self.personas)

    def _text(self, attribute: str) -> str:
        if attribute not in self._folded:
            value = self.value(attribute)
            self._folded[attribute] = fold(value) if isinstance(value, str) else ""
        return self._folded[attribute]

    def _spaced(self, attribute: str) -> str:
        if attribute not in self._words:
            self._words[attribute] = spaced_words(self._text(attribute))
        return self._words[attribute]

    def all_of(self, parts: Iterable[bool], /) -> bool:
        """Return whether all parts hold."""
        return all(parts)

    def any_of(self, parts: Iterable[bool], /) -> bool:
        """Return whether any part holds."""
        return any(parts)

    def negated(self, part: bool, /) -> bool:  # noqa: FBT001 - what a part comes to
        """Return whether a part does not hold."""
        return not part

    def is_empty(self, attribute: str, /) -> bool:
        """Return whether an attribute is not known or is blank text."""
        value = self.value(attribute)
        return value is None or (isinstance(value, str) and not self._text(attribute))

    def text_in(self, attribute: str, texts: frozenset[str], /) -> bool:
        """Return whether an attribute is one of some texts."""
        return self._text(attribute) in texts

    def text_starts_with(self, attribute: str, text: str, /) -> bool:
        """Return whether an attribute starts with a text."""
        return self._text(attribute).startswith(text)

    def text_contains(self, attribute: str, text: str, /) -> bool:
        """Return whether an attribute contains a text."""
        return text in self._text(attribute)

    def words_start_with(self, attribute: str, words: str, /) -> bool:
        """Return whether an attribute's words start with some."""
        return self._spaced(attribute).startswith(words)

    def words_contain(self, attribute: str, words: str, /) -> bool:
        """Return whether some words stand in an attribute, one after the other."""
        return words in self._spaced(attribute)

    def number_in(self, attribute: str, numbers: frozenset[float], /) -> bool:
        """Return whether an attribute is one of some numbers."""
        value = self.value(attribute)
        return type(value) is float and value in numbers

    def number_compares(self, attribute: str, comparison: Callable[[Any, Any], Any], number: float, /) -> bool:
        """Return whether an attribute is a number for which a comparison holds."""
        value = self.value(attribute)
        return type(value) is float and bool(comparison(value, number))

    def flag_is(self, attribute: str, flag: bool, /) -> bool:  # noqa: FBT001 - the value that is compared
        """Return whether an attribute is true, or is false."""
        return self.value(attribute) is flag

    def intent_in(self, of: IntentSubject, name: str, levels: frozenset[IntentLevel], /) -> bool:
        """Return whether the person's intent is at one of some levels."""
        return self.facts.intent_level(of, name) in levels

    def has_persona(self, persona: str, /) -> bool:
        """Return whether the person has a persona."""
        return self.persona(persona).condition.evaluated(self)


@attrs.frozen(kw_only=True, field_transformer=brief)
class Explanation(ShownInNotebooks):
    """
    Why a condition holds for a person, or why it does not.

    Attributes
    ----------
    condition : Condition
        The condition.
    holds : bool
        Whether it holds.
    found : str, float, bool or None
        Of a condition on an attribute or on intent: what the person has there; None where it is not known.
    parts : tuple of Explanation
        The same for the conditions that this one is made of, and for the one that a persona stands for.
    """

    condition: Condition
    holds: bool
    found: Scalar | None = None
    parts: tuple["Explanation", ...] = ()

    @property
    def sentence(self) -> str:
        """The explanation in words, "matched because …" or "did not match because …"."""
        return f"{'matched' if self.holds else 'did not match'} because {' and '.join(self.reasons)}"

    @property
    def reasons(self) -> tuple[str, ...]:
        """
        What decided: statements on the person that are true, and that make the condition hold or not.

        Of several that all have to hold, those that do not; of several of which one has to, those that do.
        """
        if isinstance(self.condition, HasPersona):
            because = " and ".join(self.parts[0].reasons)
            return (f"{self.condition.phrase(negated=not self.holds)} ({because})",)
        if not self.parts:
            return (self.condition.phrase(negated=not self.holds) + self._shown(),)
        deciding = self.parts
        if isinstance(self.condition, AllOf | AnyOf):
            deciding = tuple(part for part in self.parts if part.holds is self.holds)
        return tuple(dict.fromkeys(reason for part in deciding for reason in part.reasons))

    def _shown(self) -> str:
        if isinstance(self.condition, HasIntent):
            return "" if self.holds and len(self.condition.levels) == 1 else f" (it is {self.found})"
        if isinstance(self.found, bool):
            return ""
        if self.found is None or not fold(str(self.found)):
            return "" if isinstance(self.condition, IsEmpty) else " (it is not known)"
        if isinstance(self.condition, Is) and self.condition.value == self.found:
            return ""
        return f" (it is {_cut(self.found)})"


def _cut(value: Scalar) -> str:
    if isinstance(value, str) and len(value) > _LONGEST_SHOWN:
        return quoted(f"{value[:_LONGEST_SHOWN]}…")
    shown = quoted(value)
    digits = _MANY_DECIMALS.fullmatch(shown)  # cut and not rounded, or 9.999 would be shown as 10
    return f"{digits[1]}…" if digits else shown


def explained(condition: Condition, person: OnePerson) -> Explanation:
    """Return the explanation of a condition for a person, as `explain` does."""
    found: Scalar | None = None
    parts = [part for _, part in condition.parts]
    if isinstance(condition, AttributeCondition):
        found = person.value(condition.attribute)
    elif isinstance(condition, HasIntent):
        found = person.facts.intent_level(condition.of, condition.name).value
    elif isinstance(condition, HasPersona):
        parts = [person.persona(condition.persona).condition]
    return Explanation(
        condition=condition,
        holds=condition.evaluated(person),
        found=found,
        parts=tuple(explained(part, person) for part in parts),
    )
