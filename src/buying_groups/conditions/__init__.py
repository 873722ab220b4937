"""
Conditions: who a role is for, as data.

A condition asks for a person's attributes, intent and persona. It is written in Python or read from JSON, shown as a
sentence, evaluated for a person with an explanation, or for a whole table of people
(`buying_groups.conditions.tables`, which needs a data-frame library and is not imported here).
"""

from .attributes import ATTRIBUTES, AttributeType, PersonAttribute
from .builders import (
    AttributeBuilder,
    IntentBuilder,
    attribute,
    category_intent,
    custom_field,
    engagement_score,
    has_persona,
    keyword_intent,
    product_intent,
)
from .evaluation import Explanation, explain, holds
from .facts import IntentSubject, PersonFacts
from .language import AllOf, AnyOf, Condition, Not
from .operators import (
    AtLeast,
    AtMost,
    AttributeCondition,
    Between,
    Contains,
    GreaterThan,
    In,
    Is,
    IsEmpty,
    LessThan,
    StartsWith,
)
from .personas import Persona, PersonaAttribute
from .priority import ConsideredRole, RoleChoice, first_role
from .references import HasIntent, HasPersona


__all__ = [
    "ATTRIBUTES",
    "AllOf",
    "AnyOf",
    "AtLeast",
    "AtMost",
    "AttributeBuilder",
    "AttributeCondition",
    "AttributeType",
    "Between",
    "Condition",
    "ConsideredRole",
    "Contains",
    "Explanation",
    "GreaterThan",
    "HasIntent",
    "HasPersona",
    "In",
    "IntentBuilder",
    "IntentSubject",
    "Is",
    "IsEmpty",
    "LessThan",
    "Not",
    "PersonAttribute",
    "PersonFacts",
    "Persona",
    "PersonaAttribute",
    "RoleChoice",
    "StartsWith",
    "attribute",
    "category_intent",
    "custom_field",
    "engagement_score",
    "explain",
    "first_role",
    "has_persona",
    "holds",
    "keyword_intent",
    "product_intent",
]

# Here, where all of them are known.
Condition.kinds = {
    made.kind: made
    for made in (
        AllOf,
        AnyOf,
        Not,
        Is,
        In,
        StartsWith,
        Contains,
        IsEmpty,
        GreaterThan,
        AtLeast,
        LessThan,
        AtMost,
        Between,
        HasIntent,
        HasPersona,
    )
}
