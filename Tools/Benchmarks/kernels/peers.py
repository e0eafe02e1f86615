"""What a user would take instead of Chorus: each a function of rows, on one thread."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from rows import Rows

Score = Callable[[Rows], Any]


def onnx_runtime(folder: Path) -> Score:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        folder / "model.onnx", options, providers=["CPUExecutionProvider"]
    )
    name, output = session.get_inputs()[0].name, session.get_outputs()[-1].name
    return lambda rows: session.run([output], {name: rows})[0]


def xgboost(folder: Path) -> Score:
    import xgboost as xgb

    booster = xgb.Booster({"nthread": 1}, model_file=folder / "model.ubj")
    return lambda rows: booster.inplace_predict(rows, validate_features=False)


def lightgbm(folder: Path) -> Score:
    import lightgbm as lgb

    booster = lgb.Booster(model_file=folder / "model.txt")
    return lambda rows: booster.predict(rows, num_threads=1)


def catboost(folder: Path) -> Score:
    from catboost import CatBoostClassifier

    model = CatBoostClassifier().load_model(folder / "model.cbm")
    return lambda rows: model.predict_proba(rows, thread_count=1)


def sklearn(folder: Path) -> Score:
    import joblib
    from sklearn import set_config
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)
    set_config(assume_finite=True, skip_parameter_validation=True)
    model = joblib.load(folder / "model.joblib")
    if hasattr(model, "n_jobs"):
        model.n_jobs = None
    return model.predict_proba if hasattr(model, "predict_proba") else model.decision_function


FILES: dict[str, tuple[str, Callable[[Path], Score]]] = {
    "ONNX Runtime": ("model.onnx", onnx_runtime),
    "XGBoost": ("model.ubj", xgboost),
    "LightGBM": ("model.txt", lightgbm),
    "CatBoost": ("model.cbm", catboost),
    "scikit-learn": ("model.joblib", sklearn),
}


def peers(folder: Path) -> Iterator[tuple[str, Score]]:
    """Those that have the model, the training library last."""
    for name, (file, make) in FILES.items():
        if (folder / file).exists():
            yield name, make(folder)


def nanoseconds(score: Score, rows: Rows, batch: int) -> float:
    """A row's time: the median of five runs of 40 ms or more, rows rotating."""
    count = max(1, min(2_048, len(rows) // batch))
    parts = [rows[index * batch : (index + 1) * batch] for index in range(count)]

    def run(calls: int) -> int:
        start = time.perf_counter_ns()
        for index in range(calls):
            score(parts[index % count])
        return time.perf_counter_ns() - start

    run(1)
    calls = max(1, int(40e6 / max(run(2) / 2, 50)))
    runs = 5 if calls > 1 else 3
    return median(run(calls) / calls / len(parts[0]) for _ in range(runs))


def ydf_nanoseconds(folder: Path, rows: Rows, batch: int) -> float:
    """YDF's own measure of its C++ engine, for its own model of the same shape."""
    import ydf

    model = ydf.load_model(str(folder / "ydf"))
    columns = {f"f{index:02d}": column.copy() for index, column in enumerate(rows[:16_384].T)}
    result = model.benchmark(columns, benchmark_duration=0.4, batch_size=batch, num_threads=1)
    return float(result.duration_per_example) * 1e9
