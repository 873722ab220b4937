"""
The values of the domain: what they take, what they refuse, and that they are values.
"""

from __future__ import annotations

import copy
import inspect
import math
import pickle
import re
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs
import numpy as np
import pytest
from hypothesis import given

import buying_groups
from buying_groups import (
    Account,
    BuyingGroup,
    Content,
    JourneyEntry,
    Member,
    Opportunity,
    Person,
    RolesTemplate,
    Source,
    StageMove,
    TemplateRole,
    Tenant,
    WeightingModel,
    errors,
)
from buying_groups._validation import checked
from buying_groups.engagement import DEFAULT_WEIGHTING_MODEL, ActivityWeight, WeightingModelStatus
from buying_groups.errors import InvalidValueError, NaiveDatetimeError, StatusError, UnknownIdError
from buying_groups.publication import PublicationStatus
from buying_groups.roles import DEFAULT_ROLES, WeightBand
from buying_groups.testing.strategies import tenants


if TYPE_CHECKING:
    from collections.abc import Callable

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


class TestValues:
    """Frozen, keyword-only, hashable, picklable."""

    @given(tenants())
    def test_survive_pickling_and_copying(self, tenant: Tenant) -> None:
        """Equal, with an equal hash, also after something was looked up in it."""
        for person in tenant.people[:1]:
            tenant.activities_of(person.id)
        for other in (pickle.loads(pickle.dumps(tenant)), copy.deepcopy(tenant)):  # noqa: S301
            assert other == tenant
            assert hash(other) == hash(tenant)

    def test_do_not_change(self, small_tenant: Tenant) -> None:
        """Neither a value nor a value inside a value."""
        for value in (small_tenant, small_tenant.people[0], small_tenant.roles_templates[0].roles[0]):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                value.name = "other"  # type: ignore[misc, union-attr]

    def test_are_made_by_keyword(self) -> None:
        """The order of fields is no promise."""
        with pytest.raises(TypeError, match=r"takes 1 positional argument but 3 were given$"):
            Account("a1", "Acme")  # type: ignore[call-arg]

    def test_show_their_types_in_help(self) -> None:
        """The signature says what a field takes."""
        assert str(inspect.signature(Member)) == (
            "(*, person_id: str, role: str, source: buying_groups.groups.Source = <Source.MANUAL: 'manual'>, "
            "joined_at: datetime.datetime) -> None"
        )


class TestText:
    """Identifiers are strings, neither empty nor blank."""

    @pytest.mark.parametrize("value", ["", " ", "\t\n", "\u00a0"])
    def test_blank_ids(self, value: str) -> None:
        """The value is shown as it is."""
        with pytest.raises(
            InvalidValueError, match=f"^id must be an id that is not blank, got {re.escape(repr(value))}$"
        ):
            Account(id=value, name="Acme")

    @pytest.mark.parametrize("value", [5, None, b"a", ["a"], 1.5])
    def test_other_types(self, value: Any) -> None:
        """Nothing is turned into text."""
        with pytest.raises(InvalidValueError, match=f"^id must be text, got {re.escape(repr(value))}$"):
            Account(id=value, name="Acme")

    def test_limits(self) -> None:
        """An account's name has at most 255 characters, a group's status 50."""
        assert Account(id="a", name="x" * 255).name == "x" * 255
        group = BuyingGroup(id="g", account_id="a", solution_interest_id="s", status="x" * 50)
        with pytest.raises(InvalidValueError, match=r"^status must be at most 50 characters long, got 'x{51}'$"):
            attrs.evolve(group, status="x" * 51)


