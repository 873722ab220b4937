"""
The architecture: what the package may not import, do or ask for, so that any program can embed it.
"""

from __future__ import annotations

import ast
import builtins
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import cattrs
import pytest

import buying_groups


if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import RunFresh, RunWithoutIO


PACKAGE = Path(buying_groups.__file__).parent
CORE = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__main__.py")

HEAVY = {"hypothesis", "matplotlib", "narwhals", "pandas", "polars", "pyarrow", "scipy", "sklearn"}

# Each name stands for itself and for everything below it.
FORBIDDEN = {
    # files
    "fileinput", "glob", "io.FileIO", "io.open", "io.open_code", "mmap", "os", "pathlib", "shutil", "tempfile",
    "dbm", "shelve", "sqlite3",
    # the console, the command line, the process
    "breakpoint", "getpass", "input", "print", "readline", "signal", "sys.argv", "sys.exit", "sys.stderr", "sys.stdin",
    "sys.stdout",
    # the network and other processes
    "ftplib", "http", "httpx", "imaplib", "multiprocessing", "poplib", "requests", "select", "selectors", "smtplib",
    "socket", "socketserver", "ssl", "subprocess", "urllib.request", "webbrowser",
    # threads and event loops: whether and how to wait is the caller's decision
    "_thread", "asyncio", "concurrent", "threading",
    # clocks
    "datetime.date.today", "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow", "time",
    # chance
    "random", "secrets", "uuid.uuid1", "uuid.uuid4",
    # settings of the whole process
    "locale.setlocale", "logging.basicConfig", "logging.config", "logging.disable", "logging.handlers",
    "numpy.random.seed", "numpy.seterr", "numpy.set_printoptions", "sklearn.set_config", "warnings.filterwarnings",
    "warnings.simplefilter",
    "open",
}  # fmt: skip


def _is_global_converter(member: object) -> bool:
    return cattrs.global_converter in (member, getattr(member, "__self__", None))


GLOBAL_CONVERTER = {f"cattrs.{name}" for name, member in vars(cattrs).items() if _is_global_converter(member)}


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield what an import binds: the local name and what it stands for."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            root = alias.name.partition(".")[0]
            yield (alias.asname, alias.name) if alias.asname else (root, root)
    elif isinstance(node, ast.ImportFrom) and node.level == 0:
        for alias in node.names:
            yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _dotted(node: ast.AST, names: dict[str, str]) -> str:
    """Return what a name or an attribute of a name stands for, with its module; else nothing."""
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value, names)
        return f"{owner}.{node.attr}" if owner else ""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id if hasattr(builtins, node.id) else "")
    return ""


def forbidden_uses(source: str) -> list[str]:
    """Return what a module's source imports or names although the core may not, with its lines."""
    nodes = list(ast.walk(ast.parse(source)))
    names = dict(pair for node in nodes for pair in _imported(node))
    found: set[tuple[int, str]] = set()
    for node in nodes:
        used = {_dotted(node, names)} if isinstance(node, ast.expr) else {real for _, real in _imported(node)}
        if isinstance(node, ast.Import):
            used |= {alias.name for alias in node.names}
        for name in used:
            parts = name.split(".")
            above = {".".join(parts[: length + 1]) for length in range(len(parts))}
            found |= {(getattr(node, "lineno", 0), bad) for bad in above & (FORBIDDEN | GLOBAL_CONVERTER)}
    return [f"line {line}: {name}" for line, name in sorted(found)]


class TestImport:
    """
    "The package root imports neither scikit-learn nor hypothesis nor any data-frame library."
    """

    def test_loads_nothing_heavy(self, run_fresh: RunFresh) -> None:
        """A fresh interpreter that imports the package has none of the heavy libraries loaded."""
        result = run_fresh("import sys, buying_groups; print(*sys.modules, sep='\\n')")
        assert result.stderr == ""
        loaded = set(result.stdout.split())
        assert "buying_groups" in loaded
        assert set() == loaded & HEAVY

    def test_heavy_libraries_would_be_seen(self, run_fresh: RunFresh) -> None:
        """The same look does see a heavy library that is loaded."""
        result = run_fresh("import sys, sklearn; print(*sys.modules, sep='\\n')")
        assert {"sklearn", "scipy"} <= set(result.stdout.split()) & HEAVY

    def test_is_silent(self, run_fresh: RunFresh) -> None:
        """Importing the package prints nothing and warns of nothing, with warnings as errors."""
        result = run_fresh("import buying_groups")
        assert (0, "", "") == (result.returncode, result.stdout, result.stderr)

    def test_does_no_io(self, run_without_io: RunWithoutIO) -> None:
        """No module of the package does anything while it is imported but load the others."""
        names = [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in CORE]
        program = "\n".join(f"import {name.removesuffix('.__init__')}" for name in names)
        # What the dependencies do while they are imported is theirs: only our modules are imported a second time.
        forget = "for name in [name for name in sys.modules if name.startswith('buying_groups')]: del sys.modules[name]"
        result = run_without_io(program, imports=f"{program}\nimport sys\n{forget}", loading=True)
        assert (0, "") == (result.returncode, result.stderr)


