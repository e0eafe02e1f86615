"""What computing in float32 changes: measured on golden rows, and allowed for by them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from chorus_export.errors import ExportError
from chorus_export.golden import BESIDE, Golden
from chorus_export.labels import Label
from chorus_export.parts import Array, Tolerance
from chorus_export.program import Answered, Program

#: Golden answers may be off by this many times what was measured: other machines add in another
#: order.
_MARGIN = 2.0

#: Half a step of float32, relatively: what rounding one number costs.
_STEP = float(np.finfo(np.float32).eps) / 2


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
) -> tuple[Golden, Narrowing]:
    """The golden rows that a model in float32 answers alike, with the tolerance that it needs.

    A row beside a split may fall to its other side, and one beside a border to another class: they
    are left out and counted. Every other row widens the tolerance.
    """
    found = program.answered(written(checked), checked.rows, list(checked.answers))
    same = _same_label(checked, found, classes)
    offs = {
        name: _off(found.answers[name], answer[found.places])
        for name, answer in checked.answers.items()
        if name != "label"
    }
    beside = checked.kind(BESIDE)[found.places]
    plain = same & ~beside
    largest = {name: float(off[plain].max(initial=0.0)) for name, off in offs.items()}
    if not np.isfinite(list(largest.values())).all():
        raise ExportError(
            "In float32 the model answers numbers that are not finite; export in double precision."
        )
    near = np.ones(len(found.places), dtype=bool)
    for name, off in offs.items():
        near &= off <= largest[name]
    kept = found.places[same & (near | ~beside)]
    if len(kept) == 0:
        raise ExportError(
            "In float32 the model answers no golden row alike; export in double precision."
        )
    tolerance = Tolerance(
        max([checked.tolerance.absolute, *(_MARGIN * value for value in largest.values())]),
        max(checked.tolerance.relative, _STEP),
    )
    narrowing = Narrowing(
        differences=largest,
        relabelled=int((~same).sum()),
        refused=len(checked.rows) - len(found.places),
        across=int((same & beside & ~near).sum()),
    )
    return replace(checked.take(kept), tolerance=tolerance), narrowing


def _same_label(checked: Golden, found: Answered, classes: Sequence[Label] | None) -> Array:
    if classes is None or "label" not in checked.answers:
        return np.ones(len(found.places), dtype=bool)
    expected = [classes[index] for index in checked.answers["label"][found.places]]
    pairs = zip(found.answers["label"], expected, strict=True)
    return np.array([label == wanted for label, wanted in pairs], dtype=bool)


def _off(found: Array, expected: Array) -> Array:
    """The largest difference in each row; numbers that are not finite are equal to one another."""
    both = ~np.isfinite(found) & ~np.isfinite(expected)
    with np.errstate(invalid="ignore"):
        differences = np.where(both, 0.0, np.abs(found - expected))
    rows: Array = np.where(np.isnan(differences), np.inf, differences).max(axis=1, initial=0.0)
    return rows
