"""
Conditions for tables: the result of every row is that of the single evaluation.
"""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import Person, RolesTemplate, TemplateRole
from buying_groups.conditions import (
    ATTRIBUTES,
    Condition,
    Persona,
    PersonaAttribute,
    PersonFacts,
    attribute,
    category_intent,
    custom_field,
    engagement_score,
    first_role,
    has_persona,
    holds,
    keyword_intent,
    product_intent,
)
from buying_groups.conditions.tables import with_first_role, with_matches
from buying_groups.errors import InvalidValueError, UnknownIdError
from buying_groups.testing.strategies import conditions, person_facts, personas, roles_templates


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from conftest import RunFresh

pa: Any = importlib.import_module("pyarrow")  # has no types


def polars_table(columns: dict[str, list[Any]]) -> Any:
    """Return a polars table."""
    return pl.DataFrame(columns)


def pandas_table(columns: dict[str, list[Any]]) -> Any:
    """Return a pandas table with an index that is no numbering, and has repeats."""
    rows = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=[f"row {row // 2}" for row in range(rows)])


def pyarrow_table(columns: dict[str, list[Any]]) -> Any:
    """Return a pyarrow table."""
    return pa.table(columns)


LIBRARIES = (polars_table, pandas_table, pyarrow_table)
CUSTOM_FIELDS = ("text", "number", "flag", "none")


def listed(table: Any, column: str) -> list[Any]:
    """Return a column of any library's table as a list, with None where nothing is."""
    values = table[column]
    items = values.to_pylist() if isinstance(table, pa.Table) else values.to_list()
    return [None if item is None or (isinstance(item, float) and np.isnan(item)) else item for item in items]


def people_columns(people: Iterable[PersonFacts]) -> dict[str, list[Any]]:
    """Return what is known of people as columns."""
    facts = list(people)
    columns: dict[str, list[Any]] = {"person_id": [each.person.id for each in facts]}
    for name, known in ATTRIBUTES.items():
        if known.derive is None:
            columns[name] = [known.value(each) for each in facts]
    for name in CUSTOM_FIELDS:
        columns[f"custom_fields.{name}"] = [each.person.custom_fields.get(name) for each in facts]
    return columns


def intent_columns(people: Iterable[PersonFacts]) -> dict[str, list[Any]]:
    """Return what is known of people's intent as columns."""
    rows: list[tuple[str, str, str, str]] = []
    for each in people:
        if each.intent is not None:
            for category in each.intent.categories:
                rows.append((each.person.id, "category", category.name, category.level.value))
                rows.extend(
                    (each.person.id, "product", signal.name, signal.level.value) for signal in category.products
                )
            rows.extend((each.person.id, "keyword", signal.name, signal.level.value) for signal in each.intent.keywords)
    names = ("person_id", "of", "name", "level")
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def people() -> st.SearchStrategy[list[PersonFacts]]:
    """Return a strategy of people with different ids."""
    return st.integers(1, 5).flatmap(lambda count: st.tuples(*(person_facts(f"p{n}") for n in range(count))).map(list))


class TestEqual:
    """
    "Evaluated for one person, with an explanation, or for a whole table of people, with the same result."
    """

    @pytest.mark.parametrize("library", LIBRARIES)
    @given(data=st.data())
    def test_matches(self, library: Callable[[dict[str, list[Any]]], Any], data: st.DataObject) -> None:
        """Any condition, any people."""
        known = data.draw(personas())
        condition = data.draw(conditions([persona.name for persona in known]))
        facts = data.draw(people())
        table = with_matches(
            library(people_columns(facts)), condition, personas=known, intent=library(intent_columns(facts))
        )
        assert [holds(condition, each, personas=known) for each in facts] == listed(table, "matches")

    @pytest.mark.parametrize("library", LIBRARIES)
    @given(data=st.data())
    def test_first_role(self, library: Callable[[dict[str, list[Any]]], Any], data: st.DataObject) -> None:
        """Any template."""
        known = data.draw(personas())
        template = data.draw(roles_templates(persona_names=[persona.name for persona in known]))
        facts = data.draw(people())
        table = with_first_role(
            library(people_columns(facts)), template, personas=known, intent=library(intent_columns(facts))
        )
        assert [first_role(template, each, personas=known).role for each in facts] == listed(table, "role")


TITLES = [
    "CTO",
    "Director",
    None,
    "C++ developer",
    "Vice-President,  Sales ",
    "GESCHÄFTSFÜHRER",
    " Geschäftsführer/CTO",
    "C\N{CYRILLIC CAPITAL LETTER TE}O",
    "",
    "[CTO]",
    "\N{GREEK CAPITAL LETTER OMEGA} \N{FULLWIDTH LATIN CAPITAL LETTER C}TO",
]
TITLE = attribute("job_title")


