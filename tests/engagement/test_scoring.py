"""
Scoring: people, groups, the stored scale and the explanation, with numbers worked by hand.
"""

from __future__ import annotations

import math
import pickle
import re
from datetime import UTC, datetime, timedelta
from random import Random  # noqa: TC003 - Hypothesis resolves it
from typing import TypeVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import Activity, Scale, Tenant, WeightingModel, documents, score_tenant
from buying_groups.engagement import (
    DEFAULT_WEIGHTING_MODEL,
    ActivityWeight,
    EngagementScores,
    Normalization,
    WeightedMember,
    count_activities,
    score,
    score_group,
)
from buying_groups.errors import InvalidValueError, ScaleMismatchError, UnknownIdError
from buying_groups.testing.strategies import AS_OF, tenants


T = TypeVar("T")
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
LIGHT_AND_HEAVY = (
    ActivityWeight(activity_type="light", weight=20),
    ActivityWeight(activity_type="middle", weight=30),
    ActivityWeight(activity_type="heavy", weight=60),
    ActivityWeight(activity_type="heaviest", weight=100),
)
MODEL = WeightingModel(id="m", name="Model", weights=LIGHT_AND_HEAVY)
MIN_MAX = attrs.evolve(MODEL, normalization=Normalization.MIN_MAX)


def done(person: str, activity_type: str, times: int = 1) -> list[Activity]:
    """Make activities at noon."""
    return [Activity(person_id=person, activity_type=activity_type, occurred_at=NOON) for _ in range(times)]


def member(person: str, role: str = "Decision Maker", weighting: float = 100) -> WeightedMember:
    """Make a member."""
    return WeightedMember(person_id=person, role=role, role_weighting=weighting)


def scored(
    activities: list[Activity],
    groups: dict[str, list[WeightedMember]] | None = None,
    model: WeightingModel = MODEL,
    scale: Scale | None = None,
) -> EngagementScores:
    """Score as of noon."""
    return score(activities, groups or {}, model=model, as_of=NOON, scale=scale)


def people(scores: EngagementScores) -> dict[str, float]:
    """Return the people's scores by id."""
    return {person.person_id: person.score for person in scores.people}


