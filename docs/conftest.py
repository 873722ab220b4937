"""
What the pages are tested with: the files that they show, for their examples to read.

Passed over are programs, which `tests/how_to` and `tests/test_documentation.py` run, and what Sphinx runs.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest


if TYPE_CHECKING:
    from pathlib import Path


collect_ignore = ["_extensions", "conf.py", "how-to/programs", "tutorial"]


@pytest.fixture(autouse=True)
def files_of_the_page(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copy the files of a page, which stand in a folder of its name, to a folder in which its examples run."""
    files = request.path.with_suffix("")
    if files.is_dir():
        shutil.copytree(files, tmp_path, dirs_exist_ok=True)
        monkeypatch.chdir(tmp_path)
