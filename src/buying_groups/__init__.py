"""
Buying groups: the people of one account who decide on one purchase, and how engaged and complete they are.

A `Tenant` holds everything: build one, or read one from JSON with `documents.loads`. `buying_group_details` then gives
the page of one group, `score_tenant` all scores, and ``insights`` what stands out among all groups.

The names that most users need stand here; the rest in the modules, named by what they hold, which need no import of
their own (``buying_groups.insights.highlights``):

* what a tenant is made of: `accounts`, `activities`, `roles`, `conditions`, `stages`, `groups`, `tenant`
* who belongs to a group, and how it moves on: `membership`, `assignment`, `progress`, `titles`
* scores: `engagement`, `completeness`, `completeness_tables`, `ranking`, `intent`
* what is shown and sent: `details`, `summaries`, `email`, `insights`, `text`, `html`, `plots`
* in and out: `documents`, `importers`
* `errors`, and `testing` for your own tests

Examples
--------
>>> from datetime import UTC, datetime
>>> import buying_groups as bg
>>> tenant = bg.Tenant(name="Example")
>>> tenant
<Tenant 'Example': 0 accounts, 0 people, 0 buying groups, 0 activities>
>>> bg.documents.loads(bg.documents.dumps(tenant), bg.Tenant) == tenant
True
>>> bg.score_tenant(tenant, as_of=datetime(2026, 1, 31, tzinfo=UTC)).groups
()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._lazy import attribute, names
from .accounts import Account, Journey, JourneyEntry, Opportunity, Person
from .activities import Activity, Content
from .details import BuyingGroupDetails, buying_group_details
from .engagement import DEFAULT_WEIGHTING_MODEL, Scale, WeightingModel, score_tenant
from .errors import BuyingGroupsError, DataError, UsageError
from .groups import BuyingGroup, Member, MembershipChange, SolutionInterest, Source, StageMove
from .roles import RolesTemplate, TemplateRole
from .stages import Stage, StageKind, StageModel
from .tenant import Tenant


if TYPE_CHECKING:
    from . import accounts as accounts
    from . import activities as activities
    from . import assignment as assignment
    from . import completeness as completeness
    from . import completeness_tables as completeness_tables
    from . import conditions as conditions
    from . import details as details
    from . import documents as documents
    from . import email as email
    from . import engagement as engagement
    from . import errors as errors
    from . import groups as groups
    from . import html as html
    from . import importers as importers
    from . import insights as insights
    from . import intent as intent
    from . import membership as membership
    from . import plots as plots
    from . import progress as progress
    from . import ranking as ranking
    from . import roles as roles
    from . import stages as stages
    from . import summaries as summaries
    from . import tenant as tenant
    from . import testing as testing
    from . import text as text
    from . import titles as titles


__all__ = [
    "DEFAULT_WEIGHTING_MODEL",
    "Account",
    "Activity",
    "BuyingGroup",
    "BuyingGroupDetails",
    "BuyingGroupsError",
    "Content",
    "DataError",
    "Journey",
    "JourneyEntry",
    "Member",
    "MembershipChange",
    "Opportunity",
    "Person",
    "RolesTemplate",
    "Scale",
    "SolutionInterest",
    "Source",
    "Stage",
    "StageKind",
    "StageModel",
    "StageMove",
    "TemplateRole",
    "Tenant",
    "UsageError",
    "WeightingModel",
    "buying_group_details",
    "score_tenant",
]

__version__ = "0.1.0"


# Loaded when they are first asked for, with what they need.
_MODULES = (
    "accounts",
    "activities",
    "assignment",
    "completeness",
    "completeness_tables",
    "conditions",
    "details",
    "documents",
    "email",
    "engagement",
    "errors",
    "groups",
    "html",
    "importers",
    "insights",
    "intent",
    "membership",
    "plots",
    "progress",
    "ranking",
    "roles",
    "stages",
    "summaries",
    "tenant",
    "testing",
    "text",
    "titles",
)

if not TYPE_CHECKING:  # with a `__getattr__`, every misspelt name would be right to a type checker

    def __getattr__(name: str) -> object:
        return attribute(__name__, name, modules=_MODULES)


def __dir__() -> list[str]:
    return names(__name__, modules=_MODULES)