class TestCore:
    """
    "Architecture is a test: the core imports nothing that does I/O, reads no clock, uses no global converter."
    """

    @pytest.mark.parametrize("path", CORE, ids=lambda path: path.relative_to(PACKAGE).as_posix())
    def test_names_nothing_forbidden(self, path: Path) -> None:
        """A module of the core neither imports nor names what would read, print, wait or ask for the time."""
        assert [] == forbidden_uses(path.read_text(encoding="utf-8"))

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            pytest.param("import os", ["line 1: os"], id="import"),
            pytest.param("import os.path as p", ["line 1: os"], id="import-below"),
            pytest.param("from os import environ", ["line 1: os"], id="import-from"),
            pytest.param("def f():\n    import socket", ["line 2: socket"], id="import-inside"),
            pytest.param("print(1)", ["line 1: print"], id="builtin"),
            pytest.param("show = print", ["line 1: print"], id="builtin-not-called"),
            pytest.param("open('x')", ["line 1: open"], id="open"),
            pytest.param("import sys\nsys.argv[1:]", ["line 2: sys.argv"], id="attribute"),
            pytest.param(
                "from datetime import datetime as moment\ndef f(now=moment.now): ...",
                ["line 2: datetime.datetime.now"],
                id="clock-as-default",
            ),
            pytest.param("import datetime as d\nd.date.today()", ["line 2: datetime.date.today"], id="today"),
            pytest.param("from time import monotonic", ["line 1: time"], id="time"),
            pytest.param("import logging.config", ["line 1: logging.config"], id="logging-config"),
            pytest.param("import cattrs\ncattrs.structure(1, int)", ["line 2: cattrs.structure"], id="cattrs"),
            pytest.param("from cattrs import unstructure as u", ["line 1: cattrs.unstructure"], id="cattrs-from"),
            pytest.param(
                "from cattrs import global_converter", ["line 1: cattrs.global_converter"], id="global-converter"
            ),
        ],
    )
    def test_a_forbidden_use_is_found(self, source: str, expected: list[str]) -> None:
        """The check sees what is forbidden, also under another name, below a module and inside a function."""
        assert expected == forbidden_uses(source)

    @pytest.mark.parametrize(
        "source",
        [
            pytest.param("from datetime import UTC, datetime, time\ndatetime(2026, 1, 1, tzinfo=UTC)", id="datetime"),
            pytest.param("import logging\nlogging.getLogger(__name__).info('x')", id="logging"),
            pytest.param("import cattrs\ncattrs.Converter().structure(1, int)", id="own-converter"),
            pytest.param("from .time import today\nself.open(path.print)", id="names-of-our-own"),
            pytest.param("import sys\nsys.intern('x')", id="sys"),
        ],
    )
    def test_what_is_allowed_is_not_found(self, source: str) -> None:
        """The check lets pass what only resembles a forbidden use."""
        assert [] == forbidden_uses(source)