class TestTexts:
    """
    "Most texts are plain ASCII, which the library of the table folds at its own speed."
    """

    @pytest.mark.parametrize("library", LIBRARIES)
    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            (TITLE.contains("CTO"), [0, 1, 6, 9, 10]),
            (TITLE.contains("CTO", words=True), [0, 6, 9, 10]),
            (TITLE.starts_with("CTO", words=True), [0, 9]),
            (TITLE.starts_with("c"), [0, 3, 7]),
            (TITLE.contains("c++", words=True), [3]),
            (TITLE.contains("c", words=True), []),
            (TITLE.contains("vice president sales", words=True), [4]),
            (TITLE.starts_with("vice president", words=True), [4]),
            (TITLE.contains("Geschäftsführer", words=True), [5, 6]),
            (TITLE.is_("geschäftsführer"), [5]),
            (TITLE.in_("Director", "geschäftsführer", "vice-president, sales"), [1, 4, 5]),
            (TITLE.is_empty(), [2, 8]),
            (TITLE.contains("[", words=False), [9]),
            (TITLE.contains(".*"), []),
        ],
        ids=range(14),
    )
    def test_known_answer(
        self, condition: Condition, expected: list[int], library: Callable[[dict[str, list[Any]]], Any]
    ) -> None:
        """As worked out by hand, in each library; and what is searched for is no pattern."""
        table = with_matches(library({"job_title": TITLES}), condition)
        assert expected == [row for row, matches in enumerate(listed(table, "matches")) if matches]

    def test_categories(self) -> None:
        """Texts that a library keeps as categories are texts."""
        for table in (
            pl.DataFrame({"city": pl.Series(["Lund", None, "Malmö"], dtype=pl.Categorical)}),
            pl.DataFrame({"city": pl.Series(["Lund", None, "Malmö"], dtype=pl.Enum(["Lund", "Malmö"]))}),
            pd.DataFrame({"city": pd.Series(["Lund", None, "Malmö"], dtype="category")}),
        ):
            condition = attribute("city").in_("lund", "malmö")
            assert [True, False, True] == listed(with_matches(table, condition), "matches")


class TestTable:
    """
    "The table that was given, of the same library, with one column more."
    """

    @pytest.mark.parametrize("library", LIBRARIES)
    def test_is_kept(self, library: Callable[[dict[str, list[Any]]], Any]) -> None:
        """Rows, columns and their order, the type; the one that was given does not change."""
        table = library({"city": ["Lund", "Malmö"], "other": [1, 2]})
        found = with_matches(table, attribute("city").is_("lund"))
        assert type(found) is type(table)
        assert ["city", "other", "matches"] == list(getattr(found, "column_names", found.columns))
        assert ["city", "other"] == list(getattr(table, "column_names", table.columns))
        assert [1, 2] == listed(found, "other")
        named = with_matches(table, attribute("city").is_("lund"), column="in Lund")
        assert [True, False] == listed(named, "in Lund")

    def test_the_index_of_pandas_is_kept(self) -> None:
        """So that the rows can be filtered by the new column."""
        table = pandas_table({"city": ["Lund", "Malmö", "Lünd", "Lund"]})
        found = with_matches(table, attribute("city").is_("lund"))
        assert ["row 0", "row 0", "row 1", "row 1"] == found.index.to_list()
        assert ["row 0", "row 1"] == found[found["matches"]].index.to_list()

    @pytest.mark.parametrize("library", LIBRARIES)
    def test_nobody(self, library: Callable[[dict[str, list[Any]]], Any]) -> None:
        """No rows, no results; roles without conditions are nobody's."""
        columns: dict[str, list[Any]] = {"city": [], "custom_fields.n": [], "person_id": []}
        condition = (
            attribute("city").contains("x", words=True)
            | custom_field("n").at_least(1)
            | ~product_intent("p").is_("low")
        )
        intent = library({"person_id": ["p"], "of": ["product"], "name": ["p"], "level": ["low"]})
        assert [] == listed(with_matches(library(columns), condition, intent=intent), "matches")
        template = RolesTemplate(id="t", name="T", roles=(TemplateRole(role="Other"),))
        assert [] == listed(with_first_role(library(columns), template), "role")
        assert [None, None] == listed(with_first_role(library({"city": ["x", "y"]}), template), "role")

    def test_values_of_any_type(self) -> None:
        """A custom field may hold everything; what does not fit the question is a no."""
        values = [
            "1", 1, True, None, float("nan"), 10**400, 1.5, np.float64(1), np.int64(1), np.True_, b"1", "", " ",
        ]  # fmt: skip
        table = pd.DataFrame({"custom_fields.x": pd.Series(values, dtype=object)})
        field = custom_field("x")
        for condition, expected in (
            (field.is_("1"), [0]),
            (field.is_(1), [1, 7, 8]),
            (field.is_(True), [2, 9]),
            (field.in_("1", 1.5, True), [0, 2, 6, 9]),  # noqa: FBT003 - a value
            (field.is_empty(), [3, 4, 5, 10, 11, 12]),
        ):
            matches = listed(with_matches(table, condition), "matches")
            assert expected == [row for row, each in enumerate(matches) if each]

    @pytest.mark.parametrize("dtype", ["Int64", "Float64", "int8", "float32", "object"])
    def test_numbers_of_any_type(self, dtype: str) -> None:
        """And NaN is not known, whatever it compares like."""
        values = [50, 60] if dtype == "int8" else [50, 60, None]
        table = pd.DataFrame({"person_engagement_score": pd.Series(values, dtype=dtype)})
        expected = [True, False, False][: len(values)]
        assert expected == listed(with_matches(table, engagement_score.at_most(50)), "matches")
        nans = pl.DataFrame({"person_engagement_score": [50.0, float("nan")]})
        assert [True, False] == listed(with_matches(nans, engagement_score.at_least(0)), "matches")
        assert [False, True] == listed(with_matches(nans, engagement_score.is_empty()), "matches")

    def test_zero_has_no_sign(self) -> None:
        """Minus nothing is nothing."""
        table = pa.table({"custom_fields.n": [0.0, -0.0, 1.0]})
        assert [True, True, False] == listed(with_matches(table, custom_field("n").in_(-0.0, 2)), "matches")

    def test_titles_are_understood(self) -> None:
        """Seniority and function come from the column of the job titles."""
        table = pl.DataFrame({"job_title": ["Head of Sales", None, "CTO"]})
        condition = attribute("function").is_("sales") | attribute("seniority").is_("executive")
        assert [True, False, True] == listed(with_matches(table, condition), "matches")


