"""A library's answers as the columns that ``chorus weights export --expect`` reads."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from .neighbours import Column

#: Output name to rows x columns.
Answers = dict[str, np.ndarray]


def write(folder: Path, columns: Sequence[Column], rows: np.ndarray, answers: Answers) -> None:
    """Writes ``rows.csv`` and ``answers.csv``; numbers in as many digits as they need."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "rows.csv", _header(columns), _named(columns, rows))
    header: list[str] = []
    columns_of_answers: list[np.ndarray] = []
    for output, values in answers.items():
        table = np.asarray(values)
        table = table.reshape(len(table), -1)
        is_one = table.shape[1] == 1 and output != "probabilities"
        header += [output] if is_one else [f"{output}_{i}" for i in range(table.shape[1])]
        columns_of_answers += list(table.T)
    _write(folder / "answers.csv", header, list(zip(*columns_of_answers, strict=True)))


def _header(columns: Sequence[Column]) -> list[str]:
    """The features' names; a header of numbers alone would pass for a row."""
    names = [column.name for column in columns]
    return [f"f{name}" for name in names] if all(n.isdecimal() for n in names) else names


def _named(columns: Sequence[Column], rows: np.ndarray) -> Iterable[list[object]]:
    for row in rows:
        yield [
            column.names[int(value)] if column.names and not np.isnan(value) else value
            for column, value in zip(columns, row, strict=True)
        ]


def _write(path: Path, header: list[str], table: Iterable[Iterable[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_text(value) for value in row] for row in table)


def _text(value: object) -> str:
    if isinstance(value, float | np.floating):
        # A float32 is written as the double it is, so that nothing is rounded twice.
        return "" if np.isnan(value) else repr(float(value))
    if isinstance(value, bool | np.bool_):
        return str(bool(value)).lower()
    return str(value)


def both_classes(positive: np.ndarray) -> np.ndarray:
    """Probabilities of two classes from that of the second, in the same width."""
    return np.stack([positive.dtype.type(1) - positive, positive], axis=1)
