"""
Validation: what every value of the domain checks in the same way.

A value class is declared with ``@attrs.frozen(kw_only=True, field_transformer=checked)``. The annotation of a field is
then what the field takes: moments are brought to UTC, any iterable becomes the tuple that is promised, and everything
else is an `InvalidValueError` that names the field. What an annotation cannot say (not blank, at least 1) is a `Check`
in ``validator=``; it carries its own JSON Schema, so that the schema of a document comes from the very check that
guards the object.

Type checkers know nothing of that. For them, a field that is a tuple of things has ``converter=tuple[Thing, ...]``,
which is never called: by it, mypy and Pyright both see that any iterable of things is taken. (Of a generic function,
mypy does not. Enumerations have none, so that a misspelt member is found, although its value as text is taken.)

Modules that declare values do not postpone their annotations: the types are read while the class is made.
"""

import enum
import math
import numbers
import operator
import types
import typing
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from importlib import import_module
from typing import Any, ClassVar

import attrs

from ._moments import LONGEST_ZONE, time_zone, to_moment
from ._reprs import brief
from ._wording import did_you_mean, listed
from .errors import (
    InvalidValueError,
    UnknownIdError,
    UnknownTimeZoneError,
    WrongTypeError,
)


__all__ = [
    "SIMPLE_TYPES",
    "Check",
    "Scalar",
    "Scalars",
    "Tagged",
    "at_least",
    "checked",
    "enum_member",
    "found",
    "identifier",
    "known",
    "longest",
    "none_blank",
    "not_blank",
    "not_negative",
    "require_tenant",
    "require_type",
    "unique",
    "weight_above",
    "zone_name",
]

Convert = Callable[[Any, str], Any]
T = typing.TypeVar("T")

_LARGEST_INTEGER = 2**63 - 1  # that of other systems; Python agrees to print no integer of any length
_LARGEST_WEIGHT = 1e15  # no real weight is near it, and counts times such weights stay far from overflow


