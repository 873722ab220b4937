"""
Columns: the attributes in a table of people, in the forms in which conditions compare them.

Most texts are plain: printable ASCII without white space to be tidied. Their folding is lower case, which the table's
library does. The others are folded one by one, by the function that folds a single person's texts, so that no result
depends on which Unicode a library knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from .._narwhals import nw
from ..errors import InvalidValueError
from .attributes import AttributeType, person_attribute
from .folding import fold, spaced_words


if TYPE_CHECKING:
    from collections.abc import Callable


__all__ = ["Columns", "Known", "Texts", "eager", "type_of"]

_NOT_PLAIN = "[^ -~]|^ | $|  "


class _Form(NamedTuple):
    dtype: Any
    python: tuple[type, ...]
    absent: Any
    name: str


_FORMS = {
    AttributeType.TEXT: _Form(nw.String, (str,), "", "text"),
    AttributeType.NUMBER: _Form(nw.Float64, (int, float), 0.0, "a number"),
    AttributeType.FLAG: _Form(nw.Boolean, (bool,), False, "true, false"),  # noqa: FBT003 - stands where there is none
}


class Known(NamedTuple):
    """
    The values of an attribute, and for whom there is one.

    Attributes
    ----------
    value : Expr
        The values; where there is none, any of their type.
    is_known : Expr
        True where there is a value.
    """

    value: nw.Expr
    is_known: nw.Expr


def eager(table: Any, argument: str) -> nw.DataFrame[Any]:
    """Return a table as Narwhals sees it; raise `InvalidValueError` if it is no eager table."""
    try:
        return nw.from_native(table, eager_only=True)
    except TypeError:
        raise InvalidValueError(
            argument, type(table).__name__, "an eager table, such as of pandas, polars or pyarrow"
        ) from None


class Texts:
    """
    Texts of a column without nulls, in the forms in which they are compared.

    Parameters
    ----------
    texts : Series
        The texts.
    """

    def __init__(self, texts: nw.Series[Any]) -> None:
        is_unusual = texts.str.contains(_NOT_PLAIN)
        unusual: list[str] = texts.filter(is_unusual).to_list()
        foldings = {text: fold(text) for text in set(unusual)}
        self._lower = texts.str.to_lowercase()
        self._unusual = is_unusual.arg_true()
        self._foldings = [foldings[text] for text in unusual]

    def folded(self) -> nw.Series[Any]:
        """Return the texts as `fold` has them."""
        return self._with(self._foldings)

    def words(self) -> nw.Series[Any]:
        """Return the texts as `fold` has them; of those that are not plain, as `spaced_words` has that."""
        words = {text: spaced_words(text) for text in set(self._foldings)}
        return self._with([words[text] for text in self._foldings])

    def _with(self, forms: list[str]) -> nw.Series[Any]:
        return self._lower.scatter(self._unusual, _new(self._lower, forms, nw.String)) if forms else self._lower


class Columns:
    """
    The columns of a table of people, and new ones for the forms that are asked for.

    Parameters
    ----------
    people : DataFrame
        The table.
    """

    def __init__(self, people: nw.DataFrame[Any]) -> None:
        self._people = people
        self._read: dict[tuple[str, AttributeType], tuple[nw.Series[Any], nw.Series[Any]]] = {}
        self._texts: dict[str, Texts] = {}
        self._forms: dict[str, nw.Series[Any]] = {}

    def column(self, name: str) -> nw.Series[Any]:
        """Return a column; raise `InvalidValueError` if there is none."""
        if name not in self._people.columns:
            raise InvalidValueError("people", self._people.columns, f"a table with the column {name!r}")
        return self._people[name]

    def with_forms(self) -> nw.DataFrame[Any]:
        """Return the table with the forms that were asked for."""
        return self._people.with_columns(*self._forms.values())

    def known(self, attribute: str, kind: AttributeType) -> Known:
        """Return the values of a type that an attribute has."""
        value = self._form(attribute, kind.value, lambda: self._values(attribute, kind)[0])
        is_known = self._form(attribute, f"{kind.value} known", lambda: self._values(attribute, kind)[1])
        return Known(value, is_known)

    def text(self, attribute: str) -> nw.Expr:
        """Return an attribute's texts, folded; "" where there is none."""
        return self._form(attribute, "folded", lambda: self._text(attribute).folded())

    def words(self, attribute: str) -> nw.Expr:
        """Return an attribute's texts as `Texts.words` has them; "" where there is none."""
        return self._form(attribute, "words", lambda: self._text(attribute).words())

    def _text(self, attribute: str) -> Texts:
        if attribute not in self._texts:
            self._texts[attribute] = Texts(self._values(attribute, AttributeType.TEXT)[0])
        return self._texts[attribute]

    def _form(self, attribute: str, form: str, make: Callable[[], nw.Series[Any]]) -> nw.Expr:
        name = f"condition on {attribute}: {form}"  # no attribute is called so
        if name not in self._forms:
            self._forms[name] = make().alias(name)
        return nw.col(name)

    def _values(self, attribute: str, kind: AttributeType) -> tuple[nw.Series[Any], nw.Series[Any]]:
        key = attribute, kind
        if key not in self._read:
            asked = person_attribute(attribute)
            if asked.derive is None:
                self._read[key] = _read(self.column(attribute), attribute, kind)
            else:
                self._read[key] = _derived(self._values(asked.column, kind)[0], asked.derive)
        return self._read[key]


