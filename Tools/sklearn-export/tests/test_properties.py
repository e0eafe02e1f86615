"""Whatever pipeline of the supported parts is fitted, its file answers as scikit-learn does.

CHORUS_PIPELINES says how many are drawn, CHORUS_SEED with which seed; a failure names its own.
"""

import os
import warnings
from pathlib import Path

import numpy as np
import pytest
from pipelines import Recipe, recipe
from program import run

from chorus_export import ExportError, export

COUNT = int(os.environ.get("CHORUS_PIPELINES", "300"))
SEED = int(os.environ.get("CHORUS_SEED", "0")) or int(np.random.SeedSequence().entropy) % 10**9


def fault(drawn: Recipe, folder: Path) -> str | None:
    """What is wrong with a recipe's file; an empty text where scikit-learn itself refuses it."""
    rows, answers = drawn.data()
    path = folder / "m.safetensors"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            model = drawn.make().fit(rows, answers)
            model.predict(rows)
        except Exception:  # its own, whatever it is: columns without any variance, say
            return ""
        if hasattr(model, "predict_proba") and np.isnan(model.predict_proba(rows)).any():
            return ""  # it divides probabilities by their sum, which is 0 where all of them are
        try:
            export(model, path, rows=rows[:40])
        except ExportError as error:
            # Among points of a few places all are equally near: nothing can be verified.
            return "" if "for certain" in str(error) else f"{error}"
        except Exception as error:  # whatever it is, it is the finding
            return f"{type(error).__name__}: {error}"
    done = run("weights", "verify", path)
    return None if done.returncode == 0 else done.stdout + done.stderr


def shrunk(drawn: Recipe, folder: Path) -> Recipe:
    """The simplest recipe found that is still at fault."""
    for simpler in drawn.simpler():
        if fault(simpler, folder):
            return shrunk(simpler, folder)
    return drawn


def test_random_pipelines_answer_as_scikit_learn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print(f"\n{COUNT} random pipelines, seed {SEED}")
    random = np.random.default_rng(SEED)
    refused = 0
    for index in range(COUNT):
        drawn = recipe(random, SEED + index)
        found = fault(drawn, tmp_path)
        if found:
            simplest = shrunk(drawn, tmp_path)
            pytest.fail(
                f"seed {SEED}, pipeline {index}, shrunk: {simplest.make()} of {simplest}: "
                f"{fault(simplest, tmp_path)}"
            )
        refused += found == ""
    assert refused < COUNT / 5, f"scikit-learn fits only {COUNT - refused} of {COUNT} pipelines"
