"""
Stages: which models can be published, which moves they allow, and how they are drawn.
"""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import BuyingGroup, Stage, StageModel, StageMove, Tenant
from buying_groups.documents import dumps, loads
from buying_groups.errors import (
    InvalidStageModelError,
    InvalidValueError,
    NaiveDatetimeError,
    StatusError,
    UnknownIdError,
)
from buying_groups.publication import PublicationStatus
from buying_groups.stages import StageKind
from buying_groups.testing.strategies import names


if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DataObject, DrawFn


ENTRY, BETWEEN, SUCCESS, FAILURE = StageKind.ENTRY, StageKind.INTERMEDIATE, StageKind.SUCCESS, StageKind.FAILURE
GROUP = BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1")


def day(number: int) -> datetime:
    """Return the start of a day of January 2026."""
    return datetime(2026, 1, number, tzinfo=UTC)


def draft(*stages: tuple[str, StageKind, str]) -> StageModel:
    """Return a draft from names, kinds and the next stages' names with spaces between."""
    return StageModel(
        id="m1",
        name="New business",
        stages=tuple(Stage(name=name, kind=kind, next_stages=tuple(after.split())) for name, kind, after in stages),
    )


SALES = draft(
    ("Aware", ENTRY, "Evaluating"),
    ("Referred", ENTRY, "Evaluating Won"),
    ("Evaluating", BETWEEN, "Aware Won Lost"),
    ("Won", SUCCESS, ""),
    ("Lost", FAILURE, "Aware"),
).publish()


def faults(*stages: tuple[str, StageKind, str]) -> list[str]:
    """Return what keeps a model from being published."""
    with pytest.raises(InvalidStageModelError) as raised:
        draft(*stages).publish()
    assert str(raised.value).startswith(f"the stage model has {len(raised.value.problems)} problem")
    assert raised.value.problems == draft(*stages).problems()
    return [str(problem) for problem in raised.value.problems]


