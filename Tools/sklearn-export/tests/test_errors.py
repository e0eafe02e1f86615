"""What cannot be written is refused in one sentence."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.gaussian_process import GaussianProcessClassifier
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from weights import Array

from chorus_export import ExportError, export


class Overriding(LinearRegression):  # type: ignore[misc]
    def predict(self, rows: Array) -> Array:
        return np.zeros(len(rows))


@pytest.mark.parametrize(
    ("model", "named"),
    [
        (GaussianProcessClassifier(), "GaussianProcessClassifier"),
        (make_pipeline(Nystroem(n_components=3), LogisticRegression()), "Nystroem"),
        (Overriding(), "Overriding"),
    ],
)
def test_an_estimator_outside_the_families_is_named(
    model: Any, named: str, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match=f"^{named} cannot be exported"):
        export(model.fit(*iris), tmp_path / "m.safetensors")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        (LogisticRegression(), "is not fitted"),
        (make_pipeline(StandardScaler(), LogisticRegression()), "is not fitted"),
        (Pipeline([("nothing", "passthrough")]), "no steps"),
        ({"a": 1}, "dict is no scikit-learn estimator"),
    ],
)
def test_what_is_no_fitted_model_is_refused(model: Any, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=reason):
        export(model, tmp_path / "m.safetensors")


def test_a_classifier_of_several_outputs_is_refused(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    labels = np.stack([iris[1], iris[1] > 0], axis=1)
    model = RandomForestClassifier(2, random_state=0).fit(iris[0], labels)
    with pytest.raises(ExportError, match="RandomForestClassifier with 2 outputs"):
        export(model, tmp_path / "m.safetensors")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"classes": ["a", "b"]}, "2 classes are given for a model that has 3"),
        ({"classes": ["a", "b", "a"]}, "given twice"),
        ({"features": ["a"]}, "1 features are named; the model takes 4"),
        ({"sample": [1.0]}, "sample has 1 values; the model takes 4"),
        ({"sample": [1.0, 2.0, 3.0, float("nan")]}, "not finite"),
        ({"rows": [[1.0, 2.0]]}, r"shape \(1, 2\)"),
        ({"rows": np.zeros((60_001, 4))}, "60001 rows are given; at most 60000"),
        ({"rows": [["a", "b", "c", "d"]]}, "no matrix of numbers"),
        ({"rows": [[1.0, 2.0, 3.0, float("inf")]]}, "refuses a golden row"),
        ({"name": ""}, "name is empty"),
    ],
)
def test_options_that_do_not_fit_the_model_are_refused(
    options: dict[str, Any], reason: str, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = LogisticRegression().fit(*iris)
    with pytest.raises(ExportError, match=reason):
        export(model, tmp_path / "m.safetensors", **options)
    assert list(tmp_path.iterdir()) == []


def test_classes_for_a_regression_are_refused(iris: tuple[Array, Array], tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="a model that has none"):
        export(LinearRegression().fit(*iris), tmp_path / "m.safetensors", classes=["a"])
