"""The corpus of golden models: what stands in a case's folder (its README says it)."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas
from weights import Array

#: The folder; without it no case is tried.
FOLDER = os.environ.get("CHORUS_GOLDEN")

_DTYPES = {"float32": "<f4", "float64": "<f8", "int64": "<i8", "int32": "<i4"}
_OUTPUTS = {"regression": "value", "transform": "transformed"}


@dataclass(frozen=True)
class Case:
    """One fitted scikit-learn model with rows and scikit-learn's answers."""

    folder: Path
    facts: dict[str, Any]

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def version(self) -> str:
        return str(self.facts["library"].get("sklearn"))

    @property
    def model(self) -> Path:
        models = self.facts["models"]
        return self.folder / next(m["file"] for m in models if m["format"] == "sklearn-joblib")

    @property
    def rows(self) -> list[list[Any]]:
        given = self.facts["input"]
        if given["kind"] == "matrix":
            return [list(row) for row in self._array(given).tolist()]
        columns = [self._array(column).tolist() for column in given["columns"]]
        return [list(row) for row in zip(*columns, strict=True)]

    @property
    def doubles(self) -> Any:
        """The rows as scikit-learn takes them, numbers in double precision."""
        given = self.facts["input"]
        if given["kind"] == "matrix":
            return np.array(self.rows, dtype=np.float64)
        return pandas.DataFrame(self.rows, columns=[column["name"] for column in given["columns"]])

    @property
    def outputs(self) -> dict[str, tuple[dict[str, Any], Array]]:
        """By our name what is said of an output, and its values; the first of each kind."""
        found: dict[str, tuple[dict[str, Any], Array]] = {}
        for output in self.facts["outputs"]:
            name = _OUTPUTS.get(output["kind"], output["kind"])
            found.setdefault(name, (output, self._array(output)))
        return found

    def label(self, label: object) -> str:
        """A label as Chorus writes it in CSV."""
        if any(isinstance(known, bool) for known in self.facts.get("classes") or []):
            return "true" if label else "false"
        return str(label)

    def _array(self, entry: dict[str, Any]) -> Array:
        path = self.folder / entry["file"]
        if entry["dtype"] == "string":
            return np.array(json.loads(path.read_text()), dtype=object)
        flat = np.fromfile(path, _DTYPES.get(entry["dtype"], entry["dtype"]))
        return flat.reshape(entry.get("shape", [-1]))


def cases() -> list[Case]:
    """Every case that holds a pickled scikit-learn model."""
    found = []
    for path in sorted(Path(FOLDER).glob("*/case.json")) if FOLDER else []:
        facts = json.loads(path.read_text())
        if any(model["format"] == "sklearn-joblib" for model in facts["models"]):
            found.append(Case(path.parent, facts))
    return found
