"""Decision trees and forests: float32 rows, float64 thresholds, `<=` goes left."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.base import is_classifier

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.nodes import (
    NodeArrays,
    concatenate,
    leaf_values,
    missing_goes_left,
    tree,
)
from chorus_export.families.registry import predicts
from chorus_export.graph import Builder, Stage, Value
from chorus_export.parts import Array, Splits, Tolerance, Tree
from chorus_export.table import Table


@predicts(
    "sklearn.DecisionTreeClassifier",
    "sklearn.DecisionTreeRegressor",
    "sklearn.ExtraTreeClassifier",
    "sklearn.ExtraTreeRegressor",
)
def single(estimator: Any, table: Table) -> Answers:
    """One tree: its leaf's row is the answer."""
    return _answers(estimator, [estimator], "sum", table)


@predicts(
    "sklearn.RandomForestClassifier",
    "sklearn.RandomForestRegressor",
    "sklearn.ExtraTreesClassifier",
    "sklearn.ExtraTreesRegressor",
)
def forest(estimator: Any, table: Table) -> Answers:
    """A forest: the leaves' rows are added in tree order and divided by the number of trees."""
    return _answers(estimator, list(estimator.estimators_), "average", table)


def _answers(estimator: Any, members: list[Any], aggregate: str, table: Table) -> Answers:
    if is_classifier(estimator) and estimator.n_outputs_ != 1:
        raise ExportError(
            f"{type(estimator).__name__} with {estimator.n_outputs_} outputs cannot be exported; "
            "fit one model an output."
        )
    trees = [tree(member.tree_) for member in members]
    x, flags = entrance(estimator, members, table)
    arrays = concatenate(trees, [leaf_values(member) for member in members], flags)
    look(table, trees)
    stages = [Stage.of("cast", to="float32"), stage(arrays, aggregate, table.builder.precision)]
    return answered(table.builder, x, stages, int(arrays.values.shape[1]), is_classifier(estimator))


def entrance(
    estimator: Any, members: Sequence[Any], table: Table
) -> tuple[Value, list[Array] | None]:
    """The rows that reach the members' trees, and where each node sends a missing value.

    Where scikit-learn refuses a missing value there is no such way, and the row is refused.
    """
    if not accepts_missing(estimator):
        return table.finite(), None
    return table.not_infinite(), [missing_goes_left(member) for member in members]


def answered(
    builder: Builder, x: Value, stages: list[Stage], columns: int, classifies: bool
) -> Answers:
    """Stages whose scores are the probabilities of classes, or the values of a regression."""
    if not classifies:
        head = Stage.of("regress", link="identity")
        made = builder.predict(x, [*stages, head], {"value": columns})
        return Answers(task="regression", **made)
    head = Stage.of("classify", link="identity", label={"rule": "largest-probability"})
    outputs = {"label": 1, "probabilities": columns}
    made = builder.predict(x, [*stages, head], outputs, classes=columns)
    return Answers(task="classification", **made)


def look(table: Table, trees: list[Tree], single: bool = True) -> None:
    """Says where trees split, for golden rows, and what their sums may be off.

    `single` is whether they look at rows in float32.
    """
    centre, width = _spread(trees, table.width)
    table.spread(centre, width)
    table.builder.splits.append(Splits(trees, table.through, table.origins, table.exact, single))
    table.builder.tolerate(_tolerance)


def stage(
    arrays: NodeArrays, aggregate: str, result: str, outputs: int | None = None, **fields: Any
) -> Stage:
    """The `trees` stage; leaves are doubles and are summed as doubles.

    `outputs` are as many as a leaf has numbers, unless each tree has an output of its own.
    """
    return Stage.of(
        "trees",
        **arrays.fields(),
        comparison="<=",
        outputs=int(arrays.values.shape[1]) if outputs is None else outputs,
        aggregate=aggregate,
        accumulator="float64",
        result=result,
        **fields,
    )


def accepts_missing(estimator: Any) -> bool:
    """Whether the scikit-learn that runs answers a row of NaN with this model.

    Asked, not derived: it depends on version and estimator, and trees fitted without a missing
    value answer one too (towards the child that had more samples).
    """
    row = np.full((1, int(estimator.n_features_in_)), np.nan, dtype=np.float32)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            estimator.predict(row)
    except ValueError:
        return False
    return True


def _spread(trees: list[Tree], features: int) -> tuple[Array, Array]:
    """Per feature the middle of its thresholds, and the reach that covers them all."""
    feature = np.concatenate([one.feature for one in trees])
    threshold = np.concatenate([one.threshold for one in trees])
    centre, width = np.zeros(features), np.ones(features)
    for index in np.unique(feature[feature >= 0]):
        cuts = threshold[(feature == index) & np.isfinite(threshold)]
        if len(cuts) == 0:
            continue
        low, high = float(cuts.min()), float(cuts.max())
        centre[index] = low / 2 + high / 2
        width[index] = high / 2 - low / 2 or max(abs(high), 1.0)
    return centre, width


def _tolerance(_: Any, answers: Mapping[str, Array]) -> Tolerance:
    """Sums in tree order are exact; 1e-14 of the largest answer allows for another order."""
    largest = float(np.nanmax(np.abs(answers.get("value", np.ones(1))), initial=1.0))
    return Tolerance(absolute=1e-14 * largest, relative=1e-14)
