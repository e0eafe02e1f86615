"""Peers behind their C interfaces: `calls.c`, built once, holds the loops that are timed."""

import ctypes
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from rows import Rows

MOST_ROWS = 16_384


def library(scratch: Path) -> ctypes.CDLL:
    """The loops, compiled again when their source has changed."""
    source = Path(__file__).with_name("calls.c")
    built = scratch / "calls.so"
    if not built.exists() or built.stat().st_mtime < source.stat().st_mtime:
        command = ["cc", "-O2", "-shared", "-fPIC", str(source), "-o", str(built), "-ldl"]
        subprocess.run(command, check=True)
    loops = ctypes.CDLL(str(built))
    for name in ("ort_open", "generated_open", "compiled_open"):
        getattr(loops, name).restype = ctypes.c_void_p
    loops.peer_time.restype = ctypes.c_double
    loops.peer_answers.restype = ctypes.POINTER(ctypes.c_double)
    return loops


class CallPeer:
    """A model that one of the `…_open` functions has opened."""

    def __init__(self, loops: ctypes.CDLL, handle: int | None, outputs: int) -> None:
        if not handle:
            raise RuntimeError("it cannot be opened")
        self.loops, self.outputs = loops, outputs
        self.handle = ctypes.c_void_p(handle)

    def time(self, rows: Rows, batch: int, calls: int) -> float:
        pointer = rows.ctypes.data_as(ctypes.c_void_p)
        arguments = [ctypes.c_long(number) for number in (len(rows), batch, calls)]
        time = self.loops.peer_time(self.handle, pointer, *arguments)
        if time < 0:
            raise RuntimeError("a call failed")
        return float(time)

    def nanoseconds(self, rows: Rows, batch: int) -> float:
        """A row's time: the median of five runs of 40 ms or more, rows rotating."""
        self.time(rows, batch, 1)
        calls = max(1, int(40e6 / max(self.time(rows, batch, 2) / 2, 50)))
        return median(self.time(rows, batch, calls) for _ in range(5)) / calls / batch

    def answers(self, rows: Rows) -> Any:
        self.time(rows, len(rows), 1)
        values = self.loops.peer_answers(self.handle)
        count = len(rows) * self.outputs
        return np.ctypeslib.as_array(values, (count,)).reshape(len(rows), -1).copy()


def onnx_runtime(loops: ctypes.CDLL, folder: Path, features: int, outputs: int) -> CallPeer:
    import onnxruntime

    session = onnxruntime.InferenceSession(folder / "model.onnx")
    place = Path(onnxruntime.__file__).parent / "capi"
    built = next(iter(sorted(place.glob("libonnxruntime.so*"))), None)
    if built is None:
        raise RuntimeError("the package holds no library for C")
    names = [session.get_inputs()[0].name, session.get_outputs()[-1].name]
    texts = [str(built), str(folder / "model.onnx"), *names]
    handle = loops.ort_open(*[t.encode() for t in texts], *longs(features, outputs, MOST_ROWS))
    return CallPeer(loops, handle, outputs)


def tl2cgen(loops: ctypes.CDLL, folder: Path, features: int) -> CallPeer:
    """The model as C code, by Treelite's compiler; it takes a minute for a large one."""
    import tl2cgen as compiler

    built = folder / "generated.so"
    if not built.exists():
        options = {"parallel_comp": 16}
        model = treelite_model(folder)
        compiler.export_lib(model, toolchain="gcc", libpath=built, params=options, nthread=2)
    predictor = compiler.Predictor(built, nthread=1)
    outputs = max(1, int(np.prod([max(1, count) for count in predictor.num_class])))
    is_double = predictor.leaf_output_type == "float64"
    arguments = [ctypes.c_int(is_double), *longs(features, outputs, MOST_ROWS)]
    return CallPeer(loops, loops.generated_open(str(built).encode(), *arguments), outputs)


def treelite_model(folder: Path) -> Any:
    import treelite

    if (folder / "model.ubj").exists():
        return treelite.frontend.load_xgboost_model(folder / "model.ubj")
    if (folder / "model.txt").exists():
        return treelite.frontend.load_lightgbm_model(folder / "model.txt")
    import joblib

    return treelite.sklearn.import_model(joblib.load(folder / "model.joblib"))


def lleaves(loops: ctypes.CDLL, folder: Path, python: Path, features: int) -> CallPeer:
    """The model by LLVM; lleaves wants an older llvmlite, and so a Python environment of its own."""
    built = folder / "compiled.so"
    if not built.exists():
        code = (
            "import lleaves, sys; lleaves.Model(model_file=sys.argv[1]).compile(cache=sys.argv[2])"
        )
        part = folder / "compiled.o"
        subprocess.run([python, "-c", code, folder / "model.txt", part], check=True)
        subprocess.run(["cc", "-shared", part, "-o", built, "-lm"], check=True)
    handle = loops.compiled_open(str(built).encode(), *longs(features, MOST_ROWS))
    return CallPeer(loops, handle, 1)


def longs(*numbers: int) -> list[ctypes.c_long]:
    return [ctypes.c_long(number) for number in numbers]
