"""
Documents: exact round trips, every problem at its path, and a schema that other tools can read.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import attrs
import cattrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import Account, Activity, Person, RolesTemplate, Scale, Tenant, documents, score_tenant
from buying_groups.details import BuyingGroupDetails
from buying_groups.engagement import EngagementScores, WeightingModel
from buying_groups.errors import DocumentError, InvalidValueError
from buying_groups.testing.strategies import AS_OF, tenants


def problems(text: str | bytes, kind: type = Tenant) -> list[str]:
    """Return what is wrong with a document."""
    with pytest.raises(DocumentError) as caught:
        documents.loads(text, kind)
    return [str(problem) for problem in caught.value.problems]


class TestRoundTrip:
    """Reading back what was written gives an equal value."""

    @given(tenants())
    def test_of_tenants_is_exact(self, tenant: Tenant) -> None:
        """And writing it again gives the same text."""
        text = documents.dumps(tenant)
        again = documents.loads(text, Tenant)
        assert again == tenant
        assert documents.dumps(again) == text

    @given(tenants())
    def test_of_scores_is_exact(self, tenant: Tenant) -> None:
        """To the last bit of every number."""
        scores = score_tenant(tenant, as_of=AS_OF)
        assert documents.loads(documents.dumps(scores), EngagementScores) == scores

    def test_with_indentation(self, small_tenant: Tenant) -> None:
        """White space carries no meaning; bytes with a byte-order mark are read too."""
        text = documents.dumps(small_tenant, indent=2)
        assert text.startswith('{\n  "name": "Small",\n')
        assert documents.loads("\ufeff".encode() + text.encode(), Tenant) == small_tenant

    def test_leaves_out_what_is_absent(self) -> None:
        """No nulls, no empty lists; times in UTC."""
        person = Person(id="p", account_id="a", job_title="Ökonom")
        assert json.loads(documents.dumps(person)) == {
            "id": "p",
            "account_id": "a",
            "job_title": "Ökonom",
            "unsubscribed": False,
            "marketing_suspended": False,
            "email_invalid": False,
            "email_suspended": False,
        }
        assert "Ökonom" in documents.dumps(person)
        activity = Activity(person_id="p", activity_type="t", occurred_at=datetime(2026, 1, 1, 12, 0, 0, 1, tzinfo=UTC))
        assert documents.dumps([activity]) == (
            '[{"person_id":"p","activity_type":"t","occurred_at":"2026-01-01T12:00:00.000001Z"}]'
        )

    def test_null_reads_as_absent(self) -> None:
        """Where a field may be absent."""
        assert documents.loads('{"id": "p", "account_id": "a", "email": null}', Person).email is None


class TestProblems:
    """Every problem of a bad document at once, each with its path; no object."""

    def test_all_at_once(self) -> None:
        """Wrong type, blank, missing, unknown key, wrong choice, naive time, below the minimum: each at its place."""
        document = {
            "name": " ",
            "time_zone": "Mars/Olympus",
            "acounts": [],
            "people": [
                {"id": "p1", "account_id": "a1"},
                {"id": 5, "account_id": "a1", "email": ["x"], "unsubscribed": "no"},
                "nobody",
                {"account_id": ""},
            ],
            "roles_templates": [
                {"id": "t", "name": "T", "status": "alive", "roles": [{"role": "Other", "members_required": 0}, {}]},
                {"id": "u", "name": "U", "roles": {"role": "Other"}},
            ],
            "activities": [
                {"person_id": "p1", "activity_type": "x", "occurred_at": "2026-01-01T00:00:00"},
                {"person_id": "p1", "activity_type": "x", "occurred_at": "yesterday"},
                {"person_id": "p1", "activity_type": "x", "occurred_at": 5},
            ],
            "weighting_models": [
                {"id": "m", "name": "M", "weights": [{"activity_type": "x", "weight": -1}], "look_back_days": 1.5},
                {"id": "m", "name": "M", "weights": [{"activity_type": "x", "weight": "9"}], "look_back_days": True},
            ],
        }
        assert problems(json.dumps(document)) == [
            "$.name: must be text that is not blank, got ' '",
            (
                "$.time_zone: must be the name of an IANA time zone such as 'Europe/Stockholm' "
                "(if it is one: install tzdata), got 'Mars/Olympus'"
            ),
            "$.people[1].id: must be text, got 5",
            "$.people[1].email: must be text, got ['x']",
            "$.people[1].unsubscribed: must be true or false, got 'no'",
            "$.people[2]: must be an object, got 'nobody'",
            "$.people[3].id: is missing",
            "$.people[3].account_id: must be an id that is not blank, got ''",
            (
                "$.roles_templates[0].roles[0].members_required: must be at least 1 "
                "(for a role that nobody has to fill, set required to false), got 0"
            ),
            "$.roles_templates[0].roles[1].role: is missing",
            "$.roles_templates[0].status: must be one of 'draft', 'live' (did you mean 'live'?), got 'alive'",
            "$.roles_templates[1].roles: must be a list, got {'role': 'Other'}",
            "$.weighting_models[0].weights[0].weight: must be a number from 0 to 1e+15, got -1",
            "$.weighting_models[0].look_back_days: must be a whole number, got 1.5",
            "$.weighting_models[1].weights[0].weight: must be a finite number, got '9'",
            "$.weighting_models[1].look_back_days: must be a whole number, got True",
            "$.activities[0].occurred_at: must be a datetime with a time zone, got datetime.datetime(2026, 1, 1, 0, 0)",
            (
                "$.activities[1].occurred_at: must be a date and time with a zone in ISO 8601, such as "
                "'2026-01-31T09:30:00Z', got 'yesterday'"
            ),
            (
                "$.activities[2].occurred_at: must be a date and time with a zone in ISO 8601, such as "
                "'2026-01-31T09:30:00Z', got 5"
            ),
            (
                "$.acounts: is not a key of Tenant (did you mean 'accounts'?); its keys: "
                f"{', '.join(attrs.fields_dict(Tenant))}"
            ),
        ]

    def test_of_references_have_paths_too(self) -> None:
        """What fits no other part is found once each part is sound."""
        document = {"name": "T", "people": [{"id": "p1", "account_id": "a1"}], "weighting_models": []}
        assert problems(json.dumps(document)) == [
            "$.people[0].account_id: there is no account 'a1'",
            "$.weighting_models: exactly one must be active, none is",
        ]

    def test_of_rules_that_span_fields(self) -> None:
        """A stay that ends before it begins, at its place."""
        document = {
            "name": "T",
            "journey_entries": [
                {
                    "journey_id": "j",
                    "account_id": "a",
                    "entered_at": "2026-01-02T00:00:00Z",
                    "left_at": "2026-01-01T00:00:00Z",
                }
            ],
        }
        assert problems(json.dumps(document)) == [
            (
                "$.journey_entries[0].left_at: must be not before entered_at (2026-01-02T00:00:00+00:00), "
                "got '2026-01-01T00:00:00+00:00'"
            ),
        ]

    def test_of_models_within(self) -> None:
        """A live stage model with faults: each fault at its own place in the tenant."""
        stages = [{"name": "Won", "kind": "success"}, {"name": "Lost", "next_stages": ["Nowhere"]}]
        document = {"name": "T", "stage_models": [{"id": "m", "name": "M", "stages": stages, "status": "live"}]}
        assert problems(json.dumps(document)) == [
            "$.stage_models[0].stages: needs at least one entry stage, has none",
            "$.stage_models[0].stages[1].next_stages[0]: 'Nowhere' is not a stage of the model: Won, Lost",
            "$.stage_models[0].stages[1]: no success or failure stage can be reached from 'Lost'",
        ]

    def test_of_counts_by_name(self, small_tenant: Tenant) -> None:
        """An object is wanted, with whole numbers in it."""
        document = json.loads(documents.dumps(score_tenant(small_tenant, as_of=AS_OF)))
        assert problems(json.dumps(document | {"ignored": 5}), EngagementScores) == [
            "$.ignored: must be an object, got 5"
        ]
        found = problems(json.dumps(document | {"ignored": {"a b": "x"}}), EngagementScores)
        assert found == ["$.ignored['a b']: must be a whole number, got 'x'"]

    def test_of_lists(self) -> None:
        """What was written as a list is read as one."""
        accounts = [Account(id="a", name="A")]
        assert documents.loads(documents.dumps(accounts), list[Account]) == accounts
        assert problems("5", list[Account]) == ["$: must be a list, got 5"]

    def test_an_unknown_key_can_be_ignored(self) -> None:
        """By an explicit option."""
        text = '{"id": "a", "name": "A", "colour": "red"}'
        assert problems(text, Account) == ["$.colour: is not a key of Account; its keys: id, name, industry"]
        assert documents.loads(text, Account, ignore_unknown_keys=True) == Account(id="a", name="A")


class TestText:
    """JSON with NaN, Infinity or a key given twice: refused, with the place."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param('{"a": [1, {"b": NaN}]}', "$.a[1].b: NaN is not allowed; only finite numbers are", id="NaN"),
            pytest.param("[-Infinity]", "$[0]: -Infinity is not allowed; only finite numbers are", id="Infinity"),
            pytest.param('{"x": {"a": 1, "b": 2, "a": 3}}', "$.x.a: the key is given twice", id="twice"),
            pytest.param('{"odd key": {"": 1, "": 1}}', "$['odd key']['']: the key is given twice", id="odd keys"),
        ],
    )
    def test_is_refused_with_the_place(self, text: str, expected: str) -> None:
        """Whatever it should have become."""
        assert problems(text) == [expected]

    def test_each_place_in_order(self) -> None:
        """Three faults, from front to back."""
        assert [problem.partition(":")[0] for problem in problems('{"a": [NaN, NaN], "b": NaN}')] == [
            "$.a[0]",
            "$.a[1]",
            "$.b",
        ]

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("", id="empty"),
            pytest.param('{"name": ', id="cut"),
            pytest.param("[" * 100_000, id="nested too deeply"),
            pytest.param('{"name": ' + "9" * 5000 + "}", id="an integer too long"),
            pytest.param(b'\xff\xfe\xfd{"name"', id="not UTF-8"),
        ],
    )
    def test_that_is_not_json(self, text: str | bytes) -> None:
        """One problem, at the root."""
        (problem,) = problems(text)
        assert problem.startswith("$: is not JSON that can be read: ")

    def test_numbers_beyond_floats(self) -> None:
        """1e999 is no finite number, at the field that holds it."""
        text = '{"role": "Other", "weighting": 1e999}'
        template = '{"id": "t", "name": "T", "roles": [' + text + "]}"
        assert problems(template, RolesTemplate) == ["$.roles[0].weighting: must be a finite number, got inf"]

    def test_lone_surrogates(self) -> None:
        """Text that no encoding can write is refused when it comes in, not when it goes out."""
        assert problems(r'{"id": "a", "name": "\ud800"}', Account) == [
            ("$.name: must be text without lone surrogates, got '\\ud800'"),
        ]

    def test_an_integer_where_a_number_is_wanted(self) -> None:
        """JSON does not tell 60 from 60.0."""
        template = documents.loads(
            '{"id": "t", "name": "T", "roles": [{"role": "Other", "weighting": 60}]}', RolesTemplate
        )
        assert template.roles[0].weighting == 60.0

    def test_anything_else_is_a_problem_and_never_a_crash(self) -> None:
        """The root may be anything."""
        for text in ("null", "5", '"text"', "[]", "true", "[[[]]]"):
            assert problems(text) == [f"$: must be an object, got {json.loads(text)!r}"]

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*attrs.fields_dict(Tenant), "id"]), inner),
            max_leaves=30,
        )
    )
    def test_any_json_is_read_or_refused(self, data: Any) -> None:
        """Nothing but a tenant or a document error comes of it."""
        text = json.dumps(data)
        try:
            result = documents.loads(text, Tenant)
        except DocumentError:
            assert problems(text)
        else:
            assert documents.loads(documents.dumps(result), Tenant) == result


