"""Rows that are drawn for a model, the same ones at every run."""

from collections.abc import Callable
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
    """Some rows without one feature each; whether a model answers them is asked later.

    A number that stands for a missing one takes its place.
    """
    types, marks = model.signature.types, model.builder.domain.missing
    values = {
        index: None if type_ == "text" else _hole(marks.get(index))
        for index, type_ in enumerate(types)
    }
    able = [
        index
        for index, value in values.items()
        if types[index] != "integer" or (value is not None and value.is_integer())
    ]
    return _altered(base, able, values.__getitem__)


def _hole(mark: Any) -> float:
    """What a number that is missing is: NaN, unless some number is said to be."""
    return float(mark) if isinstance(mark, (int, float)) else float(np.nan)


def with_unknown(model: Model, base: Rows) -> Rows:
    """Some rows with a category that the model does not know."""
    types, known = model.signature.types, model.builder.domain.categories
    able = [index for index, type_ in enumerate(types) if type_ == "text" or known.get(index)]
    return _altered(
        base, able, lambda f: UNKNOWN if types[f] == "text" else np.floor(max(known[f])) + 1
    )


def _altered(base: Rows, features: list[int], value: Callable[[int], Any]) -> Rows:
    """Rows of the base, each with what `value` says of one of the features in its place."""
    if not features or len(base) == 0:
        return base.take(np.empty(0, dtype=np.int64))
    rows = base.take(np.arange(MISSING) % len(base))
    for place in range(MISSING):
        feature = features[place % len(features)]
        rows.columns[feature][place] = value(feature)
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