def _derived(texts: nw.Series[Any], derive: Callable[[str], str | None]) -> tuple[nw.Series[Any], nw.Series[Any]]:
    listed: list[str] = texts.to_list()
    found = {text: derive(text) for text in set(listed)}
    values = [found[text] for text in listed]
    return (
        _new(texts, [value or "" for value in values], nw.String),
        _new(texts, [value is not None for value in values], nw.Boolean),
    )


def _read(column: nw.Series[Any], attribute: str, kind: AttributeType) -> tuple[nw.Series[Any], nw.Series[Any]]:
    form = _FORMS[kind]
    is_known = ~column.is_null()
    found = type_of(column.dtype)
    if found is kind:
        values = column.cast(form.dtype).fill_null(form.absent)
        if kind is AttributeType.NUMBER:
            is_known &= ~values.is_nan()
        return values, is_known
    items = [item if known else None for item, known in zip(column.to_list(), is_known.to_list(), strict=True)]
    kept = [_as(item, form) for item in items]
    wrong = [item for item, fitting in zip(items, kept, strict=True) if item is not None and fitting is None]
    if wrong and person_attribute(attribute).type is not None:
        expected = f"{form.name} or null in every row ({len(wrong):,} are not)"
        raise InvalidValueError(f"people[{attribute!r}]", wrong[0], expected)
    return (
        _new(column, [form.absent if item is None else item for item in kept], form.dtype),
        _new(column, [item is not None for item in kept], nw.Boolean),
    )


def _new(like: nw.Series[Any], values: list[Any], dtype: Any) -> nw.Series[Any]:
    return nw.new_series("", values, dtype, backend=like.implementation)


def type_of(dtype: nw.dtypes.DType) -> AttributeType | None:
    """Return what values of a column's type are; None where they can be anything."""
    if dtype == nw.String or isinstance(dtype, nw.Categorical | nw.Enum):
        return AttributeType.TEXT
    if dtype == nw.Boolean:
        return AttributeType.FLAG
    return AttributeType.NUMBER if dtype.is_numeric() else None


def _as(item: Any, form: _Form) -> Any:
    plain: Any = cast("Any", item).item() if isinstance(item, np.generic) else item
    fits = isinstance(plain, form.python) and (bool in form.python or not isinstance(plain, bool))
    if not fits:
        return None
    if form.dtype is not nw.Float64:
        return plain
    try:
        return float(plain)
    except OverflowError:
        return None
