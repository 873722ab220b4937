# pyright: basic, reportMissingImports=false
# What drives the browser is not installed where types are checked.
"""
The page in a browser: it renders, expands, fits a phone, is accessible, and runs nothing.

It needs Debian's Chromium, Playwright to drive it, and axe-core, which finds faults of accessibility; so it runs only
where ``BUYING_GROUPS_TEST_BROWSER`` is 1. ``BUYING_GROUPS_AXE`` is the path of axe-core's ``axe.min.js``. Where
``BUYING_GROUPS_SCREENSHOTS`` names a folder, pictures to look at are left there.
"""

from __future__ import annotations

import os
import shutil
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from buying_groups import Tenant, buying_group_details, documents, html, score_tenant
from buying_groups.assignment import plan_assignment
from buying_groups.conditions import PersonFacts, attribute, explain
from buying_groups.insights import account_trends, contact_coverage, highlights
from buying_groups.intent import CategoryIntent, IntentLevel, IntentReport, IntentSignal, Signals
from buying_groups.summaries import Summary


if TYPE_CHECKING:
    from collections.abc import Iterator

    from buying_groups.details import BuyingGroupDetails


if os.environ.get("BUYING_GROUPS_TEST_BROWSER") != "1":
    pytest.skip("BUYING_GROUPS_TEST_BROWSER is not 1", allow_module_level=True)

sync_api: Any = pytest.importorskip("playwright.sync_api")

AXE = Path(os.environ["BUYING_GROUPS_AXE"]).read_text(encoding="utf-8")
PHONE = {"width": 380, "height": 800}
DESKTOP = {"width": 1200, "height": 900}

REPORT = IntentReport(
    categories=(
        CategoryIntent(
            name="Observability",
            level=IntentLevel.HIGH,
            strength=0.82,
            products=(
                IntentSignal(name="Cortex", level=IntentLevel.HIGH, strength=0.82),
                IntentSignal(name="Thanos", level=IntentLevel.MEDIUM, strength=0.44),
                IntentSignal(name="Fluent Bit", level=IntentLevel.LOW, strength=0.12),
            ),
        ),
        CategoryIntent(
            name="Storage",
            level=IntentLevel.MEDIUM,
            strength=0.38,
            products=(
                IntentSignal(name="etcd", level=IntentLevel.MEDIUM, strength=0.38),
                IntentSignal(name="Long-term retention", level=IntentLevel.UNKNOWN),
            ),
        ),
        CategoryIntent(name="Networking", level=IntentLevel.UNKNOWN),
    ),
    keywords=(
        IntentSignal(name="ruler sharding", level=IntentLevel.HIGH, strength=0.9),
        IntentSignal(name="multi-tenancy", level=IntentLevel.HIGH, strength=0.71),
        IntentSignal(name="remote write", level=IntentLevel.MEDIUM, strength=0.5),
        IntentSignal(name="compactor", level=IntentLevel.MEDIUM, strength=0.3),
        IntentSignal(name="tracing", level=IntentLevel.LOW, strength=0.1),
    ),
)

EVIL = (
    "</style></title><script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover='alert(3)'"
    "<svg/onload=alert(4)><a href=javascript:alert(5)>" + "W" * 400
)


def rich(tenant: Tenant) -> BuyingGroupDetails:
    """Return the sample's first page with a report and summaries, which are made up."""
    as_of = max(activity.occurred_at for activity in tenant.activities)
    return buying_group_details(
        tenant,
        "cortex-account-2",
        as_of=as_of,
        intent=REPORT,
        group_summary=Summary(
            text="Ten people of Account 2 decide on Cortex; two of six required roles are not filled yet. Engagement "
            "grew over the last four weeks, led by the champion.",
            highlights=(
                "Top engaged members: Naomi Osborne, Mathieu Garnier",
                "Topics of interest: ruler sharding, multi-tenancy",
                "Missing roles: Executive Steering Committee, Procurement",
            ),
        ),
        account_summary=Summary(
            text="Account 2 has three buying groups and two open opportunities.",
            highlights=("Top engaged group: Cortex for Account 2",),
        ),
        member_summaries={
            person.id: Summary(
                text=f"{person.full_name} opened five proposals and wrote two commits in the last four weeks.",
                highlights=("Trending: ruler sharding",),
            )
            for person in tenant.people
        },
    )


