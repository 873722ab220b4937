"""
Signals: strengths worked out by hand, what they may not depend on, and what they are made of.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import (
    Account,
    Activity,
    BuyingGroup,
    Content,
    Member,
    Person,
    RolesTemplate,
    SolutionInterest,
    TemplateRole,
    Tenant,
    documents,
)
from buying_groups.activities import EMAIL_CLICKED, EMAIL_OPENED, EMAIL_UNSUBSCRIBED, PAGE_VIEWS
from buying_groups.errors import InvalidValueError, NaiveDatetimeError, StatusError, UnknownIdError
from buying_groups.intent import (
    DEFAULT_SIGNAL_MODEL,
    SIGNALS,
    CategoryIntent,
    IntentBasis,
    IntentBasisKind,
    IntentExplanation,
    IntentLevel,
    IntentReport,
    IntentSignal,
    IntentSubject,
    SignalModel,
    Signals,
    SignalWeight,
    Taxonomy,
    TaxonomyCategory,
    TaxonomyProduct,
    intent_of_account,
    intent_of_group,
    intent_of_person,
)
from buying_groups.intent.evidence import level_of
from buying_groups.testing.strategies import (
    AS_OF,
    activities,
    activity_lists,
    moments,
    signal_models,
    taxonomies,
    tenants,
)


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from buying_groups.intent import IntentEvidence


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
HALF_LIFE = timedelta(days=30)

TAXONOMY = Taxonomy(
    categories=(
        TaxonomyCategory(
            name="Networking",
            products=(
                TaxonomyProduct(name="Gateway", keywords=("gateway", "load balancing")),
                TaxonomyProduct(name="Mesh", keywords=("mesh", "load balancing")),
            ),
        ),
        TaxonomyCategory(
            name="Storage",
            products=(TaxonomyProduct(name="Disk", keywords=("disk",)), TaxonomyProduct(name="Tape")),
        ),
    )
).approve()


def done(
    person_id: str, activity_type: str, about: str, times: int = 1, *, before: timedelta = timedelta(0)
) -> tuple[Activity, ...]:
    """Return activities that touched something some time before noon."""
    content = Content(title=about)
    return tuple(
        Activity(person_id=person_id, activity_type=activity_type, occurred_at=NOON - before, content=content)
        for _ in range(times)
    )


def strengths(report: IntentReport) -> dict[str, float | None]:
    """Return every strength of a report by name."""
    products = [product for category in report.categories for product in category.products]
    return {signal.name: signal.strength for signal in (*report.categories, *products, *report.keywords)}


TEMPLATE = RolesTemplate(
    id="t",
    name="Template",
    roles=tuple(
        TemplateRole(role=role, weighting=weighting)
        for role, weighting in (("Decision Maker", 100), ("Influencer", 70), ("Other", 0.3))
    ),
).publish()
PEOPLE = ("p0", "p1", "p2", "p3", "p4")
LONG_AGO = AS_OF - timedelta(days=600)


@st.composite
def lively_tenants(draw: st.DrawFn) -> Tenant:
    """Draw a tenant with two groups of one account that share people, in which much of what happened counts."""
    members = [
        tuple(
            Member(person_id=id, role=draw(st.sampled_from(TEMPLATE.role_names)), joined_at=LONG_AGO)
            for id in draw(st.lists(st.sampled_from(PEOPLE[:3]), unique=True))
        )
        for _ in range(2)
    ]
    weights = {
        PAGE_VIEWS: draw(st.sampled_from((0.25, 1.0, 2.7))),
        EMAIL_OPENED: draw(st.floats(0.001, 10)),
        EMAIL_UNSUBSCRIBED: -draw(st.sampled_from((0.5, 3.0)) | st.floats(0, 10)),
    }
    model = attrs.evolve(
        draw(signal_models()),
        weights=tuple(SignalWeight(activity_type=name, weight=weight) for name, weight in weights.items()),
        half_life_days=draw(st.sampled_from((1.0, 30.0)) | st.floats(1, 1000)),
        history_days=draw(st.sampled_from((30, 548))),
    )
    taxonomy = draw(taxonomies())
    happened = st.builds(
        Activity,
        person_id=st.sampled_from(PEOPLE),
        activity_type=st.sampled_from((PAGE_VIEWS, PAGE_VIEWS, EMAIL_OPENED, EMAIL_UNSUBSCRIBED, "whistling")),
        occurred_at=moments(),
        content=st.builds(
            Content,
            title=st.sampled_from(taxonomy.keywords),
            keywords=st.lists(st.sampled_from(taxonomy.keywords), max_size=1).map(tuple),
        ),
    )
    return Tenant(
        name="Lively",
        accounts=(Account(id="a0", name="Account"), Account(id="a1", name="Other")),
        people=tuple(Person(id=id, account_id="a0" if id != "p4" else "a1") for id in PEOPLE),
        roles_templates=(TEMPLATE,),
        solution_interests=(SolutionInterest(id="s", name="Interest", roles_template_id="t"),),
        buying_groups=tuple(
            BuyingGroup(id=f"g{number}", account_id="a0", solution_interest_id="s", members=found)
            for number, found in enumerate(members)
        ),
        taxonomy=taxonomy,
        signal_model=model,
        activities=(*draw(st.lists(happened, min_size=5, max_size=20)), *draw(activity_lists(PEOPLE, max_size=4))),
    )


@pytest.fixture
def tenant(small_tenant: Tenant) -> Tenant:
    """Return a tenant in whose first group Ada is Decision Maker (100) and Bo Influencer (80)."""
    return attrs.evolve(small_tenant, taxonomy=TAXONOMY, activities=())


def with_activities(tenant: Tenant, *found: Iterable[Activity]) -> Tenant:
    """Return the tenant with activities."""
    return attrs.evolve(tenant, activities=tuple(activity for each in found for activity in each))


class TestStrength:
    """Strength 0-1 per keyword, product and category, from decayed, weighted activity; saturating."""

    def test_by_hand(self, tenant: Tenant) -> None:
        """Four views now, one click one half-life ago: 4 + 0.5, and 4.5 / (4.5 + 4)."""
        viewed = done("ada", PAGE_VIEWS, "Gateway news", 4)
        clicked = done("ada", EMAIL_CLICKED, "gateway, load balancing", before=HALF_LIFE)
        opened = done("ada", EMAIL_OPENED, "load-balancing", 2)
        report = intent_of_person(with_activities(tenant, viewed, clicked, opened), "ada", as_of=NOON)
        assert report == IntentReport(
            categories=(
                CategoryIntent(
                    name="Networking",
                    level=IntentLevel.MEDIUM,
                    strength=1 - 4 / 9,  # 4 + 0.5 + 0.5
                    products=(
                        IntentSignal(name="Gateway", level=IntentLevel.MEDIUM, strength=1 - 4 / 9),
                        IntentSignal(name="Mesh", level=IntentLevel.LOW, strength=1 - 4 / 5),  # 0.5 + 0.5
                    ),
                ),
                CategoryIntent(
                    name="Storage",
                    level=IntentLevel.UNKNOWN,
                    products=(
                        IntentSignal(name="Disk", level=IntentLevel.UNKNOWN),
                        IntentSignal(name="Tape", level=IntentLevel.UNKNOWN),
                    ),
                ),
            ),
            keywords=(
                IntentSignal(name="gateway", level=IntentLevel.MEDIUM, strength=1 - 4 / 8.5),
                IntentSignal(name="load balancing", level=IntentLevel.LOW, strength=1 - 4 / 5),
            ),
            basis=SIGNALS,
        )

    def test_an_activity_counts_once_for_a_product(self, tenant: Tenant) -> None:
        """However many of its keywords it touched, and however often."""
        found = done("ada", PAGE_VIEWS, "Gateway gateway: load balancing", 2)
        report = intent_of_person(with_activities(tenant, found), "ada", as_of=NOON)
        assert {name: value for name, value in strengths(report).items() if value is not None} == {
            "Networking": 1 - 4 / 6,
            "Gateway": 1 - 4 / 6,
            "Mesh": 1 - 4 / 6,
            "gateway": 1 - 4 / 6,
            "load balancing": 1 - 4 / 6,
        }

    def test_of_a_group_roles_weigh(self, tenant: Tenant) -> None:
        """Decision Maker 100, Influencer 80: 2 + 0.8 · 3 = 4.4; Cy is no member."""
        found = [done("ada", PAGE_VIEWS, "disk", 2), done("bo", PAGE_VIEWS, "disk", 3), done("cy", PAGE_VIEWS, "disk")]
        report = intent_of_group(with_activities(tenant, *found), "g1", as_of=NOON)
        assert strengths(report)["Disk"] == pytest.approx(4.4 / 8.4, abs=1e-12)

    def test_of_an_account_everybody_counts_in_full(self, tenant: Tenant) -> None:
        """2 + 3 + 1 = 6; Dan is of another account."""
        found = [done(id, PAGE_VIEWS, "disk", times) for id, times in (("ada", 2), ("bo", 3), ("cy", 1), ("dan", 9))]
        report = intent_of_account(with_activities(tenant, *found), "a1", as_of=NOON)
        assert strengths(report)["Disk"] == 0.6
        assert next(each for each in report.categories if each.name == "Storage").level is IntentLevel.MEDIUM

    def test_of_a_person_co_members_count_by_role_and_share(self, tenant: Tenant) -> None:
        """Bo's 3, and of Ada's 2 a quarter; she is Decision Maker (100) in the group with Bo, Champion elsewhere."""
        found = [done("ada", PAGE_VIEWS, "disk", 2), done("bo", PAGE_VIEWS, "disk", 3)]
        both = with_activities(tenant, *found)
        assert strengths(intent_of_person(both, "bo", as_of=NOON))["Disk"] == 1 - 4 / 7.5
        assert strengths(intent_of_person(both, "ada", as_of=NOON))["Disk"] == pytest.approx(2.6 / 6.6, abs=1e-12)
        alone = attrs.evolve(both, signal_model=attrs.evolve(DEFAULT_SIGNAL_MODEL, co_member_share=0))
        assert strengths(intent_of_person(alone, "bo", as_of=NOON))["Disk"] == 1 - 4 / 7
        # Before Bo joined, on 15 January, they had no group in common.
        early = [attrs.evolve(activity, occurred_at=NOON - timedelta(days=20)) for each in found for activity in each]
        evidence = Signals(with_activities(tenant, early), as_of=NOON - timedelta(days=20)).person("bo")
        assert evidence.explain("product", "Disk").evidence == 3.0

    def test_of_several_common_groups_the_highest_role_counts(self, tenant: Tenant) -> None:
        """Bo joins the group where Ada is Champion (60): she counts as Decision Maker (100) still."""
        group = tenant.buying_group("g2")
        joined = attrs.evolve(group, members=(*group.members, Member(person_id="bo", role="Champion", joined_at=NOON)))
        found = [done("ada", PAGE_VIEWS, "disk", 2), done("bo", PAGE_VIEWS, "disk", 3)]
        with_both = with_activities(tenant.with_buying_group(joined), *found)
        for groups in (with_both.buying_groups, with_both.buying_groups[::-1]):
            changed = attrs.evolve(with_both, buying_groups=groups)
            assert strengths(intent_of_person(changed, "bo", as_of=NOON))["Disk"] == 1 - 4 / 7.5

    @pytest.mark.parametrize(
        ("strength", "level"),
        [(None, "unknown"), (0.0, "low"), (0.2, "low"), (0.2000001, "medium"), (0.6, "medium"), (0.6000001, "high")],
    )
    def test_levels(self, strength: float | None, level: str) -> None:
        """Low ≤ 0.2 < medium ≤ 0.6 < high ≤ 1."""
        assert level_of(strength) == level
        assert level_of(1.0) is IntentLevel.HIGH

    def test_the_limits_in_page_views(self, tenant: Tenant) -> None:
        """By default one's worth is low, more than six's is high."""

        def level(times: int) -> str:
            model = attrs.evolve(DEFAULT_SIGNAL_MODEL, activities_required=1)
            viewed = with_activities(attrs.evolve(tenant, signal_model=model), done("ada", PAGE_VIEWS, "disk", times))
            return intent_of_person(viewed, "ada", as_of=NOON).categories[0].level

        assert [level(times) for times in (1, 2, 6, 7)] == ["low", "medium", "medium", "high"]


class TestHistory:
    """History up to 18 months, recent activity weighing more."""

    def test_edges(self, tenant: Tenant) -> None:
        """After 548 days an activity is gone; a microsecond younger it counts."""
        old = done("ada", PAGE_VIEWS, "disk", 2, before=timedelta(days=548))
        assert strengths(intent_of_person(with_activities(tenant, old), "ada", as_of=NOON))["Disk"] is None
        younger = tuple(attrs.evolve(each, occurred_at=each.occurred_at + timedelta(microseconds=1)) for each in old)
        strength = strengths(intent_of_person(with_activities(tenant, younger), "ada", as_of=NOON))["Disk"]
        evidence = 2 * 2 ** (-548 / 30)
        assert strength == pytest.approx(evidence / (evidence + 4), abs=1e-9)

    def test_what_is_later_does_not_exist(self, tenant: Tenant) -> None:
        """At noon it counts, a microsecond after it does not."""
        now = done("ada", PAGE_VIEWS, "disk", 2)
        later = done("ada", PAGE_VIEWS, "disk", 2, before=-timedelta(microseconds=1))
        assert strengths(intent_of_person(with_activities(tenant, now, later), "ada", as_of=NOON))["Disk"] == 1 - 4 / 6


class TestAgainst:
    """Unsubscribing counts against; it takes away what the person's own activities gave, and nobody else's."""

    def test_takes_away(self, tenant: Tenant) -> None:
        """6 views less one unsubscription of weight 4 leave 2."""
        found = [done("ada", PAGE_VIEWS, "disk", 6), done("ada", EMAIL_UNSUBSCRIBED, "Disk news")]
        assert strengths(intent_of_person(with_activities(tenant, *found), "ada", as_of=NOON))["Disk"] == 1 - 4 / 6

    def test_not_below_zero(self, tenant: Tenant) -> None:
        """Known, and low."""
        found = [done("ada", PAGE_VIEWS, "disk"), done("ada", EMAIL_UNSUBSCRIBED, "Disk news")]
        report = intent_of_person(with_activities(tenant, *found), "ada", as_of=NOON)
        assert [signal for signal in report.keywords if signal.name == "disk"] == [
            IntentSignal(name="disk", level=IntentLevel.LOW, strength=0.0)
        ]

    def test_not_the_others_interest(self, tenant: Tenant) -> None:
        """Bo's unsubscription leaves what Ada's views give."""
        found = [done("ada", PAGE_VIEWS, "disk", 2), done("bo", EMAIL_UNSUBSCRIBED, "Disk news", 5)]
        assert strengths(intent_of_group(with_activities(tenant, *found), "g1", as_of=NOON))["Disk"] == 1 - 4 / 6

    def test_only_what_it_touched(self, tenant: Tenant) -> None:
        """An email about disks says nothing on gateways."""
        found = [done("ada", PAGE_VIEWS, "gateway", 2), done("ada", EMAIL_UNSUBSCRIBED, "Disk news")]
        assert strengths(intent_of_person(with_activities(tenant, *found), "ada", as_of=NOON))["Gateway"] == 1 - 4 / 6


class TestUnknown:
    """Where the evidence does not suffice, the answer is unknown, not low."""

    def test_below_the_activities_required(self, tenant: Tenant) -> None:
        """One is not enough by default; two email opens, which weigh less, are."""
        viewed, opened = done("ada", PAGE_VIEWS, "disk"), done("ada", EMAIL_OPENED, "gateway", 2)
        found = strengths(intent_of_person(with_activities(tenant, viewed, opened), "ada", as_of=NOON))
        assert found["Disk"] is None
        assert found["Gateway"] == pytest.approx(0.5 / 4.5)
        assert "disk" not in found

    def test_several_members_suffice_together(self, tenant: Tenant) -> None:
        """One view each: unknown of either, known of the group."""
        both = with_activities(tenant, done("ada", PAGE_VIEWS, "disk"), done("bo", PAGE_VIEWS, "disk"))
        assert strengths(intent_of_person(both, "ada", as_of=NOON))["Disk"] is None
        assert strengths(intent_of_group(both, "g1", as_of=NOON))["Disk"] == pytest.approx(1.8 / 5.8)

    def test_of_a_person_without_activity(self, tenant: Tenant) -> None:
        """However busy the colleagues are."""
        busy = with_activities(tenant, done("ada", PAGE_VIEWS, "disk", 9))
        report = intent_of_person(busy, "bo", as_of=NOON)
        assert set(strengths(report).values()) == {None}
        assert {signal.level for signal in report.categories} == {IntentLevel.UNKNOWN}
        assert report.keywords == ()

    def test_of_a_group_of_strangers(self, tenant: Tenant) -> None:
        """Every category is there, and nothing is known of any."""
        report = intent_of_group(tenant, "g1", as_of=NOON)
        assert [signal.name for signal in report.categories] == ["Networking", "Storage"]
        assert set(strengths(report).values()) == {None}

    def test_activities_that_do_not_count(self, tenant: Tenant) -> None:
        """Of another type, without content, about nothing in the taxonomy."""
        found = [done("ada", "whistling", "disk", 3), done("ada", PAGE_VIEWS, "weather", 3)]
        empty = [attrs.evolve(activity, content=None) for activity in done("ada", PAGE_VIEWS, "disk", 3)]
        assert set(strengths(intent_of_person(with_activities(tenant, *found, empty), "ada", as_of=NOON)).values()) == {
            None
        }


class TestRepeats:
    """An identical repeat counts once."""

    def test_by_id(self, tenant: Tenant) -> None:
        """With an id once, without one each time."""
        viewed = done("ada", PAGE_VIEWS, "disk", 2)
        repeated = [attrs.evolve(viewed[0], id="1")] * 3 + [attrs.evolve(viewed[1], id="2")]
        assert strengths(intent_of_person(with_activities(tenant, repeated), "ada", as_of=NOON))["Disk"] == 1 - 4 / 6

    def test_records_of_one_activity_know_its_content_together(self, tenant: Tenant) -> None:
        """In whatever order they come."""
        (one,), (other,) = done("ada", PAGE_VIEWS, "disk"), done("ada", PAGE_VIEWS, "gateway")
        records = [attrs.evolve(one, id="1"), attrs.evolve(other, id="1"), attrs.evolve(one, id="1", content=None)]
        model = attrs.evolve(DEFAULT_SIGNAL_MODEL, activities_required=1)
        for order in (records, records[::-1]):
            changed = attrs.evolve(with_activities(tenant, order), signal_model=model)
            found = strengths(intent_of_person(changed, "ada", as_of=NOON))
            assert (found["Disk"], found["Gateway"]) == (1 - 4 / 5, 1 - 4 / 5)


class TestExplanation:
    """Explained: which activities and keywords made it, in parts that sum to the strength."""

    def test_by_hand(self, tenant: Tenant) -> None:
        """Ada's views, one of them half a life old; Bo's at 80 %, half of which his unsubscription takes."""
        found = [
            done("ada", PAGE_VIEWS, "gateway, load balancing"),
            done("ada", PAGE_VIEWS, "gateway", before=HALF_LIFE),
            done("bo", PAGE_VIEWS, "load balancing", 8),
            done("bo", EMAIL_UNSUBSCRIBED, "load balancing"),
        ]
        signals = Signals(with_activities(tenant, *found), as_of=NOON)
        explanation = signals.group("g1").explain(IntentSubject.PRODUCT, "Gateway")
        assert explanation.evidence == pytest.approx(1.5 + 0.8 * 4)
        assert explanation.activities == 11
        assert explanation.signal == IntentSignal(
            name="Gateway", level=IntentLevel.MEDIUM, strength=1 - 4 / (explanation.evidence + 4)
        )
        per_unit = (explanation.signal.strength or 0) / 4.7
        rows = [(part.person_id, part.keywords, part.evidence, part.points) for part in explanation.parts]
        assert rows == [
            ("ada", ("gateway", "load balancing"), 1.0, pytest.approx(per_unit)),
            ("ada", ("gateway",), 0.5, pytest.approx(0.5 * per_unit)),
            *[("bo", ("load balancing",), 0.8, pytest.approx(0.4 * per_unit))] * 8,
            ("bo", ("load balancing",), pytest.approx(-3.2), 0.0),
        ]
        assert {(part.person_id, part.person_weight) for part in explanation.parts} == {("ada", 1.0), ("bo", 0.8)}
        mesh = signals.group("g1").explain("keyword", "load balancing")
        assert {part.keywords for part in mesh.parts} == {("load balancing",)}

    def test_of_what_is_not_known(self, tenant: Tenant) -> None:
        """What there is is shown, and has no points."""
        evidence = Signals(with_activities(tenant, done("ada", PAGE_VIEWS, "disk")), as_of=NOON).person("ada")
        explanation = evidence.explain("product", "Disk")
        assert (explanation.signal.strength, explanation.evidence, explanation.activities) == (None, 1.0, 1)
        assert [(part.evidence, part.points) for part in explanation.parts] == [(1.0, 0.0)]
        assert evidence.explain("product", "Tape").parts == ()

    def test_of_nothing_that_exists(self, tenant: Tenant) -> None:
        """Named, with those that do."""
        evidence = Signals(tenant, as_of=NOON).group("g1")
        with pytest.raises(
            UnknownIdError, match=r"^unknown product 'Disc' \(did you mean 'Disk'\?\); known: 'Disk', 'Gate"
        ):
            evidence.explain("product", "Disc")
        with pytest.raises(
            InvalidValueError, match=r"^of must be one of 'category', 'product', 'keyword', got 'solution'$"
        ):
            evidence.explain("solution", "Disk")

    @given(lively_tenants())
    def test_parts_sum_to_the_strength(self, tenant: Tenant) -> None:
        """Within 1e-9, for every subject; the explanation has the report's signal, and survives a document."""
        for evidence in everything(tenant):
            found = strengths(evidence.report)
            assert tenant.taxonomy is not None
            for of, name in tenant.taxonomy.subjects:
                explanation = evidence.explain(of, name)
                strength = explanation.signal.strength
                assert math.fsum(part.points for part in explanation.parts) == pytest.approx(strength or 0, abs=1e-9)
                assert all(part.points >= 0 for part in explanation.parts)
                if of is not IntentSubject.KEYWORD or name in found:
                    assert found[name] == strength
                assert documents.loads(documents.dumps(explanation), IntentExplanation) == explanation


