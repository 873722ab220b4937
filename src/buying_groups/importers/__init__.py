"""
Importers: rows and documents of other systems become activities, people, accounts and opportunities.

`marketo` reads Marketo's activities and leads, in the form of warehouse tables, of the bulk extract and of REST
responses; `xdm` reads documents of Adobe's Experience Data Model; `plain` reads tables of any other origin. All take
rows that the caller has parsed, never files, and lose no row silently: each is imported, skipped on purpose, or refused
with everything that is wrong with it.
"""

from __future__ import annotations

from . import marketo, plain, xdm
from .merges import MergeImport, PersonMerge
from .results import (
    AccountImport,
    ActivityImport,
    OpportunityImport,
    PersonImport,
    RefusedRow,
    SkippedRow,
    UnknownType,
)


__all__ = [
    "AccountImport",
    "ActivityImport",
    "MergeImport",
    "OpportunityImport",
    "PersonImport",
    "PersonMerge",
    "RefusedRow",
    "SkippedRow",
    "UnknownType",
    "marketo",
    "plain",
    "xdm",
]
