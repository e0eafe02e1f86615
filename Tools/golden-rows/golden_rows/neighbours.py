"""Rows placed exactly on a model's split thresholds, and one float step to either side.

A model is wrong there first: where a threshold was rounded, ``<`` became ``<=``, or a number was
compared in another width than the one it was trained in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Column:
    """One feature: what its splits compare it with."""

    name: str
    #: Numbers that a split compares the feature with.
    thresholds: list[float] = field(default_factory=list)
    #: Codes of a categorical feature; empty for a number.
    categories: list[float] = field(default_factory=list)
    #: What the codes stand for, where the model has a table of them: it knows no others.
    names: list[str] | None = None


def rows(
    columns: Sequence[Column],
    width: type[np.floating],
    *,
    drawn: int,
    most: int,
    missing: bool,
    seed: int,
    given: np.ndarray | None = None,
) -> np.ndarray:
    """Rows of float64 that are all exact in ``width``: rows x features.

    ``drawn`` rows over the range of the thresholds (or the rows ``given``), then three for each
    threshold, at most ``most`` in all, then, where the model takes missing values, one row for each
    feature without it.
    """
    generator = np.random.default_rng(seed)
    base = _draw(columns, drawn, generator) if given is None else np.asarray(given, np.float64)
    base = base.astype(width).astype(np.float64)
    parts = [base]
    neighbours = _neighbours(columns, base, width, generator)
    if len(neighbours) > most:
        neighbours = neighbours[np.sort(generator.choice(len(neighbours), most, replace=False))]
    parts.append(neighbours)
    if missing:
        parts.append(_without(columns, base, generator))
    return np.concatenate(parts)


def _draw(columns: Sequence[Column], count: int, generator: np.random.Generator) -> np.ndarray:
    drawn = np.empty((count, len(columns)))
    for place, column in enumerate(columns):
        if column.categories:
            # Without a table, a code beyond those seen in training is a legal question too.
            beyond = [] if column.names else [max(column.categories) + 1]
            codes = [*column.categories, *beyond]
            drawn[:, place] = generator.choice(codes, count)
            continue
        low, high = _range(column.thresholds)
        drawn[:, place] = generator.uniform(low, high, count)
    return drawn


def _range(thresholds: Sequence[float]) -> tuple[float, float]:
    finite = [t for t in thresholds if np.isfinite(t) and abs(t) < 1e30]
    if not finite:
        return -2.0, 2.0
    low, high = min(finite), max(finite)
    margin = max(high - low, abs(low), 1.0) / 4
    return low - margin, high + margin


def _neighbours(
    columns: Sequence[Column],
    base: np.ndarray,
    width: type[np.floating],
    generator: np.random.Generator,
) -> np.ndarray:
    found = []
    for place, column in enumerate(columns):
        for threshold in sorted(set(column.thresholds)):
            at = width(threshold)
            if not np.isfinite(at):
                continue
            with np.errstate(over="ignore"):
                below, above = np.nextafter(at, width(-np.inf)), np.nextafter(at, width(np.inf))
            row = base[generator.integers(len(base))]
            for value in (below, at, above):
                if np.isfinite(value):
                    found.append(row.copy())
                    found[-1][place] = float(value)
    return np.array(found).reshape(len(found), len(columns))


def _without(
    columns: Sequence[Column], base: np.ndarray, generator: np.random.Generator
) -> np.ndarray:
    without = base[generator.integers(len(base), size=len(columns))].copy()
    np.fill_diagonal(without, np.nan)
    return without
