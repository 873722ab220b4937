"""
The details page: what it shows of a small tenant, and that it never knows the future or more than it is given.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from random import Random  # noqa: TC003 - Hypothesis resolves it
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import Activity, BuyingGroup, Content, Member, Tenant, buying_group_details, documents, score_tenant
from buying_groups.details import BuyingGroupDetails, Link
from buying_groups.errors import NaiveDatetimeError, ScaleMismatchError, SummaryError, UnknownIdError
from buying_groups.intent import (
    SIGNALS,
    CategoryIntent,
    IntentBasis,
    IntentBasisKind,
    IntentLevel,
    IntentReport,
    IntentSignal,
    Taxonomy,
    TaxonomyCategory,
    TaxonomyProduct,
)
from buying_groups.rounding import round_half_up
from buying_groups.summaries import Summary, SummaryFacts
from buying_groups.testing.strategies import AS_OF, tenants


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def page(small_tenant: Tenant) -> BuyingGroupDetails:
    """Return the page of the first group."""
    return buying_group_details(small_tenant, "g1", as_of=NOON, summarizer=None)


class TestSummary:
    """Group name, account, solution interest, members, scores, stage, roles template, last updated."""

    def test_by_hand(self, page: BuyingGroupDetails) -> None:
        """The head of the page, with the ids that it links to."""
        group = page.group
        assert (group.id, group.name, group.number_of_members) == ("g1", "Gateway for Acme", 2)
        assert (group.account, group.solution_interest, group.roles_template) == (
            Link(id="a1", name="Acme"),
            Link(id="s1", name="Gateway"),
            Link(id="t1", name="Small deals"),
        )
        assert (group.stage, group.status) == ("Evaluating", "Waiting for budget")
        assert group.last_updated == datetime(2026, 1, 16, 12, tzinfo=UTC)
        assert round_half_up(group.completeness.score) == 67
        # Ada: 20 of 25 views · 40/60 and a moment · 60/60 make 14.33, the largest; Bo: half of 1 makes 0.5.
        bo = 100 * math.sqrt(0.5 / (20 * 40 / 60 + 1))
        # Ada alone is the other group, with a sum of 100.
        assert group.engagement.score == pytest.approx(100 * math.sqrt((100 * 100 / 180 + bo * 80 / 180) / 100))
        assert (page.as_of, page.time_zone) == (NOON, "Europe/Stockholm")

    def test_a_name_of_its_own(self, small_tenant: Tenant) -> None:
        """Not the default one."""
        assert buying_group_details(small_tenant, "g2", as_of=NOON).group.name == "Mesh team"

    def test_a_group_without_members(self, small_tenant: Tenant) -> None:
        """Nobody, no stage, never updated: absent, not invented."""
        page = buying_group_details(small_tenant, "g3", as_of=NOON)
        group = page.group
        assert (group.number_of_members, group.stage, group.last_updated, group.status) == (0, None, None, None)
        assert (group.engagement.score, group.engagement.is_known, group.completeness.score) == (0.0, False, 0.0)
        assert (page.members, page.decision_makers, page.top_engaged_members) == ((), (), ())


class TestAccount:
    """Name, people, groups, industry, open opportunities, the latest three journeys that it is in now."""

    def test_by_hand(self, page: BuyingGroupDetails) -> None:
        """The closed and the future opportunity are not open; the journey that was left is not current."""
        account = page.account
        assert (account.id, account.name, account.industry) == ("a1", "Acme", "Retail")
        assert (account.number_of_people, account.number_of_groups) == (3, 2)
        assert account.open_opportunities == (Link(id="o1", name="Renewal"),)
        assert [journey.id for journey in account.journeys] == ["j5", "j4", "j2"]

    def test_a_journey_entered_twice_is_shown_once(self, small_tenant: Tenant) -> None:
        """The account went through it again."""
        again = attrs.evolve(small_tenant.journey_entries[4], entered_at=NOON)
        tenant = attrs.evolve(small_tenant, journey_entries=(*small_tenant.journey_entries, again))
        account = buying_group_details(tenant, "g1", as_of=NOON).account
        assert [journey.id for journey in account.journeys] == ["j5", "j4", "j2"]


class TestMembers:
    """Cards with name, job title, role, score; their details; the members table."""

    def test_by_hand(self, page: BuyingGroupDetails) -> None:
        """Everything that is known of the first member, and what is not of the second."""
        ada, bo = page.members
        assert (ada.name, ada.job_title, ada.role, ada.source) == ("Ada Berg", "CTO", "Decision Maker", "manual")
        assert (ada.email, ada.phone) == ("ada@example.com", "+46 8 555 0100")
        assert (ada.engagement.score, ada.engagement.is_known) == (100.0, True)
        assert ada.last_interesting_moment is not None
        assert ada.last_interesting_moment.description == "Asked for a quote"
        assert [activity.activity_type for activity in ada.recent_activities] == ["interesting_moment", "page_views"]
        assert ada.other_groups == (Link(id="g2", name="Mesh team"),)
        assert (bo.email, bo.phone, bo.last_interesting_moment, bo.other_groups, bo.summary) == (
            None,
            None,
            None,
            (),
            None,
        )

    def test_rows(self, page: BuyingGroupDetails) -> None:
        """Decision makers, then the others; the cards of each."""
        assert (page.decision_makers, page.top_engaged_members) == (("ada",), ("bo",))
        assert [card.name for card in page.cards(page.decision_makers)] == ["Ada Berg"]

    def test_a_member_of_whom_nothing_is_known(self, small_tenant: Tenant) -> None:
        """Score 0.0, marked as not known."""
        group = small_tenant.buying_group("g2")
        member = Member(person_id="cy", role="Champion", joined_at=NOON)
        tenant = attrs.evolve(small_tenant, buying_groups=(attrs.evolve(group, members=(member,)),))
        cy = buying_group_details(tenant, "g2", as_of=NOON).members[0]
        assert (cy.name, cy.engagement.score, cy.engagement.is_known, cy.recent_activities) == (None, 0.0, False, ())

    def test_at_most_three_other_groups_the_last_joined_first(self, small_tenant: Tenant) -> None:
        """Ties by name."""
        joined = [("b", 3), ("c", 9), ("a", 3), ("d", 1), ("later", 40)]
        others = [
            BuyingGroup(
                id=f"x{name}",
                name=name,
                account_id="a1",
                solution_interest_id="s2",
                members=(
                    Member(
                        person_id="bo",
                        role="Champion",
                        joined_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day),
                    ),
                ),
            )
            for name, day in joined
        ]
        tenant = attrs.evolve(small_tenant, buying_groups=(*small_tenant.buying_groups, *others))
        bo = buying_group_details(tenant, "g1", as_of=NOON).members[1]
        assert [link.name for link in bo.other_groups] == ["c", "a", "b"]

    def test_recent_activities_once_and_in_one_order(self, small_tenant: Tenant) -> None:
        """A repeat is one activity; simultaneous ones are ordered by type, id and words."""
        simultaneous = [
            Activity(person_id="bo", activity_type=activity_type, occurred_at=NOON, id=id)
            for activity_type, id in (("b", "9"), ("a", "8"), ("a", "8"), ("c", None))
        ]
        for order in (simultaneous, simultaneous[::-1]):
            tenant = attrs.evolve(small_tenant, activities=(*small_tenant.activities, *order))
            bo = buying_group_details(tenant, "g1", as_of=NOON).members[1]
            assert [(activity.activity_type, activity.id) for activity in bo.recent_activities] == [
                ("a", "8"),
                ("b", "9"),
            ]

    def test_of_records_of_one_activity_the_fuller_one_is_shown(self, small_tenant: Tenant) -> None:
        """Whatever order they come in; simultaneous activities are told apart by all that is known of them."""
        moment = small_tenant.activities_of("ada")[-1]
        records = [
            attrs.evolve(moment, occurred_at=NOON, id="x", description=words) for words in (None, "Called", "Asked")
        ]
        others = [
            Activity(person_id="bo", activity_type="a", occurred_at=NOON, content=Content(title=title))
            for title in "ABC"
        ]
        for order in ([*records, *others], [*records[::-1], *others[::-1]]):
            tenant = attrs.evolve(small_tenant, activities=(*small_tenant.activities, *order))
            ada, bo = buying_group_details(tenant, "g1", as_of=NOON).members
            assert ada.last_interesting_moment is not None
            assert ada.last_interesting_moment.description == "Asked"
            assert [activity.content for activity in bo.recent_activities] == [Content(title="A"), Content(title="B")]

    def test_cards_of_somebody_else(self, page: BuyingGroupDetails) -> None:
        """An error that lists the members."""
        with pytest.raises(UnknownIdError, match=r"^unknown member 'dan'; known: 'ada', 'bo'$"):
            page.cards(["dan"])


def _all(items: tuple[Any, ...]) -> tuple[tuple[Any, ...], int]:
    return items, len(items)


class TestOrder:
    """Nothing on the page depends on the order of the input."""

    @given(tenants(), st.randoms(use_true_random=False))
    def test_never_matters(self, tenant: Tenant, random: Random) -> None:
        """Shuffled activities, people, groups, journeys and opportunities give equal pages."""
        names = ("activities", "people", "buying_groups", "journeys", "journey_entries", "opportunities")
        parts: dict[str, Any] = {name: tuple(random.sample(*_all(getattr(tenant, name)))) for name in names}
        shuffled = attrs.evolve(tenant, **parts)
        for group in tenant.buying_groups:
            assert buying_group_details(shuffled, group.id, as_of=AS_OF) == buying_group_details(
                tenant, group.id, as_of=AS_OF
            )


class TestAsOf:
    """Members who joined, moments, journeys, opportunities and stage moves after as_of do not exist."""

    def test_early_in_the_month(self, small_tenant: Tenant) -> None:
        """On the sixth at noon: one member, the first stage, four journeys of which one was just entered."""
        page = buying_group_details(small_tenant, "g1", as_of=datetime(2026, 1, 6, 12, tzinfo=UTC))
        assert [member.person_id for member in page.members] == ["ada"]
        assert (page.group.stage, page.group.last_updated) == ("Aware", datetime(2026, 1, 6, 12, tzinfo=UTC))
        assert [journey.id for journey in page.account.journeys] == ["j5", "j4", "j3"]
        assert [opportunity.id for opportunity in page.account.open_opportunities] == ["o2", "o1"]
        assert (page.members[0].recent_activities, page.members[0].other_groups) == ((), ())
        assert page.members[0].engagement.is_known is False

    def test_before_everything(self, small_tenant: Tenant) -> None:
        """Before the first move there is no stage."""
        page = buying_group_details(small_tenant, "g1", as_of=datetime(2025, 1, 1, tzinfo=UTC))
        assert (page.group.stage, page.group.last_updated, page.members) == (None, None, ())

    @given(tenants())
    def test_the_future_changes_nothing(self, tenant: Tenant) -> None:
        """Without the activities from later, every page is the same."""
        past = attrs.evolve(tenant, activities=tuple(a for a in tenant.activities if a.occurred_at <= AS_OF))
        for group in tenant.buying_groups:
            assert buying_group_details(past, group.id, as_of=AS_OF) == buying_group_details(
                tenant, group.id, as_of=AS_OF
            )

    def test_naive(self, small_tenant: Tenant) -> None:
        """A clear error that names the field."""
        with pytest.raises(NaiveDatetimeError, match=r"^as_of must be a datetime with a time zone, got"):
            buying_group_details(small_tenant, "g1", as_of=datetime(2026, 1, 1))  # noqa: DTZ001


class TestStoredScale:
    """A service that has only the account's part and the stored scales gets the same page."""

    @given(tenants())
    def test_gives_the_same_page(self, tenant: Tenant) -> None:
        """And the page survives a document."""
        scale, before = (score_tenant(tenant, as_of=AS_OF - timedelta(days=days)).scale for days in (0, 28))
        for group in tenant.buying_groups:
            page = buying_group_details(tenant, group.id, as_of=AS_OF)
            part = tenant.only_account(group.account_id)
            assert page == buying_group_details(part, group.id, as_of=AS_OF, scale=scale, scale_before=before)
            assert documents.loads(documents.dumps(page), BuyingGroupDetails) == page

    @given(tenants())
    def test_without_summaries(self, tenant: Tenant) -> None:
        """Without summaries, the scale of the moment is enough."""
        scale = score_tenant(tenant, as_of=AS_OF).scale
        for group in tenant.buying_groups:
            page = buying_group_details(tenant, group.id, as_of=AS_OF, summarizer=None)
            part = tenant.only_account(group.account_id)
            assert page == buying_group_details(part, group.id, as_of=AS_OF, scale=scale, summarizer=None)

    def test_no_change_is_known_without_the_earlier_scale(self, small_tenant: Tenant) -> None:
        """The summaries then tell the score, and of no change."""
        scale = score_tenant(small_tenant, as_of=NOON).scale
        facts: list[SummaryFacts] = []

        class Listener:
            def summarize(self, told: SummaryFacts, /) -> Summary:
                facts.append(told)
                return Summary(text=told.name)

        buying_group_details(small_tenant, "g1", as_of=NOON, scale=scale, summarizer=Listener())
        assert [each.subject for each in facts] == ["group", "account", "person", "person"]
        standings = [told.standing for told in facts]
        standings += [person.standing for told in facts for person in told.people]
        standings += [group.standing for told in facts for group in told.groups]
        assert {None} == {standing.before for standing in standings if standing is not None}
        page = buying_group_details(small_tenant, "g1", as_of=NOON, scale=scale)
        assert page.group.summary is not None
        assert page.group.summary.text.startswith("Gateway for Acme has 2 members and an engagement score of 80. ")

    def test_of_another_moment_is_an_error(self, small_tenant: Tenant) -> None:
        """A scale of yesterday is not of today."""
        scale = score_tenant(small_tenant, as_of=NOON - timedelta(days=1)).scale
        with pytest.raises(ScaleMismatchError, match=r"^the scale does not fit: its as_of is 2026-01-30T12"):
            buying_group_details(small_tenant, "g1", as_of=NOON, scale=scale)


