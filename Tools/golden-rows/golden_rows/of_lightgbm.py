"""LightGBM: models as ``Booster.save_model`` writes them."""

from __future__ import annotations

from collections.abc import Iterator

import lightgbm
import numpy as np

from .answers import Answers, both_classes
from .neighbours import Column, rows


def golden(path: str, **choice: object) -> tuple[list[Column], np.ndarray, Answers]:
    """Features, rows x features, and the library's answers to them."""
    booster = lightgbm.Booster(model_file=path)
    model = booster.dump_model()
    if model.get("pandas_categorical"):
        raise SystemExit(
            "This model was trained on text categories: give rows by --input and write the answers "
            "with the library yourself."
        )
    columns = [Column(name) for name in model["feature_names"]]
    for tree in model["tree_info"]:
        for node in _splits(tree["tree_structure"]):
            column = columns[node["split_feature"]]
            if node["decision_type"] == "==":
                column.categories += [float(code) for code in str(node["threshold"]).split("||")]
            else:
                column.thresholds.append(float(node["threshold"]))
    x = rows(columns, np.float64, missing=True, **choice)
    raw = booster.predict(x, raw_score=True)
    return columns, x, _answers(str(model.get("objective", "")), booster, x, raw)


def _answers(
    objective: str, booster: lightgbm.Booster, x: np.ndarray, raw: np.ndarray
) -> Answers:
    answer = np.asarray(booster.predict(x))
    name = objective.split(" ")[0]
    if name in {"binary", "cross_entropy", "xentropy"}:
        answers: Answers = {"probabilities": both_classes(answer), "decision": raw}
        return answers
    if name in {"multiclass", "softmax", "multiclassova", "multiclass_ova", "ova", "ovr"}:
        return {"label": answer.argmax(axis=1), "probabilities": answer, "decision": raw}
    return {"value": answer, "decision": raw}


def _splits(node: dict) -> Iterator[dict]:
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if "split_feature" in node:
            yield node
            waiting += [node["left_child"], node["right_child"]]
