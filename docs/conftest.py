"""
What the pages are tested with: the files that they show, for their examples to read.

Passed over are programs with requirements of their own, which `tests/how_to` runs, and what Sphinx runs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest


if TYPE_CHECKING:
    from pathlib import Path


collect_ignore = ["_extensions", "conf.py", "how-to/programs"]


@pytest.fixture(autouse=True)
def files_of_the_page(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the blocks that a page gives the name of a file, to a folder in which its examples run."""
    text = request.path.read_text(encoding="utf-8")
    if files := re.findall(r"^<!-- file: (\S+) -->\n\n```text\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE):
        for name, content in files:
            (tmp_path / name).write_text(content, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
