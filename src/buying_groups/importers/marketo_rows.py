"""
Marketo's rows: the three forms in which it exports them, read as one.

The forms differ in the spelling of names (``lead_id``, ``leadId``, ``Lead ID``), and in where the details of an
activity stand: in columns, in one column of JSON text, or in a list of names and values. So a detail that has no column
is looked for among the attributes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..activities import Content
from ..documents import loads
from ..errors import DocumentError
from .named_rows import NamedRow
from .program_statuses import status_type
from .rows import Cell, SkipRow, as_identifier, is_list, is_mapping


if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["ActivityRow", "LeadRow"]

LINK_CLICKED = 3
MERGE_LEADS = 32
INTERESTING_MOMENT = 46
STATUS_CHANGED = 104

# From "Setting up Marketo Lead Activity Data Stream with Adobe I/O Events", developer.adobe.com/events/docs.
ACTIVITY_TYPE_NAMES = {
    1: "Visit Webpage",
    2: "Fill Out Form",
    3: "Click Link",
    6: "Send Email",
    7: "Email Delivered",
    8: "Email Bounced",
    9: "Unsubscribe Email",
    10: "Open Email",
    11: "Click Email",
    12: "New Lead",
    13: "Change Data Value",
    19: "Sync Lead to SFDC",
    21: "Convert Lead",
    22: "Change Score",
    23: "Change Owner",
    24: "Add to List",
    25: "Remove from List",
    26: "SFDC Activity",
    27: "Email Bounced Soft",
    28: "Sync Lead Updates to SFDC",
    29: "Delete Lead from SFDC",
    30: "SFDC Activity Updated",
    31: "SFDC Merge Leads",
    32: "Merge Leads",
    34: "Add to Opportunity",
    35: "Remove from Opportunity",
    36: "Update Opportunity",
    37: "Delete Lead",
    38: "Send Alert",
    39: "Send Sales Email",
    40: "Open Sales Email",
    41: "Click Sales Email",
    42: "Add to SFDC Campaign",
    43: "Remove from SFDC Campaign",
    44: "Change Status in SFDC Campaign",
    45: "Receive Sales Email",
    46: "Interesting Moment",
    47: "Request Campaign",
    48: "Sales Email Bounced",
    100: "Change Lead Partition",
    101: "Change Revenue Stage",
    104: "Change Status in Progression",
    108: "Change Segment",
    110: "Call Webhook",
    113: "Add to Nurture",
    114: "Change Nurture Track",
    115: "Change Nurture Cadence",
    123: "Change Program Member Data",
    131: "Fill Out Facebook Lead Ads Form",
    145: "Push Lead to Marketo",
    147: "Fill Out LinkedIn Lead Gen Form",
}

_DELETED = ("isDeleted", "marketoIsDeleted", "_fivetran_deleted")
_TOO_LONG = 10  # digits; no activity type id comes near
_ANYTHING: Any = Any  # what JSON may be that is none of the library's values


class LeadRow(NamedRow):
    """
    A row of an export of leads.
    """

    id_names = ("leadId", "id")

    def skip_deleted(self) -> None:
        """Skip the row if what it tells of was deleted."""
        if self.flag("", *_DELETED):
            raise SkipRow("is marked as deleted")


class ActivityRow(LeadRow):
    """
    A row of an export of activities.
    """

    id_names = ("marketoGUID", "id")

    def __init__(self, given: Mapping[Any, Any]) -> None:
        super().__init__(given)
        cell = self.first("attributes")
        if cell is None:
            return
        attributes = self._parsed(cell)
        if is_mapping(attributes):
            self.hold_all(cell.path, attributes)
        elif is_list(attributes):
            for index, attribute in enumerate(attributes):
                self._hold_attribute(f"{cell.path}[{index}]", attribute)
        else:
            self.refuse(cell.path, "must be names and values, or JSON text of them")

    def type_id(self) -> int | None:
        """Return the activity type id."""
        expected = "an activity type id: a whole number"
        return self.read("activity_type", ("activityTypeId",), _as_type_id, expected, required=True)

    def activity_type(self, type_id: int | None, types: Mapping[int, str], statuses: Mapping[str, str]) -> str | None:
        """Return the activity type; skip the row if it has none."""
        if type_id is None:
            return None
        if type_id in types:
            return types[type_id]
        if type_id == STATUS_CHANGED:
            new = self.text("activity_type", "New Status", required=True)
            return status_type(statuses, new, self.text("activity_type", "Old Status"))
        raise SkipRow(f"activity type {_named(type_id)} is not in activity_types")

    def content(self, type_id: int | None) -> Content | None:
        """Return what the activity touched."""
        if type_id == INTERESTING_MOMENT:
            return None  # its primary attribute says what kind of moment it is
        title = self.text("title", "primaryAttributeValue")
        url = self.text("url", "Webpage URL", "Link", "URL")
        if type_id == LINK_CLICKED:  # its primary attribute is the link
            title, url = None, url or title
        return self.build(Content, title=title, url=url) if title or url else None

    def skip_all_but_merges(self) -> None:
        """Skip the row if it is not of merged leads."""
        type_id = self.type_id()
        if type_id not in (None, MERGE_LEADS):
            raise SkipRow(f"activity type {_named(type_id)} is not {_named(MERGE_LEADS)}")

    def merged_ids(self) -> tuple[str, ...] | None:
        """Return the leads that were merged into the row's lead."""
        return self.read("merged_ids", ("Merge IDs",), _as_identifiers, "a list of lead ids", required=True)

    def _parsed(self, cell: Cell) -> Any:
        if not isinstance(cell.value, str):
            return cell.value
        try:
            return loads(cell.value, _ANYTHING)
        except DocumentError as error:
            for problem in error.problems:
                self.refuse(cell.path + problem.path.removeprefix("$"), problem.message)
            return {}

    def _hold_attribute(self, path: str, attribute: Any) -> None:
        name = attribute.get("name", attribute.get("apiName")) if is_mapping(attribute) else None
        if isinstance(name, str):
            self.hold(name, Cell(f"{path}.value", attribute.get("value")))
        else:
            self.refuse(path, "must be a mapping with a name and a value")


def _named(type_id: int) -> str:
    return f"{type_id} ({ACTIVITY_TYPE_NAMES[type_id]})" if type_id in ACTIVITY_TYPE_NAMES else str(type_id)


def _as_type_id(value: Any) -> int | None:
    text = as_identifier(value) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _TOO_LONG else None


def _as_identifiers(value: Any) -> tuple[str, ...] | None:
    try:
        items = loads(value, _ANYTHING) if isinstance(value, str) else value
    except DocumentError:
        return None
    ids = [as_identifier(item) for item in items] if is_list(items) else []
    return tuple(filter(None, ids)) if ids and all(ids) else None
