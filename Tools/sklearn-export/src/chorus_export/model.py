"""A fitted estimator or pipeline, read into a graph."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from os import PathLike
from typing import Any

from chorus_export import families
from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.graph import Builder, Kind
from chorus_export.graph.describe import Description, describe
from chorus_export.rows import Rows, Signature
from chorus_export.table import Table


@contextmanager
def plain_rows() -> Iterator[None]:
    """Lets rows be a plain array also where the model knows names, or have unknown categories.

    What scikit-learn warns of then is of rows that were made here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


@dataclass(frozen=True)
class Model:
    """An estimator beside the graph that answers as it does."""

    estimator: Any
    builder: Builder
    answers: Answers
    signature: Signature

    @property
    def features(self) -> int:
        """Number of input columns."""
        return len(self.signature.types)

    @property
    def description(self) -> Description:
        """What the weight file says of it."""
        return describe(self.builder, self.answers, self.features)

    def given(self, rows: Rows) -> "Model":
        """The model of rows like these, which say what a feature is that it does not read."""
        types = [
            "text" if index in self.signature.unread and column.dtype == object else type_
            for index, (type_, column) in enumerate(
                zip(self.signature.types, rows.columns, strict=True)
            )
        ]
        return replace(self, signature=replace(self.signature, types=tuple(types)))


def read(
    estimator: Any, precision: Kind = "float64", chorus: str | PathLike[str] | None = None
) -> Model:
    """The model that a fitted estimator is; the program at `chorus` reads boosters in it.

    Raises ExportError for one that is not fitted or holds a step outside the families.
    """
    count = _feature_count(estimator)
    names = _names(estimator, count)
    builder, answers = _built(estimator, Builder(precision, None, chorus), count, names)
    types = [_type(builder, index) for index in range(count)]
    if any(len(asked) > 1 for asked in builder.demands.values()):
        builder, answers = _built(estimator, Builder(precision, types, chorus), count, names)
    signature = Signature(
        types=tuple(types),
        names=names,
        framed=names is not None and find_spec("pandas") is not None,
        missing=builder.domain.missing,
        singles=frozenset(builder.domain.singles),
        unread=frozenset(index for index in range(count) if not builder.demands.get(index)),
    )
    return Model(estimator, builder, answers, signature)


def _built(
    estimator: Any, builder: Builder, count: int, names: tuple[str, ...] | None
) -> tuple[Builder, Answers]:
    table = Table.features(builder, count, names)
    with plain_rows():
        if families.is_predictor(estimator):
            return builder, families.predict(estimator, table)
        made = families.transform(estimator, table)
        return builder, Answers(task="transform", transformed=made.numbers())


def _type(builder: Builder, index: int) -> str:
    """A feature's type by what is asked of it; one that nothing reads is a number."""
    asked = builder.demands.get(index, set()) - {"any"}
    if "text" in asked and len(asked) > 1:
        raise ExportError(
            f"Column {index} is read as text by one step and as a number by another; "
            "give each its own column."
        )
    return "text" if asked == {"text"} else "integer" if asked == {"integer"} else "number"


def _feature_count(estimator: Any) -> int:
    """How many features a model takes; a pipeline that begins with nothing asks its next step."""
    steps = getattr(estimator, "steps", None)
    if isinstance(steps, list):
        real = [step for _, step in steps if step is not None and step != "passthrough"]
        if not real:
            raise ExportError("The pipeline has no steps; give a fitted one.")
        return _feature_count(real[0])
    families.check_fitted(estimator)
    if families.takes_labels(estimator):
        return 1
    try:
        return int(estimator.n_features_in_)
    except AttributeError:
        name = type(estimator).__name__
        raise ExportError(
            f"{name} does not say how many features it takes; fit it with rows of two dimensions."
        ) from None


def _names(estimator: Any, count: int) -> tuple[str, ...] | None:
    names = getattr(estimator, "feature_names_in_", None)
    return None if names is None or len(names) != count else tuple(str(name) for name in names)
