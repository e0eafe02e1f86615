"""Columns that scikit-learn computes in float32, since they were float32 when they were fitted.

Of a data frame every column keeps its own width until a ColumnTransformer puts it beside doubles.
Trees behind it split the numbers that float32 arithmetic gave, some of them by a last bit.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from sklearn.preprocessing import StandardScaler

from chorus_export.families import registry
from chorus_export.graph import Stage
from chorus_export.table import Table

#: Steps that keep float32, which are followed bit for bit.
_KEEPING = {
    "sklearn.SimpleImputer",
    "sklearn.StandardScaler",
    "sklearn.MinMaxScaler",
    "sklearn.MaxAbsScaler",
    "sklearn.RobustScaler",
}

#: Steps that give doubles, unless told otherwise.
_WIDENING = {"sklearn.OneHotEncoder", "sklearn.OrdinalEncoder", "sklearn.TargetEncoder"}


def singles(estimator: Any, table: Table, places: Mapping[str, Sequence[int]]) -> set[str]:
    """The parts of a ColumnTransformer, fitted on a frame, that are computed in float32.

    None where no part tells so, or where none beside them gives doubles: then all that follows
    would be in float32, while a model here computes in doubles.
    """
    framed = hasattr(estimator, "feature_names_in_") and find_spec("pandas") is not None
    if table.builder.precision != "float64" or not framed or None in table.origins:
        return set()
    parts = {name: part for name, part, _ in estimator.transformers_ if name in places}
    narrow = {name for name, part in parts.items() if _is_single(_steps(part))}
    wide = set(parts) - narrow
    read = {place for name in wide for place in places[name]}
    narrow = {name for name in narrow if not read.intersection(places[name])}
    gives_doubles = any(_gives_doubles(_steps(parts[name])) for name in wide)
    return narrow if gives_doubles else set()


def rounded(stages: Sequence[Stage]) -> list[Stage]:
    """The stages, each of one operation, with results as float32 has them.

    A sum, product or quotient of float32 numbers in double, rounded, is the one of float32.
    """
    casts = [Stage.of("cast", to="float32"), Stage.of("cast", to="float64")]
    return [one for stage in stages for one in (stage, *casts)]


@cache
def rounds_parameters() -> bool:
    """Whether this StandardScaler rounds its mean to float32 before it takes it off."""
    scaler = StandardScaler().fit([[0.0], [1.0]])
    scaler.mean_, scaler.scale_ = np.array([0.1]), np.array([1.0])
    numbers = np.linspace(0.1, 7, 64, dtype=np.float32)[:, None]
    return bool((scaler.transform(numbers) == numbers - np.float32(0.1)).all())


def _steps(part: Any) -> list[Any]:
    if registry.key(part) != "sklearn.Pipeline":
        return [part]
    real = [step for _, step in part.steps if step is not None and step != "passthrough"]
    return [inner for step in real for inner in _steps(step)]


def _is_single(steps: Sequence[Any]) -> bool:
    keeps = all(registry.key(step) in _KEEPING for step in steps)
    return keeps and any(_was_single(step) for step in steps)


def _was_single(step: Any) -> bool:
    """Whether a step tells that it was fitted on float32; a StandardScaler does not."""
    if registry.key(step) == "sklearn.SimpleImputer":
        return bool(step._fit_dtype == np.float32)
    if registry.key(step) == "sklearn.StandardScaler":
        return False
    scale = step.scale_ if getattr(step, "scale_", None) is not None else step.center_
    return getattr(scale, "dtype", None) == np.float32


def _gives_doubles(steps: Sequence[Any]) -> bool:
    last = steps[-1] if steps else None
    is_widening = registry.key(last) in _WIDENING
    return is_widening and np.dtype(getattr(last, "dtype", np.float64)) == np.float64
