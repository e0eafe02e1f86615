"""The command `chorus-export`."""

from pathlib import Path

import joblib
import numpy as np
import pytest
from mixed import targets
from program import CHORUS, verify
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from test_columns import frame, two
from weights import Array, read

from chorus_export.command import main


@pytest.fixture
def stored(iris: tuple[Array, Array], tmp_path: Path) -> Path:
    path = tmp_path / "model.joblib"
    joblib.dump(LogisticRegression().fit(*iris), path)
    return path


def test_a_stored_model_becomes_a_weight_file(
    stored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, target = tmp_path / "rows.csv", tmp_path / "x.safetensors"
    rows.write_text("a,b,c,d\n1,2,3,4\n5.1,3.5,1.4,0.2\n")
    arguments = [str(stored), "-o", str(target), "--name", "n", "--classes", "a,b,c"]
    assert main([*arguments, "--rows", str(rows), "--date", "2026-01-01T00:00:00Z"]) == 0
    weights = read(target)
    assert weights.metadata["name"] == "n"
    assert weights.json("classes") == ["a", "b", "c"]
    assert weights.json("sample") == [1.0, 2.0, 3.0, 4.0]
    assert weights.json("provenance")["file"] == "model.joblib"
    said = capsys.readouterr()
    assert "runs code" in said.err
    assert "2 given" in said.out and "classes ['a', 'b', 'c']" in said.out


def test_without_an_output_the_file_stands_beside_the_model(stored: Path) -> None:
    assert main([str(stored), "--sample", "5.1,3.5,1.4,0.2"]) == 0
    assert read(stored.with_suffix(".safetensors")).json("sample") == [5.1, 3.5, 1.4, 0.2]


def test_the_warning_comes_before_the_file_is_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.joblib"
    broken.write_bytes(b"not a pickle")
    assert main([str(broken)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert "trust" in lines[0] and "cannot be loaded" in lines[1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1,2,3\n", "line 1, has 3 fields; the model takes 4"),
        ("a,b,c,d\n1,2,3,4\n1,2,x,4\n", "line 3, has a field that is no number"),
        ("a,b,c,d\n", "holds no rows"),
        ("1,2,,4\n", "refuses a golden row"),
    ],
)
def test_wrong_rows_are_refused_with_their_line(
    text: str, reason: str, stored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(text)
    assert main([str(stored), "--rows", str(rows)]) == 1
    assert reason in capsys.readouterr().err


def test_a_missing_file_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nowhere.joblib"]) == 1
    assert capsys.readouterr().err == (
        "chorus-export: nowhere.joblib: No such file or directory.\n"
    )


def test_wrong_use_ends_with_64(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--no-such-option"]) == 64
    assert "usage" in capsys.readouterr().err


@pytest.fixture
def mixture(tmp_path: Path) -> Path:
    """A model of texts and numbers, beside a column that it drops."""
    rows = frame().rename(columns={"new": "note"}).assign(note="some text")
    model = make_pipeline(two(), LogisticRegression()).fit(rows, targets("binary"))
    path = tmp_path / "mixture.joblib"
    joblib.dump(model, path)
    return path


@pytest.mark.parametrize("heading", ["", "colour,size,weight,age,price,note\n"])
def test_rows_and_a_sample_may_have_texts(heading: str, mixture: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(heading + '"red, or so",s,5.1,3,,remark\n,m,1,2,0.5,\n')
    sample = '"red",s,1.5,2,0.25,x'
    assert main([str(mixture), "--rows", str(rows), "--sample", sample]) == 0
    weights = read(mixture.with_suffix(".safetensors"))
    assert [feature["type"] for feature in weights.json("features")] == [
        *("text", "text", "number", "number", "number", "text")
    ]
    assert weights.json("sample") == ["red", "s", 1.5, 2.0, 0.25, "x"]
    assert bytes(weights.tensors["golden.rows.0.bytes"]).startswith(b"red, or so")
    assert weights.tensors["golden.rows.0.missing"][:2].tolist() == [0, 1]
    assert np.isnan(weights.tensors["golden.rows.4"][0])
    verify(mixture.with_suffix(".safetensors"))


def test_a_sample_that_does_not_fit_is_refused(
    mixture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(mixture), "--sample", "red,s,heavy,2,1,x"]) == 1
    assert "The sample has a field that is no number" in capsys.readouterr().err
    assert main([str(mixture), "--sample", "red,s"]) == 1
    assert "The sample has 2 fields; the model takes 6" in capsys.readouterr().err


def test_what_float32_changes_is_printed(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(stored), "--precision", "float32", "--chorus", CHORUS]) == 0
    assert "computed in float32, probabilities differ by at most" in capsys.readouterr().out
