"""
The template summarizer: what it says of ordinary and of odd facts, in two languages; and the page with summaries.
"""

# ruff: noqa: E501 - a sentence that is expected stands on one line where it is one value
from __future__ import annotations

import sys
from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given

from buying_groups import Tenant, buying_group_details
from buying_groups.errors import MissingLibraryError
from buying_groups.intent import IntentLevel
from buying_groups.summaries import (
    ENGLISH,
    ActivityCount,
    EngagedGroup,
    EngagedPerson,
    FactCollector,
    Moment,
    ProductIntent,
    RoleCoverage,
    Standing,
    SummaryFacts,
    SummarySubject,
    TemplateSummarizer,
    Topic,
    check_summary,
    swedish,
)
from buying_groups.testing.strategies import AS_OF, tenants
from buying_groups.testing.summaries import EXAMPLE_FACTS
from buying_groups.text import page


GROUP, ACCOUNT, PERSON, EMPTY, STRANGER = EXAMPLE_FACTS
DAY = date(2026, 3, 29)


def text(facts: SummaryFacts) -> str:
    """Return the English text."""
    return TemplateSummarizer().summarize(facts).text


class TestEnglish:
    """
    "Sentences vary with the facts (nothing to say, one member, no activity, a surge …), plurals and percentages right."
    """

    def test_group(self) -> None:
        """A group of two, as a whole."""
        summary = TemplateSummarizer().summarize(GROUP)
        assert (
            "Gateway for Acme has 2 members and an engagement score of 80, down 4 points over the last 4 weeks. It is "
            "67% complete and still lacks 1 person in the role Decision Maker. Its current stage is “Evaluating”. 1 of "
            "the 2 members was active in the last 30 days, with 9 activities (8 page views and 1 email clicked), up "
            "from 2 in the 30 days before. Ada Berg (Champion, 73) is the most engaged member. Decision maker Bo Ek "
            "has not been active in the last 30 days. Interest is growing in “pricing” (5 activities, up from 1). "
            "Intent is high for Gateway (0.82). On 12 March 2026, Ada Berg had an interesting moment: “Asked for a "
            "quote”."
        ) == summary.text
        assert (
            "Top engaged: Ada Berg (73)",
            "Trending topics: “pricing”",
            "Missing roles: Decision Maker (1)",
        ) == summary.highlights

    def test_account(self) -> None:
        """An account whose activity has fallen off."""
        summary = TemplateSummarizer().summarize(ACCOUNT)
        assert (
            "Acme (Retail) has 12 people, 1 buying group and 1 open opportunity. Activity has fallen off. 3 of the 12 "
            "people were active in the last 30 days, with 8 activities (8 page views), down from 30 in the 30 days "
            "before. The most engaged buying group is Gateway for Acme (80). Ada Berg (73) is the most engaged person "
            "there."
        ) == summary.text
        assert ("Top engaged groups: Gateway for Acme (80)", "Top engaged: Ada Berg (73)") == summary.highlights

    def test_person(self) -> None:
        """Somebody in one group, with a topic that others share."""
        summary = TemplateSummarizer().summarize(PERSON)
        assert (
            "Ada Berg (CTO) has an engagement score of 73, up 12 points over the last 4 weeks. Ada Berg is Champion in "
            "the buying group Gateway for Acme. The last 30 days saw 9 activities (9 page views), after none in the 30 "
            "days before. Interest is growing in “pricing” (5 activities, none before). One topic is shared with "
            "others at the account: “pricing” (2 colleagues)."
        ) == summary.text
        assert (
            "Engagement: 73, up 12 points over the last 4 weeks",
            "Trending topics: “pricing”",
            "Shared topics: “pricing” (2 colleagues)",
        ) == summary.highlights

    @pytest.mark.parametrize(
        ("facts", "expected"),
        [
            (EMPTY, "Mesh team has no members yet. No role is required, so it counts as 0% complete."),
            (
                STRANGER,
                (
                    "Mesh team has 1 member, of whom no activity is known; so there is no engagement score to show. No role is "
                    "required, so it counts as 0% complete."
                ),
            ),
            (
                attrs.evolve(STRANGER, number_of_people=3, completeness=None),
                "Mesh team has 3 members, but no activity of any of them is known; so there is no engagement score to show.",
            ),
        ],
    )
    def test_nothing_to_say(self, facts: SummaryFacts, expected: str) -> None:
        """Nobody, or nobody who is known."""
        assert expected == text(facts)

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"standing": Standing(score=5, before=5)}, "score of 5, unchanged over the last 4 weeks."),
            ({"standing": Standing(score=5, before=4)}, "score of 5, up 1 point over the last 4 weeks."),
            ({"standing": Standing(score=5)}, "2 members and an engagement score of 5. It"),
            ({"roles": (RoleCoverage(role="A", assigned=1, members_required=1),)}, "every required role is filled."),
            (
                {"roles": tuple(RoleCoverage(role=role, assigned=0, members_required=2) for role in "ABC")},
                "still lacks people in these roles: A (2), B (2) and C (2).",
            ),
            ({"number_of_active_people": 2}, "All 2 members were active in the last 30 days, with 9 activities"),
            ({"number_of_people": 1}, "The only member was active in the last 30 days, with 9 activities"),
            ({"window_days": 1}, "active in the last day, with"),
            (
                {"activities": (ActivityCount(activity_type="page_views", count=1200, before=20),)},
                (
                    "Activity is surging. 1 of the 2 members was active in the last 30 days, with 1,200 activities (1,200 page "
                    "views), up from 20"
                ),
            ),
            (
                {
                    "activities": tuple(
                        ActivityCount(activity_type=kind, count=2) for kind in ("x", "query", "sign_off", "ok")
                    )
                },
                "8 activities (among them 2 xes, 2 queries and 2 sign-offs), after none",
            ),
            (
                {"activities": (ActivityCount(activity_type="paper_downloaded", count=2, before=2),)},
                "2 activities (2 “paper downloaded”), as many as in the 30 days before.",
            ),
            (
                {
                    "activities": (
                        ActivityCount(activity_type="news", count=1),
                        ActivityCount(activity_type="co_author", count=1),
                    )
                },
                "2 activities (1 news and 1 co-author)",
            ),
            (
                {
                    "activities": (ActivityCount(activity_type="page_views", count=0, before=1),),
                    "number_of_active_people": 0,
                },
                (
                    "Nobody has been active in the last 30 days, after 1 activity in the 30 days before; the last activity was on "
                    "28 March 2026."
                ),
            ),
            (
                {"activities": (), "number_of_people": 1},
                "The only member has not been active in the last 30 days; the last activity was on 28 March 2026.",
            ),
            (
                {"people": tuple(attrs.evolve(GROUP.people[0], name=name) for name in "ABCD")},
                "A (Champion, 73) is the most engaged member, followed by B (Champion, 73) and C (Champion, 73).",
            ),
            (
                {"people": tuple(EngagedPerson(name=name, role="Decision Maker") for name in "AB")},
                "Decision makers A and B have not been active in the last 30 days.",
            ),
            (
                {"topics": (Topic(name="a", count=2, before=2), Topic(name="b", count=1))},
                "most are “a” (2 activities) and “b” (1",
            ),
            ({"topics": (Topic(name="a", count=2, before=2),)}, "The topic touched most is “a” (2 activities)."),
            ({"topics": (Topic(name="a", count=1, before=2),)}, "The topic touched is “a”."),
            ({"intent": (ProductIntent(product="x", level=IntentLevel.UNKNOWN),)}, "does not suffice to tell intent."),
            (
                {
                    "intent": (
                        ProductIntent(product="x", level=IntentLevel.HIGH),
                        ProductIntent(product="Y", level=IntentLevel.HIGH, strength=0.7),
                        ProductIntent(product="Z", level=IntentLevel.LOW, strength=0.1),
                    )
                },
                "Intent is high for “x” and Y (0.70) and low for Z (0.10).",
            ),
            ({"moments": (Moment(name="Ada Berg", day=DAY),)}, "On 29 March 2026, Ada Berg had an interesting moment."),
        ],
    )
    def test_group_varies(self, changes: dict[str, object], expected: str) -> None:
        """One thing changed at a time."""
        changed: dict[str, object] = changes
        assert expected in text(attrs.evolve(GROUP, **changed))  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"industry": None}, "Acme has 12 people, 1 buying group and 1 open opportunity."),
            ({"opportunities": ()}, "Acme (Retail) has 12 people and 1 buying group."),
            ({"is_known": False}, "1 open opportunity. No activity of anybody there is known."),
            ({"is_known": False, "number_of_people": 0}, "0 people, 1 buying group and 1 open opportunity."),
            ({"number_of_people": 1}, "The only person was active in the last 30 days"),
            ({"number_of_people": 3}, "All 3 people were active in the last 30 days"),
            ({"number_of_active_people": 1}, "1 of the 12 people was active"),
            ({"activities": ()}, "Nobody has been active in the last 30 days; the last"),
            (
                {"people": tuple(EngagedPerson(name=n, standing=Standing(score=9)) for n in "AB")},
                "A (9) is the most engaged person there, followed by B (9).",
            ),
            (
                {"groups": tuple(EngagedGroup(name=n, standing=Standing(score=9)) for n in "AB")},
                "buying group is A (9), followed by B (9).",
            ),
            ({"groups": (EngagedGroup(name="A"),)}, "days before. Ada Berg (73)"),
        ],
    )
    def test_account_varies(self, changes: dict[str, object], expected: str) -> None:
        """One thing changed at a time."""
        assert expected in text(attrs.evolve(ACCOUNT, **changes))  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"job_title": None}, "Ada Berg has an engagement score"),
            (
                {"standing": None, "is_known": False},
                "No activity of Ada Berg (CTO) is known, so there is no engagement score to show. Ada",
            ),
            ({"groups": (), "number_of_groups": 0}, "Ada Berg is in no buying group."),
            ({"groups": (EngagedGroup(name="A"),)}, "Ada Berg is in the buying group A."),
            (
                {"groups": (EngagedGroup(name="A", role="Champion"), EngagedGroup(name="B")), "number_of_groups": 2},
                "Ada Berg is in 2 buying groups: A (as Champion) and B.",
            ),
            ({"number_of_groups": 7}, "Ada Berg is in 7 buying groups, among them Gateway for Acme (as Champion)."),
            ({"activities": ()}, "There was no activity in the last 30 days; the last one was on 28 March 2026."),
            (
                {"topics": tuple(Topic(name=n, count=1, people=1) for n in "ab")},
                "Topics shared with others at the account are “a” (1 colleague) and “b” (1 colleague).",
            ),
            ({"moments": (Moment(name="Ada Berg", day=DAY),)}, "The last interesting moment was on 29 March 2026."),
            (
                {"moments": (Moment(name="Ada Berg", day=DAY, description="Hi"),)},
                "The last interesting moment was on 29 March 2026: “Hi”.",
            ),
        ],
    )
    def test_person_varies(self, changes: dict[str, object], expected: str) -> None:
        """One thing changed at a time."""
        assert expected in text(attrs.evolve(PERSON, **changes))  # type: ignore[arg-type]

    def test_highlights_without_trends(self) -> None:
        """Topics of interest where none is trending; nothing where there is nothing."""
        quiet = attrs.evolve(GROUP, topics=(Topic(name="a", count=2, before=2),), people=(), roles=())
        assert ("Topics of interest: “a”",) == TemplateSummarizer().summarize(quiet).highlights
        still = attrs.evolve(PERSON, standing=Standing(score=5, before=5), topics=())
        assert TemplateSummarizer().summarize(still).highlights == ()

    def test_repr(self) -> None:
        """Says the language."""
        assert repr(TemplateSummarizer()) == "TemplateSummarizer('en')"


