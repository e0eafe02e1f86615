"""FunctionTransformer of NumPy's functions."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from program import run, verified
from scipy import special
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from weights import Array

from chorus_export import ExportError, export

FUNCTIONS = [
    *(np.log, np.log1p, np.log2, np.log10, np.exp, np.exp2, np.expm1, np.sqrt, np.square),
    *(np.abs, np.fabs, np.negative, np.positive, np.sign, np.reciprocal, np.cbrt),
    *(np.sin, np.cos, np.tan, np.arcsin, np.arccos, np.arctan),
    *(np.sinh, np.cosh, np.tanh, np.arcsinh, np.arccosh, np.arctanh),
    *(np.floor, np.ceil, np.rint, np.trunc, np.round, special.expit, special.logit, None),
]


def twice(rows: Array) -> Array:
    return rows * 2


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: getattr(f, "__name__", "None"))
def test_a_function_is_applied_to_every_number(function: Any, tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    rows = np.concatenate(
        [random.normal(0, 2, (40, 2)), random.random((40, 2)), [[0.0, -1.0], [1.5, 2.5]]]
    )
    model = FunctionTransformer(function).fit(rows)
    verified(model, rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize(
    "options", [{"a_min": 1.0, "a_max": 2.0}, {"a_min": None, "a_max": 2.0}], ids=str
)
def test_numbers_are_clipped(
    options: dict[str, Any], iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = FunctionTransformer(np.clip, kw_args=options).fit(iris[0])
    verified(model, iris[0], tmp_path / "m.safetensors")


@pytest.mark.parametrize("validate", [False, True])
@pytest.mark.parametrize("function", [None, np.log1p], ids=["None", "log1p"])
def test_missing_numbers_pass_unless_rows_are_validated(
    validate: bool, function: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = FunctionTransformer(function, validate=validate).fit(iris[0])
    verified(model, iris[0], tmp_path / "m.safetensors")
    said = run("predict", tmp_path / "m.safetensors", rows="1,,3,4\n")
    assert (said.returncode != 0) == validate


def test_an_infinity_that_a_function_makes_refuses_its_row_behind_it(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = make_pipeline(FunctionTransformer(np.log), LinearRegression()).fit(*iris)
    export(model, tmp_path / "m.safetensors")
    assert run("predict", tmp_path / "m.safetensors", rows="1,2,3,4\n").returncode == 0
    assert run("predict", tmp_path / "m.safetensors", rows="1,0,3,4\n").returncode != 0


@pytest.mark.parametrize(
    ("model", "named"),
    [
        (FunctionTransformer(twice), "FunctionTransformer of test_functions.twice cannot"),
        (FunctionTransformer(np.log, kw_args={"where": True}), "numpy.log with where=True"),
        (FunctionTransformer(np.round, kw_args={"decimals": 2}), "round with decimals=2"),
        (FunctionTransformer(np.clip, kw_args={"a_min": [0, 0, 0, 0], "a_max": 1}), "bound a col"),
    ],
    ids=["own", "where", "decimals", "bounds"],
)
def test_a_function_that_is_not_known_is_named(
    model: Any, named: str, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match=named):
        export(model.fit(iris[0]), tmp_path / "m.safetensors")
