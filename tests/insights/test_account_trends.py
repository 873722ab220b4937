"""
Account trends: surging and at risk, told apart from chance.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from buying_groups import Account, Activity, Person, Tenant, score_tenant
from buying_groups.activities import PAGE_VIEWS
from buying_groups.errors import InvalidValueError
from buying_groups.insights import Trend, account_trends
from buying_groups.insights.changes import change_p_values, dispersion
from buying_groups.testing.strategies import AS_OF, tenants


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def views(person_id: str, earlier: int, recent: int, each: int = 1) -> Iterator[Activity]:
    """Yield page views on so many days of the two windows before `NOW`, so many a day."""
    for days in (*range(recent), *range(30, 30 + earlier)):
        for _ in range(each):
            yield Activity(person_id=person_id, activity_type=PAGE_VIEWS, occurred_at=NOW - timedelta(days=days))


def tenant(counts: Mapping[str, list[tuple[int, int]]], *, each: int = 1, since: int = 400) -> Tenant:
    """Make a tenant: by account, each person's active days in the earlier and the recent window."""
    staff = [(account, f"{account}{n}", pair) for account, pairs in counts.items() for n, pair in enumerate(pairs)]
    activities = [activity for _, id, pair in staff for activity in views(id, *pair, each)]
    first = Activity(person_id="first", activity_type=PAGE_VIEWS, occurred_at=NOW - timedelta(days=since))
    return Tenant(
        name="Example",
        accounts=(Account(id="zero", name="Zero"), *(Account(id=id, name=id.upper()) for id in counts)),
        people=(
            Person(id="first", account_id="zero"),
            *(Person(id=id, account_id=account) for account, id, _ in staff),
        ),
        activities=(first, *activities),
    )


class TestDispersion:
    """
    "dispersion = Σ (recent - earlier)² / Σ (recent + earlier), at least 1"
    """

    @pytest.mark.parametrize(
        ("pairs", "expected"),
        [
            pytest.param([(0, 4), (3, 0), (2, 1)], 2.6, id="(16 + 9 + 1) / 10"),
            pytest.param([(2, 2), (3, 1)], 1.0, id="less than chance"),
            pytest.param([(0, 0)], 1.0, id="nothing"),
            pytest.param([], 1.0, id="nobody"),
        ],
    )
    def test_by_hand(self, pairs: list[tuple[int, int]], expected: float) -> None:
        """Who did nothing does not count."""
        assert dispersion(pairs) == expected


class TestChangePValues:
    """
    "A beta-binomial distribution of that variance and mean one half (a binomial one where the dispersion is 1)."
    """

    @pytest.mark.parametrize(
        ("one", "other", "ratio", "expected"),
        [
            pytest.param(0, 5, 1.0, 2 / 2**5, id="binomial"),
            pytest.param(4, 1, 1.0, 2 * (5 + 1) / 2**5, id="binomial, either way"),
            pytest.param(3, 3, 1.0, 1.0, id="no change"),
            # Shape (3 - 5/3) / (2/3) / 2 = 1: uniform over 0, 1, 2 and 3.
            pytest.param(0, 3, 5 / 3, 2 / 4, id="uniform"),
            pytest.param(2, 1, 5 / 3, 1.0, id="uniform, the middle"),
            pytest.param(3, 0, 3.0, 1.0, id="one burst"),
            pytest.param(0, 5, 1 + 1e-12, 2 / 2**5, id="nearly binomial"),
        ],
    )
    def test_by_hand(self, one: int, other: int, ratio: float, expected: float) -> None:
        """Twice the probability of the smaller count or a smaller one, at most 1."""
        assert change_p_values([(one, other)], ratio).tolist() == pytest.approx([expected])

    @pytest.mark.parametrize("ratio", [1.0, 1.3, 2.9])
    def test_next_to_no_change_is_one(self, ratio: float) -> None:
        """No last digit orders accounts that have changed as little as can be."""
        assert {1.0} == {*change_p_values([(few, few + 1) for few in range(1, 60)], ratio).tolist()}

    @example(0, 43, 1.0625)
    @given(st.integers(0, 60), st.integers(0, 60), st.floats(1, 20))
    def test_more_dispersion_never_makes_it_smaller(self, one: int, other: int, ratio: float) -> None:
        """And the order of the windows does not matter to it."""
        if one + other == 0:
            one = 1
        p_value, turned = change_p_values([(one, other), (other, one)], ratio).tolist()
        assert 0 < p_value <= 1
        assert p_value == turned
        if abs(one - other) > 1:
            assert p_value >= change_p_values([(one, other)], 1.0)[0] * (1 - 1e-9)


