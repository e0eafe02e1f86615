"""Neighbours within a radius: the mean of the targets of all points that lie so near."""

import warnings
from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.metrics import pairwise_distances

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.neighbors import beside_points, classes_of, numbers_of, stage
from chorus_export.families.registry import predicts
from chorus_export.graph import Builder, Finite, Value
from chorus_export.parts import Array
from chorus_export.table import Table, dense


@predicts("sklearn.RadiusNeighborsRegressor")
def regressor(estimator: Any, table: Table) -> Answers:
    """The neighbours' mean; NaN for a row without any."""
    targets = numbers_of(estimator)
    table.builder.doubt(lambda rows: _on_the_edge(estimator, dense(table.through(rows))))
    stages = [stage(estimator, table, targets, radius=float(estimator.radius))]
    value = table.builder.scores(table.finite(), stages, targets.shape[1])
    return Answers(task="regression", value=value)


@predicts("sklearn.RadiusNeighborsClassifier")
def classifier(estimator: Any, table: Table) -> Answers:
    """The neighbours' share of each class; a row without any is refused, or has its own label."""
    builder, targets = table.builder, classes_of(estimator)
    table.builder.doubt(lambda rows: _on_the_edge(estimator, dense(table.through(rows))))
    outlier = _outlier(estimator)
    fields = {} if outlier is None else {"outlier": _shares(estimator, outlier)}
    stages = [stage(estimator, table, targets, radius=float(estimator.radius), **fields)]
    # Shares are NaN where a row has no neighbour and no label for that: a guard refuses them.
    unsure = builder.scores(table.finite(), stages, targets.shape[1])
    shares = builder.finite(replace(unsure, finite=Finite.ANYTHING))
    label = _named(builder, shares, outlier)
    return Answers(task="classification", label=label, probabilities=shares)


def _named(builder: Builder, shares: Value, outlier: int | None) -> Value:
    """The largest share; that of a row without any is the outlier's."""
    largest = builder.argument_maximum(shares)
    if outlier is None:
        return largest
    empty = builder.compare("equal", builder.reduce(shares, "sum"), 0.0)
    return builder.select(empty, builder.constant(np.array(outlier)), largest)


def _outlier(estimator: Any) -> int | None:
    """The place of the class of rows without neighbours, where the model has one."""
    if estimator.outlier_label_ is None:
        return None
    label = np.asarray(estimator.outlier_label_).reshape(-1)[0]
    found = np.flatnonzero(np.asarray(estimator.classes_) == label)
    if len(found) == 0:
        raise ExportError(
            "RadiusNeighborsClassifier with an outlier_label that is no class cannot be exported; "
            "use one of the classes."
        )
    return int(found[0])


def _shares(estimator: Any, outlier: int) -> Array:
    """The shares of a row without neighbours, as a row far away has them.

    They are asked, not derived: by some ways of search scikit-learn gives such a row no share of
    any class, and yet the label. No row is far away by an angle.
    """
    if estimator.effective_metric_ == "cosine":
        return np.asarray(np.eye(len(estimator.classes_))[outlier])
    points = np.abs(dense(estimator._fit_X).astype(np.float64))
    row = points.max(axis=0, keepdims=True) + 4.0 * estimator.radius + 1.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(estimator.predict_proba(row)[0], dtype=np.float64)


def _on_the_edge(estimator: Any, rows: Array) -> Array:
    """Rows with a point just at the radius; and those not finite, which some versions answer."""
    finite = np.asarray(np.isfinite(rows).all(axis=1))
    points, metric = dense(estimator._fit_X), estimator.effective_metric_
    options = {"p": estimator.effective_metric_params_["p"]} if metric == "minkowski" else {}
    given = np.where(finite.reshape(-1, 1), rows, 0.0)
    distances = pairwise_distances(given, points, metric=metric, **options)
    edge = (np.abs(distances - estimator.radius) < 1e-9).any(axis=1)
    return np.asarray(edge | ~finite | beside_points(estimator, distances))
