"""ONNX: models of one matrix, with ONNX Runtime's answers."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

from .answers import Answers
from .neighbours import Column, rows

WIDTHS = {"tensor(float)": np.float32, "tensor(double)": np.float64}


def golden(path: str, **choice: object) -> tuple[list[Column], np.ndarray, Answers]:
    """Features, rows x features, and the library's answers to them."""
    graph = onnx.load(path).graph
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    inputs = session.get_inputs()
    if len(inputs) != 1 or inputs[0].type not in WIDTHS:
        raise SystemExit("The model does not take one matrix of numbers.")
    width = WIDTHS[inputs[0].type]
    columns = _columns(graph, inputs[0])
    x = rows(columns, width, missing=_has_trees(graph), **choice)
    names = [output.name for output in session.get_outputs()]
    found = session.run(None, {inputs[0].name: x.astype(width)})
    return columns, x, _answers(graph, dict(zip(names, found, strict=True)))


def _answers(graph: onnx.GraphProto, outputs: dict[str, object]) -> Answers:
    operators = {node.op_type for node in graph.node}
    answers: Answers = {}
    for values in outputs.values():
        if isinstance(values, list):
            keys = list(values[0])
            answers["probabilities"] = np.array([[row[key] for key in keys] for row in values])
        elif operators & {"LinearClassifier", "SVMClassifier", "TreeEnsembleClassifier"}:
            answers["label" if np.ndim(values) == 1 else "probabilities"] = np.asarray(values)
        elif operators & {"LinearRegressor", "SVMRegressor", "TreeEnsembleRegressor"}:
            answers.setdefault("value", np.asarray(values))
        else:
            answers.setdefault("transformed", np.asarray(values))
    return answers


def _has_trees(graph: onnx.GraphProto) -> bool:
    return any(node.op_type.startswith("TreeEnsemble") for node in graph.node)


def _columns(graph: onnx.GraphProto, matrix: onnxruntime.NodeArg) -> list[Column]:
    thresholds: dict[int, list[float]] = {}
    for node in graph.node:
        attributes = {a.name: a for a in node.attribute}
        if "nodes_featureids" not in attributes:
            continue
        values = list(attributes["nodes_values"].floats) if "nodes_values" in attributes else []
        if "nodes_values_as_tensor" in attributes:
            values = numpy_helper.to_array(attributes["nodes_values_as_tensor"].t).tolist()
        modes = [m.decode() for m in attributes["nodes_modes"].strings]
        for feature, value, mode in zip(
            attributes["nodes_featureids"].ints, values, modes, strict=False
        ):
            if mode != "LEAF":
                thresholds.setdefault(feature, []).append(value)
    count = matrix.shape[-1]
    if not isinstance(count, int):
        count = max(thresholds, default=0) + 1
    return [Column(f"f{i}", thresholds.get(i, [])) for i in range(count)]
