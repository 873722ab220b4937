"""
The page and other results as HTML: what is on it, that hostile text stays text, and what shows in a notebook.
"""

from __future__ import annotations

import itertools
import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from reading import ATTACKS, Reading

import buying_groups as bg
from buying_groups import Activity, Content, Person, Source, TemplateRole, Tenant, buying_group_details, html
from buying_groups.__main__ import main
from buying_groups.assignment import AssignmentPlan, plan_assignment
from buying_groups.completeness import Completeness, completeness
from buying_groups.conditions import Explanation, PersonFacts, attribute, explain
from buying_groups.details import BuyingGroupDetails
from buying_groups.engagement import GroupScore, PersonScore, score_tenant
from buying_groups.engagement.explanation import PersonPart
from buying_groups.errors import InvalidValueError, MissingLibraryError
from buying_groups.intent import (
    SIGNALS,
    CategoryIntent,
    IntentBasis,
    IntentBasisKind,
    IntentLevel,
    IntentReport,
    IntentSignal,
)
from buying_groups.stages import Stage, StageKind, StageModel
from buying_groups.summaries import Summary
from buying_groups.testing.strategies import AS_OF, tenants
from buying_groups.text import printable


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import RunFresh, RunWithoutIO


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
REPORT = IntentReport(
    categories=(
        CategoryIntent(
            name="Data",
            level=IntentLevel.HIGH,
            strength=0.9,
            products=(
                IntentSignal(name="Gateway", level=IntentLevel.MEDIUM, strength=0.5),
                IntentSignal(name="Mesh", level=IntentLevel.UNKNOWN),
            ),
        ),
        CategoryIntent(name="Cloud", level=IntentLevel.LOW, strength=0.1),
    ),
    keywords=tuple(
        IntentSignal(name=name, level=IntentLevel.HIGH, strength=0.99 - index / 100)
        for index, name in enumerate(["one", "two", "three", "four", "five", "six"])
    ),
)


def page_of(tenant: Tenant, **more: Any) -> BuyingGroupDetails:
    """Return the page of the small tenant's first group."""
    return buying_group_details(tenant, "g1", as_of=NOON, **more)


EXPECTED = """\
Gateway for Acme
Buying group, as of 2026-01-31 13:00 (Europe/Stockholm)
Buying group summary
Engagement score
80
Completeness score
67%
Two people.
Second line.
One is missing
Account
Acme a1
Solution interest
Gateway s1
Roles template
Small deals t1
Members
2
Stage
Evaluating
Status
Waiting for budget
Last updated
2026-01-16 13:00
Id
g1
Role completeness
Role | Members | Completeness
Decision Maker | 1 of 1 | 100%
Influencer | 1 of 3, 2 missing | 33%
Champion | 0 of 1, not required | 0%
Account overview
Account
Acme a1
Industry
Retail
People
3
Buying groups
2
Open opportunities
Renewal o1
Account journeys
Journey 5 j5
Journey 4 j4
Journey 2 j2
A retailer.
Intent data
Data high
Product | Level | Strength
Gateway | medium | 0.50
Mesh | unknown | –
Cloud low
Keywords
one high
two high
three high
four high
five high
Decision makers
Ada Berg
CTO
Decision Maker
Engagement score
100
More about Ada Berg
Knows what she wants.
Last interesting moment
Asked for a quote, 2026-01-21 13:00
Recent activities
Asked for a quote, 2026-01-21 13:00
page views, 2026-01-20 13:24
Other buying groups
Mesh team g2
Email address
ada@example.com
Phone number
+46 8 555 0100
What made the engagement score
Activity | Counted | Points
page views | 20, and 5 above the daily cap | 93.0
interesting moment | 1 | 7.0
Other top engaged members
Bo
Architect
Influencer
Engagement score
19
More about Bo
Last interesting moment
–
Recent activities
email opened: Spring news, 2026-01-22 13:00
Other buying groups
–
Email address
–
Phone number
–
What made the engagement score
Activity | Counted | Points
email opened | 1 | 18.7
Members
Name | Role | Job title | Email address | Phone number | Source | Engagement score
Ada Berg | Decision Maker | CTO | ada@example.com | +46 8 555 0100 | manual | 100
Bo | Influencer | Architect | – | – | system | 19
What made the engagement score
Member | Own score | Points
Ada Berg
Decision Maker, role weight 56%
100 | 69.5
Bo
Influencer, role weight 44%
19 | 10.4
Points add up to the group's score, in proportion to own score × role weight.
Of engagement scores, 100 is the highest in the tenant, and 0 means that nothing counts.
– is not known."""


