"""Nearest neighbours: every metric and weight, shares and means; nearest centroids."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement import agreed
from program import answers
from scipy import sparse
from sklearn.neighbors import (
    KNeighborsClassifier,
    KNeighborsRegressor,
    NearestCentroid,
    RadiusNeighborsClassifier,
    RadiusNeighborsRegressor,
)
from weights import Array

from chorus_export import ExportError, export

METRICS: list[dict[str, Any]] = [
    {"metric": "minkowski"},
    {"metric": "minkowski", "p": 1},
    {"metric": "minkowski", "p": 3},
    {"metric": "minkowski", "p": 1.5},
    {"metric": "minkowski", "p": np.inf},
    {"metric": "euclidean"},
    {"metric": "manhattan"},
    {"metric": "chebyshev"},
    {"metric": "cosine"},
    {"metric": "l1"},
    {"metric": "cityblock", "algorithm": "brute"},
    {"metric": "euclidean", "algorithm": "ball_tree"},
    {"metric": "euclidean", "algorithm": "kd_tree"},
]


@pytest.fixture(scope="module")
def cloud() -> tuple[Array, Array]:
    random = np.random.default_rng(11)
    rows = random.normal(size=(120, 3)) + 1.0
    return rows, np.digitize(rows @ [1.0, -1.0, 0.5], [-0.3, 0.8])


@pytest.mark.parametrize("weights", ["uniform", "distance"])
@pytest.mark.parametrize("metric", METRICS, ids=str)
def test_a_classifier_with_each_metric(
    metric: dict[str, Any], weights: str, cloud: tuple[Array, Array], tmp_path: Path
) -> None:
    model = KNeighborsClassifier(7, weights=weights, **metric).fit(*cloud)
    asked = np.random.default_rng(2).normal(size=(200, 3)) + 1.0
    agreed(model, asked, tmp_path / "m.safetensors", within=1e-6)


@pytest.mark.parametrize("weights", ["uniform", "distance"])
@pytest.mark.parametrize("neighbors", [1, 4, 120])
def test_a_regression_of_one_output_and_of_several(
    neighbors: int, weights: str, cloud: tuple[Array, Array], tmp_path: Path
) -> None:
    rows = cloud[0]
    model = KNeighborsRegressor(neighbors, weights=weights)
    for target in (rows[:, 0] ** 2, rows[:, :1], rows @ np.ones((3, 2))):
        agreed(model.fit(rows, target), rows + 0.01, tmp_path / "m.safetensors", within=1e-6)


@pytest.mark.parametrize("algorithm", ["brute", "kd_tree", "ball_tree"])
def test_a_point_itself_has_all_the_weight(
    algorithm: str, cloud: tuple[Array, Array], tmp_path: Path
) -> None:
    model = KNeighborsRegressor(5, weights="distance", algorithm=algorithm)
    rows = np.round(cloud[0], 1)
    agreed(model.fit(rows, rows[:, 1]), rows, tmp_path / "m.safetensors", within=1e-6)


@pytest.mark.parametrize("weights", ["uniform", "distance"])
@pytest.mark.parametrize("metric", METRICS, ids=str)
def test_all_points_within_a_radius(
    metric: dict[str, Any], weights: str, cloud: tuple[Array, Array], tmp_path: Path
) -> None:
    radius = 0.2 if metric["metric"] == "cosine" else 1.5
    rows = cloud[0]
    options = {"radius": radius, "weights": weights, **metric}
    regression = RadiusNeighborsRegressor(**options).fit(rows, rows[:, 0])
    agreed(regression, rows + 0.01, tmp_path / "r.safetensors", within=1e-6)
    model = RadiusNeighborsClassifier(outlier_label=2, **options).fit(*cloud)
    agreed(model, rows + 0.01, tmp_path / "c.safetensors", within=1e-6)
    model = RadiusNeighborsClassifier(**options).fit(*cloud)
    agreed(model, rows + 0.01, tmp_path / "n.safetensors", within=1e-6)


@pytest.mark.filterwarnings("ignore:One or more samples have no neighbors")
@pytest.mark.filterwarnings("ignore:Outlier label 30 is not in training classes")
def test_a_row_without_neighbours(cloud: tuple[Array, Array], tmp_path: Path) -> None:
    rows, labels = cloud
    far = np.array([[100.0, 0, 0], [1.0, 1.0, 1.0]])
    regression = RadiusNeighborsRegressor(radius=1.0).fit(rows, rows[:, 0])
    weights = agreed(regression, far, tmp_path / "r.safetensors", within=1e-6)
    assert np.isnan(weights.tensors["golden.value"][0])
    common = RadiusNeighborsClassifier(1.0, outlier_label="most_frequent").fit(rows, labels)
    agreed(common, far, tmp_path / "c.safetensors", within=1e-6)
    brute = RadiusNeighborsClassifier(1.0, outlier_label=30, algorithm="brute")
    agreed(brute.fit(rows, labels * 10 + 10), far, tmp_path / "b.safetensors", within=1e-6)
    refusing = RadiusNeighborsClassifier(1.0).fit(rows, labels)
    export(refusing, tmp_path / "n.safetensors", rows=far[1:])
    with pytest.raises(AssertionError):
        answers(tmp_path / "n.safetensors", far.tolist(), "label")


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"metric": "manhattan"},
        {"shrink_threshold": 0.3},
        {"priors": "empirical"},
        {"priors": [0.5, 0.3, 0.2]},
    ],
    ids=str,
)
def test_the_nearest_centroid(
    options: dict[str, Any], classes: int, cloud: tuple[Array, Array], tmp_path: Path
) -> None:
    if "priors" in options and "priors" not in NearestCentroid().get_params():
        pytest.skip("this scikit-learn has no priors of centroids")
    if classes == 2 and isinstance(options.get("priors"), list):
        options = {"priors": [0.8, 0.2]}
    kept = cloud[1] < classes
    model = NearestCentroid(**options).fit(cloud[0][kept], cloud[1][kept])
    agreed(model, cloud[0], tmp_path / "m.safetensors")


def test_points_that_came_in_a_sparse_matrix(cloud: tuple[Array, Array], tmp_path: Path) -> None:
    model = KNeighborsClassifier(3).fit(sparse.csr_matrix(cloud[0]), cloud[1])
    agreed(model, cloud[0] + 0.01, tmp_path / "m.safetensors", within=1e-6)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"weights": np.ones_like}, "function as weights"),
        ({"metric": "canberra"}, "metric 'canberra'"),
        ({"metric": lambda a, b: abs(a - b).sum()}, "metric <function"),
        ({"metric_params": {"w": [1.0, 2.0, 3.0]}}, "weighted features"),
    ],
)
def test_neighbours_that_are_not_known_are_refused(
    options: dict[str, Any], reason: str, cloud: tuple[Array, Array], tmp_path: Path
) -> None:
    model = KNeighborsClassifier(**options).fit(*cloud)
    with pytest.raises(ExportError, match=f"KNeighborsClassifier with .*{reason}"):
        export(model, tmp_path / "m.safetensors")


def test_several_labels_at_once_are_refused(cloud: tuple[Array, Array], tmp_path: Path) -> None:
    model = KNeighborsClassifier().fit(cloud[0], np.stack([cloud[1], cloud[1]], axis=1))
    with pytest.raises(ExportError, match="KNeighborsClassifier with several outputs"):
        export(model, tmp_path / "m.safetensors")
