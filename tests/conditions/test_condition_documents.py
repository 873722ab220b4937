"""
Conditions as documents: exact round trips, mistakes at their places, hostile input refused.
"""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from cattrs.errors import IterableValidationError
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import Account, Person, RolesTemplate, TemplateRole, Tenant, documents
from buying_groups.conditions import (
    ATTRIBUTES,
    AllOf,
    AnyOf,
    Condition,
    Contains,
    Is,
    Not,
    attribute,
    engagement_score,
    has_persona,
    product_intent,
)
from buying_groups.errors import DocumentError
from buying_groups.testing.strategies import conditions


NAMES = ", ".join(ATTRIBUTES)
KINDS = (
    "'all', 'any', 'not', 'is', 'in', 'starts_with', 'contains', 'is_empty', 'greater_than', 'at_least', 'less_than', "
    "'at_most', 'between', 'intent', 'persona'"
)
IN_SWEDEN = {"kind": "is", "attribute": "country", "value": "SE"}


def problems(document: Any, kind: type = Condition) -> list[str]:
    """Return what is wrong with a document, given as text or as what JSON has for it."""
    with pytest.raises(DocumentError) as caught:
        documents.loads(document if isinstance(document, str) else json.dumps(document), kind)
    return [str(problem) for problem in caught.value.problems]


class TestRoundTrip:
    """
    "Every condition is an object whose `kind` says what it is."
    """

    @given(conditions(["P", "Q"]))
    def test_is_exact(self, condition: Condition) -> None:
        """As any condition, and as the one that it is."""
        text = documents.dumps(condition)
        assert documents.loads(text, Condition) == condition
        assert documents.loads(text, type(condition)) == condition
        assert documents.dumps(documents.loads(text, Condition)) == text

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            (
                attribute("job_title").contains("chief", words=True),
                {"kind": "contains", "attribute": "job_title", "value": "chief", "words": True},
            ),
            (attribute("country").is_not("SE"), {"kind": "not", "condition": IN_SWEDEN}),
            (
                attribute("custom_fields.x").in_("a", 1, True),  # noqa: FBT003 - a value
                {"kind": "in", "attribute": "custom_fields.x", "values": ["a", 1.0, True]},
            ),
            (attribute("phone").is_empty(), {"kind": "is_empty", "attribute": "phone"}),
            (
                engagement_score.between(1, 5),
                {"kind": "between", "attribute": "person_engagement_score", "lowest": 1.0, "highest": 5.0},
            ),
            (
                product_intent("CRM").at_least("medium"),
                {"kind": "intent", "of": "product", "name": "CRM", "levels": ["medium", "high"]},
            ),
            (
                has_persona("P") | attribute("country").is_("SE"),
                {"kind": "any", "conditions": [{"kind": "persona", "persona": "P"}, IN_SWEDEN]},
            ),
        ],
        ids=range(7),
    )
    def test_known_answer(self, condition: Condition, expected: dict[str, Any]) -> None:
        """The kind first, then what is asked."""
        assert expected == json.loads(documents.dumps(condition))
        assert list(expected) == list(json.loads(documents.dumps(condition)))

    def test_in_a_template(self) -> None:
        """Absent conditions are left out."""
        roles = (TemplateRole(role="Other", condition=attribute("country").is_("SE")), TemplateRole(role="Champion"))
        template = RolesTemplate(id="t", name="T", roles=roles)
        text = documents.dumps(template)
        assert 1 == text.count('"condition":')
        assert documents.loads(text, RolesTemplate) == template

    def test_unknown_keys_can_be_ignored(self) -> None:
        """Inside of conditions too."""
        text = json.dumps({"kind": "not", "condition": {**IN_SWEDEN, "note": "?"}, "since": 2026})
        assert documents.loads(text, Condition, ignore_unknown_keys=True) == attribute("country").is_not("SE")


