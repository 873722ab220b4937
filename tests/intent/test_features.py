"""
The features: what each of them is, what they never depend on, and scikit-learn's contract.
"""

# scikit-learn and scipy have no types.
# mypy: disable-error-code="import-untyped"
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownLambdaType=false, reportAttributeAccessIssue=false

from __future__ import annotations

import math
import pickle
import random
import re
import warnings
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import BaseEstimator, clone
from sklearn.exceptions import NotFittedError, SkipTestWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.utils import estimator_checks
from sklearn.utils.estimator_checks import estimator_checks_generator
from sklearn.utils.validation import check_is_fitted

import buying_groups.intent.as_of_features as as_of_module
import buying_groups.intent.features as module
from buying_groups.errors import InvalidValueError, NaiveDatetimeError, TableError
from buying_groups.intent.activity_log import ActivityLog
from buying_groups.intent.features import IntentFeatures
from buying_groups.intent.taxonomy import Taxonomy, TaxonomyCategory, TaxonomyProduct


NOW = datetime(2026, 1, 31, tzinfo=UTC)
HALF_LIVES = (10.0, 100.0)
TAXONOMY = {
    "Data": {"backup": ["restore", "disk"], "storage": ["disk", "tape"]},
    "Office": {"mail": ["inbox"], "backup": ["restore", "disk"]},
}
MEMBERS = [("acme", "Ann"), ("acme", "Bob"), ("zeta", "Bob"), ("solo", "Cy")]


def days_before(days: float) -> datetime:
    """Return a moment so many days before now."""
    return NOW - timedelta(days=days)


def row(person: str, product: str | None, days: float, **more: Any) -> dict[str, Any]:
    """Return a row of a table of activities."""
    return {
        "person_id": person,
        "product": product,
        "activity_type": "visit",
        "occurred_at": days_before(days),
        "weight": 1.0,
        "seniority": 1.0,
        "keywords": "",
    } | more


ROWS = [
    row("Ann", "backup", 10, keywords="disk|restore"),
    row("Ann", "backup", 100, activity_type="call", weight=2.0, seniority=5.0),
    row("Ann", "mail", 100),
    row("Ann", None, 0, activity_type="open"),
    row("Bob", "mail", 20, keywords="inbox|chat"),
    row("Bob", "backup", 200),
    row("acme", "storage", 10),
    row("zeta", "mail", 10),
]
SCHEMA: dict[str, Any] = {
    "person_id": pl.String,
    "product": pl.String,
    "activity_type": pl.String,
    "occurred_at": pl.Datetime("us", "UTC"),
    "weight": pl.Float64,
    "seniority": pl.Float64,
    "keywords": pl.String,
}
NAMES = {"weight": "weight", "seniority": "seniority", "keywords": "keywords"}


def log_of(rows: list[dict[str, Any]]) -> ActivityLog:
    """Return the log of some rows."""
    return ActivityLog.from_table(pl.DataFrame(rows, schema=SCHEMA), **NAMES)


def made(rows: list[dict[str, Any]] = ROWS, **options: Any) -> IntentFeatures:
    """Return the transformer of this module's activities."""
    parameters: dict[str, Any] = {
        "members": MEMBERS,
        "taxonomy": TAXONOMY,
        "as_of": NOW,
        "half_lives": HALF_LIVES,
        "regularization": 1,
    }
    return IntentFeatures(activities=log_of(rows), **(parameters | options))


def values(pairs: Any, rows: list[dict[str, Any]] = ROWS, **options: Any) -> list[dict[str, float]]:
    """Return the features of pairs by name."""
    transformer = made(rows, **options)
    table = transformer.fit_transform(pairs)
    names = transformer.get_feature_names_out()
    return [dict(zip(names.tolist(), each, strict=True)) for each in table.tolist()]


def log1p_all(**counts: float) -> dict[str, Any]:
    """Return what is given as log(1 + c), to be compared with."""
    return {name: pytest.approx(math.log1p(count), abs=1e-6) for name, count in counts.items()}


def some(found: dict[str, float], prefix: str) -> dict[str, float]:
    """Return the features whose names begin so."""
    return {name: value for name, value in found.items() if name.startswith(prefix)}


ESTIMATORS = [made(), IntentFeatures(activities=log_of(ROWS), as_of=NOW)]

