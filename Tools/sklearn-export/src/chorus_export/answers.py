"""What a predictor answers, as values of a graph."""

from dataclasses import dataclass
from typing import Literal

from chorus_export.graph.values import Value

Task = Literal["classification", "regression", "outlier", "transform"]


@dataclass(frozen=True)
class Answers:
    """The answers of one estimator by our names of them; those that it has not are None.

    `label` is int64 `[rows]`, a position in the estimator's classes; every other is
    `[rows, columns]`. A `decision` of two classes has one column, positive for the second.
    """

    task: Task
    label: Value | None = None
    probabilities: Value | None = None
    decision: Value | None = None
    value: Value | None = None
    score: Value | None = None
    transformed: Value | None = None

    @property
    def by_name(self) -> dict[str, Value]:
        """Those that there are."""
        named = {
            "label": self.label,
            "probabilities": self.probabilities,
            "decision": self.decision,
            "value": self.value,
            "score": self.score,
            "transformed": self.transformed,
        }
        return {name: value for name, value in named.items() if value is not None}
