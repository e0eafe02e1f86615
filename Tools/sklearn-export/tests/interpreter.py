"""A plain reading of a weight file, written from its description alone.

It shares nothing with the package: the container is read by the `safetensors` library, trees are
walked node by node.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import safe_open

Array = np.ndarray[Any, Any]


@dataclass
class Weights:
    metadata: dict[str, str]
    tensors: dict[str, Array]

    def json(self, key: str) -> Any:
        return json.loads(self.metadata[key])

    @property
    def stages(self) -> list[dict[str, Any]]:
        return list(self.json("model")["stages"])


def read(path: Path) -> Weights:
    with safe_open(str(path), framework="numpy") as file:
        names = list(file.keys())
        tensors = {name: file.get_tensor(name) for name in names}
        return Weights(file.metadata(), tensors)


def predict(weights: Weights, rows: Array) -> dict[str, Array]:
    """Answers by output name; `label` as the index of the class."""
    values = rows.astype(weights.json("model")["input"])
    for stage in weights.stages[:-1]:
        values = _STAGES[stage["kind"]](stage, weights.tensors, values)
    return _HEADS[weights.stages[-1]["kind"]](weights.stages[-1], values)


def _cast(stage: dict[str, Any], _: dict[str, Array], rows: Array) -> Array:
    return rows.astype(stage["to"])


def _scaler(stage: dict[str, Any], tensors: dict[str, Array], rows: Array) -> Array:
    assert stage["operation"] == "divide"
    return (rows - tensors[stage["offset"]]) / tensors[stage["scale"]]


def _linear(stage: dict[str, Any], tensors: dict[str, Array], rows: Array) -> Array:
    return rows @ tensors[stage["coefficients"]].T + tensors[stage["intercepts"]]


def _trees(stage: dict[str, Any], tensors: dict[str, Array], rows: Array) -> Array:
    assert stage["comparison"] == "<=" and rows.dtype == np.float32
    roots = tensors[stage["roots"]]
    scores = np.zeros((len(rows), stage["outputs"]), dtype=stage["accumulator"])
    for index, row in enumerate(rows):
        for root in roots:
            scores[index] += _leaf(stage, tensors, row, int(root))
    scores = scores / len(roots) if stage["aggregate"] == "average" else scores
    return scores.astype(stage["result"])


def _leaf(stage: dict[str, Any], tensors: dict[str, Array], row: Array, node: int) -> Array:
    features, left = tensors[stage["features"]], tensors[stage["left"]]
    while features[node] >= 0:
        value = row[features[node]]
        goes_left = value <= tensors[stage["thresholds"]][node]
        if np.isnan(value) and "missing-goes-left" in stage:
            goes_left = tensors[stage["missing-goes-left"]][node] == 1
        child = int(left[node] if goes_left else tensors[stage["right"]][node])
        assert child > node
        node = child
    return np.asarray(tensors[stage["values"]][left[node]])


def _classify(stage: dict[str, Any], scores: Array) -> dict[str, Array]:
    probabilities = _probabilities(stage, scores)
    rule = stage["label"]
    if rule["rule"] == "threshold":
        assert rule["inclusive"] is False
        label = (scores[:, 0] > rule["at"]).astype(np.int64)
    else:
        label = np.argmax(scores if rule["rule"] == "largest-score" else probabilities, axis=1)
    answers = {"label": label, "probabilities": probabilities}
    return answers | ({"decision": scores} if stage.get("decision") == "scores" else {})


def _probabilities(stage: dict[str, Any], scores: Array) -> Array:
    if stage["link"] == "identity":
        return scores
    if stage["link"] == "softmax":
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))
    logistic = 1 / (1 + np.exp(-scores))
    if stage["link"] == "logistic-normalized":
        return np.asarray(logistic / logistic.sum(axis=1, keepdims=True))
    assert stage["link"] == "logistic" and stage["binary"] == "complement"
    return np.concatenate([1 - logistic, logistic], axis=1)


def _regress(stage: dict[str, Any], scores: Array) -> dict[str, Array]:
    assert stage["link"] == "identity"
    return {"value": scores}


_STAGES = {"cast": _cast, "scaler": _scaler, "linear": _linear, "trees": _trees}
_HEADS = {"classify": _classify, "regress": _regress}
