"""
Features: subjects and products, as of a moment, as numbers that a classifier learns from. Needs scikit-learn.

What a row says is a function of the activities up to the row's own moment, and of nothing else. So nothing has to be
kept apart by hand when a model is trained on the past: give each pair the moment as of which its label was still open.
"""

# scikit-learn has no types, so those that come out of it are not known here; what goes out of this module is annotated.
# mypy: disable-error-code="misc, no-any-return, untyped-decorator"
# pyright: reportMissingTypeStubs=false, reportUntypedBaseClass=false, reportUntypedFunctionDecorator=false
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportPrivateUsage=false
# ruff: noqa: N803 - X is scikit-learn's name

from __future__ import annotations

from datetime import datetime
from math import inf
from numbers import Real
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from .._scikit_learn import Interval, fit_context
from ..errors import InvalidValueError
from .activity_log import ActivityLog
from .as_of_features import FeaturesAsOf
from .codes import locate
from .pairs import Pairs
from .taxonomy import Taxonomy
from .universe import Universe


if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray
    from sklearn.utils import Tags


__all__ = ["IntentFeatures"]

_SOME_MOMENT = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


class IntentFeatures(TransformerMixin, BaseEstimator):
    """
    Features of (subject, product) pairs, each as of its moment.

    Parameters
    ----------
    activities : ActivityLog
        The activities of the whole tenant: popularity and co-interest are learned from all of them. Clones share it.
    members : table or iterable of pairs, default=None
        Who belongs to which group: a table with the columns ``group_id`` and ``person_id``, or pairs of these ids. The
        ids are those of subjects in the activities. With it there are features of members, groups and peers. A table
        may also have the columns ``joined_at`` and ``left_at`` (instants with a time zone, or null), and a pair may go
        on with these two moments; then members count from the one on, until before the other. Without them, who belongs
        to a group today did so always, also as of a moment in the past.
    taxonomy : Taxonomy or dict of str to dict of str to collection of str, default=None
        The keywords of each product of each category, spelled as in the activities. With it there are features of
        categories and keywords.
    as_of : datetime, default=None
        The moment of all pairs, time-zone aware, where X has no such column.
    half_lives : sequence of float, default=(7, 30, 90, 365)
        In how many days an activity loses half of its weight; above 0, ascending. The one in the middle (of an even
        number the later) is that of strengths where there is one only.
    history_days : float, default=548
        Activities that are as old as this, in days, or older do not count; above 0. The default is 18 months.
    regularization : float, default=300.0
        Of `CoInterest`.

    Attributes
    ----------
    n_features_in_ : int
        Number of columns of X: 2 or 3.
    feature_names_in_ : ndarray of str
        Names of the columns, where X was a frame.

    See Also
    --------
    buying_groups.intent.detector.IntentDetector : Learns from these features.

    Notes
    -----
    The features, by the first word of their names; counts and sums c are given as log(1 + c), days since something too,
    and are those of the whole history where something never was:

    * ``own``: the subject with the product: activities decayed at each half-life, their count, days since the last and
      the first, active days, types, people, people of the last 90 days, the highest seniority (where the log has it),
      whether there was anything (``met``).
    * ``subject``: the subject with all products, the like; how many products it has met.
    * ``product``: popularity: how many subjects have met the product, did within 90 days, did for the first time then;
      and their strengths. With members also among groups alone and people alone: ``of_kind`` is the subject's own kind.
    * ``co_interest``: what the subject's other products say of this one, from whether it has met them, and (``recent``)
      from how strong its interest is now. ``of_kind`` is learned from subjects of its kind alone.
    * ``members``, ``groups``, ``peers``: what the members of a group, the groups of a person, and those who share
      members or groups with the subject have done with the product: mean and largest strength, the share of them who
      have met it, days since the last activity; and how many there are.
    * ``category_strength``: the strength of the other products of its categories. ``keyword_strength``: how much the
      subject touched the product's keywords, those of few products counting more; ``keyword_share``: the same as a
      share of all that it touched.

    Pairs are computed together for each moment; thousands of different moments take thousands of times as long as one,
    so round them, for example to weeks. The rows' order, the activities' order and the names of subjects and products
    do not matter. Unknown subjects and products have features too: nothing is known of them.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups.activities import Activity
    >>> from buying_groups.intent import ActivityLog
    >>> from buying_groups.intent import IntentFeatures
    >>> visit = Activity(person_id="Ann", activity_type="page_views", occurred_at=datetime(2026, 1, 1, tzinfo=UTC))
    >>> log = ActivityLog.from_activities([visit], lambda activity: ["backup"])
    >>> features = IntentFeatures(activities=log, as_of=datetime(2026, 1, 31, tzinfo=UTC))
    >>> table = features.fit_transform([("Ann", "backup"), ("Bob", "backup")])
    >>> names = features.get_feature_names_out().tolist()
    >>> for name in ("own_count", "own_decayed_30d", "product_subjects"):
    ...     print(name, [f"{value:.3f}" for value in table[:, names.index(name)]])
    own_count ['0.693', '0.000']
    own_decayed_30d ['0.405', '0.000']
    product_subjects ['0.693', '0.693']
    """

    _parameter_constraints: ClassVar[dict[str, Any]] = {
        "activities": [ActivityLog],
        "members": "no_validation",
        "taxonomy": [Taxonomy, dict, None],
        "as_of": [datetime, None],
        "half_lives": ["array-like"],
        "history_days": [Interval(Real, 0, None, closed="neither")],
        "regularization": [Interval(Real, 0, None, closed="neither")],
    }

    def __init__(
        self,
        *,
        activities: Any = None,
        members: Any = None,
        taxonomy: Taxonomy | Mapping[str, Mapping[str, Collection[str]]] | None = None,
        as_of: datetime | None = None,
        half_lives: Sequence[float] = (7.0, 30.0, 90.0, 365.0),
        history_days: float = 548.0,
        regularization: float = 300.0,
    ) -> None:
        self.activities = activities
        self.members = members
        self.taxonomy = taxonomy
        self.as_of = as_of
        self.half_lives = half_lives
        self.history_days = history_days
        self.regularization = regularization

    @fit_context(prefer_skip_nested_validation=True)
    def fit(self, X: Any, y: object = None) -> IntentFeatures:  # noqa: ARG002 - scikit-learn's form
        """
        Check parameters and pairs. Nothing is learned here: each pair's features are learned as of its own moment.

        Parameters
        ----------
        X : frame or array-like of shape (n_pairs, 2) or (n_pairs, 3)
            Pairs: a frame with the columns ``subject``, ``product`` and optionally ``as_of``, or rows of these.
        y : None
            Ignored.

        Returns
        -------
        IntentFeatures
            The fitted transformer.

        Raises
        ------
        InvalidValueError
            When a parameter or a pair is not what is said above.
        TableError
            When a frame lacks a column, has nulls, or another type of column than it should.
        """
        half_lives = list(self.half_lives)
        if not half_lives or not half_lives[0] > 0 or half_lives != sorted({*half_lives}) or half_lives[-1] == inf:
            raise InvalidValueError("half_lives", half_lives, "finite numbers above 0, ascending, at least one")
        pairs = Pairs.read(X, self.as_of)
        self.n_features_in_ = pairs.n_columns
        if pairs.names is not None:
            self.feature_names_in_ = np.asarray(pairs.names, dtype=object)
        elif hasattr(self, "feature_names_in_"):
            del self.feature_names_in_
        nothing = self.activities.take(np.zeros(0, np.int64))
        empty = Universe(nothing, None if self.members is None else (), self.taxonomy)
        self._names = self._as_of(nothing, _SOME_MOMENT, empty).names
        self._n_features_out = len(self._names)
        return self

    def _as_of(self, log: ActivityLog, as_of: datetime, universe: Universe) -> FeaturesAsOf:
        return FeaturesAsOf(
            log,
            as_of=as_of,
            half_lives=self.half_lives,
            history_days=self.history_days,
            regularization=self.regularization,
            universe=universe,
        )

    def transform(self, X: Any) -> NDArray[np.float32]:
        """
        Return the features of pairs.

        Parameters
        ----------
        X : frame or array-like of shape (n_pairs, 2) or (n_pairs, 3)
            Pairs, in the columns of `fit`.

        Returns
        -------
        ndarray of float32, shape (n_pairs, n_features)
            Finite numbers; see Notes.

        Raises
        ------
        InvalidValueError
            When a pair is not what is said above, or has an id of another type than the activities have.
        NotFittedError
            When the transformer is not fitted.
        TableError
            When a frame lacks a column, has nulls, or another type of column than it should.
        """
        check_is_fitted(self)
        pairs = Pairs.read(X, self.as_of)
        if pairs.n_columns != self.n_features_in_:
            raise InvalidValueError("X", f"{pairs.n_columns} columns", f"of {self.n_features_in_} columns, as in fit")
        universe = Universe(self.activities, self.members, self.taxonomy)
        subject = locate(pairs.subject, universe.subjects, "subject of X")
        product = locate(pairs.product, universe.products, "product of X")
        result = np.empty((len(pairs), self._n_features_out), np.float32, order="F")
        for as_of, rows in pairs.by_moment():
            self._as_of(self.activities, as_of, universe).fill(result, rows, subject, product)
        return result

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:  # noqa: ARG002
        """
        Return the names of the features.

        Parameters
        ----------
        input_features : None
            Ignored.

        Returns
        -------
        ndarray of str
            In the order of the columns.
        """
        check_is_fitted(self)
        return np.asarray(self._names, dtype=object)

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "_names")

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False  # of numbers, which scikit-learn's checks are made of
        tags.input_tags.string = True
        tags.transformer_tags.preserves_dtype = []  # whatever the ids are, features are of float32
        return tags
