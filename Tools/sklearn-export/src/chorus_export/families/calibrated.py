"""Calibrated classifiers."""

from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.registry import predicts
from chorus_export.graph import Builder, Value
from chorus_export.parts import Tolerance
from chorus_export.table import Table


@predicts("sklearn.CalibratedClassifierCV")
def calibrated(estimator: Any, table: Table) -> Answers:
    """The mean of what the calibrated members answer."""
    builder = table.builder
    total: Value | None = None
    for member in estimator.calibrated_classifiers_:
        part = _member(member, table)
        total = part if total is None else builder.binary("add", total, part)
    if total is None:
        raise ExportError("CalibratedClassifierCV has no members; fit it.")
    count = len(estimator.calibrated_classifiers_)
    mean = builder.binary("divide", total, float(count))
    return Answers(task="classification", label=builder.argument_maximum(mean), probabilities=mean)


def _member(member: Any, table: Table) -> Value:
    from chorus_export import families

    builder, classes = table.builder, len(member.classes)
    inner = getattr(member, "estimator", None) or member.base_estimator
    answers = families.member(inner, table)
    scores = answers.decision
    if scores is None and answers.probabilities is not None:
        scores = answers.probabilities
        if classes == 2 and member.method != "temperature":
            scores = builder.gather(scores, [1])
    if scores is None or len(inner.classes_) != classes:
        raise ExportError(
            f"CalibratedClassifierCV around {type(inner).__name__} cannot be exported: it has no "
            "decision function or saw fewer classes; use another classifier."
        )
    if member.method == "temperature":
        is_decision = answers.decision is not None
        return _temperature(member.calibrators[0], builder, scores, is_decision)
    columns = [
        _calibrated(calibrator, builder, builder.gather(scores, [index]))
        for index, calibrator in enumerate(member.calibrators)
    ]
    if classes == 2:
        rest = builder.binary("subtract", builder.constant(np.ones((1, 1))), columns[0])
        return builder.concatenate([rest, columns[0]])
    return _shares(builder, builder.concatenate(columns))


def _calibrated(calibrator: Any, builder: Builder, scores: Value) -> Value:
    """Scores `[rows, 1]` as probabilities of one class against the rest."""
    if hasattr(calibrator, "a_"):
        scaled = builder.binary("multiply", scores, float(calibrator.a_))
        moved = builder.binary("add", scaled, float(calibrator.b_))
        return builder.unary("sigmoid", builder.unary("negate", moved))
    knots = np.asarray(calibrator.X_thresholds_, dtype=np.float64)
    values = np.asarray(calibrator.y_thresholds_, dtype=np.float64)
    # A step of the isotonic curve that is steep turns a last bit into more.
    steepest = float(
        np.max(np.abs(np.diff(values)) / np.maximum(np.diff(knots), 1e-300), initial=1)
    )
    builder.tolerate(lambda _rows, _answers: Tolerance(min(1e-14 * max(steepest, 1e3), 1e-6), 1e-9))
    return builder.operator(
        "interpolate",
        [scores, builder.constant(knots), builder.constant(values)],
        scores.kind,
        scores.shape,
    )


def _temperature(calibrator: Any, builder: Builder, scores: Value, is_decision: bool) -> Value:
    """A softmax of decisions, or of logarithms of probabilities, times the inverse temperature."""
    if not is_decision:
        builder.tolerate(lambda _rows, _answers: Tolerance(1e-9, 1e-9))
        logits = builder.unary("logarithm", builder.binary("add", scores, 1e-12))
    elif scores.columns == 1:
        logits = builder.concatenate([builder.unary("negate", scores), scores])
    else:
        logits = scores
    scaled = builder.binary("multiply", logits, float(calibrator.beta_))
    return builder.operator("softmax", [scaled], scaled.kind, scaled.shape, axis=1)


def _shares(builder: Builder, values: Value) -> Value:
    """Each row divided by its sum; where that is zero all classes are as likely."""
    total = builder.reduce(values, "sum", keep=True)
    empty = builder.compare("equal", total, 0.0)
    divided = builder.binary("divide", values, total)
    return builder.select(empty, builder.constant(np.array(1.0 / values.columns)), divided)
