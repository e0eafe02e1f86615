"""The program `chorus`: asked what it answers, and to read models of other libraries."""

import csv
import json
import math
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from chorus_export.errors import ExportError
from chorus_export.labels import Label
from chorus_export.parts import Array
from chorus_export.rows import Rows


@dataclass(frozen=True)
class Answered:
    """What a model answers: the places of the rows that it did not refuse, and their answers.

    A `label` is the class; every other answer is [rows, columns], NaN where it is not finite.
    """

    places: Array
    answers: Mapping[str, Array]


@dataclass(frozen=True)
class Program:
    """The program at a path."""

    path: str

    @classmethod
    def found(cls, given: str | PathLike[str] | None, purpose: str) -> "Program":
        """The program that is given, else that of the variable CHORUS, else that on the PATH.

        Raises ExportError where there is none; `purpose` says what it does: `measures …`.
        """
        wanted = os.fspath(given) if given is not None else os.environ.get("CHORUS") or "chorus"
        path = shutil.which(wanted)
        if path is None:
            raise ExportError(
                f"The program '{wanted}' is not found, which {purpose}; give its path with "
                "--chorus, or in the variable CHORUS."
            )
        return cls(path)

    def answered(self, weights: bytes, rows: Rows, outputs: Sequence[str]) -> Answered:
        """What the model of a weight file answers to these rows."""
        with TemporaryDirectory(prefix="chorus-export-") as folder:
            files = {name: Path(folder, name) for name in ("m.safetensors", "in.ndjson")}
            found, refused = Path(folder, "out.ndjson"), Path(folder, "refused.csv")
            files["m.safetensors"].write_bytes(weights)
            files["in.ndjson"].write_text(
                "".join(_line(rows.row(index)) for index in range(len(rows))), encoding="utf-8"
            )
            self._run(
                *("predict", files["m.safetensors"], "--input", files["in.ndjson"]),
                *("--output-names", ",".join(outputs)),
                *("--output", found, "--rejects", refused),
            )
            lines = found.read_text(encoding="utf-8").splitlines() if found.exists() else []
            answers = [json.loads(line) for line in lines]
            return Answered(_kept(refused, len(rows)), _columns(answers, outputs))

    def imported(self, model: Path) -> bytes:
        """The weight file that it makes of a model in another library's own format."""
        with TemporaryDirectory(prefix="chorus-export-") as folder:
            made = Path(folder, "m.safetensors")
            self._run("weights", "export", model, "--output", made)
            return made.read_bytes()

    def _run(self, *arguments: object) -> None:
        command = [self.path, *map(str, arguments)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            raise ExportError(f"{self.path} cannot be run: {error.strerror}.") from error
        if done.returncode != 0:
            reason = (done.stderr.strip() or f"exit code {done.returncode}").splitlines()[-1]
            raise ExportError(f"{self.path} does not answer: {reason}")


def _line(row: Sequence[Any]) -> str:
    """A row as a line of JSON: null where a value is missing."""
    return json.dumps([_json(value) for value in row], ensure_ascii=False) + "\n"


def _json(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, np.integer):
        return int(value)
    return None if math.isnan(value) else float(value)


def _kept(refused: Path, count: int) -> Array:
    """The places of the rows that are not among those refused."""
    kept = np.ones(count, dtype=bool)
    if refused.exists():
        with refused.open(newline="", encoding="utf-8") as file:
            for entry in csv.DictReader(file):
                kept[int(entry["line"]) - 1] = False
    return np.flatnonzero(kept)


def _columns(answers: Sequence[Mapping[str, Any]], outputs: Sequence[str]) -> dict[str, Array]:
    columns: dict[str, Array] = {}
    for output in outputs:
        values = [answer[output] for answer in answers]
        if output == "label":
            columns[output] = _labels(values)
        else:
            columns[output] = np.array(
                [value if isinstance(value, list) else [value] for value in values],
                dtype=np.float64,
            ).reshape(len(values), -1)
    return columns


def _labels(values: Sequence[Label]) -> Array:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
