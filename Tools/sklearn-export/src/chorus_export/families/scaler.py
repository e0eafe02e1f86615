"""StandardScaler: `(x - mean) / scale`."""

from typing import Any

import numpy as np

from chorus_export.families.registry import transforms
from chorus_export.families.singles import rounded, rounds_parameters
from chorus_export.graph import Stage
from chorus_export.parts import Array
from chorus_export.table import Table


@transforms("sklearn.StandardScaler")
def standard(estimator: Any, table: Table) -> Table:
    """One stage, or none where it neither centres nor scales.

    Subtracting 0 and dividing by 1 change no value, so the half that is switched off costs no
    exactness.
    """
    columns = table.width
    offset = _values(estimator.mean_ if estimator.with_mean else None, np.zeros(columns))
    scale = _values(estimator.scale_ if estimator.with_std else None, np.ones(columns))
    table.spread(_values(estimator.mean_, offset), _values(estimator.scale_, scale))
    x = table.not_infinite()
    if not estimator.with_mean and not estimator.with_std:
        return table.made(x)
    if table.single and rounds_parameters():
        offset, scale = offset.astype(np.float32), scale.astype(np.float32)
    return table.made(table.builder.chain(x, divided(table, offset, scale)))


def divided(table: Table, offset: Array, scale: Array) -> list[Stage]:
    """`(x - offset) / scale`; a sparse matrix scikit-learn multiplies by the reciprocal."""
    operation, factor = ("multiply", 1 / scale) if table.sparse else ("divide", scale)
    first, second = offset.astype(np.float64), factor.astype(np.float64)
    if not table.single:
        return [Stage.of("scaler", operation=operation, offset=first, scale=second)]
    zeros, ones = np.zeros(len(first)), np.ones(len(first))
    return rounded(
        [
            Stage.of("scaler", operation="multiply", offset=first, scale=ones),
            Stage.of("scaler", operation=operation, offset=zeros, scale=second),
        ]
    )


def _values(fitted: Any, default: Array) -> Array:
    return default if fitted is None else np.asarray(fitted)
