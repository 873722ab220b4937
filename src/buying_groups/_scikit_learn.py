"""
The names that estimators take from scikit-learn's private modules, so that a release that moves them breaks one file.
"""

# scikit-learn has no types.
# pyright: reportMissingTypeStubs=false, reportPrivateUsage=false, reportUnknownVariableType=false

from __future__ import annotations

from sklearn.base import _fit_context as fit_context
from sklearn.model_selection._split import GroupsConsumerMixin
from sklearn.utils._param_validation import HasMethods, Interval, StrOptions
from sklearn.utils.validation import _check_sample_weight as check_sample_weight


__all__ = ["GroupsConsumerMixin", "HasMethods", "Interval", "StrOptions", "check_sample_weight", "fit_context"]
