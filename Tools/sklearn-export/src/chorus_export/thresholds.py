"""Rows placed exactly on the splits of trees, and one step to either side."""

from collections.abc import Iterator

import numpy as np

from chorus_export.model import Model, plain_rows
from chorus_export.parts import Array, Splits, Tree
from chorus_export.rows import Rows, together
from chorus_export.table import dense

#: Splits that rows are made for; a model with more has that many picked evenly over all its trees.
SPLITS = 256

#: Halvings after which two doubles of any size have met.
_HALVINGS = 130


def beside_splits(model: Model, base: Rows) -> Rows:
    """Rows on and beside the splits of all trees that the model holds.

    Where trees look at features as they came, a row is placed on the threshold, on the nearest
    float32 and one step of it to either side. Where they look at what other steps made of them,
    two rows are sought between which nothing lies and which part at the split.
    """
    numeric = [i for i, column in enumerate(base.columns) if column.dtype == np.float64]
    whole = base.take(np.isfinite(base.matrix(numeric)).all(axis=1)) if numeric else base
    found = [base.take(np.empty(0, dtype=np.int64))]
    if len(whole) > 0 and numeric:
        shares = len(model.builder.splits)
        for splits in model.builder.splits:
            if all(origin is not None for origin in splits.origins):
                found.append(_placed(splits, whole, model, -(-SPLITS // shares)))
            elif splits.exact:
                found.append(_parted(splits, whole, numeric, model, -(-SPLITS // shares)))
    return together(found)


def _placed(splits: Splits, base: Rows, model: Model, count: int) -> Rows:
    origins = [origin for origin in splits.origins if origin is not None]
    rows = base.matrix(origins)
    placed = neighbours(splits.trees, rows, count)
    grounds = _grounds(splits.trees, rows, count)
    return base.take(grounds).replaced(origins, placed)


def _parted(splits: Splits, base: Rows, numeric: list[int], model: Model, count: int) -> Rows:
    """Pairs of neighbouring rows that part at a split, by halving the way between two rows."""
    picked = _picked(splits.trees, count)
    reaching = _reaching(splits, base, model)
    features = np.array([tree.feature[node] for tree, node in picked], dtype=np.int64)
    thresholds = np.array([tree.threshold[node] for tree, node in picked])
    ends = []
    for split, (feature, threshold) in enumerate(zip(features, thresholds, strict=True)):
        left = np.flatnonzero(reaching[:, feature] <= threshold)
        right = np.flatnonzero(~(reaching[:, feature] <= threshold))
        if len(left) and len(right):
            ends.append((split, left[split % len(left)], right[split % len(right)]))
    if not ends:
        return base.take(np.empty(0, dtype=np.int64))
    places, first, second = (np.array(part) for part in zip(*ends, strict=True))
    low, high = base.take(first), base.take(second)
    ground, rising = low, low.matrix(numeric)
    falling = high.matrix(numeric)
    for _ in range(_HALVINGS):
        middle = rising / 2 + falling / 2
        rows = _reaching(splits, ground.replaced(numeric, middle), model)
        left = rows[np.arange(len(rows)), features[places]] <= thresholds[places]
        rising = np.where(left[:, None], middle, rising)
        falling = np.where(left[:, None], falling, middle)
    return together([ground.replaced(numeric, rising), ground.replaced(numeric, falling)])


def _reaching(splits: Splits, rows: Rows, model: Model) -> Array:
    """The rows as they reach the trees."""
    with plain_rows(), np.errstate(all="ignore"):
        reached = dense(splits.through(rows.given_to(model.signature)))
    array: Array = reached.astype(np.float32 if splits.single else np.float64)
    return array


def neighbours(trees: list[Tree], rows: Array, count: int = SPLITS) -> Array:
    """Up to four rows a split: the threshold, its nearest float32, the float32 below and above.

    `rows` [rows, features] are those that reach the trees, in turn the ground that a row is made
    from: it is bent so that it goes from the root to the split. Returns [made, features]; the
    threshold and its nearest float32 are one row where they are equal.
    """
    made = [
        row
        for index, (tree, node) in enumerate(_picked(trees, count))
        for row in _around(tree, node, rows[index % len(rows)])
    ]
    return np.array(made).reshape(-1, rows.shape[1])


def _grounds(trees: list[Tree], rows: Array, count: int) -> Array:
    """For each row that `neighbours` makes the row that it was made from."""
    return np.array(
        [
            index % len(rows)
            for index, (tree, node) in enumerate(_picked(trees, count))
            for _ in _steps(tree.threshold[node])
        ],
        dtype=np.int64,
    )


def _picked(trees: list[Tree], most: int) -> list[tuple[Tree, int]]:
    """Up to `most` splits, evenly over all trees."""
    splits = [np.flatnonzero((tree.feature >= 0) & np.isfinite(tree.threshold)) for tree in trees]
    starts = np.cumsum([0] + [len(nodes) for nodes in splits])
    total = int(starts[-1])
    count = min(most, total)
    picked = []
    for place in (index * total // count for index in range(count)):
        tree = int(np.searchsorted(starts, place, side="right")) - 1
        picked.append((trees[tree], int(splits[tree][place - starts[tree]])))
    return picked


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
