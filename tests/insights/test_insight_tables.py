"""
Insights out of tables: the same as over objects, for frames of every library, whatever the order of rows.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables_of import CONVERSIONS, Tables, named_by_ids, pa, rows_of, table

from buying_groups import BuyingGroup, MembershipChange, Source, Tenant, completeness_tables, engagement, score_tenant
from buying_groups import insights as over_objects
from buying_groups.errors import TableError
from buying_groups.insights import tables
from buying_groups.testing.strategies import AS_OF, moments, tenants


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from hypothesis.strategies import DrawFn

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
STAGE_TYPES = {"solution_interest_id": pa.int64()}
every_library = pytest.mark.parametrize("library", CONVERSIONS)
fewer = settings(max_examples=settings().max_examples // 4)  # each looks at seven insights, twice


def ago(days: float) -> datetime:
    """Return a moment so many days before `NOW`."""
    return NOW - timedelta(days=days)


@st.composite
def tenants_with_history(draw: DrawFn) -> Tenant:
    """Draw a tenant whose groups' members came, changed and went."""
    tenant = draw(tenants())
    groups: list[BuyingGroup] = []
    for group in tenant.buying_groups:
        staff = [person.id for person in tenant.people if person.account_id == group.account_id]
        roles = (*tenant.template_of(group).role_names, None)
        drawn = draw(
            st.lists(
                st.tuples(moments(), st.sampled_from(staff), st.sampled_from(roles)),
                unique_by=lambda item: item[:2],
                max_size=12,
            )
        )
        told: set[str] = set()
        changes: list[MembershipChange] = []
        for at, person, role in sorted(drawn, key=lambda item: item[:2]):
            if role is not None or person in told:
                told.add(person)
                changes.append(MembershipChange(person_id=person, role=role, source=Source.MANUAL, changed_at=at))
        groups.append(attrs.evolve(group, members=(), history=()).with_changes(*changes))
    return attrs.evolve(tenant, buying_groups=tuple(groups))


TAKEN: dict[str, tuple[str, ...]] = {
    "contact_coverage": ("members", "groups", "template_roles"),
    "contact_overlap": ("members",),
    "highlights": ("groups", "engagement", "completeness", "stages", "stage_moves"),
    "score_distributions": ("groups", "engagement", "completeness"),
    "groups_by_stage": ("groups", "stages", "stage_moves"),
    "account_trends": ("activities", "people"),
    "roles_over_time": ("assignments", "activities", "template_roles", "removals"),
}


def over_tables(insight: str, made: Tables, tenant: Tenant, **options: Any) -> Any:
    """Return an insight out of the tables that it takes."""
    further: dict[str, Any] = {}
    if {"stage_moves", "activities"} & {*TAKEN[insight]}:
        further["as_of"] = AS_OF
    if "activities" in TAKEN[insight]:
        further |= {"model": tenant.active_weighting_model, "time_zone": tenant.time_zone}
    return getattr(tables, insight)(**made.of(*TAKEN[insight]), **further, **options)


OPTIONS: dict[str, dict[str, Any]] = {
    "contact_coverage": {},
    "contact_overlap": {},
    "highlights": {"completeness_above": 20, "stagnant_days": 3},
    "score_distributions": {},
    "groups_by_stage": {},
    "account_trends": {"false_discovery_rate": 0.6},
    "roles_over_time": {"periods": 4, "period_days": 9},
}


