"""Rows that are drawn for a model, the same ones at every run."""

from typing import Any

import numpy as np

from chorus_export.model import Model
from chorus_export.parts import Array
from chorus_export.rows import Rows

#: Rows that are drawn where none are given, and rows with missing values or unknown categories.
DRAWN = 64
MISSING = 16

#: A category that no model knows.
UNKNOWN = "no such category"


def drawn(model: Model) -> Rows:
    """Numbers normal about where the model's rows lie, categories each as likely."""
    random = np.random.default_rng(0)
    return Rows(tuple(_column(model, index, random) for index in range(model.features)))


def with_missing(model: Model, base: Rows) -> Rows:
    """Some rows without one feature each; whether a model answers them is asked later."""
    able = [index for index, type_ in enumerate(model.signature.types) if type_ != "integer"]
    return _altered(base, able, lambda column: None if column.dtype == object else np.nan)


def with_unknown(model: Model, base: Rows) -> Rows:
    """Some rows with a category that the model does not know."""
    texts = [index for index, type_ in enumerate(model.signature.types) if type_ == "text"]
    return _altered(base, texts, lambda _: UNKNOWN)


def _altered(base: Rows, features: list[int], value: Any) -> Rows:
    if not features or len(base) == 0:
        return base.take(np.empty(0, dtype=np.int64))
    rows = base.take(np.arange(MISSING) % len(base))
    for place in range(MISSING):
        column = rows.columns[features[place % len(features)]]
        column[place] = value(column)
    return rows


def _column(model: Model, index: int, random: np.random.Generator) -> Array:
    type_, domain = model.signature.types[index], model.builder.domain
    categories = domain.categories.get(index)
    if type_ == "text":
        column = np.empty(DRAWN, dtype=object)
        column[:] = [str(value) for value in random.choice(categories or ["a", "b"], DRAWN)]
        return column
    if categories:
        return np.asarray(
            random.choice(categories, DRAWN), np.int64 if type_ == "integer" else np.float64
        )
    centre, width = domain.spreads.get(index, (0.0, 1.0))
    numbers = centre + width * random.standard_normal(DRAWN)
    return numbers.astype(np.int64) if type_ == "integer" else numbers
