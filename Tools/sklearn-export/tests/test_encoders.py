"""OneHotEncoder, OrdinalEncoder and TargetEncoder with every option that changes an answer."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mixed import ROWS, VERSION, targets, texts
from program import run, verified
from sklearn import preprocessing
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

from chorus_export import ExportError, export

EVERY = pytest.mark.parametrize("kind", ROWS)


@EVERY
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"handle_unknown": "ignore", "sparse_output": False},
        {"handle_unknown": "ignore", "drop": "if_binary", "min_frequency": 40},
        {"handle_unknown": "infrequent_if_exist", "min_frequency": 0.2},
        {"handle_unknown": "infrequent_if_exist", "max_categories": 2, "drop": "first"},
        {"drop": "first"},
    ],
    ids=str,
)
def test_a_category_is_a_column(kind: str, options: dict[str, Any], tmp_path: Path) -> None:
    model = OneHotEncoder(**options).fit(ROWS[kind])
    weights = verified(model, None, tmp_path / "m.safetensors")
    assert weights.json("golden")["tolerance"]["absolute"] <= 1e-12


@pytest.mark.skipif(VERSION < (1, 6), reason="this scikit-learn does not warn")
def test_an_unknown_category_that_warns_counts_as_in_this_version(
    tmp_path: Path,
) -> None:
    model = OneHotEncoder(handle_unknown="warn", min_frequency=40).fit(texts("none"))
    verified(model, None, tmp_path / "m.safetensors")


def test_given_categories_and_drops_keep_their_order(tmp_path: Path) -> None:
    known = [["red", "blue", "green", "grün", "x", "none"], ["s", "m", "l"]]
    model = OneHotEncoder(categories=known, drop=["blue", "m"], handle_unknown="ignore")
    verified(model.fit(texts("none")), None, tmp_path / "m.safetensors")


@EVERY
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"handle_unknown": "use_encoded_value", "unknown_value": -1},
        {
            "handle_unknown": "use_encoded_value",
            "unknown_value": np.nan,
            "encoded_missing_value": -2,
        },
        {"min_frequency": 40},
        {"max_categories": 2, "handle_unknown": "use_encoded_value", "unknown_value": 99},
    ],
    ids=str,
)
def test_a_category_is_its_place(kind: str, options: dict[str, Any], tmp_path: Path) -> None:
    if VERSION < (1, 3) and ("min_frequency" in options or "max_categories" in options):
        pytest.skip("this scikit-learn groups no infrequent categories")
    verified(OrdinalEncoder(**options).fit(ROWS[kind]), None, tmp_path / "m.safetensors")


@pytest.mark.skipif(VERSION < (1, 3), reason="this scikit-learn has no TargetEncoder")
@EVERY
@pytest.mark.parametrize("target", ["continuous", "binary", "multiclass"])
def test_a_category_is_the_mean_of_its_target(kind: str, target: str, tmp_path: Path) -> None:
    if target == "multiclass" and VERSION < (1, 4):
        pytest.skip("this scikit-learn knows two classes alone")
    model = preprocessing.TargetEncoder().fit(ROWS[kind], targets(target))
    verified(model, None, tmp_path / "m.safetensors")


def test_drawn_rows_have_known_unknown_and_missing_categories(tmp_path: Path) -> None:
    model = OneHotEncoder(handle_unknown="ignore").fit(ROWS["mixture"])
    exported = export(model, tmp_path / "m.safetensors")
    assert exported.golden_rows == {
        "drawn": 64,
        "with missing values": 16,
        "with unknown categories": 16,
    }


@pytest.mark.parametrize(
    ("rows", "answered"),
    [("red,s\n", True), ("violet,s\n", False), (",s\n", False), ("red,S\n", False)],
)
@pytest.mark.parametrize("encoder", [OneHotEncoder(drop="first"), OrdinalEncoder()], ids=str)
def test_a_category_that_is_an_error_refuses_its_row(
    encoder: Any, rows: str, answered: bool, tmp_path: Path
) -> None:
    export(encoder.fit(texts("none")), tmp_path / "m.safetensors")
    assert (run("predict", tmp_path / "m.safetensors", rows=rows).returncode == 0) == answered


def test_an_infinite_number_refuses_its_row_as_in_scikit_learn(tmp_path: Path) -> None:
    model = OneHotEncoder(handle_unknown="ignore").fit(ROWS["numbers with NaN"])
    export(model, tmp_path / "m.safetensors")
    assert run("predict", tmp_path / "m.safetensors", rows="inf,0.5\n").returncode != 0


def test_many_columns_stay_as_small_as_their_categories(tmp_path: Path) -> None:
    rows = np.array([[f"name {i}"] for i in range(5000)], dtype=object)
    exported = export(OneHotEncoder().fit(rows), tmp_path / "m.safetensors", rows=rows[:3])
    assert exported.byte_count < 500_000


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (np.array([["a"], [None], [np.nan]], dtype=object), "both None and NaN"),
        (np.array([[b"a"], [b"b"]], dtype=object), "categories of bytes"),
    ],
    ids=["None and NaN", "bytes"],
)
def test_categories_that_a_row_cannot_have_are_refused(
    rows: Any, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match=reason):
        export(OneHotEncoder().fit(rows), tmp_path / "m.safetensors")
