"""Linear and quadratic discriminant analysis."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement import agreed
from sklearn.discriminant_analysis import (
    LinearDiscriminantAnalysis,
    QuadraticDiscriminantAnalysis,
)
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from weights import Array

MODELS = [
    LinearDiscriminantAnalysis(),
    LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto"),
    LinearDiscriminantAnalysis(solver="eigen", shrinkage=0.2),
    LinearDiscriminantAnalysis(n_components=1),
    QuadraticDiscriminantAnalysis(),
    QuadraticDiscriminantAnalysis(reg_param=0.3),
]


def name(model: Any) -> str:
    return " ".join(str(model).split())


@pytest.mark.parametrize("priors", [None, [0.2, 0.3, 0.5]], ids=str)
@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("model", MODELS, ids=name)
def test_a_discriminant_answers_as_scikit_learn(
    model: Any,
    classes: int,
    priors: list[float] | None,
    iris: tuple[Array, Array],
    tmp_path: Path,
) -> None:
    rows, labels = iris[0][: 50 * classes], iris[1][: 50 * classes]
    given = priors if priors is None or classes == 3 else [0.9, 0.1]
    agreed(model.set_params(priors=given).fit(rows, labels), rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize("solver", ["svd", "eigen"])
@pytest.mark.parametrize("components", [None, 1])
def test_linear_discriminants_are_columns_for_a_step_behind_them(
    solver: str, components: int | None, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    first = LinearDiscriminantAnalysis(solver=solver, n_components=components)
    model = make_pipeline(first, LogisticRegression()).fit(*iris)
    agreed(model, iris[0], tmp_path / "m.safetensors")


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_a_discriminant_fitted_in_float32(
    model: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows = iris[0].astype(np.float32)
    agreed(model.set_params(priors=None).fit(rows, iris[1]), iris[0], tmp_path / "m.safetensors")
