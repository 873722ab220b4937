"""
Approved emails, and what may stand in the header of one.

A line break in a name, a subject or an address would end a header and begin another one, written by whoever chose the
name. So no value of this package that a gateway puts into a header can hold one.
"""

import re

import attrs

from .._validation import Check, checked, identifier, not_blank


__all__ = ["ApprovedEmail", "email_address", "is_email_address", "one_line", "to_one_line"]

# The control characters of ASCII and Latin-1, and the two separators that Unicode counts as ends of a line.
_CONTROL = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
_CONTROL_CHARACTER = re.compile(f"[{_CONTROL}]")

# RFC 5321, 4.1.2 (Dot-string) and 4.5.3.1 (lengths, in octets), without quoted local parts and address literals, which
# no marketing address has; with the characters beyond ASCII that RFC 6531 adds, and at least two labels in the domain.
_SPECIAL = r'\s()<>\[\]:;@\\,."'
_ADDRESS = re.compile(
    rf"[^{_SPECIAL}]+(?:\.[^{_SPECIAL}]+)*@"
    r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_](?:[\w-]*[^\W_])?"
)
_LONGEST_LOCAL_PART = 64
_LONGEST_LABEL = 63
_LONGEST_ADDRESS = 254  # RFC 3696, erratum 1690: a path of 256 octets less its angle brackets


def to_one_line(text: str) -> str:
    r"""
    Return a text with one space in the place of control characters and the white space around them.

    Examples
    --------
    >>> to_one_line("Ada \r\nBerg\n")
    'Ada Berg'
    """
    parts = (part.strip() for part in _CONTROL_CHARACTER.split(text))
    return " ".join(part for part in parts if part)


def is_email_address(text: str) -> bool:
    r"""
    Return whether a text is an email address as people have them.

    Parameters
    ----------
    text : str
        The text; nothing is stripped from it.

    Returns
    -------
    bool
        True for a local part without quotation marks, an at sign and a domain name of two labels or more; letters
        beyond ASCII are allowed in both. Whether mail arrives there, only sending tells.

    References
    ----------
    RFC 5321, sections 4.1.2 and 4.5.3.1; RFC 6531; RFC 3696, erratum 1690.

    Examples
    --------
    >>> is_email_address("ada.berg@example.com"), is_email_address("åsa@räksmörgås.example")
    (True, True)
    >>> is_email_address("ada"), is_email_address("ada@example.com\r\nBcc: eve@example.com")
    (False, False)
    """
    if not text.isprintable() or not _ADDRESS.fullmatch(text):
        return False
    local_part, _, domain = text.partition("@")
    return (
        len(text.encode()) <= _LONGEST_ADDRESS
        and len(local_part.encode()) <= _LONGEST_LOCAL_PART
        and all(len(label) <= _LONGEST_LABEL and "_" not in label for label in domain.split("."))
    )


def _is_one_line(text: str) -> bool:
    return not _CONTROL_CHARACTER.search(text)


one_line = Check(_is_one_line, "one line without control characters", {"not": {"pattern": _CONTROL_CHARACTER.pattern}})
email_address = Check(is_email_address, "an email address such as 'ada@example.com'", {"pattern": r"^[^\s@]+@[^\s@]+$"})


@attrs.frozen(kw_only=True, field_transformer=checked)
class ApprovedEmail:
    r"""
    An email that somebody wrote and approved for sending, as a gateway lists it.

    What it says, and who it is from, stays with the gateway.

    Attributes
    ----------
    id : str
        Identifier, unique among the emails of a gateway.
    workspace : str
        The workspace that it is in, by the name or id that the gateway knows.
    name : str
        What its authors call it.
    subject : str
        Its subject, as a person who chooses an email sees it; one line.

    Examples
    --------
    >>> ApprovedEmail(id="e1", workspace="Nordics", name="Spring", subject="News\nBcc: eve")
    Traceback (most recent call last):
    ...
    buying_groups.errors.InvalidValueError: subject must be one line without control characters, got 'News\nBcc: eve'
    """

    id: str = attrs.field(validator=[identifier, one_line])
    workspace: str = attrs.field(validator=[not_blank, one_line])
    name: str = attrs.field(validator=[not_blank, one_line])
    subject: str = attrs.field(validator=[not_blank, one_line])
