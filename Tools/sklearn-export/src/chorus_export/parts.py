"""What estimators say about themselves besides their nodes: tolerances and splits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Tolerance:
    """How far an answer may be off: `absolute + relative * |expected|`."""

    absolute: float
    relative: float


#: The tolerance that an estimator needs, for rows as the whole model is given them and the answers
#: by output name.
Tolerating = Callable[[Any, Mapping[str, Array]], Tolerance]


#: Which rows, as the whole model is given them, have an answer that depends on the last bit of a
#: distance or on the order in which points were stored.
Doubting = Callable[[Any], Array]


@dataclass(frozen=True)
class Tree:
    """One fitted binary tree that goes left on `<=`; all arrays have the shape [nodes].

    A leaf has the feature -1. `parent` is -1 at the root, which is node 0.
    """

    feature: Array
    threshold: Array
    left: Array
    right: Array
    parent: Array


@dataclass(frozen=True)
class Splits:
    """Trees, and what reaches them.

    `through` gives the trees' rows for rows as the model is given them; `origins` says of each of
    their columns which feature it is as it came, or None; `exact` that the graph computes these
    rows to the last bit, so that an answer may be asked for where they part. `single` says that
    the trees look at rows in float32.
    """

    trees: list[Tree]
    through: Callable[[Any], Any]
    origins: list[int | None]
    exact: bool
    single: bool = True
