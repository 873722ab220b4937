"""
Swedish, whose plural rules, numbers and dates come from Babel (the extra ``languages``).
"""

from __future__ import annotations

from ..._extras import of_an_extra
from ..language import Language


__all__ = ["swedish"]


def swedish() -> Language:
    """
    Return Swedish.

    Babel reads its data of the language from its files when this is called for the first time, as Python does with a
    time zone.

    Returns
    -------
    Language
        For a `TemplateSummarizer`.

    Raises
    ------
    MissingLibraryError
        When Babel is not installed.

    Examples
    --------
    >>> from datetime import date
    >>> from buying_groups.summaries import SummaryFacts, SummarySubject, TemplateSummarizer
    >>> facts = SummaryFacts(subject=SummarySubject.GROUP, name="Gateway for Acme", day=date(2026, 1, 31))
    >>> TemplateSummarizer(swedish()).summarize(facts).text
    'Gateway for Acme har inga medlemmar ännu.'
    """
    with of_an_extra():
        from babel import Locale  # noqa: PLC0415 - an extra
        from babel.dates import format_date  # noqa: PLC0415
        from babel.numbers import format_decimal  # noqa: PLC0415
    locale = Locale("sv")
    return Language(
        code="sv",
        plural=locale.plural_form,
        number=lambda n: format_decimal(n, locale=locale),
        decimal=lambda number: format_decimal(number, format="0.00", locale=locale),
        date=lambda day: format_date(day, "d MMMM y", locale=locale),
        other_type=lambda _, number, activity_type: f"{number} av typen ”{activity_type.replace('_', ' ')}”",
        types=_TYPES,
        phrases=_PHRASES,
    )


_TYPES = {
    "attend_event": {"one": "{n} besökt evenemang", "other": "{n} besökta evenemang"},
    "email_clicked": {"one": "{n} klick i e-post", "other": "{n} klick i e-post"},
    "email_opened": {"one": "{n} öppnat mejl", "other": "{n} öppnade mejl"},
    "email_unsubscribed": {"one": "{n} avregistrering", "other": "{n} avregistreringar"},
    "form_filled_out": {"one": "{n} ifyllt formulär", "other": "{n} ifyllda formulär"},
    "interesting_moment": {"one": "{n} intressant händelse", "other": "{n} intressanta händelser"},
    "link_clicks": {"one": "{n} klick på länk", "other": "{n} klick på länkar"},
    "page_views": {"one": "{n} sidvisning", "other": "{n} sidvisningar"},
    "register_for_event": {"one": "{n} anmälan till evenemang", "other": "{n} anmälningar till evenemang"},
}

