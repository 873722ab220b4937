"""
Explanations out of tables are those of objects.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import moment
from ways import CONVERSIONS, Case, arrow_tables, cases, model_of, person_name

from buying_groups.activities import Activity
from buying_groups.engagement import (
    DEFAULT_WEIGHTING_MODEL,
    ActivityWeight,
    EngagementScores,
    PersonPart,
    Scale,
    WeightedMember,
    explain_tables,
    score,
    score_tables,
)
from buying_groups.errors import InvalidValueError, ScaleMismatchError, TableError


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def by_objects(case: Case) -> EngagementScores:
    """Return the whole tenant's scores, from objects."""
    groups: dict[str, list[WeightedMember]] = {}
    for member in case.members:
        item = WeightedMember(person_id=person_name(member.person), role=member.role, role_weighting=member.weighting)
        groups.setdefault(person_name(member.group), []).append(item)
    activities = [
        Activity(
            person_id=person_name(event.person),
            activity_type=event.activity_type,
            occurred_at=moment(event.at),
            id=event.id,
        )
        for event in case.events
    ]
    rules = case.rules
    return score(activities, groups, model=model_of(rules), as_of=rules.as_of, time_zone=rules.time_zone)


class TestSameAsObjects:
    """
    "Every score explains itself": out of tables as out of objects.
    """

    @pytest.mark.parametrize("ids", ["text", "categories"])
    @pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
    @settings(max_examples=settings().max_examples // 4)
    @given(case=cases(), chosen=st.sets(st.integers(0, 15)))
    def test_parts(self, library: str, ids: str, case: Case, chosen: set[int]) -> None:
        """Chosen people and groups have the scores, parts and last activities that objects give, to the last bit."""
        expected = by_objects(case)
        people = [item.person_id for item in expected.people if item.person_id in map(person_name, chosen)]
        groups = [item.group_id for item in expected.groups if item.group_id in map(person_name, chosen)]
        explained = explain_tables(
            *map(CONVERSIONS[library], arrow_tables(case, ids)),
            people=people,
            groups=groups,
            scale=expected.scale,
            model=model_of(case.rules),
        )
        for item in explained.people:
            assert item == expected.person(item.person_id)
        for group in explained.groups:
            assert group == expected.group(group.group_id)
        members = {part.person_id for group in explained.groups for part in group.parts}
        assert [item.person_id for item in explained.people] == sorted({*people, *members})
        assert [item.group_id for item in explained.groups] == sorted(groups)


ACTIVITIES = pl.DataFrame(
    {
        "person_id": [1, 1, 2, 4, 5],
        "activity_type": ["page_views", "dancing", "email_opened", "page_views", "page_views"],
        "occurred_at": [NOON, NOON, NOON - timedelta(days=40), NOON, NOON + timedelta(days=1)],
    }
)
MEMBERS = pl.DataFrame(
    {"group_id": [7, 7, 8], "person_id": [2, 3, 1], "role": ["Other"] * 3, "role_weighting": [20.0] * 3}
)


class TestChosen:
    """
    "The people, the groups and the groups' members, with their parts. Ids stand there as text."
    """

    @property
    def scale(self) -> Scale:
        """The whole tenant's scale."""
        return score_tables(ACTIVITIES, MEMBERS, as_of=NOON).scale

    def test_known_answer(self) -> None:
        """Of two people with one page view each, one is chosen, and a group of two others who did nothing lately."""
        explained = explain_tables(ACTIVITIES, MEMBERS, people=[1], groups=[7], scale=self.scale)
        assert [(item.person_id, item.score, item.is_known) for item in explained.people] == [
            ("1", 100.0, True),
            ("2", 0.0, True),
            ("3", 0.0, False),
        ]
        view = PersonPart(activity_type="page_views", day=NOON.date(), counted=1, dropped=0, points=100.0)
        assert explained.person("1").parts == (view,)
        assert explained.person("2").last_activity_at == NOON - timedelta(days=40)
        assert [part.person_id for part in explained.group("7").parts] == ["2", "3"]
        assert explained.ignored == {"dancing": 1}

    def test_a_member_of_another_group(self) -> None:
        """Somebody who did nothing and is in a group that is not chosen has the score 0, not known."""
        explained = explain_tables(ACTIVITIES, MEMBERS, people=[3], scale=self.scale)
        assert [(item.person_id, item.score, item.is_known) for item in explained.people] == [("3", 0.0, False)]
        assert explained.groups == ()

    def test_nobody(self) -> None:
        """Nobody chosen, nobody explained."""
        explained = explain_tables(ACTIVITIES, MEMBERS, scale=self.scale)
        assert (explained.people, explained.groups) == ((), ())

    @pytest.mark.parametrize(
        ("people", "groups", "message"),
        [
            pytest.param(
                [5],
                [],
                "people must be the id of somebody who has activities up to as_of, or is a member, got 5",
                id="person-of-the-future",
            ),
            pytest.param([], [9], "groups must be the id of a group that has members, got 9", id="group"),
            pytest.param(["ada"], [], "people must be ids as in the column 'person_id': Int64, got ['ada']", id="type"),
            pytest.param(
                [2**70],
                [],
                f"people must be ids as in the column 'person_id': Int64, got [{2**70}]",
                id="too-large",
            ),
        ],
    )
    def test_unknown(self, people: list[int | str], groups: list[int], message: str) -> None:
        """Ids that nobody has, or nobody could have, are refused."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            explain_tables(ACTIVITIES, MEMBERS, people=people, groups=groups, scale=self.scale)

    def test_refused(self) -> None:
        """Tables and scale are checked as `score_tables` checks them."""
        with pytest.raises(TableError, match=r"^column 'role' of members must be there, got only the columns "):
            explain_tables(ACTIVITIES, MEMBERS.drop("role"), scale=self.scale)
        dancing = ActivityWeight(activity_type="dancing", weight=1.0)
        model = DEFAULT_WEIGHTING_MODEL.duplicate(id="m", name="M").with_weights(dancing)
        with pytest.raises(ScaleMismatchError, match=r"^the scale does not fit: its weighting model is "):
            explain_tables(ACTIVITIES, MEMBERS, scale=self.scale, model=model)

    def test_pandas_categories(self) -> None:
        """Ids that are categories are chosen by their text."""
        activities = ACTIVITIES.to_pandas().astype({"person_id": "str"}).astype({"person_id": "category"})
        members = MEMBERS.to_pandas().astype({"person_id": "str"}).astype({"person_id": "category"})
        explained = explain_tables(activities, members, people=["1"], scale=self.scale)
        assert [(item.person_id, item.score) for item in explained.people] == [("1", 100.0)]
