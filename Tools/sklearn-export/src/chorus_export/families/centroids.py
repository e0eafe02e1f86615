"""The nearest centroid, and from version 1.6 on the likelihood of each."""

from typing import Any

import numpy as np
from sklearn.metrics import pairwise_distances

from chorus_export.answers import Answers
from chorus_export.families.neighbors import METRICS, known
from chorus_export.families.registry import predicts
from chorus_export.graph import Builder, Stage, Value
from chorus_export.parts import Array, Tolerance
from chorus_export.table import Table, dense


@predicts("sklearn.NearestCentroid")
def centroid(estimator: Any, table: Table) -> Answers:
    """The class whose centroid is nearest; by the scores below where priors differ."""
    builder, x = table.builder, table.finite()
    centroids = np.asarray(estimator.centroids_, dtype=np.float64)
    table.spread(centroids.mean(axis=0), np.ptp(centroids, axis=0) + 1e-9)
    table.builder.doubt_label(lambda rows: _halfway(estimator, dense(table.through(rows))))
    priors = np.asarray(getattr(estimator, "class_prior_", [1.0]), dtype=np.float64)
    is_uniform = bool(np.isclose(priors, 1 / len(priors)).all())
    nearest = _nearest(estimator, builder, x) if is_uniform else None
    if not hasattr(estimator, "decision_function") and nearest is not None:
        return Answers(task="classification", label=nearest)
    scores = _scores(estimator, builder, x, priors)
    label = builder.argument_maximum(scores) if nearest is None else nearest
    if not hasattr(estimator, "decision_function"):
        return Answers(task="classification", label=label)
    builder.tolerate(lambda _rows, _answers: Tolerance(1e-9, 1e-9))
    return Answers(
        task="classification",
        label=label,
        probabilities=builder.operator("softmax", [scores], scores.kind, scores.shape, axis=1),
        decision=difference(builder, scores),
    )


def difference(builder: Builder, scores: Value) -> Value:
    """Scores of two classes as one, positive for the second."""
    if scores.columns != 2:
        return scores
    second, first = builder.gather(scores, [1]), builder.gather(scores, [0])
    return builder.binary("subtract", second, first)


def _nearest(estimator: Any, builder: Builder, x: Value) -> Value:
    classes = len(estimator.classes_)
    stage = Stage.of(
        "neighbors",
        points=np.asarray(estimator.centroids_, dtype=np.float64),
        targets=np.eye(classes),
        metric=METRICS[known(estimator, estimator.metric)],
        weights="uniform",
        neighbors=1,
    )
    return builder.argument_maximum(builder.scores(x, [stage], classes))


def _scores(estimator: Any, builder: Builder, x: Value, priors: Array) -> Value:
    """The squared distance in units of the deviation within classes, negated, and the prior.

    Source: Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", (18.2).
    """
    deviation = np.asarray(estimator.within_class_std_dev_, dtype=np.float64)
    scale = np.where(deviation == 0, 1.0, deviation)
    columns = len(scale)
    stage = Stage.of("scaler", operation="divide", offset=np.zeros(columns), scale=scale)
    scaled = builder.reshape(builder.chain(x, [stage]), [None, 1, columns])
    centroids = builder.constant(np.asarray(estimator.centroids_, dtype=np.float64) / scale)
    gaps = builder.binary("subtract", scaled, centroids)
    if METRICS[known(estimator, estimator.metric)] == "manhattan":
        distances = builder.reduce(builder.unary("absolute", gaps), "sum", axis=2)
        squares = builder.binary("multiply", distances, distances)
    else:
        squares = builder.reduce(builder.binary("multiply", gaps, gaps), "sum", axis=2)
    negated = builder.unary("negate", squares)
    return builder.binary("add", negated, builder.constant(2.0 * np.log(priors)))


def _halfway(estimator: Any, rows: Array) -> Array:
    """Rows that have two centroids at one distance, and whose label chance names."""
    distances = pairwise_distances(rows, estimator.centroids_, metric=estimator.metric)
    ordered = np.sort(distances, axis=1)
    return np.asarray(ordered[:, 1] - ordered[:, 0] <= 1e-9 * (1 + ordered[:, 1]))
