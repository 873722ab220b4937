"""
The sample tenants that ship with the library: what their README promises.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from datetime import datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

import attrs
import pytest

from buying_groups import BuyingGroup, Source, StageModel, Tenant, buying_group_details, score_tenant
from buying_groups.activities import INTERESTING_MOMENT
from buying_groups.documents import dumps, loads
from buying_groups.engagement import EngagementScores, count_activities
from buying_groups.intent import SIGNALS, IntentLevel, IntentSubject
from buying_groups.publication import PublicationStatus
from buying_groups.roles import DECISION_MAKER, EXECUTIVE_STEERING_COMMITTEE
from buying_groups.rounding import round_half_up


if TYPE_CHECKING:
    from buying_groups.completeness import Completeness


SAMPLES = files("buying_groups") / "samples"
LARGEST = 200_000
REAL_TYPES = {"co_author", "commit", "docs", "merge", "proposal", "release", "sign_off", "test"}
WINDOW = timedelta(days=30)


def read(name: str) -> str:
    """Return the text of a file of the samples."""
    return (SAMPLES / name).read_text(encoding="utf-8")


def last_activity(tenant: Tenant) -> datetime:
    """Return the time of a tenant's last activity: the moment that the README's figures are as of."""
    return max(activity.occurred_at for activity in tenant.activities)


@pytest.fixture(scope="module")
def open_source() -> Tenant:
    """Return the tenant with real activity."""
    return loads(read("open_source.json"), Tenant)


@pytest.fixture(scope="module")
def as_of(open_source: Tenant) -> datetime:
    """Return the moment of the README's figures."""
    return last_activity(open_source)


@pytest.fixture(scope="module")
def scores(open_source: Tenant, as_of: datetime) -> EngagementScores:
    """Return the scores of the tenant with real activity."""
    return score_tenant(open_source, as_of=as_of)


@pytest.fixture(scope="module")
def worked_example() -> Tenant:
    """Return the tenant of the worked example."""
    return loads(read("worked_example.json"), Tenant)


def completeness_of(tenant: Tenant, group: BuyingGroup, as_of: datetime) -> Completeness:
    """Return the completeness that the group's page shows."""
    return buying_group_details(tenant, group.id, as_of=as_of).group.completeness


def activities_of(tenant: Tenant, group: BuyingGroup, start: datetime, end: datetime) -> int:
    """Return how many real activities the members of a group have after `start`, up to `end`."""
    return sum(
        start < activity.occurred_at <= end and activity.activity_type in REAL_TYPES
        for member in group.members
        for activity in tenant.activities_of(member.person_id)
    )


@pytest.mark.parametrize("name", ["open_source.json", "worked_example.json"])
class TestDocuments:
    """
    "Two tenants to try the library with, as documents that `buying_groups.documents` reads."
    """

    def test_is_as_dumps_writes_it(self, name: str) -> None:
        """Reading and writing again gives the same text."""
        text = read(name)
        assert text == dumps(loads(text, Tenant)) + "\n"

    def test_is_small(self, name: str) -> None:
        """Nobody pays much for a sample that they do not use."""
        assert len(read(name).encode()) < LARGEST

    def test_everything_has_happened(self, name: str) -> None:
        """As of the last activity nothing in the sample is still to come."""
        tenant = loads(read(name), Tenant)
        as_of = last_activity(tenant)
        assert all(group.members == group.members_at(as_of) for group in tenant.buying_groups)
        assert all(move.moved_at <= as_of for group in tenant.buying_groups for move in group.stage_moves)
        assert all(opportunity.opened_at <= as_of for opportunity in tenant.opportunities)
        assert all(entry.entered_at <= as_of for entry in tenant.journey_entries)

    def test_every_type_is_known(self, name: str) -> None:
        """The weighting model of the sample knows every type that occurs."""
        tenant = loads(read(name), Tenant)
        assert {item.activity_type for item in tenant.activities} <= tenant.active_weighting_model.known_types


