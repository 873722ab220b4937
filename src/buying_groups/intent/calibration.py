"""
Calibration: from a classifier's log-odds on rows that it did not see to log-odds that hold, for each product.

Two steps, both fitted on held-out rows only. First one monotone curve for all products together. Then one shift of the
log-odds for each product, whose size is learned from all products (empirical Bayes): the shifts are taken to be drawn
from a normal distribution around 0, the pool, whose variance is estimated from the products themselves. A product with
many labels gets the shift that its labels ask for, one with few gets part of it, one with none gets none.
"""

# SciPy and scikit-learn have no types, so those that come out of them are not known here.
# mypy: disable-error-code="import-untyped"
# pyright: reportMissingTypeStubs=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_expit, logit
from sklearn.isotonic import IsotonicRegression


__all__ = ["Method", "calibrated", "fit_curve", "fit_product_shifts", "log_odds"]

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]
Method = Literal["sigmoid", "beta", "isotonic"]

_NEAREST = 1e-9  # the smallest probability that is told apart from 0: its log-odds are -20.7
_ROUNDS = 100
_LONGEST_STEP = 2.0  # of Newton's method, in log-odds; keeps a product without positives from overshooting
_SMALL = 1e-8
_SLOPE_PRECISION = 1.0  # of a standard normal prior around 1: felt with ten rows, not with a thousand


def log_odds(probabilities: Floats) -> Floats:
    """Return the log-odds of probabilities, those of 0 and 1 finite."""
    return np.asarray(logit(np.clip(probabilities, _NEAREST, 1 - _NEAREST)))


def fit_curve(method: Method, scores: Floats, labels: Floats, weights: Floats) -> Floats:
    """
    Return the parameters of a monotone curve from log-odds to calibrated log-odds.

    Parameters
    ----------
    method : {"sigmoid", "beta", "isotonic"}
        ``"sigmoid"``: slope and intercept of a line. ``"beta"``: two slopes, one for the log of the probability and
        one for that of its complement, and an intercept. ``"isotonic"``: the points of a step function that is
        interpolated.
    scores : ndarray of shape (n_samples,)
        Log-odds, of rows that the classifier did not see.
    labels : ndarray of shape (n_samples,)
        0 and 1.
    weights : ndarray of shape (n_samples,)
        Above 0.

    Returns
    -------
    ndarray of shape (2,), (3,) or (2, n_points)
        What `calibrated` takes.

    References
    ----------
    Platt, "Probabilistic outputs for support vector machines", 1999. Kull, Silva Filho and Flach, "Beta calibration",
    AISTATS 2017. Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability estimates",
    KDD 2002.
    """
    if method == "isotonic":
        model = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(scores, labels, weights)
        return np.stack([model.X_thresholds_, log_odds(model.y_thresholds_)])
    parts = _parts(method, scores)
    start = np.append(np.ones(parts.shape[1]), 0.0)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        z = parts @ parameters[:-1] + parameters[-1]
        away = parameters[:-1] - 1.0
        value = -np.dot(weights, labels * log_expit(z) + (1 - labels) * log_expit(-z))
        residual = weights * (expit(z) - labels)
        slope = parts.T @ residual + _SLOPE_PRECISION * away
        return float(value + _SLOPE_PRECISION / 2 * np.dot(away, away)), np.append(slope, residual.sum())

    bounds = [(0.0, None)] * parts.shape[1] + [(None, None)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-14, "gtol": 1e-9})
    return np.asarray(found.x)


def calibrated(method: Method, parameters: Floats, scores: Floats) -> Floats:
    """Return calibrated log-odds, of shape (n_samples,), by the parameters that `fit_curve` returned."""
    if method == "isotonic":
        return np.asarray(np.interp(scores, parameters[0], parameters[1]))
    return np.asarray(_parts(method, scores) @ parameters[:-1] + parameters[-1])


def _parts(method: Method, scores: Floats) -> Floats:
    # Of log-odds z, the log of the probability and minus that of its complement add up to z.
    return scores[:, np.newaxis] if method == "sigmoid" else np.stack([log_expit(scores), -log_expit(-scores)], axis=1)


def fit_product_shifts(scores: Floats, labels: Floats, weights: Floats, products: Integers) -> tuple[Floats, float]:
    """
    Return the shift of each product's log-odds, and the standard deviation that products show among each other.

    Parameters
    ----------
    scores : ndarray of shape (n_samples,)
        Calibrated log-odds, of rows that the classifier did not see.
    labels : ndarray of shape (n_samples,)
        0 and 1.
    weights : ndarray of shape (n_samples,)
        Above 0; a weight of 2 counts like a row that is there twice.
    products : ndarray of shape (n_samples,)
        Of each row its product, as a whole number from 0 on; each number up to the largest occurs.

    Returns
    -------
    shifts : ndarray of shape (n_products,)
        The mode of each shift's posterior distribution.
    spread : float
        At least 0; 0 where the products do not differ by more than chance.

    Notes
    -----
    A product's shift b maximizes Σ w (y z − log(1 + exp z)) − b² / 2s², where z is the score plus b. The variance s² is
    the mean over products of b² + v, where v is the variance of the posterior distribution (an EM algorithm in
    Laplace's approximation). One round is one step of Newton's method for all shifts and one for s².
    """
    count = int(products.max()) + 1
    shifts, variance = np.zeros(count), 1.0
    for _ in range(_ROUNDS):
        p = expit(scores + shifts[products])
        pull = np.bincount(products, weights * (labels - p), count)
        information = np.bincount(products, weights * p * (1 - p), count)
        step = (pull - shifts / variance) / (information + 1 / variance)
        shifts += np.clip(step, -_LONGEST_STEP, _LONGEST_STEP)
        # Sorted, so that the names of the products, whose order the numbers are in, do not change the last digits.
        former, variance = variance, float(np.sort(shifts**2 + 1 / (information + 1 / variance)).mean())
        variance = max(variance, _SMALL)
        if np.abs(step).max() < _SMALL and abs(variance - former) < _SMALL:
            break
    return shifts, float(np.sqrt(variance))
