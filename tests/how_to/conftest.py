"""
The programs of the how-tos, as they stand on their pages.

Most bring requirements of their own, and talk to servers; their test files run only where ``BUYING_GROUPS_TEST_HOW_TO``
is 1.
"""

from __future__ import annotations

import importlib.util
import os
import re
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import buying_groups


if TYPE_CHECKING:
    from collections.abc import Callable

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function from the name of a page to a file with its program: the block with a list of requirements."""

    def written(page: str) -> Path:
        text = (HOW_TO / f"{page}.md").read_text(encoding="utf-8")
        (source,) = re.findall(r"```python\n(# /// script\n.*?)```", text, flags=re.DOTALL)
        path = tmp_path_factory.mktemp(page.replace("-", "_")) / "program.py"
        path.write_text(source, encoding="utf-8")
        return path

    return written


@pytest.fixture(scope="session")
def imported() -> Callable[[Path], Any]:
    """Return a function that imports a file as a module."""

    def load(path: Path) -> Any:
        spec = importlib.util.spec_from_file_location(path.parent.name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """Return the environment of a program that runs in a process of its own, where it finds the package under test."""
    return {**os.environ, "PYTHONPATH": str(Path(buying_groups.__file__).parents[1]), "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """Return a function that finds a port of this machine at which nothing listens."""

    def found() -> int:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port: int = listener.getsockname()[1]
            return port

    return found