# scikit-learn's checks are made of numbers, where this takes ids and moments, so it stops early where the tags say so.
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
    return str(value.func.__name__) if isinstance(value, partial) else "with" if value.members else "without"


PAIRS = [("Ann", "backup"), ("Bob", "mail"), ("acme", "backup"), ("nobody", "mail"), ("Ann", "nothing")]


class TestContract:
    """
    "Every estimator that the module exports runs" scikit-learn's checks; an expected failure has to fail.
    """

    @pytest.mark.parametrize(("estimator", "check"), CHECKS, ids=name_of)
    def test_scikit_learns_checks(self, estimator: Any, check: Any) -> None:
        """As far as scikit-learn runs them on ids."""
        check(estimator)

    @pytest.mark.parametrize("estimator", ESTIMATORS, ids=name_of)
    @pytest.mark.parametrize("check", WITHOUT_DATA)
    def test_scikit_learns_checks_without_data(self, estimator: Any, check: str) -> None:
        """Parameters, tags, cloning, the order of base classes."""
        getattr(estimator_checks, check)(type(estimator).__name__, estimator)

    def test_no_estimator_is_forgotten(self) -> None:
        """Every class of the module that is an estimator is checked."""
        classes = {value for value in vars(module).values() if isinstance(value, type)}
        ours = {each for each in classes if issubclass(each, BaseEstimator) and each.__module__ == module.__name__}
        assert {type(estimator) for estimator in ESTIMATORS} == ours

    def test_clone_shares_the_activities(self) -> None:
        """And forgets what was fitted."""
        fitted = made().fit(PAIRS)
        again = clone(fitted)
        assert fitted.activities is again.activities
        for call in (lambda: again.transform(PAIRS), again.get_feature_names_out):
            with pytest.raises(NotFittedError, match=r"^This IntentFeatures instance is not fitted yet"):
                call()

    def test_fit_again_forgets(self) -> None:
        """A second fit is as if the first had not been."""
        transformer = made().fit(pd.DataFrame(PAIRS, columns=["subject", "product"]))
        assert ["subject", "product"] == transformer.feature_names_in_.tolist()
        transformer.set_params(taxonomy=None).fit([(*pair, NOW) for pair in PAIRS])
        assert not hasattr(transformer, "feature_names_in_")
        assert 3 == transformer.n_features_in_
        assert not any(name.startswith("keyword") for name in transformer.get_feature_names_out())
        check_is_fitted(transformer)

    def test_survives_pickling(self) -> None:
        """With its answers."""
        transformer = made().fit(PAIRS)
        again = pickle.loads(pickle.dumps(transformer))  # noqa: S301 - our own bytes
        assert transformer.transform(PAIRS).tolist() == again.transform(PAIRS).tolist()

    @pytest.mark.parametrize("kind", ["pandas", "polars"])
    def test_set_output(self, kind: Any) -> None:
        """Frames in, frames out, with the names of the features."""
        columns = dict(zip(("subject", "product"), map(list, zip(*PAIRS, strict=True)), strict=True))
        frame: Any = pd.DataFrame(columns, index=[9, 8, 7, 6, 5]) if kind == "pandas" else pl.DataFrame(columns)
        transformer = made().set_output(transform=kind)
        table = transformer.fit_transform(frame)
        assert type(frame) is type(table)
        assert transformer.get_feature_names_out().tolist() == list(table.columns)
        assert made().fit_transform(PAIRS).tolist() == table.to_numpy().tolist()
        if kind == "pandas":
            assert [9, 8, 7, 6, 5] == table.index.tolist()

    def test_in_a_pipeline(self) -> None:
        """With cross-validation and a grid of parameters."""
        model = make_pipeline(made(), LogisticRegression())
        pairs = np.array(PAIRS * 4, dtype=object)
        labels = [1, 1, 0, 0, 0] * 4
        assert (20, 2) == cross_val_predict(model, pairs, labels, cv=2, method="predict_proba").shape
        grid = GridSearchCV(model, {"intentfeatures__history_days": [30, 300]}, cv=2).fit(pairs, labels)
        assert {30, 300} > {grid.best_params_["intentfeatures__history_days"]}


