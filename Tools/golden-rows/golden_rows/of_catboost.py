"""CatBoost: models as ``save_model(…, format="json")`` writes them, of numeric features."""

from __future__ import annotations

import json
from pathlib import Path

import catboost
import numpy as np

from .answers import Answers
from .neighbours import Column, rows


def golden(path: str, **choice: object) -> tuple[list[Column], np.ndarray, Answers]:
    """Features, rows x features, and the library's answers to them."""
    information = json.loads(Path(path).read_text(encoding="utf-8"))["features_info"]
    if information.get("categorical_features"):
        raise SystemExit(
            "This model has categorical features, of which its file keeps hashes alone: give rows "
            "and answers of the library yourself."
        )
    features = sorted(information["float_features"], key=lambda f: f["flat_feature_index"])
    columns = [
        Column(f.get("feature_id") or str(f["flat_feature_index"]), list(f.get("borders") or []))
        for f in features
    ]
    takes_missing = any(f["nan_value_treatment"] != "AsIs" for f in features)
    x = rows(columns, np.float32, missing=takes_missing, **choice)
    model = catboost.CatBoost()
    model.load_model(path, format="json")
    return columns, x, _answers(model, x)


def _answers(model: catboost.CatBoost, x: np.ndarray) -> Answers:
    raw = np.asarray(model.predict(x, prediction_type="RawFormulaVal"))
    classes = list(model.classes_) if len(getattr(model, "classes_", [])) else []
    if classes:
        return {
            "label": np.asarray(model.predict(x, prediction_type="Class")).reshape(-1),
            "probabilities": np.asarray(model.predict(x, prediction_type="Probability")),
            "decision": raw,
        }
    loss = str(model.get_all_params().get("loss_function", "")) if model.is_fitted() else ""
    kind = "Exponent" if loss.startswith(("Poisson", "Tweedie")) else "RawFormulaVal"
    return {"value": np.asarray(model.predict(x, prediction_type=kind)), "decision": raw}
