"""
English, which needs no library.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..language import Language


if TYPE_CHECKING:
    from datetime import date


__all__ = ["ENGLISH"]

# Written out: `strftime` would ask the locale of the process.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_HYPHEN = re.compile(r"(?<=\bco) | (?=(?:in|off|on|out|up)$)")  # co-author, sign-off


def _plural(n: int) -> str:
    return "one" if n == 1 else "other"


def _number(n: int) -> str:
    return f"{n:,}"


def _decimal(number: float) -> str:
    return f"{number:.2f}"


def _date(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _other_type(n: int, number: str, activity_type: str) -> str:
    name = _HYPHEN.sub("-", activity_type.replace("_", " "))
    if name.endswith("ed"):  # what happened, such as "publication downloaded", is no noun
        return f"{number} “{name}”"
    if n == 1 or name.endswith("s"):
        return f"{number} {name}"
    if name.endswith("y") and name[-2:-1] not in {"a", "e", "o", "u"}:
        return f"{number} {name[:-1]}ies"
    return f"{number} {name}{'es' if name.endswith(('x', 'ch', 'sh', 'z')) else 's'}"


ENGLISH = Language(
    code="en",
    plural=_plural,
    number=_number,
    decimal=_decimal,
    date=_date,
    other_type=_other_type,
    types={
        "attend_event": {"one": "{n} event attended", "other": "{n} events attended"},
        "email_clicked": {"one": "{n} email clicked", "other": "{n} emails clicked"},
        "email_opened": {"one": "{n} email opened", "other": "{n} emails opened"},
        "email_unsubscribed": {"one": "{n} unsubscription", "other": "{n} unsubscriptions"},
        "form_filled_out": {"one": "{n} form filled out", "other": "{n} forms filled out"},
        "interesting_moment": {"one": "{n} interesting moment", "other": "{n} interesting moments"},
        "link_clicks": {"one": "{n} link click", "other": "{n} link clicks"},
        "page_views": {"one": "{n} page view", "other": "{n} page views"},
        "register_for_event": {"one": "{n} event registration", "other": "{n} event registrations"},
    },
    phrases={
        "list": "{first} and {last}",
        "quote": "“{text}”",
        # nouns
        "members": {"one": "{n} member", "other": "{n} members"},
        "people": {"one": "{n} person", "other": "{n} people"},
        "colleagues": {"one": "{n} colleague", "other": "{n} colleagues"},
        "groups": {"one": "{n} buying group", "other": "{n} buying groups"},
        "opportunities": {"one": "{n} open opportunity", "other": "{n} open opportunities"},
        "activities": {"one": "{n} activity", "other": "{n} activities"},
        "days": {"one": "day", "other": "{n} days"},
        "weeks": {"one": "week", "other": "{n} weeks"},
        "points": {"one": "{n} point", "other": "{n} points"},
        # the score and its change
        "score up": ", up {points} over the last {weeks}",
        "score down": ", down {points} over the last {weeks}",
        "score same": ", unchanged over the last {weeks}",
        "score new": "",
        # a group
        "group empty": "{name} has no members yet.",
        "group": "{name} has {members} and an engagement score of {score}{change}.",
        "group unknown": {
            "one": "{name} has {members}, of whom no activity is known; so there is no engagement score to show.",
            "other": "{name} has {members}, but no activity of any of them is known; so there is no engagement score "
            "to show.",
        },
        "complete": "It is {percent}% complete: every required role is filled.",
        "no roles required": "No role is required, so it counts as {percent}% complete.",
        "lacks one role": "It is {percent}% complete and still lacks {people} in the role {role}.",
        "lacks roles": "It is {percent}% complete and still lacks people in these roles: {roles}.",
        "stage": "Its current stage is {stage}.",
        "role missing": "{role} ({n})",
        # an account
        "account": "{name} has {parts}.",
        "account in industry": "{name} ({industry}) has {parts}.",
        "account unknown": "No activity of anybody there is known.",
        # a person
        "person": "{who} has an engagement score of {score}{change}.",
        "person unknown": "No activity of {who} is known, so there is no engagement score to show.",
        "who": "{name}",
        "who with title": "{name} ({title})",
        "person in group": "{name} is in the buying group {group}.",
        "person in group with role": "{name} is {role} in the buying group {group}.",
        "person in groups": "{name} is in {n} buying groups: {groups}.",
        "person in more groups": "{name} is in {n} buying groups, among them {groups}.",
        "group with role": "{name} (as {role})",
        "person in no group": "{name} is in no buying group.",
        # activity
        "all members active": "All {n} members were active in the last {days}, with {activities}{types}{trend}.",
        "members active": {
            "one": "{n} of the {number} members was active in the last {days}, with {activities}{types}{trend}.",
            "other": "{n} of the {number} members were active in the last {days}, with {activities}{types}{trend}.",
        },
        "only member active": "The only member was active in the last {days}, with {activities}{types}{trend}.",
        "all people active": "All {n} people were active in the last {days}, with {activities}{types}{trend}.",
        "people active": {
            "one": "{n} of the {number} people was active in the last {days}, with {activities}{types}{trend}.",
            "other": "{n} of the {number} people were active in the last {days}, with {activities}{types}{trend}.",
        },
        "only person active": "The only person was active in the last {days}, with {activities}{types}{trend}.",
        "person active": "The last {days} saw {activities}{types}{trend}.",
        "surge": "Activity is surging.",
        "slump": "Activity has fallen off.",
        "trend up": ", up from {before} in the {days} before",
        "trend down": ", down from {before} in the {days} before",
        "trend same": ", as many as in the {days} before",
        "trend new": ", after none in the {days} before",
        "types": " ({types})",
        "among types": " (among them {types})",
        "nobody active": "Nobody has been active in the last {days}{trend}; the last activity was on {date}.",
        "only member silent": "The only member has not been active in the last {days}{trend}; the last activity was on "
        "{date}.",
        "person silent": "There was no activity in the last {days}{trend}; the last one was on {date}.",
        "silent after": ", after {activities} in the {days} before",
        "silent still": "",
        # people and groups
        "top": "{first} is the most engaged member.",
        "top and more": "{first} is the most engaged member, followed by {others}.",
        "top person": "{first} is the most engaged person there.",
        "top person and more": "{first} is the most engaged person there, followed by {others}.",
        "top group": "The most engaged buying group is {first}.",
        "top group and more": "The most engaged buying group is {first}, followed by {others}.",
        "scored": "{name} ({score})",
        "scored with role": "{name} ({role}, {score})",
        "silent decision makers": {
            "one": "Decision maker {names} has not been active in the last {days}.",
            "other": "Decision makers {names} have not been active in the last {days}.",
        },
        # topics, intent, moments
        "trending": "Interest is growing in {topics}.",
        "trending topic": "{topic} ({activities}, up from {before})",
        "new topic": "{topic} ({activities}, none before)",
        "touched": {
            "one": "The topic touched most is {topics}.",
            "other": "The topics touched most are {topics}.",
        },
        "touched topic": "{topic} ({activities})",
        "touched once": {
            "one": "The topic touched is {topics}.",
            "other": "The topics touched are {topics}.",
        },
        "shared": {
            "one": "One topic is shared with others at the account: {topics}.",
            "other": "Topics shared with others at the account are {topics}.",
        },
        "shared topic": "{topic} ({colleagues})",
        "intent": "Intent is {levels}.",
        "intent unknown": "The evidence does not suffice to tell intent.",
        "intent level": "{level} for {products}",
        "product": "{product} ({strength})",
        "high": "high",
        "medium": "medium",
        "low": "low",
        "moment": "On {date}, {name} had an interesting moment: {description}.",
        "moment without words": "On {date}, {name} had an interesting moment.",
        "own moment": "The last interesting moment was on {date}: {description}.",
        "own moment without words": "The last interesting moment was on {date}.",
        # highlights
        "highlight people": "Top engaged: {items}",
        "highlight groups": "Top engaged groups: {items}",
        "highlight topics": "Topics of interest: {items}",
        "highlight trending": "Trending topics: {items}",
        "highlight missing": "Missing roles: {items}",
        "highlight shared": "Shared topics: {items}",
        "highlight score": "Engagement: {score}{change}",
    },
)
