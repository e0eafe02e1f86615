"""Golden rows: inputs stored beside the answers that scikit-learn itself gives for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn import __version__ as sklearn_version

from chorus_export.asking import REFUSALS, answered, asked, certain
from chorus_export.drawing import drawn, with_missing, with_unknown
from chorus_export.errors import ExportError
from chorus_export.graph.nodes import texts_of
from chorus_export.model import Model, plain_rows
from chorus_export.parts import Array, Doubting, Tolerance
from chorus_export.rounding import crossing
from chorus_export.rows import Rows, together
from chorus_export.thresholds import beside_splits

#: Rows that can be given: a weight file holds 65,536 golden rows, and others join these.
LIMIT = 60_000

#: What every answer may be off, however it is computed.
LEAST = Tolerance(1e-12, 1e-12)


@dataclass(frozen=True)
class Golden:
    """Rows and answers by output name.

    `label` is [rows] of int64, the index of the class; every other answer is [rows, columns].
    The counts say which kinds of rows there are, one kind after another.
    """

    rows: Rows
    answers: Mapping[str, Array]
    tolerance: Tolerance
    counts: Mapping[str, int]

    def take(self, places: Array) -> "Golden":
        """The rows at these positions, which rise."""
        kinds = np.repeat(np.array(list(self.counts)), list(self.counts.values()))[places]
        counts = {kind: int((kinds == kind).sum()) for kind in self.counts}
        return Golden(
            self.rows.take(places),
            {name: answer[places] for name, answer in self.answers.items()},
            self.tolerance,
            {kind: count for kind, count in counts.items() if count},
        )

    def tensors(self) -> dict[str, Array]:
        """All arrays by tensor name."""
        answers = {f"golden.{name}": answer for name, answer in self.answers.items()}
        if self._is_matrix:
            return {"golden.rows": self.rows.matrix(range(len(self.rows.columns)))} | answers
        named = [
            _column_tensors(f"golden.rows.{index}", column)
            for index, column in enumerate(self.rows.columns)
        ]
        return {name: array for part in named for name, array in part.items()} | answers

    def metadata(self) -> dict[str, Any]:
        """The JSON object under `golden`."""
        columns = [
            _column_names(f"golden.rows.{index}", column)
            for index, column in enumerate(self.rows.columns)
        ]
        return {
            "rows": "golden.rows" if self._is_matrix else columns,
            "expect": {name: f"golden.{name}" for name in self.answers},
            "tolerance": {
                "absolute": self.tolerance.absolute,
                "relative": self.tolerance.relative,
            },
            "source": f"scikit-learn {sklearn_version}",
        }

    @property
    def _is_matrix(self) -> bool:
        return all(column.dtype == np.float64 for column in self.rows.columns)


def golden(model: Model, given: Rows | None) -> Golden:
    """Given rows or drawn ones, rows around splits of trees, with missing and unknown values.

    Where rounding names the label of every row, the rows are kept and the label is not. Raises
    ExportError where scikit-learn refuses a row that was given.
    """
    builder, names = model.builder, list(model.answers.by_name)
    doubts = [*builder.doubts, *(crossing(each) for each in builder.splits if not each.exact)]
    parts = _kinds(model, given, doubts + builder.label_doubts)
    if not parts and names != ["label"]:
        names = [name for name in names if name != "label"]
        parts = _kinds(model, given, doubts)
    if not parts:
        raise ExportError(
            "scikit-learn answers none of the rows for certain; give others with --rows."
        )
    rows = together(list(parts.values()))
    try:
        answers = asked(model, rows, names)
    except REFUSALS as error:
        reason = str(error).splitlines()[0]
        raise ExportError(f"scikit-learn refuses a golden row: {reason}") from error
    counts = {kind: len(part) for kind, part in parts.items()}
    return Golden(rows, answers, _tolerance(model, rows, answers), counts)


def _kinds(model: Model, given: Rows | None, doubts: Sequence[Doubting]) -> dict[str, Rows]:
    """The rows of each kind that there are, without those that are in doubt."""

    def kept(rows: Rows) -> Rows:
        return certain(model, answered(model, rows), doubts)

    base = kept(drawn(model)) if given is None else certain(model, given, doubts)
    kinds = {
        "drawn" if given is None else "given": base,
        "on and beside split thresholds": kept(beside_splits(model, base)),
        "with missing values": kept(with_missing(model, base)),
        "with unknown categories": kept(with_unknown(model, base)),
    }
    return {kind: part for kind, part in kinds.items() if len(part) > 0}


def _tolerance(model: Model, rows: Rows, answers: Mapping[str, Array]) -> Tolerance:
    given = rows.given_to(model.signature)
    with plain_rows(), np.errstate(all="ignore"):
        needed = [LEAST] + [ask(given, answers) for ask in model.builder.tolerances]
    return Tolerance(
        max(tolerance.absolute for tolerance in needed),
        max(tolerance.relative for tolerance in needed),
    )


def _column_names(name: str, column: Array) -> dict[str, Any]:
    if column.dtype == np.float64:
        return {"numbers": name}
    if column.dtype == np.int64:
        return {"integers": name}
    texts = {"bytes": f"{name}.bytes", "offsets": f"{name}.offsets"}
    return {"texts": texts, "missing": f"{name}.missing"}


def _column_tensors(name: str, column: Array) -> dict[str, Array]:
    if column.dtype != object:
        return {name: column}
    content, offsets = texts_of(["" if value is None else value for value in column])
    missing = np.array([value is None for value in column], dtype=np.uint8)
    return {f"{name}.bytes": content, f"{name}.offsets": offsets, f"{name}.missing": missing}