class TestConverter:
    """A converter that the module owns (never a global one); `converter()` for those who compose their own."""

    def test_is_new_each_time(self) -> None:
        """What a caller registers stays with the caller."""
        mine = documents.converter()
        mine.register_unstructure_hook(Account, lambda account: account.name)
        account = Account(id="a", name="Acme")
        assert mine.unstructure(account) == "Acme"
        assert documents.dumps(account) == '{"id":"a","name":"Acme"}'
        assert documents.converter().unstructure(account) == {"id": "a", "name": "Acme"}

    def test_leaves_the_global_one_alone(self, small_tenant: Tenant) -> None:
        """The global converter still knows nothing of times."""
        documents.dumps(small_tenant)
        assert cattrs.unstructure(AS_OF) == AS_OF

    def test_reads(self) -> None:
        """With the same rules, and the errors of cattrs."""
        assert (
            documents.converter(ignore_unknown_keys=True).structure({"id": "a", "name": "A", "x": 1}, Account).id == "a"
        )

    def test_errors_that_are_no_problem_of_the_document_escape(self) -> None:
        """A fault of a hook is not blamed on the document."""

        @attrs.frozen
        class Odd:
            value: complex

        with pytest.raises(Exception, match=r"^Unsupported type: <class 'complex'>"):
            documents.loads('{"value": "x"}', Odd)


