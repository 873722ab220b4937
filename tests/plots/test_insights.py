"""
Insights as pictures: what is drawn is what the insights say.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest
from matplotlib.figure import Figure

from buying_groups import (
    RolesTemplate,
    SolutionInterest,
    Stage,
    StageKind,
    StageModel,
    StageMove,
    TemplateRole,
    insights,
)
from buying_groups.errors import InvalidValueError, UnknownIdError
from buying_groups.plots import (
    AccountTrendsDisplay,
    ContactCoverageDisplay,
    ContactOverlapDisplay,
    GroupsByStageDisplay,
    HighlightsDisplay,
    RolesOverTimeDisplay,
    ScoreDistributionsDisplay,
    StageFlowDisplay,
)

from .cases import AT, EMPTY, NOW, SAMPLE, tenant_of
from .test_engagement import bars, shuffled
from .test_reliability import legend


if TYPE_CHECKING:
    from matplotlib.axes import Axes


@pytest.fixture
def ax() -> Axes:
    """Return axes that pyplot knows nothing of."""
    return Figure(figsize=(7, 5), layout="constrained").subplots()


class TestCoverage:
    """
    "Contact coverage: role × solution interest."
    """

    def test_every_row_is_a_cell(self, ax: Axes) -> None:
        """People stand in the cells; where nobody has a role it is framed, where there is none it is a dash."""
        display = ContactCoverageDisplay.from_tenant(SAMPLE, as_of=NOW, ax=ax)
        rows = insights.contact_coverage(SAMPLE, as_of=NOW).rows
        cells = {
            (display.solution_interests.index(row.solution_interest), display.roles.index(row.role)): row
            for row in rows
        }
        for place, people in np.ndenumerate(display.people):
            assert np.isnan(people) if place not in cells else people == cells[place].people
        written = [text.get_text() for text in ax.texts]
        assert display.people.size == len(written)
        assert "3\nin 3 of 3" == written[0]
        assert sum(row.people == 0 for row in rows) == len(
            [line for line in ax.lines if np.shape(line.get_xdata()) == (5,)]
        )

    def test_without_groups_nobody_could_have_the_role(self, ax: Axes) -> None:
        """A solution interest without groups has dashes, not zeros."""
        template = RolesTemplate(id="t", name="T", roles=(TemplateRole(role="Champion"),)).publish()
        interest = SolutionInterest(id="s", name="Gateway", roles_template_id="t")
        tenant = attrs.evolve(EMPTY, roles_templates=(template,), solution_interests=(interest,))
        display = ContactCoverageDisplay.from_tenant(tenant, as_of=AT, ax=ax)
        assert np.isnan(display.people).all()
        assert ["–"] == [text.get_text() for text in ax.texts]

    def test_order_changes_nothing(self, ax: Axes) -> None:
        """Whatever the order of the tenant's parts, the same is drawn."""
        one, other = (ContactCoverageDisplay.from_tenant(each, as_of=NOW, ax=ax) for each in (SAMPLE, shuffled(3)))
        assert (one.coverage, one.roles) == (other.coverage, other.roles)

    def test_nothing_is_said_in_words(self, ax: Axes) -> None:
        """An empty tenant has a sentence."""
        ContactCoverageDisplay.from_tenant(EMPTY, as_of=AT, ax=ax)
        assert ["The tenant has no solution interest with roles."] == [text.get_text() for text in ax.texts]


