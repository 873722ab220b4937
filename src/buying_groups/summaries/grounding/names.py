"""
Names: what a text about facts may call somebody or something, and what each name may mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..facts import SummarySubject
from ..readings import Kind, Measure
from .mentions import MentionKind


if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..facts import SummaryFacts
    from ..readings import Fact


__all__ = ["Names", "names_of"]

Names = dict[str, set[tuple[str, str]]]
"""What each name may mean: a kind, and the whole name."""

_SUBJECT_KINDS = {
    SummarySubject.GROUP: Kind.SUBJECT,
    SummarySubject.ACCOUNT: Kind.SUBJECT,
    SummarySubject.PERSON: Kind.PERSON,
}
_FEW = 3  # people of whom one may be meant by a role
_SHORTENED = 2  # words of a title of which the initials may stand for it


def names_of(facts: SummaryFacts, told: Iterable[Fact]) -> Names:
    """
    Return every name that a text about facts may use, with what it may mean.
    """
    names: Names = {}

    def add(name: str | None, kind: str) -> None:
        if name:
            names.setdefault(name, set()).add((kind, name))

    add(facts.name, _SUBJECT_KINDS[facts.subject])
    kinds = {
        Measure.ACCOUNT: MentionKind.ACCOUNT,
        Measure.SOLUTION_INTEREST: Kind.PRODUCT,
        Measure.STAGE: MentionKind.STAGE,
        Measure.INDUSTRY: MentionKind.INDUSTRY,
        Measure.JOB_TITLE: MentionKind.TITLE,
        Measure.ROLE: Kind.ROLE,
        Measure.OPPORTUNITY: MentionKind.OPPORTUNITY,
        Measure.MOMENT: MentionKind.WORDS,
        Measure.EMAIL: MentionKind.CONTACT,
        Measure.PHONE: MentionKind.CONTACT,
    }
    for fact in told:
        if fact.kind not in {Kind.SUBJECT, Kind.ACTIVITY_TYPE}:
            add(fact.about, fact.kind)
        if fact.measure in kinds:
            add(str(fact.value), kinds[fact.measure])
    _add_short_names(names)
    _add_holders(names, facts)
    return names


def _add_short_names(names: Names) -> None:
    """
    Add first and last names, the first part of "Gateway for Acme", "CIO", where they are one's alone.
    """
    parts: Names = {}
    for name, kinds in names.items():
        if (MentionKind.TITLE, name) in kinds and len(name.split()) > _SHORTENED:
            parts.setdefault("".join(word[0] for word in name.split()), set()).add((MentionKind.TITLE, name))
        if (Kind.PERSON, name) in kinds:
            for part in {name.split()[0], name.split()[-1]} - {name}:
                parts.setdefault(part, set()).add((Kind.PERSON, name))
        if name[0].islower():  # at the beginning of a sentence
            parts.setdefault(name[0].upper() + name[1:], set()).update(kinds)
        if (Kind.PRODUCT, name) in kinds and " " in name:
            parts.setdefault(name.split()[-1], set()).add((Kind.PRODUCT, name))
        if (Kind.GROUP, name) in kinds and " for " in name:
            parts.setdefault(name.partition(" for ")[0], set()).add((Kind.GROUP, name))
    for part, whole in parts.items():
        if len(part) > 1 and len(whole) == 1 and (part not in names or {kind for kind, _ in whole} == {Kind.GROUP}):
            names.setdefault(part, set()).update(whole)


def _add_holders(names: Names, facts: SummaryFacts) -> None:
    """
    Add to each role and job title who has it, where they are few: "the Champion is down 24 points".
    """
    known = [(title, person.name) for person in facts.people for title in (person.role, person.job_title)]
    if facts.subject is SummarySubject.PERSON:
        known += [(title, facts.name) for title in (facts.job_title, *(group.role for group in facts.groups))]
    for title in {title for title, _ in known if title in names}:
        holders = {name for other, name in known if other == title}
        if len(holders) <= _FEW:
            names[title].update((Kind.PERSON, holder) for holder in holders)
