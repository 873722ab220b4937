"""
Buying groups: the people of one account who decide on one purchase, and how engaged and complete they are.

The names that most users need stand here; the rest in the modules, named by what they hold: `accounts`, `activities`,
`roles`, `conditions`, `stages`, `groups`, `membership`, `assignment`, `progress`, `titles`, `engagement`,
`completeness`, `ranking`, `intent`, `summaries`, `email`, `details`, `insights`, `documents`, `html`, `importers`,
`plots`, `testing`, `errors`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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
    from . import documents as documents
    from . import html as html
    from . import importers as importers
    from . import plots as plots
    from . import testing as testing


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


def __getattr__(name: str) -> object:
    # What these need is not loaded before they are asked for.
    if name in {"documents", "html", "importers", "plots", "testing"}:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
