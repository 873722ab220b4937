"""
Sureness: from probabilities to low, medium and high, each with a promise that held-out data support; else unknown.

A promise is a sentence such as "of the pairs that are called high, at least 80 % show interest". It is about all pairs
of a level together. Whether held-out pairs support it at a threshold is an exact binomial test, so nothing is assumed
of the model, not even that its probabilities are calibrated: a bad model gets no thresholds, and all that it says is
unknown. Several thresholds are tried for a promise, and the tests share one error probability (Wiens' fallback
procedure), so that trying many of them does not make a false promise more likely.
"""

# SciPy has no types, so those that come out of it are not known here.
# mypy: disable-error-code="import-untyped, no-any-return"
# pyright: reportMissingTypeStubs=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false

import enum
from typing import Any

import attrs
import numpy as np
from scipy.stats import binom

from .._validation import Check, checked
from ..errors import InvalidValueError
from .level_evidence import (
    DECIDED,
    Flags,
    Floats,
    Integers,
    LevelEvidence,
    by_account,
    counted,
    is_share,
    level_evidence,
)
from .report import IntentLevel


__all__ = ["LevelCheck", "Sureness", "Verdict", "check_sureness", "choose_sureness"]

_LEVELS = np.array(DECIDED, dtype=object)
_SAFER = (0.75, 0.5, 0.25)  # how far above the promise the thresholds that are tried before it lie
_SAFER_SHARE = 0.1  # of the error probability, for each of them; the rest is for the promise itself
_STEP = 0.01  # from the promise downwards
_TOLERANCE = 1e-9
_EVEN = 0.5

_inside = Check(lambda value: 0 < value < 1, "between 0 and 1", {"exclusiveMinimum": 0, "exclusiveMaximum": 1})


@attrs.frozen(kw_only=True, field_transformer=checked)
class Sureness:
    """
    Thresholds for the levels, what is promised of each, and the evidence.

    Attributes
    ----------
    high_promise : float
        Of the pairs that are called high, at least this share shows interest; between 0 and 1.
    medium_promise : float
        The same of medium.
    low_promise : float
        Of the pairs that are called low, at most this share shows interest; between 0 and 1.
    confidence : float
        How sure each promise is; between 0 and 1.
    high : float or None
        From this probability on a pair is called high; ``None`` where no threshold was supported.
    medium : float or None
        From this probability on, up to high, it is called medium.
    low : float or None
        Up to this probability it is called low.
    evidence : tuple of LevelEvidence
        What the held-out pairs said: high, medium, low, unknown.

    See Also
    --------
    choose_sureness : Makes one from held-out pairs.

    Examples
    --------
    >>> from buying_groups.intent import Sureness
    >>> sureness = Sureness(high=0.7, low=0.15)
    >>> [str(sureness.level(probability)) for probability in (0.9, 0.5, 0.1, None)]
    ['high', 'unknown', 'low', 'unknown']
    """

    high_promise: float = attrs.field(default=0.8, validator=_inside)
    medium_promise: float = attrs.field(default=0.4, validator=_inside)
    low_promise: float = attrs.field(default=0.2, validator=_inside)
    confidence: float = attrs.field(default=0.95, validator=_inside)
    high: float | None = attrs.field(default=None, validator=is_share)
    medium: float | None = attrs.field(default=None, validator=is_share)
    low: float | None = attrs.field(default=None, validator=is_share)
    evidence: tuple[LevelEvidence, ...] = attrs.field(default=(), converter=tuple[LevelEvidence, ...])

    def level(self, probability: float | None) -> IntentLevel:
        """Return the level of one probability; ``None`` and NaN are unknown."""
        return IntentLevel(self.levels([np.nan if probability is None else probability])[0])

    def levels(self, probabilities: Any) -> np.ndarray[Any, Any]:
        """
        Return the level of each probability.

        Parameters
        ----------
        probabilities : array-like of shape (n_samples,)
            In [0, 1]; NaN is unknown.

        Returns
        -------
        ndarray of shape (n_samples,)
            Of `IntentLevel`.

        Raises
        ------
        InvalidValueError
            When something is not in [0, 1].
        """
        return np.asarray(_LEVELS[_places(self, _probabilities(probabilities, missing=True))])


class Verdict(enum.StrEnum):
    """
    What newer pairs say of a promise.
    """

    KEPT = "kept"
    BROKEN = "broken"
    UNDECIDED = "undecided"


@attrs.frozen(kw_only=True, field_transformer=checked)
class LevelCheck:
    """
    A promise against newer pairs.

    Attributes
    ----------
    level : IntentLevel
        High, medium or low.
    promise : float
        The share of pairs that show interest: at least this for high and medium, at most this for low.
    verdict : Verdict
        Kept where the newer pairs by themselves would support the promise, broken where they contradict it, both with
        the confidence of the sureness; else undecided, which also is said of a level that no pair has.
    evidence : LevelEvidence
        What the newer pairs say.
    """

    level: IntentLevel
    promise: float
    verdict: Verdict
    evidence: LevelEvidence


