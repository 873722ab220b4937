"""
Reprs: values show themselves in a line, however much they hold.

attrs writes the repr; what it asks for each field is shown here: other values inside of a value by their number, long
texts by their beginning, moments as in ISO 8601.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, cast

import attrs


__all__ = ["brief", "briefly", "without_defaults"]

_LONGEST = 80


def briefly(value: object) -> str:
    """
    Return a field's value as the repr of what it is in shows it.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> briefly("Ada"), briefly("x" * 500)[-5:], briefly(datetime(2026, 1, 31, 12, tzinfo=UTC))
    ("'Ada'", 'xxxx…', '2026-01-31T12:00:00+00:00')
    >>> from buying_groups import Account
    >>> briefly((Account(id="a1", name="Acme"),)), briefly(Account(id="a1", name="Acme" * 20))
    ('<1>', '<Account>')
    """
    if isinstance(value, enum.Enum):
        return repr(value.value)
    if isinstance(value, date):  # or a datetime, which is one
        return value.isoformat()
    if isinstance(value, str):
        return _cut(repr(value[:_LONGEST]))  # a text may be very long
    items = _items(value)
    if items is not None:
        is_short = len(items) <= _LONGEST and not any(_is_value(item) for item in items)
        text = repr(value) if is_short else ""
        return text if text and len(text) <= _LONGEST else f"<{len(items)}>"
    text = repr(value)
    if "\n" in text:  # of an array or a data frame
        return f"<{type(value).__name__}>"
    return f"<{type(value).__name__}>" if _is_value(value) and len(text) > _LONGEST else _cut(text)


def _items(value: object) -> Collection[object] | None:
    if isinstance(value, Mapping):
        return tuple(cast("Mapping[str, object]", value).values())
    return cast("Collection[object]", value) if isinstance(value, tuple | frozenset) else None


def _is_value(value: object) -> bool:
    return hasattr(value, "__attrs_attrs__")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def without_defaults(value: attrs.AttrsInstance) -> str:
    """
    Return the repr of a value of many fields: those that are as they are by default are left out.

    Examples
    --------
    >>> from buying_groups import Person
    >>> without_defaults(Person(id="p1", account_id="a1", job_title="CTO"))
    "Person(id='p1', account_id='a1', job_title='CTO')"
    """
    told: list[str] = []
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(type(value))
    for field in fields:
        default: Any = field.default
        held = getattr(value, field.name)
        if held != (default.factory() if hasattr(default, "factory") else default):
            told.append(f"{field.name}={briefly(held)}")
    return f"{type(value).__name__}({', '.join(told)})"


def brief(cls: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:  # noqa: ARG001 - attrs' form
    """
    Let the repr of a class show its fields briefly (an attrs ``field_transformer``).
    """
    return [field.evolve(repr=briefly) if field.repr is True else field for field in fields]