class TestMoments:
    """Times are aware datetimes; a naive one is an error that names the field."""

    def test_naive(self) -> None:
        """Never guessed."""
        with pytest.raises(
            NaiveDatetimeError, match=r"^joined_at must be a datetime with a time zone, got datetime\.datetime\("
        ):
            Member(person_id="p", role="Other", joined_at=datetime(2026, 1, 1))  # noqa: DTZ001

    def test_optional_and_nested_ones_are_named_too(self) -> None:
        """Whatever field it is."""
        with pytest.raises(NaiveDatetimeError, match=r"^closed_at must be"):
            Opportunity(id="o", account_id="a", name="O", opened_at=NOON, closed_at=datetime(2026, 2, 1))  # noqa: DTZ001

    @pytest.mark.parametrize("value", [None, "2026-01-01T00:00:00Z", 0, date(2026, 1, 1)])
    def test_other_types(self, value: Any) -> None:
        """A date is no moment, and text is for documents."""
        with pytest.raises(InvalidValueError, match=r"^moved_at must be a datetime with a time zone, got "):
            StageMove(stage="Won", moved_at=value)

    def test_are_kept_in_utc(self) -> None:
        """Of a moment, only when it is."""
        move = StageMove(stage="Won", moved_at=datetime(2026, 7, 1, 12, 0, 0, 7, tzinfo=STOCKHOLM))
        assert move.moved_at == datetime(2026, 7, 1, 10, 0, 0, 7, tzinfo=UTC)
        assert move.moved_at.tzinfo is UTC

    def test_in_a_repeated_hour_are_told_apart(self) -> None:
        """As plain datetimes of one zone, 02:30 and the next 02:30 would be equal."""
        first = datetime(2025, 10, 26, 2, 30, tzinfo=STOCKHOLM)
        again = first.replace(fold=1)
        assert first == again
        one, other = (StageMove(stage="Won", moved_at=moment).moved_at for moment in (first, again))
        assert other - one == timedelta(hours=1)

    def test_of_a_subclass_become_plain(self) -> None:
        """A data frame's timestamp must not bring its own ways along."""

        class Stamp(datetime):
            pass

        kept = StageMove(stage="Won", moved_at=Stamp(2026, 1, 31, 12, tzinfo=UTC)).moved_at
        assert (type(kept), kept) == (datetime, NOON)

    def test_that_are_no_moments_after_all(self) -> None:
        """A data frame's "not a time" is a datetime whose offset cannot be asked for."""

        class NotATime(datetime):
            def utcoffset(self) -> timedelta | None:
                raise ValueError

        with pytest.raises(InvalidValueError, match=r"^moved_at must be a datetime with a time zone, got "):
            StageMove(stage="Won", moved_at=NotATime(2026, 1, 1, tzinfo=timezone(timedelta(0), "odd")))

    def test_that_utc_does_not_hold(self) -> None:
        """The last hour of the calendar in New York is next year."""
        last = datetime.max.replace(tzinfo=timezone(-timedelta(hours=5)))
        with pytest.raises(
            InvalidValueError, match=r"^moved_at must be a datetime between the years 1 and 9999 in UTC, got"
        ):
            StageMove(stage="Won", moved_at=last)


