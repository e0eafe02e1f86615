"""The boosters' scikit-learn wrappers, alone and inside of others, answer as they do themselves."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from program import CHORUS, verified
from sklearn.ensemble import StackingRegressor, VotingClassifier
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from weights import Array

from chorus_export import ExportError, export

xgboost = pytest.importorskip("xgboost")
lightgbm = pytest.importorskip("lightgbm")
catboost = pytest.importorskip("catboost")

QUIET = {"iterations": 5, "verbose": 0, "allow_writing_files": False}
CLASSIFIERS = [
    xgboost.XGBClassifier(n_estimators=5),
    lightgbm.LGBMClassifier(n_estimators=5, verbose=-1),
    catboost.CatBoostClassifier(**QUIET),
]
REGRESSORS = [
    xgboost.XGBRegressor(n_estimators=5, objective="reg:tweedie"),
    lightgbm.LGBMRegressor(n_estimators=5, objective="poisson", verbose=-1),
    catboost.CatBoostRegressor(**QUIET),
]


def name(model: Any) -> str:
    return type(model).__name__


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("model", CLASSIFIERS, ids=name)
def test_a_classifier_with_missing_values_is_a_chain(
    model: Any, classes: int, iris: tuple[Array, Array], gaps: Array, tmp_path: Path
) -> None:
    labels = np.minimum(iris[1], classes - 1)
    weights = verified(model.fit(gaps, labels), gaps, tmp_path / "m.safetensors", chorus=CHORUS)
    assert weights.is_chain
    assert weights.json("classes") == list(range(classes))


@pytest.mark.parametrize("model", REGRESSORS, ids=name)
def test_a_regression_answers_behind_a_scaler(
    model: Any, iris: tuple[Array, Array], gaps: Array, tmp_path: Path
) -> None:
    pipeline = make_pipeline(StandardScaler(), model).fit(gaps, iris[0][:, 0])
    verified(pipeline, gaps, tmp_path / "m.safetensors", chorus=CHORUS)


def test_a_number_that_stands_for_missing_ones_becomes_missing(
    iris: tuple[Array, Array], gaps: Array, tmp_path: Path
) -> None:
    filled = np.where(np.isnan(gaps), -9.0, gaps)
    model = xgboost.XGBClassifier(n_estimators=5, missing=-9).fit(filled, iris[1])
    verified(model, filled, tmp_path / "m.safetensors", chorus=CHORUS)


def test_boosters_vote_and_are_stacked(iris: tuple[Array, Array], tmp_path: Path) -> None:
    linear = ("linear", LogisticRegression(max_iter=1000))
    vote = VotingClassifier([("boosted", CLASSIFIERS[0]), linear], voting="soft").fit(*iris)
    verified(vote, iris[0], tmp_path / "vote.safetensors", chorus=CHORUS)
    members = [("x", xgboost.XGBRegressor(n_estimators=5)), ("l", REGRESSORS[1])]
    stack = StackingRegressor(members, final_estimator=Ridge()).fit(iris[0], iris[0][:, 0])
    verified(stack, iris[0], tmp_path / "stack.safetensors", chorus=CHORUS)


def test_without_the_program_a_sentence_says_what_to_do(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = xgboost.XGBClassifier(n_estimators=2).fit(*iris)
    with pytest.raises(ExportError, match=r"reads XGBClassifier; give its path with --chorus"):
        export(model, tmp_path / "m.safetensors", chorus="/nowhere/chorus")
