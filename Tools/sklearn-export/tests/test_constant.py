"""Dummies answer the same, also for rows with missing numbers."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement import agreed
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from weights import Array

from chorus_export import ExportError, export


@pytest.mark.parametrize(
    "model",
    [
        DummyRegressor(),
        DummyRegressor(strategy="median"),
        DummyRegressor(strategy="quantile", quantile=0.2),
        DummyRegressor(strategy="constant", constant=7),
        DummyClassifier(),
        DummyClassifier(strategy="most_frequent"),
        DummyClassifier(strategy="constant", constant=2),
    ],
    ids=str,
)
def test_the_answer_is_the_same_for_every_row(
    model: Any, iris: tuple[Array, Array], gaps: Array, tmp_path: Path
) -> None:
    whole = make_pipeline(StandardScaler(), model).fit(iris[0][20:], iris[1][20:])
    agreed(whole, gaps, tmp_path / "m.safetensors")


def test_several_answers_are_columns(iris: tuple[Array, Array], tmp_path: Path) -> None:
    whole = make_pipeline(StandardScaler(), DummyRegressor()).fit(iris[0], iris[0][:, :3])
    weights = agreed(whole, iris[0], tmp_path / "m.safetensors")
    np.testing.assert_allclose(weights.tensors["golden.value"][0], iris[0][:, :3].mean(axis=0))


@pytest.mark.parametrize("strategy", ["uniform", "stratified"])
def test_an_answer_at_random_is_refused(
    strategy: str, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    whole = make_pipeline(StandardScaler(), DummyClassifier(strategy=strategy)).fit(*iris)
    with pytest.raises(ExportError, match=f"DummyClassifier with strategy='{strategy}'"):
        export(whole, tmp_path / "m.safetensors")