class TestOwn:
    """
    "``own``: the subject with the product".
    """

    def test_known_answer(self) -> None:
        """Ann called 100 days ago (2 points) and came 10 days ago (1 point): half-lives of 10 and 100 days."""
        found = some(values([("Ann", "backup")])[0], "own_")
        assert found == log1p_all(
            own_decayed_10d=0.5 + 2 * 2**-10,
            own_decayed_100d=2**-0.1 + 2 * 0.5,
            own_count=3,
            own_days_since=10,
            own_days_known=100,
            own_active_days=2,
            own_people=1,
            own_recent_people=1,
        ) | {"own_types": 2, "own_seniority": 5, "own_met": 1}

    def test_never(self) -> None:
        """Nothing was done, and the last time is a whole history ago: also of what is not known at all."""
        for pair in (("Ann", "storage"), ("Ann", "nothing"), ("nobody", "mail")):
            found = some(values([pair])[0], "own_")
            assert dict.fromkeys(found, 0.0) | log1p_all(own_days_since=548) == found

    def test_without_seniority(self) -> None:
        """There is no such feature then."""
        transformer = made().set_params(activities=ActivityLog.from_table(pl.DataFrame(ROWS)))
        assert "own_seniority" not in transformer.fit(PAIRS).get_feature_names_out()


class TestSubject:
    """
    "``subject``: the subject with all products, the like; how many products it has met."
    """

    def test_known_answer(self) -> None:
        """What was for no product counts here."""
        found = some(values([("Ann", "backup")])[0], "subject_")
        assert found == log1p_all(
            subject_decayed_10d=1 + 0.5 + 3 * 2**-10,
            subject_decayed_100d=1 + 2**-0.1 + 3 * 0.5,
            subject_days_since=0,
            subject_active_days=3,
            subject_people=1,
        ) | {"subject_types": 3, "subject_products": 2}

    def test_people_of_an_account(self) -> None:
        """An account's activities are those of its people."""
        table = pl.DataFrame([row("Ann", "mail", 1), row("Bob", "mail", 95)]).with_columns(account=pl.lit("acme"))
        log = ActivityLog.from_table(table, subject="account")
        transformer = IntentFeatures(activities=log, as_of=NOW)
        found = dict(
            zip(
                transformer.fit([("acme", "mail")]).get_feature_names_out(),
                transformer.transform([("acme", "mail")])[0],
                strict=True,
            )
        )
        expected = log1p_all(own_people=2, own_recent_people=1, subject_people=2)
        assert expected == {name: found[name] for name in expected}


class TestProduct:
    """
    "``product``: popularity", "With members also among groups alone and people alone".
    """

    def test_known_answer(self) -> None:
        """Three have met mail: Ann, Bob and the group zeta; two within 90 days, for the first time."""
        person, group = (some(found, "product_") for found in values([("Ann", "mail"), ("acme", "mail")]))
        all_of_them = log1p_all(product_subjects=3, product_recent_subjects=2, product_new_subjects=2)
        assert all_of_them == {name: person[name] for name in all_of_them}
        ann, bob, zeta = math.log1p(0.5), math.log1p(2**-0.2), math.log1p(2**-0.1)
        assert math.log1p(ann + bob + zeta) == pytest.approx(person["product_decayed_100d"])
        people = log1p_all(product_subjects_of_kind=2, product_subjects_of_other_kind=1)
        assert people == {name: person[name] for name in people}
        groups = log1p_all(product_subjects_of_kind=1, product_subjects_of_other_kind=2)
        assert groups == {name: group[name] for name in groups}


