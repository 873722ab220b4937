"""
The ledger: hand-worked days, what it sees and does not see, and the same counts as from all the activities.
"""

from __future__ import annotations

import pickle
import re
from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import moment
from ways import Case, cases, model_of, person_name

from buying_groups import Activity, WeightingModel, documents
from buying_groups._moments import as_of_moment
from buying_groups.engagement import (
    ActivityWeight,
    Counts,
    DayCount,
    Ledger,
    LedgerRules,
    LedgerScorer,
    LedgerSnapshot,
    PersonCounts,
    Scale,
    WeightedMember,
    count_activities,
    score,
    score_counts,
)
from buying_groups.engagement._kept import LATEST_MOMENT
from buying_groups.engagement.ledger_snapshot import DailyCap, KeptActivities, LedgerPerson
from buying_groups.errors import (
    ConflictingActivityError,
    DocumentError,
    InvalidValueError,
    LedgerMismatchError,
    ScaleMismatchError,
    UnknownIdError,
)


if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn


MIDNIGHT = datetime(2026, 1, 31, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
VIEWS = ActivityWeight(activity_type="views", weight=10, daily_cap=2)
CLICKS = ActivityWeight(activity_type="clicks", weight=20, daily_cap=2)
SILENT = ActivityWeight(activity_type="silent", weight=0, daily_cap=2)
MODEL = WeightingModel(id="m", name="Model", weights=(VIEWS, CLICKS, SILENT))


def done(at: datetime, id: str | None = None, *, person: str = "p", kind: str = "views") -> Activity:
    """Make an activity."""
    return Activity(person_id=person, activity_type=kind, occurred_at=at, id=id)


def ledger_of(
    *activities: Activity, horizon: datetime = MIDNIGHT, model: WeightingModel = MODEL, time_zone: str = "UTC"
) -> Ledger:
    """Make a ledger that was given activities one by one."""
    ledger = Ledger(LedgerRules.of(model, time_zone=time_zone), horizon=horizon)
    for activity in activities:
        ledger.add(activity)
    return ledger


def scorer_of(as_of: datetime, **changes: Any) -> LedgerScorer:
    """Make a scorer under which n views of one person become a score of 10 · √n."""
    facts: dict[str, Any] = {
        "as_of": as_of,
        "look_back_days": 30,
        "time_zone": "UTC",
        "model_fingerprint": MODEL.fingerprint,
        "activity_types": ("clicks", "views"),
        "lightest_weight": 0,
        "heaviest_weight": 20,
        "largest_person_sum": 1000,
        "largest_group_sum": 100,
    }
    return LedgerScorer(model=MODEL, scale=Scale(**{**facts, **changes}))


def views(ledger: Ledger, as_of: datetime) -> PersonCounts:
    """Return the counts of the one person."""
    return ledger.counts(model=MODEL, as_of=as_of).people["p"]


class TestKnownAnswers:
    """
    "The earliest and the latest ``daily cap + 1`` are kept."
    """

    def test_morning_and_evening(self) -> None:
        """Of ten views from 9:00 to 9:09, three first and three last are kept, which is enough for a cap of two."""
        ledger = ledger_of(*(done(MIDNIGHT + 9 * HOUR + minute * MINUTE) for minute in range(10)))
        (kept,) = ledger.snapshot().people[0].activities
        assert [at.minute for at in kept.occurred_at] == [0, 1, 2, 7, 8, 9]
        nine = MIDNIGHT + 9 * HOUR
        answers = {
            nine - MINUTE: (),
            nine: (DayCount("views", nine.date(), 1, 0),),
            nine + MINUTE: (DayCount("views", nine.date(), 2, 0),),
            nine + 2 * MINUTE: (DayCount("views", nine.date(), 2, None),),
            nine + 5 * MINUTE: (DayCount("views", nine.date(), 2, None),),
            nine + 30 * DAY: (DayCount("views", nine.date(), 2, None),),
            nine + 30 * DAY + 6 * MINUTE: (DayCount("views", nine.date(), 2, None),),
            nine + 30 * DAY + 7 * MINUTE: (DayCount("views", nine.date(), 2, 0),),
            nine + 30 * DAY + 8 * MINUTE: (DayCount("views", nine.date(), 1, 0),),
            nine + 30 * DAY + 9 * MINUTE: (),
        }
        actual = {as_of: ledger.counts(model=MODEL, as_of=as_of).people.get("p", PersonCounts()) for as_of in answers}
        assert answers == {as_of: counts.days for as_of, counts in actual.items()}

    def test_over_day(self) -> None:
        """Of a day that is over at the horizon only the latest are kept, because no window can end within it."""
        ledger = ledger_of(*(done(MIDNIGHT + minute * MINUTE) for minute in range(10)), horizon=MIDNIGHT + DAY)
        (kept,) = ledger.snapshot().people[0].activities
        assert [at.minute for at in kept.occurred_at] == [7, 8, 9]

    def test_window_of_a_day_cuts_a_long_day_at_both_ends(self) -> None:
        """
        In Stockholm 26 October 2025 lasts 25 hours, so that a window of 24 hours may begin and end on that day.

        As of half an hour before the day's end, the window begins half an hour after the day's beginning: three views
        before it and three after it hide none of those in between.
        """
        begin = datetime(2025, 10, 25, 22, tzinfo=UTC)
        model = attrs.evolve(MODEL, look_back_days=1)
        ledger = ledger_of(
            *(done(begin + minute * MINUTE) for minute in range(3)),
            done(begin + 12 * HOUR),
            *(done(begin + 25 * HOUR - minute * MINUTE) for minute in range(1, 4)),
            horizon=begin,
            model=model,
            time_zone="Europe/Stockholm",
        )
        counts = ledger.counts(model=model, as_of=begin + 24 * HOUR + 30 * MINUTE).people["p"]
        assert (DayCount("views", datetime(2025, 10, 26, tzinfo=UTC).date(), 1, 0),) == counts.days

    def test_date_that_returns(self) -> None:
        """
        In St. John's the clocks went back from 7 November 2010, 0:01, to 6 November, 23:01.

        What happened on the 6th before and after shares one cap, and what happened on the 7th in between does not.
        """
        seventh = datetime(2010, 11, 7, 2, 30, tzinfo=UTC)  # midnight
        ledger = ledger_of(
            done(seventh - MINUTE),
            done(seventh + 30 * timedelta(seconds=1)),
            done(seventh + MINUTE),
            done(seventh + 2 * MINUTE),
            done(seventh + HOUR),
            horizon=seventh,
            time_zone="America/St_Johns",
        )
        days = views(ledger, seventh + 10 * DAY).days
        assert [(6, 2, None), (7, 2, 0)] == [(item.day.day, item.counted, item.dropped) for item in days]
        days = views(ledger, seventh + 30 * DAY).days  # of the 6th only what came after the change is in the window
        assert [(6, 2, 0), (7, 2, 0)] == [(item.day.day, item.counted, item.dropped) for item in days]
        ends = (seventh, seventh + 2 * MINUTE, seventh + 10 * DAY, seventh + 30 * DAY + 2 * MINUTE)
        scorers = [scorer_of(as_of, time_zone="America/St_Johns") for as_of in ends]
        assert [1, 3, 4, 1] == [round(ledger.score_of_person("p", scorer) ** 2 / 100) for scorer in scorers]
        ledger.advance(seventh + 10 * DAY)
        assert 20.0 == ledger.score_of_person("p", scorers[2])

    def test_date_that_returns_a_day_later(self) -> None:
        """In Juneau 18 October 1867 came twice, as the Russians had counted their days from the other side."""
        first = datetime(1867, 10, 18, tzinfo=UTC)  # it was the 18th; from hour 9 on the 19th, from hour 25 on the 18th
        ledger = ledger_of(
            *(done(first + hours * HOUR) for hours in (1, 2, 10, 11, 12, 25, 26)),
            horizon=first,
            time_zone="America/Juneau",
        )
        days = views(ledger, first + 2 * DAY).days
        assert [(18, 2), (19, 2)] == [(item.day.day, item.counted) for item in days]
        scorer = scorer_of(first + 2 * DAY, time_zone="America/Juneau")
        assert 20.0 == ledger.score_of_person("p", scorer)

    def test_late_day_comes_before_the_others(self) -> None:
        """A day that is given after later ones is found in its place when the window moves over it."""
        ledger = ledger_of(done(MIDNIGHT + 5 * DAY), done(MIDNIGHT + 2 * DAY), done(MIDNIGHT + 3 * DAY))
        ends = (MIDNIGHT + days * DAY for days in (1, 2, 3, 5, 32, 33, 35))
        scorers = [scorer_of(as_of) for as_of in ends]
        assert [0, 1, 2, 3, 2, 1, 0] == [round(ledger.score_of_person("p", scorer) ** 2 / 100) for scorer in scorers]


class TestRepeats:
    """
    "An activity that comes again with its id changes nothing, whether it was kept or not."
    """

    def test_kept_and_left_out(self) -> None:
        """Ten views come twice, some of which are not kept."""
        activities = [done(MIDNIGHT + minute * MINUTE, f"a{minute}") for minute in range(10)]
        once, twice = ledger_of(*activities), ledger_of(*activities, *activities)
        assert once.snapshot() == twice.snapshot()
        assert 6 == len(once.snapshot().people[0].activities[0].ids)

    def test_over_day(self) -> None:
        """On a day that is over, those that are not kept come again too."""
        activities = [done(MIDNIGHT + minute * MINUTE, f"a{minute}") for minute in range(10)]
        once = ledger_of(*activities, horizon=MIDNIGHT + DAY)
        assert once.snapshot() == ledger_of(*activities, *activities, horizon=MIDNIGHT + DAY).snapshot()

    def test_at_one_moment(self) -> None:
        """Different ids at one moment are different activities."""
        ledger = ledger_of(done(MIDNIGHT, "a"), done(MIDNIGHT, "b"), done(MIDNIGHT, "a"))
        assert (DayCount("views", MIDNIGHT.date(), 2, 0),) == views(ledger, MIDNIGHT).days

    def test_without_ids(self) -> None:
        """Activities that have no id add up."""
        ledger = ledger_of(done(MIDNIGHT))
        ledger.merge(ledger)
        assert 2 == views(ledger, MIDNIGHT).days[0].counted


class TestConflicts:
    """
    "An id that comes back with another person, type or time is an error while the first of the two is kept."
    """

    @pytest.mark.parametrize(
        ("what", "other"),
        [
            ("person", done(MIDNIGHT, "x", person="q")),
            ("type", done(MIDNIGHT, "x", kind="unknown")),
            ("time", done(MIDNIGHT + MINUTE, "x")),
            ("person, type, time", done(MIDNIGHT + MINUTE, "x", person="q", kind="clicks")),
        ],
        ids=["person", "type", "time", "everything"],
    )
    @pytest.mark.parametrize("take", ["add", "update", "merge"])
    def test_kept(self, what: str, other: Activity, take: str) -> None:
        """The error names the id and what differs, and the ledger is as it was."""
        ledger = ledger_of(done(MIDNIGHT, "x"))
        before = ledger.snapshot()
        takes: dict[str, Callable[[], None]] = {
            "add": lambda: ledger.add(other),
            "update": lambda: ledger.update([done(MIDNIGHT + HOUR, "y"), other]),
            "merge": lambda: ledger.merge(ledger_of(done(MIDNIGHT + HOUR, "y"), other, model=KNOWS_ALL)),
        }
        if take == "merge":
            ledger = ledger_of(done(MIDNIGHT, "x"), model=KNOWS_ALL)
            before = ledger.snapshot()
        with pytest.raises(ConflictingActivityError, match=rf"^activity id 'x' was given twice with another {what}$"):
            takes[take]()
        assert before == ledger.snapshot()

    def test_in_one_update(self) -> None:
        """Of many activities that are given at once, none is taken, also if the two come together."""
        ledger = ledger_of()
        with pytest.raises(ConflictingActivityError, match=r"^activity id 'x' was given twice with another time$"):
            ledger.update([done(MIDNIGHT, "x"), done(MIDNIGHT + MINUTE, "x")])
        assert () == ledger.person_ids

    @pytest.mark.parametrize(
        "first",
        [
            done(MIDNIGHT - 31 * DAY, "x"),
            done(MIDNIGHT, "x", kind="unknown"),
            done(datetime(9999, 12, 31, tzinfo=UTC), "x"),
        ],
        ids=["out of the window", "unknown type", "later than any as_of"],
    )
    def test_not_kept(self, first: Activity) -> None:
        """Where the first was not kept, its id is free, and the second counts."""
        ledger = ledger_of(first, done(MIDNIGHT, "x"))
        assert 1 == views(ledger, MIDNIGHT).days[0].counted

    def test_left_out_by_a_cap(self) -> None:
        """The fourth of seven views is not kept, and its id is free."""
        ledger = ledger_of(*(done(MIDNIGHT + minute * MINUTE, str(minute)) for minute in range(7)))
        ledger.add(done(MIDNIGHT + 3 * DAY, "3"))
        assert [2, 1] == [item.counted for item in views(ledger, MIDNIGHT + 5 * DAY).days]

    def test_forgotten(self) -> None:
        """An id is free again when its activity has left the window of the horizon."""
        ledger = ledger_of(done(MIDNIGHT, "x"), done(MIDNIGHT + DAY, "y"))
        ledger.advance(MIDNIGHT + 30 * DAY)
        ledger.add(done(MIDNIGHT + 2 * DAY, "x"))
        with pytest.raises(ConflictingActivityError, match=r"^activity id 'y' was given twice with another time$"):
            ledger.add(done(MIDNIGHT + 2 * DAY, "y"))


KNOWS_ALL = attrs.evolve(MODEL, weights=(*MODEL.weights, ActivityWeight(activity_type="unknown", weight=0)))


class TestLastActivity:
    """
    "Then it may be too early, yet is on that day."
    """

    def test_forgotten_with_its_day(self) -> None:
        """The last activity is remembered when it has long left the window."""
        ledger = ledger_of(done(MIDNIGHT + HOUR), done(MIDNIGHT - 40 * DAY, person="q"))
        ledger.advance(MIDNIGHT + 90 * DAY)
        counts = ledger.counts(model=MODEL, as_of=MIDNIGHT + 90 * DAY)
        assert {
            "p": PersonCounts(last_activity_at=MIDNIGHT + HOUR),
            "q": PersonCounts(last_activity_at=MIDNIGHT - 40 * DAY),
        } == counts.people

    def test_unknown_type(self) -> None:
        """An activity that does not count is an activity; of three on one day the middle one is not kept."""
        ledger = ledger_of(*(done(MIDNIGHT + hour * HOUR, kind="unknown") for hour in (3, 1, 2)))
        last = {hour: views(ledger, MIDNIGHT + hour * HOUR).last_activity_at for hour in (1, 2, 3, 50)}
        assert {1: 1, 2: 1, 3: 3, 50: 3} == {hour: at and at.hour for hour, at in last.items()}
        assert (MIDNIGHT + HOUR, MIDNIGHT + 3 * HOUR) == ledger.snapshot().people[0].unknown_types

    def test_unknown_type_on_an_over_day(self) -> None:
        """Of days that are over, only the last activity is remembered."""
        at = MIDNIGHT - DAY
        ledger = ledger_of(done(at, kind="unknown"), done(at - HOUR, kind="unknown"))
        assert (LedgerPerson(person_id="p", last_activity_at=at),) == ledger.snapshot().people

    def test_full_day(self) -> None:
        """Of ten views from 0:00 on, the fourth to seventh are not kept; as of the sixth, the third is the last."""
        ledger = ledger_of(*(done(MIDNIGHT + minute * MINUTE) for minute in range(10)))
        last = [views(ledger, MIDNIGHT + minute * MINUTE).last_activity_at for minute in range(10)]
        assert [0, 1, 2, 2, 2, 2, 2, 7, 8, 9] == [at and at.minute for at in last]

    def test_future(self) -> None:
        """Of whom only later activities are known, nothing is known yet."""
        ledger = ledger_of(done(MIDNIGHT + DAY))
        assert {} == ledger.counts(model=MODEL, as_of=MIDNIGHT).people

    def test_end_of_the_calendar(self) -> None:
        """What happens later than any `as_of` is never seen, and does not even make a person known."""
        assert LATEST_MOMENT == as_of_moment(LATEST_MOMENT)
        with pytest.raises(InvalidValueError, match=r"^as_of must be between 0002-01-01 and 9999-12-30, got "):
            as_of_moment(LATEST_MOMENT + timedelta.resolution)
        ledger = ledger_of(done(LATEST_MOMENT), time_zone="Pacific/Kiritimati")
        ledger.add(done(LATEST_MOMENT + timedelta.resolution, person="q"))
        assert ("p",) == ledger.person_ids
        assert LATEST_MOMENT == views(ledger, LATEST_MOMENT).last_activity_at


class TestHorizon:
    """
    "The earliest moment that can be counted for."
    """

    def test_before(self) -> None:
        """No count, score or horizon is from before the horizon."""
        ledger, before = ledger_of(), MIDNIGHT - timedelta.resolution
        expected = re.escape(f"must be not before the ledger's horizon, {MIDNIGHT.isoformat()}, got {before!r}")
        with pytest.raises(InvalidValueError, match=f"^as_of {expected}$"):
            ledger.counts(model=MODEL, as_of=before)
        with pytest.raises(InvalidValueError, match=f"^as_of {expected}$"):
            ledger.score_of_person("p", scorer_of(before))
        with pytest.raises(InvalidValueError, match=f"^horizon {expected}$"):
            ledger.advance(before)

    def test_scorer_that_fitted_before(self) -> None:
        """A scorer that was good before the horizon moved over its moment is not good any more."""
        ledger, scorer = ledger_of(done(MIDNIGHT)), scorer_of(MIDNIGHT)
        assert 10.0 == ledger.score_of_person("p", scorer)
        ledger.advance(MIDNIGHT + DAY)
        with pytest.raises(InvalidValueError, match=r"^as_of must be not before the ledger's horizon, "):
            ledger.score_of_person("p", scorer)

    def test_later_of_both(self) -> None:
        """The horizon is the later of both, whichever is merged into the other."""
        early = [ledger_of(done(MIDNIGHT - 30 * DAY + HOUR)) for _ in range(2)]
        late = [ledger_of(done(MIDNIGHT, "x"), horizon=MIDNIGHT + DAY) for _ in range(2)]
        early[0].merge(late[0])
        late[1].merge(early[1])
        assert early[0].snapshot() == late[1].snapshot()
        assert MIDNIGHT + DAY == early[0].horizon
        assert 1 == len(views(late[1], MIDNIGHT + DAY).days)

    def test_naive(self) -> None:
        """A horizon has a time zone."""
        with pytest.raises(InvalidValueError, match=r"^horizon must be a datetime with a time zone, got "):
            Ledger(LedgerRules.of(MODEL), horizon=datetime(2026, 1, 31))  # noqa: DTZ001 - that is the fault


class TestRules:
    """
    "Models that know the same types with the same daily caps and the same window share their ledgers."
    """

    def test_reweighted(self) -> None:
        """A type that had weight 0 counts when it gets one; another that has lost it does not."""
        ledger = ledger_of(done(MIDNIGHT, kind="silent"), done(MIDNIGHT))
        weights = (attrs.evolve(SILENT, weight=5), attrs.evolve(VIEWS, weight=0))
        counts = ledger.counts(model=attrs.evolve(MODEL, weights=weights), as_of=MIDNIGHT)
        assert {"silent": 1} == counts.people["p"].totals()

    def test_other_model(self) -> None:
        """Every difference is named."""
        weights = attrs.evolve(VIEWS, daily_cap=3), ActivityWeight(activity_type="x", weight=1)
        other = attrs.evolve(MODEL, look_back_days=7, weights=weights)
        with pytest.raises(
            LedgerMismatchError,
            match=r"^the ledger does not fit: its window is 30 days, wanted is 7 days; "
            r"its daily cap of 'views' is 2, wanted is 3; its daily cap of 'x' is not known, wanted is 20$",
        ) as caught:
            ledger_of().counts(model=other, as_of=MIDNIGHT)
        assert 3 == len(caught.value.differences)
        assert str(caught.value) == str(pickle.loads(pickle.dumps(caught.value)))  # noqa: S301 - our own

    def test_other_zone(self) -> None:
        """A scale's zone is the ledger's."""
        message = r"^the ledger does not fit: its time zone is Asia/Tokyo, wanted is UTC$"
        with pytest.raises(LedgerMismatchError, match=message):
            ledger_of(time_zone="Asia/Tokyo").score_of_person("p", scorer_of(MIDNIGHT))

    def test_merge(self) -> None:
        """Ledgers of different rules do not merge."""
        ledger, other = ledger_of(), ledger_of(model=attrs.evolve(MODEL, weights=(VIEWS, SILENT)))
        with pytest.raises(
            LedgerMismatchError, match=r"^the ledger does not fit: its daily cap of 'clicks' is 2, wanted is not known$"
        ):
            ledger.merge(other)
        with pytest.raises(
            LedgerMismatchError, match=r"^the ledger does not fit: its daily cap of 'clicks' is not known, wanted is 2$"
        ):
            other.merge(ledger)

    def test_scale_of_another_model(self) -> None:
        """A scorer brings together what belongs together."""
        with pytest.raises(ScaleMismatchError, match=r"^the scale does not fit: its weighting model is "):
            LedgerScorer(model=attrs.evolve(MODEL, weights=(VIEWS,)), scale=scorer_of(MIDNIGHT).scale)


class TestScores:
    """
    "The engagement score alone of one person, in microseconds; `score_counts` explains it."
    """

    def test_person(self) -> None:
        """Four clicks on two days, of which three count, are worth six views: 10 · √6."""
        clicks = (done(MIDNIGHT + minute * MINUTE, kind="clicks") for minute in range(3))
        ledger = ledger_of(*clicks, done(MIDNIGHT - DAY, kind="clicks"), done(MIDNIGHT, kind="silent"))
        scorer = scorer_of(MIDNIGHT + HOUR)
        assert 10 * 6**0.5 == pytest.approx(ledger.score_of_person("p", scorer), abs=1e-9)

    def test_follows(self) -> None:
        """The score follows each activity, early ones and late ones, and the scorer that is given."""
        ledger, scorer = ledger_of(done(MIDNIGHT)), scorer_of(MIDNIGHT)
        assert 10.0 == ledger.score_of_person("p", scorer)
        ledger.add(done(MIDNIGHT - DAY))
        assert 10 * 2**0.5 == pytest.approx(ledger.score_of_person("p", scorer), abs=1e-9)
        assert 0.0 == ledger.score_of_person("p", scorer_of(MIDNIGHT + 30 * DAY))
        message = r"^the ledger does not fit: its time zone is UTC, wanted is Asia/Tokyo$"
        with pytest.raises(LedgerMismatchError, match=message):
            ledger.score_of_person("p", scorer_of(MIDNIGHT, time_zone="Asia/Tokyo"))

    def test_nobody(self) -> None:
        """The score of somebody of whom nothing is known is 0."""
        assert 0.0 == ledger_of().score_of_person("p", scorer_of(MIDNIGHT))

    def test_clipped(self) -> None:
        """Above the stored maximum the score is 100."""
        assert 100.0 == ledger_of(done(MIDNIGHT)).score_of_person("p", scorer_of(MIDNIGHT, largest_person_sum=0))

    def test_group(self) -> None:
        """Scores of 10, 10 · √2 and 0 in roles that weigh 60, 40 and 40 of 100: 6 + 5.657 of 100 gives √0.11657."""
        ledger = ledger_of(done(MIDNIGHT), done(MIDNIGHT, person="q"), done(MIDNIGHT, person="q"))
        members = [
            WeightedMember(person_id="p", role="Decision Maker", role_weighting=60),
            WeightedMember(person_id="q", role="Influencer", role_weighting=40),
            WeightedMember(person_id="r", role="Influencer", role_weighting=40),
        ]
        actual = ledger.score_of_group("g", members, scorer_of(MIDNIGHT))
        assert 100 * ((6 + 4 * 2**0.5) / 100) ** 0.5 == pytest.approx(actual, abs=1e-9)

    def test_member_twice(self) -> None:
        """A person is in a group once."""
        members = [WeightedMember(person_id="p", role="Decision Maker", role_weighting=60)] * 2
        message = r"^members of group 'g' must be without a person given twice, got 'p'$"
        with pytest.raises(InvalidValueError, match=message):
            ledger_of().score_of_group("g", members, scorer_of(MIDNIGHT))

    def test_some_people(self) -> None:
        """The people who are wanted are counted, by default everybody."""
        ledger = ledger_of(done(MIDNIGHT), done(MIDNIGHT, person="q"))
        assert ["p", "q"] == list(ledger.counts(model=MODEL, as_of=MIDNIGHT).people)
        assert ["q"] == list(ledger.counts(model=MODEL, as_of=MIDNIGHT, person_ids={"q", "r"}).people)


class TestSnapshots:
    """
    "A ledger as a value, to be stored and to go on from."
    """

    def test_document(self) -> None:
        """Through JSON and back, the ledger goes on as if it had not been stored."""
        ledger = ledger_of(
            done(MIDNIGHT, "a"), done(MIDNIGHT + DAY), done(MIDNIGHT - DAY), done(MIDNIGHT, kind="unknown", person="q")
        )
        text = documents.dumps(ledger.snapshot())
        stored = documents.loads(text, LedgerSnapshot)
        assert ledger.snapshot() == stored
        again = Ledger.from_snapshot(stored)
        for each in (ledger, again):
            each.add(done(MIDNIGHT, "a"))
            each.add(done(MIDNIGHT + HOUR, "b", kind="clicks"))
        assert ledger.snapshot() == again.snapshot()

    def test_later_changes(self) -> None:
        """What happens to a ledger later does not change a snapshot of it."""
        ledger = ledger_of(done(MIDNIGHT))
        before, copy = ledger.snapshot(), pickle.loads(pickle.dumps(ledger))  # noqa: S301 - our own
        ledger.add(done(MIDNIGHT))
        assert before == copy.snapshot()
        assert before != ledger.snapshot()

    def test_shown(self) -> None:
        """A ledger says how many people it has, not what it has of them."""
        ledger = ledger_of(done(MIDNIGHT))
        assert "<Ledger of 1 people from 2026-01-31T00:00:00+00:00 on>" == repr(ledger)
        assert LedgerRules.of(MODEL) == ledger.rules

    @pytest.mark.parametrize(
        ("person", "error", "message"),
        [
            (
                {"last_activity_at": MIDNIGHT},
                InvalidValueError,
                r"^last_activity_at of 'p' must be before the ledger's horizon, got ",
            ),
            (
                {"activities": (KeptActivities(activity_type="x", occurred_at=(MIDNIGHT,), ids=(None,)),)},
                UnknownIdError,
                r"^unknown activity type 'x'; known: 'clicks', 'silent', 'views'$",
            ),
            (
                {
                    "activities": (
                        KeptActivities(activity_type="views", occurred_at=(MIDNIGHT, MIDNIGHT - DAY), ids=("x", "x")),
                    )
                },
                ConflictingActivityError,
                r"^activity id 'x' was given twice with another time$",
            ),
        ],
        ids=["last too late", "unknown type", "conflict"],
    )
    def test_tampered(self, person: dict[str, Any], error: type[Exception], message: str) -> None:
        """What no ledger wrote is refused."""
        snapshot = LedgerSnapshot(
            rules=LedgerRules.of(MODEL), horizon=MIDNIGHT, people=(LedgerPerson(person_id="p", **person),)
        )
        with pytest.raises(error, match=message):
            Ledger.from_snapshot(snapshot)

    def test_invalid_documents(self) -> None:
        """Every fault of a document is reported with its path."""
        rules = LedgerRules(time_zone="UTC", look_back_days=1, daily_caps=(DailyCap(activity_type="a", daily_cap=1),))
        good = documents.dumps(LedgerSnapshot(rules=rules, horizon=MIDNIGHT, people=(LedgerPerson(person_id="p"),)))
        bad = good.replace('"daily_cap":1', '"daily_cap":0').replace(
            '"person_id":"p"', '"person_id":"p","activities":[{"activity_type":"a","occurred_at":[],"ids":[" "]}]'
        )
        with pytest.raises(
            DocumentError,
            match=r"^the document has 2 problems:\n"
            r"  \$\.rules\.daily_caps\[0\]\.daily_cap: must be at least 1, got 0\n"
            r"  \$\.people\[0\]\.activities\[0\]\.ids: must be ids that are not blank, or null, got \[' '\]$",
        ):
            documents.loads(bad, LedgerSnapshot)
        with pytest.raises(InvalidValueError, match=r"^ids must be as many as occurred_at, 0, got \('x',\)$"):
            KeptActivities(activity_type="a", occurred_at=(), ids=("x",))
        with pytest.raises(InvalidValueError, match=r"^ids must be as many as occurred_at, 1, got \(\)$"):
            KeptActivities(activity_type="a", occurred_at=(MIDNIGHT,), ids=())


@st.composite
def ways_to_give(draw: DrawFn, activities: list[Activity], rules: LedgerRules, horizon: datetime) -> Ledger:
    """
    Draw a ledger that was given the activities, in any way.

    In any order, one by one or many at once, in shards that are merged, with repeats of those that have ids, stored in
    between, with a horizon that moved.
    """
    earlier = st.sampled_from([horizon, horizon - HOUR, horizon - 3 * DAY, horizon - 60 * DAY])
    shards = [Ledger(rules, horizon=draw(earlier)) for _ in range(draw(st.integers(1, 3)))]
    given = [*draw(st.permutations(activities)), *(item for item in activities if item.id and draw(st.booleans()))]
    while given:
        number = draw(st.sampled_from([1, 5, len(given)]))
        batch, given = given[:number], given[number:]
        shard = draw(st.sampled_from(shards))
        if draw(st.booleans()):
            shard.update(iter(batch))
        else:
            for activity in batch:
                shard.add(activity)
        if draw(st.booleans()):
            shard.advance(max(shard.horizon, draw(earlier)))
    whole = Ledger(rules, horizon=horizon) if draw(st.booleans()) else shards.pop()
    for shard in draw(st.permutations(shards)):
        whole.merge(Ledger.from_snapshot(shard.snapshot()) if draw(st.booleans()) else shard)
    whole.advance(horizon)
    return whole


def activities_of(case: Case) -> list[Activity]:
    """Return a case's activities."""
    return [
        Activity(
            person_id=person_name(event.person),
            activity_type=event.activity_type,
            occurred_at=moment(event.at),
            id=event.id,
        )
        for event in case.events
    ]


def rules_of(case: Case) -> LedgerRules:
    """Return the rules of a case's ledgers."""
    return LedgerRules.of(model_of(case.rules), time_zone=case.rules.time_zone)


def as_known_to_ledger(counts: Counts) -> dict[str, PersonCounts]:
    """Return the counts of people, without how many each cap dropped."""
    return {
        id: attrs.evolve(person, days=tuple(day._replace(dropped=None if day.dropped else 0) for day in person.days))
        for id, person in counts.people.items()
    }


class TestEqualsTheBatch:
    """
    "What it counts is what `count_activities` counts from all the activities that it was given."
    """

    @given(data=st.data(), case=cases())
    def test_any_moment(self, data: st.DataObject, case: Case) -> None:
        """Counts are equal as of any moment not before the horizon; the last activity as far as it is said to be."""
        activities, rules = activities_of(case), rules_of(case)
        window = timedelta(days=rules.look_back_days)
        moments = [item.occurred_at for item in activities]
        edges = [case.rules.as_of, *moments, *(at + window for at in moments)]
        off = st.sampled_from([timedelta.resolution, timedelta(0), -timedelta.resolution, HOUR])
        horizon = data.draw(st.sampled_from(edges)) + data.draw(off)
        as_of = max(data.draw(st.sampled_from(edges)) + data.draw(off), horizon)
        ledger = data.draw(ways_to_give(activities, rules, horizon))

        model = model_of(case.rules)
        actual = ledger.counts(model=model, as_of=as_of)
        expected = count_activities(activities, model=model, as_of=as_of, time_zone=rules.time_zone)
        assert {id: person.days for id, person in as_known_to_ledger(expected).items()} == {
            id: person.days for id, person in actual.people.items()
        }
        for id, person in actual.people.items():
            true, kept = expected.people[id].last_activity_at, person.last_activity_at
            assert true is not None
            assert kept is not None
            latest = max(item.occurred_at for item in activities if item.person_id == id)
            assert kept <= true
            assert kept == true or (as_of < latest and true - kept < 25 * HOUR)
        batch = score(activities, {}, model=model, as_of=as_of, time_zone=rules.time_zone)
        scorer = LedgerScorer(model=model, scale=batch.scale)
        assert [item.score for item in batch.people] == [
            ledger.score_of_person(item.person_id, scorer) for item in batch.people
        ]

    @given(data=st.data(), case=cases())
    def test_state(self, data: st.DataObject, case: Case) -> None:
        """Ledgers that were given the same activities and have the same horizon have equal snapshots."""
        activities, rules, horizon = activities_of(case), rules_of(case), case.rules.as_of
        ledger = data.draw(ways_to_give(activities, rules, horizon))
        plain = Ledger(rules, horizon=horizon)
        plain.update(activities)
        assert plain.snapshot() == ledger.snapshot()
        assert plain.snapshot() == Ledger.from_snapshot(ledger.snapshot()).snapshot()

    @given(case=cases(), back=st.sampled_from([timedelta(0), HOUR, DAY, 5 * DAY]))
    def test_memory(self, case: Case, back: timedelta) -> None:
        """Of each person, type and day it keeps at most ``daily cap + 1``, and twice as many on later ones."""
        rules, horizon = rules_of(case), case.rules.as_of - back
        ledger = Ledger(rules, horizon=horizon)
        ledger.update(activities_of(case))
        later = max((item.occurred_at for item in activities_of(case)), default=horizon) - horizon
        days = rules.look_back_days + 2 + 1 + 2 * (max(later // DAY, 0) + 2)
        for person in ledger.snapshot().people:
            for kept in person.activities:
                assert len(kept.occurred_at) <= days * (rules.caps[kept.activity_type] + 1)
                assert horizon - rules.look_back_days * DAY < min(kept.occurred_at)


class TestMerging:
    """
    "The order in which ledgers are merged does not matter."
    """

    @given(data=st.data(), case=cases())
    def test_laws(self, data: st.DataObject, case: Case) -> None:
        """Merging is commutative and associative."""
        rules, horizons = rules_of(case), st.sampled_from([case.rules.as_of - days * DAY for days in (0, 1, 40)])
        parts: list[list[Activity]] = [[], [], []]
        for activity in activities_of(case):
            data.draw(st.sampled_from(parts)).append(activity)
        first, second, third = ((part, data.draw(horizons)) for part in parts)

        def ledger(part: tuple[list[Activity], datetime]) -> Ledger:
            made = Ledger(rules, horizon=part[1])
            made.update(part[0])
            return made

        def merged(one: Ledger, other: Ledger) -> Ledger:
            before = other.snapshot()
            one.merge(other)
            assert before == other.snapshot()
            return one

        left = merged(merged(ledger(first), ledger(second)), ledger(third))
        right = merged(ledger(first), merged(ledger(second), ledger(third)))
        back = reduce(merged, map(ledger, (third, second, first)))
        assert left.snapshot() == right.snapshot() == back.snapshot()

    @given(case=cases())
    def test_idempotent(self, case: Case) -> None:
        """Merging one twice changes nothing if all of its activities have ids; nor does merging it with itself."""
        rules, activities = rules_of(case), [item for item in activities_of(case) if item.id]
        ledger, other = Ledger(rules, horizon=case.rules.as_of), Ledger(rules, horizon=case.rules.as_of)
        ledger.update(activities[::2])
        other.update(activities[1::2])
        ledger.merge(other)
        once = ledger.snapshot()
        ledger.merge(other)
        ledger.merge(ledger)
        assert once == ledger.snapshot()


class TestScoresEqualTheBatch:
    """
    "A service scores one person or one group against it, and gets the number of the nightly batch."
    """

    @given(case=cases(), fraction=st.sampled_from([1.0, 0.5, 0.0]))
    def test_scores(self, case: Case, fraction: float) -> None:
        """Scores alone and explained scores are the batch's to the last bit, clipped ones too."""
        activities, rules, model = activities_of(case), rules_of(case), model_of(case.rules)
        as_of, time_zone = case.rules.as_of, rules.time_zone
        groups: dict[str, list[WeightedMember]] = {}
        for item in case.members:
            member = WeightedMember(person_id=person_name(item.person), role=item.role, role_weighting=item.weighting)
            groups.setdefault(person_name(item.group), []).append(member)
        scale = score(activities, groups, model=model, as_of=as_of, time_zone=time_zone).scale
        scale = attrs.evolve(
            scale,
            largest_person_sum=scale.largest_person_sum * fraction,
            largest_group_sum=scale.largest_group_sum * fraction,
        )
        batch = score(activities, groups, model=model, as_of=as_of, time_zone=time_zone, scale=scale)
        ledger = Ledger(rules, horizon=as_of)
        ledger.update(activities)
        scorer = LedgerScorer(model=model, scale=scale)
        assert {item.person_id: item.score for item in batch.people} == {
            item.person_id: ledger.score_of_person(item.person_id, scorer) for item in batch.people
        }
        assert {item.group_id: item.score for item in batch.groups} == {
            id: ledger.score_of_group(id, members, scorer) for id, members in groups.items()
        }
        explained = score_counts(
            ledger.counts(model=model, as_of=as_of), groups, model=model, as_of=as_of, time_zone=time_zone, scale=scale
        )
        assert batch.groups == explained.groups
        assert [(item.score, item.raw, item.is_clipped) for item in batch.people] == [
            (item.score, item.raw, item.is_clipped) for item in explained.people
        ]
