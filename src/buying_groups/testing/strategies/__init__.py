"""
Hypothesis strategies for the values of the domain.

Everything is drawn close together: few ids, few types, moments within weeks of `AS_OF` and often on the edges of its
window, so that repeats, ties, caps and edges are met often.
"""

from __future__ import annotations

from .of_activities import activities, activity_lists, weighting_models
from .of_conditions import conditions, personas
from .of_groups import buying_groups, roles_templates, stage_models
from .of_intent import intent_reports, signal_models, taxonomies
from .of_moments import AS_OF, moments, names, time_zones
from .of_people import people, person_facts
from .of_tenants import tenants


__all__ = [
    "AS_OF",
    "activities",
    "activity_lists",
    "buying_groups",
    "conditions",
    "intent_reports",
    "moments",
    "names",
    "people",
    "person_facts",
    "personas",
    "roles_templates",
    "signal_models",
    "stage_models",
    "taxonomies",
    "tenants",
    "time_zones",
    "weighting_models",
]
