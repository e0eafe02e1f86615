"""Detectors of outliers that are no trees: a linear one, and the factor of local outliers."""

from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.certainty import by_linear, by_scores
from chorus_export.families.linear import product
from chorus_export.families.neighbors import METRICS, known, ties
from chorus_export.families.quadratic import places
from chorus_export.families.registry import predicts
from chorus_export.graph import Builder, Value
from chorus_export.parts import Array, Tolerance
from chorus_export.table import Table, dense

#: Numbers that a row may be compared with: rows are compared with all points at once.
_LARGEST = 1 << 21


@predicts("sklearn.SGDOneClassSVM")
def linear(estimator: Any, table: Table) -> Answers:
    """A linear score, and the decision that it is above an offset."""
    builder = table.builder
    offset = float(np.asarray(estimator.offset_).reshape(-1)[0])
    coefficients = np.atleast_2d(np.asarray(estimator.coef_, dtype=np.float64))
    stage = product(table, coefficients, np.array([-offset]))
    by_linear(table, coefficients, np.array([-offset]))
    decision = builder.scores(table.finite(), [stage], 1)
    return _answers(builder, builder.binary("add", decision, offset), decision)


@predicts("sklearn.LocalOutlierFactor")
def local(estimator: Any, table: Table) -> Answers:
    """How much denser the points around are than the row is: the mean ratio, negated.

    Source: Breunig, Kriegel, Ng, Sander, "LOF: identifying density-based local outliers", 2000.
    """
    if not estimator.novelty:
        raise ExportError(
            "LocalOutlierFactor knows only the rows that it was fitted on and cannot be exported; "
            "fit it with novelty=True."
        )
    points = dense(estimator._fit_X).astype(np.float64)
    if points.size > _LARGEST:
        raise ExportError(
            f"LocalOutlierFactor with {points.size} numbers in its points cannot be exported; "
            f"fit it on {_LARGEST // points.shape[1]} rows at most."
        )
    builder, count = table.builder, int(estimator.n_neighbors_)
    table.spread(points.mean(axis=0), points.std(axis=0) + 1e-9)
    builder.doubt(lambda rows: ties(estimator, table.through(rows)))
    by_scores(table, lambda rows: estimator.decision_function(dense(rows)), 1e2)
    # By a product of matrices scikit-learn leaves a distance of about 1e-8 to the point itself.
    slack = 1e-7 if estimator._fit_method == "brute" else 1e-11
    builder.tolerate(lambda _rows, _answers: Tolerance(slack, slack))
    distances, positions = _nearest(builder, _distances(estimator, table, points), count)
    reach = np.asarray(estimator._distances_fit_X_, dtype=np.float64)[:, count - 1]
    reached = builder.binary("maximum", distances, _taken(builder, reach, positions))
    inverse = builder.binary("add", builder.reduce(reached, "mean", keep=True), 1e-10)
    densities = _taken(builder, np.asarray(estimator._lrd, dtype=np.float64), positions)
    ratios = builder.reduce(builder.binary("multiply", densities, inverse), "mean", keep=True)
    score = builder.unary("negate", ratios)
    return _answers(builder, score, builder.binary("subtract", score, float(estimator.offset_)))


def _answers(builder: Builder, score: Value, decision: Value) -> Answers:
    """An inlier is not below 0."""
    label = places(builder, builder.compare("greater-or-equal", decision, 0.0))
    return Answers(task="outlier", label=label, score=score, decision=decision)


def _distances(estimator: Any, table: Table, points: Array) -> Value:
    """The distance of each row to each point, [rows, points]."""
    builder, metric = table.builder, METRICS[known(estimator, estimator.effective_metric_)]
    if metric not in ("euclidean", "manhattan", "chebyshev"):
        raise ExportError(
            f"LocalOutlierFactor with the metric {estimator.effective_metric_!r} cannot be "
            "exported; use euclidean, manhattan or chebyshev."
        )
    rows = builder.reshape(table.finite(), [None, 1, table.width])
    gaps = builder.binary("subtract", rows, builder.constant(points))
    if metric == "euclidean":
        squares = builder.reduce(builder.binary("multiply", gaps, gaps), "sum", axis=2)
        return builder.unary("square-root", squares)
    reduction = "sum" if metric == "manhattan" else "maximum"
    return builder.reduce(builder.unary("absolute", gaps), reduction, axis=2)


def _nearest(builder: Builder, distances: Value, count: int) -> tuple[Value, Value]:
    """The smallest distances in order, and the positions of their points."""
    shape = (None, count)
    near, positions = builder.operators(
        "largest",
        [distances, builder.constant(np.array([count]))],
        [(distances.kind, shape), ("int64", shape)],
        axis=1,
        smallest=True,
    )
    return near, positions


def _taken(builder: Builder, numbers: Array, positions: Value) -> Value:
    """The number of each point at these positions."""
    return builder.gather(builder.constant(numbers), positions, axis=0)