class TestNumbers:
    """NaN, infinite or negative weight; cap, window or threshold below 1."""

    @pytest.mark.parametrize("weight", [math.nan, math.inf, -math.inf, True, "5", None, 10**400])
    def test_weights_that_are_no_finite_numbers(self, weight: Any) -> None:
        """Named, with the value."""
        with pytest.raises(InvalidValueError, match=r"^weight must be a finite number, got "):
            ActivityWeight(activity_type="x", weight=weight)

    @pytest.mark.parametrize("weight", [-1, -5e-324, 1.1e15])
    def test_weights_out_of_range(self, weight: float) -> None:
        """A weight of 0 is allowed, as it means that the type does not count."""
        with pytest.raises(InvalidValueError, match=r"^weight must be a number from 0 to 1e\+15, got "):
            ActivityWeight(activity_type="x", weight=weight)
        assert ActivityWeight(activity_type="x", weight=0).weight == 0.0

    def test_of_numpy(self) -> None:
        """They come out of tables."""
        cap: Any = np.int64(3)
        weight = ActivityWeight(activity_type="x", weight=np.float64(2.5), daily_cap=cap)
        assert (type(weight.weight), weight.weight, type(weight.daily_cap), weight.daily_cap) == (float, 2.5, int, 3)

    @pytest.mark.parametrize("value", [0, -1])
    def test_below_1(self, value: int) -> None:
        """Cap, window, threshold."""
        tail = f"must be at least 1, got {value}$"
        with pytest.raises(InvalidValueError, match=f"^daily_cap {tail}"):
            ActivityWeight(activity_type="x", weight=1, daily_cap=value)
        with pytest.raises(InvalidValueError, match=f"^look_back_days {tail}"):
            WeightingModel(id="m", name="M", look_back_days=value)
        hint = r"at least 1 \(for a role that nobody has to fill, set required to false\), got "
        with pytest.raises(InvalidValueError, match=f"^members_required must be {hint}{value}$"):
            TemplateRole(role="Other", members_required=value)

    def test_too_large_to_be_stored(self) -> None:
        """Elsewhere an integer has 64 bits."""
        with pytest.raises(
            InvalidValueError, match=r"^daily_cap must be a whole number of at most 9223372036854775807, got"
        ):
            ActivityWeight(activity_type="x", weight=1, daily_cap=2**63)

    @pytest.mark.parametrize("value", [1.0, "1", True, Fraction(1), None])
    def test_that_are_not_whole(self, value: Any) -> None:
        """A float is no count, even if it happens to be whole."""
        with pytest.raises(InvalidValueError, match=r"^daily_cap must be a whole number, got "):
            ActivityWeight(activity_type="x", weight=1, daily_cap=value)


class TestCollections:
    """Collections are tuples."""

    def test_become_tuples(self) -> None:
        """From any iterable."""
        assert Content(keywords=iter(["a", "b"])).keywords == ("a", "b")

    @pytest.mark.parametrize("value", ["ab", b"ab", {"a": 1}, 5, None], ids=repr)
    def test_are_no_text_and_no_mapping(self, value: Any) -> None:
        """Text is not a list of letters here."""
        with pytest.raises(InvalidValueError, match=r"^keywords must be a sequence, got "):
            Content(keywords=value)

    def test_name_the_item(self) -> None:
        """The second member is no member."""
        good = Member(person_id="p", role="Other", joined_at=NOON)
        with pytest.raises(InvalidValueError, match=r"^members\[1\] must be of type Member, got 'p2'$"):
            BuyingGroup(id="g", account_id="a", solution_interest_id="s", members=(good, "p2"))  # type: ignore[arg-type]

    def test_hold_nobody_twice(self) -> None:
        """A person is in a group once, a role in a template, a type in a model, a name and a value among bands."""
        twice = (Member(person_id="p", role="Other", joined_at=NOON),) * 2
        with pytest.raises(InvalidValueError, match=r"^members must be .+ same person \(twice or more: 'p'\), got"):
            BuyingGroup(id="g", account_id="a", solution_interest_id="s", members=twice)
        with pytest.raises(InvalidValueError, match=r"^roles must be without two of the same role .+, got"):
            RolesTemplate(id="t", name="T", roles=(TemplateRole(role="Other"),) * 2)
        with pytest.raises(
            InvalidValueError,
            match=r"^weights must be without two of the same activity type .+, got",
        ):
            WeightingModel(id="m", name="M", weights=(ActivityWeight(activity_type="x", weight=1),) * 2)
        for bands, what in (((("a", 1), ("a", 2)), "name"), ((("a", 1), ("b", 1)), "value")):
            with pytest.raises(
                InvalidValueError,
                match=rf"^bands must be .+ same {what} \(twice or more: '[a1.0]+'\), got",
            ):
                WeightingModel(
                    id="m", name="M", bands=tuple(WeightBand(name=name, value=value) for name, value in bands)
                )

    def test_moves_are_in_order_of_time(self) -> None:
        """Two at one moment are."""
        moves = (StageMove(stage="A", moved_at=NOON), StageMove(stage="B", moved_at=NOON))
        group = BuyingGroup(id="g", account_id="a", solution_interest_id="s", stage_moves=moves)
        assert group.stage_at(NOON) == "B"
        earlier = StageMove(stage="C", moved_at=NOON - timedelta(days=1))
        with pytest.raises(InvalidValueError, match=r"^stage_moves must be in order of time, got"):
            attrs.evolve(group, stage_moves=(*moves, earlier))