class TestProblems:
    """
    "A mistake is named with its place and what would be valid."
    """

    @pytest.mark.parametrize(
        ("document", "expected"),
        [
            pytest.param({}, ["$.kind: is missing"], id="nothing"),
            pytest.param([], ["$: must be an object, got []"], id="list"),
            pytest.param(None, ["$: must be an object, got None"], id="null"),
            pytest.param(
                {"kind": "al"}, [f"$.kind: must be one of {KINDS} (did you mean 'all'?), got 'al'"], id="near"
            ),
            pytest.param({"kind": "eval"}, [f"$.kind: must be one of {KINDS}, got 'eval'"], id="unknown kind"),
            pytest.param({"kind": ["all"]}, [f"$.kind: must be one of {KINDS}, got ['all']"], id="a list as the kind"),
            pytest.param({"kind": "all"}, ["$.conditions: is missing"], id="missing"),
            pytest.param({"kind": "any", "conditions": []}, ["$.conditions: must be at least one, got []"], id="empty"),
            pytest.param(
                {**IN_SWEDEN, "values": ["SE"]},
                ["$.values: is not a key of Is (did you mean 'value'?); its keys: attribute, value"],
                id="unknown key",
            ),
            pytest.param(
                {
                    "kind": "all",
                    "conditions": [
                        5,
                        {"kind": "is", "attribute": "job_titel", "value": "x"},
                        {"kind": "contains", "attribute": "job_title", "value": ["chief"], "words": "yes"},
                        {"kind": "not", "condition": {"kind": "in", "attribute": "country", "values": ["SE", None]}},
                        {"kind": "at_least", "attribute": "person_engagement_score", "value": "50"},
                    ],
                },
                [
                    "$.conditions[0]: must be an object, got 5",
                    (
                        f"$.conditions[1].attribute: must be a person attribute ({NAMES}, or custom_fields. and the "
                        "name of a custom field) (did you mean 'job_title'?), got 'job_titel'"
                    ),
                    "$.conditions[2].value: must be text, got ['chief']",
                    "$.conditions[2].words: must be true or false, got 'yes'",
                    "$.conditions[3].condition.values[1]: must be text, a number, or true or false, got None",
                    "$.conditions[4].value: must be a finite number, got '50'",
                ],
                id="several",
            ),
            pytest.param(
                {"kind": "not", "condition": {**IN_SWEDEN, "value": 46}},
                ["$.condition.value: must be text, as country is, got 46.0"],
                id="another type",
            ),
        ],
    )
    def test_are_named(self, document: Any, expected: list[str]) -> None:
        """Every one, each with its path."""
        assert expected == problems(document)

    def test_of_another_condition_than_asked_for(self) -> None:
        """Whoever asks for one kind gets that kind or an error."""
        assert ["$.kind: must be one of 'contains', got 'is'"] == problems(IN_SWEDEN, Contains)
        assert ["$.kind: must be one of 'is' (did you mean 'is'?), got 'iss'"] == problems(
            {**IN_SWEDEN, "kind": "iss"}, Is
        )


def of_kind(kind: str, rest: dict[str, Any]) -> dict[str, Any]:
    """Return an object that says what it is."""
    return {"kind": kind, **rest}


def nested(levels: int) -> Any:
    """Return conditions in one another."""
    document: Any = IN_SWEDEN
    for level in range(levels - 1):
        document = {"kind": "not", "condition": document} if level % 2 else {"kind": "all", "conditions": [document]}
    return document