class TestPublishing:
    """One stage model: named stages, allowed transitions, entry stages, exactly one success stage, failure stages."""

    def test_a_sound_model(self) -> None:
        """Two entries, a step back, a failure that revives: live, with the same stages."""
        assert SALES.status is PublicationStatus.LIVE
        assert SALES.problems() == ()

    def test_the_smallest(self) -> None:
        """An entry and the success."""
        assert draft(("In", ENTRY, "Won"), ("Won", SUCCESS, "")).publish().stage_names == ("In", "Won")

    def test_a_failure_may_be_final_or_not(self) -> None:
        """A failure stage may allow a next stage; it need not."""
        for after in ("", "In", "Won"):
            draft(("In", ENTRY, "Won Lost"), ("Won", SUCCESS, ""), ("Lost", FAILURE, after)).publish()

    @pytest.mark.parametrize(
        ("stages", "expected"),
        [
            pytest.param(
                [],
                [
                    "$.stages: needs at least one entry stage, has none",
                    "$.stages: needs exactly one success stage, has 0",
                ],
                id="empty",
            ),
            pytest.param(
                [("Lost", FAILURE, "Won"), ("Won", SUCCESS, "")],
                ["$.stages: needs at least one entry stage, has none"],
                id="no-entry",
            ),
            pytest.param(
                [("In", ENTRY, "Lost"), ("Lost", FAILURE, "")],
                ["$.stages: needs exactly one success stage, has 0"],
                id="no-success",
            ),
            pytest.param(
                [("In", ENTRY, "On"), ("On", BETWEEN, "In")],
                ["$.stages: needs exactly one success stage, has 0"],
                id="no-destination",
            ),
            pytest.param(
                [("In", ENTRY, "Won Sold"), ("Won", SUCCESS, ""), ("Sold", SUCCESS, "")],
                ["$.stages: needs exactly one success stage, has 2"],
                id="two-successes",
            ),
            pytest.param(
                [("In", ENTRY, "Won Sleep"), ("Sleep", BETWEEN, ""), ("Won", SUCCESS, "")],
                ["$.stages[1]: 'Sleep' allows no next stage; only a destination may"],
                id="dead-end",
            ),
            pytest.param(
                [("In", ENTRY, "Won"), ("Won", SUCCESS, "In")],
                ["$.stages[1]: 'Won' allows next stages; success is final"],
                id="success-goes-on",
            ),
            pytest.param(
                [("In", ENTRY, "In Won"), ("Won", SUCCESS, "")],
                ["$.stages[0]: 'In' allows itself as next stage; a move leads to another one"],
                id="itself",
            ),
            pytest.param(
                [("In", ENTRY, "Won"), ("Island", BETWEEN, "Won"), ("Won", SUCCESS, ""), ("Lost", FAILURE, "")],
                [
                    "$.stages[1]: 'Island' cannot be reached from an entry stage",
                    "$.stages[3]: 'Lost' cannot be reached from an entry stage",
                ],
                id="unreachable",
            ),
            pytest.param(
                [("In", ENTRY, "Won A"), ("A", BETWEEN, "B"), ("B", BETWEEN, "A"), ("Won", SUCCESS, "")],
                [
                    "$.stages[1]: no success or failure stage can be reached from 'A'",
                    "$.stages[2]: no success or failure stage can be reached from 'B'",
                ],
                id="round-and-round",
            ),
            pytest.param(
                [("In", ENTRY, "Won Nowhere"), ("Won", SUCCESS, "")],
                ["$.stages[0].next_stages[1]: 'Nowhere' is not a stage of the model: In, Won"],
                id="unknown",
            ),
            pytest.param(
                [
                    ("In", ENTRY, "Won Gone"),
                    ("Won", SUCCESS, "In"),
                    ("Sold", SUCCESS, ""),
                    ("Sleep", BETWEEN, ""),
                    ("Dream", BETWEEN, "Dream"),
                ],
                [
                    "$.stages: needs exactly one success stage, has 2",
                    "$.stages[0].next_stages[1]: 'Gone' is not a stage of the model: In, Won, Sold, Sleep, Dream",
                    "$.stages[1]: 'Won' allows next stages; success is final",
                    "$.stages[2]: 'Sold' cannot be reached from an entry stage",
                    "$.stages[3]: 'Sleep' cannot be reached from an entry stage",
                    "$.stages[3]: 'Sleep' allows no next stage; only a destination may",
                    "$.stages[4]: 'Dream' allows itself as next stage; a move leads to another one",
                    "$.stages[4]: 'Dream' cannot be reached from an entry stage",
                    "$.stages[4]: no success or failure stage can be reached from 'Dream'",
                ],
                id="every-fault",
            ),
        ],
    )
    def test_lists_every_fault(self, stages: list[tuple[str, StageKind, str]], expected: list[str]) -> None:
        """Each with its place."""
        assert faults(*stages) == expected

    def test_a_model_is_not_born_live_with_faults(self) -> None:
        """Neither from a document."""
        with pytest.raises(InvalidStageModelError, match=r"^the stage model has 2 problems:\n  \$\.stages: .*"):
            StageModel(id="m1", name="M", status=PublicationStatus.LIVE)
        assert loads(dumps(SALES), StageModel) == SALES

    def test_a_live_model_never_changes(self) -> None:
        """Its duplicate does."""
        again = r"^cannot publish stage model 'New business': it is live; duplicate it and change the draft$"
        with pytest.raises(StatusError, match=again):
            SALES.publish()
        change = (
            r"^cannot change the stages of stage model 'New business': it is live; duplicate it and change the draft$"
        )
        with pytest.raises(StatusError, match=change):
            SALES.with_stages()
        copy = SALES.duplicate(id="m2", name="Renewals")
        assert (copy.id, copy.name, copy.status, copy.stages) == (
            "m2",
            "Renewals",
            PublicationStatus.DRAFT,
            SALES.stages,
        )

    def test_a_draft_changes_freely(self) -> None:
        """Also into what could not be published, and back."""
        changed = SALES.duplicate(id="m1", name="New business").with_stages(Stage(name="Alone"))
        assert changed.stage_names == ("Alone",)
        assert changed.with_stages(*SALES.stages).publish() == SALES

    def test_names_are_unique(self) -> None:
        """Of stages in a model, and of the next stages of each."""
        with pytest.raises(InvalidValueError, match=r"^stages must be without two of the same name .+, got .*$"):
            draft(("In", ENTRY, ""), ("In", SUCCESS, ""))
        with pytest.raises(
            InvalidValueError,
            match=r"^next_stages must be without two of the same name .+, got .*$",
        ):
            Stage(name="In", next_stages=("Won", "Won"))


