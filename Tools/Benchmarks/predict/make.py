"""make.py FOLDER ROWS: a model of 100 trees of depth 6 over 10 features, as XGBoost's JSON and as
ONNX, and a CSV file of that many rows."""

import sys
from pathlib import Path

import numpy as np
import xgboost as xgb
from onnxmltools import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType

FEATURES = 10
BLOCK = 1_000_000


def main(folder: Path, rows: int) -> None:
    random = np.random.default_rng(0)
    block = np.round(random.normal(size=(min(rows, BLOCK), FEATURES)), 5).astype(np.float32)
    train = np.round(random.normal(size=(50_000, FEATURES)), 5).astype(np.float32)
    target = train[:, 0] * train[:, 1] + np.sin(3 * train[:, 2]) + train[:, 3] > 0.2
    model = xgb.XGBClassifier(n_estimators=100, max_depth=6, learning_rate=0.1)
    model.fit(train, target.astype(int))
    model.get_booster().save_model(folder / "model.json")
    kind = FloatTensorType([None, FEATURES])
    onnx = convert_xgboost(model, initial_types=[("rows", kind)])
    (folder / "model.onnx").write_bytes(onnx.SerializeToString())
    with (folder / "rows.csv").open("w") as file:
        for start in range(0, rows, BLOCK):
            np.savetxt(file, block[: rows - start], delimiter=",", fmt="%.5f")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