class TestHostile:
    """
    "A document beyond that is refused before anything is made of it, whatever its size."
    """

    def test_levels(self) -> None:
        """Twenty levels are read, twenty-one are not, at the place where they begin."""
        assert 20 == len(list(documents.loads(json.dumps(nested(20)), Condition).walk()))
        too_large = "is too large; it may have at most 20 levels and 1,000 objects"
        assert [f"$: {too_large}"] == problems(nested(21))
        template = {"id": "t", "name": "T", "roles": [{"role": "Other", "condition": nested(30)}]}
        assert [f"$.roles[0].condition: {too_large}"] == problems(template, RolesTemplate)

    def test_many_conditions(self) -> None:
        """A thousand are read, one more is not."""
        most = {"kind": "any", "conditions": [IN_SWEDEN] * 999}
        assert 1_000 == len(list(documents.loads(json.dumps(most), Condition).walk()))
        more = {"kind": "any", "conditions": [IN_SWEDEN] * 1_000}
        assert ["$: is too large; it may have at most 20 levels and 1,000 objects"] == problems(more)

    def test_what_is_read_can_be_written(self) -> None:
        """The deepest condition in the deepest place is within the limit of documents."""
        template = RolesTemplate(
            id="t",
            name="T",
            roles=(TemplateRole(role="Other", condition=documents.loads(json.dumps(nested(20)), Condition)),),
        )
        tenant = Tenant(name="T", roles_templates=(template,))
        assert documents.loads(documents.dumps(tenant), Tenant) == tenant

    @pytest.mark.parametrize("kind", [Condition, Person, Tenant])
    @pytest.mark.parametrize("levels", [65, 900, 100_000])
    @pytest.mark.parametrize(
        ("start", "end"),
        [("[", "]"), ('{"a":', "}"), ('{"kind":"not","condition":', "}"), ('{"kind":"all","conditions":[', "]}")],
    )
    def test_lists_in_lists(self, kind: type, levels: int, start: str, end: str) -> None:
        """As deep as anybody likes: "And so is one whose lists and objects are nested more than 64 levels deep"."""
        (problem,) = problems(start * levels + "1" + end * levels, kind)
        assert problem == "$: is nested too deeply; at most 64 levels are read" or problem.startswith(
            "$: is not JSON that can be read: maximum recursion depth exceeded"
        )

    def test_64_levels(self) -> None:
        """Are read, and found to be something else."""
        assert ["$: must be an object, got [[[[[...]]]]]"] == problems("[" * 64 + "]" * 64)

    @pytest.mark.parametrize("size", [10, 100_000])
    def test_messages_stay_short(self, size: int) -> None:
        """However long the list, the text, the name or the object that is wrong."""
        wrong: tuple[Any, ...] = (
            [1] * size,
            "x" * size,
            {str(index): 1 for index in range(size)},
            [["x" * size] * 50] * 50,
        )
        for value in wrong:
            for document in (
                {"kind": "contains", "attribute": value, "value": value, "words": value},
                {"kind": value},
                {"kind": "in", "attribute": "city", "values": value},
            ):
                assert max(map(len, problems(document))) < 900

    @pytest.mark.parametrize(
        ("document", "kind"),
        [
            pytest.param({"name": "T", "people": [1] * 20_000}, Tenant, id="a list"),
            pytest.param({"name": "T", "roles_templates": [{"roles": [1] * 99}] * 200}, Tenant, id="lists in a list"),
            pytest.param({str(number): 1 for number in range(20_000)}, Person, id="keys"),
            pytest.param([float("nan")] * 20_000, Tenant, id="not JSON"),
        ],
    )
    def test_so_do_the_lists_of_problems(self, document: Any, kind: type) -> None:
        """A document that is wrong everywhere is refused as soon as there are enough problems for anybody."""
        found = problems(document, kind)
        assert 9_000 < len(found) < 11_000
        assert found[-1] == "$: has more problems; reading stopped after about 10,000"

    def test_ten_thousand_problems_are_listed(self) -> None:
        """Each one."""
        found = problems({"name": "T", "people": [1] * 10_000}, Tenant)
        assert 10_000 == len(found)
        assert found[-1] == "$.people[9999]: must be an object, got 1"

    def test_a_callers_own_converter_has_no_limit(self) -> None:
        """Only reading a document stops: with a converter, the caller decides."""
        with pytest.raises(IterableValidationError) as caught:
            documents.converter().structure([1] * 10_002, tuple[Account, ...])
        assert 10_002 == len(caught.value.exceptions)

    def test_paths_stay_short(self) -> None:
        """Long keys are shortened where they would be repeated."""
        key = "k" * 1_000
        (problem,) = problems(f'{{"{key}": [NaN]}}')
        assert problem == f"$['{'k' * 199}…][0]: NaN is not allowed; only finite numbers are"

    @given(
        st.recursive(
            st.none()
            | st.booleans()
            | st.floats(allow_nan=False)
            | st.text(max_size=3)
            | st.sampled_from([*ATTRIBUTES]),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["attribute", "value", "conditions", "values"]), inner, max_size=3)
                | st.builds(
                    of_kind,
                    st.sampled_from(KINDS.replace("'", "").split(", ")),
                    st.dictionaries(
                        st.sampled_from(["attribute", "value", "conditions", "condition", "values", "words"]), inner
                    ),
                )
            ),
            max_leaves=20,
        )
    )
    def test_anything_is_read_or_refused(self, document: Any) -> None:
        """Nothing but a condition or a document error comes of any JSON."""
        text = json.dumps(document)
        try:
            condition = documents.loads(text, Condition)
        except DocumentError:
            assert problems(text)
        else:
            assert documents.loads(documents.dumps(condition), Condition) == condition