class TestCoInterest:
    """
    "``co_interest``: what the subject's other products say of this one".
    """

    def test_known_answer(self) -> None:
        """Two of three people who have met backup have met mail: a ridge of 1 on one other product."""
        rows = [row(who, "backup", 1) for who in ("A", "B", "C")] + [row(who, "mail", 1) for who in ("A", "B")]
        found = values([("C", "mail"), ("C", "backup"), ("A", "backup")], rows, members=None, taxonomy=None)
        assert [0.5, 0.0, pytest.approx(2 / 3)] == [each["co_interest"] for each in found]
        strength = math.log1p(2**-0.01)
        expected = 2 * strength**2 / (3 * strength**2 + 1) * strength
        assert pytest.approx(expected, abs=1e-6) == found[0]["co_interest_recent"]
        assert "co_interest_of_kind" not in found[0]

    def test_of_kind(self) -> None:
        """Groups learn from groups, people from people."""
        rows = [row(who, what, 1) for who in ("Ann", "Bob") for what in ("backup", "mail")] + [row("acme", "backup", 1)]
        found = values([("Ann", "mail"), ("acme", "mail")], rows)
        assert [pytest.approx(2 / 3), 0.0] == [each["co_interest_of_kind"] for each in found]
        assert 0.5 == pytest.approx(found[1]["co_interest"])  # of three who have met backup, two have met mail

    def test_of_members(self) -> None:
        """The mean and the largest of the members'; 0 for who has none."""
        rows = [row(who, what, 1) for who in ("Ann", "Cy") for what in ("backup", "mail")] + [row("Bob", "tape", 1)]
        acme, ann, solo = values([("acme", "mail"), ("Ann", "mail"), ("solo", "mail")], rows)
        assert pytest.approx(1 / 3) == acme["members_co_interest_mean"]
        assert pytest.approx(2 / 3) == acme["members_co_interest_max"]
        assert (0.0, 0.0) == (ann["members_co_interest_mean"], ann["members_co_interest_max"])
        assert pytest.approx(2 / 3) == solo["members_co_interest_mean"]

    def test_in_small_blocks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Subjects and members are computed in blocks, of which there may be many."""
        expected = made().fit_transform(PAIRS)
        monkeypatch.setattr(as_of_module, "_LARGEST_BLOCK", 1)
        assert expected.tolist() == made().fit_transform(PAIRS).tolist()


class TestRelated:
    """
    "``members``, ``groups``, ``peers``: what the members of a group, the groups of a person, and those who share".
    """

    def test_members(self) -> None:
        """Of acme's two members, both have met mail: Ann 100 days ago, Bob 20."""
        found = some(values([("acme", "mail")])[0], "members_")
        strengths = math.log1p(0.5), math.log1p(2**-0.2)
        expected = {
            "members_mean": pytest.approx(sum(strengths) / 2),
            "members_max": pytest.approx(max(strengths)),
            "members_share": 1.0,
        } | log1p_all(members_count=2, members_days_since=20)
        assert expected == {name: found[name] for name in expected}

    def test_groups(self) -> None:
        """Of Bob's two groups, zeta has met mail."""
        found = some(values([("Bob", "mail")])[0], "groups_")
        strength = math.log1p(2**-0.1)
        assert found == {
            "groups_mean": pytest.approx(strength / 2),
            "groups_max": pytest.approx(strength),
            "groups_share": 0.5,
        } | log1p_all(groups_count=2, groups_days_since=10)

    def test_peers(self) -> None:
        """Acme shares Bob with zeta, which has met mail; Ann shares acme with Bob; solo shares nobody."""
        acme, ann, solo = (
            some(found, "peers_") for found in values([("acme", "mail"), ("Ann", "mail"), ("solo", "mail")])
        )
        assert pytest.approx(math.log1p(2**-0.1)) == acme["peers_mean"] == acme["peers_max"]
        assert log1p_all(peers_count=1, peers_days_since=20) == {
            name: ann[name] for name in ("peers_count", "peers_days_since")
        }
        assert dict.fromkeys(solo, 0.0) | log1p_all(peers_days_since=548) == solo

    def test_kinds_of_members(self) -> None:
        """A table does as well as pairs, and a person given twice is a member once."""
        expected = made().fit_transform(PAIRS).tolist()
        table = pd.DataFrame([*MEMBERS, MEMBERS[0]], columns=["group_id", "person_id"])
        for kind in (pd.DataFrame, pl.DataFrame, pa.table):
            assert expected == made(members=kind(table.to_dict("list"))).fit_transform(PAIRS).tolist()

    def test_joined_and_left(self) -> None:
        """Bob joins acme 50 days ago and leaves it 20 days ago; as of each moment only who is there counts."""
        members = [("acme", "Ann", None), ("acme", "Bob", days_before(50), days_before(20)), *MEMBERS[2:]]
        found: list[float] = []
        for days in (50.001, 50, 20.001, 20, 0):
            acme = values([("acme", "mail")], members=members, as_of=days_before(days))[0]
            found.append(round(math.expm1(acme["members_count"])))
        assert [1, 2, 2, 1, 1] == found

    @pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table], ids=["pandas", "polars", "pyarrow"])
    def test_moments_in_a_table(self, kind: Any) -> None:
        """The same, as columns, where null is not known; a column of nulls says nothing."""
        joined = [None, days_before(50), None, None]
        left = [None, None, days_before(20), None]
        rows = [(*pair, *moments) for pair, *moments in zip(MEMBERS, joined, left, strict=True)]
        groups, people = (list(ids) for ids in zip(*MEMBERS, strict=True))
        columns = {"group_id": groups, "person_id": people, "joined_at": joined, "left_at": left}
        for days in (0, 30, 60):
            as_of = days_before(days)
            expected = made(members=rows, as_of=as_of).fit_transform(PAIRS).tolist()
            assert expected == made(members=kind(columns), as_of=as_of).fit_transform(PAIRS).tolist()
        nulls = kind(columns | {"joined_at": [None] * 4, "left_at": [None] * 4})
        assert made().fit_transform(PAIRS).tolist() == made(members=nulls).fit_transform(PAIRS).tolist()

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(["acme", "zeta"]), st.sampled_from(["Ann", "Bob", "Cy"])), max_size=4))
    def test_who_joins_later(self, later: list[tuple[str, str]]) -> None:
        """Does not exist yet, so that no feature changes."""
        future = [(*pair, NOW + timedelta(microseconds=1)) for pair in later]
        assert made().fit_transform(PAIRS).tolist() == made(members=[*MEMBERS, *future]).fit_transform(PAIRS).tolist()

    def test_no_members(self) -> None:
        """Without memberships, features of members say nothing; without the argument there are none."""
        assert 0.0 == values([("acme", "mail")], members=[])[0]["members_share"]
        assert not some(values([("acme", "mail")], members=None)[0], "members_")


