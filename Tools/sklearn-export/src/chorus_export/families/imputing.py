"""SimpleImputer and MissingIndicator."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from chorus_export.domain import is_missing
from chorus_export.families.registry import transforms
from chorus_export.graph import Finite, Value
from chorus_export.graph.builder import MISSING_TEXT
from chorus_export.table import Table, join


@transforms("sklearn.SimpleImputer")
def imputer(estimator: Any, table: Table) -> Table:
    """Missing values become what was fitted; behind them a column an indicator, where asked."""
    kept = _kept(estimator)
    texts = [index for index in kept if isinstance(estimator.statistics_[index], str)]
    numeric = [index for index in kept if index not in texts]
    parts: list[Table] = []
    if texts:
        columns = {index: _filled_text(estimator, table, index) for index in texts}
        columns |= {index: _filled(estimator, table, [index]) for index in numeric}
        parts.extend(columns[index] for index in kept)
    elif numeric:
        parts.append(_filled(estimator, table, numeric))
    if estimator.add_indicator:
        features = [int(index) for index in estimator.indicator_.features_]
        parts.append(table.made(_flags(estimator, table, features, strict=False)))
    return join(parts, table.through)


@transforms("sklearn.MissingIndicator")
def indicator(estimator: Any, table: Table) -> Table:
    """1 where a value is missing; a column that had none missing may refuse one that is."""
    features = [int(index) for index in estimator.features_]
    strict = estimator.features == "missing-only" and bool(estimator.error_on_new)
    return table.made(_flags(estimator, table, features, strict=strict))


def _kept(estimator: Any) -> list[int]:
    """The columns that come out: those that had a value when it was fitted, or all."""
    return [
        index
        for index, value in enumerate(estimator.statistics_)
        if estimator.keep_empty_features or not is_missing(value)
    ]


def _filled(estimator: Any, table: Table, columns: Sequence[int]) -> Table:
    """Columns of numbers without missing ones."""
    builder, chosen = table.builder, table.select(columns)
    for place in range(chosen.width):
        _tell(chosen, place, estimator.missing_values)
    fill = np.asarray([estimator.statistics_[index] for index in columns], dtype=np.float64)
    dtype = np.dtype(getattr(estimator, "_fill_dtype", np.float64))
    if dtype == np.float32:
        fill = fill.astype(np.float32).astype(np.float64)
    statistics = builder.constant(fill)
    x = chosen.not_infinite() if _by_nan(estimator) else chosen.finite()
    finite = min(statistics.finite, Finite.FINITE if x.finite >= Finite.MISSING else x.finite)
    made = builder.operator(
        "select",
        [_is_missing(estimator, chosen, x), statistics, x],
        x.kind,
        x.shape,
        finite=finite,
    )
    return chosen.made(made, alike=chosen.subjects)


def _filled_text(estimator: Any, table: Table, index: int) -> Table:
    """A column of texts without missing ones."""
    builder, chosen = table.builder, table.select([index])
    _tell(chosen, 0, estimator.missing_values)
    chosen.choices(0, [estimator.statistics_[index]])
    x = chosen.column(0, "text")
    fill = builder.texts([estimator.statistics_[index]])
    made = builder.select(_is_missing(estimator, chosen, x), fill, x)
    return chosen.made(made, alike=chosen.subjects)


def _flags(estimator: Any, table: Table, features: Sequence[int], *, strict: bool) -> Value:
    """1 where a value of these columns is missing, [rows, features].

    `strict` refuses a row where a value of another column is.
    """
    builder = table.builder
    hole, zero = builder.constant(np.array(np.nan)), builder.constant(np.array(0.0))
    flags = []
    for index in range(table.width) if strict else features:
        _tell(table, index, estimator.missing_values)
        x = table.column(index, "text" if isinstance(estimator.missing_values, str) else "any")
        if x.kind != "text":
            x = builder.real(x)
            x = builder.finite(x, missing=_by_nan(estimator))
        flag = builder.select(_is_missing(estimator, table, x), hole, zero)
        flags.append(builder.finite(flag) if strict and index not in features else flag)
    found = builder.real(builder.is_nan(builder.concatenate(flags)))
    return builder.gather(found, features) if strict else found


def _is_missing(estimator: Any, table: Table, x: Value) -> Value:
    """Where a value is what counts as missing."""
    builder, missing = table.builder, estimator.missing_values
    if x.kind == "text":
        marker = missing if isinstance(missing, str) else MISSING_TEXT
        return builder.compare("equal", x, builder.texts([marker]))
    return builder.is_nan(x) if _by_nan(estimator) else builder.compare("equal", x, float(missing))


def _by_nan(estimator: Any) -> bool:
    """Whether NaN, None or pandas.NA is what is missing, rather than some number or text."""
    return not isinstance(estimator.missing_values, (str, int, float, np.number)) or bool(
        is_missing(estimator.missing_values)
    )


def _tell(table: Table, index: int, missing: Any) -> None:
    """Says in which form a drawn row has a missing value.

    Where a text stands for it, scikit-learn refuses a row of NaN and lets one of None pass.
    """
    if isinstance(missing, str):
        table.missing(index, None)
        table.choices(index, [missing])
    elif missing is None or isinstance(missing, (int, float, np.number)):
        table.missing(index, missing)
    else:
        table.missing(index, np.nan)
