"""The builder: estimators add constants, operators and stages, and get values back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import PathLike
from typing import Any

import numpy as np

from chorus_export.domain import Domain
from chorus_export.graph.nodes import Constant, Node, OperatorNode, RawNode, Stage, StagesNode
from chorus_export.graph.values import Finite, Kind, Shape, Value, broadcast
from chorus_export.parts import Array, Doubting, Splits, Tolerating

#: Operators whose every element is computed as NumPy computes it.
_EXACT = frozenset(
    (
        "identity",
        "negate",
        "absolute",
        "sign",
        "relu",
        "floor",
        "ceiling",
        "round",
        "truncate",
        "square-root",
        "square",
        "cast",
        "add",
        "subtract",
        "multiply",
        "divide",
        "minimum",
        "maximum",
        "equal",
        "less",
        "less-or-equal",
        "greater",
        "greater-or-equal",
        "and",
        "or",
        "not",
        "xor",
        "select",
        "clip",
        "is-nan",
        "is-infinite",
        "finite",
        "reshape",
        "transpose",
        "squeeze",
        "unsqueeze",
        "flatten",
        "expand",
        "tile",
        "concatenate",
        "split",
        "gather",
        "gather-elements",
        "slice",
        "argument-maximum",
        "argument-minimum",
        "encode-labels",
        "one-hot",
        "reciprocal",
        "interpolate",
    )
)

_KINDS: dict[np.dtype[Any], Kind] = {
    np.dtype("float32"): "float32",
    np.dtype("float64"): "float64",
    np.dtype("int32"): "int32",
    np.dtype("int64"): "int64",
    np.dtype("bool"): "bool",
}

#: Stands for a missing text inside of a graph.
MISSING_TEXT = "\0missing"


class Builder:
    """Collects the nodes of one model.

    `precision` is the width in which it computes. `types`, where they are known already, are the
    features' types; otherwise each is what is asked of it. `chorus` is where the program is, if not
    where it is sought.
    """

    def __init__(
        self,
        precision: Kind = "float64",
        types: Sequence[str] | None = None,
        chorus: str | PathLike[str] | None = None,
    ) -> None:
        self.precision: Kind = precision
        self.types = types
        self.chorus = chorus
        self.nodes: list[Node] = []
        self.constants: dict[str, Constant] = {}
        self.raws: dict[tuple[tuple[int, ...], str], tuple[RawNode, Value]] = {}
        self.demands: dict[int, set[str]] = {}
        self.domain = Domain()
        self.splits: list[Splits] = []
        self.tolerances: list[Tolerating] = []
        self.doubts: list[Doubting] = []
        self.label_doubts: list[Doubting] = []
        self.joined: dict[tuple[Value, int], tuple[Value, ...]] = {}
        self._made = 0

    # Values that stand at the beginning.

    def raw(self, features: Sequence[int], wanted: str) -> Value:
        """The features at these positions as a matrix: `number`, `integer` or `text`.

        An integer that something else reads as a number comes as a number; `any` is what something
        else reads it as.
        """
        for feature in features:
            self.demands.setdefault(feature, set()).add(wanted)
        types = {self.types[feature] if self.types else wanted for feature in features}
        type_ = types.pop() if len(types) == 1 else wanted
        type_ = "number" if type_ == "any" else type_
        key = (tuple(features), type_)
        if key not in self.raws:
            kinds: dict[str, Kind] = {"number": self.precision, "integer": "int64", "text": "text"}
            value = self._value(kinds[type_], (None, len(features)), Finite.ANYTHING, exact=True)
            if type_ != "number":
                value = replace(value, finite=Finite.FINITE)
            self.raws[key] = (RawNode(key[0], type_, value.kind, value.name), value)
        return self.raws[key][1]

    def constant(self, array: Any, *, keep: bool = False) -> Value:
        """An array as a value; reals get the model's width unless they `keep` theirs."""
        array = np.asarray(array)
        if array.dtype.kind == "f" and not keep:
            array = array.astype(self.precision)
        elif array.dtype.kind in "iu" and array.dtype != np.int32:
            array = array.astype(np.int64)
        finite = Finite.FINITE if array.dtype.kind != "f" else _finite(array)
        value = self._value(_KINDS[array.dtype], array.shape, finite, exact=True)
        self.constants[value.name] = Constant(array=np.ascontiguousarray(array))
        return value

    def texts(self, texts: Sequence[str]) -> Value:
        """A list of texts as a value `[texts]`."""
        value = self._value("text", (len(texts),), Finite.FINITE, exact=True)
        self.constants[value.name] = Constant(texts=tuple(texts))
        return value

    # Operators.

    def operator(
        self,
        name: str,
        inputs: Sequence[Value | None],
        kind: Kind,
        shape: Shape,
        *,
        finite: Finite | None = None,
        **attributes: Any,
    ) -> Value:
        """An operator of one output, with the kind and shape that it has."""
        return self.operators(name, inputs, [(kind, shape)], finite=finite, **attributes)[0]

    def operators(
        self,
        name: str,
        inputs: Sequence[Value | None],
        outputs: Sequence[tuple[Kind, Shape]],
        *,
        finite: Finite | None = None,
        **attributes: Any,
    ) -> list[Value]:
        """An operator of several outputs."""
        given = [value for value in inputs if value is not None]
        exact = name in _EXACT and all(value.exact for value in given)
        least = min((value.finite for value in given), default=Finite.FINITE)
        made = [
            self._value(kind, shape, least if finite is None else finite, exact=exact)
            for kind, shape in outputs
        ]
        self.nodes.append(
            OperatorNode(
                name,
                ["" if value is None else value.name for value in inputs],
                [value.name for value in made],
                {key.replace("_", "-"): value for key, value in attributes.items()},
            )
        )
        return made

    def unary(self, name: str, x: Value, **attributes: Any) -> Value:
        """An operator element by element, of the same kind."""
        return self.operator(name, [x], x.kind, x.shape, **attributes)

    def binary(self, name: str, a: Value, b: Value | float) -> Value:
        """An operator of two values that broadcast; a plain number is a constant."""
        other = b if isinstance(b, Value) else self.constant(np.asarray(b, dtype=np.float64))
        return self.operator(name, [a, other], a.kind, broadcast(a.shape, other.shape))

    def compare(self, name: str, a: Value, b: Value | float) -> Value:
        """A comparison or logic of two values that broadcast."""
        other = b if isinstance(b, Value) else self.constant(np.asarray(b, dtype=np.float64))
        shape = broadcast(a.shape, other.shape)
        return self.operator(name, [a, other], "bool", shape, finite=Finite.FINITE)

    def select(self, condition: Value, a: Value, b: Value) -> Value:
        """`a` where the condition is true, else `b`; what is missing may come from either."""
        shape = broadcast(condition.shape, a.shape, b.shape)
        finite = min(a.finite, b.finite)
        return self.operator("select", [condition, a, b], a.kind, shape, finite=finite)

    def cast(self, x: Value, to: Kind) -> Value:
        """Another kind; the same value where it has it."""
        return x if x.kind == to else self.operator("cast", [x], to, x.shape, to=to)

    def real(self, x: Value) -> Value:
        """Numbers in the model's width."""
        return self.cast(x, self.precision)

    def is_nan(self, x: Value) -> Value:
        """Where a number is missing."""
        return self.operator("is-nan", [x], "bool", x.shape, finite=Finite.FINITE)

    def reduce(self, x: Value, reduction: str, axis: int = 1, keep: bool = False) -> Value:
        """One axis folded: `sum`, `mean`, `maximum`, `minimum`, `product` and others."""
        shape = list(x.shape)
        shape[axis : axis + 1] = [1] if keep else []
        return self.operator(
            "reduce", [x], x.kind, tuple(shape), reduction=reduction, axes=[axis], keep=keep
        )

    def argument_maximum(self, x: Value, axis: int = 1) -> Value:
        """The position of the first largest along the axis."""
        shape = x.shape[:axis] + x.shape[axis + 1 :]
        return self.operator(
            "argument-maximum", [x], "int64", shape, finite=Finite.FINITE, axis=axis, keep=False
        )

    def gather(self, x: Value, positions: Sequence[int] | Array | Value, axis: int = 1) -> Value:
        """What stands at these positions of an axis."""
        places = (
            positions
            if isinstance(positions, Value)
            else self.constant(np.asarray(positions, dtype=np.int64))
        )
        shape = x.shape[:axis] + places.shape + x.shape[axis + 1 :]
        return self.operator("gather", [x, places], x.kind, shape, axis=axis)

    def concatenate(self, values: Sequence[Value], axis: int = 1) -> Value:
        """Values side by side; one alone is itself, and one that is several is taken apart."""
        if len(values) == 1:
            return values[0]
        parts = [self.joined.get((value, axis), (value,)) for value in values]
        values = [value for part in parts for value in part]
        shape = list(values[0].shape)
        shape[axis] = sum(value.shape[axis] or 0 for value in values)
        made = self.operator("concatenate", values, values[0].kind, tuple(shape), axis=axis)
        self.joined[made, axis] = tuple(values)
        return made

    def reshape(self, x: Value, sizes: Sequence[int | None]) -> Value:
        """The same elements in another shape; None is the number of rows."""
        wanted = self.constant(np.array([-1 if size is None else size for size in sizes]))
        return self.operator("reshape", [x, wanted], x.kind, tuple(sizes))

    def matrix_product(self, a: Value, b: Value) -> Value:
        """The product of a matrix of rows and one of `[columns, n]`."""
        return self.operator("matrix-product", [a, b], a.kind, (a.shape[0], b.shape[-1]))

    def finite(self, x: Value, *, missing: bool = False) -> Value:
        """The same numbers, where an infinity, and a missing one unless allowed, is refused."""
        wanted = Finite.MISSING if missing else Finite.FINITE
        if x.finite >= wanted:
            return x
        allowed = {"missing": True} if missing else {}
        return self.operator("finite", [x], x.kind, x.shape, finite=wanted, **allowed)

    # Stages.

    def chain(self, x: Value, stages: Sequence[Stage], columns: int | None = None) -> Value:
        """Rows led through transforms: `columns` is how many come out, as many without it."""
        if not stages:
            return x
        exact = x.exact and all(stage.is_exact for stage in stages)
        out = x.columns if columns is None else columns
        kind = _kind_after(x.kind, stages)
        value = self._value(kind, (None, out), x.finite, exact=exact)
        self._add(x, stages, {"transformed": value.name}, None)
        return value

    def predict(
        self,
        x: Value,
        stages: Sequence[Stage],
        outputs: Mapping[str, int],
        *,
        classes: int | None = None,
        kind: Kind | None = None,
    ) -> dict[str, Value]:
        """Rows led through stages that end in a head: values by output name.

        `outputs` says how many columns each has; `label`, a class's position, is `[rows]`. The
        values are in the model's width, unless the stages end in the width `kind`.
        """
        made: dict[str, Value] = {}
        for name, columns in outputs.items():
            width: Kind = "int64" if name == "label" else kind or self.precision
            shape: Shape = (None,) if name == "label" else (None, columns)
            made[name] = self._value(width, shape, Finite.FINITE, exact=False)
        self._add(x, stages, {name: value.name for name, value in made.items()}, classes)
        return made

    def scores(self, x: Value, stages: Sequence[Stage], columns: int) -> Value:
        """What a predictor gives before any head, `[rows, columns]`."""
        head = Stage.of("regress", link="identity")
        return self.predict(x, [*stages, head], {"value": columns})["value"]

    def tolerate(self, tolerating: Tolerating) -> None:
        """Widens how far golden answers may be off: asked with the rows and the answers."""
        self.tolerances.append(tolerating)

    def doubt(self, doubting: Doubting) -> None:
        """Says which rows scikit-learn answers by chance: these are not kept."""
        self.doubts.append(doubting)

    def doubt_label(self, doubting: Doubting) -> None:
        """Says which rows have a label that rounding decides, and only that."""
        self.label_doubts.append(doubting)

    def _add(
        self, x: Value, stages: Sequence[Stage], outputs: dict[str, str], classes: int | None
    ) -> None:
        self.nodes.append(StagesNode(list(stages), x.name, x.columns, x.kind, outputs, classes))

    def _value(self, kind: Kind, shape: Shape, finite: Finite, *, exact: bool) -> Value:
        self._made += 1
        return Value(f"v{self._made}", kind, shape, finite, exact)


def _kind_after(kind: Kind, stages: Sequence[Stage]) -> Kind:
    for stage in stages:
        if stage.kind == "cast":
            kind = stage.fields["to"]
    return kind


def _finite(array: Array) -> Finite:
    if np.isinf(array).any():
        return Finite.ANYTHING
    return Finite.MISSING if np.isnan(array).any() else Finite.FINITE
