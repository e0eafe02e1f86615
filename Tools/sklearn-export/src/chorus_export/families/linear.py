"""Models of the form `x · coefficients + intercept`."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.families.registry import predicts
from chorus_export.graph import Stage
from chorus_export.parts import Array, Tolerance
from chorus_export.table import Table, dense


@predicts(
    "sklearn.ARDRegression",
    "sklearn.BayesianRidge",
    "sklearn.ElasticNet",
    "sklearn.ElasticNetCV",
    "sklearn.HuberRegressor",
    "sklearn.Lars",
    "sklearn.LarsCV",
    "sklearn.Lasso",
    "sklearn.LassoCV",
    "sklearn.LassoLars",
    "sklearn.LassoLarsCV",
    "sklearn.LassoLarsIC",
    "sklearn.LinearRegression",
    "sklearn.LinearSVR",
    "sklearn.MultiTaskElasticNet",
    "sklearn.MultiTaskElasticNetCV",
    "sklearn.MultiTaskLasso",
    "sklearn.MultiTaskLassoCV",
    "sklearn.OrthogonalMatchingPursuit",
    "sklearn.OrthogonalMatchingPursuitCV",
    "sklearn.PassiveAggressiveRegressor",
    "sklearn.QuantileRegressor",
    "sklearn.Ridge",
    "sklearn.RidgeCV",
    "sklearn.SGDRegressor",
    "sklearn.TheilSenRegressor",
)
def regression(estimator: Any, table: Table) -> Answers:
    """A regression of one output or of several."""
    return regress(table, linear(estimator, table), "identity")


def regress(table: Table, stage: Stage, link: str) -> Answers:
    """A regression by one linear stage and a link."""
    outputs = {"value": len(stage.fields["intercepts"])}
    stages = [stage, Stage.of("regress", link=link)]
    made = table.builder.predict(table.finite(), stages, outputs)
    return Answers(task="regression", value=made["value"])


def linear(estimator: Any, table: Table) -> Stage:
    """The linear stage of an estimator with `coef_` and `intercept_`.

    Coefficients are [outputs, features], intercepts [outputs]. Coefficients fitted in float32 are
    widened, as scikit-learn widens them when a row of doubles arrives.
    """
    coefficients = np.atleast_2d(dense(estimator.coef_).astype(np.float64))
    intercepts = np.asarray(estimator.intercept_, dtype=np.float64).reshape(-1)
    return product(table, coefficients, intercepts)


def product(table: Table, coefficients: Array, intercepts: Array) -> Stage:
    """The linear stage of coefficients [outputs, features] and intercepts [outputs] or [1]."""
    tolerate(table, coefficients)
    return Stage.of(
        "linear",
        coefficients=np.ascontiguousarray(coefficients),
        intercepts=np.broadcast_to(intercepts, coefficients.shape[:1]).copy(),
    )


def tolerate(table: Table, coefficients: Array) -> None:
    """Allows for the rounding that summing in another order may cost.

    The bound is Higham's: `features * epsilon * sum |x| |coefficient|`, at the largest golden row.
    """

    def measure(rows: Any, _: Mapping[str, Array]) -> Tolerance:
        reached = np.abs(dense(table.through(rows)).astype(np.float64))
        largest = float(np.nanmax(reached @ np.abs(coefficients).T, initial=0.0))
        bound = 2 * coefficients.shape[1] * float(np.finfo(np.float64).eps) * largest
        return Tolerance(absolute=bound, relative=1e-12)

    table.builder.tolerate(measure)