class TestAccountTrends:
    """
    "Surging has more, at risk has fewer, by more than chance."
    """

    STEADY = [(5, 5), (4, 4), (6, 6)]  # noqa: RUF012 - read only

    def test_by_hand(self) -> None:
        """Eight people with one day more against none, and the opposite; dispersion (8 + 8 + 2) / 60 is below 1."""
        found = account_trends(
            tenant({"up": [(0, 1)] * 10, "down": [(1, 0)] * 10, "even": self.STEADY, "odd": [(1, 2)]}), as_of=NOW
        )
        assert found.dispersion == 1.0
        rows = [(row.account_id, row.trend, row.earlier_days, row.recent_days) for row in found.rows]
        assert rows == [
            ("down", Trend.AT_RISK, 10, 0),
            ("up", Trend.SURGING, 0, 10),
            ("even", Trend.WITHIN_CHANCE, 15, 15),
            ("odd", Trend.WITHIN_CHANCE, 1, 2),
            ("zero", Trend.UNKNOWN, 0, 0),
        ]
        # Benjamini and Hochberg over four accounts: 2 / 2^10 for two of them, times 4 / 2.
        assert [row.p_value for row in found.rows] == pytest.approx([2**-9, 2**-9, 1, 1, None])
        assert [row.adjusted_p_value for row in found.rows] == pytest.approx([2**-8, 2**-8, 1, 1, None])
        assert [row.account_id for row in found.surging] == ["up"]
        assert [row.account_id for row in found.at_risk] == ["down"]
        assert [row.explanation for row in found.rows[1:3]] == [
            "0 active days before, 10 now: surging (adjusted p 0.0039)",
            "15 active days before, 15 now: within chance (adjusted p 1)",
        ]
        assert found.rows[0].explanation == "10 active days before, 0 now: at risk (adjusted p 0.0039)"
        assert found.rows[4].explanation == "0 active days before, 0 now: nothing to compare"
        assert found.rule == (
            "Active days (a person and a day) in the last 30 days against the 30 days before, by account. Surging has "
            "more, at risk has fewer, by more than chance: a two-sided test that lets active days vary 1.0 times as "
            "much as independent events, as people's do in this tenant, with false discoveries over all accounts "
            "controlled at 10 %."
        )

    def test_false_discovery_rate_decides(self) -> None:
        """The adjusted p-value is compared with it, and may be equal."""
        example = tenant({"up": [(0, 1)] * 10, "even": self.STEADY})
        assert account_trends(example, as_of=NOW, false_discovery_rate=2**-8).surging
        assert not account_trends(example, as_of=NOW, false_discovery_rate=2**-8 - 1e-9).surging

    def test_one_persons_burst_is_no_surge(self) -> None:
        """Ten days of one person are a burst, which raises the dispersion to (100 + 10) / 50."""
        found = account_trends(
            tenant({"one": [(0, 10)], "many": [(0, 1)] * 10, "even": self.STEADY}), as_of=NOW, false_discovery_rate=0.05
        )
        assert found.dispersion == pytest.approx(110 / 50)
        assert not found.surging

    def test_many_views_in_a_day_are_one_active_day(self) -> None:
        """What they weigh is in the raw engagement only, which is that of the scores."""
        example = tenant({"up": [(2, 3)]}, each=30)
        found = account_trends(example, as_of=NOW)
        assert (found.rows[0].earlier_days, found.rows[0].recent_days) == (2, 3)
        assert (found.rows[0].earlier_raw, found.rows[0].recent_raw) == (2 * 20 * 40, 3 * 20 * 40)
        scores = score_tenant(example, as_of=NOW)
        assert found.rows[0].recent_raw == math.fsum([scores.person("up0").raw])

    @pytest.mark.parametrize(("since", "expected"), [(60, True), (59, True), (58.9, False)])
    def test_without_a_baseline_all_are_unknown(self, since: float, expected: bool) -> None:  # noqa: FBT001
        """Who has been recorded for less than two windows is not called surging."""
        example = tenant({"up": [(0, 1)] * 10})
        first = attrs.evolve(example.activities[0], occurred_at=NOW - timedelta(days=since))
        found = account_trends(attrs.evolve(example, activities=(first, *example.activities[1:])), as_of=NOW)
        assert found.has_baseline is expected
        assert bool(found.surging) is expected
        assert ("do not reach back over two windows of 30 days" in found.rule) is not expected

    @pytest.mark.parametrize("rate", [0, 1, float("nan")])
    def test_bad_rate(self, rate: float) -> None:
        """A rate of none or all is named."""
        message = rf"^false_discovery_rate must be above 0 and below 1, got {rate}$"
        with pytest.raises(InvalidValueError, match=message):
            account_trends(tenant({}), as_of=NOW, false_discovery_rate=rate)

    @given(tenants(), st.randoms(use_true_random=False))
    def test_order_of_the_parts_does_not_matter(self, example: Tenant, random: Any) -> None:
        """Accounts, people and activities may come in any order."""
        parts = {
            name: random.sample(items, len(items))
            for name, items in (
                ("accounts", example.accounts),
                ("people", example.people),
                ("activities", example.activities),
            )
        }
        other = attrs.evolve(example, **parts)
        assert account_trends(other, as_of=AS_OF) == account_trends(example, as_of=AS_OF)
