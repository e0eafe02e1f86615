"""MinMaxScaler, MaxAbsScaler and RobustScaler, with their own order of operations."""

from typing import Any

import numpy as np

from chorus_export.families.registry import transforms
from chorus_export.families.scaler import divided
from chorus_export.families.singles import rounded
from chorus_export.graph import Builder, Stage, Value
from chorus_export.parts import Array
from chorus_export.table import Table


@transforms("sklearn.MinMaxScaler")
def min_max(estimator: Any, table: Table) -> Table:
    """`x * scale`, then `+ min`, as two stages: one stage rounds in another place."""
    scale = np.asarray(estimator.scale_, dtype=np.float64)
    least = np.asarray(estimator.data_min_, dtype=np.float64)
    most = np.asarray(estimator.data_max_, dtype=np.float64)
    table.spread(least / 2 + most / 2, most / 2 - least / 2)
    zeros, ones = np.zeros(table.width), np.ones(table.width)
    offset = -np.asarray(estimator.min_, dtype=np.float64)
    stages = [
        Stage.of("scaler", operation="multiply", offset=zeros, scale=scale),
        Stage.of("scaler", operation="multiply", offset=offset, scale=ones),
    ]
    stages = rounded(stages) if table.single else stages
    made = table.builder.chain(table.not_infinite(), stages)
    if getattr(estimator, "clip", False):
        width = np.float32 if table.single else np.float64
        low, high = (float(width(bound)) for bound in estimator.feature_range)
        made = clipped(table.builder, made, low, high)
    return table.made(made)


@transforms("sklearn.MaxAbsScaler")
def largest_magnitude(estimator: Any, table: Table) -> Table:
    """`x / scale`."""
    scale = np.asarray(estimator.scale_)
    table.spread(np.zeros(table.width), np.asarray(estimator.max_abs_, dtype=np.float64) / 2)
    made = _divided(table, np.zeros(table.width), scale)
    if getattr(estimator, "clip", False):
        made = clipped(table.builder, made, -1.0, 1.0)
    return table.made(made)


@transforms("sklearn.RobustScaler")
def robust(estimator: Any, table: Table) -> Table:
    """`(x - centre) / scale`, or one half of it, or nothing."""
    centre = _or(estimator.center_, np.zeros(table.width))
    scale = _or(estimator.scale_, np.ones(table.width))
    table.spread(centre, scale)
    if not estimator.with_centering and not estimator.with_scaling:
        return table.made(table.not_infinite())
    if not estimator.with_centering:
        centre = np.zeros(table.width)
    if not estimator.with_scaling:
        scale = np.ones(table.width)
    return table.made(_divided(table, centre, scale))


def clipped(builder: Builder, x: Value, low: float, high: float) -> Value:
    """Numbers cut to an interval; missing ones stay missing."""
    bounds = [builder.constant(np.array(bound)) for bound in (low, high)]
    return builder.operator("clip", [x, *bounds], x.kind, x.shape)


def _divided(table: Table, offset: Array, scale: Array) -> Value:
    return table.builder.chain(table.not_infinite(), divided(table, offset, scale))


def _or(fitted: Any, default: Array) -> Array:
    return default if fitted is None else np.asarray(fitted)
