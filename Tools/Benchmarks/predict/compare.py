"""compare.py FOLDER: the largest difference between the answers, over the first 100,000 rows."""

import sys
from pathlib import Path

import pandas as pd

folder = Path(sys.argv[1])
answers = {
    name: pd.read_csv(folder / f"{name}.csv", nrows=100_000)["probabilities_1"]
    for name in ["chorus", "onnxruntime", "xgboost"]
}
for name in ["onnxruntime", "xgboost"]:
    difference = (answers["chorus"] - answers[name]).abs().max()
    print(f"chorus and {name} differ by {difference:.1e} at most.")
