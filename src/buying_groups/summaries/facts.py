"""
Facts: what a summary may say of a buying group, an account or a person, and nothing else.

They are values without behaviour towards anything outside: a summarizer gets them and has no other source, a prompt is
written from them, and a text that comes back is checked against them.
"""

import enum
from collections.abc import Iterable
from datetime import date

import attrs

from .._reprs import without_defaults
from .._validation import Check, at_least, checked, not_blank, not_negative, zone_name
from ..intent.report import IntentLevel
from ..rounding import round_half_up


__all__ = [
    "MOST_ENGAGED",
    "ActivityCount",
    "EngagedGroup",
    "EngagedPerson",
    "Moment",
    "ProductIntent",
    "RoleCoverage",
    "Standing",
    "SummaryFacts",
    "SummarySubject",
    "Topic",
]


def _plain(text: str) -> str:
    """
    Return words of others on one line, without characters that would steer a terminal, a parser or a reader's eye.
    """
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(char if char.isprintable() or char in _JOINERS else "\N{REPLACEMENT CHARACTER}" for char in line)


def _plain_or_none(text: str | None) -> str | None:
    return None if text is None else _plain(text)


def _plain_all(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_plain, texts))


_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"  # parts of words in some scripts
_HIGHEST = 100
_score = Check(lambda value: 0 <= value <= _HIGHEST, "in [0, 100]", {"minimum": 0, "maximum": 100})
_strength = Check(lambda value: 0 <= value <= 1, "in [0, 1]", {"minimum": 0, "maximum": 1})

MOST_ENGAGED = 5  # people and groups who are told of by rank; chosen here
_TRENDING_AT_LEAST = 3  # activities; fewer are chance. Chosen here, as the growth is, see decision 14
_TRENDING_GROWTH = 2


class SummarySubject(enum.StrEnum):
    """
    What a summary is about.
    """

    GROUP = "group"
    ACCOUNT = "account"
    PERSON = "person"


@attrs.frozen(kw_only=True, field_transformer=checked)
class Standing:
    """
    An engagement score, as it is shown, and what it was four weeks earlier.

    Attributes
    ----------
    score : int
        The score, in [0, 100], rounded half up.
    before : int or None
        The score four weeks earlier; ``None`` where no activity was known then.
    """

    score: int = attrs.field(validator=_score)
    before: int | None = attrs.field(default=None, validator=_score)

    @classmethod
    def of(cls, score: float, before: float | None) -> "Standing":
        """Return the standing of unrounded scores."""
        return cls(score=round_half_up(score), before=None if before is None else round_half_up(before))

    @property
    def change(self) -> int | None:
        """The change over four weeks in points: of the scores as they are shown, so that the three numbers agree."""
        return None if self.before is None else self.score - self.before


@attrs.frozen(kw_only=True, field_transformer=checked)
class ActivityCount:
    """
    How often something was done.

    Attributes
    ----------
    activity_type : str
        What was done.
    count : int
        How often in the window, repeats left out, and without a cap: what happened, not what counts for a score.
    before : int
        How often in the window before, which is as long.
    """

    activity_type: str = attrs.field(converter=_plain, validator=not_blank)
    count: int = attrs.field(validator=not_negative)
    before: int = attrs.field(default=0, validator=not_negative)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Topic:
    """
    A keyword of the content that was touched.

    Attributes
    ----------
    name : str
        The keyword.
    count : int
        How many activities in the window touched it.
    before : int
        How many in the window before.
    people : int
        How many people of the group or the account touched it in the window. In the facts of a person: how many other
        people of the account.
    """

    name: str = attrs.field(converter=_plain, validator=not_blank)
    count: int = attrs.field(validator=not_negative)
    before: int = attrs.field(default=0, validator=not_negative)
    people: int = attrs.field(default=0, validator=not_negative)

    @property
    def is_trending(self) -> bool:
        """
        Whether interest grows: at least three activities, and at least twice as many as in the window before.

        Examples
        --------
        >>> Topic(name="pilot", count=4, before=2).is_trending, Topic(name="kube", count=4, before=3).is_trending
        (True, False)
        """
        return self.count >= _TRENDING_AT_LEAST and self.count >= _TRENDING_GROWTH * self.before


