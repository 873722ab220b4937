"""
Check: what of a text the facts do not support.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from ..._reprs import brief
from ..readings import Kind
from .context import Told
from .mentions import Mention, MentionKind, read
from .numbers import unsupported_numbers
from .relations import unsupported_relations
from .scope import Carried
from .strangers import strangers


if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..facts import SummaryFacts
    from ..port import Summary
    from .mentions import Sentence


__all__ = ["Unsupported", "check", "check_summary"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class Unsupported:
    """
    A place in a text that the facts do not support.

    Attributes
    ----------
    start, end : int
        Where it stands in the text.
    text : str
        What stands there.
    reason : str
        What the facts lack.
    highlight : int or None
        Which highlight it is in; ``None`` for the text itself.
    """

    start: int
    end: int
    text: str
    reason: str
    highlight: int | None = None

    def __str__(self) -> str:
        where = "" if self.highlight is None else f"highlight {self.highlight + 1}, "
        return f"{where}{self.start}–{self.end}: {self.text!r}: {self.reason}"


def check(text: str, facts: SummaryFacts) -> tuple[Unsupported, ...]:
    """
    Return what of an English text the facts do not support.

    Every number, percentage, date, quotation and name is looked up: in the fact that the words around it point at, so
    that one that stands elsewhere in the facts does not pass. Of names it is checked what is said of them as far as
    the facts tell: role, title, place, trend, missing people, level of intent, silence, interesting moments.

    Parameters
    ----------
    text : str
        The text, as plain text.
    facts : SummaryFacts
        What it was written from.

    Returns
    -------
    tuple of Unsupported
        In the order of the text; empty where everything that is checked is supported.

    Notes
    -----
    ``docs/explanation/summaries.md`` has the measured figures, and what the check cannot see: a claim without a number,
    date or name.

    Examples
    --------
    >>> from datetime import date
    >>> from buying_groups.summaries import EngagedPerson, Standing, SummaryFacts, SummarySubject
    >>> facts = SummaryFacts(
    ...     subject=SummarySubject.GROUP,
    ...     name="Gateway for Acme",
    ...     day=date(2026, 1, 31),
    ...     standing=Standing(score=80),
    ...     people=(EngagedPerson(name="Ada Berg", role="Champion", standing=Standing(score=73), activities=4),),
    ...     number_of_people=1,
    ...     number_of_active_people=1,
    ... )
    >>> check("Gateway for Acme has a score of 80, and Ada Berg one of 73.", facts)
    ()
    >>> for found in check("Gateway for Acme has a score of 73, and Bo Ek one of 80.", facts):
    ...     print(found)
    32–34: '73': no fact says this number here
    40–45: 'Bo Ek': no fact has this name
    """
    return tuple(_unsupported(text, Told(facts), Carried())[0])


def check_summary(summary: Summary, facts: SummaryFacts) -> tuple[Unsupported, ...]:
    """
    Return what of a summary, its highlights included, the facts do not support.

    Parameters
    ----------
    summary : Summary
        The summary, in English.
    facts : SummaryFacts
        What it was written from.

    Returns
    -------
    tuple of Unsupported
        What is not supported, with its place; empty where all is.

    Examples
    --------
    >>> from datetime import date
    >>> from buying_groups.summaries import Summary, SummaryFacts, SummarySubject, check_summary
    >>> facts = SummaryFacts(subject=SummarySubject.GROUP, name="Gateway for Acme", day=date(2026, 1, 31))
    >>> check_summary(Summary(text="Gateway for Acme has no members yet."), facts)
    ()
    >>> check_summary(Summary(text="They have spent 40,000 euros."), facts)
    (Unsupported(start=16, end=22, text='40,000', reason='no fact says this number here', highlight=None),)
    """
    told = Told(facts)
    found, carried = _unsupported(summary.text, told, Carried())
    for index, highlight in enumerate(summary.highlights):
        found += (attrs.evolve(each, highlight=index) for each in _unsupported(highlight, told, carried)[0])
    return tuple(found)


def _unsupported(text: str, told: Told, carried: Carried) -> tuple[list[Unsupported], Carried]:
    """
    Return what of a text is not supported, and whom and what it was about in the end.
    """
    places: list[Unsupported] = []
    for sentence in read(text, told.names, told.activity_types):
        sentence = _with_pronoun(sentence, carried)  # noqa: PLW2901 - the same, with whom "she" means
        found = {(mention.start, mention.end): reason for mention, reason in _of_sentence(told, sentence, carried)}
        places += (
            Unsupported(start=start, end=end, text=text[start:end], reason=reason)
            for (start, end), reason in sorted(found.items())
        )
        carried = carried.on(sentence)
    return places, carried


def _with_pronoun(sentence: Sentence, carried: Carried) -> Sentence:
    """
    Return the sentence with the pronoun that opens it as a mention of who is meant.
    """
    found = _OPENING.match(sentence.text, sentence.start, sentence.end)
    if found is None or carried.person is None:
        return sentence
    start, end = found.span(1)
    meant = Mention(start=start, end=end, kinds=frozenset({Kind.PERSON}), name=carried.person[1])
    return attrs.evolve(sentence, mentions=(meant, *sentence.mentions))


_OPENING = re.compile(r"[\s”\"]*(he|she|they)(?!\w)", re.IGNORECASE)


def _of_sentence(told: Told, sentence: Sentence, carried: Carried) -> Iterator[tuple[Mention, str]]:
    yield from unsupported_relations(told, sentence, carried)
    yield from strangers(told, sentence)
    for mention in sentence.mentions:
        if mention.is_any(MentionKind.STRANGER):
            yield mention, "no fact has this name"
        elif mention.is_any(MentionKind.QUOTE):
            yield mention, "no fact has these words"
    for mention in unsupported_numbers(told, sentence, carried):
        yield mention, "no fact says this number here"
