"""
The documentation: all code runs somewhere, all links lead somewhere, and what pages import is in the reference.

What needs Sphinx is checked while the site is built (step `docs` of `.ci/run`): names, terms, orphans, and that the
reference holds each public name once.
"""

from __future__ import annotations

import ast
import doctest
import importlib
import importlib.util
import re
import runpy
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs
import pytest

import buying_groups
from buying_groups import (
    DEFAULT_WEIGHTING_MODEL,
    Account,
    Activity,
    BuyingGroup,
    Content,
    Member,
    Person,
    RolesTemplate,
    SolutionInterest,
    TemplateRole,
    Tenant,
    buying_group_details,
    score_tenant,
)
from buying_groups.errors import DataError, DocumentError
from buying_groups.importers import plain


if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SOURCES = sorted(Path(buying_groups.__file__).parent.rglob("*.py"))

# Blocks of Python without prompts, which tests run that have requirements of their own.
PROGRAMS = {
    "docs/how-to/engagement-on-spark.md": "tests/engagement/test_spark.py",
    "docs/how-to/send-email-by-smtp.md": "tests/how_to/test_smtp.py",
    "docs/how-to/send-email-with-marketo.md": "tests/how_to/test_marketo.py",
    "docs/how-to/summaries-with-a-language-model.md": "tests/how_to/test_language_model.py",
}
# Commands that nothing runs, by how they begin.
NOT_RUN = {
    "python -m venv --upgrade-deps .venv\nsource ": "contributors' set-up: `.ci/run` makes the same environment",
    "pip install buying-groups fastapi ": "a service runs until it is stopped; a test starts it, and this program",
    "python crm_export.py ": "a test runs this program, and compares what it prints with the page",
    "python benchmarks/": "benchmarks take minutes; their last results stand beside the command, with the date",
}
# Hosts that offer packages: how to install them is the reader's affair, and no page sends anybody there.
REGISTRIES = re.compile(
    r"(?:pypi|pythonhosted|npmjs|anaconda|conda|crates|rubygems|maven|nuget|jfrog)[.\w]*", re.IGNORECASE
)


class Block(NamedTuple):
    """A block of code of a page."""

    page: str
    line: int
    language: str
    mark: str
    code: str


def name_of(path: Path) -> str:
    """Return a file's name, from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def blocks_of(page: str, text: str) -> list[Block]:
    """Return the blocks of code of a page, with the comments that mark them."""
    found = re.finditer(
        r"^(?:<!-- (?P<mark>[^\n]+) -->\n\n)?(?P<fence>`{3,}|~{3,})(?P<language>[^\n`]*)\n(?P<code>.*?)^(?P=fence) *$",
        text,
        flags=re.MULTILINE | re.DOTALL,
    )
    return [
        Block(page, text.count("\n", 0, one.start()) + 1, one["language"].strip(), one["mark"] or "", one["code"])
        for one in found
    ]


def prose_of(text: str) -> str:
    """Return a page without its code."""
    text = re.sub(r"^(`{3,}|~{3,}).*?^\1 *$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "``", text)


def anchors_of(text: str) -> set[str]:
    """Return the anchors of a page's headings, as Git hosts and MyST make them."""
    found: set[str] = set()
    for heading in re.findall(
        r"^#+ +(.+?) *$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), flags=re.MULTILINE
    ):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.add(slug if slug not in found else f"{slug}-1")
    return found


def broken_links(page: Path, text: str, anchors: Callable[[Path], set[str]]) -> list[str]:
    """Return the links of a page to files or anchors that do not exist."""
    prose = prose_of(text)
    targets = re.findall(r"\]\(([^)\s]+)\)", prose) + re.findall(r"^\[[^\]]+\]: +(\S+)", prose, flags=re.MULTILINE)
    broken: list[str] = []
    for target in targets:
        path, _, anchor = target.partition("#")
        if not re.match(r"[a-z]+:", target):
            linked = (page.parent / path).resolve() if path else page
            if not linked.exists() or (anchor and anchor not in anchors(linked)):
                broken.append(target)
    return broken


BLOCKS = [block for page in PAGES for block in blocks_of(name_of(page), page.read_text(encoding="utf-8"))]