class TestRealAndMadeUp:
    """
    "Real activity under made-up names."
    """

    def test_says_so_in_its_name(self, open_source: Tenant) -> None:
        """Whoever sees nothing but the tenant is told as well."""
        assert open_source.name == "Open source (sample: real activity, made-up names)"

    def test_counts_of_the_readme(self, open_source: Tenant) -> None:
        """The README tells how many of each there are."""
        counts = (open_source.accounts, open_source.people, open_source.buying_groups, open_source.activities)
        sentence = "{} accounts, {} people, {} buying groups and {} activities, from {} to {}."
        days = sorted(activity.occurred_at.date() for activity in open_source.activities)
        assert sentence.format(*map(len, counts), days[0], days[-1]) in read("README.md")

    def test_made_up_activities_are_few_and_told_by_their_ids(self, open_source: Tenant) -> None:
        """The interesting moments are made up, and nothing else that happened."""
        kinds = Counter(
            (activity.activity_type == INTERESTING_MOMENT, re.sub(r"\d+$", "", activity.id or ""))
            for activity in open_source.activities
        )
        assert kinds == {(False, "a"): 724, (True, "moment-"): 9}
        assert {item.activity_type for item in open_source.activities} == REAL_TYPES | {INTERESTING_MOMENT}

    def test_scores_rest_on_real_activity(self, open_source: Tenant, scores: EngagementScores, as_of: datetime) -> None:
        """Without the made-up moments every score is the same, and the same people are known."""
        real = tuple(item for item in open_source.activities if item.activity_type != INTERESTING_MOMENT)
        without = score_tenant(attrs.evolve(open_source, activities=real), as_of=as_of)
        assert [(item.person_id, item.score, item.is_known) for item in without.people] == [
            (item.person_id, item.score, item.is_known) for item in scores.people
        ]
        assert without.groups == scores.groups

    def test_people_without_activity_are_the_last_seven(self, open_source: Tenant) -> None:
        """Made up are "7 people (`p0081` to `p0087`), of whom nothing is known"."""
        assert [person.id for person in open_source.people] == [f"p{number:04}" for number in range(1, 88)]
        unknown = [person.id for person in open_source.people if not open_source.activities_of(person.id)]
        assert unknown == [f"p{number:04}" for number in range(81, 88)]

    def test_accounts_are_nameless(self, open_source: Tenant) -> None:
        """No company is named."""
        assert [account.name for account in open_source.accounts] == [f"Account {number}" for number in range(1, 8)]

    def test_names_differ(self, open_source: Tenant) -> None:
        """Everybody has a full name of their own."""
        names = {person.full_name for person in open_source.people if person.first_name and person.last_name}
        assert len(names) == len(open_source.people)

    def test_addresses_reach_nobody(self, open_source: Tenant) -> None:
        """Addresses and numbers are of those that are reserved for examples, and nobody shares one."""
        emails = [person.email for person in open_source.people if person.email is not None]
        phones = [person.phone for person in open_source.people if person.phone is not None]
        assert all(re.fullmatch(r"[a-z.]+@account\d\.example\.(com|org|net)", email) for email in emails)
        assert all(re.fullmatch(r"\+1-202-555-01\d\d", phone) for phone in phones)
        assert (len(set(emails)), len(set(phones))) == (len(emails), len(phones))

    def test_tells_what_was_touched(self, open_source: Tenant) -> None:
        """Every real activity names its project, and most of them parts of it."""
        real = [item.content for item in open_source.activities if item.activity_type in REAL_TYPES]
        titled = [content for content in real if content is not None and content.title is not None]
        assert len(titled) == len(real)
        assert sum(bool(content.keywords) for content in titled) > len(real) / 2


