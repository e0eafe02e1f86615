"""One model a class, one a pair of classes, one an output; and searches, which hold one model."""

import warnings
from functools import cache
from typing import Any

import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.multiclass import OneVsRestClassifier

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.members import values_of
from chorus_export.families.registry import predicts
from chorus_export.graph import Builder, Value
from chorus_export.table import Table


@predicts("sklearn.OneVsRestClassifier")
def one_versus_rest(estimator: Any, table: Table) -> Answers:
    """One classifier a class; the label is the largest score's."""
    from chorus_export import families

    builder, members = table.builder, list(estimator.estimators_)
    if estimator.multilabel_:
        raise ExportError(
            "OneVsRestClassifier for several labels at once cannot be exported; "
            "fit one model a label."
        )
    answers = [families.member(member, table) for member in members]
    decisions = _all([answer.decision for answer in answers])
    shares = _all([answer.probabilities for answer in answers])
    decision = builder.concatenate(decisions) if decisions else None
    seconds = (
        builder.concatenate([builder.gather(share, [1]) for share in shares]) if shares else None
    )
    scores = decision if decision is not None else seconds
    assert scores is not None
    if len(members) == 1:
        label = _positive(builder, scores, 0.0 if decision is not None else 0.5)
    else:
        label = builder.operator(
            "argument-maximum",
            [scores],
            "int64",
            (None,),
            axis=1,
            keep=False,
            last=_takes_last(),
        )
    return Answers(
        task="classification",
        label=label,
        decision=decision,
        probabilities=None if seconds is None else _normalized(builder, seconds),
    )


def _all(values: list[Value | None]) -> list[Value]:
    """The values, if there is none missing."""
    present = [value for value in values if value is not None]
    return present if len(present) == len(values) else []


def _positive(builder: Builder, scores: Value, threshold: float) -> Value:
    above = builder.compare("greater", scores, threshold)
    return builder.reshape(builder.cast(above, "int64"), [None])


def _normalized(builder: Builder, seconds: Value) -> Value:
    if seconds.columns == 1:
        rest = builder.binary("subtract", builder.constant(np.ones((1, 1))), seconds)
        return builder.concatenate([rest, seconds])
    total = builder.reduce(seconds, "sum", keep=True)
    if _keeps_zeros():
        empty = builder.compare("equal", total, 0.0)
        total = builder.select(empty, builder.constant(np.array(1.0)), total)
    return builder.binary("divide", seconds, total)


@cache
def _takes_last() -> bool:
    """Whether the scikit-learn that runs names the last of equal classes; newer ones the first."""
    return bool(_equal_classes(0.5).predict([[0.0]])[0] == 2)


@cache
def _keeps_zeros() -> bool:
    """Whether it answers zeros where no class has a share; older ones divide by their sum."""
    with np.errstate(invalid="ignore"):
        return bool(np.all(_equal_classes(0.0).predict_proba([[0.0]]) == 0))


def _equal_classes(share: float) -> Any:
    """Three classes, each as likely against the rest."""
    strategy = "constant" if share == 0 else "prior"
    member = DummyClassifier(strategy=strategy, constant=0 if share == 0 else None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return OneVsRestClassifier(member).fit([[0.0], [1.0], [2.0]], [0, 1, 2])


@predicts("sklearn.OneVsOneClassifier")
def one_versus_one(estimator: Any, table: Table) -> Answers:
    """One classifier a pair: votes, and their confidences to part equal ones."""
    from chorus_export import families

    builder, classes = table.builder, len(estimator.classes_)
    votes: list[Value] = []
    confidences: list[Value] = []
    for member, chosen in zip(estimator.estimators_, _features(estimator), strict=True):
        given = table if chosen is None else table.select([int(i) for i in chosen])
        answers = families.member(member, given)
        assert answers.label is not None
        votes.append(builder.reshape(builder.real(answers.label), [None, 1]))
        confidence = answers.decision
        if confidence is None:
            assert answers.probabilities is not None
            confidence = builder.gather(answers.probabilities, [1])
        confidences.append(confidence)
    decision = _pairs(
        builder, builder.concatenate(votes), builder.concatenate(confidences), classes
    )
    if classes == 2:
        second = builder.gather(decision, [1])
        threshold = 0.0 if hasattr(estimator.estimators_[0], "decision_function") else 0.5
        return Answers(
            task="classification",
            label=_positive(builder, second, threshold),
            decision=second,
        )
    return Answers(
        task="classification", label=builder.argument_maximum(decision), decision=decision
    )


def _features(estimator: Any) -> list[Any]:
    indices = estimator.pairwise_indices_
    return [None] * len(estimator.estimators_) if indices is None else list(indices)


def _pairs(builder: Builder, votes: Value, confidences: Value, classes: int) -> Value:
    """Votes of each class, and `c / (3 (|c| + 1))` of the sum of its confidences."""
    pairs = [(i, j) for i in range(classes) for j in range(i + 1, classes)]
    first = np.zeros((len(pairs), classes))
    second = np.zeros((len(pairs), classes))
    for row, (i, j) in enumerate(pairs):
        first[row, i] = second[row, j] = 1.0
    ones = builder.constant(np.ones((1, 1)))
    others = builder.binary("subtract", ones, votes)
    counted = builder.binary(
        "add",
        builder.matrix_product(others, builder.constant(first)),
        builder.matrix_product(votes, builder.constant(second)),
    )
    summed = builder.matrix_product(confidences, builder.constant(second - first))
    size = builder.binary("add", builder.unary("absolute", summed), 1.0)
    small = builder.binary("divide", summed, builder.binary("multiply", size, 3.0))
    return builder.binary("add", counted, small)


@predicts("sklearn.MultiOutputRegressor")
def outputs(estimator: Any, table: Table) -> Answers:
    """One regression an output, side by side."""
    parts = [values_of(member, table) for member in estimator.estimators_]
    return Answers(task="regression", value=table.builder.concatenate(parts))


@predicts(
    "sklearn.GridSearchCV",
    "sklearn.HalvingGridSearchCV",
    "sklearn.HalvingRandomSearchCV",
    "sklearn.RandomizedSearchCV",
)
def search(estimator: Any, table: Table) -> Answers:
    """The best model found, if it was fitted anew on all rows."""
    from chorus_export import families

    best = getattr(estimator, "best_estimator_", None)
    if best is None:
        raise ExportError(f"{type(estimator).__name__} holds no model; use refit=True.")
    return families.predict(best, table)


@predicts("sklearn.FrozenEstimator")
def frozen(estimator: Any, table: Table) -> Answers:
    """The estimator that was frozen."""
    from chorus_export import families

    return families.predict(estimator.estimator, table)
