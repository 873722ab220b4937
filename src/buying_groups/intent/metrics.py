"""
Metrics of (subject, product) pairs: how good a ranking is, and how far probabilities can be believed.

Average precision, the area under the ROC curve and the Brier score itself are scikit-learn's (`sklearn.metrics`). What
stands here is what it lacks: rankings within subjects with ties counted honestly, calibration in bins of equal mass.
No metric depends on the order of the rows: equal scores count as if their order were drawn at random.
"""

# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from typing import Any

import attrs
import numpy as np

from .._validation import checked
from ..errors import InvalidValueError


__all__ = [
    "BrierDecomposition",
    "brier_decomposition",
    "equal_mass_bins",
    "expected_calibration_error",
    "hit_rate",
    "ndcg",
    "precision_at_k",
]

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]


def precision_at_k(y: Any, scores: Any, subjects: Any, *, k: int) -> float:
    """
    Return the share of interest among the k best pairs of a subject, mean over subjects.

    Parameters
    ----------
    y : array-like of shape (n_samples,)
        Labels, 1 for interest and 0 for none.
    scores : array-like of shape (n_samples,)
        Any finite numbers, higher for more interest.
    subjects : array-like of shape (n_samples,)
        The subject of each pair.
    k : int
        How many are taken of each subject; all of one that has fewer. At least 1.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    InvalidValueError
        Without pairs, when labels are not 0 and 1, scores are not finite, or lengths differ.

    Examples
    --------
    Of the first subject's two best, one is right. The second has two equals for one place, of which one is right.

    >>> from buying_groups.intent.metrics import precision_at_k
    >>> subjects = ["a", "a", "a", "b", "b", "b"]
    >>> precision_at_k([1, 0, 1, 1, 0, 1], [0.9, 0.8, 0.1, 0.5, 0.5, 0.7], subjects, k=2)
    0.625
    """
    ranks = _Ranks(*_labelled(y, scores), subjects)
    k = _whole(k, "k")
    found = ranks.interested * np.clip((k - ranks.above) / ranks.size, 0, 1)
    taken = np.minimum(np.bincount(ranks.subject, ranks.size), k)
    return float(np.mean(np.bincount(ranks.subject, found) / taken))


def hit_rate(y: Any, scores: Any, subjects: Any, *, k: int, average: bool = True) -> Any:
    """
    Return how often an interested pair is among the k best of its subject.

    Each interested pair is ranked among the pairs of its subject that are not interested.

    Parameters
    ----------
    y, scores, subjects
        As in `precision_at_k`.
    k : int
        At least 1.
    average : bool, default=True
        Whether to return the mean over interested pairs, or one value for each, in the order of the rows.

    Returns
    -------
    float or ndarray of shape (n_interested,)
        In [0, 1].

    Raises
    ------
    InvalidValueError
        As in `precision_at_k`, and when no pair is interested.

    Notes
    -----
    With h pairs strictly higher and e equal ones, the pair itself among them: (k − h) / e, clipped to [0, 1]. Published
    figures often put the interested pair first among equals, which is worth much where scores are saturated.

    Examples
    --------
    >>> from buying_groups.intent.metrics import hit_rate
    >>> hit_rate([1, 0, 0, 0], [0.5, 0.9, 0.5, 0.1], ["a"] * 4, k=2)
    0.5
    """
    k = _whole(k, "k")
    higher, equal = _interested(y, scores, subjects)
    hits = np.clip((k - higher) / equal, 0, 1)
    return float(hits.mean()) if average else hits


def ndcg(y: Any, scores: Any, subjects: Any, *, k: int, average: bool = True) -> Any:
    """
    Return the normalized discounted cumulative gain at k of interested pairs, each among its subject's others.

    Parameters
    ----------
    y, scores, subjects, k, average
        As in `hit_rate`.

    Returns
    -------
    float or ndarray of shape (n_interested,)
        In [0, 1].

    Raises
    ------
    InvalidValueError
        As in `hit_rate`.

    Notes
    -----
    With h pairs strictly higher and e equal ones, the pair itself among them: the mean over the ranks r from h + 1 to
    h + e of 1 / log2(r + 1) where r is at most k, else 0.

    Examples
    --------
    Ranks 2 and 3 are equally likely: (0.631 + 0.5) / 2.

    >>> from buying_groups.intent.metrics import ndcg
    >>> round(ndcg([1, 0, 0, 0], [0.5, 0.9, 0.5, 0.1], ["a"] * 4, k=5), 3)
    0.565
    """
    k = _whole(k, "k")
    higher, equal = _interested(y, scores, subjects)
    gains = np.append(0.0, np.cumsum(1 / np.log2(np.arange(2, k + 2))))
    gained = (gains[np.minimum(higher + equal, k)] - gains[np.minimum(higher, k)]) / equal
    return float(gained.mean()) if average else gained


