"""
The classifier: scikit-learn's contract, and what it does with titles.
"""

# scikit-learn has no types, so what comes out of an estimator is not known here.
# mypy: disable-error-code="untyped-decorator"
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownLambdaType=false, reportAttributeAccessIssue=false

from __future__ import annotations

import pickle
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import BaseEstimator, clone
from sklearn.exceptions import NotFittedError, SkipTestWarning
from sklearn.utils import estimator_checks
from sklearn.utils.estimator_checks import estimator_checks_generator

import buying_groups.titles.classifier as module
from buying_groups.errors import InvalidValueError
from buying_groups.titles.classifier import TitleClassifier


if TYPE_CHECKING:
    from conftest import RunFresh


TITLES = [
    "Head of Sales",
    "Sales Manager",
    "Vertriebsleiter",
    "Head of IT",
    "IT-Leiter (m/w/d)",
    "IT Manager bei Sales AG",
]
LABELS = ["sales", "sales", "sales", "it", "it", "it"]

ESTIMATORS = [TitleClassifier(), TitleClassifier(threshold=0.5, class_weight="balanced")]

# scikit-learn's checks are made of numbers, so it stops early where the tags say that the input is text, and warns so.
# What is left of them, and those that need no data, are run here. None is expected to fail.
EXPECTED_FAILURES: dict[str, str] = {}

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SkipTestWarning)
    CHECKS = [
        case
        for estimator in ESTIMATORS
        for case in estimator_checks_generator(estimator, expected_failed_checks=EXPECTED_FAILURES, mark="xfail")
    ]

WITHOUT_DATA = [
    "check_estimator_repr",
    "check_estimator_tags_renamed",
    "check_get_params_invariance",
    "check_mixin_order",
    "check_no_attributes_set_in_init",
    "check_parameters_default_constructible",
    "check_set_params",
    "check_valid_tag_types",
]


def name_of(value: Any) -> str:
    """Return what a check is called, the same in every process."""
    return str(value.func.__name__) if isinstance(value, partial) else repr(value)


class TestContract:
    """
    "Every estimator that the module exports runs" scikit-learn's checks; an expected failure has to fail.
    """

    @pytest.mark.parametrize(("estimator", "check"), CHECKS, ids=name_of)
    def test_scikit_learns_checks(self, estimator: Any, check: Any) -> None:
        """As far as scikit-learn runs them on text."""
        check(estimator)

    @pytest.mark.parametrize("estimator", ESTIMATORS, ids=repr)
    @pytest.mark.parametrize("check", WITHOUT_DATA)
    def test_scikit_learns_checks_without_data(self, estimator: Any, check: str) -> None:
        """Parameters, tags, cloning, the order of base classes."""
        getattr(estimator_checks, check)(type(estimator).__name__, estimator)

    def test_no_estimator_is_forgotten(self) -> None:
        """Every class of the module that is an estimator is checked."""
        classes = {value for value in vars(module).values() if isinstance(value, type)}
        ours = {each for each in classes if issubclass(each, BaseEstimator) and each.__module__ == module.__name__}
        assert ours == {type(estimator) for estimator in ESTIMATORS}

    def test_clone_keeps_parameters_and_nothing_else(self) -> None:
        """What was learned is not cloned."""
        fitted = TitleClassifier(C=3, threshold=0.2, unknown_label="?").fit(TITLES, LABELS)
        again = clone(fitted)
        assert {"C": 3, "class_weight": None, "threshold": 0.2, "unknown_label": "?"} == again.get_params()
        with pytest.raises(NotFittedError):
            again.predict(TITLES)

    def test_fit_again_forgets(self) -> None:
        """A second fit is as if the first had not been."""
        model = TitleClassifier().fit(TITLES, LABELS)
        model.fit(["Koch", "Arzt"], ["a", "b"])
        assert ["a", "b"] == model.classes_.tolist()
        assert ["b"] == model.predict(["Ärzte, Arzt"]).tolist()

    def test_survives_pickling(self) -> None:
        """With its answers."""
        model = TitleClassifier().fit(TITLES, LABELS)
        again = pickle.loads(pickle.dumps(model))  # noqa: S301 - our own bytes
        assert model.predict_proba(TITLES).tolist() == again.predict_proba(TITLES).tolist()

    def test_is_deterministic_whatever_the_order(self) -> None:
        """The order of the training titles changes no probability beyond the last digits."""
        one = TitleClassifier().fit(TITLES, LABELS)
        other = TitleClassifier().fit(TITLES[::-1], LABELS[::-1])
        np.testing.assert_allclose(one.predict_proba(TITLES), other.predict_proba(TITLES), atol=1e-3)
        same = TitleClassifier().fit(TITLES, LABELS)
        assert one.predict_proba(TITLES).tolist() == same.predict_proba(TITLES).tolist()

    def test_tags(self) -> None:
        """It classifies one-dimensional arrays of text."""
        tags = TitleClassifier().__sklearn_tags__()
        assert ("classifier", True, True, False) == (
            tags.estimator_type,
            tags.input_tags.one_d_array,
            tags.input_tags.string,
            tags.input_tags.two_d_array,
        )


