"""
First use: what somebody new gets to read who misspells a name, passes the wrong thing, or looks around.
"""

# The mistakes are lambdas, whose argument no type checker knows; most would not pass one.
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

import pickle
import pkgutil
import re
import rlcompleter
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

import hypothesis.strategies as st
import pandas as pd
import polars as pl
import pytest
from hypothesis import given

import buying_groups as bg
from buying_groups import documents, errors, text
from buying_groups._lazy import attribute as lazy_attribute
from buying_groups._wording import Hints, did_you_mean, listed, nearest, shorten
from buying_groups.assignment import plan_assignment
from buying_groups.completeness import completeness
from buying_groups.conditions import PersonFacts, attribute, explain, holds
from buying_groups.email import plan_email
from buying_groups.engagement import score_group, score_tables
from buying_groups.errors import (
    DocumentError,
    InvalidTenantError,
    InvalidValueError,
    TableError,
    UnknownIdError,
    UsageError,
    WrongTypeError,
)
from buying_groups.importers import plain
from buying_groups.insights import account_trends, contact_coverage
from buying_groups.intent import Signals
from buying_groups.membership import assign_members
from buying_groups.summaries import FactCollector


if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import RunFresh

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
ROLES = ("Decision Maker", "Influencer", "Practitioner")
NAMES = st.lists(st.text(max_size=12), max_size=8)


class TestNearest:
    """
    "Errors that name a near miss ('did you mean …')", deterministic, and never something absurd.
    """

    @pytest.mark.parametrize(
        ("value", "among", "expected"),
        [
            pytest.param("Decison Maker", ROLES, "Decision Maker", id="a letter missing"),
            pytest.param("Infleuncer", ROLES, "Influencer", id="letters swapped"),
            pytest.param("decision_maker", ROLES, "Decision Maker", id="another case and sign"),
            pytest.param("occurredAt", ("person_id", "occurred_at"), "occurred_at", id="camel case"),
            pytest.param("DECISION MAKER", (*ROLES, "Decision Makers"), "Decision Maker", id="the same goes first"),
            pytest.param("acount-2", ("account-1", "account-2", "account-3"), "account-2", id="with its number"),
            pytest.param("account-02", ("account-1", "account-2"), "account-2", id="a zero before"),
            pytest.param("account-9", ("account-1", "account-2"), None, id="another number"),
            pytest.param("account", ("account-1",), None, id="no number"),
            pytest.param("0035g00000X0017QAB", ("0035g00000C0017QAB",), None, id="mostly digits"),
            pytest.param("team-x", ("team-a", "team-b"), None, id="two are as near"),
            pytest.param("boss", ROLES, None, id="nothing like it"),
            pytest.param("lot", ("low",), None, id="two letters of three"),
            pytest.param("hihg", ("high",), "high", id="three letters of four"),
            pytest.param("x", (), None, id="nothing there"),
            pytest.param("", ("", "-"), None, id="nothing given"),
            pytest.param("–", ("-", "…"), None, id="only signs"),
            pytest.param(5, ("5",), None, id="no text"),
            pytest.param(None, ("None",), None, id="nothing at all"),
            pytest.param("y" * 10**6, ("y" * 100, "z"), "y" * 100, id="very long"),
            pytest.param("Old", [f"{number}" for number in range(5_001)] + ["Old"], None, id="too many to compare"),
        ],
    )
    def test_by_hand(self, value: object, among: tuple[str, ...], expected: str | None) -> None:
        """What is named, and what is not."""
        assert expected == nearest(value, among)

    @given(st.text(max_size=12), NAMES, st.randoms())
    def test_does_not_depend_on_the_order(self, value: str, among: list[str], random: Any) -> None:
        """One of the names or nothing, the same in any order and with repeats."""
        found = nearest(value, among)
        assert found is None or found in among
        again = [*among, *among]
        random.shuffle(again)
        assert found == nearest(value, iter(again))

    def test_of_many_problems(self) -> None:
        """Only the first ones get a hint: nobody reads those of the others."""
        hint = Hints()
        hints = [hint("hihg", ["high"]) for _ in range(30)]
        assert hints == [" (did you mean 'high'?)"] * 20 + [""] * 10


