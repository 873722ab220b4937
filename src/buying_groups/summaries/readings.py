"""
Readings: the facts of a summary one by one, each with an id and in words.

What is told here is told to language models, and what is not told here cannot be said: the check of a text looks
nowhere else.
"""

from __future__ import annotations

import enum
from datetime import date  # noqa: TC003 - attrs shows it
from typing import TYPE_CHECKING

import attrs

from .._reprs import brief
from .facts import MOST_ENGAGED, SummarySubject


if TYPE_CHECKING:
    from collections.abc import Iterator

    from .facts import EngagedPerson, Standing, SummaryFacts


__all__ = ["Fact", "Kind", "Measure", "readings"]


class Kind(enum.StrEnum):
    """
    What a fact is about.
    """

    SUBJECT = "subject"
    PERSON = "person"
    GROUP = "group"
    ROLE = "role"
    TOPIC = "topic"
    PRODUCT = "product"
    ACTIVITY_TYPE = "activity type"


class Measure(enum.StrEnum):
    """
    What a fact says of it.
    """

    ACCOUNT = "account"
    SOLUTION_INTEREST = "solution interest"
    STAGE = "stage"
    INDUSTRY = "industry"
    JOB_TITLE = "job title"
    ROLE = "role"
    OPPORTUNITY = "opportunity"
    DAY = "day"
    WINDOW = "days of the window"
    CHANGE_DAYS = "days of comparison"
    CHANGE_WEEKS = "weeks of comparison"
    LAST_ACTIVITY = "day of the last activity"
    SCORE = "engagement score"
    SCORE_BEFORE = "engagement score before"
    SCORE_CHANGE = "change of the engagement score"
    COMPLETENESS = "completeness"
    ASSIGNED = "members in the role"
    REQUIRED = "members required"
    MISSING = "people missing"
    MISSING_ROLES = "roles that lack people"
    ROLES = "roles"
    PEOPLE = "people"
    ACTIVE_PEOPLE = "active people"
    SILENT_PEOPLE = "silent people"
    ACTIVITIES = "activities"
    ACTIVITIES_BEFORE = "activities before"
    ACTIVITIES_CHANGE = "change of the activities"
    TRENDING = "trending"
    GROUPS = "buying groups"
    OPPORTUNITIES = "open opportunities"
    INTENT_LEVEL = "intent level"
    INTENT_STRENGTH = "intent strength"
    MOMENT = "interesting moment"
    MOMENT_DAY = "day of the interesting moment"
    RANK = "place by engagement"
    EMAIL = "email address"
    PHONE = "phone number"


@attrs.frozen(kw_only=True, field_transformer=brief)
class Fact:
    """
    One fact.

    Attributes
    ----------
    id : str
        Where it stands in the facts, for example ``people.2.score``.
    kind : Kind
        What it is about.
    about : str
        The name of what it is about.
    measure : Measure
        What it says of that.
    value : str, int, float or date
        The value: percent for completeness, points for scores, in [0, 1] for the strength of intent.
    reading : str
        The fact in words.
    """

    id: str
    kind: Kind
    about: str
    measure: Measure
    value: str | int | float | date
    reading: str


def readings(facts: SummaryFacts) -> tuple[Fact, ...]:
    """
    Return the facts one by one.

    Parameters
    ----------
    facts : SummaryFacts
        The facts of a group, an account or a person.

    Returns
    -------
    tuple of Fact
        Each with an id, and a sentence that says it.

    Examples
    --------
    >>> from datetime import date  # noqa: TC003 - attrs shows it
    >>> from .facts import RoleCoverage, SummaryFacts, SummarySubject
    >>> facts = SummaryFacts(
    ...     subject=SummarySubject.GROUP,
    ...     name="Gateway for Acme",
    ...     day=date(2026, 1, 31),
    ...     roles=(RoleCoverage(role="Champion", assigned=0, members_required=1),),
    ... )
    >>> [fact.reading for fact in readings(facts) if fact.id.startswith("roles.0")]
    ['0 members have the role Champion.', 'The role Champion requires 1.', 'The role Champion lacks 1.']
    """
    return tuple(_told(facts))


def _told(facts: SummaryFacts) -> Iterator[Fact]:
    yield from _head(facts)
    yield from _numbers(facts)
    yield from _roles(facts)
    if facts.subject is not SummarySubject.PERSON:
        for index, person in enumerate(facts.people):
            yield from _person(f"people.{index}", index, person, facts)
    else:
        for person in facts.people:
            yield from _contact("people.0", person)
    yield from _groups(facts)
    yield from _activities(facts)
    yield from _topics(facts)
    yield from _intent(facts)
    yield from _moments(facts)


