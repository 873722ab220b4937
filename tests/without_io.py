"""
Run a program under a hook that lets it touch no file, no network, no process and no console.

Usage: ``python without_io.py IMPORTS PROGRAM [--loading]``. IMPORTS runs first, unhindered. What PROGRAM then does that
Python audits (https://docs.python.org/3/library/audit_events.html) ends it at once, even where it catches exceptions.
Time zones are data that Python itself reads from files, each of them once; a second reading would show that whoever
asks for a zone goes to the disk every time. With ``--loading``, PROGRAM may import modules as well.
"""

from __future__ import annotations

import argparse
import importlib.machinery
import importlib.resources
import io
import sys
import zoneinfo
from contextlib import redirect_stderr, redirect_stdout, suppress
from typing import Any


_FORBIDDEN = (
    "builtins.input",
    "ctypes.",
    "ftplib.",
    "glob.",
    "http.",
    "imaplib.",
    "mmap.",
    "open",
    "os.",
    "pathlib.",
    "poplib.",
    "shutil.",
    "signal.",
    "smtplib.",
    "socket.",
    "sqlite3.",
    "subprocess.",
    "tempfile.",
    "time.sleep",
    "urllib.",
    "webbrowser.",
)
_LISTING = {"os.listdir", "os.scandir"}


class _Forbidden(BaseException):
    """
    Ends the program; no ``except Exception`` stops it.
    """


def _time_zone_folders() -> tuple[str, ...]:
    folders = list(zoneinfo.TZPATH)
    with suppress(ModuleNotFoundError):
        folders.append(str(importlib.resources.files("tzdata")))
    return tuple(folders)


class _Hook:
    def __init__(self, *, loading: bool) -> None:
        self.active = True
        self.violations: list[str] = []
        self._loading = loading
        self._zones = _time_zone_folders()
        self._read: set[str] = set()

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.active and event.startswith(_FORBIDDEN) and not self._allows(event, arguments):
            self.violations.append(f"{event}{arguments!r}")
            raise _Forbidden

    def _allows(self, event: str, arguments: tuple[object, ...]) -> bool:
        path = str(arguments[0]) if arguments else ""
        if event in _LISTING:
            return self._loading or path.startswith(self._zones)
        if event != "open" or arguments[1] not in {"r", "rb"}:
            return False
        if path.startswith(self._zones):
            again = path in self._read
            self._read.add(path)
            return not again
        return self._loading and path.endswith(tuple(importlib.machinery.all_suffixes()))


def main() -> None:
    """Run the program that the command line gives."""
    parser = argparse.ArgumentParser()
    parser.add_argument("imports")
    parser.add_argument("program")
    parser.add_argument("--loading", action="store_true")
    arguments = parser.parse_args()

    names: dict[str, Any] = {"__name__": "__main__"}
    exec(arguments.imports, names)  # noqa: S102 - running programs is what this file is for
    program = compile(arguments.program, "<program>", "exec")
    hook = _Hook(loading=arguments.loading)
    console = io.StringIO()
    sys.addaudithook(hook)
    try:
        with redirect_stdout(console), redirect_stderr(console):
            exec(program, names)  # noqa: S102
    except _Forbidden:
        pass
    finally:
        hook.active = False  # else a traceback could not show the lines of the program's own error
    if console.getvalue():
        hook.violations.append(f"output {console.getvalue()!r}")
    if hook.violations:
        sys.exit(f"forbidden: {'; '.join(hook.violations)}")


if __name__ == "__main__":
    main()
