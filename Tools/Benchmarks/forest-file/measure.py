"""Trains forests, writes them as pickle, ONNX and weight file, and measures size and loading.

Every time is the median of five: of a pickle and an ONNX file inside of a running Python, after one
load that warms the caches; of a weight file over the whole life of a `chorus` process, less that of
one that only tells its version.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import joblib
import numpy as np
import onnxruntime
from chorus_export import export
from skl2onnx import to_onnx
from sklearn.ensemble import RandomForestClassifier

ROWS, FEATURES = 20_000, 20


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median over `times`, after one time more."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main(chorus: str, trees: int) -> None:
    random = np.random.default_rng(0)
    rows = random.normal(size=(ROWS, FEATURES))
    noise = random.normal(size=ROWS)
    labels = (rows[:, 0] + rows[:, 1] * rows[:, 2] + noise > 0).astype(int)
    idle = seconds(lambda: run(chorus, "--version"))
    print(f"{trees} trees, {ROWS} rows of {FEATURES} features; a chorus process alone {idle:.3f} s")
    print("| depth | nodes | file | MB | write s | load ms | first answer ms |")
    print("|---|---|---|---|---|---|---|")
    for depth in (8, None):
        model = RandomForestClassifier(trees, max_depth=depth, random_state=0, n_jobs=-1)
        model.fit(rows, labels).set_params(n_jobs=1)
        nodes = sum(member.tree_.node_count for member in model.estimators_)
        with tempfile.TemporaryDirectory() as folder:
            measure(chorus, model, rows[:1], Path(folder), f"| {depth or 'any'} | {nodes} |", idle)


def measure(
    chorus: str,
    model: RandomForestClassifier,
    row: np.ndarray,
    folder: Path,
    head: str,
    idle: float,
) -> None:
    pickle, onnx, weights = (folder / f"m.{end}" for end in ("joblib", "onnx", "safetensors"))
    line = folder / "row.csv"
    line.write_text(",".join(map(repr, row[0].tolist())) + "\n")
    single = row.astype(np.float32)

    def session() -> onnxruntime.InferenceSession:
        return onnxruntime.InferenceSession(str(onnx))

    def answer_onnx() -> object:
        one = session()
        return one.run(None, {one.get_inputs()[0].name: single})

    report(
        head,
        "joblib",
        pickle,
        lambda: joblib.dump(model, pickle),
        lambda: joblib.load(pickle),
        lambda: joblib.load(pickle).predict_proba(row),
        0,
    )
    report(
        head,
        "ONNX",
        onnx,
        lambda: onnx.write_bytes(to_onnx(model, single).SerializeToString()),
        session,
        answer_onnx,
        0,
    )
    report(
        head,
        "weight file",
        weights,
        lambda: export(model, weights),
        lambda: run(chorus, "weights", "inspect", weights),
        lambda: run(chorus, "predict", weights, "--input", line),
        idle,
    )


def report(
    head: str,
    name: str,
    file: Path,
    write: Callable[[], object],
    load: Callable[[], object],
    answer: Callable[[], object],
    idle: float,
) -> None:
    start = time.perf_counter()
    write()
    written = time.perf_counter() - start
    loaded, answered = seconds(load) - idle, seconds(answer) - idle
    size = file.stat().st_size / 1e6
    print(
        f"{head} {name} | {size:.1f} | {written:.1f} | {loaded * 1e3:.0f} | {answered * 1e3:.0f} |"
    )


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