class TestPersonScore:
    """100 · sqrt(sum / largest sum), where the sum is Σ capped count × normalised weight."""

    def test_by_hand(self) -> None:
        """Weights 20, 30, 60 of at most 60 are 1/3, 1/2, 1; sums 4/3, 1 and 3, so the largest is 3."""
        activities = [*done("a", "light", 4), *done("b", "middle", 2), *done("c", "heavy", 3)]
        scores = scored(activities)
        assert people(scores) == pytest.approx({"a": 100 * math.sqrt(4 / 9), "b": 100 * math.sqrt(1 / 3), "c": 100.0})
        assert [person.raw for person in scores.people] == [80.0, 60.0, 180.0]

    def test_a_type_that_occurred_nowhere_does_not_set_the_scale(self) -> None:
        """The weight of 100 is not in the normaliser, as nobody did that."""
        scale = scored(done("a", "light")).scale
        assert (scale.activity_types, scale.lightest_weight, scale.heaviest_weight) == (("light",), 0.0, 20.0)

    def test_one_type_scores_everybody_by_count(self) -> None:
        """With one type, w / max(w) is 1."""
        assert people(scored([*done("a", "light"), *done("b", "light", 4)])) == {"a": 50.0, "b": 100.0}

    def test_min_max_as_named_option(self) -> None:
        """(w − 20) / (60 − 20): the lightest type counts nothing, 30 a quarter."""
        activities = [*done("a", "light", 4), *done("b", "middle", 4), *done("c", "heavy", 4)]
        assert people(scored(activities, model=MIN_MAX)) == {"a": 0.0, "b": 50.0, "c": 100.0}

    def test_min_max_of_one_type_is_one(self) -> None:
        """Where max = min it is 1."""
        assert people(scored([*done("a", "light"), *done("b", "light", 4)], model=MIN_MAX)) == {"a": 50.0, "b": 100.0}

    @pytest.mark.parametrize("model", [MODEL, MIN_MAX])
    def test_all_are_0_when_the_largest_is_0(self, model: WeightingModel) -> None:
        """Only unknown types: listed, known, and 0."""
        scores = scored(done("a", "whistling"), model=model)
        assert people(scores) == {"a": 0.0}
        assert scores.person("a").is_known
        assert scores.ignored == {"whistling": 1}

    def test_nothing_at_all(self) -> None:
        """No people, no groups, no activities: empty, never a division by zero."""
        scores = scored([], {})
        assert (scores.people, scores.groups, scores.ignored) == ((), (), {})

    def test_worked_example_of_the_reference(self) -> None:
        """
        Counts only (every weight 1): role totals 52, 28, 17, weighted 21.67 + 9.33 + 4.25 = 35.25.
        """
        days = {
            ("Adam", "visited website"): (37, 15),
            ("Adam", "clicked email"): (1, 1),
            ("Mark", "visited website"): (5, 3),
            ("Mark", "clicked email"): (1, 1),
            ("Mark", "downloaded publication"): (3, 2),
            ("John", "visited website"): (19, 9),
            ("Bob", "clicked email"): (1, 1),
            ("Paul", "clicked email"): (1, 1),
            ("Calvin", "clicked email"): (1, 1),
            ("Calvin", "visited website"): (1, 7),
            ("Calvin", "downloaded publication"): (1, 2),
        }
        roles = {"Decision Maker": ("Adam", "Mark"), "Influencer": ("John",), "Practitioner": ("Bob", "Paul", "Calvin")}
        weightings = {"Decision Maker": 100.0, "Influencer": 80.0, "Practitioner": 60.0}
        activities = [
            Activity(person_id=person, activity_type=what, occurred_at=NOON - timedelta(days=1 - day))
            for (person, what), numbers in days.items()
            for day, number in enumerate(numbers)
            for _ in range(number)
        ]
        types = {what for _, what in days}
        ones = WeightingModel(
            id="ones", name="Ones", weights=tuple(ActivityWeight(activity_type=what, weight=1) for what in types)
        )
        counts = count_activities(activities, model=ones, as_of=NOON).people
        totals = {role: sum(sum(counts[name].totals().values()) for name in names) for role, names in roles.items()}
        assert totals == {"Decision Maker": 52, "Influencer": 28, "Practitioner": 17}

        groups = {"g": [member(name, role, weightings[role]) for role, names in roles.items() for name in names]}
        parts = scored(activities, groups, model=ones).group("g").parts
        weighted = {part.role: totals[part.role] * part.role_weight for part in parts}
        assert {role: round(number, 2) for role, number in weighted.items()} == {
            "Decision Maker": 21.67,
            "Influencer": 9.33,
            "Practitioner": 4.25,
        }
        assert sum(weighted.values()) == pytest.approx(35.25, abs=1e-9)


class TestTies:
    """Equal activity gives equal scores, to the last bit."""

    def test_of_sums_that_are_equal(self) -> None:
        """One event and three forms weigh as much as an event, two forms and a click: 180."""
        activities = [
            *done("p", "attend_event"),
            *done("p", "form_filled_out", 2),
            *done("p", "link_clicks"),
            *done("q", "attend_event"),
            *done("q", "form_filled_out", 3),
        ]
        assert people(scored(activities, model=DEFAULT_WEIGHTING_MODEL)) == {"p": 100.0, "q": 100.0}


