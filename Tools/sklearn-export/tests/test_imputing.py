"""SimpleImputer and MissingIndicator, for numbers and for texts."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mixed import mixture, texts
from program import run, verified
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import OneHotEncoder
from weights import Array

from chorus_export import export

STRATEGIES = ["mean", "median", "most_frequent", "constant"]


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("add_indicator", [False, True])
@pytest.mark.parametrize("keep_empty", [False, True])
def test_missing_numbers_are_filled(
    strategy: str, add_indicator: bool, keep_empty: bool, gaps: Array, tmp_path: Path
) -> None:
    gaps = gaps.copy()
    gaps[:, 1] = np.nan
    model = SimpleImputer(
        strategy=strategy, add_indicator=add_indicator, keep_empty_features=keep_empty
    )
    verified(model.fit(gaps), gaps, tmp_path / "m.safetensors")


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_number_can_stand_for_a_missing_one(strategy: str, tmp_path: Path) -> None:
    rows = np.random.default_rng(0).integers(-2, 4, (60, 3)).astype(float)
    model = SimpleImputer(strategy=strategy, missing_values=-2, add_indicator=True).fit(rows)
    weights = verified(model, None, tmp_path / "m.safetensors")
    assert -2.0 in weights.tensors["golden.rows"]
    said = run("predict", tmp_path / "m.safetensors", rows="1,,1\n")
    assert said.returncode != 0


@pytest.mark.parametrize("strategy", ["most_frequent", "constant"])
@pytest.mark.parametrize("add_indicator", [False, True])
@pytest.mark.parametrize("missing", [np.nan, None, "red"], ids=str)
def test_missing_texts_are_filled(
    strategy: str, add_indicator: bool, missing: Any, tmp_path: Path
) -> None:
    imputer = SimpleImputer(strategy=strategy, missing_values=missing, add_indicator=add_indicator)
    model = make_pipeline(imputer, OneHotEncoder(handle_unknown="ignore"))
    rows = texts("none" if missing == "red" else missing)
    weights = verified(model.fit(rows), None, tmp_path / "m.safetensors")
    assert [feature["type"] for feature in weights.json("features")] == ["text", "text"]


def test_texts_and_numbers_are_filled_side_by_side(tmp_path: Path) -> None:
    model = make_pipeline(
        SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")
    )
    weights = verified(model.fit(mixture()), None, tmp_path / "m.safetensors")
    types = [feature["type"] for feature in weights.json("features")]
    assert types == ["text", "number", "number"]


@pytest.mark.parametrize("features", ["all", "missing-only"])
def test_an_indicator_says_what_is_missing(features: str, gaps: Array, tmp_path: Path) -> None:
    gaps = gaps.copy()
    gaps[:, 2] = 1.0
    model = MissingIndicator(features=features, error_on_new=False).fit(gaps)
    verified(model, gaps, tmp_path / "m.safetensors")


@pytest.mark.parametrize("error_on_new", [False, True])
def test_a_missing_value_that_is_new_refuses_its_row_where_it_is_an_error(
    error_on_new: bool, gaps: Array, tmp_path: Path
) -> None:
    gaps = gaps.copy()
    gaps[:, 2] = 1.0
    export(MissingIndicator(error_on_new=error_on_new).fit(gaps), tmp_path / "m.safetensors")
    said = run("predict", tmp_path / "m.safetensors", rows="1,2,,4\n")
    assert (said.returncode != 0) == error_on_new


def test_an_indicator_takes_the_type_that_another_step_reads(tmp_path: Path) -> None:
    model = make_union(
        MissingIndicator(features="all"), OneHotEncoder(handle_unknown="ignore")
    ).fit(texts(np.nan))
    verified(model, None, tmp_path / "m.safetensors")
