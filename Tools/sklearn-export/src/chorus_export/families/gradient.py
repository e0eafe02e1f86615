"""Gradient boosting: a first answer, and trees that are added to it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.base import is_classifier

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.nodes import concatenate, tree
from chorus_export.families.registry import predicts
from chorus_export.families.trees import entrance, look, stage
from chorus_export.graph import Builder, Stage, Value
from chorus_export.parts import Array, Tolerance
from chorus_export.table import Table


@predicts("sklearn.GradientBoostingClassifier", "sklearn.GradientBoostingRegressor")
def boosting(estimator: Any, table: Table) -> Answers:
    """One ensemble; a first answer that is the same for all rows is its base."""
    builder = table.builder
    outputs = int(np.asarray(estimator.estimators_).shape[1])
    members = [member for round_ in estimator.estimators_ for member in round_]
    x, flags = entrance(estimator, members, table)
    first = _constant(estimator, table)
    stages = [
        Stage.of("cast", to="float32"),
        _trees(estimator, table, outputs, np.zeros(outputs) if first is None else first, flags),
    ]
    if first is not None and not is_classifier(estimator):
        made = builder.predict(
            x, [*stages, Stage.of("regress", link="identity")], {"value": outputs}
        )
        return Answers(task="regression", **made)
    if first is not None:
        head = Stage.of("classify", **_head(estimator, outputs))
        classes = len(estimator.classes_)
        named = {"label": 1, "probabilities": classes, "decision": outputs}
        made = builder.predict(x, [*stages, head], named, classes=classes)
        return Answers(task="classification", **made)
    raw = builder.binary("add", _first(estimator, table, x), builder.scores(x, stages, outputs))
    return _answers(estimator, builder, raw)


def _trees(
    estimator: Any, table: Table, outputs: int, base: Array, flags: list[Array] | None
) -> Stage:
    members = [member for round_ in estimator.estimators_ for member in round_]
    trees = [tree(member.tree_) for member in members]
    leaves = [
        estimator.learning_rate * member.tree_.value[member.tree_.children_left < 0, 0, 0]
        for member in members
    ]
    look(table, trees)
    arrays = concatenate(trees, [each[:, None] for each in leaves], flags)
    fields: dict[str, Any] = {"base": base}
    if outputs > 1:
        arrays = arrays.flattened()
        fields["tree_outputs"] = np.tile(np.arange(outputs), len(estimator.estimators_)).astype(
            np.int32
        )
    return stage(arrays, "sum-from-base", table.builder.precision, outputs, **fields)


def _constant(estimator: Any, table: Table) -> Array | None:
    """The first answer where it does not depend on the row."""
    is_dummy = type(estimator.init_).__name__ in ("DummyClassifier", "DummyRegressor")
    if not is_dummy and not isinstance(estimator.init_, str):
        return None
    row = np.zeros((1, table.width), dtype=np.float32)
    first: Array = np.asarray(estimator._raw_predict_init(row), dtype=np.float64)[0]
    return first


def _first(estimator: Any, table: Table, x: Value) -> Value:
    """What the first estimator answers, as a raw score; it is given the rows in float32."""
    from chorus_export import families

    builder = table.builder
    rounded = builder.real(builder.cast(x, "float32"))
    answers = families.member(estimator.init_, table.made(rounded))
    builder.tolerate(_single)
    if not is_classifier(estimator):
        assert answers.value is not None
        return answers.value
    if answers.probabilities is None:
        raise ExportError(
            f"{type(estimator).__name__} with init {type(estimator.init_).__name__} cannot be "
            "exported: it answers no probabilities."
        )
    return _linked(estimator, builder, answers.probabilities)


def _single(_: Any, answers: Mapping[str, Array]) -> Tolerance:
    """What the first estimator's float32 costs: it was fitted on such rows, and answers them so."""
    largest = max(float(np.abs(answer).max(initial=1.0)) for answer in answers.values())
    return Tolerance(16 * float(np.finfo(np.float32).eps) * largest, 1e-5)


def _linked(estimator: Any, builder: Builder, probabilities: Value) -> Value:
    """Probabilities as raw scores."""
    is_new = hasattr(estimator._loss, "link")
    least = float(np.finfo(np.float64 if is_new else np.float32).eps)
    several = len(estimator.classes_) > 2
    p = probabilities if several else builder.gather(probabilities, [1])
    bounds = [builder.constant(np.array(least)), builder.constant(np.array(1 - least))]
    clipped = builder.operator("clip", [p, *bounds], p.kind, p.shape)
    if several:
        logarithm = builder.unary("logarithm", clipped)
        if not is_new:
            return logarithm
        mean = builder.reduce(logarithm, "mean", keep=True)
        return builder.binary("subtract", logarithm, mean)
    odds = builder.binary(
        "divide", clipped, builder.binary("subtract", builder.constant(np.ones((1, 1))), clipped)
    )
    logit = builder.unary("logarithm", odds)
    return builder.binary("multiply", logit, 0.5) if estimator.loss == "exponential" else logit


def _head(estimator: Any, outputs: int) -> dict[str, Any]:
    if outputs > 1:
        return {"link": "softmax", "label": {"rule": "largest-score"}, "decision": "scores"}
    # Before version 1.4 the label of a score of exactly 0 was the first of equal probabilities.
    inclusive = hasattr(estimator._loss, "link")
    scale = {"scale": 2} if estimator.loss == "exponential" else {}
    return {
        "link": "logistic",
        "binary": "complement",
        "label": {"rule": "threshold", "at": 0, "inclusive": inclusive},
        "decision": "scores",
        **scale,
    }


def _answers(estimator: Any, builder: Builder, raw: Value) -> Answers:
    if not is_classifier(estimator):
        return Answers(task="regression", value=raw)
    if raw.columns > 1:
        return Answers(
            task="classification",
            label=builder.argument_maximum(raw),
            probabilities=builder.operator("softmax", [raw], raw.kind, raw.shape, axis=1),
            decision=raw,
        )
    scaled = builder.binary("multiply", raw, 2.0) if estimator.loss == "exponential" else raw
    second = builder.unary("sigmoid", scaled)
    first = builder.binary("subtract", builder.constant(np.ones((1, 1))), second)
    positive = builder.compare("greater-or-equal", raw, 0.0)
    return Answers(
        task="classification",
        label=builder.reshape(builder.cast(positive, "int64"), [None]),
        probabilities=builder.concatenate([first, second]),
        decision=raw,
    )
