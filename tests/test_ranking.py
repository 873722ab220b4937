"""
Ranking: who comes first, and that it never depends on the order of the input.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random  # noqa: TC003 - Hypothesis resolves it

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups.engagement import PersonScore
from buying_groups.errors import InvalidValueError
from buying_groups.ranking import decision_makers, rank, top_engaged_members


NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


@attrs.frozen
class Somebody:
    """A member, as the ranking sees one."""

    person_id: str
    name: str | None
    role: str
    engagement: PersonScore


def somebody(
    person_id: str,
    score: float = 50.0,
    *,
    last: datetime | None = NOON,
    name: str | None = "Ada Berg",
    role: str = "Decision Maker",
) -> Somebody:
    """Make a member."""
    engagement = PersonScore(
        person_id=person_id, score=score, raw=score, is_clipped=False, last_activity_at=last, parts=()
    )
    return Somebody(person_id, name, role, engagement)


def ids(members: tuple[Somebody, ...]) -> str:
    """Return the ids in order."""
    return "".join(member.person_id for member in members)


class TestOrder:
    """Unrounded score, then the more recent last activity, then full name (casefolded), then id."""

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            pytest.param(somebody("z", 50.000001), somebody("a", 50.0), id="unrounded score"),
            pytest.param(somebody("z", last=NOON), somebody("a", last=NOON - timedelta(microseconds=1)), id="recency"),
            pytest.param(
                somebody("z", last=NOON - timedelta(days=9999)), somebody("a", last=None), id="none comes last"
            ),
            pytest.param(somebody("z", name="ada berg"), somebody("a", name="Ada Bergman"), id="name, casefolded"),
            pytest.param(somebody("z", name="straße a"), somebody("a", name="STRASSE b"), id="casefolded, not lowered"),
            pytest.param(somebody("z", name=None), somebody("a", name="Ada Berg"), id="no name is an empty one"),
            pytest.param(somebody("a", name="ada berg"), somebody("b", name="Ada Berg"), id="then id"),
        ],
    )
    def test_by_hand(self, first: Somebody, second: Somebody) -> None:
        """Each criterion decides where those before it are equal."""
        assert rank([second, first]) == rank([first, second]) == (first, second)

    @given(
        st.lists(
            st.builds(
                somebody,
                st.text("abc", min_size=1, max_size=3),
                st.sampled_from((0.0, 50.0)),
                last=st.sampled_from((NOON, None)),
                name=st.sampled_from(("Ada", "ada", None)),
            ),
            unique_by=lambda member: member.person_id,
        ),
        st.randoms(use_true_random=False),
    )
    def test_never_depends_on_the_input(self, members: list[Somebody], random: Random) -> None:
        """Many ties, any order."""
        shuffled = list(members)
        random.shuffle(shuffled)
        assert rank(shuffled) == rank(members)


MEMBERS = [
    *(somebody(person_id, score) for person_id, score in zip("abcd", (90, 10, 30, 20), strict=True)),
    *(somebody(person_id, score, role="Influencer") for person_id, score in zip("xyz", (95, 15, 5), strict=True)),
]


class TestRows:
    """The top three members whose role is Decision Maker; the other members, those of the first row left out."""

    def test_decision_makers(self) -> None:
        """Three of four."""
        assert ids(decision_makers(MEMBERS)) == "acd"

    def test_top_engaged_members(self) -> None:
        """Of any role: the fourth decision maker is among them."""
        assert ids(top_engaged_members(MEMBERS)) == "xyb"

    def test_more_or_fewer(self) -> None:
        """How many are shown is the caller's choice; the first row stays the first three."""
        assert ids(decision_makers(MEMBERS, most=1)) == "a"
        assert ids(top_engaged_members(MEMBERS, most=9)) == "xybz"
        assert ids(top_engaged_members(MEMBERS, most=9, first_row=1)) == "xcdybz"
        assert ids(top_engaged_members(MEMBERS, most=9, first_row=0)) == "xacdybz"
        assert decision_makers(MEMBERS, most=0) == ()
        with pytest.raises(InvalidValueError, match=r"^most must be at least 0, got -1$"):
            decision_makers(MEMBERS, most=-1)

    def test_of_nobody(self) -> None:
        """Empty in, empty out."""
        assert (decision_makers([]), top_engaged_members([])) == ((), ())