class TestWording:
    """
    Values and names are shown so short that they do not bury the message.
    """

    @pytest.mark.parametrize(
        ("names", "expected"),
        [
            ([], "none"),
            (["b", "a"], "'b', 'a'"),
            (list("abcdefghij"), "'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'"),
            (list("abcdefghijk"), "'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', … (11 in all)"),
            (["x" * 100], f"'{'x' * 59}…"),
        ],
    )
    def test_names(self, names: list[str], expected: str) -> None:
        """The first ten, in the order given."""
        assert expected == listed(names)

    def test_a_table(self) -> None:
        """Its repr has many lines."""
        assert shorten(pl.DataFrame({"a": [1]})) == "<DataFrame>"
        assert shorten([pd.DataFrame({"a": [1]})]) == "[<DataFrame>]"

    def test_nothing_is_near(self) -> None:
        """Nothing is said."""
        assert did_you_mean("x", ["y"]) == ""


PEOPLE = pl.DataFrame({"id": ["a"]})
ACTIVITIES = pl.DataFrame({"person_id": ["a"], "activity_type": ["page_views"], "occurredAt": [NOON]})
MEMBERS = pl.DataFrame({"group_id": ["g"], "person_id": ["a"], "role": ["Champion"], "role_weighting": [60.0]})
KEYS = (
    "name, time_zone, custom_roles, personas, accounts, people, opportunities, journeys, journey_entries, "
    "roles_templates, stage_models, solution_interests, buying_groups, weighting_models, taxonomy, signal_model, "
    "activities"
)


def call(function: Any, *arguments: Any, **named: Any) -> object:
    """Call a function as no type checker would let pass."""
    return function(*arguments, **named)


class TestMisspelt:
    """
    "A clear error that names the value and what would be valid", and the near miss.
    """

    @pytest.mark.parametrize(
        ("do", "error", "expected"),
        [
            pytest.param(
                lambda tenant: tenant.buying_group("G-1"),
                UnknownIdError,
                "unknown buying group 'G-1' (did you mean 'g1'?); known: 'g1', 'g2', 'g3'",
                id="id",
            ),
            pytest.param(
                lambda tenant: tenant.groups_of("a9"),
                UnknownIdError,
                "unknown account 'a9'; known: 'a1', 'a2'",
                id="account of groups",
            ),
            pytest.param(
                lambda tenant: tenant.activities_of("adda"),
                UnknownIdError,
                "unknown person 'adda' (did you mean 'ada'?); known: 'ada', 'bo', 'cy', 'dan'",
                id="person of activities",
            ),
            pytest.param(
                lambda _: call(
                    bg.Tenant,
                    name="x",
                    accounts=[bg.Account(id="acme", name="Acme")],
                    people=[bg.Person(id="p", account_id="acm")],
                ),
                InvalidTenantError,
                "the tenant has 1 problem:\n  $.people[0].account_id: there is no account 'acm' (did you mean 'acme'?)",
                id="reference",
            ),
            pytest.param(
                lambda _: call(bg.Stage, name="Won", kind="sucess"),
                InvalidValueError,
                "kind must be one of 'entry', 'intermediate', 'success', 'failure' (did you mean 'success'?), "
                "got 'sucess'",
                id="choice",
            ),
            pytest.param(
                lambda _: call(documents.loads, '{"name": "x", "acounts": []}', bg.Tenant),
                DocumentError,
                "the document has 1 problem:\n"
                f"  $.acounts: is not a key of Tenant (did you mean 'accounts'?); its keys: {KEYS}",
                id="key",
            ),
            pytest.param(
                lambda _: call(documents.loads, "tenant.json", bg.Tenant),
                DocumentError,
                "the document has 1 problem:\n  $: is not JSON that can be read: Expecting value: line 1 column 1 "
                "(char 0); what is in the file is read, not its name",
                id="name of a file",
            ),
            pytest.param(
                lambda _: call(score_tables, ACTIVITIES, MEMBERS, as_of=NOON),
                TableError,
                "column 'occurred_at' of activities must be there, got only the columns 'person_id', 'activity_type', "
                "'occurredAt' (is it 'occurredAt'?)",
                id="column",
            ),
            pytest.param(
                lambda _: call(bg.Tenant, name="x", people=PEOPLE),
                InvalidValueError,
                "people must be a sequence, got <DataFrame>",
                id="table for objects",
            ),
            pytest.param(
                lambda _: call(bg.Tenant, name="x", people=plain.import_people([])),
                InvalidValueError,
                "people must be a sequence (did you mean its .people?), got "
                "PersonImport(people=(), skipped=(), refused=(), unread_columns=())",
                id="result of an import",
            ),
            *(
                pytest.param(
                    lambda _, frame=frame: call(plain.import_people, frame),
                    InvalidValueError,
                    "rows must be an iterable of mappings, such as frame.to_dict('records') of pandas or "
                    "frame.to_dicts() of polars, got <DataFrame>",
                    id=f"table for rows, {name}",
                )
                for name, frame in (("pandas", pd.DataFrame({"Id": [1]})), ("polars", pl.DataFrame({"Id": [1]})))
            ),
        ],
    )
    def test_is_named(
        self, do: Callable[[bg.Tenant], object], error: type[Exception], expected: str, small_tenant: bg.Tenant
    ) -> None:
        """The whole message; it stays whole when the error is pickled."""
        with pytest.raises(error) as caught:
            do(small_tenant)
        assert expected == str(caught.value)
        assert expected == str(pickle.loads(pickle.dumps(caught.value)))  # noqa: S301 - of our own

    def test_parts(self) -> None:
        """The near miss is a part of the error, for programs that offer it."""
        assert UnknownIdError("role", "Decison Maker", ROLES).nearest == "Decision Maker"
        assert UnknownIdError("role", "Boss", ROLES).nearest is None


