"""Rows of texts and numbers, some missing."""

from typing import Any

import numpy as np
from sklearn import __version__ as sklearn_version
from weights import Array

COUNT = 240
VERSION = tuple(int(part) for part in sklearn_version.split(".")[:2])


def texts(missing: Any = None) -> Array:
    """A column of colours, the last two rare, and one of sizes; without some, if `missing`."""
    random = np.random.default_rng(1)
    rows = np.empty((COUNT, 2), dtype=object)
    colours = ["red", "green", "blue", "grün", "x"]
    rows[:, 0] = [colours[i] for i in random.choice(5, COUNT, p=[0.4, 0.3, 0.2, 0.08, 0.02])]
    rows[:, 1] = [["s", "m", "l"][i] for i in random.integers(0, 3, COUNT)]
    if missing != "none":
        rows[::9, 0] = missing
    return rows


def integers() -> Array:
    return np.random.default_rng(2).integers(0, 5, (COUNT, 2))


def halves() -> Array:
    """Numbers that are categories, some missing in the second column."""
    rows = integers() / 2
    rows[::7, 1] = np.nan
    return rows


def mixture() -> Array:
    """A column of texts, one of integers, one of numbers."""
    rows = np.empty((COUNT, 3), dtype=object)
    rows[:, 0] = texts("none")[:, 0]
    rows[:, 1] = integers()[:, 0]
    rows[:, 2] = halves()[:, 0]
    return rows


def targets(kind: str) -> Array:
    random = np.random.default_rng(3)
    if kind == "continuous":
        return random.normal(size=COUNT)
    return np.array(["a", "b", "c"])[random.integers(0, 2 if kind == "binary" else 3, COUNT)]


ROWS = {
    "texts": texts("none"),
    "texts with NaN": texts(np.nan),
    "texts with None": texts(None),
    "integers": integers(),
    "booleans": integers() > 2,
    "numbers with NaN": halves(),
    "mixture": mixture(),
}
