"""
Rows: how ids, times and flags are written, what a report of a row says, and what arguments must be.
"""

from __future__ import annotations

import pickle
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import documents
from buying_groups.errors import InvalidValueError, Problem, UnknownTimeZoneError
from buying_groups.importers import ActivityImport, RefusedRow, SkippedRow, marketo, xdm


class NotATime(datetime):
    """What data frames put where a time is missing: a datetime that is not equal to itself."""

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    __hash__ = datetime.__hash__


def opening(**changes: Any) -> dict[str, Any]:
    """Make a row of an opened email; what is changed to None is left out."""
    row = {"leadId": 17, "activityTypeId": 10, "activityDate": "2026-01-31T09:30:00Z", "marketoGUID": "g1"} | changes
    return {name: value for name, value in row.items() if value is not None}


def problem_of(row: dict[str, Any], naive_time_zone: str | None = None) -> str:
    """Return the one problem of a row."""
    (refused,) = marketo.import_activities([row], naive_time_zone=naive_time_zone).refused
    (problem,) = refused.problems
    return str(problem)


class TestTimes:
    """
    "IANA name of the zone of times that are written without one; by default, rows with such times are refused."
    """

    @pytest.mark.parametrize(
        ("written", "moment"),
        [
            ("2022-02-13T14:06:20Z", datetime(2022, 2, 13, 14, 6, 20, tzinfo=UTC)),
            ("2014-09-17T22:31:49+0000", datetime(2014, 9, 17, 22, 31, 49, tzinfo=UTC)),
            ("2020-05-15 22:18:25 UTC", datetime(2020, 5, 15, 22, 18, 25, tzinfo=UTC)),
            ("2020-05-15 22:18:25.250 gmt", datetime(2020, 5, 15, 22, 18, 25, 250_000, tzinfo=UTC)),
            ("2016-09-26T06:56:35+07:00", datetime(2016, 9, 25, 23, 56, 35, tzinfo=UTC)),
            ("2016-09-26 06:56:35 -0330", datetime(2016, 9, 26, 10, 26, 35, tzinfo=UTC)),
            ("2016-09-26 06:56:35.250 -0330", datetime(2016, 9, 26, 10, 26, 35, 250_000, tzinfo=UTC)),
            ("2018-08-07t08:06:34.672z", datetime(2018, 8, 7, 8, 6, 34, 672_000, tzinfo=UTC)),
            (" 2018-08-07T08:06Z ", datetime(2018, 8, 7, 8, 6, tzinfo=UTC)),
            ("20180807T080634Z", datetime(2018, 8, 7, 8, 6, 34, tzinfo=UTC)),
            (datetime(2018, 8, 7, 8, tzinfo=timezone(timedelta(hours=2))), datetime(2018, 8, 7, 6, tzinfo=UTC)),
        ],
    )
    def test_with_a_zone(self, written: str | datetime, moment: datetime) -> None:
        """The zone that is given in the row is heeded, whatever `naive_time_zone` says."""
        for zone in (None, "Asia/Tokyo"):
            imported = marketo.import_activities([opening(activityDate=written)], naive_time_zone=zone)
            assert imported.activities[0].occurred_at == moment

    @pytest.mark.parametrize(
        "written",
        ["2020-05-06 00:14:31.000", "2020-05-06T00:14:31", datetime(2020, 5, 6, 0, 14, 31)],  # noqa: DTZ001
    )
    def test_without_a_zone(self, written: str | datetime) -> None:
        """Never guessed; read in the zone that the caller names."""
        row = opening(activityDate=written)
        assert problem_of(row) == "$.activityDate: has no time zone; naive_time_zone can say which one is meant"
        imported = marketo.import_activities([row], naive_time_zone="Asia/Tokyo")
        assert imported.activities[0].occurred_at == datetime(2020, 5, 5, 15, 14, 31, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("written", "utc"),
        [
            pytest.param("2026-10-25 02:30:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), id="occurs twice"),
            pytest.param("2026-03-29 02:30:00", datetime(2026, 3, 29, 1, 30, tzinfo=UTC), id="does not occur"),
        ],
    )
    def test_when_the_clocks_change(self, written: str, utc: datetime) -> None:
        """
        "A local time that occurs twice … is the first one; one that does not occur is read with the offset before."
        """
        imported = marketo.import_activities([opening(activityDate=written)], naive_time_zone="Europe/Stockholm")
        assert imported.activities[0].occurred_at == utc

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("yesterday", "'yesterday'"),
            ("2020-05-06", "'2020-05-06'"),
            ("20200506", "'20200506'"),
            ("2020-02-30T10:00:00Z", "'2020-02-30T10:00:00Z'"),
            ("2020-02-28T10:00:60Z", "'2020-02-28T10:00:60Z'"),
            (1_580_463_000_000, "1580463000000"),
            (True, "True"),
            (["2020-05-06T00:14:31Z"], "a list"),
        ],
    )
    def test_what_is_none(self, written: object, shown: str) -> None:
        """A date alone is none; numbers could be seconds or milliseconds."""
        expected = f"$.activityDate: must be a date and time such as '2026-01-31T09:30:00Z', got {shown}"
        assert problem_of(opening(activityDate=written)) == expected

    @pytest.mark.parametrize("absent", ["", "  ", float("nan"), NotATime(2026, 1, 31, tzinfo=UTC)])
    def test_absence(self, absent: object) -> None:
        """Empty cells, and what data frames put into them."""
        assert problem_of(opening(activityDate=absent)) == "$.activityDate: is missing"

    def test_beyond_the_calendar(self) -> None:
        """A moment before the year 1 is refused, not raised."""
        problem = problem_of(opening(activityDate="0001-01-01T00:00:00+14:00"))
        assert problem == (
            "$.activityDate: must be a datetime between the years 1 and 9999 in UTC, got "
            "datetime.datetime(1, 1, 1, 0, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=50400)))"
        )

    @given(st.datetimes(timezones=st.sampled_from([UTC, ZoneInfo("Asia/Kolkata"), ZoneInfo("America/New_York")])))
    def test_isoformat_comes_back(self, moment: datetime) -> None:
        """What Python writes with a zone is read as the same moment, unless it is beyond the calendar in UTC."""
        imported = marketo.import_activities([opening(activityDate=moment.isoformat())])
        if imported.refused:
            with pytest.raises(OverflowError):
                moment.astimezone(UTC)
        else:
            assert imported.activities[0].occurred_at == moment.astimezone(UTC)