SCHEMA = documents.json_schema(Tenant)


def validator(schema: dict[str, Any]) -> Any:
    """Return another tool's reading of a schema."""
    return jsonschema.Draft202012Validator(schema)


class TestSchema:
    """A JSON Schema that other tools can read, generated from the classes."""

    def test_is_a_schema(self) -> None:
        """By the draft's own meta-schema."""
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        assert SCHEMA["$ref"] == "#/$defs/Tenant"

    @given(tenants())
    def test_accepts_what_is_written(self, tenant: Tenant) -> None:
        """Every tenant that can be made."""
        validator(SCHEMA).validate(json.loads(documents.dumps(tenant)))

    @pytest.mark.parametrize(
        "change",
        [
            {"name": ""},
            {"name": 5},
            {"unknown": 1},
            {"people": [{"id": "p"}]},
            {"people": {}},
            {"activities": [{"person_id": "p", "activity_type": "t", "occurred_at": 5}]},
            {"roles_templates": [{"id": "t", "name": "T", "status": "alive"}]},
            {"roles_templates": [{"id": "t", "name": "T", "roles": [{"role": "Other", "weighting": 0}]}]},
            {"roles_templates": [{"id": "t", "name": "T", "roles": [{"role": "Other", "members_required": 0}]}]},
            {"buying_groups": [{"id": "g", "account_id": "a", "solution_interest_id": "s", "status": "x" * 51}]},
            {"accounts": [{"id": "a", "name": "x" * 256}]},
        ],
        ids=str,
    )
    def test_refuses_what_is_refused(self, change: dict[str, Any]) -> None:
        """The checks of the objects stand in the schema."""
        document = json.loads(documents.dumps(Tenant(name="T"))) | change
        assert not validator(SCHEMA).is_valid(document)
        assert problems(json.dumps(document))

    def test_says_types_defaults_and_limits(self) -> None:
        """Of a role in a template."""
        assert SCHEMA["$defs"]["TemplateRole"] == {
            "type": "object",
            "description": "One role that a complete buying group has to fill.",
            "properties": {
                "role": {"type": "string", "minLength": 1, "pattern": r"\S"},
                "weighting": {"type": "number", "exclusiveMinimum": 0, "maximum": 1e15, "default": 60.0},
                "required": {"type": "boolean", "default": True},
                "members_required": {"type": "integer", "minimum": 1, "default": 1},
                "condition": {"anyOf": [{"$ref": "#/$defs/Condition"}, {"type": "null"}]},
            },
            "required": ["role"],
            "additionalProperties": False,
        }

    def test_of_results(self, small_tenant: Tenant) -> None:
        """Scores and pages have schemas too, with mappings, days and what may be absent."""
        scores = score_tenant(small_tenant, as_of=AS_OF)
        schema = documents.json_schema(EngagementScores)
        validator(schema).validate(json.loads(documents.dumps(scores)))
        assert schema["$defs"]["EngagementScores"]["properties"]["ignored"] == {
            "type": "object",
            "additionalProperties": {"type": "integer"},
        }
        assert documents.json_schema(BuyingGroupDetails)["$defs"]["Link"]["required"] == ["id", "name"]
        assert "largest_group_sum" in documents.json_schema(Scale)["$defs"]["Scale"]["required"]

    def test_of_a_weighting_model(self) -> None:
        """Defaults that are values of an enumeration are shown by value."""
        assert documents.json_schema(WeightingModel)["$defs"]["WeightingModel"]["properties"]["normalization"] == {
            "type": "string",
            "enum": ["max", "min_max"],
            "default": "max",
        }


def test_errors_name_the_field_outside_of_documents_too() -> None:
    """The check is the object's own."""
    expected = re.escape("name must be at most 255 characters long, got '" + "x" * 199 + "…")
    with pytest.raises(InvalidValueError, match=f"^{expected}$"):
        Account(id="a", name="x" * 256)
