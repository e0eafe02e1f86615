"""What rounding decides: steps whose sums another order of adding may end a little beside."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import numpy as np

from chorus_export.parts import Array, Doubting, Splits
from chorus_export.table import Table, Through, dense

#: What sums in another order may be off, as a part of the numbers that are added.
SLACK = 1e-13

#: How often rows are led through steps that are nudged, each time another way.
_TIMES = 4

#: What a rank moves by no rounding, but by a jump.
_JUMP = 1e-6

_nudging: ContextVar[np.random.Generator | None] = ContextVar("nudging", default=None)


def step(ask: Callable[[Any], Any], given: Table, made: Table) -> Through:
    """A step behind others; where it rounds its sums and rows are nudged, it nudges them too."""
    before = given.through
    if made.exact:
        return lambda rows: ask(before(rows))

    def answer(rows: Any) -> Any:
        reached = before(rows)
        result, random = ask(reached), _nudging.get()
        return result if random is None else _nudged(result, reached, random)

    return answer


def crossing(splits: Splits) -> Doubting:
    """Rows that a step's rounding may lead to the other side of a split."""
    trees = splits.trees
    feature = np.concatenate([tree.feature for tree in trees])
    threshold = np.concatenate([tree.threshold for tree in trees])
    cuts = {
        int(column): np.sort(threshold[(feature == column) & np.isfinite(threshold)])
        for column in np.unique(feature[feature >= 0])
    }
    kind = np.float32 if splits.single else np.float64

    def doubt(rows: Any) -> Array:
        plain = dense(splits.through(rows)).astype(np.float64)
        reach = _reach(splits.through, rows, plain)
        low, high = (plain - reach).astype(kind), (plain + reach).astype(kind)
        doubtful = np.zeros(len(plain), dtype=bool)
        for column, places in cuts.items():
            below, above = (np.searchsorted(places, end[:, column]) for end in (low, high))
            doubtful |= below != above
        return doubtful

    return doubt


def jumping(ask: Callable[[Array], Array], through: Through) -> Doubting:
    """Rows that a step's rounding may lead to the other side of a jump of the step behind."""

    def doubt(rows: Any) -> Array:
        plain = dense(through(rows)).astype(np.float64)
        reach = _reach(through, rows, plain)
        ends = [np.nan_to_num(ask(plain + way)) for way in (-reach, 0.0, reach)]
        leap = np.maximum(np.abs(ends[0] - ends[1]), np.abs(ends[2] - ends[1]))
        jumps: Array = (leap > _JUMP).any(axis=1)
        return jumps

    return doubt


def _reach(through: Through, rows: Any, plain: Array) -> Array:
    """How far from `plain` the rows end where steps are nudged."""
    reach = np.zeros_like(plain)
    for seed in range(_TIMES):
        with _nudged_by(np.random.default_rng(seed)):
            moved = np.abs(dense(through(rows)) - plain)
        reach = np.maximum(reach, np.where(np.isfinite(moved), moved, 0.0))
    return reach


@contextmanager
def _nudged_by(random: np.random.Generator) -> Iterator[None]:
    token = _nudging.set(random)
    try:
        yield
    finally:
        _nudging.reset(token)


def _nudged(result: Any, given: Any, random: np.random.Generator) -> Array:
    made: Array = dense(result).astype(np.float64)
    sizes = np.maximum(_sizes(given), _sizes(made))
    signs: Array = random.choice([-1.0, 1.0], made.shape)
    moved: Array = made + signs * SLACK * sizes[:, None]
    return moved


def _sizes(rows: Any) -> Array:
    """The largest number of each row; of texts there is none."""
    try:
        numbers = np.abs(dense(rows).astype(np.float64))
    except (TypeError, ValueError):
        return np.zeros(len(rows))
    largest: Array = np.where(np.isfinite(numbers), numbers, 0.0).max(axis=1, initial=0.0)
    return largest
