"""
Lexicon: the English words by which a claim tells what it is about.

What is not here is not understood, and a number in a sentence that is not understood counts as not supported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..readings import Measure


if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = [
    "ACTIVE",
    "BEFORE_LEFT",
    "BEFORE_RIGHT",
    "CLAUSE_END",
    "DOWN",
    "FILLED",
    "LEVELS",
    "LEVEL_CONTEXT",
    "MISSING",
    "MONTHS",
    "MOST",
    "NEGATION",
    "NOUNS",
    "NOW",
    "NUMBER_WORDS",
    "REQUIRED",
    "SILENT",
    "TOPICS",
    "TRENDING",
    "TYPE_WORDS",
    "UP",
    "Noun",
    "words",
]


class Noun:
    """
    What a number can count, or what a number is: the names of the families of measures.
    """

    PERCENT = "percent"
    POINTS = "points"
    SCORE = "score"
    COMPLETENESS = "completeness"
    INTENT = "intent"
    PEOPLE = "people"
    ACTIVITIES = "activities"
    GROUPS = "groups"
    ROLES = "roles"
    OPPORTUNITIES = "opportunities"
    TOPICS = "topics"
    PRODUCTS = "products"
    DAYS = "days"
    WEEKS = "weeks"
    RANK = "rank"


def words(*stems: str) -> re.Pattern[str]:
    """Return a pattern of whole words; a stem may be a pattern itself."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})(?!\w)", re.IGNORECASE)


NOUNS: Mapping[str, re.Pattern[str]] = {
    Noun.DAYS: words("days?"),
    Noun.WEEKS: words("weeks?"),
    Noun.POINTS: words("points?", "pts?"),
    Noun.PEOPLE: words(
        "members?",
        "people",
        "persons?",
        "colleagues?",
        "contacts?",
        "stakeholders?",
        "individuals?",
        "participants?",
        "employees?",
        r"others?(?=\s*$| (?:at|in|from|of|who)\b|[,.])",
        "co-?workers?",
        "headcount",
        "hires?",
        "teammates?",
        "attendees?",
    ),
    Noun.ACTIVITIES: words(
        "activity",
        "activities",
        "actions?",
        "interactions?",
        "touch(?:es|points?)?",
        "signals?",
        "engagements",
        "entries",
        "times",
        "occasions",
    ),
    Noun.GROUPS: words("groups?", "committees?"),
    Noun.ROLES: words("roles?", "positions?", "seats?", "gaps?", "vacanc(?:y|ies)"),
    Noun.OPPORTUNITIES: words("opportunit(?:y|ies)", "deals?"),
    Noun.TOPICS: words("topics?", "keywords?", "themes?"),
    Noun.PRODUCTS: words("products?", "solutions?"),
    Noun.COMPLETENESS: words("complete(?:ness|ly)?", "completion", "coverage", "staffed"),
    Noun.INTENT: words("intents?", "strength", "interest"),
    Noun.SCORE: words("scor(?:e|es|ed|ing)", "engagement", "rating", "rated"),
}

TYPE_WORDS: Mapping[str, re.Pattern[str]] = {
    "attend_event": words("events? attended", "attended events?", "events?", "webinars?(?: attended)?", "attendances?"),
    "email_clicked": words("e-?mails? clicked", "clicked e-?mails?", "e-?mail clicks?", "clicks? (?:in|on) e-?mails?"),
    "email_opened": words("e-?mails? opened", "opened e-?mails?", "e-?mail opens?", "opens? of e-?mails?"),
    "email_unsubscribed": words("unsubscriptions?", "unsubscribes?", "opt-outs?"),
    "form_filled_out": words("forms? filled(?: out| in)?", "filled(?:-out)? forms?", "form fills?", "forms?"),
    "interesting_moment": words("interesting moments?", "moments?"),
    "link_clicks": words("link clicks?", "links? clicked", "clicked links?", "clicks? on links?"),
    "page_views": words("page views?", "pages? viewed", "viewed pages?", "page visits?", "pages? visited", "pages?"),
    "register_for_event": words("event registrations?", "registrations?(?: for events?)?", "sign-?ups?"),
}

