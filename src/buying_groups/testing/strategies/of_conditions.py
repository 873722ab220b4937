"""
Strategies of conditions and personas.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from ...conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Between,
    Condition,
    Contains,
    GreaterThan,
    HasIntent,
    HasPersona,
    In,
    IntentSubject,
    Is,
    IsEmpty,
    LessThan,
    Not,
    Persona,
    PersonaAttribute,
    StartsWith,
)
from ...intent.report import IntentLevel
from ...titles.labels import Seniority
from .of_intent import SUBJECTS
from .of_people import NUMBERS, TEXTS


if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import DrawFn, SearchStrategy


__all__ = ["conditions", "personas"]

_TEXT_ATTRIBUTES = (
    "city",
    "country",
    "email",
    "first_name",
    "inferred_state_region",
    "job_title",
    "last_name",
    "mobile_phone",
    "phone",
    "postal_code",
    "state",
    "custom_fields.text",
    "custom_fields.number",
)
_NUMBER_ATTRIBUTES = ("person_engagement_score", "custom_fields.number", "custom_fields.flag")
_FLAGS = ("email_invalid", "email_suspended", "custom_fields.flag", "custom_fields.text")


def _condition_texts() -> SearchStrategy[str]:
    latin = st.characters(codec="latin-1", exclude_categories=["Cc", "Cf"], exclude_characters="µ")  # a Greek letter
    anything = st.text(latin, min_size=1, max_size=6).filter(lambda text: bool(text.strip()))
    return st.sampled_from(TEXTS).map(lambda text: text.replace("\u200b", "")) | anything


def _condition_numbers() -> SearchStrategy[float]:
    return st.sampled_from(NUMBERS) | st.floats(allow_nan=False, allow_infinity=False)


@cache
def _questions(persona_names: tuple[str, ...]) -> SearchStrategy[Condition]:
    texts, numbers = _condition_texts(), _condition_numbers()
    of_text, of_number = st.sampled_from(_TEXT_ATTRIBUTES), st.sampled_from(_NUMBER_ATTRIBUTES)
    custom = st.sampled_from(("custom_fields.text", "custom_fields.number", "custom_fields.flag", "custom_fields.none"))

    def text_condition(kind: type[StartsWith | Contains]) -> SearchStrategy[Condition]:
        def condition(attribute: str, value: str, *, words: bool) -> Condition:
            return kind(attribute=attribute, value=value, words=words and any(map(str.isalnum, value)))

        return st.builds(condition, of_text, texts, words=st.booleans())

    def between(attribute: str, limits: list[float]) -> Condition:
        return Between(attribute=attribute, lowest=limits[0], highest=limits[1])

    ordered = st.tuples(numbers, numbers).map(sorted)
    questions: list[SearchStrategy[Condition]] = [
        st.builds(Is, attribute=of_text, value=texts),
        st.builds(Is, attribute=of_number, value=numbers),
        st.builds(Is, attribute=st.sampled_from(_FLAGS), value=st.booleans()),
        st.builds(In, attribute=of_text, values=st.lists(texts, min_size=1, max_size=12).map(tuple)),
        st.builds(In, attribute=of_number, values=st.lists(numbers, min_size=1, max_size=3).map(tuple)),
        st.builds(
            In, attribute=custom, values=st.lists(texts | numbers | st.booleans(), min_size=1, max_size=4).map(tuple)
        ),
        text_condition(StartsWith),
        text_condition(Contains),
        st.builds(IsEmpty, attribute=of_text | of_number | custom),
        *(st.builds(kind, attribute=of_number, value=numbers) for kind in (GreaterThan, AtLeast, LessThan, AtMost)),
        st.builds(between, of_number, ordered),
        st.builds(Is, attribute=st.just("seniority"), value=st.sampled_from([member.value for member in Seniority])),
        st.builds(
            HasIntent,
            of=st.sampled_from(IntentSubject),
            name=st.sampled_from(SUBJECTS),
            levels=st.lists(st.sampled_from(IntentLevel), min_size=1, unique=True).map(tuple),
        ),
    ]
    if persona_names:
        questions.append(st.builds(HasPersona, persona=st.sampled_from(persona_names)))
    return st.one_of(questions)


def conditions(persona_names: Iterable[str] = (), max_leaves: int = 8) -> SearchStrategy[Condition]:
    """
    Return a strategy of conditions of every kind, nested in one another.

    Parameters
    ----------
    persona_names : iterable of str
        The personas that they may refer to.
    max_leaves : int
        About how many questions one asks at the most.

    Returns
    -------
    SearchStrategy of Condition
        Conditions that are valid.
    """
    return _conditions(tuple(persona_names), max_leaves)


@cache
def _conditions(persona_names: tuple[str, ...], max_leaves: int) -> SearchStrategy[Condition]:
    def several(inner: SearchStrategy[Condition]) -> SearchStrategy[Condition]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.builds(AllOf, conditions=parts) | st.builds(AnyOf, conditions=parts) | st.builds(Not, condition=inner)

    return st.recursive(_questions(persona_names), several, max_leaves=max_leaves)


@st.composite
def personas(draw: DrawFn, max_size: int = 3) -> tuple[Persona, ...]:
    """
    Draw personas whose names are "persona 0", "persona 1" and so on.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    max_size : int
        How many at the most.
    """
    texts = st.lists(_condition_texts(), min_size=1, max_size=4).map(tuple)
    attributes = st.lists(st.sampled_from(("job_title", "country", "city")), min_size=1, max_size=2, unique=True)
    return tuple(
        Persona(
            name=f"persona {index}",
            attributes=tuple(PersonaAttribute(attribute=name, values=draw(texts)) for name in draw(attributes)),
        )
        for index in range(draw(st.integers(0, max_size)))
    )
