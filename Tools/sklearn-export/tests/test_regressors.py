"""Linear regressions, generalised linear models, and regressions around them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement import agreed
from sklearn import linear_model
from sklearn.compose import TransformedTargetRegressor
from sklearn.cross_decomposition import CCA, PLSCanonical, PLSRegression
from sklearn.dummy import DummyRegressor
from sklearn.isotonic import IsotonicRegression
from sklearn.preprocessing import (
    FunctionTransformer,
    MinMaxScaler,
    PowerTransformer,
    QuantileTransformer,
    RobustScaler,
    StandardScaler,
)
from sklearn.svm import LinearSVR
from weights import Array

from chorus_export import ExportError, export

ONE_OUTPUT = [
    linear_model.ARDRegression(),
    linear_model.BayesianRidge(),
    linear_model.ElasticNet(alpha=0.1),
    linear_model.ElasticNetCV(cv=3),
    linear_model.GammaRegressor(),
    linear_model.HuberRegressor(),
    linear_model.Lars(),
    linear_model.LarsCV(cv=3),
    linear_model.Lasso(alpha=0.1, positive=True),
    linear_model.LassoCV(cv=3),
    linear_model.LassoLars(alpha=0.01),
    linear_model.LassoLarsCV(cv=3),
    linear_model.LassoLarsIC(),
    linear_model.LinearRegression(positive=True),
    linear_model.OrthogonalMatchingPursuit(),
    linear_model.OrthogonalMatchingPursuitCV(cv=3),
    linear_model.PassiveAggressiveRegressor(random_state=0),
    linear_model.PoissonRegressor(),
    linear_model.QuantileRegressor(quantile=0.7, alpha=0.01),
    linear_model.RANSACRegressor(random_state=0),
    linear_model.RANSACRegressor(linear_model.Ridge(), random_state=0),
    linear_model.Ridge(solver="sag", random_state=0),
    linear_model.RidgeCV(),
    linear_model.SGDRegressor(random_state=0, average=True),
    linear_model.SGDRegressor(loss="epsilon_insensitive", penalty="elasticnet", random_state=0),
    linear_model.TheilSenRegressor(random_state=0),
    linear_model.TweedieRegressor(power=0),
    linear_model.TweedieRegressor(power=0, link="log"),
    linear_model.TweedieRegressor(power=1.5),
    linear_model.TweedieRegressor(power=3, link="identity"),
    LinearSVR(random_state=0),
    LinearSVR(random_state=0, fit_intercept=False),
    PLSRegression(n_components=2),
    PLSRegression(n_components=1, scale=False),
    DummyRegressor(),
    DummyRegressor(strategy="median"),
    DummyRegressor(strategy="quantile", quantile=0.2),
    DummyRegressor(strategy="constant", constant=-3),
]

SEVERAL_OUTPUTS = [
    linear_model.LinearRegression(),
    linear_model.Ridge(alpha=[0.1, 3.0]),
    linear_model.RidgeCV(alpha_per_target=True),
    linear_model.Lars(),
    linear_model.ElasticNet(alpha=0.1),
    linear_model.OrthogonalMatchingPursuit(),
    linear_model.MultiTaskElasticNet(alpha=0.1),
    linear_model.MultiTaskElasticNetCV(cv=3),
    linear_model.MultiTaskLasso(alpha=0.1),
    linear_model.MultiTaskLassoCV(cv=3),
    linear_model.RANSACRegressor(random_state=0),
    PLSRegression(n_components=3),
    PLSCanonical(),
    CCA(),
    DummyRegressor(),
    TransformedTargetRegressor(linear_model.Ridge(), transformer=StandardScaler()),
]

TARGETS = [
    TransformedTargetRegressor(linear_model.Ridge(), func=np.log, inverse_func=np.exp),
    TransformedTargetRegressor(linear_model.Ridge(), func=np.log1p, inverse_func=np.expm1),
    TransformedTargetRegressor(linear_model.Ridge(), func=np.sqrt, inverse_func=np.square),
    TransformedTargetRegressor(linear_model.Ridge(), func=np.square, inverse_func=np.sqrt),
    TransformedTargetRegressor(linear_model.Ridge(), func=np.cbrt, inverse_func=np.cbrt),
    TransformedTargetRegressor(linear_model.Ridge()),
    TransformedTargetRegressor(),
    TransformedTargetRegressor(linear_model.Ridge(), transformer=StandardScaler(with_mean=False)),
    TransformedTargetRegressor(linear_model.Ridge(), transformer=StandardScaler(with_std=False)),
    TransformedTargetRegressor(linear_model.Ridge(), transformer=MinMaxScaler((-1, 3))),
    TransformedTargetRegressor(linear_model.Ridge(), transformer=RobustScaler()),
    TransformedTargetRegressor(linear_model.Ridge(), transformer=FunctionTransformer()),
    TransformedTargetRegressor(linear_model.Ridge(), transformer=PowerTransformer()),
    TransformedTargetRegressor(
        linear_model.Ridge(), transformer=PowerTransformer("box-cox", standardize=False)
    ),
]


def name(model: Any) -> str:
    return " ".join(str(model).split())[:90]


@pytest.fixture(scope="module")
def measured() -> tuple[Array, Array]:
    """Rows [80, 5] and a positive target."""
    random = np.random.default_rng(7)
    rows = random.normal(size=(80, 5)) * [1, 2, 0.5, 3, 1] + [0, 1, -2, 5, 0]
    target = np.exp(rows @ [0.2, -0.1, 0.3, 0.05, 0] + random.normal(0, 0.1, 80)) + 0.5
    return rows, target


@pytest.mark.parametrize("model", [*ONE_OUTPUT, *TARGETS], ids=name)
def test_a_regression_answers_as_scikit_learn(
    model: Any, measured: tuple[Array, Array], tmp_path: Path
) -> None:
    agreed(model.fit(*measured), measured[0], tmp_path / "m.safetensors")


@pytest.mark.parametrize("model", SEVERAL_OUTPUTS, ids=name)
def test_several_outputs_are_columns(
    model: Any, measured: tuple[Array, Array], tmp_path: Path
) -> None:
    rows, target = measured
    model.fit(rows, np.stack([target, rows[:, 0] - target], axis=1))
    weights = agreed(model, rows, tmp_path / "m.safetensors")
    assert weights.tensors["golden.value"].shape == (len(rows), 2)
