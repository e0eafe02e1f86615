"""Bagging, voting and stacking: the answers of several members as one."""

from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.base import is_classifier

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.certainty import by_scores
from chorus_export.families.members import (
    is_tree,
    places_in,
    shares_of,
    summed,
    values_of,
    votes_of,
)
from chorus_export.families.nodes import concatenate, leaf_values, on_features, tree
from chorus_export.families.registry import predicts
from chorus_export.families.trees import answered, entrance, look, stage
from chorus_export.graph import Builder, Stage, Value
from chorus_export.parts import Array
from chorus_export.rounding import step
from chorus_export.table import Table, join


@predicts("sklearn.BaggingClassifier", "sklearn.BaggingRegressor")
def bagging(estimator: Any, table: Table) -> Answers:
    """The mean over members, each of which looks at columns of its own."""
    members = list(estimator.estimators_)
    features = [np.asarray(chosen) for chosen in estimator.estimators_features_]
    classifies = bool(is_classifier(estimator))
    if all(is_tree(member) for member in members):
        return _one_ensemble(estimator, table, members, features, classifies)
    classes = np.arange(len(estimator.classes_)) if classifies else None
    parts = []
    for member, chosen in zip(members, features, strict=True):
        given = table if _is_whole(chosen, table) else table.select([int(i) for i in chosen])
        if classes is None:
            parts.append(values_of(member, given))
        elif hasattr(member, "predict_proba"):
            parts.append(shares_of(member, given, classes))
        else:
            parts.append(votes_of(member, given, classes, np.eye(len(classes))))
    mean = table.builder.binary("divide", summed(table.builder, parts), float(len(parts)))
    if classes is None:
        return Answers(task="regression", value=mean)
    by_scores(table, estimator.predict_proba)
    return _by_share(table.builder, mean)


def _one_ensemble(
    estimator: Any, table: Table, members: list[Any], features: list[Array], classifies: bool
) -> Answers:
    table, features = _read(table, features)
    trees = [
        on_features(tree(member.tree_), chosen)
        for member, chosen in zip(members, features, strict=True)
    ]
    leaves = [leaf_values(member) for member in members]
    if classifies:
        count = len(estimator.classes_)
        leaves = [
            _spread(values, np.asarray(member.classes_), count)
            for values, member in zip(leaves, members, strict=True)
        ]
    look(table, trees)
    x, flags = entrance(estimator, members, table)
    arrays = concatenate(trees, leaves, flags)
    builder = table.builder
    stages = [Stage.of("cast", to="float32"), stage(arrays, "average", builder.precision)]
    columns = int(arrays.values.shape[1])
    return answered(builder, x, stages, columns, classifies)


def _read(table: Table, features: list[Array]) -> tuple[Table, list[Array]]:
    """The columns that a member reads: what stands in any other may be missing."""
    used = sorted({int(feature) for chosen in features for feature in chosen})
    if len(used) == table.width:
        return table, features
    return table.select(used), [np.searchsorted(used, chosen) for chosen in features]


def _spread(values: Array, seen: Array, count: int) -> Array:
    wide = np.zeros((len(values), count))
    wide[:, places_in(np.arange(count), seen)] = values
    return wide


def _is_whole(features: Array, table: Table) -> bool:
    return list(features) == list(range(table.width))


def _by_share(builder: Builder, shares: Value) -> Answers:
    return Answers(
        task="classification", label=builder.argument_maximum(shares), probabilities=shares
    )


@predicts("sklearn.VotingClassifier")
def voting(estimator: Any, table: Table) -> Answers:
    """The weighted mean of probabilities (soft), or the class of most weighted votes (hard)."""
    builder = table.builder
    classes = np.arange(len(estimator.classes_))
    members, weights = list(estimator.estimators_), _weights(estimator)
    if estimator.voting == "hard":
        votes = [
            votes_of(member, table, classes, np.eye(len(classes)) * weight)
            for member, weight in zip(members, weights, strict=True)
        ]
        label = builder.argument_maximum(summed(builder, votes))
        return Answers(task="classification", label=label)
    parts = [shares_of(member, table, classes) for member in members]
    if not all(is_tree(member) for member in members):
        by_scores(table, estimator.predict_proba)
    return _by_share(builder, _average(builder, parts, weights, estimator.weights is not None))


@predicts("sklearn.VotingRegressor")
def voting_regressor(estimator: Any, table: Table) -> Answers:
    """The weighted mean of the members' answers."""
    parts = [values_of(member, table) for member in estimator.estimators_]
    mean = _average(table.builder, parts, _weights(estimator), estimator.weights is not None)
    return Answers(task="regression", value=mean)


def _weights(estimator: Any) -> list[float]:
    """The weight of each member that was not dropped."""
    if estimator.weights is None:
        return [1.0] * len(estimator.estimators_)
    given = zip(estimator.estimators, estimator.weights, strict=True)
    return [float(weight) for (_, member), weight in given if member != "drop"]


def _average(
    builder: Builder, parts: list[Value], weights: list[float], is_weighted: bool
) -> Value:
    if is_weighted:
        parts = [
            builder.binary("multiply", part, weight)
            for part, weight in zip(parts, weights, strict=True)
        ]
    return builder.binary("divide", summed(builder, parts), float(np.sum(weights)))


@predicts("sklearn.StackingClassifier", "sklearn.StackingRegressor")
def stacking(estimator: Any, table: Table) -> Answers:
    """A last estimator on what the members answer, and on the columns themselves if so asked."""
    from chorus_export import families

    members = [member for member in estimator.estimators_ if member != "drop"]
    methods = estimator.stack_method_
    parts = [
        table.made(_answer(member, method, table))
        for member, method in zip(members, methods, strict=True)
    ]
    if estimator.passthrough:
        parts.append(table)
    joined = join(parts, table.through)
    stacked = replace(
        joined, builder=table.builder, through=step(estimator.transform, table, joined)
    )
    return families.predict(estimator.final_estimator_, stacked)


def _answer(member: Any, method: str, table: Table) -> Value:
    """What one member hands on; of two classes the second's probability alone."""
    from chorus_export import families

    answers = families.member(member, table)
    builder = table.builder
    found = {
        "predict_proba": answers.probabilities,
        "decision_function": answers.decision,
        "predict": answers.value,
    }.get(method)
    if method == "predict" and answers.label is not None:
        codes = np.asarray(member.classes_)
        if codes.dtype.kind not in "iufb":
            raise ExportError(
                f"Stacking on the labels of {type(member).__name__} cannot be exported; "
                "use stack_method='predict_proba'."
            )
        label = builder.reshape(answers.label, [None, 1])
        table_of_codes = builder.constant(codes.astype(np.float64))
        return builder.operator(
            "gather", [table_of_codes, label], builder.precision, (None, 1), axis=0
        )
    if found is None:
        raise ExportError(f"{type(member).__name__} has no {method}; use another stack_method.")
    if method == "predict_proba" and found.columns == 2:
        return builder.gather(found, [1])
    return found
