"""
Evaluation: whether a condition holds for a person, what is missing, and why.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import Person, documents
from buying_groups.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Explanation,
    HasPersona,
    IntentSubject,
    Not,
    Persona,
    PersonaAttribute,
    PersonFacts,
    attribute,
    category_intent,
    custom_field,
    engagement_score,
    explain,
    has_persona,
    holds,
    keyword_intent,
    product_intent,
)
from buying_groups.errors import InvalidValueError, UnknownIdError
from buying_groups.intent import CategoryIntent, IntentLevel, IntentReport, IntentSignal
from buying_groups.testing.strategies import conditions, person_facts, personas


def facts(score: float | None = None, intent: IntentReport | None = None, **known: Any) -> PersonFacts:
    """Return what is known of a person."""
    return PersonFacts(person=Person(id="p", account_id="a", **known), engagement_score=score, intent=intent)


TITLE = attribute("job_title")
REGION, EMPLOYEES, VIP = custom_field("region"), custom_field("employees"), custom_field("vip")

REPORT = IntentReport(
    categories=(
        CategoryIntent(
            name="Data",
            level=IntentLevel.LOW,
            products=(
                IntentSignal(name="CRM", level=IntentLevel.LOW),
                IntentSignal(name="Analytics", level=IntentLevel.UNKNOWN),
            ),
        ),
        CategoryIntent(
            name="Sales", level=IntentLevel.MEDIUM, products=(IntentSignal(name="crm", level=IntentLevel.HIGH),)
        ),
    ),
    keywords=(IntentSignal(name="Email Marketing", level=IntentLevel.MEDIUM),),
)


class TestOperators:
    """
    "asks whether the attribute is the value, is one of the values, starts with the text, contains the text, …"
    """

    @pytest.mark.parametrize(
        ("condition", "known", "expected"),
        [
            (TITLE.is_("CTO"), facts(job_title=" cto"), True),
            (TITLE.is_("CTO"), facts(job_title="CTO of Europe"), False),
            (TITLE.is_("strasse"), facts(job_title="Straße"), True),
            (TITLE.is_("Muller"), facts(job_title="Müller"), False),
            (TITLE.is_("CTO"), facts(job_title="C\N{CYRILLIC CAPITAL LETTER TE}O"), False),
            (TITLE.in_("CEO", "CTO"), facts(job_title="cto"), True),
            (TITLE.in_("CEO", "CTO"), facts(job_title="CIO"), False),
            (TITLE.starts_with("Direct"), facts(job_title="director"), True),
            (TITLE.starts_with("Direct", words=True), facts(job_title="director"), False),
            (TITLE.starts_with("vice president", words=True), facts(job_title="(Vice-President), Sales"), True),
            (TITLE.starts_with("president", words=True), facts(job_title="Vice-President"), False),
            (TITLE.starts_with("vice"), facts(job_title="(Vice-President)"), False),
            (TITLE.contains("CTO"), facts(job_title="Director"), True),
            (TITLE.contains("CTO", words=True), facts(job_title="Director"), False),
            (TITLE.contains("CTO", words=True), facts(job_title="CEO/CTO"), True),
            (TITLE.contains("intern", words=True), facts(job_title="Internal Audit"), False),
            (TITLE.contains("vice president", words=True), facts(job_title="Senior Vice-President, Sales"), True),
            (TITLE.contains("vice president", words=True), facts(job_title="Vice and other President"), False),
            (TITLE.contains("C++", words=True), facts(job_title="C++ developer"), True),
            (TITLE.contains("C", words=True), facts(job_title="C++ developer"), False),
            (TITLE.contains("C", words=True), facts(job_title="Vitamin C researcher"), True),
            (TITLE.contains("部長"), facts(job_title="営業部長"), True),
            (TITLE.contains("部長", words=True), facts(job_title="営業部長"), False),
            (attribute("email_invalid").is_(True), facts(email_invalid=True), True),
            (attribute("email_invalid").is_(False), facts(email_invalid=True), False),
            (engagement_score.greater_than(50), facts(50), False),
            (engagement_score.at_least(50), facts(50), True),
            (engagement_score.less_than(50), facts(50), False),
            (engagement_score.at_most(50), facts(50), True),
            (engagement_score.greater_than(50), facts(50.5), True),
            (engagement_score.less_than(50), facts(49.5), True),
            (engagement_score.between(50, 60), facts(50), True),
            (engagement_score.between(50, 60), facts(60), True),
            (engagement_score.between(50, 60), facts(60.5), False),
            (engagement_score.is_(50), facts(50), True),
            (engagement_score.in_(40, 50), facts(50), True),
            (REGION.is_("north"), facts(custom_fields={"region": "North"}), True),
            (EMPLOYEES.at_least(50), facts(custom_fields={"employees": 50}), True),
            (VIP.is_(True), facts(custom_fields={"vip": True}), True),
            (VIP.is_(False), facts(custom_fields={"vip": False}), True),
            (attribute("seniority").in_("Executive", "owner"), facts(job_title="CTO"), True),
            (attribute("function").is_("sales"), facts(job_title="Head of Sales"), True),
            (attribute("function").is_("sales"), facts(job_title="Head of Marketing"), False),
        ],
        ids=itertools.count(),
    )
    def test_answer(self, condition: Condition, known: PersonFacts, expected: bool) -> None:  # noqa: FBT001 - an answer
        """As worked out by hand."""
        assert holds(condition, known) is expected

    @pytest.mark.parametrize(
        ("condition", "value"),
        [
            (EMPLOYEES.at_least(50), "120"),
            (EMPLOYEES.is_(1), True),
            (EMPLOYEES.is_(1), "1"),
            (EMPLOYEES.contains("1"), 1),
            (EMPLOYEES.is_(True), 1),
            (EMPLOYEES.is_("true"), True),
            (EMPLOYEES.in_("a", 2, False), 0),  # noqa: FBT003 - a value
        ],
        ids=itertools.count(),
    )
    def test_another_type(self, condition: Condition, value: str | float) -> None:
        """As "where the value is of another type than the question, the answer is no"."""
        known = facts(custom_fields={"employees": value})
        assert not holds(condition, known)
        assert not holds(EMPLOYEES.is_empty(), known)


NOTHING = facts()
BLANK = facts(country=" \u200b", job_title="", custom_fields={"region": "\t"})


class TestMissing:
    """
    "Missing is not zero": what each question answers for an absent value.
    """

    @pytest.mark.parametrize("known", [NOTHING, BLANK], ids=["nothing", "blank"])
    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            (attribute("country").is_("SE"), False),
            (attribute("country").in_("SE", "NO"), False),
            (TITLE.starts_with("C"), False),
            (TITLE.contains("C"), False),
            (TITLE.contains("C", words=True), False),
            (TITLE.starts_with("C", words=True), False),
            (engagement_score.is_(0), False),
            (engagement_score.at_least(0), False),
            (engagement_score.greater_than(-1), False),
            (engagement_score.at_most(100), False),
            (engagement_score.less_than(100), False),
            (engagement_score.between(0, 100), False),
            (EMPLOYEES.at_least(0), False),
            (VIP.is_(False), False),
            (attribute("country").is_not("SE"), True),
            (attribute("country").not_in("SE", "NO"), True),
            (~TITLE.contains("C"), True),
            (~engagement_score.at_least(0), True),
            (attribute("country").is_empty(), True),
            (engagement_score.is_empty(), True),
            (REGION.is_empty(), True),
            (attribute("country").is_not_empty(), False),
            (attribute("country").is_not("SE") & attribute("country").is_not_empty(), False),
            (attribute("email_invalid").is_(False), True),
            (product_intent("CRM").is_("unknown"), True),
            (product_intent("CRM").is_("low"), False),
            (product_intent("CRM").at_least("low"), False),
            (attribute("seniority").is_empty(), True),
            (attribute("seniority").is_("trainee"), False),
        ],
        ids=itertools.count(),
    )
    def test_answer(self, condition: Condition, expected: bool, known: PersonFacts) -> None:  # noqa: FBT001 - an answer
        """Questions say no, their negations yes."""
        assert holds(condition, known) is expected

    def test_zero_is_known(self) -> None:
        """A score of 0 is a score."""
        assert holds(engagement_score.at_most(0), facts(0))
        assert not holds(engagement_score.is_empty(), facts(0))


class TestIntent:
    """
    "Intent that nothing is known of is *unknown*, which is not *low*."
    """

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            (category_intent("data").is_("low"), True),
            (category_intent("CRM").is_("low"), False),
            (product_intent("CRM").is_("high"), True),
            (product_intent("CRM").is_("low"), False),
            (product_intent("CRM").at_least("medium"), True),
            (product_intent("Analytics").is_("low"), False),
            (product_intent("Analytics").is_("unknown"), True),
            (product_intent("Something else").is_("unknown"), True),
            (keyword_intent("email  marketing").in_("low", "medium"), True),
            (keyword_intent("email").is_("unknown"), True),
        ],
        ids=itertools.count(),
    )
    def test_answer(self, condition: Condition, expected: bool) -> None:  # noqa: FBT001 - an answer
        """As the report says."""
        assert holds(condition, facts(intent=REPORT)) is expected

    def test_level(self) -> None:
        """The level of a subject, by its name in any spelling."""
        assert IntentLevel.HIGH is facts(intent=REPORT).intent_level(IntentSubject.PRODUCT, " CRM")


class TestFacts:
    """
    "`PersonFacts` holds what is known of one person."
    """

    @pytest.mark.parametrize("score", [-0.1, 100.1])
    def test_scores_are_from_0_to_100(self, score: float) -> None:
        """Anything else is no engagement score."""
        with pytest.raises(
            InvalidValueError, match=f"^{re.escape(f'engagement_score must be in [0, 100], got {score}')}$"
        ):
            facts(score)


FINANCE = Persona(
    name="Head of finance",
    attributes=(
        PersonaAttribute(attribute="job_title", values=("CFO", "Chief Financial Officer")),
        PersonaAttribute(attribute="country", values=("SE", "NO")),
    ),
)


class TestPersonas:
    """
    "A person has it when each of its attributes is one of its values."
    """

    @pytest.mark.parametrize(
        ("known", "expected"),
        [
            (facts(job_title="cfo", country="NO"), True),
            (facts(job_title="cfo", country="DK"), False),
            (facts(job_title="cfo"), False),
            (facts(country="SE"), False),
        ],
        ids=itertools.count(),
    )
    def test_answer(self, known: PersonFacts, expected: bool) -> None:  # noqa: FBT001 - an answer
        """All attributes, any of their values."""
        assert holds(has_persona("Head of finance"), known, personas=[FINANCE]) is expected

    @pytest.mark.parametrize("ask", [holds, explain])
    def test_unknown(self, ask: Any) -> None:
        """A persona that nobody defined is an error that names those that there are."""
        near = r"\(did you mean 'Head of finance'\?\)"
        with pytest.raises(UnknownIdError, match=rf"^unknown persona 'head of finance' {near}; known: 'Head"):
            ask(has_persona("head of finance"), NOTHING, personas=[FINANCE])


class TestExplanation:
    """
    "An explanation has the outcome of every part, and a sentence that names those that decided."
    """

    @pytest.mark.parametrize(
        ("condition", "known", "expected"),
        [
            (TITLE.is_("CTO"), facts(job_title="CTO"), "matched because job title is “CTO”"),
            (TITLE.is_("CTO"), facts(job_title="cto"), "matched because job title is “CTO” (it is “cto”)"),
            (TITLE.is_("CTO"), facts(job_title="CEO"), "did not match because job title is not “CTO” (it is “CEO”)"),
            (TITLE.is_("CTO"), BLANK, "did not match because job title is not “CTO” (it is not known)"),
            (~TITLE.is_("CTO"), NOTHING, "matched because job title is not “CTO” (it is not known)"),
            (TITLE.is_empty(), NOTHING, "matched because job title is empty"),
            (TITLE.is_empty(), facts(job_title="CTO"), "did not match because job title is not empty (it is “CTO”)"),
            (
                attribute("email_invalid").is_(False),
                facts(email_invalid=True),
                "did not match because email address is invalid",
            ),
            (
                engagement_score.at_least(50),
                facts(50),
                "matched because person engagement score is at least 50 (it is 50)",
            ),
            (
                engagement_score.between(50, 60),
                facts(49.5),
                "did not match because person engagement score is not between 50 and 60 (it is 49.5)",
            ),
            (
                engagement_score.at_least(50),
                facts(49.99999),  # cut and not rounded: 50 would contradict
                "did not match because person engagement score is not at least 50 (it is 49.99…)",
            ),
            (
                product_intent("CRM").is_("high"),
                facts(intent=REPORT),
                "matched because intent in the product “CRM” is high",
            ),
            (
                product_intent("CRM").at_least("medium"),
                facts(intent=REPORT),
                "matched because intent in the product “CRM” is medium or high (it is high)",
            ),
            (
                product_intent("CRM").is_("low"),
                NOTHING,
                "did not match because intent in the product “CRM” is not low (it is unknown)",
            ),
            (
                TITLE.contains("C") & engagement_score.at_least(50),
                facts(40, job_title="CTO"),
                "did not match because person engagement score is not at least 50 (it is 40)",
            ),
            (
                TITLE.contains("C") | engagement_score.at_least(50),
                facts(40, job_title="CTO"),
                "matched because job title contains “C” (it is “CTO”)",
            ),
            (
                TITLE.contains("X") | engagement_score.at_least(50),
                facts(40, job_title="CTO"),
                (
                    "did not match because job title does not contain “X” (it is “CTO”) and "
                    "person engagement score is not at least 50 (it is 40)"
                ),
            ),
            (
                ~(TITLE.contains("X") | engagement_score.at_least(50)) & (TITLE.contains("C") | TITLE.contains("T")),
                facts(40, job_title="CTO"),
                (
                    "matched because job title does not contain “X” (it is “CTO”) and "
                    "person engagement score is not at least 50 (it is 40) and "
                    "job title contains “C” (it is “CTO”) and job title contains “T” (it is “CTO”)"
                ),
            ),
            (TITLE.is_("CTO") & TITLE.is_("CTO"), facts(job_title="CTO"), "matched because job title is “CTO”"),
            (
                has_persona("Head of finance"),
                facts(job_title="CFO", country="SE"),
                (
                    "matched because persona is “Head of finance” (job title is one of “CFO”, “Chief Financial "
                    "Officer” (it is “CFO”) and country is one of “SE”, “NO” (it is “SE”))"
                ),
            ),
            (
                ~has_persona("Head of finance"),
                facts(job_title="CFO", country="DK"),
                ("matched because persona is not “Head of finance” (country is none of “SE”, “NO” (it is “DK”))"),
            ),
            (
                TITLE.contains("x"),
                facts(job_title="x" * 101),
                f"matched because job title contains “x” (it is “{'x' * 100}…”)",
            ),
            (
                VIP.is_(True),
                facts(custom_fields={"vip": 5}),
                "did not match because custom field “vip” is not true (it is 5)",
            ),
        ],
        ids=itertools.count(),
    )
    def test_sentence(self, condition: Condition, known: PersonFacts, expected: str) -> None:
        """What decided, in words."""
        assert expected == explain(condition, known, personas=[FINANCE]).sentence

    def test_tree(self) -> None:
        """The outcome of every part, also of those that did not decide."""
        condition = TITLE.contains("C") | ~engagement_score.at_least(50)
        explanation = explain(condition, facts(60, job_title="CTO"))
        title, negation = explanation.parts
        (score,) = negation.parts
        assert (True, None) == (explanation.holds, explanation.found)
        assert (True, "CTO", ()) == (title.holds, title.found, title.parts)
        assert (False, None) == (negation.holds, negation.found)
        assert (True, 60.0, engagement_score.at_least(50)) == (score.holds, score.found, score.condition)

    @given(st.data())
    def test_agrees_with_the_result(self, data: st.DataObject) -> None:
        """Node by node, by the meaning of all, any and not; and a reason is given for everything."""
        known = data.draw(personas())
        condition = data.draw(conditions([persona.name for persona in known]))
        person = data.draw(person_facts())
        explanation = explain(condition, person, personas=known)
        assert explanation.holds is holds(condition, person, personas=known)
        assert explanation.reasons
        waiting = [explanation]
        while waiting:
            node = waiting.pop()
            waiting.extend(node.parts)
            outcomes = [part.holds for part in node.parts]
            if isinstance(node.condition, AllOf):
                assert node.holds is (False not in outcomes)
            elif isinstance(node.condition, AnyOf):
                assert node.holds is (True in outcomes)
            elif isinstance(node.condition, Not):
                assert [not node.holds] == outcomes
            elif isinstance(node.condition, HasPersona):
                assert [node.holds] == outcomes
            else:
                assert node.holds is holds(node.condition, person)

    @given(conditions(), person_facts())
    def test_is_a_document(self, condition: Condition, known: PersonFacts) -> None:
        """Explanations can be stored, exactly."""
        explanation = explain(condition, known)
        assert documents.loads(documents.dumps(explanation), Explanation) == explanation

    @given(conditions(), person_facts())
    def test_a_negation_has_the_same_reasons(self, condition: Condition, known: PersonFacts) -> None:
        """What makes a condition false makes its negation true."""
        assert explain(condition, known).reasons == explain(Not(condition=condition), known).reasons
