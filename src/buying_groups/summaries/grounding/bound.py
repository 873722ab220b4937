"""
Bound: whom or what a number is about, where the words leave no doubt.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..readings import Kind
from .context import runs
from .counted import is_part
from .lexicon import CLAUSE_END, words
from .mentions import MentionKind


if TYPE_CHECKING:
    from .context import Place
    from .mentions import Mention


__all__ = ["bound"]

_NAMED = (Kind.PERSON, Kind.GROUP, Kind.TOPIC, Kind.PRODUCT, Kind.ROLE, Kind.ACTIVITY_TYPE, Kind.SUBJECT)
_BESIDE = (Kind.ROLE, MentionKind.TITLE, MentionKind.ACCOUNT)  # "Ada Berg, Champion, has 73"
_RESPECTIVELY = words("respectively", "in (?:that|this) order")

# What may stand between a name and its number.
_TO_THE_LEFT = re.compile(
    r"(?:['\u2019]s?|[\s:”\"(),–—-]|(?:engagement|scor(?:e[sd]?|ing)|of|is|at|has|had|have|with|stands?|standing|now|"
    r"a|an|the|only|just|reache[sd]|came|comes|come|to|currently|intent|strength|holds|held|in|total|rated|sits|sitting|"
    r"leads|follows|next|did|counts|counted|was|were|saw|drew|drawn|touched|recorded|logged|already|also|made|for|on|alone|"
    r"which|who|whose|that|it|they|she|he|accounts?|as|role|acting|acts|serves|serving)(?!\w))*",
    re.IGNORECASE,
)
_TO_THE_RIGHT = re.compile(
    r"\s*(?:points?|%|activities|activity|actions|times|touchpoints|interactions)?\s*"
    r"(?:for|from|by|of|on|belong(?:s|ing)? to|come from|go to)\s*(?:the |topic |type |role )*[“\"]?",
    re.IGNORECASE,
)


_WHERE = re.compile(
    r"(?<!\w)(?:in|within|at|for|across|leads?|tops?|carr(?:y|ies)|drives?|heads?|dominates?|"
    r"(?:members?|people|persons?|part|interest) of)"
    r"(?: the)?(?: buying)?(?: group| account| company)?(?: both)?(?: [ʒ,“”\" ]+(?:and|or))?\s*[“\"]?$",
    re.IGNORECASE,
)
_IN_WHICH = re.compile(r"(?<!\w)(?:(?:in|of|for|to) which|where|whose)(?: \w+)? $", re.IGNORECASE)
_WHICH = re.compile(r"[”\"]?, (?:which|whose|that|where)(?!\w)", re.IGNORECASE)
_IT = words("it")
_IN_TOTAL = re.compile(r"[^,;()]{0,20} (?:in total|in all|altogether|overall|combined|together)(?!\w)", re.IGNORECASE)


def bound(place: Place) -> Mention | None:
    """Return the name that a number belongs to without doubt; ``None`` where it may be another's."""
    if _IN_TOTAL.match(place.right_alone):
        return None
    return (
        place.opened_by(*_NAMED)
        or _by_its_place(place)
        or _in_parentheses_behind(place)
        or _on_the_right(place)
        or _on_the_left(place)
        or _with_its_part(place)
    )


def _in_parentheses_behind(place: Place) -> Mention | None:
    """
    Return the name of "80 (Gateway for Acme)".
    """
    following = place.next
    if following is None or following.depth <= place.mention.depth or not following.is_any(*_NAMED):
        return None
    text = place.sentence.text
    alone = re.fullmatch(r"(?: points?)? \([“\"]?", text[place.mention.end : following.start])
    return following if alone and re.match(r"[”\"]?\)", text[following.end :]) else None


def _by_its_place(place: Place) -> Mention | None:
    """
    Return the name of "A, B and C with scores of 3, 2 and 1".
    """
    sentence = place.sentence
    for run in runs(sentence, MentionKind.NUMBER):
        if place.mention in run and len(run) > 1:
            named = [mention for mention in sentence.mentions if mention.is_any(Kind.PERSON, Kind.GROUP, Kind.TOPIC)]
            ordered = [named] if _RESPECTIVELY.search(sentence.text, run[-1].end, sentence.end) else []
            listed = sorted((each for kind in _NAMED for each in runs(sentence, kind)), key=lambda each: -each[0].start)
            for names in (*ordered, *listed):
                if len(names) == len(run) and names[-1].end <= run[0].start:
                    return names[run.index(place.mention)]
    return None


def _with_its_part(place: Place) -> Mention | None:
    """
    Return the name of the 2 of "Champion: 1 of 2".
    """
    part = place.previous_number
    name = bound(place.of(part)) if part is not None and is_part(place.of(part)) else None
    return name if name is not None and name.is_any(Kind.ROLE) else None


def _on_the_right(place: Place) -> Mention | None:
    following = place.next
    if following is None or not following.is_any(*_NAMED) or following.depth != place.mention.depth:
        return None
    return following if _TO_THE_RIGHT.fullmatch(place.gap(place.mention, following)) else None


def _on_the_left(place: Place) -> Mention | None:
    number, end = place.mention, place.mention.start
    role: Mention | None = None
    over_aside = False
    for mention in reversed(place.sentence.mentions):
        if mention.end > number.start or mention.depth != number.depth:
            continue
        gap = place.text[mention.end : end]
        if not _TO_THE_LEFT.fullmatch(gap) and not (over_aside and not CLAUSE_END.search(gap)):
            break
        if _is_whereabouts(place, mention):
            over_aside = True
        elif not mention.is_any(*_BESIDE):
            if _is_of_another_clause(place, mention):
                return None
            return mention if mention.is_any(*_NAMED) else role
        elif mention.is_any(Kind.ROLE) and re.fullmatch(r"[^,;–—]*\w[^,;–—]*|[^,;–—]*:[^,;–—]*", gap):
            role = role or mention
        end = mention.start
    return role


def _is_whereabouts(place: Place, name: Mention) -> bool:
    """
    Return whether a name only says where: "Ada Berg is the first in Gateway for Acme with a score of 80".
    """
    before = place.text[place.sentence.start : name.start]
    if not name.is_any(Kind.GROUP, Kind.SUBJECT) or _WHICH.match(place.text, name.end):
        return False
    where = _WHERE.search(before)
    return where is not None and before[: where.start()].strip() != ""


def _is_of_another_clause(place: Place, name: Mention) -> bool:
    """
    Return whether a person is no subject: "the group, in which Ada Berg is Champion, has a score of 80".
    """
    before, between = place.text[place.sentence.start : name.start], place.text[name.end : place.mention.start]
    return name.is_any(Kind.PERSON) and (_IN_WHICH.search(before) is not None or _IT.search(between) is not None)
