"""
The repository: what its files say twice, they say alike.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from buying_groups.__main__ import main


ROOT = Path(__file__).parents[1]


class TestToolVersions:
    """
    "Those that are also pre-commit hooks have the same version in `.pre-commit-config.yaml` (a test compares them)."
    """

    @pytest.mark.parametrize("tool", ["codespell", "ruff", "zizmor"])
    def test_hook_and_dependency_group_agree(self, tool: str) -> None:
        """A tool finds the same faults before a commit and in CI."""
        hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
        revision = re.search(rf"/{tool}(?:-pre-commit)?\n +rev: v(\S+)\n", hooks)
        assert revision is not None
        groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
        assert f"{tool}=={revision[1]}" in groups["lint"]


class TestReadme:
    """
    "README claims only what was run."
    """

    def test_shows_what_the_command_prints(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The example of its output is the beginning of its output."""
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        example = re.search(r"<!-- output: python -m buying_groups -->\n\n```text\n(.*?)```\n", readme, re.DOTALL)
        assert example is not None
        assert main([]) == 0
        assert capsys.readouterr().out.startswith(example[1])
