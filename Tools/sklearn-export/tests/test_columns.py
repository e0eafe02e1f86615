"""ColumnTransformer, FeatureUnion and Pipeline in their forms, over frames of mixed columns."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas
import pytest
from mixed import COUNT, VERSION, integers, targets, texts
from program import answers, run, verified
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import FeatureUnion, make_pipeline, make_union
from sklearn.preprocessing import (
    FunctionTransformer,
    MaxAbsScaler,
    MinMaxScaler,
    Normalizer,
    OneHotEncoder,
    OrdinalEncoder,
    PolynomialFeatures,
    QuantileTransformer,
    RobustScaler,
    StandardScaler,
)
from weights import Array

KNOWN = OneHotEncoder(handle_unknown="ignore")
NUMBERS = make_pipeline(SimpleImputer(), StandardScaler())


def frame() -> pandas.DataFrame:
    random = np.random.default_rng(4)
    words = texts(np.nan)
    price = random.normal(0, 1, COUNT)
    price[::5] = np.nan
    return pandas.DataFrame(
        {
            "colour": pandas.Series(words[:, 0], dtype=object),
            "size": pandas.Series(words[:, 1], dtype=object),
            "weight": random.normal(5, 2, COUNT),
            "age": integers()[:, 0],
            "price": price,
            "new": integers()[:, 1] > 2,
        }
    )


def two(**options: Any) -> ColumnTransformer:
    return ColumnTransformer(
        [("c", KNOWN, ["colour", "size"]), ("n", NUMBERS, ["weight", "price"])], **options
    )


COLUMNS = {
    "remainder dropped": two(),
    "remainder passed": two(remainder="passthrough"),
    "remainder scaled": two(remainder=StandardScaler(), sparse_threshold=0),
    "weights": two(transformer_weights={"n": 2.5, "c": 0.5}, remainder="passthrough"),
    "sparse": two(sparse_threshold=1.0),
    "chosen by a function": ColumnTransformer(
        [
            ("c", KNOWN, make_column_selector(dtype_include=object)),
            ("n", "passthrough", make_column_selector(dtype_include=np.number)),
        ]
    ),
    "slices": ColumnTransformer(
        [
            ("c", KNOWN, slice("colour", "size")),
            ("n", StandardScaler(), slice(2, 5)),
            ("d", "drop", ["new"]),
        ]
    ),
    "flags": ColumnTransformer(
        [
            ("o", OrdinalEncoder(), [False, True, False, False, False, False]),
            ("n", "passthrough", [False, False, True, True, False, False]),
        ]
    ),
    "places from the end": ColumnTransformer(
        [("n", StandardScaler(), [-4, -2]), ("c", KNOWN, [0])]
    ),
    "nothing chosen": ColumnTransformer([("e", StandardScaler(), []), ("c", KNOWN, ["colour"])]),
    "integers as categories": ColumnTransformer([("i", KNOWN, ["age", "new"])]),
    "integers as both": ColumnTransformer(
        [("i", KNOWN, ["age"]), ("n", StandardScaler(), ["age", "weight"])]
    ),
    "nested": ColumnTransformer(
        [("u", make_union(KNOWN, OrdinalEncoder()), ["age", "new"]), ("c", two(), slice(0, 6))]
    ),
}


@pytest.mark.parametrize("kind", COLUMNS)
def test_columns_are_chosen_and_put_side_by_side(kind: str, tmp_path: Path) -> None:
    verified(COLUMNS[kind].fit(frame()), None, tmp_path / "m.safetensors")


def test_columns_of_an_array_are_chosen_by_their_places(tmp_path: Path) -> None:
    rows = frame()[["colour", "weight", "age"]].to_numpy(dtype=object)
    model = ColumnTransformer([("n", NUMBERS, [1, 2]), ("c", KNOWN, [0])])
    weights = verified(model.fit(rows), None, tmp_path / "m.safetensors")
    types = [feature["type"] for feature in weights.json("features")]
    assert types == ["text", "number", "number"]


@pytest.mark.parametrize("named", [False, True])
def test_columns_behind_columns(named: bool, tmp_path: Path) -> None:
    first = ColumnTransformer(
        [
            ("i", SimpleImputer(strategy="most_frequent"), ["colour"]),
            ("p", "passthrough", ["size"]),
        ],
        remainder=NUMBERS,
        verbose_feature_names_out=False,
    )
    frames = frame().drop(columns="new")
    if named:
        first.set_output(transform="pandas")
    chosen = ["size", "colour"] if named else [1, 0]
    model = make_pipeline(
        first,
        ColumnTransformer([("c", KNOWN, chosen)], remainder="passthrough"),
        LinearRegression(),
    )
    verified(model.fit(frames, targets("continuous")), None, tmp_path / "m.safetensors")


def test_rows_of_every_pandas_type_are_golden_rows(tmp_path: Path) -> None:
    random = np.random.default_rng(6)
    words = pandas.Series(random.choice(["x", "y"], COUNT), dtype="string")
    words[::7] = pandas.NA
    whole = pandas.Series(random.integers(0, 4, COUNT), dtype="Int64")
    whole[::6] = pandas.NA
    rows = pandas.DataFrame(
        {
            "group": pandas.Categorical(random.choice(list("abc"), COUNT)),
            "words": words,
            "whole": whole,
            "flag": random.integers(0, 2, COUNT).astype(bool),
            "single": random.normal(size=COUNT).astype(np.float32),
        }
    )
    fill = SimpleImputer(strategy="most_frequent", missing_values=pandas.NA)
    model = ColumnTransformer(
        [
            ("c", KNOWN, ["group", "flag"]),
            ("w", make_pipeline(fill, KNOWN), ["words"]),
            ("i", fill, ["whole"]),
            ("n", StandardScaler(), ["single"]),
        ]
    ).fit(rows)
    weights = verified(model, rows[:40], tmp_path / "m.safetensors")
    types = [feature["type"] for feature in weights.json("features")]
    assert types == ["text", "text", "number", "integer", "number"]
    assert weights.tensors["golden.rows.1.missing"][0] == 1
    assert np.isnan(weights.tensors["golden.rows.2"][0])


@pytest.mark.parametrize(
    "union",
    [
        make_union(StandardScaler(), PCA(2), "passthrough"),
        make_union(StandardScaler(), "drop", MinMaxScaler()),
        FeatureUnion(
            [("a", StandardScaler()), ("b", "passthrough")], transformer_weights={"a": 3, "b": 0.5}
        ),
        make_union(make_union(StandardScaler(), FunctionTransformer(np.exp)), MinMaxScaler()),
    ],
    ids=["passed", "dropped", "weights", "nested"],
)
def test_unions_stand_side_by_side(union: Any, iris: tuple[Array, Array], tmp_path: Path) -> None:
    verified(union.fit(iris[0]), iris[0], tmp_path / "m.safetensors")


@pytest.mark.skipif(VERSION < (1, 6), reason="that scikit-learn and this SciPy disagree")
@pytest.mark.parametrize(
    "step",
    [
        StandardScaler(with_mean=False),
        MaxAbsScaler(),
        RobustScaler(with_centering=False),
        Normalizer("max"),
        QuantileTransformer(n_quantiles=20),
        PolynomialFeatures((2, 3)),
        TruncatedSVD(2),
    ],
    ids=lambda step: type(step).__name__,
)
def test_a_sparse_matrix_is_computed_as_scikit_learn_computes_one(
    step: Any, tmp_path: Path
) -> None:
    random = np.random.default_rng(5)
    rows = texts("none")
    rows = np.concatenate([rows, random.exponential(2, (COUNT, 2)).astype(object)], axis=1)
    rows[random.random(COUNT) < 0.7, 2] = 0.0
    columns = ColumnTransformer(
        [("c", KNOWN, [0, 1]), ("n", "passthrough", [2, 3])], sparse_threshold=1.0
    )
    model = make_pipeline(columns, step).fit(rows)
    assert model[0].sparse_output_
    verified(model, rows, tmp_path / "m.safetensors")
    is_sum = isinstance(step, (PolynomialFeatures, TruncatedSVD))
    said = run("weights", "verify", tmp_path / "m.safetensors").stdout
    assert is_sum or "at most 0.0" in said


@pytest.mark.parametrize(
    "predictor",
    [LogisticRegression(max_iter=2000), RandomForestClassifier(5, random_state=0)],
    ids=["linear", "forest"],
)
def test_rows_of_texts_and_numbers_are_answered_as_scikit_learn_does(
    predictor: Any, tmp_path: Path
) -> None:
    model = make_pipeline(two(remainder="passthrough"), predictor)
    rows = frame()
    model.fit(rows, targets("binary"))
    verified(model, None, tmp_path / "m.safetensors")
    found = answers(tmp_path / "m.safetensors", rows.to_numpy(dtype=object), "label,probabilities")
    np.testing.assert_allclose(found["probabilities"], model.predict_proba(rows), atol=1e-12)
    assert found["label"][:, 0].tolist() == model.predict(rows).tolist()
