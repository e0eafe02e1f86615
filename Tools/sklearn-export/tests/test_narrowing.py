"""Models in float32, and what the program says that it changes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mixed import targets
from program import CHORUS, answers, run, verify
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import KBinsDiscretizer, StandardScaler
from test_columns import frame, two
from weights import Array, read

from chorus_export import ExportError, export


def narrow(model: Any, path: Path, **options: Any) -> Any:
    return export(model, path, precision="float32", chorus=CHORUS, **options)


def test_the_largest_difference_is_measured_and_allowed_for(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(*iris)
    path = tmp_path / "m.safetensors"
    exported = narrow(model, path, rows=iris[0])
    found = answers(path, iris[0], "probabilities")["probabilities"]
    off = np.abs(found - model.predict_proba(iris[0])).max()
    assert 1e-9 < off == exported.narrowing.differences["probabilities"] < 1e-6
    assert f"probabilities differ by at most {off:.3g}" in str(exported)
    weights = read(path)
    assert weights.json("model")["input"] == "float32"
    assert weights.tensors["1.coefficients"].dtype == np.float32
    assert off <= weights.json("golden")["tolerance"]["absolute"] < 1e-5
    verify(path)


def test_rows_that_fall_to_the_other_side_of_a_split_are_left_out_and_counted(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = make_pipeline(StandardScaler(), RandomForestClassifier(9, random_state=0)).fit(*iris)
    exported = narrow(model, tmp_path / "m.safetensors", rows=iris[0])
    assert exported.narrowing.across > 0
    assert exported.narrowing.differences["probabilities"] > 0.05
    assert "on the other side of a split" in str(exported)
    golden = read(tmp_path / "m.safetensors").json("golden")
    assert golden["tolerance"]["absolute"] < 1e-6
    verify(tmp_path / "m.safetensors")


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", ["columns", "bins", "large"])
def test_other_models_are_verified_in_float32(
    kind: str, iris: tuple[Array, Array], tmp_path: Path
) -> None:
    columns = make_pipeline(two(remainder="passthrough"), LogisticRegression())
    bins = make_pipeline(KBinsDiscretizer(4), LogisticRegression())
    large = make_pipeline(StandardScaler(), LinearRegression())
    model = {
        "columns": lambda: columns.fit(frame(), targets("multiclass")),
        "bins": lambda: bins.fit(*iris),
        "large": lambda: large.fit(iris[0], iris[1] * 1e6),
    }[kind]()
    exported = narrow(model, tmp_path / "m.safetensors")
    assert max(exported.narrowing.differences.values()) > 0
    verify(tmp_path / "m.safetensors")


def test_labels_named_anew_are_compared_by_their_names(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    model = LogisticRegression(max_iter=1000).fit(iris[0], iris[1] == 1)
    for classes in (None, ["no", "yes"]):
        exported = narrow(model, tmp_path / "m.safetensors", classes=classes, rows=iris[0])
        assert exported.narrowing.relabelled == 0


def test_categories_that_float32_cannot_tell_apart_are_refused(tmp_path: Path) -> None:
    from sklearn.preprocessing import OneHotEncoder

    model = OneHotEncoder().fit([[0.1], [0.1 + 1e-12]])
    with pytest.raises(ExportError, match="one number in float32"):
        narrow(model, tmp_path / "m.safetensors")


def test_without_the_program_nothing_is_written(
    iris: tuple[Array, Array], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = LogisticRegression(max_iter=1000).fit(*iris)
    monkeypatch.setenv("CHORUS", str(tmp_path / "nowhere"))
    with pytest.raises(ExportError, match=r"nowhere' is not found.*--chorus"):
        export(model, tmp_path / "m.safetensors", precision="float32")
    with pytest.raises(ExportError, match="does not answer"):
        export(model, tmp_path / "m.safetensors", precision="float32", chorus="false")
    with pytest.raises(ExportError, match="precision 'float16' is none"):
        export(model, tmp_path / "m.safetensors", precision="float16")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_the_program_refuses_what_the_double_model_refuses(
    iris: tuple[Array, Array], tmp_path: Path
) -> None:
    narrow(LogisticRegression(max_iter=1000).fit(*iris), tmp_path / "m.safetensors")
    assert run("predict", tmp_path / "m.safetensors", rows="1,,3,4\n").returncode != 0
