"""Rows placed exactly on the splits of trees, and one float32 step to either side."""

from collections.abc import Iterator

import numpy as np

from chorus_export.parts import Array, Tree

#: Splits that rows are made for; a model with more has that many picked evenly over all its trees.
SPLITS = 256


def neighbours(trees: list[Tree], rows: Array) -> Array:
    """Up to four rows a split: the threshold, its nearest float32, the float32 below and above.

    `rows` [rows, features] are those that reach the trees, in turn the ground that a row is made
    from: it is bent so that it goes from the root to the split. Returns [made, features]; the
    threshold and its nearest float32 are one row where they are equal.
    """
    made = [
        row
        for index, (tree, node) in enumerate(_picked(trees))
        for row in _around(tree, node, rows[index % len(rows)])
    ]
    return np.array(made).reshape(-1, rows.shape[1])


def _picked(trees: list[Tree]) -> list[tuple[Tree, int]]:
    splits = [
        (tree, int(node))
        for tree in trees
        for node in np.flatnonzero((tree.feature >= 0) & np.isfinite(tree.threshold))
    ]
    count = min(SPLITS, len(splits))
    return [splits[index * len(splits) // count] for index in range(count)]


def _around(tree: Tree, node: int, row: Array) -> Iterator[Array]:
    reaching = _bent(tree, node, row)
    threshold = tree.threshold[node]
    for value in _steps(threshold):
        placed = reaching.copy()
        placed[tree.feature[node]] = value
        yield placed


def _steps(threshold: float) -> list[float]:
    nearest = np.float32(threshold)
    below = np.nextafter(nearest, np.float32(-np.inf))
    above = np.nextafter(nearest, np.float32(np.inf))
    return sorted({float(threshold), float(below), float(nearest), float(above)})


def _bent(tree: Tree, node: int, row: Array) -> Array:
    """`row` with the features changed that would lead it away from `node`."""
    bent = row.copy()
    for branch, goes_left in _path(tree, node):
        feature, threshold = tree.feature[branch], tree.threshold[branch]
        if goes_left and not np.float32(bent[feature]) <= threshold:
            bent[feature] = _at_most(threshold)
        elif not goes_left and np.float32(bent[feature]) <= threshold:
            bent[feature] = _above(threshold)
    return bent


def _at_most(threshold: float) -> np.float32:
    """The largest float32 that goes left."""
    nearest = np.float32(threshold)
    return nearest if nearest <= threshold else np.nextafter(nearest, np.float32(-np.inf))


def _above(threshold: float) -> float:
    """The smallest float32 that goes right.

    A threshold of infinity parts numbers from missing values: only these go right.
    """
    if np.isinf(threshold):
        return float("nan")
    return float(np.nextafter(_at_most(threshold), np.float32(np.inf)))


def _path(tree: Tree, node: int) -> list[tuple[int, bool]]:
    """The branches from the root to `node`, each with whether the way goes left."""
    path: list[tuple[int, bool]] = []
    child = node
    while tree.parent[child] >= 0:
        branch = int(tree.parent[child])
        path.append((branch, bool(tree.left[branch] == child)))
        child = branch
    return path[::-1]
