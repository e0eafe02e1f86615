"""Cuts: numbers at which a step answers something else, told so that golden rows lie on them."""

from collections.abc import Sequence

import numpy as np

from chorus_export.parts import Array, Splits, Tree
from chorus_export.table import Table


def cut(table: Table, cuts: Sequence[Array]) -> None:
    """Says where each column is cut.

    A row on a cut may count to either side, so each is told twice: itself, and the number before.
    """
    centre, width = np.zeros(len(cuts)), np.ones(len(cuts))
    for column, places in enumerate(cuts):
        if len(places):
            low, high = float(places.min()), float(places.max())
            centre[column] = low / 2 + high / 2
            width[column] = high / 2 - low / 2 or max(abs(high), 1.0)
    table.spread(centre, width)
    stumps = [
        _stump(column, float(place))
        for column, places in enumerate(cuts)
        for edge in places
        for place in (edge, np.nextafter(edge, -np.inf))
    ]
    if stumps:
        table.builder.splits.append(
            Splits(stumps, table.through, table.origins, table.exact, single=False)
        )


def _stump(column: int, threshold: float) -> Tree:
    """A tree of one branch."""
    return Tree(
        feature=np.array([column, -1, -1]),
        threshold=np.array([threshold, 0.0, 0.0]),
        left=np.array([1, -1, -1]),
        right=np.array([2, -1, -1]),
        parent=np.array([-1, 0, 0]),
    )