GROUP = bg.BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1")
ADA = bg.Person(id="ada", account_id="a1")
TITLE = attribute("job_title").is_("CTO")
SOME = "some text"
READS = "; documents.loads(text, Tenant) reads one"
WRONG: list[Any] = [
    pytest.param(
        lambda tenant: call(bg.buying_group_details, tenant, GROUP, as_of=NOON),
        "buying group must be given by id or name, got BuyingGroup(id='g1', account_id='a1', "
        "solution_interest_id='s1', name=None, members=(), history=(), status=None, stage_moves=()); its id is 'g1'",
        id="object for its id",
    ),
    pytest.param(
        lambda tenant: tenant.person(None), "person must be given by id or name, got None", id="nothing for an id"
    ),
    pytest.param(
        lambda tenant: tenant.person(["ada"]),
        "person must be given by id or name, got ['ada'] of type list",
        id="list for an id",
    ),
    pytest.param(
        lambda tenant: call(bg.buying_group_details, "g1", tenant, as_of=NOON),
        f"tenant must be of type Tenant, got 'g1' of type str{READS}",
        id="arguments in another order",
    ),
    pytest.param(
        lambda _: call(bg.score_tenant, {}, as_of=NOON),
        f"tenant must be of type Tenant, got {{}} of type dict{READS}",
        id="document for a tenant",
    ),
    pytest.param(
        lambda _: call(account_trends, ACTIVITIES, as_of=NOON),
        "tenant must be of type Tenant, got <DataFrame>",
        id="table for a tenant",
    ),
    pytest.param(
        lambda _: call(contact_coverage, 5, as_of=NOON),
        "tenant must be of type Tenant, got 5 of type int",
        id="number for a tenant",
    ),
    pytest.param(
        lambda _: call(Signals, GROUP, as_of=NOON),
        "tenant must be of type Tenant, got BuyingGroup(",
        id="signals",
    ),
    pytest.param(
        lambda _: call(FactCollector, GROUP, as_of=NOON),
        "tenant must be of type Tenant, got BuyingGroup(",
        id="facts",
    ),
    pytest.param(
        lambda tenant: call(
            bg.buying_group_details, tenant, "g1", as_of=NOON, scale=bg.score_tenant(tenant, as_of=NOON)
        ),
        "scale must be of type Scale, got EngagementScores(",
        id="scores for their scale",
    ),
    pytest.param(
        lambda tenant: call(bg.buying_group_details, tenant, "g1", as_of=NOON, intent=SOME),
        "intent must be of type IntentReport, got 'some text' of type str",
        id="intent",
    ),
    pytest.param(
        lambda tenant: call(score_group, tenant, "g1", as_of=NOON, scale=SOME),
        "scale must be of type Scale, got 'some text' of type str",
        id="scale",
    ),
    pytest.param(
        lambda tenant: tenant.group_name("g1"),
        "group must be of type BuyingGroup, got 'g1' of type str",
        id="id for a group",
    ),
    pytest.param(
        lambda tenant: tenant.template_of("g1"), "group must be of type BuyingGroup, got 'g1' of type str", id="of"
    ),
    pytest.param(
        lambda tenant: tenant.stage_model_of("g1"), "group must be of type BuyingGroup, got 'g1' of type str", id="m"
    ),
    pytest.param(
        lambda tenant: tenant.with_buying_group("g1"),
        "group must be of type BuyingGroup, got 'g1' of type str",
        id="with",
    ),
    pytest.param(
        lambda _: call(holds, TITLE, ADA),
        "facts must be of type PersonFacts, got Person(id='ada', ",
        id="person for facts",
    ),
    pytest.param(
        lambda _: call(explain, PersonFacts(person=ADA), TITLE),
        "condition must be of type Condition, got PersonFacts(",
        id="facts for a condition",
    ),
    pytest.param(
        lambda tenant: call(plan_assignment, GROUP, tenant.people, template=tenant.roles_template("t1"), at=NOON),
        "facts[0] must be of type PersonFacts, got Person(id='ada', ",
        id="people for facts",
    ),
    pytest.param(
        lambda _: call(plan_assignment, GROUP, [], template="t1", at=NOON),
        "template must be of type RolesTemplate, got 't1' of type str",
        id="id for a template",
    ),
    pytest.param(
        lambda _: call(completeness, {"Champion": 1}, SOME),
        "template must be of type RolesTemplate, got {'Champion': 1} of type dict",
        id="counts for a template",
    ),
    pytest.param(
        lambda tenant: call(
            assign_members,
            "g1",
            {},
            people=tenant.people,
            template=tenant.roles_template("t1"),
            source=bg.Source.MANUAL,
            at=NOON,
        ),
        "group must be of type BuyingGroup, got 'g1' of type str",
        id="id for a group to assign to",
    ),
    pytest.param(
        lambda tenant: call(plan_email, "g1", ["ada"], people=tenant.people, email="e", approved=(), key="k"),
        "group must be of type BuyingGroup, got 'g1' of type str",
        id="id for a group to write to",
    ),
    pytest.param(text.page, "details must be of type BuyingGroupDetails, got <Tenant 'Small'", id="tenant for a page"),
    pytest.param(
        lambda tenant: call(documents.loads, bg.Tenant, tenant),
        "kind must be a class of this library, or a list of such, got <Tenant 'Small'",
        id="text and kind in another order",
    ),
    pytest.param(
        lambda _: call(documents.loads, {"id": "a1"}, bg.Account),
        "text must be the text of a document, or its bytes, got {'id': 'a1'} of type dict",
        id="object for the text",
    ),
    pytest.param(
        lambda _: call(documents.loads, "{}", "Tenant"),
        "kind must be a class of this library, or a list of such, got 'Tenant' of type str",
        id="name for the kind",
    ),
    pytest.param(
        lambda _: call(documents.json_schema, "Tenant"),
        "kind must be a class of this library, or a list of such, got 'Tenant' of type str",
        id="name for the kind of a schema",
    ),
    pytest.param(
        lambda _: call(documents.dumps, [print]),
        "value must be a value of this library, or a list of such, got [<built-in function print>] of type list",
        id="something else as a document",
    ),
]


