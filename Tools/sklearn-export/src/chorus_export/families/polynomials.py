"""PolynomialFeatures: products of columns, multiplied in scikit-learn's own order."""

from dataclasses import dataclass, replace
from numbers import Integral
from typing import Any

from chorus_export.families.registry import transforms
from chorus_export.graph import Finite, Value
from chorus_export.table import Table


@dataclass(frozen=True)
class _Products:
    """One degree's terms: each a term of the degree before, times a column.

    `starts` says where the terms begin whose first factor is each column, and where they end.
    """

    sources: list[int]
    columns: list[int]
    starts: list[int]


@transforms("sklearn.PolynomialFeatures")
def polynomial(estimator: Any, table: Table) -> Table:
    """A column of ones where it has a bias, then the terms degree by degree."""
    builder, x = table.builder, table.finite()
    least, most = _degrees(estimator.degree)
    parts: list[Value] = [_ones(table, x)] if estimator.include_bias else []
    terms, starts = x, list(range(table.width + 1))
    for degree in range(1, most + 1):
        if degree > 1:
            products = _products(starts, table.width, estimator.interaction_only)
            if not products.sources:
                break
            starts = products.starts
            terms = builder.operator(
                "multiply",
                [builder.gather(terms, products.sources), builder.gather(x, products.columns)],
                x.kind,
                (None, len(products.sources)),
                finite=Finite.ANYTHING,
            )
        if degree >= least:
            parts.append(terms)
    made = builder.concatenate(parts)
    # A sparse matrix is multiplied in another order.
    return table.made(replace(made, exact=made.exact and not (table.sparse and most > 2)))


def _degrees(degree: Any) -> tuple[int, int]:
    """The lowest and the highest degree; that of the bias is asked for by itself."""
    if isinstance(degree, Integral):
        return 0, int(degree)
    return int(degree[0]), int(degree[1])


def _products(starts: list[int], width: int, interaction_only: bool) -> _Products:
    """Each column times the terms that begin with it or with a later one."""
    sources: list[int] = []
    columns: list[int] = []
    following: list[int] = []
    end = starts[-1]
    for column in range(width):
        following.append(len(sources))
        first = starts[column + 1] if interaction_only else starts[column]
        if first >= end:
            break
        sources.extend(range(first, end))
        columns.extend([column] * (end - first))
    return _Products(sources, columns, [*following, len(sources)])


def _ones(table: Table, x: Value) -> Value:
    """A column of ones, a row each."""
    builder = table.builder
    return builder.binary("add", builder.binary("multiply", builder.gather(x, [0]), 0.0), 1.0)
