"""Detectors of outliers: labels, scores, and decisions about an offset."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement import agreed
from sklearn.covariance import EllipticEnvelope
from sklearn.ensemble import IsolationForest
from sklearn.linear_model import SGDOneClassSVM
from sklearn.neighbors import LocalOutlierFactor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from weights import Array

from chorus_export import ExportError, export

MODELS = [
    IsolationForest(n_estimators=20, random_state=0),
    IsolationForest(n_estimators=20, contamination=0.2, random_state=0),
    IsolationForest(n_estimators=9, max_samples=1.0, max_features=0.5, random_state=0),
    IsolationForest(n_estimators=9, max_samples=32, bootstrap=True, max_features=2, random_state=0),
    IsolationForest(n_estimators=3, max_samples=1, random_state=0),
    IsolationForest(n_estimators=3, max_samples=2, random_state=0),
    EllipticEnvelope(random_state=0),
    EllipticEnvelope(contamination=0.3, assume_centered=True, random_state=0),
    SGDOneClassSVM(random_state=0),
    SGDOneClassSVM(nu=0.1, fit_intercept=False, random_state=0),
    LocalOutlierFactor(novelty=True),
    LocalOutlierFactor(5, novelty=True, contamination=0.2, metric="manhattan"),
    LocalOutlierFactor(200, novelty=True, metric="chebyshev", algorithm="kd_tree"),
    make_pipeline(StandardScaler(), IsolationForest(n_estimators=5, random_state=0)),
    make_pipeline(StandardScaler(), LocalOutlierFactor(8, novelty=True)),
]


@pytest.mark.filterwarnings("ignore:The covariance matrix:UserWarning")
@pytest.mark.filterwarnings("ignore:n_neighbors:UserWarning")
@pytest.mark.parametrize("model", MODELS, ids=lambda model: " ".join(str(model).split())[:90])
def test_a_detector_answers_as_scikit_learn(
    model: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows = iris[0] + np.random.default_rng(4).normal(0, 0.01, iris[0].shape)
    weights = agreed(model.fit(rows[::2]), rows, tmp_path / "m.safetensors")
    assert weights.json("classes") == [-1, 1]


def test_factors_of_the_rows_that_were_fitted_are_refused(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = LocalOutlierFactor().fit(iris[0])
    with pytest.raises(ExportError, match=r"LocalOutlierFactor .* novelty=True"):
        export(model, tmp_path / "m.safetensors")


def test_factors_by_a_search_through_all_points(iris: tuple[Array, Array], tmp_path: Path) -> None:
    model = LocalOutlierFactor(7, novelty=True, algorithm="brute").fit(iris[0])
    agreed(model, iris[0] + 0.01, tmp_path / "m.safetensors", within=1e-6)


def test_a_factor_by_another_metric_is_refused(iris: tuple[Array, Array], tmp_path: Path) -> None:
    model = LocalOutlierFactor(novelty=True, metric="cosine").fit(iris[0])
    with pytest.raises(ExportError, match="LocalOutlierFactor with the metric 'cosine'"):
        export(model, tmp_path / "m.safetensors")


@pytest.mark.parametrize(
    "model",
    [
        IsolationForest(n_estimators=9, contamination=0.2, random_state=0),
        EllipticEnvelope(contamination=0.2, random_state=0),
        LocalOutlierFactor(novelty=True, contamination=0.2),
    ],
    ids=lambda model: type(model).__name__,
)
def test_a_row_just_at_the_offset_is_no_golden_row(
    model: Any, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows = iris[0][:51] + np.random.default_rng(4).normal(0, 0.01, (51, 4))
    model.fit(rows)
    # Without what training has beyond its own rows the offset is the score of one of them.
    model.offset_ = np.sort(model.score_samples(rows))[10]
    weights = agreed(model, rows, tmp_path / "m.safetensors")
    assert len(weights.tensors["golden.decision"]) >= 50
    assert np.all(weights.tensors["golden.decision"] != 0)
