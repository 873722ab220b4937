"""
Documents: the library's values as JSON, in and out.

A document is checked as it is read: every problem is reported at once, each with its path, and no object is made from a
bad document. Reading back what was written gives an equal value.
"""

from __future__ import annotations

import enum
import json
import typing
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
from cattrs import Converter, ForbiddenExtraKeysError
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from ._validation import SIMPLE_TYPES, Check, Tagged, did_you_mean, enum_member, to_moment
from .errors import DataError, DocumentError, InvalidValueError, Problem, ProblemsError, shorten


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


__all__ = ["converter", "dumps", "json_schema", "loads"]

T = TypeVar("T")
Schema = dict[str, Any]

_CONTAINERS = (dict, list)
_LONGEST_KEY = 100  # what is longer is shortened in paths, of which there may be many
_MOST_LEVELS = 64  # of lists and objects in one another; our deepest documents have fewer than 50
_MOST_PROBLEMS = 10_000  # a problem takes a hundred times the memory of what is wrong, and nobody mends more at once

_bad_items: ContextVar[list[int] | None] = ContextVar("_bad_items", default=None)


def loads(text: str | bytes, kind: type[T], *, ignore_unknown_keys: bool = False) -> T:
    """
    Read a value from a JSON document.

    Parameters
    ----------
    text : str or bytes
        The document; bytes are in UTF-8 (or UTF-16 or UTF-32, which JSON once allowed).
    kind : type
        What it is to be, for example `buying_groups.Tenant` or ``list[buying_groups.Account]``.
    ignore_unknown_keys : bool
        Whether keys that the library does not know are passed over; by default they are problems.

    Raises
    ------
    DocumentError
        When the document is not JSON or not a valid value; lists every problem with its path, or about the first
        10,000.

    Examples
    --------
    >>> from buying_groups import Account
    >>> loads('{"id": "a1", "name": "Account 1"}', Account)
    Account(id='a1', name='Account 1', industry=None)
    >>> loads('{"id": "", "nam": "Account 1"}', Account)
    Traceback (most recent call last):
    ...
    buying_groups.errors.DocumentError: the document has 3 problems:
      $.id: must be an id that is not blank, got ''
      $.name: is missing
      $.nam: is not a key of Account; its keys: id, name, industry
    """
    data = _parse(text)
    bad_items = [0]
    counting = _bad_items.set(bad_items)
    try:
        return _converters(ignore_unknown_keys).structure(data, kind)
    except (ClassValidationError, IterableValidationError, DataError) as error:
        raise DocumentError(_first(_problems(error, "$"), are_more=bad_items[0] > _MOST_PROBLEMS)) from None
    finally:
        _bad_items.reset(counting)


def _first(problems: Iterator[Problem], *, are_more: bool = False) -> Iterator[Problem]:
    yield from islice(problems, _MOST_PROBLEMS)
    if are_more or next(problems, None) is not None:
        yield Problem("$", f"has more problems; reading stopped after about {_MOST_PROBLEMS:,}")


def dumps(value: Any, *, indent: int | None = None) -> str:
    """
    Write a value as a JSON document.

    Parameters
    ----------
    value : object
        Any value of this library, or a list of some; `Counts`, a step on the way to scores, is not one to be stored.
    indent : int or None
        Spaces of each level; by default everything is on one line.

    Returns
    -------
    str
        JSON without NaN or Infinity. What is absent by default (``None``, no items) is left out.

    Examples
    --------
    >>> from buying_groups import Account
    >>> dumps(Account(id="a1", name="Räksmörgås AB"))
    '{"id":"a1","name":"Räksmörgås AB"}'
    """
    separators = (",", ":") if indent is None else None
    data = _converters(ignore_unknown_keys=False).unstructure(value)
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


@cache
def _converters(ignore_unknown_keys: bool) -> Converter:  # noqa: FBT001 - a cache key
    return converter(ignore_unknown_keys=ignore_unknown_keys)