def everything(tenant: Tenant, as_of: datetime = AS_OF) -> list[IntentEvidence]:
    """Return the evidence of every person, group and account."""
    signals = Signals(tenant, as_of=as_of)
    return [
        *(signals.person(person.id) for person in tenant.people),
        *(signals.group(group.id) for group in tenant.buying_groups),
        *(signals.account(account.id) for account in tenant.accounts),
    ]


def reports(tenant: Tenant, as_of: datetime = AS_OF) -> list[IntentReport]:
    """Return the intent of every person, group and account."""
    return [evidence.report for evidence in everything(tenant, as_of)]


def positive(model: SignalModel) -> SignalModel:
    """Return a model in which nothing counts against."""
    return attrs.evolve(model, weights=tuple(attrs.evolve(item, weight=abs(item.weight)) for item in model.weights))


def never_lower(before: IntentReport, after: IntentReport) -> bool:
    """Return whether no strength fell, and nothing that was known is unknown."""
    now = strengths(after)
    return all(
        strength is None or (now[name] is not None and strength <= (now[name] or 0.0))
        for name, strength in strengths(before).items()
    )


class TestProperties:
    """What holds of all signals."""

    @given(lively_tenants(), st.data())
    def test_more_positive_evidence_never_lowers_a_strength(self, tenant: Tenant, data: st.DataObject) -> None:
        """Whoever does it, whatever it touches; not even by a rounding."""
        good = SignalWeight(activity_type="good", weight=data.draw(st.floats(0, 10, exclude_min=True)))
        model = attrs.evolve(tenant.signal_model, weights=(*tenant.signal_model.weights, good))
        before = attrs.evolve(tenant, signal_model=model)
        assert tenant.taxonomy is not None
        touched = Content(title=data.draw(st.sampled_from(tenant.taxonomy.keywords)))
        more = attrs.evolve(data.draw(activities(PEOPLE)), activity_type="good", content=touched)
        after = attrs.evolve(before, activities=(*tenant.activities, more))
        assert all(map(never_lower, reports(before), reports(after)))

    @given(lively_tenants(), st.timedeltas(timedelta(0), timedelta(days=30)))
    def test_with_positive_evidence_only_time_never_raises_a_strength(self, tenant: Tenant, passed: timedelta) -> None:
        """As long as nothing else happens."""
        over = attrs.evolve(
            tenant,
            signal_model=positive(tenant.signal_model),
            activities=tuple(each for each in tenant.activities if each.occurred_at <= AS_OF),
        )
        assert all(map(never_lower_in_time, reports(over, AS_OF + passed), reports(over)))

    @given(lively_tenants(), st.randoms(use_true_random=False))
    def test_shuffling_changes_nothing(self, tenant: Tenant, random: Random) -> None:
        """Bit for bit, whatever is shuffled."""
        shuffled = tuple(random.sample(tenant.activities, len(tenant.activities)))
        groups = tuple(
            attrs.evolve(group, members=tuple(random.sample(group.members, len(group.members))))
            for group in tenant.buying_groups
        )
        assert reports(attrs.evolve(tenant, activities=shuffled, buying_groups=groups)) == reports(tenant)

    def test_evidence_is_summed_exactly(self) -> None:
        """So that no order of the activities, the members or the people changes its last bit."""
        random = Random(1)  # noqa: S311 - nothing secret
        done_by = {
            id: [
                activity
                for minutes in random.sample(range(100_000), 30)
                for activity in done(id, PAGE_VIEWS, "disk", before=timedelta(minutes=minutes))
            ]
            for id in PEOPLE[:4]
        }
        members = [
            Member(person_id=id, role=role, joined_at=LONG_AGO)
            for id, role in zip(PEOPLE[:4], ("Influencer", "Other", "Influencer", "Decision Maker"), strict=True)
        ]
        found: set[tuple[float, ...]] = set()
        for _ in range(20):
            order = tuple(random.sample(members, len(members)))
            happened = [activity for member in order for activity in done_by[member.person_id]]
            tenant = Tenant(
                name="T",
                accounts=(Account(id="a0", name="Account"),),
                people=tuple(Person(id=member.person_id, account_id="a0") for member in order),
                roles_templates=(TEMPLATE,),
                solution_interests=(SolutionInterest(id="s", name="Interest", roles_template_id="t"),),
                buying_groups=(BuyingGroup(id="g", account_id="a0", solution_interest_id="s", members=order),),
                taxonomy=TAXONOMY,
                signal_model=attrs.evolve(DEFAULT_SIGNAL_MODEL, co_member_share=0),
                activities=tuple(random.sample(happened, len(happened))),
            )
            signals = Signals(tenant, as_of=NOON)
            each = [signals.group("g"), *map(signals.person, PEOPLE[:4])]
            found.add(tuple(evidence.explain("product", "Disk").evidence for evidence in each))
        assert len(found) == 1

    @given(lively_tenants(), st.data())
    def test_future_activity_changes_nothing(self, tenant: Tenant, data: st.DataObject) -> None:
        """It does not exist yet."""
        assert tenant.taxonomy is not None
        later = st.timedeltas(timedelta(microseconds=1), timedelta(days=1))
        more = data.draw(activities(PEOPLE))
        future = attrs.evolve(
            more,
            activity_type=PAGE_VIEWS,
            occurred_at=AS_OF + data.draw(later),
            content=Content(keywords=tenant.taxonomy.keywords),
        )
        assert reports(attrs.evolve(tenant, activities=(*tenant.activities, future))) == reports(tenant)

    @given(lively_tenants())
    def test_renaming_products_permutes_the_answer(self, tenant: Tenant) -> None:
        """The names say nothing."""
        assert tenant.taxonomy is not None
        names = sorted(name for of, name in tenant.taxonomy.subjects if of is IntentSubject.PRODUCT)
        others = dict(zip(names, [*names[1:], "renamed"], strict=True))
        renamed = tuple(
            attrs.evolve(
                category,
                products=tuple(attrs.evolve(product, name=others[product.name]) for product in category.products),
            )
            for category in tenant.taxonomy.categories
        )
        after = attrs.evolve(tenant, taxonomy=attrs.evolve(tenant.taxonomy, categories=renamed))
        for one, other in zip(reports(tenant), reports(after), strict=True):
            expected = {others.get(name, name): strength for name, strength in strengths(one).items()}
            assert strengths(other) == expected

    @given(lively_tenants())
    def test_unknown_stays_unknown(self, tenant: Tenant) -> None:
        """Without an activity in the history that counts, nothing is known, at any later time."""
        content_only = tuple(attrs.evolve(each, content=None) for each in tenant.activities)
        silent = attrs.evolve(tenant, activities=content_only)
        for as_of in (AS_OF, AS_OF + timedelta(days=365)):
            assert all(set(strengths(report).values()) <= {None} for report in reports(silent, as_of))

    @given(lively_tenants(), st.data())
    def test_a_new_member_never_lowers_a_group(self, tenant: Tenant, data: st.DataObject) -> None:
        """Not even one who unsubscribed."""
        group = tenant.buying_groups[0]
        outside = sorted(set(PEOPLE[:4]) - {member.person_id for member in group.members})
        role = data.draw(st.sampled_from(TEMPLATE.role_names))
        member = Member(person_id=data.draw(st.sampled_from(outside)), role=role, joined_at=AS_OF)
        joined = tenant.with_buying_group(attrs.evolve(group, members=(*group.members, member)))
        before = intent_of_group(tenant, group.id, as_of=AS_OF)
        assert never_lower(before, intent_of_group(joined, group.id, as_of=AS_OF))

    @given(lively_tenants())
    def test_strengths_are_strengths(self, tenant: Tenant) -> None:
        """In [0, 1], with the level of their limits; categories and products are the taxonomy's."""
        assert tenant.taxonomy is not None
        for report in reports(tenant):
            assert sorted(each.name for each in report.categories) == sorted(
                each.name for each in tenant.taxonomy.categories
            )
            for signal in (*report.categories, *report.keywords):
                assert signal.strength is None or 0 <= signal.strength <= 1
                assert signal.level is level_of(signal.strength)
            assert documents.loads(documents.dumps(report), IntentReport) == report

    @given(tenants().filter(lambda tenant: tenant.taxonomy is not None))
    def test_the_account_part_of_a_tenant_suffices_for_its_groups(self, tenant: Tenant) -> None:
        """A service needs no more than `Tenant.only_account` gives."""
        for group in tenant.buying_groups:
            part = tenant.only_account(group.account_id)
            assert intent_of_group(part, group.id, as_of=AS_OF) == intent_of_group(tenant, group.id, as_of=AS_OF)