def hostile(details: BuyingGroupDetails) -> BuyingGroupDetails:
    """Return a page with hostile text of any length in every place."""
    signal = IntentSignal(name=EVIL, level=IntentLevel.HIGH, strength=0.5)
    summary = Summary(text=EVIL, highlights=(EVIL,))
    link = attrs.evolve(details.group.account, id=EVIL, name=EVIL)
    roles = tuple(attrs.evolve(role, role=EVIL) for role in details.group.completeness.roles)
    members = tuple(
        attrs.evolve(
            member, name=EVIL, job_title=EVIL, role=EVIL, email=EVIL, phone=EVIL, other_groups=(link,), summary=summary
        )
        for member in details.members
    )
    group = attrs.evolve(
        details.group,
        id=EVIL,
        name=EVIL,
        account=link,
        solution_interest=link,
        roles_template=link,
        stage=EVIL,
        status=EVIL,
        summary=summary,
        completeness=attrs.evolve(details.group.completeness, roles=roles),
    )
    account = attrs.evolve(
        details.account,
        id=EVIL,
        name=EVIL,
        industry=EVIL,
        open_opportunities=(link, link),
        journeys=(link,),
        summary=summary,
    )
    intent = IntentReport(
        categories=(CategoryIntent(name=EVIL, level=IntentLevel.LOW, products=(signal,)),), keywords=(signal,)
    )
    return attrs.evolve(details, members=members, group=group, account=account, intent=intent)


def values() -> dict[str, object]:
    """Return one of everything that is shown as HTML, by name."""
    text = resources.files("buying_groups").joinpath("samples", "open_source.json").read_bytes()
    tenant = documents.loads(text, Tenant)
    details = rich(tenant)
    scores = score_tenant(tenant, as_of=details.as_of)
    group = tenant.buying_group("cortex-account-2")
    people = [person for person in tenant.people if person.account_id == group.account_id]
    condition = attribute("job_title").contains("chief", words=True) & ~attribute("country").is_("SE")
    signals = Signals(tenant, as_of=details.as_of)
    return {
        "tenant": tenant,
        "scores": scores,
        "highlights": highlights(tenant, as_of=details.as_of),
        "trends": account_trends(tenant, as_of=details.as_of),
        "coverage": contact_coverage(tenant, as_of=details.as_of),
        "signal": signals.group(group.id).explain("product", "Cortex"),
        "taxonomy": tenant.taxonomy,
        "page": details,
        "hostile": hostile(details),
        "person": scores.person(details.members[0].person_id),
        "group": scores.group(group.id),
        "completeness": details.group.completeness,
        "intent": REPORT,
        "condition": condition,
        "explanation": explain(condition, PersonFacts(person=people[0])),
        "stages": tenant.stage_models[0],
        "plan": plan_assignment(
            group,
            [PersonFacts(person=person) for person in people],
            template=tenant.template_of(group),
            at=details.as_of,
            personas=tenant.personas,
        ),
    }


VALUES = values()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return the system's Chromium."""
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Tab:
    """
    An open page, which fails at its end if anything was loaded, said on the console, or asked in a dialog.
    """

    def __init__(self, browser: Any, source: Path, *, scheme: str, size: dict[str, int]) -> None:
        self.noise: list[str] = []
        context = browser.new_context(viewport=size, color_scheme=scheme)
        self.page = context.new_page()
        self.page.on("console", lambda message: self.noise.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.noise.append(f"error: {error}"))
        self.page.on("request", lambda request: self.noise.append(f"request: {request.url[:200]}"))
        self.page.on("dialog", self._dismiss)
        self.page.goto(source.as_uri())
        assert self.noise.pop(0) == f"request: {source.as_uri()}"

    def _dismiss(self, dialog: Any) -> None:
        self.noise.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def expand(self) -> None:
        """Open all that can be opened."""
        for summary in self.page.locator("summary").all():
            summary.click()

    def faults(self) -> list[str]:
        """Return what axe-core finds serious or critical, with the elements."""
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run()")
        assert len(found["passes"]) > 5
        assert [] == [each["id"] for each in found["incomplete"] if each["id"] != "color-contrast"]
        return [
            f"{fault['id']}: {[node['html'][:200] for node in fault['nodes']]}"
            for fault in found["violations"]
            if fault["impact"] in {"serious", "critical"}
        ]

    def overflow(self) -> int:
        """Return how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def shoot(self, name: str) -> None:
        """Leave a picture, where pictures are wanted."""
        folder = os.environ.get("BUYING_GROUPS_SCREENSHOTS")
        if folder:
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def tab(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Return a function that opens HTML in a tab."""
    opened: list[Tab] = []

    def opening(source: str, *, scheme: str = "light", size: dict[str, int] = DESKTOP) -> Tab:
        path = tmp_path / f"{len(opened)}.html"
        path.write_text(source, encoding="utf-8")
        opened.append(Tab(browser, path, scheme=scheme, size=size))
        return opened[-1]

    yield opening
    for each in opened:
        assert each.noise == []
        each.page.context.close()


