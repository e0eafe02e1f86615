"""The command `chorus-export`."""

from pathlib import Path

import joblib
import pytest
from sklearn.linear_model import LogisticRegression
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
