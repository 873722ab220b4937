"""
Headcount: which people or roles a number counts: all, those who were active, who are missing, who are required.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from ..readings import Measure
from .context import TIME
from .counted import OF, is_part
from .lexicon import ACTIVE, FILLED, MISSING, NEGATION, REQUIRED, SILENT, words


if TYPE_CHECKING:
    from .context import Place
    from .scope import Scope


__all__ = ["OF_THESE", "Headcount"]

OF_THESE = re.compile(
    r"(?: \w+)? of (?:whom|which|them|these|those|"
    r"(?:the|its|their|all)(?: (?!ʒ)\w+)? (?:activities|members|people|roles))(?!\w)",
    re.IGNORECASE,
)
_FILLED_OR_MISSING = re.compile(rf"(?P<missing>{MISSING.pattern})|(?P<filled>{FILLED.pattern})", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:more|additional|further|another)(?!\w)(?! than)", re.IGNORECASE)
_MAY_LACK = words(
    "must", "needs?", "needed", "still", "yet", r"remain\w*", "open", "complete", r"full\w*", r"fill\w*", "brought",
    "found", "without", r"search\w*", r"look\w*", r"add\w*", "sought", "outstanding", "before",
)  # fmt: skip
_ACROSS = re.compile(r"(?<!\w)(?:across|of|among|in|from)(?: (?:the|its|all))* $", re.IGNORECASE)
_REQUIRES = words("require[sd]?", "foreseen", "expects?", "(?:calls?|asks?) for")


class Headcount:
    """
    What the words around a number say of whom it counts.
    """

    def __init__(self, scope: Scope, place: Place) -> None:
        self.scope = scope
        self.place = place

    @cached_property
    def is_whole(self) -> bool:
        """Whether it is the whole of which there is a part: the 10 of "7 of 10", of "of the 10 members, 7"."""
        if TIME.match(self.place.sentence_right):
            return False  # "the 82 of 4 weeks ago"
        before = self.place.previous_number
        part = before is not None and OF.fullmatch(self.place.gap(before, self.place.mention))
        return (
            bool(part)
            or re.search(
                r"(?:^|[\s(])(?<!instead )of (?:the|its|all)(?: (?!others?)\w+)? $", self.place.left, re.IGNORECASE
            )
            is not None
        )

    @cached_property
    def is_part(self) -> bool:
        """Whether it is a part of a whole: the 7 of "7 of 10", of "10 members, 7 of whom"."""
        return is_part(self.place) or OF_THESE.match(self.place.sentence_right) is not None

    def may_be(self, measure: Measure) -> bool:  # noqa: PLR0911 - each thing that people are counted for
        """Return whether the words leave it open that a measure of people or roles is meant."""
        if measure in {Measure.MISSING, Measure.MISSING_ROLES}:
            return self.is_missing is not False
        if self.is_missing and not self.is_whole and not self.is_part:
            return False
        if measure is Measure.REQUIRED:
            return self.is_whole or REQUIRED.search(self.scope.text) is not None
        if _REQUIRES.search(self.place.right_alone) or _REQUIRES.search(self.place.left):
            return self.is_whole or self.is_part
        if measure in {Measure.ACTIVE_PEOPLE, Measure.SILENT_PEOPLE}:
            return self.is_active in {None, measure is Measure.ACTIVE_PEOPLE}
        if measure is Measure.PEOPLE:
            right = self.place.right_alone
            return self.is_whole or not (ACTIVE.search(right) or SILENT.search(right))
        return True

    @cached_property
    def is_missing(self) -> bool | None:
        """Whether those are counted who are missing; ``None`` where the words leave it open."""
        if _MORE.match(self.place.right):
            return True
        if not MISSING.search(self.scope.text):
            return None if _MAY_LACK.search(self.scope.text) else False
        left = MISSING.search(self.place.left) and not _ACROSS.search(self.place.left)
        if MISSING.search(self.place.right_alone) or left:
            return True
        said = list(_FILLED_OR_MISSING.finditer(self.place.sentence_left, self.scope.sentence.start))
        return said[-1]["missing"] is not None if said and self.place.mention.depth else None

    @cached_property
    def is_active(self) -> bool | None:
        """Whether those are counted who were active, or those who were not; ``None`` where the words do not say."""
        these = OF_THESE.match(self.place.sentence_right)
        behind = self.place.sentence_right[these.end() :] if these else self.place.right_alone
        for text in (behind, self.place.clause):
            silent = SILENT.search(text) is not None
            if silent or ACTIVE.search(text):
                return silent == (NEGATION.search(SILENT.sub("", text)) is not None)
        return None
