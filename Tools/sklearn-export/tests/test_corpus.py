"""Every scikit-learn model of the corpus, exported, answers as scikit-learn did."""

import warnings
from pathlib import Path

import joblib
import numpy as np
import pytest
from corpus import Case, cases
from program import answers, verify
from sklearn import __version__ as sklearn_version
from weights import Array

from chorus_export import export

METHODS = {"probabilities": "predict_proba", "decision": "decision_function", "value": "predict"}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_model_of_the_corpus_answers_as_scikit_learn(case: Case, tmp_path: Path) -> None:
    if case.version != sklearn_version:
        pytest.skip(f"stored by scikit-learn {case.version}")
    path = tmp_path / "m.safetensors"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = joblib.load(case.model)
        export(model, path)
    verify(path)
    if not case.rows:
        return
    found = answers(path, case.rows, ",".join(case.outputs))
    for name, (facts, expected) in case.outputs.items():
        if name == "label":
            labels = [case.label(label) for label in expected.reshape(-1)]
            assert found[name][:, 0].tolist() == labels
            continue
        expected = expected.reshape(len(case.rows), -1)
        assert found[name].shape == expected.shape, name
        far = distant(found[name], expected, facts)
        if len(far) > 0 and name in METHODS:
            # The rows came as float32, and so scikit-learn scaled them; as doubles, which is how
            # JSON and CSV hold them, it may send one that lies on a split the other way itself.
            answer = getattr(model, METHODS[name])(case.doubles)
            expected = np.asarray(answer).reshape(expected.shape)
            far = distant(found[name], expected, facts)
        assert len(far) == 0, f"{name}: rows {far[:5]}: {found[name][far[:2]]}"


def distant(found: Array, expected: Array, facts: dict[str, float]) -> Array:
    """The rows that have a number beyond the case's tolerance."""
    with np.errstate(invalid="ignore"):
        near = np.abs(found - expected) <= facts["atol"] + facts["rtol"] * np.abs(expected)
    same = (found == expected) | (np.isnan(found) & np.isnan(expected))
    return np.flatnonzero(~(near | same).all(axis=1))
