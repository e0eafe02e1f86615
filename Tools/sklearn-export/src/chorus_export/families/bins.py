"""KBinsDiscretizer: numbers become the number of their bin, or a column a bin."""

from typing import Any

import numpy as np

from chorus_export.families.cuts import cut
from chorus_export.families.registry import transforms
from chorus_export.graph import Value
from chorus_export.parts import Array
from chorus_export.table import Table


@transforms("sklearn.KBinsDiscretizer")
def bins(estimator: Any, table: Table) -> Table:
    """A number on an edge counts to the bin above; one beyond all edges to the last bin there."""
    inner = [np.asarray(edges, dtype=np.float64)[1:-1] for edges in estimator.bin_edges_]
    cut(table, inner)
    builder, x = table.builder, table.finite()
    if estimator.dtype == np.float32:
        x = builder.real(builder.cast(x, "float32"))
    if estimator.encode == "ordinal":
        return table.made(_numbers(table, x, inner))
    return table.made(_columns(table, x, inner), sparse=estimator.encode == "onehot")


def _numbers(table: Table, x: Value, inner: list[Array]) -> Value:
    """How many edges are at or below each number."""
    builder = table.builder
    most = max(1, *(len(edges) for edges in inner)) if inner else 1
    padded = np.full((1, len(inner), most), np.inf)
    for column, edges in enumerate(inner):
        padded[0, column, : len(edges)] = edges
    deep = builder.reshape(x, [None, table.width, 1])
    reached = builder.compare("greater-or-equal", deep, builder.constant(padded))
    return builder.reduce(builder.real(reached), "sum", axis=2)


def _columns(table: Table, x: Value, inner: list[Array]) -> Value:
    """1 in the column of a number's bin, 0 in those of the others."""
    builder = table.builder
    low = np.concatenate([np.append(-np.inf, edges) for edges in inner])
    high = np.concatenate([np.append(edges, np.inf) for edges in inner])
    sources = np.concatenate([np.full(len(edges) + 1, i) for i, edges in enumerate(inner)])
    spread = builder.gather(x, sources)
    above = builder.compare("greater-or-equal", spread, builder.constant(low))
    below = builder.compare("less", spread, builder.constant(high))
    return builder.real(builder.compare("and", above, below))
