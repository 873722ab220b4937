"""
Grounded summarizers: what they reject, what they fall back to, and that they say so.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
from typing import TYPE_CHECKING

import pytest

from buying_groups.errors import SummaryError, UnsupportedSummaryError
from buying_groups.summaries import (
    AsyncGroundedSummarizer,
    GroundedSummarizer,
    GroundedSummary,
    Summary,
    TemplateSummarizer,
)
from buying_groups.testing.summaries import (
    EXAMPLE_FACTS,
    FailingSummarizer,
    InventingSummarizer,
    RecordingSummarizer,
)


if TYPE_CHECKING:
    from buying_groups.summaries import Summarizer, SummaryFacts

FACTS = EXAMPLE_FACTS[0]
TEMPLATE = TemplateSummarizer().summarize(FACTS)


class Awaited:
    """
    A summarizer that is awaited.
    """

    def __init__(self, inner: Summarizer) -> None:
        self.inner = inner

    async def summarize(self, facts: SummaryFacts, /) -> Summary:
        """Return what the other one writes."""
        await asyncio.sleep(0)
        return self.inner.summarize(facts)


def attempt(inner: Summarizer, fallback: Summarizer | None, *, awaited: bool) -> GroundedSummary:
    """Return what comes of an attempt, awaited or not."""
    if awaited:
        return asyncio.run(AsyncGroundedSummarizer(Awaited(inner), fallback=fallback).attempt(FACTS))
    return GroundedSummarizer(inner, fallback=fallback).attempt(FACTS)


@pytest.mark.parametrize("awaited", [False, True])
class TestGrounded:
    """
    "`GroundedSummarizer(inner, fallback=…)` rejects or falls back, and says so."
    """

    def test_supported(self, awaited: bool) -> None:  # noqa: FBT001 - a parameter of the test
        """What is true passes unchanged."""
        fake = RecordingSummarizer(Summary(text="Ada Berg has a score of 73.", highlights=("Score: 80",)))
        assert GroundedSummary(summary=fake.summary) == attempt(fake, None, awaited=awaited)
        assert [FACTS] == fake.asked

    def test_rejected(self, awaited: bool) -> None:  # noqa: FBT001 - a parameter of the test
        """Without a fallback, an error that lists every place."""
        fake = RecordingSummarizer(Summary(text="Ada Berg has a score of 74.", highlights=("Score: 81",)))
        message = (
            r"^the summary says what the facts do not: 24–26: '74': no fact says this number here; "
            r"highlight 1, 7–9: '81': no fact says this number here$"
        )
        with pytest.raises(UnsupportedSummaryError, match=message) as caught:
            attempt(fake, None, awaited=awaited)
        assert str(caught.value) == str(pickle.loads(pickle.dumps(caught.value)))  # noqa: S301 - our own

    def test_fallback(self, awaited: bool, caplog: pytest.LogCaptureFixture) -> None:  # noqa: FBT001 - a parameter
        """What was rejected is in the outcome, and in the log only that something was."""
        with caplog.at_level(logging.WARNING):
            found = attempt(InventingSummarizer(), TemplateSummarizer(), awaited=awaited)
        assert (TEMPLATE, True, None) == (found.summary, found.is_fallback, found.error)
        assert ["4,711"] == [each.text for each in found.unsupported]
        assert found.rejected is not None
        assert found.rejected.text.endswith("4,711 webinars.")
        assert ["summary rejected for 1 unsupported claims, fallback used"] == caplog.messages

    def test_failure(self, awaited: bool, caplog: pytest.LogCaptureFixture) -> None:  # noqa: FBT001 - a parameter
        """A summarizer that fails is replaced, or its error raised."""
        with caplog.at_level(logging.WARNING):
            found = attempt(FailingSummarizer(), TemplateSummarizer(), awaited=awaited)
        assert GroundedSummary(summary=TEMPLATE, is_fallback=True, error="no answer within the time") == found
        assert ["summarizer failed, fallback used: SummaryError"] == caplog.messages
        with pytest.raises(SummaryError, match=r"^no answer within the time$"):
            attempt(FailingSummarizer(), None, awaited=awaited)


def test_ports() -> None:
    """Both are summarizers themselves."""
    assert TEMPLATE == GroundedSummarizer(TemplateSummarizer()).summarize(FACTS)
    assert TEMPLATE == asyncio.run(AsyncGroundedSummarizer(Awaited(TemplateSummarizer())).summarize(FACTS))