class TestChoices:
    """Enumerations take their members and their values."""

    def test_by_value(self) -> None:
        """As documents have them."""
        member = Member(person_id="p", role="Other", source="journey", joined_at=NOON)  # type: ignore[arg-type]
        assert member.source is Source.JOURNEY

    def test_others_are_refused_with_the_choice(self) -> None:
        """All that would be valid."""
        expected = r"^source must be one of 'manual', 'journey', 'system', got 'robot'$"
        with pytest.raises(InvalidValueError, match=expected):
            Member(person_id="p", role="Other", source="robot", joined_at=NOON)  # type: ignore[arg-type]

    def test_days(self) -> None:
        """A day is a date without a time."""
        entry: Any = attrs.make_class("Entry", {"day": attrs.field(type=date)}, frozen=True, field_transformer=checked)
        assert entry(date(2026, 1, 1)).day == date(2026, 1, 1)
        for other in (NOON, "2026-01-01"):
            with pytest.raises(InvalidValueError, match=r"^day must be a date, got "):
                entry(other)


class TestPeople:
    """A person has a name in two parts, of which either may be absent."""

    @pytest.mark.parametrize(
        ("first", "last", "full"),
        [("Ada", "Berg", "Ada Berg"), (None, "Berg", "Berg"), ("Ada", None, "Ada"), (None, None, None), ("", "", None)],
    )
    def test_full_name(self, first: str | None, last: str | None, full: str | None) -> None:
        """What of it is known."""
        assert Person(id="p", account_id="a", first_name=first, last_name=last).full_name == full


class TestPeriods:
    """From the start on, until before the end."""

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [(-1, False), (0, True), (1, True), (2, False), (3, False)],
    )
    def test_opportunities_and_journeys(self, as_of: int, expected: bool) -> None:  # noqa: FBT001
        """Each day of a stay of two days."""
        at: Callable[[int], datetime] = lambda day: NOON + timedelta(days=day)  # noqa: E731
        opportunity = Opportunity(id="o", account_id="a", name="O", opened_at=at(0), closed_at=at(2))
        entry = JourneyEntry(journey_id="j", account_id="a", entered_at=at(0), left_at=at(2))
        assert (opportunity.is_open(at(as_of)), entry.is_current(at(as_of))) == (expected, expected)

    def test_without_an_end(self) -> None:
        """Open until further notice."""
        assert Opportunity(id="o", account_id="a", name="O", opened_at=NOON).is_open(NOON + timedelta(days=9999))

    def test_that_end_before_they_start(self) -> None:
        """The message says both."""
        expected = (
            r"^left_at must be not before entered_at \(2026-01-31T12:00:00\+00:00\), got '2026-01-31T11:00:00\+00:00'$"
        )
        with pytest.raises(InvalidValueError, match=expected):
            JourneyEntry(journey_id="j", account_id="a", entered_at=NOON, left_at=NOON - timedelta(hours=1))


