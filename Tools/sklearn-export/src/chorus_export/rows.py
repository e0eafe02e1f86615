"""Rows of features read from CSV."""

import csv
import math
from pathlib import Path

import numpy as np

from chorus_export.errors import ExportError
from chorus_export.parts import Array


def read_rows(path: Path, features: int) -> Array:
    """The rows of a CSV file, [rows, features] of float64.

    A first line that is not all numbers is a heading; an empty field is a missing value. Raises
    ExportError with the line for a field that is no number and for a wrong number of fields.
    """
    with path.open(newline="", encoding="utf-8-sig") as file:
        lines = [(number, line) for number, line in enumerate(csv.reader(file), 1) if line]
    if lines and not _is_numeric(lines[0][1]):
        lines = lines[1:]
    if not lines:
        raise ExportError(f"{path.name} holds no rows; give at least one.")
    return np.array([_row(path, number, line, features) for number, line in lines])


def _row(path: Path, number: int, line: list[str], features: int) -> list[float]:
    if len(line) != features:
        raise ExportError(
            f"{path.name}, line {number}, has {len(line)} fields; the model takes {features}."
        )
    try:
        return [_value(field) for field in line]
    except ValueError:
        raise ExportError(f"{path.name}, line {number}, has a field that is no number.") from None


def _value(field: str) -> float:
    return float(field) if field.strip() else math.nan


def _is_numeric(line: list[str]) -> bool:
    try:
        [_value(field) for field in line]
    except ValueError:
        return False
    return True
