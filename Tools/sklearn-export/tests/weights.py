"""A weight file, read by the `safetensors` library."""

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
        """The stages of a chain, or those of all nodes of a graph."""
        model = self.json("model")
        nodes = model["graph"]["nodes"] if "graph" in model else [model]
        return [stage for node in nodes for stage in node.get("stages", [])]

    @property
    def is_chain(self) -> bool:
        return "graph" not in self.json("model")


def read(path: Path) -> Weights:
    with safe_open(str(path), framework="numpy") as file:
        names = list(file.keys())
        tensors = {name: file.get_tensor(name) for name in names}
        return Weights(file.metadata(), tensors)
