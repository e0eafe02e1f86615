"""Feature selection of every kind."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from program import run, verified
from sklearn.feature_selection import (
    RFE,
    RFECV,
    GenericUnivariateSelect,
    SelectFdr,
    SelectFpr,
    SelectFromModel,
    SelectFwe,
    SelectKBest,
    SelectPercentile,
    SequentialFeatureSelector,
    VarianceThreshold,
)
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from weights import Array

from chorus_export import ExportError, export

MEMBER = LogisticRegression(max_iter=1000)


@pytest.mark.parametrize(
    "selector",
    [
        VarianceThreshold(0.5),
        SelectKBest(k=2),
        SelectPercentile(percentile=50),
        SelectFpr(),
        SelectFdr(),
        SelectFwe(),
        GenericUnivariateSelect(mode="k_best", param=1),
        SelectFromModel(MEMBER),
        RFE(MEMBER, n_features_to_select=2),
        RFECV(MEMBER, cv=3),
        SequentialFeatureSelector(MEMBER, n_features_to_select=1),
    ],
    ids=lambda selector: type(selector).__name__,
)
def test_the_columns_that_are_kept(
    selector: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    verified(selector.fit(*iris), iris[0], tmp_path / "t.safetensors")
    assert "at most 0.0" in run("weights", "verify", tmp_path / "t.safetensors").stdout
    model = make_pipeline(selector, LogisticRegression()).fit(*iris)
    verified(model, None, tmp_path / "m.safetensors")


@pytest.mark.parametrize(
    ("selector", "answered"), [(SelectKBest(k=2), False), (VarianceThreshold(0.5), True)], ids=str
)
def test_a_column_that_is_left_out_may_refuse_a_row(
    selector: Any, answered: bool, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    export(selector.fit(*iris), tmp_path / "m.safetensors")
    left_out = int(np.flatnonzero(~selector.get_support())[0])
    fields = ["1", "2", "3", "4"]
    fields[left_out] = ""
    said = run("predict", tmp_path / "m.safetensors", rows=",".join(fields) + "\n")
    assert (said.returncode == 0) == answered


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_selector_that_keeps_nothing_is_refused(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = SelectFpr(alpha=0.0).fit(iris[0], np.random.default_rng(0).integers(0, 2, 150))
    with pytest.raises(ExportError, match="SelectFpr keeps no column"):
        export(model, tmp_path / "m.safetensors")
