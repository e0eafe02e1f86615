"""Encoders of labels stand alone, over one column."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from program import answers, verified
from sklearn.preprocessing import LabelBinarizer, LabelEncoder

from chorus_export import ExportError, export


@pytest.mark.parametrize("labels", [["b", "a", "ü"], [3, 1, 7], ["x"]], ids=str)
@pytest.mark.parametrize(
    "encoder",
    [LabelEncoder(), LabelBinarizer(), LabelBinarizer(neg_label=-2, pos_label=3)],
    ids=str,
)
def test_labels_become_numbers(encoder: Any, labels: list[Any], tmp_path: Path) -> None:
    encoder.fit(labels)
    path = tmp_path / "m.safetensors"
    verified(encoder, [[label] for label in labels], path)
    found = answers(path, [[label] for label in labels], "transformed")["transformed"]
    np.testing.assert_array_equal(found, encoder.transform(labels).reshape(found.shape))


def test_a_binarizer_of_reals_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="over reals"):
        export(LabelBinarizer().fit([2.0, 1.0]), tmp_path / "m.safetensors")
