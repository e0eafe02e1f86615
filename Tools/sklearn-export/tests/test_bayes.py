"""Naive Bayes, all five."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement import agreed
from sklearn import naive_bayes
from weights import Array

COUNTING = [
    naive_bayes.MultinomialNB(),
    naive_bayes.MultinomialNB(alpha=0.01, fit_prior=False),
    naive_bayes.MultinomialNB(class_prior=[0.2, 0.5, 0.3]),
    naive_bayes.ComplementNB(),
    naive_bayes.ComplementNB(norm=True),
    naive_bayes.BernoulliNB(),
    naive_bayes.BernoulliNB(binarize=2.0, alpha=0.3),
    naive_bayes.BernoulliNB(fit_prior=False),
]


def name(model: Any) -> str:
    return " ".join(str(model).split())


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize(
    "options", [{}, {"priors": [0.7, 0.3, 0.0]}, {"var_smoothing": 1e-3}], ids=str
)
def test_gaussian_features(
    options: dict[str, Any], classes: int, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    rows, labels = iris[0][: 50 * classes], iris[1][: 50 * classes]
    if "priors" in options:
        options = {"priors": [0.7, 0.3] if classes == 2 else [0.6, 0.3, 0.1]}
    model = naive_bayes.GaussianNB(**options).fit(rows, labels)
    agreed(model, rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize("model", COUNTING, ids=name)
def test_counted_features(model: Any, tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    labels = np.arange(60) % 3
    rows = random.poisson(1.0 + labels[:, None] * np.arange(5) / 3).astype(float)
    agreed(model.fit(rows, labels), rows, tmp_path / "m.safetensors")


def test_features_that_are_there_or_not(tmp_path: Path) -> None:
    rows = (np.random.default_rng(5).random((60, 4)) > 0.4).astype(float)
    model = naive_bayes.BernoulliNB(binarize=None).fit(rows, rows[:, 0] + rows[:, 1])
    agreed(model, rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize("kind", [naive_bayes.ComplementNB, naive_bayes.MultinomialNB])
def test_one_class_alone(kind: Any, tmp_path: Path) -> None:
    rows = np.random.default_rng(5).poisson(2.0, (20, 3)).astype(float)
    agreed(kind().fit(rows, np.ones(20, dtype=int)), rows, tmp_path / "m.safetensors")


@pytest.mark.parametrize("options", [{}, {"min_categories": 6, "alpha": 0.2}], ids=str)
def test_features_of_categories(options: dict[str, Any], tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    rows = np.stack([random.integers(0, count, 80) for count in (2, 3, 5)], axis=1)
    labels = (rows[:, 0] + rows[:, 2]) % 3
    model = naive_bayes.CategoricalNB(**options).fit(rows, labels)
    agreed(model, rows.astype(float), tmp_path / "m.safetensors")