def never_lower_in_time(later: IntentReport, earlier: IntentReport) -> bool:
    """Return whether no strength is above what it was; what is out of the history may be unknown."""
    then = strengths(earlier)
    return all(strength is None or strength <= (then[name] or 0.0) for name, strength in strengths(later).items())


class TestModel:
    """Configurable: weights, half-life, history, saturation; validated."""

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"half_life_days": 0}, "half_life_days must be a number above 0, at most 1e+15, got 0.0"),
            ({"half_life_days": math.nan}, "half_life_days must be a finite number, got nan"),
            ({"history_days": 549}, "history_days must be from 1 to 548, 18 months, got 549"),
            ({"history_days": 0}, "history_days must be from 1 to 548, 18 months, got 0"),
            ({"half_strength": 0}, "half_strength must be a number above 1e-15, at most 1e+15, got 0.0"),
            ({"activities_required": 0}, "activities_required must be at least 1, got 0"),
            ({"co_member_share": 1.5}, "co_member_share must be in [0, 1], got 1.5"),
            ({"co_member_share": -0.1}, "co_member_share must be in [0, 1], got -0.1"),
        ],
    )
    def test_wrong_values(self, fields: dict[str, Any], message: str) -> None:
        """Each names the field, what is valid and what was given."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            SignalModel(**fields)

    @pytest.mark.parametrize(
        ("weight", "message"),
        [
            (math.inf, "weight must be a finite number, got inf"),
            (-2e15, "weight must be from -1e+15 to 1e+15, got -2000000000000000.0"),
        ],
    )
    def test_wrong_weights(self, weight: float, message: str) -> None:
        """Finite, and small enough to be summed."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            SignalWeight(activity_type="x", weight=weight)

    def test_a_type_is_given_once(self) -> None:
        """Two weights for one type contradict each other."""
        twice = tuple(SignalWeight(activity_type="x", weight=weight) for weight in (1, 2))
        with pytest.raises(
            InvalidValueError,
            match=r"^weights must be without two of the same activity type .+, got ",
        ):
            SignalModel(weights=twice)

    def test_defaults(self) -> None:
        """Email clicked, email opened, email unsubscribed (counts against), page views."""
        assert DEFAULT_SIGNAL_MODEL.counted == {
            "email_clicked": 1.0,
            "email_opened": 0.25,
            "email_unsubscribed": -4.0,
            "page_views": 1.0,
        }
        assert (DEFAULT_SIGNAL_MODEL.history_days, DEFAULT_SIGNAL_MODEL.weight_of("attend_event")) == (548, 0.0)

    @given(signal_models())
    def test_fingerprint(self, model: SignalModel) -> None:
        """Of what can change a signal: neither the order of types nor one that does not count."""
        further = SignalWeight(activity_type="does not count", weight=0)
        same = attrs.evolve(model, weights=(further, *model.weights[::-1]))
        assert same.fingerprint == model.fingerprint
        assert attrs.evolve(model, half_strength=model.half_strength * 2).fingerprint != model.fingerprint
        assert documents.loads(documents.dumps(model), SignalModel) == model

    def test_extreme_values_stay_in_range(self, tenant: Tenant) -> None:
        """The heaviest weights and the shortest half-life overflow nothing."""
        heavy = SignalWeight(activity_type=PAGE_VIEWS, weight=1e15)
        for half_life in (5e-324, 1e15):
            model = SignalModel(weights=(heavy,), half_life_days=half_life, half_strength=1.1e-15)
            viewed = done("ada", PAGE_VIEWS, "disk", 2, before=timedelta(days=1))
            changed = attrs.evolve(with_activities(tenant, viewed), signal_model=model)
            explanation = Signals(changed, as_of=NOON).person("ada").explain("product", "Disk")
            assert explanation.signal.strength == (0.0 if half_life < 1 else 1.0)
            assert sum(part.points for part in explanation.parts) == explanation.signal.strength


