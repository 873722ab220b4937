"""
The details page of a buying group as one value, which a web page, an email or a notebook renders.

What the page shows is that of the "Buying group details" page of Adobe Journey Optimizer B2B Edition's documentation
(2026-08). Wherever that links, the id is in the value. What is not known is absent, never invented.
"""

from __future__ import annotations

from .building import buying_group_details
from .page import AccountOverview, BuyingGroupDetails, BuyingGroupSummary, Link, MemberDetails


__all__ = [
    "AccountOverview",
    "BuyingGroupDetails",
    "BuyingGroupSummary",
    "Link",
    "MemberDetails",
    "buying_group_details",
]
