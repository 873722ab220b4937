"""
Strategies of whole tenants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from ...accounts import Account, Journey, JourneyEntry, Opportunity
from ...groups import BuyingGroup, SolutionInterest
from ...tenant import Tenant
from .of_activities import activity_lists, weighting_models
from .of_conditions import personas
from .of_groups import buying_groups, roles_templates, stage_models
from .of_intent import signal_models, taxonomies
from .of_moments import moments, names, time_zones
from .of_people import people


if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn


__all__ = ["tenants"]


@st.composite
def tenants(draw: DrawFn) -> Tenant:
    """
    Draw a tenant: empty, or with a few of everything.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    """
    accounts = tuple(Account(id=f"a{n}", name=draw(names())) for n in range(draw(st.integers(0, 2))))
    account_ids = [account.id for account in accounts]
    staff = draw(people(account_ids))
    known_personas = draw(personas())
    template = draw(roles_templates(persona_names=[persona.name for persona in known_personas]))
    stage_model = draw(stage_models())
    interests = (
        SolutionInterest(id="s0", name=draw(names()), roles_template_id=template.id, stage_model_id=stage_model.id),
        SolutionInterest(id="s1", name=draw(names()), roles_template_id=template.id),
    )
    groups: list[BuyingGroup] = []
    for index in range(draw(st.integers(0, 3)) if staff else 0):
        interest = draw(st.sampled_from(interests))
        stages: Sequence[str] = stage_model.stage_names if interest.stage_model_id else ()
        others = draw(st.permutations(staff))
        groups.append(draw(buying_groups(f"g{index}", interest.id, template, others, stages)))
    journeys = tuple(Journey(id=f"j{n}", name=draw(names())) for n in range(4))
    entered = [
        JourneyEntry(journey_id=journey.id, account_id=account_id, entered_at=draw(moments()))
        for account_id in account_ids
        for journey in draw(st.lists(st.sampled_from(journeys), max_size=4))
    ]
    opportunities = [
        Opportunity(id=f"o{n}", account_id=account_id, name=draw(names()), opened_at=draw(moments()))
        for n, account_id in enumerate(account_ids)
    ]
    return Tenant(
        name=draw(names()),
        time_zone=draw(time_zones()),
        personas=known_personas,
        accounts=accounts,
        people=staff,
        opportunities=tuple(opportunities),
        journeys=journeys,
        journey_entries=tuple(entered),
        roles_templates=(template,),
        stage_models=(stage_model,),
        solution_interests=interests,
        buying_groups=tuple(groups),
        weighting_models=(draw(weighting_models()),),
        taxonomy=draw(st.none() | taxonomies()),
        signal_model=draw(signal_models()),
        activities=draw(activity_lists([person.id for person in staff])),
    )
