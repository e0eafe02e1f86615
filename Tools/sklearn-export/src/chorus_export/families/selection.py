"""Feature selection: some of the columns, in their order."""

from typing import Any

import numpy as np

from chorus_export.errors import ExportError
from chorus_export.families.asked import accepts_missing
from chorus_export.families.registry import transforms
from chorus_export.table import Table


@transforms(
    "sklearn.VarianceThreshold",
    "sklearn.SelectKBest",
    "sklearn.SelectPercentile",
    "sklearn.SelectFpr",
    "sklearn.SelectFdr",
    "sklearn.SelectFwe",
    "sklearn.GenericUnivariateSelect",
    "sklearn.SelectFromModel",
    "sklearn.RFE",
    "sklearn.RFECV",
    "sklearn.SequentialFeatureSelector",
)
def selected(estimator: Any, table: Table) -> Table:
    """The columns of `get_support`; those left out are looked at too, and may refuse a row."""
    places = np.flatnonzero(estimator.get_support())
    if len(places) == 0:
        raise ExportError(f"{type(estimator).__name__} keeps no column; fit it with others.")
    x = table.not_infinite() if accepts_missing(estimator) else table.finite()
    return table.made(table.builder.gather(x, places))
