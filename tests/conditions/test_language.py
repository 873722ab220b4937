"""
The language: how conditions are written, combined, bounded and shown.
"""

from __future__ import annotations

import itertools
import pickle
import re
from functools import reduce
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from buying_groups import Person
from buying_groups.conditions import (
    ATTRIBUTES,
    AllOf,
    AnyOf,
    AtLeast,
    Between,
    Condition,
    Contains,
    HasIntent,
    HasPersona,
    In,
    IntentSubject,
    Is,
    IsEmpty,
    Not,
    PersonFacts,
    StartsWith,
    attribute,
    category_intent,
    custom_field,
    engagement_score,
    has_persona,
    keyword_intent,
    product_intent,
)
from buying_groups.conditions.evaluation import OnePerson
from buying_groups.errors import InvalidValueError, UsageError
from buying_groups.intent import IntentLevel
from buying_groups.testing.strategies import conditions


if TYPE_CHECKING:
    from collections.abc import Callable


IN_SWEDEN = attribute("country").is_("SE")
IS_CHIEF = attribute("job_title").contains("chief", words=True)
IS_BUSY = engagement_score.at_least(50)


class TestCombining:
    """
    "`&` is *all*, `|` is *any*, `~` is *not*."
    """

    def test_all(self) -> None:
        """Chains are one condition, not nested ones."""
        assert AllOf(conditions=(IN_SWEDEN, IS_CHIEF, IS_BUSY)) == IN_SWEDEN & IS_CHIEF & IS_BUSY
        assert (IN_SWEDEN & IS_CHIEF) & IS_BUSY == IN_SWEDEN & (IS_CHIEF & IS_BUSY)

    def test_any(self) -> None:
        """The same for any; a condition of the other kind stays one part."""
        assert AnyOf(conditions=(IN_SWEDEN, IS_CHIEF, IS_BUSY)) == IN_SWEDEN | IS_CHIEF | IS_BUSY
        assert AnyOf(conditions=(IN_SWEDEN & IS_CHIEF, IS_BUSY)) == IN_SWEDEN & IS_CHIEF | IS_BUSY

    def test_not(self) -> None:
        """Twice not is the condition itself."""
        assert Not(condition=IN_SWEDEN) == ~IN_SWEDEN
        assert ~~IN_SWEDEN is IN_SWEDEN

    def test_only_conditions(self) -> None:
        """Anything else is an error of Python's."""
        other: Any = attribute("country")
        with pytest.raises(TypeError, match=r"^unsupported operand type\(s\) for &"):
            _ = IN_SWEDEN & other
        with pytest.raises(TypeError, match=r"^unsupported operand type\(s\) for \|"):
            _ = IN_SWEDEN | other

    def test_has_no_truth_value(self) -> None:
        """`and`, `or` and `not` are an error, because Python does not let a library give them this meaning."""
        with pytest.raises(
            UsageError, match=r"^a condition is neither true nor false by itself: combine conditions with &"
        ):
            _ = IN_SWEDEN and IS_CHIEF

    def test_a_condition_in_general_says_nothing(self) -> None:
        """The base class is no condition."""
        with pytest.raises(NotImplementedError):
            _ = Condition().sentence
        with pytest.raises(NotImplementedError):
            Condition().evaluated(OnePerson(PersonFacts(person=Person(id="p", account_id="a"))))


