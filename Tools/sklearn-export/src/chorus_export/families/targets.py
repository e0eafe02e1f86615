"""TransformedTargetRegressor: a regression whose answer is led back to the target it was."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.asked import VERSION
from chorus_export.families.functions import applied, named
from chorus_export.families.registry import key, predicts
from chorus_export.graph import Builder, Finite, Value
from chorus_export.parts import Array, Tolerance
from chorus_export.table import Table

Inverse = Callable[[Any, Builder, Value], Value]


@predicts("sklearn.TransformedTargetRegressor")
def transformed_target(estimator: Any, table: Table) -> Answers:
    """The regression in it, and then the inverse of the target's transformation."""
    from chorus_export import families

    value = families.member(estimator.regressor_, table).value
    if value is None:
        raise ExportError("TransformedTargetRegressor holds no regression; fit one in it.")
    transformer = estimator.transformer_
    if key(transformer) not in _INVERSES:
        raise ExportError(
            f"TransformedTargetRegressor with {type(transformer).__name__} cannot be exported; "
            f"use one of: {', '.join(sorted(name.partition('.')[2] for name in _INVERSES))}."
        )
    table.builder.tolerate(_tolerance)
    led_back = _INVERSES[key(transformer)](transformer, table.builder, value)
    return Answers(task="regression", value=led_back)


def _tolerance(_: Any, answers: Mapping[str, Array]) -> Tolerance:
    """What the regression may be off grows with the target's own scale."""
    values = np.abs(answers.get("value", np.ones(1)))
    largest = float(np.max(values[np.isfinite(values)], initial=1.0))
    return Tolerance(absolute=1e-13 * largest, relative=1e-11)


def _function(transformer: Any, builder: Builder, value: Value) -> Value:
    function, options = transformer.inverse_func, dict(transformer.inv_kw_args or {})
    if function is None:
        return value
    operators = applied(function, options)
    if operators is None:
        raise ExportError(
            f"TransformedTargetRegressor with the inverse_func {named(function)} cannot be "
            "exported; use a NumPy function of one number, such as numpy.expm1."
        )
    return operators(builder, value)


def _standard(scaler: Any, builder: Builder, value: Value) -> Value:
    if scaler.with_std:
        value = builder.binary("multiply", value, builder.constant(scaler.scale_))
    return (
        builder.binary("add", value, builder.constant(scaler.mean_)) if scaler.with_mean else value
    )


def _robust(scaler: Any, builder: Builder, value: Value) -> Value:
    if scaler.with_scaling:
        value = builder.binary("multiply", value, builder.constant(scaler.scale_))
    if not scaler.with_centering:
        return value
    return builder.binary("add", value, builder.constant(scaler.center_))


def _min_max(scaler: Any, builder: Builder, value: Value) -> Value:
    value = builder.binary("subtract", value, builder.constant(scaler.min_))
    return builder.binary("divide", value, builder.constant(scaler.scale_))


def _largest_magnitude(scaler: Any, builder: Builder, value: Value) -> Value:
    return builder.binary("multiply", value, builder.constant(scaler.scale_))


def _power(transformer: Any, builder: Builder, value: Value) -> Value:
    """The inverse of Box-Cox or of Yeo-Johnson, NaN where a number has none."""
    if transformer.standardize:
        value = _standard(transformer._scaler, builder, value)
    powers = np.asarray(transformer.lambdas_, dtype=np.float64)
    if transformer.method == "box-cox":
        return _box_cox(builder, value, powers)
    spacing = np.spacing(1.0)
    above = _root(builder, value, powers, np.abs(powers) < spacing)
    negated = builder.unary("negate", value)
    below = _root(builder, negated, 2 - powers, np.abs(powers - 2) <= spacing)
    is_above = builder.compare("greater-or-equal", value, 0.0)
    return builder.select(
        is_above,
        builder.binary("subtract", above, 1.0),
        builder.binary("subtract", builder.constant(np.array([1.0])), below),
    )


def _box_cox(builder: Builder, value: Value, powers: Array) -> Value:
    """`(p y + 1)^(1 / p)`, since version 1.6 by logarithms."""
    if VERSION < (1, 6):
        return _root(builder, value, powers, powers == 0)
    divisor = builder.constant(np.where(powers == 0, 1.0, powers))
    logarithm = _map(builder, "log1p", builder.binary("multiply", value, divisor))
    exponent = builder.binary("divide", logarithm, divisor)
    chosen = builder.select(builder.constant(powers == 0), value, exponent)
    return _map(builder, "exponential", chosen)


def _root(builder: Builder, value: Value, powers: Array, zero: Array) -> Value:
    """`(p y + 1)^(1 / p)`, or `e^y` where the power counts as 0."""
    safe = np.where(zero, 1.0, powers)
    base = builder.binary("add", builder.binary("multiply", value, builder.constant(safe)), 1.0)
    root = builder.operator(
        "power", [base, builder.constant(1 / safe)], base.kind, base.shape, finite=Finite.ANYTHING
    )
    return builder.select(builder.constant(zero), _map(builder, "exponential", value), root)


def _quantiles(transformer: Any, builder: Builder, value: Value) -> Value:
    """The quantile at a rank; ranks of a normal answer by the distribution's function."""
    knots = np.asarray(transformer.quantiles_, dtype=np.float64).T
    references = np.broadcast_to(np.asarray(transformer.references_, dtype=np.float64), knots.shape)
    if transformer.output_distribution == "normal":
        halves = builder.unary("erf", builder.binary("multiply", value, float(np.sqrt(0.5))))
        value = builder.binary("multiply", builder.binary("add", halves, 1.0), 0.5)
    lines = [builder.constant(references), builder.constant(knots)]
    made = builder.operator("interpolate", [value, *lines], value.kind, value.shape)
    if transformer.output_distribution != "normal":
        return made
    first, last = builder.constant(knots[:, 0]), builder.constant(knots[:, -1])
    is_first = builder.compare("less", builder.binary("subtract", value, 1e-7), 0.0)
    is_last = builder.compare("greater", builder.binary("add", value, 1e-7), 1.0)
    return builder.select(is_first, first, builder.select(is_last, last, made))


def _map(builder: Builder, name: str, value: Value) -> Value:
    return builder.unary(name, value, finite=Finite.ANYTHING)


_INVERSES: dict[str, Inverse] = {
    "sklearn.FunctionTransformer": _function,
    "sklearn.MaxAbsScaler": _largest_magnitude,
    "sklearn.MinMaxScaler": _min_max,
    "sklearn.PowerTransformer": _power,
    "sklearn.QuantileTransformer": _quantiles,
    "sklearn.RobustScaler": _robust,
    "sklearn.StandardScaler": _standard,
}
