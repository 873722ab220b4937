"""
Ledger: engagement scores that follow each activity as it comes in, without keeping all activities.

What is kept of a person, and why it is enough, stands in ``_kept``. Here is the ledger of any number of people: the ids
that it knows, how it merges, and how it counts and scores.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Self

from .._moments import as_of_moment, days_before
from .._moments import time_zone as zone_of
from .._validation import known
from ..activities import Activity
from ..errors import ConflictingActivityError, InvalidValueError
from ._kept import LATEST_MOMENT, UNKNOWN_TYPE, Bounds, Item, KeptPerson, Window
from .counting import Counts
from .group_scoring import WeightedMember, checked_members, weigh
from .ledger_scorer import LedgerScorer
from .ledger_snapshot import KeptActivities, LedgerPerson, LedgerRules, LedgerSnapshot
from .weighting import WeightingModel


__all__ = ["Ledger"]


_Known = tuple[str, str, datetime]  # what an id stands for: person, type, time


def _require_same(id: str, first: _Known, again: _Known) -> None:
    if first != again:
        names = zip(("person", "type", "time"), first, again, strict=True)
        raise ConflictingActivityError(id, (name for name, one, other in names if one != other))


class Ledger:
    """
    The few activities of people from which their counts as of any moment from the horizon on can be told.

    It takes activities one by one or many at once, in any order, and merges with others. What it counts is what
    `count_activities` counts from all the activities that it was given; only how many a daily cap left out, and how
    many were of unknown types, is not known to it.

    Of each person, type and day it keeps at most ``daily cap + 1`` activities on days that are over at the horizon, and
    twice as many on later ones (on a date on which the clocks go back, that for each of its two parts).

    Parameters
    ----------
    rules : LedgerRules
        What decides which activities are kept.
    horizon : datetime
        The earliest moment that can be counted for, time-zone aware.

    Notes
    -----
    *Repeats.* An activity that comes again with its id changes nothing, whether it was kept or not. Activities without
    an id add up: they, and ledgers that hold some, must not be given twice.

    *Conflicts.* An id that comes back with another person, type or time is an error while the first of the two is kept.
    It is not seen when the first was left out by a cap, has left the window or is of an unknown type, or when the two
    went to ledgers that are not merged; then both count.

    *Last activity.* It is that of `count_activities` as of any moment that is not before the last activity of the
    person, and otherwise unless more than twice ``daily cap + 1`` activities of one type (of unknown types: two) are on
    the day of `as_of`. Then it may be too early, yet is on that day.

    A ledger is not locked: one thread at a time may use it.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups.engagement import DEFAULT_WEIGHTING_MODEL
    >>> midnight = datetime(2026, 1, 31, tzinfo=UTC)
    >>> ledger = Ledger(LedgerRules.of(DEFAULT_WEIGHTING_MODEL), horizon=midnight)
    >>> for minute in range(50):
    ...     moment = midnight.replace(hour=9, minute=minute)
    ...     ledger.add(Activity(person_id="p1", activity_type="page_views", occurred_at=moment))
    >>> noon, early = midnight.replace(hour=12), midnight.replace(hour=9, minute=4)
    >>> ledger.counts(model=DEFAULT_WEIGHTING_MODEL, as_of=noon).people["p1"].totals()
    {'page_views': 20}
    >>> ledger.counts(model=DEFAULT_WEIGHTING_MODEL, as_of=early).people["p1"].totals()
    {'page_views': 5}
    """

    def __init__(self, rules: LedgerRules, *, horizon: datetime) -> None:
        self._rules = rules
        self._people: dict[str, KeptPerson] = {}
        self._ids: dict[str, _Known] = {}
        self._scorer: LedgerScorer | None = None  # the last that was found to fit
        self._bounds = self._bounds_of(as_of_moment(horizon, "horizon"))

    @classmethod
    def from_snapshot(cls, snapshot: LedgerSnapshot) -> Self:
        """
        Return the ledger of a snapshot.

        Parameters
        ----------
        snapshot : LedgerSnapshot
            What `snapshot` returned.

        Raises
        ------
        ConflictingActivityError
            When an activity id stands for two different activities.
        InvalidValueError
            When the last activity before the horizon is not before it.
        UnknownIdError
            When activities are of a type that the rules do not know.
        """
        ledger = cls(snapshot.rules, horizon=snapshot.horizon)
        for person in snapshot.people:
            if person.last_activity_at is not None:
                if person.last_activity_at >= ledger.horizon:
                    field, expected = f"last_activity_at of {person.person_id!r}", "before the ledger's horizon"
                    raise InvalidValueError(field, person.last_activity_at, expected)
                ledger._person(person.person_id).saw(person.last_activity_at)
            for kept in person.activities:
                known("activity type", kept.activity_type, snapshot.rules.caps)
                for moment, id in zip(kept.occurred_at, kept.ids, strict=True):
                    ledger._take(person.person_id, kept.activity_type, moment, id)
            for moment in person.unknown_types:
                ledger._take(person.person_id, UNKNOWN_TYPE, moment, None)
        return ledger

    @property
    def rules(self) -> LedgerRules:
        """What decides which activities are kept."""
        return self._rules

    @property
    def horizon(self) -> datetime:
        """The earliest moment that can be counted for."""
        return self._bounds.horizon

    @property
    def person_ids(self) -> tuple[str, ...]:
        """The people of whom something is known, in order."""
        return tuple(sorted(self._people))

    def __repr__(self) -> str:
        return f"<Ledger of {len(self._people)} people from {self.horizon.isoformat()} on>"

    def add(self, activity: Activity) -> None:
        """
        Take one activity.

        Parameters
        ----------
        activity : Activity
            The activity; earlier or later than those before.

        Raises
        ------
        ConflictingActivityError
            When its id is that of another activity; the ledger is as it was.
        """
        self._take(activity.person_id, activity.activity_type, activity.occurred_at, activity.id)

    def update(self, activities: Iterable[Activity]) -> None:
        """
        Take many activities, or none of them.

        Parameters
        ----------
        activities : iterable of Activity
            The activities, in any order.

        Raises
        ------
        ConflictingActivityError
            When an id stands for two different activities, among these or with those before; the ledger is as it was.
        """
        batch = list(activities)
        ids: dict[str, _Known] = {}
        for activity in batch:
            if activity.id is not None:
                what = activity.person_id, activity.activity_type, activity.occurred_at
                _require_same(activity.id, ids.setdefault(activity.id, what), what)
                _require_same(activity.id, self._ids.get(activity.id, what), what)
        for activity in batch:
            self.add(activity)

    def merge(self, other: "Ledger") -> None:
        """
        Take what another ledger has kept; the horizon is the later of both.

        The order in which ledgers are merged does not matter. Merging one twice changes nothing if all of its
        activities have ids.

        Parameters
        ----------
        other : Ledger
            The other; it stays as it is.

        Raises
        ------
        ConflictingActivityError
            When an id stands for two different activities; the ledger is as it was.
        LedgerMismatchError
            When the rules of the ledgers differ.
        """
        if other.rules != self._rules:
            self._rules.require_same(other.rules)
        others_ids, others_people = other._ids, other._people  # noqa: SLF001 - of this very class
        for id, what in others_ids.items():
            _require_same(id, self._ids.get(id, what), what)
        people = [(person_id, person.last, list(person.items())) for person_id, person in others_people.items()]
        if other.horizon > self.horizon:
            self.advance(other.horizon)
        for person_id, last, items in people:
            if last is not None:
                self._person(person_id).saw(last)
            for activity_type, (moment, id) in items:
                self._take(person_id, activity_type, moment, id or None)

    def advance(self, horizon: datetime) -> None:
        """
        Move the horizon, and forget what no count from there on needs.

        Parameters
        ----------
        horizon : datetime
            The earliest moment that can be counted for from now on; not before the present horizon.

        Raises
        ------
        InvalidValueError
            When it is before the present horizon: what has been forgotten does not come back.
        """
        self._bounds, self._scorer = self._bounds_of(self._not_before_horizon("horizon", horizon)), None
        for person in self._people.values():
            person.forget(self._bounds)
        self._ids = {
            id: (person_id, activity_type, moment)
            for person_id, person in self._people.items()
            for activity_type, (moment, id) in person.items()
            if id
        }

    def counts(self, *, model: WeightingModel, as_of: datetime, person_ids: Collection[str] | None = None) -> Counts:
        """
        Return the capped counts by person, type and day.

        Parameters
        ----------
        model : WeightingModel
            Says which types count.
        as_of : datetime
            The end of the window, time-zone aware; not before the horizon.
        person_ids : collection of str or None
            The people who are wanted; by default everybody.

        Returns
        -------
        Counts
            What `count_activities` returns for the activities that the ledger was given, but ``dropped`` is 0 or,
            where the cap left some out, ``None``; and ``ignored`` is empty.

        Raises
        ------
        InvalidValueError
            When `as_of` is before the horizon.
        LedgerMismatchError
            When the model has another window, or another cap for a type that it counts.
        """
        as_of = self._not_before_horizon("as_of", as_of)
        self._rules.require(model=model, time_zone=self._rules.time_zone)
        window = Window.until(as_of, self._rules.look_back_days)
        caps = {name: item.daily_cap for name, item in model.counted.items()}
        wanted = sorted(self._people if person_ids is None else {*person_ids})
        known = ((person_id, self._people.get(person_id)) for person_id in wanted)
        counts = {person_id: person.counts(window, caps) for person_id, person in known if person is not None}
        people = {person_id: person for person_id, person in counts.items() if person.last_activity_at is not None}
        return Counts(people=people, ignored={})

    def score_of_person(self, person_id: str, scorer: LedgerScorer) -> float:
        """
        Return the engagement score alone of one person, in microseconds; `score_counts` explains it.

        Parameters
        ----------
        person_id : str
            The person; of whom nothing is known, the score is 0.
        scorer : LedgerScorer
            The model and the scale.

        Returns
        -------
        float
            The score in [0, 100], as of the moment of the scale.

        Raises
        ------
        InvalidValueError
            When the scale's `as_of` is before the horizon.
        LedgerMismatchError
            When the scale has another zone, or the model another window or another cap for a type that it counts.
        """
        if scorer is not self._scorer:
            self._not_before_horizon("as_of", scorer.scale.as_of)
            self._rules.require(model=scorer.model, time_zone=scorer.scale.time_zone)
            self._scorer = scorer
        person = self._people.get(person_id)
        if person is None:
            return 0.0
        if person.scored is None or person.scored[0] is not scorer:
            person.scored = scorer, scorer.person(person.totals(scorer.window, self._bounds.limits))
        return person.scored[1]

    def score_of_group(self, group_id: str, members: Iterable[WeightedMember], scorer: LedgerScorer) -> float:
        """
        Return the engagement score alone of one buying group, in microseconds; `score_counts` explains it.

        Parameters
        ----------
        group_id : str
            The group, to be named in errors.
        members : iterable of WeightedMember
            Its members, in any order.
        scorer : LedgerScorer
            The model and the scale.

        Returns
        -------
        float
            The score in [0, 100], as of the moment of the scale.

        Raises
        ------
        InvalidValueError
            When a person is in the group twice, a role has two weightings, or the scale's `as_of` is before the
            horizon.
        LedgerMismatchError
            As in `score_of_person`.
        """
        weighed = weigh(checked_members(group_id, members))
        return scorer.group(self.score_of_person(member.person_id, scorer) * weight for member, weight in weighed)

    def snapshot(self) -> LedgerSnapshot:
        """Return the ledger as a value; later changes do not change it."""
        return LedgerSnapshot(
            rules=self._rules,
            horizon=self.horizon,
            people=tuple(_stored(person_id, self._people[person_id]) for person_id in self.person_ids),
        )

    def _bounds_of(self, horizon: datetime) -> Bounds:
        zone = zone_of(self._rules.time_zone)
        return Bounds(
            horizon=horizon,
            start=days_before(horizon, self._rules.look_back_days, "look_back_days"),
            zone=None if zone.key == "UTC" else zone,
            limits={name: cap + 1 for name, cap in self._rules.caps.items()},
        )

    def _not_before_horizon(self, field: str, moment: datetime) -> datetime:
        moment = as_of_moment(moment, field)
        if moment < self.horizon:
            raise InvalidValueError(field, moment, f"not before the ledger's horizon, {self.horizon.isoformat()}")
        return moment

    def _person(self, person_id: str) -> KeptPerson:
        person = self._people.get(person_id)
        if person is None:
            person = self._people[person_id] = KeptPerson()
        return person

    def _take(self, person_id: str, activity_type: str, moment: datetime, id: str | None) -> None:
        if id is not None:
            what = person_id, activity_type, moment
            first = self._ids.setdefault(id, what)
            if first is not what:
                _require_same(id, first, what)
                return
        left_out = id
        if moment <= LATEST_MOMENT:
            left_out = self._person(person_id).keep(activity_type, moment, id or "", self._bounds)
        if left_out:
            del self._ids[left_out]


def _stored(person_id: str, person: KeptPerson) -> LedgerPerson:
    kept: dict[str, list[Item]] = {}
    for activity_type, item in person.items():
        kept.setdefault(activity_type, []).append(item)
    unknown = kept.pop(UNKNOWN_TYPE, [])
    return LedgerPerson(
        person_id=person_id,
        last_activity_at=person.last,
        activities=tuple(
            KeptActivities(
                activity_type=activity_type,
                occurred_at=tuple(moment for moment, _ in items),
                ids=tuple(id or None for _, id in items),
            )
            for activity_type, items in sorted(kept.items())
        ),
        unknown_types=tuple(moment for moment, _ in unknown),
    )
