"""Histogram gradient boosting: double thresholds, missing values, sets of categories."""

from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.base import is_classifier

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.nodes import NodeArrays, concatenate
from chorus_export.families.registry import predicts
from chorus_export.families.trees import look, stage
from chorus_export.graph import Builder, Stage, Value
from chorus_export.parts import Array, Tree
from chorus_export.table import Table

_LINKS = {"IdentityLink": "identity", "LogLink": "exp"}


@predicts("sklearn.HistGradientBoostingClassifier", "sklearn.HistGradientBoostingRegressor")
def boosting(estimator: Any, table: Table) -> Answers:
    """One ensemble that begins with the baseline."""
    given = _prepared(estimator, table)
    builder, x = table.builder, given.numbers()
    rounds = estimator._predictors
    outputs = len(rounds[0]) if rounds else 1
    base = np.asarray(estimator._baseline_prediction, dtype=np.float64).reshape(-1)
    stages = [_trees(estimator, given, [p for round_ in rounds for p in round_], base, outputs)]
    if not is_classifier(estimator):
        link = type(estimator._loss.link).__name__
        if link not in _LINKS:
            raise ExportError(
                f"HistGradientBoostingRegressor with loss {estimator.loss!r} cannot be exported."
            )
        head = Stage.of("regress", link=_LINKS[link])
        return Answers(task="regression", **builder.predict(x, [*stages, head], {"value": outputs}))
    classes = len(estimator.classes_)
    binary: dict[str, Any] = {"binary": "complement"} if outputs == 1 else {}
    threshold = {"rule": "threshold", "at": 0, "inclusive": False}
    head = Stage.of(
        "classify",
        link="logistic" if outputs == 1 else "softmax",
        label=threshold if outputs == 1 else {"rule": "largest-score"},
        decision="scores",
        **binary,
    )
    named = {"label": 1, "probabilities": classes, "decision": outputs}
    made = builder.predict(x, [*stages, head], named, classes=classes)
    return Answers(task="classification", **made)


def _trees(estimator: Any, table: Table, predictors: list[Any], base: Array, outputs: int) -> Stage:
    trees = [_tree(predictor.nodes) for predictor in predictors]
    look(table, [_numeric(tree, p.nodes) for tree, p in zip(trees, predictors, strict=True)], False)
    leaves = [p.nodes["value"][p.nodes["is_leaf"] == 1][:, None] for p in predictors]
    flags = [p.nodes["missing_go_to_left"] for p in predictors]
    arrays = concatenate(trees, leaves, flags)
    fields = _sets(predictors)
    if outputs > 1:
        arrays = arrays.flattened()
        fields["tree_outputs"] = np.tile(np.arange(outputs), len(predictors) // outputs).astype(
            np.int32
        )
    return stage(
        _with_sets(arrays, predictors),
        "sum-from-base",
        table.builder.precision,
        outputs,
        base=base,
        **fields,
    )


def _tree(nodes: Array) -> Tree:
    leaf = nodes["is_leaf"] == 1
    left = np.where(leaf, -1, nodes["left"].astype(np.int64))
    right = np.where(leaf, -1, nodes["right"].astype(np.int64))
    branches = np.flatnonzero(~leaf)
    if np.any(left[branches] <= branches) or np.any(right[branches] <= branches):
        raise ExportError("A tree has a child before its parent; fit the model anew.")
    parent = np.full(len(nodes), -1, dtype=np.int64)
    parent[left[branches]] = branches
    parent[right[branches]] = branches
    feature = np.where(leaf, -1, nodes["feature_idx"].astype(np.int64))
    return Tree(feature, np.where(leaf, 0.0, nodes["num_threshold"]), left, right, parent)


def _numeric(tree: Tree, nodes: Array) -> Tree:
    """The tree with thresholds of NaN at its splits by category: no row is placed there."""
    categorical = nodes["is_categorical"] == 1
    return replace(tree, threshold=np.where(categorical, np.nan, tree.threshold))


def _sets(predictors: list[Any]) -> dict[str, Any]:
    """The categories that go left, one set a split by category."""
    words = [np.asarray(p.raw_left_cat_bitsets).reshape(-1, 8) for p in predictors]
    sets = np.concatenate(words).astype(np.uint32) if words else np.zeros((0, 8), np.uint32)
    if len(sets) == 0:
        return {}
    return {
        "categories": {
            "offsets": np.arange(len(sets) + 1, dtype=np.int64) * 8,
            "words": sets.reshape(-1).view(np.int32).copy(),
            "rounding": "down",
            "outside": "right",
        }
    }


def _with_sets(arrays: NodeArrays, predictors: list[Any]) -> NodeArrays:
    """Splits by category name their set where others have a threshold."""
    nodes = [p.nodes for p in predictors]
    categorical = np.concatenate([n["is_categorical"] == 1 for n in nodes])
    if not categorical.any():
        return arrays
    first = np.cumsum([0] + [len(p.raw_left_cat_bitsets) for p in predictors])
    place = np.concatenate(
        [n["bitset_idx"].astype(np.int64) + start for n, start in zip(nodes, first, strict=False)]
    )
    return replace(
        arrays,
        thresholds=np.where(categorical, place.astype(np.float64), arrays.thresholds),
        # 0 is `<=` and 6 is `in`.
        comparisons=np.where(categorical, 6, 0).astype(np.uint8),
    )


def _prepared(estimator: Any, table: Table) -> Table:
    """The columns as the trees look at them: categories as codes, unknown ones as missing."""
    preprocessor = getattr(estimator, "_preprocessor", None)
    if preprocessor is not None:
        return _encoded(preprocessor, table)
    categorical = estimator.is_categorical_
    if categorical is None or not np.any(categorical):
        return table
    builder, x = table.builder, table.numbers()
    bitsets, places = estimator._bin_mapper.make_known_categories_bitsets()
    columns = []
    for index in range(table.width):
        column = builder.gather(x, [index])
        if categorical[index]:
            known = _members(np.asarray(bitsets)[places[index]])
            table.choices(index, [float(code) for code in known])
            column = _known(builder, column, known)
        columns.append(column)
    return replace(table.made(builder.concatenate(columns)), through=table.through)


def _known(builder: Builder, column: Value, known: Array) -> Value:
    """Whole categories that training met; what else there is becomes missing."""
    codes = builder.constant(known.astype(np.float64))
    nothing = builder.constant(np.array([np.nan]))
    whole = builder.unary("floor", column)
    return builder.operator(
        "encode-labels", [whole, codes, codes, nothing], column.kind, column.shape
    )


def _members(words: Array) -> Array:
    bits = np.unpackbits(words.astype("<u4").view(np.uint8), bitorder="little")
    return np.flatnonzero(bits)


def _encoded(preprocessor: Any, table: Table) -> Table:
    """An ordinal encoder on the categories; all other numbers as they are, behind them."""
    from chorus_export import families
    from chorus_export.families.pipeline import places_of
    from chorus_export.table import join

    parts = []
    for name, part, chosen in preprocessor.transformers_:
        places = places_of(table, chosen)
        if not places:
            continue
        given = table.select(places)
        parts.append(families.transform(part, given) if name == "encoder" else given)
    before = table.through
    return join(parts, lambda rows: preprocessor.transform(before(rows)))