def converter(*, ignore_unknown_keys: bool = False) -> Converter:
    """
    Return a new cattrs converter with the rules of this module, for those who compose their own.

    It turns values into what ``json.dumps`` takes, and back. It is the caller's: hooks that are registered with it
    change nothing in this library.

    Parameters
    ----------
    ignore_unknown_keys : bool
        Whether keys that the library does not know are passed over; by default they are errors.

    Examples
    --------
    >>> from buying_groups import Account
    >>> converter().unstructure(Account(id="a1", name="Account 1"))
    {'id': 'a1', 'name': 'Account 1'}
    """
    made = Converter(forbid_extra_keys=not ignore_unknown_keys, detailed_validation=True)
    for kind, check in SIMPLE_TYPES.items():
        if typing.get_origin(kind) is not Mapping:
            made.register_structure_hook(kind, _simple(check))
    made.register_structure_hook_func(_is_mapping, _mapping)
    made.register_unstructure_hook_func(_is_mapping, dict)
    made.register_structure_hook_func(_is_counter, _counter)
    made.register_structure_hook(int, _integer)
    made.register_structure_hook(datetime, _datetime)
    made.register_unstructure_hook(datetime, _written_datetime)
    made.register_structure_hook(date, _date)
    made.register_unstructure_hook(date, date.isoformat)
    for kind in (enum.Enum, enum.StrEnum):  # the second by name as well, or the hook for text would take it
        made.register_structure_hook(kind, _enum)
    made.register_structure_hook_factory(_is_tuple, _structure_tuple)
    made.register_structure_hook_factory(attrs.has, _structure_class)
    made.register_unstructure_hook_factory(attrs.has, _unstructure_class)
    made.register_structure_hook_factory(_is_tagged_base, _structure_tagged_base)
    made.register_unstructure_hook_factory(_is_tagged_base, _unstructure_tagged_base)
    made.register_structure_hook_factory(_is_tagged_class, _structure_tagged_class)
    made.register_unstructure_hook_factory(_is_tagged_class, _unstructure_tagged_class)
    return made


def _is_mapping(kind: Any) -> bool:
    return typing.get_origin(kind) is Mapping


def _is_counter(kind: Any) -> bool:
    return typing.get_origin(kind) is dict


