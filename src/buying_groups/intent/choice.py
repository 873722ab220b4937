"""
Choice: which of several ways to rank products is worth its complexity, judged on held-out pairs.
"""

# scipy has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import stats

from ..errors import InvalidValueError
from .metrics import ndcg


if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["choose_ranking"]


def choose_ranking(
    y: Any, scores: Mapping[str, Any], lines: Any, subjects: Any, *, k: int = 1, confidence: float = 0.95
) -> str:
    """
    Return the name of the simplest way to rank that no later one is surely better than.

    Parameters
    ----------
    y : array-like of shape (n_pairs,)
        Labels: 1 where the subject is interested.
    scores : mapping of str to array-like of shape (n_pairs,)
        The scores of each way by its name, from the simplest (popularity, say) to the most complex. Scores of a model
        have to be of pairs that it has not learned from.
    lines : array-like of shape (n_pairs,)
        In which list a pair is ranked; of `HeldOut` the running sum of the labels, so that each interest stands in a
        list with the examples of none that follow it.
    subjects : array-like of shape (n_pairs,)
        Whose pair it is. Lists of one subject are not independent of each other.
    k : int, default=1
        Of `ndcg`. The default, among the eleven of `hold_out`, is about what 10 is among a hundred.
    confidence : float, default=0.95
        How sure a gain has to be, above 0.5 and below 1.

    Returns
    -------
    str
        A name of `scores`. The first is kept until a later one gains in `ndcg`, with a lower confidence bound
        (one-sided, of Student's t, over subjects) above 0; that one is kept in its place, and so on.

    Raises
    ------
    InvalidValueError
        When `scores` is empty, `confidence` out of its range, or an array of another length than the labels.

    Examples
    --------
    Each of three subjects is interested in the first of two products; popularity is right for one of them:

    >>> from buying_groups.intent import choose_ranking
    >>> y, subjects = [1, 0] * 3, ["Ann", "Ann", "Bob", "Bob", "Cy", "Cy"]
    >>> scores = {"popularity": [2, 1, 1, 2, 1, 2], "model": [0.9, 0.1, 0.8, 0.2, 0.7, 0.3]}
    >>> choose_ranking(y, scores, subjects, subjects, confidence=0.85)
    'model'

    With two of three better, 95 % confidence is not reached:

    >>> choose_ranking(y, scores, subjects, subjects)
    'popularity'
    """
    if not scores:
        raise InvalidValueError("scores", scores, "at least one way to rank")
    if not 0.5 < confidence < 1:  # noqa: PLR2004 - as much as tossing a coin
        raise InvalidValueError("confidence", confidence, "above 0.5 and below 1")
    labels = np.asarray(y)
    owner = np.asarray(subjects)
    if owner.shape != labels.shape:
        raise InvalidValueError("subjects", owner.shape, f"as many subjects as labels, {len(labels)}")
    names = list(scores)
    if not (labels == 1).any():
        return names[0]
    owner = np.unique(owner[labels == 1], return_inverse=True)[1]
    n = owner.max() + 1
    gains = {name: ndcg(labels, values, lines, k=k, average=False) for name, values in scores.items()}
    kept = names[0]
    for name in names[1:] if n > 1 else ():
        added = gains[name] - gains[kept]
        spread = np.sqrt((np.bincount(owner, added - added.mean()) ** 2).sum() * n / (n - 1)) / len(added)
        if added.mean() > stats.t.ppf(confidence, n - 1) * spread:
            kept = name
    return kept
