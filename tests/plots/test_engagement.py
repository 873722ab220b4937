"""
Engagement over time and waterfalls: what is drawn are the numbers of the scores.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest
from matplotlib.container import BarContainer
from matplotlib.figure import Figure

from buying_groups import Activity, score_tenant
from buying_groups.engagement import DEFAULT_WEIGHTING_MODEL, Normalization
from buying_groups.errors import InvalidValueError, UnknownIdError
from buying_groups.plots import EngagementOverTimeDisplay, ScoreWaterfallDisplay

from .cases import AT, NOW, SAMPLE, tenant_of


if TYPE_CHECKING:
    from matplotlib.axes import Axes

GROUP = "cortex-account-2"
PERSON = "p0015"


@pytest.fixture
def ax() -> Axes:
    """Return axes that pyplot knows nothing of."""
    return Figure(figsize=(7, 5), layout="constrained").subplots()


def bars(ax: Axes) -> list[list[float]]:
    """Return the lengths of the bars, of each call that drew some."""
    found = [container for container in ax.containers if isinstance(container, BarContainer)]
    return [[max(bar.get_height(), bar.get_width()) for bar in container.patches] for container in found]


def stacks(ax: Axes) -> list[float]:
    """Return how high the stacks of bars are."""
    heights = [
        [bar.get_height() for bar in container.patches]
        for container in ax.containers
        if isinstance(container, BarContainer)
    ]
    return [float(height) for height in np.sum(heights, axis=0)]


def shuffled(seed: int) -> Any:
    """Return the sample with all its parts in another order."""
    chance = random.Random(seed)  # noqa: S311 - no secret

    def mixed(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(items, len(items)))

    names = (
        "accounts",
        "people",
        "solution_interests",
        "buying_groups",
        "activities",
        "stage_models",
        "roles_templates",
    )
    parts: dict[str, Any] = {name: mixed(getattr(SAMPLE, name)) for name in names}
    return attrs.evolve(SAMPLE, **parts)


class TestOverTime:
    """
    "Engagement over time with what made it."
    """

    @pytest.mark.parametrize("by", ["member", "role"])
    def test_a_groups_stacks_are_its_scores(self, by: Any, ax: Axes) -> None:
        """At every moment, the stack is as high as the score then; where none is known, there is no stack."""
        display = EngagementOverTimeDisplay.from_group(SAMPLE, GROUP, as_of=NOW, by=by, ax=ax)
        scores = [score_tenant(SAMPLE, as_of=NOW - timedelta(weeks=back)).group(GROUP) for back in range(12, -1, -1)]
        expected = [score.score if score.is_known else np.nan for score in scores]
        np.testing.assert_array_equal(expected, display.values)
        np.testing.assert_allclose(stacks(ax), np.nan_to_num(expected), atol=1e-9)
        assert [NOW - timedelta(weeks=12), NOW] == [display.moments[0], display.moments[-1]]

    def test_a_persons_stacks_are_the_scores(self, ax: Axes) -> None:
        """The same by type of activity."""
        display = EngagementOverTimeDisplay.from_person(SAMPLE, PERSON, as_of=NOW, moments=3, every_days=10, ax=ax)
        moments = [NOW - timedelta(days=back) for back in (20, 10, 0)]
        expected = [score_tenant(SAMPLE, as_of=moment).person(PERSON).score for moment in moments]
        np.testing.assert_array_equal(expected, display.values)
        np.testing.assert_allclose(stacks(ax), expected, atol=1e-9)

    def test_raw_is_that_of_the_scores(self, ax: Axes) -> None:
        """The raw engagement of a person, and of a group's members, is that which the scores report."""
        scores = score_tenant(SAMPLE, as_of=NOW)
        person = EngagementOverTimeDisplay.from_person(SAMPLE, PERSON, as_of=NOW, measure="raw", moments=1, ax=ax)
        assert [scores.person(PERSON).raw] == person.values.tolist() == person.parts.sum(axis=0).tolist()
        group = EngagementOverTimeDisplay.from_group(SAMPLE, GROUP, as_of=NOW, measure="raw", moments=1, ax=ax)
        expected = sum(scores.person(part.person_id).raw for part in scores.group(GROUP).parts)
        assert [expected] == group.values.tolist() == group.parts.sum(axis=0).tolist()

    def test_missing_is_not_zero(self, ax: Axes) -> None:
        """Before the first activity the number above is a dash, and a note says what that is."""
        display = EngagementOverTimeDisplay.from_group(SAMPLE, GROUP, as_of=NOW, ax=ax)
        assert np.isnan(display.values).tolist() == [True, *[False] * 12]
        assert "–" in [text.get_text() for text in ax.texts]
        assert ax.get_xlabel().endswith("\n– not known")

    def test_a_person_without_any_score_is_not_known(self, ax: Axes) -> None:
        """Who is in no group and has no activity is in no result: that is shown in words."""
        tenant = tenant_of(["Ada", "Bo"], active=0)
        alone = attrs.evolve(tenant, buying_groups=())
        display = EngagementOverTimeDisplay.from_person(alone, "p000", as_of=AT, moments=2, ax=ax)
        assert [np.isnan(value) for value in display.values] == [True, True]
        expected = "No activity of this person is known at any of these moments:\nthat is not known, and no 0."
        assert [expected] == [text.get_text() for text in ax.texts]

    def test_the_smallest_are_drawn_together(self, ax: Axes) -> None:
        """Of forty members, six stand by themselves; the others are one part, which says how many they are."""
        tenant = tenant_of([f"Person {place:02}" for place in range(40)])
        display = EngagementOverTimeDisplay.from_group(tenant, "g", as_of=AT, moments=2, ax=ax)
        legend = ax.get_legend()
        assert legend is not None
        assert len(display.labels) == 40
        assert "34 others" == legend.get_texts()[0].get_text()
        np.testing.assert_allclose(stacks(ax), display.values)

    def test_order_changes_nothing(self, ax: Axes) -> None:
        """Whatever the order of the tenant's parts, the same is drawn."""
        one = EngagementOverTimeDisplay.from_group(SAMPLE, GROUP, as_of=NOW, ax=ax)
        other = EngagementOverTimeDisplay.from_group(shuffled(1), GROUP, as_of=NOW, ax=ax)
        assert one.labels == other.labels
        np.testing.assert_array_equal(one.parts, other.parts)

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"moments": 0}, "^moments must be at least 1, got 0$"),
            ({"every_days": 0}, "^every_days must be at least 1, got 0$"),
            ({"moments": 10**6}, "^moments \\* every_days must be few enough days"),
        ],
        ids=["moments", "every_days", "calendar"],
    )
    def test_bad_numbers_are_named(self, options: dict[str, Any], message: str) -> None:
        """What is out of its range is named."""
        with pytest.raises(InvalidValueError, match=message):
            EngagementOverTimeDisplay.from_person(SAMPLE, PERSON, as_of=NOW, **options)

    def test_bad_words_are_named(self) -> None:
        """So is a part or a measure that there is not, with what there is."""
        bad: Any = "colour"
        with pytest.raises(UnknownIdError, match=r"^unknown part 'colour'; known: 'member', 'role'$"):
            EngagementOverTimeDisplay.from_group(SAMPLE, GROUP, as_of=NOW, by=bad)
        with pytest.raises(UnknownIdError, match=r"^unknown measure 'colour'; known: 'raw', 'score'$"):
            EngagementOverTimeDisplay.from_group(SAMPLE, GROUP, as_of=NOW, measure=bad)


