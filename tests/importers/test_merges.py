"""
Merges: several records that turned out to be one person.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import DEFAULT_WEIGHTING_MODEL
from buying_groups.engagement import score
from buying_groups.importers import MergeImport, PersonMerge, marketo


START = datetime(2026, 1, 31, tzinfo=UTC)


def row(survivor: int, merged: object, hour: int = 0, **more: Any) -> dict[str, Any]:
    """Make a row of merged leads."""
    moment = (START + timedelta(hours=hour)).isoformat()
    return {"leadId": survivor, "activityTypeId": 32, "activityDate": moment, "Merge IDs": merged, **more}


def merge(survivor: str, *merged: str, hour: int = 0) -> PersonMerge:
    """Make a merge."""
    return PersonMerge(survivor_id=survivor, merged_ids=merged, occurred_at=START + timedelta(hours=hour))


class TestImport:
    """
    "Import which leads were merged, so that what somebody did under several ids counts as one person's."
    """

    @pytest.mark.parametrize(
        "given_row",
        [
            row(3, "[1, 2]"),
            row(3, [1, "2"]),
            row(3, None, attributes=[{"name": "Merge IDs", "value": "[1,2]"}]),
            row(3, None, attributes='{"Merge IDs": "[1,2]"}'),
            row(3, None, merge_ids='["1", "2.0"]'),
        ],
    )
    def test_the_forms(self, given_row: dict[str, Any]) -> None:
        """In columns, among the attributes, as a list or as its text."""
        assert marketo.import_merges([given_row]).merges == (merge("3", "1", "2"),)

    @pytest.mark.parametrize("merged", ["1, 2", "{", "17", [], ["1", None], [["1"]], 18])
    def test_refused(self, merged: object) -> None:
        """What is not a list of lead ids."""
        (refused,) = marketo.import_merges([row(3, merged)]).refused
        assert refused.problems[0].path == "$['Merge IDs']"
        assert refused.problems[0].message.startswith("must be a list of lead ids, got ")

    def test_where_a_value_is_wrong(self) -> None:
        """What only the merge itself finds wrong has its place too."""
        rows = [row(3, "[1]") | {"leadId": "\ud800"}, row(3, "[1]") | {"activityDate": "0001-01-01T00:00:00+14:00"}]
        imported = marketo.import_merges(rows)
        assert [one.problems[0].path for one in imported.refused] == ["$.leadId", "$.activityDate"]

    def test_lists_every_problem(self) -> None:
        """As for activities."""
        (refused,) = marketo.import_merges([{}]).refused
        assert [str(problem) for problem in refused.problems] == [
            "$.activityTypeId: is missing",
            "$.leadId: is missing",
            "$['Merge IDs']: is missing",
            "$.activityDate: is missing",
        ]

    def test_skipped(self) -> None:
        """Everything but merges."""
        imported = marketo.import_merges([row(3, "[1]"), row(3, "[1]") | {"activityTypeId": 37}])
        assert len(imported.merges) == 1
        assert imported.skipped[0].reason == "activity type 37 (Delete Lead) is not 32 (Merge Leads)"


class TestSurvivors:
    """
    "From the id of a merged person to the id of the one that remains after all merges."
    """

    def test_chains(self) -> None:
        """Whoever is merged takes along those that were merged into them before."""
        merges = (merge("b", "a"), merge("c", "b", hour=1), merge("d", "c", "x", hour=2))
        assert MergeImport(merges=merges).survivors() == {"a": "d", "b": "d", "c": "d", "x": "d"}

    def test_the_last_merge_counts(self) -> None:
        """Recorded twice, or back again: somebody who remains was not merged."""
        assert MergeImport(merges=(merge("b", "a"), merge("c", "a", hour=1))).survivors() == {"a": "c"}
        assert MergeImport(merges=(merge("b", "a"), merge("a", "b", hour=1))).survivors() == {"b": "a"}
        assert MergeImport(merges=(merge("a", "a"),)).survivors() == {}

    @given(
        st.lists(
            st.builds(
                PersonMerge,
                survivor_id=st.sampled_from("abcdef"),
                merged_ids=st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3).map(tuple),
                occurred_at=st.integers(0, 3).map(lambda hour: START + timedelta(hours=hour)),
            )
        ),
        st.randoms(use_true_random=False),
    )
    def test_always_ends(self, merges: list[PersonMerge], random: Any) -> None:
        """No survivor is merged itself, and the order of the rows does not matter."""
        survivors = MergeImport(merges=tuple(merges)).survivors()
        assert not set(survivors) & set(survivors.values())
        random.shuffle(merges)
        assert MergeImport(merges=tuple(merges)).survivors() == survivors

    def test_merging_does_not_inflate(self) -> None:
        """The same activities, exported before and after a merge, give the score of one person."""
        openings = [
            {"marketoGUID": str(n), "leadId": lead, "activityTypeId": 10, "activityDate": "2026-01-31T09:30:00Z"}
            for n, lead in enumerate([1, 1, 3, 3])
        ]
        after = [opening | {"leadId": 3} for opening in openings]
        survivors = marketo.import_merges([row(3, "[1]")]).survivors()
        activities = marketo.import_activities([*openings, *after]).activities
        united = [attrs.evolve(one, person_id=survivors.get(one.person_id, one.person_id)) for one in activities]
        as_of = START + timedelta(days=1)
        once = score(marketo.import_activities(after).activities, {}, model=DEFAULT_WEIGHTING_MODEL, as_of=as_of)
        both = score(united, {}, model=DEFAULT_WEIGHTING_MODEL, as_of=as_of)
        assert both == once
        assert [(person.person_id, person.raw) for person in both.people] == [("3", 4 * 30.0)]
