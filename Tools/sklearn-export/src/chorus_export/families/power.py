"""PowerTransformer: Yeo-Johnson and Box-Cox, scaled where it standardises."""

from typing import Any

import numpy as np

from chorus_export.families import scaler
from chorus_export.families.refusing import refused
from chorus_export.families.registry import transforms
from chorus_export.graph import Builder, Finite, Value
from chorus_export.parts import Array
from chorus_export.table import Table


@transforms("sklearn.PowerTransformer")
def power(estimator: Any, table: Table) -> Table:
    """Each column by its own power."""
    powers = np.asarray(estimator.lambdas_)
    builder, x = table.builder, table.not_infinite()
    if estimator.method == "box-cox":
        table.spread(np.full(table.width, 3.0), np.ones(table.width))
        made = _box_cox(builder, x, powers)
    else:
        by_power = hasattr(estimator, "_yeo_johnson_transform")
        made = _yeo_johnson(builder, x, powers, by_power)
    if not estimator.standardize:
        return table.made(made)
    return scaler.standard(estimator._scaler, table.made(made))


def _box_cox(builder: Builder, x: Value, powers: Array) -> Value:
    """`expm1(p log x) / p`, `log x` for a power of 0; a number not above 0 refuses its row."""
    positive = refused(builder, x, builder.compare("less-or-equal", x, 0.0))
    logarithm = _map(builder, "logarithm", positive)
    return _stretched(builder, logarithm, powers, np.abs(powers) < 1e-19)


def _yeo_johnson(builder: Builder, x: Value, powers: Array, by_power: bool) -> Value:
    """Box-Cox of `1 + x`, and for negative numbers that of `1 - x` by 2 less the power, negated.

    `by_power` says that scikit-learn, up to 1.6, raises to the power, and rounds accordingly.
    Powers fitted in float32 are taken from 2 one by one, in the width that this NumPy does it in.
    """
    upper, lower = np.abs(powers) < np.spacing(1.0), np.abs(powers - 2) <= np.spacing(1.0)
    negated = builder.unary("negate", x)
    complements = np.array([2 - power for power in powers], dtype=np.float64)
    if by_power:
        above = _raised(builder, x, powers, upper)
        below = _raised(builder, negated, complements, lower)
    else:
        above = _stretched(builder, _map(builder, "log1p", x), powers, upper)
        below = _stretched(builder, _map(builder, "log1p", negated), complements, lower)
    is_above = builder.compare("greater-or-equal", x, 0.0)
    return builder.select(is_above, above, builder.unary("negate", below))


def _stretched(builder: Builder, logarithm: Value, powers: Array, zero: Array) -> Value:
    """`expm1(p l) / p`, or `l` where the power counts as 0."""
    divisor = builder.constant(np.where(zero, 1.0, powers))
    product = builder.binary("multiply", logarithm, divisor)
    stretched = builder.binary("divide", _map(builder, "expm1", product), divisor)
    return _where_zero(builder, zero, logarithm, stretched)


def _raised(builder: Builder, x: Value, powers: Array, zero: Array) -> Value:
    """`((x + 1)^p - 1) / p`, or `log1p x` where the power counts as 0."""
    divisor = builder.constant(np.where(zero, 1.0, powers))
    base = builder.binary("add", x, 1.0)
    raised = builder.operator("power", [base, divisor], x.kind, x.shape, finite=Finite.ANYTHING)
    less = builder.binary("subtract", raised, 1.0)
    made = builder.binary("divide", less, divisor)
    return _where_zero(builder, zero, _map(builder, "log1p", x), made)


def _where_zero(builder: Builder, zero: Array, plain: Value, other: Value) -> Value:
    if not zero.any():
        return other
    if zero.all():
        return plain
    return builder.select(builder.constant(zero), plain, other)


def _map(builder: Builder, name: str, x: Value) -> Value:
    return builder.unary(name, x, finite=Finite.ANYTHING)