class TestPage:
    """
    "It renders, expands, has no console error; axe-core finds no serious accessibility fault."
    """

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
    @pytest.mark.parametrize("name", VALUES)
    def test_is_accessible_and_fits(self, name: str, size: dict[str, int], scheme: str, tab: Any) -> None:
        """Closed and open, in light and dark, wide and narrow; only tables scroll, inside of their own boxes."""
        page = tab(html.document(VALUES[name]), scheme=scheme, size=size)
        width = "380" if size is PHONE else "wide"
        page.shoot(f"{name}-{scheme}-{width}")
        assert page.faults() == []
        assert page.overflow() == 0
        page.expand()
        assert page.faults() == []
        assert page.overflow() == 0
        page.shoot(f"{name}-{scheme}-{width}-open")

    def test_a_fault_would_be_found(self, tab: Any) -> None:
        """axe-core does find what is wrong: the same page with pale text, and its tables' box out of reach."""
        source = html.document(VALUES["page"])
        pale = source.replace("--buying-muted:#55606c", "--buying-muted:#bbbbbb")
        assert [fault.partition(":")[0] for fault in tab(pale).faults()] == ["color-contrast"]
        out_of_reach = source.replace('role="region" tabindex="0"', 'role="region"')
        assert tab(out_of_reach.replace("<body>", "<body style='width:2000px'>"), size=PHONE).overflow() > 0

    def test_cards_expand(self, tab: Any) -> None:
        """With the mouse and with the keyboard, without a script."""
        page = tab(html.document(VALUES["page"])).page
        card = page.locator("li.buying-card").first
        inside = card.get_by_text("Email address")
        assert not inside.is_visible()
        card.locator("summary").click()
        assert inside.is_visible()
        card.locator("summary").press("Enter")
        assert not inside.is_visible()

    def test_headings(self, tab: Any) -> None:
        """What a screen reader lists."""
        page = tab(html.document(VALUES["page"])).page
        assert page.get_by_role("heading", level=1).all_inner_texts() == ["Cortex for Account 2"]
        assert page.get_by_role("heading", level=2).all_inner_texts() == [
            "Buying group summary",
            "Account overview",
            "Intent data",
            "Decision makers",
            "Other top engaged members",
            "Members",
            "What made the engagement score",
        ]
        assert page.get_by_role("table", name="Members", exact=True).get_by_role("row").count() == 11

    def test_the_members_table_scrolls_in_its_box(self, tab: Any) -> None:
        """On a phone, also with the keyboard."""
        page = tab(html.document(VALUES["page"]), size=PHONE).page
        box = page.get_by_role("region", name="Members")
        assert box.evaluate("box => box.scrollWidth > box.clientWidth")
        box.focus()
        page.keyboard.press("ArrowRight")
        for _ in range(100):  # it scrolls smoothly; the page's policy forbids to wait by a script
            page.wait_for_timeout(50)
            if box.evaluate("box => box.scrollLeft") > 0:
                return
        pytest.fail("it did not scroll")

    def test_dark_is_dark(self, tab: Any) -> None:
        """The background and the text swap."""
        colours = (
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
        )
        source = html.document(VALUES["page"])
        assert tab(source).page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(28, 37, 48)"]
        assert tab(source, scheme="dark").page.evaluate(colours) == ["rgb(18, 24, 31)", "rgb(230, 236, 242)"]