class TestPage:
    """
    "Summary with highlights, account overview, intent data, two rows of member cards with details, the members table".
    """

    def test_by_hand(self, small_tenant: Tenant) -> None:
        """Everything that is on it, in the order in which it is read."""
        details = page_of(
            small_tenant,
            intent=REPORT,
            group_summary=Summary(text="Two people.\n\nSecond line.", highlights=("One is missing",)),
            account_summary=Summary(text="A retailer."),
            member_summaries={"ada": Summary(text="Knows what she wants.")},
            summarizer=None,
        )
        assert Reading(html.fragment(details)).text == EXPECTED

    def test_summaries_by_default(self, small_tenant: Tenant) -> None:
        """The template's, of the group, the account and every member, with their highlights."""
        details = page_of(small_tenant)
        text = Reading(html.fragment(details)).text
        summaries = [details.group.summary, details.account.summary, *(member.summary for member in details.members)]
        assert len(summaries) == 4
        for summary in summaries:
            assert summary is not None
            assert "\n".join([summary.text, *summary.highlights]) in text

    def test_what_is_absent(self, small_tenant: Tenant) -> None:
        """A group of nobody has no cards and no parts, and nothing is invented; without a report there is no intent."""
        text = Reading(html.fragment(buying_group_details(small_tenant, "g3", as_of=NOON))).text
        assert "Engagement score\n–\nCompleteness score\n0%" in text
        assert "\nMembers\nNobody yet.\nOf engagement scores" in text
        headings = ("Decision makers", "Other top engaged members", "Top engaged members", "Intent data", "What made")
        for absent in headings:
            assert absent not in text

    def test_somebody_unknown(self, small_tenant: Tenant) -> None:
        """Who has neither name nor activity is shown by id, the score as not known."""
        group = small_tenant.buying_group("g1")
        joined = attrs.evolve(group, members=(bg.Member(person_id="cy", role="Influencer", joined_at=NOON),))
        tenant = attrs.evolve(small_tenant, buying_groups=(joined,))
        text = Reading(html.fragment(page_of(tenant))).text
        assert "\nTop engaged members\ncy\n–\nInfluencer\nEngagement score\n–\nMore about cy\n" in text
        assert "\ncy | Influencer | – | – | – | manual | –" in text

    def test_without_roles(self, small_tenant: Tenant) -> None:
        """A template that asks for nothing leaves no empty table."""
        details = page_of(small_tenant)
        empty = attrs.evolve(details.group, completeness=Completeness(score=100.0, roles=()))
        assert "Role completeness" not in Reading(html.fragment(attrs.evolve(details, group=empty))).text

    def test_bars_are_as_long_as_their_numbers(self, small_tenant: Tenant) -> None:
        """Bars, in percent, in the order of the numbers beside them; screen readers read only these."""
        reading = Reading(html.fragment(page_of(small_tenant)))
        bars = [style for style in reading.values("span", "style") if style]
        assert bars[:5] == [f"width:{percent}%" for percent in (80, 67, 100, 33, 0)]
        assert len(bars) == len(reading.values("span", "aria-hidden"))

    def test_what_is_not_known_has_no_bar(self) -> None:
        """Missing is not zero: an empty bar would say so."""
        nothing = PersonScore(person_id="p", score=0.0, raw=0.0, is_clipped=False, last_activity_at=None, parts=())
        assert Reading(html.fragment(nothing)).values("span", "style") == []
        assert Reading(html.fragment(attrs.evolve(nothing, last_activity_at=NOON))).values("span", "style") == [
            "width:0%"
        ]
        report = IntentReport(
            categories=(
                CategoryIntent(name="x", level=IntentLevel.UNKNOWN, products=(REPORT.categories[0].products[1],)),
            )
        )
        assert Reading(html.fragment(report)).values("span", "style") == []

    def test_colour_is_never_alone(self, small_tenant: Tenant) -> None:
        """Each coloured level has its word, and each level its colour."""
        reading = Reading(html.fragment(page_of(small_tenant, intent=REPORT)))
        levels = {f"buying-{level.value}" for level in IntentLevel}
        assert reading.classes(levels) == [
            "buying-medium",  # what is missing of a role
            *("buying-high", "buying-medium", "buying-unknown", "buying-low"),
            *["buying-high"] * 5,
        ]

    def test_content_without_an_address(self, small_tenant: Tenant) -> None:
        """Its title; without a title nothing is said of it."""
        read = Activity(person_id="bo", activity_type="x", occurred_at=NOON, content=Content(title="A book"))
        more = Activity(person_id="bo", activity_type="y", occurred_at=NOON, content=Content(keywords=("gateway",)))
        text = Reading(html.fragment(page_of(attrs.evolve(small_tenant, activities=(read, more))))).text
        assert "\nx: A book, 2026-01-31 13:00\ny, 2026-01-31 13:00\n" in text

    def test_times_at_the_ends_of_the_calendar(self, small_tenant: Tenant) -> None:
        """They are shown, if not in the zone."""
        first = Activity(person_id="bo", activity_type="x", occurred_at=datetime(1, 1, 1, tzinfo=UTC))
        tenant = attrs.evolve(small_tenant, time_zone="America/New_York", activities=(first,))
        assert "x, 0001-01-01 00:00" in Reading(html.fragment(page_of(tenant))).text

    @given(tenants())
    def test_of_anything(self, tenant: Tenant) -> None:
        """Whatever the names are: well-formed, without a script, each text printable."""
        for group in tenant.buying_groups:
            reading = Reading(html.document(buying_group_details(tenant, group.id, as_of=AS_OF)))
            assert "script" not in {tag for tag, _ in reading.tags}
            assert all(character.isprintable() for character in reading.text.replace("\n", ""))

    def test_is_made_without_io(self, small_tenant: Tenant, run_without_io: RunWithoutIO) -> None:
        """No file, no network, no console: the parts of the page are Python, not templates to be read."""
        imports = (
            "from datetime import UTC, datetime\n"
            "from buying_groups import Tenant, buying_group_details, documents, html\n"
            f"tenant = documents.loads({bg.documents.dumps(small_tenant)!r}, Tenant)\n"
            "details = buying_group_details(tenant, 'g1', as_of=datetime(2026, 1, 31, tzinfo=UTC))\n"
            "html.fragment(details)"
        )
        result = run_without_io("assert html.document(details)", imports=imports)
        assert (0, "", "") == (result.returncode, result.stdout, result.stderr)


