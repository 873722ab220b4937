"""
Counting out of tables: activities become sorted keys, piece by piece.

What is counted is what `counting` says; here it is done to many rows at a time.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..errors import ConflictingActivityError, TableError
from .columns import IdColumn, Lookup, instants, number
from .days import UNITS, window
from .identities import alike, pieces
from .kernel import key_type, keys


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from .columns import Numbered
    from .days import Window
    from .identities import Each, Piece
    from .weighting import WeightingModel


__all__ = ["KeyedActivities", "each_piece", "key_activities"]


class KeyedActivities(NamedTuple):
    """
    The activities of a table that count, as sorted keys, and what else is to be known of the table.

    Attributes
    ----------
    keys : array of uint32 or uint64
        See `kernel`.
    window : Window
        The window, and the days that the keys count.
    exist : array of bool
        For each person, whether there is any activity up to `as_of`.
    ignored : dict of str to int
        How many activities in the window had a type that the weighting model does not know, by type.
    """

    keys: NDArray[Any]
    window: Window
    exist: NDArray[np.bool_]
    ignored: dict[str, int]


def each_piece(step: str, progress: Callable[[str, int, int], object] | None) -> Each:
    """Return a function that calls another for one piece after the other, and tells `progress` how far it is."""

    def each(work: Callable[[Piece], Any], parts: Sequence[Piece]) -> list[Any]:
        results: list[Any] = []
        done, rows = 0, sum(piece.stop - piece.start for piece in parts)
        for piece in parts:
            results.append(work(piece))
            done += piece.stop - piece.start
            if progress is not None:
                progress(step, done, rows)
        return results

    return each


def key_activities(
    did: Mapping[str, Any],
    people: Numbered,
    *,
    model: WeightingModel,
    as_of: datetime,
    time_zone: str,
    progress: Callable[[str, int, int], object] | None = None,
) -> KeyedActivities:
    """
    Return the activities that count, each once.

    Parameters
    ----------
    did : mapping of str to series
        The columns of the table.
    people : Numbered
        The people, first those of this table.
    model, as_of, time_zone, progress
        See `tables.score_tables`.

    Raises
    ------
    ConflictingActivityError
        When an activity id comes back with another person, type or time.
    TableError
        When a type or an activity id is blank, or there are too many people, types and days for a key.
    """
    counted, person = model.counted, people.identities.codes[0]
    known = [*counted, *sorted(model.known_types - set(counted))]
    types = Lookup(did["activity_type"], known)
    units = UNITS[did["occurred_at"].dtype.time_unit]
    span = window(as_of=as_of, look_back_days=model.look_back_days, zone=time_zone, units=units)
    size = {"types": len(counted), "days": span.days}
    dtype = key_type(len(people.identities.rows), **size)
    if dtype is None:
        got = f"{len(people.identities.rows):,} × {len(counted):,} × {span.days:,} of them"
        raise TableError("activities", None, "of no more people, types and days than a key of 64 bits can hold", got)
    once = _once(did, person, each_piece("repeats", progress))
    exist = np.zeros(len(people.identities.rows), np.bool_)
    ignored: Counter[str] = Counter()
    blank = 0

    def key(piece: Piece) -> NDArray[Any]:
        nonlocal blank
        rows = piece.rows
        times, numbers = instants(did["occurred_at"], rows.start, rows.stop), types.numbers(rows.start, rows.stop)
        exist[person[rows][times <= span.end]] = True
        inside = span.holds(times)
        if once is not None:
            inside &= once[rows]
        unknown = np.flatnonzero(numbers == len(known))
        if len(unknown):
            texts, places = types.others(unknown + rows.start)
            spaces = [place for place, text in enumerate(texts) if not text.strip()]
            blank += int(np.isin(places, spaces).sum())
            for text, count in zip(texts, np.bincount(places[inside[unknown]], minlength=len(texts)), strict=True):
                ignored[text] += int(count)
        counts = np.flatnonzero(inside & (numbers < len(counted)))
        return keys(person[rows][counts], numbers[counts], span.day_of(times[counts]), **size, dtype=dtype)

    parts = each_piece("activities", progress)(key, pieces([IdColumn(did["person_id"], {})]))
    if blank:
        raise TableError("activities", "activity_type", "text that is not blank", "blank text", blank)
    ordered = np.concatenate([np.empty(0, dtype), *parts])
    ordered.sort()
    return KeyedActivities(ordered, span, exist, {text: ignored[text] for text in sorted(ignored) if ignored[text]})


def _once(did: Mapping[str, Any], person: NDArray[np.int32], each: Each) -> NDArray[np.bool_] | None:
    """
    Return for each row whether it is no repeat of an earlier one; ``None`` if none is.
    """
    if "activity_id" not in did:
        return None
    ids, rows = did["activity_id"], np.arange(len(person))
    if ids.null_count():
        rows = np.flatnonzero(~ids.is_null().to_numpy())
        ids = ids[rows]
    some, blank = alike(IdColumn(ids, {}), each)
    if len(blank):
        raise TableError("activities", "activity_id", "text that is not blank", "blank text", len(blank))
    if not len(some):
        return None
    ids, rows = ids[some], rows[some]
    numbers = number([ids], ["activities"], each).identities.codes[0]
    first = np.full(len(rows), len(rows))
    np.minimum.at(first, numbers, np.arange(len(rows)))
    again = np.flatnonzero(first[numbers] != np.arange(len(rows)))
    values: dict[str, NDArray[Any]] = {
        "person": person[rows],
        "type": number([did["activity_type"][rows]], ["activities"], each).identities.codes[0],
        "time": instants(did["occurred_at"][rows], 0, len(rows)),
    }
    differ = {what: value[again] != value[first[numbers[again]]] for what, value in values.items()}
    conflicts = np.flatnonzero(np.logical_or.reduce(list(differ.values())))
    if len(conflicts):
        id = ids[again[conflicts[:1]]].to_list()[0]
        raise ConflictingActivityError(id, [what for what, mask in differ.items() if mask[conflicts[0]]])
    once = np.ones(len(person), np.bool_)
    once[rows[again]] = False
    return once