class TestSameAsOverObjects:
    """
    "Each function has the name and the meaning of one in `buying_groups.insights`."
    """

    @every_library
    @fewer
    @given(drawn=tenants_with_history(), random=st.randoms(use_true_random=False))
    def test_random_tenants(self, library: str, drawn: Tenant, random: Random) -> None:
        """Where names are ids, rows and rule are the same; the order of the tables' rows changes not a bit."""
        tenant = named_by_ids(drawn)
        in_order, shuffled = Tables(tenant, AS_OF, library), Tables(tenant, AS_OF, library, random)
        for insight, options in OPTIONS.items():
            expected = getattr(over_objects, insight)(tenant, as_of=AS_OF, **options)
            found = over_tables(insight, shuffled, tenant, **options)
            assert found.rule == expected.rule
            names, columns = found_columns(found), expected.columns()
            rows = list(zip(*(columns[name] for name in names), strict=True))
            assert rows_of(found.rows) == [approximately(row) for row in rows if is_in_tables(insight, tenant, row)]
            assert rows_of(over_tables(insight, in_order, tenant, **options).rows) == rows_of(found.rows)
            CHECKS.get(insight, no_check)(found, expected, tenant)

    @every_library
    @fewer
    @given(drawn=tenants())
    def test_from_activities(self, library: str, drawn: Tenant) -> None:
        """Scores out of tables are what the insights take: who is known, and what nothing was rounded of, is there."""
        tenant = named_by_ids(drawn)
        made = Tables(tenant, AS_OF, library)
        rows = made.of("groups", "members", "template_roles", "activities")
        weighted = CONVERSIONS[library](weighted_members(tenant))
        scores = engagement.score_tables(
            rows["activities"],
            weighted,
            model=tenant.active_weighting_model,
            as_of=AS_OF,
            time_zone=tenant.time_zone,
        )
        expected = score_tenant(tenant, as_of=AS_OF)
        assert {row[0]: row[3] for row in rows_of(scores.people)} == {
            person.person_id: person.is_known for person in expected.people
        }
        known = {group.group_id: group.is_known for group in expected.groups}
        assert {row[0]: row[3] for row in rows_of(scores.groups)} == {
            id: is_known for id, is_known in known.items() if id in {row[0] for row in rows_of(weighted)}
        }
        complete = completeness_tables.completeness(rows["members"], rows["groups"], rows["template_roles"])
        found = tables.score_distributions(rows["groups"], engagement=scores.groups, completeness=complete.groups)
        assert sum(row[3] for row in rows_of(found.rows)) == len(known) + sum(known.values())


def weighted_members(tenant: Tenant) -> Any:
    """Return the members of a tenant with the weightings of their roles."""
    rows = [
        (group.id, member.person_id, member.role, item.weighting)
        for group in tenant.buying_groups
        for member in group.members_at(AS_OF)
        for item in tenant.template_of(group).roles
        if item.role == member.role
    ]
    text = pa.string()
    schema = {"group_id": text, "person_id": text, "role": text, "role_weighting": pa.float64()}
    return pa.table({name: pa.array([row[at] for row in rows], kind) for at, (name, kind) in enumerate(schema.items())})


def no_check(found: Any, expected: Any, tenant: Tenant) -> None:
    """Check nothing besides the rows and the rule."""


def check_overlap(found: Any, expected: Any, tenant: Tenant) -> None:  # noqa: ARG001 - the form of the checks
    """Check how many people there are."""
    assert (found.people, found.shared, found.share) == (expected.people, len(expected.rows), expected.share)


def check_trends(found: Any, expected: Any, tenant: Tenant) -> None:  # noqa: ARG001 - the form of the checks
    """Check what the tenant as a whole is found to be."""
    assert (found.dispersion, found.has_baseline) == (expected.dispersion, expected.has_baseline)
    assert found.window_days == expected.window_days


def check_bands(found: Any, expected: Any, tenant: Tenant) -> None:  # noqa: ARG001 - the form of the checks
    """Check in which band each group is."""
    groups = rows_of(found.groups)
    for at, bands in ((2, expected.engagement), (4, expected.completeness)):
        assert {row[0]: row[at] for row in groups if row[at] is not None} == {
            id: band.up_to for band in bands for id in band.group_ids
        }
    assert [row[0] for row in groups if row[1] is None] == list(expected.unknown_engagement)


def check_stages(found: Any, expected: Any, tenant: Tenant) -> None:  # noqa: ARG001 - the form of the checks
    """Check in which stage each group is."""
    assert rows_of(found.groups) == [
        (group.id, group.solution_interest_id, group.stage_at(AS_OF))
        for group in sorted(tenant.buying_groups, key=lambda group: group.id)
    ]


CHECKS: dict[str, Callable[[Any, Any, Tenant], None]] = {
    "contact_overlap": check_overlap,
    "account_trends": check_trends,
    "score_distributions": check_bands,
    "groups_by_stage": check_stages,
}


def found_columns(found: Any) -> Sequence[str]:
    """Return the names of the columns of an insight's table."""
    names: Sequence[str] = getattr(found.rows, "column_names", None) or list(found.rows.columns)
    return names