class TestStructure:
    """
    "Semantic headings and tables", for those who do not see the page.
    """

    @pytest.mark.parametrize(("render", "first"), [(html.document, 1), (html.fragment, 2)])
    def test_headings(self, render: Callable[[object], str], first: int, small_tenant: Tenant) -> None:
        """One title, of the first level in a document and of the second in another's page; no level is left out."""
        tags = [tag for tag, _ in Reading(render(page_of(small_tenant, intent=REPORT))).tags]
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == first
        assert first not in levels[1:]
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))

    def test_tables(self, small_tenant: Tenant) -> None:
        """Columns and rows have heads, and each table says what it shows."""
        reading = Reading(html.fragment(page_of(small_tenant, intent=REPORT)))
        tables = [tag for tag, _ in reading.tags if tag == "table"]
        assert reading.values("table", "aria-label") == [
            "Role completeness",
            "Products of Data",
            "What made the engagement score, by type",
            "What made the engagement score, by type",
            "Members",
            "What made the engagement score",
        ]
        assert len(tables) == 6
        heads = [attributes["scope"] for tag, attributes in reading.tags if tag == "th"]
        assert heads.count("col") == 3 + 3 + 3 + 3 + 7 + 3
        assert heads.count("row") == 3 + 2 + 2 + 1 + 2 + 2

    def test_a_table_that_scrolls_can_be_reached(self, small_tenant: Tenant) -> None:
        """The box of the members table takes the keyboard, and has a name."""
        boxes = [
            attributes for _, attributes in Reading(html.fragment(page_of(small_tenant))).tags if "role" in attributes
        ]
        assert boxes == [{"class": "buying-scroll", "role": "region", "tabindex": "0", "aria-label": "Members"}]

    def test_nothing_has_an_id(self, small_tenant: Tenant) -> None:
        """So the same page may stand twice in a notebook."""
        assert all("id" not in attributes for _, attributes in Reading(html.document(page_of(small_tenant))).tags)


class TestSelfContained:
    """
    "One self-contained piece of HTML: no script, no network".
    """

    @pytest.mark.parametrize("render", [html.document, html.fragment])
    def test_loads_nothing(self, render: Callable[[object], str], small_tenant: Tenant) -> None:
        """No element that loads or runs, no address in the style, no handler."""
        source = render(page_of(small_tenant, intent=REPORT))
        reading = Reading(source)
        loading = {"audio", "base", "embed", "form", "iframe", "img", "object", "script", "source", "svg", "video"}
        assert loading.isdisjoint({tag for tag, _ in reading.tags})
        assert not [name for _, attributes in reading.tags for name in attributes if name.startswith("on")]
        assert "src" not in {name for _, attributes in reading.tags for name in attributes}
        assert "url(" not in source
        assert "@import" not in source

    def test_document(self, small_tenant: Tenant) -> None:
        """A whole document, whose policy forbids scripts and loading, with the style in its head."""
        source = html.document(page_of(small_tenant))
        assert type(source) is str
        assert source.startswith('<!doctype html><html lang="en"><head><meta charset="utf-8">')
        assert source.endswith("</main></body></html>\n")
        reading = Reading(source)
        policy = reading.values("meta", "content")[1]
        assert policy is not None
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; ")
        names = [tag for tag, _ in reading.tags]
        assert names.count("style") == 1
        assert names.index("style") < names.index("body")
        assert reading.text.startswith("Gateway for Acme\nGateway for Acme\nBuying group, as of ")

    def test_fragment(self, small_tenant: Tenant) -> None:
        """One element with everything inside."""
        source = html.fragment(page_of(small_tenant))
        assert type(source) is str  # of no subclass, which would escape what is added to it
        assert source.startswith('<article class="buying-groups" lang="en"><style>')
        assert source.endswith("</article>")
        assert source.count("<article") == 1

    def test_style_touches_nothing_else(self, small_tenant: Tenant) -> None:
        """Every selector of a fragment begins with the class of its root, or asks for it inside of a theme."""
        style = html.fragment(page_of(small_tenant)).split("<style>")[1].split("</style>")[0]
        rules = re.sub(r"@media [^{]*\{", "", style)
        selectors = [each for rule in re.findall(r"([^{}]+)\{", rules) for each in rule.strip().split(",")]
        assert len(selectors) > 50
        root = r"((\[[\w-]+=\"\w+\"\]|\.vscode-\w+) )?\.buying-groups\b"
        assert [] == [each for each in selectors if not re.match(root, each.strip())]