class TestWrongUse:
    """Clear errors."""

    def test_without_an_approved_taxonomy(self, tenant: Tenant) -> None:
        """None, or a draft."""
        with pytest.raises(InvalidValueError, match=r"^taxonomy must be given where signals are asked for, got None$"):
            intent_of_group(attrs.evolve(tenant, taxonomy=None), "g1", as_of=NOON)
        draft = attrs.evolve(tenant, taxonomy=TAXONOMY.duplicate())
        with pytest.raises(
            StatusError, match=r"^cannot compute signals by the taxonomy: it is draft; approve it first$"
        ):
            intent_of_account(draft, "a1", as_of=NOON)

    @pytest.mark.parametrize(
        ("intent_of", "kind"),
        [(intent_of_person, "person"), (intent_of_group, "buying group"), (intent_of_account, "account")],
    )
    def test_of_nobody(self, tenant: Tenant, intent_of: Callable[..., IntentReport], kind: str) -> None:
        """Named, with those that there are."""
        with pytest.raises(UnknownIdError, match=rf"^unknown {kind} 'x'; known: "):
            intent_of(tenant, "x", as_of=NOON)

    def test_naive(self, tenant: Tenant) -> None:
        """A moment has a time zone."""
        with pytest.raises(NaiveDatetimeError, match=r"^as_of must be a datetime with a time zone, got"):
            intent_of_group(tenant, "g1", as_of=datetime(2026, 1, 1))  # noqa: DTZ001

    def test_a_detector_has_a_name(self) -> None:
        """A report says which one."""
        named = IntentBasis(kind=IntentBasisKind.DETECTOR, name="Autumn model")
        assert (named.name, SIGNALS.name) == ("Autumn model", None)
        with pytest.raises(
            InvalidValueError, match=r"^kind must be 'signals', or given with the name of the detector, got 'detector'$"
        ):
            IntentBasis(kind=IntentBasisKind.DETECTOR)


class TestStrategies:
    """What the strategies promise."""

    @given(taxonomies())
    def test_taxonomies_are_approved(self, taxonomy: Taxonomy) -> None:
        """So that signals can be computed."""
        taxonomy.require_approved("compute signals by")
        assert taxonomy.keywords
