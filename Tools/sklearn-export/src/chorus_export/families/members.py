"""What estimators made of other estimators share."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from chorus_export.errors import ExportError
from chorus_export.families.nodes import tree
from chorus_export.families.registry import key
from chorus_export.graph import Builder, Value
from chorus_export.parts import Array, Tree
from chorus_export.table import Table

_TREES = {
    "sklearn.DecisionTreeClassifier",
    "sklearn.DecisionTreeRegressor",
    "sklearn.ExtraTreeClassifier",
    "sklearn.ExtraTreeRegressor",
}


def is_tree(member: Any) -> bool:
    """Whether a member is one tree of one output, and so can be one of an ensemble."""
    return key(member) in _TREES and int(member.n_outputs_) == 1


def trees_of(members: Sequence[Any]) -> list[Tree]:
    """The members' trees."""
    return [tree(member.tree_) for member in members]


def values_of(member: Any, table: Table) -> Value:
    """What a regression among the members answers, [rows, outputs]."""
    from chorus_export import families

    value = families.member(member, table).value
    if value is None:
        raise ExportError(f"{type(member).__name__} answers no value; use a regression.")
    return value


def votes_of(member: Any, table: Table, classes: Array, rows: Array) -> Value:
    """A member's label as the row of `rows` [classes, columns] that stands for it."""
    from chorus_export import families

    label = families.member(member, table).label
    if label is None:
        raise ExportError(f"{type(member).__name__} answers no label; use a classifier.")
    builder = table.builder
    chosen = rows[places_in(classes, np.asarray(member.classes_))]
    return builder.gather(builder.constant(chosen), label, axis=0)


def shares_of(member: Any, table: Table, classes: Array) -> Value:
    """A member's probabilities in the order of `classes`; 0 for those that it did not see."""
    from chorus_export import families

    answers = families.member(member, table)
    if answers.probabilities is None:
        raise ExportError(
            f"{type(member).__name__} answers no probabilities; use a member that does."
        )
    return spread_over(table.builder, answers.probabilities, classes, np.asarray(member.classes_))


def spread_over(builder: Builder, shares: Value, classes: Array, seen: Array) -> Value:
    """Columns of the classes `seen` as columns of all classes."""
    places = places_in(classes, seen)
    if list(places) == list(range(len(classes))):
        return shares
    matrix = np.zeros((len(seen), len(classes)))
    matrix[np.arange(len(seen)), places] = 1.0
    return builder.matrix_product(shares, builder.constant(matrix))


def places_in(classes: Array, seen: Array) -> Array:
    """The position of each of the classes `seen` among all."""
    same = np.asarray(seen)[:, None] == np.asarray(classes)[None, :]
    if not same.any(axis=1).all():
        raise ExportError("A member was fitted on a class that the whole does not have.")
    return np.asarray(same.argmax(axis=1))


def summed(builder: Builder, values: Sequence[Value]) -> Value:
    """Values added one after another."""
    total = values[0]
    for value in values[1:]:
        total = builder.binary("add", total, value)
    return total