def choose_sureness(
    y: Any,
    probabilities: Any,
    *,
    high: float = 0.8,
    medium: float = 0.4,
    low: float = 0.2,
    confidence: float = 0.95,
    groups: Any = None,
) -> Sureness:
    """
    Return the boldest thresholds at which held-out pairs support the promises.

    Parameters
    ----------
    y : array-like of shape (n_samples,)
        Labels of held-out pairs, 1 for interest and 0 for none. "Held out" means that neither the classifier nor its
        calibration has seen these pairs, nor others of their accounts.
    probabilities : array-like of shape (n_samples,)
        Their probabilities of interest.
    high, medium : float, default=0.8, 0.4
        The least share that shows interest among the pairs that are called high, and medium.
    low : float, default=0.2
        The largest share that shows interest among the pairs that are called low. 0 < `low` < `medium` < `high` < 1.
    confidence : float, default=0.95
        How sure each promise has to be.
    groups : array-like of shape (n_samples,), default=None
        The account of each pair. Pairs of one account are not independent, so that only the one nearest to the
        threshold is counted of each account. Without `groups`, each pair is an account.

    Returns
    -------
    Sureness
        A threshold that no evidence supports is ``None``; what would be above it is unknown.

    Raises
    ------
    InvalidValueError
        When labels are not 0 and 1, a probability is not in [0, 1], lengths differ, or the promises are not in order.

    Notes
    -----
    High: the thresholds that lie 3/4, 2/4 and 1/4 of the way from the promise to 1, then the promise itself, then steps
    of 0.01 down to 0.5: what is less probable than not by itself is never called high (where `high` is below 0.5 or
    `medium` above it, down to that one). Each is supported where, if the true share were the promise, as many
    interested pairs above it would have at most a certain probability (exact binomial test; the same as a
    Clopper–Pearson bound that reaches the promise). Of the error probability, 1 − `confidence`, the first three may
    spend a tenth each and the promise the rest; what a supported threshold was allowed, the next may spend too. So the
    probability that any false threshold passes is at most 1 − `confidence`, and the lowest that passes is taken.

    Medium: the same between `medium` and the threshold of high, for the pairs below high, down to `low`. That the upper
    end was chosen by the same data does no harm: high ends where the pairs below it have few labels of interest, which
    makes it harder for medium to pass. Low: the thresholds at 1/4, 2/4 and 3/4 of `low`, and `low` itself: what is more
    probable by itself is never called low, however rare interest is.

    Each promise has the confidence for itself; the error probabilities of all three together are at most added.

    References
    ----------
    Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika
    1934. Wiens, "A fixed sequence Bonferroni procedure for testing multiple endpoints", Pharmaceutical Statistics 2003.
    Angelopoulos et al., "Learn then test: calibrating predictive algorithms to achieve risk control", 2021.

    Examples
    --------
    >>> import numpy as np
    >>> from buying_groups.intent import choose_sureness
    >>> rng = np.random.default_rng(0)
    >>> probabilities = rng.random(2000)
    >>> y = rng.random(2000) < probabilities
    >>> sureness = choose_sureness(y, probabilities)
    >>> sureness.high, sureness.medium, sureness.low
    (0.63, 0.24, 0.2)
    >>> for found in sureness.evidence:
    ...     print(f"{found.level:<8}{found.coverage:6.1%}{found.share:6.1%}")
    high     36.9% 82.8%
    medium   38.9% 43.6%
    low      20.9% 11.9%
    unknown   3.3% 13.6%
    """
    labels, p = _pairs(y, probabilities)
    promises = Sureness(high_promise=high, medium_promise=medium, low_promise=low, confidence=confidence)
    if not low < medium < high:
        raise InvalidValueError("low, medium, high", [low, medium, high], "in rising order")
    accounts = _accounts(groups, len(p))
    steps = (_candidates(high, 1.0, min(high, max(medium, _EVEN))), _candidates(low, 0.0, low))
    high_at = _boldest(labels, p, steps[0], promise=high, confidence=confidence, accounts=accounts)
    below = np.where(p >= (2.0 if high_at is None else high_at), -1.0, p)
    between = _candidates(medium, 1.0 if high_at is None else high_at, low)
    medium_at = _boldest(labels, below, between, promise=medium, confidence=confidence, accounts=accounts)
    low_at = _boldest(~labels, -p, -steps[1], promise=1 - low, confidence=confidence, accounts=accounts)
    chosen = attrs.evolve(promises, high=high_at, medium=medium_at, low=None if low_at is None else -low_at)
    return attrs.evolve(chosen, evidence=_evidence(chosen, labels, p, accounts))


