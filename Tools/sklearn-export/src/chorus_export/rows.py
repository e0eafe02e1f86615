"""Rows as a model is given them: typed columns, from CSV or from Python."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from chorus_export.domain import is_missing
from chorus_export.errors import ExportError
from chorus_export.parts import Array


@dataclass(frozen=True)
class Signature:
    """The features of a model: `number`, `integer` or `text` each, and their names if known.

    `framed` says that rows reach the model as a data frame; `missing` which value a missing text
    has for scikit-learn, where that is None instead of NaN; `unread` which features the model looks
    at nowhere, so that only rows tell their type; `singles` which ones a frame has in float32.
    """

    types: tuple[str, ...]
    names: tuple[str, ...] | None
    framed: bool
    missing: dict[int, Any]
    unread: frozenset[int] = frozenset()
    singles: frozenset[int] = frozenset()

    def seeing(self, rows: Sequence[Sequence[Any]]) -> "Signature":
        """The signature for such rows: a feature that is not read is a text where one is."""
        types = [
            "text" if index in self.unread and any(_is_text(row[index]) for row in rows) else type_
            for index, type_ in enumerate(self.types)
        ]
        return replace(self, types=tuple(types))


@dataclass(frozen=True)
class Rows:
    """Columns of equal length: float64, int64, or objects that are a text or None."""

    columns: tuple[Array, ...]

    def __len__(self) -> int:
        return len(self.columns[0])

    def row(self, index: int) -> list[Any]:
        """One row's values."""
        return [column[index] for column in self.columns]

    def take(self, places: Any) -> "Rows":
        """The rows at these positions, or where a flag is set."""
        return Rows(tuple(column[places].copy() for column in self.columns))

    def matrix(self, columns: Sequence[int]) -> Array:
        """Some columns as numbers [rows, columns]."""
        return np.stack([self.columns[index].astype(np.float64) for index in columns], axis=1)

    def replaced(self, columns: Sequence[int], values: Array) -> "Rows":
        """These columns with other numbers [rows, columns], as far as integers hold them."""
        kept = list(self.columns)
        for place, index in enumerate(columns):
            kept[index] = values[:, place].astype(kept[index].dtype)
        return Rows(tuple(kept))

    def given_to(self, signature: Signature) -> Any:
        """The rows as scikit-learn takes them: a data frame, or an array."""
        columns = [
            _with_missing(column, signature.missing.get(index, np.nan))
            for index, column in enumerate(self.columns)
        ]
        if signature.framed:
            return _frame(columns, signature)
        if any(column.dtype == object for column in columns):
            array = np.empty((len(self), len(columns)), dtype=object)
            for index, column in enumerate(columns):
                array[:, index] = column
            return array
        if all(type_ == "integer" for type_ in signature.types):
            return np.stack(columns, axis=1)
        return self.matrix(range(len(columns)))


def together(parts: Sequence[Rows]) -> Rows:
    """Rows one after another."""
    return Rows(
        tuple(np.concatenate(columns) for columns in zip(*(p.columns for p in parts), strict=True))
    )


def rows_of(values: Sequence[Sequence[Any]], signature: Signature) -> Rows:
    """Rows of Python values as typed columns; raises ExportError for one that does not fit."""
    columns = list(zip(*values, strict=True)) if values else [()] * len(signature.types)
    return Rows(
        tuple(
            _column(column, type_) for column, type_ in zip(columns, signature.types, strict=True)
        )
    )


def rows_from(given: Any, signature: Signature) -> Rows:
    """Rows from a data frame, an array or lists."""
    if isinstance(given, Rows):
        return given
    plain = given.to_numpy(dtype=object) if hasattr(given, "to_numpy") else given
    try:
        matrix = np.array(plain, dtype=object)
    except ValueError:
        raise ExportError("The rows are not all of one length; give a matrix.") from None
    if matrix.ndim != 2 or matrix.shape[1] != len(signature.types) or len(matrix) == 0:
        raise ExportError(
            f"The rows have shape {matrix.shape}; the model takes [n, {len(signature.types)}]."
        )
    lists = [list(row) for row in matrix]
    return rows_of(lists, signature.seeing(lists))


def _is_text(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        float(value or "nan")
    except ValueError:
        return True
    return False


def _column(values: Sequence[Any], type_: str) -> Array:
    if type_ == "text":
        return _texts(values)
    try:
        if type_ == "integer":
            return np.array([_integer(value) for value in values], dtype=np.int64)
        return np.array([np.nan if is_missing(v) else v for v in values], dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ExportError("The rows are no matrix of numbers; give one.") from None


def _texts(values: Sequence[Any]) -> Array:
    column = np.empty(len(values), dtype=object)
    for index, value in enumerate(values):
        if not is_missing(value) and not isinstance(value, str):
            raise ExportError(f"The rows have {value!r} where the model takes a text.")
        column[index] = None if is_missing(value) else str(value)
    return column


def _integer(value: Any) -> int:
    whole = int(value)
    if whole != value:
        raise ValueError(value)
    return whole


def _with_missing(column: Array, missing: Any) -> Array:
    """The column with scikit-learn's form of a missing text, and None for a number of that form."""
    if column.dtype == object:
        filled = column.copy()
        filled[[value is None for value in column]] = missing
        return filled
    if column.dtype == np.float64 and missing is None and np.isnan(column).any():
        filled = column.astype(object)
        filled[np.isnan(column)] = None
        return filled
    return column


def _frame(columns: list[Array], signature: Signature) -> Any:
    import pandas

    names = signature.names or tuple(str(index) for index in range(len(columns)))
    # Without a dtype pandas makes None a NaN in a column of texts.
    series = [
        pandas.Series(column, dtype=np.float32 if index in signature.singles else column.dtype)
        for index, column in enumerate(columns)
    ]
    return pandas.DataFrame(dict(zip(names, series, strict=True)), columns=list(names))
