"""
Schema: the JSON Schema of documents, made from the classes of the values.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from datetime import date, datetime
from types import NoneType
from typing import Any

import attrs

from .converting import checks_of, is_enum, is_tagged, require_kind


__all__ = ["json_schema"]

Schema = dict[str, Any]


def json_schema(kind: type) -> Schema:
    r"""
    Return the JSON Schema of a value's documents.

    Parameters
    ----------
    kind : type
        A class of this library, for example `buying_groups.Tenant`.

    Returns
    -------
    dict
        A schema of draft 2020-12, made from the class: its fields, their types, defaults and checks. What is beyond
        JSON Schema is left to `loads`: rules that span fields or objects (what is referred to exists, an end is not
        before its start, a live model has no fault), which time zones exist, and times that no calendar has.

    Examples
    --------
    >>> from buying_groups import Account
    >>> schema = json_schema(Account)
    >>> schema["$defs"]["Account"]["properties"]["name"]
    {'type': 'string', 'minLength': 1, 'pattern': '\\S', 'maxLength': 255}
    """
    require_kind(kind)
    definitions: dict[str, Schema] = {}
    schema = _schema(kind, definitions)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "$defs": definitions}


_SIMPLE_SCHEMAS: dict[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    NoneType: {"type": "null"},
}


def _schema(kind: Any, definitions: dict[str, Schema]) -> Schema:
    if typing.get_origin(kind) is not None:
        return _generic_schema(kind, definitions)
    if kind in _SIMPLE_SCHEMAS:
        return dict(_SIMPLE_SCHEMAS[kind])
    if is_enum(kind):
        return {"type": "string", "enum": [member.value for member in kind]}
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}  # so that a class that holds itself ends here
        make = _class_schema if attrs.has(kind) else _tagged_schema
        definitions[kind.__name__] = make(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _generic_schema(kind: Any, definitions: dict[str, Schema]) -> Schema:
    origin = typing.get_origin(kind)
    schemas = [_schema(argument, definitions) for argument in typing.get_args(kind) if argument is not Ellipsis]
    if origin in {tuple, list}:
        return {"type": "array", "items": schemas[0]}
    if origin in {dict, Mapping}:
        return {"type": "object", "additionalProperties": schemas[1]}
    return {"anyOf": schemas}


def _class_schema(kind: Any, definitions: dict[str, Schema]) -> Schema:
    attrs.resolve_types(kind)
    fields = attrs.fields(kind)
    tag = {"kind": {"const": kind.kind}} if is_tagged(kind) else {}
    return {
        "type": "object",
        "description": _described(kind),
        "properties": tag | {field.name: _field_schema(field, definitions) for field in fields},
        "required": [*tag, *(field.name for field in fields if field.default is attrs.NOTHING)],
        "additionalProperties": False,
    }


def _tagged_schema(kind: Any, definitions: dict[str, Schema]) -> Schema:
    return {"description": _described(kind), "oneOf": [_schema(meant, definitions) for meant in kind.kinds.values()]}


def _described(kind: Any) -> str:
    return str(kind.__doc__).strip().partition("\n")[0]


def _field_schema(field: attrs.Attribute[Any], definitions: dict[str, Schema]) -> Schema:
    schema = _schema(field.type, definitions)
    target = schema["anyOf"][0] if "anyOf" in schema else schema
    for check in checks_of(field):
        target.update(check.schema)
    if isinstance(field.default, str | int | float):
        schema["default"] = field.default
    return schema