@attrs.frozen(kw_only=True, field_transformer=checked)
class RoleCoverage:
    """
    How far a role is filled.

    Attributes
    ----------
    role : str
        The role.
    assigned : int
        How many members have it.
    members_required : int
        How many fill it.
    required : bool
        Whether it counts for completeness.
    """

    role: str = attrs.field(converter=_plain, validator=not_blank)
    assigned: int = attrs.field(validator=not_negative)
    members_required: int = attrs.field(validator=at_least(1))
    required: bool = True

    @property
    def missing(self) -> int:
        """How many people are missing; 0 for a role that is not required."""
        return max(self.members_required - self.assigned, 0) if self.required else 0


@attrs.frozen(kw_only=True, field_transformer=checked)
class EngagedPerson:
    """
    A member of the group, or somebody at the account.

    Attributes
    ----------
    name : str
        The name; the id of somebody whose name is not known.
    role : str or None
        The role in the group, where the facts are a group's.
    job_title : str or None
        The job title, as written.
    standing : Standing or None
        The engagement score; ``None`` where no activity is known.
    activities : int
        How many activities in the window.
    email, phone : str or None
        Where they were asked for.
    """

    name: str = attrs.field(converter=_plain, validator=not_blank)
    role: str | None = attrs.field(default=None, converter=_plain_or_none)
    job_title: str | None = attrs.field(default=None, converter=_plain_or_none)
    standing: Standing | None = None
    activities: int = attrs.field(default=0, validator=not_negative)
    email: str | None = attrs.field(default=None, converter=_plain_or_none)
    phone: str | None = attrs.field(default=None, converter=_plain_or_none)


@attrs.frozen(kw_only=True, field_transformer=checked)
class EngagedGroup:
    """
    A buying group of the account, or of the person.

    Attributes
    ----------
    name : str
        The name.
    role : str or None
        The person's role in it, where the facts are a person's.
    standing : Standing or None
        The engagement score; ``None`` where no activity is known.
    """

    name: str = attrs.field(converter=_plain, validator=not_blank)
    role: str | None = attrs.field(default=None, converter=_plain_or_none)
    standing: Standing | None = None


@attrs.frozen(kw_only=True, field_transformer=checked)
class ProductIntent:
    """
    The intent towards a product.

    Attributes
    ----------
    product : str
        The product.
    level : IntentLevel
        Low, medium, high or unknown.
    strength : float or None
        In [0, 1]; ``None`` where it is not known.
    """

    product: str = attrs.field(converter=_plain, validator=not_blank)
    level: IntentLevel
    strength: float | None = attrs.field(default=None, validator=_strength)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Moment:
    """
    An interesting moment.

    Attributes
    ----------
    name : str
        Whose it is.
    day : date
        The calendar day, in the tenant's time zone.
    description : str or None
        What happened, in the words of whoever recorded it.
    """

    name: str = attrs.field(converter=_plain, validator=not_blank)
    day: date
    description: str | None = attrs.field(default=None, converter=_plain_or_none)


