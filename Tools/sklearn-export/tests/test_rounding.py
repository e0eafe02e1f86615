"""Rows that the rounding of a step leads to one side of a split or the other are no golden rows."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from program import verified
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ROWS = np.random.default_rng(4).normal(size=(60, 5))
TARGET = ROWS @ [1.0, 2.0, -1.0, 0.5, 0.0]


def split_at_first_row(*steps: Any) -> Any:
    """A pipeline whose trees all split where its first row comes to lie."""
    model = make_pipeline(*steps, HistGradientBoostingRegressor(max_iter=5)).fit(ROWS, TARGET)
    reached = model[:-1].transform(ROWS[:1])[0]
    for (predictor,) in model[-1]._predictors:
        nodes = predictor.nodes
        nodes["num_threshold"] = reached[nodes["feature_idx"]]
    return model


@pytest.mark.parametrize("steps", [(PCA(3),), (StandardScaler(), PCA(3), StandardScaler())])
def test_row_on_a_split_behind_a_product_is_left_out(steps: Any, tmp_path: Path) -> None:
    model = split_at_first_row(*steps)
    weights = verified(model, ROWS, tmp_path / "m.safetensors")
    kept = weights.tensors["golden.rows"]
    assert not (kept == ROWS[0]).all(axis=1).any()
    assert len(kept) >= len(ROWS) - 1


def test_row_on_a_split_behind_a_scaler_is_kept(tmp_path: Path) -> None:
    weights = verified(split_at_first_row(StandardScaler()), ROWS, tmp_path / "m.safetensors")
    assert (weights.tensors["golden.rows"] == ROWS[0]).all(axis=1).any()
