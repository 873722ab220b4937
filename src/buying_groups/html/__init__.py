"""
HTML: the details page and other results, for a web page, a notebook or an email.

What comes out is one piece of HTML: no script, nothing from the network, light and dark as the reader's system or
notebook is, all text that came from data escaped. Needs the extra ``html``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, cast

from .._extras import of_an_extra


if TYPE_CHECKING:
    from types import ModuleType


__all__ = ["document", "fragment"]

_RENDERERS = (
    "assignment",
    "conditions",
    "email",
    "insights",
    "intent",
    "page",
    "scores",
    "stages",
    "taxonomy",
    "tenant",
    "titles",
)


def fragment(value: object) -> str:
    """
    Return a value as one element of HTML, to stand in a page, a notebook or an email.

    Parameters
    ----------
    value : object
        What to show: `BuyingGroupDetails`, `Summary`, `Tenant`, `EngagementScores`, `PersonScore`, `GroupScore`,
        `Completeness`, `Condition`, `Explanation`, `StageModel`, `Velocity`, `Stagnation`, `IntentReport`,
        `IntentExplanation`, `Taxonomy`, `KeywordClustering`, `AssignmentPlan`, `EmailPlan`, `EmailResult`,
        `TitleUnderstanding`, or an insight of `buying_groups.insights`.

    Returns
    -------
    str
        An ``article`` with its style inside, which is scoped to it. Its title is a heading of the second level: the
        page that it is put into has one of the first.

    Raises
    ------
    InvalidValueError
        When it is something else.
    MissingLibraryError
        When the extra ``html`` is not installed.

    Examples
    --------
    >>> from buying_groups.conditions import attribute
    >>> shown = fragment(attribute("job_title").contains("R&D"))
    >>> "job title contains “R&amp;D”" in shown
    True
    """
    return cast("str", _piece().to_fragment(value))


def document(value: object) -> str:
    """
    Return a value as a whole document.

    Parameters
    ----------
    value : object
        What to show: `BuyingGroupDetails`, `Summary`, `Tenant`, `EngagementScores`, `PersonScore`, `GroupScore`,
        `Completeness`, `Condition`, `Explanation`, `StageModel`, `Velocity`, `Stagnation`, `IntentReport`,
        `IntentExplanation`, `Taxonomy`, `KeywordClustering`, `AssignmentPlan`, `EmailPlan`, `EmailResult`,
        `TitleUnderstanding`, or an insight of `buying_groups.insights`.

    Returns
    -------
    str
        From the doctype to the end, to be encoded as UTF-8. Its own policy forbids scripts and loading anything.

    Raises
    ------
    InvalidValueError
        When it is something else.
    MissingLibraryError
        When the extra ``html`` is not installed.

    Examples
    --------
    >>> from buying_groups.conditions import attribute
    >>> document(attribute("job_title").is_("CTO")).splitlines()[0][:31]
    '<!doctype html><html lang="en">'
    """
    return cast("str", _piece().to_document(value))


def _piece() -> ModuleType:
    with of_an_extra():
        for name in _RENDERERS:
            importlib.import_module(f".{name}", __name__)
    return importlib.import_module(".piece", __name__)
