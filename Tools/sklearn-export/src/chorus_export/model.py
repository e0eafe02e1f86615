"""A fitted estimator or pipeline, taken apart into stages."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.exceptions import NotFittedError
from sklearn.pipeline import Pipeline
from sklearn.utils.validation import check_is_fitted

from chorus_export import families
from chorus_export.errors import ExportError
from chorus_export.parts import Array, Predictor, Spread, Stage, Transform


@contextmanager
def plain_rows() -> Iterator[None]:
    """Lets rows be a plain array also where the model knows names of features."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="X does not have valid feature names")
        yield


@dataclass(frozen=True)
class Model:
    """The estimator beside what its steps contribute to the weight file."""

    estimator: Any
    steps: list[Any]
    transforms: list[Transform]
    predictor: Predictor

    @property
    def features(self) -> int:
        """Number of input columns."""
        return int(self.steps[0].n_features_in_)

    @property
    def stages(self) -> list[Stage]:
        """All stages in order, the head last."""
        return [stage for part in self.transforms for stage in part.stages] + self.predictor.stages

    @property
    def tensors(self) -> Mapping[str, Array]:
        """The tensors of all stages by name."""
        parts: list[Transform | Predictor] = [*self.transforms, self.predictor]
        return {name: tensor for part in parts for name, tensor in part.tensors.items()}

    @property
    def spread(self) -> Spread:
        """Where the model's input rows lie: the first step that knows says it."""
        parts: list[Transform | Predictor] = [*self.transforms, self.predictor]
        known = [part.spread for part in parts if part.spread]
        return known[0] if known else Spread(np.zeros(self.features), np.ones(self.features))

    def transform(self, rows: Array) -> Array:
        """Rows as they reach the predictor, [rows, features]."""
        with plain_rows():
            for step in self.steps[:-1]:
                rows = step.transform(rows)
        return rows

    def untransform(self, rows: Array) -> Array:
        """Input rows that reach the predictor as `rows`, up to rounding."""
        for step in reversed(self.steps[:-1]):
            rows = step.inverse_transform(rows)
        return rows


def take_apart(estimator: Any) -> Model:
    """The model that a fitted estimator is.

    Raises ExportError for one that is not fitted, has no predictor, or holds a step outside the
    families.
    """
    steps = _flatten(estimator)
    if not steps:
        raise ExportError("The pipeline has no steps; give a fitted one.")
    for step in steps:
        _check_fitted(step)
    transforms: list[Transform] = []
    for step in steps[:-1]:
        transforms.append(families.transform(step, str(_stages(transforms))))
    predictor = families.predictor(steps[-1], str(_stages(transforms)))
    return Model(estimator, steps, transforms, predictor)


def _flatten(estimator: Any) -> list[Any]:
    """The steps of a pipeline, of pipelines in it too, without those that do nothing."""
    if type(estimator) is not Pipeline:
        return [estimator]
    steps = [step for _, step in estimator.steps if step is not None and step != "passthrough"]
    return [part for step in steps for part in _flatten(step)]


def _check_fitted(step: Any) -> None:
    try:
        check_is_fitted(step)
    except NotFittedError:
        name = type(step).__name__
        raise ExportError(f"{name} is not fitted; fit it before it is exported.") from None
    except TypeError:
        name = type(step).__name__
        raise ExportError(f"{name} is no scikit-learn estimator; give a fitted one.") from None


def _stages(transforms: list[Transform]) -> int:
    return sum(len(part.stages) for part in transforms)
