"""
Custom fields: whatever else is known of a person, by name.
"""

from __future__ import annotations

import copy
import json
import pickle
import re
from typing import Any

import pytest

from buying_groups import Person, documents
from buying_groups.errors import DocumentError, InvalidValueError


def person(custom_fields: Any) -> Person:
    """Return a person with custom fields."""
    return Person(id="p", account_id="a", custom_fields=custom_fields)


class TestCustomFields:
    """
    "A mapping that does not change."
    """

    def test_are_a_mapping(self) -> None:
        """Of text, numbers, true and false, in the order given."""
        given = {"region": "North", "employees": 120, "vip": True}
        fields = person(given).custom_fields
        assert given == fields
        assert list(given) == list(fields)
        assert (3, "North", 120.0, None) == (len(fields), fields["region"], fields["employees"], fields.get("x"))
        assert type(fields["employees"]) is float
        assert "{'region': 'North', 'employees': 120.0, 'vip': True}" == repr(fields)

    def test_do_not_change(self) -> None:
        """Neither by themselves nor with what they were made of."""
        given = {"region": "North"}
        somebody = person(given)
        given["region"] = "South"
        assert "North" == somebody.custom_fields["region"]
        with pytest.raises(TypeError, match=r"^'Scalars' object does not support item assignment$"):
            somebody.custom_fields["region"] = "South"  # type: ignore[index]  # pyright: ignore[reportIndexIssue]

    def test_are_values(self) -> None:
        """Equal whatever the order, hashable, and True is not 1."""
        assert person({"a": 1, "b": 2}) == person({"b": 2, "a": 1})
        assert hash(person({"a": 1, "b": 2})) == hash(person({"b": 2, "a": 1}))
        assert person({"a": 1}) != person({"a": True})
        assert person({"a": 1}).custom_fields != {"a": True}
        other: object = [("a", 1)]
        assert person({"a": 1}).custom_fields != other

    def test_can_be_copied(self) -> None:
        """And sent to another process."""
        somebody = person({"a": 1, "b": "x"})
        assert copy.copy(somebody) == somebody
        assert copy.deepcopy(somebody) == somebody
        assert pickle.loads(pickle.dumps(somebody)) == somebody  # noqa: S301 - our own

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ([("a", 1)], "custom_fields must be a mapping of names to values, got [('a', 1)]"),
            (None, "custom_fields must be a mapping of names to values, got None"),
            ({" ": 1}, "custom_fields must be a mapping whose names are not blank, got ' '"),
            ({5: 1}, "custom_fields must be text, got 5"),
            ({"a": None}, "custom_fields['a'] must be text, a number, or true or false, got None"),
            ({"a": [1]}, "custom_fields['a'] must be text, a number, or true or false, got [1]"),
            ({"a": float("inf")}, "custom_fields['a'] must be a finite number, got inf"),
            (
                {"a": 2**53 + 1},
                (
                    "custom_fields['a'] must be a number of at most 15 digits; longer ones are given as text, "
                    "got 9007199254740993"
                ),
            ),
            ({"a": "\ud800"}, "custom_fields['a'] must be text without lone surrogates, got '\\ud800'"),
        ],
        ids=str,
    )
    def test_are_nothing_else(self, given: Any, expected: str) -> None:
        """Anything else is an error that names the field."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(expected)}$"):
            person(given)


class TestDocuments:
    """
    Custom fields are a JSON object in documents.
    """

    def test_round_trip(self) -> None:
        """Exactly, in the order given; no custom fields are left out."""
        somebody = person({"region": "North", "a b": 0.5, "vip": False})
        text = documents.dumps(somebody)
        assert {"region": "North", "a b": 0.5, "vip": False} == json.loads(text)["custom_fields"]
        assert documents.loads(text, Person) == somebody
        assert text == documents.dumps(documents.loads(text, Person))
        assert "custom_fields" not in documents.dumps(person({}))

    def test_every_problem_has_its_path(self) -> None:
        """All at once, each at its field."""
        with pytest.raises(DocumentError) as caught:
            documents.loads('{"id": "p", "account_id": "a", "custom_fields": {"": 1, "a": null, "b c": [1]}}', Person)
        assert [str(problem) for problem in caught.value.problems] == [
            "$.custom_fields['']: must be a mapping whose names are not blank, got ''",
            "$.custom_fields.a: must be text, a number, or true or false, got None",
            "$.custom_fields['b c']: must be text, a number, or true or false, got [1]",
        ]
        with pytest.raises(DocumentError, match=r"\$\.custom_fields: must be an object, got \[\]$"):
            documents.loads('{"id": "p", "account_id": "a", "custom_fields": []}', Person)

    def test_schema(self) -> None:
        """An object of text, numbers, true and false."""
        schema = documents.json_schema(Person)["$defs"]["Person"]["properties"]["custom_fields"]
        assert schema == {
            "type": "object",
            "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "boolean"}]},
        }