@attrs.frozen
class Check:
    """
    A condition on a field's value that its annotation cannot say; attrs calls it as a validator.

    Attributes
    ----------
    holds : callable
        Takes the value; says whether it is valid.
    expected : str
        What is valid, in words.
    schema : mapping
        What is valid, as JSON Schema; empty where JSON Schema cannot say it.
    error : type of InvalidValueError
        What is raised.
    hint : callable or None
        Takes a value that is not valid; says what may have been meant, to follow `expected`.
    """

    holds: Callable[[Any], bool]
    expected: str
    schema: Mapping[str, Any] = attrs.field(factory=dict[str, Any])
    error: type[InvalidValueError] = InvalidValueError
    hint: Callable[[Any], str] | None = None

    def expected_of(self, value: Any) -> str:
        """Return what would be valid in place of a value that is not."""
        return self.expected + (self.hint(value) if self.hint else "")

    def __call__(self, instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:  # noqa: ARG002 - attrs' form
        if value is not None and not self.holds(value):
            raise self.error(attribute.name, value, self.expected_of(value))


def _is_not_blank(value: str) -> bool:
    return bool(value.strip())


not_blank = Check(_is_not_blank, "text that is not blank", {"minLength": 1, "pattern": r"\S"})
identifier = Check(_is_not_blank, "an id that is not blank", {"minLength": 1, "pattern": r"\S"})


def longest(length: int) -> Check:
    """Return the check that a text has at most `length` characters."""
    return Check(lambda value: len(value) <= length, f"at most {length} characters long", {"maxLength": length})


def at_least(limit: int, *, instead: str = "") -> Check:
    """Return the check that a number is at least `limit`; `instead` says what less would have been meant for."""
    return Check(lambda value: value >= limit, f"at least {limit}{instead and f' ({instead})'}", {"minimum": limit})


not_negative = Check(lambda value: value >= 0, "a number of at least 0", {"minimum": 0})


def weight_above(limit: float, *, or_equal: bool = False) -> Check:
    """
    Return the check that a weight is above `limit` (or equal to it), and small enough that no weighted sum overflows.
    """
    if or_equal:
        return Check(
            lambda value: limit <= value <= _LARGEST_WEIGHT,
            f"a number from {limit:g} to {_LARGEST_WEIGHT:g}",
            {"minimum": limit, "maximum": _LARGEST_WEIGHT},
        )
    return Check(
        lambda value: limit < value <= _LARGEST_WEIGHT,
        f"a number above {limit:g}, at most {_LARGEST_WEIGHT:g}",
        {"exclusiveMinimum": limit, "maximum": _LARGEST_WEIGHT},
    )


def unique(what: str, key: Callable[[Any], Any]) -> Check:
    """Return the check that no two items of a tuple have the same `key`; for texts themselves, `key` is `str`."""

    def holds(items: tuple[Any, ...]) -> bool:
        return len({key(item) for item in items}) == len(items)

    def repeated(items: tuple[Any, ...]) -> str:
        again = [one for one, times in Counter(map(key, items)).items() if times > 1]
        return f" (twice or more: {listed(map(str, again))})"

    schema = {"uniqueItems": True} if key is str else {}
    return Check(holds, f"without two of the same {what}", schema, hint=repeated)


none_blank = Check(
    lambda items: all(map(_is_not_blank, items)), "without blank names", {"items": {"type": "string", "pattern": r"\S"}}
)


def known(kind: str, value: Any, among: Collection[str]) -> str:
    """
    Return `value` if it is one of `among`.

    Raises
    ------
    UnknownIdError
        When it is none of them.
    WrongTypeError
        When it is no text, for example a person in the place of the person's id.
    """
    if not isinstance(value, str):
        raise WrongTypeError(kind, value, "given by id or name", _its_id(value))
    if value not in among:
        raise UnknownIdError(kind, value, among)
    return value


def _its_id(value: object) -> str:
    id = getattr(value, "id", None)
    return f"; its id is {id!r}" if isinstance(id, str) else ""


def found(kind: str, id: Any, items: Mapping[str, T]) -> T:
    """Return what has the id; raise as `known` does."""
    return items[known(kind, id, items)]


def require_tenant(value: object) -> None:
    """Raise `WrongTypeError` if the argument ``tenant`` is no tenant, for example its JSON."""
    is_document = isinstance(value, str | bytes | Mapping)
    hint = "; documents.loads(text, Tenant) reads one" if is_document else ""
    require_type("tenant", value, import_module(".tenant", __package__).Tenant, hint=hint)  # which imports this module


def require_type(argument: str, value: object, kind: type, *, hint: str = "") -> None:
    """
    Raise `WrongTypeError` if an argument is not of a type.

    What calls it is where users begin: the others take what these return.
    """
    if not isinstance(value, kind):
        raise WrongTypeError(argument, value, f"of type {kind.__name__}", hint)


def _is_zone(name: str) -> bool:
    try:
        time_zone(name)
    except UnknownTimeZoneError:
        return False
    return True


zone_name = Check(
    _is_zone, UnknownTimeZoneError.EXPECTED, {"minLength": 1, "maxLength": LONGEST_ZONE}, error=UnknownTimeZoneError
)


def _text(value: Any, field: str) -> str:
    if not isinstance(value, str):
        raise InvalidValueError(field, value, "text")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise InvalidValueError(field, value, "text without lone surrogates") from None
    return value


def _flag(value: Any, field: str) -> bool:
    if not isinstance(value, bool):
        raise InvalidValueError(field, value, "true or false")
    return value


def _integer(value: Any, field: str) -> int:
    try:
        number = None if isinstance(value, bool) else operator.index(value)
    except TypeError:
        number = None
    if number is None:
        raise InvalidValueError(field, value, "a whole number")
    if abs(number) > _LARGEST_INTEGER:
        raise InvalidValueError(field, value, f"a whole number of at most {_LARGEST_INTEGER}")
    return number


def _number(value: Any, field: str) -> float:
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise InvalidValueError(field, value, "a finite number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise InvalidValueError(field, value, "a finite number")
    return number


def _day(value: Any, field: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise InvalidValueError(field, value, "a date")
    return value


Scalar = str | float | bool


def _scalar(value: Any, field: str) -> Scalar:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, field)
    if isinstance(value, numbers.Real):
        number = _number(value, field)
        if number != value:  # an id, most likely; rounded, it would be another one
            raise InvalidValueError(field, value, "a number of at most 15 digits; longer ones are given as text")
        return number
    raise InvalidValueError(field, value, "text, a number, or true or false")


class Scalars(Mapping[str, Scalar]):
    """
    Names with their values, each text, a number, true or false: a mapping that is immutable and hashable.

    It is equal to any mapping with the same items, in any order, where ``True`` is not the number 1.
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Scalar] | None = None) -> None:
        self._items = dict(items or {})

    def __getitem__(self, name: str) -> Scalar:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and _typed(self) == _typed(typing.cast("Mapping[str, Any]", other))

    def __hash__(self) -> int:
        return hash(frozenset(_typed(self).items()))

    def __repr__(self) -> str:
        return repr(self._items)

    def __reduce__(self) -> tuple[Any, ...]:
        return Scalars, (self._items,)


def _typed(items: Mapping[Any, Any]) -> dict[Any, tuple[bool, Any]]:
    return {name: (isinstance(value, bool), value) for name, value in items.items()}


def _scalars(value: Any, field: str) -> Scalars:
    if isinstance(value, Scalars):
        return value
    if not isinstance(value, Mapping):
        raise InvalidValueError(field, value, "a mapping of names to values")
    items = typing.cast("Mapping[str, Any]", value)
    return Scalars({_name(name, field): _scalar(item, f"{field}[{name!r}]") for name, item in items.items()})


def _name(value: Any, field: str) -> str:
    name: str = _text(value, field)
    if not name.strip():
        raise InvalidValueError(field, value, "a mapping whose names are not blank")
    return name


def _optional(inner: Convert) -> Convert:
    def convert(value: Any, field: str) -> Any:
        return None if value is None else inner(value, field)

    return convert


SIMPLE_TYPES: dict[Any, Convert] = {
    str: _text,
    bool: _flag,
    int: _integer,
    float: _number,
    Scalar: _scalar,
    Scalar | None: _optional(_scalar),
    Mapping[str, Scalar]: _scalars,
    datetime: to_moment,
    date: _day,
}


class Tagged:
    """
    What several classes have in common of which a document says by its key ``kind`` which one is meant.

    The base is a plain subclass of this one; the classes that can be meant are attrs classes below the base.

    Attributes
    ----------
    kind : str
        Of a class that can be meant: what a document calls it.
    kinds : mapping of str to type
        Of the base: the classes that can be meant.
    most_levels, most_objects : int
        How deeply such values may stand in one another, and how many there may be in one; a document with more is
        refused before anything is made of it.
    """

    __slots__ = ()

    kind: ClassVar[str]
    kinds: ClassVar[Mapping[str, type]]
    most_levels: ClassVar[int] = 20
    most_objects: ClassVar[int] = 1_000


def enum_member(kind: type[enum.Enum]) -> Convert:
    """Return the conversion of a value to a member of an enumeration."""
    values = [member.value for member in kind]
    expected = f"one of {', '.join(map(repr, values))}"

    def convert(value: Any, field: str) -> enum.Enum:
        try:
            return kind(value)
        except ValueError:
            raise InvalidValueError(field, value, f"{expected}{did_you_mean(value, values)}") from None

    return convert


def _instance_of(kind: type) -> Convert:
    def convert(value: Any, field: str) -> Any:
        if not isinstance(value, kind):
            raise InvalidValueError(field, value, f"of type {kind.__name__}")
        return value

    return convert


def _is_sequence(value: Any) -> bool:
    is_table = hasattr(value, "__arrow_c_stream__") and hasattr(value, "columns")  # iterated over, it gives columns
    return isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping) and not is_table


def _items(inner: Convert) -> Convert:
    def convert(value: Any, field: str) -> tuple[Any, ...]:
        if not _is_sequence(value):
            own = f" (did you mean its .{field}?)" if hasattr(value, field) else ""  # of what an importer returned
            raise InvalidValueError(field, value, f"a sequence{own}")
        return tuple(inner(item, f"{field}[{index}]") for index, item in enumerate(value))

    return convert


def _converter(annotation: Any) -> Convert:
    if annotation in SIMPLE_TYPES:
        return SIMPLE_TYPES[annotation]
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (types.UnionType, typing.Union):
        (present,) = (argument for argument in arguments if argument is not types.NoneType)
        return _optional(_converter(present))
    if origin is tuple:
        return _items(_converter(arguments[0]))
    return enum_member(annotation) if issubclass(annotation, enum.Enum) else _instance_of(annotation)


def checked(cls: type, fields: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """
    Give every field the conversion and check that its annotation promises (an attrs ``field_transformer``).
    """
    return [field.evolve(converter=_for_attrs(field)) for field in brief(cls, fields)]


def _for_attrs(field: "attrs.Attribute[Any]") -> Callable[[Any], Any]:
    name, convert = field.name, _converter(field.type)
    further: Callable[[Any], Any] | None = field.converter  # type: ignore[assignment]  # never an attrs.Converter here
    if typing.get_origin(further) is tuple:  # for type checkers: `convert` has made the tuple
        further = None

    def converter(value: Any) -> Any:
        converted = convert(value, name)
        return further(converted) if further else converted

    converter.__annotations__ = {"value": field.type}  # attrs shows it in the signature that help() prints
    return converter
