"""
Collecting: the facts of a summary, from a tenant and its scores.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from .._moments import as_of_moment, days_before, in_zone, time_zone
from .._validation import require_tenant
from ..activities import INTERESTING_MOMENT
from ..completeness import completeness
from ..engagement.person_scoring import PersonScore
from ..engagement.scoring import score_tenant
from ..errors import InvalidValueError
from ..ranking import decision_makers, rank
from ..rounding import round_half_up
from .doings import Doings, counts_of, keywords_of, once
from .facts import (
    MOST_ENGAGED,
    EngagedGroup,
    EngagedPerson,
    Moment,
    ProductIntent,
    RoleCoverage,
    Standing,
    SummaryFacts,
    SummarySubject,
    Topic,
)
from .privacy import without_contact


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ..accounts import Person
    from ..engagement.group_scoring import GroupScore
    from ..engagement.scoring import EngagementScores
    from ..intent.report import IntentReport
    from ..tenant import Tenant


__all__ = ["CHANGE_DAYS", "FactCollector", "four_weeks_before"]

CHANGE_DAYS = 28  # "score growth over four weeks" (Adobe Journey Optimizer B2B Edition documentation, 2026-08)

# Chosen here: what a few sentences can hold.
_TOPICS = 5
_TRENDING = 3
_PRODUCTS = 5
_MOMENTS = 3

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)


class _Ranked(NamedTuple):
    """
    Somebody as the ranking sees them.
    """

    person_id: str
    name: str | None
    role: str
    engagement: PersonScore


def four_weeks_before(as_of: datetime) -> datetime:
    """
    Return the moment with whose scores those of `as_of` are compared.

    Raises
    ------
    InvalidValueError
        When it is too early for a moment.
    """
    return as_of_moment(as_of - timedelta(days=CHANGE_DAYS), f"as_of less {CHANGE_DAYS} days")


class FactCollector:
    """
    Computes the facts of summaries from a tenant, as of one moment.

    What the facts of several subjects share is computed once, so one collector is made for all the summaries of a page
    or of a nightly run.

    Parameters
    ----------
    tenant : Tenant
        The whole tenant, or with `scores` the part of it that has the accounts that are asked for
        (`Tenant.only_account`).
    as_of : datetime
        The moment for which the facts hold, time-zone aware. What is later does not exist yet.
    scores, scores_before : EngagementScores or None
        The scores of the tenant (`buying_groups.score_tenant`) or of the accounts that are asked for
        (`buying_groups.engagement.score_account`), for `as_of` and for 28 days earlier. Where both are absent, they are
        computed; with only those for `as_of`, no change is known.
    include_contact : bool
        Whether email addresses and phone numbers may be in the facts. By default they are not, and where one stands in
        a description, a title or a name, a note stands in its place.

    Raises
    ------
    InvalidValueError
        When scores are of another moment.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups import Account, Activity, Person, Tenant
    >>> tenant = Tenant(
    ...     name="Example",
    ...     accounts=[Account(id="a1", name="Account 1")],
    ...     people=[Person(id="p1", account_id="a1", last_name="Berg")],
    ...     activities=[
    ...         Activity(person_id="p1", activity_type="page_views", occurred_at=datetime(2026, 1, 31, tzinfo=UTC))
    ...     ],
    ... )
    >>> facts = FactCollector(tenant, as_of=datetime(2026, 1, 31, 12, tzinfo=UTC)).person("p1")
    >>> facts.activities
    (ActivityCount(activity_type='page_views', count=1, before=0),)
    >>> facts.standing
    Standing(score=100, before=None)
    """

    def __init__(
        self,
        tenant: Tenant,
        *,
        as_of: datetime,
        scores: EngagementScores | None = None,
        scores_before: EngagementScores | None = None,
        include_contact: bool = False,
    ) -> None:
        require_tenant(tenant)
        self._tenant = tenant
        self._as_of = as_of_moment(as_of)
        self._earlier = four_weeks_before(self._as_of)
        self._window_days = tenant.active_weighting_model.look_back_days
        self._start = days_before(self._as_of, self._window_days, "look_back_days")
        length = min(timedelta(days=self._window_days), self._start - _BEGINNING)
        self._start_before = self._start - length
        self._zone = time_zone(tenant.time_zone)
        self._include_contact = include_contact
        self._known_doings: dict[str, Doings] = {}
        self._known_topics: dict[str, Counter[str]] = {}
        self._given = scores, scores_before
        for name, given, moment in (("scores", scores, self._as_of), ("scores_before", scores_before, self._earlier)):
            if given is not None and given.scale.as_of != moment:
                raise InvalidValueError(name, given.scale.as_of.isoformat(), f"as of {moment.isoformat()}")

    def __repr__(self) -> str:
        return f"<FactCollector of {self._tenant.name!r} as of {self._as_of.isoformat()}>"

    @cached_property
    def _scores(self) -> EngagementScores:
        return self._given[0] or score_tenant(self._tenant, as_of=self._as_of)

    @cached_property
    def _people_now(self) -> dict[str, PersonScore]:
        return {person.person_id: person for person in self._scores.people}

    @cached_property
    def _scores_before(self) -> EngagementScores | None:
        now, before = self._given
        return score_tenant(self._tenant, as_of=self._earlier) if now is before is None else before

    @cached_property
    def _people_before(self) -> dict[str, PersonScore]:
        before = self._scores_before
        return {} if before is None else {person.person_id: person for person in before.people}

    @cached_property
    def _groups_before(self) -> dict[str, GroupScore]:
        before = self._scores_before
        return {} if before is None else {group.group_id: group for group in before.groups}

    def group(self, group_id: str, *, intent: IntentReport | None = None) -> SummaryFacts:
        """
        Return the facts of a buying group.

        Parameters
        ----------
        group_id : str
            The group.
        intent : IntentReport or None
            The group's intent, where something provides it.

        Raises
        ------
        UnknownIdError
            When the tenant has no such group.
        """
        tenant = self._tenant
        group = tenant.buying_group(group_id)
        members = group.members_at(self._as_of)
        template = tenant.template_of(group)
        filled = completeness(template, Counter(member.role for member in members))
        ranked = rank(self._ranked(tenant.person(member.person_id), member.role) for member in members)
        first = ranked[:MOST_ENGAGED]
        shown = [*first, *(member for member in decision_makers(ranked) if member not in first)]
        score = self._scores.group(group_id)
        return SummaryFacts(
            **self._common([member.person_id for member in members], intent),
            subject=SummarySubject.GROUP,
            name=self._text(tenant.group_name(group)),
            account=self._text(tenant.account(group.account_id).name),
            solution_interest=self._text(tenant.solution_interest(group.solution_interest_id).name),
            stage=self._optional(group.stage_at(self._as_of)),
            standing=self._group_standing(score),
            completeness=round_half_up(filled.score),
            roles=tuple(
                RoleCoverage(
                    role=self._text(role.role),
                    assigned=role.assigned,
                    members_required=role.members_required,
                    required=role.required,
                )
                for role in filled.roles
            ),
            people=tuple(self._person(member, role=member.role) for member in shown),
        )

    def account(self, account_id: str, *, intent: IntentReport | None = None) -> SummaryFacts:
        """
        Return the facts of an account.

        Parameters
        ----------
        account_id : str
            The account.
        intent : IntentReport or None
            The account's intent, where something provides it.

        Raises
        ------
        UnknownIdError
            When the tenant has no such account.
        """
        tenant = self._tenant
        account = tenant.account(account_id)
        people = [person for person in tenant.people if person.account_id == account_id]
        ranked = rank(self._ranked(person, "") for person in people)
        groups = tenant.groups_of(account_id)
        scores = sorted((self._scores.group(group.id) for group in groups), key=_group_order)
        opportunities = [
            opportunity
            for opportunity in tenant.opportunities
            if opportunity.account_id == account_id and opportunity.is_open(self._as_of)
        ]
        opportunities.sort(key=lambda opportunity: (opportunity.name, opportunity.id))
        opportunities.sort(key=lambda opportunity: opportunity.opened_at, reverse=True)
        return SummaryFacts(
            **self._common([person.id for person in people], intent),
            subject=SummarySubject.ACCOUNT,
            name=self._text(account.name),
            industry=self._optional(account.industry),
            people=tuple(self._person(person) for person in ranked[:MOST_ENGAGED]),
            number_of_groups=len(groups),
            groups=tuple(self._group(score) for score in scores[:MOST_ENGAGED]),
            opportunities=tuple(self._text(opportunity.name) for opportunity in opportunities),
        )

    def person(self, person_id: str, *, intent: IntentReport | None = None) -> SummaryFacts:
        """
        Return the facts of a person.

        Parameters
        ----------
        person_id : str
            The person.
        intent : IntentReport or None
            The person's intent, where something provides it.

        Raises
        ------
        UnknownIdError
            When the tenant has no such person.
        """
        tenant = self._tenant
        person = tenant.person(person_id)
        ranked = self._ranked(person, "")
        shown = self._person(ranked)
        roles = {
            group.id: member.role
            for group in tenant.groups_of(person.account_id)
            for member in group.members_at(self._as_of)
            if member.person_id == person_id
        }
        scores = sorted((self._scores.group(group_id) for group_id in roles), key=_group_order)
        colleagues = self._people_by_topic(person.account_id)
        colleagues = colleagues - Counter(dict.fromkeys(self._topics_of(person_id), 1))
        return SummaryFacts(
            **self._common([person_id], intent, colleagues),
            subject=SummarySubject.PERSON,
            name=shown.name,
            account=self._text(tenant.account(person.account_id).name),
            job_title=shown.job_title,
            standing=shown.standing,
            people=(shown,),
            number_of_groups=len(roles),
            groups=tuple(self._group(score, role=roles[score.group_id]) for score in scores[:MOST_ENGAGED]),
        )

    def _common(
        self, person_ids: Sequence[str], intent: IntentReport | None, people_by_topic: Counter[str] | None = None
    ) -> dict[str, Any]:
        doings = {person_id: self._doings(person_id) for person_id in person_ids}
        last = [scores.last_activity_at for id in person_ids if (scores := self._people_now.get(id)) is not None]
        known = [moment for moment in last if moment is not None]
        return {
            "day": self._day(self._as_of),
            "time_zone": self._tenant.time_zone,
            "window_days": self._window_days,
            "change_days": CHANGE_DAYS,
            "is_known": bool(known),
            "number_of_people": len(doings),
            "number_of_active_people": sum(bool(doing.now) for doing in doings.values()),
            "activities": counts_of(doings.values()),
            "topics": self._topics(doings.values(), people_by_topic),
            "intent": self._intent(intent),
            "moments": self._moments(doings),
            "last_activity": self._day(max(known)) if known else None,
        }

    def _doings(self, person_id: str) -> Doings:
        if person_id not in self._known_doings:
            ever = tuple(once(self._tenant.activities_of(person_id), self._as_of))
            self._known_doings[person_id] = Doings(
                now=tuple(activity for activity in ever if self._start < activity.occurred_at),
                before=tuple(activity for activity in ever if self._start_before < activity.occurred_at <= self._start),
                ever=ever,
            )
        return self._known_doings[person_id]

    def _day(self, moment: datetime) -> date:
        return in_zone(moment, self._zone).date()

    def _text(self, text: str) -> str:
        return text if self._include_contact else without_contact(text)

    def _optional(self, text: str | None) -> str | None:
        return self._text(text) if text is not None and text.strip() else None

    def _ranked(self, person: Person, role: str) -> _Ranked:
        nothing = PersonScore(
            person_id=person.id, score=0.0, raw=0.0, is_clipped=False, last_activity_at=None, parts=()
        )
        return _Ranked(person.id, person.full_name, role, self._people_now.get(person.id, nothing))

    def _person(self, ranked: _Ranked, role: str | None = None) -> EngagedPerson:
        person = self._tenant.person(ranked.person_id)
        return EngagedPerson(
            name=self._text(ranked.name or person.id),
            role=self._optional(role),
            job_title=self._optional(person.job_title),
            standing=_standing(ranked.engagement, self._people_before.get(person.id)),
            activities=len(self._doings(person.id).now),
            email=person.email if self._include_contact else None,
            phone=person.phone if self._include_contact else None,
        )

    def _group(self, score: GroupScore, role: str | None = None) -> EngagedGroup:
        name = self._tenant.group_name(self._tenant.buying_group(score.group_id))
        return EngagedGroup(name=self._text(name), role=self._optional(role), standing=self._group_standing(score))

    def _group_standing(self, score: GroupScore) -> Standing | None:
        return _standing(score, self._groups_before.get(score.group_id))

    def _people_by_topic(self, account_id: str) -> Counter[str]:
        if account_id not in self._known_topics:
            people = (person.id for person in self._tenant.people if person.account_id == account_id)
            self._known_topics[account_id] = Counter(topic for id in people for topic in self._topics_of(id))
        return self._known_topics[account_id]

    def _topics_of(self, person_id: str) -> set[str]:
        return {self._text(keyword) for keyword in keywords_of(self._doings(person_id).now)}

    def _topics(self, doings: Iterable[Doings], people_by_topic: Counter[str] | None) -> tuple[Topic, ...]:
        found = [(list(keywords_of(doing.now)), list(keywords_of(doing.before))) for doing in doings]
        count = Counter(self._text(keyword) for now, _ in found for keyword in now)
        before = Counter(self._text(keyword) for _, then in found for keyword in then)
        people = people_by_topic
        if people is None:
            people = Counter(keyword for now, _ in found for keyword in {self._text(keyword) for keyword in now})
        topics = [
            Topic(name=name, count=number, before=before[name], people=people[name]) for name, number in count.items()
        ]
        topics.sort(key=lambda topic: (-topic.count, topic.name))
        rising = [topic for topic in topics if topic.is_trending]
        rising.sort(key=lambda topic: (topic.before - topic.count, topic.name))
        shown = {topic.name for topic in (*topics[:_TOPICS], *rising[:_TRENDING])}
        return tuple(topic for topic in topics if topic.name in shown)

    def _intent(self, report: IntentReport | None) -> tuple[ProductIntent, ...]:
        if report is None:
            return ()
        strongest: dict[str, ProductIntent] = {}
        for product in (product for category in report.categories for product in category.products):
            new = ProductIntent(product=self._text(product.name), level=product.level, strength=product.strength)
            old = strongest.get(new.product)
            if old is None or _intent_order(new) < _intent_order(old):
                strongest[new.product] = new
        return tuple(sorted(strongest.values(), key=_intent_order)[:_PRODUCTS])

    def _moments(self, doings: dict[str, Doings]) -> tuple[Moment, ...]:
        found = [
            (activity.occurred_at, self._tenant.person(id).full_name or id, activity.description or "")
            for id, doing in doings.items()
            for activity in doing.ever
            if activity.activity_type == INTERESTING_MOMENT
        ]
        found.sort(key=lambda moment: moment[1:])
        found.sort(key=lambda moment: moment[0], reverse=True)
        return tuple(
            Moment(name=self._text(name), day=self._day(moment), description=self._optional(description))
            for moment, name, description in found[:_MOMENTS]
        )


def _standing(score: PersonScore | GroupScore, before: PersonScore | GroupScore | None) -> Standing | None:
    if not score.is_known:
        return None
    return Standing.of(score.score, before.score if before is not None and before.is_known else None)


def _group_order(score: GroupScore) -> tuple[bool, float, str]:
    return not score.is_known, -score.score, score.group_id


def _intent_order(intent: ProductIntent) -> tuple[bool, float, str]:
    return intent.strength is None, -(intent.strength or 0.0), intent.product
