"""Votes, stacks, one-against-another and searches answer as scikit-learn's."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from program import verified
from sklearn.ensemble import (
    StackingClassifier,
    StackingRegressor,
    VotingClassifier,
    VotingRegressor,
)
from sklearn.linear_model import LogisticRegression, Ridge, RidgeClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.multiclass import OneVsOneClassifier, OneVsRestClassifier
from sklearn.multioutput import MultiOutputRegressor
from sklearn.naive_bayes import GaussianNB
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from weights import Array

from chorus_export import ExportError, export

PAIR = [("a", GaussianNB()), ("b", DecisionTreeClassifier(max_depth=3, random_state=0))]
REGRESSIONS = [("a", Ridge()), ("b", DecisionTreeRegressor(max_depth=3, random_state=0))]
CLASSIFIERS = [
    VotingClassifier(PAIR, voting="soft"),
    VotingClassifier(PAIR, voting="soft", weights=[1, 3]),
    VotingClassifier([*PAIR, ("c", RidgeClassifier())], voting="hard", weights=[2, 1, 2]),
    StackingClassifier(PAIR, cv=2),
    StackingClassifier([*PAIR, ("c", RidgeClassifier())], cv=2, passthrough=True),
    StackingClassifier(PAIR, final_estimator=DecisionTreeClassifier(max_depth=2), cv=2),
    OneVsRestClassifier(LogisticRegression(max_iter=500)),
    OneVsRestClassifier(LinearSVC(dual=True, max_iter=5000)),
    OneVsRestClassifier(DecisionTreeClassifier(max_depth=3)),
    OneVsOneClassifier(LinearSVC(dual=True, max_iter=5000)),
    OneVsOneClassifier(GaussianNB()),
    GridSearchCV(SVC(), {"C": [0.1, 1]}, cv=2),
]
REGRESSORS = [
    VotingRegressor(REGRESSIONS),
    VotingRegressor(REGRESSIONS, weights=[1, 2]),
    StackingRegressor(REGRESSIONS, cv=2),
    StackingRegressor(REGRESSIONS, cv=2, passthrough=True, final_estimator=Ridge()),
]


def name(model: Any) -> str:
    return " ".join(str(model).split())[:60]


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("model", CLASSIFIERS, ids=name)
def test_combined_classifiers_answer_as_scikit_learn(
    model: Any, classes: int, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows, labels = iris[0][: 50 * classes], iris[1][: 50 * classes]
    model.fit(rows, np.array(["x", "y", "z"])[labels])
    weights = verified(model, rows, tmp_path / "m.safetensors")
    assert weights.json("classes") == ["x", "y", "z"][:classes]


@pytest.mark.parametrize("model", REGRESSORS, ids=name)
def test_combined_regressions_answer_as_scikit_learn(
    model: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    verified(model.fit(iris[0], iris[0][:, 0]), iris[0], tmp_path / "m.safetensors")


def test_one_regression_an_output_stands_side_by_side(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = MultiOutputRegressor(Ridge()).fit(iris[0][:, :2], iris[0][:, 2:])
    weights = verified(model, None, tmp_path / "m.safetensors")
    assert weights.tensors["golden.value"].shape == (64, 2)


def test_a_search_that_holds_no_model_is_refused(iris: tuple[Array, Array], tmp_path: Path) -> None:
    search = GridSearchCV(Ridge(), {"alpha": [1, 2]}, cv=2, refit=False).fit(iris[0], iris[1])
    with pytest.raises(ExportError, match="GridSearchCV"):
        export(search, tmp_path / "m.safetensors")
