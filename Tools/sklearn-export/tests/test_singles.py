"""Columns of a frame that were float32 when they were fitted, beside encoded ones in doubles."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas
import pytest
from mixed import COUNT, targets, texts
from program import answers, run, verified
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    MaxAbsScaler,
    MinMaxScaler,
    OneHotEncoder,
    RobustScaler,
    StandardScaler,
)
from sklearn.tree import DecisionTreeClassifier

from chorus_export import export


def frame() -> pandas.DataFrame:
    random = np.random.default_rng(7)
    numbers = random.normal(40, 20, (COUNT, 2)).round(1).astype(np.float32)
    numbers[::9, 1] = np.nan
    return pandas.DataFrame(
        {
            "colour": pandas.Series(texts("none")[:, 0], dtype=object),
            "weight": numbers[:, 0],
            "age": numbers[:, 1],
        }
    )


def columns(*steps: Any, **options: Any) -> ColumnTransformer:
    return ColumnTransformer(
        [
            ("n", make_pipeline(SimpleImputer(strategy="median"), *steps), ["weight", "age"]),
            ("c", OneHotEncoder(handle_unknown="ignore"), ["colour"]),
        ],
        **options,
    )


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (StandardScaler(),),
        (StandardScaler(with_mean=False), MaxAbsScaler()),
        (MinMaxScaler((0.1, 0.7), clip=True),),
        (RobustScaler(), StandardScaler()),
    ],
    ids=lambda steps: " ".join(type(step).__name__ for step in steps),
)
def test_a_tree_behind_float32_columns_answers_every_row_of_the_frame_exactly(
    steps: Any, tmp_path: Path
) -> None:
    model = make_pipeline(columns(*steps), DecisionTreeClassifier(random_state=0))
    rows = frame()
    model.fit(rows, targets("multiclass"))
    path = tmp_path / "m.safetensors"
    verified(model, None, path)
    found = answers(path, rows.to_numpy(dtype=object), "probabilities")["probabilities"]
    np.testing.assert_array_equal(found, model.predict_proba(rows))
    verified(model[:1], rows, tmp_path / "t.safetensors")
    assert "at most 0.0" in run("weights", "verify", tmp_path / "t.safetensors").stdout


@pytest.mark.parametrize("kind", ["doubles", "no encoder", "shared", "other step"])
def test_other_columns_are_computed_in_doubles(kind: str, tmp_path: Path) -> None:
    from sklearn.preprocessing import PowerTransformer

    rows = frame()
    scaled = make_pipeline(SimpleImputer(), StandardScaler())
    model = {
        "doubles": columns(StandardScaler()),
        "no encoder": ColumnTransformer([("n", scaled, ["weight", "age"])]),
        "shared": ColumnTransformer(
            [
                ("n", scaled, ["weight"]),
                ("m", MinMaxScaler(), ["weight"]),
                ("c", OneHotEncoder(), ["colour"]),
            ]
        ),
        "other step": columns(PowerTransformer()),
    }[kind]
    if kind == "doubles":
        rows = rows.astype({"weight": float, "age": float})
    if kind == "shared":
        rows["weight"] = rows["weight"].astype(float)
    verified(model.fit(rows), None, tmp_path / "m.safetensors")
    export(model, tmp_path / "m.safetensors", rows=rows[:3])
    assert b'"to\\":\\"float32\\"' not in (tmp_path / "m.safetensors").read_bytes()
