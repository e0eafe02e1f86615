"""SplineTransformer: the B-splines of a column as polynomials between its knots."""

from dataclasses import dataclass, replace
from math import factorial
from typing import Any

import numpy as np

from chorus_export.errors import ExportError
from chorus_export.families.ranges import clipped
from chorus_export.families.refusing import refused
from chorus_export.families.registry import transforms
from chorus_export.graph import Builder, Finite, Value
from chorus_export.parts import Array
from chorus_export.table import Table


@dataclass(frozen=True)
class _Pieces:
    """Polynomials of the distance from `origins` [pieces].

    `terms` are [pieces, degree + 1, splines], the highest power first. A number at or above one of
    the `edges` [pieces - 1] is in the piece behind it.
    """

    edges: Array
    origins: Array
    terms: Array


@transforms("sklearn.SplineTransformer")
def splines(estimator: Any, table: Table) -> Table:
    """A column a spline, column by column; the last of each without a bias."""
    _check(estimator)
    builder = table.builder
    by_zeros = getattr(estimator, "handle_missing", "error") == "zeros"
    given = table.not_infinite() if by_zeros else table.finite()
    made = []
    for index, spline in enumerate(estimator.bsplines_):
        x = builder.gather(given, [index])
        low, high = _ends(spline)
        table.select([index]).spread(np.array([low / 2 + high / 2]), np.array([(high - low) / 3]))
        inside = _inside(builder, x, low, high, estimator.extrapolation)
        value = _value(builder, inside, _pieces(spline, estimator.extrapolation))
        if by_zeros:
            zero = builder.constant(np.array(0.0))
            value = builder.select(builder.is_nan(x), zero, value)
        kept = value.columns if estimator.include_bias else value.columns - 1
        made.append(value if kept == value.columns else builder.gather(value, range(kept)))
    # The same numbers are summed in another order.
    return table.made(replace(builder.concatenate(made), exact=False), sparse=_is_sparse(estimator))


def _check(estimator: Any) -> None:
    least = {"linear": 2, "constant": 1}.get(estimator.extrapolation, 0)
    if estimator.degree < least:
        raise ExportError(
            f"SplineTransformer of degree {estimator.degree} with extrapolation="
            f"'{estimator.extrapolation}' cannot be exported; use 'continue'."
        )


def _ends(spline: Any) -> tuple[float, float]:
    return float(spline.t[spline.k]), float(spline.t[len(spline.t) - spline.k - 1])


def _inside(builder: Builder, x: Value, low: float, high: float, extrapolation: str) -> Value:
    """Numbers beyond the knots as they count."""
    if extrapolation == "constant":
        return clipped(builder, x, low, high)
    if extrapolation == "periodic":
        turned = builder.operator(
            "modulo",
            [builder.binary("subtract", x, low), builder.constant(np.array(high - low))],
            x.kind,
            x.shape,
        )
        return builder.binary("add", turned, low)
    if extrapolation == "error":
        outside = builder.compare(
            "or", builder.compare("less", x, low), builder.compare("greater", x, high)
        )
        return refused(builder, x, outside)
    return x


def _pieces(spline: Any, extrapolation: str) -> _Pieces:
    low, high = _ends(spline)
    first, last = spline.k, len(spline.t) - spline.k - 1
    places = [i for i in range(first, last) if spline.t[i] < spline.t[i + 1]]
    origins = np.asarray(spline.t, dtype=np.float64)[places]
    powers = range(spline.k, -1, -1)
    terms = np.stack([spline(origins, nu=power) / factorial(power) for power in powers], axis=1)
    edges = origins[1:]
    if extrapolation != "linear":
        return _Pieces(edges, origins, terms)
    lines = [_line(spline, end, terms.shape[1]) for end in (low, high)]
    return _Pieces(
        np.concatenate([[low], edges, [np.nextafter(high, np.inf)]]),
        np.concatenate([[low], origins, [high]]),
        np.concatenate([lines[0][None], terms, lines[1][None]]),
    )


def _line(spline: Any, end: float, length: int) -> Array:
    """The line that goes on from an end, [degree + 1, splines]."""
    terms = np.zeros((length, spline.c.shape[1]))
    terms[-2], terms[-1] = spline(end, nu=1), spline(end)
    return terms


def _value(builder: Builder, x: Value, pieces: _Pieces) -> Value:
    """Horner's scheme with the terms of each row's piece, [rows, splines]."""
    count, length, splines = pieces.terms.shape
    edges = builder.constant(np.append(pieces.edges, np.inf))
    reached = builder.compare("greater-or-equal", x, edges)
    place = builder.reduce(builder.cast(reached, "int64"), "sum")
    origin = builder.gather(builder.constant(pieces.origins.reshape(count, 1)), place, axis=0)
    distance = builder.binary("subtract", x, origin)
    table = builder.constant(pieces.terms.reshape(count, length * splines))
    terms = builder.gather(table, place, axis=0)
    value = builder.gather(terms, range(splines))
    for power in range(1, length):
        term = builder.gather(terms, range(power * splines, (power + 1) * splines))
        value = builder.binary("add", builder.binary("multiply", value, distance), term)
    return replace(value, finite=Finite.ANYTHING)


def _is_sparse(estimator: Any) -> bool:
    return bool(getattr(estimator, "sparse_output", False))
