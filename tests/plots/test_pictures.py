"""
Pictures: every display looks as it did when somebody looked at it.

Fonts are rendered otherwise by every version of FreeType that Matplotlib comes with, and a layout follows its texts. So
texts are left out, and the axes have a fixed place: what is compared are the marks. Texts are compared as texts, by the
other tests, which also see where two overlap.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false, reportUnknownLambdaType=false, reportUnknownArgumentType=false

from __future__ import annotations

import os
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from matplotlib.testing.compare import compare_images
from matplotlib.text import Text

from .cases import NOW, SAMPLE, Make, of_intent, of_tenant


REFERENCES = Path(__file__).with_name("references")
PICTURES: dict[str, Make] = {**of_tenant(SAMPLE, NOW, "p0015", "cortex-account-2"), **of_intent()}
TOLERANCE = 4.0  # root mean square of the difference, of 255; a bar that is missing is far above it


def draw(make: Make, path: Path) -> None:
    """Draw a display without its texts, small, on axes with a fixed place, whatever the settings are."""
    with mpl.rc_context(mpl.rcParamsDefault), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", lambda _text, _renderer: None)
        figure = Figure(figsize=(4, 3), dpi=60)
        make(figure.add_axes((0.02, 0.02, 0.96, 0.96)))
        for legend in [each for ax in figure.axes if (each := ax.get_legend()) is not None]:
            legend.remove()  # its place follows its texts
        figure.savefig(path, metadata={"Software": None})


class TestPictures:
    """
    "Image tests against references that somebody looked at."
    """

    @pytest.mark.parametrize("name", PICTURES)
    def test_looks_as_it_did(self, name: str, tmp_path: Path) -> None:
        """The marks are where they were; CONTRIBUTING.md says how references are made anew."""
        reference = REFERENCES / f"{name.replace(' ', '_')}.png"
        if os.environ.get("BUYING_GROUPS_MAKE_REFERENCES"):
            draw(PICTURES[name], reference)
        actual = tmp_path / reference.name
        draw(PICTURES[name], actual)
        assert compare_images(str(reference), str(actual), TOLERANCE) is None

    def test_all_references_are_compared(self) -> None:
        """No reference is left of a display that is no more."""
        assert {f"{name.replace(' ', '_')}.png" for name in PICTURES} == {path.name for path in REFERENCES.iterdir()}

    def test_another_picture_is_told_apart(self, tmp_path: Path) -> None:
        """The tolerance does not let one waterfall pass for that of somebody else."""
        other = of_tenant(SAMPLE, NOW, "p0016", "etcd-account-1")
        for name in ("waterfall of a group", "engagement of a group"):
            actual = tmp_path / "other.png"
            draw(other[name], actual)
            assert compare_images(str(REFERENCES / f"{name.replace(' ', '_')}.png"), str(actual), TOLERANCE) is not None
