"""
The plan of an email: who gets it, who does not and why, as a value to show before anything happens.
"""

import enum
import operator
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

import attrs

from .._notebooks import ShownInNotebooks
from .._validation import Check, checked, found, identifier, longest, require_type, unique
from .._wording import shorten
from ..accounts import Person
from ..errors import InvalidSelectionError, InvalidValueError, Problem
from ..groups import BuyingGroup
from ..membership import MAX_SELECTED, why_a_stranger
from .approved import ApprovedEmail, email_address, is_email_address, one_line, to_one_line


__all__ = ["EmailPlan", "Recipient", "SkipReason", "SkippedPerson", "plan_email"]


class SkipReason(enum.StrEnum):
    """
    Why somebody is not sent to.
    """

    NO_ADDRESS = "no address"
    INVALID_ADDRESS = "invalid address"
    EMAIL_SUSPENDED = "email suspended"
    UNSUBSCRIBED = "unsubscribed"
    MARKETING_SUSPENDED = "marketing suspended"
    ADDRESS_REFUSED = "another person with the same address is not sent to"
    SAME_ADDRESS = "another person with the same address gets it"


@attrs.frozen(kw_only=True, field_transformer=checked)
class Recipient:
    """
    Somebody who gets an email.

    Attributes
    ----------
    person_id : str
        The person.
    address : str
        Where it goes.
    name : str or None
        The person's name for the header; one line.
    """

    person_id: str = attrs.field(validator=identifier)
    address: str = attrs.field(validator=email_address)
    name: str | None = attrs.field(default=None, validator=one_line)


@attrs.frozen(kw_only=True, field_transformer=checked)
class SkippedPerson:
    """
    Somebody who was selected and does not get the email.

    Attributes
    ----------
    person_id : str
        The person.
    reasons : tuple of SkipReason
        Every reason, in the order of `SkipReason`.
    same_address_as : str or None
        Of the last two reasons: the other person.
    """

    person_id: str = attrs.field(validator=identifier)
    reasons: tuple[SkipReason, ...] = attrs.field(converter=tuple[SkipReason, ...])
    same_address_as: str | None = attrs.field(default=None, validator=identifier)

    def __str__(self) -> str:
        other = "" if self.same_address_as is None else f" ({self.same_address_as!r})"
        return f"{self.person_id!r} is not sent to: {', '.join(self.reasons)}{other}"


_person_of = operator.attrgetter("person_id")


def _folded_address(recipient: Recipient) -> str:
    return recipient.address.casefold()


_at_most_50 = Check(
    lambda people: len(people) <= MAX_SELECTED, f"at most {MAX_SELECTED} people", {"maxItems": MAX_SELECTED}
)


def _are_no_recipients(instance: Any, attribute: "attrs.Attribute[Any]", value: tuple[SkippedPerson, ...]) -> None:
    recipients = set(map(_person_of, instance.recipients))
    for person in value:
        if person.person_id in recipients:
            raise InvalidValueError(attribute.name, person.person_id, "people who are no recipients")


@attrs.frozen(kw_only=True, field_transformer=checked)
class EmailPlan(ShownInNotebooks):
    """
    Who gets an email, and who does not. Each selected person is in exactly one of its lists, in order of the ids.

    Attributes
    ----------
    key : str
        The idempotency key: whatever is sent under one key, nobody gets it twice.
    group_id : str
        The buying group whose members were selected.
    email : ApprovedEmail
        What is sent.
    recipients : tuple of Recipient
        Who gets it, each person and each address once; at most 50.
    skipped : tuple of SkippedPerson
        Who does not, and why; at most 50.
    """

    key: str = attrs.field(validator=[identifier, one_line, longest(255)])
    group_id: str = attrs.field(validator=identifier)
    email: ApprovedEmail
    recipients: tuple[Recipient, ...] = attrs.field(
        converter=tuple[Recipient, ...],
        validator=[_at_most_50, unique("person", _person_of), unique("address", _folded_address)],
    )
    skipped: tuple[SkippedPerson, ...] = attrs.field(
        default=(),
        converter=tuple[SkippedPerson, ...],
        validator=[_at_most_50, unique("person", _person_of), _are_no_recipients],
    )