class TestIds:
    """
    Ids are text; whole numbers stand for their digits, however a program wrote them.
    """

    @pytest.mark.parametrize(
        "written", [1124755, 1124755.0, "1124755", " 1124755 ", "1124755.0", "1124755.00"], ids=repr
    )
    def test_of_one_lead(self, written: object) -> None:
        """All of them are the same lead."""
        assert marketo.import_activities([opening(leadId=written)]).activities[0].person_id == "1124755"

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            (True, "True"),
            (1.5, "1.5"),
            (float("inf"), "inf"),
            (2.0**53, "9007199254740992.0"),
            pytest.param(10**5000, "<int too long to show>", id="long"),
            ([1], "a list"),
            ({"id": 1}, "a dict"),
            (b"1", "b'1'"),
            (complex(1), "a complex"),
        ],
    )
    def test_what_is_none(self, written: object, shown: str) -> None:
        """Two ids may have become one float; nothing else is an id."""
        assert problem_of(opening(leadId=written)) == f"$.leadId: must be an id: text or a whole number, got {shown}"

    def test_lone_surrogates(self) -> None:
        """They cannot be written to any file, and the id is not shown as the row's own."""
        (refused,) = marketo.import_activities([opening(marketoGUID="\ud800")]).refused
        assert str(refused) == r"row 0: $.marketoGUID: must be text without lone surrogates, got '\ud800'"
        (refused,) = marketo.import_activities([opening(primaryAttributeValue="\ud800")]).refused
        assert str(refused) == (
            r"row 0 (id 'g1'): $.primaryAttributeValue: must be text without lone surrogates, got '\ud800'"
        )

        (refused,) = marketo.import_activities([opening(link="\ud800")]).refused
        assert refused.problems[0].path == "$.link"

    def test_texts_are_kept_as_they_are(self) -> None:
        """A title is no number, even if it looks like one."""
        (activity,) = marketo.import_activities([opening(primaryAttributeValue=" Release 2.0")]).activities
        assert activity.content is not None
        assert activity.content.title == " Release 2.0"
        problem = problem_of(opening(primaryAttributeValue=["Release"]))
        assert problem == "$.primaryAttributeValue: must be text, got a list"