@st.composite
def drafts(draw: DrawFn) -> StageModel:
    """Draw a draft of a few stages, sound or not."""
    number = draw(st.integers(0, 5))
    all_names = [f"stage {index}" for index in range(number)]
    others = st.lists(st.sampled_from([*all_names, "nowhere"]), unique=True, max_size=3)
    kinds = st.sampled_from((ENTRY, ENTRY, BETWEEN, BETWEEN, SUCCESS, FAILURE))
    stages = (Stage(name=name, kind=draw(kinds), next_stages=tuple(draw(others))) for name in all_names)
    return StageModel(id="m", name="M", stages=tuple(stages))


def is_sound(stages: Sequence[Stage]) -> bool:
    """Say whether a model can be published, from every path through it without a repeat."""
    by_name = {stage.name: stage for stage in stages}
    ways = [
        [by_name[name] for name in path]
        for length in range(1, len(stages) + 1)
        for path in itertools.permutations(by_name, length)
        if all(later in by_name[earlier].next_stages for earlier, later in itertools.pairwise(path))
    ]
    return (
        [stage.kind for stage in stages].count(SUCCESS) == 1
        and any(stage.kind is ENTRY for stage in stages)
        and all(any(way[0].kind is ENTRY and way[-1] == stage for way in ways) for stage in stages)
        and all(any(way[0] == stage and way[-1].kind in {SUCCESS, FAILURE} for way in ways) for stage in stages)
        and all(stage.next_stages for stage in stages if stage.kind in {ENTRY, BETWEEN})
        and not any(stage.next_stages for stage in stages if stage.kind is SUCCESS)
        and all(set(stage.next_stages) <= set(by_name) - {stage.name} for stage in stages)
    )


class TestPublishingProperties:
    """Every stage can be reached from an entry stage, and from every stage some destination can be reached."""

    @given(drafts())
    def test_exactly_the_sound_ones(self, model: StageModel) -> None:
        """A model has faults if and only if walking all its paths finds one."""
        assert is_sound(model.stages) == (model.problems() == ())

    @given(drafts())
    def test_the_order_of_stages_does_not_matter(self, model: StageModel) -> None:
        """Backwards there are as many faults, at other places."""
        assert len(model.with_stages(*model.stages[::-1]).problems()) == len(model.problems())


