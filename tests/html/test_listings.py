"""
Results that are tables: insights, email, taxonomies, the tenant itself.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from reading import ATTACKS, Reading

from buying_groups import Activity, Tenant, html
from buying_groups._notebooks import ShownInNotebooks
from buying_groups.email import (
    ApprovedEmail,
    DeliveryRecord,
    DeliveryStatus,
    EmailPlan,
    EmailResult,
    SkippedPerson,
    SkipReason,
    plan_email,
)
from buying_groups.engagement import score_tenant
from buying_groups.html.piece import piece
from buying_groups.insights import (
    AccountTrends,
    account_trends,
    contact_coverage,
    contact_overlap,
    groups_by_stage,
    highlights,
    roles_over_time,
    score_distributions,
)
from buying_groups.intent import (
    IntentExplanation,
    IntentLevel,
    IntentPart,
    IntentSignal,
    IntentSubject,
    KeywordCluster,
    KeywordClustering,
    KeywordMerge,
    Taxonomy,
    TaxonomyCategory,
    TaxonomyProduct,
)
from buying_groups.progress import stagnation, velocity
from buying_groups.summaries import Summary
from buying_groups.titles import TitleUnderstanding, understand_title


if TYPE_CHECKING:
    from collections.abc import Iterator

    from buying_groups.titles.rules import SeniorityFinding


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def shown(value: object) -> str:
    """Return what a reader of a result reads."""
    return Reading(html.fragment(value)).text


def record(person_id: str, status: DeliveryStatus, **more: Any) -> DeliveryRecord:
    """Return what became of an email to somebody."""
    return DeliveryRecord(
        key=f"k:{person_id}",
        plan_key="k",
        email_id="e1",
        person_id=person_id,
        address="ada@example.com",
        attempt=1,
        status=status,
        **more,
    )


def named(tenant: Tenant, text: str) -> Tenant:
    """Return the tenant with a text in the place of each name, and in an activity of a type that nobody knows."""
    return attrs.evolve(
        tenant,
        name=text,
        people=tuple(attrs.evolve(person, first_name=None, last_name=text) for person in tenant.people),
        accounts=tuple(attrs.evolve(account, name=text[:255]) for account in tenant.accounts),
        solution_interests=tuple(attrs.evolve(interest, name=text) for interest in tenant.solution_interests),
        buying_groups=tuple(attrs.evolve(group, name=text) for group in tenant.buying_groups),
        activities=(*tenant.activities, Activity(person_id="ada", activity_type=text, occurred_at=NOON)),
    )


def taxonomy(text: str) -> Taxonomy:
    """Return a draft with a conflict and a keyword of two spellings."""
    one = TaxonomyProduct(name=text, keywords=(f"{text}1", f"{text}2"))
    other = TaxonomyProduct(name=text, keywords=(f"{text}1",))
    return Taxonomy(
        categories=(
            TaxonomyCategory(name=f"{text}A", products=(one,)),
            TaxonomyCategory(name=f"{text}B", products=(other,)),
        ),
        clusters=(KeywordCluster(keyword=f"{text}1", spellings=(f"{text}2",)),),
    )


def results(small_tenant: Tenant, text: str) -> Iterator[ShownInNotebooks]:
    """Return one of each result, with a text wherever one may stand."""
    tenant = named(small_tenant, text)
    group = tenant.buying_group("g1")
    model = tenant.stage_model("m1")
    one_line = " ".join(text.split()) if text.isprintable() else "x"
    yield tenant
    yield score_tenant(tenant, as_of=NOON)
    for insight in (
        highlights,
        account_trends,
        contact_coverage,
        contact_overlap,
        score_distributions,
        groups_by_stage,
        roles_over_time,
    ):
        yield insight(tenant, as_of=NOON)
    yield velocity(group, model=model, as_of=NOON)
    yield stagnation(group, model=model, as_of=NOON)
    yield taxonomy(text)
    merge = KeywordMerge(spelling=text, keyword=f"{text}2", similarity=0.9, same_letters=False)
    yield KeywordClustering(merges=(merge,), least_similarity=0.8)
    part = IntentPart(
        person_id=text,
        activity_type=text,
        occurred_at=NOON,
        activity_id=None,
        keywords=(text,),
        person_weight=1.0,
        evidence=0.5,
        points=0.5,
    )
    yield IntentExplanation(
        of=IntentSubject.PRODUCT,
        signal=IntentSignal(name=text, level=IntentLevel.MEDIUM, strength=0.5),
        evidence=0.5,
        activities=1,
        parts=(part,),
    )
    email = ApprovedEmail(id="e1", workspace="w", name=one_line, subject="News")
    yield plan_email(group, ["ada", "bo"], people=tenant.people, email="e1", approved=[email], key="k")
    yield EmailResult(
        plan_key=text,
        sent=(),
        sent_before=(),
        failed=(record("ada", DeliveryStatus.FAILED, reason=text),),
        unknown=(),
        skipped=(SkippedPerson(person_id=text, reasons=(SkipReason.SAME_ADDRESS,), same_address_as=text),),
    )
    yield TitleUnderstanding(seniority=attrs.evolve(understand_title("CTO").seniority, because=(text,)))
    yield Summary(text=one_line, highlights=(one_line,))


class TestEveryResult:
    """
    "The other results that people look at have `_repr_html_`", and hostile text is escaped in each.
    """

    def test_shows_itself(self, small_tenant: Tenant) -> None:
        """What a notebook asks for is the fragment."""
        for value in results(small_tenant, "x"):
            assert value._repr_html_() == html.fragment(value)  # pyright: ignore[reportPrivateUsage]

    def test_none_is_forgotten(self) -> None:
        """Whatever can be shown shows itself in notebooks, and the other way round."""
        html.fragment(Summary(text="x"))
        shows_itself = {each for each in _subclasses(ShownInNotebooks) if not each.__module__.startswith("tests")}
        registered = {kind for kind in piece.registry if kind is not object}
        assert registered <= shows_itself
        # By name: some releases of attrs leave the class that it made one with slots of.
        names = {(each.__module__, each.__qualname__) for each in registered}
        assert all(names & {(base.__module__, base.__qualname__) for base in each.__mro__} for each in shows_itself)

    @pytest.mark.parametrize("attack", ATTACKS, ids=lambda text: repr(text)[:40])
    def test_hostile_text_changes_no_element(self, attack: str, small_tenant: Tenant) -> None:
        """The very elements and attributes that it has with harmless text."""
        harmless = [Reading(html.document(value)).skeleton for value in results(small_tenant, "xharmless")]
        assert harmless == [Reading(html.document(value)).skeleton for value in results(small_tenant, f"x{attack}")]


def _subclasses(kind: type) -> set[type]:
    children: list[type] = kind.__subclasses__()
    return {each for child in children for each in (child, *_subclasses(child))}


class TestByHand:
    """
    What each says, in the order in which it is read.
    """

    def test_tenant(self, small_tenant: Tenant) -> None:
        """How much it holds, and its groups."""
        text = shown(small_tenant)
        assert text.startswith("Small\nTenant\nAccounts\n2\nPeople\n4\nBuying groups\n3\nSolution interests\n2\n")
        assert "\nTime zone\nEurope/Stockholm\nWeighting model\nDefault\nTaxonomy\n–\nBuying groups\nName | " in text
        assert "\nGateway for Acme g1 | Acme | 2\n" in text
        empty = shown(Tenant(name="Empty", taxonomy=taxonomy("x").with_clusters()))
        assert "\nLast activity\n–\n" in empty
        assert "\nTaxonomy\ndraft\n" in empty
        assert empty.endswith("\nBuying groups\nNone.")

    def test_scores(self, small_tenant: Tenant) -> None:
        """The highest first, those not known last; what was not counted."""
        text = shown(score_tenant(small_tenant, as_of=NOON))
        assert text.startswith("Engagement scores\nas of 2026-01-31 12:00 (UTC)\nBuying groups\nBuying group | ")
        assert text.endswith("\nPeople\nPerson | Engagement score\nada | 100\ndan | 26\nbo | 19")
        odd = Activity(person_id="bo", activity_type="odd_one", occurred_at=NOON)
        ignored = score_tenant(attrs.evolve(small_tenant, activities=(odd, odd)), as_of=NOON)
        assert "\nActivities of unknown types, not counted\nodd one 2\n" in shown(ignored)

    def test_insights(self, small_tenant: Tenant) -> None:
        """The rule in words, then the rows."""
        assert shown(contact_overlap(small_tenant, as_of=NOON)).endswith(
            "\nPerson | Account | Groups | Roles\nAda Berg ada | a1 | 2 | Decision Maker, Champion"
        )
        assert "\nDecision Maker | Gateway | 1 | 1 of 2\n" in shown(contact_coverage(small_tenant, as_of=NOON))
        distributed = shown(score_distributions(small_tenant, as_of=NOON))
        assert "\nabove 75, up to 100 | 2 of 3\nNot known | 1 of 3\nCompleteness\n" in distributed
        assert "\nGateway | Evaluating | intermediate | 1\n" in shown(groups_by_stage(small_tenant, as_of=NOON))
        assert "\nGateway for Acme g1 | 80 | 67% | Evaluating | 1" in shown(highlights(small_tenant, as_of=NOON))
        roles = shown(roles_over_time(small_tenant, as_of=NOON))
        assert "2025-12-02 12:00 – 2026-01-01 12:00 | 0 | 0 | – | –" in roles
        assert "\nRole | Period (UTC) | Acquired | People | Mean engagement | Mean raw\n" in roles
        later = shown(highlights(small_tenant, as_of=NOON + timedelta(days=20)))
        assert "\nGateway for Acme g1 | 100 | 67% | Evaluating | 0" in later
        for insight in (highlights(small_tenant, as_of=NOON), contact_coverage(small_tenant, as_of=NOON)):
            assert insight.rule in shown(insight).replace("\n", " ")

    def test_trends(self, small_tenant: Tenant) -> None:
        """With what is not compared shown as not known."""
        trends = account_trends(small_tenant, as_of=NOON)
        assert "\nAcme a1 | unknown | 0 | 3 | –\n" in f"{shown(trends)}\n"
        row = attrs.evolve(trends.rows[0], adjusted_p_value=0.04567)
        assert "| 0.046" in shown(attrs.evolve(trends, rows=(row,)))

    def test_most_rows(self, small_tenant: Tenant) -> None:
        """Of very many the first hundred."""
        trends = account_trends(small_tenant, as_of=NOON)
        rows = tuple(attrs.evolve(trends.rows[0], account_id=f"a{number}") for number in range(102))
        many = attrs.evolve(trends, rows=rows)
        assert isinstance(many, AccountTrends)
        text = shown(many)
        assert text.endswith("\n2 more rows, not shown.")
        assert text.count("Acme a") == 100

    def test_progress(self, small_tenant: Tenant) -> None:
        """The stages with their days."""
        group, model = small_tenant.buying_group("g1"), small_tenant.stage_model("m1")
        assert shown(velocity(group, model=model, as_of=NOON)).startswith(
            "Velocity\nas of 2026-01-31 12:00 (UTC)\n1 move in "
        )
        assert "\nStage\nEvaluating\nSince (UTC)\n2026-01-16 12:00\nDays without a move\n15.0" in shown(
            stagnation(group, model=model, as_of=NOON)
        )
        nowhere = small_tenant.buying_group("g1")
        nowhere = attrs.evolve(nowhere, stage_moves=())
        assert shown(stagnation(nowhere, model=model, as_of=NOON)).endswith(
            "\nStage\n–\nSince (UTC)\n–\nDays without a move\n–"
        )
        assert shown(velocity(nowhere, model=model, as_of=NOON)).endswith("\nStages that it was in\nNone.")

    def test_taxonomy(self) -> None:
        """Products with keywords; conflicts and spellings where there are some."""
        assert shown(taxonomy("x")) == (
            "Taxonomy\ndraft\nProducts\nProduct | Category | Keywords\nx | xA | x1, x2\nx | xB | x1\n"
            "Conflicts, which keep it from being approved\nProduct | Categories | Keywords that they do not share\n"
            "x | xA, xB | x2\nKeywords of several spellings\nKeyword | Other spellings\nx1 | x2"
        )
        plain = Taxonomy(categories=(TaxonomyCategory(name="A", products=(TaxonomyProduct(name="P"),)),))
        assert shown(plain).endswith("\nProducts\nProduct | Category | Keywords\nP | A | –")

    def test_signal(self) -> None:
        """Of something that nothing is known of, and with what counts against it."""
        part = IntentPart(
            person_id="ada",
            activity_type="email_unsubscribed",
            occurred_at=NOON,
            activity_id=None,
            keywords=(),
            person_weight=1.0,
            evidence=-1.0,
            points=0.0,
        )
        explanation = IntentExplanation(
            of=IntentSubject.PRODUCT,
            signal=IntentSignal(name="CRM", level=IntentLevel.UNKNOWN),
            evidence=0.0,
            activities=1,
            parts=(part,),
        )
        assert shown(explanation) == (
            "Intent in the product “CRM”\nfrom 1 part\nLevel\nunknown\nStrength\n–\nEvidence\n0.00\nActivities\n1\n"
            "What made it\nActivity | Person | When (UTC) | Keywords | Part of the strength\n"
            "email unsubscribed | ada | 2026-01-31 12:00 | – | counts against"
        )

    def test_email(self, small_tenant: Tenant) -> None:
        """Who gets it, who does not and why; what became of each."""
        email = ApprovedEmail(id="e1", workspace="w", name="Spring", subject="News")
        group = small_tenant.buying_group("g1")
        plan = plan_email(group, ["ada", "bo"], people=small_tenant.people, email="e1", approved=[email], key="k")
        assert isinstance(plan, EmailPlan)
        assert shown(plan) == (
            "Plan to send “Spring”\nto 1 member of g1; nothing is sent yet\n"
            "Recipients\nName | Email address | Person\nAda Berg | ada@example.com | ada\n"
            "Not sent to\nPerson | Why\nbo | no address"
        )
        failed = record("ada", DeliveryStatus.FAILED, reason="full", may_retry=True)
        result = EmailResult(
            plan_key="k",
            sent=(record("bo", DeliveryStatus.SENT),),
            sent_before=(),
            failed=(failed,),
            unknown=(),
            skipped=(),
        )
        assert shown(result) == (
            "Email, person by person\nplan k\nSent\nPerson | Email address | Why\nbo | ada@example.com | –\n"
            "Failed\nPerson | Email address | Why\nada | ada@example.com | full, may be tried again\nNot sent to\nNone."
        )

    def test_title(self) -> None:
        """What was found by which words; nothing is not known."""
        seniority: SeniorityFinding = understand_title("CTO").seniority
        text = shown(TitleUnderstanding(seniority=seniority))
        assert re.search(r"\nSeniority \| executive \| “cto” \| 0\.\d\d\nFunction \| – \| – \| –$", text)

    def test_summary(self) -> None:
        """The text with its highlights."""
        assert shown(Summary(text="Two people.", highlights=("One is missing",))) == (
            "Summary\nTwo people.\nOne is missing"
        )
