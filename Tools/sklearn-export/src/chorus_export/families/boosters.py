"""XGBoost's, LightGBM's and CatBoost's scikit-learn wrappers: read by Chorus's own importers."""

import json
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.registry import predicts
from chorus_export.graph import Kind, Stage, Value
from chorus_export.parts import Array, Tolerance
from chorus_export.program import Program
from chorus_export.table import Table

_DTYPES = {"F64": "<f8", "F32": "<f4", "I64": "<i8", "I32": "<i4", "U8": "u1", "BOOL": "?"}


@predicts(
    "xgboost.XGBClassifier",
    "xgboost.XGBRFClassifier",
    "xgboost.XGBRFRegressor",
    "xgboost.XGBRegressor",
)
def xgboost(estimator: Any, table: Table) -> Answers:
    """A booster of XGBoost; a value that stands for missing ones becomes NaN before it."""
    builder, x = table.builder, table.not_infinite()
    missing = estimator.missing
    if missing is not None and not np.isnan(missing):
        nothing = builder.constant(np.array(np.nan))
        x = builder.select(builder.compare("equal", x, float(missing)), nothing, x)
    return _spliced(estimator, table, x, estimator.get_booster().save_model, "model.json")


@predicts("lightgbm.LGBMClassifier", "lightgbm.LGBMRegressor")
def lightgbm(estimator: Any, table: Table) -> Answers:
    """A booster of LightGBM, up to its best iteration."""
    save = estimator.booster_.save_model
    return _spliced(estimator, table, table.numbers(), save, "model.txt")


@predicts("catboost.CatBoostClassifier", "catboost.CatBoostRegressor")
def catboost(estimator: Any, table: Table) -> Answers:
    """A booster of CatBoost, by its JSON."""

    def save(path: str) -> None:
        estimator.save_model(path, format="json")

    return _spliced(estimator, table, table.numbers(), save, "model.json")


def _spliced(
    estimator: Any, table: Table, x: Value, save: Callable[[str], Any], file: str
) -> Answers:
    """The stages that Chorus makes of a booster's own file, on the rows of this table."""
    model, tensors = _imported(estimator, table, save, file)
    stages = [_stage(stage, tensors) for stage in model["stages"]]
    if stages and stages[0].kind == "encode" and not any(stages[0].fields["columns"]):
        stages = stages[1:]
    if not stages or stages[0].kind in ("encode", "ctr"):
        raise ExportError(
            f"{type(estimator).__name__} with columns of categories cannot be exported from here; "
            "save the model in its own format and use chorus weights export."
        )
    width: Kind = model["input"]
    if x.kind != width:
        stages = [Stage.of("cast", to=width), *stages]
    # These libraries add in float32, or in double in another order.
    table.builder.tolerate(lambda _rows, answers: _tolerance(answers))
    _tell(table, stages)
    return _answers(estimator, table, x, stages, width)


def _answers(estimator: Any, table: Table, x: Value, stages: list[Stage], width: Kind) -> Answers:
    kind = _kind(stages, width)
    head = stages[-1]
    if head.kind == "regress":
        outputs = int(np.asarray(estimator.predict(_row(table))).reshape(1, -1).shape[1])
        made = table.builder.predict(x, stages, {"value": outputs}, kind=kind)
        return Answers(task="regression", **made)
    classes = len(estimator.classes_)
    fields = {name: value for name, value in head.fields.items() if name != "decision"}
    named = {"label": 1} if fields["link"] == "none" else {"label": 1, "probabilities": classes}
    made = table.builder.predict(
        x, [*stages[:-1], Stage(head.kind, fields)], named, classes=classes, kind=kind
    )
    return Answers(task="classification", **made)


def _imported(
    estimator: Any, table: Table, save: Callable[[str], Any], file: str
) -> tuple[dict[str, Any], dict[str, Array]]:
    program = Program.found(table.builder.chorus, f"reads {type(estimator).__name__}")
    with TemporaryDirectory(prefix="chorus-export-") as folder:
        source = Path(folder, file)
        save(str(source))
        return _read(program.imported(source))


def _read(content: bytes) -> tuple[dict[str, Any], dict[str, Array]]:
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    model = json.loads(header.pop("__metadata__")["model"])
    tensors = {}
    for name, entry in header.items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        flat = np.frombuffer(content[start:end], dtype=_DTYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return model, tensors


def _stage(stage: Mapping[str, Any], tensors: Mapping[str, Array]) -> Stage:
    """A stage with the arrays that its fields name."""
    fields = {name: _filled(value, tensors) for name, value in stage.items() if name != "kind"}
    return Stage(stage["kind"], fields)


def _filled(value: Any, tensors: Mapping[str, Array]) -> Any:
    if isinstance(value, str):
        return tensors.get(value, value)
    if isinstance(value, Mapping):
        return {name: _filled(inner, tensors) for name, inner in value.items()}
    return value


def _kind(stages: list[Stage], width: Kind) -> Kind:
    """The width of what reaches the head."""
    kind = width
    for stage in stages:
        if stage.kind == "trees":
            kind = stage.fields["result"]
        elif stage.kind == "oblivious":
            kind = "float64"
        elif stage.kind == "cast":
            kind = stage.fields["to"]
    return kind


def _tell(table: Table, stages: list[Stage]) -> None:
    """Where the splits lie, so that drawn rows go both ways."""
    for stage in stages:
        name = {"trees": "thresholds", "oblivious": "borders"}.get(stage.kind)
        if name is None:
            continue
        features, cuts = np.asarray(stage.fields["features"]), np.asarray(stage.fields[name])
        centre, width = np.zeros(table.width), np.ones(table.width)
        for index in range(table.width):
            own = cuts[(features == index) & np.isfinite(cuts)].astype(np.float64)
            if len(own):
                centre[index] = np.median(own)
                width[index] = np.ptp(own) / 2 or max(abs(float(own[0])), 1.0)
        table.spread(centre, width)


def _tolerance(answers: Mapping[str, Array]) -> Tolerance:
    largest = max(float(np.nanmax(np.abs(answer), initial=1.0)) for answer in answers.values())
    return Tolerance(1e-6 * largest, 1e-5)


def _row(table: Table) -> Array:
    return np.zeros((1, table.width))