class TestAnswers:
    """
    "Titles are read like the rules read them."
    """

    def test_known_answers(self) -> None:
        """What it was trained on, other spellings and a compound of it."""
        model = TitleClassifier().fit(TITLES, LABELS)
        assert LABELS == model.predict(TITLES).tolist()
        assert ["sales", "it"] == model.predict(["SALES MANAGER", "IT-Leiter*in"]).tolist()
        assert ["sales"] == model.predict(["Vertriebsleiterin"]).tolist()
        assert ["it", "sales"] == model.classes_.tolist()
        assert 1.0 == model.score(TITLES, LABELS)

    def test_probabilities(self) -> None:
        """A row for each title, a column for each class."""
        model = TitleClassifier().fit(TITLES, LABELS)
        probabilities = model.predict_proba(TITLES)
        assert (6, 2) == probabilities.shape
        assert pytest.approx(np.ones(6)) == probabilities.sum(axis=1)

    @pytest.mark.parametrize("kind", [list, tuple, np.array, lambda titles: np.array(titles, dtype=object)])
    def test_kinds_of_arrays(self, kind: Any) -> None:
        """Lists, tuples, arrays of text and of objects."""
        model = TitleClassifier().fit(kind(TITLES), kind(LABELS))
        assert LABELS == model.predict(kind(TITLES)).tolist()

    def test_numbers_as_labels(self) -> None:
        """Labels are what the caller gave, of their type."""
        answers = TitleClassifier().fit(TITLES, [7, 7, 7, 2, 2, 2]).predict(["Sales", "IT"])
        assert [7, 2] == answers.tolist()
        assert np.issubdtype(answers.dtype, np.integer)

    def test_sample_weight(self) -> None:
        """A title of weight 0 does not count."""
        titles, labels = [*TITLES, "Sales Manager"], [*LABELS, "it"]
        weighted = TitleClassifier().fit(titles, labels, sample_weight=[1, 1, 1, 1, 1, 1, 0])
        assert ["sales"] == weighted.predict(["Sales Manager"]).tolist()
        heavy = TitleClassifier().fit(titles, labels, sample_weight=[1, 1, 1, 1, 1, 1, 50])
        assert ["it"] == heavy.predict(["Sales Manager"]).tolist()

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.text(), max_size=4))
    def test_any_text_has_an_answer(self, titles: list[str]) -> None:
        """One of the classes, or the unknown label."""
        model = TitleClassifier(threshold=0.6).fit(TITLES, LABELS)
        answers = model.predict(titles)
        assert (len(titles),) == answers.shape
        assert {"sales", "it", "unknown"} >= set(answers)


