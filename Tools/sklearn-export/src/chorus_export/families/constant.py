"""Dummies: the same answer for every row, whatever is in it."""

from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.registry import predicts
from chorus_export.graph import Stage
from chorus_export.parts import Array
from chorus_export.table import Table


@predicts("sklearn.DummyRegressor")
def regressor(estimator: Any, table: Table) -> Answers:
    """The mean, a quantile or a constant of the targets."""
    answer = np.asarray(estimator.constant_, dtype=np.float64).reshape(-1)
    stages = [_leaf(table, answer), Stage.of("regress", link="identity")]
    made = table.builder.predict(table.numbers(), stages, {"value": len(answer)})
    return Answers(task="regression", value=made["value"])


@predicts("sklearn.DummyClassifier")
def classifier(estimator: Any, table: Table) -> Answers:
    """The shares of the classes, or one class alone."""
    name = type(estimator).__name__
    if estimator.strategy in ("stratified", "uniform"):
        raise ExportError(
            f"{name} with strategy={estimator.strategy!r} answers at random and cannot be "
            "exported; use prior, most_frequent or constant."
        )
    if estimator.n_outputs_ != 1:
        raise ExportError(
            f"{name} with {estimator.n_outputs_} outputs cannot be exported; "
            "fit one model an output."
        )
    row = np.zeros((1, table.width))
    shares = np.asarray(estimator.predict_proba(row), dtype=np.float64)[0]
    head = Stage.of("classify", link="identity", label={"rule": "largest-probability"})
    outputs = {"label": 1, "probabilities": len(shares)}
    stages = [_leaf(table, shares), head]
    made = table.builder.predict(table.numbers(), stages, outputs, classes=len(shares))
    return Answers(task="classification", **made)


def _leaf(table: Table, answer: Array) -> Stage:
    """A tree of one leaf, which looks at no column and minds no missing number."""
    zero = np.zeros(1, dtype=np.int32)
    return Stage.of(
        "trees",
        roots=zero,
        features=zero - 1,
        thresholds=np.zeros(1),
        left=zero,
        right=zero,
        missing_goes_left=np.zeros(1, dtype=np.uint8),
        values=answer[None, :],
        comparison="<=",
        outputs=len(answer),
        aggregate="sum",
        accumulator="float64",
        result=table.builder.precision,
    )