class TestOptionalParts:
    """Intent is absent until something provides it; summaries are the template's, the caller's own, or absent."""

    def test_absent(self, small_tenant: Tenant) -> None:
        """Nothing is invented."""
        page = buying_group_details(small_tenant, "g1", as_of=NOON, summarizer=None)
        assert (page.intent, page.group.summary, page.account.summary) == (None, None, None)
        assert [member.summary for member in page.members] == [None, None]

    def test_fails_with_its_summarizer(self, small_tenant: Tenant) -> None:
        """A summarizer's error is the caller's to handle."""

        class Down:
            def summarize(self, _: SummaryFacts, /) -> Summary:
                raise SummaryError("no answer in time")

        with pytest.raises(SummaryError, match=r"^no answer in time$"):
            buying_group_details(small_tenant, "g1", as_of=NOON, summarizer=Down())

    def test_provided(self, small_tenant: Tenant) -> None:
        """Each comes to its place."""
        intent = IntentReport(categories=(CategoryIntent(name="Networking", level=IntentLevel.HIGH, strength=0.9),))
        group, account, ada = (Summary(text=text) for text in ("group", "account", "ada"))
        page = buying_group_details(
            small_tenant,
            "g1",
            as_of=NOON,
            intent=intent,
            group_summary=group,
            account_summary=account,
            member_summaries={"ada": ada},
        )
        assert (page.intent, page.group.summary, page.account.summary) == (intent, group, account)
        written = buying_group_details(small_tenant, "g1", as_of=NOON).members[1].summary
        assert written is not None
        assert [member.summary for member in page.members] == [ada, written]
        alone = buying_group_details(
            small_tenant, "g1", as_of=NOON, summarizer=None, group_summary=group, member_summaries={"ada": ada}
        )
        assert [alone.group.summary, alone.account.summary] == [group, None]
        assert [member.summary for member in alone.members] == [ada, None]


