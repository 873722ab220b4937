"""
XDM's documents: nested, with or without prefixes, read by paths such as ``web.webPageDetails.name``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from .._wording import shorten
from ..activities import LINK_CLICKS, Content
from .program_statuses import status_type
from .rows import Cell, Row, SkipRow, as_identifier, is_empty, is_list, is_mapping, step


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo


__all__ = ["Document"]

_STATUS_CHANGED = "leadOperation.statusInCampaignProgressionChanged"

# Metrics of the data types "Direct marketing" and "Web information" of XDM, and the event types that mean the same. The
# first that is above 0 counts: who clicks a link in a message may see a page with the same event.
_METRICS = {
    "directMarketing.unsubscriptions": "directMarketing.emailUnsubscribed",
    "directMarketing.clicks": "directMarketing.emailClicked",
    "directMarketing.opens": "directMarketing.emailOpened",
    "directMarketing.sends": "directMarketing.emailSent",
    "web.webInteraction.linkClicks": "web.webinteraction.linkClicks",
    "web.webPageDetails.pageViews": "web.webpagedetails.pageViews",
}

_PERSON_IDS = (
    "personID",
    "personKey.sourceKey",
    "b2b.personKey.sourceKey",
    "personComponents.0.sourcePersonKey.sourceKey",
    "personComponents.0.sourcePersonID",
    "leadID",
    "contactID",
)

# From the particular to the general: an event that names a form is about the form, on whatever page.
_TITLES = (
    "web.fillOutForm.webFormName",
    "directMarketing.mailingName",
    "delivery.deliveryLabel",
    "delivery.templateName",
    "delivery.deliveryName",
    "deliveryName",
    "web.webInteraction.name",
    "web.webPageDetails.name",
)
_URLS = (
    "directMarketing.linkURL",
    "clickedLinkUrl",
    "link.url",
    "web.webInteraction.linkURL",
    "web.webInteraction.URL",
    "web.webPageDetails.URL",
    "web.webPageView.URL",
    "webPageUrl",
)
_ASSET = "assetName"  # in flat events; of a link it is the address, of anything else the title
_DESCRIPTIONS = ("leadOperation.interestingMoment.description", "interestingMomentDescription")

_CONSENT = ("consents.marketing.email.val", "consents.marketing.any.val")
_NO_CONSENT = ("n", "dn")
_SHOWN = 10  # namespaces in a message
_OPTED = ("optInOut", "preferences", "b2b.personOptInOut", "contact.preferences", "lead.preferences")


class _Identity(NamedTuple):
    namespace: str
    id: str
    primary: bool


class Document(Row):
    """
    An XDM document.
    """

    plural = "documents"
    id_names = ("_id", "@id")

    def __init__(self, given: Mapping[Any, Any]) -> None:
        super().__init__(given)
        self._indexes: dict[int, tuple[Any, dict[str, str]]] = {}

    def find(self, name: str) -> Cell | None:
        """Return what stands at the end of a path."""
        return self._follow(self.given, name)

    def place(self, name: str) -> str:
        """Return the path at which a name is expected."""
        return f"$.{name}"

    def skip_deleted(self) -> None:
        """Skip the document if what it tells of was deleted."""
        if self.flag("", "isDeleted", "deleted"):
            raise SkipRow("is marked as deleted")

    def activity_type(self, types: Mapping[str, str], statuses: Mapping[str, str]) -> str | None:
        """Return the activity type; skip the event if it has none."""
        event_type = self._event_type()
        if event_type is None:
            return None
        folded = event_type.strip().casefold()
        if folded in types:
            return types[folded]
        if folded == _STATUS_CHANGED.casefold():
            path = "leadOperation.campaignProgression"
            new = self.text("activity_type", f"{path}.newStatusName", required=True)
            return status_type(statuses, new, self.text("activity_type", f"{path}.oldStatusName"))
        raise SkipRow(f"event type {shorten(event_type)} is not in event_types")

    def person_id(self, field: str, namespace: str | None, *others: str) -> str | None:
        """Return the id of the person, in a namespace or by default; `others` are the last resort."""
        if namespace is None and self.first(*_PERSON_IDS):
            return self.identifier(field, *_PERSON_IDS)
        every = list(self._identities())
        if namespace is None and not every and self.first(*others):
            return self.identifier(field, *others)
        among = [one for one in every if namespace is None or one.namespace.casefold() == namespace.casefold()]
        ids = {one.id for one in among if one.primary} or {one.id for one in among}
        if len(ids) == 1:
            self.paths[field] = self.place("identityMap")
            return ids.pop()
        self._refuse_identities(namespace, every, several=bool(ids))
        return None

    def content(self, kind: str | None) -> Content | None:
        """Return what the event touched."""
        titles, urls = (_TITLES, (*_URLS, _ASSET)) if kind == LINK_CLICKS else ((*_TITLES, _ASSET), _URLS)
        title, url = self.text("title", *titles), self.text("url", *urls)
        return self.build(Content, title=title, url=url) if title or url else None

    def moment_description(self) -> str | None:
        """Return the words of an interesting moment."""
        return self.text("description", *_DESCRIPTIONS)

    def unsubscribed(self) -> bool:
        """Return whether the person does not want marketing email."""
        consent = self.text("unsubscribed", *_CONSENT) or ""
        if consent.strip().casefold() in _NO_CONSENT:
            return True
        opted = self.text("unsubscribed", *(f"{place}.email" for place in _OPTED)) or ""
        everything = self.flag("unsubscribed", *(f"{place}.globalOptout" for place in _OPTED))
        return everything or opted.strip().casefold() == "out"

    def closed_at(self, naive: ZoneInfo | None) -> datetime | None:
        """Return when an opportunity was closed."""
        closed = self.flag("closed_at", "isClosed")
        if self.first("isClosed") is not None and not closed:
            return None
        return self.moment("closed_at", "actualCloseDate", naive=naive, required=closed)

    def _event_type(self) -> str | None:
        if self.first("eventType") is not None:
            return self.text("activity_type", "eventType")
        channel = self.first("channel.@id", "channel._id")
        by_email = channel is None or (isinstance(channel.value, str) and channel.value.casefold().endswith("/email"))
        for metric, event_type in _METRICS.items():
            cell = self.find(f"{metric}.value")
            if cell is not None and isinstance(cell.value, int | float) and cell.value > 0:
                return event_type if by_email or not metric.startswith("directMarketing") else metric
        self.refuse(self.place("eventType"), "is missing, and no metric tells the type")
        return None

    def _identities(self) -> Iterator[_Identity]:
        """Yield the identities that can be read; one that cannot tells of nobody."""
        for namespace, items in _entries(self.find("identityMap")):
            for item in items if is_list(items) else ():
                yield from self._identity(namespace, item)
        for name, item in _entries(self.find("endUserIDs")):
            code = self._follow(item, "namespace.code")
            yield from self._identity(code.value if code and isinstance(code.value, str) else _local(name), item)

    def _identity(self, namespace: str, item: Any) -> Iterator[_Identity]:
        cells = (self._follow(item, name) for name in ("id", "@id"))
        given = next((cell.value for cell in cells if cell and not is_empty(cell.value)), None)
        own = as_identifier(given)
        if own is not None:
            primary = self._follow(item, "primary")
            yield _Identity(namespace, own, primary is not None and primary.value is True)

    def _refuse_identities(self, namespace: str | None, every: list[_Identity], *, several: bool) -> None:
        names = sorted({one.namespace for one in every})
        known = ", ".join(shorten(name) for name in names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        if not every:
            self.refuse(self.place("personID"), "is missing, and identityMap tells of nobody")
        elif not several:
            self.refuse(self.place("identityMap"), f"has nobody in namespace {shorten(namespace)}; there are: {known}")
        elif namespace is None:
            message = f"tells of several people, or of one by several ids; identity_namespace can say which: {known}"
            self.refuse(self.place("identityMap"), message)
        else:
            message = f"tells of several people in namespace {shorten(namespace)}, and of none as the primary one"
            self.refuse(self.place("identityMap"), message)

    def _follow(self, value: Any, name: str) -> Cell | None:
        path = "$"
        for part in name.split("."):
            if is_mapping(value):
                key = self._index(value).get(part.casefold())
                if key is None:
                    return None
                path, value = step(path, key), value[key]
            elif is_list(value) and part.isdecimal() and int(part) < len(value):
                path, value = f"{path}[{int(part)}]", value[int(part)]
            else:
                return None
        return Cell(path, value)

    def _index(self, mapping: Mapping[Any, Any]) -> dict[str, str]:
        """Return the keys of a mapping by their names without prefix; of several, a key without prefix goes first."""
        known = self._indexes.get(id(mapping))
        if known is None:
            index: dict[str, str] = {}
            for key in mapping:
                if isinstance(key, str):
                    name = _local(key)
                    index[name] = min(index.get(name, key), key, key=_rank)
            known = self._indexes[id(mapping)] = mapping, index  # held, so that no other mapping gets its identity
        return known[1]


def _entries(cell: Cell | None) -> Iterator[tuple[str, Any]]:
    if cell is not None and is_mapping(cell.value):
        yield from ((name, value) for name, value in cell.value.items() if isinstance(name, str))


@lru_cache(maxsize=4096)
def _local(name: str) -> str:
    return re.split("[:/#]", name)[-1].casefold()


def _rank(name: str) -> tuple[bool, str]:
    return _local(name) != name.casefold(), name