WAYS_OUT = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript://example.com/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://example.com/1",
    "mailto:somebody@example.com",
    "//evil.example",
    "/relative",
    "\\\\evil.example",
    "https:\\\\evil.example",
    "https:///nowhere",
    "https://",
    "http:javascript:alert(1)",
    "http://[",
    "https://bank.example@evil.example/",
    "https://example.com/\u202egnp.exe",
    "https://example.com/a\nb",
    "view-source:https://example.com",
    "intent://example.com#Intent;scheme=https;end",
]


def hostile(tenant: Tenant, text: str) -> Tenant:
    """Return the small tenant with a text in every place where the page shows one, and one character before it."""
    evil = f"x{text}"
    people = tuple(
        attrs.evolve(person, first_name=None, last_name=evil, job_title=evil, email=evil, phone=evil)
        for person in tenant.people
    )
    activities = (
        Activity(
            person_id="ada",
            activity_type="interesting_moment",
            occurred_at=NOON - timedelta(1),
            description=evil,
            content=Content(title=evil, url=evil, keywords=(evil,)),
        ),
        Activity(
            person_id="bo",
            activity_type=evil,
            occurred_at=NOON,
            content=Content(title=evil, url="https://example.com/"),
        ),
        Activity(
            person_id="bo", activity_type="email_opened", occurred_at=NOON - timedelta(2), content=Content(url=evil)
        ),
    )
    groups = tuple(attrs.evolve(group, name=evil, status=evil[:50]) for group in tenant.buying_groups)
    return attrs.evolve(
        tenant,
        people=people,
        activities=activities,
        buying_groups=groups,
        accounts=tuple(attrs.evolve(account, name=evil[:255], industry=evil) for account in tenant.accounts),
        opportunities=tuple(attrs.evolve(opportunity, name=evil) for opportunity in tenant.opportunities),
        journeys=tuple(attrs.evolve(journey, name=evil) for journey in tenant.journeys),
        solution_interests=tuple(attrs.evolve(interest, name=evil) for interest in tenant.solution_interests),
    )


def hostile_page(tenant: Tenant, text: str) -> BuyingGroupDetails:
    """Return a page with a text in every place."""
    evil = f"x{text}"
    signal = IntentSignal(name=evil, level=IntentLevel.HIGH, strength=0.5)
    return page_of(
        hostile(tenant, text),
        intent=IntentReport(
            categories=(CategoryIntent(name=evil, level=IntentLevel.LOW, products=(signal,)),), keywords=(signal,)
        ),
        group_summary=Summary(text=f"x{' '.join(text.split())}", highlights=(evil,)),
        account_summary=Summary(text=f"x{' '.join(text.split())}", highlights=(evil,)),
        member_summaries={"ada": Summary(text=f"x{' '.join(text.split())}", highlights=(evil,))},
    )


