"""The program `chorus`, as a user runs it on an exported file."""

import csv
import io
import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from weights import Array, Weights, read

from chorus_export import export

ROOT = Path(__file__).resolve().parents[3]
CHORUS = os.environ.get("CHORUS") or str(ROOT / ".build" / "debug" / "chorus")


def run(*arguments: object, rows: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [CHORUS, *map(str, arguments)], input=rows, capture_output=True, text=True, check=False
    )


def verify(path: Path) -> str:
    """What `chorus weights verify` says; an assertion that it finds no difference."""
    done = run("weights", "verify", path)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def verified(model: Any, rows: Any, path: Path, **options: Any) -> Weights:
    """Exports a fitted model with golden rows, and has Chorus give scikit-learn's answers to them.

    `rows` of None are drawn.
    """
    export(model, path, rows=rows, **options)
    verify(path)
    return read(path)


def answers(path: Path, rows: Iterable[Sequence[Any]], outputs: str) -> dict[str, Array]:
    """What `chorus predict` answers, by output name; labels are texts."""
    text = io.StringIO()
    csv.writer(text).writerows([[_field(value) for value in row] for row in rows])
    done = run("predict", path, "--output-names", outputs, rows=text.getvalue())
    assert done.returncode == 0, done.stderr
    header, *lines = list(csv.reader(io.StringIO(done.stdout)))
    found: dict[str, Array] = {}
    for output in outputs.split(","):
        places = [i for i, n in enumerate(header) if n == output or n.startswith(f"{output}_")]
        columns = [[line[place] for place in places] for line in lines]
        found[output] = np.array(columns) if output == "label" else np.array(columns, dtype=float)
    return found


def _field(value: Any) -> Any:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    return value if isinstance(value, str) else repr(float(value))