class TestMoves:
    """A group without a stage may only move to an entry stage, any other to the next stages of its present one."""

    @pytest.mark.parametrize(
        ("present", "allowed"),
        [
            (None, ("Aware", "Referred")),
            ("Aware", ("Evaluating",)),
            ("Referred", ("Evaluating", "Won")),
            ("Evaluating", ("Aware", "Won", "Lost")),
            ("Won", ()),
            ("Lost", ("Aware",)),
        ],
    )
    def test_from_everywhere_to_everywhere(self, present: str | None, allowed: tuple[str, ...]) -> None:
        """What the table allows is recorded with its time; all else is refused, with what would be valid."""
        moves = () if present is None else (StageMove(stage=present, moved_at=day(1)),)
        group = attrs.evolve(GROUP, stage_moves=moves)
        assert SALES.next_stages(present) == allowed
        where = "without a stage" if present is None else f"in stage '{present}'"
        following = ", ".join(f"'{name}'" for name in allowed) or "none"
        for target in SALES.stage_names:
            assert SALES.allows(present, target) == (target in allowed)
            if target in allowed:
                moved = group.move_stage(target, model=SALES, at=day(2))
                assert moved == attrs.evolve(group, stage_moves=(*moves, StageMove(stage=target, moved_at=day(2))))
            else:
                match = re.escape(
                    f"cannot move buying group 'g1' to stage '{target}': it is {where}; next may come: {following}"
                )
                with pytest.raises(StatusError, match=rf"^{match}$"):
                    group.move_stage(target, model=SALES, at=day(2))

    def test_a_draft_moves_nobody(self) -> None:
        """The model must be live."""
        model = SALES.duplicate(id="m2", name="Renewals")
        match = r"^cannot move a group by stage model 'Renewals': it is draft; publish it first$"
        with pytest.raises(StatusError, match=match):
            GROUP.move_stage("Aware", model=model, at=day(1))

    def test_unknown_stages(self) -> None:
        """The one to move to, or the present one, which another model may have had."""
        known = "known: 'Aware', 'Evaluating', 'Lost', 'Referred', 'Won'"
        with pytest.raises(UnknownIdError, match=rf"^unknown stage of stage model 'New business' 'Sold'; {known}$"):
            GROUP.move_stage("Sold", model=SALES, at=day(1))
        group = attrs.evolve(GROUP, stage_moves=(StageMove(stage="Old", moved_at=day(1)),))
        with pytest.raises(UnknownIdError, match=rf"^unknown stage of stage model 'New business' 'Old'; {known}$"):
            group.move_stage("Aware", model=SALES, at=day(2))

    def test_a_move_is_not_before_the_last_one(self) -> None:
        """At the same moment it may be; then the later one counts."""
        group = GROUP.move_stage("Aware", model=SALES, at=day(2))
        match = (
            r"^at must be not before the last move \(2026-01-02T00:00:00\+00:00\), "
            r"got '2026-01-01T23:59:59\.999999\+00:00'$"
        )
        with pytest.raises(InvalidValueError, match=match):
            group.move_stage("Evaluating", model=SALES, at=day(2) - timedelta(microseconds=1))
        assert group.move_stage("Evaluating", model=SALES, at=day(2)).stage_at(day(2)) == "Evaluating"

    def test_a_moment_without_a_zone(self) -> None:
        """Never guessed."""
        match = r"^at must be a datetime with a time zone, got datetime\.datetime\(2026, 1, 1, 0, 0\)$"
        with pytest.raises(NaiveDatetimeError, match=match):
            GROUP.move_stage("Aware", model=SALES, at=datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point

    @given(st.data())
    def test_any_walk(self, data: DataObject) -> None:
        """Along allowed moves every past stage is known; recorded moves never leave the table."""
        group, moments = GROUP, [day(1)]
        for _ in range(data.draw(st.integers(0, 8))):
            allowed = SALES.next_stages(group.stage_at(moments[-1]))
            if not allowed:
                break
            moments.append(moments[-1] + timedelta(hours=data.draw(st.integers(1, 48))))
            group = group.move_stage(data.draw(st.sampled_from(allowed)), model=SALES, at=moments[-1])
        stages = [group.stage_at(moment) for moment in moments]
        assert stages == [None, *(move.stage for move in group.stage_moves)]
        assert all(SALES.allows(one, other) for one, other in itertools.pairwise(stages) if other is not None)

    def test_the_model_of_a_group(self, small_tenant: Tenant) -> None:
        """That of its solution interest, if it has one."""
        group = small_tenant.buying_group("g1")
        model = small_tenant.stage_model_of(group)
        assert model is not None
        assert model is small_tenant.stage_model("m1")
        moved = group.move_stage("Won", model=model, at=day(20))
        assert small_tenant.with_buying_group(moved).buying_group("g1").stage_at(day(20)) == "Won"
        assert small_tenant.stage_model_of(small_tenant.buying_group("g2")) is None


class TestStatus:
    """What stands beside the stages is a free text of at most 50 characters."""

    def test_set_and_taken_away(self) -> None:
        """Fifty characters, of any script."""
        text = "é" * 50
        group = GROUP.with_status(text)
        assert group == attrs.evolve(GROUP, status=text)
        assert group.with_status(None) == GROUP

    def test_too_long(self) -> None:
        """An error that names the field and the limit."""
        with pytest.raises(InvalidValueError, match=r"^status must be at most 50 characters long, got 'x{51}'$"):
            GROUP.with_status("x" * 51)


class TestDiagram:
    """`StageModel.to_mermaid` draws the very table that decides on the moves."""

    def test_by_hand(self) -> None:
        """Every stage, every move, start and ends."""
        assert SALES.to_mermaid().split("\n") == [
            "stateDiagram-v2",
            '    state "Aware" as stage1',
            '    state "Referred" as stage2',
            '    state "Evaluating" as stage3',
            '    state "Won" as stage4',
            '    state "Lost" as stage5',
            "    [*] --> stage1",
            "    [*] --> stage2",
            "    stage1 --> stage3",
            "    stage2 --> stage3",
            "    stage2 --> stage4",
            "    stage3 --> stage1",
            "    stage3 --> stage4",
            "    stage3 --> stage5",
            "    stage5 --> stage1",
            "    stage4 --> [*] : success",
            "    stage5 --> [*] : failure",
        ]

    def test_a_draft(self) -> None:
        """A next stage that a draft names but does not have is drawn with the word "missing"."""
        assert draft(("In", ENTRY, "Won Gone"), ("Out", BETWEEN, "Gone")).to_mermaid().split("\n") == [
            "stateDiagram-v2",
            '    state "In" as stage1',
            '    state "Out" as stage2',
            '    state "Won missing" as stage3',
            '    state "Gone missing" as stage4',
            "    [*] --> stage1",
            "    stage1 --> stage3",
            "    stage1 --> stage4",
            "    stage2 --> stage4",
        ]
        assert StageModel(id="m", name="M").to_mermaid() == "stateDiagram-v2"

    @pytest.mark.parametrize(
        ("name", "label"),
        [
            ('say "hi"', "say #34;hi#34;"),
            ("a\n--> b", "a#10;#45;#45;#62; b"),
            ("<script>", "#60;script#62;"),
            ("%% x", "#37;#37; x"),
            ("#35;", "#35;35#59;"),
            ("style x:y", "style x#58;y"),
            ("1. Überblick 日本", "1#46; Überblick 日本"),
            ("🎉", "#127881;"),
        ],
    )
    def test_hostile_names(self, name: str, label: str) -> None:
        """Letters, digits and spaces are written as they are, all else as numeric entity codes."""
        model = StageModel(id="m", name="M", stages=(Stage(name=name),))
        assert model.to_mermaid() == f'stateDiagram-v2\n    state "{label}" as stage1'

    @given(st.lists(names(), min_size=2, max_size=5, unique=True))
    def test_no_name_breaks_out(self, all_names: list[str]) -> None:
        """Whatever the names, the diagram has one line for each stage and move, and its labels give the names back."""
        *steps, last = all_names
        following = [*steps[1:], last]
        stages = (
            Stage(name=name, kind=ENTRY, next_stages=(after,)) for name, after in zip(steps, following, strict=True)
        )
        model = StageModel(id="m", name="M", stages=(*stages, Stage(name=last, kind=SUCCESS)))
        lines = model.to_mermaid().split("\n")
        labels = [re.fullmatch(r'    state "([^"\n]*)" as stage\d+', line) for line in lines[1 : len(all_names) + 1]]
        shown = [re.sub(r"#(\d+);", lambda code: chr(int(code[1])), found[1]) for found in labels if found]
        assert shown == all_names
        arrows = [f"    stage{index} --> stage{index + 1}" for index in range(1, len(all_names))]
        starts = [f"    [*] --> stage{index}" for index in range(1, len(all_names))]
        assert lines[len(all_names) + 1 :] == [*starts, *arrows, f"    stage{len(all_names)} --> [*] : success"]

    def test_the_picture_in_the_documentation(self) -> None:
        """What the documentation shows as a picture is what it prints."""
        text = Path(__file__).parents[1].joinpath("docs/explanation/stages.md").read_text(encoding="utf-8")
        printed = re.findall(r"^stateDiagram-v2\n(?:    .*\n)+", text, re.MULTILINE)
        assert len(printed) == 2
        assert printed[0] == printed[1]