ACTIVE = words(
    "active",
    "took part",
    "taken part",
    "participated",
    "did (?:something|anything)",
    "involved",
    "contributed",
    r"show\w*(?: any| some)? activity",
    "engaged (?:at all|in|with)",
    r"activity(?: \w+)? from",
    "do(?:es|ne|ing)? (?:something|anything)",
    "engaged in",
    "moving(?! from)",
)
SILENT = words("silent", "inactive", "quiet", "dormant", "idle", "passive", "stayed away", "did nothing")
NEGATION = words("not", "no", "never", "neither", "without", r"\w+n['\u2019]t", "nobody", "nothing", "none")
MISSING = words(
    "missing",
    "lack(?:s|ing)?",
    "vacant",
    "unfilled",
    "empty",
    "short",
    "absent",
    "unstaffed",
    "gaps?",
    "vacanc(?:y|ies)",
    "still (?:needs?|needed|open|wanted)",
    "to be (?:found|filled|staffed)",
    "more (?:people|persons?|members?)",
    "(?:roles?|positions?|seats?) (?:are |is )?(?:still )?open",
    "open (?:roles?|positions?|seats?)",
    "yet to be filled",
    r"remain\w* (?:to be )?(?:open|unfilled|empty|filled)",
    "(?:not|n['\u2019]t) (?:yet )?(?:fully |completely |all )?(?:staffed|filled|covered|complete)",
    "(?:has|have) nobody",
    "without anybody",
    "uncovered",
    r"(?:must|has to|have to|needs? to|remains? to) (?:still )?(?:be )?(?:found|find|filled|fill|added|add)",
)
FILLED = words("filled", "fills?", "covered", "staffed", "held", "assigned", "in place")
REQUIRED = words("require[sd]?", "needs?", "needed", "(?:calls?|asks?) for", "expects?", "wants?", "foreseen", "due")
UP = words(
    r"(?<!make )(?<!makes )(?<!made )(?<!given )(?<!gave )(?<!gives )(?<!giving )up",
    "lift(?:s|ed|ing)?",
    "rais(?:e|es|ed|ing)",
    "advanc(?:e|es|ed|ing)",
    "surg(?:e|es|ed|ing)",
    "soar(?:s|ed|ing)?",
    "doubl(?:e|es|ed|ing)",
    "trebled|tripled|quadrupled",
    "strengthen(?:s|ed|ing)?",
    "expand(?:s|ed|ing)?",
    "leap(?:s|t|ed|ing)?",
    "boost(?:s|ed|ing)?",
    "rise",
    "ahead by",
    "rose",
    "risen",
    "rising",
    "rises",
    "gain(?:s|ed|ing)?",
    "increase[sd]?",
    "increasing",
    "grew",
    "grown",
    "climb(?:s|ed|ing)?",
    "improv(?:e|es|ed|ing|ement)",
    "higher",
    "more",
    "jump(?:s|ed|ing)?",
    "add(?:s|ed|ing)?",
    "growth",
    "plus",
)
DOWN = words(
    "down",
    "fell",
    "fallen",
    "falling",
    "falls?",
    "los(?:t|es|ing|s)",
    "decrease[sd]?",
    "decreasing",
    "drop(?:s|ped|ping)?",
    "declin(?:e|es|ed|ing)",
    "slip(?:s|ped|ping)?",
    "lower",
    "fewer",
    "less",
    "shrank",
    "shed(?:s|ding)?",
    "gives? up|gave up|given up|giving up|gave back|given back",
    "slid|slides?|sliding",
    "dip(?:s|ped|ping)?",
    "eas(?:e|es|ed|ing)",
    "weaken(?:s|ed|ing)?",
    "reced(?:e|es|ed|ing)",
    "reduc(?:e|es|ed|ing|tion)",
    "cut(?:s|ting)?",
    "shrink(?:s|ing)?|shrunk",
    "slow(?:s|ed|ing)?",
    "sank|sinks?|sunk|sinking",
    "tumbl(?:e|es|ed|ing)",
    "plung(?:e|es|ed|ing)",
    "retreat(?:s|ed|ing)?",
    "soften(?:s|ed|ing)?",
    "cool(?:s|ed|ing)?",
    "halv(?:e|es|ed|ing)",
    "loss",
    "off(?= ʒ| ?$)",
    "minus",
)
NOW = re.compile(r"(?<!compared )(?<!opposed )(?<!relative )(?<!\w)to(?: a (?:score|total) of)?\s*$", re.IGNORECASE)
BEFORE_LEFT = words(
    "from",
    "compared (?:with|to)",
    "versus",
    "vs",
    "against",
    "than",
    "after",
    "previously",
    "formerly",
    "instead of",
    "in place of",
    "the place of",
    r"replac\w+",
    "rather than",
    "started at",
    "used to be",
    "earlier",
)
BEFORE_RIGHT = words(
    "before",
    "previous(?:ly)?",
    "prior",
    "preceding",
    "earlier",
    "ago",
    "formerly",
    "beforehand",
    "the month before",
    "(?:comparison|reference|baseline) (?:period|window)",
    "(?:period|window) of comparison",
    "comparison",
)
MOST = words(
    "(?:single )?most (?:engaged|active)",
    "leads?",
    "leading",
    "tops?",
    "highest",
    "number one",
    "ahead of",
    "front-?runner",
    "foremost",
    "strongest",
    "at the top",
)
TRENDING = words(
    "trend(?:s|ing)?",
    "growing",
    "rising",
    "gaining",
    "picking up",
    "on the rise",
    "emerging",
    "surging",
    "momentum",
    "heating up",
)
TOPICS = words("topics?", "keywords?", "themes?", "subjects?", "interested in", "interests?", "trend(?:s|ing)?")
LEVELS = words("high", "medium", "low", "unknown", "strong", "moderate", "weak")
LEVEL_CONTEXT = words("intent", "interest", "buying intent", "levels?", "signals?")
CLAUSE_END = re.compile(
    r"[,;:()\n]|\s[–—-]\s|—|(?<!\w)"
    r"(?:and|but|while|whereas|although|though|which|whose|who|with|plus|of whom|yet)(?!\w)",
    re.IGNORECASE,
)

NUMBER_WORDS: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"none": 0, "nobody": 0, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "dozen": 12}

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]

MEASURES_OF_NOUN: Mapping[str, tuple[Measure, ...]] = {
    Noun.DAYS: (Measure.WINDOW, Measure.CHANGE_DAYS),
    Noun.WEEKS: (Measure.CHANGE_WEEKS,),
    Noun.GROUPS: (Measure.GROUPS,),
    Noun.OPPORTUNITIES: (Measure.OPPORTUNITIES,),
}
