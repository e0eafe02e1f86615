"""Normalizer and Binarizer: nothing is fitted."""

from typing import Any

import numpy as np

from chorus_export.errors import ExportError
from chorus_export.families.cuts import cut
from chorus_export.families.registry import transforms
from chorus_export.table import Table

_NORMS = {"l1": "l1", "l2": "l2", "max": "maximum"}


@transforms("sklearn.Normalizer")
def normalizer(estimator: Any, table: Table) -> Table:
    """Each row by its norm; one whose norm is nearly 0, or 0 if sparse, stays as it is."""
    if estimator.norm not in _NORMS:
        raise ExportError(f"Normalizer with norm='{estimator.norm}' cannot be exported; use 'l2'.")
    builder, x = table.builder, table.finite()
    magnitudes = builder.unary("absolute", x) if estimator.norm == "max" else x
    norm = builder.reduce(magnitudes, _NORMS[estimator.norm], keep=True)
    tiny = (
        float(np.finfo(np.float64).tiny) if table.sparse else 10 * float(np.finfo(np.float64).eps)
    )
    one = builder.constant(np.array(1.0))
    divisor = builder.select(builder.compare("less", norm, tiny), one, norm)
    return table.made(builder.binary("divide", x, divisor))


@transforms("sklearn.Binarizer")
def binarizer(estimator: Any, table: Table) -> Table:
    """1 above the threshold, else 0."""
    threshold = float(estimator.threshold)
    cut(table, [np.array([threshold])] * table.width)
    above = table.builder.compare("greater", table.finite(), threshold)
    return table.made(table.builder.real(above))
