"""
Strategies of activities, and of the weighting models that count them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from hypothesis import strategies as st

from ...activities import INTERESTING_MOMENT, PAGE_VIEWS, Activity, Content
from ...engagement.weighting import ActivityWeight, Normalization, WeightingModel, WeightingModelStatus
from .of_moments import AS_OF, moments, names


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hypothesis.strategies import DrawFn, SearchStrategy


__all__ = ["KEYWORDS", "TYPES", "activities", "activity_lists", "weighting_models"]

# What content is about: keywords, other spellings of theirs, and what only contains their letters.
KEYWORDS = ("email marketing", "CRM", "lead score", "Stra\N{LATIN SMALL LETTER SHARP S}e", "c++", "webinars")
_ABOUT = (*KEYWORDS, "E-Mail: Marketing", "a CRM for the STRASSE", "scrmx", "lead-score c++", "leads score")
_URLS = ("https://crm.example/", "https://a.example/x/lead%20score.html?q=crm#webinars", "/email/marketing", "http://[")
TYPES = ("attend_event", INTERESTING_MOMENT, PAGE_VIEWS, "whistling")


def weighting_models() -> SearchStrategy[WeightingModel]:
    """
    Return a strategy of active weighting models over some of the types that `activities` draws.

    Returns
    -------
    SearchStrategy of WeightingModel
        Models that are active.
    """
    weights = st.one_of(st.just(0.0), st.sampled_from((20.0, 60.0)), st.floats(0.001, 1e6))
    caps = st.integers(1, 4)

    def model(types: list[tuple[str, float, int]], normalization: Normalization, days: int) -> WeightingModel:
        return WeightingModel(
            id="model",
            name="Model",
            weights=tuple(
                ActivityWeight(activity_type=name, weight=weight, daily_cap=cap) for name, weight, cap in types
            ),
            normalization=normalization,
            look_back_days=days,
            status=WeightingModelStatus.ACTIVE,
        )

    types = st.lists(st.tuples(st.sampled_from(TYPES), weights, caps), unique_by=lambda item: item[0])
    return st.builds(model, types, st.sampled_from(Normalization), st.sampled_from((1, 2, 30)))


@st.composite
def activities(draw: DrawFn, person_ids: Sequence[str], around: datetime = AS_OF) -> Activity:
    """
    Draw an activity without an id.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    person_ids : sequence of str
        Who may have done it.
    around : datetime
        When, roughly.
    """
    about = st.sampled_from(_ABOUT) | names()
    content = st.builds(
        Content,
        title=st.none() | about,
        url=st.none() | st.sampled_from(_URLS) | names(),
        keywords=st.lists(about, max_size=2).map(tuple),
    )
    return Activity(
        person_id=draw(st.sampled_from(person_ids)),
        activity_type=draw(st.sampled_from(TYPES)),
        occurred_at=draw(moments(around)),
        content=draw(st.none() | content),
        description=draw(st.none() | names()),
    )


@st.composite
def activity_lists(
    draw: DrawFn, person_ids: Sequence[str], around: datetime = AS_OF, max_size: int = 30
) -> tuple[Activity, ...]:
    """
    Draw activities, some with ids and some of those repeated; no id is in conflict.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    person_ids : sequence of str
        Who may have done them; may be empty.
    around : datetime
        When, roughly.
    max_size : int
        How many at the most, before repeats.
    """
    if not person_ids:
        return ()
    found = draw(st.lists(activities(person_ids, around), max_size=max_size))
    with_ids = [
        attrs.evolve(activity, id=f"activity {index}") if draw(st.booleans()) else activity
        for index, activity in enumerate(found)
    ]
    repeatable = [activity for activity in with_ids if activity.id is not None]
    repeats = draw(st.lists(st.sampled_from(repeatable), max_size=5)) if repeatable else []
    return tuple(draw(st.permutations([*with_ids, *repeats])))
