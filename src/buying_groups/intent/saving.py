"""
Saving: a fitted detector as bytes, together with what has to be known before it is used. Needs skops.

The bytes are skops' format and not pickle: what is in them is data, and reading them runs no code but that of types on
a list that was reviewed. Where the bytes are kept is the caller's matter.

The reviewed types, beyond those that skops trusts by itself: our detector, whose state is arrays and parameters;
NumPy's dtype and scikit-learn's Bunch, which hold no more than they show; the trees of gradient boosting. Of these,
skops warns that scikit-learn follows the numbers in them without looking, so that a forged file could read memory that
is not its own; every tree is therefore checked here before it is handed out.
"""

# skops and scikit-learn have no types.
# mypy: disable-error-code="import-untyped"
# pyright: reportMissingImports=false, reportMissingTypeStubs=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownParameterType=false

from collections.abc import Collection, Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

import attrs
import numpy as np
import sklearn
from sklearn.utils.validation import check_is_fitted

from .. import documents
from .._extras import library
from .._validation import Scalar, Scalars, checked, none_blank, not_blank
from ..errors import DocumentError, InvalidValueError, ModelMismatchError
from .sureness import Sureness


__all__ = ["TRUSTED_TYPES", "IntentModel", "ModelCard", "dumps", "loads"]

TRUSTED_TYPES = frozenset(
    {
        "buying_groups.intent.detector.IntentDetector",
        "numpy.dtype",
        "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
        "sklearn.utils._bunch.Bunch",
    }
)

_FORMAT = "buying_groups.intent.saving 1"
_MOST_CATEGORIES = 256  # the bits of scikit-learn's sets
_A_MODEL = "what `buying_groups.intent.saving.dumps` returned"


def _before_its_end(card: "ModelCard", attribute: "attrs.Attribute[datetime | None]", value: datetime | None) -> None:
    if value is not None and value > card.trained_until:
        raise InvalidValueError(attribute.name, value, f"at or before trained_until, {card.trained_until}")


@attrs.frozen(kw_only=True, field_transformer=checked)
class ModelCard:
    """
    What has to be known of a trained detector.

    Attributes
    ----------
    taxonomy : str
        The fingerprint of the taxonomy whose products and keywords the features are made of.
    feature_names : tuple of str
        The columns of X, in their order.
    trained_until : datetime
        Nothing later was learned from.
    trained_from : datetime or None
        Nothing earlier was learned from, where that is known.
    metrics : mapping of str to float, str or bool
        Figures of its quality, for example ``{"auc": 0.87, "measured on": "2026-10"}``.
    sureness : Sureness or None
        The thresholds for its levels.
    library_version, scikit_learn_version : str
        What it was saved with; by default what is installed.
    """

    taxonomy: str = attrs.field(validator=not_blank)
    feature_names: tuple[str, ...] = attrs.field(converter=tuple[str, ...], validator=none_blank)
    trained_until: datetime
    trained_from: datetime | None = attrs.field(default=None, validator=_before_its_end)
    metrics: Mapping[str, Scalar] = attrs.field(factory=Scalars)
    sureness: Sureness | None = None
    library_version: str = attrs.field(factory=lambda: str(import_module("buying_groups").__version__))
    scikit_learn_version: str = attrs.field(factory=lambda: str(sklearn.__version__))


@attrs.frozen(kw_only=True)
class IntentModel:
    """
    A fitted detector with its card.

    Attributes
    ----------
    detector : IntentDetector or Pipeline
        The fitted detector, or a pipeline that ends in one.
    card : ModelCard
        What has to be known of it.
    """

    detector: Any
    card: ModelCard


def dumps(model: IntentModel) -> bytes:
    """
    Return a model as bytes.

    Parameters
    ----------
    model : IntentModel
        The fitted detector with its card.

    Returns
    -------
    bytes
        What `loads` reads; no pickle.

    Raises
    ------
    InvalidValueError
        When the card names another number of features than the detector has, or something in the detector is of a type
        that skops cannot save.
    MissingLibraryError
        When skops is not installed.
    NotFittedError
        When the detector is not fitted.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups.intent.detector import IntentDetector
    >>> from buying_groups.intent.saving import IntentModel, ModelCard, dumps, loads
    >>> detector = IntentDetector().fit([[0], [1], [2], [3]] * 20, [0, 0, 1, 1] * 20)
    >>> card = ModelCard(taxonomy="5f1a", feature_names=["visits"], trained_until=datetime(2026, 9, 30, tzinfo=UTC))
    >>> data = dumps(IntentModel(detector=detector, card=card))
    >>> loads(data, taxonomy="5f1a", feature_names=["visits"]).detector.predict([[0], [3]]).tolist()
    [0, 1]
    >>> loads(data, taxonomy="77c0", feature_names=["visits"])
    Traceback (most recent call last):
    ...
    buying_groups.errors.ModelMismatchError: the model does not fit: trained for the taxonomy '5f1a', not '77c0'
    """
    check_is_fitted(model.detector)
    count = model.detector.n_features_in_
    if len(model.card.feature_names) != count:
        raise InvalidValueError("feature_names", model.card.feature_names, f"{count} names, one for each column")
    content = {"format": _FORMAT, "card": documents.dumps(model.card), "detector": model.detector}
    skops = library("skops.io")
    try:
        return bytes(skops.dumps(content))
    except Exception as error:  # skops says in many ways what it does not take
        raise InvalidValueError("detector", model.detector, f"made of what skops can save ({error})") from error


