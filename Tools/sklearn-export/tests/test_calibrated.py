"""Calibrated classifiers: every method, of members with decisions and with probabilities."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement import agreed
from sklearn import __version__
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier
from weights import Array

VERSION = tuple(int(part) for part in __version__.split(".")[:2])
METHODS = ["sigmoid", "isotonic"] + ["temperature"] * (VERSION >= (1, 8))

MEMBERS = [
    LinearSVC(random_state=0),
    LogisticRegression(max_iter=300),
    SVC(decision_function_shape="ovo"),
    SGDClassifier(random_state=0),
    GaussianNB(),
    DecisionTreeClassifier(max_depth=3, random_state=0),
    RandomForestClassifier(7, random_state=0),
    KNeighborsClassifier(5),
    make_pipeline(StandardScaler(), LinearSVC(random_state=0)),
]


@pytest.fixture(scope="module")
def overlapping() -> tuple[Array, Array]:
    """Rows of three classes that overlap."""
    random = np.random.default_rng(13)
    labels = np.arange(240) % 3
    return random.normal(size=(240, 3)) + labels[:, None] * [1.0, -0.5, 0.0], labels


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("ensemble", [True, False])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("member", MEMBERS, ids=lambda model: " ".join(str(model).split())[:60])
def test_a_calibrated_classifier_answers_as_scikit_learn(
    member: Any,
    method: str,
    ensemble: bool,
    classes: int,
    overlapping: tuple[Array, Array],
    tmp_path: Path,
) -> None:
    rows, labels = overlapping
    rows, labels = rows[labels < classes], labels[labels < classes]
    model = CalibratedClassifierCV(member, method=method, ensemble=ensemble, cv=3)
    agreed(model.fit(rows, labels), rows, tmp_path / "m.safetensors", within=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_a_member_that_was_fitted_before(
    method: str, overlapping: tuple[Array, Array], tmp_path: Path
) -> None:
    member = LinearSVC(random_state=0).fit(*overlapping)
    if VERSION < (1, 6):
        model = CalibratedClassifierCV(member, method=method, cv="prefit")
    else:
        from sklearn.frozen import FrozenEstimator

        model = CalibratedClassifierCV(FrozenEstimator(member), method=method)
    agreed(model.fit(*overlapping), overlapping[0], tmp_path / "m.safetensors", within=1e-6)
