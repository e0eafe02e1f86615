"""Categories of a column, and what each becomes."""

import numbers
from collections.abc import Sequence
from typing import Any

import numpy as np

from chorus_export.domain import is_missing
from chorus_export.errors import ExportError
from chorus_export.graph import Value
from chorus_export.graph.builder import MISSING_TEXT
from chorus_export.parts import Array
from chorus_export.table import Table


def coded(
    table: Table, index: int, categories: Sequence[Any], codes: Array, other: Any | None
) -> Value:
    """What stands in `codes` [categories] for each row's category, [rows, 1].

    Any other value becomes `other`; without it the row is refused.
    """
    builder = table.builder
    wanted = kind(categories)
    table.choices(index, [_plain(category) for category in categories])
    x = table.column(index, wanted)
    if x.kind == builder.precision:
        x = builder.finite(x, missing=True)
    values = [builder.constant(codes)]
    if other is not None:
        values.append(builder.constant(np.array([other], dtype=codes.dtype)))
    return builder.operator(
        "encode-labels",
        [x, _keys(table, x, categories), *values],
        values[0].kind,
        x.shape,
        finite=min(value.finite for value in values),
    )


def kind(categories: Sequence[Any]) -> str:
    """What a column of these categories is: `text`, `integer` or `number`."""
    known = [category for category in categories if not is_missing(category)]
    if len(known) < len(categories) and _both(categories):
        raise ExportError(
            "A column has both None and NaN among its categories, which a row cannot tell apart; "
            "replace one of them before fitting."
        )
    if all(isinstance(category, str) for category in known):
        is_text = bool(known) or any(category is None for category in categories)
        return "text" if is_text else "number"
    if all(isinstance(category, (numbers.Integral, np.bool_)) for category in known):
        return "integer" if len(known) == len(categories) else "number"
    if all(isinstance(category, (numbers.Real, np.bool_)) for category in known):
        return "number"
    kinds = sorted({type(category).__name__ for category in known})
    raise ExportError(
        f"A column has categories of {' and '.join(kinds)}; give texts or numbers alone."
    )


def _both(categories: Sequence[Any]) -> bool:
    missing = [category for category in categories if is_missing(category)]
    return len(missing) > 1


def _plain(category: Any) -> Any:
    return category.item() if isinstance(category, np.generic) else category


def _keys(table: Table, x: Value, categories: Sequence[Any]) -> Value:
    """The categories as the graph has them."""
    builder = table.builder
    if x.kind == "text":
        return builder.texts(
            [MISSING_TEXT if is_missing(category) else str(category) for category in categories]
        )
    if x.kind == "int64":
        return builder.constant(np.array([int(category) for category in categories], np.int64))
    reals = [np.nan if is_missing(category) else float(category) for category in categories]
    keys = builder.constant(np.array(reals))
    narrow = np.array(reals).astype(builder.precision)
    if len(np.unique(narrow)) < len(np.unique(np.array(reals))):
        raise ExportError(
            "Two categories of a column are one number in float32; export in double precision."
        )
    return keys
