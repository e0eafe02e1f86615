"""Rows for training and timing: made from a seed, so that every run meets the same."""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
Labels = NDArray[np.int32]


def event_rows(count: int, features: int, seed: int) -> tuple[Rows, Labels]:
    """Correlated features and a noisy label of two classes, so that trees grow full."""
    random = np.random.default_rng(seed)
    rows = random.standard_normal((count, features)).astype(np.float32)
    half = features // 2
    rows[:, half:] = np.abs(rows[:, half:] * rows[:, : features - half]) + 0.1 * rows[:, half:]
    plane = np.random.default_rng(7).standard_normal((3, features))
    score = np.sin(rows @ plane[0]) + np.tanh(rows @ plane[1]) + 0.1 * (rows @ plane[2])
    noisy = score + random.standard_normal(count)
    return rows, (noisy > np.median(score)).astype(np.int32)


def class_rows(count: int, features: int, classes: int, seed: int) -> tuple[Rows, Labels]:
    """Clouds around a centre for each class."""
    centres = np.random.default_rng(features).standard_normal((classes, features)) * 0.3
    random = np.random.default_rng(seed)
    labels = random.integers(0, classes, count)
    rows = centres[labels] + 2 * random.standard_normal((count, features))
    return rows.astype(np.float32), labels.astype(np.int32)


def category_rows(count: int, seed: int) -> tuple[Rows, Labels]:
    """Twenty numbers and four categories, one value in twenty missing."""
    random = np.random.default_rng(seed)
    rows, labels = event_rows(count, 20, seed)
    categories = [random.integers(0, size, count) for size in (8, 24, 100, 300)]
    effects = np.random.default_rng(5).standard_normal(300)
    flips = effects[categories[2]] + effects[categories[1]] > 1
    columns = np.stack(categories, 1).astype(np.float32)
    rows = np.concatenate([rows, columns], 1)
    rows[random.random(rows.shape) < 0.05] = np.nan
    return rows, np.where(flips, 1 - labels, labels).astype(np.int32)