def loads(data: bytes, *, taxonomy: str, feature_names: Collection[str], trusted: Collection[str] = ()) -> IntentModel:
    """
    Return the model that was saved as bytes, if it fits.

    Parameters
    ----------
    data : bytes
        What `dumps` returned.
    taxonomy : str
        The fingerprint of the taxonomy that it is to be used with.
    feature_names : collection of str
        The columns of X that it is to be given, in their order.
    trusted : collection of str, default=()
        Further types that may be in it, for example those of another library's classifier. A type that is trusted can
        run its own code; review it first.

    Returns
    -------
    IntentModel
        The detector with its card.

    Raises
    ------
    InvalidValueError
        When the bytes are not a saved model, or hold types that are not trusted; names them.
    MissingLibraryError
        When skops is not installed.
    ModelMismatchError
        When it was trained for another taxonomy or with other features.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups.intent.detector import IntentDetector
    >>> from buying_groups.intent.saving import IntentModel, ModelCard, dumps, loads
    >>> detector = IntentDetector().fit([[0], [1], [2], [3]] * 20, [0, 0, 1, 1] * 20)
    >>> card = ModelCard(taxonomy="5f1a", feature_names=["visits"], trained_until=datetime(2026, 9, 30, tzinfo=UTC))
    >>> model = loads(dumps(IntentModel(detector=detector, card=card)), taxonomy="5f1a", feature_names=["visits"])
    >>> model.detector.predict([[0], [3]]).tolist()
    [0, 1]
    """
    skops = library("skops.io")
    try:
        unknown = sorted(set(skops.get_untrusted_types(data=data)) - TRUSTED_TYPES - set(trusted))
    except Exception as error:  # whatever a broken file makes it raise
        raise InvalidValueError("data", data, _A_MODEL) from error
    if unknown:
        raise InvalidValueError(
            "data", unknown, "made of types that are trusted; review these, and name them in `trusted`"
        )
    try:
        model = _model(skops.loads(data, trusted=[*TRUSTED_TYPES, *trusted]))
    except (InvalidValueError, DocumentError):
        raise
    except Exception as error:
        raise InvalidValueError("data", data, _A_MODEL) from error
    _require_fit(model, taxonomy, tuple(feature_names))
    return model


def _model(content: Any) -> IntentModel:
    if content["format"] != _FORMAT:
        raise InvalidValueError("format", content["format"], repr(_FORMAT))
    card = documents.loads(content["card"], ModelCard)
    _check_trees(content["detector"])
    return IntentModel(detector=content["detector"], card=card)


def _require_fit(model: IntentModel, taxonomy: str, feature_names: tuple[str, ...]) -> None:
    card = model.card
    differences: list[str] = []
    if card.taxonomy != taxonomy:
        differences.append(f"trained for the taxonomy {card.taxonomy!r}, not {taxonomy!r}")
    missing = [name for name in card.feature_names if name not in feature_names]
    further = [name for name in feature_names if name not in card.feature_names]
    if missing or further:
        those = f"without {missing}" if missing else "with all"
        others = f"with {further}" if further else "no others"
        differences.append(f"features differ: {those} of the model's, and {others}")
    elif card.feature_names != feature_names:
        differences.append(f"features come in another order than {list(card.feature_names)}")
    if differences:
        raise ModelMismatchError(differences)


def _check_trees(root: Any) -> None:
    # Everything that can be reached from the detector, without recursion, so that a deep file is no stack overflow.
    seen: set[int] = set()
    waiting: list[Any] = [root]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if type(each).__name__ == "TreePredictor":
            _check_tree(each)
        elif isinstance(each, Mapping):
            waiting.extend(each.values())
        elif isinstance(each, list | tuple | set | frozenset) or (
            isinstance(each, np.ndarray) and each.dtype == object
        ):
            waiting.extend(each)
        else:
            waiting.extend(getattr(each, "__dict__", {}).values())
            _check_columns(each)


def _check_tree(tree: Any) -> None:
    nodes = tree.nodes
    inner = ~nodes["is_leaf"].astype(bool)
    here = np.arange(len(nodes))[inner]
    # scikit-learn writes a node before those below it, so that following them always ends.
    for side in ("left", "right"):
        below = nodes[side][inner]
        if not ((below > here) & (below < len(nodes))).all():
            raise InvalidValueError("nodes", int(below[(below <= here) | (below >= len(nodes))][0]), "below its parent")
    categorical = nodes["is_categorical"].astype(bool) & inner
    sets = min(len(tree.binned_left_cat_bitsets), len(tree.raw_left_cat_bitsets))
    if not len(nodes) or (nodes["bitset_idx"][categorical] >= sets).any():
        raise InvalidValueError("nodes", len(nodes), "at least one, with a set for each categorical one")


def _check_columns(booster: Any) -> None:
    for tree in [tree for trees in getattr(booster, "_predictors", ()) for tree in trees]:
        inner = tree.nodes[~tree.nodes["is_leaf"].astype(bool)]
        count, columns = booster.n_features_in_, inner["feature_idx"]
        if not ((columns >= 0) & (columns < count)).all():
            raise InvalidValueError("nodes", columns.tolist(), f"columns below {count}")
        mapper = booster._bin_mapper  # noqa: SLF001 - scikit-learn's; what it follows without looking is looked at here
        categorical = np.asarray(mapper.is_categorical_, dtype=bool)
        if len(categorical) != count or not categorical[columns[inner["is_categorical"].astype(bool)]].all():
            raise InvalidValueError("nodes", columns.tolist(), "categorical where the columns are")
        for values in (np.asarray(mapper.bin_thresholds_[column]) for column in np.flatnonzero(categorical)):
            if not ((values >= 0) & (values < _MOST_CATEGORIES)).all():
                raise InvalidValueError("nodes", values.tolist(), f"categories below {_MOST_CATEGORIES}")