_PHRASES: dict[str, str | dict[str, str]] = {
    "list": "{first} och {last}",
    "quote": "”{text}”",
    "members": {"one": "{n} medlem", "other": "{n} medlemmar"},
    "people": {"one": "{n} person", "other": "{n} personer"},
    "colleagues": {"one": "{n} kollega", "other": "{n} kollegor"},
    "groups": {"one": "{n} köpgrupp", "other": "{n} köpgrupper"},
    "opportunities": {"one": "{n} öppen affärsmöjlighet", "other": "{n} öppna affärsmöjligheter"},
    "activities": {"one": "{n} aktivitet", "other": "{n} aktiviteter"},
    "days": {"one": "dygnet", "other": "{n} dagarna"},
    "weeks": {"one": "veckan", "other": "{n} veckorna"},
    "points": {"one": "{n} poäng", "other": "{n} poäng"},
    "score up": ", upp {points} under de senaste {weeks}",
    "score down": ", ned {points} under de senaste {weeks}",
    "score same": ", oförändrat under de senaste {weeks}",
    "score new": "",
    "group empty": "{name} har inga medlemmar ännu.",
    "group": "{name} har {members} och engagemangspoängen {score}{change}.",
    "group unknown": {
        "one": "{name} har {members} utan någon känd aktivitet, så det finns ingen engagemangspoäng att visa.",
        "other": "{name} har {members}, men ingen känd aktivitet, så det finns ingen engagemangspoäng att visa.",
    },
    "complete": "Gruppen är komplett till {percent} %: alla roller som krävs är besatta.",
    "no roles required": "Ingen roll krävs, så gruppen räknas som komplett till {percent} %.",
    "lacks one role": "Gruppen är komplett till {percent} % och saknar ännu {people} i rollen {role}.",
    "lacks roles": "Gruppen är komplett till {percent} % och saknar ännu personer i dessa roller: {roles}.",
    "stage": "Den befinner sig i steget {stage}.",
    "role missing": "{role} ({n})",
    "account": "{name} har {parts}.",
    "account in industry": "{name} ({industry}) har {parts}.",
    "account unknown": "Ingen aktivitet av någon där är känd.",
    "person": "{who} har engagemangspoängen {score}{change}.",
    "person unknown": "Ingen aktivitet av {who} är känd, så det finns ingen engagemangspoäng att visa.",
    "who": "{name}",
    "who with title": "{name} ({title})",
    "person in group": "{name} ingår i köpgruppen {group}.",
    "person in group with role": "{name} är {role} i köpgruppen {group}.",
    "person in groups": "{name} ingår i {n} köpgrupper: {groups}.",
    "person in more groups": "{name} ingår i {n} köpgrupper, bland dem {groups}.",
    "group with role": "{name} (som {role})",
    "person in no group": "{name} ingår inte i någon köpgrupp.",
    "all members active": "Alla {n} medlemmarna har varit aktiva de senaste {days}, med {activities}{types}{trend}.",
    "members active": {
        "one": "{n} av de {number} medlemmarna har varit aktiv de senaste {days}, med {activities}{types}{trend}.",
        "other": "{n} av de {number} medlemmarna har varit aktiva de senaste {days}, med {activities}{types}{trend}.",
    },
    "only member active": "Den enda medlemmen har varit aktiv de senaste {days}, med {activities}{types}{trend}.",
    "all people active": "Alla {n} personerna har varit aktiva de senaste {days}, med {activities}{types}{trend}.",
    "people active": {
        "one": "{n} av de {number} personerna har varit aktiv de senaste {days}, med {activities}{types}{trend}.",
        "other": "{n} av de {number} personerna har varit aktiva de senaste {days}, med {activities}{types}{trend}.",
    },
    "only person active": "Den enda personen har varit aktiv de senaste {days}, med {activities}{types}{trend}.",
    "person active": "De senaste {days} gav {activities}{types}{trend}.",
    "surge": "Aktiviteten ökar kraftigt.",
    "slump": "Aktiviteten har fallit tillbaka.",
    "trend up": ", upp från {before} under de {days} dessförinnan",
    "trend down": ", ned från {before} under de {days} dessförinnan",
    "trend same": ", lika många som under de {days} dessförinnan",
    "trend new": ", efter ingen alls under de {days} dessförinnan",
    "types": " ({types})",
    "among types": " (bland dem {types})",
    "nobody active": "Ingen har varit aktiv de senaste {days}{trend}; den senaste aktiviteten var den {date}.",
    "only member silent": "Den enda medlemmen har inte varit aktiv de senaste {days}{trend}; den senaste aktiviteten "
    "var den {date}.",
    "person silent": "De senaste {days} gav ingen aktivitet{trend}; den senaste var den {date}.",
    "silent after": ", efter {activities} under de {days} dessförinnan",
    "silent still": "",
    "top": "{first} är den mest engagerade medlemmen.",
    "top and more": "{first} är den mest engagerade medlemmen, följd av {others}.",
    "top person": "{first} är den mest engagerade personen där.",
    "top person and more": "{first} är den mest engagerade personen där, följd av {others}.",
    "top group": "Den mest engagerade köpgruppen är {first}.",
    "top group and more": "Den mest engagerade köpgruppen är {first}, följd av {others}.",
    "scored": "{name} ({score})",
    "scored with role": "{name} ({role}, {score})",
    "silent decision makers": {
        "one": "Beslutsfattaren {names} har inte varit aktiv de senaste {days}.",
        "other": "Beslutsfattarna {names} har inte varit aktiva de senaste {days}.",
    },
    "trending": "Intresset växer för {topics}.",
    "trending topic": "{topic} ({activities}, upp från {before})",
    "new topic": "{topic} ({activities}, ingen tidigare)",
    "touched": {
        "one": "Det ämne som har berörts mest är {topics}.",
        "other": "De ämnen som har berörts mest är {topics}.",
    },
    "touched topic": "{topic} ({activities})",
    "touched once": {"one": "Det ämne som har berörts är {topics}.", "other": "De ämnen som har berörts är {topics}."},
    "shared": {
        "one": "Ett ämne delas med andra på företaget: {topics}.",
        "other": "Ämnen som delas med andra på företaget är {topics}.",
    },
    "shared topic": "{topic} ({colleagues})",
    "intent": "Köpintresset är {levels}.",
    "intent unknown": "Underlaget räcker inte för att bedöma köpintresset.",
    "intent level": "{level} för {products}",
    "product": "{product} ({strength})",
    "high": "högt",
    "medium": "medelhögt",
    "low": "lågt",
    "moment": "Den {date} hade {name} en intressant händelse: {description}.",
    "moment without words": "Den {date} hade {name} en intressant händelse.",
    "own moment": "Den senaste intressanta händelsen var den {date}: {description}.",
    "own moment without words": "Den senaste intressanta händelsen var den {date}.",
    "highlight people": "Mest engagerade: {items}",
    "highlight groups": "Mest engagerade köpgrupper: {items}",
    "highlight topics": "Ämnen av intresse: {items}",
    "highlight trending": "Växande ämnen: {items}",
    "highlight missing": "Roller som saknas: {items}",
    "highlight shared": "Delade ämnen: {items}",
    "highlight score": "Engagemang: {score}{change}",
}