def _counter(value: Any, kind: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise InvalidValueError("", value, "an object")
    items = typing.cast("dict[str, Any]", value).items()
    check = SIMPLE_TYPES[typing.get_args(kind)[1]]
    return {name: check(item, _at("$", name).removeprefix("$").removeprefix(".")) for name, item in items}


def _mapping(value: Any, kind: Any) -> Any:
    if not isinstance(value, dict):
        raise InvalidValueError("", value, "an object")
    made: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, item in typing.cast("dict[str, Any]", value).items():
        try:
            made |= SIMPLE_TYPES[kind]({name: item}, "")
        except InvalidValueError as error:
            problems.append(_problem(InvalidValueError("", error.value, error.expected), _at("$", name)))
    if problems:
        raise DocumentError(problems)
    return SIMPLE_TYPES[kind](made, "")


def _is_tagged(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Tagged)


def _is_tagged_base(kind: Any) -> bool:
    return _is_tagged(kind) and not attrs.has(kind)


def _is_tagged_class(kind: Any) -> bool:
    return _is_tagged(kind) and attrs.has(kind)


def _structure_tagged_base(kind: Any, made: Converter) -> Callable[[Any, Any], Any]:
    def from_document(value: Any, _: Any) -> Any:
        meant: Any = _meant(value, kind.kinds)
        return made.structure(value, meant)

    return from_document


def _structure_tagged_class(kind: Any, made: Converter) -> Callable[[Any, Any], Any]:
    structure = _structure_class(kind, made)
    tag: str = kind.kind

    def from_document(value: Any, _: Any) -> Any:
        _meant(value, {tag: kind})
        _refuse_large(value, kind)
        return structure({name: item for name, item in value.items() if name != "kind"}, kind)

    return from_document


def _meant(value: Any, kinds: dict[str, Any]) -> Any:
    if not isinstance(value, dict):
        raise InvalidValueError("", value, "an object")
    content = typing.cast("dict[str, Any]", value)
    if "kind" not in content:
        raise DocumentError([Problem("$.kind", "is missing")])
    name = content["kind"]
    if isinstance(name, str) and name in kinds:
        return kinds[name]
    near = did_you_mean(name, kinds) if isinstance(name, str) else ""
    raise InvalidValueError("kind", name, f"one of {', '.join(map(repr, kinds))}{near}")


def _refuse_large(content: Any, kind: type[Tagged]) -> None:
    objects = 0
    waiting: list[tuple[Any, int]] = [(content, 1)]
    while waiting:
        value, level = waiting.pop()
        if type(value) is dict:
            objects += 1
            if objects > kind.most_objects or level > kind.most_levels:
                limits = f"at most {kind.most_levels} levels and {kind.most_objects:,} objects"
                raise DocumentError([Problem("$", f"is too large; it may have {limits}")])
            level += 1
        waiting.extend((item, level) for item in _items(value) if type(item) in _CONTAINERS)


def _items(container: Any) -> Iterable[Any]:
    return typing.cast("dict[str, Any]", container).values() if type(container) is dict else container


def _unstructure_tagged_base(_: Any, made: Converter) -> Callable[[Any], Any]:
    return made.unstructure


def _unstructure_tagged_class(kind: Any, made: Converter) -> Callable[[Any], Any]:
    unstructure = _unstructure_class(kind, made)

    def to_document(value: Any) -> dict[str, Any]:
        return {"kind": value.kind, **unstructure(value)}

    return to_document


def _parse(text: str | bytes) -> Any:
    refused = False

    def constant(name: str) -> _Refused:
        nonlocal refused
        refused = True
        return _Refused(f"{name} is not allowed; only finite numbers are")

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal refused
        found = dict(items)
        if len(found) < len(items):
            refused = True
            seen: set[str] = set()
            for key, _ in items:
                if key in seen:
                    found[key] = _Refused("the key is given twice")
                seen.add(key)
        return found

    try:
        data = json.loads(text, parse_constant=constant, object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:  # not JSON; not UTF-8; an integer too long; nested too deeply
        raise DocumentError([Problem("$", f"is not JSON that can be read: {error}")]) from None
    if _is_deep(data):
        raise DocumentError([Problem("$", f"is nested too deeply; at most {_MOST_LEVELS} levels are read")])
    if refused:
        raise DocumentError(_first(_refusals(data)))
    return data


def _is_deep(data: Any) -> bool:
    level: list[Any] = [data] if type(data) in _CONTAINERS else []
    for _ in range(_MOST_LEVELS):
        level = [item for container in level for item in _items(container) if type(item) in _CONTAINERS]
    return bool(level)


@attrs.frozen
class _Refused:
    message: str


def _refusals(data: Any) -> Iterator[Problem]:
    waiting: list[tuple[str, Any]] = [("$", data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, _Refused):
            yield Problem(path, value.message)
        else:
            waiting.extend(reversed(list(_inside(path, value))))


def _inside(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if hasattr(value, "items"):
        yield from ((_at(path, key), item) for key, item in value.items())
    elif hasattr(value, "append"):
        yield from ((f"{path}[{index}]", item) for index, item in enumerate(value))


def _at(path: str, key: str) -> str:
    return f"{path}.{key}" if key.isidentifier() and len(key) <= _LONGEST_KEY else f"{path}[{shorten(key)}]"


def _problems(error: BaseException, path: str) -> Iterator[Problem]:
    if isinstance(error, ClassValidationError | IterableValidationError):
        noted, others = error.group_exceptions()
        for inner, note in noted:
            place = _at(path, note.name) if isinstance(note, AttributeValidationNote) else f"{path}[{note.index}]"
            yield from _problems(inner, place)
        for inner in others:
            yield from _problems(inner, path)
    elif isinstance(error, ProblemsError):
        for problem in error.problems:
            yield Problem(path + problem.path.removeprefix("$"), problem.message)
    elif isinstance(error, ForbiddenExtraKeysError):
        keys = ", ".join(field.name for field in attrs.fields(error.cl))
        for key in sorted(error.extra_fields):
            yield Problem(_at(path, key), f"is not a key of {error.cl.__name__}; its keys: {keys}")
    else:
        yield _problem(error, path)


def _problem(error: BaseException, path: str) -> Problem:
    if isinstance(error, KeyError):
        return Problem(path, "is missing")
    if isinstance(error, InvalidValueError):
        separator = "" if error.field.startswith("[") or not error.field else "."
        place = f"{path}{separator}{error.field}"
        return Problem(place, f"must be {error.expected}, got {shorten(error.value)}")
    raise error


def _simple(check: Callable[[Any, str], Any]) -> Callable[[Any, Any], Any]:
    return lambda value, _: check(value, "")


def _integer(value: Any, _: Any) -> int:
    is_whole = isinstance(value, float) and value.is_integer()  # 3.0, which JSON Schema calls an integer
    number: int = SIMPLE_TYPES[int](int(value) if is_whole else value, "")
    return number


def _datetime(value: Any, _: Any) -> datetime:
    moment = _from_iso(datetime, value, "a date and time with a zone in ISO 8601, such as '2026-01-31T09:30:00Z'")
    return to_moment(moment, "")


def _written_datetime(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _date(value: Any, _: Any) -> date:
    return _from_iso(date, value, "a date in ISO 8601, such as '2026-01-31'")


D = TypeVar("D", bound=date)


def _from_iso(kind: type[D], value: Any, expected: str) -> D:
    try:
        return kind.fromisoformat(value.upper())  # RFC 3339 allows t and z
    except (AttributeError, ValueError):
        raise InvalidValueError("", value, expected) from None


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def _enum(value: Any, kind: Any) -> Any:
    return enum_member(kind)(value, "")


def _is_tuple(kind: Any) -> bool:
    return typing.get_origin(kind) in {tuple, list}


def _structure_tuple(kind: Any, made: Converter) -> Callable[[Any, Any], Any]:
    item_kind = typing.get_args(kind)[0]
    structure = made.get_structure_hook(item_kind)
    collect = typing.get_origin(kind)

    def from_document(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise InvalidValueError("", value, "a list")
        made_of: list[Any] = []
        errors: list[Exception] = []
        for index, item in enumerate(typing.cast("Any", value)):
            try:
                made_of.append(structure(item, item_kind))
            except Exception as error:  # noqa: BLE001 - what is no problem of the document is raised by `_problem`
                error.add_note(IterableValidationNote("", index, item_kind))
                errors.append(error)
                if _are_enough():
                    break
        if errors:
            raise IterableValidationError("", errors, kind)  # pyright: ignore[reportCallIssue]  # takes the class too
        return collect(made_of)

    return from_document


def _are_enough() -> bool:
    count = _bad_items.get()
    if count is None:  # a caller's own converter
        return False
    count[0] += 1
    return count[0] > _MOST_PROBLEMS


def _structure_class(kind: Any, made: Converter) -> Callable[[Any, Any], Any]:
    attrs.resolve_types(kind)
    fields: dict[str, Any] = {
        field.name: override(struct_hook=_structure_field(field, made)) for field in attrs.fields(kind)
    }
    structure = make_dict_structure_fn(kind, made, **fields)

    def from_document(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise InvalidValueError("", value, "an object")
        return structure(typing.cast("dict[str, Any]", value), kind)

    return from_document


def _structure_field(field: attrs.Attribute[Any], made: Converter) -> Callable[[Any, Any], Any]:
    kind: Any = field.type
    checks = _checks(field)

    def from_document(value: Any, _: Any) -> Any:
        result: Any = made.structure(value, kind)
        for check in checks:  # here and not on construction alone, where the first fault hides the others
            if result is not None and not check.holds(result):
                raise InvalidValueError("", value, check.expected_of(result))
        return result

    return from_document


def _checks(field: attrs.Attribute[Any]) -> list[Check]:
    validators = getattr(field.validator, "_validators", (field.validator,))  # attrs joins a list of them in a tuple
    return [validator for validator in validators if isinstance(validator, Check)]


def _unstructure_class(kind: Any, made: Converter) -> Callable[[Any], Any]:
    attrs.resolve_types(kind)
    absent: dict[str, Any] = {
        field.name: override(omit_if_default=_is_absent(field.default)) for field in attrs.fields(kind)
    }
    unstructure: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(kind, made, **absent)
    names = [field.name for field in attrs.fields(kind)]

    def to_document(value: Any) -> dict[str, Any]:
        written = unstructure(value)  # with what may be left out behind everything else
        return {name: written[name] for name in names if name in written}

    return to_document


def _is_absent(value: Any) -> bool:
    return value is None or (isinstance(value, tuple | Mapping) and not value)


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
    if _is_enum(kind):
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
    tag = {"kind": {"const": kind.kind}} if _is_tagged(kind) else {}
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
    for check in _checks(field):
        target.update(check.schema)
    if isinstance(field.default, str | int | float):
        schema["default"] = field.default
    return schema