class TestHostileText:
    """
    "Hostile text in a name, a title, a URL: escaped in HTML".
    """

    @pytest.mark.parametrize("attack", ATTACKS, ids=lambda text: repr(text)[:40])
    @pytest.mark.parametrize("render", [html.document, html.fragment])
    def test_changes_no_element(self, render: Callable[[object], str], attack: str, small_tenant: Tenant) -> None:
        """With hostile text everywhere the page has the very elements and attributes that it has with harmless text."""
        expected = Reading(render(hostile_page(small_tenant, "harmless"))).skeleton
        source = render(hostile_page(small_tenant, attack))
        assert expected == Reading(source).skeleton
        assert source.count(f"x{attack}") == 0 or not set(attack) & set("<>&\"'")

    @pytest.mark.parametrize("attack", ATTACKS, ids=lambda text: repr(text)[:40])
    def test_is_shown_as_it_is(self, attack: str, small_tenant: Tenant) -> None:
        """What somebody is called is what the page says, but for what would steer how it is shown."""
        reading = Reading(html.fragment(hostile_page(small_tenant, attack)))
        name = printable(f"x{attack}").strip()
        assert reading.text.startswith(f"{name}\n")
        assert reading.text.count(name) > 20

    @pytest.mark.parametrize("attack", ATTACKS, ids=lambda text: repr(text)[:40])
    def test_in_other_results(self, attack: str) -> None:
        """Neither do scores, completeness, conditions, stage models and plans let it through."""
        expected = [Reading(html.document(value)).skeleton for value in results("xharmless")]
        assert expected == [Reading(html.document(value)).skeleton for value in results(f"x{attack}")]

    @pytest.mark.parametrize("address", WAYS_OUT, ids=repr)
    def test_no_address_but_of_the_web_is_a_link(self, address: str, small_tenant: Tenant) -> None:
        """An activity's URL that is anything else is shown as text, and as it is."""
        visit = Activity(person_id="ada", activity_type="page_views", occurred_at=NOON, content=Content(url=address))
        named = attrs.evolve(visit, occurred_at=NOON - timedelta(1), content=Content(url=address, title="Prices"))
        reading = Reading(html.fragment(page_of(attrs.evolve(small_tenant, activities=(visit, named)))))
        assert all(str(link).startswith(("mailto:ada@", "tel:+46")) for link in reading.values("a", "href"))
        assert f"page views: {printable(address).strip()}, " in reading.text.replace(":  ", ": ")
        assert "page views: Prices, " in reading.text

    @pytest.mark.parametrize(
        "address",
        [
            "https://example.com/spring?a=1&b=%20#top",
            "http://example.com",
            "HTTPS://EXAMPLE.COM/",
            "https://example.com:8080/\u00e5",
            "https://example.com/?next=javascript:alert(1)",
            "https://example.com/\"'<>",
        ],
    )
    def test_an_address_of_the_web_is_a_link(self, address: str, small_tenant: Tenant) -> None:
        """Under the content's title; whoever follows it takes along neither the page's address nor a way back to it."""
        visit = Activity(
            person_id="bo", activity_type="page_views", occurred_at=NOON, content=Content(url=address, title="Prices")
        )
        reading = Reading(html.fragment(page_of(attrs.evolve(small_tenant, activities=(visit,)))))
        link = {"href": address, "rel": "noopener noreferrer nofollow"}
        assert ("a", link) in reading.tags
        assert "\npage views: Prices, 2026-01-31 13:00\n" in reading.text

    @pytest.mark.parametrize(
        ("email", "href"),
        [
            ("ada@example.com", "mailto:ada@example.com"),
            ("ada+news@example.com", "mailto:ada%2Bnews@example.com"),
            ("ada@example.com?bcc=all@example.com", None),
            ("ada%0Abcc@example.com", "mailto:ada%250Abcc@example.com"),
            ("ada@example.com?cc=b", "mailto:ada@example.com%3Fcc%3Db"),
            ("a&b@example.com", "mailto:a%26b@example.com"),
            ("javascript:alert(1)@example.com", None),
            ("ada@example.com, bo@example.com", None),
            ("ada\n@example.com", None),
            ("ada\u202e@example.com", None),
            ("ada", None),
            ("<ada@example.com>", None),
        ],
    )
    def test_email_addresses(self, email: str, href: str | None, small_tenant: Tenant) -> None:
        """A link only where it looks like one address; nothing in it adds a recipient or a header."""
        reading = Reading(html.fragment(page_of(with_contact(small_tenant, email=email))))
        assert [link for link in reading.values("a", "href") if "mailto" in str(link)] == [href] * 2 * (
            href is not None
        )
        assert f"\n{printable(email)}\n" in reading.text

    @pytest.mark.parametrize(
        ("phone", "href"),
        [
            ("+46 8 555 0100", "tel:+4685550100"),
            ("(08) 555-01.00/2", None),
            ("08/555-01.00 (2)", "tel:0855501002"),
            ("+46\n8", None),
            ("*#06#", None),
            ("javascript:1", None),
        ],
    )
    def test_phone_numbers(self, phone: str, href: str | None, small_tenant: Tenant) -> None:
        """A link only where it looks like a number."""
        reading = Reading(html.fragment(page_of(with_contact(small_tenant, phone=phone))))
        assert [link for link in reading.values("a", "href") if "tel:" in str(link)] == [href] * 2 * (href is not None)
        assert f"\n{printable(phone)}\n" in reading.text


def with_contact(tenant: Tenant, **contact: Any) -> Tenant:
    """Return the small tenant, in which one person's way of contact is another."""
    people = tuple(attrs.evolve(person, **contact) if person.id == "ada" else person for person in tenant.people)
    return attrs.evolve(tenant, people=people)


DRAFT = StageModel(
    id="m1",
    name="New business",
    stages=(
        Stage(name="Aware", kind=StageKind.ENTRY, next_stages=("Won", "Lost")),
        Stage(name="Won", kind=StageKind.SUCCESS),
        Stage(name="Lost", kind=StageKind.FAILURE),
    ),
)


