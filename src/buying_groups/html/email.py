"""
Email: who gets one and who does not, and what has become of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..email import EmailPlan, EmailResult
from .elements import email_address, identifier, plural, shown, words
from .listings import Listing, listing
from .piece import Piece, piece


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from htpy import Node

    from ..email import DeliveryRecord, SkippedPerson


def _skipped(people: Iterable[SkippedPerson]) -> Listing:
    rows = [(identifier(each.person_id), _reasons(each)) for each in people]
    return Listing("Not sent to", ("Person", "Why"), rows)


def _reasons(person: SkippedPerson) -> str:
    reasons = ", ".join(words(reason.value) for reason in person.reasons)
    return reasons if person.same_address_as is None else f"{reasons} ({shown(person.same_address_as)})"


@piece.register(EmailPlan)
def _plan(value: EmailPlan, depth: int) -> Piece:
    rows = [(shown(each.name), email_address(each.address), identifier(each.person_id)) for each in value.recipients]
    return listing(
        depth,
        Listing("Recipients", ("Name", "Email address", "Person"), rows, 520),
        _skipped(value.skipped),
        title=f"Plan to send “{value.email.name}”",
        subtitle=f"to {plural(len(value.recipients), 'member')} of {shown(value.group_id)}; nothing is sent yet",
    )


@piece.register(EmailResult)
def _result(value: EmailResult, depth: int) -> Piece:
    lists = [
        ("Sent", value.sent),
        ("Sent before", value.sent_before),
        ("Failed", value.failed),
        ("Not known whether sent", value.unknown),
    ]
    return listing(
        depth,
        *(
            Listing(title, ("Person", "Email address", "Why"), map(_record, records))
            for title, records in lists
            if records
        ),
        _skipped(value.skipped),
        title="Email, person by person",
        subtitle=f"plan {shown(value.plan_key)}",
    )


def _record(record: DeliveryRecord) -> Sequence[Node]:
    reason = shown(record.reason) + (", may be tried again" if record.may_retry else "")
    return identifier(record.person_id), email_address(record.address), reason
