"""Transformers of numbers: scalers, powers, quantiles, polynomials and projections."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mixed import VERSION
from program import run, verified
from sklearn.decomposition import PCA, IncrementalPCA, TruncatedSVD
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    Binarizer,
    MaxAbsScaler,
    MinMaxScaler,
    Normalizer,
    PolynomialFeatures,
    PowerTransformer,
    QuantileTransformer,
    RobustScaler,
    SplineTransformer,
)
from sklearn.tree import DecisionTreeClassifier
from weights import Array

from chorus_export import ExportError, export


def words(model: Any) -> str:
    return " ".join(str(model).split())[:90]


EXACT = [
    MinMaxScaler(),
    MinMaxScaler(clip=True, feature_range=(-1, 2)),
    MaxAbsScaler(),
    RobustScaler(),
    RobustScaler(with_centering=False),
    RobustScaler(with_scaling=False),
    RobustScaler(with_centering=False, with_scaling=False),
    Binarizer(threshold=3.0),
    QuantileTransformer(n_quantiles=20),
]

NEAR = [
    Normalizer(),
    Normalizer("l1"),
    Normalizer("max"),
    PowerTransformer(),
    PowerTransformer(standardize=False),
    PowerTransformer("box-cox"),
    QuantileTransformer(n_quantiles=20, output_distribution="normal"),
    PCA(2),
    PCA(3, whiten=True),
    IncrementalPCA(2),
    TruncatedSVD(2),
]


@pytest.mark.parametrize("model", EXACT, ids=words)
def test_a_scaler_computes_every_bit(model: Any, iris: tuple[Array, Array], tmp_path: Path) -> None:
    verified(model.fit(iris[0][::2]), iris[0], tmp_path / "m.safetensors")
    assert "at most 0.0" in run("weights", "verify", tmp_path / "m.safetensors").stdout


@pytest.mark.parametrize("model", NEAR, ids=words)
def test_other_transformers_are_within_the_least_tolerance(
    model: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    weights = verified(model.fit(iris[0]), iris[0], tmp_path / "m.safetensors")
    assert weights.json("golden")["tolerance"]["absolute"] <= 1e-12


@pytest.mark.parametrize("model", EXACT + NEAR, ids=words)
def test_what_was_fitted_in_float32_is_computed_as_scikit_learn_does(
    model: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model.fit(iris[0].astype(np.float32))
    weights = verified(model, iris[0], tmp_path / "m.safetensors")
    assert weights.json("golden")["tolerance"]["absolute"] <= 1e-12


@pytest.mark.parametrize("power", [0.0, 2.0, -1.0])
@pytest.mark.parametrize("method", ["yeo-johnson", "box-cox"])
def test_a_power_at_which_the_formula_changes(
    method: str, power: float, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = PowerTransformer(method, standardize=False).fit(iris[0])
    model.lambdas_[:2] = power
    rows = iris[0] if method == "box-cox" else iris[0] - 3
    verified(model, rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize("degree", [1, 2, 4, (0, 2), (2, 3)], ids=str)
@pytest.mark.parametrize("interaction_only", [False, True])
@pytest.mark.parametrize("include_bias", [False, True])
def test_polynomials_multiply_in_the_same_order(
    degree: Any,
    interaction_only: bool,
    include_bias: bool,
    iris: tuple[Array, Array],
    tmp_path: Path,
) -> None:
    model = PolynomialFeatures(degree, interaction_only=interaction_only, include_bias=include_bias)
    verified(model.fit(iris[0]), iris[0] / 3, tmp_path / "m.safetensors")
    assert "at most 0.0" in run("weights", "verify", tmp_path / "m.safetensors").stdout


@pytest.mark.parametrize("degree", [1, 3])
@pytest.mark.parametrize("include_bias", [False, True])
@pytest.mark.parametrize("extrapolation", ["constant", "linear", "continue", "periodic", "error"])
def test_splines_are_polynomials_between_their_knots(
    degree: int,
    include_bias: bool,
    extrapolation: str,
    iris: tuple[Array, Array],
    tmp_path: Path,
) -> None:
    model = SplineTransformer(
        degree=degree, include_bias=include_bias, extrapolation=extrapolation, n_knots=6
    ).fit(iris[0][::2])
    if extrapolation == "linear" and degree == 1:
        with pytest.raises(ExportError, match="SplineTransformer of degree 1 with"):
            export(model, tmp_path / "m.safetensors")
        return
    inside = (iris[0] >= iris[0][::2].min(axis=0)) & (iris[0] <= iris[0][::2].max(axis=0))
    rows = iris[0][inside.all(axis=1)] if extrapolation == "error" else iris[0] * 1.5
    weights = verified(model, rows, tmp_path / "m.safetensors")
    assert weights.json("golden")["tolerance"]["absolute"] <= 1e-12
    said = run("predict", tmp_path / "m.safetensors", rows="99,99,99,99\n")
    assert (said.returncode != 0) == (extrapolation == "error")


@pytest.mark.skipif(VERSION < (1, 8), reason="splines of that scikit-learn take no missing number")
def test_a_missing_number_is_of_no_spline(gaps: Array, tmp_path: Path) -> None:
    model = SplineTransformer(handle_missing="zeros").fit(gaps)
    verified(model, gaps, tmp_path / "m.safetensors")


@pytest.mark.parametrize("output", ["uniform", "normal"])
def test_repeated_quantiles_have_the_mean_of_their_ranks(output: str, tmp_path: Path) -> None:
    rows = np.random.default_rng(0).integers(0, 5, (200, 2)).astype(float)
    model = QuantileTransformer(n_quantiles=30, output_distribution=output).fit(rows)
    verified(model, rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize(
    "model",
    [
        MinMaxScaler(clip=True),
        RobustScaler(),
        PowerTransformer(),
        QuantileTransformer(n_quantiles=9),
        PCA(2),
    ],
    ids=words,
)
def test_missing_numbers_pass_where_scikit_learn_lets_them(
    model: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    export(model.fit(iris[0]), tmp_path / "m.safetensors")
    said = run("predict", tmp_path / "m.safetensors", rows="5.1,,1.4,0.2\n")
    assert (said.returncode == 0) == (not isinstance(model, PCA)), said.stdout + said.stderr


@pytest.mark.parametrize("row", ["1,2,0,4\n", "1,2,-1,4\n"])
def test_box_cox_refuses_what_is_not_above_zero(
    row: str, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    export(PowerTransformer("box-cox").fit(iris[0]), tmp_path / "m.safetensors")
    assert run("predict", tmp_path / "m.safetensors", rows=row).returncode != 0


def test_a_row_of_nearly_nothing_stays_as_it_is(tmp_path: Path) -> None:
    rows = np.array([[3e-16, 1e-16], [0.0, 0.0], [3.0, 4.0]])
    verified(Normalizer().fit(rows), rows, tmp_path / "m.safetensors")


def test_trees_behind_a_scaler_are_split_exactly(iris: tuple[Array, Array], tmp_path: Path) -> None:
    model = make_pipeline(MinMaxScaler((-1, 3)), DecisionTreeClassifier(random_state=0))
    weights = verified(model.fit(*iris), iris[0], tmp_path / "m.safetensors")
    assert weights.is_chain
    assert len(weights.tensors["golden.rows"]) > 150