def results(text: str) -> Iterator[object]:
    """Yield one of each result besides the page, with a text wherever one fits."""
    said = "".join(filter(str.isprintable, text))[:1000]  # conditions refuse what is invisible, and what is long
    template = bg.RolesTemplate(
        id="t1", name=text, roles=(TemplateRole(role=text, condition=attribute("job_title").contains(said)),)
    ).publish()
    person = Person(id=text, account_id="a1", job_title=said)
    other = Person(id=f"{text}2", account_id="a1", job_title="y")
    member = bg.Member(person_id=other.id, role=text, joined_at=NOON, source=Source.MANUAL)
    group = bg.BuyingGroup(id=text, account_id="a1", solution_interest_id="s1", members=(member,))
    activity = Activity(person_id=text, activity_type=text, occurred_at=NOON)
    scores = bg.engagement.score(
        [activity],
        {text: [bg.engagement.WeightedMember(person_id=text, role=text, role_weighting=1)]},
        model=bg.WeightingModel(
            id="w", name="w", weights=(bg.engagement.ActivityWeight(activity_type=text, weight=1),)
        ),
        as_of=NOON,
    )
    yield scores.people[0]
    yield scores.groups[0]
    yield completeness(template, {text: 1})
    yield template.roles[0].condition
    yield explain(attribute("job_title").contains(said) & ~attribute("city").is_(said), PersonFacts(person=person))
    yield StageModel(id=text, name=text, stages=(Stage(name=text, next_stages=(f"{text}3",)),))
    yield plan_assignment(group, [PersonFacts(person=person), PersonFacts(person=other)], template=template, at=NOON)


def shown(value: object) -> str:
    """Return what a reader of a result reads."""
    return Reading(html.fragment(value)).text


