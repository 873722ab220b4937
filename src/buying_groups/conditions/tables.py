"""
Tables: conditions evaluated for all rows of a table at once.

It needs Narwhals and takes the tables of the libraries that Narwhals calls eager, such as pandas, polars and pyarrow.
The result is that of `holds` and `first_role` for each row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._narwhals import nw
from .._validation import found
from ..errors import InvalidValueError
from .attributes import AttributeType, person_attribute
from .columns import Columns, eager
from .folding import LATIN_WORD_SEPARATORS
from .intent_tables import IntentTable


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from narwhals.stable.v2.typing import IntoDataFrame, IntoDataFrameT

    from ..intent.report import IntentLevel
    from ..roles import RolesTemplate
    from .facts import IntentSubject
    from .language import Condition
    from .personas import Persona


__all__ = ["with_first_role", "with_matches"]

_SEPARATOR = f"[{LATIN_WORD_SEPARATORS}]"


def with_matches(
    people: IntoDataFrameT,
    condition: Condition,
    *,
    personas: Iterable[Persona] = (),
    intent: IntoDataFrame | None = None,
    column: str = "matches",
) -> IntoDataFrameT:
    """
    Return a table of people with a column that says for whom a condition holds.

    Parameters
    ----------
    people : eager table
        A row for each person. For each attribute that the condition asks for there is a column with the attribute's
        name (`buying_groups.conditions.ATTRIBUTES`; "custom_fields.region" for a custom field): texts, numbers, or
        true and false. Null is what is not known, and so is NaN; of a flag, null is false.
    condition : Condition
        The condition.
    personas : iterable of Persona
        The personas that the condition may refer to.
    intent : eager table or None
        What is known of people's intent, for conditions on it: a row for each person and category, product or keyword
        with the columns ``person_id``, ``of`` ("category", "product" or "keyword"), ``name`` and ``level`` ("low",
        "medium", "high" or "unknown"). The table of people then has the column ``person_id`` as well.
    column : str
        Name of the new column.

    Returns
    -------
    eager table
        The table that was given, of the same library, with one column more: true or false, never null.

    Raises
    ------
    InvalidValueError
        When a column is missing, holds something else, or has the new one's name.
    UnknownIdError
        When the condition refers to a persona that is not among `personas`.

    Examples
    --------
    >>> import polars as pl
    >>> from buying_groups.conditions import attribute
    >>> people = pl.DataFrame({"job_title": ["CTO", "Director", None]})
    >>> with_matches(people, attribute("job_title").contains("cto", words=True))["matches"].to_list()
    [True, False, False]
    """
    table = _Table(people, personas, intent, column)
    made: IntoDataFrameT = table.with_column(condition.evaluated(table))
    return made


def with_first_role(
    people: IntoDataFrameT,
    template: RolesTemplate,
    *,
    personas: Iterable[Persona] = (),
    intent: IntoDataFrame | None = None,
    column: str = "role",
) -> IntoDataFrameT:
    """
    Return a table of people with a column of the first role of a template whose condition holds.

    Parameters
    ----------
    people : eager table
        A row for each person, as `with_matches` takes it.
    template : RolesTemplate
        The roles with their conditions, in order of priority.
    personas : iterable of Persona
        The personas that conditions may refer to.
    intent : eager table or None
        What is known of people's intent, as `with_matches` takes it.
    column : str
        Name of the new column.

    Returns
    -------
    eager table
        The table that was given, of the same library, with one column more: the role that `first_role` gives, or null.

    Raises
    ------
    InvalidValueError
        When a column is missing, holds something else, or has the new one's name.
    UnknownIdError
        When a condition refers to a persona that is not among `personas`.

    Examples
    --------
    >>> import polars as pl
    >>> from buying_groups import RolesTemplate, TemplateRole
    >>> from buying_groups.conditions import attribute
    >>> chief = TemplateRole(role="Decision Maker", condition=attribute("job_title").starts_with("chief"))
    >>> template = RolesTemplate(id="t1", name="Software", roles=(chief,))
    >>> people = pl.DataFrame({"job_title": ["Chief Pilot", "Steward"]})
    >>> with_first_role(people, template)["role"].to_list()
    ['Decision Maker', None]
    """
    table = _Table(people, personas, intent, column)
    role = nw.lit(None, nw.String)
    for item in reversed(template.roles):
        if item.condition is not None:
            role = nw.when(item.condition.evaluated(table)).then(nw.lit(item.role)).otherwise(role)
    made: IntoDataFrameT = table.with_column(role)
    return made


class _Table:
    """
    The way of evaluating conditions for a table: every part of a condition comes to an expression without nulls.
    """

    def __init__(self, people: Any, personas: Iterable[Persona], intent: Any, column: str) -> None:
        self._people = eager(people, "people")
        if column in self._people.columns:
            expected = f"the name of a new column, besides {', '.join(self._people.columns)}"
            raise InvalidValueError("column", column, expected)
        self._column = column
        self._columns = Columns(self._people)
        self._personas = {persona.name: persona for persona in personas}
        self._intent = None if intent is None else IntentTable(eager(intent, "intent"))

    def with_column(self, expression: nw.Expr) -> Any:
        """Return the table with a column more."""
        made = self._columns.with_forms().with_columns(expression.alias(self._column))
        return self._people.with_columns(made[self._column]).to_native()

    def all_of(self, parts: Iterable[nw.Expr], /) -> nw.Expr:
        """Return where all parts hold."""
        return nw.all_horizontal(*parts, ignore_nulls=False)

    def any_of(self, parts: Iterable[nw.Expr], /) -> nw.Expr:
        """Return where any part holds."""
        return nw.any_horizontal(*parts, ignore_nulls=False)

    def negated(self, part: nw.Expr, /) -> nw.Expr:
        """Return where a part does not hold."""
        return ~part

    def is_empty(self, attribute: str, /) -> nw.Expr:
        """Return where an attribute is not known or is blank text."""
        kind = person_attribute(attribute).type
        if kind is AttributeType.NUMBER:
            return ~self._columns.known(attribute, AttributeType.NUMBER).is_known
        is_blank = self._columns.text(attribute) == ""
        if kind is AttributeType.TEXT:
            return is_blank
        others = (self._columns.known(attribute, other) for other in (AttributeType.NUMBER, AttributeType.FLAG))
        return nw.all_horizontal(is_blank, *(~known.is_known for known in others), ignore_nulls=False)

    def text_in(self, attribute: str, texts: frozenset[str], /) -> nw.Expr:
        """Return where an attribute is one of some texts."""
        return _is_in(self._columns.text(attribute), texts)

    def text_starts_with(self, attribute: str, text: str, /) -> nw.Expr:
        """Return where an attribute starts with a text."""
        return self._columns.text(attribute).str.starts_with(text)

    def text_contains(self, attribute: str, text: str, /) -> nw.Expr:
        """Return where an attribute contains a text."""
        return self._columns.text(attribute).str.contains(text, literal=True)

    def words_start_with(self, attribute: str, words: str, /) -> nw.Expr:
        """Return where an attribute's words start with some."""
        return self._columns.words(attribute).str.contains(f"^{_SEPARATOR}*{_phrase(words)}")

    def words_contain(self, attribute: str, words: str, /) -> nw.Expr:
        """Return where some words stand in an attribute, one after the other."""
        return self._columns.words(attribute).str.contains(f"(?:^|{_SEPARATOR}){_phrase(words)}")

    def number_in(self, attribute: str, numbers: frozenset[float], /) -> nw.Expr:
        """Return where an attribute is one of some numbers."""
        known = self._columns.known(attribute, AttributeType.NUMBER)
        return _is_in(known.value + 0.0, {number + 0.0 for number in numbers}) & known.is_known  # -0.0 is 0.0

    def number_compares(self, attribute: str, comparison: Callable[[Any, Any], Any], number: float, /) -> nw.Expr:
        """Return where an attribute is a number for which a comparison holds."""
        known = self._columns.known(attribute, AttributeType.NUMBER)
        compared: nw.Expr = comparison(known.value, number)
        return compared & known.is_known

    def flag_is(self, attribute: str, flag: bool, /) -> nw.Expr:  # noqa: FBT001 - the value that is compared
        """Return where an attribute is true, or is false."""
        known = self._columns.known(attribute, AttributeType.FLAG)
        if flag:
            return known.value
        return ~known.value if person_attribute(attribute).type else ~known.value & known.is_known

    def intent_in(self, of: IntentSubject, name: str, levels: frozenset[IntentLevel], /) -> nw.Expr:
        """Return where the person's intent is at one of some levels."""
        if self._intent is None:
            raise InvalidValueError("intent", None, "a table, because a condition asks for intent")
        return self._intent.at_levels(self._columns.column("person_id"), of, name, levels)

    def has_persona(self, persona: str, /) -> nw.Expr:
        """Return where the person has a persona."""
        return found("persona", persona, self._personas).condition.evaluated(self)


def _is_in(values: nw.Expr, among: Iterable[Any]) -> nw.Expr:
    wanted = sorted(among)
    return values == wanted[0] if len(wanted) == 1 else values.is_in(wanted)


def _phrase(words: str) -> str:
    return f"{_SEPARATOR}+".join(map(_escaped, words.split())) + f"(?:{_SEPARATOR}|$)"


def _escaped(word: str) -> str:
    return word.replace("+", "[+]").replace("#", "[#]")  # no other character of words means something in a pattern
