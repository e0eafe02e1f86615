"""LinearRegression and LogisticRegression behind StandardScaler, in every form."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from program import answers, verified
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from weights import Array

MODELS = [
    LogisticRegression(max_iter=1000),
    make_pipeline(StandardScaler(), LogisticRegression()),
    make_pipeline(StandardScaler(with_mean=False), LogisticRegression(max_iter=1000)),
    make_pipeline(StandardScaler(with_std=False), LogisticRegression(fit_intercept=False)),
    make_pipeline(StandardScaler(with_mean=False, with_std=False), LogisticRegression()),
    make_pipeline("passthrough", make_pipeline(StandardScaler()), LinearRegression()),
    LinearRegression(fit_intercept=False),
]


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: " ".join(str(model).split())[:70])
def test_a_linear_model_is_a_chain_that_answers_as_scikit_learn(
    model: Any, classes: int, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows, labels = iris[0][: 50 * classes], iris[1][: 50 * classes]
    weights = verified(model.fit(rows, labels), rows, tmp_path / "m.safetensors")
    assert weights.is_chain
    assert weights.json("golden")["tolerance"]["absolute"] <= 1e-12


def test_what_the_program_predicts_is_what_scikit_learn_does(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(*iris)
    path = tmp_path / "m.safetensors"
    verified(model, None, path)
    found = answers(path, iris[0], "label,probabilities,decision")
    np.testing.assert_array_equal(found["label"][:, 0].astype(int), model.predict(iris[0]))
    np.testing.assert_allclose(found["probabilities"], model.predict_proba(iris[0]), atol=1e-12)
    np.testing.assert_allclose(found["decision"], model.decision_function(iris[0]), atol=1e-12)


def test_several_outputs_of_a_linear_regression_are_columns(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = LinearRegression().fit(iris[0][:, :2], iris[0][:, 2:])
    weights = verified(model, None, tmp_path / "m.safetensors")
    assert weights.tensors["golden.value"].shape == (64, 2)


def test_sparse_and_float32_coefficients_are_widened(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = LogisticRegression(max_iter=1000).fit(iris[0].astype(np.float32), iris[1]).sparsify()
    weights = verified(model, iris[0], tmp_path / "m.safetensors")
    assert weights.tensors["0.coefficients"].dtype == np.float64


@pytest.mark.skipif(
    "multi_class" not in LogisticRegression().get_params(),
    reason="this scikit-learn has no one-versus-rest of its own",
)
@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.parametrize("options", [{"multi_class": "ovr"}, {"solver": "liblinear"}], ids=str)
def test_one_versus_rest_normalises_logistic_scores(
    options: dict[str, str], iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = LogisticRegression(**options).fit(*iris)
    weights = verified(model, iris[0], tmp_path / "m.safetensors")
    assert weights.stages[-1]["link"] == "logistic-normalized"