class TestIntent:
    """
    "The taxonomy has the 17 projects that occur, in six categories."
    """

    def test_taxonomy(self, open_source: Tenant) -> None:
        """Approved; the products are the projects that the activities name."""
        assert open_source.taxonomy is not None
        open_source.taxonomy.require_approved("compute signals by")
        products = [product.name for each in open_source.taxonomy.categories for product in each.products]
        titles = {activity.content.title for activity in open_source.activities if activity.content is not None}
        assert (len(open_source.taxonomy.categories), len(products), set(products)) == (6, 17, titles)

    def test_a_keyword_tells_of_one_project_alone(self, open_source: Tenant) -> None:
        """713 activities touch their own project's keywords only; 11 "name another project as well"."""
        assert open_source.taxonomy is not None
        touched: Counter[bool] = Counter()
        for activity in open_source.activities:
            if activity.content is not None:
                subjects = open_source.taxonomy.subjects_of(open_source.taxonomy.matcher.keywords_in(activity.content))
                products = {name for of, name in subjects if of is IntentSubject.PRODUCT}
                assert activity.content.title in products
                touched[len(products) == 1] += 1
        assert touched == {True: 713, False: 11}

    def test_signal_model(self, open_source: Tenant) -> None:
        """In the proportions of the weighting model."""
        weights = {item.activity_type: item.weight / 40 for item in open_source.active_weighting_model.weights}
        assert open_source.signal_model.counted == {name: weight for name, weight in weights.items() if weight}

    def test_pages_show_it(self, open_source: Tenant, as_of: datetime) -> None:
        """Of the group that decides on Cortex it is the strongest; of strangers nothing is known."""
        intent = buying_group_details(open_source, "cortex-account-2", as_of=as_of).intent
        assert intent is not None
        assert intent.basis == SIGNALS
        assert (intent.categories[0].name, intent.categories[0].level) == ("Observability", IntentLevel.HIGH)
        assert intent.categories[0].products[0].name == "Cortex"
        strangers = buying_group_details(open_source, "helm-account-7", as_of=as_of).intent
        assert strangers is not None
        assert {category.level for category in strangers.categories} == {IntentLevel.UNKNOWN}


class TestVariety:
    """
    What there is to be seen besides the groups' scores.
    """

    def test_roles_templates(self, open_source: Tenant) -> None:
        """Both kinds are live; one role is the tenant's own, and roles take different numbers of members."""
        templates = open_source.roles_templates
        assert [template.status for template in templates] == [PublicationStatus.LIVE] * 3
        assert {item.members_required for template in templates for item in template.roles} == {1, 2, 3, 4}
        assert open_source.custom_roles == ("Procurement",)
        assert "Procurement" in {member.role for group in open_source.buying_groups for member in group.members}
        assert [model.status for model in open_source.stage_models] == [PublicationStatus.LIVE]

    def test_stage_moves_are_allowed(self, open_source: Tenant) -> None:
        """No group went where its stage model does not let it."""
        (model,) = open_source.stage_models
        for group in open_source.buying_groups:
            assert [move for move in steps(group) if not allowed(model, move)] == []

    def test_sources(self, open_source: Tenant) -> None:
        """Members come from every source."""
        assert {member.source for group in open_source.buying_groups for member in group.members} == set(Source)

    def test_journeys(self, open_source: Tenant, as_of: datetime) -> None:
        """Of the four journeys that "Account 2 is in now", the page shows the latest three."""
        entries = [entry for entry in open_source.journey_entries if entry.account_id == "account-2"]
        assert Counter(entry.is_current(as_of) for entry in entries) == {True: 4, False: 1}
        page = buying_group_details(open_source, "cortex-account-2", as_of=as_of)
        assert [journey.id for journey in page.account.journeys] == ["spring", "win-back", "briefing"]

    def test_opportunities(self, open_source: Tenant, as_of: datetime) -> None:
        """Some opportunities are open, some closed."""
        assert Counter(item.is_open(as_of) for item in open_source.opportunities) == {True: 8, False: 3}

    def test_people_in_several_groups(self, open_source: Tenant) -> None:
        """Some people are in two groups, one is in three."""
        groups = Counter(member.person_id for group in open_source.buying_groups for member in group.members)
        assert Counter(groups.values()) == {1: 49, 2: 5, 3: 1}

    def test_people_outside_the_groups(self, open_source: Tenant) -> None:
        """Activity "of people outside the groups too" sets the scale."""
        members = {member.person_id for group in open_source.buying_groups for member in group.members}
        assert sum(item.person_id not in members for item in open_source.activities) > 0

    def test_who_cannot_be_sent_to(self, open_source: Tenant) -> None:
        """Each reason for not sending to a member occurs."""
        members = {member.person_id for group in open_source.buying_groups for member in group.members}
        people = [open_source.person(person_id) for person_id in members]
        assert any(person.email is None for person in people)
        assert any(person.unsubscribed for person in people)
        assert any(person.marketing_suspended for person in people)
        assert any(person.email_invalid for person in people)
        assert any(person.email_suspended for person in people)