class TestDistributions:
    """
    "Distributions of both scores in the four bands."
    """

    def test_bars_are_the_bands(self, ax: Axes) -> None:
        """A bar for each band and score, and one for those of whom nothing is known."""
        ScoreDistributionsDisplay.from_tenant(SAMPLE, as_of=NOW, ax=ax)
        assert [[2, 1, 3, 5], [0, 2, 4, 6], [1]] == [
            [round(bar.get_height()) for bar in each] for each in ax.containers
        ]
        assert "engagement\nnot known" == ax.get_xticklabels()[-1].get_text()

    def test_where_all_are_known_there_is_no_such_bar(self, ax: Axes) -> None:
        """Only the four bands."""
        found = attrs.evolve(insights.score_distributions(SAMPLE, as_of=NOW), unknown_engagement=())
        ScoreDistributionsDisplay.from_insight(found, ax=ax)
        assert 2 == len(bars(ax))
        assert ["up to 25", "above 25\nup to 50", "above 50\nup to 75", "above 75\nup to 100"] == [
            label.get_text() for label in ax.get_xticklabels()
        ]

    def test_nothing_is_said_in_words(self, ax: Axes) -> None:
        """An empty tenant has a sentence."""
        ScoreDistributionsDisplay.from_tenant(EMPTY, as_of=AT, ax=ax)
        assert ["The tenant has no buying groups."] == [text.get_text() for text in ax.texts]


class TestOverlap:
    """
    "Contact overlap: people in more than one group."
    """

    def test_every_row_is_a_person_with_groups(self, ax: Axes) -> None:
        """A bar for each group of each person, under the name of the group."""
        ContactOverlapDisplay.from_tenant(SAMPLE, as_of=NOW, ax=ax)
        rows = insights.contact_overlap(SAMPLE, as_of=NOW).rows
        names = [SAMPLE.group_name(SAMPLE.buying_group(id)) for row in rows for id in row.group_ids]
        assert names == [text.get_text().replace("\n", " ") for text in ax.texts]
        assert [row.name for row in rows] == [label.get_text() for label in ax.get_yticklabels()]
        assert "People in more than one buying group: 6 of 55 (11 %)" == ax.get_title(loc="left").splitlines()[0]

    def test_the_first_are_drawn_and_the_rest_is_counted(self, ax: Axes) -> None:
        """What is left out is in the title."""
        display = ContactOverlapDisplay.from_tenant(SAMPLE, as_of=NOW, most=2, ax=ax)
        assert 2 == len(display.rows)
        assert "The 2 who are in most; 4 more are not drawn" == ax.get_title(loc="left").splitlines()[1]

    def test_without_names_there_are_ids(self, ax: Axes) -> None:
        """An overlap that was computed before knows the groups by their ids."""
        ContactOverlapDisplay.from_insight(insights.contact_overlap(SAMPLE, as_of=NOW), most=1, ax=ax)
        assert ["cortex-account-2", "fluent-bit-account-2", "thanos-account-2"] == [
            text.get_text() for text in ax.texts
        ]

    def test_at_least_one_is_drawn(self) -> None:
        """None would say that there is nobody."""
        with pytest.raises(InvalidValueError, match=r"^most must be at least 1, got 0$"):
            ContactOverlapDisplay.from_tenant(SAMPLE, as_of=NOW, most=0)


def _moved(*stages: str) -> Any:
    model = StageModel(
        id="m",
        name="Deals",
        stages=(
            Stage(name="Aware", kind=StageKind.ENTRY, next_stages=("Evaluating",)),
            Stage(name="Evaluating", next_stages=("Won", "Lost")),
            Stage(name="Won", kind=StageKind.SUCCESS),
            Stage(name="Lost", kind=StageKind.FAILURE, next_stages=("Aware",)),
        ),
    ).publish()
    moves = tuple(
        StageMove(stage=stage, moved_at=AT - timedelta(days=40 - day)) for day, stage in enumerate(stages, start=1)
    )
    tenant = tenant_of(["Ada"])
    one, other = tenant.buying_groups
    return attrs.evolve(
        tenant,
        stage_models=(model,),
        buying_groups=(attrs.evolve(one, stage_moves=moves), attrs.evolve(other, stage_moves=())),
    )


