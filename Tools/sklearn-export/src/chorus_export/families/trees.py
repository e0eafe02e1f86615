"""Decision trees and forests: float32 rows, float64 thresholds, `<=` goes left."""

import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from sklearn.base import is_classifier
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.tree import (
    DecisionTreeClassifier,
    DecisionTreeRegressor,
    ExtraTreeClassifier,
    ExtraTreeRegressor,
)

from chorus_export.errors import ExportError
from chorus_export.families.nodes import NodeArrays, concatenate, leaf_values, tree
from chorus_export.parts import Array, Predictor, Spread, Stage, Tolerance, Tree


def read_tree(estimator: Any, prefix: str) -> Predictor:
    """One tree: its leaf's row is the answer."""
    return _read(estimator, [estimator], "sum", prefix)


def read_forest(estimator: Any, prefix: str) -> Predictor:
    """A forest: the leaves' rows are added in tree order and divided by the number of trees."""
    return _read(estimator, list(estimator.estimators_), "average", prefix)


def _read(estimator: Any, members: list[Any], aggregate: str, prefix: str) -> Predictor:
    if estimator.n_outputs_ != 1:
        raise ExportError(
            f"{type(estimator).__name__} with {estimator.n_outputs_} outputs cannot be exported; "
            "fit one model an output."
        )
    trees = [tree(member.tree_) for member in members]
    leaves = [leaf_values(member) for member in members]
    missing = [member.tree_.missing_go_to_left for member in members]
    arrays = concatenate(trees, leaves, missing if _accepts_missing(estimator) else None)
    classifies = bool(is_classifier(estimator))
    return Predictor(
        task="classification" if classifies else "regression",
        stages=[
            {"kind": "cast", "to": "float32"},
            _stage(arrays, aggregate, prefix),
            _classify() if classifies else {"kind": "regress", "link": "identity"},
        ],
        tensors={f"{prefix}.{name}": array for name, array in arrays.tensors().items()},
        tolerance=_tolerance,
        spread=_spread(trees, int(estimator.n_features_in_)),
        trees=trees,
    )


def _stage(arrays: NodeArrays, aggregate: str, prefix: str) -> Stage:
    """The `trees` stage; leaves are doubles and are summed as doubles."""
    names = {name: f"{prefix}.{name}" for name in arrays.tensors()}
    return {
        "kind": "trees",
        **names,
        "comparison": "<=",
        "outputs": int(arrays.values.shape[1]),
        "aggregate": aggregate,
        "accumulator": "float64",
        "result": "float64",
    }


def _classify() -> Stage:
    return {"kind": "classify", "link": "identity", "label": {"rule": "largest-probability"}}


def _accepts_missing(estimator: Any) -> bool:
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


def _spread(trees: list[Tree], features: int) -> Spread:
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
    return Spread(centre, width)


def _tolerance(_: Array, answers: Mapping[str, Array]) -> Tolerance:
    """Sums in tree order are exact; 1e-14 of the largest answer allows for another order."""
    answer = answers.get("value", np.ones(1))
    largest = float(np.max(np.abs(answer), initial=0.0))
    return Tolerance(absolute=1e-14 * max(largest, 1.0), relative=1e-14)


READERS: dict[type, Callable[[Any, str], Predictor]] = {
    DecisionTreeClassifier: read_tree,
    DecisionTreeRegressor: read_tree,
    ExtraTreeClassifier: read_tree,
    ExtraTreeRegressor: read_tree,
    RandomForestClassifier: read_forest,
    RandomForestRegressor: read_forest,
    ExtraTreesClassifier: read_forest,
    ExtraTreesRegressor: read_forest,
}