class TestWithoutIO:
    """
    "Architecture is a test": the hook under which programs of the tests compute lets nothing through.
    """

    @pytest.mark.parametrize(
        ("program", "expected"),
        [
            pytest.param("open('some file')", "open('some file', 'r'", id="open"),
            pytest.param("open('some file', 'wb')", "open('some file', 'w'", id="open-for-writing"),
            pytest.param("import pathlib; pathlib.Path('some file').read_text()", "open('some file'", id="pathlib"),
            pytest.param("import os; os.listdir('.')", "os.listdir('.'", id="os"),
            pytest.param("import os; os.environ['A'] = 'b'", "os.putenv(b'A', b'b')", id="environment"),
            pytest.param("import socket; socket.socket()", "socket.__new__(", id="socket"),
            pytest.param("import subprocess; subprocess.run(['true'])", "subprocess.Popen(", id="subprocess"),
            pytest.param("import wave", "open(", id="import"),
            pytest.param("print('shown')", r"output 'shown\n'", id="print"),
            pytest.param("import sys; sys.stderr.write('shown')", "output 'shown'", id="stderr"),
            pytest.param(
                "try:\n    open('some file')\nexcept Exception:\n    pass", "open('some file', 'r'", id="caught"
            ),
            pytest.param(
                "try:\n    open('some file')\nexcept BaseException:\n    pass", "open('some file', 'r'", id="swallowed"
            ),
        ],
    )
    def test_touching_the_world_fails(self, program: str, expected: str, run_without_io: RunWithoutIO) -> None:
        """A program that touches a file, the network, a process or the console fails, even if it hides the error."""
        result = run_without_io(program, imports="import os, pathlib, socket, subprocess, sys")
        assert result.returncode == 1
        assert result.stderr.startswith(f"forbidden: {expected}")

    def test_computing_passes(self, run_without_io: RunWithoutIO) -> None:
        """A program that only computes passes."""
        result = run_without_io("assert sum(range(5)) == 10", imports="")
        assert (0, "", "") == (result.returncode, result.stdout, result.stderr)

    def test_an_error_of_the_program_is_shown(self, run_without_io: RunWithoutIO) -> None:
        """A program that fails by itself fails here too, with its own traceback."""
        result = run_without_io("assert sum(range(5)) == 11", imports="")
        assert result.returncode == 1
        assert result.stderr.endswith("AssertionError\n")

    @pytest.mark.parametrize("folders", [None, ""], ids=["system", "tzdata"])
    def test_a_time_zone_is_read_once(
        self, folders: str | None, run_without_io: RunWithoutIO, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Python may read a time zone, from the system's folder or the package tzdata, but not a second time."""
        if folders is not None:
            monkeypatch.setenv("PYTHONTZPATH", folders)
        ask = "from zoneinfo import ZoneInfo\nassert ZoneInfo('Europe/Stockholm') is ZoneInfo('Europe/Stockholm')"
        once = run_without_io(ask, imports="import zoneinfo")
        assert (0, "") == (once.returncode, once.stderr)
        twice = run_without_io(f"{ask}\nZoneInfo.no_cache('Europe/Stockholm')", imports="import zoneinfo")
        assert twice.returncode == 1
        assert "Stockholm" in twice.stderr


def test_this_interpreter_is_not_hooked() -> None:
    """The hooks end with their interpreters: this one can still read its own files."""
    assert Path(sys.executable).exists()
    assert Path(__file__).read_text(encoding="utf-8").startswith('"""')


def members_without_source(source: str) -> list[int]:
    """Return the lines in which a module's source makes a member and does not say who decided."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    made = [call for call in calls if getattr(call.func, "attr", getattr(call.func, "id", "")) == "Member"]
    return [call.lineno for call in made if "source" not in {keyword.arg for keyword in call.keywords}]


class TestMembers:
    """
    "Whoever makes members out of what a journey or a job has decided has to say so."
    """

    def test_the_package_says_who_decided(self) -> None:
        """No code of the package leaves the source of a member at its default, which outranks every job."""
        assert {} == {
            path.name: lines for path in CORE if (lines := members_without_source(path.read_text(encoding="utf-8")))
        }

    def test_would_be_seen(self) -> None:
        """By its name or as an attribute."""
        assert members_without_source("Member(role='r')\nbg.Member(x)\nMember(source=s)\nOther()") == [1, 2]


COMPUTE = """
from datetime import UTC, datetime
AS_OF = datetime(2026, 1, 31, 12, tzinfo=UTC)
tenant = documents.loads(TEXT, Tenant)
scores = score_tenant(tenant, as_of=AS_OF)
for group in tenant.buying_groups:
    part = tenant.only_account(group.account_id)
    details = buying_group_details(part, group.id, as_of=AS_OF, scale=scores.scale)
    documents.dumps(details)
    text.page(details)
documents.json_schema(Tenant)
"""


class TestPages:
    """
    An embeddable core: pages are computed without files, sockets or the console.
    """

    def test_are_computed_without_io(self, run_without_io: RunWithoutIO) -> None:
        """From a document's text to the page's: only the time zone is read, once, by Python itself."""
        sample = PACKAGE / "samples" / "open_source.json"
        imports = (
            "import pathlib\n"
            "from buying_groups import Tenant, buying_group_details, documents, score_tenant, text\n"
            f"TEXT = pathlib.Path({str(sample)!r}).read_text(encoding='utf-8')"
        )
        result = run_without_io(COMPUTE, imports=imports)
        assert (0, "", "") == (result.returncode, result.stdout, result.stderr)
