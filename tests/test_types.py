"""
Types: what type checkers tell the library's users. Mypy and Pyright read this file; pytest runs it, too.
"""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path
from typing import assert_type

import attrs
import polars as pl
import pytest

import buying_groups as bg
from buying_groups.completeness import Completeness, completeness
from buying_groups.conditions.builders import attribute
from buying_groups.conditions.tables import with_matches
from buying_groups.details import MemberDetails
from buying_groups.email import ApprovedEmail, DeliveryRecord, EmailPlan, EmailResult, plan_email, send
from buying_groups.engagement import EngagementScores, GroupScore, PersonScore
from buying_groups.errors import InvalidValueError
from buying_groups.insights import GroupHighlight, Highlights, highlights
from buying_groups.intent import (
    CategoryIntent,
    IntentReport,
    Taxonomy,
    TaxonomyCategory,
    TaxonomyProduct,
    intent_of_group,
)
from buying_groups.ranking import rank
from buying_groups.summaries import Summary, SummaryFacts, SummarySubject, TemplateSummarizer, Unsupported, check
from buying_groups.testing.gateways import FakeEmailGateway


NOW = datetime(2026, 1, 31, tzinfo=UTC)
SOURCES = sorted(Path(bg.__file__).parent.rglob("*.py"))


class TestSequences:
    """
    "Any iterable becomes the tuple that is promised."
    """

    def test_lists(self) -> None:
        """Lists are taken wherever there are tuples later, and so is what is iterated over once."""
        template = bg.RolesTemplate(id="t1", name="Small", roles=[bg.TemplateRole(role="Decision Maker")])
        tenant = bg.Tenant(
            name="Example",
            accounts=[bg.Account(id="a1", name="Acme")],
            people=(bg.Person(id=id, account_id="a1") for id in ("p1", "p2")),
            roles_templates=[template.publish()],
            activities=iter([bg.Activity(person_id="p1", activity_type="page_views", occurred_at=NOW)]),
        )
        assert_type(template.roles, tuple[bg.TemplateRole, ...])
        assert_type(tenant.accounts, tuple[bg.Account, ...])
        assert ("p1", "p2") == tuple(person.id for person in tenant.people)
        assert_type(attrs.evolve(tenant, accounts=list(tenant.accounts)), bg.Tenant)

    def test_of_something_else(self) -> None:
        """Type checkers find what is no such item, or no sequence; so does the value."""
        with pytest.raises(InvalidValueError, match=r"^roles\[0\] must be of type TemplateRole, got 'Champion'"):
            bg.RolesTemplate(id="t1", name="Small", roles=["Champion"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
        with pytest.raises(InvalidValueError, match=r"^accounts must be a sequence, got 1"):
            bg.Tenant(name="Example", accounts=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def test_every_field_says_so(self) -> None:
        """Each field of a checked value that is a tuple has a converter, by which type checkers know."""
        fields = [
            (path.name, value.name, field)
            for path in SOURCES
            for value in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(value, ast.ClassDef) and any("=checked" in ast.unparse(each) for each in value.decorator_list)
            for field in value.body
            if isinstance(field, ast.AnnAssign) and ast.unparse(field.annotation).startswith("tuple[")
        ]
        assert ("tenant.py", "Tenant", "accounts") in {(file, name, ast.unparse(f.target)) for file, name, f in fields}
        assert [] == [
            f"{file}: {name}.{ast.unparse(field.target)}"
            for file, name, field in fields
            if field.value is None or "converter=" not in ast.unparse(field.value)
        ]


class TestResults:
    """
    What the entry points return has a type of its own: no `Any` on the way.
    """

    def test_page_and_scores(self, small_tenant: bg.Tenant) -> None:
        """The page of a group, and all scores."""
        group_id = small_tenant.buying_groups[0].id
        page = bg.buying_group_details(small_tenant, group_id, as_of=NOW)
        assert_type(page, bg.BuyingGroupDetails)
        assert_type(page.members, tuple[MemberDetails, ...])
        assert_type(page.group.name, str)
        scores = bg.score_tenant(small_tenant, as_of=NOW)
        assert_type(scores, EngagementScores)
        assert_type(scores.people, tuple[PersonScore, ...])
        assert_type(scores.groups, tuple[GroupScore, ...])
        assert_type(scores.scale, bg.Scale)
        assert {group.id for group in small_tenant.buying_groups} == {each.group_id for each in scores.groups}

    def test_ranking(self, small_tenant: bg.Tenant) -> None:
        """Who is ranked keeps its type."""
        members = bg.buying_group_details(small_tenant, small_tenant.buying_groups[0].id, as_of=NOW).members
        assert_type(rank(members), tuple[MemberDetails, ...])
        assert rank(members) == rank(reversed(members))

    def test_completeness(self, small_tenant: bg.Tenant) -> None:
        """Out of a template and counts."""
        found = completeness(small_tenant.roles_templates[0], {"Decision Maker": 1})
        assert_type(found, Completeness)
        assert_type(found.score, float)
        assert 0 < found.score < 100

    def test_documents(self, small_tenant: bg.Tenant) -> None:
        """A document becomes what is asked for; the module is loaded when it is first named."""
        text = assert_type(bg.documents.dumps(small_tenant), str)
        assert small_tenant == assert_type(bg.documents.loads(text, bg.Tenant), bg.Tenant)
        report = IntentReport(categories=[])
        assert report == assert_type(bg.documents.loads(bg.documents.dumps(report), IntentReport), IntentReport)

    def test_insights_and_intent(self, small_tenant: bg.Tenant) -> None:
        """Insights, and a group's intent."""
        found = highlights(small_tenant, as_of=NOW)
        assert_type(found, Highlights)
        assert_type(found.most_engaged, tuple[GroupHighlight, ...])
        gateway = TaxonomyProduct(name="Gateway", keywords=["api"])
        taxonomy = Taxonomy(categories=[TaxonomyCategory(name="Access", products=[gateway])])
        tenant = attrs.evolve(small_tenant, taxonomy=taxonomy.approve())
        report = assert_type(intent_of_group(tenant, tenant.buying_groups[0].id, as_of=NOW), IntentReport)
        assert_type(report.categories, tuple[CategoryIntent, ...])
        assert ["Access"] == [category.name for category in report.categories]
        assert report == attrs.evolve(report, categories=list(report.categories))

    def test_email(self, small_tenant: bg.Tenant) -> None:
        """A plan, and what became of it; callbacks are typed."""
        group = small_tenant.buying_groups[0]
        spring = ApprovedEmail(id="e1", workspace="Nordics", name="Spring", subject="News")
        plan = plan_email(
            group,
            [member.person_id for member in group.members],
            people=small_tenant.people,
            email="e1",
            approved=[spring],
            key="k1",
        )
        kept: list[DeliveryRecord] = []

        def record(one: DeliveryRecord, /) -> bool:
            kept.append(one)
            return True

        result = send(assert_type(plan, EmailPlan), FakeEmailGateway([spring]), record=record)
        assert_type(result, EmailResult)
        assert len(plan.recipients) == len(result.sent)

    def test_summaries(self) -> None:
        """Facts from lists; a summary; what is not supported by the facts."""
        facts = SummaryFacts(subject=SummarySubject.GROUP, name="Gateway", day=NOW.date(), opportunities=["Renewal"])
        summary = assert_type(TemplateSummarizer().summarize(facts), Summary)
        assert () == assert_type(check(summary.text, facts), tuple[Unsupported, ...])

    def test_conditions_over_tables(self) -> None:
        """The frame that comes back is of the type that came in."""
        people = pl.DataFrame({"id": ["p1"], "job_title": ["CTO"]})
        found = assert_type(with_matches(people, attribute("job_title").is_("CTO")), pl.DataFrame)
        assert [True] == found["matches"].to_list()
