"""PCA, IncrementalPCA and TruncatedSVD: rows times a matrix."""

from typing import Any

import numpy as np

from chorus_export.families.asked import VERSION
from chorus_export.families.linear import tolerate
from chorus_export.families.registry import transforms
from chorus_export.graph import Stage
from chorus_export.parts import Array
from chorus_export.table import Table


@transforms("sklearn.PCA", "sklearn.IncrementalPCA")
def components(estimator: Any, table: Table) -> Table:
    """The distance from the mean along each component, by its deviation where it whitens."""
    directions, mean = np.asarray(estimator.components_), np.asarray(estimator.mean_)
    variance = np.asarray(estimator.explained_variance_)
    table.spread(mean, np.sqrt(variance @ directions**2))
    stages = _centred(directions, mean)
    scale = np.ones(len(directions))
    if estimator.whiten:
        deviation = np.sqrt(variance)
        scale = np.maximum(deviation, np.finfo(deviation.dtype).eps).astype(np.float64)
        zeros = np.zeros(len(scale))
        stages.append(Stage.of("scaler", operation="divide", offset=zeros, scale=scale))
    tolerate(table, directions / scale[:, None])
    made = table.builder.chain(table.finite(), stages, columns=len(directions))
    return table.made(made, sparse=False)


@transforms("sklearn.TruncatedSVD")
def truncated(estimator: Any, table: Table) -> Table:
    """The product with each component."""
    directions = np.asarray(estimator.components_, dtype=np.float64)
    tolerate(table, directions)
    stage = _product(directions, np.zeros(len(directions)))
    made = table.builder.chain(table.finite(), [stage], columns=len(directions))
    return table.made(made, sparse=False)


def _centred(directions: Array, mean: Array) -> list[Stage]:
    """The mean is taken off behind the product, by scikit-learn before 1.5 in front of it.

    What was fitted in float32 is multiplied in float32.
    """
    if VERSION >= (1, 5):
        return [_product(directions, -(mean @ directions.T))]
    mean, ones = mean.astype(np.float64), np.ones(len(mean))
    return [
        Stage.of("scaler", operation="multiply", offset=mean, scale=ones),
        _product(directions, np.zeros(len(directions))),
    ]


def _product(coefficients: Array, intercepts: Array) -> Stage:
    return Stage.of(
        "dense",
        coefficients=coefficients.astype(np.float64),
        intercepts=intercepts.astype(np.float64),
        activation="identity",
    )
