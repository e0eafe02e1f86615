"""QuantileTransformer: each number becomes its rank among those that were fitted."""

import warnings
from typing import Any

import numpy as np
from scipy import stats

from chorus_export.errors import ExportError
from chorus_export.families.ranges import clipped
from chorus_export.families.refusing import refused
from chorus_export.families.registry import transforms
from chorus_export.graph import Builder, Value
from chorus_export.parts import Array
from chorus_export.rounding import jumping
from chorus_export.table import Table, dense

#: How near to an end counts as the end, where the answer is normal.
_NEAR = 1e-7


@transforms("sklearn.QuantileTransformer")
def quantiles(estimator: Any, table: Table) -> Table:
    """The mean of the ranks from below and from above: they differ where quantiles repeat."""
    knots = np.asarray(estimator.quantiles_, dtype=np.float64).T
    if not np.isfinite(knots).all():
        raise ExportError(
            "QuantileTransformer was fitted on a column without numbers; leave it out."
        )
    table.spread(knots[:, knots.shape[1] // 2], (knots[:, -1] - knots[:, 0]) / 2)
    if not table.exact:
        # Where quantiles repeat, the ranks of the numbers just beside them are another.
        table.builder.doubt(jumping(lambda rows: _asked(estimator, rows), table.through))
    references = np.broadcast_to(np.asarray(estimator.references_, dtype=np.float64), knots.shape)
    builder, x = table.builder, table.not_infinite()
    if table.sparse and not estimator.ignore_implicit_zeros:
        x = refused(builder, x, builder.compare("less", x, 0.0))
    is_normal = estimator.output_distribution == "normal"
    ranks = _ends(builder, x, _ranks(builder, x, knots, references), knots, is_normal)
    made = _normal(builder, ranks) if is_normal else ranks
    if table.sparse:
        # Zeros of a sparse matrix are not looked at.
        made = builder.select(builder.compare("equal", x, 0.0), x, made)
    return table.made(made)


def _asked(estimator: Any, rows: Array) -> Array:
    """Its own answer, to rows without the names of their columns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(dense(estimator.transform(rows)), dtype=np.float64)


def _ranks(builder: Builder, x: Value, knots: Array, references: Array) -> Value:
    below = _interpolated(builder, x, knots, references)
    negated = builder.unary("negate", x)
    above = _interpolated(builder, negated, -knots[:, ::-1], -references[:, ::-1])
    return builder.binary("multiply", builder.binary("subtract", below, above), 0.5)


def _interpolated(builder: Builder, x: Value, knots: Array, values: Array) -> Value:
    lines = [builder.constant(knots), builder.constant(values)]
    return builder.operator("interpolate", [x, *lines], x.kind, x.shape)


def _ends(builder: Builder, x: Value, ranks: Value, knots: Array, is_normal: bool) -> Value:
    """Exactly 0 and 1 at the ends; where they meet, 0."""
    first, last = builder.constant(knots[:, 0]), builder.constant(knots[:, -1])
    if is_normal:
        is_first = builder.compare("less", builder.binary("subtract", x, _NEAR), first)
        is_last = builder.compare("greater", builder.binary("add", x, _NEAR), last)
    else:
        is_first = builder.compare("equal", x, first)
        is_last = builder.compare("equal", x, last)
    zero, one = builder.constant(np.array(0.0)), builder.constant(np.array(1.0))
    return builder.select(is_first, zero, builder.select(is_last, one, ranks))


def _normal(builder: Builder, ranks: Value) -> Value:
    """The normal distribution's quantile, cut where scikit-learn cuts it."""
    least = float(stats.norm.ppf(_NEAR - np.spacing(1)))
    most = float(stats.norm.ppf(1 - (_NEAR - np.spacing(1))))
    return clipped(builder, builder.unary("normal-quantile", ranks), least, most)
