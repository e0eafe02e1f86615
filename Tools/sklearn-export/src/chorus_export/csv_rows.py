"""Rows of CSV, as typed columns."""

import csv
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chorus_export.errors import ExportError
from chorus_export.rows import Rows, Signature, rows_of

_TRUTHS = {"true": 1, "false": 0}


def read_rows(path: Path, signature: Signature) -> Rows:
    """The rows of a CSV file.

    A first line of the features' names, or of a word where a number is due, is a heading; an empty
    field is a missing value. Raises ExportError with the line for a field that does not fit and
    for a wrong number of fields.
    """
    with path.open(newline="", encoding="utf-8-sig") as file:
        lines = [(number, line) for number, line in enumerate(csv.reader(file), 1) if line]
    if lines and _is_heading(lines[0][1], signature):
        lines = lines[1:]
    if not lines:
        raise ExportError(f"{path.name} holds no rows; give at least one.")
    places = [f"{path.name}, line {number}," for number, _ in lines]
    return _rows([line for _, line in lines], signature, places)


def read_sample(text: str, signature: Signature) -> list[Any]:
    """The values of one row, with commas between; an empty one is missing."""
    return _rows([next(csv.reader([text]))], signature, ["The sample"]).row(0)


def _rows(lines: Sequence[list[str]], signature: Signature, places: Sequence[str]) -> Rows:
    count = len(signature.types)
    for place, line in zip(places, lines, strict=True):
        if len(line) != count:
            raise ExportError(f"{place} has {len(line)} fields; the model takes {count}.")
    signature = signature.seeing(lines)
    values = []
    for place, line in zip(places, lines, strict=True):
        try:
            fields = zip(line, signature.types, strict=True)
            values.append([_value(field, type_) for field, type_ in fields])
        except ValueError:
            raise ExportError(f"{place} has a field that is no number.") from None
    return rows_of(values, signature)


def _value(field: str, type_: str) -> Any:
    if type_ == "text":
        return field if field else None
    if field.strip().lower() in _TRUTHS:
        return _TRUTHS[field.strip().lower()]
    if type_ == "integer":
        return int(field)
    return float(field) if field.strip() else math.nan


def _is_heading(line: list[str], signature: Signature) -> bool:
    """Whether a line names the features; one that is not read says nothing of it."""
    if signature.names is not None and tuple(line) == signature.names:
        return True
    if len(line) != len(signature.types):
        return False
    try:
        for index, (field, type_) in enumerate(zip(line, signature.types, strict=True)):
            if index not in signature.unread:
                _value(field, type_)
    except ValueError:
        return True
    return False
