"""
Reprs: what a value shows of itself in an interpreter, a log, a failing test.
"""

# What makes a value is a lambda, whose argument no type checker knows.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false

from __future__ import annotations

import enum
import inspect
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, cast

import attrs
import numpy as np
import pytest
from hypothesis import given

import buying_groups
from buying_groups import Account, Activity, BuyingGroup, Person, Source, Tenant, buying_group_details, score_tenant
from buying_groups._reprs import briefly
from buying_groups.assignment import plan_assignment
from buying_groups.conditions import Condition, PersonFacts, attribute, explain
from buying_groups.details import Link
from buying_groups.intent import (
    AccountSplit,
    KeywordMatcher,
    Signals,
    Taxonomy,
    TaxonomyCategory,
    TaxonomyProduct,
    TimeSplit,
)
from buying_groups.stages import StageModel
from buying_groups.summaries import AsyncGroundedSummarizer, FactCollector, GroundedSummarizer, TemplateSummarizer
from buying_groups.testing.strategies import AS_OF, tenants


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
LONGEST_FIELD = 120  # of the name of a field and what is shown of it


def fields_of(value: object) -> list[object]:
    """Return what a value of the domain holds, field by field; nothing if it is none."""
    return [getattr(value, field.name) for field in getattr(value, "__attrs_attrs__", ())]


def values_in(value: object) -> list[object]:
    """Return a value, if it is one of the domain's, and all those in it."""
    held = inside = fields_of(value)
    if isinstance(value, Mapping):
        inside = list(cast("Mapping[str, object]", value).values())
    elif isinstance(value, tuple):
        inside = list(cast("tuple[object, ...]", value))
    found = [each for item in inside for each in values_in(item)]
    return [value, *found] if held else found


class TestBriefly:
    """
    "Useful `repr` of every public value: short, with name and id, no walls of text."
    """

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            pytest.param(None, "None", id="none"),
            pytest.param(0.5, "0.5", id="number"),
            pytest.param("Ada", "'Ada'", id="text"),
            pytest.param("x" * 78, f"'{'x' * 78}'", id="longest"),
            pytest.param("x" * 79, f"'{'x' * 78}…", id="longer"),
            pytest.param("x" * 100_000, f"'{'x' * 78}…", id="long"),
            pytest.param(Source.MANUAL, "'manual'", id="enumeration"),
            pytest.param(date(2026, 1, 31), "2026-01-31", id="day"),
            pytest.param(NOON, "2026-01-31T12:00:00+00:00", id="moment"),
            pytest.param((), "()", id="empty"),
            pytest.param(("a", "b"), "('a', 'b')", id="names"),
            pytest.param(tuple("abcdefghijklmnopqrst"), "<20>", id="many"),
            pytest.param(("a",) * 100_000, "<100000>", id="very-many"),
            pytest.param((Link(id="1", name="x"),), "<1>", id="values"),
            pytest.param({"a": 1}, "{'a': 1}", id="mapping"),
            pytest.param({"a": Link(id="1", name="x")}, "<1>", id="mapping-to-values"),
            pytest.param(Link(id="1", name="x"), "Link(id='1', name='x')", id="value"),
            pytest.param(Link(id="1", name="x" * 70), "<Link>", id="long-value"),
            pytest.param(np.zeros((3, 3)), "<ndarray>", id="several-lines"),
            pytest.param(10**100, "1" + "0" * 78 + "…", id="long-number"),
        ],
    )
    def test_of_a_field(self, value: object, expected: str) -> None:
        """By hand."""
        assert expected == briefly(value)

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (Account(id="a1", name="Acme"), "Account(id='a1', name='Acme', industry=None)"),
            (StageModel(id="m1", name="New"), "StageModel(id='m1', name='New', stages=(), status='draft')"),
            (
                Activity(person_id="ada", activity_type="page_views", occurred_at=NOON),
                (
                    "Activity(person_id='ada', activity_type='page_views', occurred_at=2026-01-31T12:00:00+00:00, "
                    "id=None, content=None, description=None)"
                ),
            ),
            (
                attribute("city").is_("X") | attribute("city").is_("Y"),
                "AnyOf(conditions=(Is(attribute='city', value='X'), Is(attribute='city', value='Y')))",
            ),
        ],
    )
    def test_of_a_value(self, value: object, expected: str) -> None:
        """The class with its fields, by name."""
        assert expected == repr(value)

    def test_of_a_group(self, small_tenant: Tenant) -> None:
        """What it is and whose, and how many members it has; not who each of them is."""
        shown = repr(small_tenant.buying_group("g1"))
        assert shown.startswith(
            "BuyingGroup(id='g1', account_id='a1', solution_interest_id='s1', name=None, members=<2>, "
        )

    @given(tenants())
    def test_of_anything(self, tenant: Tenant) -> None:
        """Of whatever size: a line, of bounded length for each field, conditions left aside."""
        scores = score_tenant(tenant, as_of=AS_OF)
        results: list[object] = [scores]
        for group in tenant.buying_groups:
            results.append(buying_group_details(tenant, group.id, as_of=AS_OF, scale=scores.scale))
            results.append(_plan(tenant, group))
        for value in values_in((tenant, *results)):
            if type(value).__module__.startswith("buying_groups.conditions"):
                continue
            shown = repr(value)
            assert "\n" not in shown
            assert len(shown) <= LONGEST_FIELD * (1 + len(fields_of(value)))

    def test_of_an_explanation(self, small_tenant: Tenant) -> None:
        """It names its condition where that is short."""
        condition = attribute("job_title").is_("CTO")
        assert repr(explain(condition, PersonFacts(person=small_tenant.person("ada")))) == (
            "Explanation(condition=Is(attribute='job_title', value='CTO'), holds=True, found='CTO', parts=())"
        )