@attrs.frozen(kw_only=True, field_transformer=checked)
class SummaryFacts:
    """
    Everything that a summary of a group, an account or a person may say.

    `FactCollector` computes them; `readings` tells them one by one, each with an id and in words. Neither ids of
    people nor, unless they were asked for, email addresses and phone numbers are among them.

    Attributes
    ----------
    subject : SummarySubject
        Whether they are of a group, an account or a person.
    name : str
        Name of the group, the account or the person.
    day : date
        The calendar day for which they hold, in the tenant's time zone.
    time_zone : str
        IANA name of that zone.
    window_days, change_days : int
        How long the window is in which activities are counted, and how far back a score is compared.
    account, solution_interest, stage, industry, job_title : str or None
        What it belongs to, and what is known of it.
    is_known : bool
        Whether any activity is known up to the moment; where none is, that of no score says anything.
    standing : Standing or None
        The engagement score of a group or a person.
    completeness : int or None
        The completeness score of a group in percent, rounded half up.
    roles : tuple of RoleCoverage
        The roles of a group's template, in order of priority.
    number_of_people, number_of_active_people : int
        How many members or people there are, and how many of them did anything in the window.
    people : tuple of EngagedPerson
        The most engaged members or people, at most five, followed by the decision makers of a group who are not among
        them; the person alone in the facts of a person.
    number_of_groups : int
        How many buying groups an account has, or a person is in.
    groups : tuple of EngagedGroup
        The most engaged of them, at most five.
    opportunities : tuple of str
        Names of an account's open opportunities, the last opened first.
    activities : tuple of ActivityCount
        How often what was done in the window or the one before, the most frequent first.
    topics : tuple of Topic
        The keywords that were touched most, at most five, and up to three that are trending, the most touched first.
    intent : tuple of ProductIntent
        Intent by product, the strongest first, at most five; empty where no report was given.
    moments : tuple of Moment
        The last interesting moments up to the day, at most three, the last first.
    last_activity : date or None
        The day of the last activity of any kind.
    """

    subject: SummarySubject
    name: str = attrs.field(converter=_plain, validator=not_blank)
    day: date
    time_zone: str = attrs.field(default="UTC", validator=zone_name)
    window_days: int = attrs.field(default=30, validator=at_least(1))
    change_days: int = attrs.field(default=28, validator=at_least(1))
    account: str | None = attrs.field(default=None, converter=_plain_or_none)
    solution_interest: str | None = attrs.field(default=None, converter=_plain_or_none)
    stage: str | None = attrs.field(default=None, converter=_plain_or_none)
    industry: str | None = attrs.field(default=None, converter=_plain_or_none)
    job_title: str | None = attrs.field(default=None, converter=_plain_or_none)
    is_known: bool = False
    standing: Standing | None = None
    completeness: int | None = attrs.field(default=None, validator=_score)
    roles: tuple[RoleCoverage, ...] = attrs.field(default=(), converter=tuple[RoleCoverage, ...])
    number_of_people: int = attrs.field(default=0, validator=not_negative)
    number_of_active_people: int = attrs.field(default=0, validator=not_negative)
    people: tuple[EngagedPerson, ...] = attrs.field(default=(), converter=tuple[EngagedPerson, ...])
    number_of_groups: int = attrs.field(default=0, validator=not_negative)
    groups: tuple[EngagedGroup, ...] = attrs.field(default=(), converter=tuple[EngagedGroup, ...])
    opportunities: tuple[str, ...] = attrs.field(default=(), converter=_plain_all)
    activities: tuple[ActivityCount, ...] = attrs.field(default=(), converter=tuple[ActivityCount, ...])
    topics: tuple[Topic, ...] = attrs.field(default=(), converter=tuple[Topic, ...])
    intent: tuple[ProductIntent, ...] = attrs.field(default=(), converter=tuple[ProductIntent, ...])
    moments: tuple[Moment, ...] = attrs.field(default=(), converter=tuple[Moment, ...])
    last_activity: date | None = None

    def __repr__(self) -> str:
        return without_defaults(self)

    @property
    def number_of_activities(self) -> int:
        """How many activities there are in the window."""
        return sum(item.count for item in self.activities)

    @property
    def number_of_activities_before(self) -> int:
        """How many there are in the window before."""
        return sum(item.before for item in self.activities)

    @property
    def missing_roles(self) -> tuple[RoleCoverage, ...]:
        """The required roles that lack people, in order of priority."""
        return tuple(item for item in self.roles if item.missing)

    @property
    def trending_topics(self) -> tuple[Topic, ...]:
        """The topics that are trending, the most touched first."""
        return tuple(item for item in self.topics if item.is_trending)

    @property
    def silent_decision_makers(self) -> tuple[EngagedPerson, ...]:
        """The decision makers who did nothing in the window."""
        return tuple(person for person in self.people if person.role == "Decision Maker" and not person.activities)