class TestContent:
    """
    "``category_strength``", "``keyword_strength``", "``keyword_share``".
    """

    def test_known_answer(self) -> None:
        """Backup stands in both categories; of three products, two have the keyword disk."""
        backup, storage, mail = values([("Ann", "backup"), ("Ann", "storage"), ("Ann", "mail")])
        strengths = {"backup": math.log1p(2**-0.1 + 1), "mail": math.log1p(0.5)}
        assert pytest.approx(strengths["mail"]) == backup["category_strength"]
        assert pytest.approx(strengths["backup"]) == storage["category_strength"]
        assert pytest.approx(strengths["backup"]) == mail["category_strength"]
        said = math.log1p(2**-0.1)
        assert pytest.approx(said * (math.log(4 / 2) + math.log(4))) == backup["keyword_strength"]
        assert pytest.approx(math.log(2) / 2) == storage["keyword_share"]
        assert 0.0 == mail["keyword_strength"]

    def test_a_taxonomy(self) -> None:
        """Does as well as names and keywords."""
        categories: list[TaxonomyCategory] = []
        for name, inside in TAXONOMY.items():
            products = [TaxonomyProduct(name=product, keywords=tuple(words)) for product, words in inside.items()]
            categories.append(TaxonomyCategory(name=name, products=tuple(products)))
        expected = made().fit_transform(PAIRS).tolist()
        assert expected == made(taxonomy=Taxonomy(categories=tuple(categories))).fit_transform(PAIRS).tolist()

    def test_nothing_said(self) -> None:
        """Without keywords there is no share."""
        assert 0.0 == values([("acme", "mail")])[0]["keyword_share"]
        assert 0.0 == values([("Ann", "mail")], [row("Ann", "mail", 1)])[0]["keyword_share"]


rows_of_activities = st.lists(
    st.builds(
        row,
        st.sampled_from(["Ann", "Bob", "Cy", "acme", "zeta"]),
        st.sampled_from(["backup", "mail", "storage", "tape", None]),
        st.integers(0, 600).map(float),
        weight=st.sampled_from([0.5, 1.0, 3.0]),
        activity_type=st.sampled_from(["visit", "call"]),
        keywords=st.sampled_from(["", "disk", "disk|inbox", "other"]),
    ),
    max_size=15,
)
ALL_PAIRS = [
    (who, what) for who in ("Ann", "Cy", "acme", "zeta", "nobody") for what in ("backup", "mail", "tape", "none")
]


