"""A file's description, evaluated, gives scikit-learn's answers."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from interpreter import Array, predict, read
from sklearn.base import is_classifier
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from chorus_export import export

LINEAR = [
    LogisticRegression(),
    make_pipeline(StandardScaler(), LogisticRegression()),
    make_pipeline(StandardScaler(with_mean=False), LogisticRegression(max_iter=1000)),
    make_pipeline(StandardScaler(with_std=False), LogisticRegression(fit_intercept=False)),
    make_pipeline(StandardScaler(with_mean=False, with_std=False), LogisticRegression()),
    make_pipeline("passthrough", make_pipeline(StandardScaler()), LinearRegression()),
    LinearRegression(fit_intercept=False),
]
TREES = [
    DecisionTreeClassifier(max_depth=3, random_state=0),
    DecisionTreeClassifier(class_weight="balanced", max_leaf_nodes=7, random_state=0),
    RandomForestClassifier(12, random_state=0),
    RandomForestClassifier(5, class_weight="balanced_subsample", random_state=0, n_jobs=2),
    ExtraTreesClassifier(12, random_state=0),
    DecisionTreeRegressor(random_state=0),
    RandomForestRegressor(12, random_state=0),
    ExtraTreesRegressor(12, random_state=0),
    make_pipeline(StandardScaler(), RandomForestClassifier(7, random_state=0)),
]


def name(model: Any) -> str:
    return " ".join(str(model).split())[:70]


def assert_answers(path: Path, model: Any, rows: Array, exact: bool) -> None:
    weights = read(path)
    found = predict(weights, rows)
    if is_classifier(model):
        np.testing.assert_array_equal(model.classes_[found["label"]], model.predict(rows))
        expected, answer = model.predict_proba(rows), found["probabilities"]
    else:
        expected, answer = model.predict(rows), found["value"]
        expected = expected.reshape(answer.shape)
    if exact:
        np.testing.assert_array_equal(answer, expected)
    else:
        np.testing.assert_allclose(answer, expected, rtol=1e-12, atol=1e-12)


def assert_golden(path: Path) -> None:
    weights = read(path)
    golden = weights.json("golden")
    found = predict(weights, weights.tensors[golden["rows"]])
    assert found.keys() == golden["expect"].keys()
    for output, tensor in golden["expect"].items():
        np.testing.assert_allclose(
            found[output],
            weights.tensors[tensor],
            rtol=golden["tolerance"]["relative"],
            atol=golden["tolerance"]["absolute"],
        )


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("model", LINEAR, ids=name)
def test_a_linear_model_answers_as_scikit_learn(
    model: Any, classes: int, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows, labels = iris[0][: 50 * classes], iris[1][: 50 * classes]
    model.fit(rows, labels)
    export(model, tmp_path / "m.safetensors")
    assert_answers(tmp_path / "m.safetensors", model, rows, exact=False)
    assert_golden(tmp_path / "m.safetensors")


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("model", TREES, ids=name)
def test_trees_answer_bit_for_bit_as_scikit_learn(
    model: Any, classes: int, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows, labels = iris[0][: 50 * classes], iris[1][: 50 * classes]
    model.fit(rows, labels)
    export(model, tmp_path / "m.safetensors", rows=rows[::5])
    exact = getattr(model, "n_jobs", None) != 2
    assert_answers(tmp_path / "m.safetensors", model, rows, exact)
    assert_golden(tmp_path / "m.safetensors")


@pytest.mark.parametrize(
    "model",
    [
        DecisionTreeClassifier(random_state=0),
        RandomForestClassifier(5, random_state=0),
        RandomForestRegressor(5, random_state=0),
        make_pipeline(StandardScaler(), RandomForestClassifier(5, random_state=0)),
    ],
    ids=name,
)
def test_a_missing_value_goes_where_the_trained_tree_sends_it(
    model: Any, iris: tuple[Array, Array], gaps: Array, tmp_path: Path
) -> None:
    model.fit(gaps, iris[1])
    export(model, tmp_path / "m.safetensors", rows=gaps)
    assert_answers(tmp_path / "m.safetensors", model, gaps, exact=True)
    assert_golden(tmp_path / "m.safetensors")


def test_several_outputs_of_a_linear_regression_are_columns(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = LinearRegression().fit(iris[0][:, :2], iris[0][:, 2:])
    export(model, tmp_path / "m.safetensors")
    assert read(tmp_path / "m.safetensors").tensors["golden.value"].shape == (64, 2)
    assert_golden(tmp_path / "m.safetensors")


def test_sparse_and_float32_coefficients_are_widened(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = LogisticRegression().fit(iris[0].astype(np.float32), iris[1]).sparsify()
    export(model, tmp_path / "m.safetensors")
    assert read(tmp_path / "m.safetensors").tensors["0.coefficients"].dtype == np.float64
    assert_golden(tmp_path / "m.safetensors")


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
    export(model, tmp_path / "m.safetensors")
    assert read(tmp_path / "m.safetensors").stages[-1]["link"] == "logistic-normalized"
    assert_answers(tmp_path / "m.safetensors", model, iris[0], exact=False)
