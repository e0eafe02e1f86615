"""LabelEncoder and LabelBinarizer, which take one column: its labels become numbers.

They stand alone: a pipeline has no place for them, since they are meant for targets.
"""

from typing import Any

import numpy as np

from chorus_export.errors import ExportError
from chorus_export.families.categories import coded, kind
from chorus_export.families.registry import transforms
from chorus_export.table import Table


@transforms("sklearn.LabelEncoder")
def encoder(estimator: Any, table: Table) -> Table:
    """The place of each label among the classes; any other is refused."""
    classes = estimator.classes_
    return table.made(coded(table, 0, classes, np.arange(len(classes), dtype=np.float64), None))


@transforms("sklearn.LabelBinarizer")
def binarizer(estimator: Any, table: Table) -> Table:
    """A column a class, one of two classes, with the positive label where a row has it.

    A label that is no class has the negative one throughout.
    """
    builder, classes = table.builder, estimator.classes_
    if kind(classes) == "number":
        raise ExportError(
            "LabelBinarizer over reals cannot be exported; fit it on texts or whole numbers."
        )
    count = len(classes)
    rows = np.full((count + 1, count), float(estimator.neg_label))
    rows[np.arange(count), np.arange(count)] = float(estimator.pos_label)
    if count == 2:
        rows = rows[:, 1:]
    elif count == 1:
        rows[:] = float(estimator.neg_label)
    places = coded(table, 0, classes, np.arange(count), count)
    flat = builder.reshape(places, [None])
    return table.made(builder.gather(builder.constant(rows), flat, axis=0))
