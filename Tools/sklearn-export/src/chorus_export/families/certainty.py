"""Golden rows whose label rounding decides are left out: here it may round the other way."""

from collections.abc import Callable
from typing import Any

import numpy as np

from chorus_export.parts import Array
from chorus_export.rounding import SLACK
from chorus_export.table import Table, dense


def by_linear(table: Table, coefficients: Array, intercepts: Array) -> None:
    """A label by `x · coefficients + intercepts`: by the sign of one score, the largest of more."""

    def doubt(rows: Any) -> Array:
        given = dense(table.through(rows)).astype(np.float64)
        reach = np.abs(given) @ np.abs(coefficients).T
        # Where nothing is added to the intercepts nothing is rounded.
        sizes = np.where(reach == 0, 0.0, reach + np.abs(intercepts)).max(axis=1)
        return _close(given @ coefficients.T + intercepts, sizes)

    table.builder.doubt_label(doubt)


def by_scores(table: Table, scores: Callable[[Any], Array], size: float = 0.0) -> None:
    """A label by scores that are computed otherwise, of sums of numbers up to `size`."""

    def doubt(rows: Any) -> Array:
        found = np.asarray(scores(table.through(rows)), dtype=np.float64)
        found = found.reshape(len(found), -1)
        return _close(found, size + np.abs(found).max(axis=1))

    table.builder.doubt_label(doubt)


def by_signs(table: Table, scores: Callable[[Any], Array], size: float) -> None:
    """A label by the signs of several scores, each of sums of numbers up to `size`."""

    def doubt(rows: Any) -> Array:
        found = np.abs(np.asarray(scores(table.through(rows)), dtype=np.float64))
        found = found.reshape(len(found), -1)
        limits = SLACK * (size + found.max(axis=1, keepdims=True))
        return np.asarray((found < limits).any(axis=1))

    table.builder.doubt_label(doubt)


def _close(scores: Array, sizes: Array) -> Array:
    """Where one score is near 0, or the two largest are near one another."""
    if scores.shape[1] == 1:
        return np.asarray(np.abs(scores[:, 0]) < SLACK * sizes)
    ordered = np.sort(scores, axis=1)
    return np.asarray(ordered[:, -1] - ordered[:, -2] < SLACK * sizes)
