"""
Documents: the library's values as JSON, in and out.

A document is checked as it is read: every problem is reported at once, each with its path, and no object is made from a
bad document. Reading back what was written gives an equal value.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import WrongTypeError
from .converting import converter, require_kind, structured
from .parsing import parse
from .schema import json_schema


if TYPE_CHECKING:
    from cattrs import Converter


__all__ = ["converter", "dumps", "json_schema", "loads"]

T = TypeVar("T")


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

    Returns
    -------
    instance of kind
        The value, checked as if it had been made in the program.

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
      $.nam: is not a key of Account (did you mean 'name'?); its keys: id, name, industry
    """
    require_kind(kind)
    return structured(parse(text), kind, _converters(ignore_unknown_keys))


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
    try:
        return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    except TypeError:
        raise WrongTypeError("value", value, "a value of this library, or a list of such") from None


@cache
def _converters(ignore_unknown_keys: bool) -> Converter:  # noqa: FBT001 - a cache key
    return converter(ignore_unknown_keys=ignore_unknown_keys)
