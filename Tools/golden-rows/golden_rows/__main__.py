"""``golden-rows LIBRARY MODEL -o FOLDER``"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

import numpy as np

from . import answers

LIBRARIES = ("xgboost", "lightgbm", "catboost", "onnx")


def main() -> None:
    """Writes rows and the library's answers to them."""
    parser = argparse.ArgumentParser(
        prog="golden-rows",
        description="Writes rows.csv and answers.csv for `chorus weights export --golden rows.csv "
        "--expect answers.csv`: drawn rows, and rows exactly on the model's split thresholds and "
        "one float step to either side, with the training library's own answers.",
    )
    parser.add_argument("library", choices=LIBRARIES)
    parser.add_argument("model", help="the model as the library saved it")
    parser.add_argument("-o", "--output", required=True, type=Path, help="folder to write into")
    parser.add_argument("--input", type=Path, help="CSV of rows, with a header, instead of drawn")
    parser.add_argument("--rows", type=int, default=100, help="rows to draw (default 100)")
    parser.add_argument(
        "--neighbours", type=int, default=3_000, help="most rows beside thresholds (default 3000)"
    )
    parser.add_argument("--seed", type=int, default=0)
    told = parser.parse_args()
    if not Path(told.model).is_file():
        raise SystemExit(f"{told.model} is not there; give the path of a model file.")
    given = None
    if told.input is not None:
        given = np.genfromtxt(told.input, delimiter=",", skip_header=1, ndmin=2)
    library = importlib.import_module(f".of_{told.library}", __package__)
    columns, rows, found = library.golden(
        told.model, drawn=told.rows, most=told.neighbours, seed=told.seed, given=given
    )
    answers.write(told.output, columns, rows, found)
    print(f"{len(rows)} rows with {', '.join(found)} in {told.output}")


if __name__ == "__main__":
    main()
