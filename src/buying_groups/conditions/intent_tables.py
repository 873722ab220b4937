"""
Intent tables: what is known of people's intent, as a table with a row for each person and subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._narwhals import nw
from ..errors import InvalidValueError
from ..intent.report import IntentLevel
from .columns import Texts, type_of
from .facts import LEVELS, IntentSubject


if TYPE_CHECKING:
    import enum


__all__ = ["IntentTable"]

_COLUMNS = ("person_id", "of", "name", "level")


class IntentTable:
    """
    What is known of people's intent.

    Parameters
    ----------
    table : DataFrame
        The columns ``person_id``, ``of``, ``name`` and ``level``, without nulls.

    Raises
    ------
    InvalidValueError
        When a column is missing, has nulls, or has values that mean nothing.
    """

    def __init__(self, table: nw.DataFrame[Any]) -> None:
        for name in _COLUMNS:
            if name not in table.columns:
                raise InvalidValueError("intent", table.columns, f"a table with the columns {', '.join(_COLUMNS)}")
            nulls = table[name].null_count()
            if nulls:
                raise InvalidValueError(f"intent[{name!r}]", None, f"known in every row ({nulls:,} are not)")
        subjects = _members(table["of"], IntentSubject)
        ranks = _members(table["level"], IntentLevel).replace_strict(
            list(LEVELS), list(range(len(LEVELS))), return_dtype=nw.Int64
        )
        names = Texts(_texts(table["name"])).folded()
        self._rows = table.select("person_id").with_columns(
            subjects.alias("of"), names.alias("name"), ranks.alias("rank")
        )

    def at_levels(
        self, person_ids: nw.Series[Any], of: IntentSubject, name: str, levels: frozenset[IntentLevel]
    ) -> nw.Expr:
        """
        Return where a person's intent is at one of some levels.

        Parameters
        ----------
        person_ids : Series
            The column of the people's ids.
        of : IntentSubject
            Category, product or keyword.
        name : str
            Its name, folded.
        levels : frozenset of IntentLevel
            The levels. Of several rows of a person the highest level counts; without a row it is unknown.

        Raises
        ------
        InvalidValueError
            When the ids have nulls or are of another type than those of the intent.
        """
        self._refuse_other_ids(person_ids)
        rows = self._rows.filter(nw.col("of") == of.value, nw.col("name") == name)
        highest = rows.group_by("person_id").agg(nw.col("rank").max())
        is_wanted = nw.col("rank").is_in([LEVELS.index(level) for level in levels])
        unknown_too = IntentLevel.UNKNOWN in levels
        deciding = highest.filter(~is_wanted if unknown_too else is_wanted)["person_id"].to_list()
        ids = nw.col(person_ids.name)
        # Not every library takes an empty list, or an empty column; no id is null, so that this is false of all.
        among = ids.is_in(deciding) if deciding and len(person_ids) else ids.is_null()
        return ~among if unknown_too else among

    def _refuse_other_ids(self, person_ids: nw.Series[Any]) -> None:
        nulls = person_ids.null_count()
        if nulls:
            raise InvalidValueError("people['person_id']", None, f"known in every row ({nulls:,} are not)")
        here, there = person_ids.dtype, self._rows["person_id"].dtype
        if len(person_ids) and len(self._rows) and type_of(here) is not type_of(there):
            expected = f"of the same type as in the table of intent, {there}"
            raise InvalidValueError("people['person_id']", here, expected)


def _texts(series: nw.Series[Any]) -> nw.Series[Any]:
    return series.cast(nw.String)


def _members(series: nw.Series[Any], kind: type[enum.StrEnum]) -> nw.Series[Any]:
    texts = _texts(series)
    others = texts.filter(~texts.is_in([member.value for member in kind]))
    if len(others):
        choices = ", ".join(repr(member.value) for member in kind)
        raise InvalidValueError(
            f"intent[{series.name!r}]", others[0], f"one of {choices} in every row ({len(others):,} are not)"
        )
    return texts
