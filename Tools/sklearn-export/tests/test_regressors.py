"""Linear regressions, generalised linear models, and regressions around them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement import agreed
from sklearn import linear_model
from sklearn.compose import TransformedTargetRegressor
from sklearn.cross_decomposition import CCA, PLSCanonical, PLSRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    MaxAbsScaler,
    MinMaxScaler,
    PowerTransformer,
    QuantileTransformer,
    RobustScaler,
    SplineTransformer,
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
    linear_model.QuantileRegressor(quantile=0.7, alpha=0.01, solver="highs"),
    linear_model.RANSACRegressor(random_state=0),
    linear_model.RANSACRegressor(linear_model.Ridge(), min_samples=20, random_state=0),
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
]

SEVERAL_OUTPUTS = [
    linear_model.LinearRegression(),
    linear_model.Ridge(alpha=np.array([0.1, 3.0])),
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
    TransformedTargetRegressor(linear_model.Ridge(), transformer=StandardScaler()),
]

TARGETS = [
    TransformedTargetRegressor(linear_model.Ridge(), func=np.log, inverse_func=np.exp),
    TransformedTargetRegressor(linear_model.Ridge(), func=np.log1p, inverse_func=np.expm1),
    TransformedTargetRegressor(linear_model.Ridge(), func=np.sqrt, inverse_func=np.square),
    TransformedTargetRegressor(linear_model.Ridge(), func=np.square, inverse_func=np.sqrt),
    TransformedTargetRegressor(linear_model.Ridge(), func=np.exp2, inverse_func=np.log2),
    TransformedTargetRegressor(linear_model.Ridge()),
    TransformedTargetRegressor(),
    TransformedTargetRegressor(linear_model.Ridge(), transformer=StandardScaler(with_mean=False)),
    TransformedTargetRegressor(linear_model.Ridge(), transformer=StandardScaler(with_std=False)),
    TransformedTargetRegressor(linear_model.Ridge(), transformer=MinMaxScaler((-1, 3))),
    TransformedTargetRegressor(linear_model.Ridge(), transformer=RobustScaler()),
    TransformedTargetRegressor(linear_model.Ridge(), transformer=MaxAbsScaler()),
    TransformedTargetRegressor(
        linear_model.Ridge(), transformer=QuantileTransformer(n_quantiles=20)
    ),
    TransformedTargetRegressor(
        linear_model.Ridge(),
        transformer=QuantileTransformer(n_quantiles=20, output_distribution="normal"),
    ),
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


@pytest.mark.parametrize("model", [PLSRegression(2), PLSCanonical(2), CCA(2)], ids=name)
def test_latent_directions_are_columns_for_a_regression_behind_them(
    model: Any, measured: tuple[Array, Array], tmp_path: Path
) -> None:
    rows, target = measured
    model.fit(rows, np.stack([target, rows[:, 0] - target], axis=1))
    behind = linear_model.Ridge().fit(model.transform(rows), target)
    whole = Pipeline([("directions", model), ("regression", behind)])
    agreed(whole, rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"func": np.cbrt, "inverse_func": lambda y: y**3}, "inverse_func .*lambda"),
        ({"transformer": SplineTransformer()}, "SplineTransformer cannot be exported; use one of"),
    ],
)
def test_a_target_that_cannot_be_led_back_is_refused(
    options: dict[str, Any], reason: str, measured: tuple[Array, Array], tmp_path: Path
) -> None:
    model = TransformedTargetRegressor(linear_model.Ridge(), **options, check_inverse=False)
    with pytest.raises(ExportError, match=f"TransformedTargetRegressor with .*{reason}"):
        export(model.fit(*measured), tmp_path / "m.safetensors")