class TestGroupScore:
    """Σ over members of person score × normalised role weight, then root, then scaled over the tenant's groups."""

    def test_by_hand(self) -> None:
        """Weights 100 and 60 of 160; the weight counts in full for each member of the role."""
        activities = [*done("a", "heavy", 4), *done("b", "heavy"), *done("c", "heavy")]
        groups = {"g": [member("a"), member("b"), member("c", "Practitioner", 60)], "h": [member("b")]}
        scores = scored(activities, groups)
        assert scores.group("g").raw == pytest.approx(100 * 0.625 + 50 * 0.625 + 50 * 0.375)
        assert scores.group("h").raw == 50.0
        assert (scores.group("g").score, scores.group("h").score) == pytest.approx((100.0, 100 * math.sqrt(50 / 112.5)))

    def test_an_inactive_member_weighs_too(self) -> None:
        """Each role that has a member weighs, active or not."""
        scores = scored(done("a", "heavy"), {"g": [member("a"), member("b", "Influencer", 300)]})
        assert scores.group("g").raw == 25.0

    def test_more_engaged_people_make_a_higher_score(self) -> None:
        """A sum, not a mean."""
        activities = [*done("a", "heavy"), *done("b", "heavy")]
        scores = scored(activities, {"one": [member("a")], "two": [member("a"), member("b")]})
        assert scores.group("two").raw == 2 * scores.group("one").raw

    def test_a_group_without_members_is_0_and_not_known(self) -> None:
        """No people: a score of 0."""
        group = scored(done("a", "heavy"), {"g": []}).group("g")
        assert (group.score, group.is_known, group.parts) == (0.0, False, ())

    def test_a_group_of_strangers_is_not_known(self) -> None:
        """Missing is not zero."""
        scores = scored([], {"g": [member("a")]})
        assert (scores.group("g").is_known, scores.person("a").is_known) == (False, False)

    def test_largest_weightings_do_not_overflow(self) -> None:
        """Even the largest weighting that is allowed."""
        scores = scored(done("a", "heavy"), {"g": [member("a", weighting=1e15), member("b", "Other", 1e-15)]})
        assert scores.group("g").score == 100.0


class TestStoredScale:
    """A service scores one person or one group against it and gets the number of the nightly batch."""

    @given(tenants())
    def test_gives_the_number_of_the_batch(self, tenant: Tenant) -> None:
        """Each person alone and each group alone, from a scale that was written and read."""
        batch = score_tenant(tenant, as_of=AS_OF)
        scale = documents.loads(documents.dumps(batch.scale), Scale)
        for group in tenant.buying_groups:
            alone = score_group(tenant, group.id, as_of=AS_OF, scale=scale)
            assert alone.groups == (batch.group(group.id),)
            assert all(person == batch.person(person.person_id) for person in alone.people)
        for person in batch.people:
            own = tenant.activities_of(person.person_id)
            model = tenant.active_weighting_model
            alone = score(own, {}, model=model, as_of=AS_OF, time_zone=tenant.time_zone, scale=scale)
            assert alone.people == ((person,) if own and person.is_known else ())

    def test_above_the_stored_maximum_is_100_and_clipped(self) -> None:
        """Somebody who was busier than the tenant's busiest."""
        scale = scored(done("a", "heavy")).scale
        person = scored(done("b", "heavy", 2), scale=scale).person("b")
        assert (person.score, person.is_clipped) == (100.0, True)
        assert sum(part.points for part in person.parts) == pytest.approx(100.0, abs=1e-9)

    def test_at_the_stored_maximum_is_not_clipped(self) -> None:
        """100 is a score like any other."""
        scale = scored(done("a", "heavy")).scale
        assert scored(done("b", "heavy"), scale=scale).person("b").is_clipped is False

    def test_a_stored_maximum_of_0(self) -> None:
        """100 if anything counts, else 0."""
        scale = scored([]).scale
        scores = scored(
            [*done("a", "heavy"), *done("b", "whistling")], {"g": [member("a")], "h": [member("b")]}, scale=scale
        )
        assert people(scores) == {"a": 100.0, "b": 0.0}
        assert [(group.score, group.is_clipped) for group in scores.groups] == [(100.0, True), (0.0, False)]

    def test_a_type_lighter_than_any_that_occurred(self) -> None:
        """Under min-max it counts nothing, never less."""
        scale = scored([*done("a", "middle"), *done("a", "heavy")], model=MIN_MAX).scale
        assert people(scored(done("b", "light"), model=MIN_MAX, scale=scale)) == {"b": 0.0}

    def test_whose_weights_are_exchanged(self) -> None:
        """The heaviest is not lighter than the lightest."""
        scale = scored(done("a", "heavy")).scale
        with pytest.raises(
            InvalidValueError, match=r"^heaviest_weight must be at least lightest_weight \(9\.0\), got 1\.0$"
        ):
            attrs.evolve(scale, lightest_weight=9.0, heaviest_weight=1.0)

    def test_of_something_else_is_an_error(self) -> None:
        """Another model, window, zone and time: each is named, with both values."""
        scale = scored(done("a", "heavy")).scale
        other = attrs.evolve(MODEL, weights=LIGHT_AND_HEAVY[:2], look_back_days=7)
        later = NOON + timedelta(days=1)
        expected = (
            "the scale does not fit: its as_of is 2026-01-31T12:00:00+00:00, wanted is 2026-02-01T12:00:00+00:00; "
            "its window is 30 days, wanted is 7 days; its time zone is UTC, wanted is Asia/Tokyo; "
            f"its weighting model is {MODEL.fingerprint}, wanted is {other.fingerprint}"
        )
        with pytest.raises(ScaleMismatchError, match=f"^{re.escape(expected)}$"):
            score([], {}, model=other, as_of=later, time_zone="Asia/Tokyo", scale=scale)


