"""OneHotEncoder, OrdinalEncoder and TargetEncoder: categories become numbers.

Every option ends as data: what each category becomes, and what any other value does.
"""

from typing import Any

import numpy as np

from chorus_export.errors import ExportError
from chorus_export.families.asked import of_unknown
from chorus_export.families.categories import coded
from chorus_export.families.registry import transforms
from chorus_export.graph import Builder, Value
from chorus_export.parts import Array
from chorus_export.table import Table


@transforms("sklearn.OneHotEncoder")
def one_hot(estimator: Any, table: Table) -> Table:
    """A column a category that is kept, 1 where the row has it."""
    builder = table.builder
    made: list[Value] = []
    for index, categories in enumerate(estimator.categories_):
        width = int(estimator._n_features_outs[index])
        places = _places(estimator, index, len(categories), width)
        # A place beyond the columns is a row of zeros.
        unknown = _unknown_place(estimator, index, width)
        made.append(_hot(builder, coded(table, index, categories, places, unknown), width))
    if not any(value.columns for value in made):
        raise ExportError("OneHotEncoder keeps no category of any column; leave it out.")
    sparse = getattr(estimator, "sparse_output", getattr(estimator, "sparse", False))
    return table.made(builder.concatenate(made), sparse=sparse is True)


@transforms("sklearn.OrdinalEncoder")
def ordinal(estimator: Any, table: Table) -> Table:
    """The place of each category among those of its column; infrequent ones share the last."""
    other = None
    if estimator.handle_unknown == "use_encoded_value":
        other = float(estimator.unknown_value)
    elif estimator.handle_unknown != "error":
        raise _unknown_option(estimator)
    made = []
    for index, categories in enumerate(estimator.categories_):
        codes = _grouped(estimator, index, len(categories)).astype(np.float64)
        missing = estimator._missing_indices.get(index)
        if missing is not None:
            codes[missing] = estimator.encoded_missing_value
        made.append(coded(table, index, categories, codes, other))
    return table.made(table.builder.concatenate(made))


@transforms("sklearn.TargetEncoder")
def target(estimator: Any, table: Table) -> Table:
    """The mean of the target where the row has a category; of several classes a column each."""
    means = np.atleast_1d(np.asarray(estimator.target_mean_, dtype=np.float64))
    count = len(means)
    made = []
    for index, categories in enumerate(estimator.categories_):
        encodings = np.stack(estimator.encodings_[index * count : (index + 1) * count], axis=1)
        if count == 1:
            made.append(coded(table, index, categories, encodings[:, 0], means[0]))
            continue
        positions = coded(table, index, categories, np.arange(len(categories)), len(categories))
        known = table.builder.constant(np.concatenate([encodings, means[None, :]]))
        made.append(table.builder.gather(known, _flat(table.builder, positions), axis=0))
    return table.made(table.builder.concatenate(made))


def _grouped(estimator: Any, index: int, count: int) -> Array:
    """Each category's place once the infrequent ones are one; a missing one keeps its own."""
    places = np.arange(count, dtype=np.int64)
    if getattr(estimator, "_infrequent_enabled", False):
        mapping = estimator._default_to_infrequent_mappings[index]
        if mapping is not None:
            places[: len(mapping)] = mapping
    return places


def _places(estimator: Any, index: int, count: int, width: int) -> Array:
    """Each category's column; of one that is dropped a place beyond them all."""
    places = _grouped(estimator, index, count)
    drops = estimator._drop_idx_after_grouping
    dropped = None if drops is None else drops[index]
    if dropped is None:
        return places
    left = np.where(places > dropped, places - 1, places)
    return np.where(places == dropped, width, left)


def _unknown_place(estimator: Any, index: int, width: int) -> int | None:
    """The column of a category that is not known: none, the infrequent ones', or an error.

    Scikit-learn is asked where infrequent ones are one: what `warn` does differs with its version.
    """
    if estimator.handle_unknown == "error":
        return None
    if estimator.handle_unknown not in ("ignore", "infrequent_if_exist", "warn"):
        raise _unknown_option(estimator)
    if not getattr(estimator, "_infrequent_enabled", False):
        return width
    start = sum(int(count) for count in estimator._n_features_outs[:index])
    hot = np.flatnonzero(of_unknown(estimator, index)[start : start + width])
    return int(hot[0]) if len(hot) else width


def _hot(builder: Builder, positions: Value, width: int) -> Value:
    """Columns that are 0, but for the one at each row's position."""
    depth = builder.constant(np.array([width]))
    values = builder.constant(np.array([0.0, 1.0]))
    inputs = [_flat(builder, positions), depth, values]
    return builder.operator("one-hot", inputs, values.kind, (None, width), axis=1)


def _flat(builder: Builder, positions: Value) -> Value:
    """Positions [rows] of [rows, 1]."""
    return builder.operator("squeeze", [positions], positions.kind, (None,), axes=[1])


def _unknown_option(estimator: Any) -> ExportError:
    return ExportError(
        f"{type(estimator).__name__} with handle_unknown='{estimator.handle_unknown}' cannot be "
        "exported; use 'ignore' or 'error'."
    )
