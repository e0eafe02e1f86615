"""The estimators that can be written, one family a module."""

from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families import registry
from chorus_export.rounding import step
from chorus_export.table import Table


def transform(estimator: Any, table: Table) -> Table:
    """What a fitted step makes of the columns that it is given.

    Raises ExportError for an estimator outside the families. A subclass is outside too: what it
    overrides cannot be known.
    """
    reader = registry.TRANSFORMS.get(registry.key(estimator))
    if reader is None:
        raise _unsupported(estimator, registry.TRANSFORMS, "before the last step of a pipeline")
    check_fitted(estimator)
    _check_width(estimator, table)
    made = reader(estimator, table)
    return replace(
        made,
        through=step(estimator.transform, table, made),
        names=_names(estimator, made.width),
    )


def predict(estimator: Any, table: Table) -> Answers:
    """What a fitted predictor answers; errors as for `transform`."""
    reader = registry.PREDICTORS.get(registry.key(estimator))
    if reader is None:
        raise _unsupported(estimator, registry.PREDICTORS, "as the last step of a pipeline")
    check_fitted(estimator)
    _check_width(estimator, table)
    return reader(estimator, table)


def member(estimator: Any, table: Table) -> Answers:
    """What a predictor inside of another answers, all numbers in the model's width."""
    answers = predict(estimator, table)
    wide = {
        name: value if name == "label" else table.builder.real(value)
        for name, value in answers.by_name.items()
    }
    return Answers(answers.task, **wide)


def is_predictor(estimator: Any) -> bool:
    """Whether an estimator answers, rather than maps rows to rows.

    One outside the families counts as what its methods say.
    """
    steps = getattr(estimator, "steps", None)
    if registry.key(estimator) == "sklearn.Pipeline" and steps:
        last = steps[-1][1]
        return last is not None and last != "passthrough" and is_predictor(last)
    name = registry.key(estimator)
    if name in registry.PREDICTORS or name in registry.TRANSFORMS:
        return name in registry.PREDICTORS
    return hasattr(estimator, "predict")


def takes_labels(estimator: Any) -> bool:
    """Whether an estimator takes one column of labels, and so tells no number of features."""
    return registry.key(estimator) in ("sklearn.LabelBinarizer", "sklearn.LabelEncoder")


def check_fitted(estimator: Any) -> None:
    """Raises ExportError for what is no estimator, or is not fitted.

    A pipeline is as fitted as its steps, each of which is asked when it is read.
    """
    if isinstance(getattr(estimator, "steps", None), list):
        return
    name = type(estimator).__name__
    if registry.key(estimator).startswith("catboost."):
        if not estimator.is_fitted():
            raise ExportError(f"{name} is not fitted; fit it before it is exported.")
        return
    try:
        check_is_fitted(estimator)
    except NotFittedError:
        raise ExportError(f"{name} is not fitted; fit it before it is exported.") from None
    except TypeError:
        raise ExportError(f"{name} is no scikit-learn estimator; give a fitted one.") from None


def _check_width(estimator: Any, table: Table) -> None:
    count = getattr(estimator, "n_features_in_", table.width)
    if count != table.width:
        raise ExportError(
            f"{type(estimator).__name__} takes {count} columns and is given {table.width}."
        )


def _names(estimator: Any, width: int) -> tuple[str, ...] | None:
    """The names of what a step gives, for a column transformer behind it."""
    try:
        names = tuple(str(name) for name in estimator.get_feature_names_out())
    except Exception:  # whatever a version of scikit-learn raises where it has no names
        return None
    return names if len(names) == width else None


def _unsupported(estimator: Any, readers: dict[str, Any], place: str) -> ExportError:
    known = ", ".join(sorted(name.partition(".")[2] for name in readers))
    return ExportError(
        f"{type(estimator).__name__} cannot be exported {place}; use one of: {known}."
    )


# Each module registers the estimators that it reads.
for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")
