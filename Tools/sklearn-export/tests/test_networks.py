"""Multi-layer perceptrons with every activation and output."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement import agreed
from sklearn.neural_network import MLPClassifier, MLPRegressor
from weights import Array

from chorus_export import ExportError, export


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("layers", [(6,), (5, 4, 3)], ids=str)
@pytest.mark.parametrize("activation", ["identity", "relu", "tanh", "logistic"])
def test_a_network_answers_as_scikit_learn(
    activation: str,
    layers: tuple[int, ...],
    classes: int,
    iris: tuple[Array, Array],
    tmp_path: Path,
) -> None:
    options: dict[str, Any] = {"activation": activation, "max_iter": 40, "random_state": 0}
    options["hidden_layer_sizes"] = layers
    rows, labels = iris[0][: 50 * classes], iris[1][: 50 * classes]
    model = MLPClassifier(**options).fit(rows, labels)
    assert agreed(model, rows, tmp_path / "c.safetensors").is_chain
    for target in (rows[:, 0], rows[:, :2]):
        regression = MLPRegressor(**options).fit(rows, target)
        assert agreed(regression, rows, tmp_path / "r.safetensors").is_chain


@pytest.mark.skipif("loss" not in MLPRegressor().get_params(), reason="has no losses to choose")
def test_a_regression_by_the_poisson_loss(iris: tuple[Array, Array], tmp_path: Path) -> None:
    model = MLPRegressor(hidden_layer_sizes=(5,), loss="poisson", random_state=0).fit(
        iris[0], iris[1]
    )
    agreed(model, iris[0], tmp_path / "m.safetensors")


def test_a_network_without_a_hidden_layer(iris: tuple[Array, Array], tmp_path: Path) -> None:
    model = MLPClassifier((), max_iter=40, random_state=0).fit(*iris)
    agreed(model, iris[0], tmp_path / "m.safetensors")


def test_several_labels_at_once_are_refused(iris: tuple[Array, Array], tmp_path: Path) -> None:
    labels = np.stack([iris[1] == 0, iris[1] == 2], axis=1).astype(int)
    model = MLPClassifier((3,), max_iter=5).fit(iris[0], labels)
    with pytest.raises(ExportError, match="MLPClassifier for several labels at once"):
        export(model, tmp_path / "m.safetensors")


def test_one_class_alone_is_refused(iris: tuple[Array, Array], tmp_path: Path) -> None:
    model = MLPClassifier((3,), max_iter=5).fit(iris[0], np.ones(150))
    with pytest.raises(ExportError, match="MLPClassifier that saw one class"):
        export(model, tmp_path / "m.safetensors")
