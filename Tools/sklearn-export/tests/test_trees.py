"""Trees and forests, bit for bit."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from program import answers, verified
from sklearn.base import is_classifier
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from weights import Array

MODELS = [
    DecisionTreeClassifier(max_depth=3, random_state=0),
    DecisionTreeClassifier(class_weight="balanced", max_leaf_nodes=7, random_state=0),
    RandomForestClassifier(12, random_state=0),
    RandomForestClassifier(5, class_weight="balanced_subsample", random_state=0),
    ExtraTreesClassifier(12, random_state=0),
    DecisionTreeRegressor(random_state=0),
    RandomForestRegressor(12, random_state=0),
    ExtraTreesRegressor(12, random_state=0),
    make_pipeline(StandardScaler(), RandomForestClassifier(7, random_state=0)),
]


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: " ".join(str(model).split())[:70])
def test_trees_answer_bit_for_bit_as_scikit_learn(
    model: Any, classes: int, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows, labels = iris[0][: 50 * classes], iris[1][: 50 * classes]
    model.fit(rows, labels)
    path = tmp_path / "m.safetensors"
    assert verified(model, rows[::5], path).is_chain
    output = "probabilities" if is_classifier(model) else "value"
    expected = model.predict_proba(rows) if is_classifier(model) else model.predict(rows)
    found = answers(path, rows, output)[output]
    np.testing.assert_array_equal(found, expected.reshape(found.shape))