class TestResults:
    """
    "Score with explanation, completeness, condition, stage model, intent report" and the plan of the daily job.
    """

    def test_person_score(self, small_tenant: Tenant) -> None:
        """The score, what made it by type, and by day."""
        assert shown(score_tenant(small_tenant, as_of=NOON).person("ada")) == (
            "Person ada\n"
            "Engagement score\n100\n"
            "Raw\n860.0\n"
            "Last activity\n2026-01-21 12:00 (UTC)\n"
            "What made the engagement score\n"
            "Activity | Counted | Points\n"
            "page views | 20, and 5 above the daily cap | 93.0\n"
            "interesting moment | 1 | 7.0\n"
            "Day by day\n"
            "Day | Counted | Points\n"
            "2026-01-20 | page views: 20, and 5 above the daily cap | 93.0\n"
            "2026-01-21 | interesting moment: 1 | 7.0"
        )

    def test_person_score_of_nothing(self) -> None:
        """Not known is no zero."""
        nothing = PersonScore(person_id="p", score=0.0, raw=0.0, is_clipped=False, last_activity_at=None, parts=())
        assert shown(nothing) == "Person p\nEngagement score\n–\nRaw\n0.0\nLast activity\n–"

    @pytest.mark.parametrize(
        ("dropped", "expected"),
        [
            ((0, 0), "40"),
            ((2, 3), "40, and 5 above the daily cap"),
            ((2, None), "40, and at least 3 above the daily cap"),
        ],
    )
    def test_what_the_cap_left_out(self, dropped: tuple[int | None, ...], expected: str) -> None:
        """Where a ledger did not keep them all, at least one more is known to have been there."""
        parts = tuple(
            PersonPart(activity_type="x", day=date(2026, 1, day), counted=20, dropped=some, points=50.0)
            for day, some in enumerate(dropped, 1)
        )
        score = PersonScore(person_id="p", score=100.0, raw=40.0, is_clipped=True, last_activity_at=NOON, parts=parts)
        text = shown(score)
        assert f"\nx | {expected} | 100.0\n" in text
        assert "100\nShown as 100: it is above the largest that the stored scale knows.\n" in text

    def test_group_score(self, small_tenant: Tenant) -> None:
        """The score and what each member adds; of a group that has nothing, only the score."""
        scores = score_tenant(small_tenant, as_of=NOON)
        assert shown(scores.group("g1")) == (
            "Buying group g1\n"
            "Engagement score\n80\n"
            "Raw\n63.9\n"
            "What made the engagement score\n"
            "Member | Own score | Points\n"
            "ada\nDecision Maker, role weight 56%\n100 | 69.5\n"
            "bo\nInfluencer, role weight 44%\n19 | 10.4\n"
            "Points add up to the group's score, in proportion to own score × role weight."
        )
        assert shown(scores.group("g3")) == "Buying group g3\nEngagement score\n–\nRaw\n0.0"

    def test_completeness(self, small_tenant: Tenant) -> None:
        """Each role."""
        template = small_tenant.roles_template("t1")
        assert shown(completeness(template, {"Influencer": 2})) == (
            "Completeness\n"
            "Completeness score\n33%\n"
            "Role | Members | Completeness\n"
            "Decision Maker | 0 of 1, 1 missing | 0%\n"
            "Influencer | 2 of 3, 1 missing | 67%\n"
            "Champion | 0 of 1, not required | 0%"
        )
        assert shown(Completeness(score=100.0, roles=())) == "Completeness\nCompleteness score\n100%"

    def test_condition(self) -> None:
        """Its sentence."""
        condition = attribute("job_title").contains("R&D") | attribute("country").is_("SE")
        assert shown(condition) == "Condition\njob title contains “R&D” or country is “SE”"

    def test_explanation(self) -> None:
        """What decided, and each part with what it came to."""
        title, country = attribute("job_title").is_("CTO"), attribute("country").is_("SE")
        person = PersonFacts(person=Person(id="p", account_id="a", job_title="CTO"))
        assert shown(explain(title & (title | ~country), person)) == (
            "Condition explained\n"
            "matched job title is “CTO” and (job title is “CTO” or country is not “SE”)\n"
            "Matched because job title is “CTO” and country is not “SE” (it is not known).\n"
            "Its parts\n"
            "matched job title is “CTO”\n"
            "matched job title is “CTO” or country is not “SE”\n"
            "matched job title is “CTO”\n"
            "matched country is not “SE”\n"
            "did not match country is “SE”"
        )
        assert "Its parts" not in shown(explain(title, person))

    def test_stage_model(self) -> None:
        """Its transitions; of a draft with faults, what they are."""
        assert shown(DRAFT) == (
            "Stage model New business\n"
            "draft; id m1\n"
            "A group without a stage may move to: Aware\n"
            "Stage | Kind | May be followed by\n"
            "Aware | entry | Won, Lost\n"
            "Won | success | –\n"
            "Lost | failure | –"
        )
        assert shown(StageModel(id="m2", name="Empty")) == (
            "Stage model Empty\n"
            "draft; id m2\n"
            "A group without a stage may move to: –\n"
            "What keeps it from being published\n"
            "needs at least one entry stage, has none\n"
            "needs exactly one success stage, has 0"
        )

    def test_intent_report(self) -> None:
        """All its keywords; of an empty one, that nothing is known."""
        assert shown(REPORT).startswith("Intent\nData high\nProduct | Level | Strength\n")
        assert shown(REPORT).endswith("\nfive high\nsix high")
        assert shown(IntentReport()) == "Intent\nNothing is known."

    def test_intent_that_is_not_known(self) -> None:
        """Categories of which nothing is known stand together, without tables."""
        nothing, something = REPORT.categories[0].products[1], REPORT.categories[0].products[0]
        unknown = [
            CategoryIntent(name=name, level=IntentLevel.UNKNOWN, products=(product,))
            for name, product in [("a", nothing), ("b", something), ("c", nothing)]
        ]
        assert shown(IntentReport(categories=unknown)) == (
            "Intent\nb unknown\nProduct | Level | Strength\nGateway | medium | 0.50\na, c unknown"
        )

    @pytest.mark.parametrize(
        ("basis", "expected"),
        [
            (SIGNALS, "Computed from activities, without labels."),
            (IntentBasis(kind=IntentBasisKind.DETECTOR, name="R&D"), "Computed by the detector R&D."),
        ],
    )
    def test_what_intent_was_computed_by(self, basis: IntentBasis, expected: str) -> None:
        """Signals, or which detector."""
        assert shown(IntentReport(basis=basis)) == f"Intent\n{expected}"
        assert shown(IntentReport(basis=basis, keywords_basis=basis)) == f"Intent\n{expected}"

    def test_what_keywords_were_computed_by(self) -> None:
        """Where it is something else than for the rest."""
        report = IntentReport(basis=IntentBasis(kind=IntentBasisKind.DETECTOR, name="R&D"), keywords_basis=SIGNALS)
        assert shown(report) == ("Intent\nComputed by the detector R&D; keywords from activities, without labels.")

    def test_plan(self, small_tenant: Tenant) -> None:
        """Each list that is not empty, with reasons and higher decisions."""
        title = attribute("job_title")
        template = attrs.evolve(
            small_tenant.roles_template("t1"),
            roles=(
                TemplateRole(role="Decision Maker", condition=title.is_("Boss")),
                TemplateRole(role="Influencer", condition=title.is_empty()),
                TemplateRole(role="Champion", condition=title.is_("Architect")),
            ),
        )
        facts = [PersonFacts(person=person) for person in small_tenant.people if person.account_id == "a1"]
        plan = plan_assignment(small_tenant.buying_group("g1"), facts, template=template, at=NOON)
        decided = "Decision Maker did not match because job title is not “Boss” (it is “CTO”)"
        expected = (
            "Plan of the daily job for g1\n"
            "as of 2026-01-31 12:00 (UTC)\n"
            "To be added\n"
            "Person | From | To | Why\n"
            "cy | – | Influencer |\n"
            "matched because job title is empty\n"
            "To get another role\n"
            "Person | From | To | Why\n"
            "bo | Influencer | Champion |\n"
            "matched because job title is “Architect”\n"
            "Kept by a higher decision\n"
            "Person | From | To | Why\n"
            "ada | Decision Maker | – |\n"
            "Stays, by manual decision of 2026-01-05 12:00 (UTC)\n"
            f"{decided}; no other role's condition holds\n"
            "0 members unchanged."
        )
        assert shown(plan) == expected.replace(" |\n", "\n")
        (kept,) = plan.kept_out
        assert kept.decision is not None
        said = attrs.evolve(kept, decision=attrs.evolve(kept.decision, reason="left us"))
        assert "12:00 (UTC) (left us)\n" in shown(attrs.evolve(plan, kept_out=(said,), unchanged=("x",)))
        assert shown(attrs.evolve(plan, unchanged=("x",))).endswith("\n1 member unchanged.")

    @pytest.mark.parametrize("value", [None, "text", 5, object])
    def test_anything_else(self, value: object) -> None:
        """An error that lists what can be shown."""
        kinds = (
            "AccountTrends, AssignmentPlan, BuyingGroupDetails, Completeness, Condition, ContactCoverage, "
            "ContactOverlap, EmailPlan, EmailResult, EngagementScores, Explanation, GroupScore, GroupsByStage, "
            "Highlights, IntentExplanation, IntentReport, KeywordClustering, PersonScore, RolesOverTime, "
            "ScoreDistributions, StageModel, Stagnation, Summary, Taxonomy, Tenant, TitleUnderstanding, Velocity"
        )
        expected = rf"^value must be one of {kinds}, got {re.escape(repr(value))}$"
        with pytest.raises(InvalidValueError, match=expected):
            html.document(value)


