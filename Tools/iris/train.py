"""Trains the three iris models, one flower against the others, and writes their weight files."""

import argparse
import filecmp
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from chorus_export import Source, export

#: In every file, so that it has the same bytes whenever it is made.
DATE = datetime(2026, 11, 23, tzinfo=timezone.utc)

SAMPLE = [5.1, 3.5, 1.4, 0.2]


def models() -> dict[str, Any]:
    """An unfitted model for each flower, in the order of the data set's labels."""
    return {
        "setosa": make_pipeline(StandardScaler(), LogisticRegression()),
        # Between the other two flowers: no straight line parts it from both.
        "versicolor": RandomForestClassifier(n_estimators=30, max_depth=4, random_state=0),
        "virginica": make_pipeline(StandardScaler(), LogisticRegression()),
    }


def write(folder: Path) -> list[Path]:
    """Trains all models and writes them to `folder`; the same bytes every time."""
    iris = load_iris()
    paths = []
    for index, (flower, model) in enumerate(models().items()):
        # Class 0 is the flower, so that the first probability is its own.
        model.fit(iris.data, np.where(iris.target == index, 0, 1))
        paths.append(folder / f"iris-{flower}.safetensors")
        exported = export(
            model,
            paths[-1],
            classes=[flower, "other"],
            features=iris.feature_names,
            sample=SAMPLE,
            rows=iris.data,
            source=Source.of(__file__),
            date=DATE,
        )
        print(exported)
    return paths


def check(folder: Path) -> int:
    """Compares the files in `folder` with new ones; 1 where one differs or is missing."""
    with tempfile.TemporaryDirectory() as temporary:
        new = write(Path(temporary))
        _, different, missing = filecmp.cmpfiles(
            temporary, folder, [path.name for path in new], shallow=False
        )
    for name in different + missing:
        print(f"{folder / name} is not what train.py makes; run Tools/iris/build.", file=sys.stderr)
    return 1 if different or missing else 0


def main() -> int:
    """Writes the weight files, or compares them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the weight files stand")
    parser.add_argument("--check", action="store_true", help="compare, write nothing there")
    options = parser.parse_args()
    if options.check:
        return check(options.folder)
    write(options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
