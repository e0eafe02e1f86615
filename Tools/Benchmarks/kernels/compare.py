"""compare.py FOLDER [MODEL…]: times models by Chorus and by its peers in one run, and prints a table."""

import json
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
from models import MODELS, chorus, prepare
from peers import peers, ydf_nanoseconds
from rows import Rows

BATCHES = (1, 64, 1_024, 16_384)
CHECKED = 256


def main(data: Path, names: list[str]) -> None:
    unknown = [name for name in names if name not in MODELS]
    if unknown:
        sys.exit(f"There is no model {unknown[0]}; there are {', '.join(MODELS)}.")
    print("Nanoseconds a row, one thread. The others are called from Python, or from C as said.\n")
    print("| model | by | " + " | ".join(f"batch {size:,}" for size in BATCHES) + " | differs |")
    print("|---|---|" + "---:|" * (len(BATCHES) + 1))
    for name in names or MODELS:
        compare(data / name, name)


def compare(folder: Path, name: str) -> None:
    rows = prepare(folder, name)
    sizes = [size for size in BATCHES if size <= len(rows)]
    ours = chorus_times(folder, sizes)
    answers = chorus_answers(folder, rows[:CHECKED])
    line(name, "Chorus", ours, "")
    best: dict[int, float] = {}
    for by, peer in peers(folder, rows, answers.shape[1]):
        times = {size: peer.nanoseconds(rows, size) for size in sizes}
        theirs = np.asarray(peer.answers(rows[:CHECKED]), dtype=np.float64)
        line(name, by, times, difference(answers, theirs))
        best = {size: min(best.get(size, np.inf), times[size]) for size in sizes}
    if (folder / "ydf").exists():
        times = {size: ydf_nanoseconds(folder, rows, size) for size in sizes}
        line(name, "YDF", times, "")
        best = {size: min(best[size], times[size]) for size in sizes}
    ratios = [f"**{best[size] / ours[size]:.1f}x**" if size in ours else "" for size in BATCHES]
    print(f"| {name} | best / Chorus | " + " | ".join(ratios) + " | |", flush=True)


def line(model: str, by: str, times: dict[int, float], note: str) -> None:
    cells = [f"{times[size]:,.0f}" if size in times else "" for size in BATCHES]
    print(f"| {model} | {by} | " + " | ".join(cells) + f" | {note} |", flush=True)


def chorus_times(folder: Path, sizes: list[int]) -> dict[int, float]:
    options = ["--input", str(folder / "rows.f32"), "--batch", ",".join(map(str, sizes)), "--json"]
    if chosen := os.environ.get("INSTRUCTION_SET"):
        options += ["--instruction-set", chosen]
    report = json.loads(chorus("bench", str(folder / "model.safetensors"), *options))
    return {entry["batch"]: entry["ns_per_row"] for entry in report["batches"]}


def chorus_answers(folder: Path, rows: Rows) -> np.ndarray:
    with tempfile.TemporaryDirectory() as scratch:
        table = Path(scratch) / "rows.csv"
        with table.open("w") as file:
            for row in rows:
                cells = ("" if np.isnan(x) else repr(float(x)) for x in row)
                file.write(",".join(cells) + "\n")
        text = chorus("predict", str(folder / "model.safetensors"), "--input", str(table))
    lines = text.splitlines()[1:]
    return np.array([[float(cell) for cell in line.split(",")] for line in lines])


def difference(ours: np.ndarray, theirs: np.ndarray) -> str:
    """The largest, of probabilities; a library may answer that of class 1 alone. What is no
    probability, as a decision, is not compared: converters turn its sign."""
    theirs = theirs.reshape(len(theirs), -1)
    if theirs.min() < 0:
        return ""
    columns = min(ours.shape[1], theirs.shape[1])
    return f"{np.abs(ours[:, -columns:] - theirs[:, -columns:]).max():.0e}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