class TestSwedish:
    """
    "Swedish through the same mechanism."
    """

    def test_has_every_phrase(self) -> None:
        """Each phrase and each type of English, in each plural category."""
        pytest.importorskip("babel")
        language = swedish()
        assert ENGLISH.phrases.keys() == language.phrases.keys()
        assert ENGLISH.types.keys() == language.types.keys()

    def test_group(self) -> None:
        """Numbers, dates, plurals and lists of the language."""
        pytest.importorskip("babel")
        kinds = (ActivityCount(activity_type="page_views", count=1200), ActivityCount(activity_type="x_y", count=1))
        summary = TemplateSummarizer(swedish()).summarize(attrs.evolve(GROUP, activities=kinds))
        assert summary.text.startswith(
            "Gateway for Acme har 2 medlemmar och engagemangspoängen 80, ned 4 poäng under de senaste 4 veckorna. Gruppen "
            "är komplett till 67 % och saknar ännu 1 person i rollen Decision Maker. Den befinner sig i steget "
            "”Evaluating”. "
        )
        assert (
            "1 av de 2 medlemmarna har varit aktiv de senaste 30 dagarna, med 1\N{NO-BREAK SPACE}201 aktiviteter"
            in summary.text
        )
        assert "(1\N{NO-BREAK SPACE}200 sidvisningar och 1 av typen ”x y”)" in summary.text
        assert "Köpintresset är högt för Gateway (0,82). Den 12 mars 2026 hade Ada Berg" in summary.text
        assert summary.highlights[2] == "Roller som saknas: Decision Maker (1)"

    def test_needs_babel(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An error that says what to install."""
        monkeypatch.setitem(sys.modules, "babel", None)
        with pytest.raises(
            MissingLibraryError, match=r"^babel is not installed; pip install 'buying-groups\[languages\]'"
        ):
            swedish()


class TestPage:
    """
    "The details page shows summaries and highlights by default, from the template summarizer."
    """

    def test_is_summarized(self, small_tenant: Tenant) -> None:
        """The group, the account and every member; the text shows them, wrapped."""
        noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
        details = buying_group_details(small_tenant, "g1", as_of=noon)
        made, writer = FactCollector(small_tenant, as_of=noon), TemplateSummarizer()
        assert writer.summarize(made.group("g1")) == details.group.summary
        assert writer.summarize(made.account("a1")) == details.account.summary
        assert [writer.summarize(made.person(id)) for id in ("ada", "bo")] == [each.summary for each in details.members]
        shown = page(details)
        assert (
            "\nGateway for Acme has 2 members and an engagement score of 80. It is 67% complete and still\nlacks"
            in shown
        )
        assert "\n* Missing roles: Influencer (2)\n" in shown
        assert "\n       Bo (Architect) has an engagement score of 19." in shown
        assert max(map(len, shown.partition("Members\n-------")[0].splitlines())) <= 96

    @given(tenants())
    def test_of_any_tenant(self, tenant: Tenant) -> None:
        """Whatever the names are, there are summaries."""
        for group in tenant.buying_groups:
            details = buying_group_details(tenant, group.id, as_of=AS_OF)
            assert details.group.summary is not None
            assert page(details)


class TestTrue:
    """
    "Refuses at most 1 % of true template summaries": of those with plain names, none here.
    """

    @pytest.mark.parametrize("facts", EXAMPLE_FACTS)
    def test_passes_the_check(self, facts: SummaryFacts) -> None:
        """What the template writes is supported."""
        assert check_summary(TemplateSummarizer().summarize(facts), facts) == ()


def test_subjects() -> None:
    """There is a writer for each subject."""
    for subject in SummarySubject:
        assert text(SummaryFacts(subject=subject, name="Acme", day=DAY))
