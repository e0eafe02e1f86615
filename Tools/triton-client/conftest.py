"""A classifier of several models as a child process, and the client that asks it."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tritonclient.http import InferenceServerClient

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CHORUS = Path(os.environ.get("CHORUS", ROOT / ".build" / "debug" / "chorus"))


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weight files: the iris models, and XGBoost models with categories."""
    folder = tmp_path_factory.mktemp("weights")
    for file in (ROOT / "Weights").glob("*.safetensors"):
        (folder / file.name).write_bytes(file.read_bytes())
    export(HERE / "bicycle.json", folder / "bicycle.safetensors")
    for case in golden_cases():
        export(case / "model.json", folder / f"{case.name}.safetensors")
    return folder


def export(model: Path, output: Path) -> None:
    subprocess.run([CHORUS, "weights", "export", model, "-o", output], check=True)


def golden_cases() -> list[Path]:
    """XGBoost models with categories from the golden corpus, where it is there."""
    corpus = os.environ.get("CHORUS_GOLDEN")
    return sorted(Path(corpus).glob("xgb-cat-*")) if corpus else []


@pytest.fixture(scope="session")
def client(weights: Path) -> Iterator[InferenceServerClient]:
    arguments = [CHORUS, "classifier", "--weights", weights, "--host", "127.0.0.1", "--port", "0"]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as process:
        try:
            for line in process.stderr:
                if found := re.search(r"listens on http://(127\.0\.0\.1:\d+)", line):
                    break
            else:
                pytest.fail("the classifier ended before it listened")
            yield InferenceServerClient(found[1])
        finally:
            process.terminate()
            process.communicate(timeout=40)