INTENT = {
    "person_id": ["p1", "p1", "p2", "p3", "p4"],
    "of": ["product", "product", "product", "category", "keyword"],
    "name": ["CRM", "crm ", "CRM", "CRM", "CRM"],
    "level": ["low", "high", "unknown", "high", "medium"],
}


class TestIntent:
    """
    "A row for each person and category, product or keyword."
    """

    @pytest.mark.parametrize("library", LIBRARIES)
    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            (product_intent("crm").is_("high"), [True, False, False, False]),
            (product_intent("crm").is_("low"), [False, False, False, False]),
            (product_intent("crm").is_("unknown"), [False, True, True, True]),
            (category_intent("crm").at_least("low"), [False, False, True, False]),
            (keyword_intent("crm").in_("unknown", "medium"), [True, True, True, True]),
            (keyword_intent("crm").in_("unknown", "low"), [True, True, True, False]),
        ],
        ids=range(6),
    )
    def test_known_answer(
        self, condition: Condition, expected: list[bool], library: Callable[[dict[str, list[Any]]], Any]
    ) -> None:
        """The highest level counts; without a row it is unknown."""
        table = library({"person_id": ["p1", "p2", "p3", "p4"]})
        assert expected == listed(with_matches(table, condition, intent=library(INTENT)), "matches")

    def test_of_another_library(self) -> None:
        """The two tables need not be of one library, and ids may be numbers."""
        intent = pd.DataFrame({**INTENT, "person_id": [1, 1, 2, 3, 4]})
        table = pl.DataFrame({"person_id": [4, 1]})
        assert [False, True] == listed(with_matches(table, product_intent("crm").is_("high"), intent=intent), "matches")


CITY = attribute("city").is_("Lund")
CRM = product_intent("CRM").is_("low")


