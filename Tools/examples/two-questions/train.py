"""Trains one classifier and two regressions on the same three columns of the iris data."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from sklearn.datasets import load_iris
from sklearn.ensemble import (
    GradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)

from chorus_export import Source, export

#: In every file, so that it has the same bytes whenever it is made.
DATE = datetime(2026, 11, 29, tzinfo=UTC)

PETAL_WIDTH = 3
"""The column that the regressions tell from the other three."""


def main(folder: Path) -> None:
    """Writes the three weight files to `folder`."""
    iris = load_iris()
    rows, widths = iris.data[:, :PETAL_WIDTH], iris.data[:, PETAL_WIDTH]
    forest = {"n_estimators": 10, "max_depth": 4, "random_state": 0}
    models = {
        "flower": RandomForestClassifier(**forest).fit(rows, iris.target),
        "width-forest": RandomForestRegressor(**forest).fit(rows, widths),
        "width-boosted": GradientBoostingRegressor(
            n_estimators=40, max_depth=2, random_state=0
        ).fit(rows, widths),
    }
    for name, model in models.items():
        exported = export(
            model,
            folder / f"{name}.safetensors",
            classes=list(map(str, iris.target_names)) if name == "flower" else None,
            features=iris.feature_names[:PETAL_WIDTH],
            sample=[5.1, 3.5, 1.4],
            rows=rows,
            source=Source.of(__file__),
            date=DATE,
        )
        print(exported)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
