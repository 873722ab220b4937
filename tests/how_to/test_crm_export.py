# pyright: basic
# The program is loaded from a file: no type checker knows what is in it.
"""
From a CRM's export to scores: the program of the how-to, with the files that stand beside it.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import textwrap
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from buying_groups import buying_group_details
from buying_groups.errors import InvalidTenantError

from .conftest import HOW_TO


if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CRMS = ("hubspot", "salesforce")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with copies of the program and of its files."""
    return shutil.copytree(HOW_TO / "programs", tmp_path / "programs")


@pytest.fixture
def program(folder: Path, imported: Callable[[Path], Any]) -> Any:
    """Return the program as a module."""
    return imported(folder / "crm_export.py")


@pytest.fixture
def changed(folder: Path) -> Callable[..., Path]:
    """Return a function that replaces texts in a file of the folder `hubspot`, and returns that folder."""

    def change(name: str, *pairs: tuple[str, str]) -> Path:
        path = folder / "hubspot" / name
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return path.parent

    return change


def members_of(tenant: Any) -> dict[str, dict[str, str]]:
    """Return the roles of the members of each group."""
    return {group.id: {member.person_id: member.role for member in group.members} for group in tenant.buying_groups}


def run(folder: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program as its page does."""
    return subprocess.run(
        [sys.executable, "crm_export.py", *arguments],
        cwd=folder,
        env=environment | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


class TestRun:
    """
    "Four steps from there to the scores, and a page for each buying group."
    """

    def test_what_the_page_shows(self, folder: Path, environment: dict[str, str]) -> None:
        """The command of the page prints what stands below it, and writes the pages."""
        text = (HOW_TO / "from-a-crm.md").read_text(encoding="utf-8")
        ((command, expected),) = re.findall(
            r"```sh\npython crm_export.py (.+)\n```\n\n```text\n(.*?)```", text, re.DOTALL
        )
        done = run(folder, environment, *command.split())
        assert (0, "", expected) == (done.returncode, done.stderr, done.stdout)
        names = ["Gateway-for-Acme.html", "Gateway-for-Globex.html", "Insight-for-Acme.html"]
        assert names == sorted(path.name for path in (folder / "hubspot" / "pages").iterdir())
        page = (folder / "hubspot" / "pages" / "Insight-for-Acme.html").read_text(encoding="utf-8")
        assert all(word in page for word in ("Bo Ek", "Cy Dahl", "Acme - Insight", "Dashboards"))

    def test_who_has_done_nothing(self, program: Any, changed: Callable[..., Path], capsys: Any) -> None:
        """A group without activities has no top person; one without missing roles says so."""
        changed("activities.csv", (",104,", ",101,"))
        program.TEMPLATE = evolve(
            program.TEMPLATE,
            roles=[evolve(role, required=role.role == "Budget Holder") for role in program.TEMPLATE.roles],
        )
        program.main("hubspot", changed("contacts.csv", ("Ada,Berg", ",")))
        printed = capsys.readouterr().out.splitlines()
        assert "       100            0%  Gateway for Acme    101         Budget Holder" in printed
        assert "         0          100%  Gateway for Globex  nobody      none" == printed[-1]

    def test_no_deals(self, program: Any, changed: Callable[..., Path], capsys: Any) -> None:
        """Without a group, there is a table without rows."""
        program.main("hubspot", changed("deals.csv", ("2026-", "26/"), ("2025-", "25/")))
        assert capsys.readouterr().out.endswith("\nengagement  completeness  buying group  top person  missing roles\n")

    def test_salesforce(self, folder: Path, environment: dict[str, str]) -> None:
        """The other files too."""
        done = run(folder, environment, "salesforce", "salesforce")
        assert (0, "") == (done.returncode, done.stderr)
        assert ["Gateway for Acme", "Gateway for Globex"] == re.findall(r"Gateway for \w+", done.stdout)
        assert "counts nothing: 'Email': 1 activity" in done.stdout

    def test_how_to_call_it(self, folder: Path, environment: dict[str, str]) -> None:
        """Of another CRM it says which it knows."""
        done = run(folder, environment, "pipedrive", "x")
        assert (2, "") == (done.returncode, done.stdout)
        assert "'hubspot', 'salesforce'" in done.stderr


class TestMembers:
    """
    "A CRM has no table of members, so the program makes it."
    """

    def test_role_on_the_contact(self, program: Any, folder: Path) -> None:
        """Who is in the deal, or has a role in its account: the first; none is Other; a lost deal is no group."""
        assert {
            "Gateway-Acme": {"101": "Decision Maker", "102": "Influencer"},
            "Gateway-Globex": {"104": "Budget Holder"},
            "Insight-Acme": {"101": "Decision Maker", "102": "Influencer", "103": "Other"},
        } == members_of(program.tenant_of(program.hubspot(folder / "hubspot")))

    def test_role_in_the_deal(self, program: Any, folder: Path) -> None:
        """Two deals on a product are one group; of two roles, the one that stands first in the template."""
        assert {
            "Gateway-001A": {"003A": "Decision Maker", "003B": "Champion", "003C": "Other"},
            "Gateway-001G": {"003D": "Budget Holder"},
        } == members_of(program.tenant_of(program.salesforce(folder / "salesforce")))

    def test_joined(self, program: Any, folder: Path) -> None:
        """When the deal was created, or the contact, whichever was later."""
        path = folder / "hubspot" / "contacts.csv"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("2025-11-03 08:15", "2026-01-20 08:15"), encoding="utf-8")
        tenant = program.tenant_of(program.hubspot(folder / "hubspot"))
        joined = {member.person_id: member.joined_at for member in tenant.buying_group("Insight-Acme").members}
        deal = datetime(2026, 1, 12, 8, tzinfo=UTC)
        assert {"101": deal, "102": deal, "103": datetime(2026, 1, 20, 7, 15, tzinfo=UTC)} == joined

    def test_roles_by_job_title(self, program: Any, changed: Callable[..., Path], folder: Path) -> None:
        """The snippet of the page gives roles to who has none, in both exports; a role that the CRM knows stays."""
        text = (HOW_TO / "from-a-crm.md").read_text(encoding="utf-8")
        (snippet,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
        names: dict[str, Any] = {}
        exec(textwrap.dedent("  " + snippet.lstrip()), names)  # noqa: S102 - our page
        conditions = {"Decision Maker": names["DECIDES"], "Budget Holder": names["PAYS"]}
        roles = [evolve(role, condition=conditions.get(role.role)) for role in program.TEMPLATE.roles]
        program.TEMPLATE = evolve(program.TEMPLATE, roles=roles)
        files = changed("contacts.csv", ("CTO", "Teacher"), ("Developer", "Vice President"), ("Budget Holder", ""))
        assert {
            "Gateway-Acme": {"101": "Decision Maker", "102": "Influencer"},
            "Gateway-Globex": {"104": "Budget Holder", "105": "Decision Maker"},
            "Insight-Acme": {"101": "Decision Maker", "102": "Influencer", "103": "Other"},
        } == members_of(program.tenant_of(program.hubspot(files)))
        path = folder / "salesforce" / "OpportunityContactRole.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("Economic Buyer", ""), encoding="utf-8")
        salesforce = members_of(program.tenant_of(program.salesforce(folder / "salesforce")))
        assert {"003D": "Budget Holder"} == salesforce["Gateway-001G"]

    def test_an_unknown_role(self, program: Any, folder: Path) -> None:
        """A word that is in neither is an error that names it."""
        path = folder / "hubspot" / "contacts.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("Budget Holder", "Purser"), encoding="utf-8")
        with pytest.raises(InvalidTenantError, match="has no role 'Purser'"):
            program.tenant_of(program.hubspot(folder / "hubspot"))


class TestRest:
    """
    "Consent: who has opted out is `unsubscribed`."
    """

    @pytest.mark.parametrize("crm", CRMS)
    def test_consent(self, crm: str, program: Any, folder: Path) -> None:
        """A blank cell is no opting out."""
        tenant = program.tenant_of(getattr(program, crm)(folder / crm))
        assert ["Bo Ek"] == [person.full_name for person in tenant.people if person.unsubscribed]

    @pytest.mark.parametrize(
        ("crm", "group", "expected"),
        [
            ("hubspot", "Insight-Acme", ["Acme - Insight", "Acme - Gateway"]),
            ("salesforce", "Gateway-001G", []),
        ],
    )
    def test_open_deals(self, crm: str, group: str, expected: list[str], program: Any, folder: Path) -> None:
        """The page shows the open deals of the account, not one that is closed."""
        tenant = program.tenant_of(getattr(program, crm)(folder / crm))
        as_of = max(activity.occurred_at for activity in tenant.activities)
        details = buying_group_details(tenant, group, as_of=as_of)
        assert expected == [deal.name for deal in details.account.open_opportunities]
        assert details.intent is not None

    @pytest.mark.parametrize("crm", CRMS)
    def test_the_order_of_rows(self, crm: str, folder: Path, environment: dict[str, str]) -> None:
        """Scores and groups do not depend on it."""
        before = run(folder, environment, crm, crm).stdout.partition("engagement")[2]
        for seed, path in enumerate(sorted((folder / crm).glob("*.csv"))):
            head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            random.Random(seed).shuffle(lines)  # noqa: S311 - no secret
            path.write_text(head + "".join(lines), encoding="utf-8")
        after = run(folder, environment, crm, crm).stdout.partition("engagement")[2]
        assert before
        assert before == after


class TestFound:
    """
    "A company that is spelled differently there, or contacts that are not found, make wrong scores and no error."
    """

    def test_addresses_alone(self, program: Any, changed: Callable[..., Path]) -> None:
        """Deals list their contacts with or without a name."""
        folder = changed(
            "deals.csv",
            ("Cy Dahl (cy.dahl@acme.example);Bo Ek (Bo.Ek@acme.example)", "CY.DAHL@acme.example; mailto:<x@y.example>"),
        )
        export = program.hubspot(folder)
        assert {("7002", "103"), ("7002", "x@y.example")} == {pair for pair in export.named if pair[0] == "7002"}
        assert ("7002", "103", "") in export.roles

    def test_deals_that_match_nobody(
        self, program: Any, changed: Callable[..., Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Each is named, for its contacts or for its company."""
        folder = changed(
            "deals.csv",
            ("Appointment scheduled,Globex", "Appointment scheduled,Globex Inc."),
            ("Cy Dahl (cy.dahl@acme.example);Bo Ek (Bo.Ek@acme.example)", "c@x.example"),
        )
        program.tenant_of(program.hubspot(folder))
        printed = capsys.readouterr().out.splitlines()
        assert "deals: 4, contacts named: 4, found at the company of the deal: 2" in printed
        assert "deals.csv, line 3: none of its contacts is found there: 'c@x.example'" in printed
        assert "deals.csv, line 4: no contact is of its company, 'Globex Inc.'" in printed

    def test_contact_of_a_deal_that_is_not_found(
        self, program: Any, changed: Callable[..., Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        """It is named, also where others of the deal are found."""
        folder = changed("deals.csv", ("Bo Ek (Bo.Ek@acme.example)", "x@y.example"))
        program.tenant_of(program.hubspot(folder))
        expected = "deals.csv, line 3: not found among the contacts of its company: 'x@y.example'"
        assert expected in capsys.readouterr().out.splitlines()

    def test_companies_by_name(self, program: Any, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Companies are shown by name where the CRM knows them by id."""
        for name, old, new in (("Contact", ",001G,", ",001A,"), ("Opportunity", "Closed Won", "Closed Lost")):
            path = folder / "salesforce" / f"{name}.csv"
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        program.tenant_of(program.salesforce(folder / "salesforce"))
        assert capsys.readouterr().out.splitlines()[-4:] == [
            "deals: 4, contacts named: 6, found at the company of the deal: 4",
            "Opportunity.csv, line 4: no contact is of its company, 'Globex'",
            "Opportunity.csv, line 5: no contact is of its company, 'Globex'",
            "lost deals: 2; no group for: Globex",
        ]

    def test_activities_by_address(self, program: Any, changed: Callable[..., Path]) -> None:
        """They name theirs by id or by email address; of two contacts with one address, the first id is meant."""
        changed("contacts.csv", ("eli.gran@globex.example", "dora.falk@globex.example"))
        folder = changed("activities.csv", (",104,", ",Dora.Falk@Globex.example,"))
        tenant = program.tenant_of(program.hubspot(folder))
        assert {"101": 3, "102": 3, "103": 1, "104": 2} == Counter(each.person_id for each in tenant.activities)

    @pytest.mark.parametrize(
        ("file", "pairs", "expected"),
        [
            ("contacts.csv", [("\n10", "\nK")], "activities.csv, line 2 has '101'; contacts.csv, line 2 has 'K1'"),
            ("contacts.csv", [("Globex", ""), ("Acme", "")], "activities.csv, line 2 has '101'"),
            ("activities.csv", [(",10", ",")], "activities.csv, line 2 has '1'; contacts.csv, line 2 has '101'"),
        ],
    )
    def test_no_activity_of_a_contact(
        self, file: str, pairs: list[tuple[str, str]], expected: str, program: Any, changed: Callable[..., Path]
    ) -> None:
        """A sentence, with what the files say."""
        with pytest.raises(SystemExit, match=f"^no activity belongs to a contact by id or email address: {expected}$"):
            program.tenant_of(program.hubspot(changed(file, *pairs)))

    def test_lost_deals(self, program: Any, changed: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
        """How many they are, and which companies have no group for that."""
        program.tenant_of(program.hubspot(changed("deals.csv", ("Appointment scheduled", "ClosedLost"))))
        assert "lost deals: 2; no group for: Globex\n" in capsys.readouterr().out


class TestRefused:
    """
    "Refused rows: what lacks an account, a product or a date of creation."
    """

    def test_deals(self, program: Any, changed: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
        """Each reason is said once, with the first of its rows; the rest is read."""
        folder = changed(
            "deals.csv",
            ("2026-01-07 10:00", "7.1.2026"),
            ("2025-10-02 12:00", "2.10.2025"),
            ("Insight,25000", " ,25000"),
        )
        tenant = program.tenant_of(program.hubspot(folder))
        printed = capsys.readouterr().out
        assert ["Gateway-Globex"] == [group.id for group in tenant.buying_groups]
        assert "refused: 2 x its date is not like 2026-01-31 09:30, first: deals.csv, line 2, '7.1.2026'\n" in printed
        assert "refused: 1 x 'Product' is blank, first: deals.csv, line 3\n" in printed

    def test_contacts(self, program: Any, changed: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
        """Who has no date of creation joins with the deal; who has one that cannot be read is left out."""
        folder = changed(
            "contacts.csv",
            ("2025-04-25 22:04", ""),
            ("2024-06-11 11:10", "11.6.2024"),
            ("10:10,false,", "10:10,false,,x"),
        )
        tenant = program.tenant_of(program.hubspot(folder))
        printed = capsys.readouterr().out
        joined = {member.person_id: member.joined_at for member in tenant.buying_group("Gateway-Acme").members}
        assert datetime(2026, 1, 7, 9, tzinfo=UTC) == joined["101"]
        assert () == tenant.buying_group("Gateway-Globex").members
        assert "first: contacts.csv, line 5, '11.6.2024'\n" in printed
        assert "refused: 1 x there are more values than columns, first: contacts.csv, line 7\n" in printed
        assert "left out: 3 activities of others than these people, for example of '104'\n" in printed

    def test_what_the_library_refuses(
        self, program: Any, changed: Callable[..., Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        """It is said in the same way."""
        changed("contacts.csv", ("08:15,,", "08:15,perhaps,"))
        folder = changed("activities.csv", ("2026-01-20 0", "20.1.2026 0"))
        program.tenant_of(program.hubspot(folder))
        printed = capsys.readouterr().out
        assert re.search(r"refused: 1 x \$.unsubscribed: must be .*, first: contacts.csv, line 4, 'perhaps'\n", printed)
        assert re.search(
            r"refused: 4 x .* must be a date .*, first: activities.csv, line 2, '20.1.2026 09:30'\n", printed
        )

    def test_a_missing_column(self, program: Any, changed: Callable[..., Path]) -> None:
        """The message says which columns there are instead."""
        folder = changed("deals.csv", ("Associated Company", "Company"), ("Product", "Line"))
        expected = r"^deals.csv has no column 'Associated Company', 'Product'; it has: 'Record ID', .*'Company'.*'Line'"
        with pytest.raises(SystemExit, match=expected):
            program.hubspot(folder)

    def test_columns_that_need_not_be_there(self, folder: Path, imported: Callable[[Path], Any]) -> None:
        """Of contacts, only the id and the account must be there, and deals of HubSpot need not list any."""
        text = (folder / "crm_export.py").read_text(encoding="utf-8")
        lines = r' +"(?:Email|Unsubscribed.*|Create Date|Buying Role)": .*\n'
        contacts, deals = text.split('folder / "deals.csv"')
        contacts = re.sub(lines, "", contacts)
        deals = deals.replace('            "Associated Contacts": "contacts",\n', "")
        (folder / "crm_export.py").write_text(f'{contacts}folder / "deals.csv"{deals}', encoding="utf-8")
        for name in ("contacts.csv", "deals.csv"):
            path = folder / "hubspot" / name
            path.write_text(
                re.sub("Email|Unsubscribed|Buying|Contacts", "X", path.read_text(encoding="utf-8")), encoding="utf-8"
            )
        program = imported(folder / "crm_export.py")
        tenant = program.tenant_of(program.hubspot(folder / "hubspot"))
        assert {"Gateway-Acme": {}, "Gateway-Globex": {}, "Insight-Acme": {}} == members_of(tenant)

    def test_deals_that_roles_refer_to(self, program: Any, folder: Path) -> None:
        """Roles in a deal that was refused are nobody's."""
        path = folder / "salesforce" / "Opportunity.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("Closed Won,Gateway", "Closed Won,"), encoding="utf-8")
        tenant = program.tenant_of(program.salesforce(folder / "salesforce"))
        assert ["Gateway-001A"] == [group.id for group in tenant.buying_groups]