class TestWriting:
    """
    "Each method stands for the kind of condition with the same name in a document."
    """

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            (attribute("country").is_("SE"), Is(attribute="country", value="SE")),
            (attribute("country").is_not("SE"), ~Is(attribute="country", value="SE")),
            (attribute("country").in_("SE", "NO"), In(attribute="country", values=("SE", "NO"))),
            (attribute("country").not_in("SE", "NO"), ~In(attribute="country", values=("SE", "NO"))),
            (attribute("email").starts_with("info@"), StartsWith(attribute="email", value="info@")),
            (attribute("city").contains("x", words=True), Contains(attribute="city", value="x", words=True)),
            (attribute("phone").is_empty(), IsEmpty(attribute="phone")),
            (attribute("phone").is_not_empty(), ~IsEmpty(attribute="phone")),
            (engagement_score.at_least(50), AtLeast(attribute="person_engagement_score", value=50.0)),
            (custom_field("x").between(1, 2), Between(attribute="custom_fields.x", lowest=1, highest=2)),
            (has_persona("P"), HasPersona(persona="P")),
            (
                product_intent("CRM").at_least("medium"),
                HasIntent(of=IntentSubject.PRODUCT, name="CRM", levels=(IntentLevel.MEDIUM, IntentLevel.HIGH)),
            ),
            (
                keyword_intent("k").is_("unknown"),
                HasIntent(of=IntentSubject.KEYWORD, name="k", levels=(IntentLevel.UNKNOWN,)),
            ),
        ],
        ids=itertools.count(),
    )
    def test_gives(self, written: Condition, expected: Condition) -> None:
        """The value that the class makes."""
        assert expected == written

    def test_true_is_not_one(self) -> None:
        """Conditions on true and on 1 are different ones, though Python's True equals 1."""
        assert custom_field("x").is_(True) != custom_field("x").is_(1)
        assert custom_field("x").in_(True) != custom_field("x").in_(1)  # noqa: FBT003 - a value
        assert hash(custom_field("x").is_(True)) != hash(custom_field("x").is_(1))

    @given(conditions())
    def test_values(self, condition: Condition) -> None:
        """Conditions can be compared, hashed and pickled, like every value."""
        again = pickle.loads(pickle.dumps(condition))  # noqa: S301 - our own
        assert again == condition
        assert hash(again) == hash(condition)


class TestSentences:
    """
    "A condition can be shown as a sentence."
    """

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            (
                IS_CHIEF & ~IN_SWEDEN,
                "job title contains the word “chief” and country is not “SE”",
            ),
            (
                IN_SWEDEN | IS_BUSY | IS_CHIEF & IS_BUSY,
                (
                    "country is “SE” or person engagement score is at least 50 or "
                    "(job title contains the word “chief” and person engagement score is at least 50)"
                ),
            ),
            (~(IN_SWEDEN & IS_CHIEF), "not (country is “SE” and job title contains the word “chief”)"),
            (
                ~(IN_SWEDEN | IS_CHIEF) & IS_BUSY,
                (
                    "not (country is “SE” or job title contains the word “chief”) and "
                    "person engagement score is at least 50"
                ),
            ),
            (AllOf(conditions=(AnyOf(conditions=(IN_SWEDEN,)),)), "country is “SE”"),
            (~AllOf(conditions=(AnyOf(conditions=(IN_SWEDEN,)),)), "country is not “SE”"),
            (
                AllOf(conditions=(AnyOf(conditions=(AllOf(conditions=(IN_SWEDEN, IS_BUSY)),)), IS_CHIEF)),
                (
                    "(country is “SE” and person engagement score is at least 50) and "
                    "job title contains the word “chief”"
                ),
            ),
            (
                AllOf(conditions=(Not(condition=Not(condition=IN_SWEDEN | IS_BUSY)), IS_BUSY)),
                (
                    "(country is “SE” or person engagement score is at least 50) and "
                    "person engagement score is at least 50"
                ),
            ),
            (attribute("city").contains("New York", words=True), "city contains the words “New York”"),
            (~attribute("city").contains("York"), "city does not contain “York”"),
            (attribute("email").starts_with("info@"), "email address starts with “info@”"),
            (
                ~attribute("job_title").starts_with("VP", words=True),
                "job title does not start with the word “VP”",
            ),
            (attribute("email_suspended").is_(True), "email address is suspended"),
            (~attribute("email_suspended").is_(True), "email address is not suspended"),
            (attribute("email_suspended").is_(False), "email address is not suspended"),
            (~attribute("email_suspended").is_(False), "email address is suspended"),
            (custom_field("vip").is_(True), "custom field “vip” is true"),
            (custom_field("vip").is_(False), "custom field “vip” is false"),
            (attribute("phone").is_empty(), "phone number is empty"),
            (~attribute("phone").is_empty(), "phone number is not empty"),
            (attribute("country").in_("SE"), "country is “SE”"),
            (attribute("country").not_in("SE"), "country is not “SE”"),
            (attribute("country").in_("SE", "NO"), "country is one of “SE”, “NO”"),
            (attribute("country").not_in("SE", "NO"), "country is none of “SE”, “NO”"),
            (
                custom_field("n").in_(*range(1_012)[:1_000]),
                "custom field “n” is one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 990 more",
            ),
            (engagement_score.greater_than(49.5), "person engagement score is greater than 49.5"),
            (engagement_score.less_than(1e6), "person engagement score is less than 1000000"),
            (engagement_score.at_most(0), "person engagement score is at most 0"),
            (~engagement_score.between(1, 5), "person engagement score is not between 1 and 5"),
            (category_intent("Data").in_("low", "high"), "intent in the category “Data” is low or high"),
            (~category_intent("Data").is_("low"), "intent in the category “Data” is not low"),
            (~has_persona("Head of finance"), "persona is not “Head of finance”"),
            (attribute("seniority").is_("executive"), "seniority of the job title is “executive”"),
        ],
        ids=itertools.count(),
    )
    def test_reads(self, condition: Condition, expected: str) -> None:
        """As somebody would say it."""
        assert expected == condition.sentence

    @given(conditions())
    def test_of_the_negation_differs(self, condition: Condition) -> None:
        """Nothing reads like its opposite."""
        assert (~condition).sentence != condition.sentence


