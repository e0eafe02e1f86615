"""Ensembles answer as scikit-learn's, as one forest wherever their members are trees."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from program import verified
from sklearn.base import is_classifier
from sklearn.ensemble import (
    AdaBoostClassifier,
    AdaBoostRegressor,
    BaggingClassifier,
    BaggingRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
)
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import LinearSVC
from weights import Array

MODELS = [
    AdaBoostClassifier(n_estimators=8, random_state=0),
    AdaBoostClassifier(GaussianNB(), n_estimators=3, random_state=0),
    AdaBoostRegressor(n_estimators=8, random_state=0),
    AdaBoostRegressor(Ridge(), n_estimators=3, random_state=0),
    BaggingClassifier(n_estimators=5, max_features=0.5, random_state=0),
    BaggingClassifier(LogisticRegression(max_iter=500), 3, max_features=0.5, random_state=0),
    BaggingClassifier(LinearSVC(dual=True, max_iter=5000), 3, random_state=0),
    BaggingRegressor(n_estimators=5, bootstrap_features=True, random_state=0),
    BaggingRegressor(Ridge(), n_estimators=3, max_features=0.7, random_state=0),
    GradientBoostingClassifier(n_estimators=6, random_state=0),
    GradientBoostingClassifier(n_estimators=6, init="zero", random_state=0),
    GradientBoostingClassifier(
        n_estimators=6, init=LogisticRegression(max_iter=500), random_state=0
    ),
    GradientBoostingRegressor(n_estimators=6, loss="quantile", alpha=0.3, random_state=0),
    GradientBoostingRegressor(n_estimators=6, init=LinearRegression(), random_state=0),
    HistGradientBoostingClassifier(max_iter=5, min_samples_leaf=5),
    HistGradientBoostingRegressor(max_iter=5, loss="poisson", min_samples_leaf=5),
    HistGradientBoostingRegressor(max_iter=5, loss="absolute_error", min_samples_leaf=5),
]
ONE_FOREST = (GradientBoostingRegressor, HistGradientBoostingClassifier)


def name(model: Any) -> str:
    return " ".join(str(model).split())[:60]


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("model", MODELS, ids=name)
def test_an_ensemble_answers_as_scikit_learn(
    model: Any, classes: int, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows, labels = iris[0][: 50 * classes], iris[1][: 50 * classes]
    target = np.array(["x", "y", "z"])[labels] if is_classifier(model) else rows[:, 0]
    verified(model.fit(rows, target), rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize("learner", ["exponential", "log_loss"])
def test_two_classes_boosted_are_a_chain_of_one_forest(
    learner: str, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = GradientBoostingClassifier(n_estimators=6, loss=learner, random_state=0)
    model.fit(iris[0][:100], iris[1][:100])
    weights = verified(model, iris[0], tmp_path / "m.safetensors")
    assert weights.is_chain
    assert [stage["kind"] for stage in weights.stages] == ["cast", "trees", "classify"]


def test_histograms_send_missing_values_their_way(
    iris: tuple[Array, Array], gaps: Array, tmp_path: Path
) -> None:
    model = HistGradientBoostingClassifier(max_iter=5, min_samples_leaf=5).fit(gaps, iris[1])
    weights = verified(model, gaps, tmp_path / "m.safetensors")
    assert weights.is_chain
    assert np.isnan(weights.tensors["golden.rows"]).any()


def test_categories_that_training_did_not_meet_count_as_missing(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    rows = np.column_stack([random.integers(0, 9, 200), random.normal(size=200)]).astype(float)
    target = (rows[:, 0] % 3) + rows[:, 1]
    model = HistGradientBoostingRegressor(
        max_iter=5, min_samples_leaf=5, categorical_features=[0]
    ).fit(rows, target)
    asked = np.column_stack([np.repeat([0.0, 3.0, 8.0, 9.0, 200.0, np.nan], 4), rows[:24, 1]])
    weights = verified(model, asked, tmp_path / "m.safetensors")
    assert any("categories" in stage for stage in weights.stages)


@pytest.mark.parametrize("options", [{}, {"max_features": 0.5}, {"contamination": 0.1}], ids=str)
def test_an_isolation_forest_scores_as_scikit_learn(
    options: dict[str, float], iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = IsolationForest(n_estimators=12, random_state=0, **options).fit(iris[0])
    weights = verified(model, iris[0], tmp_path / "m.safetensors")
    assert weights.json("classes") == [-1, 1]
    assert set(weights.json("golden")["expect"]) == {"label", "score", "decision"}


def test_a_member_that_never_saw_a_class_gives_it_nothing(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    rows = random.normal(size=(40, 2))
    labels = np.array([0] * 20 + [1] * 18 + [2] * 2)
    model = BaggingClassifier(KNeighborsClassifier(1), 6, max_samples=8, random_state=0)
    model.fit(rows, labels)
    assert any(len(member.classes_) < 3 for member in model.estimators_)
    verified(model, rows, tmp_path / "m.safetensors")
