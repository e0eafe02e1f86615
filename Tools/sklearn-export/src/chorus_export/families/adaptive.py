"""AdaBoost: weighted votes, and the weighted median of regressions."""

from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.families.members import is_tree, trees_of, values_of, votes_of
from chorus_export.families.nodes import STORES_SHARES, concatenate, leaf_values
from chorus_export.families.registry import predicts
from chorus_export.families.trees import entrance, look, stage
from chorus_export.graph import Builder, Stage, Value
from chorus_export.parts import Array, Tolerance
from chorus_export.table import Table


@predicts("sklearn.AdaBoostClassifier")
def classifier(estimator: Any, table: Table) -> Answers:
    """The sum of the members' weighted votes, or by SAMME.R of their log-probabilities."""
    builder, classes = table.builder, len(estimator.classes_)
    weights = np.asarray(estimator.estimator_weights_, dtype=np.float64)[
        : len(estimator.estimators_)
    ]
    total = float(np.asarray(estimator.estimator_weights_).sum())
    if getattr(estimator, "algorithm", "") == "SAMME.R":
        sums = _log_probabilities(estimator, table, classes)
    elif all(is_tree(member) for member in estimator.estimators_):
        sums = _tree_votes(estimator, table, weights, classes)
    else:
        sums = _votes(estimator, table, weights, classes)
    scores = builder.binary("divide", sums, total)
    builder.tolerate(lambda _rows, _answers: Tolerance(1e-12, 1e-11))
    if classes == 2:
        first, second = builder.gather(scores, [0]), builder.gather(scores, [1])
        scores = builder.binary("add", builder.unary("negate", first), second)
    return _answers(builder, scores, classes)


def _answers(builder: Builder, scores: Value, classes: int) -> Answers:
    if classes == 2:
        sides = builder.concatenate([builder.unary("negate", scores), scores])
        halves = builder.binary("divide", sides, 2.0)
        label = builder.reshape(
            builder.cast(builder.compare("greater", scores, 0.0), "int64"), [None]
        )
    else:
        halves = builder.binary("divide", scores, float(max(classes - 1, 1)))
        label = builder.argument_maximum(scores)
    probabilities = builder.operator("softmax", [halves], halves.kind, halves.shape, axis=1)
    return Answers(task="classification", label=label, probabilities=probabilities, decision=scores)


def _tree_votes(estimator: Any, table: Table, weights: Array, classes: int) -> Value:
    """All members as one ensemble whose leaves are weighted votes."""
    members = list(estimator.estimators_)
    trees = trees_of(members)
    look(table, trees)
    leaves = []
    for member, weight in zip(members, weights, strict=True):
        chosen = np.asarray(member.classes_)[leaf_values(member).argmax(axis=1)]
        same = chosen[:, None] == np.asarray(estimator.classes_)[None, :]
        leaves.append(np.where(same, weight, _other(estimator, classes) * weight))
    x, flags = entrance(estimator, members, table)
    arrays = concatenate(trees, leaves, flags)
    stages = [
        Stage.of("cast", to="float32"),
        stage(arrays, "sum", table.builder.precision),
    ]
    return table.builder.scores(x, stages, classes)


def _votes(estimator: Any, table: Table, weights: Array, classes: int) -> Value:
    """The members' labels one after another."""
    builder = table.builder
    total: Value | None = None
    for member, weight in zip(estimator.estimators_, weights, strict=True):
        other = _other(estimator, classes) * weight
        rows = np.where(np.eye(classes) == 1, weight, other)
        vote = votes_of(member, table, np.asarray(estimator.classes_), rows)
        total = vote if total is None else builder.binary("add", total, vote)
    assert total is not None
    return total


def _other(estimator: Any, classes: int) -> float:
    """The share that a vote takes from every other class.

    Versions that had SAMME.R (before 1.6) took none by SAMME, from 1.4 on they take it.
    """
    return -1.0 / (classes - 1) if STORES_SHARES and classes > 1 else 0.0


def _log_probabilities(estimator: Any, table: Table, classes: int) -> Value:
    """`(k - 1) (log p - mean log p)`, summed over the members."""
    from chorus_export import families

    builder = table.builder
    total: Value | None = None
    for member in estimator.estimators_:
        p = families.member(member, table).probabilities
        assert p is not None
        least = builder.constant(np.array(np.finfo(np.float64).eps))
        logarithm = builder.unary(
            "logarithm", builder.operator("clip", [p, least], p.kind, p.shape)
        )
        mean = builder.binary(
            "multiply", builder.reduce(logarithm, "sum", keep=True), 1.0 / classes
        )
        part = builder.binary(
            "multiply", builder.binary("subtract", logarithm, mean), float(classes - 1)
        )
        total = part if total is None else builder.binary("add", total, part)
    assert total is not None
    return total


@predicts("sklearn.AdaBoostRegressor")
def regressor(estimator: Any, table: Table) -> Answers:
    """The weighted median of the members' answers."""
    builder, members = table.builder, list(estimator.estimators_)
    count = len(members)
    weights = np.asarray(estimator.estimator_weights_, dtype=np.float64)[:count]
    if all(is_tree(member) for member in members):
        values = _tree_values(estimator, members, table)
    else:
        values = builder.concatenate([values_of(member, table) for member in members])
    how_many = builder.constant(np.array([count]))
    ordered, places = builder.operators(
        "largest",
        [values, how_many],
        [(values.kind, values.shape), ("int64", values.shape)],
        axis=1,
        smallest=True,
    )
    sorted_weights = builder.operator(
        "gather", [builder.constant(weights), places], values.kind, values.shape, axis=0
    )
    sums = builder.operator("cumulative-sum", [sorted_weights], values.kind, values.shape, axis=1)
    half = builder.binary("multiply", builder.gather(sums, [count - 1]), 0.5)
    reached = builder.cast(builder.compare("greater-or-equal", sums, half), "int64")
    median = builder.reshape(builder.argument_maximum(reached), [None, 1])
    value = builder.operator("gather-elements", [ordered, median], values.kind, (None, 1), axis=1)
    return Answers(task="regression", value=value)


def _tree_values(estimator: Any, members: list[Any], table: Table) -> Value:
    """All members as one ensemble in which each tree has an output of its own."""
    trees = trees_of(members)
    look(table, trees)
    x, flags = entrance(estimator, members, table)
    arrays = concatenate(trees, [leaf_values(member) for member in members], flags).flattened()
    own = np.arange(len(members), dtype=np.int32)
    stages = [
        Stage.of("cast", to="float32"),
        stage(arrays, "sum", table.builder.precision, len(members), tree_outputs=own),
    ]
    return table.builder.scores(x, stages, len(members))