class TestBounds:
    """
    "Conditions may be nested 20 levels deep and consist of 1,000 conditions."
    """

    def test_levels(self) -> None:
        """The twentieth level is the last."""
        twenty = reduce(lambda inner, _: Not(condition=inner), range(19), IN_SWEDEN)
        assert 20 == len(list(twenty.walk()))
        expected = r"nested at most 20 levels deep, of at most 1,000 conditions in all"
        with pytest.raises(InvalidValueError, match=f"^condition must be {expected}, got Not"):
            Not(condition=twenty)
        with pytest.raises(InvalidValueError, match=f"^conditions must be {expected}, got "):
            _ = twenty & IS_BUSY

    def test_conditions_in_all(self) -> None:
        """The thousandth is the last, wherever it stands."""
        most = AllOf(conditions=(IN_SWEDEN,) * 999)
        assert 1_000 == len(list(most.walk()))
        with pytest.raises(InvalidValueError, match=r"^conditions must be nested at most 20 levels deep"):
            _ = most & IS_BUSY
        with pytest.raises(InvalidValueError, match=r"^condition must be nested at most 20 levels deep"):
            _ = ~most

    def test_at_least_one(self) -> None:
        """All of nothing and any of nothing are nothing to ask."""
        for kind in (AllOf, AnyOf):
            with pytest.raises(InvalidValueError, match=r"^conditions must be at least one, got \(\)$"):
                kind(conditions=())

    def test_lists_and_texts(self) -> None:
        """A list has at most 1,000 values, a text at most 1,000 characters."""
        assert 1_000 == len(In(attribute="city", values=("x" * 1_000,) * 1_000).values)
        with pytest.raises(InvalidValueError, match=r"^values must be at most 1,000 values, got "):
            attribute("city").in_(*["x"] * 1_001)
        with pytest.raises(InvalidValueError, match=r"^values must be at most 1,000 characters, got "):
            attribute("city").in_("x", "x" * 1_001)
        with pytest.raises(InvalidValueError, match=r"^value must be at most 1,000 characters, got "):
            attribute("city").contains("x" * 1_001)
        with pytest.raises(InvalidValueError, match=r"^name must be at most 1,000 characters, got "):
            product_intent("x" * 1_001).is_("low")


NAMES = ", ".join(ATTRIBUTES)