class TestExplanation:
    """Each part gets score × its share of the sum; the parts sum to the score within 1e-9."""

    def test_by_hand(self) -> None:
        """Two days of 25 and 5 views, of which 20 and 5 count: 4/5 and 1/5 of the score."""
        model = WeightingModel(id="v", name="Views", weights=(ActivityWeight(activity_type="light", weight=7),))
        yesterday = [
            attrs.evolve(activity, occurred_at=NOON - timedelta(days=1)) for activity in done("a", "light", 25)
        ]
        scores = scored(
            [*yesterday, *done("a", "light", 5), *done("b", "light", 20), *done("b", "light", 20)], model=model
        )
        parts = scores.person("a").parts
        assert [(part.activity_type, part.counted, part.dropped) for part in parts] == [
            ("light", 20, 5),
            ("light", 5, 0),
        ]
        assert [part.day for part in parts] == [NOON.date() - timedelta(days=1), NOON.date()]
        assert [part.points for part in parts] == pytest.approx([80.0, 20.0])

    def test_of_small_weights(self) -> None:
        """One part of a sum below 1 has the whole score."""
        model = WeightingModel(id="v", name="Views", weights=(ActivityWeight(activity_type="light", weight=0.25),))
        (part,) = scored(done("a", "light"), model=model).person("a").parts
        assert part.points == 100.0

    def test_of_a_group_by_hand(self) -> None:
        """Scores of 100 and 50 at 5/8, and of 50 at 3/8: 62.5, 31.25 and 18.75 of 112.5, in the order of the ids."""
        activities = [*done("a", "heavy", 4), *done("b", "heavy"), *done("c", "heavy")]
        group = scored(activities, {"g": [member("c", "Practitioner", 60), member("b"), member("a")]}).group("g")
        expected = [("a", "Decision Maker", 0.625, 100.0), ("b", "Decision Maker", 0.625, 50.0)]
        expected += [("c", "Practitioner", 0.375, 50.0)]
        assert [(part.person_id, part.role, part.role_weight, part.person_score) for part in group.parts] == expected
        assert [part.points for part in group.parts] == pytest.approx([500 / 9, 250 / 9, 150 / 9])

    @given(tenants())
    def test_sums_to_the_score(self, tenant: Tenant) -> None:
        """For every person and every group."""
        scores = score_tenant(tenant, as_of=AS_OF)
        explained = [(item.score, [part.points for part in item.parts]) for item in scores.people]
        explained += [(item.score, [part.points for part in item.parts]) for item in scores.groups]
        for score_, points in explained:
            assert math.fsum(points) == pytest.approx(score_, abs=1e-9)
            assert 0.0 <= score_ <= 100.0

    @given(tenants())
    def test_somebody_has_100_unless_nothing_counts(self, tenant: Tenant) -> None:
        """100 is the tenant's most engaged person, and its most engaged group."""
        scores = score_tenant(tenant, as_of=AS_OF)
        best_person = max((item.score for item in scores.people), default=0.0)
        best_group = max((item.score for item in scores.groups), default=0.0)
        assert best_person == (100.0 if scores.scale.largest_person_sum > 0 else 0.0)
        assert best_group == (100.0 if scores.scale.largest_group_sum > 0 else 0.0)
        assert not any(item.is_clipped for item in scores.people)
        assert not any(item.is_clipped for item in scores.groups)


