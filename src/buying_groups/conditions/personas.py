"""
Personas: named sets of attribute values, for reuse in conditions.
"""

from functools import cached_property

import attrs

from .._validation import Check, Scalar, checked, longest, unique
from .attributes import AttributeType, one_of_type
from .language import AllOf, some
from .operators import In
from .values import text, typed, value_list


__all__ = ["MAX_PERSONAS", "MAX_PERSONA_ATTRIBUTES", "MAX_PERSONA_ATTRIBUTES_IN_ALL", "Persona", "PersonaAttribute"]

# The limits of Adobe Journey Optimizer B2B Edition's documentation, 2026-08.
MAX_PERSONAS = 20
"""How many personas a tenant has at most."""
MAX_PERSONA_ATTRIBUTES = 5
"""How many attributes a persona has at most."""
MAX_PERSONA_ATTRIBUTES_IN_ALL = 10
"""How many different attributes the personas of a tenant have at most, taken together."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class PersonaAttribute:
    """
    One attribute of a persona, and the values that it may have.

    Attributes
    ----------
    attribute : str
        Name of the attribute, or "custom_fields." and the name of a custom field.
    values : tuple of str, float or bool
        The values, of the attribute's type, at least one.
    """

    attribute: str = attrs.field(validator=one_of_type(AttributeType.TEXT, AttributeType.NUMBER))
    values: tuple[Scalar, ...] = attrs.field(converter=tuple[Scalar, ...], eq=typed, validator=value_list)


def _attribute_of(item: PersonaAttribute) -> str:
    return item.attribute


@attrs.frozen(kw_only=True, field_transformer=checked)
class Persona:
    """
    A kind of person, told by attribute values: such as the many spellings of one job title.

    A person has the persona when each of its attributes is one of its values.

    Attributes
    ----------
    name : str
        Name, unique among the personas of a tenant, at most 255 characters; conditions refer to it.
    attributes : tuple of PersonaAttribute
        One to five attributes with their values, each attribute at most once.

    Examples
    --------
    >>> titles = PersonaAttribute(attribute="job_title", values=("CFO", "Chief Financial Officer", "Finanzvorstand"))
    >>> Persona(name="Head of finance", attributes=(titles,)).condition.sentence
    'job title is one of “CFO”, “Chief Financial Officer”, “Finanzvorstand”'
    """

    name: str = attrs.field(validator=[longest(255), *text])
    attributes: tuple[PersonaAttribute, ...] = attrs.field(
        converter=tuple[PersonaAttribute, ...],
        validator=[
            some,
            Check(
                lambda items: len(items) <= MAX_PERSONA_ATTRIBUTES,
                f"at most {MAX_PERSONA_ATTRIBUTES} attributes",
                {"maxItems": MAX_PERSONA_ATTRIBUTES},
            ),
            unique("attribute", _attribute_of),
        ],
    )

    @cached_property
    def condition(self) -> AllOf:
        """What the persona stands for, as a condition."""
        return AllOf(conditions=tuple(In(attribute=item.attribute, values=item.values) for item in self.attributes))
