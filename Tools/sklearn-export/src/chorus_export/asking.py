"""What scikit-learn itself answers to rows, and which of its answers can be relied on."""

from collections.abc import Iterable, Sequence
from typing import Any

import joblib
import numpy as np

from chorus_export.errors import ExportError
from chorus_export.model import Model, plain_rows
from chorus_export.parts import Array, Doubting
from chorus_export.rows import Rows
from chorus_export.table import dense

#: What scikit-learn raises for a row that it does not answer: an index for a category too many.
REFUSALS = (ValueError, IndexError)


def answered(model: Model, rows: Rows) -> Rows:
    """Those of the rows that scikit-learn answers."""
    if len(rows) == 0 or _answers(model, rows):
        return rows
    kept = [index for index in range(len(rows)) if _answers(model, rows.take([index]))]
    return rows.take(np.array(kept, dtype=np.int64))


def certain(model: Model, rows: Rows, doubts: Sequence[Doubting]) -> Rows:
    """Those of the rows whose answer is not left to chance, as between points equally near.

    A row that scikit-learn refuses is left for it to refuse.
    """
    for doubt in doubts:
        if len(rows) == 0:
            break
        with plain_rows(), np.errstate(all="ignore"):
            try:
                rows = rows.take(~doubt(rows.given_to(model.signature)))
            except REFUSALS:
                break
    return rows


def _answers(model: Model, rows: Rows) -> bool:
    try:
        asked(model, rows, model.answers.by_name)
    except REFUSALS:
        return False
    return True


def asked(model: Model, rows: Rows, names: Iterable[str]) -> dict[str, Array]:
    """Its answers by name, in one thread so that forests are summed in tree order."""
    estimator, given = model.estimator, rows.given_to(model.signature)
    with plain_rows(), np.errstate(all="ignore"), _one_thread():
        return {name: _answer(estimator, name, given) for name in names}


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