def steps(group: BuyingGroup) -> list[tuple[str | None, str]]:
    """Return from where to where a group moved."""
    stages = [move.stage for move in group.stage_moves]
    return list(zip([None, *stages], stages, strict=False))


def allowed(model: StageModel, step: tuple[str | None, str]) -> bool:
    """Return whether a stage model lets a group take a step."""
    return model.allows(*step)


class TestGroups:
    """
    "As of the last activity, engagement and completeness", and why each group is there.
    """

    def test_figures_of_the_readme(self, open_source: Tenant, scores: EngagementScores, as_of: datetime) -> None:
        """The README's table says of each group what its page says."""
        rows = re.findall(r"^\| ([^|]+) \| (\d+|–) \| (\d+) % \|", read("README.md"), flags=re.MULTILINE)
        shown = [
            (
                open_source.group_name(group),
                str(round_half_up(scores.group(group.id).score)) if scores.group(group.id).is_known else "–",
                str(round_half_up(completeness_of(open_source, group, as_of).score)),
            )
            for group in open_source.buying_groups
        ]
        assert rows == shown

    def test_scores_are_spread(self, scores: EngagementScores) -> None:
        """In each quarter of the scale there is a group, and a person."""
        for items in (scores.groups, scores.people):
            assert {min(int(item.score // 25), 3) for item in items} == {0, 1, 2, 3}

    def test_moment_of_the_readme(self, as_of: datetime) -> None:
        """The README's figures are as of the moment that it names."""
        assert f"(2026-01-31 {as_of:%H:%M:%S} UTC)" in read("README.md")

    @pytest.mark.parametrize("group_id", ["etcd-account-1", "containerd-account-6"])
    def test_surging(self, open_source: Tenant, as_of: datetime, group_id: str) -> None:
        """There is five times as much activity in the last 30 days as in the 30 before."""
        group = open_source.buying_group(group_id)
        recent = activities_of(open_source, group, as_of - WINDOW, as_of)
        before = activities_of(open_source, group, as_of - 2 * WINDOW, as_of - WINDOW)
        assert recent > 5 * before > 0

    def test_lacks_a_decision_maker(self, open_source: Tenant, scores: EngagementScores, as_of: datetime) -> None:
        """One group has everybody but a Decision Maker, and somebody is not in it yet who is more engaged than most."""
        group = open_source.buying_group("opentelemetry-collector-account-4")
        missing = completeness_of(open_source, group, as_of).missing_roles
        assert [(role.role, role.missing) for role in missing] == [(DECISION_MAKER, 1)]
        members = {member.person_id for member in group.members}
        outside = [
            scores.person(person.id).score
            for person in open_source.people
            if person.account_id == group.account_id and person.id not in members
        ]
        inside = sorted(scores.person(person_id).score for person_id in members)
        assert max(outside) > inside[len(inside) // 2]

    def test_stagnant(self, open_source: Tenant, as_of: datetime) -> None:
        """One group is complete and engaged, and has not moved for more than two months."""
        group = open_source.buying_group("istio-account-3")
        assert completeness_of(open_source, group, as_of).score == 100
        assert as_of - group.stage_moves[-1].moved_at > timedelta(days=60)

    def test_largest(self, open_source: Tenant, scores: EngagementScores, as_of: datetime) -> None:
        """The most engaged group is the largest, lacks two roles, and has members in other groups."""
        group = max(open_source.buying_groups, key=lambda item: len(item.members))
        page = buying_group_details(open_source, group.id, as_of=as_of)
        assert (group.id, len(group.members), scores.group(group.id).score) == ("cortex-account-2", 10, 100.0)
        missing = page.group.completeness.missing_roles
        assert [role.role for role in missing] == [EXECUTIVE_STEERING_COMMITTEE, "Procurement"]
        assert len(page.decision_makers) > 1
        assert {len(member.other_groups) for member in page.members} == {0, 1, 2}

    def test_silent(self, open_source: Tenant, scores: EngagementScores, as_of: datetime) -> None:
        """Of one group nobody did anything in the window, and of one member nothing is known."""
        group = open_source.buying_group("cortex-account-7")
        assert activities_of(open_source, group, as_of - WINDOW, as_of) == 0
        assert (scores.group(group.id).score, scores.group(group.id).is_known) == (0.0, True)
        known = Counter(scores.person(member.person_id).is_known for member in group.members)
        assert known == {True: 3, False: 1}

    def test_cooled_off(self, open_source: Tenant, as_of: datetime) -> None:
        """One group does less and less."""
        group = open_source.buying_group("istio-account-1")
        months = [
            activities_of(open_source, group, as_of - (number + 1) * WINDOW, as_of - number * WINDOW)
            for number in range(3)
        ]
        assert months == [1, 6, 14]

    def test_strangers(self, open_source: Tenant, scores: EngagementScores) -> None:
        """Of one group nothing at all is known, which is not the same as no engagement."""
        (stranger,) = [item.group_id for item in scores.groups if not item.is_known]
        assert open_source.group_name(open_source.buying_group(stranger)) == "Helm pilot in the release team"


class TestWorkedExample:
    """
    "Capped at 20 a day, the roles count 52, 28 and 17; weighted 21.67 + 9.33 + 4.25 = 35.25."
    """

    def counts_by_role(self, tenant: Tenant) -> dict[str, int]:
        """Return the capped count of each role."""
        counts = count_activities(
            tenant.activities,
            model=tenant.active_weighting_model,
            as_of=last_activity(tenant),
            time_zone=tenant.time_zone,
        )
        totals: Counter[str] = Counter()
        for member in tenant.buying_groups[0].members:
            totals[member.role] += sum(counts.people[member.person_id].totals().values())
        return dict(totals)

    def test_counts(self, worked_example: Tenant) -> None:
        """Of each person, type and day at most 20 count."""
        assert self.counts_by_role(worked_example) == {"Decision Maker": 52, "Influencer": 28, "Practitioner": 17}

    def test_cap(self, worked_example: Tenant) -> None:
        """Only Adam's 37 visits on the first day are too many."""
        scores = score_tenant(worked_example, as_of=last_activity(worked_example))
        dropped = {
            (person.person_id, part.activity_type, part.day.isoformat()): part.dropped
            for person in scores.people
            for part in person.parts
            if part.dropped
        }
        assert dropped == {("adam", "page_views", "2026-01-30"): 17}

    def test_weighted(self, worked_example: Tenant) -> None:
        """The roles weigh 100, 80 and 60 of 240."""
        template = worked_example.roles_templates[0]
        whole = sum(item.weighting for item in template.roles)
        weighted = {
            role: count * template.role(role).weighting / whole
            for role, count in self.counts_by_role(worked_example).items()
        }
        assert {role: round(value, 2) for role, value in weighted.items()} == {
            "Decision Maker": 21.67,
            "Influencer": 9.33,
            "Practitioner": 4.25,
        }
        assert math.fsum(weighted.values()) == pytest.approx(35.25, abs=1e-12)

    def test_role_weights_are_the_score_s(self, worked_example: Tenant) -> None:
        """The engagement score weighs the roles just so."""
        scores = score_tenant(worked_example, as_of=last_activity(worked_example))
        weights = {part.role: part.role_weight for part in scores.group("group").parts}
        assert {role: round(100 * weight, 2) for role, weight in weights.items()} == {
            "Decision Maker": 41.67,
            "Influencer": 33.33,
            "Practitioner": 25.0,
        }

    def test_every_weight_is_one(self, worked_example: Tenant) -> None:
        """The types count alike."""
        assert {item.weight for item in worked_example.active_weighting_model.weights} == {1.0}