SHOWN_IN_NOTEBOOKS = {
    AssignmentPlan,
    BuyingGroupDetails,
    Completeness,
    Explanation,
    GroupScore,
    IntentReport,
    PersonScore,
    StageModel,
}


class TestNotebooks:
    """
    "`BuyingGroupDetails` and the other results that people look at have `_repr_html_`."
    """

    def test_every_result(self, small_tenant: Tenant) -> None:
        """What a notebook asks for is the fragment."""
        values = [page_of(small_tenant), REPORT, attribute("city").is_("X"), *results("x")]
        assert SHOWN_IN_NOTEBOOKS <= {type(value) for value in values}
        for value in values:
            assert value._repr_html_() == html.fragment(value)  # type: ignore[attr-defined]

    @pytest.mark.parametrize("library", ["htpy", "markupsafe"])
    def test_without_the_extra(self, library: str, run_fresh: RunFresh) -> None:
        """A notebook gets None and shows the repr; who asks for HTML is told what to install."""
        result = run_fresh(
            f"import sys; sys.modules[{library!r}] = None\n"
            "from buying_groups import StageModel, html\n"
            "model = StageModel(id='m1', name='New business')\n"
            "assert model._repr_html_() is None\n"
            "html.fragment(model)"
        )
        message = f"{library} is not installed; pip install 'buying-groups[html]' brings it"
        assert result.stderr.rstrip().endswith(f"{MissingLibraryError.__name__}: {message}")

    def test_here(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The same where the library is installed after all."""

        def missing(name: str, package: str | None = None) -> Any:
            raise ModuleNotFoundError(f"no {name} in {package}", name="htpy")

        monkeypatch.setattr("importlib.import_module", missing)
        with pytest.raises(MissingLibraryError, match=r"^htpy is not installed; pip install 'buying-groups\[html\]' "):
            html.fragment(REPORT)
        assert REPORT._repr_html_() is None  # pyright: ignore[reportPrivateUsage]

    def test_a_fault_of_ours_is_not_a_missing_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A module that is not there, of any other name, is an error as it is."""

        def missing(name: str, package: str | None = None) -> Any:
            raise ModuleNotFoundError(f"no {name} in {package}", name="buying_groups.html.page")

        monkeypatch.setattr("importlib.import_module", missing)
        with pytest.raises(ModuleNotFoundError, match=r"^no \.assignment in buying_groups\.html$"):
            html.fragment(REPORT)

    def test_is_loaded_when_asked_for(self, run_fresh: RunFresh) -> None:
        """Values know nothing of HTML: neither it nor what it needs is loaded with them."""
        result = run_fresh("import sys, buying_groups, buying_groups.conditions as c\nprint(*sys.modules, sep='\\n')")
        assert result.stderr == ""
        assert {"buying_groups.html", "htpy", "markupsafe"} & set(result.stdout.split()) == set()


class TestCommand:
    """
    "`python -m buying_groups --html` prints the page."
    """

    @pytest.fixture
    def document(self, small_tenant: Tenant, tmp_path: Path) -> str:
        """Return the path of a tenant document."""
        path = tmp_path / "tenant.json"
        path.write_text(bg.documents.dumps(small_tenant), encoding="utf-8")
        return str(path)

    def test_page(self, document: str, small_tenant: Tenant, capsys: pytest.CaptureFixture[str]) -> None:
        """As a whole document."""
        assert main([document, "--group", "g1", "--as-of", "2026-01-31T12:00:00Z", "--html"]) == 0
        assert capsys.readouterr().out == html.document(page_of(small_tenant))

    def test_plan(self, document: str, capsys: pytest.CaptureFixture[str]) -> None:
        """And the plan."""
        assert main([document, "--group", "g1", "--plan", "--html"]) == 0
        assert "<title>Plan of the daily job for g1</title>" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("other", "message"),
        [
            ("--list", "argument --html: not allowed with argument --list"),
            ("--json", "argument --json: not allowed with argument --html"),
        ],
    )
    def test_with_what_is_no_page(self, other: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
        """One line says so."""
        with pytest.raises(SystemExit, match=r"^2$"):
            main(["--html", other])
        assert capsys.readouterr().err == f"python -m buying_groups: {message} (see --help)\n"
