"""Isolation forest: how soon a row stands alone."""

from typing import Any

import numpy as np
from sklearn.ensemble._iforest import _average_path_length

from chorus_export.answers import Answers
from chorus_export.families.certainty import by_scores
from chorus_export.families.nodes import concatenate, on_features, tree
from chorus_export.families.quadratic import places
from chorus_export.families.registry import predicts
from chorus_export.families.trees import entrance, look, stage
from chorus_export.graph import Stage
from chorus_export.parts import Array, Tree
from chorus_export.table import Table, dense


@predicts("sklearn.IsolationForest")
def forest(estimator: Any, table: Table) -> Answers:
    """One ensemble whose leaves hold path lengths: `score = -2^(-sum / (trees · c))`.

    Source: F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation Forest", 2008.
    """
    builder = table.builder
    trees: list[Tree] = []
    leaves: list[Array] = []
    pairs = zip(estimator.estimators_, estimator.estimators_features_, strict=True)
    for member, features in pairs:
        one = tree(member.tree_)
        trees.append(on_features(one, np.asarray(features)))
        leaves.append(_lengths(one, member.tree_)[:, None])
    look(table, trees)
    if estimator.contamination != "auto":
        # The offset is then the score of a row; else it is -1/2, which powers hit exactly.
        by_scores(table, lambda rows: estimator.decision_function(dense(rows)), 1.0)
    x, flags = entrance(estimator, estimator.estimators_, table)
    arrays = concatenate(trees, leaves, flags)
    stages = [Stage.of("cast", to="float32"), stage(arrays, "sum", builder.precision)]
    sums = builder.scores(x, stages, 1)
    divisor = len(trees) * float(_average_path_length([estimator._max_samples])[0])
    # scikit-learn divides by zero nowhere: a forest of single samples has the exponent 1.
    exponent = builder.binary("divide", sums, divisor) if divisor else None
    if exponent is None:
        exponent = builder.binary("add", builder.binary("multiply", sums, 0.0), 1.0)
    two = builder.constant(np.full((1, 1), 2.0))
    power = builder.binary("power", two, builder.unary("negate", exponent))
    score = builder.unary("negate", power)
    decision = builder.binary("subtract", score, float(estimator.offset_))
    label = places(builder, builder.compare("greater-or-equal", decision, 0.0))
    return Answers(task="outlier", label=label, score=score, decision=decision)


def _lengths(one: Tree, fitted: Any) -> Array:
    """For each leaf the branches on the way to it, and what its samples would still take."""
    depth = np.ones(len(one.feature))
    for node in range(1, len(depth)):
        depth[node] = depth[one.parent[node]] + 1
    leaf = one.feature < 0
    samples = np.asarray(fitted.n_node_samples)[leaf]
    lengths: Array = depth[leaf] + _average_path_length(samples) - 1.0
    return lengths
