"""From a fitted estimator to a weight file."""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from sklearn import __version__ as sklearn_version

from chorus_export import labels, safetensors
from chorus_export.errors import ExportError
from chorus_export.golden import LIMIT, Golden, golden
from chorus_export.model import Model, take_apart
from chorus_export.parts import Array

FORMAT = "chorus/1"


@dataclass(frozen=True)
class Source:
    """The file that a model comes from: its name without folders, its SHA-256 in hexadecimal."""

    file: str
    sha256: str

    @classmethod
    def of(cls, path: str | PathLike[str]) -> "Source":
        """The source that the file at `path` is."""
        file = Path(path)
        return cls(file.name, hashlib.sha256(file.read_bytes()).hexdigest())


@dataclass(frozen=True)
class Exported:
    """What an export has written."""

    path: Path
    name: str
    steps: list[str]
    features: int
    classes: list[labels.Label] | None
    golden_rows: Mapping[str, int]
    byte_count: int
    checksum: str

    def __str__(self) -> str:
        answers = "no classes" if self.classes is None else f"classes {self.classes}"
        rows = ", ".join(f"{count} {kind}" for kind, count in self.golden_rows.items())
        return (
            f"{self.path}: {self.name}, {' > '.join(self.steps)}, {self.features} features, "
            f"{answers}\n"
            f"golden rows with the answers of scikit-learn {sklearn_version}: {rows}\n"
            f"{self.byte_count} bytes, SHA-256 {self.checksum}"
        )


def export(
    estimator: Any,
    path: str | PathLike[str],
    *,
    name: str | None = None,
    classes: Sequence[str] | None = None,
    features: Sequence[str] | None = None,
    sample: Sequence[float] | None = None,
    rows: Any = None,
    source: Source | None = None,
    date: datetime | None = None,
) -> Exported:
    """Writes a fitted estimator or pipeline as a weight file, in one step.

    `name` is by default that of the file; `classes` take the place of the estimator's own, in the
    order of `classes_`, and `features` that of the names it was fitted with; `sample` is one row,
    by default the first of `rows`, else zeros; `rows` [rows, features] become golden rows and are
    drawn where none are given; `date` is when the file was made, by default now: with a fixed one
    the same model gives the same bytes.

    Raises ExportError, with one sentence, for what cannot be written exactly.
    """
    target = Path(path)
    model = take_apart(estimator)
    given = None if rows is None else _matrix(rows, model.features)
    checked = golden(model, given)
    names = labels.classes(estimator, classes)
    metadata = {
        "format": FORMAT,
        "name": _name(name, target),
        "model": _json(_description(model)),
        "features": _json(labels.features(estimator, model.features, features)),
        "sample": _json(_sample(sample, given, model.features)),
        "provenance": _json(_provenance(source, date)),
        "golden": _json(checked.metadata()),
    }
    if names is not None:
        metadata["classes"] = _json(names)
    content = safetensors.serialise({**model.tensors, **checked.tensors()}, metadata)
    safetensors.write(target, content)
    return _exported(target, metadata["name"], model, names, checked, content)


def _exported(
    path: Path,
    name: str,
    model: Model,
    classes: list[labels.Label] | None,
    checked: Golden,
    content: bytes,
) -> Exported:
    return Exported(
        path=path,
        name=name,
        steps=[type(step).__name__ for step in model.steps],
        features=model.features,
        classes=classes,
        golden_rows=checked.counts,
        byte_count=len(content),
        checksum=hashlib.sha256(content).hexdigest(),
    )


def _description(model: Model) -> dict[str, Any]:
    return {"task": model.predictor.task, "input": "float64", "stages": model.stages}


def _name(given: str | None, path: Path) -> str:
    name = path.name.removesuffix(".safetensors") if given is None else given
    if not name:
        raise ExportError("The model's name is empty; give one with --name.")
    return name


def _sample(given: Sequence[float] | None, rows: Array | None, features: int) -> list[float]:
    if given is None:
        first = np.zeros(features) if rows is None else rows[0]
        return [float(value) if math.isfinite(value) else 0.0 for value in first]
    if len(given) != features:
        raise ExportError(f"The sample has {len(given)} values; the model takes {features}.")
    if not all(math.isfinite(value) for value in given):
        raise ExportError("The sample has a value that is not finite; give finite numbers.")
    return [float(value) for value in given]


def _matrix(rows: Any, features: int) -> Array:
    """Golden rows as float64, whatever they came as."""
    try:
        matrix = np.array(rows, dtype=np.float64)
    except (TypeError, ValueError):
        raise ExportError("The rows are no matrix of numbers; give one.") from None
    if matrix.ndim != 2 or matrix.shape[1] != features or len(matrix) == 0:
        raise ExportError(f"The rows have shape {matrix.shape}; the model takes [n, {features}].")
    if len(matrix) > LIMIT:
        raise ExportError(f"{len(matrix)} rows are given; at most {LIMIT} can be kept.")
    return matrix


def _provenance(source: Source | None, date: datetime | None) -> dict[str, str]:
    moment = (date or datetime.now(timezone.utc)).astimezone(timezone.utc)
    return {
        "library": "scikit-learn",
        "version": sklearn_version,
        "file": source.file if source else "",
        "sha256": source.sha256 if source else "",
        "date": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