class TestBadInput:
    """
    "An error that names the column and how many rows."
    """

    @pytest.mark.parametrize(
        ("people", "condition", "more", "expected"),
        [
            pytest.param(
                {"town": ["x"]}, CITY, {}, "people must be a table with the column 'city', got ['town']", id="missing"
            ),
            pytest.param(
                {"city": [5, 6, None]},
                CITY,
                {},
                "people['city'] must be text or null in every row (2 are not), got 5",
                id="text",
            ),
            pytest.param(
                {"person_engagement_score": ["high", "5"]},
                engagement_score.at_least(5),
                {},
                "people['person_engagement_score'] must be a number or null in every row (2 are not), got 'high'",
                id="number",
            ),
            pytest.param(
                {"email_invalid": [0, 1]},
                attribute("email_invalid").is_(True),
                {},
                "people['email_invalid'] must be true, false or null in every row (2 are not), got 0",
                id="flag",
            ),
            pytest.param(
                {"city": ["x"], "matches": [1]},
                CITY,
                {},
                "column must be the name of a new column, besides city, matches, got 'matches'",
                id="taken",
            ),
            pytest.param(
                {"person_id": ["p"]},
                CRM,
                {},
                "intent must be a table, because a condition asks for intent, got None",
                id="no intent",
            ),
            pytest.param(
                {"person_id": ["p"]},
                CRM,
                {"intent": {"person_id": ["p"]}},
                "intent must be a table with the columns person_id, of, name, level, got ['person_id']",
                id="columns of intent",
            ),
            pytest.param(
                {"person_id": ["p"]},
                CRM,
                {"intent": {**INTENT, "name": ["CRM", None, "CRM", None, "CRM"]}},
                "intent['name'] must be known in every row (2 are not), got None",
                id="null in intent",
            ),
            pytest.param(
                {"person_id": ["p"]},
                CRM,
                {"intent": {**INTENT, "level": ["low", "hihg", "Low", "high", "low"]}},
                (
                    "intent['level'] must be one of 'low', 'medium', 'high', 'unknown' in every row (2 are not), "
                    "got 'hihg'"
                ),
                id="level",
            ),
            pytest.param(
                {"person_id": ["p"]},
                CRM,
                {"intent": {**INTENT, "of": ["prod"] * 5}},
                "intent['of'] must be one of 'category', 'product', 'keyword' in every row (5 are not), got 'prod'",
                id="subject",
            ),
            pytest.param(
                {"person_id": ["p", None]},
                CRM,
                {"intent": INTENT},
                "people['person_id'] must be known in every row (1 are not), got None",
                id="null id",
            ),
            pytest.param(
                {"person_id": [1, 2]},
                CRM,
                {"intent": INTENT},
                "people['person_id'] must be of the same type as in the table of intent, String, got Int64",
                id="ids of another type",
            ),
            pytest.param(
                {"city": ["x"]},
                CRM,
                {"intent": INTENT},
                "people must be a table with the column 'person_id', got ['city']",
                id="no ids",
            ),
        ],
    )
    def test_is_named(self, people: dict[str, Any], condition: Condition, more: dict[str, Any], expected: str) -> None:
        """With what would be valid."""
        intent = pl.DataFrame(more["intent"]) if more else None
        with pytest.raises(InvalidValueError, match=f"^{re.escape(expected)}$"):
            with_matches(pl.DataFrame(people), condition, intent=intent)

    @pytest.mark.parametrize(
        "table", [{"city": ["x"]}, pl.DataFrame({"city": ["x"]}).lazy(), None], ids=["dict", "lazy", "None"]
    )
    def test_no_eager_table(self, table: Any) -> None:
        """A lazy table is not evaluated behind anybody's back."""
        expected = f"people must be an eager table, such as of pandas, polars or pyarrow, got {type(table).__name__!r}"
        with pytest.raises(InvalidValueError, match=f"^{re.escape(expected)}$"):
            with_matches(table, CITY)

    def test_unknown_persona(self) -> None:
        """As for a single person."""
        known = Persona(name="P", attributes=(PersonaAttribute(attribute="city", values=("x",)),))
        with pytest.raises(UnknownIdError, match=r"^unknown persona 'Q'; known: 'P'$"):
            with_matches(pl.DataFrame({"city": ["x"]}), has_persona("Q"), personas=[known])


def test_tables_are_not_imported_with_conditions(run_fresh: RunFresh) -> None:
    """Conditions need no data-frame library until a table is given."""
    result = run_fresh("import sys, buying_groups.conditions; print(*sys.modules, sep='\\n')")
    assert not {"narwhals", "pandas", "polars", "pyarrow", "buying_groups.titles"} & set(result.stdout.split())


def test_people_of_one_library_are_the_people_of_another() -> None:
    """The tests' own tables hold what is known of the people."""
    facts = [
        PersonFacts(
            person=Person(id="p", account_id="a", city="Lund", custom_fields={"flag": True}), engagement_score=5
        )
    ]
    for library in LIBRARIES:
        table = library(people_columns(facts))
        assert (["Lund"], [True], [5.0]) == (
            listed(table, "city"),
            listed(table, "custom_fields.flag"),
            listed(table, "person_engagement_score"),
        )