class TestBadInput:
    """
    "A mistake is named with its place and what would be valid."
    """

    @pytest.mark.parametrize(
        ("write", "expected"),
        [
            pytest.param(
                lambda: attribute("job_titel").is_("CTO"),
                (
                    f"attribute must be a person attribute ({NAMES}, or custom_fields. and the name of a custom field) "
                    "(did you mean 'job_title'?), got 'job_titel'"
                ),
                id="unknown attribute",
            ),
            pytest.param(
                lambda: attribute("xyz").is_("CTO"),
                (
                    f"attribute must be a person attribute ({NAMES}, or custom_fields. and the name of a custom field)"
                    ", got 'xyz'"
                ),
                id="unknown attribute like no other",
            ),
            pytest.param(
                lambda: attribute("st\u0430te").is_("CTO"),
                (
                    f"attribute must be a person attribute ({NAMES}, or custom_fields. and the name of a custom field) "
                    "(did you mean 'state'?); it has '\u0430' (U+0430, CYRILLIC SMALL LETTER A) beside Latin letters, "
                    "got 'st\u0430te'"
                ),
                id="look-alike of an attribute",
            ),
            pytest.param(
                lambda: attribute("country").at_least(5),
                (
                    "attribute must be a person attribute (person_engagement_score, or custom_fields. and the name of "
                    "a custom field); the values of country are of another type, got 'country'"
                ),
                id="operator of another type",
            ),
            pytest.param(
                lambda: attribute("country").is_(46), "value must be text, as country is, got 46.0", id="no text"
            ),
            pytest.param(
                lambda: attribute("country").in_("SE", 46), "values must be text, as country is, got 46.0", id="list"
            ),
            pytest.param(
                lambda: engagement_score.is_("50"),
                "value must be a number, as person_engagement_score is, got '50'",
                id="no number",
            ),
            pytest.param(
                lambda: attribute("email_invalid").is_("no"),
                "value must be true or false, as email_invalid is, got 'no'",
                id="no flag",
            ),
            pytest.param(
                lambda: attribute("country").is_(None),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
                "value must be text, a number, or true or false, got None",
                id="nothing",
            ),
            pytest.param(
                lambda: engagement_score.at_least(float("nan")), "value must be a finite number, got nan", id="NaN"
            ),
            pytest.param(
                lambda: attribute("country").is_("\u2003"),
                "value must be text that is not blank, got '\\u2003'",
                id="blank",
            ),
            pytest.param(
                lambda: attribute("country").in_("SE", "S\u0415"),
                (
                    "values must be text that is what it looks like; it has '\u0435' (U+0435, CYRILLIC SMALL LETTER "
                    "IE) beside Latin letters, got ('SE', 'S\u0415')"
                ),
                id="look-alike in a list",
            ),
            pytest.param(
                lambda: attribute("city").contains("...", words=True),
                "words must be false: there is no word in '...', got True",
                id="words without any",
            ),
            pytest.param(
                lambda: engagement_score.between(5, 1),
                "highest must be at least the lowest, which is 5, got 1.0",
                id="between nothing",
            ),
            pytest.param(
                lambda: custom_field(" ").is_("x"),
                (
                    f"attribute must be a person attribute ({NAMES}, or custom_fields. and the name of a custom field)"
                    ", got 'custom_fields. '"
                ),
                id="custom field without a name",
            ),
            pytest.param(
                lambda: custom_field("x" * 256).is_("x"),
                (
                    f"attribute must be a person attribute ({NAMES}, or custom_fields. and the name of a custom field)"
                    f", got 'custom_fields.{'x' * 185}…"
                ),
                id="custom field with too long a name",
            ),
            pytest.param(
                lambda: attribute("seniority").in_("director", "vice president"),
                (
                    "values must be one of trainee, junior, professional, senior, manager, lead, director, "
                    "vice_president, executive, owner (did you mean 'vice_president'?), got 'vice president'"
                ),
                id="unknown seniority",
            ),
            pytest.param(
                lambda: product_intent("CRM").is_("hihg"),
                "level must be one of 'low', 'medium', 'high', 'unknown' (did you mean 'high'?), got 'hihg'",
                id="unknown level",
            ),
            pytest.param(
                lambda: product_intent("CRM").at_least("unknown"),
                "level must be low, medium, high: everything is at least unknown, got 'unknown'",
                id="at least unknown",
            ),
            pytest.param(
                lambda: product_intent("CRM").in_("low", "low"),
                (
                    "levels must be without two of the same level (twice or more: 'low'), "
                    "got (<IntentLevel.LOW: 'low'>, <IntentLevel.LOW: 'low'>)"
                ),
                id="a level twice",
            ),
        ],
    )
    def test_is_named(self, write: Callable[[], Condition], expected: str) -> None:
        """With the value and what would be valid."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(expected)}$"):
            write()