class TestStageFlow:
    """
    "Stage flow: transitions with counts, groups now in each stage."
    """

    def test_known_answer(self, ax: Axes) -> None:
        """One group goes round twice, the second time by a way that the model lacks; the other has not begun."""
        tenant = _moved("Aware", "Evaluating", "Lost", "Aware", "Evaluating", "Aware")
        display = StageFlowDisplay.from_tenant(tenant, as_of=AT, ax=ax)
        assert ((1, 0, 0, 0), 1) == (display.groups, display.without_stage)
        assert [(each.source, each.target, each.moves, each.is_allowed) for each in display.transitions] == [
            (None, "Aware", 1, True),
            ("Aware", "Evaluating", 2, True),
            ("Evaluating", "Aware", 1, False),
            ("Evaluating", "Won", 0, True),
            ("Evaluating", "Lost", 1, True),
            ("Lost", "Aware", 1, True),
        ]
        assert ["moves, and how many", "allowed, no move yet", "not allowed by the model"] == legend(ax)
        written = sorted(text.get_text() for text in ax.texts if text.get_text().isdigit())
        assert ["1", "1", "1", "1", "2"] == written
        assert "Stages of Deals: 2 buying groups, 6 moves" == ax.get_title(loc="left").splitlines()[0]

    def test_counts_are_those_by_stage(self, ax: Axes) -> None:
        """How many groups are in a stage is what `groups_by_stage` says, over all solution interests."""
        display = StageFlowDisplay.from_tenant(SAMPLE, as_of=NOW, ax=ax)
        rows = insights.groups_by_stage(SAMPLE, as_of=NOW).rows
        expected = [sum(row.groups for row in rows if row.stage == stage) for stage in (None, *display.stages)]
        assert expected == [display.without_stage, *display.groups]

    def test_of_one_solution_interest(self, ax: Axes) -> None:
        """Only its groups are counted."""
        display = StageFlowDisplay.from_tenant(SAMPLE, as_of=NOW, solution_interest_id="istio", ax=ax)
        assert (0, 1, 0, 0, 1) == display.groups
        assert "Stages of Istio (New business): 2 buying groups, 5 moves" == ax.get_title(loc="left").splitlines()[0]

    def test_later_moves_do_not_exist(self, ax: Axes) -> None:
        """As of the day before the last move, it was not made."""
        tenant = _moved("Aware", "Evaluating")
        display = StageFlowDisplay.from_tenant(tenant, as_of=AT - timedelta(days=39), stage_model_id="m", ax=ax)
        assert (1, 0, 0, 0) == display.groups

    def test_no_move_at_all(self, ax: Axes) -> None:
        """Where nobody moved, what is allowed is drawn all the same."""
        display = StageFlowDisplay.from_tenant(_moved(), as_of=AT, ax=ax)
        assert 2 == display.without_stage
        assert 5 == len([line for line in ax.lines if line.get_linestyle() == ":" and np.size(line.get_xdata())])

    def test_a_draft_without_any_way(self, ax: Axes) -> None:
        """Stages are drawn although nothing leads from one to another yet."""
        draft = StageModel(id="d", name="Draft", stages=(Stage(name="Aware"), Stage(name="Evaluating")))
        tenant = attrs.evolve(_moved(), stage_models=(*_moved().stage_models, draft))
        display = StageFlowDisplay.from_tenant(tenant, as_of=AT, stage_model_id="d", ax=ax)
        assert ((), (0, 0), 0) == (display.transitions, display.groups, display.without_stage)
        assert ["no stage yet", "Aware", "Evaluating"] == [text.get_text() for text in ax.texts[::2]]

    def test_which_model_is_meant_has_to_be_clear(self, ax: Axes) -> None:
        """With several, one is to be named; that of a solution interest is its own."""
        tenant = _moved()
        other = attrs.evolve(tenant.stage_models[0], id="n")
        both = attrs.evolve(tenant, stage_models=(*tenant.stage_models, other))
        with pytest.raises(InvalidValueError, match=r"^stage_model_id must be one of 'm', 'n', got None$"):
            StageFlowDisplay.from_tenant(both, as_of=AT)
        with pytest.raises(InvalidValueError, match=r"^stage_model_id must be that of 's', got 'n'$"):
            StageFlowDisplay.from_tenant(both, as_of=AT, stage_model_id="n", solution_interest_id="s")
        assert "Deals" == getattr(
            StageFlowDisplay.from_tenant(both, as_of=AT, stage_model_id="n", ax=ax).model, "name", ""
        )

    def test_nothing_is_said_in_words(self, ax: Axes) -> None:
        """Without a stage model there is a sentence, under the name of what was asked for."""
        one = attrs.evolve(_moved().solution_interests[0], stage_model_id=None)
        tenant = attrs.evolve(_moved(), solution_interests=(one,))
        StageFlowDisplay.from_tenant(tenant, as_of=AT, solution_interest_id="s", ax=ax)
        assert ["There is no stage model, so there are no stages."] == [text.get_text() for text in ax.texts]
        assert "Stages of Gateway" == ax.get_title(loc="left").splitlines()[0]

    def test_order_changes_nothing(self, ax: Axes) -> None:
        """Whatever the order of the tenant's parts, the same is drawn."""
        one, other = (StageFlowDisplay.from_tenant(each, as_of=NOW, ax=ax) for each in (SAMPLE, shuffled(4)))
        assert (one.groups, one.transitions) == (other.groups, other.transitions)