def plan_email(
    group: BuyingGroup,
    person_ids: Iterable[str],
    *,
    people: Iterable[Person],
    email: str,
    approved: Iterable[ApprovedEmail],
    key: str,
) -> EmailPlan:
    """
    Plan to send an approved email to selected members of a buying group.

    Parameters
    ----------
    group : BuyingGroup
        The group.
    person_ids : iterable of str
        Ids of 1 to 50 members, counted before repeats are dropped.
    people : iterable of Person
        The people of the group's account, all of them: somebody else with a member's address may have unsubscribed.
    email : str
        Id of the email.
    approved : iterable of ApprovedEmail
        The approved emails (`EmailGateway.approved_emails`); no other can be sent.
    key : str
        The idempotency key, one line of at most 255 characters, chosen anew for each order to send; an order that is
        repeated, by a retry or a second click, has the same one.

    Returns
    -------
    EmailPlan
        The plan. It is the same whatever the order of the selection: of two people with the same address, compared
        casefolded, the one whose id comes first gets the email.

    Raises
    ------
    InvalidSelectionError
        When a person does not exist, is of another account or is not a member, names everybody of whom this is true; or
        when the selection holds too many people or nobody.
    UnknownIdError
        When the email is not among the approved ones.
    InvalidValueError
        When an argument is not what it should be.

    Notes
    -----
    The flags of a person are about the address as well: where somebody among `people` has unsubscribed, is suspended,
    or has an invalid address, nobody else gets email at the same address either.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups.groups import Member
    >>> monday = datetime(2026, 1, 5, 9, tzinfo=UTC)
    >>> group = BuyingGroup(
    ...     id="g1",
    ...     account_id="a1",
    ...     solution_interest_id="s1",
    ...     members=[Member(person_id=name, role="Champion", joined_at=monday) for name in ("ada", "bo", "cy")],
    ... )
    >>> people = [
    ...     Person(id="ada", account_id="a1", first_name="Ada", email="ada@example.com"),
    ...     Person(id="bo", account_id="a1", email="bo@example.com", unsubscribed=True),
    ...     Person(id="cy", account_id="a1", email="ADA@example.com"),
    ... ]
    >>> spring = ApprovedEmail(id="e1", workspace="Nordics", name="Spring", subject="What is new this spring")
    >>> plan = plan_email(group, ["cy", "bo", "ada"], people=people, email="e1", approved=[spring], key="order 17")
    >>> plan.recipients
    (Recipient(person_id='ada', address='ada@example.com', name='Ada'),)
    >>> for person in plan.skipped:
    ...     print(person)
    'bo' is not sent to: unsubscribed
    'cy' is not sent to: another person with the same address gets it ('ada')
    """
    require_type("group", group, BuyingGroup)
    selected = _Selection(cast("tuple[str, ...]", person_ids)).person_ids  # the field makes a tuple of any iterable
    by_id = _by_id("people", people)
    _check_selection(selected, group, by_id)
    refused = _refused_addresses(by_id)
    recipients: dict[str, Recipient] = {}
    skipped: list[SkippedPerson] = []
    for person_id in sorted(set(selected)):
        person = by_id[person_id]
        address = (person.email or "").casefold()
        reasons, other = list(_reasons(person)), None
        if not reasons and address in refused:
            reasons, other = [SkipReason.ADDRESS_REFUSED], refused[address]
        elif not reasons and address in recipients:
            reasons, other = [SkipReason.SAME_ADDRESS], recipients[address].person_id
        if reasons:
            skipped.append(SkippedPerson(person_id=person_id, reasons=tuple(reasons), same_address_as=other))
        else:
            recipients[address] = _recipient(person)
    return EmailPlan(
        key=key,
        group_id=group.id,
        email=_approved(email, _by_id("approved", approved)),
        recipients=tuple(recipients.values()),
        skipped=tuple(skipped),
    )


@attrs.frozen(field_transformer=checked)
class _Selection:
    person_ids: tuple[str, ...] = attrs.field(converter=tuple[str, ...])


T = TypeVar("T", Person, ApprovedEmail)


def _by_id(field: str, items: Iterable[T]) -> dict[str, T]:
    by_id: dict[str, T] = {}
    for item in items:
        if by_id.setdefault(item.id, item) != item:
            raise InvalidValueError(field, item.id, "without two different ones of the same id")
    return by_id


def _approved(email: str, approved: Mapping[str, ApprovedEmail]) -> ApprovedEmail:
    return found("approved email", email, approved)


def _check_selection(selected: tuple[str, ...], group: BuyingGroup, people: Mapping[str, Person]) -> None:
    faults = tuple(_faults(selected, group, people))
    problems = [Problem(f"$[{index}]", message) for index, message in faults]
    if not 1 <= len(selected) <= MAX_SELECTED:
        problems.insert(0, Problem("$", f"takes 1 to {MAX_SELECTED} people in a call, got {len(selected)}"))
    if problems:
        raise InvalidSelectionError(problems, [selected[index] for index, _ in faults])


def _faults(selected: tuple[str, ...], group: BuyingGroup, people: Mapping[str, Person]) -> Iterator[tuple[int, str]]:
    members = set(map(_person_of, group.members))
    for index, person_id in enumerate(selected):
        person = people.get(person_id)
        account_id = None if person is None else person.account_id
        if account_id != group.account_id:
            yield index, why_a_stranger(person_id, group.account_id, account_id)
        elif person_id not in members:
            yield index, f"person {shorten(person_id)} is not a member of group {group.id!r}; assign them first"


def _refused_addresses(people: Mapping[str, Person]) -> dict[str, str]:
    refused: dict[str, str] = {}
    for person_id in sorted(people):
        person = people[person_id]
        if person.email and tuple(_reasons(person)):
            refused.setdefault(person.email.casefold(), person_id)
    return refused


def _reasons(person: Person) -> Iterator[SkipReason]:
    if not person.email or not person.email.strip():
        yield SkipReason.NO_ADDRESS
    elif person.email_invalid or not is_email_address(person.email):
        yield SkipReason.INVALID_ADDRESS
    if person.email_suspended:
        yield SkipReason.EMAIL_SUSPENDED
    if person.unsubscribed:
        yield SkipReason.UNSUBSCRIBED
    if person.marketing_suspended:
        yield SkipReason.MARKETING_SUSPENDED


def _recipient(person: Person) -> Recipient:
    name = to_one_line(person.full_name or "") or None
    return Recipient(person_id=person.id, address=person.email or "", name=name)
