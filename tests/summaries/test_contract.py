"""
The contract of summarizers, kept by ours; and that it finds those that do not keep it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from buying_groups.errors import SummaryError
from buying_groups.summaries import (
    AsyncGroundedSummarizer,
    AsyncSummarizer,
    GroundedSummarizer,
    Summarizer,
    Summary,
    TemplateSummarizer,
    swedish,
)
from buying_groups.testing.summaries import (
    EXAMPLE_FACTS,
    AsyncSummarizerContract,
    FailingSummarizer,
    InventingSummarizer,
    RecordingSummarizer,
    SummarizerContract,
)


if TYPE_CHECKING:
    from buying_groups.summaries import SummaryFacts


class TestTemplate(SummarizerContract):
    """The template summarizer keeps it."""

    def summarizer(self) -> Summarizer:
        """Return it, in English."""
        return TemplateSummarizer()


class TestSwedishTemplate(SummarizerContract):
    """In Swedish, as far as it can be checked."""

    is_english = False

    def summarizer(self) -> Summarizer:
        """Return it, in Swedish."""
        pytest.importorskip("babel")
        return TemplateSummarizer(swedish())


class TestGroundedInventor(SummarizerContract):
    """A grounded summarizer keeps it, whatever stands behind it."""

    def summarizer(self) -> Summarizer:
        """Return one that falls back."""
        return GroundedSummarizer(InventingSummarizer(), fallback=TemplateSummarizer())


class Awaited:
    """
    A summarizer that is awaited.
    """

    async def summarize(self, facts: SummaryFacts, /) -> Summary:
        """Return what the template writes, after others had their turn."""
        await asyncio.sleep(0)
        return TemplateSummarizer().summarize(facts)


class TestAwaited(AsyncSummarizerContract):
    """The same for programs that await."""

    def summarizer(self) -> AsyncSummarizer:
        """Return it, grounded."""
        return AsyncGroundedSummarizer(Awaited())

    def answer(self, facts: SummaryFacts) -> Summary:
        """Return the summary of facts."""
        return asyncio.run(self.summarizer().summarize(facts))


def broken(answer: Any, *, changes: bool = False) -> SummarizerContract:
    """Return the contract of a summarizer that answers something."""

    class Broken(SummarizerContract):
        def summarizer(self) -> Summarizer:
            class Answering:
                def summarize(self, facts: SummaryFacts, /) -> Summary:
                    if changes:
                        object.__setattr__(facts, "name", f"{facts.name}!")
                    found: Summary = answer
                    return found

            return Answering()

    return Broken()


class TestBreaches:
    """It fails for a summarizer that does not keep it."""

    @pytest.mark.parametrize(
        ("answer", "message"),
        [
            ("text", "^a Summary is due, got str$"),
            (Summary(text=" "), "^the text is blank$"),
            (Summary(text="Well.", highlights=["a"]), "^the highlights are no tuple$"),  # type: ignore[arg-type]
            (Summary(text="Well.", highlights=("a\nb",)), "^a highlight is one line$"),
        ],
    )
    def test_of_form(self, answer: Any, message: str) -> None:
        """No summary, a blank one, highlights that are none."""
        with pytest.raises(AssertionError, match=message):
            broken(answer).test_every_subject_has_a_summary()

    def test_of_truth(self) -> None:
        """Claims that no fact has, after whichever call, and orders that are obeyed."""
        contract = broken(Summary(text="They have 4,711 members."))
        for test in (
            contract.test_says_only_what_the_facts_say,
            contract.test_orders_in_the_facts_are_not_obeyed,
            contract.test_calls_do_not_depend_on_each_other,
        ):
            with pytest.raises(
                AssertionError, match=r"^not in the facts: 10–15: '4,711': no fact says this number here"
            ):
                test()

    def test_of_the_facts(self) -> None:
        """A summarizer that changes what it is given."""
        with pytest.raises(AssertionError, match=r"^the facts were changed$"):
            broken(Summary(text="Well."), changes=True).test_facts_are_left_alone()
        object.__setattr__(EXAMPLE_FACTS[0], "name", EXAMPLE_FACTS[0].name.rstrip("!"))


class TestFakes:
    """What fails, invents and records."""

    def test_failing(self) -> None:
        """For some calls, or for all."""
        facts = EXAMPLE_FACTS[0]
        twice = FailingSummarizer(times=1)
        with pytest.raises(SummaryError, match=r"^no answer within the time$"):
            twice.summarize(facts)
        assert TemplateSummarizer().summarize(facts) == twice.summarize(facts)
        with pytest.raises(SummaryError, match=r"^no answer within the time$"):
            FailingSummarizer().summarize(facts)

    def test_recording(self) -> None:
        """It keeps what it was asked."""
        fake = RecordingSummarizer(Summary(text="Well."))
        assert Summary(text="Well.") == fake.summarize(EXAMPLE_FACTS[1])
        assert [EXAMPLE_FACTS[1]] == fake.asked
