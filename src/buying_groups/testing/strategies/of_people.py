"""
Strategies of people, and of what is known of them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from ...accounts import Person
from ...conditions import PersonFacts
from .of_intent import intent_reports
from .of_moments import names


if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy


__all__ = ["NUMBERS", "TEXTS", "people", "person_facts"]

# Of these, many are the same text to a condition, in whole, from the start, in a part, or as words.
TEXTS = (
    "CTO",
    "cto",
    "C\u200bTO",
    "Director",
    "Chief Officer",
    "chief  officer",
    "Chief-Officer, C++",
    "c++/c#",
    "Stra\N{LATIN SMALL LETTER SHARP S}e",
    "STRASSE",
    "\N{LATIN CAPITAL LETTER A WITH DIAERESIS}rztin",
    "A\N{COMBINING DIAERESIS}rztin",
    "SE",
    "1",
    "true",
)
NUMBERS = (-1.0, 0.0, 1.0, 49.5, 50.0, 100.0)


@st.composite
def people(draw: DrawFn, account_ids: Sequence[str], max_size: int = 6) -> tuple[Person, ...]:
    """
    Draw people whose ids are "p0", "p1" and so on.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    account_ids : sequence of str
        Their accounts; may be empty.
    max_size : int
        How many at the most.
    """
    if not account_ids:
        return ()
    known = known_of_people()
    return tuple(
        Person(id=f"p{index}", account_id=draw(st.sampled_from(account_ids)), **draw(known))
        for index in range(draw(st.integers(0, max_size)))
    )


@cache  # making a strategy takes longer than drawing from it
def known_of_people() -> SearchStrategy[dict[str, Any]]:
    text = st.sampled_from(TEXTS) | names()
    custom = {
        "text": text,
        "number": st.sampled_from(NUMBERS) | st.floats(allow_nan=False, allow_infinity=False),
        "flag": st.booleans(),
    }
    texts = ("first_name", "last_name", "job_title", "email", "phone", "mobile_phone", "city", "state", "postal_code")
    return st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys((*texts, "country", "inferred_state_region"), text),
            **dict.fromkeys(("unsubscribed", "email_invalid", "email_suspended"), st.booleans()),
            "custom_fields": st.fixed_dictionaries({}, optional=custom),
        },
    )


def person_facts(id: str = "p0") -> SearchStrategy[PersonFacts]:
    """
    Return a strategy of what is known of a person.

    Parameters
    ----------
    id : str
        The person's id.

    Returns
    -------
    SearchStrategy of PersonFacts
        Of a person with the id.
    """
    scores = st.none() | st.sampled_from([number for number in NUMBERS if number >= 0]) | st.floats(0, 100)
    people = known_of_people().map(lambda known: Person(id=id, account_id="a0", **known))
    return st.builds(PersonFacts, person=people, engagement_score=scores, intent=st.none() | intent_reports())
