"""Nearest neighbours and the nearest centroid: the mean of the nearest points' targets."""

from typing import Any

import numpy as np
from sklearn.metrics import pairwise_distances

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.registry import predicts
from chorus_export.graph import Stage
from chorus_export.parts import Array, Tolerance
from chorus_export.table import Table, dense

_METRICS = {
    "euclidean": "euclidean",
    "l2": "euclidean",
    "manhattan": "manhattan",
    "l1": "manhattan",
    "cityblock": "manhattan",
    "chebyshev": "chebyshev",
    "cosine": "cosine",
    "minkowski": "minkowski",
}


@predicts("sklearn.KNeighborsRegressor", "sklearn.RadiusNeighborsRegressor")
def regressor(estimator: Any, table: Table) -> Answers:
    """The neighbours' mean; without any within the radius it is NaN."""
    targets = np.asarray(estimator._y, dtype=np.float64)
    stages = [_stage(estimator, table, targets.reshape(len(targets), -1), None)]
    value = table.builder.scores(table.finite(), stages, targets.reshape(len(targets), -1).shape[1])
    return Answers(task="regression", value=value)


@predicts("sklearn.KNeighborsClassifier", "sklearn.RadiusNeighborsClassifier")
def classifier(estimator: Any, table: Table) -> Answers:
    """The neighbours' share of each class; the label is the largest, the first of equals."""
    if estimator.outputs_2d_:
        raise ExportError(
            f"{type(estimator).__name__} with several outputs cannot be exported; "
            "fit one model an output."
        )
    builder, classes = table.builder, len(estimator.classes_)
    targets = np.eye(classes)[np.asarray(estimator._y).reshape(-1)]
    stages = [_stage(estimator, table, targets, _outlier(estimator))]
    if hasattr(estimator, "radius") and "Radius" in type(estimator).__name__:
        shares = builder.finite(_unsure(table, stages, classes))
        return Answers(
            task="classification",
            label=builder.argument_maximum(shares),
            probabilities=shares,
        )
    head = Stage.of("classify", link="identity", label={"rule": "largest-probability"})
    outputs = {"label": 1, "probabilities": classes}
    made = builder.predict(table.finite(), [*stages, head], outputs, classes=classes)
    return Answers(task="classification", **made)


@predicts("sklearn.NearestCentroid")
def centroid(estimator: Any, table: Table) -> Answers:
    """The class whose centroid is nearest."""
    priors = np.asarray(getattr(estimator, "class_prior_", [1.0]))
    if not np.allclose(priors, priors[0]):
        raise ExportError(
            "NearestCentroid with unequal priors cannot be exported; fit it with priors='uniform'."
        )
    classes = len(estimator.classes_)
    stage = Stage.of(
        "neighbors",
        points=np.asarray(estimator.centroids_, dtype=np.float64),
        targets=np.eye(classes),
        metric=_METRICS[_known(estimator, estimator.metric)],
        weights="uniform",
        neighbors=1,
    )
    scores = table.builder.scores(table.finite(), [stage], classes)
    return Answers(task="classification", label=table.builder.argument_maximum(scores))


def _stage(estimator: Any, table: Table, targets: Array, outlier: Array | None) -> Stage:
    name = type(estimator).__name__
    if estimator.weights not in ("uniform", "distance", None):
        raise ExportError(
            f"{name} with a function as weights cannot be exported; use uniform or distance."
        )
    points = dense(estimator._fit_X).astype(np.float64)
    table.spread(points.mean(axis=0), points.std(axis=0) + 1e-9)
    table.builder.doubt(lambda rows: _ties(estimator, table.through(rows)))
    # Two distances that differ in their last bits are the inverse of large weights.
    table.builder.tolerate(lambda _rows, _answers: Tolerance(1e-9, 1e-7))
    metric = _METRICS[_known(estimator, estimator.effective_metric_)]
    fields: dict[str, Any] = {}
    if metric == "minkowski":
        parameters = estimator.effective_metric_params_
        if parameters.get("w") is not None:
            raise ExportError(f"{name} with weighted features cannot be exported; scale them.")
        fields["power"] = float(parameters.get("p", 2))
    if "Radius" in name:
        fields["radius"] = float(estimator.radius)
        if outlier is not None:
            fields["outlier"] = outlier
    else:
        fields["neighbors"] = int(estimator.n_neighbors)
    return Stage.of(
        "neighbors",
        points=points,
        targets=np.ascontiguousarray(targets),
        metric=metric,
        weights=estimator.weights or "uniform",
        **fields,
    )


def _ties(estimator: Any, rows: Any) -> Array:
    """Rows that have the last neighbor and the first that is none at one distance.

    And where distances are weights, rows that stand on two points, or nearly on one: where it is by
    a product of matrices scikit-learn leaves a distance of about 1e-8, and its inverse outweighs
    all else.
    """
    if "Radius" in type(estimator).__name__:
        distances = pairwise_distances(rows, estimator._fit_X, metric="euclidean")
        return np.asarray((np.abs(distances - estimator.radius) < 1e-9).any(axis=1))
    count = min(estimator.n_neighbors + 1, len(estimator._fit_X))
    distances = np.asarray(estimator.kneighbors(rows, n_neighbors=count)[0])
    near: Array = np.zeros(len(distances), dtype=bool)
    if estimator.weights == "distance":
        close = distances < 1e-6
        near = (close & (distances > 0)).any(axis=1) | (close.sum(axis=1) > 1)
    if count > estimator.n_neighbors:
        gap = distances[:, -1] - distances[:, -2]
        near = near | (gap <= 1e-9 * (1 + distances[:, -1]))
    return near


def _unsure(table: Table, stages: list[Stage], classes: int) -> Any:
    """Shares that are NaN where a row has no neighbour, and so may be refused."""
    from dataclasses import replace

    from chorus_export.graph import Finite

    shares = table.builder.scores(table.finite(), stages, classes)
    return replace(shares, finite=Finite.ANYTHING)


def _outlier(estimator: Any) -> Array | None:
    """The shares of a row without neighbours, where the model has a class for it."""
    if "Radius" not in type(estimator).__name__ or estimator.outlier_label_ is None:
        return None
    label = np.asarray(estimator.outlier_label_).reshape(-1)[0]
    found = np.flatnonzero(np.asarray(estimator.classes_) == label)
    if len(found) == 0:
        raise ExportError(
            "RadiusNeighborsClassifier with an outlier_label that is no class cannot be exported; "
            "use one of the classes."
        )
    return np.asarray(np.eye(len(estimator.classes_))[found[0]])


def _known(estimator: Any, metric: Any) -> str:
    if metric not in _METRICS:
        raise ExportError(
            f"{type(estimator).__name__} with the metric {metric!r} cannot be exported; "
            f"use one of: {', '.join(_METRICS)}."
        )
    return str(metric)