class TestWhatDoesNotMatter:
    """
    "The rows' order, the activities' order and the names of subjects and products do not matter."
    """

    @settings(max_examples=25, deadline=None)
    @given(rows_of_activities, rows_of_activities)
    def test_the_future(self, rows: list[dict[str, Any]], later: list[dict[str, Any]]) -> None:
        """Whatever happens after the moment, of whom and for whichever product, changes no feature at all."""
        future = [
            each | {"occurred_at": NOW + (NOW - each["occurred_at"]) + timedelta(microseconds=1)} for each in later
        ]
        expected = made(rows).fit_transform(ALL_PAIRS)
        assert expected.tolist() == made(rows + future).fit_transform(ALL_PAIRS).tolist()
        assert np.isfinite(expected).all()

    @settings(max_examples=25, deadline=None)
    @given(rows_of_activities, st.integers(0, 9))
    def test_order(self, rows: list[dict[str, Any]], seed: int) -> None:
        """Neither of activities, nor of pairs, nor of members."""
        shuffled, order, members = list(rows), list(range(len(ALL_PAIRS))), list(MEMBERS)
        for each in (shuffled, order, members):
            random.Random(seed).shuffle(each)  # noqa: S311 - no secret
        expected = made(rows).fit_transform(ALL_PAIRS)
        other = made(shuffled, members=members).fit_transform([ALL_PAIRS[at] for at in order])
        assert expected[order].tolist() == other.tolist()

    @settings(max_examples=25, deadline=None)
    @given(rows_of_activities)
    def test_names(self, rows: list[dict[str, Any]]) -> None:
        """Products and subjects under other names, in another alphabetical order, have the same features."""
        products = {"backup": "z", "mail": "y", "storage": "x", "tape": "w", "none": "v", None: None}
        renamed = [each | {"product": products[each["product"]], "person_id": each["person_id"][::-1]} for each in rows]
        taxonomy = {
            name: {products[product]: words for product, words in inside.items()} for name, inside in TAXONOMY.items()
        }
        members = [(group[::-1], person[::-1]) for group, person in MEMBERS]
        other = made(renamed, taxonomy=taxonomy, members=members)
        found = other.fit_transform([(who[::-1], products[what]) for who, what in ALL_PAIRS])
        np.testing.assert_allclose(made(rows).fit_transform(ALL_PAIRS), found, atol=1e-5)

    def test_other_pairs(self) -> None:
        """A pair's features are the same alone and among others, and each has its own moment."""
        earlier = days_before(50)
        together = made(as_of=None).fit_transform([("Ann", "backup", NOW), ("Ann", "backup", earlier)])
        assert made().fit_transform([("Ann", "backup")])[0].tolist() == together[0].tolist()
        assert made(as_of=earlier).fit_transform([("Ann", "backup")])[0].tolist() == together[1].tolist()
        assert together[0].tolist() != together[1].tolist()


class TestMoreEvidence:
    """
    "More positive evidence never lowers a strength, with positive evidence only time never raises one".
    """

    @settings(max_examples=25, deadline=None)
    @given(rows_of_activities, st.integers(1, 100))
    def test_own_strength(self, rows: list[dict[str, Any]], days: int) -> None:
        """One more activity raises what is decayed, and later it is less."""
        pair = [("Ann", "mail")]
        before = some(values(pair, rows)[0], "own_decayed")
        more = some(values(pair, [*rows, row("Ann", "mail", 3)])[0], "own_decayed")
        later = some(values(pair, [*rows, row("Ann", "mail", 3)], as_of=NOW + timedelta(days=days))[0], "own_decayed")
        assert all(more[name] > before[name] for name in before)
        assert all(later[name] <= more[name] for name in before)


