"""What a user would take instead of Chorus: each a function of rows, on one thread."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import calls
from calls import CallPeer
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


class PythonPeer:
    """A model that is called from Python."""

    def __init__(self, score: Score) -> None:
        self.score = score

    def nanoseconds(self, rows: Rows, batch: int) -> float:
        return nanoseconds(self.score, rows, batch)

    def answers(self, rows: Rows) -> Any:
        return self.score(rows)


FILES: dict[str, tuple[str, Callable[[Path], Score]]] = {
    "ONNX Runtime": ("model.onnx", onnx_runtime),
    "XGBoost": ("model.ubj", xgboost),
    "LightGBM": ("model.txt", lightgbm),
    "CatBoost": ("model.cbm", catboost),
    "scikit-learn": ("model.joblib", sklearn),
}
# What Treelite reads, and how many bytes of a model a C compiler gets through in a minute or two.
COMPILED = ("model.ubj", "model.txt", "model.joblib")
MOST_COMPILED_BYTES = 8 << 20


def peers(folder: Path, rows: Rows, outputs: int) -> Iterator[tuple[str, PythonPeer | CallPeer]]:
    """Those that have the model: called from Python, then from C.

    :param outputs: columns of the answers.
    """
    for name, (file, make) in FILES.items():
        if (folder / file).exists():
            yield name, PythonPeer(make(folder))
    loops = calls.library(folder.parent)
    width = rows.shape[1]
    for name, make in called(loops, folder, width, outputs):
        try:
            peer = make()
        except Exception as error:  # each library has errors of its own
            print(f"{folder.name} is not for {name}: {error}"[:160], file=sys.stderr)
        else:
            yield name, peer


def called(
    loops: Any, folder: Path, features: int, outputs: int
) -> Iterator[tuple[str, Callable[[], CallPeer]]]:
    if (folder / "model.onnx").exists():
        yield "ONNX Runtime, C", lambda: calls.onnx_runtime(loops, folder, features, outputs)
    sizes = [(folder / file).stat().st_size for file in COMPILED if (folder / file).exists()]
    if sizes and max(sizes) <= MOST_COMPILED_BYTES:
        yield "tl2cgen, C", lambda: calls.tl2cgen(loops, folder, features)
    python = folder.parent.parent / "lleaves" / "bin" / "python"
    if (folder / "model.txt").exists() and python.exists():
        yield "lleaves, C", lambda: calls.lleaves(loops, folder, python, features)


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
