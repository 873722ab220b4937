"""
Velocity and stagnation: known answers, and what must hold for any moves.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import BuyingGroup, Stage, StageModel, StageMove
from buying_groups.errors import NaiveDatetimeError, UnknownIdError
from buying_groups.progress import StageVisit, Stagnation, Velocity, stagnation, velocity
from buying_groups.stages import StageKind


MODEL = StageModel(
    id="m1",
    name="New business",
    stages=(
        Stage(name="Aware", kind=StageKind.ENTRY, next_stages=("Evaluating",)),
        Stage(name="Evaluating", next_stages=("Aware", "Won", "Lost")),
        Stage(name="Won", kind=StageKind.SUCCESS),
        Stage(name="Lost", kind=StageKind.FAILURE, next_stages=("Aware",)),
    ),
).publish()
START = datetime(2026, 1, 1, tzinfo=UTC)


def day(number: float) -> datetime:
    """Return so many days after the start of 2026."""
    return START + timedelta(days=number)


def moved(*moves: tuple[str, float]) -> BuyingGroup:
    """Return a group with moves to stages after so many days."""
    return BuyingGroup(
        id="g1",
        account_id="a1",
        solution_interest_id="s1",
        stage_moves=tuple(StageMove(stage=stage, moved_at=day(number)) for stage, number in moves),
    )


REVIVED = moved(("Aware", 0), ("Evaluating", 10), ("Lost", 20), ("Aware", 220), ("Evaluating", 224), ("Won", 230.5))


class TestVelocity:
    """The number of its moves from such stages, forward or back, per 30 days under way."""

    def test_by_hand(self) -> None:
        """A dormant deal that revived: 4 moves in 30.5 days; neither 200 days lost nor a year won count."""
        result = velocity(REVIVED, model=MODEL, as_of=day(600.5))
        assert (result.as_of, result.moves, result.days_under_way) == (day(600.5), 4, 30.5)
        assert result.moves_per_30_days == pytest.approx(120 / 30.5, rel=1e-15)
        assert result.days_to_success == 230.5
        assert result.days_by_stage == {"Aware": 14.0, "Evaluating": 16.5, "Lost": 200.0, "Won": 370.0}
        assert result.visits[1:3] == (
            StageVisit(stage="Evaluating", kind=StageKind.INTERMEDIATE, entered_at=day(10), left_at=day(20), days=10.0),
            StageVisit(stage="Lost", kind=StageKind.FAILURE, entered_at=day(20), left_at=day(220), days=200.0),
        )
        assert result.visits[-1] == StageVisit(
            stage="Won", kind=StageKind.SUCCESS, entered_at=day(230.5), left_at=None, days=370.0
        )
        assert result.explanation == (
            "4 moves in 30.5 days under way; 3.9 per 30 days; 230.5 days from the first stage to success"
        )

    @pytest.mark.parametrize(
        ("number", "moves", "days", "rate", "explanation"),
        [
            (-1, 0, 0.0, None, "0 moves in 0.0 days under way"),
            (0, 0, 0.0, None, "0 moves in 0.0 days under way"),
            (9, 0, 9.0, 0.0, "0 moves in 9.0 days under way; 0.0 per 30 days"),
            (10, 1, 10.0, 3.0, "1 move in 10.0 days under way; 3.0 per 30 days"),
            (15, 1, 15.0, 2.0, "1 move in 15.0 days under way; 2.0 per 30 days"),
            (20, 2, 20.0, 3.0, "2 moves in 20.0 days under way; 3.0 per 30 days"),
            (219, 2, 20.0, 3.0, "2 moves in 20.0 days under way; 3.0 per 30 days"),
            (222, 2, 22.0, 60 / 22, "2 moves in 22.0 days under way; 2.7 per 30 days"),
        ],
    )
    def test_as_of(self, number: int, moves: int, days: float, rate: float | None, explanation: str) -> None:
        """Later moves do not exist yet; where no time was spent under way, there is no rate."""
        result = velocity(REVIVED, model=MODEL, as_of=day(number))
        assert (result.moves, result.days_under_way, result.moves_per_30_days) == (moves, days, rate)
        assert (result.days_to_success, result.explanation) == (None, explanation)

    def test_a_group_without_moves(self) -> None:
        """Nothing is known, and nothing divided by zero."""
        assert velocity(moved(), model=MODEL, as_of=day(1)) == Velocity(
            as_of=day(1), visits=(), moves=0, days_under_way=0.0, moves_per_30_days=None, days_to_success=None
        )

    def test_moves_at_one_moment(self) -> None:
        """A stage that was passed at once took no time."""
        result = velocity(moved(("Aware", 0), ("Evaluating", 0), ("Won", 0)), model=MODEL, as_of=day(5))
        assert (result.moves, result.days_under_way, result.moves_per_30_days) == (2, 0.0, None)
        assert result.days_to_success == 0.0
        assert result.days_by_stage == {"Aware": 0.0, "Evaluating": 0.0, "Won": 5.0}

    def test_bad_input(self) -> None:
        """A stage of another model, a moment without a zone."""
        group = moved(("Aware", 0), ("Old", 2))
        assert velocity(group, model=MODEL, as_of=day(1)).moves == 0
        naive = datetime(2026, 1, 1)  # noqa: DTZ001 - that is the point
        for look in (velocity, stagnation):
            with pytest.raises(UnknownIdError, match=r"^unknown stage of stage model 'New business' 'Old'; known: .*$"):
                look(group, model=MODEL, as_of=day(2))
            with pytest.raises(NaiveDatetimeError, match=r"^as_of must be a datetime with a time zone, got .*$"):
                look(group, model=MODEL, as_of=naive)


class TestStagnation:
    """Stagnation is the time since the last move."""

    @pytest.mark.parametrize(
        ("number", "stage", "since", "days", "explanation"),
        [
            (-1, None, None, None, "in no stage yet"),
            (0, "Aware", 0, 0.0, "in 'Aware' since 2026-01-01T00:00:00+00:00, 0.0 days without a move"),
            (7.25, "Aware", 0, 7.25, "in 'Aware' since 2026-01-01T00:00:00+00:00, 7.2 days without a move"),
            (14, "Evaluating", 10, 4.0, "in 'Evaluating' since 2026-01-11T00:00:00+00:00, 4.0 days without a move"),
            (99, "Lost", 20, None, "in 'Lost' since 2026-01-21T00:00:00+00:00, a destination"),
            (223, "Aware", 220, 3.0, "in 'Aware' since 2026-08-09T00:00:00+00:00, 3.0 days without a move"),
            (600, "Won", 230.5, None, "in 'Won' since 2026-08-19T12:00:00+00:00, a destination"),
        ],
    )
    def test_by_hand(
        self, number: float, stage: str | None, since: float | None, days: float | None, explanation: str
    ) -> None:
        """A group at a destination does not stagnate, and one without a stage has not begun."""
        result = stagnation(REVIVED, model=MODEL, as_of=day(number))
        moment = None if since is None else day(since)
        assert result == Stagnation(as_of=day(number), stage=stage, since=moment, days=days)
        assert result.explanation == explanation


walks = st.lists(st.tuples(st.sampled_from(MODEL.stage_names), st.integers(0, 10**9)), max_size=8).map(
    lambda steps: sorted(steps, key=lambda step: step[1])
)


class TestProperties:
    """Beside it stand the visits that it is computed from."""

    @given(walks, st.integers(0, 2 * 10**9))
    def test_the_parts_make_the_whole(self, steps: list[tuple[str, int]], seconds: int) -> None:
        """Visits follow each other without a gap from the first move until now; days and moves are their sums."""
        group = moved(*((stage, at / 86_400) for stage, at in steps))
        as_of = START + timedelta(seconds=seconds)
        result = velocity(group, model=MODEL, as_of=as_of)
        known = [move for move in group.stage_moves if move.moved_at <= as_of]
        assert [(visit.stage, visit.entered_at) for visit in result.visits] == [
            (move.stage, move.moved_at) for move in known
        ]
        whole = (as_of - known[0].moved_at).total_seconds() / 86_400 if known else 0.0
        assert math.fsum(visit.days for visit in result.visits) == pytest.approx(whole, abs=1e-9)
        assert math.fsum(result.days_by_stage.values()) == pytest.approx(whole, abs=1e-9)
        idle = math.fsum(result.days_by_stage.get(stage, 0.0) for stage in ("Won", "Lost"))
        assert result.days_under_way == pytest.approx(whole - idle, abs=1e-9)
        assert result.moves == sum(move.stage in {"Aware", "Evaluating"} for move in known[:-1])
        if result.moves_per_30_days is not None:
            assert result.moves_per_30_days * result.days_under_way == pytest.approx(30 * result.moves)

    @given(walks, st.integers(0, 10**9))
    def test_the_future_changes_nothing(self, steps: list[tuple[str, int]], seconds: int) -> None:
        """The same with the later moves as without them, and stagnation is the end of the last visit."""
        group = moved(*((stage, at / 86_400) for stage, at in steps))
        as_of = START + timedelta(seconds=seconds)
        so_far = attrs.evolve(group, stage_moves=tuple(move for move in group.stage_moves if move.moved_at <= as_of))
        result = velocity(group, model=MODEL, as_of=as_of)
        still = stagnation(group, model=MODEL, as_of=as_of)
        assert result == velocity(so_far, model=MODEL, as_of=as_of)
        assert still == stagnation(so_far, model=MODEL, as_of=as_of)
        assert still.stage == group.stage_at(as_of)
        if still.days is not None:
            assert still.days == result.visits[-1].days