# As notebooks do: a class around the output, whose rules for tables and headings are stronger than a plain class; and a
# theme of their own, whatever the system's is.
NOTEBOOK = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Notebook</title><style>
body { margin: 0; padding: 16px; font: 13px/1.4 Helvetica, sans-serif; background: #fff; color: #222 }
body[data-jp-theme-light="false"] { background: #111; color: #ddd }
.output { overflow: auto; padding: 0 0 0 90px }
.output h1, .output h2, .output h3, .output h4 { color: purple; font-weight: 300; margin: 40px 0; letter-spacing: 3px }
.output table { width: auto; margin-left: auto; border: 1px solid red; font-size: 9px; table-layout: fixed }
.output table tbody tr:nth-child(odd) { background: #fdd }
.output td, .output th { text-align: right; padding: 30px; max-width: 60px; white-space: pre; border: 1px solid red }
.output dl dt { float: left; width: 40px } .output dl dd { margin-left: 90px }
.output ul { list-style: square; padding-left: 60px; margin: 30px } .output ul li { margin: 20px }
.output p { margin: 30px; color: red } .output a { color: red } .output code { background: pink }
.output summary { list-style: none; background: red } .output details { border: 9px solid red }
</style></head><body data-jp-theme-light="THEME"><main><h1>Notebook</h1><p>Text</p>
<div class="output">FRAGMENT</div><table><tr><th>a</th></tr><tr><td>b</td></tr></table></main></body></html>"""

# Of every element, what it looks like, but for its place and size.
LOOKS = """selector => [...document.querySelectorAll(selector)].map(element => {
  const style = getComputedStyle(element);
  return ['backgroundColor', 'borderTopWidth', 'borderBottomWidth', 'color', 'display', 'float', 'fontWeight',
          'letterSpacing', 'listStyleType', 'marginTop', 'marginLeft', 'maxWidth', 'paddingLeft', 'paddingTop',
          'tableLayout', 'textAlign', 'whiteSpace'].map(name => style[name]).join(' ')})"""


class TestNotebook:
    """
    "Style scoped to a root class so that a notebook's own style is not disturbed, dark notebook themes readable."
    """

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_theme_goes_before_the_system(self, theme: str, scheme: str, tab: Any) -> None:
        """It looks as in a document of the notebook's theme, whatever the notebook does to its outputs."""
        notebook = NOTEBOOK.replace("THEME", str(theme == "light").lower())
        page = tab(notebook.replace("FRAGMENT", html.fragment(VALUES["page"])), scheme=scheme)
        page.expand()
        page.shoot(f"notebook-{theme}-on-{scheme}")
        assert page.faults() == []
        alone = tab(html.document(VALUES["page"]), scheme=theme)
        alone.expand()
        inside = ".buying-groups section, .buying-groups section *:not(h2, h3, h4, h5)"
        assert alone.page.evaluate(LOOKS, inside) == page.page.evaluate(LOOKS, inside)

    def test_notebook_is_not_disturbed(self, tab: Any) -> None:
        """Whatever surrounds the fragment looks as without it."""
        notebook = NOTEBOOK.replace("THEME", "true")
        around = "body, body > main > :not(.output), body > main > table *"
        without = tab(notebook.replace("FRAGMENT", "")).page.evaluate(LOOKS, around)
        assert without == tab(notebook.replace("FRAGMENT", html.fragment(VALUES["page"]))).page.evaluate(LOOKS, around)
        assert len(without) > 5

    def test_twice(self, tab: Any) -> None:
        """Two outputs do not disturb each other."""
        notebook = NOTEBOOK.replace("THEME", "true")
        page = tab(notebook.replace("FRAGMENT", html.fragment(VALUES["page"]) + html.fragment(VALUES["plan"])))
        assert page.faults() == []


class TestEmail:
    """
    "Works in an email client as far as possible": one that drops the style and knows no ``details``.
    """

    def test_without_style(self, tab: Any) -> None:
        """Every number and word is still there, in black on white; nothing stood in the style alone."""
        source = html.document(VALUES["page"])
        start, end = source.index("<style>"), source.index("</style>")
        plain = source[:start] + source[end + len("</style>") :]
        plain = plain.replace("<details>", "<div>").replace("</details>", "</div>")
        page = tab(plain.replace("<summary>", "<b>").replace("</summary>", "</b>"))
        page.shoot("email-without-style")
        text = " ".join(page.page.locator("body").inner_text().split())
        for words in ("Engagement score 100 ", "High", "ruler sharding", "mathieu.garnier@account2.example.net"):
            assert words.casefold() in text.casefold()
        assert page.faults() == []
