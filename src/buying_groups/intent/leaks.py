"""
Leaks: features that know what only the future knew.

A model that was validated with such features is worth nothing in use, and its figures look splendid. Two checks: one
that is exact, for features that can be computed twice, and one that only raises suspicion, for tables that come as they
are.
"""

# SciPy has no types, so those that come out of it are not known here.
# mypy: disable-error-code="import-untyped"
# pyright: reportMissingTypeStubs=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false

from typing import Any

import attrs
import numpy as np
from scipy.stats import rankdata

from .._validation import Check, at_least, checked, not_blank
from ..errors import InvalidValueError


__all__ = ["FutureFeature", "SuspiciousFeature", "future_features", "suspicious_features"]

Floats = np.ndarray[Any, np.dtype[np.float64]]


@attrs.frozen(kw_only=True, field_transformer=checked)
class FutureFeature:
    """
    A feature that changes when the future does.

    Attributes
    ----------
    name : str
        The feature.
    pairs : int
        In how many pairs it changed.
    """

    name: str = attrs.field(validator=not_blank)
    pairs: int = attrs.field(validator=at_least(1))


@attrs.frozen(kw_only=True, field_transformer=checked)
class SuspiciousFeature:
    """
    A feature that alone tells the labels apart nearly perfectly.

    Attributes
    ----------
    name : str
        The feature.
    auc : float
        The area under its ROC curve, in [0.5, 1]; of the better direction.
    by_missing : bool
        Whether it is not its value that tells, but whether it has one.
    """

    name: str = attrs.field(validator=not_blank)
    auc: float = attrs.field(
        validator=Check(lambda value: 0.5 <= value <= 1, "in [0.5, 1]", {"minimum": 0.5, "maximum": 1})  # noqa: PLR2004 - said
    )
    by_missing: bool = False


def future_features(known: Any, with_future: Any, *, feature_names: Any = None) -> tuple[FutureFeature, ...]:
    """
    Return the features that know the future.

    Parameters
    ----------
    known : array-like of shape (n_samples, n_features)
        Features of pairs as of a moment, computed from what was known then.
    with_future : array-like of shape (n_samples, n_features)
        Features of the same pairs as of the same moment, computed from data that also hold what came later: or the
        same data with everything after the moment moved, multiplied or invented.
    feature_names : sequence of str, default=None
        Names; by default those of the columns of a data frame, else ``"x0"``, ``"x1"`` and so on.

    Returns
    -------
    tuple of FutureFeature
        In the order of the columns; empty where nothing leaks. A value that is missing in both did not change.

    Raises
    ------
    InvalidValueError
        When the shapes differ, or there are not as many names as columns.

    Examples
    --------
    >>> from buying_groups.intent.leaks import future_features
    >>> future_features([[1, 2], [3, 4]], [[1, 2], [3, 5]], feature_names=["visits", "purchases"])
    (FutureFeature(name='purchases', pairs=1),)
    """
    one, other = _matrix("known", known), _matrix("with_future", with_future)
    if one.shape != other.shape:
        raise InvalidValueError("with_future", other.shape, f"of the shape of known, {one.shape}")
    names = _names(known, feature_names, one.shape[1])
    changed = ((one != other) & ~(np.isnan(one) & np.isnan(other))).sum(axis=0)
    return tuple(
        FutureFeature(name=name, pairs=count) for name, count in zip(names, changed.tolist(), strict=True) if count
    )


def suspicious_features(
    X: Any,  # noqa: N803 - scikit-learn's name
    y: Any,
    *,
    auc: float = 0.95,
    feature_names: Any = None,
) -> tuple[SuspiciousFeature, ...]:
    """
    Return the features of which each alone tells the labels apart nearly perfectly.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
        Numeric features; NaN where one is missing.
    y : array-like of shape (n_samples,)
        Labels, 1 for interest and 0 for none, both present.
    auc : float, default=0.95
        From this area under the ROC curve on a feature is suspicious; between 0.5 and 1. Chosen here.
    feature_names : sequence of str, default=None
        As in `future_features`.

    Returns
    -------
    tuple of SuspiciousFeature
        The most suspicious first, ties in alphabetical order. It is no proof: look at how the feature comes about.

    Raises
    ------
    InvalidValueError
        When labels are not 0 and 1, or of one kind only, or lengths differ.

    Examples
    --------
    >>> from buying_groups.intent.leaks import suspicious_features
    >>> X = [[3, 1], [5, 1], [4, float("nan")], [6, float("nan")]]
    >>> suspicious_features(X, [1, 1, 0, 0], feature_names=["visits", "closed_by"])
    (SuspiciousFeature(name='closed_by', auc=1.0, by_missing=True),)
    """
    matrix, labels = _matrix("X", X), np.asarray(y)
    if len(labels) != len(matrix):
        raise InvalidValueError("y", len(labels), f"as many labels as rows of X, {len(matrix)}")
    if set(np.unique(labels).tolist()) != {0, 1}:
        raise InvalidValueError("y", np.unique(labels).tolist(), "1 for interest and 0 for none, both present")
    found: list[SuspiciousFeature] = []
    for name, column in zip(_names(X, feature_names, matrix.shape[1]), matrix.T, strict=True):
        missing = np.isnan(column)
        by_value = _area(column[~missing], labels[~missing] == 1)
        by_missing = _area(missing, labels == 1)
        best = max(by_value, by_missing)
        if best >= auc:
            found.append(SuspiciousFeature(name=name, auc=best, by_missing=by_missing > by_value))
    return tuple(sorted(found, key=lambda each: (-each.auc, each.name)))


def _area(values: Any, interested: Any) -> float:
    positives = int(interested.sum())
    negatives = len(interested) - positives
    if not positives or not negatives:
        return 0.5
    ranks = float(rankdata(values)[interested].sum())
    area = (ranks - positives * (positives + 1) / 2) / (positives * negatives)
    return max(area, 1 - area)


def _matrix(field: str, values: Any) -> Floats:
    matrix = np.asarray(values, dtype=np.float64)
    if matrix.ndim != 2:  # noqa: PLR2004 - rows and columns
        raise InvalidValueError(field, matrix.shape, "a matrix: a row for each pair, a column for each feature")
    return matrix


def _names(X: Any, given: Any, count: int) -> list[str]:  # noqa: N803 - scikit-learn's name
    if given is None:
        given = getattr(X, "columns", [f"x{position}" for position in range(count)])
    names = [str(name) for name in given]
    if len(names) != count:
        raise InvalidValueError("feature_names", names, f"as many as columns, {count}")
    return names
