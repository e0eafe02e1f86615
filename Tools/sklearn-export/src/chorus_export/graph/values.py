"""Values: what the nodes of a graph read and make."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Kind = Literal["float32", "float64", "int32", "int64", "bool", "text"]

#: Sizes of the dimensions; None is the number of rows.
Shape = tuple[int | None, ...]


class Finite(IntEnum):
    """What a value's numbers may be, the less the higher."""

    ANYTHING = 0
    MISSING = 1
    FINITE = 2


@dataclass(frozen=True)
class Value:
    """One value: its name in the graph, what its elements are, and its shape.

    `finite` says what its numbers may be; `exact` that they are scikit-learn's own to the last bit.
    """

    name: str
    kind: Kind
    shape: Shape
    finite: Finite = Finite.ANYTHING
    exact: bool = True

    @property
    def columns(self) -> int:
        """The columns of a matrix of rows."""
        if len(self.shape) != 2 or self.shape[1] is None:
            raise ValueError(f"{self.name} of shape {self.shape} is no matrix of rows")
        return self.shape[1]


def broadcast(*shapes: Shape) -> Shape:
    """The shape that values of these shapes meet in: aligned at the end, 1 repeated."""
    rank = max(len(shape) for shape in shapes)
    aligned = [(1,) * (rank - len(shape)) + shape for shape in shapes]
    return tuple(_size(sizes) for sizes in zip(*aligned, strict=True))


def _size(sizes: tuple[int | None, ...]) -> int | None:
    wider = {size for size in sizes if size != 1}
    if len(wider) > 1:
        raise ValueError(f"dimensions {sizes} do not meet")
    return wider.pop() if wider else 1
