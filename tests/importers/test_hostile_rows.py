"""
Hostile rows: whatever a row holds, it is reported and nothing is raised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from buying_groups.importers import marketo, xdm


Import = Callable[[Any], Any]

IMPORTS: dict[str, Import] = {
    "marketo activities": lambda rows: marketo.import_activities(rows, naive_time_zone="America/New_York"),
    "marketo activities without a zone": marketo.import_activities,
    "marketo merges": lambda rows: marketo.import_merges(rows, naive_time_zone="UTC"),
    "marketo people": lambda rows: marketo.import_people(rows, account_of="company"),
    "marketo people by function": lambda rows: marketo.import_people(rows, account_of=lambda row: row.get("company")),
    "xdm activities": lambda rows: xdm.import_activities(rows, naive_time_zone="Pacific/Apia"),
    "xdm activities by namespace": lambda rows: xdm.import_activities(rows, identity_namespace="ECID"),
    "xdm people": lambda rows: xdm.import_people(rows, account_of="company"),
    "xdm accounts": xdm.import_accounts,
    "xdm opportunities": lambda rows: xdm.import_opportunities(rows, naive_time_zone="UTC"),
}

NAMES = (
    "\ufeffactivity_date", "activityDate", "activity_type_id", "activityTypeId", "lead_id", "leadId", "id",
    "marketoGUID", "primary_attribute_value", "attributes", "New Status", "Old Status", "Merge IDs", "Link",
    "Description",
    "email", "unsubscribed", "company", "_fivetran_deleted", "xdm:timestamp", "timestamp", "xdm:eventType", "eventType",
    "personID", "identityMap", "endUserIDs", "ECID", "xdm:id", "primary", "namespace", "code", "web", "webPageDetails",
    "pageViews", "value", "name", "URL", "directMarketing", "clicks", "channel", "@id", "_id", "consents", "marketing",
    "val", "optInOut", "globalOptout", "accountID", "accountName", "personComponents", "isClosed", "actualCloseDate",
    "leadOperation", "campaignProgression", "newStatusName", "interestingMoment", "description", "isDeleted",
)  # fmt: skip
TEXTS = (
    "10", "11.0", "32", "104", "46", "2026-01-31T09:30:00Z", "2026-03-08 02:30:00", "0001-01-01 00:00:00",
    "9999-12-31T23:59:59.999999-12:00", "[1, 2]", "[", '{"Link": 1}', "[" * 10_000, '{"a":' * 10_000, "9" * 5000,
    "web.formFilledOut", "web.webpagedetails.pageViews", "leadOperation.statusInCampaignProgressionChanged", "Attended",
    "true", "n", "\ud800", "\x00", "ECID",
)  # fmt: skip

scalars: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(TEXTS)
    | st.sampled_from([-(10**400), 2.0**60, 11, 32, 46, 104])
)
odd: st.SearchStrategy[Any] = (
    st.binary()
    | st.datetimes()
    | st.datetimes(timezones=st.timezones())
    | st.sampled_from([date(2026, 1, 31), Decimal("NaN"), Decimal(11), object(), int, {1, 2}, (1, 2), range(3), 1j])
)
names: st.SearchStrategy[Any] = st.sampled_from(NAMES) | st.text()
values: st.SearchStrategy[Any] = st.recursive(
    scalars | odd,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names | st.none() | st.integers(), inner, max_size=4),
    max_leaves=5,
)
rows: st.SearchStrategy[dict[str, Any]] = st.dictionaries(names, values, max_size=6)
GOOD: tuple[dict[str, Any], ...] = (
    {
        "leadId": 17,
        "activityTypeId": 11,
        "activityDate": "2026-01-31T09:30:00Z",
        "id": 5,
        "attributes": '{"Link": "x"}',
    },
    {"leadId": 17, "activityTypeId": 32, "activityDate": "2026-01-31T09:30:00Z", "Merge IDs": "[1]", "company": "a1"},
    {"timestamp": "2026-01-31T09:30:00Z", "eventType": "web.formFilledOut", "identityMap": {"ECID": [{"id": "e"}]}},
    {"_id": "x", "company": "a1", "accountID": "a1", "accountName": "Account 1", "opportunityName": "Renewal"}
    | {"createdDate": "2026-01-31T09:30:00Z"},
)
almost_good: st.SearchStrategy[dict[str, Any]] = st.tuples(
    st.sampled_from(GOOD), st.dictionaries(names, values, max_size=2)
).map(lambda pair: pair[0] | pair[1])


def nested(depth: int) -> Any:
    """Make a list in a list, and so on, deeper than Python agrees to print."""
    value: Any = "deep"
    for level in range(depth):
        value = [value] if level % 2 else {"attributes": value}
    return value


MADE = ("activities", "people", "merges", "accounts", "opportunities")


def reports(result: Any) -> tuple[list[Any], Counter[Any]]:
    """Return what was made, and what was reported, without the position."""
    (made,) = (getattr(result, name) for name in MADE if hasattr(result, name))
    told: Counter[Any] = Counter((row.id, row.reason) for row in result.skipped)
    told.update((row.id, row.problems) for row in result.refused)
    return list(made), told


@pytest.mark.parametrize("imported", IMPORTS.values(), ids=IMPORTS.keys())
class TestHostileRows:
    """
    "No row is lost silently: each is imported, skipped on purpose, or refused with everything that is wrong with it."
    """

    @given(st.lists(rows | almost_good | values, max_size=4))
    @example([dict.fromkeys(NAMES, text) for text in TEXTS])
    def test_nothing_is_raised_and_nothing_is_lost(self, imported: Import, given_rows: list[Any]) -> None:
        """Every row is in exactly one of the three, and every report can be printed."""
        result = imported(given_rows)
        made, _ = reports(result)
        told = [row.index for row in (*result.skipped, *result.refused)]
        assert len(made) + len(told) == len(given_rows)
        assert len(set(told)) == len(told)
        assert all(str(row) for row in (*result.skipped, *result.refused))
        assert all(row.problems for row in result.refused)

    @pytest.mark.parametrize("hostile", [lambda: nested(100_000), lambda: 10**5000], ids=["deep", "huge"])
    def test_what_cannot_be_printed(self, imported: Import, hostile: Callable[[], Any]) -> None:
        """Nested deeper, or longer, than Python agrees to print: anywhere in a row, and in its stead."""
        value = hostile()
        alone = [{name: value} for name in NAMES]
        result = imported([value, dict.fromkeys(NAMES, value), *alone, *({"attributes": row} for row in alone)])
        assert not reports(result)[0]
        assert all(str(row) for row in (*result.skipped, *result.refused))


class TestOrder:
    """
    The order of rows only permutes the results.
    """

    @given(
        st.sampled_from(sorted(IMPORTS)), st.lists(almost_good | rows, max_size=4), st.randoms(use_true_random=False)
    )
    def test_only_permutes(self, name: str, given_rows: list[Any], random: Any) -> None:
        """The same rows in another order give the same values and reports in that order."""
        imported = IMPORTS[name]
        before_made, before_told = reports(imported(given_rows))
        shuffled = list(given_rows)
        random.shuffle(shuffled)
        after_made, after_told = reports(imported(shuffled))
        assert Counter(map(repr, after_made)) == Counter(map(repr, before_made))
        assert after_told == before_told
        assert [one for row in shuffled for one in reports(imported([row]))[0]] == after_made
