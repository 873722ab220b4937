"""
What the forms of `summary_model_forms_worked.py` and `summary_model_forms_blind.py` are written with.

They are true summaries in the words and the length of a language model, written from ``to_prompt(facts)`` under its
rules, by somebody who had not read the check. They were split at random into the half with which the check was worked
on and the half whose outcome nobody saw before it was counted; both were committed before the check first ran on any.
"""

# ruff: noqa: D102, D103 - helpers of forms that say in their own words what they are
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from buying_groups.summaries import Summary


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from buying_groups.summaries import (
        EngagedGroup,
        EngagedPerson,
        Moment,
        ProductIntent,
        RoleCoverage,
        SummaryFacts,
        SummarySubject,
        Topic,
    )

    Form = Callable[[SummaryFacts], Summary | None]


class NothingToSayError(Exception):
    """
    The facts do not have what a form would say.
    """


class Told:
    """
    Facts as the forms ask for them; what is absent ends the form.
    """

    def __init__(self, facts: SummaryFacts) -> None:
        self.facts = facts
        self.name, self.day, self.window = facts.name, facts.day.isoformat(), facts.window_days
        self.people, self.active = facts.number_of_people, facts.number_of_active_people
        self.silent = self.people - self.active
        self.groups_n, self.opportunities, self.known = facts.number_of_groups, facts.opportunities, facts.is_known
        self.acts, self.acts_before = facts.number_of_activities, facts.number_of_activities_before
        self.roles: Sequence[RoleCoverage] = facts.roles
        self.missing: Sequence[RoleCoverage] = Some(facts.missing_roles)
        self.everyone: Sequence[EngagedPerson] = facts.people
        self.silent_makers: Sequence[EngagedPerson] = Some(facts.silent_decision_makers)
        self.topics: Sequence[Topic] = Some(item for item in facts.topics if item.count)
        self.trending: Sequence[Topic] = Some(facts.trending_topics)
        self.products: Sequence[Any] = Some(item for item in facts.intent if item.strength is not None)
        self.unknown: Sequence[ProductIntent] = Some(item for item in facts.intent if item.strength is None)
        self.moments: Sequence[Moment] = Some(facts.moments)
        self.kinds_all = [(item.count, item.activity_type) for item in facts.activities if item.count]

    def __getattr__(self, name: str) -> Any:
        if name in {"score", "before", "change"}:
            self.need(self.facts.standing is not None)
            value = getattr(self.facts.standing, name)
            self.need(name != "change" or value is not None)
            return value
        fields = {
            "interest": "solution_interest",
            "last": "last_activity",
            "percent": "completeness",
            "title": "job_title",
        }
        value = getattr(self.facts, fields.get(name, name))
        self.need(value is not None)
        return value

    def need(self, condition: object) -> None:
        if not condition:
            raise NothingToSayError

    def scored(self, least: int) -> Sequence[Any]:
        people = [person for person in self.facts.people[:5] if person.standing and person.standing.score > 0]
        self.need(len(people) >= least)
        return people[:least]

    def groups(self, least: int) -> Sequence[Any]:
        groups: list[EngagedGroup] = [group for group in self.facts.groups if group.standing]
        self.need(len(groups) >= least)
        return groups[:least]

    def kinds(self, least: int) -> Sequence[tuple[int, str]]:
        self.need(len(self.kinds_all) >= least)
        return self.kinds_all[:least]

    def new_kind(self) -> tuple[int, str]:
        found = [(item.count, item.activity_type) for item in self.facts.activities if item.count and not item.before]
        self.need(found)
        return found[0]

    def role(self, name: str) -> RoleCoverage:
        found = [role for role in self.roles if role.role == name]
        self.need(found)
        return found[0]


class Some(tuple[Any, ...]):
    """
    Items of which a form may ask for more than there are.
    """

    __slots__ = ()

    def __getitem__(self, key: Any) -> Any:
        wanted: int = key + 1 if isinstance(key, int) else key.stop
        if wanted > len(self):
            raise NothingToSayError
        return super().__getitem__(key)


def forms(subject: SummarySubject | None, *written: Callable[[Any], Summary]) -> list[Form]:
    """Return forms as functions of facts, for subjects of one kind or of any."""

    def form(one: Callable[[Any], Summary]) -> Form:
        def filled(facts: SummaryFacts) -> Summary | None:
            if subject is not None and facts.subject is not subject:
                return None
            try:
                return one(Told(facts))
            except NothingToSayError:
                return None

        filled.__name__ = one.__name__
        return filled

    return [form(one) for one in written]


def say(text: str, *highlights: str) -> Summary:
    return Summary(text=text, highlights=highlights)


def n(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def kind(counted: tuple[int, str]) -> str:
    return counted[1].replace("_", " ")


def noun(counted: tuple[int, str]) -> str:
    """Return how many activities of a type, in the words that a model makes of its name."""
    known = {
        "proposal",
        "commit",
        "merge",
        "test",
        "release",
        "report",
        "interesting_moment",
    }
    if counted[1] in known:
        return n(counted[0], kind(counted))
    return f"{counted[0]} {kind(counted)} {'activity' if counted[0] == 1 else 'activities'}"


def were(number: int) -> str:
    return "was" if number == 1 else "were"


def listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
