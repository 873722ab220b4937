"""
The page as text: what is on it, what is absent, and that hostile text stays text.
"""

from __future__ import annotations

from datetime import UTC, datetime

import attrs
import pytest
from hypothesis import given

from buying_groups import Activity, Member, Person, Source, TemplateRole, Tenant, buying_group_details
from buying_groups.assignment import plan_assignment
from buying_groups.conditions import PersonFacts, attribute
from buying_groups.intent import (
    SIGNALS,
    CategoryIntent,
    IntentBasis,
    IntentBasisKind,
    IntentLevel,
    IntentReport,
    IntentSignal,
)
from buying_groups.membership import remove_members
from buying_groups.summaries import Summary
from buying_groups.testing.strategies import AS_OF, tenants
from buying_groups.text import assignment, page, table


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)

EXPECTED = """\
Gateway for Acme
================
as of 2026-01-31 13:00 (Europe/Stockholm)

Engagement    ████████████████░░░░   80
Completeness  █████████████░░░░░░░  67%

Account            Acme [a1]
Solution interest  Gateway [s1]
Roles template     Small deals [t1]
Members            2
Stage              Evaluating
Status             Waiting for budget
Last updated       2026-01-16 13:00

Roles
-----
  Decision Maker  1 of 1  ██████████  100%
  Influencer      1 of 3  ███░░░░░░░   33%  2 missing
  Champion        0 of 1  ░░░░░░░░░░    0%  not required

Account
-------
  Industry            Retail
  People              3
  Buying groups       2
  Open opportunities  Renewal [o1]
  Journeys            Journey 5 [j5], Journey 4 [j4], Journey 2 [j2]

Decision makers
---------------
  100  Ada Berg - Decision Maker, CTO
       Interesting moment: Asked for a quote, 2026-01-21 13:00
       Last: Asked for a quote, 2026-01-21 13:00; page_views, 2026-01-20 13:24
       Also in: Mesh team [g2]
       Contact: ada@example.com, +46 8 555 0100

Other top engaged members
-------------------------
   19  Bo - Influencer, Architect
       Last: email_opened (Spring news), 2026-01-22 13:00

Members
-------
  Name      Role            Job title  Email            Phone           Source  Score
  Ada Berg  Decision Maker  CTO        ada@example.com  +46 8 555 0100  manual    100
  Bo        Influencer      Architect  –                –               system     19

What made the engagement score
------------------------------
  Points  Member    Role
    69.5  Ada Berg  Decision Maker, role weight 56%
    10.4  Bo        Influencer, role weight 44%

  Points add up to the group's score, in proportion to own score × role weight.

Of engagement scores, 100 is the highest in the tenant, and 0 means that nothing counts. – is not known.
"""