class TestCode:
    """
    "Every block of code runs somewhere."
    """

    def test_python(self) -> None:
        """A block of Python has prompts, so that it is an example, or is the one program that a test runs."""
        others = [block for block in BLOCKS if block.language in {"python", "pycon", "py"} and ">>> " not in block.code]
        assert sorted(PROGRAMS) == sorted(block.page for block in others)
        for page, test in PROGRAMS.items():
            words = {Path(page).stem, Path(page).name}
            source = (ROOT / test).read_text(encoding="utf-8")
            assert any(f'"{word}"' in source or f"/{word}" in source or f'{word}"' in source for word in words), page

    def test_no_other_names_of_python(self) -> None:
        """An example stands in a block that readers see as Python."""
        hidden = [block for block in BLOCKS if ">>> " in block.code and block.language not in {"python", "pycon"}]
        assert [] == hidden

    def test_prompts_begin_the_block(self) -> None:
        """Code before the first prompt would be shown and not run."""
        examples = [block for block in BLOCKS if block.language in {"python", "pycon"} and ">>> " in block.code]
        assert [] == [block for block in examples if not block.code.startswith(">>> ")]

    def test_shell(self) -> None:
        """A block of commands is run by `.ci/run`, by its name, or stands on the short list of those that are not."""
        ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
        run = set(re.findall(r"\brun_block (\S+) (\S+?)(?=[;\s])", ci))
        shell = [block for block in BLOCKS if block.language in {"sh", "bash", "shell", "console"}]
        reasons: list[str] = []
        for block in shell:
            if block.mark.startswith("run: "):
                assert (block.page, block.mark.removeprefix("run: ")) in run
            else:
                reasons += [reason for start, reason in NOT_RUN.items() if block.code.startswith(start)] or [block.code]
        assert set(NOT_RUN.values()) == set(reasons)

    def test_blocks_are_found(self) -> None:
        """The look at blocks sees them, with their marks and lines."""
        text = "# A\n\n<!-- run: demo -->\n\n```sh\nls\n```\n\n````md\n```python\n1\n```\n````\n"
        assert [("sh", "run: demo", 3), ("md", "", 9)] == [
            (one.language, one.mark, one.line) for one in blocks_of("p", text)
        ]


class TestLinks:
    """
    "Every link leads somewhere."
    """

    @staticmethod
    def anchors(path: Path) -> set[str]:
        """Return the anchors of a page."""
        return anchors_of(path.read_text(encoding="utf-8")) if path.suffix == ".md" else set()

    @pytest.mark.parametrize("page", PAGES, ids=name_of)
    def test_inside(self, page: Path) -> None:
        """Relative links and anchors exist."""
        assert [] == broken_links(page, page.read_text(encoding="utf-8"), self.anchors)

    def test_a_broken_one_is_seen(self) -> None:
        """The look at links sees what is missing, and passes over code."""
        text = "# A b\n\n[x](#a-b) [y](#a-c) [z](none.md) `[c](code.md)` [w](https://example.com)\n\n[r]: gone.md\n"
        assert ["#a-c", "none.md", "gone.md"] == broken_links(ROOT / "README.md", text, lambda _: anchors_of(text))

    @pytest.mark.parametrize("page", PAGES, ids=name_of)
    def test_outside(self, page: Path) -> None:
        """Links to other hosts are encrypted, and none leads to a registry of packages."""
        addresses = re.findall(r"[a-z]+://[^\s)>\]\"'`|]+", prose_of(page.read_text(encoding="utf-8")))
        hosts = {address: address.split("/")[2] for address in addresses}
        assert [] == [one for one, host in hosts.items() if not one.startswith("https://") or REGISTRIES.search(host)]

    @pytest.mark.parametrize("path", [*PAGES, *SOURCES], ids=str)
    def test_files_that_are_named(self, path: Path) -> None:
        """A file of the repository that a page or a docstring names exists."""
        named = re.findall(r"`((?:docs|tests|benchmarks|src)/[\w./-]+)`", path.read_text(encoding="utf-8"))
        assert [] == [name for name in named if not (ROOT / name).exists()]


