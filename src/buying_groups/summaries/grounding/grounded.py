"""
Grounded summarizers: what another one writes is checked against the facts before anybody sees it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import attrs

from ..._reprs import brief
from ...errors import SummaryError, UnsupportedSummaryError
from .check import Unsupported, check_summary


if TYPE_CHECKING:
    from ..facts import SummaryFacts
    from ..port import AsyncSummarizer, Summarizer, Summary


__all__ = ["AsyncGroundedSummarizer", "GroundedSummarizer", "GroundedSummary"]

_logger = logging.getLogger(__name__)


@attrs.frozen(kw_only=True, field_transformer=brief)
class GroundedSummary:
    """
    A summary, and how it came about.

    Attributes
    ----------
    summary : Summary
        The summary.
    is_fallback : bool
        Whether it is the fallback's.
    rejected : Summary or None
        What was written first, where it was rejected.
    unsupported : tuple of Unsupported
        Why it was rejected.
    error : str or None
        Why there was nothing to check, where the summarizer failed.
    """

    summary: Summary
    is_fallback: bool = False
    rejected: Summary | None = None
    unsupported: tuple[Unsupported, ...] = ()
    error: str | None = None


class GroundedSummarizer:
    """
    Checks what another summarizer writes; rejects what the facts do not support, or falls back.

    Parameters
    ----------
    inner : Summarizer
        What writes, in English.
    fallback : Summarizer or None
        What writes instead where `inner` fails or is rejected; its text is not checked. Without one, the error is
        raised: `UnsupportedSummaryError`, or the `SummaryError` of `inner`.

    Notes
    -----
    A fallback is logged as a warning, without the text: it may name people.

    Examples
    --------
    >>> from datetime import date
    >>> from buying_groups.summaries import Summary, SummaryFacts, SummarySubject, TemplateSummarizer
    >>> class Inventor:
    ...     def summarize(self, facts, /):
    ...         return Summary(text="They have spent 40,000 euros.")
    >>> facts = SummaryFacts(subject=SummarySubject.GROUP, name="Gateway for Acme", day=date(2026, 1, 31))
    >>> found = GroundedSummarizer(Inventor(), fallback=TemplateSummarizer()).attempt(facts)
    >>> found.summary.text, found.is_fallback
    ('Gateway for Acme has no members yet.', True)
    >>> GroundedSummarizer(Inventor()).summarize(facts)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    buying_groups.errors.UnsupportedSummaryError: the summary says what the facts do not: 16–22: '40,000': no fact ...
    """

    def __init__(self, inner: Summarizer, *, fallback: Summarizer | None = None) -> None:
        self._inner = inner
        self._fallback = fallback

    def __repr__(self) -> str:
        return f"GroundedSummarizer({self._inner!r}, fallback={self._fallback!r})"

    def summarize(self, facts: SummaryFacts, /) -> Summary:
        """Return the summary that stands; raise where there is none."""
        return self.attempt(facts).summary

    def attempt(self, facts: SummaryFacts, /) -> GroundedSummary:
        """Return the summary that stands, and how it came about; raise where there is none."""
        try:
            summary = self._inner.summarize(facts)
        except SummaryError as error:
            if self._fallback is None:
                raise
            return _failed(error, self._fallback.summarize(facts))
        unsupported = check_summary(summary, facts)
        if not unsupported:
            return GroundedSummary(summary=summary)
        if self._fallback is None:
            raise UnsupportedSummaryError(unsupported)
        return _rejected(summary, unsupported, self._fallback.summarize(facts))


class AsyncGroundedSummarizer:
    """
    The same as `GroundedSummarizer` for programs that await.

    Parameters
    ----------
    inner : AsyncSummarizer
        What writes, in English.
    fallback : Summarizer or None
        What writes instead; one that does not block, such as a `TemplateSummarizer`.
    """

    def __init__(self, inner: AsyncSummarizer, *, fallback: Summarizer | None = None) -> None:
        self._inner = inner
        self._fallback = fallback

    def __repr__(self) -> str:
        return f"AsyncGroundedSummarizer({self._inner!r}, fallback={self._fallback!r})"

    async def summarize(self, facts: SummaryFacts, /) -> Summary:
        """Return the summary that stands; raise where there is none."""
        return (await self.attempt(facts)).summary

    async def attempt(self, facts: SummaryFacts, /) -> GroundedSummary:
        """Return the summary that stands, and how it came about; raise where there is none."""
        try:
            summary = await self._inner.summarize(facts)
        except SummaryError as error:
            if self._fallback is None:
                raise
            return _failed(error, self._fallback.summarize(facts))
        return GroundedSummarizer(_Written(summary), fallback=self._fallback).attempt(facts)


class _Written:
    """
    Returns what has been written already.
    """

    def __init__(self, summary: Summary) -> None:
        self._summary = summary

    def summarize(self, facts: SummaryFacts, /) -> Summary:  # noqa: ARG002 - the port's form
        return self._summary


def _failed(error: SummaryError, summary: Summary) -> GroundedSummary:
    _logger.warning("summarizer failed, fallback used: %s", type(error).__name__)
    return GroundedSummary(summary=summary, is_fallback=True, error=str(error))


def _rejected(rejected: Summary, unsupported: tuple[Unsupported, ...], summary: Summary) -> GroundedSummary:
    _logger.warning("summary rejected for %d unsupported claims, fallback used", len(unsupported))
    return GroundedSummary(summary=summary, is_fallback=True, rejected=rejected, unsupported=unsupported)
