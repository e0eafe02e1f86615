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
from chorus_export.asking import classes_of
from chorus_export.errors import ExportError
from chorus_export.golden import LIMIT, Golden, golden
from chorus_export.graph import Kind
from chorus_export.model import Model, read
from chorus_export.narrowing import Narrowing, narrowed
from chorus_export.program import Program
from chorus_export.rows import Rows, Signature, rows_from, rows_of

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
    narrowing: Narrowing | None = None

    def __str__(self) -> str:
        answers = "no classes" if self.classes is None else f"classes {self.classes}"
        rows = ", ".join(f"{count} {kind}" for kind, count in self.golden_rows.items())
        return (
            f"{self.path}: {self.name}, {' > '.join(self.steps)}, {self.features} features, "
            f"{answers}\n"
            f"golden rows with the answers of scikit-learn {sklearn_version}: {rows}\n"
            f"{'' if self.narrowing is None else f'{self.narrowing}{chr(10)}'}"
            f"{self.byte_count} bytes, SHA-256 {self.checksum}"
        )


def export(
    estimator: Any,
    path: str | PathLike[str],
    *,
    name: str | None = None,
    classes: Sequence[str] | None = None,
    features: Sequence[str] | None = None,
    sample: Sequence[Any] | None = None,
    rows: Any = None,
    source: Source | None = None,
    date: datetime | None = None,
    precision: Kind = "float64",
    chorus: str | PathLike[str] | None = None,
) -> Exported:
    """Writes a fitted estimator or pipeline as a weight file, in one step.

    `name` is by default that of the file; `classes` take the place of the estimator's own, in the
    order of `classes_`, and `features` that of the names it was fitted with; `sample` is one row,
    by default the first of `rows`, else zeros; `rows` [rows, features] become golden rows and are
    drawn where none are given; `date` is when the file was made, by default now: with a fixed one
    the same model gives the same bytes. With `precision` of `float32` the model computes in half
    the width, and the program at `chorus` (else of the variable CHORUS, else on the PATH) measures
    what that changes.

    Raises ExportError, with one sentence, for what cannot be written exactly.
    """
    target = Path(path)
    program = _program(precision, chorus)
    model = read(estimator, precision, chorus)
    given = None if rows is None else _limited(rows_from(rows, model.signature))
    model = model if given is None else model.given(given)
    checked = golden(model, given)
    names = labels.classes(_classes(model), classes)
    description = model.description
    metadata = {
        "format": FORMAT,
        "name": _name(name, target),
        "model": _json(description.model),
        "features": _json(labels.features(model.signature, features)),
        "sample": _json(_sample(sample, checked.rows, model.signature)),
        "provenance": _json(_provenance(source, date)),
    } | ({} if names is None else {"classes": _json(names)})

    def written(rows: Golden) -> bytes:
        tensors = {**description.tensors, **rows.tensors()}
        return safetensors.serialise(tensors, metadata | {"golden": _json(rows.metadata())})

    narrowing = None
    if program is not None:
        splits = bool(model.builder.splits)
        checked, narrowing = narrowed(checked, written, names, program, splits=splits)
    content = written(checked)
    safetensors.write(target, content)
    return Exported(
        path=target,
        name=metadata["name"],
        steps=steps(estimator),
        features=model.features,
        classes=names,
        golden_rows=checked.counts,
        byte_count=len(content),
        checksum=hashlib.sha256(content).hexdigest(),
        narrowing=narrowing,
    )


def _program(precision: Kind, chorus: str | PathLike[str] | None) -> Program | None:
    """The program that measures, where there is something to measure."""
    if precision not in ("float32", "float64"):
        raise ExportError(f"The precision '{precision}' is none; give float32 or float64.")
    if precision == "float64":
        return None
    return Program.found(chorus, "measures what float32 changes")


def steps(estimator: Any) -> list[str]:
    """The names of a pipeline's steps, or of the one estimator."""
    inner = getattr(estimator, "steps", None)
    if not isinstance(inner, list):
        return [type(estimator).__name__]
    return [name for _, step in inner if not _passes(step) for name in steps(step)]


def _passes(step: Any) -> bool:
    return step is None or isinstance(step, str)


def _classes(model: Model) -> Any:
    has_label = model.answers.label is not None
    return classes_of(model.estimator) if has_label else None


def _name(given: str | None, path: Path) -> str:
    name = path.name.removesuffix(".safetensors") if given is None else given
    if not name:
        raise ExportError("The model's name is empty; give one with --name.")
    return name


def _sample(given: Sequence[Any] | None, rows: Rows, signature: Signature) -> list[Any]:
    """The sample row: a value a feature, null for a missing text."""
    if given is None:
        return [_plain(value) for value in rows.row(0)]
    if len(given) != len(signature.types):
        raise ExportError(
            f"The sample has {len(given)} values; the model takes {len(signature.types)}."
        )
    row = rows_of([list(given)], signature).row(0)
    if not all(isinstance(value, (str, type(None))) or math.isfinite(value) for value in row):
        raise ExportError("The sample has a value that is not finite; give finite numbers.")
    return [_plain(value) for value in row]


def _plain(value: Any) -> Any:
    """A value as JSON has it; a number that is not finite is 0."""
    if isinstance(value, (str, type(None))):
        return value
    if isinstance(value, (int, np.integer)):
        return int(value)
    return float(value) if math.isfinite(value) else 0.0


def _limited(rows: Rows) -> Rows:
    if len(rows) > LIMIT:
        raise ExportError(f"{len(rows)} rows are given; at most {LIMIT} can be kept.")
    return rows


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
