"""Nearest neighbours: the mean of the nearest points' targets."""

from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.registry import predicts
from chorus_export.graph import Stage
from chorus_export.parts import Array, Tolerance
from chorus_export.table import Table, dense

#: The format's metrics by scikit-learn's names of them.
METRICS = {
    "euclidean": "euclidean",
    "l2": "euclidean",
    "manhattan": "manhattan",
    "l1": "manhattan",
    "cityblock": "manhattan",
    "chebyshev": "chebyshev",
    "cosine": "cosine",
    "minkowski": "minkowski",
}


@predicts("sklearn.KNeighborsRegressor")
def regressor(estimator: Any, table: Table) -> Answers:
    """The neighbours' mean, of one target or of several."""
    targets = numbers_of(estimator)
    table.builder.doubt(lambda rows: ties(estimator, table.through(rows)))
    stages = [stage(estimator, table, targets, neighbors=int(estimator.n_neighbors))]
    value = table.builder.scores(table.finite(), stages, targets.shape[1])
    return Answers(task="regression", value=value)


@predicts("sklearn.KNeighborsClassifier")
def classifier(estimator: Any, table: Table) -> Answers:
    """The neighbours' share of each class; the label is the largest, the first of equals."""
    targets = classes_of(estimator)
    table.builder.doubt(lambda rows: ties(estimator, table.through(rows)))
    stages = [
        stage(estimator, table, targets, neighbors=int(estimator.n_neighbors)),
        Stage.of("classify", link="identity", label={"rule": "largest-probability"}),
    ]
    classes = targets.shape[1]
    outputs = {"label": 1, "probabilities": classes}
    made = table.builder.predict(table.finite(), stages, outputs, classes=classes)
    return Answers(task="classification", **made)


def numbers_of(estimator: Any) -> Array:
    """The points' targets [points, outputs]."""
    targets = np.asarray(estimator._y, dtype=np.float64)
    return targets.reshape(len(targets), -1)


def classes_of(estimator: Any) -> Array:
    """For each point 1 in the column of its class, else 0."""
    if estimator.outputs_2d_:
        raise ExportError(
            f"{type(estimator).__name__} with several outputs cannot be exported; "
            "fit one model an output."
        )
    return np.asarray(np.eye(len(estimator.classes_))[np.asarray(estimator._y).reshape(-1)])


def stage(estimator: Any, table: Table, targets: Array, **fields: Any) -> Stage:
    """The fitted points and their targets; `fields` say which of them count."""
    name = type(estimator).__name__
    if estimator.weights not in ("uniform", "distance", None):
        raise ExportError(
            f"{name} with a function as weights cannot be exported; use uniform or distance."
        )
    points = dense(estimator._fit_X).astype(np.float64)
    table.spread(points.mean(axis=0), points.std(axis=0) + 1e-9)
    # Two distances that differ in their last bits are the inverse of large weights.
    table.builder.tolerate(lambda _rows, _answers: Tolerance(1e-9, 1e-7))
    metric = METRICS[known(estimator, estimator.effective_metric_)]
    if metric == "minkowski":
        parameters = estimator.effective_metric_params_
        if parameters.get("w") is not None:
            raise ExportError(f"{name} with weighted features cannot be exported; scale them.")
        fields["power"] = float(parameters.get("p", 2))
    return Stage.of(
        "neighbors",
        points=points,
        targets=np.ascontiguousarray(targets),
        metric=metric,
        weights=estimator.weights or "uniform",
        **fields,
    )


def beside_points(estimator: Any, distances: Array) -> Array:
    """Rows of distances [rows, points] that stand beside a point, or on several.

    Where distances are weights and scikit-learn has them by a product of matrices, it leaves one of
    about 1e-8 to the point itself, and its inverse outweighs all else.
    """
    if getattr(estimator, "weights", None) != "distance":
        return np.zeros(len(distances), dtype=bool)
    close = distances < 1e-6
    return np.asarray((close & (distances > 0)).any(axis=1) | (close.sum(axis=1) > 1))


def known(estimator: Any, metric: Any) -> str:
    """A metric that there is; raises ExportError for another."""
    if metric not in METRICS:
        raise ExportError(
            f"{type(estimator).__name__} with the metric {metric!r} cannot be exported; "
            f"use one of: {', '.join(METRICS)}."
        )
    return str(metric)


def ties(estimator: Any, rows: Any) -> Array:
    """Rows that have the last neighbour and the first that is none at one distance."""
    wanted = int(getattr(estimator, "n_neighbors_", estimator.n_neighbors))
    count = min(wanted + 1, int(estimator.n_samples_fit_))
    distances = np.asarray(estimator.kneighbors(rows, n_neighbors=count)[0])
    near = beside_points(estimator, distances)
    if count > wanted:
        gap = distances[:, -1] - distances[:, -2]
        return np.asarray(near | (gap <= 1e-9 * (1 + distances[:, -1])))
    return near
