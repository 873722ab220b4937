"""
Language: the words of one language, and its rules for numbers, dates, plurals and lists.

What a summary says, and in which order, is the template's; a language has a phrase for each thing that can be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .._reprs import brief


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date


__all__ = ["Language"]


@attrs.frozen(kw_only=True, eq=False, field_transformer=brief)
class Language:
    """
    A language that summaries are written in.

    Attributes
    ----------
    code : str
        Its code, for example ``en``.
    phrases : mapping of str to str or mapping
        The phrases by what they say, with fields in braces. One that is about a number has a form for each plural
        category of the language (CLDR: one, other …), and a field ``n`` for it.
    types : mapping of str to mapping
        How often something was done, by type of activity, in each plural category.
    plural : callable
        Takes a whole number; returns its plural category.
    number, decimal : callable
        Take a whole number, a number with two decimals; return it as it is written.
    date : callable
        Takes a date; returns it as it is written.
    other_type : callable
        Takes a number, as a whole number and as written, and a type that `types` lacks; returns how often it was done.
    """

    code: str
    phrases: Mapping[str, str | Mapping[str, str]]
    types: Mapping[str, Mapping[str, str]]
    plural: Callable[[int], str]
    number: Callable[[int], str]
    decimal: Callable[[float], str]
    date: Callable[[date], str]
    other_type: Callable[[int, str, str], str]

    def say(self, what: str, n: int | None = None, /, **fields: str) -> str:
        """Return a phrase with its fields filled in."""
        phrase = self.phrases[what]
        if n is not None:
            fields["n"] = self.number(n)
        return (phrase if isinstance(phrase, str) else phrase[self.plural(n or 0)]).format(**fields)

    def how_often(self, activity_type: str, n: int) -> str:
        """Return how often something was done, for example "2 page views"."""
        forms = self.types.get(activity_type)
        if forms is None:
            return self.other_type(n, self.number(n), activity_type)
        return forms[self.plural(n)].format(n=self.number(n))

    def listed(self, items: Sequence[str]) -> str:
        """Return items as a list in words, for example "a, b and c"."""
        if len(items) <= 1:
            return "".join(items)
        return self.say("list", first=", ".join(items[:-1]), last=items[-1])

    def quoted(self, text: str) -> str:
        """Return words of others between quotation marks."""
        return self.say("quote", text=text)

    def named(self, name: str) -> str:
        """Return a name, between quotation marks where it does not look like one."""
        return name if name[0].isupper() or name[0].isdigit() else self.quoted(name)
