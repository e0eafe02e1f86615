"""Support vector machines: every kernel, votes, decisions and coupled probabilities."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement import agreed
from scipy import sparse
from sklearn.datasets import load_wine
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR, NuSVC, NuSVR, OneClassSVM
from weights import Array

from chorus_export import ExportError, export

KERNELS = [
    {"kernel": "linear"},
    {"kernel": "rbf"},
    {"kernel": "rbf", "gamma": "auto"},
    {"kernel": "rbf", "gamma": 0.7},
    {"kernel": "poly"},
    {"kernel": "poly", "degree": 4, "coef0": 1.5, "gamma": 0.1},
    {"kernel": "poly", "degree": 1},
    {"kernel": "sigmoid", "coef0": -0.5, "gamma": 0.05},
]

pytestmark = pytest.mark.filterwarnings("ignore:.*probability.*:FutureWarning")


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("kernel", KERNELS, ids=str)
@pytest.mark.parametrize("kind", [SVC, NuSVC])
def test_a_classifier_with_each_kernel(
    kind: Any, kernel: dict[str, Any], classes: int, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows, labels = iris[0][150 - 50 * classes :], iris[1][150 - 50 * classes :]
    options = {"nu": 0.3} if kind is NuSVC else {}
    agreed(kind(**kernel, **options).fit(rows, labels), rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize("kernel", KERNELS, ids=str)
@pytest.mark.parametrize("kind", [SVR, NuSVR])
def test_a_regression_with_each_kernel(
    kind: Any, kernel: dict[str, Any], iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows = (iris[0] - iris[0].mean(axis=0)) / iris[0].std(axis=0)
    agreed(kind(**kernel).fit(rows, iris[0][:, 0]), rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize("kernel", KERNELS, ids=str)
def test_one_class_with_each_kernel(
    kernel: dict[str, Any], iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows = (iris[0] - iris[0].mean(axis=0)) / iris[0].std(axis=0)
    weights = agreed(OneClassSVM(nu=0.2, **kernel).fit(rows), rows, tmp_path / "m.safetensors")
    assert weights.json("classes") == [-1, 1]


@pytest.mark.parametrize("classes", [2, 3, 5])
@pytest.mark.parametrize("options", [{}, {"class_weight": "balanced"}, {"C": 50.0}], ids=str)
@pytest.mark.parametrize("kind", [SVC, NuSVC])
def test_probabilities_are_coupled(
    kind: Any, options: dict[str, Any], classes: int, tmp_path: Path
) -> None:
    random = np.random.default_rng(classes)
    rows = random.normal(size=(90, 3))
    labels = np.arange(90) % classes
    rows[:, 0] += labels
    if kind is NuSVC:
        options = {key: value for key, value in options.items() if key != "C"} | {"nu": 0.2}
    model = kind(probability=True, random_state=0, **options).fit(rows, labels)
    agreed(model, rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize("options", [{"decision_function_shape": "ovo"}, {"break_ties": True}])
@pytest.mark.parametrize("classes", [2, 3])
def test_decisions_are_pairwise_or_one_versus_rest(
    options: dict[str, Any], classes: int, tmp_path: Path
) -> None:
    rows, labels = load_wine(return_X_y=True)
    rows, labels = rows[labels < classes], labels[labels < classes]
    model = make_pipeline(StandardScaler(), SVC(**options)).fit(rows, labels)
    agreed(model, rows, tmp_path / "m.safetensors")


def test_four_classes_have_six_pairwise_decisions(tmp_path: Path) -> None:
    rows = np.random.default_rng(3).normal(size=(80, 2))
    model = SVC(decision_function_shape="ovo").fit(rows, np.arange(80) % 4)
    weights = agreed(model, rows, tmp_path / "m.safetensors")
    assert weights.tensors["golden.decision"].shape == (80, 6)


def test_ties_of_votes_are_broken_by_decisions_where_asked(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    rows, labels = random.normal(size=(60, 2)), np.arange(60) % 5
    asked = random.normal(size=(500, 2))
    plain, broken = (SVC(break_ties=ties).fit(rows, labels) for ties in (False, True))
    assert np.any(plain.predict(asked) != broken.predict(asked))
    agreed(plain, asked, tmp_path / "plain.safetensors")
    agreed(broken, asked, tmp_path / "broken.safetensors")


def test_a_machine_of_one_support_vector(tmp_path: Path) -> None:
    rows = np.array([[0.0, 0.0], [1.0, 1.0], [4.0, 4.0]])
    model = SVR(epsilon=1.0, C=0.5).fit(rows, [0.0, 0.0, 3.0])
    agreed(model, rows, tmp_path / "m.safetensors")


def test_a_machine_of_no_support_vector_answers_its_intercept(tmp_path: Path) -> None:
    rows = np.array([[0.0, 0.0], [1.0, 1.0], [4.0, 4.0]])
    model = SVR(epsilon=9.0).fit(rows, [0.0, 1.0, 3.0])
    assert len(model.support_) == 0
    agreed(model, rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize("kind", [SVC, SVR])
def test_a_machine_fitted_on_sparse_rows(
    kind: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = kind().fit(sparse.csr_matrix(iris[0]), iris[1])
    agreed(model, iris[0], tmp_path / "m.safetensors")


@pytest.mark.parametrize("kernel", ["precomputed", lambda a, b: a @ b.T], ids=["given", "function"])
def test_a_kernel_that_is_not_known_is_refused(
    kernel: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows = iris[0] @ iris[0].T if kernel == "precomputed" else iris[0]
    model = make_pipeline(StandardScaler(), SVC(kernel=kernel)).fit(rows, iris[1])
    with pytest.raises(ExportError, match="SVC with the kernel"):
        export(model, tmp_path / "m.safetensors")