def check_sureness(sureness: Sureness, y: Any, probabilities: Any, *, groups: Any = None) -> tuple[LevelCheck, ...]:
    """
    Return what newer pairs say of each promise.

    Parameters
    ----------
    sureness : Sureness
        The thresholds and promises.
    y, probabilities, groups
        Newer pairs, as in `choose_sureness`.

    Returns
    -------
    tuple of LevelCheck
        High, medium, low; without the levels that have no threshold.

    Raises
    ------
    InvalidValueError
        As in `choose_sureness`.

    Notes
    -----
    A promise that holds is called broken with a probability of at most 1 − `confidence`, in one check. Who checks every
    month will see a false alarm some day, and should ask for two in a row, or check with a higher confidence.

    Examples
    --------
    >>> from buying_groups.intent import Sureness, check_sureness
    >>> sureness = Sureness(high=0.7, low=0.2)
    >>> y, probabilities = [1] * 12 + [0] * 30, [0.8] * 20 + [0.1] * 22
    >>> for check in check_sureness(sureness, y, probabilities):
    ...     print(check.level, check.verdict, f"{check.evidence.lowest:.2f}–{check.evidence.highest:.2f}")
    high broken 0.39–0.78
    low kept 0.00–0.13
    """
    labels, p = _pairs(y, probabilities)
    found = _evidence(sureness, labels, p, _accounts(groups, len(p)))
    thresholds = (sureness.high, sureness.medium, sureness.low)
    promises = (sureness.high_promise, sureness.medium_promise, sureness.low_promise)
    return tuple(
        LevelCheck(level=each.level, promise=promise, verdict=_verdict(each, promise), evidence=each)
        for each, threshold, promise in zip(found, thresholds, promises, strict=False)
        if threshold is not None
    )


def _verdict(found: LevelEvidence, promise: float) -> Verdict:
    low = found.level is IntentLevel.LOW
    if (found.highest <= promise) if low else (found.lowest >= promise):
        return Verdict.KEPT
    if (found.lowest > promise) if low else (found.highest < promise):
        return Verdict.BROKEN
    return Verdict.UNDECIDED


def _candidates(promise: float, safest: float, boldest: float) -> Floats:
    safer = [promise + (safest - promise) * way for way in _SAFER]
    steps = promise - _STEP * np.arange(int((promise - boldest) / _STEP + _TOLERANCE) + 1)
    return np.round([*safer, *steps], 12)


def _boldest(
    kept: Flags, scores: Floats, candidates: Floats, *, promise: float, confidence: float, accounts: Integers | None
) -> float | None:
    spend = np.zeros(len(candidates))
    spend[: len(_SAFER)] = _SAFER_SHARE
    spend[len(_SAFER)] = 1 - _SAFER_SHARE * len(_SAFER)
    order = by_account(kept, scores, accounts)
    boldest, inherited = None, 0.0
    for candidate, share in zip(candidates, spend, strict=True):
        allowed = share * (1 - confidence) + inherited
        rows = counted(order, scores >= candidate, accounts)
        supported = binom.sf(kept[rows].sum() - 1, len(rows), promise) <= allowed
        boldest, inherited = (float(candidate), allowed) if supported else (boldest, 0.0)
    return boldest


def _evidence(sureness: Sureness, labels: Flags, p: Floats, accounts: Integers | None) -> tuple[LevelEvidence, ...]:
    return level_evidence(_places(sureness, p), labels, p, accounts, confidence=sureness.confidence)


def _places(sureness: Sureness, p: Floats) -> Integers:
    # Positions in DECIDED. A threshold that is missing is out of reach; NaN reaches none.
    high = 2.0 if sureness.high is None else sureness.high
    medium = 2.0 if sureness.medium is None else sureness.medium
    low = -1.0 if sureness.low is None else sureness.low
    return np.select([p >= high, p >= medium, p <= low], [0, 1, 2], 3)


def _probabilities(values: Any, *, missing: bool = False) -> Floats:
    p = np.asarray(values, dtype=np.float64)
    if p.ndim != 1:
        raise InvalidValueError("probabilities", values, "one-dimensional (of predict_proba, the second column)")
    valid = (p >= 0) & (p <= 1) | (np.isnan(p) & missing)
    if not valid.all():
        raise InvalidValueError("probabilities", float(p[~valid][0]), "in [0, 1]")
    return p


def _pairs(y: Any, probabilities: Any) -> tuple[Flags, Floats]:
    p = _probabilities(probabilities)
    labels = np.asarray(y)
    if labels.shape != p.shape:
        raise InvalidValueError("y", labels.shape, f"as many labels as probabilities, {len(p)}")
    wrong = [value for value in np.unique(labels).tolist() if value not in (0, 1)]
    if wrong:
        raise InvalidValueError("y", wrong[0], "1 for interest and 0 for none")
    return labels.astype(bool), p


def _accounts(groups: Any, count: int) -> Integers | None:
    if groups is None:
        return None
    values = np.asarray(groups)
    if len(values) != count:
        raise InvalidValueError("groups", len(values), f"as many accounts as probabilities, {count}")
    return np.unique(values, return_inverse=True)[1]
