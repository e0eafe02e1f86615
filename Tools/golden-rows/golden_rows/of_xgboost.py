"""XGBoost: models as ``Booster.save_model`` writes them, JSON or UBJSON."""

from __future__ import annotations

import json

import numpy as np
import xgboost

from .answers import Answers, both_classes
from .neighbours import Column, rows

#: Objectives whose answer is the probability of the second of two classes.
BINARY = {"binary:logistic"}
#: Objectives whose answer is a probability a class.
MULTI = {"multi:softprob", "multi:softmax"}


def golden(path: str, **choice: object) -> tuple[list[Column], np.ndarray, Answers]:
    """Features, rows x features, and the library's answers to them."""
    booster = xgboost.Booster(model_file=path)
    model = json.loads(bytes(booster.save_raw("json")))["learner"]
    columns = _columns(booster, model)
    x = rows(columns, np.float32, missing=True, **choice)
    kinds = booster.feature_types
    matrix = xgboost.DMatrix(
        x.astype(np.float32),
        feature_names=booster.feature_names,
        feature_types=kinds,
        enable_categorical=bool(kinds and "c" in kinds),
    )
    best = booster.attr("best_iteration")
    used = (0, int(best) + 1) if best is not None else (0, 0)
    margin = booster.predict(matrix, output_margin=True, iteration_range=used)
    answer = booster.predict(matrix, iteration_range=used)
    return columns, x, _answers(model["objective"]["name"], answer, margin)


def _answers(objective: str, answer: np.ndarray, margin: np.ndarray) -> Answers:
    if objective in BINARY and answer.ndim == 1:
        positive = (answer > 0.5).astype(int)
        return {"label": positive, "probabilities": both_classes(answer), "decision": margin}
    if objective in BINARY:
        return {"probabilities": answer, "decision": margin}
    if objective == "multi:softmax":
        return {"label": answer.astype(int), "decision": margin}
    if objective == "multi:softprob":
        return {"label": answer.argmax(axis=1), "probabilities": answer, "decision": margin}
    return {"value": answer, "decision": margin}


def _columns(booster: xgboost.Booster, model: dict) -> list[Column]:
    count = int(model["learner_model_param"]["num_feature"])
    names = booster.feature_names or [f"f{i}" for i in range(count)]
    columns = [Column(name) for name in names]
    booster_part = model["gradient_booster"]
    booster_part = booster_part.get("gbtree", booster_part)
    for tree in booster_part.get("model", {}).get("trees", []):
        for node, feature in enumerate(tree["split_indices"]):
            if tree["left_children"][node] < 0:
                continue
            if tree["split_type"][node] == 0:
                columns[feature].thresholds.append(np.float32(tree["split_conditions"][node]))
        for place, node in enumerate(tree["categories_nodes"]):
            start, size = tree["categories_segments"][place], tree["categories_sizes"][place]
            codes = tree["categories"][start : start + size]
            columns[tree["split_indices"][node]].categories += [float(c) for c in codes]
    for column, names in zip(columns, _tables(booster_part), strict=False):
        if names:
            column.names, column.categories = names, [float(code) for code in range(len(names))]
    for column, kind in zip(columns, booster.feature_types or [], strict=False):
        if kind == "c" and not column.categories:
            column.categories = [0.0]
    return columns


def _tables(booster: dict) -> list[list[str]]:
    """What each feature's codes stand for, where the model stores it (3.1 and later)."""
    tables = []
    for stored in booster.get("model", {}).get("cats", {}).get("enc", []):
        values, offsets = stored["values"], stored.get("offsets")
        if offsets is None:
            tables.append([str(value) for value in values])
        else:
            text = bytes(values)
            pairs = zip(offsets, offsets[1:], strict=False)
            tables.append([text[start:end].decode() for start, end in pairs])
    return tables
