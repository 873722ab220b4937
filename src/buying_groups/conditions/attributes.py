"""
Attributes: what a condition can ask about a person.

Adding an attribute is adding a line to the table here; custom fields need none. Everything else (checks, sentences,
documents and their schema, evaluation of people and of tables) reads the table.
"""

import enum
import operator
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from .._reprs import brief
from .._validation import Check, Scalar
from .._wording import did_you_mean
from .folding import unsafe_character


if TYPE_CHECKING:
    from .facts import PersonFacts


__all__ = [
    "ATTRIBUTES",
    "CUSTOM_FIELD",
    "LONGEST_NAME",
    "AttributeType",
    "PersonAttribute",
    "one_of_type",
    "person_attribute",
]

CUSTOM_FIELD = "custom_fields."
"""What the name of an attribute starts with that is a custom field: ``custom_fields.region``."""


LONGEST_NAME = 255
"""How many characters the name of a custom field may have in a condition."""


class AttributeType(enum.Enum):
    """
    What the values of an attribute are; those of custom fields are of any type.
    """

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"


@attrs.frozen(field_transformer=brief)
class PersonAttribute:
    """
    One attribute.

    Attributes
    ----------
    name : str
        What conditions and the columns of tables call it.
    label : str
        What sentences call it.
    type : AttributeType or None
        What its values are; None for any.
    path : str
        Where it is in a `PersonFacts`.
    adjective : str or None
        Of a flag: what the thing named by the label is where the flag is true.
    column : str
        The column of tables that has it, or from which it is derived.
    derive : callable or None
        Of an attribute that is derived from another one's text: takes the text, returns the value, None if unknown.
    choices : callable or None
        Returns all values that there can be.
    """

    name: str
    label: str
    type: AttributeType | None
    path: str
    adjective: str | None = None
    column: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True))
    derive: Callable[[str], str | None] | None = None
    choices: Callable[[], list[str]] | None = None

    def value(self, facts: "PersonFacts") -> Scalar | None:
        """Return the attribute of one person; None where it is not known."""
        if self.path:
            found: Any = operator.attrgetter(self.path)(facts)
            return self.derive(found) if self.derive and found is not None else found
        return facts.person.custom_fields.get(self.name.removeprefix(CUSTOM_FIELD))


@lru_cache(maxsize=10_000)
def _understood(title: str) -> tuple[str | None, str | None]:
    from ..titles import understand_title  # noqa: PLC0415 - its vocabulary is large, and few conditions need it

    understanding = understand_title(title)
    return understanding.seniority.value, understanding.function.value


def _seniority(title: str) -> str | None:
    return _understood(title)[0]


def _function(title: str) -> str | None:
    return _understood(title)[1]


def _seniorities() -> list[str]:
    from ..titles.labels import Seniority  # noqa: PLC0415 - as above

    return [member.value for member in Seniority]


def _functions() -> list[str]:
    from ..titles.labels import Function  # noqa: PLC0415 - as above

    return [member.value for member in Function]


def _of_title(name: str, derive: Callable[[str], str | None], choices: Callable[[], list[str]]) -> PersonAttribute:
    return PersonAttribute(
        name,
        f"{name} of the job title",
        AttributeType.TEXT,
        "person.job_title",
        column="job_title",
        derive=derive,
        choices=choices,
    )


ATTRIBUTES = {
    attribute.name: attribute
    for attribute in (
        PersonAttribute("city", "city", AttributeType.TEXT, "person.city"),
        PersonAttribute("country", "country", AttributeType.TEXT, "person.country"),
        PersonAttribute("email", "email address", AttributeType.TEXT, "person.email"),
        PersonAttribute("email_invalid", "email address", AttributeType.FLAG, "person.email_invalid", "invalid"),
        PersonAttribute("email_suspended", "email address", AttributeType.FLAG, "person.email_suspended", "suspended"),
        PersonAttribute("first_name", "first name", AttributeType.TEXT, "person.first_name"),
        _of_title("function", _function, _functions),
        PersonAttribute(
            "inferred_state_region", "inferred state region", AttributeType.TEXT, "person.inferred_state_region"
        ),
        PersonAttribute("job_title", "job title", AttributeType.TEXT, "person.job_title"),
        PersonAttribute("last_name", "last name", AttributeType.TEXT, "person.last_name"),
        PersonAttribute("mobile_phone", "mobile phone number", AttributeType.TEXT, "person.mobile_phone"),
        PersonAttribute("person_engagement_score", "person engagement score", AttributeType.NUMBER, "engagement_score"),
        PersonAttribute("phone", "phone number", AttributeType.TEXT, "person.phone"),
        PersonAttribute("postal_code", "postal code", AttributeType.TEXT, "person.postal_code"),
        _of_title("seniority", _seniority, _seniorities),
        PersonAttribute("state", "state", AttributeType.TEXT, "person.state"),
    )
}


def person_attribute(name: str) -> PersonAttribute:
    """
    Return an attribute, known or a custom field's, by its name.

    Examples
    --------
    >>> person_attribute("email").label, person_attribute("custom_fields.Region").label
    ('email address', 'custom field “Region”')
    """
    if name in ATTRIBUTES:
        return ATTRIBUTES[name]
    return PersonAttribute(name, f"custom field “{name.removeprefix(CUSTOM_FIELD)}”", None, "")


def one_of_type(*kinds: AttributeType) -> Check:
    """Return the check that a text names an attribute whose values are of one of some types, or a custom field."""
    names = [attribute.name for attribute in ATTRIBUTES.values() if attribute.type in kinds]

    def holds(name: str) -> bool:
        return name in names or _is_custom_field(name)

    return Check(
        holds,
        f"a person attribute ({', '.join(names)}, or custom_fields. and the name of a custom field)",
        {"anyOf": [{"enum": names}, {"pattern": r"^custom_fields\..*\S"}]},
        hint=lambda name: _hint(name, names),
    )


def _is_custom_field(name: str) -> bool:
    custom = name.removeprefix(CUSTOM_FIELD)
    return custom != name and len(custom) <= LONGEST_NAME and bool(custom.strip()) and unsafe_character(custom) is None


def _hint(name: str, names: list[str]) -> str:
    if name in ATTRIBUTES:
        return f"; the values of {name} are of another type"
    unsafe = unsafe_character(name[:LONGEST_NAME])
    return did_you_mean(name, names) + (f"; it has {unsafe}" if unsafe else "")
