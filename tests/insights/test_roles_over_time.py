"""
Roles over time: acquisition and engagement, period by period.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import (
    Account,
    Activity,
    BuyingGroup,
    Member,
    MembershipChange,
    Person,
    RolesTemplate,
    SolutionInterest,
    Source,
    TemplateRole,
    Tenant,
)
from buying_groups.activities import PAGE_VIEWS
from buying_groups.errors import InvalidValueError
from buying_groups.insights import roles_over_time
from buying_groups.testing.strategies import AS_OF, tenants


NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def ago(days: float) -> datetime:
    """Return a moment so many days before `NOW`."""
    return NOW - timedelta(days=days)


def change(person_id: str, role: str | None, days: float) -> MembershipChange:
    """Make a change so many days ago."""
    return MembershipChange(person_id=person_id, role=role, source=Source.MANUAL, changed_at=ago(days))


def group(id: str, *changes: MembershipChange, members: tuple[Member, ...] = ()) -> BuyingGroup:
    """Make a group from its history."""
    made = BuyingGroup(id=id, account_id="a", solution_interest_id="s", members=members)
    return made.with_changes(*changes) if changes else made


def tenant(*groups: BuyingGroup, activities: tuple[tuple[str, float], ...] = ()) -> Tenant:
    """Make a tenant: its groups, and who viewed a page how many days ago."""
    roles = ("Procurement", "Influencer", "Audit", "Decision Maker")
    unused = RolesTemplate(id="u", name="Unused", roles=(TemplateRole(role="Champion"),)).publish()
    template = RolesTemplate(id="t", name="Deals", roles=tuple(TemplateRole(role=role) for role in roles)).publish()
    return Tenant(
        name="Example",
        custom_roles=("Procurement", "Audit"),
        accounts=(Account(id="a", name="Acme"),),
        people=tuple(Person(id=f"p{n}", account_id="a") for n in range(4)),
        roles_templates=(unused, template),
        solution_interests=(SolutionInterest(id="s", name="Beta", roles_template_id="t"),),
        buying_groups=groups,
        activities=tuple(
            Activity(person_id=person, activity_type=PAGE_VIEWS, occurred_at=ago(days)) for person, days in activities
        ),
    )


class TestRolesOverTime:
    """
    "How often somebody got the role in a group, how many different people have it at the end."
    """

    def test_acquisition_by_hand(self) -> None:
        """A confirmation is none, a new role, a return and a second group are; a period has its end, not its start."""
        found = roles_over_time(
            tenant(
                group(
                    "g1",
                    change("p0", "Influencer", 60),  # at the end of the first period
                    change("p1", "Influencer", 50),
                    change("p0", "Influencer", 45),  # he has it already
                    change("p1", "Decision Maker", 40),
                    change("p0", None, 20),
                    change("p0", "Influencer", 10),
                ),
                group("g2", change("p0", "Influencer", 30)),  # the same person again
                group("g3", members=(Member(person_id="p2", role="Audit", joined_at=ago(90)),)),  # before all periods
                group("g4", members=(Member(person_id="p3", role="Influencer", joined_at=ago(-1)),)),  # after all
            ),
            as_of=NOW,
            periods=3,
        )
        rows = [(row.role, row.acquired, row.people) for row in found.rows]
        assert rows == [
            *(("Decision Maker", acquired, people) for acquired, people in ((0, 0), (1, 1), (0, 1))),
            *(("Influencer", acquired, people) for acquired, people in ((1, 1), (2, 1), (1, 1))),
            *(("Audit", acquired, people) for acquired, people in ((0, 1), (0, 1), (0, 1))),
            *(("Procurement", 0, 0) for _ in range(3)),
        ]
        assert [(row.after, row.up_to) for row in found.rows[:3]] == [
            (ago(90), ago(60)),
            (ago(60), ago(30)),
            (ago(30), ago(0)),
        ]
        assert found.rule == (
            "For each role of a roles template in use and each period of 30 days: how often somebody got the role in a "
            "group, how many different people have it at the end, and the mean of their engagement scores as of then, "
            "of those of whom any activity is known."
        )

    def test_engagement_by_hand(self) -> None:
        """The root of a quarter is 50, so that the mean with 100 is 75; who is unknown is in no mean."""
        members = tuple(Member(person_id=f"p{n}", role="Influencer", joined_at=ago(100)) for n in range(3))
        example = tenant(group("g1", members=members), activities=(*(("p0", 1),) * 4, ("p1", 2), ("p1", 35)))
        then, now = (row for row in roles_over_time(example, as_of=NOW, periods=2).rows if row.role == "Influencer")
        assert (then.mean_engagement, then.mean_raw, then.unknown, then.people) == (100.0, 40.0, 2, 3)
        assert (now.mean_engagement, now.mean_raw, now.unknown, now.people) == (75.0, 100.0, 1, 3)
        nobody = roles_over_time(example, as_of=NOW).rows[0]
        assert (nobody.role, nobody.mean_engagement, nobody.mean_raw) == ("Decision Maker", None, None)

    @pytest.mark.parametrize("name", ["periods", "period_days"])
    def test_bad_numbers(self, name: str) -> None:
        """No period, or none of any length, is named."""
        numbers: dict[str, Any] = {name: 0}
        with pytest.raises(InvalidValueError, match=rf"^{name} must be at least 1, got 0$"):
            roles_over_time(tenant(), as_of=NOW, **numbers)

    def test_beyond_the_calendar(self) -> None:
        """So are periods that no calendar has."""
        with pytest.raises(
            InvalidValueError, match=r"^periods \* period_days must be few enough days .+, got 9000000$"
        ):
            roles_over_time(tenant(), as_of=NOW, periods=3, period_days=3_000_000)

    @given(tenants(), st.randoms(use_true_random=False))
    def test_order_of_the_parts_does_not_matter(self, example: Tenant, random: Any) -> None:
        """People, groups, interests and activities may come in any order."""
        parts = {
            name: random.sample(items, len(items))
            for name, items in (
                ("people", example.people),
                ("solution_interests", example.solution_interests),
                ("buying_groups", example.buying_groups),
                ("activities", example.activities),
            )
        }
        found = roles_over_time(attrs.evolve(example, **parts), as_of=AS_OF, periods=2)
        assert found == roles_over_time(example, as_of=AS_OF, periods=2)
