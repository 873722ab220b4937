"""
Values: what the values of conditions have to satisfy, and how sentences show them.
"""

import typing
from collections.abc import Callable
from typing import Any

import attrs

from .._validation import Check, Scalar
from .._wording import did_you_mean
from ..errors import InvalidValueError
from .attributes import AttributeType, person_attribute
from .folding import fold, unsafe_character
from .language import some


__all__ = ["LONGEST_LIST", "LONGEST_TEXT", "negation", "one_value", "quoted", "text", "typed", "value_list"]

LONGEST_TEXT = 1_000
"""How many characters a text in a condition may have."""
LONGEST_LIST = 1_000
"""How many values a list in a condition may have."""


def _values(value: Any) -> tuple[Scalar, ...]:
    return typing.cast("tuple[Scalar, ...]", value) if isinstance(value, tuple) else (value,)


def _unsafe(value: Any) -> str:
    return next((f"; it has {found}" for each in _values(value) if (found := unsafe_character(str(each)))), "")


def _texts(holds: Callable[[str], bool], expected: str, schema: dict[str, Any] | None = None, **more: Any) -> Check:
    def all_hold(value: Any) -> bool:
        return all(holds(each) for each in _values(value) if isinstance(each, str))

    return Check(all_hold, expected, schema or {}, **more)


text = (
    _texts(lambda text: len(text) <= LONGEST_TEXT, f"at most {LONGEST_TEXT:,} characters", {"maxLength": LONGEST_TEXT}),
    _texts(lambda text: bool(fold(text)), "text that is not blank", {"minLength": 1, "pattern": r"\S"}),
    _texts(lambda text: unsafe_character(text) is None, "text that is what it looks like", hint=_unsafe),
)

_TYPES = {
    AttributeType.TEXT: (str, "text"),
    AttributeType.NUMBER: (float, "a number"),
    AttributeType.FLAG: (bool, "true or false"),
}


def _of_its_type(instance: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Check that the values of a condition are of the type of the condition's attribute."""
    asked = person_attribute(instance.attribute)
    if asked.type is not None:
        kind, expected = _TYPES[asked.type]
        for each in _values(value):
            if type(each) is not kind:
                raise InvalidValueError(attribute.name, each, f"{expected}, as {asked.name} is")
            if asked.choices is not None and fold(str(each)) not in asked.choices():
                choices = asked.choices()
                raise InvalidValueError(
                    attribute.name, each, f"one of {', '.join(choices)}{did_you_mean(str(each), choices)}"
                )


Validators = tuple[Callable[[Any, Any, Any], None], ...]

one_value: Validators = (*text, _of_its_type)
"""What a value that an attribute is compared with has to satisfy."""

value_list: Validators = (
    some,
    Check(lambda items: len(items) <= LONGEST_LIST, f"at most {LONGEST_LIST:,} values", {"maxItems": LONGEST_LIST}),
    *(attrs.evolve(check, schema={}) for check in text),
    _of_its_type,
)
"""What a list of such values has to satisfy."""


def quoted(value: Scalar) -> str:
    """
    Return a value as sentences show it.

    Examples
    --------
    >>> quoted("SE"), quoted(50.0), quoted(0.5), quoted(True)
    ('“SE”', '50', '0.5', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"“{value}”" if isinstance(value, str) else repr(value).removesuffix(".0")


def negation(negated: bool) -> str:  # noqa: FBT001 - the word for it
    """Return "not " or nothing."""
    return "not " if negated else ""


def typed(value: Any) -> tuple[tuple[bool, Scalar], ...]:
    """Return a value, or values, in a form in which True is not equal to 1."""
    return tuple((isinstance(each, bool), each) for each in _values(value))
