"""
XDM: experience events, people, accounts and opportunities of Adobe's Experience Data Model.

Documents come as parsed JSON. A name counts without its prefix and whatever its case: ``xdm:eventType``,
``https://ns.adobe.com/xdm/eventType`` and ``eventType`` are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..accounts import Account, Opportunity, Person
from ..activities import (
    EMAIL_CLICKED,
    EMAIL_OPENED,
    EMAIL_UNSUBSCRIBED,
    FORM_FILLED_OUT,
    INTERESTING_MOMENT,
    LINK_CLICKS,
    PAGE_VIEWS,
    Activity,
)
from ..errors import InvalidValueError
from .program_statuses import PROGRAM_STATUSES, statuses_by_name
from .results import AccountImport, ActivityImport, OpportunityImport, PersonImport
from .rows import checked_account_of, naive_zone, sort_rows, table
from .xdm_documents import Document


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


__all__ = [
    "EVENT_TYPES",
    "PROGRAM_STATUSES",
    "import_accounts",
    "import_activities",
    "import_opportunities",
    "import_people",
]

# The values of `eventType` are those of the XDM ExperienceEvent class (github.com/adobe/xdm, CC BY 4.0; its earlier
# versions say "formFilledOut"), and of "Exported Experience Platform datasets" of Journey Optimizer B2B Edition.
EVENT_TYPES: Mapping[str, str] = {
    "web.webpagedetails.pageViews": PAGE_VIEWS,
    "web.webinteraction.linkClicks": LINK_CLICKS,
    "web.formFilledOut": FORM_FILLED_OUT,
    "formFilledOut": FORM_FILLED_OUT,
    "directMarketing.emailOpened": EMAIL_OPENED,
    "directMarketing.emailClicked": EMAIL_CLICKED,
    "directMarketing.emailUnsubscribed": EMAIL_UNSUBSCRIBED,
    "leadOperation.interestingMoment": INTERESTING_MOMENT,
}
"""
Which ``eventType`` is which activity type.
"""

_PERSON_FIELDS = {
    "first_name": ("person.name.firstName", "name.firstName", "firstName"),
    "job_title": ("extendedWorkDetails.jobTitle", "jobTitle"),
    "email": ("workEmail.address", "personComponents.0.workEmail.address", "personalEmail.address", "email"),
    "phone": ("workPhone.number", "phone"),
    "mobile_phone": ("mobilePhone.number", "mobile"),
    "city": ("workAddress.city",),
    "state": ("workAddress.state", "workAddress.stateProvince"),
    "postal_code": ("workAddress.postalCode",),
    "country": ("workAddress.country", "workAddress.countryCode"),
    "inferred_state_region": ("inferredAddress.state", "inferredAddress.stateProvince"),
}
_LAST_NAME = ("person.name.lastName", "name.lastName", "lastName")
_WHOLE_NAME = ("person.name.fullName", "name.fullName", "fullName")
_MARKETING_SUSPENDED = ("b2b.isMarketingSuspended", "marketingSuspended")
_EMAIL_INVALID = ("isEmailInvalid",)
_ACCOUNT_OF_PERSON = (
    "b2b.accountKey.sourceKey",
    "personComponents.0.sourceAccountKey.sourceKey",
    "accountKey.sourceKey",
    "b2b.accountID",
    "personComponents.0.sourceAccountID",
    "accountID",
)
_ACCOUNT = ("accountKey.sourceKey", "accountID")
_OPPORTUNITY = ("opportunityKey.sourceKey", "opportunityID")
_CREATED = ("extSourceSystemAudit.createdDate", "createdDate")


def import_activities(
    documents: Iterable[Mapping[str, Any]],
    *,
    event_types: Mapping[str, str] = EVENT_TYPES,
    program_statuses: Mapping[str, str] = PROGRAM_STATUSES,
    identity_namespace: str | None = None,
    naive_time_zone: str | None = None,
) -> ActivityImport:
    """
    Import experience events.

    Parameters
    ----------
    documents : iterable of mappings
        Experience events, nested as in the model, or flat as in Journey Optimizer B2B Edition's
        ``person_event_relational`` datasets.
    event_types : mapping from str to str
        Which ``eventType`` becomes which activity type, whatever its case. Events of any other type are skipped. An
        event without a type has that of the first of its metrics that is above 0: unsubscriptions, clicks, opens and
        sends of ``directMarketing`` (by email), clicks of ``web.webInteraction``, views of ``web.webPageDetails``.
    program_statuses : mapping from str to str
        Which new status of a program member becomes which activity type, whatever its case: people register for and
        attend an event by a change of their status there (``leadOperation.statusInCampaignProgressionChanged``,
        unless `event_types` has it).
    identity_namespace : str or None
        The namespace in ``identityMap`` (or ``endUserIDs``) whose id is the person's. By default it is ``personID``,
        else ``personKey.sourceKey``, else the primary identity, else the only one.
    naive_time_zone : str or None
        IANA name of the zone of times that are written without one; by default, events with such times are refused.
        A local time that occurs twice when the clocks change is the first one; one that does not occur is read
        with the offset before the change.

    Returns
    -------
    ActivityImport
        Skipped are types that are not in `event_types`, program statuses that are not in `program_statuses` or did
        not change, and events that are marked as deleted. Ids are ``_id`` (or ``@id``); an event without has no id.

    Raises
    ------
    InvalidValueError
        When an argument is not what it should be; never for what is in a document.
    UnknownTimeZoneError
        When there is no time zone of that name.

    References
    ----------
    Adobe, Experience Data Model, github.com/adobe/xdm; Journey Optimizer B2B Edition, "Exported Experience Platform
    datasets".

    Examples
    --------
    >>> event = {
    ...     "xdm:timestamp": "2026-01-31T09:30:00Z",
    ...     "xdm:eventType": "web.webpagedetails.pageViews",
    ...     "xdm:identityMap": {"ECID": [{"xdm:id": "17", "xdm:primary": True}]},
    ...     "xdm:web": {"xdm:webPageDetails": {"xdm:name": "Pricing", "xdm:URL": "https://example.com/pricing"}},
    ... }
    >>> imported = import_activities([event, {"eventType": "commerce.purchases"}, {"timestamp": "2026-01-31 09:30"}])
    >>> [(activity.person_id, activity.activity_type, activity.content.title) for activity in imported.activities]
    [('17', 'page_views', 'Pricing')]
    >>> print(imported.skipped[0])
    row 1: event type 'commerce.purchases' is not in event_types
    >>> for problem in imported.refused[0].problems:
    ...     print(problem)
    $.eventType: is missing, and no metric tells the type
    $.personID: is missing, and identityMap tells of nobody
    $.timestamp: has no time zone; naive_time_zone can say which one is meant
    """
    types = {name.casefold(): kind for name, kind in table("event_types", event_types, str).items()}
    statuses = statuses_by_name(program_statuses)
    namespace = _checked_namespace(identity_namespace)
    zone = naive_zone(naive_time_zone)

    def convert(document: Document) -> Activity:
        document.skip_deleted()
        kind = document.activity_type(types, statuses)
        return document.make(
            Activity,
            activity_type=kind,
            person_id=document.person_id("person_id", namespace),
            occurred_at=document.moment("occurred_at", "timestamp", naive=zone, required=True),
            id=document.identifier("id", *Document.id_names),
            content=document.content(kind),
            description=document.moment_description() if kind == INTERESTING_MOMENT else None,
        )

    activities, skipped, refused = sort_rows(documents, Document, convert)
    return ActivityImport(activities=activities, skipped=skipped, refused=refused)


def import_people(
    documents: Iterable[Mapping[str, Any]],
    *,
    account_of: str | Callable[[Mapping[str, Any]], object] | None = None,
    identity_namespace: str | None = None,
) -> PersonImport:
    """
    Import people.

    Parameters
    ----------
    documents : iterable of mappings
        Individual profiles with business-person details, nested as in the model, or flat as in Journey Optimizer B2B
        Edition's ``person_relational`` datasets.
    account_of : str, callable or None
        The account that a person belongs to: a path that leads to its id, such as ``b2b.accountID``, or a function of
        the document that returns it. By default it is the key or id of the account in ``b2b``, in the first of
        ``personComponents``, or in the document itself. What the function raises is not caught.
    identity_namespace : str or None
        As for `import_activities`, so that people and activities get the same ids. By default a document with none of
        those ids is known by its own ``_id`` (or ``@id``).

    Returns
    -------
    PersonImport
        Skipped are people that are marked as deleted. Unsubscribed are those whose consent to marketing by email is
        ``n`` or ``dn`` ("default no"), or whose opt-in or opt-out says ``out`` for email or for everything.

    Raises
    ------
    InvalidValueError
        When an argument is not what it should be; never for what is in a document.

    Examples
    --------
    >>> person = {
    ...     "personID": "17",
    ...     "person": {"name": {"firstName": "Ada", "lastName": "Berg"}},
    ...     "b2b": {"accountKey": {"sourceKey": "a1@crm"}},
    ...     "consents": {"marketing": {"email": {"val": "n"}}},
    ... }
    >>> imported = import_people([person, {"personID": "18"}])
    >>> imported.people[0].full_name, imported.people[0].account_id, imported.people[0].unsubscribed
    ('Ada Berg', 'a1@crm', True)
    >>> print(imported.refused[0].problems[0])
    $.b2b.accountKey.sourceKey: is missing
    """
    where = None if account_of is None else checked_account_of(account_of)
    namespace = _checked_namespace(identity_namespace)

    def convert(document: Document) -> Person:
        document.skip_deleted()
        fields = {field: document.text(field, *names) for field, names in _PERSON_FIELDS.items()}
        last = _LAST_NAME if fields["first_name"] else (*_LAST_NAME, *_WHOLE_NAME)
        return document.make(
            Person,
            id=document.person_id("id", namespace, *Document.id_names),
            account_id=document.account(where, *_ACCOUNT_OF_PERSON),
            last_name=document.text("last_name", *last),
            unsubscribed=document.unsubscribed(),
            marketing_suspended=document.flag("marketing_suspended", *_MARKETING_SUSPENDED),
            email_invalid=document.flag("email_invalid", *_EMAIL_INVALID),
            **fields,
        )

    people, skipped, refused = sort_rows(documents, Document, convert)
    return PersonImport(people=people, skipped=skipped, refused=refused)


def import_accounts(documents: Iterable[Mapping[str, Any]]) -> AccountImport:
    """
    Import accounts.

    Parameters
    ----------
    documents : iterable of mappings
        Business accounts, nested as in the model, or flat as in Journey Optimizer B2B Edition's
        ``account_relational`` datasets.

    Returns
    -------
    AccountImport
        Skipped are accounts that are marked as deleted. Ids are ``accountKey.sourceKey``, else ``accountID``, else
        ``_id`` (or ``@id``).

    Raises
    ------
    InvalidValueError
        When `documents` is not what it should be; never for what is in a document.

    Examples
    --------
    >>> import_accounts([{"xdm:accountID": "a1", "xdm:accountName": "Account 1"}]).accounts
    (Account(id='a1', name='Account 1', industry=None),)
    """

    def convert(document: Document) -> Account:
        document.skip_deleted()
        return document.make(
            Account,
            id=document.identifier("id", *_ACCOUNT, *Document.id_names, required=True),
            name=document.text("name", "accountName", required=True),
            industry=document.text("industry", "accountOrganization.industry", "industry"),
        )

    accounts, skipped, refused = sort_rows(documents, Document, convert)
    return AccountImport(accounts=accounts, skipped=skipped, refused=refused)


def import_opportunities(
    documents: Iterable[Mapping[str, Any]], *, naive_time_zone: str | None = None
) -> OpportunityImport:
    """
    Import opportunities.

    Parameters
    ----------
    documents : iterable of mappings
        Business opportunities.
    naive_time_zone : str or None
        As for `import_activities`.

    Returns
    -------
    OpportunityImport
        Skipped are opportunities that are marked as deleted. One was opened when the source system created it
        (``extSourceSystemAudit.createdDate``), and closed at ``actualCloseDate`` unless ``isClosed`` denies it.

    Raises
    ------
    InvalidValueError
        When an argument is not what it should be; never for what is in a document.
    UnknownTimeZoneError
        When there is no time zone of that name.

    Examples
    --------
    >>> opportunity = {
    ...     "opportunityID": "o1",
    ...     "accountID": "a1",
    ...     "opportunityName": "Renewal",
    ...     "extSourceSystemAudit": {"createdDate": "2026-01-31T09:30:00Z"},
    ... }
    >>> imported = import_opportunities([opportunity, opportunity | {"isClosed": True}])
    >>> imported.opportunities[0].name
    'Renewal'
    >>> print(imported.refused[0])
    row 1: $.actualCloseDate: is missing
    """
    zone = naive_zone(naive_time_zone)

    def convert(document: Document) -> Opportunity:
        document.skip_deleted()
        return document.make(
            Opportunity,
            id=document.identifier("id", *_OPPORTUNITY, *Document.id_names, required=True),
            account_id=document.identifier("account_id", *_ACCOUNT, required=True),
            name=document.text("name", "opportunityName", required=True),
            opened_at=document.moment("opened_at", *_CREATED, naive=zone, required=True),
            closed_at=document.closed_at(zone),
        )

    opportunities, skipped, refused = sort_rows(documents, Document, convert)
    return OpportunityImport(opportunities=opportunities, skipped=skipped, refused=refused)


def _checked_namespace(given: Any) -> str | None:
    if given is None or (isinstance(given, str) and given.strip()):
        return given
    raise InvalidValueError("identity_namespace", given, "the name of a namespace such as 'ECID'")