class _About:
    """
    Makes the facts about one thing.
    """

    def __init__(self, kind: Kind, about: str, path: str = "") -> None:
        self.kind = kind
        self.about = about
        self.path = f"{path}." if path else ""

    def __call__(self, id: str, measure: Measure, value: str | float | date, reading: str) -> Fact:
        return Fact(
            id=self.path + id, kind=self.kind, about=self.about, measure=measure, value=value, reading=f"{reading}."
        )


def _subject(facts: SummaryFacts) -> _About:
    return _About(Kind.PERSON if facts.subject is SummarySubject.PERSON else Kind.SUBJECT, facts.name)


def _head(facts: SummaryFacts) -> Iterator[Fact]:
    fact, name = _subject(facts), facts.name
    if facts.account is not None:
        yield fact("account", Measure.ACCOUNT, facts.account, f"{name} belongs to the account {facts.account}")
    if facts.solution_interest is not None:
        interest = facts.solution_interest
        yield fact("solution_interest", Measure.SOLUTION_INTEREST, interest, f"{name} decides on {interest}")
    if facts.stage is not None:
        yield fact("stage", Measure.STAGE, facts.stage, f"{name} is in the stage {facts.stage}")
    if facts.industry is not None:
        yield fact("industry", Measure.INDUSTRY, facts.industry, f"{name} is in the industry {facts.industry}")
    if facts.job_title is not None:
        yield fact("job_title", Measure.JOB_TITLE, facts.job_title, f"{name} has the job title {facts.job_title}")
    yield fact("day", Measure.DAY, facts.day, f"All this holds as of {facts.day.isoformat()}")
    window, change = facts.window_days, facts.change_days
    yield fact("window_days", Measure.WINDOW, window, f"Activities are counted over the last {window} days")
    yield fact("change_days", Measure.CHANGE_DAYS, change, f"Scores are compared with those {change} days earlier")
    yield fact("change_weeks", Measure.CHANGE_WEEKS, change // 7, f"That is {change // 7} weeks earlier")
    if facts.last_activity is not None:
        day = facts.last_activity
        yield fact("last_activity", Measure.LAST_ACTIVITY, day, f"The last activity of {name} was on {day.isoformat()}")
    yield from _standing(fact, name, facts.standing)


def _standing(fact: _About, name: str, standing: Standing | None) -> Iterator[Fact]:
    if standing is None:
        return
    yield fact("score", Measure.SCORE, standing.score, f"The engagement score of {name} is {standing.score} of 100")
    if standing.before is not None and standing.change is not None:
        yield fact(
            "score_before", Measure.SCORE_BEFORE, standing.before, f"Four weeks earlier it was {standing.before}"
        )
        yield fact(
            "score_change",
            Measure.SCORE_CHANGE,
            standing.change,
            f"The engagement score of {name} changed by {standing.change:+d} points",
        )


def _numbers(facts: SummaryFacts) -> Iterator[Fact]:
    fact, name = _subject(facts), facts.name
    if facts.completeness is not None:
        yield fact(
            "completeness", Measure.COMPLETENESS, facts.completeness, f"{name} is {facts.completeness} % complete"
        )
    if facts.subject is not SummarySubject.PERSON:
        people, active = facts.number_of_people, facts.number_of_active_people
        yield fact("number_of_people", Measure.PEOPLE, people, f"{name} has {people} people")
        yield fact(
            "number_of_active_people", Measure.ACTIVE_PEOPLE, active, f"{active} of them were active in the window"
        )
        silent = people - active
        yield fact("number_of_silent_people", Measure.SILENT_PEOPLE, silent, f"{silent} of them were silent")
    if facts.subject is not SummarySubject.GROUP:
        groups = facts.number_of_groups
        yield fact("number_of_groups", Measure.GROUPS, groups, f"{name} has, or is in, {groups} buying groups")
    if facts.subject is SummarySubject.ACCOUNT:
        number = len(facts.opportunities)
        yield fact("number_of_opportunities", Measure.OPPORTUNITIES, number, f"{name} has {number} open opportunities")
        for index, opportunity in enumerate(facts.opportunities):
            yield fact(
                f"opportunities.{index}", Measure.OPPORTUNITY, opportunity, f"One of them is called {opportunity}"
            )


def _roles(facts: SummaryFacts) -> Iterator[Fact]:
    if facts.subject is not SummarySubject.GROUP:
        return
    subject, missing = _subject(facts), len(facts.missing_roles)
    yield subject("number_of_roles", Measure.ROLES, len(facts.roles), f"The template has {len(facts.roles)} roles")
    yield subject("number_of_missing_roles", Measure.MISSING_ROLES, missing, f"{missing} of them lack people")
    people = sum(item.missing for item in facts.roles)
    yield subject("number_of_missing_people", Measure.MISSING, people, f"{people} people are missing in all")
    for index, item in enumerate(facts.roles):
        fact = _About(Kind.ROLE, item.role, f"roles.{index}")
        yield fact("assigned", Measure.ASSIGNED, item.assigned, f"{item.assigned} members have the role {item.role}")
        required = item.members_required
        yield fact("members_required", Measure.REQUIRED, required, f"The role {item.role} requires {required}")
        if item.missing:
            yield fact("missing", Measure.MISSING, item.missing, f"The role {item.role} lacks {item.missing}")


def _person(path: str, index: int, person: EngagedPerson, facts: SummaryFacts) -> Iterator[Fact]:
    fact, name = _About(Kind.PERSON, person.name, path), person.name
    if person.role is not None:
        yield fact("role", Measure.ROLE, person.role, f"{name} has the role {person.role}")
    if person.job_title is not None:
        yield fact("job_title", Measure.JOB_TITLE, person.job_title, f"{name} has the job title {person.job_title}")
    yield from _standing(fact, name, person.standing)
    if person.standing is not None and index < MOST_ENGAGED:
        yield fact("rank", Measure.RANK, index + 1, f"{name} is number {index + 1} by engagement")
    number = person.activities
    yield fact(
        "activities", Measure.ACTIVITIES, number, f"{name} had {number} activities in the last {facts.window_days} days"
    )
    yield from _contact(path, person)


def _contact(path: str, person: EngagedPerson) -> Iterator[Fact]:
    fact = _About(Kind.PERSON, person.name, path)
    if person.email is not None:
        yield fact("email", Measure.EMAIL, person.email, f"The email address of {person.name} is {person.email}")
    if person.phone is not None:
        yield fact("phone", Measure.PHONE, person.phone, f"The phone number of {person.name} is {person.phone}")


def _groups(facts: SummaryFacts) -> Iterator[Fact]:
    for index, group in enumerate(facts.groups):
        fact = _About(Kind.GROUP, group.name, f"groups.{index}")
        whose = f"{facts.name} is in it" if group.role is None else f"{facts.name} has the role {group.role} in it"
        what = f"{group.name} is a buying group"
        if facts.subject is SummarySubject.PERSON and group.role is not None:
            yield fact("role", Measure.ROLE, group.role, f"{what}; {whose}")
        yield from _standing(fact, group.name, group.standing)
        yield fact("rank", Measure.RANK, index + 1, f"{what}, number {index + 1} by engagement")


def _activities(facts: SummaryFacts) -> Iterator[Fact]:
    subject = _subject(facts)
    now, before, days = facts.number_of_activities, facts.number_of_activities_before, facts.window_days
    yield subject(
        "number_of_activities", Measure.ACTIVITIES, now, f"There were {now} activities in the last {days} days"
    )
    yield subject(
        "number_of_activities_before",
        Measure.ACTIVITIES_BEFORE,
        before,
        f"There were {before} activities in the {days} days before",
    )
    for index, item in enumerate(facts.activities):
        fact = _About(Kind.ACTIVITY_TYPE, item.activity_type, f"activities.{index}")
        kind = f"of the type {item.activity_type}"
        yield fact("count", Measure.ACTIVITIES, item.count, f"{item.count} of these activities were {kind}")
        yield fact(
            "before", Measure.ACTIVITIES_BEFORE, item.before, f"{item.before} were {kind} in the {days} days before"
        )


def _topics(facts: SummaryFacts) -> Iterator[Fact]:
    whom = "other people of the account" if facts.subject is SummarySubject.PERSON else "people"
    for index, topic in enumerate(facts.topics):
        fact, name = _About(Kind.TOPIC, topic.name, f"topics.{index}"), topic.name
        yield fact("count", Measure.ACTIVITIES, topic.count, f"{topic.count} activities were on the topic {name}")
        yield fact("before", Measure.ACTIVITIES_BEFORE, topic.before, f"{topic.before} were on it in the days before")
        yield fact("people", Measure.PEOPLE, topic.people, f"{topic.people} {whom} touched the topic {name}")
        if topic.is_trending:
            yield fact("is_trending", Measure.TRENDING, "trending", f"The topic {name} is trending")


def _intent(facts: SummaryFacts) -> Iterator[Fact]:
    for index, item in enumerate(facts.intent):
        fact = _About(Kind.PRODUCT, item.product, f"intent.{index}")
        level = item.level.value
        yield fact("level", Measure.INTENT_LEVEL, level, f"The level of intent for {item.product} is {level}")
        if item.strength is not None:
            strength = f"The strength of intent for {item.product} is {item.strength:.2f}, on a scale from 0 to 1"
            yield fact("strength", Measure.INTENT_STRENGTH, item.strength, strength)


def _moments(facts: SummaryFacts) -> Iterator[Fact]:
    for index, moment in enumerate(facts.moments):
        fact, day = _About(Kind.PERSON, moment.name, f"moments.{index}"), moment.day.isoformat()
        yield fact("day", Measure.MOMENT_DAY, moment.day, f"{moment.name} had an interesting moment on {day}")
        if moment.description is not None:
            yield fact("description", Measure.MOMENT, moment.description, f"It was: {moment.description}")
