"""
Extras: a library that is not installed is named, with the command that brings it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from buying_groups._extras import EXTRAS, library, of_an_extra
from buying_groups.errors import MissingLibraryError


if TYPE_CHECKING:
    from conftest import RunFresh

ROOT = Path(__file__).parent.parent


class TestMissing:
    """
    "A library is not installed that an extra of this package brings."
    """

    @pytest.mark.parametrize(
        ("missing", "extra", "program"),
        [
            ("narwhals", "tables", "import buying_groups.insights.tables"),
            ("narwhals", "tables", "import buying_groups.conditions.tables"),
            ("narwhals", "tables", "import buying_groups; buying_groups.completeness_tables"),
            ("narwhals", "tables", "from buying_groups.engagement import *; score_tables(None, None, as_of=now)"),
            (
                "pyarrow",
                "tables",
                (
                    "import polars as pl; from buying_groups.engagement import *\n"
                    "done = pl.DataFrame({'person_id': [1], 'activity_type': ['page_views'], 'occurred_at': [now]})\n"
                    "score_tables(done, done, as_of=now)"
                ),
            ),
            ("htpy", "html", "from buying_groups import html; html.document(None)"),
            (
                "matplotlib",
                "plots",
                "from buying_groups.plots import *; HighlightsDisplay.from_tenant(tenant, as_of=now)",
            ),
            (
                "skops",
                "models",
                "from buying_groups.intent.saving import *; loads(b'', taxonomy='', feature_names=[])",
            ),
            ("babel", "languages", "from buying_groups.summaries.languages import swedish; swedish.swedish()"),
        ],
    )
    def test_is_named(self, missing: str, extra: str, program: str, run_fresh: RunFresh) -> None:
        """In a fresh interpreter without the library, whatever needs it says what to install."""
        given = (
            "import sys\nfrom datetime import UTC, datetime\nfrom buying_groups import Tenant\n"
            "now, tenant = datetime(2026, 1, 31, tzinfo=UTC), Tenant(name='Empty')\n"
        )
        result = run_fresh(f"{given}sys.modules[{missing!r}] = None\n{program}")
        message = f"{missing} is not installed; pip install 'buying-groups[{extra}]' brings it"
        assert f"buying_groups.errors.MissingLibraryError: {message}" == result.stderr.rstrip().rpartition("\n")[2]

    def test_of_no_extra(self) -> None:
        """What is missing for another reason is raised as it is."""
        with pytest.raises(ModuleNotFoundError, match=r"^No module named 'buying_groups_of_nobody'$"):
            library("buying_groups_of_nobody")
        with pytest.raises(ImportError, match=r"^broken$") as caught, of_an_extra():
            raise ImportError("broken", name="skops")
        assert not isinstance(caught.value, MissingLibraryError)

    def test_the_extra_brings_it(self) -> None:
        """Each library, or the one that needs it, stands in the extra that the error names."""
        extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
            "optional-dependencies"
        ]
        brought = {
            library: extra for extra, needs in extras.items() for library in (need.partition(">=")[0] for need in needs)
        }
        assert EXTRAS == brought | {"markupsafe": brought["htpy"]}
