"""Golden rows: inputs stored beside the answers that scikit-learn itself gives for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import joblib
import numpy as np
from sklearn import __version__ as sklearn_version

from chorus_export.errors import ExportError
from chorus_export.model import Model, plain_rows
from chorus_export.parts import Array, Tolerance
from chorus_export.thresholds import neighbours

#: Rows that are drawn where none are given, and rows with missing values where a model takes them.
DRAWN = 64
MISSING = 16

#: Rows that can be given: a weight file holds 65,536 golden rows, and others join these.
LIMIT = 60_000


@dataclass(frozen=True)
class Golden:
    """Rows [rows, features] and answers by output name.

    `label` is [rows] of int64, the index of the class; every other answer is [rows, columns].
    The counts say what kind of rows there are.
    """

    rows: Array
    answers: Mapping[str, Array]
    tolerance: Tolerance
    counts: Mapping[str, int]

    def tensors(self) -> dict[str, Array]:
        """All arrays by tensor name."""
        return {"golden.rows": self.rows} | {
            f"golden.{name}": answer for name, answer in self.answers.items()
        }

    def metadata(self) -> dict[str, Any]:
        """The JSON object under `golden`."""
        return {
            "rows": "golden.rows",
            "expect": {name: f"golden.{name}" for name in self.answers},
            "tolerance": {
                "absolute": self.tolerance.absolute,
                "relative": self.tolerance.relative,
            },
            "source": f"scikit-learn {sklearn_version}",
        }


def golden(model: Model, given: Array | None) -> Golden:
    """Given rows or drawn ones, rows around the splits of trees, and rows with missing values.

    Raises ExportError where scikit-learn refuses a row.
    """
    base = _drawn(model) if given is None else given
    kinds = {
        "drawn" if given is None else "given": base,
        "on and beside split thresholds": _beside_splits(model, base),
        "with missing values": _with_missing(model, base),
    }
    rows = np.concatenate(list(kinds.values()))
    answers = _answers(model, rows)
    with np.errstate(invalid="ignore"):
        tolerance = model.predictor.tolerance(model.transform(rows), answers)
    counts = {kind: len(part) for kind, part in kinds.items() if len(part) > 0}
    return Golden(rows, answers, tolerance, counts)


def _drawn(model: Model) -> Array:
    """Normal around where the model's rows lie; the same for every run."""
    spread = model.spread
    draws = np.random.default_rng(0).standard_normal((DRAWN, model.features))
    return np.asarray(spread.centre + spread.width * draws, dtype=np.float64)


def _beside_splits(model: Model, base: Array) -> Array:
    """Rows that arrive at the trees on a threshold or a step away, as input rows."""
    whole = base[np.isfinite(base).all(axis=1)]
    if not model.predictor.trees or len(whole) == 0:
        return np.empty((0, model.features))
    rows = neighbours(model.predictor.trees, model.transform(whole.copy()))
    return np.asarray(model.untransform(rows), dtype=np.float64)


def _with_missing(model: Model, base: Array) -> Array:
    """Some rows without one feature each, for models that take NaN."""
    if not any(name.endswith(".missing-goes-left") for name in model.tensors):
        return np.empty((0, model.features))
    rows = base[np.arange(MISSING) % len(base)].copy()
    rows[np.arange(MISSING), np.arange(MISSING) % model.features] = np.nan
    return rows


def _answers(model: Model, rows: Array) -> dict[str, Array]:
    """What scikit-learn answers, one thread so that forests are summed in tree order."""
    estimator = model.estimator
    with plain_rows(), joblib.parallel_config(backend="sequential"):
        try:
            if model.predictor.task == "regression":
                return {"value": _columns(estimator.predict(rows))}
            answers = {
                "label": _indices(estimator.classes_, estimator.predict(rows)),
                "probabilities": _columns(estimator.predict_proba(rows)),
            }
            if model.predictor.has_decision:
                answers["decision"] = _columns(estimator.decision_function(rows))
            return answers
        except ValueError as error:
            reason = str(error).splitlines()[0]
            raise ExportError(f"scikit-learn refuses a golden row: {reason}") from error


def _columns(answer: Any) -> Array:
    array = np.asarray(answer, dtype=np.float64)
    return array.reshape(len(array), -1)


def _indices(classes: Array, labels: Array) -> Array:
    """The place of each label in `classes`."""
    places: Array = np.argmax(labels[:, None] == classes[None, :], axis=1)
    return places.astype(np.int64)
