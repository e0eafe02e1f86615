"""What computing in float32 changes: measured on golden rows, and allowed for by them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from chorus_export.errors import ExportError
from chorus_export.golden import Golden
from chorus_export.labels import Label
from chorus_export.parts import Array, Tolerance
from chorus_export.program import Answered, Program

#: Golden answers may be off by this many times what was measured: other machines add in another
#: order.
_MARGIN = 2.0

#: Half a step of float32, relatively: what rounding one number costs.
_STEP = float(np.finfo(np.float32).eps) / 2


#: A row that differs by this many times the usual has met another leaf or bin.
_JUMP = 100.0


@dataclass(frozen=True)
class Narrowing:
    """The largest difference by output, and the rows that are left out and why they are."""

    differences: Mapping[str, float]
    relabelled: int
    refused: int
    across: int

    def __str__(self) -> str:
        numbers = [
            f"{name} differ by at most {value:.3g}" for name, value in self.differences.items()
        ]
        parts = {
            "answered with another class": self.relabelled,
            "refused": self.refused,
            "on the other side of a split": self.across,
        }
        left_out = [f"{count} {why}" for why, count in parts.items() if count]
        text = f"computed in float32, {'; '.join(numbers) or 'labels are equal'}"
        return text + (f"; left out: {', '.join(left_out)}" if left_out else "")


def narrowed(
    checked: Golden,
    written: Callable[[Golden], bytes],
    classes: Sequence[Label] | None,
    program: Program,
    *,
    splits: bool,
) -> tuple[Golden, Narrowing]:
    """The golden rows that a model in float32 answers alike, with the tolerance that it needs.

    A row near a border may have another class, and where the model `splits` a row near a split may
    fall to its other side: they are left out and counted. Every other row widens the tolerance.
    """
    found = program.answered(written(checked), checked.rows, list(checked.answers))
    expected = {name: answer[found.places] for name, answer in checked.answers.items()}
    same = _same_label(expected.get("label"), found, classes)
    offs = {
        name: _off(found.answers[name], answer)
        for name, answer in expected.items()
        if name != "label"
    }
    near = np.ones(len(found.places), dtype=bool)
    for name, off in offs.items() if splits else ():
        near &= off <= _JUMP * _usual(off, expected[name])
    kept = same & near
    widest = [float(off[kept].max(initial=0.0)) for off in offs.values()]
    if not kept.any() or not np.isfinite(widest).all():
        raise ExportError(
            "In float32 the model answers no golden row alike; export in double precision."
        )
    tolerance = Tolerance(
        max([checked.tolerance.absolute, *(_MARGIN * value for value in widest)]),
        max(checked.tolerance.relative, _STEP),
    )
    narrowing = Narrowing(
        differences={name: float(off[same].max(initial=0.0)) for name, off in offs.items()},
        relabelled=int((~same).sum()),
        refused=len(checked.rows) - len(found.places),
        across=int((same & ~near).sum()),
    )
    return replace(checked.take(found.places[kept]), tolerance=tolerance), narrowing


def _usual(off: Array, expected: Array) -> float:
    """What most rows differ by, at least a step of float32 at the largest answer."""
    largest = np.abs(expected[np.isfinite(expected)]).max(initial=0.0)
    return max(float(np.quantile(off, 0.75)) if len(off) else 0.0, 2 * _STEP * float(largest))


def _same_label(expected: Array | None, found: Answered, classes: Sequence[Label] | None) -> Array:
    if classes is None or expected is None:
        return np.ones(len(found.places), dtype=bool)
    pairs = zip(found.answers["label"], expected, strict=True)
    return np.array([label == classes[index] for label, index in pairs], dtype=bool)


def _off(found: Array, expected: Array) -> Array:
    """The largest difference in each row; numbers that are not finite are equal to one another."""
    both = ~np.isfinite(found) & ~np.isfinite(expected)
    with np.errstate(invalid="ignore"):
        differences = np.where(both, 0.0, np.abs(found - expected))
    rows: Array = np.where(np.isnan(differences), np.inf, differences).max(axis=1, initial=0.0)
    return rows
