"""The command `chorus-export`."""

import argparse
import sys
import warnings
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import joblib

from chorus_export import __version__
from chorus_export.csv_rows import read_rows, read_sample
from chorus_export.errors import ExportError
from chorus_export.exporter import Source, export
from chorus_export.model import read


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 0 is good, 1 says that what was given is at fault, 64 a wrong use."""
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as end:
        return 64 if end.code else 0
    try:
        print(_export(options))
    except ExportError as error:
        print(f"chorus-export: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"chorus-export: {error.filename}: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


def _export(options: argparse.Namespace) -> str:
    estimator = _load(options.model)
    rows, sample = None, None
    if options.rows is not None or options.sample is not None:
        signature = read(estimator, chorus=options.chorus).signature
        rows = options.rows and read_rows(options.rows, signature)
        sample = options.sample and read_sample(options.sample, signature)
    exported = export(
        estimator,
        options.output or options.model.with_suffix(".safetensors"),
        name=options.name,
        classes=options.classes,
        sample=sample,
        rows=rows,
        source=Source.of(options.model),
        date=options.date,
        precision=options.precision,
        chorus=options.chorus,
    )
    return str(exported)


def _load(path: Path) -> Any:
    """The estimator in a joblib or pickle file; says first that to load it is to run it."""
    with path.open("rb"):
        print(
            f"chorus-export: loading {path.name} runs code that is stored in it; "
            "go on only with files that you trust.",
            file=sys.stderr,
            flush=True,
        )
    with warnings.catch_warnings(record=True) as notes:
        warnings.simplefilter("always")
        try:
            estimator = joblib.load(path)
        except Exception as error:  # a pickle raises whatever its code raises
            raise ExportError(
                f"{path.name} cannot be loaded ({type(error).__name__}: {error}); give a file "
                "made by joblib.dump, with the libraries that made it installed."
            ) from error
    for note in notes:
        print(f"chorus-export: {str(note.message).splitlines()[0]}", file=sys.stderr)
    return estimator


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chorus-export",
        description="Writes a fitted scikit-learn model as a Chorus weight file.",
        epilog="Loading a joblib file runs code stored in it: use only files that you trust.",
    )
    parser.add_argument("model", type=Path, help="file made by joblib.dump or pickle.dump")
    parser.add_argument("-o", "--output", type=Path, help="default: MODEL with .safetensors")
    parser.add_argument("--name", help="name of the model; default: that of the output file")
    parser.add_argument("--classes", type=_names, metavar="a,b", help="names for the classes")
    parser.add_argument("--sample", metavar="5.1,blue,…", help="the sample row; nothing: missing")
    parser.add_argument("--rows", type=Path, metavar="ROWS.csv", help="rows to keep as golden rows")
    parser.add_argument(
        "--precision",
        choices=["float32", "float64"],
        default="float64",
        help="width to compute in; what float32 changes is measured and printed",
    )
    parser.add_argument(
        "--chorus",
        metavar="PATH",
        help="the program that measures; default: the variable CHORUS, else chorus on the PATH",
    )
    parser.add_argument("--date", type=_date, help="date of the file, ISO 8601; default: now")
    parser.add_argument("--version", action="version", version=__version__)
    return parser


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _date(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
