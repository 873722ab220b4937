"""
Columns: the rows of an insight as what every data-frame library makes a table of.
"""

import enum
from collections.abc import Iterable
from typing import Any

import attrs


__all__ = ["Columns", "as_columns", "fields_of"]

Columns = dict[str, list[Any]]


def as_columns(rows: Iterable[object], names: Iterable[str]) -> Columns:
    """
    Return some attributes of rows as columns; members of enumerations come as what they stand for.

    Examples
    --------
    >>> from buying_groups import Stage
    >>> as_columns([Stage(name="Won")], ["name", "kind"])
    {'name': ['Won'], 'kind': ['intermediate']}
    """
    items = tuple(rows)
    return {name: [_plain(getattr(row, name)) for row in items] for name in names}


def fields_of(kind: type) -> tuple[str, ...]:
    """Return the names of a class's fields."""
    return tuple(field.name for field in attrs.fields(kind))


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, enum.Enum) else value
