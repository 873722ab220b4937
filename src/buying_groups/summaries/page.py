"""
Page: the details page with its summaries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .collecting import FactCollector
from .template import TemplateSummarizer


if TYPE_CHECKING:
    from ..details import BuyingGroupDetails
    from ..engagement.scoring import EngagementScores
    from ..tenant import Tenant
    from .port import Summarizer


__all__ = ["summarized"]


def summarized(
    details: BuyingGroupDetails,
    tenant: Tenant,
    summarizer: Summarizer | None = None,
    *,
    scores: EngagementScores | None = None,
    scores_before: EngagementScores | None = None,
) -> BuyingGroupDetails:
    """
    Return a details page with summaries of the group, its account and its members.

    Parameters
    ----------
    details : BuyingGroupDetails
        The page.
    tenant : Tenant
        What the page was computed from.
    summarizer : Summarizer or None
        What writes the summaries; by default a `TemplateSummarizer`, in English.
    scores, scores_before : EngagementScores or None
        The tenant's scores for the page's moment and for 28 days earlier, as `FactCollector` takes them.

    Returns
    -------
    BuyingGroupDetails
        The page; summaries that it had are replaced.

    Raises
    ------
    SummaryError
        When the summarizer raises it.
    UnknownIdError
        When the page is not of this tenant.
    """
    writer = summarizer or TemplateSummarizer()
    facts = FactCollector(tenant, as_of=details.as_of, scores=scores, scores_before=scores_before)
    group, account = details.group, details.account
    return attrs.evolve(
        details,
        group=attrs.evolve(group, summary=writer.summarize(facts.group(group.id, intent=details.intent))),
        account=attrs.evolve(account, summary=writer.summarize(facts.account(account.id))),
        members=tuple(
            attrs.evolve(member, summary=writer.summarize(facts.person(member.person_id))) for member in details.members
        ),
    )
