"""From collected nodes to the description and the tensors of a weight file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.graph.builder import MISSING_TEXT, Builder
from chorus_export.graph.guards import hoisted, without_guard
from chorus_export.graph.nodes import Node, OperatorNode, RawNode, Stage, StagesNode, texts_of
from chorus_export.parts import Array


@dataclass
class Description:
    """The JSON object under `model`, and the tensors that it names."""

    model: dict[str, Any]
    tensors: dict[str, Array]


def describe(builder: Builder, answers: Answers, features: int) -> Description:
    """The graph of what the answers need, or the plain chain where it is nothing else."""
    outputs = {name: value.name for name, value in answers.by_name.items()}
    wanted = set(outputs.values())
    nodes = _merged(hoisted(_live(builder.nodes, wanted), wanted), wanted)
    chain = _chain(builder, nodes, outputs, features)
    writer = _Writer(builder.precision)
    model: dict[str, Any] = {"task": answers.task, "input": builder.precision, "stages": []}
    if chain is not None:
        model["stages"] = [writer.stage(stage) for stage in chain]
    else:
        model["graph"] = _graph(builder, nodes, outputs, writer)
    return Description(model, writer.tensors)


def _live(nodes: list[Node], wanted: set[str]) -> list[Node]:
    """The nodes that an output needs, without outputs that nobody reads."""
    needed = set(wanted)
    kept: list[Node] = []
    for node in reversed(nodes):
        if isinstance(node, StagesNode):
            outputs = {name: made for name, made in node.outputs.items() if made in needed}
            if outputs:
                kept.append(replace(node, outputs=outputs))
                needed.add(node.input)
        elif needed.intersection(node.outputs):
            needed.update(node.inputs)
            kept.append(node)
    return kept[::-1]


def _merged(nodes: list[Node], wanted: set[str]) -> list[Node]:
    """Chains that follow on one another become one, where nothing else reads what is between."""
    readers: dict[str, int] = {}
    for node in nodes:
        for name in node.inputs:
            readers[name] = readers.get(name, 0) + 1
    ends: dict[str, StagesNode] = {}
    merged: list[Node] = []
    for node in nodes:
        before = ends.get(node.input) if isinstance(node, StagesNode) else None
        if isinstance(node, StagesNode) and before and readers[node.input] == 1:
            merged.remove(before)
            stages = before.stages + node.stages
            node = replace(before, stages=stages, outputs=node.outputs, classes=node.classes)
        if isinstance(node, StagesNode) and list(node.outputs) == ["transformed"]:
            name = node.outputs["transformed"]
            if name not in wanted:
                ends[name] = node
        merged.append(node)
    return merged


def _chain(
    builder: Builder, nodes: list[Node], outputs: Mapping[str, str], features: int
) -> list[Stage] | None:
    """The stages of a model that is one chain on all its features, in order."""
    nodes = without_guard(nodes)
    if len(nodes) != 1 or not isinstance(nodes[0], StagesNode):
        return None
    node = nodes[0]
    read = [raw for raw, _ in builder.raws.values() if raw.output == node.input]
    whole = len(read) == 1 and read[0].features == tuple(range(features))
    if not whole or read[0].type != "number":
        return None
    # A chain answers all that its head gives: only where that is asked is it the same.
    given = {name: made for name, made in node.outputs.items()}
    asked = {name: made for name, made in outputs.items()}
    return node.stages if given == asked and _gives(node) == set(asked) else None


def _gives(node: StagesNode) -> set[str]:
    """The outputs that the head of a chain gives."""
    head = node.stages[-1]
    if head.kind == "classify":
        given = {"label"} if head.fields["link"] == "none" else {"label", "probabilities"}
        return given | ({"decision"} if "decision" in head.fields else set())
    if head.kind == "regress":
        return {"value"} | ({"decision"} if "decision" in head.fields else set())
    return {"score", "label"} if head.kind == "outlier" else {"transformed"}


def _graph(
    builder: Builder, nodes: list[Node], outputs: Mapping[str, str], writer: "_Writer"
) -> dict[str, Any]:
    read = {name for node in nodes for name in node.inputs} | set(outputs.values())
    inputs: list[dict[str, Any]] = []
    gathered: list[dict[str, Any]] = []
    for raw, _ in builder.raws.values():
        if raw.output in read:
            _take(raw, inputs, gathered)
    constants = {
        name: writer.constant(name, constant.array, constant.texts)
        for name, constant in builder.constants.items()
        if name in read
    }
    return {
        "inputs": inputs,
        "constants": constants,
        "nodes": gathered + [writer.node(node) for node in nodes],
        "outputs": [_output(name, value) for name, value in outputs.items()],
        # Guards stand where scikit-learn refuses a missing number: no other row is refused.
        "accepts-missing": True,
    }


def _take(raw: RawNode, inputs: list[dict[str, Any]], nodes: list[dict[str, Any]]) -> None:
    """Features side by side are an input; scattered ones are several, put together."""
    runs: list[list[int]] = []
    for feature in raw.features:
        if runs and runs[-1][-1] + 1 == feature:
            runs[-1].append(feature)
        else:
            runs.append([feature])
    names = [raw.output] if len(runs) == 1 else [f"{raw.output}.{i}" for i in range(len(runs))]
    for name, run in zip(names, runs, strict=True):
        taken = {"value": name, "first": run[0], "count": len(run), "kind": raw.kind, "rank": 2}
        inputs.append(taken | ({"missing": MISSING_TEXT} if raw.type == "text" else {}))
    if len(runs) > 1:
        nodes.append(
            {
                "operator": "concatenate",
                "inputs": names,
                "outputs": [raw.output],
                "attributes": {"axis": 1},
            }
        )


def _output(name: str, value: str) -> dict[str, Any]:
    positions = {"holds-positions": True} if name == "label" else {}
    return {"output": name, "name": name, "value": value} | positions


@dataclass
class _Writer:
    """Names the arrays that stages and constants hold, and keeps them."""

    precision: str
    tensors: dict[str, Array] = field(default_factory=dict)
    stages: int = 0

    def node(self, node: Node) -> dict[str, Any]:
        if isinstance(node, OperatorNode):
            written: dict[str, Any] = {
                "operator": node.operator,
                "inputs": node.inputs,
                "outputs": node.outputs,
            }
            return written | ({"attributes": node.attributes} if node.attributes else {})
        chain: dict[str, Any] = {
            "stages": [self.stage(stage) for stage in node.stages],
            "input": node.input,
            "columns": node.columns,
            "precision": node.precision,
            "outputs": node.outputs,
        }
        return chain | ({} if node.classes is None else {"classes": node.classes})

    def stage(self, stage: Stage) -> dict[str, Any]:
        place, self.stages = str(self.stages), self.stages + 1
        narrow = self.precision == "float32" and stage.kind != "trees"
        return {"kind": stage.kind, **self._named(place, stage.fields, narrow)}

    def _named(self, place: str, fields: Mapping[str, Any], narrow: bool) -> dict[str, Any]:
        written: dict[str, Any] = {}
        for name, value in fields.items():
            if isinstance(value, np.ndarray):
                written[name] = f"{place}.{name}"
                narrowed = narrow and value.dtype == np.float64
                self.tensors[written[name]] = value.astype(np.float32) if narrowed else value
            elif isinstance(value, Mapping):
                written[name] = self._named(f"{place}.{name}", value, narrow)
            else:
                written[name] = value
        return written

    def constant(
        self, name: str, array: Array | None, texts: tuple[str, ...] | None
    ) -> dict[str, Any]:
        if texts is None:
            assert array is not None
            self.tensors[f"{name}.values"] = array
            return {"tensor": f"{name}.values"}
        content, offsets = texts_of(texts)
        table = {"bytes": f"{name}.bytes", "offsets": f"{name}.offsets"}
        self.tensors[table["bytes"]], self.tensors[table["offsets"]] = content, offsets
        return {"texts": table, "shape": [len(texts)]}