def expected_calibration_error(y: Any, probabilities: Any, *, n_bins: int = 10, sample_weight: Any = None) -> float:
    """
    Return how far probabilities are from the shares that come true, in bins of equal mass.

    Parameters
    ----------
    y : array-like of shape (n_samples,)
        Labels, 1 for interest and 0 for none.
    probabilities : array-like of shape (n_samples,)
        In [0, 1].
    n_bins : int, default=10
        How many bins; at least 1. A bin whose border falls among equal probabilities gets its share of them.
    sample_weight : array-like of shape (n_samples,), default=None
        At least 0, not all 0.

    Returns
    -------
    float
        In [0, 1]: the mean over bins of the distance between mean probability and share. Of n pairs that are perfectly
        calibrated it is about 0.8 · sqrt(p (1 − p) · bins / n), not 0.

    Raises
    ------
    InvalidValueError
        Without pairs, when labels are not 0 and 1, a probability is not in [0, 1], or lengths differ.

    References
    ----------
    Nixon et al., "Measuring calibration in deep learning", 2019 (equal mass).

    Examples
    --------
    >>> from buying_groups.intent.metrics import expected_calibration_error
    >>> round(expected_calibration_error([0, 1, 1, 1], [0.25, 0.25, 0.75, 0.75], n_bins=2), 12)
    0.25
    """
    mass, interested, said = equal_mass_bins(y, probabilities, n_bins=n_bins, sample_weight=sample_weight)
    return float(np.abs(interested - said).sum() / mass.sum())


@attrs.frozen(kw_only=True, field_transformer=checked)
class BrierDecomposition:
    """
    The Brier score taken apart: ``brier`` = ``reliability`` − ``resolution`` + ``uncertainty`` + ``within_bins``.

    Attributes
    ----------
    brier : float
        Mean squared distance between probability and label, in [0, 1].
    reliability : float
        Mean squared distance between a bin's mean probability and its share of interest; 0 is perfectly calibrated.
    resolution : float
        Mean squared distance between a bin's share of interest and that of all: how much the model tells apart.
    uncertainty : float
        p (1 − p) of the share p of all; it does not depend on the model.
    within_bins : float
        What the bins do not see, because probabilities differ inside of them; 0 where they do not.
    """

    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within_bins: float


def brier_decomposition(
    y: Any, probabilities: Any, *, n_bins: int = 10, sample_weight: Any = None
) -> BrierDecomposition:
    """
    Return the Brier score with its decomposition, in bins of equal mass.

    Parameters
    ----------
    y, probabilities, n_bins, sample_weight
        As in `expected_calibration_error`.

    Returns
    -------
    BrierDecomposition
        The score and its parts.

    Raises
    ------
    InvalidValueError
        As in `expected_calibration_error`.

    References
    ----------
    Murphy, "A new vector partition of the probability score", Journal of Applied Meteorology 1973. Stephenson, Coelho
    and Jolliffe, "Two extra components in the Brier score decomposition", Weather and Forecasting 2008.

    Examples
    --------
    >>> from buying_groups.intent.metrics import brier_decomposition
    >>> parts = brier_decomposition([0, 1, 1, 1], [0.25, 0.25, 0.75, 0.75], n_bins=2)
    >>> parts.brier, parts.reliability, parts.resolution, parts.uncertainty, parts.within_bins
    (0.1875, 0.0625, 0.0625, 0.1875, 0.0)
    """
    mass, interested, said = equal_mass_bins(y, probabilities, n_bins=n_bins, sample_weight=sample_weight)
    labels, p, weights = _weighted(y, probabilities, sample_weight)
    total = mass.sum()
    share = interested.sum() / total
    brier = float(np.average((p - labels) ** 2, weights=weights))
    reliability = float(((interested - said) ** 2 / mass).sum() / total)
    resolution = float((mass * (interested / mass - share) ** 2).sum() / total)
    uncertainty = float(share * (1 - share))
    return BrierDecomposition(
        brier=brier,
        reliability=reliability,
        resolution=resolution,
        uncertainty=uncertainty,
        within_bins=brier - (reliability - resolution + uncertainty),
    )


class _Ranks:
    """
    Blocks of equal scores of one subject, from the highest to the lowest.
    """

    def __init__(self, labels: Floats, scores: Floats, subjects: Any) -> None:
        given = np.asarray(subjects)
        if given.shape != labels.shape:
            raise InvalidValueError("subjects", given.shape, f"as many subjects as labels, {len(labels)}")
        codes = np.unique(given, return_inverse=True)[1]
        order = np.lexsort([-scores, codes])
        new = np.append(True, (np.diff(codes[order]) != 0) | (np.diff(scores[order]) != 0))
        starts = np.flatnonzero(new)
        self.block_of = np.empty(len(order), dtype=np.int64)
        self.block_of[order] = np.cumsum(new) - 1
        self.subject: Integers = codes[order][starts]
        self.size = np.diff(starts, append=len(order))
        self.interested = np.add.reduceat(labels[order], starts)
        self.above = self._above(self.size)

    def _above(self, counts: Any) -> Any:
        # How many of its subject stand strictly above a block: all that went before, less those of other subjects.
        before = np.cumsum(counts) - counts
        first = np.append(True, np.diff(self.subject) != 0)
        return before - before[first][np.cumsum(first) - 1]

    def others(self) -> tuple[Any, Any]:
        """Return how many not interested pairs stand above each block, and how many in it."""
        not_interested = self.size - self.interested
        return self._above(not_interested), not_interested


