"""
Program statuses: how somebody's registration for and attendance of an event are recorded.

Marketo has no activity for either: what is recorded is a new status of the person in the event's program. The same
holds for experience events that come from Marketo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._wording import shorten
from ..activities import ATTEND_EVENT, REGISTER_FOR_EVENT
from .rows import SkipRow, table


if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["PROGRAM_STATUSES"]

PROGRAM_STATUSES: Mapping[str, str] = {
    "Registered": REGISTER_FOR_EVENT,
    "Attended": ATTEND_EVENT,
    "Attended On-demand": ATTEND_EVENT,
}
"""
Which new program status is which activity type; chosen here, as every company names the statuses of its channels.
"""


def statuses_by_name(given: Mapping[str, str]) -> dict[str, str]:
    """Return program statuses as `status_type` takes them, after a check."""
    return {_folded(status): kind for status, kind in table("program_statuses", given, str).items()}


def status_type(statuses: Mapping[str, str], new: str | None, old: str | None) -> str | None:
    """Return which activity type a change of status is; skip the row if it is none."""
    if new is None:
        return None
    if old is not None and _folded(new) == _folded(old):
        raise SkipRow("the program status did not change")
    if _folded(new) not in statuses:
        raise SkipRow(f"program status {shorten(new)} is not in program_statuses")
    return statuses[_folded(new)]


def _folded(status: str) -> str:
    return status.strip().casefold()