class TestSignals:
    """Without a given report, intent is computed from signals, where the tenant has an approved taxonomy."""

    @pytest.fixture
    def tenant(self, small_tenant: Tenant) -> Tenant:
        """Return the tenant with a taxonomy; Bo opened an email with the keyword "gateway" once."""
        product = TaxonomyProduct(name="Gateway", keywords=("gateway",))
        taxonomy = Taxonomy(categories=(TaxonomyCategory(name="Networking", products=(product,)),)).approve()
        model = attrs.evolve(small_tenant.signal_model, activities_required=1)
        return attrs.evolve(small_tenant, taxonomy=taxonomy, signal_model=model)

    def test_by_hand(self, tenant: Tenant) -> None:
        """An open weighs 1/4, an Influencer 80 %, and 9 days of the 30 of a half-life have passed."""
        intent = buying_group_details(tenant, "g1", as_of=NOON).intent
        assert intent is not None
        assert intent.basis == SIGNALS
        evidence = 0.8 * 0.25 * 2 ** (-9 / 30)
        (gateway,) = intent.keywords
        assert (gateway.name, gateway.level) == ("gateway", IntentLevel.LOW)
        assert gateway.strength == pytest.approx(evidence / (evidence + 4))

    def test_what_is_given_is_shown(self, tenant: Tenant) -> None:
        """Of a detector, for example."""
        given_report = IntentReport(basis=IntentBasis(kind=IntentBasisKind.DETECTOR, name="Autumn model"))
        assert buying_group_details(tenant, "g1", as_of=NOON, intent=given_report).intent == given_report

    def test_not_without_an_approved_taxonomy(self, tenant: Tenant) -> None:
        """None, a draft, or where it is not asked for."""
        draft = attrs.evolve(tenant, taxonomy=(tenant.taxonomy or Taxonomy()).duplicate())
        assert buying_group_details(draft, "g1", as_of=NOON).intent is None
        assert buying_group_details(attrs.evolve(tenant, taxonomy=None), "g1", as_of=NOON).intent is None
        assert buying_group_details(tenant, "g1", as_of=NOON, with_signals=False).intent is None