class TestByStage:
    """
    "Groups by solution interest and stage."
    """

    def test_every_row_is_a_cell(self, ax: Axes) -> None:
        """Where the model of a solution interest has no such stage, there is a dash, not a zero."""
        interests = tuple(
            attrs.evolve(each, stage_model_id=None) if each.id == "helm" else each for each in SAMPLE.solution_interests
        )
        tenant = attrs.evolve(SAMPLE, solution_interests=interests)
        display = GroupsByStageDisplay.from_tenant(tenant, as_of=NOW, ax=ax)
        assert (
            "no stage yet",
            "Identified",
            "Evaluating",
            "Negotiating",
            "Won (success)",
            "Lost (failure)",
        ) == display.stages
        helm = display.groups[display.solution_interests.index("Helm")]
        np.testing.assert_array_equal(helm, [1, *[np.nan] * 5])
        rows = insights.groups_by_stage(tenant, as_of=NOW).rows
        assert sum(row.groups for row in rows) == np.nansum(display.groups)
        assert "– the stage model does not have the stage" in ax.get_xlabel()
        assert 5 == [text.get_text() for text in ax.texts].count("–")

    def test_a_name_is_one_column(self, ax: Axes) -> None:
        """Where one model enters at a stage that another passes through, both count in one column."""
        rows = [
            insights.StageRow(solution_interest_id=id, solution_interest=id, stage=stage, kind=kind, group_ids=("g",))
            for id, kinds in (("s", (StageKind.ENTRY, StageKind.SUCCESS)), ("t", (StageKind.INTERMEDIATE,) * 2))
            for stage, kind in zip(("Aware", "Won"), kinds, strict=True)
        ]
        display = GroupsByStageDisplay.from_insight(insights.GroupsByStage(as_of=AT, rows=tuple(rows)), ax=ax)
        assert ("Aware", "Won (success)", "Won") == display.stages
        np.testing.assert_array_equal(display.groups, [[1, 1, np.nan], [1, np.nan, 1]])


class TestHighlights:
    """
    "Highlights: top engaged, high velocity, stagnant."
    """

    @pytest.mark.parametrize("which", ["most_engaged", "high_velocity", "stagnant"])
    def test_bars_are_the_groups(self, which: Any, ax: Axes) -> None:
        """A bar for each, in their order, as long as what they stand out by."""
        found = insights.highlights(SAMPLE, as_of=NOW)
        display = HighlightsDisplay.from_tenant(SAMPLE, which=which, as_of=NOW, ax=ax)
        items: Any = getattr(found, which)
        lengths = {
            "most_engaged": [item.engagement for item in items],
            "high_velocity": [item.recent_moves(30) for item in items],
            "stagnant": [item.stagnation.days for item in items],
        }[which]
        assert lengths
        assert lengths == [length for (length,) in bars(ax)] == list(display.values)
        shown = [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]
        assert [item.name for item in items] == shown == list(display.names)

    def test_another_word_is_named(self) -> None:
        """There are three kinds."""
        bad: Any = "slow"
        with pytest.raises(UnknownIdError, match=r"^unknown highlight 'slow'; known: "):
            HighlightsDisplay.from_tenant(SAMPLE, which=bad, as_of=NOW)


