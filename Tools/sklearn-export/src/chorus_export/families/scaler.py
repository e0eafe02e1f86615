"""StandardScaler: `(x - mean) / scale`."""

from typing import Any

import numpy as np

from chorus_export.families.registry import transforms
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
    return table.made(table.builder.chain(x, [divided(table, offset, scale)]))


def divided(table: Table, offset: Array, scale: Array) -> Stage:
    """`(x - offset) / scale`; a sparse matrix scikit-learn multiplies by the reciprocal."""
    operation, factor = ("multiply", 1 / scale) if table.sparse else ("divide", scale)
    doubles = {"offset": offset.astype(np.float64), "scale": factor.astype(np.float64)}
    return Stage.of("scaler", operation=operation, **doubles)


def _values(fitted: Any, default: Array) -> Array:
    return default if fitted is None else np.asarray(fitted)