class TestReference:
    """
    "What pages import is in the reference."
    """

    @staticmethod
    def modules() -> list[str]:
        """Return the modules that the reference lists."""
        text = (ROOT / "docs" / "reference" / "index.md").read_text(encoding="utf-8")
        return re.findall(r"^ +(buying_groups[\w.]*)$", text, flags=re.MULTILINE)

    def test_no_module_twice(self) -> None:
        """Each module is listed once, and says what is public in it."""
        assert sorted(set(self.modules())) == sorted(self.modules())
        assert [] == [name for name in self.modules() if not importlib.import_module(name).__all__]

    def test_modules_of_the_package(self) -> None:
        """Every module that the package names in its docstring is listed."""
        names = {f"buying_groups.{name}" for name in re.findall(r"`(\w+)`", buying_groups.__doc__ or "")}
        named = {name for name in names if importlib.util.find_spec(name)}
        assert "buying_groups.engagement" in named
        assert set() == named - set(self.modules())

    def test_modules_of_the_pages(self) -> None:
        """Every module that a page or an example of a docstring imports from is listed."""
        texts = [path.read_text(encoding="utf-8") for path in [*PAGES, *SOURCES]]
        lines = [line for text in texts for line in re.findall(r"^ *(?:>>> |\.\.\. )(.+)$", text, flags=re.MULTILINE)]
        imported = {name for line in lines for name in re.findall(r"(?:from|import) (buying_groups[\w.]*)", line)}
        assert set() == imported - set(self.modules())


class TestScores:
    """
    "Unless the tenant has a weighting model of its own, these types count, with these weights."
    """

    def test_default_types(self) -> None:
        """The table of the explanation is the default weighting model, whose window it names."""
        page = (ROOT / "docs" / "explanation" / "scores.md").read_text(encoding="utf-8")
        _, _, table = page.partition("| activity type | weight | counted a day, at most |\n| --- | --- | --- |\n")
        rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \|$", table.partition("\n\n")[0], flags=re.MULTILINE)
        model = DEFAULT_WEIGHTING_MODEL
        assert [(one.activity_type, one.weight, one.daily_cap) for one in model.weights] == [
            (name, float(weight), int(cap)) for name, weight, cap in rows
        ]
        assert f"({model.look_back_days} by default)" in page


AT = datetime(2026, 1, 31, tzinfo=UTC)
TEMPLATE = RolesTemplate(id="standard", name="Standard", roles=(TemplateRole(role="Decision Maker"),))
MEMBER = Member(person_id="p1", role="Decision Maker", joined_at=AT)
GROUP = BuyingGroup(id="g1", account_id="a1", solution_interest_id="s1", members=(MEMBER,))
PERSON = Person(id="p1", account_id="a1")
ACTIVITY = Activity(person_id="p1", activity_type="page_views", occurred_at=AT)
ROW = {"person_id": "p1", "activity_type": "page_views", "occurred_at": "2026-01-31 09:30"}


def tenant(**changes: Any) -> Tenant:
    """Return a small tenant like the tutorial's, with changes."""
    parts: dict[str, Any] = {
        "name": "Tenant",
        "time_zone": "Europe/Stockholm",
        "accounts": (Account(id="a1", name="Acme"),),
        "people": (PERSON,),
        "roles_templates": (TEMPLATE.publish(),),
        "solution_interests": (SolutionInterest(id="s1", name="Gateway", roles_template_id="standard"),),
        "buying_groups": (GROUP,),
    }
    return Tenant(**parts | changes)


def refuse(**changes: str) -> None:
    """Raise what is said of a row that cannot be read."""
    for row in plain.import_activities([ROW | changes]).refused:
        raise DocumentError(row.problems)


def split_wrongly() -> None:
    """Raise what is said of a row of a file that was read with another delimiter."""
    for row in plain.import_activities([{";".join(ROW): ";".join(ROW.values())}]).refused:
        raise DocumentError(row.problems)