class TestWaterfall:
    """
    "A score as a waterfall of its parts; parts sum to the score."
    """

    def test_a_groups_steps_are_its_parts(self, ax: Axes) -> None:
        """One bar for each member who adds something, the most first, and then the score."""
        display = ScoreWaterfallDisplay.from_group(SAMPLE, GROUP, as_of=NOW, ax=ax)
        score = score_tenant(SAMPLE, as_of=NOW).group(GROUP)
        expected = sorted((part.points for part in score.parts if part.points), reverse=True)
        assert expected == [part.points for part in display.parts]
        drawn = [length for (length,) in bars(ax)][: len(expected) + 1]
        np.testing.assert_allclose(drawn[:-1], expected)
        assert drawn[-1] == score.score
        assert pytest.approx(score.score, abs=1e-9) == sum(expected)
        assert len(score.parts) - len(expected) == display.without
        assert "3 of 10 members add nothing" in ax.get_xlabel()

    def test_a_persons_steps_are_types_and_days(self, ax: Axes) -> None:
        """The largest parts stand by themselves; the rest is one step that says how many it is."""
        display = ScoreWaterfallDisplay.from_person(SAMPLE, PERSON, as_of=NOW, most=4, ax=ax)
        labels = [label.get_text() for label in ax.get_yticklabels()]
        assert labels == [*(part.label for part in display.parts[:4]), f"{len(display.parts) - 4} others", "Score"]
        drawn = [length for (length,) in bars(ax)][:6]
        np.testing.assert_allclose(sum(drawn[:5]), drawn[5])
        assert "test, 27 Jan" == labels[0]

    def test_one_more_than_most_stands_by_itself(self, ax: Axes) -> None:
        """One that would be "1 others" is drawn by itself, as it takes the same room."""
        display = ScoreWaterfallDisplay.from_group(SAMPLE, GROUP, as_of=NOW, most=6, ax=ax)
        assert len(display.parts) == 7
        assert "Larissa Barros" == ax.get_yticklabels()[6].get_text()

    def test_a_score_that_was_computed_before(self, ax: Axes) -> None:
        """Without names, ids are shown; without a moment, the title has none."""
        score = score_tenant(SAMPLE, as_of=NOW).group(GROUP)
        display = ScoreWaterfallDisplay.from_score(score, ax=ax)
        assert {part.person_id for part in score.parts if part.points} == {part.label for part in display.parts}
        assert "Engagement score of cortex-account-2: 100" == ax.get_title(loc="left")

    def test_a_clipped_score_says_so(self, ax: Axes) -> None:
        """Above the stored scale's largest, the score is 100 and marked."""
        score = attrs.evolve(score_tenant(SAMPLE, as_of=NOW).person(PERSON), is_clipped=True)
        ScoreWaterfallDisplay.from_score(score, ax=ax)
        assert "above the largest of the stored scale" in ax.get_xlabel()

    def test_zero_is_not_unknown(self, ax: Axes) -> None:
        """Who did nothing of late has 0; of whom nothing is known has a dash."""
        tenant = tenant_of(["Ada", "Bo"], active=1)
        late = AT + timedelta(days=100)
        ScoreWaterfallDisplay.from_person(tenant, "p000", as_of=late, ax=ax)
        assert "Engagement score of Ada: 0" == ax.get_title(loc="left").splitlines()[0]
        assert "the score is 0." in ax.texts[0].get_text().replace("\n", " ")
        other = Figure().subplots()
        ScoreWaterfallDisplay.from_person(tenant, "p001", as_of=late, ax=other)
        assert "Engagement score of Bo: – (not known)" == other.get_title(loc="left").splitlines()[0]
        assert "which is not 0." in other.texts[0].get_text().replace("\n", " ")

    def test_a_persons_parts_that_add_nothing_are_counted(self, ax: Axes) -> None:
        """Where the scale's lower end is the lightest type, that type adds nothing, although it counts."""
        model = attrs.evolve(DEFAULT_WEIGHTING_MODEL, normalization=Normalization.MIN_MAX)
        activities = [
            Activity(person_id=person, activity_type=kind, occurred_at=AT)
            for person, kind in (("p000", "email_opened"), ("p000", "page_views"), ("p001", "email_opened"))
        ]
        tenant = attrs.evolve(
            tenant_of(["Ada", "Bo"], active=0), weighting_models=(model,), activities=tuple(activities)
        )
        display = ScoreWaterfallDisplay.from_person(tenant, "p000", as_of=AT, ax=ax)
        assert (["page views"], 1) == ([part.kind for part in display.parts], display.without)
        assert "1 of 2 parts add nothing" in ax.get_xlabel()
        other = Figure().subplots()
        assert 1 == ScoreWaterfallDisplay.from_person(tenant, "p001", as_of=AT, ax=other).without
        said = other.texts[0].get_text().replace("\n", " ")
        assert "Nothing in the look-back window adds to it: the score is 0." == said

    def test_order_changes_nothing(self, ax: Axes) -> None:
        """Whatever the order of the tenant's parts, the same is drawn."""
        one, other = (ScoreWaterfallDisplay.from_group(each, GROUP, as_of=NOW, ax=ax) for each in (SAMPLE, shuffled(2)))
        assert one.parts == other.parts

    def test_at_least_one_part_is_drawn(self) -> None:
        """None would not be a waterfall."""
        with pytest.raises(InvalidValueError, match=r"^most must be at least 1, got 0$"):
            ScoreWaterfallDisplay.from_group(SAMPLE, GROUP, as_of=NOW, most=0)
