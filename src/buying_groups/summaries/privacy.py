"""
Privacy: email addresses and phone numbers that stand in other texts are taken out of them.
"""

from __future__ import annotations

import re


__all__ = ["EMAIL_ADDRESS", "PHONE_NUMBER", "without_contact"]

EMAIL_ADDRESS = "[email address]"
PHONE_NUMBER = "[phone number]"

# Wider than what is valid: what looks like an address to a reader is one.
_EMAIL = re.compile(r"[^\s<>()\[\]{},;:\"“”]+@[^\s<>()\[\]{},;:\"“”]+[^\s<>()\[\]{},;:\"“”.!?]")
# Seven digits or more, with what people put between them. A date of eight digits and two hyphens is none.
_PHONE = re.compile(r"(?<![\w.])(?!\d{4}-\d\d-\d\d(?!\d))\+?\(?\d(?:[ \u00a0\u2009./()-]{0,3}\d){6,}(?!\w)")


def without_contact(text: str) -> str:
    """
    Return a text with a note in the place of each email address and phone number.

    Parameters
    ----------
    text : str
        Words of others: a description, a job title, a name.

    Notes
    -----
    What looks like an address or a number of seven digits or more is taken for one. So an order number is lost, and
    a number that is spelled out in words is not found.

    Examples
    --------
    >>> without_contact("Call Ada, +46 (0)8-555 01 00, or write to ada@example.com.")
    'Call Ada, [phone number], or write to [email address].'
    >>> without_contact("Asked on 2026-01-21 for 1,500 licences")
    'Asked on 2026-01-21 for 1,500 licences'
    """
    return _PHONE.sub(PHONE_NUMBER, _EMAIL.sub(EMAIL_ADDRESS, text))
