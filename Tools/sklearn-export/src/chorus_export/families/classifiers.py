"""Linear classifiers other than LogisticRegression."""

from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.certainty import by_linear
from chorus_export.families.linear import linear
from chorus_export.families.registry import predicts
from chorus_export.graph import Builder, Stage, Value
from chorus_export.table import Table


@predicts(
    "sklearn.LinearSVC",
    "sklearn.PassiveAggressiveClassifier",
    "sklearn.Perceptron",
    "sklearn.RidgeClassifier",
    "sklearn.RidgeClassifierCV",
)
def margin(estimator: Any, table: Table) -> Answers:
    """A label and a decision, no probabilities."""
    if getattr(estimator, "_label_binarizer", None) is not None and (
        estimator._label_binarizer.y_type_ == "multilabel-indicator"
    ):
        raise ExportError(
            f"{type(estimator).__name__} for several labels at once cannot be exported; "
            "fit one model a label."
        )
    return classify(estimator, table, "none")


@predicts("sklearn.LinearDiscriminantAnalysis")
def discriminant(estimator: Any, table: Table) -> Answers:
    """Linear scores; two classes logistic, several softmax."""
    return classify(estimator, table, "logistic" if len(estimator.classes_) == 2 else "softmax")


@predicts("sklearn.SGDClassifier")
def descent(estimator: Any, table: Table) -> Answers:
    """Probabilities for the losses that have them."""
    if estimator.loss in ("log_loss", "log"):
        several = len(estimator.classes_) > 2
        return classify(estimator, table, "logistic-normalized" if several else "logistic")
    answers = classify(estimator, table, "none")
    if estimator.loss != "modified_huber" or answers.decision is None:
        return answers
    return Answers(
        task="classification",
        label=answers.label,
        decision=answers.decision,
        probabilities=_huber(table.builder, answers.decision),
    )


def classify(estimator: Any, table: Table, link: str) -> Answers:
    """Scores and their sign, or their largest; probabilities by the link, unless it is `none`."""
    classes = len(estimator.classes_)
    scores = 1 if classes == 2 else classes
    binary: dict[str, Any] = {"binary": "complement"} if classes == 2 else {}
    threshold = {"rule": "threshold", "at": 0, "inclusive": False}
    head = Stage.of(
        "classify",
        link=link,
        label=threshold if classes == 2 else {"rule": "largest-score"},
        decision="scores",
        **binary,
    )
    outputs = {"label": 1, "decision": scores}
    if link != "none":
        outputs["probabilities"] = classes
    stage = linear(estimator, table)
    by_linear(table, stage.fields["coefficients"], stage.fields["intercepts"])
    made = table.builder.predict(table.finite(), [stage, head], outputs, classes=classes)
    return Answers(task="classification", **made)


def _huber(builder: Builder, scores: Value) -> Value:
    """`(clip(score, -1, 1) + 1) / 2`; of several classes each row is divided by its sum.

    A row of zeros has every class as likely.
    """
    low, high = builder.constant(np.array(-1.0)), builder.constant(np.array(1.0))
    clipped = builder.operator("clip", [scores, low, high], scores.kind, scores.shape)
    shares = builder.binary("divide", builder.binary("add", clipped, 1.0), 2.0)
    if scores.columns == 1:
        rest = builder.binary("subtract", builder.constant(np.ones((1, 1))), shares)
        return builder.concatenate([rest, shares])
    return normalized(builder, shares)


def normalized(builder: Builder, shares: Value) -> Value:
    """Each row divided by its sum; a row of zeros becomes equal shares."""
    total = builder.reduce(shares, "sum", keep=True)
    empty = builder.compare("equal", total, 0.0)
    one = builder.constant(np.array(1.0))
    filled = builder.select(empty, one, shares)
    divisor = builder.select(empty, builder.constant(np.array(float(shares.columns))), total)
    return builder.binary("divide", filled, divisor)