SCHEMA = documents.json_schema(Condition)
VALIDATOR: Any = jsonschema.Draft202012Validator(SCHEMA)


class TestSchema:
    """
    A JSON Schema that other tools can read describes conditions too.
    """

    def test_is_a_choice(self) -> None:
        """One of all kinds, told apart by the key that says which."""
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        choices = [
            SCHEMA["$defs"][each["$ref"].removeprefix("#/$defs/")] for each in SCHEMA["$defs"]["Condition"]["oneOf"]
        ]
        assert KINDS == ", ".join(repr(each["properties"]["kind"]["const"]) for each in choices)

    def test_known_answer(self) -> None:
        """Types, limits and names."""
        text_attributes = [name for name, each in ATTRIBUTES.items() if each.type and each.type.value == "text"]
        assert SCHEMA["$defs"]["Contains"] == {
            "type": "object",
            "description": "An attribute contains a text.",
            "properties": {
                "kind": {"const": "contains"},
                "attribute": {
                    "type": "string",
                    "anyOf": [{"enum": text_attributes}, {"pattern": r"^custom_fields\..*\S"}],
                },
                "value": {"type": "string", "minLength": 1, "maxLength": 1000, "pattern": r"\S"},
                "words": {"type": "boolean", "default": False},
            },
            "required": ["kind", "attribute", "value"],
            "additionalProperties": False,
        }
        assert SCHEMA["$defs"]["AllOf"]["properties"]["conditions"] == {
            "type": "array",
            "items": {"$ref": "#/$defs/Condition"},
            "minItems": 1,
        }

    @given(conditions(["P"]))
    def test_accepts_what_is_written(self, condition: Condition) -> None:
        """Every condition that can be made."""
        VALIDATOR.validate(json.loads(documents.dumps(condition)))

    @pytest.mark.parametrize(
        "document",
        [
            {},
            {"kind": "eval"},
            {"kind": "all", "conditions": []},
            {"kind": "is", "attribute": "citi", "value": "x"},
            {"kind": "at_least", "attribute": "city", "value": 5},
            {"kind": "at_least", "attribute": "person_engagement_score", "value": "5"},
            {"kind": "contains", "attribute": "city", "value": " "},
            {"kind": "in", "attribute": "city", "values": ["x"] * 1_001},
            {"kind": "in", "attribute": "city", "values": [None]},
            {"kind": "intent", "of": "product", "name": "CRM", "levels": ["hihg"]},
            {**IN_SWEDEN, "extra": 1},
        ],
        ids=range(11),
    )
    def test_refuses_what_is_refused(self, document: dict[str, Any]) -> None:
        """The checks of the objects stand in the schema."""
        assert not VALIDATOR.is_valid(document)
        assert problems(document)


def test_a_condition_made_by_hand_is_the_one_that_is_read() -> None:
    """The classes can be used without the builders."""
    city = Is(attribute="city", value="x")
    country = Is(attribute="country", value="SE")
    by_hand = AllOf(conditions=(AnyOf(conditions=(country,)), Not(condition=city)))
    text = """
        {"kind": "all", "conditions": [
            {"kind": "any", "conditions": [{"kind": "is", "attribute": "country", "value": "SE"}]},
            {"kind": "not", "condition": {"kind": "is", "attribute": "city", "value": "x"}}
        ]}
    """
    assert documents.loads(text, Condition) == by_hand