class TestAbstention:
    """
    "The probability below which `predict` abstains."
    """

    def test_below_the_threshold(self) -> None:
        """It abstains just where its most probable label is less probable."""
        titles = ["Vertriebsleiter", "Head of Sales and IT", "Florist"]
        model = TitleClassifier().fit(TITLES, LABELS)
        sure = model.predict_proba(titles).max(axis=1)
        for threshold in (0.55, 0.6, 0.7, 1.0):
            model.set_params(threshold=threshold, unknown_label="?")
            assert (sure < threshold).tolist() == [answer == "?" for answer in model.predict(titles)]
        assert ["?"] * 3 == model.predict(titles).tolist()

    def test_nothing_shared(self) -> None:
        """Above 0, also from titles that share nothing with the training titles."""
        model = TitleClassifier(threshold=0.01).fit(TITLES, LABELS)
        assert ["unknown", "unknown", "sales"] == model.predict(["", "☃", "Sales"]).tolist()
        assert 2 == len(set(model.set_params(threshold=0.0).predict(["", "IT"])) | {"sales"})

    def test_other_labels(self) -> None:
        """The unknown label is the caller's choice."""
        model = TitleClassifier(threshold=1.0, unknown_label=-1).fit(TITLES, [7, 7, 7, 2, 2, 2])
        assert [-1] == model.predict(["Sales"]).tolist()

    def test_no_titles(self) -> None:
        """Nothing in, nothing out."""
        for threshold in (0.0, 0.5):
            model = TitleClassifier(threshold=threshold).fit(TITLES, LABELS)
            assert [] == model.predict([]).tolist()
            assert (0, 2) == model.predict_proba([]).shape


class TestBadInput:
    """
    "When something that is not text stands among the titles."
    """

    @pytest.mark.parametrize(
        ("value", "shown"),
        [(None, "None"), (float("nan"), "nan"), (7, "7"), (b"CEO", "b'CEO'")],
        ids=["none", "nan", "number", "bytes"],
    )
    def test_not_text(self, value: Any, shown: str) -> None:
        """The error names the place and the value."""
        model = TitleClassifier()
        expected = rf"^X\[1\] must be text \(an unknown title is an empty one\), got {shown}$"
        with pytest.raises(InvalidValueError, match=expected):
            model.fit(["CEO", value], ["a", "b"])
        model.fit(TITLES, LABELS)
        with pytest.raises(InvalidValueError, match=expected):
            model.predict(["CEO", value])

    def test_one_title(self) -> None:
        """One text is not an array of texts."""
        expected = r"^X must be a one-dimensional array of titles \(one title goes into a list\), got 'CEO'$"
        with pytest.raises(InvalidValueError, match=expected):
            TitleClassifier().fit(TITLES, LABELS).predict("CEO")

    def test_two_dimensions(self) -> None:
        """Nor is a table."""
        titles: Any = [["CEO", "CTO"], ["Head of", "Sales"]]
        expected = (
            r"^X must be a one-dimensional array of titles \(one title goes into a list\), got \[\['CEO', .*\]\]$"
        )
        with pytest.raises(InvalidValueError, match=expected):
            TitleClassifier().fit(titles, ["a", "b"])

    def test_no_words(self) -> None:
        """There is nothing to learn from blank titles."""
        with pytest.raises(
            InvalidValueError, match=r"^X must be titles of which at least one has a word, got \['', ' '\]$"
        ):
            TitleClassifier().fit(["", " "], ["a", "b"])

    def test_one_class(self) -> None:
        """Nor from one label."""
        expected = r"^y must be labels of at least two kinds; there is only 1 class, got \['a', 'a'\]$"
        with pytest.raises(InvalidValueError, match=expected):
            TitleClassifier().fit(["CEO", "CTO"], ["a", "a"])

    def test_lengths(self) -> None:
        """As many labels as titles."""
        with pytest.raises(ValueError, match=r"^Found input variables with inconsistent numbers of samples: \[2, 1\]$"):
            TitleClassifier().fit(["CEO", "CTO"], ["a"])

    @pytest.mark.parametrize(
        "parameters", [{"C": 0}, {"C": -1}, {"threshold": 1.1}, {"threshold": -0.1}, {"class_weight": "fair"}], ids=str
    )
    def test_parameters(self, parameters: dict[str, Any]) -> None:
        """Checked in fit, by scikit-learn's rules, with its words."""
        (name,) = parameters
        with pytest.raises(ValueError, match=rf"^The '{name}' parameter of TitleClassifier must be "):
            TitleClassifier(**parameters).fit(TITLES, LABELS)


class TestImport:
    """
    "Needs scikit-learn and is not imported here."
    """

    def test_the_rules_need_no_scikit_learn(self, run_fresh: RunFresh) -> None:
        """A fresh interpreter that understands a title has not loaded it."""
        result = run_fresh(
            "import sys; from buying_groups.titles import understand_title; understand_title('CEO');"
            "print({'sklearn', 'scipy', 'numpy'} & set(sys.modules))"
        )
        assert ("", "set()") == (result.stderr, result.stdout.strip())
