"""Exports a model, and holds Chorus to what scikit-learn answers."""

from pathlib import Path
from typing import Any

from program import verified
from weights import Array, Weights


def agreed(model: Any, rows: Array, path: Path, *, within: float = 1e-8) -> Weights:
    """A fitted model that Chorus answers as scikit-learn does, for rows given and rows drawn.

    Everything that scikit-learn answers is in the file, and no tolerance is above `within`.
    """
    for given in (None, rows):
        weights = verified(model, given, path)
        golden = weights.json("golden")
        assert set(golden["expect"]) == _outputs(model)
        assert max(golden["tolerance"].values()) <= within
    return weights


def _outputs(model: Any) -> set[str]:
    methods = {
        "predict_proba": "probabilities",
        "decision_function": "decision",
        "score_samples": "score",
    }
    found = {name for method, name in methods.items() if hasattr(model, method)}
    labelled = found or hasattr(model, "classes_")
    return found | {"label" if labelled else "value"}
