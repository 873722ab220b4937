"""
Insights as pictures: what is drawn is what the insights say.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest
from matplotlib.figure import Figure

from buying_groups import RolesTemplate, SolutionInterest, TemplateRole, insights
from buying_groups.plots import ContactCoverageDisplay, ScoreDistributionsDisplay

from .cases import AT, EMPTY, NOW, SAMPLE
from .test_engagement import bars, shuffled


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