class TestPairs:
    """
    "Pairs: a frame with the columns ``subject``, ``product`` and optionally ``as_of``, or rows of these."
    """

    @pytest.mark.parametrize("kind", [list, tuple, lambda rows: np.array(rows, dtype=object)])
    def test_rows(self, kind: Any) -> None:
        """Of two or three columns."""
        expected = made().fit_transform(PAIRS).tolist()
        assert expected == made().fit_transform(kind(PAIRS)).tolist()
        assert expected == made(as_of=None).fit_transform(kind([(*pair, NOW) for pair in PAIRS])).tolist()

    def test_arrays_of_numbers(self) -> None:
        """Ids may be whole numbers."""
        log = ActivityLog.from_table(pl.DataFrame(ROWS[4:5]).with_columns(person_id=1, product=2))
        assert (2, 27) == IntentFeatures(activities=log, as_of=NOW).fit_transform(np.array([[1, 2], [3, 4]])).shape

    @pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table], ids=["pandas", "polars", "pyarrow"])
    def test_frames_with_moments(self, kind: Any) -> None:
        """Each row as of its own."""
        moments = [NOW, days_before(50)] * 2 + [NOW]
        rows = [(*pair, moment) for pair, moment in zip(PAIRS, moments, strict=True)]
        columns = dict(zip(("subject", "product", "as_of"), map(list, zip(*rows, strict=True)), strict=True))
        expected = made().fit_transform(rows).tolist()
        assert expected == made(as_of=None).fit_transform(kind(columns)).tolist()

    def test_none(self) -> None:
        """No pairs have no features, and there are names."""
        transformer = made().fit([])
        assert (0, len(transformer.get_feature_names_out())) == transformer.transform([]).shape

    def test_empty_frame(self) -> None:
        """Neither have the pairs of a frame without rows."""
        frame = pl.DataFrame({"subject": [], "product": [], "as_of": []}).cast(
            {"subject": pl.String, "product": pl.String, "as_of": pl.Datetime("us", "UTC")}
        )
        assert 0 == len(made(as_of=None).fit_transform(frame))

    @pytest.mark.parametrize(
        ("pairs", "message"),
        [
            ([("a",)], "X must be pairs of subject and product, with as_of as a third column or as the parameter of "),
            ([("a", "b"), ("a",)], "X must be pairs of subject and product, with as_of as a third column or as the "),
            (np.zeros(3), "X must be pairs of subject and product, with as_of as a third column or as the parameter "),
            ([("a", None)], "product of X must be there in each row, got None"),
            ([(1, "mail")], "subject of X must be of the type that it has in the activities, such as 'Ann', got 1"),
            (
                pd.DataFrame({"subject": ["a"], "product": ["b"], "more": [1]}),
                "X must be pairs of subject and product,",
            ),
        ],
    )
    def test_bad_pairs(self, pairs: Any, message: str) -> None:
        """Each error says what was got."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}"):
            made().fit_transform(pairs)

    def test_bad_moments(self) -> None:
        """Missing, or without a zone."""
        with pytest.raises(InvalidValueError, match=r"^as_of must be a datetime with a time zone, since X has no "):
            made(as_of=None).fit(PAIRS)
        with pytest.raises(NaiveDatetimeError, match=r"^as_of of X must be a datetime with a time zone, got "):
            made().fit([("Ann", "mail", datetime(2026, 1, 1))])  # noqa: DTZ001 - what is refused
        with pytest.raises(TableError, match=r"^column 'as_of' of X must be instants with a time zone, got the type "):
            made().fit(pl.DataFrame({"subject": ["a"], "product": ["b"], "as_of": ["now"]}))
        with pytest.raises(InvalidValueError, match=r"^X must be of 2 columns, as in fit, got '3 columns'$"):
            made().fit(PAIRS).transform([("Ann", "mail", NOW)])

    @pytest.mark.parametrize("half_lives", [[], [0.0], [-1.0, 2.0], [30, 7], [7, 7], [7, math.inf], [math.nan]])
    def test_bad_half_lives(self, half_lives: Any) -> None:
        """None, not above 0, not ascending, not finite."""
        message = r"^half_lives must be finite numbers above 0, ascending, at least one, got \["
        with pytest.raises(InvalidValueError, match=message):
            made(half_lives=half_lives).fit(PAIRS)

    def test_bad_members(self) -> None:
        """A row that is no pair."""
        for row in (("acme", None), ("acme",), ("acme", "Ann", NOW, None, None)):
            with pytest.raises(
                InvalidValueError, match=r"^members must be pairs of the ids of a group and of a person"
            ):
                made(members=[row]).fit_transform(PAIRS)
        with pytest.raises(NaiveDatetimeError, match=r"^left_at of members must be a datetime with a time zone, got "):
            made(members=[("acme", "Ann", None, datetime(2026, 1, 1))]).fit_transform(PAIRS)  # noqa: DTZ001 - refused
        table = pd.DataFrame({"group_id": ["acme"], "person_id": ["Ann"], "joined_at": ["now"]})
        with pytest.raises(TableError, match=r"^column 'joined_at' of members must be instants with a time zone, got "):
            made(members=table).fit_transform(PAIRS)
