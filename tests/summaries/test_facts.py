"""
The facts: worked out by hand for the small tenant, whatever the order, without addresses.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import (
    DEFAULT_WEIGHTING_MODEL,
    Activity,
    Content,
    Member,
    Person,
    Tenant,
    documents,
    score_tenant,
)
from buying_groups.errors import InvalidValueError, UnknownIdError
from buying_groups.intent import CategoryIntent, IntentLevel, IntentReport, IntentSignal
from buying_groups.summaries import (
    ActivityCount,
    EngagedGroup,
    EngagedPerson,
    FactCollector,
    Moment,
    ProductIntent,
    RoleCoverage,
    Standing,
    SummaryFacts,
    SummarySubject,
    TemplateSummarizer,
    Topic,
    readings,
)
from buying_groups.summaries.privacy import without_contact
from buying_groups.testing.strategies import AS_OF, tenants


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def collector(tenant: Tenant, *, include_contact: bool = False) -> FactCollector:
    """Return the collector of a tenant as of noon."""
    return FactCollector(tenant, as_of=NOON, include_contact=include_contact)


class TestGroup:
    """
    "Activity counts by type in the window, score and its change over four weeks, role coverage and missing roles, …"
    """

    def test_by_hand(self, small_tenant: Tenant) -> None:
        """All of them, for a group of two."""
        facts = collector(small_tenant).group("g1")
        assert (
            SummaryFacts(
                subject=SummarySubject.GROUP,
                name="Gateway for Acme",
                day=date(2026, 1, 31),
                time_zone="Europe/Stockholm",
                window_days=30,
                change_days=28,
                account="Acme",
                solution_interest="Gateway",
                stage="Evaluating",
                is_known=True,
                standing=Standing(score=80),
                completeness=67,
                roles=(
                    RoleCoverage(role="Decision Maker", assigned=1, members_required=1),
                    RoleCoverage(role="Influencer", assigned=1, members_required=3),
                    RoleCoverage(role="Champion", assigned=0, members_required=1, required=False),
                ),
                number_of_people=2,
                number_of_active_people=2,
                people=(
                    EngagedPerson(
                        name="Ada Berg",
                        role="Decision Maker",
                        job_title="CTO",
                        standing=Standing(score=100),
                        activities=26,
                    ),
                    EngagedPerson(
                        name="Bo", role="Influencer", job_title="Architect", standing=Standing(score=19), activities=1
                    ),
                ),
                activities=(
                    ActivityCount(activity_type="page_views", count=25),
                    ActivityCount(activity_type="email_opened", count=1),
                    ActivityCount(activity_type="interesting_moment", count=1),
                ),
                topics=(Topic(name="gateway", count=1, people=1), Topic(name="price", count=1, people=1)),
                moments=(Moment(name="Ada Berg", day=date(2026, 1, 21), description="Asked for a quote"),),
                last_activity=date(2026, 1, 22),
            )
            == facts
        )
        assert [RoleCoverage(role="Influencer", assigned=1, members_required=3)] == list(facts.missing_roles)
        assert (27, 0) == (facts.number_of_activities, facts.number_of_activities_before)

    def test_change_over_four_weeks(self, small_tenant: Tenant) -> None:
        """Both scores as they are shown, and their difference: 20 of 40 on the largest sum is 71, then 100."""

        def views(person: str, number: int, day: int, month: int) -> list[Activity]:
            at = datetime(2026, month, day, 12, tzinfo=UTC)
            return [Activity(person_id=person, activity_type="page_views", occurred_at=at) for _ in range(number)]

        activities = (*views("ada", 5, 1, 1), *views("dan", 10, 1, 1), *views("ada", 8, 30, 1))
        facts = collector(attrs.evolve(small_tenant, activities=activities)).person("ada")
        assert Standing(score=100, before=71) == facts.standing
        assert facts.standing is not None
        assert facts.standing.change == 29

    def test_window_before(self, small_tenant: Tenant) -> None:
        """Thirty days and the thirty before; what is at the edge belongs to the earlier one, and beyond to none."""
        moments = [NOON, NOON - timedelta(days=30), NOON - timedelta(days=60), NOON + timedelta(seconds=1)]
        activities = tuple(Activity(person_id="bo", activity_type="x", occurred_at=moment) for moment in moments)
        facts = collector(attrs.evolve(small_tenant, activities=activities)).group("g1")
        assert (ActivityCount(activity_type="x", count=1, before=1),) == facts.activities

    def test_nobody_is_known(self, small_tenant: Tenant) -> None:
        """No score where no activity is known, no member where there is none."""
        strangers = collector(attrs.evolve(small_tenant, activities=())).group("g1")
        assert (False, None, 2, 0) == (
            strangers.is_known,
            strangers.standing,
            strangers.number_of_people,
            strangers.number_of_active_people,
        )
        assert collector(small_tenant).group("g3").people == ()

    def test_silent_decision_makers(self, small_tenant: Tenant) -> None:
        """Decision makers are told of although five others are more engaged."""
        crowd = tuple(Person(id=f"p{n}", account_id="a1", last_name=f"Person {n}") for n in range(6))
        members = tuple(Member(person_id=f"p{n}", role="Influencer", joined_at=NOON) for n in range(6))
        views = tuple(
            Activity(person_id=f"p{n}", activity_type="page_views", occurred_at=NOON)
            for n in range(6)
            for _ in range(n + 1)
        )
        old = Activity(person_id="ada", activity_type="page_views", occurred_at=NOON - timedelta(days=50))
        group = small_tenant.buying_group("g1")
        tenant = attrs.evolve(
            small_tenant,
            people=(*small_tenant.people, *crowd),
            buying_groups=(attrs.evolve(group, members=(*group.members, *members)),),
            activities=(*views, old),
        )
        facts = collector(tenant).group("g1")
        assert ["Person 5", "Person 4", "Person 3", "Person 2", "Person 1", "Ada Berg"] == [
            p.name for p in facts.people
        ]
        assert ["Ada Berg"] == [person.name for person in facts.silent_decision_makers]
        ranks = [fact.about for fact in readings(facts) if fact.id.endswith("rank")]
        assert "Ada Berg" not in ranks


class TestAccountAndPerson:
    """
    "`SummaryFacts` for a group, an account, a person."
    """

    def test_account(self, small_tenant: Tenant) -> None:
        """Its people and groups by engagement, its open opportunities."""
        facts = collector(small_tenant).account("a1")
        assert ("Acme", "Retail", 3, 2, ("Renewal",)) == (
            facts.name,
            facts.industry,
            facts.number_of_people,
            facts.number_of_groups,
            facts.opportunities,
        )
        assert [("Mesh team", 100), ("Gateway for Acme", 80)] == [
            (group.name, group.standing.score) for group in facts.groups if group.standing
        ]
        assert ["Ada Berg", "Bo", "cy"] == [person.name for person in facts.people]
        assert facts.people[2].standing is None

    def test_person(self, small_tenant: Tenant) -> None:
        """The groups with the roles there."""
        facts = collector(small_tenant).person("ada")
        assert (
            EngagedGroup(name="Mesh team", role="Champion", standing=Standing(score=100)),
            EngagedGroup(name="Gateway for Acme", role="Decision Maker", standing=Standing(score=80)),
        ) == facts.groups
        assert ("Acme", "CTO", 26) == (facts.account, facts.job_title, facts.number_of_activities)

    def test_shared_topics(self, small_tenant: Tenant) -> None:
        """Topics of a person say how many others of the account touched them, in a group or not."""
        views = tuple(
            Activity(
                person_id=person, activity_type="x", occurred_at=NOON, content=Content(keywords=("a", "a", keyword))
            )
            for person, keyword in (("ada", "b"), ("bo", "c"), ("cy", "b"), ("dan", "b"))
        )
        facts = collector(attrs.evolve(small_tenant, activities=views)).person("ada")
        assert (Topic(name="a", count=1, people=2), Topic(name="b", count=1, people=1)) == facts.topics

    @pytest.mark.parametrize("kind", ["group", "account", "person"])
    def test_unknown(self, small_tenant: Tenant, kind: str) -> None:
        """An error that lists what there is."""
        with pytest.raises(UnknownIdError, match=r"^unknown (buying group|account|person) 'nothing'; known: "):
            getattr(collector(small_tenant), kind)("nothing")


class TestTopics:
    """
    "At most five, and up to three that are trending, the most touched first."
    """

    def test_trending_ones_are_added(self, small_tenant: Tenant) -> None:
        """A topic of three activities that had none before, below five that were always busy."""

        def touched(keyword: str, number: int, ago: int) -> list[Activity]:
            at, content = NOON - timedelta(days=ago), Content(keywords=(keyword,))
            return [Activity(person_id="bo", activity_type="x", occurred_at=at, content=content) for _ in range(number)]

        busy = [item for name in "abcdef" for ago in (1, 40) for item in touched(name, 5, ago)]
        tenant = attrs.evolve(small_tenant, activities=(*busy, *touched("new", 3, 2)))
        topics = collector(tenant).group("g1").topics
        assert ["a", "b", "c", "d", "e", "new"] == [topic.name for topic in topics]
        assert [Topic(name="new", count=3, people=1)] == [topic for topic in topics if topic.is_trending]


class TestIntent:
    """
    "Intent by product (from an optional IntentReport)."
    """

    def test_strongest_of_each_product(self, small_tenant: Tenant) -> None:
        """A product that stands in two categories is told of once; what is not known comes last."""

        def signal(name: str, strength: float | None) -> IntentSignal:
            level = IntentLevel.UNKNOWN if strength is None else IntentLevel.HIGH
            return IntentSignal(name=name, level=level, strength=strength)

        report = IntentReport(
            categories=(
                CategoryIntent(
                    name="A", level=IntentLevel.HIGH, products=(signal("Mesh", None), signal("Gateway", 0.7))
                ),
                CategoryIntent(
                    name="B", level=IntentLevel.HIGH, products=(signal("Gateway", 0.9), signal("Mesh", None))
                ),
            )
        )
        facts = collector(small_tenant).group("g1", intent=report)
        assert (
            ProductIntent(product="Gateway", level=IntentLevel.HIGH, strength=0.9),
            ProductIntent(product="Mesh", level=IntentLevel.UNKNOWN),
        ) == facts.intent


class TestPrivacy:
    """
    "Email addresses and phone numbers are not in it unless asked for."
    """

    def tenant(self, tenant: Tenant) -> Tenant:
        """Return a tenant whose texts are full of addresses."""
        ada = Person(
            id="ada",
            account_id="a1",
            job_title="CTO, ada@example.com",
            email="ada@example.com",
            phone="+46 8 555 01 00",
        )
        moment = Activity(
            person_id="ada",
            activity_type="interesting_moment",
            occurred_at=NOON,
            description="Call me: +46 (0)8-555 01 00 or ada@example.com!",
            content=Content(keywords=("bo@example.com",)),
        )
        people = tuple(ada if person.id == "ada" else person for person in tenant.people)
        return attrs.evolve(tenant, people=people, activities=(moment,))

    def test_by_default(self, small_tenant: Tenant) -> None:
        """Neither the fields nor what others wrote."""
        made = collector(self.tenant(small_tenant))
        for facts in (made.group("g1"), made.account("a1"), made.person("ada")):
            written = documents.dumps(facts) + " ".join(fact.reading for fact in readings(facts))
            assert "@" not in written
            assert "555" not in written
        assert made.group("g1").moments[0].description == "Call me: [phone number] or [email address]!"

    def test_asked_for(self, small_tenant: Tenant) -> None:
        """Both, and the texts as they are."""
        made = collector(self.tenant(small_tenant), include_contact=True)
        for facts in (made.group("g1"), made.account("a1"), made.person("ada")):
            assert ("ada@example.com", "+46 8 555 01 00") == (facts.people[0].email, facts.people[0].phone)
            told = {fact.id: fact.value for fact in readings(facts)}
            assert ("ada@example.com", "+46 8 555 01 00") == (told["people.0.email"], told["people.0.phone"])
        assert made.group("g1").moments[0].description == "Call me: +46 (0)8-555 01 00 or ada@example.com!"

    def test_an_address_as_id(self, small_tenant: Tenant) -> None:
        """Somebody without a name is told of by id, unless that is an address."""
        person = Person(id="eva@example.com", account_id="a1")
        facts = collector(attrs.evolve(small_tenant, people=(*small_tenant.people, person))).person("eva@example.com")
        assert facts.name == "[email address]"

    @pytest.mark.parametrize(
        "text",
        [
            "2026-01-21",
            "1,500,000 licences",
            "v1.2.3.4",
            "score 100",
            "between 2025-11-01 and 2026-01-31",
            "12 of 345678",
        ],
    )
    def test_other_numbers_stay(self, text: str) -> None:
        """Dates, amounts, versions."""
        assert text == without_contact(text)


class TestPlain:
    """Texts stand on one line, without characters that steer."""

    def test_names(self) -> None:
        """In every text of the facts."""
        facts = SummaryFacts(
            subject=SummarySubject.GROUP,
            name=" A\n\x1b[2J B ",
            day=date(2026, 1, 31),
            opportunities=("x\ty",),
            stage="\u202eb",
        )
        assert ("A \ufffd[2J B", ("x y",), "\ufffdb") == (facts.name, facts.opportunities, facts.stage)
        with pytest.raises(InvalidValueError, match=r"^name must be text that is not blank, got ''$"):
            SummaryFacts(subject=SummarySubject.GROUP, name="\n", day=date(2026, 1, 31))
        with pytest.raises(InvalidValueError, match=r"^stage must be text, got 5$"):
            SummaryFacts(subject=SummarySubject.GROUP, name="A", day=date(2026, 1, 31), stage=5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


class TestAnyTenant:
    """
    "Deterministic, as_of given, independent of input order."
    """

    @given(tenant=tenants(), data=st.data())
    def test_order(self, tenant: Tenant, data: st.DataObject) -> None:
        """Facts and text are the same whatever the order of activities, people and groups; documents keep them."""

        def shuffled(name: str) -> Any:
            return tuple(data.draw(st.permutations(getattr(tenant, name))))

        changed: dict[str, Any] = {
            name: shuffled(name) for name in ("activities", "people", "buying_groups", "opportunities")
        }
        other = attrs.evolve(tenant, **changed)
        ours, theirs = FactCollector(tenant, as_of=AS_OF), FactCollector(other, as_of=AS_OF)
        pairs = [
            *((ours.group(group.id), theirs.group(group.id)) for group in tenant.buying_groups),
            *((ours.account(account.id), theirs.account(account.id)) for account in tenant.accounts),
            *((ours.person(person.id), theirs.person(person.id)) for person in tenant.people),
        ]
        for one, two in pairs:
            assert one == two
            assert documents.loads(documents.dumps(one), SummaryFacts) == one
            assert TemplateSummarizer().summarize(one).text
            assert len({fact.id for fact in readings(one)}) == len(readings(one))

    def test_stored_scores(self, small_tenant: Tenant) -> None:
        """With the scores of both moments, the facts are the same; with others, it is an error."""
        now, before = (score_tenant(small_tenant, as_of=NOON - timedelta(days=days)) for days in (0, 28))
        made = FactCollector(small_tenant, as_of=NOON, scores=now, scores_before=before)
        assert collector(small_tenant).group("g1") == made.group("g1")
        with pytest.raises(InvalidValueError, match=r"^scores_before must be as of 2026-01-03T12:00:00\+00:00, got"):
            FactCollector(small_tenant, as_of=NOON, scores_before=now)

    def test_without_earlier_scores(self, small_tenant: Tenant) -> None:
        """With the scores of the moment alone no change is known; the earlier ones alone are completed."""
        now, before = (score_tenant(small_tenant, as_of=NOON - timedelta(days=days)) for days in (0, 28))
        computed = collector(small_tenant).group("g1")
        facts = FactCollector(small_tenant, as_of=NOON, scores=now).group("g1")
        assert computed.standing is not None
        assert facts.standing == Standing(score=computed.standing.score, before=None)
        assert {None} == {person.standing.before for person in facts.people if person.standing is not None}
        assert FactCollector(small_tenant, as_of=NOON, scores_before=before).group("g1") == computed

    def test_first_days_of_the_calendar(self, small_tenant: Tenant) -> None:
        """Windows end where the calendar begins, and so do days in a zone."""
        first = Activity(person_id="bo", activity_type="interesting_moment", occurred_at=datetime(1, 1, 1, tzinfo=UTC))
        tenant = attrs.evolve(small_tenant, time_zone="America/New_York", activities=(first,))
        assert collector(tenant).group("g1").moments[0].day == date(1, 1, 1)

    def test_window_before_the_calendar(self, small_tenant: Tenant) -> None:
        """Of the window before, there is what the calendar has; a score from before the year 2 is an error."""
        model = attrs.evolve(DEFAULT_WEIGHTING_MODEL, look_back_days=390)
        early = tuple(
            Activity(person_id="bo", activity_type="x", occurred_at=datetime(1, 1, day, tzinfo=UTC)) for day in (2, 20)
        )
        group = small_tenant.buying_group("g1")
        members = tuple(attrs.evolve(member, joined_at=early[0].occurred_at) for member in group.members)
        tenant = attrs.evolve(
            small_tenant,
            weighting_models=(model,),
            activities=early,
            buying_groups=(attrs.evolve(group, members=members, stage_moves=()),),
        )
        facts = FactCollector(
            tenant,
            as_of=datetime(2, 2, 15, tzinfo=UTC),
            scores_before=attrs.evolve(
                score_tenant(tenant, as_of=datetime(2, 2, 15, tzinfo=UTC)),
                scale=attrs.evolve(
                    score_tenant(tenant, as_of=datetime(2, 2, 15, tzinfo=UTC)).scale,
                    as_of=datetime(2, 1, 18, tzinfo=UTC),
                ),
            ),
        ).group("g1")
        assert (ActivityCount(activity_type="x", count=0, before=2),) == facts.activities
        with pytest.raises(
            InvalidValueError, match=r"^as_of less 28 days must be between 0002-01-01 and 9999-12-30, got"
        ):
            FactCollector(small_tenant, as_of=datetime(2, 1, 15, tzinfo=UTC))

    def test_repeats(self, small_tenant: Tenant) -> None:
        """An activity that is recorded twice counts once, with what tells most."""

        def moment(description: str | None, content: Content | None = None) -> Activity:
            return Activity(
                person_id="bo",
                activity_type="interesting_moment",
                occurred_at=NOON,
                id="1",
                description=description,
                content=content,
            )

        activities = (moment(None), moment("Asked"), moment(None, Content(keywords=("a", " "))))
        facts = collector(attrs.evolve(small_tenant, activities=activities)).group("g1")
        assert (1, "Asked") == (facts.number_of_activities, facts.moments[0].description)
