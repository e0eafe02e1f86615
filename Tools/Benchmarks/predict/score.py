"""score.py LIBRARY FOLDER: scores the file as one does in Python, in pieces of 100,000 rows."""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd


def onnxruntime(folder: Path) -> Callable[[np.ndarray], np.ndarray]:
    from onnxruntime import InferenceSession

    session = InferenceSession(folder / "model.onnx")
    return lambda rows: session.run(["probabilities"], {"rows": rows})[0]


def xgboost(folder: Path) -> Callable[[np.ndarray], np.ndarray]:
    from xgboost import Booster

    booster = Booster(model_file=folder / "model.json")

    def score(rows: np.ndarray) -> np.ndarray:
        positive = booster.inplace_predict(rows)
        return np.column_stack([1 - positive, positive])

    return score


def main(library: str, folder: Path) -> None:
    score = {"onnxruntime": onnxruntime, "xgboost": xgboost}[library](folder)
    with (folder / f"{library}.csv").open("w") as file:
        file.write("probabilities_0,probabilities_1\n")
        pieces = pd.read_csv(
            folder / "rows.csv", header=None, dtype=np.float32, chunksize=100_000
        )
        for piece in pieces:
            answers = pd.DataFrame(score(piece.to_numpy()))
            answers.to_csv(file, header=False, index=False)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
