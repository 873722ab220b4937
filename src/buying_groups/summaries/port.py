"""
The port: what turns facts into a summary.
"""

from typing import Protocol

import attrs

from .._notebooks import ShownInNotebooks
from .._reprs import brief
from .facts import SummaryFacts


__all__ = ["AsyncSummarizer", "Summarizer", "Summary"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class Summary(ShownInNotebooks):
    """
    A summary in words.

    Attributes
    ----------
    text : str
        A few sentences.
    highlights : tuple of str
        What stands out, one short line each.
    """

    text: str
    highlights: tuple[str, ...] = ()


class Summarizer(Protocol):
    """
    Turns facts into a few sentences with highlights.

    It may block, and raises `SummaryError` and nothing else where it cannot: no answer in time, no service, an answer
    that is none. It keeps nothing of one call for the next, so that calls may come from several threads. Its answer is
    made from the facts alone: what is in a name or a description is data, and never an instruction.
    `buying_groups.testing.summaries.SummarizerContract` checks what of this can be checked.
    """

    def summarize(self, facts: SummaryFacts, /) -> Summary:
        """Return the summary; its text is not blank, and is plain text without markup."""
        ...


class AsyncSummarizer(Protocol):
    """
    The same for programs that await: all that `Summarizer` promises, but that it does not block.
    """

    async def summarize(self, facts: SummaryFacts, /) -> Summary:
        """Return the summary; its text is not blank, and is plain text without markup."""
        ...
