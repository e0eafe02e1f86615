"""The estimators that can be written, one family a module."""

from collections.abc import Callable
from typing import Any

from chorus_export.errors import ExportError
from chorus_export.families import linear, logistic, scaler, trees
from chorus_export.parts import Predictor, Transform

#: Builds a step's part; the text is the prefix of its tensors' names.
TRANSFORMS: dict[type, Callable[[Any, str], Transform]] = {**scaler.READERS}
PREDICTORS: dict[type, Callable[[Any, str], Predictor]] = {
    **linear.READERS,
    **logistic.READERS,
    **trees.READERS,
}


def transform(estimator: Any, prefix: str) -> Transform:
    """The part of a step that maps rows to rows.

    Raises ExportError for an estimator outside the families. A subclass is outside too: what it
    overrides cannot be known.
    """
    reader = TRANSFORMS.get(type(estimator))
    if reader is None:
        raise _unsupported(estimator, TRANSFORMS, "before the last step of a pipeline")
    return reader(estimator, prefix)


def predictor(estimator: Any, prefix: str) -> Predictor:
    """The part of the step that answers; errors as for `transform`."""
    reader = PREDICTORS.get(type(estimator))
    if reader is None:
        raise _unsupported(estimator, PREDICTORS, "as the last step of a pipeline")
    return reader(estimator, prefix)


def _unsupported(estimator: Any, readers: dict[type, Any], place: str) -> ExportError:
    known = ", ".join(sorted(kind.__name__ for kind in readers))
    return ExportError(
        f"{type(estimator).__name__} cannot be exported {place}; use one of: {known}."
    )
