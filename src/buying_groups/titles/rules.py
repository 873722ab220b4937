"""
Rules: what the words of a job title say about the position.

Three rules decide the level. *The highest level that counts is the person's*: "Vertriebsleiter / Prokurist", "CEO &
Sales Engineer". *Unless a word decides that somebody else is meant*: the assistant to the CEO is an assistant, a junior
sales manager is a junior. *And who has an occupation but no level is a professional*: "Controller" is one, "Marketing"
(a field and nothing else) is one with little confidence. For the field, the surest word wins.

The confidences are set by hand, for their order: they say which of two answers to trust more. They are not calibrated
probabilities.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

import attrs

from .._notebooks import ShownInNotebooks
from .._validation import Check, checked
from ..errors import InvalidValueError
from .default_vocabulary import DEFAULT_VOCABULARY
from .labels import Function, Seniority
from .vocabulary import Found, Standing, Term, Vocabulary


__all__ = ["FunctionFinding", "SeniorityFinding", "TitleUnderstanding", "understand_title"]

_T = TypeVar("_T")

_FIELD_ONLY = 0.4
"""How sure "professional" is where a title names a field of work and nothing else; chosen here."""

_confidence = Check(lambda value: 0 <= value <= 1, "in [0, 1]")


@attrs.frozen(kw_only=True, field_transformer=checked)
class SeniorityFinding:
    """
    A level, or that it is not known.

    Attributes
    ----------
    value : Seniority or None
        The level; None when no word of the title says one.
    confidence : float
        In [0, 1]; 0 when unknown.
    because : tuple of str
        The terms of the vocabulary that say so, in the order of the title.
    """

    value: Seniority | None = None
    confidence: float = attrs.field(default=0.0, validator=_confidence)
    because: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])


@attrs.frozen(kw_only=True, field_transformer=checked)
class FunctionFinding:
    """
    A field of work, or that it is not known.

    Attributes
    ----------
    value : Function or None
        The field; None when no word of the title says one.
    confidence : float
        In [0, 1]; 0 when unknown. Less where the title names other fields too.
    because : tuple of str
        The terms of the vocabulary that say so, in the order of the title.
    also : tuple of Function
        The other fields that the title names, from the surest to the least sure.
    """

    value: Function | None = None
    confidence: float = attrs.field(default=0.0, validator=_confidence)
    because: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    also: tuple[Function, ...] = attrs.field(default=(), converter=tuple[Function, ...])


@attrs.frozen(kw_only=True, field_transformer=checked)
class TitleUnderstanding(ShownInNotebooks):
    """
    What a job title says.

    Attributes
    ----------
    seniority : SeniorityFinding
        The level.
    function : FunctionFinding
        The field of work.
    """

    seniority: SeniorityFinding = SeniorityFinding()
    function: FunctionFinding = FunctionFinding()


def understand_title(title: str | None, *, vocabulary: Vocabulary = DEFAULT_VOCABULARY) -> TitleUnderstanding:
    """
    Return what a job title says about seniority and function.

    Titles are words, not substrings: there is no CTO in "Director". Case, accents, punctuation, marks of gender and
    the employer ("at …", "bei …") do not matter. The first 256 characters are read.

    Parameters
    ----------
    title : str or None
        One person's job title, in any of the vocabulary's languages or a mixture. None (no title is known) and blank
        text are understood as unknown.
    vocabulary : Vocabulary
        What the words mean.

    Returns
    -------
    TitleUnderstanding
        With a confidence and the words that decided; unknown is a result and not an error.

    Raises
    ------
    InvalidValueError
        When the title is neither text nor None (a NaN, for example).

    Notes
    -----
    The confidence of a level is that of its surest term. That of a field is ``(surest + 1 - rival) / 2``, where
    ``rival`` is the confidence of the surest term for another field (0 if there is none).

    Examples
    --------
    >>> understood = understand_title("Assistant to the CEO")
    >>> understood.seniority.value, understood.seniority.because
    (<Seniority.JUNIOR: 'junior'>, ('assistant',))

    >>> understood = understand_title("Leiterin Marketing & Vertrieb (m/w/d)")
    >>> understood.seniority.value, understood.function.value, understood.function.also
    (<Seniority.LEAD: 'lead'>, <Function.MARKETING: 'marketing'>, (<Function.SALES: 'sales'>,))

    >>> understand_title("Happiness wizard").seniority.value is None
    True
    """
    text: Any = "" if title is None else title
    if not isinstance(text, str):
        raise InvalidValueError("title", text, "text, or None where it is not known")
    found = vocabulary.find(text)
    function = _function([each.term for each in found])
    return TitleUnderstanding(seniority=_seniority(found, function), function=function)


def _function(terms: list[Term]) -> FunctionFinding:
    surest: dict[Function, float] = {}
    for term in terms:
        if term.function:
            surest[term.function] = max(term.function_confidence, surest.get(term.function, 0.0))
    if not surest:
        return FunctionFinding()
    order = list(Function)
    first, *others = sorted(surest, key=lambda function: (-surest[function], order.index(function)))
    rival = surest[others[0]] if others else 0.0
    return FunctionFinding(
        value=first,
        confidence=(surest[first] + 1 - rival) / 2,
        because=_texts(term for term in terms if term.function is first),
        also=tuple(others),
    )


def _seniority(found: list[Found], function: FunctionFinding) -> SeniorityFinding:
    roles: dict[int, list[Term]] = {}
    for each in found:
        if each.term.seniority:
            roles.setdefault(each.role, []).append(each.term)
    said: dict[str, list[Term]] = {}
    for terms in roles.values():
        kind = _first_of(_WITHIN_A_ROLE, map(_kind, terms))
        said.setdefault(kind, []).extend(term for term in terms if _kind(term) == kind)
    if not said:
        return _from_field(function)
    kind = _first_of(_AMONG_ROLES, said)
    order = Seniority if kind == Standing.DECIDES else reversed(Seniority)
    level = _first_of(order, [term.seniority for term in said[kind]])
    terms = [term for term in said[kind] if term.seniority is level]
    return SeniorityFinding(
        value=level, confidence=max(term.seniority_confidence for term in terms), because=_texts(terms)
    )


def _from_field(function: FunctionFinding) -> SeniorityFinding:
    if function.value is None:
        return SeniorityFinding()
    return SeniorityFinding(value=Seniority.PROFESSIONAL, confidence=_FIELD_ONLY, because=function.because)


_OCCUPATION = "occupation"
_WITHIN_A_ROLE = (Standing.DECIDES, Standing.COUNTS, _OCCUPATION, Standing.YIELDS)
_AMONG_ROLES = (Standing.COUNTS, Standing.DECIDES, Standing.YIELDS, _OCCUPATION)


def _kind(term: Term) -> str:
    return _OCCUPATION if term.seniority is Seniority.PROFESSIONAL else term.standing


def _first_of(order: Iterable[_T], among: Iterable[_T | None]) -> _T:
    there = set(among)
    return next(item for item in order if item in there)


def _texts(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.text for term in terms))
