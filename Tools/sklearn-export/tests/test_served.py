"""A pipeline over texts and numbers with missing values, exported, served, and asked three ways."""

import io
import json
import re
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import pytest
from program import CHORUS, run
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from weights import Array

from chorus_export import export

NUMBERS = ["age", "income"]
TEXTS = ["city"]


@dataclass(frozen=True)
class Served:
    """The pipeline, its rows and where the file and the service are."""

    model: Any
    rows: pandas.DataFrame
    file: Path
    address: str

    @property
    def expected(self) -> Array:
        return np.asarray(self.model.predict_proba(self.rows))

    @property
    def values(self) -> list[list[Any]]:
        """The rows as JSON has them: null where a value is missing."""
        filled = self.rows.astype(object).where(self.rows.notna(), None)
        return [list(row) for row in filled.itertuples(index=False)]

    def ask(self, path: str, body: Any) -> Any:
        request = urllib.request.Request(
            self.address + path,
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as response:
            return json.load(response)


def data() -> tuple[pandas.DataFrame, Array]:
    random = np.random.default_rng(3)
    count = 120
    frame = pandas.DataFrame(
        {
            "age": random.normal(40, 12, count),
            "income": random.normal(3000, 900, count),
            "city": random.choice(["Köln", "Rome", "Oslo"], count).astype(object),
        }
    )
    target = (frame["age"] + (frame["city"] == "Rome") * 9 > 42).map({True: "yes", False: "no"})
    frame.loc[::7, "age"] = np.nan
    frame.loc[::11, "city"] = None
    return frame, target.to_numpy()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    rows, target = data()
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    columns = ColumnTransformer(
        [("numbers", numbers, NUMBERS), ("texts", OneHotEncoder(handle_unknown="ignore"), TEXTS)]
    )
    model = make_pipeline(columns, LogisticRegression()).fit(rows, target)
    file = tmp_path_factory.mktemp("served") / "credit.safetensors"
    export(model, file, rows=rows)
    command = [CHORUS, "classifier", "--weights", file, "--host", "127.0.0.1", "--port", "0"]
    with subprocess.Popen([*command, "--verify"], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            for line in process.stderr:
                if found := re.search(r"listens on (http://127\.0\.0\.1:\d+)", line):
                    break
            else:
                pytest.fail("the classifier ended before it listened")
            yield Served(model, rows, file, found[1])
        finally:
            process.terminate()
            process.communicate(timeout=40)


def test_rest_answers_rows_with_texts_and_nulls(served: Served) -> None:
    answer = served.ask("/predict", {"data": served.values})
    np.testing.assert_allclose(answer["prediction"], served.expected, rtol=1e-12)
    unknown = served.ask("/predict", {"data": [[None, 2500, "Atlantis"]]})
    row = pandas.DataFrame([[np.nan, 2500.0, "Atlantis"]], columns=served.rows.columns)
    np.testing.assert_allclose(
        unknown["prediction"], served.model.predict_proba(row)[0], rtol=1e-12
    )


def test_the_open_inference_protocol_answers_column_by_column(served: Served) -> None:
    values = list(zip(*served.values, strict=True))
    kinds = {"age": "FP64", "income": "FP64", "city": "BYTES"}
    inputs = [
        {"name": name, "datatype": kind, "shape": [len(served.rows), 1], "data": list(column)}
        for (name, kind), column in zip(kinds.items(), values, strict=True)
    ]
    answer = served.ask("/v2/models/credit/infer", {"inputs": inputs})
    outputs = {output["name"]: output for output in answer["outputs"]}
    found = np.reshape(outputs["probabilities"]["data"], outputs["probabilities"]["shape"])
    np.testing.assert_allclose(found, served.expected, rtol=1e-12)
    assert outputs["label"]["data"] == served.model.predict(served.rows).tolist()


def test_a_file_of_rows_is_scored(served: Served, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    served.rows.to_csv(rows, index=False)
    done = run("predict", served.file, "--input", rows, "--label")
    assert done.returncode == 0, done.stderr
    table = pandas.read_csv(io.StringIO(done.stdout))
    np.testing.assert_allclose(table.iloc[:, 1:].to_numpy(), served.expected, rtol=1e-12)
    assert table["label"].tolist() == served.model.predict(served.rows).tolist()


def test_inspect_names_the_nodes_of_the_graph(served: Served) -> None:
    found = re.search(r"^stages +(.*)$", run("weights", "inspect", served.file).stdout, re.M)
    assert found is not None
    nodes = found[1].split(", ")
    assert {"encode-labels", "select", "concatenate"} <= set(nodes)
    assert "linear > classify" in nodes
