"""
Displays: what is true of each, whatever it shows.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.text import Text

from buying_groups import plots
from buying_groups.errors import MissingLibraryError
from buying_groups.plots import ContactOverlapDisplay, EngagementOverTimeDisplay, ScoreWaterfallDisplay

from .cases import AT, CASES, EMPTY, HOSTILE, NOW, SAMPLE, of_insights, of_tenant, tenant_of
from .test_reliability import legend


if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import RunFresh
    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import SubFigure

TABLE = of_tenant(SAMPLE, NOW, "p0015", "cortex-account-2")


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    with mpl.rc_context(mpl.rcParamsDefault):
        yield
    plt.close("all")


def texts(figure: Figure | SubFigure) -> list[Text]:
    """Return all texts that are drawn."""
    found: list[Text] = []
    with pytest.MonkeyPatch.context() as patch:
        draw = Text.draw

        def record(text: Text, renderer: RendererBase) -> None:
            found.append(text)
            draw(text, renderer)

        patch.setattr(Text, "draw", record)
        figure.canvas.draw()
    return [text for text in dict.fromkeys(found) if text.get_visible() and text.get_text().strip()]


class TestConvention:
    """
    "Plots by the convention of scikit-learn's displays."
    """

    @pytest.mark.parametrize("name", TABLE)
    def test_a_figure_is_made_where_no_axes_are_given(self, name: str) -> None:
        """A display has axes in a figure of pyplot's; `plot` returns it, with the same texts on other axes."""
        display = TABLE[name](None)
        assert [display.figure_] == [plt.figure(number) for number in plt.get_fignums()]
        assert [display.ax_] == display.figure_.axes
        assert f"<{type(display).__name__} of " in repr(display)
        before = [text.get_text() for text in texts(display.figure_)]
        assert display is display.plot()
        assert before == [text.get_text() for text in texts(display.figure_)]

    @pytest.mark.parametrize("name", TABLE)
    def test_axes_that_are_given_are_used(self, name: str) -> None:
        """A display on axes of the caller's makes no figure; no setting and no current axes are changed."""
        before = dict(mpl.rcParams)
        _, mine = plt.subplots()
        ax = Figure(figsize=(8, 6), layout="constrained").subplots()
        display = TABLE[name](ax)
        assert (ax, ax.figure) == (display.ax_, display.figure_)
        assert 1 == len(plt.get_fignums())
        assert before == dict(mpl.rcParams)
        assert mine is plt.gca()

    def test_a_style_is_kept(self) -> None:
        """On a dark background, the texts are light."""
        with plt.style.context("dark_background"):
            display = TABLE["waterfall of a group"](None)
            assert {"white"} == {label.get_color() for label in display.ax_.get_yticklabels()}


class TestTitle:
    """
    "The title says the as-of moment in the tenant's zone."
    """

    @pytest.mark.parametrize("name", TABLE)
    def test_says_when(self, name: str) -> None:
        """The last line is the moment in the tenant's zone."""
        title = TABLE[name](None).ax_.get_title(loc="left")
        assert title.splitlines()[-1] == "as of 2026-01-31 14:32 (Europe/Stockholm)"

    def test_is_the_day_of_the_zone(self) -> None:
        """Half past eleven in the evening, UTC, is the next morning in Tokyo."""
        display = of_insights(EMPTY, AT)["coverage"](None)
        assert display.ax_.get_title(loc="left").splitlines()[-1] == "as of 2026-02-01 08:30 (Asia/Tokyo)"


class TestLegible:
    r"""
    "Long names are shortened or wrapped, and nothing overlaps"; "`$…$` in names is no formula".
    """

    @pytest.mark.parametrize("name", CASES)
    def test_texts_do_not_overlap_and_are_plain(self, name: str) -> None:
        """No two texts share room, none leaves the figure, none is read as a formula or TeX, none steers."""
        display = CASES[name](None)
        shown = texts(display.figure_)
        boxes = [(text.get_text(), text.get_window_extent()) for text in shown]
        whole = display.figure_.bbox.padded(1)
        assert [] == [text for text, box in boxes if not (whole.contains(*box.min) and whole.contains(*box.max))]
        overlapping = [
            (one, other)
            for (one, box), (other, another) in itertools.combinations(boxes, 2)
            if box.padded(-1).overlaps(another.padded(-1))
        ]
        assert [] == overlapping
        read = [text.get_text() for text in shown if text.get_parse_math() or text.get_usetex()]
        assert [] == [text for text in read if set(text) & set("$\\%_^")]
        assert [] == [text for text, _ in boxes if not text.replace("\n", "").isprintable()]

    def test_names_are_shown_as_they_are(self) -> None:
        """Every name stands there, on one line."""
        display = CASES["waterfall of a group: hostile"](None)
        labels = [label.get_text() for label in display.ax_.get_yticklabels()]
        shown = {
            "$x^2$",
            "$\\frac{1}{0}$",
            "50% of_$it",
            "line break tab",
            "��[31m�red",
            "a\\b{c}~#&",
            "-",
            "$",
            "Score",
        }
        assert shown == set(labels)
        assert len(HOSTILE) + 1 == len(labels)

    def test_legends_have_every_name(self) -> None:
        """Matplotlib leaves out of a legend what begins with an underscore."""
        tenant = tenant_of(["_Ada", "Bo"], role="_Buyer")
        one, other, third = Figure().subplots(3)
        EngagementOverTimeDisplay.from_group(tenant, "g", as_of=AT, ax=one)
        assert {" _Ada", "Bo"} == {*legend(one)}
        ScoreWaterfallDisplay.from_group(tenant, "g", as_of=AT, ax=other)
        assert {"Decision Maker", " _Buyer"} == {*legend(other)}
        ContactOverlapDisplay.from_tenant(tenant, as_of=AT, ax=third)
        assert {"Decision Maker", " _Buyer"} == {*legend(third)}


class TestLibrary:
    """
    "Matplotlib is imported only inside `plot`."
    """

    def test_is_not_loaded_before(self, run_fresh: RunFresh) -> None:
        """A fresh interpreter that imports the package and the displays has no Matplotlib."""
        result = run_fresh(
            "import sys, buying_groups; buying_groups.plots.ScoreWaterfallDisplay; "
            "print(sorted({'matplotlib', 'sklearn', 'narwhals'} & sys.modules.keys()))"
        )
        assert (0, "[]\n", "") == (result.returncode, result.stdout, result.stderr)

    def test_pyplot_is_not_loaded_for_axes_that_are_given(self, run_fresh: RunFresh) -> None:
        """A service that draws on figures of its own has no pyplot, which keeps every figure."""
        result = run_fresh(
            "import sys\n"
            "from datetime import UTC, datetime\n"
            "from matplotlib.figure import Figure\n"
            "from buying_groups import Tenant, plots\n"
            "now = datetime(2026, 1, 31, tzinfo=UTC)\n"
            "plots.ContactCoverageDisplay.from_tenant(Tenant(name='Empty'), as_of=now, ax=Figure().subplots())\n"
            "print('matplotlib.pyplot' in sys.modules)"
        )
        assert (0, "False\n", "") == (result.returncode, result.stdout, result.stderr)

    def test_without_it_the_error_names_the_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where it is not installed, plotting says what to install."""
        monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
        message = "^matplotlib is not installed; pip install 'buying-groups\\[plots\\]' brings it$"
        with pytest.raises(MissingLibraryError, match=message):
            plots.ContactCoverageDisplay.from_tenant(EMPTY, as_of=AT)
