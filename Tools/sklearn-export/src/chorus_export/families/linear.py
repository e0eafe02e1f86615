"""LinearRegression, and what all models of the form `x · coefficients + intercept` share."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from sklearn.linear_model import LinearRegression

from chorus_export.parts import Array, Predictor, Stage, Tolerance


def read(estimator: Any, prefix: str) -> Predictor:
    """A regression of one output or of several."""
    stage, tensors = scores(estimator, prefix)
    return Predictor(
        task="regression",
        stages=[stage, {"kind": "regress", "link": "identity"}],
        tensors=tensors,
        tolerance=tolerance(tensors[stage["coefficients"]]),
    )


def scores(estimator: Any, prefix: str) -> tuple[Stage, dict[str, Array]]:
    """The linear stage of an estimator with `coef_` and `intercept_`, and its tensors.

    Coefficients are [outputs, features], intercepts [outputs]. Coefficients fitted in float32 are
    widened, as scikit-learn widens them when a row of doubles arrives.
    """
    coefficients = estimator.coef_
    if hasattr(coefficients, "toarray"):
        coefficients = coefficients.toarray()
    coefficients = np.atleast_2d(np.asarray(coefficients, dtype=np.float64))
    intercepts = np.asarray(estimator.intercept_, dtype=np.float64).reshape(-1)
    stage = {
        "kind": "linear",
        "coefficients": f"{prefix}.coefficients",
        "intercepts": f"{prefix}.intercepts",
    }
    return stage, {
        stage["coefficients"]: coefficients,
        stage["intercepts"]: np.broadcast_to(intercepts, coefficients.shape[:1]).copy(),
    }


def tolerance(coefficients: Array) -> Callable[[Array, Mapping[str, Array]], Tolerance]:
    """1e-12, or the rounding that summing in another order may cost, where that is more.

    The bound is Higham's: `features * epsilon * sum |x| |coefficient|`, at the largest golden row.
    """

    def measure(rows: Array, _: Mapping[str, Array]) -> Tolerance:
        largest = float(np.max(np.abs(rows) @ np.abs(coefficients).T, initial=0.0))
        bound = 2 * coefficients.shape[1] * float(np.finfo(np.float64).eps) * largest
        return Tolerance(absolute=max(1e-12, bound), relative=1e-12)

    return measure


READERS: dict[type, Callable[[Any, str], Predictor]] = {LinearRegression: read}