class TestFlags:
    """
    Yes and no, as JSON, spreadsheets, databases and data frames write them.
    """

    @pytest.mark.parametrize("written", [True, 1, 1.0, "true", "TRUE", " Yes ", "1", "1.0"], ids=repr)
    def test_yes(self, written: object) -> None:
        """It holds."""
        lead = {"id": 17, "company": "a1", "unsubscribed": written}
        assert marketo.import_people([lead], account_of="company").people[0].unsubscribed is True

    @pytest.mark.parametrize("written", [False, 0, 0.0, "false", "FALSE", "no", "0", "", None, float("nan")], ids=repr)
    def test_no(self, written: object) -> None:
        """It does not hold, or nothing is said."""
        lead = {"id": 17, "company": "a1", "unsubscribed": written}
        assert marketo.import_people([lead], account_of="company").people[0].unsubscribed is False

    @pytest.mark.parametrize("written", [2, -1, 0.5, "y", "maybe", [True]], ids=repr)
    def test_neither(self, written: object) -> None:
        """Refused: whether somebody wants email is not guessed."""
        lead = {"id": 17, "company": "a1", "unsubscribed": written}
        (refused,) = marketo.import_people([lead], account_of="company").refused
        assert refused.problems[0].path == "$.unsubscribed"
        assert refused.problems[0].message.startswith("must be true or false, got ")


class TestReports:
    """
    "No row is lost silently: each is imported, skipped on purpose, or refused with everything that is wrong with it."
    """

    def test_lists_every_problem(self) -> None:
        """Not just the first."""
        (refused,) = marketo.import_activities([{"id": 5, "activityTypeId": "ten", "link": 1.5}]).refused
        assert refused.problems == (
            Problem("$.activityTypeId", "must be an activity type id: a whole number, got 'ten'"),
            Problem("$.leadId", "is missing"),
            Problem("$.activityDate", "is missing"),
            Problem("$.link", "must be text, got 1.5"),
        )
        assert (refused.index, refused.id) == (0, "5")

    def test_keeps_the_good_rows_in_order(self) -> None:
        """Bad rows between them are reported by their position."""
        rows: list[Any] = [
            opening(marketoGUID="a"),
            "not a row",
            opening(marketoGUID="b"),
            opening(activityTypeId=13),
            opening(),
        ]
        imported = marketo.import_activities(rows)
        assert [activity.id for activity in imported.activities] == ["a", "b", "g1"]
        assert imported.refused == (
            RefusedRow(index=1, problems=(Problem("$", "must be a mapping of names to values, got 'not a row'"),)),
        )
        assert imported.skipped == (
            SkippedRow(index=3, id="g1", reason="activity type 13 (Change Data Value) is not in activity_types"),
        )
        assert str(imported.skipped[0]).startswith("row 3 (id 'g1'): activity type 13 ")

    def test_reads_rows_once(self) -> None:
        """A generator will do, and nothing is an empty result."""
        assert len(marketo.import_activities(opening(marketoGUID=str(n)) for n in range(3)).activities) == 3
        assert marketo.import_activities([]) == ActivityImport()
        assert xdm.import_people(iter(())).people == ()

    def test_is_a_value(self) -> None:
        """Hashable, picklable, and a document."""
        imported = marketo.import_activities([opening(), {}, opening(activityTypeId=13)])
        assert hash(imported) == hash(pickle.loads(pickle.dumps(imported)))  # noqa: S301 - our own
        assert documents.loads(documents.dumps(imported), ActivityImport) == imported

    def test_more_cells_than_columns(self) -> None:
        """Where `csv.DictReader` finds them, values stand in the wrong columns."""
        row: dict[Any, Any] = {**opening(), None: ["too", "many"]}
        problem = problem_of(row)
        assert problem == "$: must have a name for every value: is there more in the row than it has columns?"


