"""What one estimator contributes to a weight file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

Array = np.ndarray[Any, Any]
Stage = dict[str, Any]
Task = Literal["classification", "regression"]


@dataclass(frozen=True)
class Tolerance:
    """How far an answer may be off: `absolute + relative * |expected|`."""

    absolute: float
    relative: float


@dataclass(frozen=True)
class Spread:
    """Where a model's rows lie, feature by feature; golden rows are drawn around it.

    Both arrays have the shape [features].
    """

    centre: Array
    width: Array


@dataclass(frozen=True)
class Tree:
    """One fitted binary tree; all arrays have the shape [nodes].

    A leaf has the feature -1. `parent` is -1 at the root, which is node 0.
    """

    feature: Array
    threshold: Array
    left: Array
    right: Array
    parent: Array


@dataclass(frozen=True)
class Transform:
    """A step that maps rows to rows."""

    stages: list[Stage]
    tensors: Mapping[str, Array]
    spread: Spread | None = None


@dataclass(frozen=True)
class Predictor:
    """The last step: its stages end in a head.

    `tolerance` takes the rows as they reach the predictor, [rows, features] of float64, and the
    answers by output name.
    """

    task: Task
    stages: list[Stage]
    tensors: Mapping[str, Array]
    tolerance: Callable[[Array, Mapping[str, Array]], Tolerance]
    spread: Spread | None = None
    trees: list[Tree] = field(default_factory=list)
    has_decision: bool = False
