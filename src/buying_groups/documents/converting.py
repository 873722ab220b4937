"""
Converting: lists and objects, as JSON has them, become values and the other way round.
"""

from __future__ import annotations

import enum
import typing
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, date, datetime
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

from .._moments import to_moment
from .._validation import SIMPLE_TYPES, Check, Tagged, enum_member
from .._wording import did_you_mean, shorten
from ..errors import DataError, DocumentError, InvalidValueError, Problem, ProblemsError, WrongTypeError
from .parsing import CONTAINERS, MOST_PROBLEMS, at, first_problems, values_in


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


__all__ = ["checks_of", "converter", "is_enum", "is_tagged", "require_kind", "structured"]

T = TypeVar("T")

_bad_items: ContextVar[list[int] | None] = ContextVar("_bad_items", default=None)


def converter(*, ignore_unknown_keys: bool = False) -> Converter:
    """
    Return a new cattrs converter with the rules of this module, for those who compose their own.

    It turns values into what ``json.dumps`` takes, and back. It is the caller's: hooks that are registered with it
    change nothing in this library.

    Parameters
    ----------
    ignore_unknown_keys : bool
        Whether keys that the library does not know are passed over; by default they are errors.

    Returns
    -------
    Converter
        A new one with each call.

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


def structured(data: Any, kind: type[T], made: Converter) -> T:
    """Return the value that a document holds; raise `DocumentError` with its problems, or about the first 10,000."""
    bad_items = [0]
    counting = _bad_items.set(bad_items)
    try:
        return made.structure(data, kind)
    except (ClassValidationError, IterableValidationError, DataError) as error:
        raise DocumentError(first_problems(_problems(error, "$"), are_more=bad_items[0] > MOST_PROBLEMS)) from None
    finally:
        _bad_items.reset(counting)


def _is_mapping(kind: Any) -> bool:
    return typing.get_origin(kind) is Mapping


def _is_counter(kind: Any) -> bool:
    return typing.get_origin(kind) is dict


def _counter(value: Any, kind: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise InvalidValueError("", value, "an object")
    items = typing.cast("dict[str, Any]", value).items()
    check = SIMPLE_TYPES[typing.get_args(kind)[1]]
    return {name: check(item, at("$", name).removeprefix("$").removeprefix(".")) for name, item in items}


def _mapping(value: Any, kind: Any) -> Any:
    if not isinstance(value, dict):
        raise InvalidValueError("", value, "an object")
    made: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, item in typing.cast("dict[str, Any]", value).items():
        try:
            made |= SIMPLE_TYPES[kind]({name: item}, "")
        except InvalidValueError as error:
            problems.append(_problem(InvalidValueError("", error.value, error.expected), at("$", name)))
    if problems:
        raise DocumentError(problems)
    return SIMPLE_TYPES[kind](made, "")


def require_kind(kind: Any) -> None:
    """Raise `WrongTypeError` if what a document is to be is no class, for example the name of one."""
    if not isinstance(kind, type) and typing.get_origin(kind) is None:
        raise WrongTypeError("kind", kind, "a class of this library, or a list of such")


def is_tagged(kind: Any) -> bool:
    """Return whether a kind is a class whose documents name it."""
    return isinstance(kind, type) and issubclass(kind, Tagged)


def _is_tagged_base(kind: Any) -> bool:
    return is_tagged(kind) and not attrs.has(kind)


def _is_tagged_class(kind: Any) -> bool:
    return is_tagged(kind) and attrs.has(kind)


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
    raise InvalidValueError("kind", name, f"one of {', '.join(map(repr, kinds))}{did_you_mean(name, kinds)}")


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
        waiting.extend((item, level) for item in values_in(value) if type(item) in CONTAINERS)


def _unstructure_tagged_base(_: Any, made: Converter) -> Callable[[Any], Any]:
    return made.unstructure


def _unstructure_tagged_class(kind: Any, made: Converter) -> Callable[[Any], Any]:
    unstructure = _unstructure_class(kind, made)

    def to_document(value: Any) -> dict[str, Any]:
        return {"kind": value.kind, **unstructure(value)}

    return to_document


def _problems(error: BaseException, path: str) -> Iterator[Problem]:
    if isinstance(error, ClassValidationError | IterableValidationError):
        noted, others = error.group_exceptions()
        for inner, note in noted:
            place = at(path, note.name) if isinstance(note, AttributeValidationNote) else f"{path}[{note.index}]"
            yield from _problems(inner, place)
        for inner in others:
            yield from _problems(inner, path)
    elif isinstance(error, ProblemsError):
        for problem in error.problems:
            yield Problem(path + problem.path.removeprefix("$"), problem.message)
    elif isinstance(error, ForbiddenExtraKeysError):
        keys = [field.name for field in attrs.fields(error.cl)]
        for key in sorted(error.extra_fields):
            message = f"is not a key of {error.cl.__name__}{did_you_mean(key, keys)}; its keys: {', '.join(keys)}"
            yield Problem(at(path, key), message)
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
    return count[0] > MOST_PROBLEMS


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
    checks = checks_of(field)

    def from_document(value: Any, _: Any) -> Any:
        result: Any = made.structure(value, kind)
        for check in checks:  # here and not on construction alone, where the first fault hides the others
            if result is not None and not check.holds(result):
                raise InvalidValueError("", value, check.expected_of(result))
        return result

    return from_document


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


def checks_of(field: attrs.Attribute[Any]) -> list[Check]:
    """Return the checks of a field, which hold on a value that is known."""
    validators = getattr(field.validator, "_validators", (field.validator,))  # attrs joins a list of them in a tuple
    return [validator for validator in validators if isinstance(validator, Check)]


def is_enum(kind: Any) -> bool:
    """Return whether a kind is a class of names."""
    return isinstance(kind, type) and issubclass(kind, enum.Enum)
