"""The columns that an estimator is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from chorus_export.errors import ExportError
from chorus_export.graph import Builder, Value
from chorus_export.parts import Array

#: What scikit-learn itself has at this place, for rows as the whole model is given them.
Through = Callable[[Any], Any]


@dataclass(frozen=True)
class Block:
    """Columns side by side: of a value, or features of the row where there is none.

    `alike`, of a value, names for each column the feature that it is but for missing values.
    """

    value: Value | None
    columns: tuple[int, ...]
    alike: tuple[int | None, ...] | None = None

    @property
    def subjects(self) -> tuple[int | None, ...]:
        """For each column the feature of which rows may tell what is known of the column."""
        if self.value is None:
            return self.columns
        return self.alike or (None,) * len(self.columns)


@dataclass(frozen=True)
class Table:
    """Columns in order, of numbers or texts, features of the row among them.

    Nothing is added to the graph before an estimator asks for the columns in the form it needs.
    `sparse` says that scikit-learn has a sparse matrix here, which some steps scale in another way,
    `single` that it has float32 numbers: these are followed in doubles, each result rounded.
    """

    builder: Builder
    blocks: tuple[Block, ...]
    through: Through
    names: tuple[str, ...] | None = None
    sparse: bool = False
    single: bool = False

    @classmethod
    def features(cls, builder: Builder, count: int, names: tuple[str, ...] | None) -> "Table":
        """All features of a row."""
        return cls(builder, (Block(None, tuple(range(count))),), lambda rows: rows, names)

    def made(
        self,
        value: Value,
        alike: Sequence[int | None] | None = None,
        sparse: bool | None = None,
    ) -> "Table":
        """A table of what an estimator made of this one, as sparse as it is unless said.

        `alike` says which features its columns are but for missing values.
        """
        features = None if alike is None else tuple(alike)
        block = Block(value, tuple(range(value.columns)), features)
        is_sparse = self.sparse if sparse is None else sparse
        return replace(self, blocks=(block,), names=None, sparse=is_sparse)

    @property
    def width(self) -> int:
        """The number of columns."""
        return sum(len(block.columns) for block in self.blocks)

    @property
    def origins(self) -> list[int | None]:
        """For each column the feature that it is, as it came; None for one that was made."""
        return [
            column if block.value is None else None
            for block in self.blocks
            for column in block.columns
        ]

    @property
    def subjects(self) -> list[int | None]:
        """For each column the feature of which it tells; None for one that tells of none."""
        return [feature for block in self.blocks for feature in block.subjects]

    @property
    def exact(self) -> bool:
        """Whether all columns are scikit-learn's own to the last bit."""
        return all(block.value is None or block.value.exact for block in self.blocks)

    def numbers(self) -> Value:
        """All columns as numbers `[rows, width]`, missing ones among them."""
        return self.builder.concatenate(self._parts())

    def finite(self) -> Value:
        """All columns as numbers; a row with a missing or infinite one is refused."""
        return self.builder.concatenate([self.builder.finite(part) for part in self._parts()])

    def not_infinite(self) -> Value:
        """All columns as numbers, missing ones among them; a row with an infinity is refused."""
        guarded = [self.builder.finite(part, missing=True) for part in self._parts()]
        return self.builder.concatenate(guarded)

    def column(self, index: int, wanted: str) -> Value:
        """One column `[rows, 1]` as `number`, `integer` or `text`, or as `any` of them that it is.

        An integer that something else reads as a number comes as a number.
        """
        only = self.select([index]).blocks[0]
        return self._values(only, wanted)

    def select(self, columns: Sequence[int]) -> "Table":
        """The columns at these positions, in this order."""
        places = [
            (block.value, column, feature)
            for block in self.blocks
            for column, feature in zip(block.columns, block.subjects, strict=True)
        ]
        blocks: list[Block] = []
        for index in columns:
            value, column, feature = places[index]
            last = blocks.pop() if blocks and blocks[-1].value == value else Block(value, (), ())
            blocks.append(Block(value, (*last.columns, column), (*last.subjects, feature)))
        chosen = list(columns)
        names = None if self.names is None else tuple(self.names[index] for index in chosen)
        before = self.through
        return replace(
            self,
            blocks=tuple(blocks),
            through=lambda rows: pick(before(rows), chosen),
            names=names,
        )

    def in_float32(self) -> "Table":
        """The columns, features as they came, as scikit-learn has them where they are float32."""
        builder = self.builder
        builder.domain.singles.update(feature for feature in self.origins if feature is not None)
        narrow = builder.real(builder.cast(self.numbers(), "float32"))
        return replace(self.made(narrow, alike=self.origins), names=self.names, single=True)

    def spread(self, centre: Array, width: Array) -> None:
        """Says where the columns' numbers lie, for rows that are drawn."""
        for index, origin in enumerate(self.subjects):
            if origin is not None and np.isfinite(centre[index]) and np.isfinite(width[index]):
                self.builder.domain.spread(origin, float(centre[index]), float(width[index]))

    def choices(self, index: int, values: Sequence[Any]) -> None:
        """Says which categories a column has, for rows that are drawn."""
        origin = self.subjects[index]
        if origin is not None:
            self.builder.domain.choose(origin, values)

    def missing(self, index: int, value: Any) -> None:
        """Says what stands for a missing value in a column."""
        origin = self.subjects[index]
        if origin is not None:
            self.builder.domain.missing.setdefault(origin, value)

    def _parts(self) -> list[Value]:
        """The blocks as numbers."""
        values = [self._values(block, "number") for block in self.blocks if block.columns]
        if not values:
            raise ExportError("A step of the model is given no columns; leave it out.")
        return [self.builder.real(value) for value in values]

    def _values(self, block: Block, wanted: str) -> Value:
        if block.value is None:
            return self.builder.raw(block.columns, wanted)
        if wanted != "any" and (block.value.kind == "text") != (wanted == "text"):
            found = "texts" if block.value.kind == "text" else "numbers"
            raise ExportError(f"A step is given {found} where it was fitted on the other kind.")
        if block.columns == tuple(range(block.value.columns)):
            return block.value
        return self.builder.gather(block.value, block.columns)


def join(tables: Sequence[Table], through: Through) -> Table:
    """Tables side by side."""
    blocks = tuple(block for table in tables for block in table.blocks)
    return Table(
        tables[0].builder,
        blocks,
        through,
        sparse=any(table.sparse for table in tables),
        single=all(table.single for table in tables),
    )


def pick(rows: Any, columns: Sequence[int]) -> Any:
    """Columns of rows that are an array, a sparse matrix or a data frame."""
    return rows.iloc[:, list(columns)] if hasattr(rows, "iloc") else rows[:, list(columns)]


def dense(rows: Any) -> Array:
    """Rows as an array, whatever they are."""
    return np.asarray(rows.toarray() if hasattr(rows, "toarray") else rows)


__all__ = ["Block", "Table", "Through", "dense", "join", "pick"]