class TestWrongType:
    """
    "Got the wrong thing": the calling program is wrong, and is told so before anything is computed.
    """

    @pytest.mark.parametrize(("do", "expected"), WRONG)
    def test_is_named(self, do: Callable[[bg.Tenant], object], expected: str, small_tenant: bg.Tenant) -> None:
        """The argument, what it takes, and what it got."""
        with pytest.raises(WrongTypeError, match=f"^{re.escape(expected)}") as caught:
            do(small_tenant)
        assert isinstance(caught.value, UsageError)
        assert isinstance(caught.value, TypeError)

    def test_parts(self) -> None:
        """What was got and what is valid stay in the error, also when it is pickled."""
        error = pickle.loads(pickle.dumps(WrongTypeError("as_of", 5, "a datetime", "; ask")))  # noqa: S301 - of our own
        assert (error.argument, error.value, error.expected, error.hint) == ("as_of", 5, "a datetime", "; ask")
        assert str(error) == "as_of must be a datetime, got 5 of type int; ask"


INSIDE = {
    "precedence",
    "publication",
    "rounding",
    "tenant_checks",
}  # with names for users only elsewhere
PUBLIC = sorted(
    {module.name for module in pkgutil.iter_modules(bg.__path__) if not module.name.startswith("_")} - INSIDE
)


