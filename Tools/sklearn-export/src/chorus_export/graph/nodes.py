"""The nodes of a graph, as they are before they are written; each is only equal to itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from chorus_export.parts import Array


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of a chain: its kind and its fields, arrays among them, also inside of objects."""

    kind: str
    fields: Mapping[str, Any]

    @classmethod
    def of(cls, kind: str, **fields: Any) -> "Stage":
        """A stage with these fields; an underscore in a name is written as a hyphen."""
        return cls(kind, {name.replace("_", "-"): value for name, value in fields.items()})

    @property
    def is_exact(self) -> bool:
        """Whether it computes number by number, so that every bit is scikit-learn's."""
        return self.kind in ("scaler", "cast")


@dataclass(eq=False)
class OperatorNode:
    """An operator applied to values; an absent input is an empty name."""

    operator: str
    inputs: list[str]
    outputs: list[str]
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class StagesNode:
    """A chain of stages on a matrix; `outputs` names the values made by what the chain gives."""

    stages: list[Stage]
    input: str
    columns: int
    precision: str
    outputs: dict[str, str]
    classes: int | None = None

    @property
    def inputs(self) -> list[str]:
        """Names of the values that it reads."""
        return [self.input]


@dataclass(frozen=True)
class RawNode:
    """Features of the row, in this order, as one matrix: `type` is `number`, `integer`, `text`."""

    features: tuple[int, ...]
    type: str
    kind: str
    output: str


@dataclass(frozen=True)
class Constant:
    """An array, or texts of a shape."""

    array: Array | None = None
    texts: tuple[str, ...] | None = None


Node = OperatorNode | StagesNode


def texts_of(values: Sequence[str]) -> tuple[Array, Array]:
    """A list of texts as the tensors `bytes` and `offsets`."""
    encoded = [value.encode() for value in values]
    offsets = np.cumsum([0] + [len(part) for part in encoded], dtype=np.int64)
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets
