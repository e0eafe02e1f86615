"""Linear classifiers: labels, decisions, and the probabilities of those that have them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement import agreed
from program import answers
from sklearn import linear_model
from sklearn.svm import LinearSVC
from weights import Array

from chorus_export import ExportError, export

MODELS = [
    linear_model.LogisticRegression(C=0.1, class_weight="balanced"),
    linear_model.LogisticRegression(solver="newton-cholesky"),
    linear_model.LogisticRegression(solver="saga", penalty=None, max_iter=50),
    linear_model.LogisticRegression(fit_intercept=False),
    linear_model.LogisticRegressionCV(Cs=3, cv=3),
    linear_model.LogisticRegressionCV(Cs=3, cv=3, refit=False),
    linear_model.PassiveAggressiveClassifier(random_state=0),
    linear_model.Perceptron(penalty="l2", random_state=0),
    linear_model.RidgeClassifier(),
    linear_model.RidgeClassifierCV(alphas=(0.1, 1.0)),
    linear_model.SGDClassifier(random_state=0),
    linear_model.SGDClassifier(loss="log_loss", random_state=0),
    linear_model.SGDClassifier(loss="modified_huber", random_state=0),
    linear_model.SGDClassifier(loss="modified_huber", alpha=0.5, random_state=0),
    linear_model.SGDClassifier(
        loss="squared_hinge", average=True, learning_rate="constant", eta0=1e-3, random_state=0
    ),
    linear_model.SGDClassifier(loss="perceptron", random_state=0),
    linear_model.SGDClassifier(loss="huber", random_state=0),
    LinearSVC(random_state=0),
    LinearSVC(multi_class="crammer_singer", random_state=0),
    LinearSVC(penalty="l1", dual=False, intercept_scaling=2.0, random_state=0),
]


def name(model: Any) -> str:
    return " ".join(str(model).split())[:90]


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("model", MODELS, ids=name)
def test_a_linear_classifier_answers_as_scikit_learn(
    model: Any, classes: int, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows, labels = iris[0][150 - 50 * classes :], iris[1][150 - 50 * classes :]
    agreed(model.fit(rows, labels), rows, tmp_path / "m.safetensors")


@pytest.mark.skipif(
    "multi_class" not in linear_model.LogisticRegression().get_params(),
    reason="this scikit-learn has no choice of the loss",
)
@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("solver", ["lbfgs", "saga", "newton-cg", "liblinear"])
@pytest.mark.parametrize("loss", ["auto", "ovr", "multinomial"])
def test_both_losses_of_logistic_regression(
    loss: str, solver: str, classes: int, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    if (loss, solver) == ("multinomial", "liblinear"):
        pytest.skip("liblinear has no multinomial loss")
    rows, labels = iris[0][150 - 50 * classes :], iris[1][150 - 50 * classes :]
    model = linear_model.LogisticRegression(multi_class=loss, solver=solver)
    agreed(model.fit(rows, labels), rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize("labels", [[True, False], ["no", "ja ✓"], [-1, 7], [2.0, 1.0]], ids=str)
def test_labels_are_those_that_were_fitted(
    labels: list[Any], iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows = iris[0][:100]
    model = linear_model.LogisticRegression().fit(rows, np.array(labels)[iris[1][:100]])
    path = tmp_path / "m.safetensors"
    weights = agreed(model, rows, path)
    assert weights.json("classes") == model.classes_.tolist()
    found = answers(path, rows, "label")["label"][:, 0]
    assert [text.lower() for text in found] == [str(y).lower() for y in model.predict(rows)]


def test_a_row_that_every_class_turns_down_has_equal_shares(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = linear_model.SGDClassifier(loss="modified_huber", random_state=0).fit(*iris)
    model.intercept_ -= 1e4
    weights = agreed(model, iris[0], tmp_path / "m.safetensors")
    assert np.all(weights.tensors["golden.probabilities"] == 1 / 3)


@pytest.mark.parametrize("kind", [linear_model.RidgeClassifier, linear_model.RidgeClassifierCV])
def test_several_labels_at_once_are_refused(
    kind: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = kind().fit(iris[0], np.stack([iris[1] == 0, iris[1] == 2], axis=1).astype(int))
    with pytest.raises(ExportError, match=f"{kind.__name__} for several labels at once"):
        export(model, tmp_path / "m.safetensors")


def test_a_row_on_the_boundary_is_no_golden_row(tmp_path: Path) -> None:
    rows = np.array([[0.1, 0.2], [0.3, -0.4], [0.5, 0.7], [-0.2, -0.1]])
    model = linear_model.Perceptron().fit(rows, [0, 1, 0, 1])
    model.coef_, model.intercept_ = np.array([[0.1, 0.2]]), np.array([-0.05])
    weights = agreed(model, rows, tmp_path / "m.safetensors")
    assert len(weights.tensors["golden.decision"]) == 3


def test_a_model_that_looks_at_nothing_keeps_its_rows(tmp_path: Path) -> None:
    rows = np.random.default_rng(0).normal(size=(40, 2))
    model = linear_model.Perceptron().fit(rows, np.arange(40) % 3)
    model.coef_, model.intercept_ = np.zeros((3, 2)), np.ones(3)
    weights = agreed(model, rows, tmp_path / "m.safetensors")
    assert len(weights.tensors["golden.decision"]) == 40