class TestLookingAround:
    """
    "Completion: `dir(buying_groups)` shows lazy modules", and only what is public.
    """

    def test_every_module(self) -> None:
        """Is listed if everybody can import it, reachable without an import, and named in the package's docstring."""
        listed = set(dir(bg)) - set(bg.__all__) - {name for name in dir(bg) if name.startswith("__")}
        assert set(PUBLIC) == listed | {"completeness_tables", "testing"}
        for name in PUBLIC:
            assert import_module(f"buying_groups.{name}") is getattr(bg, name)
        assert set(PUBLIC) <= set(re.findall(r"\w+", bg.__doc__ or ""))
        assert documents is lazy_attribute("buying_groups", "documents", modules=["documents"])

    @pytest.mark.parametrize("package", ["buying_groups", "buying_groups.engagement", "buying_groups.intent"])
    def test_public_names_only(self, package: str) -> None:
        """Those of `__all__` and the modules; each is there when it is asked for."""
        module = import_module(package)
        shown = [name for name in dir(module) if not name.startswith("__")]
        assert set(module.__all__) <= set(shown)
        assert set(shown) - set(module.__all__) <= set(PUBLIC)
        assert shown == sorted(shown)
        assert all(hasattr(module, name) for name in shown)

    def test_without_extras(self, run_fresh: RunFresh) -> None:
        """Help and completion ask for every name that is listed, and none needs a library of the extras."""
        program = (
            "import sys, pydoc, inspect\n"
            "aside = ['babel', 'htpy', 'hypothesis', 'matplotlib', 'pandas', 'polars', 'pyarrow', 'skops']\n"
            "sys.modules |= dict.fromkeys(aside)\n"
            "import buying_groups as bg\n"
            "modules = [module for name in dir(bg) if inspect.ismodule(module := getattr(bg, name))]\n"
            "assert bg.insights in modules and bg.html in modules\n"
            "for module in (bg, *modules):\n"
            "    assert module.__name__ in pydoc.render_doc(module)\n"
        )
        assert run_fresh(program).stderr == ""

    def test_without_loading(self, run_fresh: RunFresh) -> None:
        """To look around loads nothing; to go on does, without an import."""
        program = (
            "import sys, buying_groups as bg\n"
            "before = set(sys.modules)\n"
            "names = dir(bg), dir(bg.intent), dir(bg.engagement)\n"
            "assert set(sys.modules) == before, set(sys.modules) - before\n"
            "assert bg.insights.highlights and bg.membership.assign_members and bg.intent.IntentDetector\n"
        )
        assert run_fresh(program).stderr == ""

    @pytest.mark.parametrize(
        ("beginning", "expected"),
        [("bg.docu", ["bg.documents"]), ("bg.intent.IntentDet", ["bg.intent.IntentDetector("])],
    )
    def test_completion(self, beginning: str, expected: list[str]) -> None:
        """A prompt completes what is not loaded yet; that of Python here, IPython's asks in the same way."""
        completer = rlcompleter.Completer({"bg": bg})
        assert expected == [completer.complete(beginning, 0)]
        assert completer.complete(beginning, 1) is None

    def test_star(self, run_fresh: RunFresh) -> None:
        """Importing everything brings the public names, and hides nothing of Python's own."""
        program = (
            "import builtins, buying_groups\n"
            "before = set(globals())\n"
            "from buying_groups import *\n"
            "found = set(globals()) - before - {'before'}\n"
            "assert found == set(buying_groups.__all__)\n"
            "assert not found & set(dir(builtins))\n"
        )
        assert run_fresh(program).stderr == ""

    @pytest.mark.parametrize(
        ("module", "name", "hint"),
        [
            ("buying_groups", "Tenat", " (did you mean 'Tenant'?)"),
            ("buying_groups", "documets", " (did you mean 'documents'?)"),
            ("buying_groups", "plan_assignment", "; it is in buying_groups.assignment"),
            ("buying_groups", "IntentReport", "; it is in buying_groups.intent"),
            ("buying_groups", "nonsense", ""),
            ("buying_groups", "_Tenant", ""),
            ("buying_groups.intent", "IntentDetecter", " (did you mean 'IntentDetector'?)"),
            ("buying_groups.engagement", "score_table", " (did you mean 'score_tables'?)"),
        ],
    )
    def test_a_name_that_is_not_there(self, module: str, name: str, hint: str) -> None:
        """The near miss, or where it is; nothing for private names, which programs ask for."""
        expected = f"module {module!r} has no attribute {name!r}{hint}"
        with pytest.raises(AttributeError, match=f"^{re.escape(expected)}$") as caught:
            getattr(import_module(module), name)
        assert caught.value.name == name


def test_every_error_has_its_place() -> None:
    """Whoever catches one of the two halves of the family catches them all."""
    family = {getattr(errors, name) for name in errors.__all__} - {errors.Problem, errors.BuyingGroupsError}
    halves = (errors.DataError, errors.UsageError, errors.SummaryError)
    assert all(issubclass(error, halves) for error in family)
