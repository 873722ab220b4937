"""
Activities: what people did, and when.
"""

from datetime import datetime

import attrs

from ._validation import checked, identifier, not_blank


__all__ = [
    "ATTEND_EVENT",
    "EMAIL_CLICKED",
    "EMAIL_OPENED",
    "EMAIL_UNSUBSCRIBED",
    "FORM_FILLED_OUT",
    "INTERESTING_MOMENT",
    "LINK_CLICKS",
    "PAGE_VIEWS",
    "REGISTER_FOR_EVENT",
    "Activity",
    "Content",
]

ATTEND_EVENT = "attend_event"
EMAIL_CLICKED = "email_clicked"
EMAIL_OPENED = "email_opened"
EMAIL_UNSUBSCRIBED = "email_unsubscribed"
FORM_FILLED_OUT = "form_filled_out"
INTERESTING_MOMENT = "interesting_moment"
LINK_CLICKS = "link_clicks"
PAGE_VIEWS = "page_views"
REGISTER_FOR_EVENT = "register_for_event"


@attrs.frozen(kw_only=True, field_transformer=checked)
class Content:
    """
    What an activity touched.

    Attributes
    ----------
    title : str or None
        Title of the page, email, event or form.
    url : str or None
        Its address, as recorded.
    keywords : tuple of str
        Its tags.
    """

    title: str | None = None
    url: str | None = None
    keywords: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])


@attrs.frozen(kw_only=True, field_transformer=checked)
class Activity:
    """
    Something that a person did at a point in time.

    Attributes
    ----------
    person_id : str
        Who did it.
    activity_type : str
        What it was: one of the types named in this module, or any other.
    occurred_at : datetime
        When; kept in UTC.
    id : str or None
        Identifier, unique in the tenant. An activity that is recorded twice with one id counts once; activities without
        an id always count.
    content : Content or None
        What the activity touched.
    description : str or None
        Words for salespeople; an interesting moment has some.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> activity = Activity(person_id="p1", activity_type=PAGE_VIEWS, occurred_at=datetime(2026, 1, 31, tzinfo=UTC))
    >>> activity.activity_type
    'page_views'
    """

    person_id: str = attrs.field(validator=identifier)
    activity_type: str = attrs.field(validator=not_blank)
    occurred_at: datetime
    id: str | None = attrs.field(default=None, validator=identifier)
    content: Content | None = None
    description: str | None = None

    def differences_from(self, other: "Activity") -> tuple[str, ...]:
        """
        Return what keeps this from being a repeat of another activity with the same id: person, type, time.

        The content is not compared: the same activity may have been recorded with more or less of it.
        """
        pairs = (
            ("person", self.person_id, other.person_id),
            ("type", self.activity_type, other.activity_type),
            ("time", self.occurred_at, other.occurred_at),
        )
        return tuple(what for what, mine, others in pairs if mine != others)
