"""
Evidence of levels: how many held-out pairs each has, how many of these show interest, and what that bounds.

The bounds are exact (Clopper and Pearson), and of one pair per account where accounts are given: pairs of one
account are not independent.
"""

# SciPy has no types, so those that come out of it are not known here.
# mypy: disable-error-code="import-untyped, no-any-return"
# pyright: reportMissingTypeStubs=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false

from typing import Any

import attrs
import numpy as np
from scipy.stats import beta

from .._validation import Check, at_least, checked
from .report import IntentLevel


__all__ = [
    "DECIDED",
    "Flags",
    "Floats",
    "Integers",
    "LevelEvidence",
    "by_account",
    "counted",
    "is_share",
    "level_evidence",
]

Floats = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Integers = np.ndarray[Any, np.dtype[np.int64]]

DECIDED = (IntentLevel.HIGH, IntentLevel.MEDIUM, IntentLevel.LOW, IntentLevel.UNKNOWN)
"""The levels in the order in which they are decided."""

is_share = Check(lambda value: 0 <= value <= 1, "in [0, 1]", {"minimum": 0, "maximum": 1})


@attrs.frozen(kw_only=True, field_transformer=checked)
class LevelEvidence:
    """
    What held-out pairs say of one level.

    Attributes
    ----------
    level : IntentLevel
        The level.
    pairs : int
        How many pairs have it.
    coverage : float
        Their share of all pairs, in [0, 1].
    share : float or None
        The share of them that show interest, in [0, 1]; ``None`` without pairs.
    lowest, highest : float
        Exact one-sided confidence bounds of that share (Clopper and Pearson), in [0, 1]; of one pair per account, where
        accounts were given.
    """

    level: IntentLevel
    pairs: int = attrs.field(validator=at_least(0))
    coverage: float = attrs.field(validator=is_share)
    share: float | None = attrs.field(validator=is_share)
    lowest: float = attrs.field(validator=is_share)
    highest: float = attrs.field(validator=is_share)


def by_account(kept: Flags, scores: Floats, accounts: Integers | None) -> Integers:
    """
    Return the order of the pairs in which, within an account, the score nearest to the threshold comes first.

    Of equal scores, what speaks against the promise comes first.
    """
    return np.arange(len(scores)) if accounts is None else np.lexsort([kept, scores, accounts])


def counted(order: Integers, chosen: Flags, accounts: Integers | None) -> Integers:
    """
    Return which of the chosen pairs count: all, or the first of each account.
    """
    rows = order[chosen[order]]
    if accounts is None:
        return rows
    return rows[np.diff(accounts[rows], prepend=-1) != 0]


def level_evidence(
    places: Integers, labels: Flags, p: Floats, accounts: Integers | None, *, confidence: float
) -> tuple[LevelEvidence, ...]:
    """
    Return what pairs say of each level.

    Parameters
    ----------
    places : ndarray of shape (n_pairs,)
        The place of each pair's level in `DECIDED`.
    labels : ndarray of bool, shape (n_pairs,)
        Which pairs show interest.
    p : ndarray of shape (n_pairs,)
        Their probabilities.
    accounts : ndarray of shape (n_pairs,), or None
        The number of each pair's account.
    confidence : float
        Of the bounds.
    """
    order, error = by_account(labels, p, accounts), 1 - confidence
    mirrored = by_account(~labels, -p, accounts)
    found: list[LevelEvidence] = []
    for place, level in enumerate(DECIDED):
        chosen = places == place
        rows = counted(mirrored if level is IntentLevel.LOW else order, chosen, accounts)
        n, k = len(rows), int(labels[rows].sum())
        found.append(
            LevelEvidence(
                level=level,
                pairs=int(chosen.sum()),
                coverage=float(chosen.mean()) if len(p) else 0.0,
                share=float(labels[chosen].mean()) if n else None,
                lowest=float(beta.ppf(error, k, n - k + 1)) if k else 0.0,
                highest=float(beta.ppf(1 - error, k + 1, n - k)) if k < n else 1.0,
            )
        )
    return tuple(found)
