"""Golden rows: inputs stored beside the answers that scikit-learn itself gives for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import joblib
import numpy as np
from sklearn import __version__ as sklearn_version

from chorus_export.drawing import drawn, with_missing, with_unknown
from chorus_export.errors import ExportError
from chorus_export.graph.nodes import texts_of
from chorus_export.model import Model, plain_rows
from chorus_export.parts import Array, Tolerance
from chorus_export.rows import Rows, together
from chorus_export.table import dense
from chorus_export.thresholds import beside_splits

#: Rows that can be given: a weight file holds 65,536 golden rows, and others join these.
LIMIT = 60_000

#: What scikit-learn raises for a row that it does not answer: an index for a category too many.
_REFUSALS = (ValueError, IndexError)

#: What every answer may be off, however it is computed.
LEAST = Tolerance(1e-12, 1e-12)


@dataclass(frozen=True)
class Golden:
    """Rows and answers by output name.

    `label` is [rows] of int64, the index of the class; every other answer is [rows, columns].
    The counts say which kinds of rows there are, one kind after another.
    """

    rows: Rows
    answers: Mapping[str, Array]
    tolerance: Tolerance
    counts: Mapping[str, int]

    def take(self, places: Array) -> "Golden":
        """The rows at these positions, which rise."""
        kinds = np.repeat(np.array(list(self.counts)), list(self.counts.values()))[places]
        counts = {kind: int((kinds == kind).sum()) for kind in self.counts}
        return Golden(
            self.rows.take(places),
            {name: answer[places] for name, answer in self.answers.items()},
            self.tolerance,
            {kind: count for kind, count in counts.items() if count},
        )

    def tensors(self) -> dict[str, Array]:
        """All arrays by tensor name."""
        answers = {f"golden.{name}": answer for name, answer in self.answers.items()}
        if self._is_matrix:
            return {"golden.rows": self.rows.matrix(range(len(self.rows.columns)))} | answers
        named = [
            _column_tensors(f"golden.rows.{index}", column)
            for index, column in enumerate(self.rows.columns)
        ]
        return {name: array for part in named for name, array in part.items()} | answers

    def metadata(self) -> dict[str, Any]:
        """The JSON object under `golden`."""
        columns = [
            _column_names(f"golden.rows.{index}", column)
            for index, column in enumerate(self.rows.columns)
        ]
        return {
            "rows": "golden.rows" if self._is_matrix else columns,
            "expect": {name: f"golden.{name}" for name in self.answers},
            "tolerance": {
                "absolute": self.tolerance.absolute,
                "relative": self.tolerance.relative,
            },
            "source": f"scikit-learn {sklearn_version}",
        }

    @property
    def _is_matrix(self) -> bool:
        return all(column.dtype == np.float64 for column in self.rows.columns)


def golden(model: Model, given: Rows | None) -> Golden:
    """Given rows or drawn ones, rows around splits of trees, with missing and unknown values.

    Raises ExportError where scikit-learn refuses a row that was given.
    """
    base = drawn(model) if given is None else given
    answered = _answered(model, base) if given is None else _certain(model, base)
    kinds = {
        "drawn" if given is None else "given": answered,
        "on and beside split thresholds": _answered(model, beside_splits(model, answered)),
        "with missing values": _answered(model, with_missing(model, answered)),
        "with unknown categories": _answered(model, with_unknown(model, answered)),
    }
    parts = {kind: part for kind, part in kinds.items() if len(part) > 0}
    if not parts:
        raise ExportError(
            "scikit-learn answers none of the rows for certain; give others with --rows."
        )
    rows = together(list(parts.values()))
    try:
        answers = _answers(model, rows)
    except _REFUSALS as error:
        reason = str(error).splitlines()[0]
        raise ExportError(f"scikit-learn refuses a golden row: {reason}") from error
    counts = {kind: len(part) for kind, part in parts.items()}
    return Golden(rows, answers, _tolerance(model, rows, answers), counts)


def _answered(model: Model, rows: Rows) -> Rows:
    """Those of the rows that scikit-learn answers."""
    if len(rows) == 0:
        return rows
    if _answers_or_none(model, rows) is not None:
        return _certain(model, rows)
    kept = [
        index
        for index in range(len(rows))
        if _answers_or_none(model, rows.take([index])) is not None
    ]
    return _certain(model, rows.take(np.array(kept, dtype=np.int64)))


def _certain(model: Model, rows: Rows) -> Rows:
    """Those of the rows whose answer is not left to chance, as between points equally near."""
    for doubt in model.builder.doubts:
        if len(rows) > 0:
            with plain_rows(), np.errstate(all="ignore"):
                rows = rows.take(~doubt(rows.given_to(model.signature)))
    return rows


def _answers_or_none(model: Model, rows: Rows) -> dict[str, Array] | None:
    try:
        return _answers(model, rows)
    except _REFUSALS:
        return None


def _tolerance(model: Model, rows: Rows, answers: Mapping[str, Array]) -> Tolerance:
    given = rows.given_to(model.signature)
    with plain_rows(), np.errstate(all="ignore"):
        needed = [LEAST] + [ask(given, answers) for ask in model.builder.tolerances]
    return Tolerance(
        max(tolerance.absolute for tolerance in needed),
        max(tolerance.relative for tolerance in needed),
    )


def _answers(model: Model, rows: Rows) -> dict[str, Array]:
    """What scikit-learn answers, one thread so that forests are summed in tree order."""
    estimator, given = model.estimator, rows.given_to(model.signature)
    with plain_rows(), np.errstate(all="ignore"), _one_thread():
        return {name: _answer(estimator, name, given) for name in model.answers.by_name}


def _one_thread() -> Any:
    """One thread in joblib of any version."""
    configured = getattr(joblib, "parallel_config", joblib.parallel_backend)
    return configured("sequential")


def _answer(estimator: Any, name: str, rows: Any) -> Array:
    match name:
        case "label":
            return _indices(classes_of(estimator), estimator.predict(rows))
        case "probabilities":
            return _columns(estimator.predict_proba(rows))
        case "decision":
            return _columns(estimator.decision_function(rows))
        case "score":
            return _columns(estimator.score_samples(rows))
        case "value":
            return _columns(estimator.predict(rows))
        case _:
            return _columns(estimator.transform(rows))


def classes_of(estimator: Any) -> Array | None:
    """The classes in the order of the probabilities; of an outlier detector -1 and 1."""
    if getattr(estimator, "_estimator_type", None) == "outlier_detector" or not hasattr(
        estimator, "classes_"
    ):
        is_outlier = hasattr(estimator, "score_samples") and hasattr(estimator, "predict")
        return np.array([-1, 1]) if is_outlier else None
    return np.asarray(estimator.classes_)


def _columns(answer: Any) -> Array:
    array = dense(answer).astype(np.float64)
    return array.reshape(len(array), -1)


def _indices(classes: Array | None, labels: Array) -> Array:
    """The place of each label in `classes`."""
    if classes is None:
        raise ExportError("The model answers labels and has no classes; give another estimator.")
    places: Array = np.argmax(np.asarray(labels).reshape(-1, 1) == classes[None, :], axis=1)
    return places.astype(np.int64)


def _column_names(name: str, column: Array) -> dict[str, Any]:
    if column.dtype == np.float64:
        return {"numbers": name}
    if column.dtype == np.int64:
        return {"integers": name}
    texts = {"bytes": f"{name}.bytes", "offsets": f"{name}.offsets"}
    return {"texts": texts, "missing": f"{name}.missing"}


def _column_tensors(name: str, column: Array) -> dict[str, Array]:
    if column.dtype != object:
        return {name: column}
    content, offsets = texts_of(["" if value is None else value for value in column])
    missing = np.array([value is None for value in column], dtype=np.uint8)
    return {f"{name}.bytes": content, f"{name}.offsets": offsets, f"{name}.missing": missing}