class TestIntentReport:
    """Strength from high to low, ties alphabetically; what is not known comes last."""

    def test_orders_what_it_is_given(self) -> None:
        """Categories, products, keywords alike."""
        signals = tuple(
            IntentSignal(
                name=name, strength=strength, level=IntentLevel.LOW if strength is not None else IntentLevel.UNKNOWN
            )
            for name, strength in (("b", 0.1), ("x", None), ("a", 0.1), ("c", 0.2), ("zero", 0.0))
        )
        report = IntentReport(
            categories=(CategoryIntent(name="n", level=IntentLevel.LOW, products=signals),), keywords=signals
        )
        expected = ["c", "a", "b", "zero", "x"]
        assert [signal.name for signal in report.keywords] == expected
        assert [signal.name for signal in report.categories[0].products] == expected


def test_unknown_group(small_tenant: Tenant) -> None:
    """The error lists those there are."""
    with pytest.raises(UnknownIdError, match=r"^unknown buying group 'g9'; known: 'g1', 'g2', 'g3'$"):
        buying_group_details(small_tenant, "g9", as_of=NOON)


def test_repr_is_short(page: BuyingGroupDetails) -> None:
    """Name and moment, no wall of text."""
    assert repr(page) == "<BuyingGroupDetails 'Gateway for Acme' as of 2026-01-31T12:00:00+00:00>"
