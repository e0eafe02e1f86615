"""The rows that an export stores."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from program import verified
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import BernoulliNB, GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from weights import Array, read

from chorus_export import ExportError, export


def test_each_split_has_rows_on_its_threshold_and_a_float32_step_to_either_side(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    tree = DecisionTreeClassifier(random_state=0).fit(*iris)
    export(tree, tmp_path / "m.safetensors", rows=iris[0])
    rows = read(tmp_path / "m.safetensors").tensors["golden.rows"]
    for feature, threshold in zip(tree.tree_.feature, tree.tree_.threshold, strict=True):
        if feature < 0:
            continue
        nearest = np.float32(threshold)
        steps = [np.nextafter(nearest, np.float32(side)) for side in (-np.inf, np.inf)]
        assert np.isin([threshold, nearest, *steps], rows[:, feature]).all()


def test_rows_beside_a_split_reach_it_and_part_there(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    tree = DecisionTreeClassifier(random_state=0).fit(*iris)
    exported = export(tree, tmp_path / "m.safetensors", rows=iris[0])
    rows = read(tmp_path / "m.safetensors").tensors["golden.rows"]
    beside = rows[150 : 150 + exported.golden_rows["on and beside split thresholds"]]
    visits = tree.decision_path(beside).toarray().astype(bool)
    for node in np.flatnonzero(tree.tree_.feature >= 0):
        at = np.isclose(beside[:, tree.tree_.feature[node]], tree.tree_.threshold[node], atol=1e-5)
        visited = visits[at & visits[:, node]]
        assert visited[:, tree.tree_.children_left[node]].any()
        assert visited[:, tree.tree_.children_right[node]].any()


def test_behind_a_scaler_rows_are_on_the_threshold_once_scaled(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = make_pipeline(StandardScaler(), DecisionTreeClassifier(random_state=0)).fit(*iris)
    export(model, tmp_path / "m.safetensors", rows=iris[0])
    rows = read(tmp_path / "m.safetensors").tensors["golden.rows"]
    scaled = model[0].transform(rows).astype(np.float32)
    tree = model[1].tree_
    for node in np.flatnonzero(tree.feature >= 0):
        assert np.float32(tree.threshold[node]) in scaled[:, tree.feature[node]]


def test_a_large_forest_keeps_to_the_limit_of_splits(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    forest = RandomForestClassifier(60, random_state=0).fit(*iris)
    exported = export(forest, tmp_path / "m.safetensors")
    assert 256 <= exported.golden_rows["on and beside split thresholds"] <= 4 * 256
    answers_missing = hasattr(forest.estimators_[0].tree_, "missing_go_to_left")
    assert exported.golden_rows.get("with missing values", 0) == (16 if answers_missing else 0)


def test_answers_have_the_shapes_and_types_of_the_format(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = LogisticRegression().fit(iris[0][:100], iris[1][:100])
    export(model, tmp_path / "m.safetensors", rows=iris[0][:100])
    tensors = read(tmp_path / "m.safetensors").tensors
    assert tensors["golden.label"].dtype == np.int64
    assert tensors["golden.label"].shape == (100,)
    assert tensors["golden.probabilities"].shape == (100, 2)
    assert tensors["golden.decision"].shape == (100, 1)


def test_large_coefficients_widen_the_tolerance_by_what_rounding_costs(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = LogisticRegression().fit(*iris)
    export(model, tmp_path / "plain.safetensors", rows=iris[0])
    model.coef_ = model.coef_ * 1e6
    export(model, tmp_path / "large.safetensors", rows=iris[0])
    plain = read(tmp_path / "plain.safetensors").json("golden")["tolerance"]
    large = read(tmp_path / "large.safetensors").json("golden")["tolerance"]
    assert plain == {"absolute": 1e-12, "relative": 1e-12}
    assert large["absolute"] > 1e-9


def test_where_rounding_names_every_label_the_other_answers_are_kept(tmp_path: Path) -> None:
    rows = np.ones((30, 3))
    model = BernoulliNB().fit(rows, np.arange(30) % 3)
    weights = verified(model, rows, tmp_path / "m.safetensors")
    assert list(weights.json("golden")["expect"]) == ["probabilities"]


@pytest.mark.parametrize("model", [SVC(), KNeighborsClassifier(), GaussianNB()], ids=str)
def test_a_given_row_that_scikit_learn_refuses_is_refused(
    model: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match=r"refuses a golden row: Input .*contains NaN"):
        export(model.fit(*iris), tmp_path / "m.safetensors", rows=[[1.0, np.nan, 1.0, 1.0]])
