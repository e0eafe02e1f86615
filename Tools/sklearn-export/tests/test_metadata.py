"""What stands beside the tensors."""

import json
import struct
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import pytest
from sklearn import __version__ as sklearn_version
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from weights import Array, read

from chorus_export import Source, export

DATE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)


def test_the_same_model_and_date_give_the_same_bytes(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = RandomForestClassifier(5, random_state=0).fit(*iris)
    first = export(model, tmp_path / "first.safetensors", name="m", date=DATE)
    second = export(model, tmp_path / "second.safetensors", name="m", date=DATE)
    assert first.checksum == second.checksum
    assert (tmp_path / "first.safetensors").read_bytes() == (
        tmp_path / "second.safetensors"
    ).read_bytes()


def test_tensors_have_no_holes_and_stand_aligned(iris: tuple[Array, Array], tmp_path: Path) -> None:
    model = RandomForestClassifier(5, random_state=0).fit(*iris)
    export(model, tmp_path / "m.safetensors")
    content = (tmp_path / "m.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    assert (8 + length) % 64 == 0
    header = json.loads(content[8 : 8 + length])
    header.pop("__metadata__")
    width = {"F64": 8, "I64": 8, "F32": 4, "I32": 4, "U8": 1}
    end = 0
    for entry in sorted(header.values(), key=lambda entry: entry["data_offsets"]):
        assert entry["data_offsets"][0] == end
        assert end % width[entry["dtype"]] == 0
        end = entry["data_offsets"][1]
    assert end == len(content) - 8 - length


def test_a_scaled_logistic_model_is_described_as_the_format_says(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(iris[0][:100], iris[1][:100])
    export(model, tmp_path / "m.safetensors")
    assert read(tmp_path / "m.safetensors").json("model") == {
        "task": "classification",
        "input": "float64",
        "stages": [
            {
                "kind": "scaler",
                "operation": "divide",
                "offset": "0.offset",
                "scale": "0.scale",
            },
            {
                "kind": "linear",
                "coefficients": "1.coefficients",
                "intercepts": "1.intercepts",
            },
            {
                "kind": "classify",
                "link": "logistic",
                "binary": "complement",
                "label": {"rule": "threshold", "at": 0, "inclusive": False},
                "decision": "scores",
            },
        ],
    }


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["no", "yes"], ["no", "yes"]),
        ([3, 7], [3, 7]),
        ([False, True], [False, True]),
        ([0.0, 1.0], [0.0, 1.0]),
    ],
)
def test_classes_keep_the_type_that_the_model_was_fitted_with(
    labels: list[object], expected: list[object], iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = LogisticRegression().fit(iris[0][:100], np.array(labels)[iris[1][:100]])
    export(model, tmp_path / "m.safetensors")
    assert read(tmp_path / "m.safetensors").metadata["classes"] == json.dumps(
        expected, separators=(",", ":")
    )


def test_given_names_take_the_place_of_labels(iris: tuple[Array, Array], tmp_path: Path) -> None:
    model = LogisticRegression().fit(*iris)
    export(model, tmp_path / "m.safetensors", classes=["a", "b", "ç"])
    assert read(tmp_path / "m.safetensors").json("classes") == ["a", "b", "ç"]


def test_a_regression_has_no_classes_and_a_plain_array_no_names(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    export(LinearRegression().fit(*iris), tmp_path / "m.safetensors")
    weights = read(tmp_path / "m.safetensors")
    assert "classes" not in weights.metadata
    assert weights.json("features") == [{"type": "number"}] * 4
    assert weights.json("sample") == weights.tensors["golden.rows"][0].tolist()


def test_features_bear_the_names_of_the_frame_that_the_model_was_fitted_on(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(iris[0], columns=["a", "b", "c", "d"])
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(frame, iris[1])
    export(model, tmp_path / "m.safetensors", rows=frame)
    names = [feature["name"] for feature in read(tmp_path / "m.safetensors").json("features")]
    assert names == ["a", "b", "c", "d"]


def test_name_sample_and_provenance_are_as_given(iris: tuple[Array, Array], tmp_path: Path) -> None:
    source = tmp_path / "train.py"
    source.write_text("fit")
    export(
        LinearRegression().fit(*iris),
        tmp_path / "file.safetensors",
        features=["a", "b", "c", "d"],
        sample=[1, 2, 3, 4],
        source=Source.of(source),
        date=DATE,
    )
    weights = read(tmp_path / "file.safetensors")
    assert weights.metadata["format"] == "chorus/1"
    assert weights.metadata["name"] == "file"
    assert weights.json("sample") == [1.0, 2.0, 3.0, 4.0]
    assert weights.json("features")[3] == {"name": "d", "type": "number"}
    provenance = weights.json("provenance")
    assert len(provenance.pop("sha256")) == 64
    assert provenance == {
        "library": "scikit-learn",
        "version": sklearn_version,
        "file": "train.py",
        "date": "2026-01-02T03:04:05Z",
    }
