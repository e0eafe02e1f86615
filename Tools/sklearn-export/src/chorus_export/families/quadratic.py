"""Quadratic discriminant analysis and the distance of Mahalanobis."""

from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.families.centroids import difference
from chorus_export.families.certainty import by_scores
from chorus_export.families.registry import predicts
from chorus_export.graph import Builder, Stage, Value
from chorus_export.parts import Array, Tolerance
from chorus_export.table import Table, dense


@predicts("sklearn.QuadraticDiscriminantAnalysis")
def discriminant(estimator: Any, table: Table) -> Answers:
    """A class's score falls with the squared distance in its own scaled axes."""
    builder, x = table.builder, table.finite()
    scores = []
    for index, mean in enumerate(estimator.means_):
        scaling = np.asarray(estimator.scalings_[index])
        axes = np.asarray(estimator.rotations_[index]) * scaling**-0.5
        distance = _squared(builder, x, mean, axes)
        constant = np.sum(np.log(scaling))
        score = builder.binary("multiply", builder.binary("add", distance, constant), -0.5)
        scores.append(builder.binary("add", score, float(np.log(estimator.priors_[index]))))
    values = builder.concatenate(scores)
    by_scores(table, lambda rows: estimator.decision_function(dense(rows)), 1e3)
    builder.tolerate(lambda _rows, _answers: Tolerance(1e-10, 1e-9))
    table.spread(estimator.means_.mean(axis=0), np.ptp(estimator.means_, axis=0) + 1e-9)
    probabilities = builder.operator("softmax", [values], values.kind, values.shape, axis=1)
    return Answers(
        task="classification",
        label=builder.argument_maximum(values),
        probabilities=probabilities,
        decision=difference(builder, values),
    )


@predicts("sklearn.EllipticEnvelope")
def envelope(estimator: Any, table: Table) -> Answers:
    """Outliers are far from the robust centre, in units of the robust covariance."""
    builder, x = table.builder, table.finite()
    centred = builder.chain(x, [_centred(estimator.location_)])
    precision = builder.constant(np.asarray(estimator.get_precision()))
    product = builder.matrix_product(centred, precision)
    distance = builder.reduce(
        builder.binary("multiply", product, centred), "sum", axis=1, keep=True
    )
    score = builder.unary("negate", distance)
    decision = builder.binary("subtract", score, float(estimator.offset_))
    builder.tolerate(lambda _rows, _answers: Tolerance(1e-9, 1e-9))
    size = abs(float(estimator.offset_)) * 1e3
    by_scores(table, lambda rows: estimator.decision_function(dense(rows)), size)
    label = builder.compare("greater-or-equal", decision, 0.0)
    return Answers(task="outlier", label=places(builder, label), score=score, decision=decision)


def places(builder: Builder, truths: Value) -> Value:
    """Truths `[rows, 1]` as positions `[rows]`: 1 where true."""
    return builder.reshape(builder.cast(truths, "int64"), [None])


def _centred(mean: Array) -> Stage:
    offset = np.asarray(mean, dtype=np.float64)
    return Stage.of("scaler", operation="multiply", offset=offset, scale=np.ones(len(mean)))


def _squared(builder: Builder, x: Value, mean: Array, axes: Array) -> Value:
    """`|(x - mean) · axes|²`, [rows, 1]."""
    count = axes.shape[1]
    projected = builder.chain(
        x,
        [
            _centred(mean),
            Stage.of(
                "dense",
                coefficients=np.ascontiguousarray(axes.T, dtype=np.float64),
                intercepts=np.zeros(count),
                activation="identity",
            ),
        ],
        columns=count,
    )
    squares = builder.binary("multiply", projected, projected)
    return builder.reduce(squares, "sum", axis=1, keep=True)
