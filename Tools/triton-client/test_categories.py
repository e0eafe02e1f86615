"""XGBoost models with categories and missing values, asked column by column."""

import json
from pathlib import Path

import numpy as np
import pytest
from conftest import HERE, golden_cases
from tritonclient.http import InferenceServerClient, InferInput, InferRequestedOutput
from tritonclient.utils import InferenceServerException

# The client cannot send null: this text stands for a missing one.
MISSING = "?"
NAMES = ["label", "probabilities", "decision"]
ANSWERS = json.loads((HERE / "answers.json").read_text())


def inputs(columns: dict[str, list], binary: bool) -> list[InferInput]:
    return [column(name, values, binary) for name, values in columns.items()]


def column(name: str, values: list, binary: bool) -> InferInput:
    if any(isinstance(value, str) for value in values):
        array = np.array([MISSING if value is None else value for value in values], dtype=object)
        datatype = "BYTES"
    elif all(isinstance(value, int) for value in values):
        array, datatype = np.array(values, dtype=np.int64), "INT64"
    else:
        array = np.array([np.nan if value is None else value for value in values], np.float32)
        datatype = "FP32"
    return InferInput(name, [len(values)], datatype).set_data_from_numpy(array, binary)


def test_metadata_has_one_typed_input_a_feature(client: InferenceServerClient) -> None:
    assert client.get_model_metadata("bicycle")["inputs"] == [
        {"name": "temperature", "datatype": "FP32", "shape": [-1, 1]},
        {"name": "sky", "datatype": "BYTES", "shape": [-1, 1]},
        {"name": "hour", "datatype": "FP32", "shape": [-1, 1]},
    ]


@pytest.mark.parametrize("binary_out", [True, False])
@pytest.mark.parametrize("binary_in", [True, False])
def test_answers_are_xgboosts(
    client: InferenceServerClient, binary_in: bool, binary_out: bool
) -> None:
    result = client.infer(
        "bicycle",
        inputs(ANSWERS["columns"], binary_in),
        outputs=[InferRequestedOutput(name, binary_data=binary_out) for name in NAMES],
        parameters={"missing": MISSING},
    )
    for name in NAMES:
        assert (result.get_output(name).get("parameters") is not None) == binary_out
    assert result.as_numpy("label").tolist() == ANSWERS["label"]
    assert np.array_equal(
        result.as_numpy("decision"), np.array(ANSWERS["decision"], dtype=np.float32)
    )
    np.testing.assert_allclose(
        result.as_numpy("probabilities"), ANSWERS["probabilities"], rtol=1e-6, atol=1e-7
    )


def test_all_outputs_come_unasked(client: InferenceServerClient) -> None:
    result = client.infer(
        "bicycle", inputs(ANSWERS["columns"], True), parameters={"missing": MISSING}
    )
    assert [output["name"] for output in result.get_response()["outputs"]] == NAMES
    assert result.as_numpy("label").tolist() == ANSWERS["label"]


def test_an_unknown_category_is_refused(client: InferenceServerClient) -> None:
    columns = {"temperature": [1.0, 2.0], "sky": ["fog", "drizzle"], "hour": [1, 2]}
    with pytest.raises(InferenceServerException) as error:
        client.infer("bicycle", inputs(columns, True))
    assert error.value.status() == "422"
    assert "Row 1 has the unknown category 'drizzle' in 'sky'" in error.value.message()


@pytest.mark.parametrize("binary", [True, False])
@pytest.mark.parametrize("case", golden_cases(), ids=lambda case: case.name)
def test_golden_cases_answer_as_xgboost(
    client: InferenceServerClient, case: Path, binary: bool
) -> None:
    description = json.loads((case / "case.json").read_text())
    columns = {}
    for entry in description["input"]["columns"]:
        file = case / entry["file"]
        if file.suffix == ".json":
            columns[entry["name"]] = json.loads(file.read_text())
        else:
            dtype = {"float32": np.float32, "int64": np.int64}[entry["dtype"]]
            columns[entry["name"]] = np.fromfile(file, dtype).tolist()
    result = client.infer(
        case.name, inputs(columns, binary), parameters={"missing": MISSING}
    )
    names = {"margin": "decision", "prediction": None, "label": "label"}
    for output in description["outputs"]:
        if (name := names.get(output["name"], "")) == "":
            continue
        name = name or {"regression": "value"}.get(output["kind"], output["kind"])
        expected = np.fromfile(case / output["file"], output["dtype"]).reshape(output["shape"])
        got = result.as_numpy(name)
        if got.shape[-1] == 2 and expected.ndim == 1:
            got = got[:, 1]
        np.testing.assert_allclose(
            got.reshape(expected.shape),
            expected,
            rtol=output.get("rtol", 0),
            atol=output.get("atol", 0),
        )