class TestPage:
    """Everything that the details page lists; a value that is absent is shown as "–"."""

    def test_by_hand(self, small_tenant: Tenant) -> None:
        """The whole page, in the tenant's zone."""
        assert page(buying_group_details(small_tenant, "g1", as_of=NOON, summarizer=None)) == EXPECTED

    def test_of_an_empty_group(self, small_tenant: Tenant) -> None:
        """Not known is not 0."""
        lines = page(buying_group_details(small_tenant, "g3", as_of=NOON)).splitlines()
        assert "Engagement    ░░░░░░░░░░░░░░░░░░░░    –" in lines
        assert "Stage              –" in lines
        assert lines[-5:-2] == ["Members", "-------", "  nobody yet"]

    def test_of_a_member_of_whom_nothing_is_known(self, small_tenant: Tenant) -> None:
        """Neither name nor title nor score: the id, and dashes."""
        group = attrs.evolve(
            small_tenant.buying_group("g2"), members=(Member(person_id="cy", role="Champion", joined_at=NOON),)
        )
        text = page(buying_group_details(attrs.evolve(small_tenant, buying_groups=(group,)), "g2", as_of=NOON))
        assert "\nTop engaged members\n-------------------\n    –  cy - Champion\n" in text
        assert "  cy    Champion  –          –      –      manual      –\n" in text
        assert "What made" not in text

    def test_with_intent_and_summaries(self, small_tenant: Tenant) -> None:
        """Where something provides them; five keywords at the most; what nothing is known of on one line."""
        keywords = tuple(
            IntentSignal(name=f"k{number}", level=IntentLevel.LOW, strength=number / 10) for number in range(7)
        )
        products = (
            IntentSignal(name="Gateway", level=IntentLevel.HIGH, strength=0.9),
            IntentSignal(name="Mesh", level=IntentLevel.UNKNOWN),
        )
        intent = IntentReport(
            categories=(
                CategoryIntent(name="Networking", level=IntentLevel.HIGH, strength=0.9, products=products),
                CategoryIntent(name="Storage", level=IntentLevel.UNKNOWN),
                CategoryIntent(name="Tape\x07", level=IntentLevel.UNKNOWN, products=products[1:]),
                CategoryIntent(name="Various", level=IntentLevel.UNKNOWN, products=products),
            ),
            keywords=keywords,
        )
        text = page(
            buying_group_details(
                small_tenant,
                "g1",
                as_of=NOON,
                intent=intent,
                group_summary=Summary(text="A keen group. " * 12, highlights=("Ada leads",)),
                account_summary=Summary(text="A retailer."),
                member_summaries={"ada": Summary(text="Reads a lot.")},
            )
        )
        assert (
            "  Networking: high (Gateway 0.90, Mesh –)\n"
            "  Various: unknown (Gateway 0.90, Mesh –)\n"
            "  Not known: Storage, Tape\N{REPLACEMENT CHARACTER}\n"
            "  Keywords: k6 0.60, k5 0.50, k4 0.40, k3 0.30, k2 0.20\n"
        ) in text
        assert "A keen group.\n" in text
        assert "* Ada leads\n" in text
        assert "  A retailer.\n" in text
        assert "       Reads a lot.\n" in text

    @pytest.mark.parametrize(
        ("basis", "line"),
        [
            (SIGNALS, "Computed from activities, without labels"),
            (
                IntentBasis(kind=IntentBasisKind.DETECTOR, name="Autumn\nmodel"),
                "Computed by the detector Autumn\N{REPLACEMENT CHARACTER}model",
            ),
        ],
    )
    def test_intent_says_what_it_was_computed_by(self, small_tenant: Tenant, basis: IntentBasis, line: str) -> None:
        """Signals, or which detector."""
        text = page(buying_group_details(small_tenant, "g1", as_of=NOON, intent=IntentReport(basis=basis)))
        assert f"\nIntent\n------\n  {line}\n\n" in text

    def test_intent_of_a_detector_with_keywords_of_signals(self, small_tenant: Tenant) -> None:
        """Both are said."""
        detector = IntentBasis(kind=IntentBasisKind.DETECTOR, name="Autumn model")
        intent = IntentReport(basis=detector, keywords_basis=SIGNALS)
        text = page(buying_group_details(small_tenant, "g1", as_of=NOON, intent=intent))
        assert "  Computed by the detector Autumn model; keywords from activities, without labels\n" in text

    def test_intent_without_keywords(self, small_tenant: Tenant) -> None:
        """No empty line of keywords."""
        intent = IntentReport(categories=(CategoryIntent(name="Storage", level=IntentLevel.UNKNOWN),))
        assert "Keywords" not in page(buying_group_details(small_tenant, "g1", as_of=NOON, intent=intent))

    @given(tenants())
    def test_of_anything(self, tenant: Tenant) -> None:
        """Whatever the names are, the page has only printable characters, and no lines wider than it says."""
        for group in tenant.buying_groups:
            text = page(buying_group_details(tenant, group.id, as_of=AS_OF))
            assert all(character.isprintable() for line in text.split("\n") for character in line)


class TestCalendar:
    """Times at the very ends of the calendar are shown, if not in the zone."""

    def test_first_day(self, small_tenant: Tenant) -> None:
        """As some systems write a time that is not known."""
        first = Activity(person_id="bo", activity_type="x", occurred_at=datetime(1, 1, 1, tzinfo=UTC))
        tenant = attrs.evolve(small_tenant, time_zone="America/New_York", activities=(first,))
        assert "Last: x, 1-01-01 00:00" in page(buying_group_details(tenant, "g1", as_of=NOON)).replace("0001", "1")