def is_in_tables(insight: str, tenant: Tenant, row: tuple[Any, ...]) -> bool:
    """Return whether tables know what a row is about: accounts by their people, interests by groups or stages."""
    if insight == "account_trends":
        return row[0] in {person.account_id for person in tenant.people}
    if insight == "groups_by_stage":
        return row[0] in {"s0", *(group.solution_interest_id for group in tenant.buying_groups)}  # s0 has the stages
    return True


def approximately(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row whose fractions are compared within 1e-9."""
    return tuple(pytest.approx(value, rel=1e-9, abs=1e-9) if isinstance(value, float) else value for value in row)


def given_table(library: str, name: str, *rows: tuple[Any, ...]) -> Any:
    """Return rows as a table of a library, with ids that are whole numbers."""
    ids = {name: pa.int64() for name in ("group_id", "person_id", "solution_interest_id", "account_id")}
    kinds = {column: kind for column, kind in ids.items() if column in table(name, []).column_names}
    return CONVERSIONS[library](table(name, rows, **kinds))


def example(library: str) -> dict[str, Any]:
    """
    Return the tables of three groups of one solution interest, and one of another, which has no stages.

    Ada (1) is in all of the first three, Bo (2) in two, Cy (3) in one; nobody is in the last.
    """
    rows: dict[str, list[tuple[Any, ...]]] = {
        "groups": [(30, 7), (10, 7), (20, 7), (40, 8)],
        "members": [
            (20, 1, "Champion"),
            (10, 1, "Champion"),
            (30, 1, "Decision Maker"),
            (30, 2, "Champion"),
            (10, 2, "Champion"),
            (10, 3, "Decision Maker"),
        ],
        "template_roles": [
            (8, "Champion", 1, 1, False),
            (7, "Champion", 2, 1, True),
            (7, "Decision Maker", 1, 2, True),
        ],
        "engagement": [(10, 100.0, True), (20, 25.0, True), (30, 0.0, False)],
        "completeness": [(10, 75.0), (20, 50.0), (30, 75.000001), (40, 100.0)],
        "stages": [(7, "Won", "success", 3), (7, "Aware", "entry", 1), (7, "Trying", "intermediate", 2)],
        "stage_moves": [
            (30, "Aware", ago(40)),
            (10, "Trying", ago(20)),
            (10, "Aware", ago(35)),
            (20, "Won", ago(-1)),
            (20, "Aware", ago(2)),
        ],
    }
    return {name: given_table(library, name, *items) for name, items in rows.items()}


def chosen(library: str, *names: str) -> dict[str, Any]:
    """Return some tables of the example."""
    made = example(library)
    return {name: made[name] for name in names}


OF_HIGHLIGHTS = TAKEN["highlights"]


class TestKnownAnswers:
    """
    Answers that were worked out by hand, with ids that are whole numbers.
    """

    @every_library
    def test_contact_coverage(self, library: str) -> None:
        """In the order of priority, not of names; a role that nobody has, has a row."""
        found = tables.contact_coverage(**chosen(library, "members", "groups", "template_roles"))
        assert found_columns(found) == ["solution_interest_id", "role", "people", "groups_with", "groups"]
        assert rows_of(found.rows) == [
            (7, "Decision Maker", 2, 2, 3),
            (7, "Champion", 2, 3, 3),
            (8, "Champion", 0, 0, 1),
        ]

    @every_library
    def test_contact_overlap(self, library: str) -> None:
        """Who is in three groups comes before who is in two; the share is of those in any."""
        found = tables.contact_overlap(**chosen(library, "members"))
        assert found_columns(found) == ["person_id", "groups", "group_id", "role"]
        assert rows_of(found.rows) == [
            (1, 3, 10, "Champion"),
            (1, 3, 20, "Champion"),
            (1, 3, 30, "Decision Maker"),
            (2, 2, 10, "Champion"),
            (2, 2, 30, "Champion"),
        ]
        assert (found.people, found.shared, found.share) == (3, 2, 100 * 2 / 3)

    @every_library
    def test_highlights(self, library: str) -> None:
        """Who is not known is not engaged; 75 % is not above 75; a later move does not exist yet."""
        found = tables.highlights(**chosen(library, *OF_HIGHLIGHTS), as_of=NOW)
        assert rows_of(found.rows) == [
            ("most_engaged", 1, 10, 7, 100.0, 75.0, "Trying", 1, 30 / 35, 20.0),
            ("most_engaged", 2, 20, 7, 25.0, 50.0, "Aware", 0, 0.0, 2.0),
            ("high_velocity", 1, 10, 7, 100.0, 75.0, "Trying", 1, 30 / 35, 20.0),
            ("stagnant", 1, 30, 7, None, 75.000001, "Aware", 0, 0.0, 40.0),
        ]

    @every_library
    def test_at_most_five_by_id(self, library: str) -> None:
        """Of equals, the lowest ids; the stagnant ones are all there."""
        ids = range(7, 0, -1)
        found = tables.highlights(
            given_table(library, "groups", *((id, 1) for id in ids)),
            engagement=given_table(library, "engagement", *((id, 50.0, True) for id in ids)),
            completeness=given_table(library, "completeness", *((id, 80.0) for id in ids)),
            stages=given_table(library, "stages", (1, "A", "entry", 1), (1, "B", "intermediate", 2)),
            stage_moves=given_table(
                library,
                "stage_moves",
                *((id, stage, ago(days)) for id in ids for stage, days in (("A", 29), ("B", 10))),
            ),
            as_of=NOW,
            stagnant_days=10,
        )
        assert [row[:3] for row in rows_of(found.rows)] == [
            *(("most_engaged", id, id) for id in range(1, 6)),
            *(("high_velocity", id, id) for id in range(1, 6)),
            *(("stagnant", id, id) for id in range(1, 8)),
        ]

    @every_library
    def test_score_distributions(self, library: str) -> None:
        """The end of a band is in it."""
        found = tables.score_distributions(**chosen(library, "groups", "engagement", "completeness"))
        assert rows_of(found.rows) == [
            ("engagement", None, 25.0, 1),
            ("engagement", 25.0, 50.0, 0),
            ("engagement", 50.0, 75.0, 0),
            ("engagement", 75.0, 100.0, 1),
            ("completeness", None, 25.0, 0),
            ("completeness", 25.0, 50.0, 1),
            ("completeness", 50.0, 75.0, 1),
            ("completeness", 75.0, 100.0, 2),
        ]
        assert rows_of(found.groups) == [
            (10, 100.0, 100.0, 75.0, 75.0),
            (20, 25.0, 25.0, 50.0, 50.0),
            (30, None, None, 75.000001, 100.0),
            (40, None, None, 100.0, 100.0),
        ]

    @every_library
    def test_groups_by_stage(self, library: str) -> None:
        """In the model's order, first the groups in no stage."""
        found = tables.groups_by_stage(**chosen(library, "groups", "stages", "stage_moves"), as_of=NOW)
        assert rows_of(found.rows) == [
            (7, None, None, 0),
            (7, "Aware", "entry", 2),
            (7, "Trying", "intermediate", 1),
            (7, "Won", "success", 0),
            (8, None, None, 1),
        ]
        assert rows_of(found.groups) == [(10, 7, "Trying"), (20, 7, "Aware"), (30, 7, "Aware"), (40, 8, None)]

    @every_library
    def test_account_trends(self, library: str) -> None:
        """Ten people with one day more, ten with one less: 2 / 2^10 for each account, times 3 / 2 or not at all."""
        people = [(person, person // 10) for person in range(10, 40)]
        views = [(person, "page_views", ago(40 if person < 20 else 5), None) for person in range(10, 30)]
        views += [(30, "page_views", ago(days), None) for days in (59, 45, 20, 10)]
        found = tables.account_trends(
            given_table(library, "activities", *views), given_table(library, "people", *people, (50, 5)), as_of=NOW
        )
        assert (found.dispersion, found.has_baseline, found.window_days) == (1.0, True, 30)
        assert rows_of(found.rows) == [
            approximately(row)
            for row in (
                (1, "at_risk", 10, 0, 400.0, 0.0, 2**-9, 2**-9 * 3 / 2),
                (2, "surging", 0, 10, 0.0, 400.0, 2**-9, 2**-9 * 3 / 2),
                (3, "within_chance", 2, 2, 80.0, 80.0, 1.0, 1.0),
                (5, "unknown", 0, 0, 0.0, 0.0, None, None),
            )
        ]

    @every_library
    @pytest.mark.parametrize(("days", "expected"), [(59, True), (59 - 1e-6, False)])
    def test_baseline(self, library: str, days: float, expected: bool) -> None:  # noqa: FBT001 - pytest gives it by name
        """The first activity is in the first 24 hours of the earlier window, their end included."""
        views = given_table(library, "activities", (1, "dancing", ago(days), None), (1, "page_views", ago(1), None))
        found = tables.account_trends(views, given_table(library, "people", (1, 1)), as_of=NOW)
        assert found.has_baseline is expected
        assert rows_of(found.rows)[0][1] == ("within_chance" if expected else "unknown")
        assert ("do not reach back over two windows of 30 days" in found.rule) is not expected

    @every_library
    def test_roles_over_time(self, library: str) -> None:
        """A confirmation is no acquisition, a return is one; the root of a quarter is 50: with 100, 75."""
        found = tables.roles_over_time(
            given_table(
                library,
                "assignments",
                (1, 1, "Audit", ago(60)),
                (1, 1, "Audit", ago(45)),
                (1, 1, "Audit", ago(10)),
                (1, 2, "Audit", ago(50)),
                (2, 2, "Audit", ago(30)),
                (2, 3, "Champion", ago(5)),
                (2, 3, "gone", ago(4)),
            ),
            given_table(library, "activities", *[(1, "page_views", ago(1), None)] * 4, (2, "page_views", ago(2), None)),
            given_table(library, "template_roles", (7, "Audit", 1, 1, True), (7, "Champion", 2, 1, True)),
            removals=given_table(library, "removals", (1, 1, ago(20))),
            as_of=NOW,
            periods=2,
        )
        assert rows_of(found.rows) == [
            ("Champion", ago(60), ago(30), 0, 0, None, None, 0),
            ("Champion", ago(30), ago(0), 1, 0, None, None, 0),
            ("Audit", ago(60), ago(30), 2, 2, None, None, 2),
            ("Audit", ago(30), ago(0), 1, 2, 75.0, 100.0, 0),
        ]

    @every_library
    @pytest.mark.parametrize("kind", [pa.string(), pa.dictionary(pa.int32(), pa.string())], ids=str)
    def test_texts_and_categories(self, library: str, kind: Any) -> None:
        """Ids and roles may be categories; they come back as text."""
        columns = dict.fromkeys(("group_id", "person_id", "role"), kind)
        rows = [("b", "p", "Champion"), ("a", "p", "Other"), ("a", "q", "Other")]
        found = tables.contact_overlap(CONVERSIONS[library](table("members", rows, **columns)))
        assert rows_of(found.rows) == [("p", 2, "a", "Other"), ("p", 2, "b", "Champion")]

    @pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
    def test_instants_of_any_resolution(self, unit: str) -> None:
        """Moves in seconds and in nanoseconds are the same moves."""
        moves = table("stage_moves", [("g", "A", ago(61))], moved_at=pa.timestamp(unit, "Europe/Stockholm"))
        found = tables.highlights(
            table("groups", [("g", "s")]),
            engagement=table("engagement", []),
            completeness=table("completeness", [("g", 100.0)]),
            stages=table("stages", [("s", "A", "entry", 1)]),
            stage_moves=moves,
            as_of=NOW,
        )
        assert [(row[0], row[-1]) for row in rows_of(found.rows)] == [("stagnant", 61.0)]


def changed(name: str, *rows: tuple[Any, ...], without: str = "") -> dict[str, Any]:
    """Return a table of the example with other rows, or without a column."""
    made = given_table("pyarrow", name, *rows) if rows else example("pyarrow")[name]
    return {name: made.drop_columns(without) if without else made}


OF_COVERAGE = TAKEN["contact_coverage"]
BAD_TABLES: list[Any] = [
    pytest.param(
        tables.contact_coverage,
        OF_COVERAGE,
        changed("members", without="role"),
        "column 'role' of members must be there, got only the columns 'group_id', 'person_id'",
        id="lacks-a-column",
    ),
    pytest.param(
        tables.contact_coverage,
        OF_COVERAGE,
        changed("members", (10, 1, "Champion"), (10, 1, "Decision Maker"), (10, 1, "Champion")),
        "column 'person_id' of members must be different in all rows for each group_id, got the same again in 2 rows",
        id="twice-in-a-group",
    ),
    pytest.param(
        tables.contact_coverage,
        OF_COVERAGE,
        changed("members", (99, 1, "Champion")),
        "column 'group_id' of members must be one that groups has, got another in 1 row",
        id="unknown-group",
    ),
    pytest.param(
        tables.contact_coverage,
        OF_COVERAGE,
        changed("members", (40, 1, "Decision Maker")),
        "column 'role' of members must be one that template_roles has for its solution_interest_id, got another in 1 "
        "row",
        id="role-that-the-template-lacks",
    ),
    pytest.param(
        tables.contact_coverage,
        OF_COVERAGE,
        changed("members", (10, 1, "\u3000")),
        "column 'role' of members must be text that is not blank, got blank text in 1 row",
        id="blank",
    ),
    pytest.param(
        tables.contact_coverage,
        OF_COVERAGE,
        changed("groups", (10, 7), (10, 8)),
        "column 'group_id' of groups must be different in all rows, got the same again in 1 row",
        id="group-twice",
    ),
    pytest.param(
        tables.contact_coverage,
        OF_COVERAGE,
        changed("groups", (10, 7), (20, 7), (30, 9)),
        "column 'solution_interest_id' of groups must be one that template_roles has, got another in 1 row",
        id="unknown-solution-interest",
    ),
    pytest.param(
        tables.contact_coverage,
        OF_COVERAGE,
        {"groups": table("groups", [("10", "7")])},
        "column 'solution_interest_id' of groups must be Int64, as in template_roles, got String in 1 row",
        id="other-type-of-ids",
    ),
    pytest.param(
        tables.contact_coverage,
        OF_COVERAGE,
        {"groups": example("polars")["groups"]},
        "groups must be a table of pyarrow, as template_roles is, got one of polars",
        id="other-library",
    ),
    pytest.param(
        tables.contact_coverage,
        OF_COVERAGE,
        changed("template_roles", (7, "Champion", 1, 1, True), (7, "Other", 1, 1, True), (8, "Other", 1, 1, True)),
        "column 'priority' of template_roles must be different in all rows for each solution_interest_id, got the same "
        "again in 1 row",
        id="priority-twice",
    ),
    pytest.param(
        tables.contact_coverage,
        OF_COVERAGE,
        changed("template_roles", (7, "Champion", None, 1, True)),
        "column 'priority' of template_roles must be without null, got null in 1 row",
        id="null",
    ),
    pytest.param(
        tables.highlights,
        OF_HIGHLIGHTS,
        changed("engagement", (10, 100.5, True), (20, float("nan"), True), (30, -0.1, True)),
        "column 'score' of engagement must be from 0 to 100, got another number in 3 rows",
        id="score-out-of-range",
    ),
    pytest.param(
        tables.highlights,
        OF_HIGHLIGHTS,
        changed("engagement", (11, 100.0, True)),
        "column 'group_id' of engagement must be one that groups has, got another in 1 row",
        id="scores-of-another-group",
    ),
    pytest.param(
        tables.highlights,
        OF_HIGHLIGHTS,
        {"engagement": table("engagement", [], group_id=pa.int64(), is_known=pa.int8())},
        "column 'is_known' of engagement must be true or false, got the type Int8",
        id="flag-of-another-type",
    ),
    pytest.param(
        tables.highlights,
        OF_HIGHLIGHTS,
        changed("completeness", (10, 100.0), (20, 0.0)),
        "column 'group_id' of groups must be one that completeness has, got another in 2 rows",
        id="group-without-completeness",
    ),
    pytest.param(
        tables.highlights,
        OF_HIGHLIGHTS,
        changed("stages", (7, "Aware", "start", 1), (7, "Won", "success", 2)),
        "column 'kind' of stages must be one of 'entry', 'intermediate', 'success', 'failure', got another in 1 row",
        id="unknown-kind",
    ),
    pytest.param(
        tables.highlights,
        OF_HIGHLIGHTS,
        changed("stage_moves", (10, "Aware", ago(1)), (10, "Dreaming", ago(2)), (40, "Aware", ago(1))),
        "column 'stage' of stage_moves must be one that stages has for its solution_interest_id, got another in 2 rows",
        id="unknown-stage",
    ),
    pytest.param(
        tables.highlights,
        OF_HIGHLIGHTS,
        changed("stage_moves", (10, "Aware", ago(1)), (10, "Trying", ago(1))),
        "column 'moved_at' of stage_moves must be different in all rows for each group_id, got the same again in 1 row",
        id="moves-at-once",
    ),
    pytest.param(
        tables.highlights,
        OF_HIGHLIGHTS,
        {"stage_moves": table("stage_moves", [], group_id=pa.int64(), moved_at=pa.timestamp("us"))},
        "column 'moved_at' of stage_moves must be instants with a time zone, got the type Datetime(time_unit='us', "
        "time_zone=None)",
        id="moment-without-time-zone",
    ),
    pytest.param(
        tables.groups_by_stage,
        TAKEN["groups_by_stage"],
        changed("stages", (7, "Aware", "entry", 1), (7, "Trying", "intermediate", 1)),
        "column 'position' of stages must be different in all rows for each solution_interest_id, got the same again "
        "in 1 row",
        id="position-twice",
    ),
]


class TestBadTables:
    """
    "A `TableError` that names the column and how many rows are at fault."
    """

    @pytest.mark.parametrize(("insight", "names", "bad", "message"), BAD_TABLES)
    def test_is_named(self, insight: Any, names: tuple[str, ...], bad: dict[str, Any], message: str) -> None:
        """Each fault has its message."""
        moment = {"as_of": NOW} if "stage_moves" in names else {}
        with pytest.raises(TableError, match=rf"^{re.escape(message)}$"):
            insight(**{**chosen("pyarrow", *names), **bad}, **moment)

    @pytest.mark.parametrize(
        ("people", "message"),
        [
            pytest.param(
                [(1, 1), (1, 2)],
                "column 'person_id' of people must be different in all rows, got the same again in 1 row",
                id="twice",
            ),
            pytest.param(
                [(2, 1)], "column 'person_id' of activities must be one that people has, got another in 2 rows"
            ),
        ],
    )
    def test_people(self, people: list[tuple[Any, ...]], message: str) -> None:
        """Everybody who did something has one account."""
        views = given_table("pyarrow", "activities", *[(1, "page_views", ago(1), None)] * 2)
        with pytest.raises(TableError, match=rf"^{re.escape(message)}$"):
            tables.account_trends(views, given_table("pyarrow", "people", *people), as_of=NOW)

    @pytest.mark.parametrize(
        ("assignments", "removals", "message"),
        [
            pytest.param(
                [(1, 1, "Audit", ago(2)), (1, 1, "Other", ago(2))],
                [],
                "column 'assigned_at' of assignments must be different in all rows for each group_id and person_id, "
                "got the same again in 1 row",
                id="assigned-twice-at-once",
            ),
            pytest.param(
                [(1, 1, "Audit", ago(2))],
                [(1, 1, ago(2))],
                "column 'removed_at' of removals must be at another moment than an assignment, got the same in 1 row",
                id="assigned-and-removed-at-once",
            ),
            pytest.param(
                [(1, 1, "Audit", ago(2))],
                [(1, 1, ago(3)), (2, 1, ago(1))],
                "column 'person_id' of removals must be somebody who had a role in the group before, got another in 2 "
                "rows",
                id="removed-before",
            ),
        ],
    )
    def test_changes(self, assignments: list[Any], removals: list[Any], message: str) -> None:
        """What cannot be put into an order, or cannot be, is a fault."""
        with pytest.raises(TableError, match=rf"^{re.escape(message)}$"):
            tables.roles_over_time(
                given_table("pyarrow", "assignments", *assignments),
                given_table("pyarrow", "activities"),
                given_table("pyarrow", "template_roles"),
                removals=given_table("pyarrow", "removals", *removals),
                as_of=NOW,
            )

    def test_tables_are_not_changed(self) -> None:
        """Not even the index of a frame of pandas, which need not be unique."""
        made = chosen("pandas", *OF_COVERAGE)
        for frame in made.values():
            frame.index = [5] * len(frame)
        before = {name: frame.copy() for name, frame in made.items()}
        found = tables.contact_coverage(**made)
        assert found.rows.index.tolist() == [0, 1, 2]
        assert all(made[name].equals(before[name]) for name in made)