def public_classes() -> dict[str, type]:
    """Return the classes that stand in `__all__` of the public modules, but for enumerations, errors and ports."""
    found: dict[str, type] = {}
    aside = ["completeness_tables", "testing"]  # not everybody can import them, so they are not listed
    for name in (name for name in [*dir(buying_groups), *aside] if not name.startswith("_")):
        module = getattr(buying_groups, name)
        for each in module.__all__ if inspect.ismodule(module) else ():
            value = getattr(module, each)
            is_port = getattr(value, "_is_protocol", False)
            if inspect.isclass(value) and not issubclass(value, enum.Enum | Exception) and not is_port:
                found[f"{name}.{each}"] = value
    return found


PUBLIC = public_classes()
WHOLE = {"errors.Problem"}  # who reads it wants the whole message


class TestEveryClass:
    """
    "Useful `repr` of every public value", also of those that are still to be written.
    """

    @pytest.mark.parametrize("name", PUBLIC)
    def test_has_one(self, name: str) -> None:
        """Its own, not the address in memory; each field is shown briefly where attrs writes it."""
        kind = PUBLIC[name]
        if kind is Condition:  # a base of those that there are
            return
        assert any("__repr__" in vars(each) for each in kind.__mro__[:-1])
        code = getattr(kind.__repr__, "__code__", None)
        if "attrs generated" in getattr(code, "co_filename", "") and name not in WHOLE:
            assert [] == [field.name for field in attrs.fields(kind) if field.repr is True]

    def test_all_are_there(self) -> None:
        """The walk does find them."""
        assert len(PUBLIC) > 150
        assert {"tenant.Tenant", "intent.IntentDetector", "insights.Highlights", "email.EmailPlan"} <= set(PUBLIC)

    def test_those_of_the_page(self, small_tenant: Tenant) -> None:
        """Name and id."""
        page = buying_group_details(small_tenant, "g1", as_of=NOON)
        assert repr(page.group) == "<BuyingGroupSummary 'g1': 'Gateway for Acme'>"
        assert repr(page.members[0]) == "<MemberDetails 'ada': 'Ada Berg', 'Decision Maker'>"

    def test_those_of_many_fields(self, small_tenant: Tenant) -> None:
        """What is as it is by default is left out."""
        assert repr(small_tenant.person("bo")) == (
            "Person(id='bo', account_id='a1', first_name='Bo', job_title='Architect')"
        )
        assert repr(Person(id="p", account_id="a", custom_fields={"Region": "North"})) == (
            "Person(id='p', account_id='a', custom_fields={'Region': 'North'})"
        )
        facts = FactCollector(small_tenant, as_of=NOON).account("a2")
        assert repr(facts).startswith("SummaryFacts(subject='account', name='Other', day=2026-01-31, ")
        assert len(repr(facts)) < 400

    @pytest.mark.parametrize(
        ("make", "expected"),
        [
            (lambda tenant: Signals(tenant, as_of=NOON), "<Signals of 'Small' as of 2026-01-31T12:00:00+00:00>"),
            (lambda tenant: Signals(tenant, as_of=NOON).person("ada"), "<IntentEvidence of 2 people>"),
            (
                lambda tenant: FactCollector(tenant, as_of=NOON),
                "<FactCollector of 'Small' as of 2026-01-31T12:00:00+00:00>",
            ),
            (lambda _: KeywordMatcher({"a": "a", "b": "a"}), "<KeywordMatcher of 2 spellings>"),
            (lambda _: AccountSplit(3), "AccountSplit(3)"),
            (lambda _: TimeSplit(2), "TimeSplit(2)"),
            (
                lambda _: GroundedSummarizer(TemplateSummarizer()),
                "GroundedSummarizer(TemplateSummarizer('en'), fallback=None)",
            ),
            (
                lambda _: AsyncGroundedSummarizer(cast("Any", "service"), fallback=TemplateSummarizer()),
                "AsyncGroundedSummarizer('service', fallback=TemplateSummarizer('en'))",
            ),
        ],
    )
    def test_those_that_compute(self, make: Callable[[Tenant], object], expected: str, small_tenant: Tenant) -> None:
        """What they were made for."""
        taxonomy = Taxonomy(
            categories=(TaxonomyCategory(name="A", products=(TaxonomyProduct(name="P", keywords=("k",)),)),)
        )
        assert expected == repr(make(attrs.evolve(small_tenant, taxonomy=taxonomy.approve())))


def _plan(tenant: Tenant, group: BuyingGroup) -> object:
    facts = [PersonFacts(person=person) for person in tenant.people if person.account_id == group.account_id]
    return plan_assignment(
        group, facts, template=tenant.template_of(group), at=datetime(2100, 1, 1, tzinfo=UTC), personas=tenant.personas
    )
