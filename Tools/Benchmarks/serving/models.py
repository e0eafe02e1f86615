"""The three models that every peer serves: a logistic regression for each iris flower, in float64 for
Go, as ONNX for Python and as weight files for Chorus."""

import json
import subprocess
from pathlib import Path

import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

FLOWERS = ("setosa", "versicolor", "virginica")


def train(folder: Path, chorus: str) -> None:
    from skl2onnx import to_onnx

    folder.mkdir(parents=True, exist_ok=True)
    iris = load_iris()
    for index, flower in enumerate(FLOWERS):
        model = LogisticRegression().fit(iris.data, np.where(iris.target == index, 0, 1))
        parts = {"coefficients": model.coef_[0].tolist(), "intercept": float(model.intercept_[0])}
        (folder / f"{flower}.json").write_text(json.dumps(parts))
        options = {id(model): {"zipmap": False}}
        onnx = to_onnx(model, iris.data[:1].astype(np.float32), options=options)
        source = folder / f"{flower}.onnx"
        source.write_bytes(onnx.SerializeToString())
        weights = folder / f"{flower}.safetensors"
        command = [chorus, "weights", "export", str(source), "-o", str(weights)]
        subprocess.run(command, check=True, capture_output=True)


def probabilities(folder: Path, flower: str, row: list[float]) -> list[float]:
    """What a right answer is."""
    model = json.loads((folder / f"{flower}.json").read_text())
    score = float(np.dot(model["coefficients"], row) + model["intercept"])
    p = 1 / (1 + float(np.exp(-score)))
    return [1 - p, p]