class TestRolesTemplates:
    """Status draft or live. A live template cannot change; publishing needs at least one role."""

    draft = RolesTemplate(id="t", name="Deals", roles=(TemplateRole(role="Other"),))

    def test_publish(self) -> None:
        """A draft goes live once."""
        live = self.draft.publish()
        assert live.status is PublicationStatus.LIVE
        expected = r"^cannot publish roles template 'Deals': it is live; duplicate it and change the draft$"
        with pytest.raises(StatusError, match=expected):
            live.publish()

    def test_publish_without_roles(self) -> None:
        """There is nothing to fill."""
        expected = r"^status must be draft: a live roles template has at least one role, got 'live'$"
        with pytest.raises(InvalidValueError, match=expected):
            RolesTemplate(id="t", name="Deals").publish()

    def test_change(self) -> None:
        """A draft yes, a live one never; a duplicate of it is a draft."""
        roles = (TemplateRole(role="Champion"), TemplateRole(role="Other", weighting=20))
        assert self.draft.with_roles(*roles).role_names == ("Champion", "Other")
        live = self.draft.publish()
        with pytest.raises(
            StatusError, match=r"^cannot change the roles of roles template 'Deals': it is live; duplicate"
        ):
            live.with_roles(*roles)
        other = live.duplicate(id="u", name="More deals")
        assert (other.id, other.status, other.roles) == ("u", PublicationStatus.DRAFT, live.roles)

    def test_role(self) -> None:
        """By name, or an error that lists them."""
        assert self.draft.role("Other").weighting == 60.0
        with pytest.raises(UnknownIdError, match=r"^unknown role of roles template 'Deals' 'Boss'; known: 'Other'$"):
            self.draft.role("Boss")

    def test_default_roles(self) -> None:
        """The six defaults, fixed."""
        assert DEFAULT_ROLES == (
            "Decision Maker",
            "Influencer",
            "Practitioner",
            "Executive Steering Committee",
            "Champion",
            "Other",
        )


class TestWeightingModels:
    """Draft, active, archived; a model is duplicated to be changed; named weight bands."""

    draft = DEFAULT_WEIGHTING_MODEL.duplicate(id="mine", name="Mine")

    def test_life_cycle(self) -> None:
        """Draft to active to archived, and no way back."""
        active = self.draft.activate()
        archived = active.archive()
        assert [model.status for model in (self.draft, active, archived)] == list(WeightingModelStatus)
        for operation, message in (
            (
                active.activate,
                "cannot activate weighting model 'Mine': it is active; duplicate it and change the draft",
            ),
            (
                archived.activate,
                "cannot activate weighting model 'Mine': it is archived; duplicate it and change the draft",
            ),
            (
                archived.archive,
                "cannot archive weighting model 'Mine': it is archived; only the active one is archived",
            ),
            (self.draft.archive, "cannot archive weighting model 'Mine': it is draft; only the active one is archived"),
            (
                active.with_weights,
                "cannot change the weights of weighting model 'Mine': it is active; duplicate it and",
            ),
            (
                active.with_bands,
                "cannot change the weight bands of weighting model 'Mine': it is active; duplicate it and",
            ),
        ):
            with pytest.raises(StatusError, match=f"^{re.escape(message)}"):
                operation()

    def test_weights_are_set_one_by_one(self) -> None:
        """The others keep theirs, and a new type is added."""
        changed = self.draft.with_weights(
            ActivityWeight(activity_type="page_views", weight=5), ActivityWeight(activity_type="webinar", weight=70)
        )
        weights = [changed.weight_of(name) for name in ("page_views", "webinar", "email_opened", "whistling")]
        assert weights == [5.0, 70.0, 30.0, 0.0]

    def test_a_type_given_twice(self) -> None:
        """Which of both would count?"""
        both = [ActivityWeight(activity_type="page_views", weight=weight) for weight in (1, 2)]
        with pytest.raises(
            InvalidValueError, match=r"^weights must be without two of the same activity type, got \['page_views'\]$"
        ):
            self.draft.with_weights(*both)

    def test_bands(self) -> None:
        """Trivial 20 … Vital 100 by default; renamed, revalued, added."""
        assert [(band.name, band.value) for band in self.draft.bands] == [
            ("Trivial", 20),
            ("Minor", 40),
            ("Normal", 60),
            ("Important", 80),
            ("Vital", 100),
        ]
        changed = self.draft.with_bands(WeightBand(name="Huge", value=500))
        assert changed.band("Huge").value == 500.0
        with pytest.raises(UnknownIdError, match=r"^unknown weight band 'Vital'; known: 'Huge'$"):
            changed.band("Vital")

    def test_fingerprint(self) -> None:
        """It changes with what changes a score, and with nothing else."""
        same = [
            attrs.evolve(self.draft, id="x", name="Y", status=WeightingModelStatus.ACTIVE, bands=()),
            attrs.evolve(self.draft, weights=self.draft.weights[::-1]),
            self.draft.with_weights(ActivityWeight(activity_type="whistling", weight=0)),
        ]
        other = [
            attrs.evolve(self.draft, look_back_days=29),
            attrs.evolve(self.draft, normalization="min_max"),  # type: ignore[arg-type]
            self.draft.with_weights(ActivityWeight(activity_type="page_views", weight=40.00001)),
            self.draft.with_weights(ActivityWeight(activity_type="page_views", weight=40, daily_cap=19)),
            self.draft.with_weights(ActivityWeight(activity_type="page_views", weight=0)),
        ]
        assert {model.fingerprint for model in same} == {self.draft.fingerprint}
        assert len({model.fingerprint for model in [self.draft, *other]}) == len(other) + 1