class TestArguments:
    """
    "When an argument is not what it should be; never for what is in a row."
    """

    @pytest.mark.parametrize("rows", ["activities.csv", b"[]", {"result": []}, 17, None])
    def test_rows(self, rows: Any) -> None:
        """Not a path, not a response as a whole, not nothing."""
        expected = re.escape(f"an iterable of mappings; parse a file or a response first, got {rows!r}")
        with pytest.raises(InvalidValueError, match=f"^rows must be {expected}$"):
            marketo.import_activities(rows)
        with pytest.raises(InvalidValueError, match=f"^documents must be {expected}$"):
            xdm.import_accounts(rows)

    @pytest.mark.parametrize("types", [{"10": "email_opened"}, {True: "email_opened"}, {10: " "}, {10: None}, [10]])
    def test_activity_types(self, types: Any) -> None:
        """A text for a key would never be found."""
        expected = re.escape(f"activity_types must be a mapping from whole number to activity type, got {types!r}")
        with pytest.raises(InvalidValueError, match=f"^{expected}$"):
            marketo.import_activities([], activity_types=types)

    def test_texts_as_keys(self) -> None:
        """Event types and program statuses are text."""
        numbers: Any = {8: "attend_event"}
        with pytest.raises(InvalidValueError, match=r"^event_types must be a mapping from text to activity type, got "):
            xdm.import_activities([], event_types=numbers)
        for module in (marketo, xdm):
            with pytest.raises(InvalidValueError, match=r"^program_statuses must be a mapping from text to "):
                module.import_activities([], program_statuses=numbers)

    @pytest.mark.parametrize("name", ["Mars/Olympus", "", 2])
    def test_time_zone(self, name: Any) -> None:
        """It is an IANA name."""
        expected = f"^naive_time_zone must be the name of an IANA time zone .*, got {re.escape(repr(name))}$"
        with pytest.raises(UnknownTimeZoneError, match=expected):
            marketo.import_merges([], naive_time_zone=name)
        with pytest.raises(UnknownTimeZoneError, match=expected):
            xdm.import_opportunities([], naive_time_zone=name)

    @pytest.mark.parametrize("account_of", ["", " ", 5])
    def test_account_of(self, account_of: Any) -> None:
        """A name or a function."""
        expected = re.escape(f"account_of must be the name of a column, or a function of the row, got {account_of!r}")
        with pytest.raises(InvalidValueError, match=f"^{expected}$"):
            marketo.import_people([], account_of=account_of)
        with pytest.raises(InvalidValueError, match=f"^{expected}$"):
            xdm.import_people([], account_of=account_of)

    @pytest.mark.parametrize("namespace", ["", 5])
    def test_identity_namespace(self, namespace: Any) -> None:
        """A name."""
        expected = (
            f"^identity_namespace must be the name of a namespace such as 'ECID', got {re.escape(repr(namespace))}$"
        )
        with pytest.raises(InvalidValueError, match=expected):
            xdm.import_activities([], identity_namespace=namespace)
        with pytest.raises(InvalidValueError, match=expected):
            xdm.import_people([], identity_namespace=namespace)

    def test_what_a_function_raises(self) -> None:
        """It is the caller's own, and not caught."""
        with pytest.raises(KeyError, match=r"^'company'$"):
            marketo.import_people([{"id": 1}], account_of=lambda lead: lead["company"])
