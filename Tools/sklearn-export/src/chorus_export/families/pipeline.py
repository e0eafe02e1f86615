"""Pipeline, FeatureUnion and ColumnTransformer: estimators one after another and side by side."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.registry import predicts, transforms
from chorus_export.families.singles import singles
from chorus_export.table import Table, dense, join


@transforms("sklearn.Pipeline")
def through(estimator: Any, table: Table) -> Table:
    """The steps in order; those that do nothing are passed over."""
    from chorus_export import families

    for step in _steps(estimator):
        table = families.transform(step, table)
    return table


@predicts("sklearn.Pipeline")
def answer(estimator: Any, table: Table) -> Answers:
    """All steps but the last, then that one."""
    from chorus_export import families

    *before, last = _steps(estimator)
    for step in before:
        table = families.transform(step, table)
    return families.predict(last, table)


@transforms("sklearn.FeatureUnion")
def union(estimator: Any, table: Table) -> Table:
    """Every part on all columns, side by side; weights multiply what a part gives."""
    from chorus_export import families

    weights = estimator.transformer_weights or {}
    parts = []
    for name, part in estimator.transformer_list:
        if part == "drop":
            continue
        made = table if part == "passthrough" else families.transform(part, table)
        if name in weights:
            scaled = table.builder.binary("multiply", made.numbers(), float(weights[name]))
            made = made.made(scaled)
        parts.append(made)
    return _joined(parts, table)


@transforms("sklearn.ColumnTransformer")
def columns(estimator: Any, table: Table) -> Table:
    """Every part on its own columns, side by side in the order of the parts."""
    from chorus_export import families

    weights = estimator.transformer_weights or {}
    parts: list[tuple[int, Table]] = []
    places = _places(estimator, table)
    narrow = singles(estimator, table, places)
    for name, part, _ in estimator.transformers_:
        if name not in places:
            continue
        given = table.select(places[name])
        given = given.in_float32() if name in narrow else given
        made = given if part == "passthrough" else families.transform(part, given)
        if name in weights:
            scaled = table.builder.binary("multiply", made.numbers(), float(weights[name]))
            made = made.made(scaled)
        parts.append((_start(estimator, name, len(parts)), made))
    joined = _joined([made for _, made in sorted(parts, key=lambda part: part[0])], table)
    return replace(joined, sparse=bool(estimator.sparse_output_))


def _places(estimator: Any, table: Table) -> dict[str, list[int]]:
    """The columns of every part that has some and is not dropped."""
    chosen = {
        name: places_of(table, columns)
        for name, part, columns in estimator.transformers_
        if not (isinstance(part, str) and part == "drop")
    }
    return {name: places for name, places in chosen.items() if places}


def _steps(estimator: Any) -> list[Any]:
    return [step for _, step in estimator.steps if step is not None and step != "passthrough"]


def _start(estimator: Any, name: str, place: int) -> int:
    """Where a part's columns begin in what comes out."""
    spans = getattr(estimator, "output_indices_", {})
    return int(spans[name].start) if name in spans else place


def places_of(table: Table, chosen: Any) -> list[int]:
    """The positions of the columns that a part was fitted on, however they were named."""
    if callable(chosen):
        raise ExportError("ColumnTransformer does not say which columns it chose; fit it anew.")
    if isinstance(chosen, (str, int, np.integer)):
        chosen = [chosen]
    if isinstance(chosen, slice):
        return _slice(table, chosen)
    listed = list(chosen)
    if listed and all(isinstance(one, (bool, np.bool_)) for one in listed):
        return [index for index, one in enumerate(listed) if one]
    return [_place(table, one) for one in listed]


def _slice(table: Table, chosen: slice) -> list[int]:
    start, stop = chosen.start, chosen.stop
    if isinstance(start, str):
        start = _place(table, start)
    if isinstance(stop, str):
        stop = _place(table, stop) + 1
    return list(range(*slice(start, stop, chosen.step).indices(table.width)))


def _place(table: Table, one: Any) -> int:
    if not isinstance(one, str):
        return int(one) % table.width
    if table.names is None or one not in table.names:
        raise ExportError(f"ColumnTransformer reads a column '{one}', which nothing names.")
    return table.names.index(one)


def _joined(parts: Sequence[Table], table: Table) -> Table:
    if not parts:
        raise ExportError("No part of a ColumnTransformer or FeatureUnion keeps a column.")
    return replace(join(parts, lambda rows: _side_by_side(parts, rows)), builder=table.builder)


def _side_by_side(parts: Sequence[Table], rows: Any) -> Any:
    return np.concatenate([dense(part.through(rows)) for part in parts], axis=1)