class TestOrder:
    """Same result whatever the order of the input."""

    @given(tenants(), st.randoms(use_true_random=False))
    def test_never_matters(self, tenant: Tenant, random: Random) -> None:
        """Shuffled people, groups, members and activities give equal scores, to the last bit."""

        def shuffled(items: tuple[T, ...]) -> tuple[T, ...]:
            return tuple(random.sample(items, len(items)))

        groups = [attrs.evolve(group, members=shuffled(group.members)) for group in tenant.buying_groups]
        other = attrs.evolve(
            tenant,
            activities=shuffled(tenant.activities),
            people=shuffled(tenant.people),
            buying_groups=shuffled(tuple(groups)),
        )
        assert score_tenant(other, as_of=AS_OF) == score_tenant(tenant, as_of=AS_OF)


class TestWhoIsListed:
    """Everybody who has activities or is a member."""

    def test_in_the_order_of_ids(self) -> None:
        """People and groups."""
        scores = scored([*done("b", "heavy"), *done("a", "whistling")], {"h": [member("c")], "g": []})
        assert [person.person_id for person in scores.people] == ["a", "b", "c"]
        assert [group.group_id for group in scores.groups] == ["g", "h"]

    def test_members_who_joined_later_are_not_members_yet(self, small_tenant: Tenant) -> None:
        """As of the day before Bo joined, the group is Ada's alone."""
        before = datetime(2026, 1, 14, tzinfo=UTC)
        assert [part.person_id for part in score_tenant(small_tenant, as_of=before).group("g1").parts] == ["ada"]
        assert len(score_tenant(small_tenant, as_of=NOON).group("g1").parts) == 2

    def test_unknown_ids(self) -> None:
        """The error lists those that exist."""
        scores = scored(done("a", "heavy"), {"g": []})
        with pytest.raises(UnknownIdError, match=r"^unknown person 'z'; known: 'a'$"):
            scores.person("z")
        with pytest.raises(UnknownIdError, match=r"^unknown buying group 'z'; known: 'g'$"):
            scores.group("z")


class TestBadMembers:
    """The same (group, person) twice; two weightings for one role in a group; a weighting not finite or not above 0."""

    def test_a_person_twice(self) -> None:
        """Even in two roles."""
        with pytest.raises(
            InvalidValueError, match=r"^members of group 'g' must be without a person given twice, got 'a'$"
        ):
            scored([], {"g": [member("a"), member("a", "Other")]})

    def test_two_weightings(self) -> None:
        """In one group a role weighs one thing."""
        expected = "role_weighting of 'Other' in group 'g' must be one number, got [5.0, 7.0]"
        with pytest.raises(InvalidValueError, match=f"^{re.escape(expected)}$"):
            scored([], {"g": [member("a", "Other", 7), member("b", "Other", 5)]})

    @pytest.mark.parametrize("weighting", [0, -1, 2e15])
    def test_out_of_range(self, weighting: float) -> None:
        """Zero, negative, absurd."""
        with pytest.raises(InvalidValueError, match=r"^role_weighting must be a number above 0, at most 1e\+15, got"):
            member("a", weighting=weighting)

    @pytest.mark.parametrize("weighting", [math.nan, math.inf, 10**400, True, "60", None])
    def test_not_finite(self, weighting: float) -> None:
        """Not a number at all."""
        with pytest.raises(InvalidValueError, match=r"^role_weighting must be a finite number, got"):
            member("a", weighting=weighting)


def test_scores_survive_pickling(small_tenant: Tenant) -> None:
    """What a worker computed reaches its parent."""
    scores = score_tenant(small_tenant, as_of=NOON)
    scores.person("ada")
    assert pickle.loads(pickle.dumps(scores)) == scores  # noqa: S301


def test_default_model() -> None:
    """The reference's weights for its standard architecture."""
    assert {item.activity_type: item.weight for item in DEFAULT_WEIGHTING_MODEL.weights} == {
        "attend_event": 60,
        "email_clicked": 30,
        "email_opened": 30,
        "email_unsubscribed": 0,
        "form_filled_out": 40,
        "interesting_moment": 60,
        "link_clicks": 40,
        "page_views": 40,
        "register_for_event": 60,
    }
    assert {item.daily_cap for item in DEFAULT_WEIGHTING_MODEL.weights} == {20}