MISTAKES: list[Callable[[], object]] = [
    refuse,
    lambda: score_tenant(tenant(), as_of=AT.replace(tzinfo=None)),
    lambda: plain.import_activities([], naive_time_zone="CEST"),
    lambda: refuse(occurred_at="31/01/2026"),
    lambda: refuse(person_id=" "),
    split_wrongly,
    lambda: plain.import_activities("activities.csv"),  # type: ignore[arg-type]
    lambda: tenant(activities=(attrs.evolve(ACTIVITY, person_id="p9"),)),
    lambda: tenant(buying_groups=(attrs.evolve(GROUP, members=(attrs.evolve(MEMBER, role="decision maker"),)),)),
    lambda: tenant(roles_templates=(attrs.evolve(TEMPLATE, roles=(TemplateRole(role="Entscheider"),)),)),
    lambda: tenant(roles_templates=(TEMPLATE,)),
    lambda: tenant(people=(PERSON, PERSON)),
    lambda: attrs.evolve(GROUP, members=(MEMBER, MEMBER)),
    lambda: tenant(
        activities=(
            attrs.evolve(ACTIVITY, id="7"),
            attrs.evolve(ACTIVITY, id="7", occurred_at=AT.replace(hour=1)),
        )
    ),
    lambda: buying_group_details(tenant(), "acme", as_of=AT),
]


def statements(source: str) -> list[str]:
    """Return the statements of a source in one form, those that print an expression as the expression."""
    found: list[str] = []
    for statement in ast.parse(source).body:
        called = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(called, ast.Call) and ast.unparse(called.func) == "print":
            found.append(ast.unparse(called.args[-1]))
        elif not (isinstance(called, ast.Constant)):
            found.append(ast.unparse(statement))
    return found


class TestTutorial:
    """
    "`scores.py` is the program that the next steps go through."
    """

    FILES = ROOT / "docs" / "tutorial"

    def test_program(self) -> None:
        """All that the program does is on the page; what is not a loop that prints, in the same order."""
        page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
        shown = [*statements(doctest.script_from_examples(page)), "text.page(details)"]
        program = statements((self.FILES / "scores.py").read_text(encoding="utf-8"))
        assert [] == [one for one in program if one not in shown]
        steps = [one for one in program if not one.startswith(("import ", "from "))]
        places = [len(shown) - shown[::-1].index(one) for one in steps]  # the last, where the page says it twice
        loops = [place for place, step in zip(places, steps, strict=True) if not step.startswith("for ")]
        assert sorted(loops) == loops

    def test_what_it_prints(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
        """It runs beside its files, and prints the scores of the page."""
        shutil.copytree(self.FILES, tmp_path, dirs_exist_ok=True)
        monkeypatch.chdir(tmp_path)
        runpy.run_path("scores.py")
        printed = capsys.readouterr().out
        page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
        for line in ("Gateway-acme 100.0", "Gateway-globex 77.6", "p2 74.5", "* Missing roles: Practitioner (1)"):
            assert f"\n{line}\n" in printed
            assert f"\n{line}\n" in page


class TestColumns:
    """
    "The columns, of which only the first two or three are needed."
    """

    PAGE = (ROOT / "docs" / "how-to" / "import-activities.md").read_text(encoding="utf-8")

    def columns(self, table: str) -> set[str]:
        """Return the columns that the page lists."""
        (row,) = re.findall(rf"^\| {table} \| (.+) \|$", self.PAGE, flags=re.MULTILINE)
        return set(re.findall(r"`(\w+)`", row)) - {"account_of"}

    def test_of_activities(self) -> None:
        """Every column is read, and every field has one."""
        columns = self.columns("activities")
        assert () == plain.import_activities([dict.fromkeys(columns, "")]).unread_columns
        fields = {*attrs.fields_dict(Activity), *attrs.fields_dict(Content)} - {"content"}
        assert columns == fields | {"type", "activity_id"}

    def test_of_people(self) -> None:
        """Every column is read, and every field has one."""
        columns = self.columns("people")
        assert () == plain.import_people([dict.fromkeys(columns, "")]).unread_columns
        assert columns == attrs.fields_dict(Person).keys() - {"custom_fields"} | {"person_id", "name", "title"}


class TestMessages:
    """
    "The message says where, what is there, and what would be valid."
    """

    def test_messages(self) -> None:
        """What the table of errors quotes is what the library says."""
        page = (ROOT / "docs" / "how-to" / "when-something-goes-wrong.md").read_text(encoding="utf-8")
        _, _, table = page.partition("| you see | it means | do |\n| --- | --- | --- |\n")
        quotes = re.findall(r"^\| `([^`]+)` \|", table, flags=re.MULTILINE)
        for quote, mistake in zip(quotes, MISTAKES, strict=True):
            with pytest.raises(DataError, match=re.escape(quote)):
                mistake()