class TestTrends:
    """
    "Account trends: before and after with the statistic."
    """

    def test_every_account_has_both_windows(self, ax: Axes) -> None:
        """A line from the days before to the days of the last window, with both numbers and the p-value."""
        display = AccountTrendsDisplay.from_tenant(SAMPLE, as_of=NOW, ax=ax)
        rows = insights.account_trends(SAMPLE, as_of=NOW).rows
        assert rows == display.rows
        drawn = [np.asarray(line.get_xdata()).tolist() for line in ax.lines if np.size(line.get_xdata()) == 2]
        assert [[row.earlier_days, row.recent_days] for row in rows] == drawn
        assert "19 → 48: within chance (adjusted p 0.29)" == ax.texts[0].get_text()

    def test_trends_differ_by_more_than_colour(self, ax: Axes) -> None:
        """Surging points up, at risk points down, unknown is a cross, without a p-value."""
        found = insights.account_trends(SAMPLE, as_of=NOW)
        kinds = [insights.Trend.SURGING, insights.Trend.AT_RISK, insights.Trend.UNKNOWN]
        rows = [attrs.evolve(row, trend=trend) for row, trend in zip(found.rows, kinds, strict=False)]
        rows[2] = attrs.evolve(rows[2], p_value=None, adjusted_p_value=None)
        AccountTrendsDisplay.from_insight(attrs.evolve(found, rows=tuple(rows)), ax=ax)
        assert ["^", "v", "x"] == [line.get_marker() for line in ax.lines if line.get_markersize() == 8]
        assert ax.texts[2].get_text().endswith(": not compared")
        assert "Engagement of 3 accounts: 1 surging, 1 at risk" == ax.get_title(loc="left").splitlines()[0]

    def test_without_a_baseline_it_says_so(self, ax: Axes) -> None:
        """Nothing is compared, and the axis says why."""
        AccountTrendsDisplay.from_tenant(SAMPLE, as_of=NOW - timedelta(days=60), most=3, ax=ax)
        assert ax.get_title(loc="left").splitlines()[1].startswith("no account is compared")
        assert ax.get_xlabel().endswith("\n4 more accounts, with weaker changes, are not drawn")

    def test_at_least_one_is_drawn(self) -> None:
        """None would say that there are no accounts."""
        with pytest.raises(InvalidValueError, match=r"^most must be at least 1, got 0$"):
            AccountTrendsDisplay.from_tenant(SAMPLE, as_of=NOW, most=0)


class TestRoles:
    """
    "Roles over time: acquisition and engagement by role."
    """

    @pytest.mark.parametrize("measure", ["acquired", "people", "mean_engagement", "mean_raw"])
    def test_every_row_is_a_cell(self, measure: Any, ax: Axes) -> None:
        """A row for each role, a column for each period; what is not known is a dash."""
        display = RolesOverTimeDisplay.from_tenant(SAMPLE, measure=measure, as_of=NOW, periods=4, ax=ax)
        rows = insights.roles_over_time(SAMPLE, as_of=NOW, periods=4).rows
        expected = [np.nan if getattr(row, measure) is None else getattr(row, measure) for row in rows]
        np.testing.assert_array_equal(display.values.ravel(), expected)
        written = [text.get_text() for text in ax.texts]
        assert np.isnan(expected).tolist() == [text.startswith("–") for text in written]
        is_mean = measure.startswith("mean")
        assert [f"(+{row.unknown})" for row in rows if row.unknown and is_mean] == [
            text.split()[-1] for text in written if "(" in text
        ]
        assert is_mean == ("of whom it is not known" in ax.get_xlabel())

    def test_another_word_is_named(self) -> None:
        """There are four measures."""
        bad: Any = "age"
        with pytest.raises(UnknownIdError, match=r"^unknown measure 'age'; known: "):
            RolesOverTimeDisplay.from_tenant(SAMPLE, measure=bad, as_of=NOW)
