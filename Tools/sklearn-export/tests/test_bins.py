"""KBinsDiscretizer and Binarizer, and the rows that lie on their edges."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from program import run, verified
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Binarizer, KBinsDiscretizer, StandardScaler
from weights import Array

from chorus_export import export


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("n_bins", [2, 5, [2, 3, 4, 5]], ids=str)
@pytest.mark.parametrize("encode", ["onehot", "onehot-dense", "ordinal"])
@pytest.mark.parametrize("strategy", ["uniform", "quantile", "kmeans"])
def test_a_number_becomes_its_bin(
    n_bins: Any, encode: str, strategy: str, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = KBinsDiscretizer(n_bins, encode=encode, strategy=strategy).fit(iris[0])
    verified(model, iris[0], tmp_path / "m.safetensors")
    assert "at most 0.0" in run("weights", "verify", tmp_path / "m.safetensors").stdout


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_numbers_are_rounded_to_float32_where_the_bins_are(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = KBinsDiscretizer(3, encode="ordinal", strategy="uniform", dtype=np.float32)
    verified(model.fit(iris[0]), None, tmp_path / "m.safetensors")


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_golden_rows_lie_on_every_edge_and_beside_it(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = KBinsDiscretizer(4, strategy="uniform").fit(iris[0])
    rows = verified(model, iris[0], tmp_path / "m.safetensors").tensors["golden.rows"]
    for column, edges in enumerate(model.bin_edges_):
        for edge in edges[1:-1]:
            assert edge in rows[:, column]
            assert np.nextafter(edge, -np.inf) in rows[:, column]


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_behind_a_scaler_golden_rows_are_on_edges_once_scaled(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    bins = KBinsDiscretizer(4, strategy="uniform", encode="ordinal")
    model = make_pipeline(StandardScaler(), bins, LogisticRegression()).fit(*iris)
    rows = verified(model, iris[0], tmp_path / "m.safetensors").tensors["golden.rows"]
    scaled = model[0].transform(rows)
    for column, edges in enumerate(bins.bin_edges_):
        for edge in edges[1:-1]:
            beside = scaled[:, column][np.abs(scaled[:, column] - edge) < 1e-14]
            assert (beside < edge).any() and (beside >= edge).any()


def test_a_number_on_the_threshold_is_not_above_it(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = Binarizer(threshold=1.4).fit(iris[0])
    weights = verified(model, iris[0], tmp_path / "m.safetensors")
    on = weights.tensors["golden.rows"] == 1.4
    assert on.any() and not weights.tensors["golden.transformed"][on].any()


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("model", [KBinsDiscretizer(3), Binarizer()], ids=str)
def test_a_missing_number_refuses_its_row(
    model: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    export(model.fit(iris[0]), tmp_path / "m.safetensors")
    assert run("predict", tmp_path / "m.safetensors", rows="1,,3,4\n").returncode != 0
