"""
Doings: what people did, each thing once.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .facts import ActivityCount


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from ..activities import Activity


__all__ = ["Doings", "counts_of", "keywords_of", "once"]


class Doings(NamedTuple):
    """
    What one person did, repeats left out: in the window, in the one before, and ever up to the moment.
    """

    now: tuple[Activity, ...]
    before: tuple[Activity, ...]
    ever: tuple[Activity, ...]


def once(activities: Iterable[Activity], as_of: datetime) -> Iterator[Activity]:
    """
    Yield the activities up to a moment; of those with one id, that which tells most.
    """
    with_id: dict[str, Activity] = {}
    for activity in activities:
        if activity.occurred_at > as_of:
            continue
        if activity.id is None:
            yield activity
        elif activity.id not in with_id or _fullness(activity) > _fullness(with_id[activity.id]):
            with_id[activity.id] = activity
    yield from with_id.values()


def _fullness(activity: Activity) -> tuple[object, ...]:
    content = activity.content
    inside = (content.keywords, content.title or "", content.url or "") if content is not None else ((), "", "")
    return activity.description or "", inside


def keywords_of(activities: Iterable[Activity]) -> Iterator[str]:
    """
    Yield the keywords of each activity once.
    """
    for activity in activities:
        if activity.content is not None:
            yield from sorted({keyword for keyword in activity.content.keywords if keyword.strip()})


def counts_of(doings: Iterable[Doings]) -> tuple[ActivityCount, ...]:
    """
    Return how often each type of activity occurred in the two windows, the most frequent first.
    """
    now: Counter[str] = Counter()
    before: Counter[str] = Counter()
    for doing in doings:
        now.update(activity.activity_type for activity in doing.now)
        before.update(activity.activity_type for activity in doing.before)
    counts = [ActivityCount(activity_type=name, count=now[name], before=before[name]) for name in {*now, *before}]
    return tuple(sorted(counts, key=lambda item: (-item.count, -item.before, item.activity_type)))
