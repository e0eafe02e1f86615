"""The protocol's calls on the iris models."""

import numpy as np
import pytest
from tritonclient.http import InferenceServerClient, InferInput, InferRequestedOutput
from tritonclient.utils import InferenceServerException

ROWS = np.array([[5.1, 3.5, 1.4, 0.2], [1, 2, 3, 4]])
PROBABILITIES = np.array(
    [[0.9856641562850708, 0.014335843714929285], [0.010870377209106774, 0.9891296227908932]]
)


def matrix(rows: np.ndarray, datatype: str = "FP64", binary: bool = True) -> InferInput:
    return InferInput("rows", list(rows.shape), datatype).set_data_from_numpy(rows, binary)


def test_server_and_models_are_alive_and_ready(client: InferenceServerClient) -> None:
    assert client.is_server_live()
    assert client.is_server_ready()
    assert client.is_model_ready("iris-setosa")
    assert client.is_model_ready("iris-setosa", "1")
    assert not client.is_model_ready("iris-setosa", "2")
    assert not client.is_model_ready("nobody")


def test_metadata_tells_inputs_and_outputs(client: InferenceServerClient) -> None:
    assert "binary_tensor_data" in client.get_server_metadata()["extensions"]
    metadata = client.get_model_metadata("iris-setosa")
    assert metadata["inputs"] == [{"name": "input", "datatype": "FP64", "shape": [-1, 4]}]
    assert metadata["outputs"] == [
        {"name": "label", "datatype": "BYTES", "shape": [-1]},
        {"name": "probabilities", "datatype": "FP64", "shape": [-1, 2]},
        {"name": "decision", "datatype": "FP64", "shape": [-1, 1]},
    ]


# FP16 has no JSON form in the protocol.
FORMS = [("FP16", True)] + [
    (datatype, binary)
    for datatype in ["FP64", "FP32", "INT64", "INT32", "INT16", "INT8", "UINT8"]
    for binary in [True, False]
]


@pytest.mark.parametrize(("datatype", "binary"), FORMS)
def test_every_datatype_is_taken(
    client: InferenceServerClient, datatype: str, binary: bool
) -> None:
    dtype = datatype.replace("FP", "float").replace("UINT", "uint").replace("INT", "int").lower()
    rows = np.array([[1, 2, 3, 4]]).astype(dtype)
    result = client.infer("iris-setosa", [matrix(rows, datatype, binary)])
    assert np.array_equal(result.as_numpy("probabilities"), PROBABILITIES[1:])


@pytest.mark.parametrize("binary_out", [True, False])
@pytest.mark.parametrize("binary_in", [True, False])
def test_outputs_come_by_name_in_either_form(
    client: InferenceServerClient, binary_in: bool, binary_out: bool
) -> None:
    names = ["decision", "label", "probabilities"]
    result = client.infer(
        "iris-setosa",
        [matrix(ROWS, binary=binary_in)],
        outputs=[InferRequestedOutput(name, binary_data=binary_out) for name in names],
        request_id="job-1",
    )
    assert result.get_response()["id"] == "job-1"
    assert [output["name"] for output in result.get_response()["outputs"]] == names
    label = [x if isinstance(x, str) else x.decode() for x in result.as_numpy("label")]
    assert label == ["setosa", "other"]
    assert np.array_equal(result.as_numpy("probabilities"), PROBABILITIES)
    assert result.as_numpy("decision").shape == (2, 1)


def test_columns_come_by_feature_name(client: InferenceServerClient) -> None:
    names = client.get_model_metadata("iris-setosa")["parameters"]["features"]
    columns = [
        InferInput(name, [2], "FP64").set_data_from_numpy(ROWS[:, index].copy())
        for index, name in enumerate(names)
    ]
    result = client.infer("iris-setosa", columns[::-1])
    assert np.array_equal(result.as_numpy("probabilities"), PROBABILITIES)


def test_an_asynchronous_call_is_answered(client: InferenceServerClient) -> None:
    result = client.async_infer("iris-setosa", [matrix(ROWS)]).get_result()
    assert np.array_equal(result.as_numpy("probabilities"), PROBABILITIES)


@pytest.mark.parametrize(
    ("model", "rows", "outputs", "status", "says"),
    [
        ("nobody", ROWS, None, "404", "There is no model nobody"),
        ("iris-setosa", ROWS[:, :3].copy(), None, "422", "one input of shape [rows, 4]"),
        ("iris-setosa", ROWS * np.nan, None, "422", "missing"),
        ("iris-setosa", ROWS, ["proba"], "422", "it has: label, probabilities, decision"),
    ],
)
def test_errors_reach_the_client(
    client: InferenceServerClient,
    model: str,
    rows: np.ndarray,
    outputs: list[str] | None,
    status: str,
    says: str,
) -> None:
    asked = [InferRequestedOutput(name) for name in outputs] if outputs else None
    with pytest.raises(InferenceServerException) as error:
        client.infer(model, [matrix(rows)], outputs=asked)
    assert error.value.status() == status
    assert says in error.value.message()
