"""
What all tests share: Hypothesis profiles and fresh interpreters.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

import buying_groups


# A slow machine is no reason to fail: time is measured in benchmarks/, never in a test.
settings.register_profile("default", deadline=None)
# The same examples in every run: a submission fails for what it changes, not for being the one that was unlucky.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("deep", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default"))


class RunFresh(Protocol):
    """
    Runs a program in an interpreter of its own, where a warning is an error.
    """

    def __call__(self, program: str) -> subprocess.CompletedProcess[str]:
        """Return how it ended and what it printed."""
        ...


class RunWithoutIO(Protocol):
    """
    Runs a program in an interpreter of its own, where it fails as soon as it touches the world outside.
    """

    def __call__(
        self, program: str, *, imports: str = "import buying_groups", loading: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """
        Return how it ended and what it printed.

        `imports` runs first and may do what it likes; with `loading`, the program itself may load modules too.
        """
        ...


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    # The child imports the very package that this process tests, wherever that lies.
    environment = os.environ | {"PYTHONPATH": str(Path(buying_groups.__file__).parents[1])}
    command = [sys.executable, "-B", "-P", "-W", "error", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="session")
def run_fresh() -> RunFresh:
    """Return a function that runs a program in a fresh interpreter."""
    return lambda program: _run("-c", program)


@pytest.fixture(scope="session")
def run_without_io() -> RunWithoutIO:
    """Return a function that runs a program in a fresh interpreter that allows no I/O."""

    def run(
        program: str, *, imports: str = "import buying_groups", loading: bool = False
    ) -> subprocess.CompletedProcess[str]:
        script = Path(__file__).with_name("without_io.py")
        return _run(str(script), imports, program, *(["--loading"] if loading else []))

    return run
