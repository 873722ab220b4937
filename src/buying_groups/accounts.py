"""
Accounts: the companies that are sold to, their people, opportunities and journeys.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from ._moments import as_of_moment
from ._reprs import without_defaults
from ._validation import Scalar, Scalars, checked, identifier, longest, not_blank
from .errors import InvalidValueError


__all__ = ["Account", "Journey", "JourneyEntry", "Opportunity", "Person"]


@attrs.frozen(kw_only=True, field_transformer=checked)
class Account:
    """
    A company that is sold to.

    Attributes
    ----------
    id : str
        Identifier, unique among the accounts of a tenant.
    name : str
        Name of the company, at most 255 characters.
    industry : str or None
        What business it is in.

    Examples
    --------
    >>> Account(id="a17", name="Account 17", industry="Retail").name
    'Account 17'
    """

    id: str = attrs.field(validator=identifier)
    name: str = attrs.field(validator=[not_blank, longest(255)])
    industry: str | None = None


@attrs.frozen(kw_only=True, field_transformer=checked)
class Person:
    """
    Somebody at an account.

    Attributes
    ----------
    id : str
        Identifier, unique among the people of a tenant.
    account_id : str
        The account that the person belongs to. Somebody who changes employer is another person at the new one.
    first_name, last_name : str or None
        The name. A name that is known only as a whole is kept whole, as last name.
    job_title : str or None
        Job title, as written.
    email : str or None
        Email address.
    phone, mobile_phone : str or None
        Phone numbers.
    city, state, postal_code, country : str or None
        Address.
    inferred_state_region : str or None
        State or region that was inferred, for example from a network address.
    unsubscribed : bool
        The person does not want marketing email.
    marketing_suspended : bool
        Marketing email to the person is suspended.
    email_invalid : bool
        The email address is known not to work.
    email_suspended : bool
        Email to the address is suspended, for example after bounces.
    custom_fields : mapping of str to str, float or bool
        Whatever else is known, by name; a mapping that does not change. What is not known is left out.

    Examples
    --------
    >>> person = Person(
    ...     id="p1", account_id="a17", first_name="Ada", last_name="Berg", custom_fields={"region": "North"}
    ... )
    >>> person.full_name, person.custom_fields["region"]
    ('Ada Berg', 'North')
    """

    id: str = attrs.field(validator=identifier)
    account_id: str = attrs.field(validator=identifier)
    first_name: str | None = None
    last_name: str | None = None
    job_title: str | None = None
    email: str | None = None
    phone: str | None = None
    mobile_phone: str | None = None
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country: str | None = None
    inferred_state_region: str | None = None
    unsubscribed: bool = False
    marketing_suspended: bool = False
    email_invalid: bool = False
    email_suspended: bool = False
    custom_fields: Mapping[str, Scalar] = Scalars()

    def __repr__(self) -> str:
        return without_defaults(self)

    @property
    def full_name(self) -> str | None:
        """First and last name, or what of it is known."""
        return " ".join(part for part in (self.first_name, self.last_name) if part and part.strip()) or None


def _not_before_start(start: str) -> Any:
    def validate(instance: Any, attribute: "attrs.Attribute[Any]", value: datetime | None) -> None:
        if value is not None and value < getattr(instance, start):
            expected = f"not before {start} ({getattr(instance, start).isoformat()})"
            raise InvalidValueError(attribute.name, value.isoformat(), expected)

    return validate


@attrs.frozen(kw_only=True, field_transformer=checked)
class Opportunity:
    """
    A possible sale to an account.

    Attributes
    ----------
    id : str
        Identifier, unique among the opportunities of a tenant.
    account_id : str
        The account.
    name : str
        Name.
    opened_at : datetime
        When it was opened.
    closed_at : datetime or None
        When it was won or lost; ``None`` while it is open.
    solution_interest_id : str or None
        What would be sold, where that is known.
    """

    id: str = attrs.field(validator=identifier)
    account_id: str = attrs.field(validator=identifier)
    name: str = attrs.field(validator=not_blank)
    opened_at: datetime
    closed_at: datetime | None = attrs.field(default=None, validator=_not_before_start("opened_at"))
    solution_interest_id: str | None = attrs.field(default=None, validator=identifier)

    def is_open(self, as_of: datetime) -> bool:
        """Return whether the opportunity is open at a moment (from `opened_at` on, until before `closed_at`)."""
        as_of = as_of_moment(as_of)
        return self.opened_at <= as_of and (self.closed_at is None or as_of < self.closed_at)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Journey:
    """
    An account journey: a planned sequence of marketing actions that accounts go through.

    Attributes
    ----------
    id : str
        Identifier, unique among the journeys of a tenant.
    name : str
        Name.
    """

    id: str = attrs.field(validator=identifier)
    name: str = attrs.field(validator=not_blank)


@attrs.frozen(kw_only=True, field_transformer=checked)
class JourneyEntry:
    """
    One account's stay in one journey.

    Attributes
    ----------
    journey_id, account_id : str
        The journey and the account.
    entered_at : datetime
        When the account entered.
    left_at : datetime or None
        When it left; ``None`` while it is in.
    """

    journey_id: str = attrs.field(validator=identifier)
    account_id: str = attrs.field(validator=identifier)
    entered_at: datetime
    left_at: datetime | None = attrs.field(default=None, validator=_not_before_start("entered_at"))

    def is_current(self, as_of: datetime) -> bool:
        """Return whether the account is in the journey at a moment (from `entered_at` on, until before `left_at`)."""
        as_of = as_of_moment(as_of)
        return self.entered_at <= as_of and (self.left_at is None or as_of < self.left_at)
