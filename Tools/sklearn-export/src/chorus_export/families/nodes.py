"""The nodes of all trees of an ensemble, end to end in flat arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn import __version__ as sklearn_version
from sklearn.base import is_classifier

from chorus_export.errors import ExportError
from chorus_export.parts import Array, Tree

#: Whether trees hold shares of classes as `predict_proba` answers them.
STORES_SHARES = tuple(int(part) for part in sklearn_version.split(".")[:2]) >= (1, 4)


@dataclass(frozen=True)
class NodeArrays:
    """Arrays over all nodes of all trees, as the `trees` stage names them.

    `roots` is [trees], `values` [leaves, outputs], the others are [nodes]. In a leaf `features` is
    -1 and `left` is its row of `values`.
    """

    roots: Array
    features: Array
    thresholds: Array
    left: Array
    right: Array
    values: Array
    missing_goes_left: Array | None
    comparisons: Array | None = None

    def fields(self) -> dict[str, Array]:
        """The arrays by the name of their field in the description."""
        named = {
            "roots": self.roots,
            "features": self.features,
            "thresholds": self.thresholds,
            "left": self.left,
            "right": self.right,
            "values": self.values,
        }
        if self.missing_goes_left is not None:
            named["missing_goes_left"] = self.missing_goes_left
        if self.comparisons is not None:
            named["comparisons"] = self.comparisons
        return named

    def flattened(self) -> "NodeArrays":
        """The same with one number a leaf, for trees that have an output of their own each."""
        return replace(self, values=self.values.reshape(-1))


def tree(fitted: Any) -> Tree:
    """The nodes of one fitted tree (`tree_`).

    Raises ExportError where a child stands before its parent: a walk over such nodes may not end.
    """
    left = np.asarray(fitted.children_left, dtype=np.int64)
    right = np.asarray(fitted.children_right, dtype=np.int64)
    leaf = left < 0
    nodes = np.arange(len(left))
    branches = nodes[~leaf]
    if np.any(left[branches] <= branches) or np.any(right[branches] <= branches):
        raise ExportError("A tree has a child before its parent; fit the model anew.")
    parent = np.full(len(nodes), -1, dtype=np.int64)
    parent[left[branches]] = branches
    parent[right[branches]] = branches
    return Tree(
        feature=np.where(leaf, -1, fitted.feature),
        threshold=np.where(leaf, 0.0, fitted.threshold),
        left=left,
        right=right,
        parent=parent,
    )


def leaf_values(member: Any) -> Array:
    """What each leaf of a tree answers, [leaves, outputs] in node order.

    For a classifier these are shares of the classes: from version 1.4 on scikit-learn stores them
    as `predict_proba` answers them, before it stored weights. Of several outputs there may be one
    number each.
    """
    fitted = member.tree_
    values = np.asarray(fitted.value, dtype=np.float64)[fitted.children_left < 0]
    if not is_classifier(member):
        return np.asarray(values[:, :, 0])
    shares: Array = values[:, 0, :]
    if STORES_SHARES:
        return shares
    total = shares.sum(axis=1, keepdims=True)
    return np.asarray(shares / np.where(total == 0.0, 1.0, total))


def missing_goes_left(member: Any) -> Array:
    """Where each node sends a missing value; before version 1.3 no tree knew one."""
    fitted = member.tree_
    flags = getattr(fitted, "missing_go_to_left", None)
    return np.zeros(len(fitted.children_left), np.uint8) if flags is None else np.asarray(flags)


def on_features(one: Tree, features: Array) -> Tree:
    """The tree on the columns of the whole row, where it was fitted on some of them."""
    columns = np.where(one.feature >= 0, features[np.maximum(one.feature, 0)], -1)
    return replace(one, feature=columns)


def concatenate(
    trees: Sequence[Tree], leaves: Sequence[Array], missing: Sequence[Array] | None
) -> NodeArrays:
    """All trees in one, in tree order; `leaves` is one array of `leaf_values` a tree."""
    first_node = np.cumsum([0] + [len(one.feature) for one in trees])
    first_leaf = np.cumsum([0] + [len(rows) for rows in leaves])
    if first_node[-1] > np.iinfo(np.int32).max:
        raise ExportError(f"The model has {first_node[-1]} nodes, more than a weight file holds.")
    left = [_left(*each) for each in zip(trees, first_node, first_leaf, strict=False)]
    right = [
        np.where(one.feature < 0, 0, one.right + start)
        for one, start in zip(trees, first_node, strict=False)
    ]
    return NodeArrays(
        roots=first_node[:-1].astype(np.int32),
        features=np.concatenate([one.feature for one in trees]).astype(np.int32),
        thresholds=np.concatenate([one.threshold for one in trees]),
        left=np.concatenate(left).astype(np.int32),
        right=np.concatenate(right).astype(np.int32),
        values=np.concatenate(leaves),
        missing_goes_left=_in_branches(trees, missing),
    )


def _in_branches(trees: Sequence[Tree], flags: Sequence[Array] | None) -> Array | None:
    """The flags of all nodes as U8; 0 in leaves, where they mean nothing."""
    if flags is None:
        return None
    branches = np.concatenate([one.feature >= 0 for one in trees])
    inside: Array = np.concatenate(flags).astype(bool) & branches
    return inside.astype(np.uint8)


def _left(one: Tree, first_node: int, first_leaf: int) -> Array:
    """Left children by their place among all nodes; in leaves the row of `values`."""
    leaf = one.feature < 0
    rows = first_leaf + np.cumsum(leaf) - 1
    return np.where(leaf, rows, one.left + first_node)
