"""
The command: what it prints, and one clear line for wrong input.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from buying_groups import TemplateRole, Tenant, documents
from buying_groups.__main__ import main
from buying_groups.assignment import AssignmentPlan
from buying_groups.conditions import keyword_intent
from buying_groups.details import BuyingGroupDetails
from buying_groups.intent import Taxonomy, TaxonomyCategory, TaxonomyProduct


@pytest.fixture
def document(small_tenant: Tenant, tmp_path: Path) -> str:
    """Return the path of a tenant document."""
    path = tmp_path / "tenant.json"
    path.write_text(documents.dumps(small_tenant), encoding="utf-8")
    return str(path)


class TestWithoutArguments:
    """It shows the details page of one group of the sample tenant and how to see more."""

    def test_shows_a_page(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The most engaged group, with every section."""
        assert main([]) == 0
        printed = capsys.readouterr().out
        assert printed.startswith(
            "Cortex for Account 2\n====================\nas of 2026-01-31 14:32 (Europe/Stockholm)\n"
        )
        for title in ("Roles", "Account", "Decision makers", "Other top engaged members", "Members", "What made"):
            assert f"\n{title}" in printed
        assert "More: python -m buying_groups --list " in printed

    def test_the_worked_example(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The second sample."""
        assert main(["--sample", "worked-example"]) == 0
        assert "Adam" in capsys.readouterr().out

    def test_a_sample_that_is_not_there(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The near miss is named, in one line."""
        with pytest.raises(SystemExit, match=r"^2$"):
            main(["--sample", "worked-exmple"])
        assert capsys.readouterr().err == (
            "python -m buying_groups: argument --sample: unknown sample 'worked-exmple' "
            "(did you mean 'worked-example'?); known: 'open-source', 'worked-example' (see --help)\n"
        )


class TestOptions:
    """--list, --group NAME, --as-of TIME, --json, and a tenant document as a path or -."""

    def test_list(self, document: str, capsys: pytest.CaptureFixture[str]) -> None:
        """The groups with their scores, the most engaged first."""
        assert main([document, "--list"]) == 0
        assert capsys.readouterr().out == (
            "Small, as of 2026-01-23 13:00 (Europe/Stockholm)\n"
            "\n"
            "Buying group       Id  Members  Engagement  Completeness  Stage\n"
            "Mesh team          g2        1         100            0%  –\n"
            "Gateway for Acme   g1        2          80           67%  Evaluating\n"
            "Gateway for Other  g3        0           –            0%  –\n"
        )

    @pytest.mark.parametrize("name", ["g1", "Gateway for Acme", "GATEWAY FOR ACME"])
    def test_group(self, document: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        """By id or by name, whatever the case."""
        assert main([document, "--group", name]) == 0
        printed = capsys.readouterr().out
        assert printed.startswith("Gateway for Acme\n")
        assert "More:" not in printed

    @pytest.mark.parametrize("time", ["2026-01-06T12:00:00Z", "2026-01-06T13:00:00+01:00"])
    def test_as_of(self, document: str, time: str, capsys: pytest.CaptureFixture[str]) -> None:
        """As it was at another time."""
        assert main([document, "--group", "g1", "--as-of", time]) == 0
        assert "as of 2026-01-06 13:00 (Europe/Stockholm)\n" in capsys.readouterr().out

    def test_json(self, document: str, capsys: pytest.CaptureFixture[str]) -> None:
        """The page as a document that can be read back."""
        assert main([document, "--group", "g1", "--json"]) == 0
        assert documents.loads(capsys.readouterr().out, BuyingGroupDetails).group.name == "Gateway for Acme"

    def test_plan(self, capsys: pytest.CaptureFixture[str]) -> None:
        """What the daily job would do to the sample's first group, with reasons; also as JSON."""
        assert main(["--plan"]) == 0
        printed = capsys.readouterr().out
        assert printed.startswith("Plan of the daily job for Cortex for Account 2\n")
        assert "  Sunita Rawat: no member -> Influencer\n      matched because job title contains the word" in printed
        assert main(["--plan", "--json"]) == 0
        plan = documents.loads(capsys.readouterr().out, AssignmentPlan)
        assert [change.person_id for change in plan.removals] == ["p0037"]

    def test_plan_knows_intent(self, small_tenant: Tenant, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Where the tenant has an approved taxonomy, conditions on intent are asked of the signals."""
        product = TaxonomyProduct(name="Gateway", keywords=("gateway",))
        taxonomy = Taxonomy(categories=(TaxonomyCategory(name="Networking", products=(product,)),)).approve()
        interested = TemplateRole(role="Other", condition=keyword_intent("gateway").is_("low"))
        template = small_tenant.roles_template("t1")
        tenant = attrs.evolve(
            small_tenant,
            taxonomy=taxonomy,
            signal_model=attrs.evolve(small_tenant.signal_model, activities_required=1),
            roles_templates=(attrs.evolve(template, roles=(*template.roles, interested)),),
        )
        path = tmp_path / "tenant.json"
        for known, additions in ((tenant, ["bo"]), (attrs.evolve(tenant, taxonomy=None), [])):
            path.write_text(documents.dumps(known), encoding="utf-8")
            assert main([str(path), "--group", "g2", "--plan", "--json"]) == 0
            plan = documents.loads(capsys.readouterr().out, AssignmentPlan)
            assert [change.person_id for change in plan.additions] == additions

    def test_list_as_json(self, document: str, capsys: pytest.CaptureFixture[str]) -> None:
        """All heads of pages."""
        assert main([document, "--list", "--json"]) == 0
        assert [group["id"] for group in json.loads(capsys.readouterr().out)] == ["g2", "g1", "g3"]

    def test_standard_input(
        self, small_tenant: Tenant, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A tenant through a pipe."""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(documents.dumps(small_tenant).encode())))
        assert main(["-", "--group", "Mesh team"]) == 0
        assert capsys.readouterr().out.startswith("Mesh team\n")


class TestWrongInput:
    """One clear line on standard error and exit status 2."""

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (
                ["--group", "Nobody"],
                "unknown buying group 'Nobody'; known: 'Gateway for Acme', 'Gateway for Other', 'Mesh team'",
            ),
            (
                ["--as-of", "yesterday"],
                "--as-of must be a time with a zone in ISO 8601, such as 2026-01-31T09:30:00Z, got 'yesterday'",
            ),
            (
                ["--as-of", "2026-11-28"],
                "--as-of must be a time with a zone in ISO 8601, such as 2026-11-28T09:30:00Z, got '2026-11-28'",
            ),
            (
                ["--as-of", "2026-01-31T09:30:00"],
                (
                    "--as-of must be a time with a zone in ISO 8601, such as 2026-01-31T09:30:00Z, "
                    "got '2026-01-31T09:30:00'"
                ),
            ),
        ],
    )
    def test_options(
        self, document: str, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Each says what would be valid."""
        assert main([document, *arguments]) == 2
        assert capsys.readouterr() == ("", f"python -m buying_groups: {message}\n")

    def test_a_name_of_several_groups(
        self, small_tenant: Tenant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The ids tell them apart."""
        groups = tuple(attrs.evolve(group, name="Team") for group in small_tenant.buying_groups)
        path = tmp_path / "tenant.json"
        path.write_text(documents.dumps(attrs.evolve(small_tenant, buying_groups=groups)), encoding="utf-8")
        assert main([str(path), "--group", "team"]) == 2
        assert capsys.readouterr().err == (
            "python -m buying_groups: --group must be an id where several groups have the name (g1, g2, g3), "
            "got 'team'\n"
        )

    def test_unknown_options(self, capsys: pytest.CaptureFixture[str]) -> None:
        """One line, not the whole usage."""
        with pytest.raises(SystemExit, match=r"^2$"):
            main(["--colour"])
        assert capsys.readouterr().err == "python -m buying_groups: unrecognized arguments: --colour (see --help)\n"

    def test_a_file_that_is_not_there(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Named."""
        assert main(["nowhere.json"]) == 2
        assert capsys.readouterr().err == "python -m buying_groups: No such file or directory: nowhere.json\n"

    def test_a_bad_document(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """All its problems on one line."""
        path = tmp_path / "bad.json"
        path.write_text('{"name": "", "people": 5}')
        assert main([str(path)]) == 2
        assert capsys.readouterr().err == (
            "python -m buying_groups: the document has 2 problems: $.name: must be text that is not blank, got ''; "
            "$.people: must be a list, got 5\n"
        )

    def test_a_tenant_without_groups_or_activity(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """There is nothing to show, or no time to show it at."""
        path = tmp_path / "empty.json"
        path.write_text('{"name": "Empty"}')
        assert main([str(path)]) == 2
        assert capsys.readouterr().err == (
            "python -m buying_groups: --as-of must be given where a tenant has no activity, got None\n"
        )
        assert main([str(path), "--as-of", "2026-01-01T00:00:00Z"]) == 2
        assert capsys.readouterr().err == "python -m buying_groups: the tenant has no buying group\n"
        assert main([str(path), "--as-of", "2026-01-01T00:00:00Z", "--list"]) == 0


class TestStreams:
    """It prints to whatever standard output is."""

    def test_that_is_no_file(self, document: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """As in a notebook."""
        monkeypatch.setattr(sys, "stdout", io.StringIO())
        assert main([document, "--list"]) == 0

    def test_whose_reader_left(self, document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is still to be written goes nowhere."""
        with (tmp_path / "output").open("w") as file:

            class Left(io.StringIO):
                def write(self, text: str, /) -> int:
                    raise BrokenPipeError(text)

                def fileno(self) -> int:
                    return file.fileno()

            monkeypatch.setattr(sys, "stdout", Left())
            assert main([document, "--list"]) == 0
            file.write("late")
        assert (tmp_path / "output").read_text() == ""

    @pytest.mark.parametrize(("stream", "arguments"), [("stdout", []), ("stdin", ["-"])])
    def test_that_is_closed(
        self, stream: str, arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As a shell's ``>&-`` does."""
        monkeypatch.setattr(sys, stream, None)
        assert main(arguments) == 2
        assert capsys.readouterr().err.endswith("is closed\n")

    def test_errors_when_there_is_nowhere_to_print_them(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The exit status says it."""
        monkeypatch.setattr(sys, "stderr", None)
        assert main(["nowhere.json"]) == 2


class TestProcess:
    """A broken pipe is no traceback."""

    def run(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start the command in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "buying_groups", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | environment,
        )

    def test_a_reader_that_leaves(self) -> None:
        """As ``head`` does."""
        with self.run("--json") as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 0

    def test_a_terminal_without_the_characters(self) -> None:
        """Shows question marks."""
        with self.run(PYTHONIOENCODING="ascii") as process:
            printed, error = process.communicate()
        assert (process.returncode, error) == (0, b"")
        assert printed.startswith(b"Cortex for Account 2\n")
        assert b"Engagement    ????????????????????  100\n" in printed

    def test_documents_are_utf_8_whatever_the_terminal_is(self) -> None:
        """What is written can be read."""
        with self.run("--json", "--group", "etcd-account-1", PYTHONIOENCODING="latin-1") as process:
            printed, _ = process.communicate()
        assert documents.loads(printed, BuyingGroupDetails).group.id == "etcd-account-1"

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is full")
    def test_a_full_disk(self) -> None:
        """One line."""
        with Path("/dev/full").open("w") as full:
            result = subprocess.run(
                [sys.executable, "-m", "buying_groups"],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            )
        assert (result.returncode, result.stderr) == (2, "python -m buying_groups: No space left on device\n")

    def test_wrong_input(self) -> None:
        """The exit status reaches the shell."""
        with self.run("--group", "Nobody") as process:
            printed, error = process.communicate()
        assert (process.returncode, printed) == (2, b"")
        assert error.startswith(b"python -m buying_groups: unknown buying group 'Nobody'; known: ")


def test_plan_of_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    """A plan is that of one group."""
    with pytest.raises(SystemExit, match=r"^2$"):
        main(["--list", "--plan"])
    assert "argument --plan: not allowed with argument --list" in capsys.readouterr().err