class TestHostileText:
    """Characters that would steer a terminal are replaced."""

    @pytest.mark.parametrize("evil", ["\x1b[2J", "\r", "\n", "\u202e", "\x07", "\u200b"], ids=repr)
    def test_in_names(self, small_tenant: Tenant, evil: str) -> None:
        """In the name, the title, an activity, an address."""
        bo = Person(
            id="bo", account_id="a1", last_name=f"Bo{evil}", job_title=f"CTO{evil}", email=f"{evil}@example.com"
        )
        note = Activity(person_id="bo", activity_type=f"x{evil}", occurred_at=NOON, description=f"Hi{evil}")
        tenant = attrs.evolve(
            small_tenant,
            people=tuple(bo if person.id == "bo" else person for person in small_tenant.people),
            activities=(*small_tenant.activities, note),
        )
        text = page(buying_group_details(tenant, "g1", as_of=NOON))
        assert evil not in text.replace("\n", "") if evil != "\n" else "Bo\n" not in text
        assert "Bo\ufffd" in text


class TestTable:
    """Rows as lines with aligned columns."""

    def test_widths(self) -> None:
        """Wide characters take two columns."""
        assert table([("a", "b"), ("山田", "10"), ("xyz", "9")], right=[1]) == ["a      b", "山田  10", "xyz    9"]

    def test_without_rows(self) -> None:
        """Nothing to show."""
        assert table([]) == []


class TestAssignment:
    """Whom the daily job would change and why, and whom a higher decision keeps."""

    def test_by_hand(self, small_tenant: Tenant) -> None:
        """One of each, with an id where there is no name."""
        title = attribute("job_title")
        template = attrs.evolve(
            small_tenant.roles_template("t1"),
            roles=(
                TemplateRole(role="Decision Maker", condition=title.is_("Boss")),
                TemplateRole(role="Influencer", condition=title.is_empty()),
                TemplateRole(role="Champion", condition=title.is_("Architect")),
            ),
        )
        tenant = attrs.evolve(small_tenant, roles_templates=(template,))
        group = tenant.buying_group("g1")
        facts = [PersonFacts(person=person) for person in tenant.people if person.account_id == "a1"]
        plan = plan_assignment(group, facts, template=template, at=NOON)
        assert assignment(plan, tenant) == (
            "Plan of the daily job for Gateway for Acme\n"
            "==========================================\n"
            "as of 2026-01-31 13:00 (Europe/Stockholm)\n"
            "\n"
            "To be added\n"
            "-----------\n"
            "  cy: no member -> Influencer\n"
            "      matched because job title is empty\n"
            "\n"
            "To get another role\n"
            "-------------------\n"
            "  Bo: Influencer -> Champion\n"
            "      matched because job title is “Architect”\n"
            "\n"
            "Kept by a higher decision\n"
            "-------------------------\n"
            "  Ada Berg: Decision Maker -> no member\n"
            "      stays, by manual decision of 2026-01-05 13:00\n"
            "      Decision Maker did not match because job title is not “Boss” (it is “CTO”); no other\n"
            "          role's condition holds\n"
            "\n"
            "0 unchanged\n"
        )

    def test_says_why_a_higher_source_decided(self, small_tenant: Tenant) -> None:
        """The words of the salesperson."""
        template = small_tenant.roles_template("t1")
        group = small_tenant.buying_group("g1")
        removal = remove_members(
            group, ["bo"], people=small_tenant.people, source=Source.MANUAL, at=NOON, reason="left us"
        )
        roles = tuple(attrs.evolve(role, condition=attribute("first_name").is_("Bo")) for role in template.roles)
        plan = plan_assignment(
            removal.group,
            [PersonFacts(person=small_tenant.person("bo"))],
            template=attrs.evolve(template, roles=roles),
            at=NOON,
        )
        assert "stays, by manual decision of 2026-01-31 13:00 (left us)\n" in assignment(plan, small_tenant)