def _interested(y: Any, scores: Any, subjects: Any) -> tuple[Integers, Integers]:
    labels, values = _labelled(y, scores)
    if not labels.any():
        raise InvalidValueError("y", "no label 1", "labels of which at least one is 1")
    ranks = _Ranks(labels, values, subjects)
    higher, equal = (each[ranks.block_of[labels == 1]].astype(np.int64) for each in ranks.others())
    return higher, equal + 1


def equal_mass_bins(
    y: Any, probabilities: Any, *, n_bins: Any, sample_weight: Any = None
) -> tuple[Floats, Floats, Floats]:
    """
    Return, of each bin of equal mass: its mass, how much of it is interested, and the sum of its probabilities.

    A bin whose border falls among equal probabilities gets its share of them, so that these need not be whole numbers.

    Parameters
    ----------
    y : array-like of shape (n_samples,)
        1 where the interest was there, 0 where it was not.
    probabilities : array-like of shape (n_samples,)
        What was predicted, in [0, 1].
    n_bins : int
        How many bins; at least 1.
    sample_weight : array-like of shape (n_samples,), default=None
        How much each pair counts, at least 0; by default all count 1.

    Returns
    -------
    mass : ndarray of shape (n_bins,)
        The weight of each bin, the lowest probabilities first.
    interested : ndarray of shape (n_bins,)
        The weight of its pairs with interest.
    sums : ndarray of shape (n_bins,)
        The weighted sum of its probabilities.

    Raises
    ------
    InvalidValueError
        When labels, probabilities, weights or `n_bins` are out of range.

    Examples
    --------
    >>> from buying_groups.intent.metrics import equal_mass_bins
    >>> mass, interested, sums = equal_mass_bins([0, 0, 1, 1], [0.25, 0.25, 0.5, 1.0], n_bins=2)
    >>> mass.tolist(), interested.tolist(), sums.tolist()
    ([2.0, 2.0], [0.0, 2.0], [0.5, 1.5])
    """
    # Sums over equal probabilities first, then along the mass: a border inside of a block divides it in proportion.
    labels, p, weights = _weighted(y, probabilities, sample_weight)
    values, block = np.unique(p, return_inverse=True)
    mass = np.append(0.0, np.cumsum(np.bincount(block, weights)))
    interested = np.append(0.0, np.cumsum(np.bincount(block, weights * labels)))
    said = np.append(0.0, np.cumsum(np.bincount(block, weights) * values))
    borders = np.linspace(0.0, mass[-1], _whole(n_bins, "n_bins") + 1)
    borders[-1] = mass[-1]
    return np.diff(borders), np.diff(np.interp(borders, mass, interested)), np.diff(np.interp(borders, mass, said))


def _weighted(y: Any, probabilities: Any, sample_weight: Any) -> tuple[Floats, Floats, Floats]:
    labels, p = _labelled(y, probabilities, "probabilities")
    if ((p < 0) | (p > 1)).any():
        raise InvalidValueError("probabilities", float(p[(p < 0) | (p > 1)][0]), "in [0, 1]")
    weights = np.ones(len(p)) if sample_weight is None else np.asarray(sample_weight, dtype=np.float64)
    if weights.shape != p.shape:
        raise InvalidValueError("sample_weight", weights.shape, f"as many weights as labels, {len(p)}")
    if not (np.isfinite(weights) & (weights >= 0)).all() or not weights.any():
        raise InvalidValueError("sample_weight", weights.tolist(), "finite numbers of at least 0, not all 0")
    kept = weights > 0
    return labels[kept], p[kept], weights[kept]


def _labelled(y: Any, scores: Any, field: str = "scores") -> tuple[Floats, Floats]:
    labels, values = np.asarray(y), np.asarray(scores, dtype=np.float64)
    if labels.ndim != 1 or not len(labels):
        raise InvalidValueError("y", labels.shape, "one-dimensional, with at least one label")
    if values.shape != labels.shape:
        raise InvalidValueError(field, values.shape, f"as many as labels, {len(labels)}")
    wrong = [value for value in np.unique(labels).tolist() if value not in (0, 1)]
    if wrong:
        raise InvalidValueError("y", wrong[0], "1 for interest and 0 for none")
    if not np.isfinite(values).all():
        raise InvalidValueError(field, float(values[~np.isfinite(values)][0]), "finite")
    return labels.astype(np.float64), values


def _whole(value: Any, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise InvalidValueError(field, value, "a whole number of at least 1")
    return int(value)