class TestErrors:
    """One family; each survives pickling and keeps its parts."""

    @pytest.mark.parametrize(
        "error",
        [
            errors.InvalidValueError("weight", -1, "at least 0"),
            errors.NaiveDatetimeError("as_of", NOON),
            errors.UnknownTimeZoneError("time_zone", "Mars"),
            errors.UnknownIdError("person", "p9", ["p2", "p1"]),
            errors.StatusError("model 'M'", "live", "change", "duplicate it"),
            errors.ConflictingActivityError("7", ["time"]),
            errors.ScaleMismatchError(["its as_of is 1, wanted is 2"]),
            errors.InvalidTenantError([errors.Problem("$.people[0].id", "is missing")]),
            errors.DocumentError([errors.Problem("$", "is not JSON")]),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_survive_pickling(self, error: errors.BuyingGroupsError) -> None:
        """From a worker to its parent."""
        other = pickle.loads(pickle.dumps(error))  # noqa: S301
        assert (type(other), str(other), vars(other)) == (type(error), str(error), vars(error))
        assert isinstance(error, ValueError)

    def test_say_who_can_mend_them(self) -> None:
        """The data, or the calling program."""
        assert issubclass(errors.ScaleMismatchError, errors.UsageError)
        assert not issubclass(errors.ScaleMismatchError, errors.DataError)
        for error in (errors.InvalidValueError, errors.DocumentError, errors.InvalidTenantError, errors.UnknownIdError):
            assert issubclass(error, errors.DataError)

    def test_stay_short(self) -> None:
        """Of long values the beginning, of many ids the first ten, of many problems twenty."""
        assert len(str(errors.InvalidValueError("name", "x" * 10**6, "short"))) < 300
        assert "too long to show" in str(errors.InvalidValueError("count", 10**5000, "small"))
        many = errors.UnknownIdError("person", "z", [f"p{number:03}" for number in range(100)])
        assert str(many).endswith("'p008', 'p009', … (100 in all)")
        assert str(errors.UnknownIdError("person", "z", [])) == "unknown person 'z'; known: none"
        problems = errors.DocumentError([errors.Problem("$", "is bad")] * 25)
        assert str(problems).splitlines()[-1] == "  … and 5 more"


class TestFrontDoor:
    """The package's root holds the names that most users need."""

    def test_all(self) -> None:
        """Every name is there, once, in order."""
        names = buying_groups.__all__
        assert all(hasattr(buying_groups, name) for name in names)
        assert names == sorted(set(names), key=lambda name: (not name.isupper(), not name[0].isupper(), name))

    def test_what_is_loaded_late(self) -> None:
        """Modules that need more are loaded when they are asked for."""
        nothing = "nonsense"
        for name in ("documents", "testing"):
            assert getattr(buying_groups, name).__name__ == f"buying_groups.{name}"
        with pytest.raises(AttributeError, match=r"^module 'buying_groups' has no attribute 'nonsense'$"):
            getattr(buying_groups, nothing)
