"""Directions that were fitted with a target: partial least squares, linear discriminants."""

from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.linear import tolerate
from chorus_export.families.registry import predicts, transforms
from chorus_export.graph import Stage
from chorus_export.parts import Array
from chorus_export.table import Table


@predicts("sklearn.CCA", "sklearn.PLSCanonical", "sklearn.PLSRegression")
def regression(estimator: Any, table: Table) -> Answers:
    """A linear regression of centred rows; before version 1.5 of scaled ones."""
    coefficients = np.ascontiguousarray(_coefficients(estimator), dtype=np.float64)
    scale = _deviation(estimator) if _is_scaled(estimator) else np.ones(table.width)
    tolerate(table, coefficients / scale)
    intercepts = np.asarray(estimator.intercept_, dtype=np.float64).reshape(-1)
    stages = [
        *_centred(estimator, scale),
        Stage.of("linear", coefficients=coefficients, intercepts=intercepts),
        Stage.of("regress", link="identity"),
    ]
    made = table.builder.predict(table.finite(), stages, {"value": len(coefficients)})
    return Answers(task="regression", value=made["value"])


@transforms("sklearn.CCA", "sklearn.PLSCanonical", "sklearn.PLSRegression", "sklearn.PLSSVD")
def directions(estimator: Any, table: Table) -> Table:
    """The rows' place along each direction."""
    is_svd = type(estimator).__name__ == "PLSSVD"
    axes = np.asarray(estimator.x_weights_ if is_svd else estimator.x_rotations_, np.float64)
    scale = _deviation(estimator)
    return _projected(table, _centred(estimator, scale), axes, axes / scale[:, None])


@transforms("sklearn.LinearDiscriminantAnalysis")
def discriminants(estimator: Any, table: Table) -> Table:
    """The rows' place along each discriminant; by eigenvectors they are not centred."""
    if estimator.solver == "lsqr":
        raise ExportError(
            "LinearDiscriminantAnalysis with solver='lsqr' transforms nothing and cannot be "
            "exported before the last step; use svd or eigen."
        )
    axes = np.asarray(estimator.scalings_, np.float64)[:, : estimator._max_components]
    if estimator.solver == "eigen":
        return _projected(table, [], axes, axes)
    centre = np.asarray(estimator.xbar_, dtype=np.float64)
    ones = np.ones(table.width)
    stages = [Stage.of("scaler", operation="multiply", offset=centre, scale=ones)]
    return _projected(table, stages, axes, axes)


def _projected(table: Table, stages: list[Stage], axes: Array, effect: Array) -> Table:
    """The product with axes [features, directions] behind stages, `effect` with those in it."""
    tolerate(table, effect.T)
    count = axes.shape[1]
    product = Stage.of(
        "dense",
        coefficients=np.ascontiguousarray(axes.T),
        intercepts=np.zeros(count),
        activation="identity",
    )
    return table.made(table.builder.chain(table.finite(), [*stages, product], columns=count))


def _centred(estimator: Any, scale: Array) -> list[Stage]:
    mean = np.asarray(estimator._x_mean, dtype=np.float64)
    return [Stage.of("scaler", operation="divide", offset=mean, scale=scale)]


def _deviation(estimator: Any) -> Array:
    return np.asarray(estimator._x_std, dtype=np.float64)


def _is_scaled(estimator: Any) -> bool:
    """Whether the coefficients are those of rows divided by their deviation: asked of one row."""
    deviation = _deviation(estimator)
    row = np.asarray(estimator._x_mean, dtype=np.float64) + deviation
    coefficients, intercepts = _coefficients(estimator), np.asarray(estimator.intercept_)
    answer = np.asarray(estimator.predict(row[None, :])).reshape(-1)
    plain = coefficients @ deviation + intercepts
    scaled = coefficients.sum(axis=1) + intercepts
    return bool(np.abs(answer - scaled).max() < np.abs(answer - plain).max())


def _coefficients(estimator: Any) -> Array:
    """The coefficients [outputs, features]; before version 1.3 `coef_` was the other way round."""
    return np.asarray(estimator._coef_ if hasattr(estimator, "_coef_") else estimator.coef_)
