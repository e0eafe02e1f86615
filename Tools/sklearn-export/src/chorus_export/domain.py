"""What is known of the features of a row, so that rows can be drawn."""

from collections.abc import Sequence
from typing import Any

import numpy as np


class Domain:
    """Where each feature's numbers lie, or which categories it has; the first word on it counts.

    `singles` are the features that scikit-learn is given in float32.
    """

    def __init__(self) -> None:
        self.spreads: dict[int, tuple[float, float]] = {}
        self.categories: dict[int, list[Any]] = {}
        self.missing: dict[int, Any] = {}
        self.singles: set[int] = set()

    def spread(self, feature: int, centre: float, width: float) -> None:
        """The numbers of a feature lie about `centre`, within about `width`."""
        self.spreads.setdefault(feature, (centre, width))

    def choose(self, feature: int, values: Sequence[Any]) -> None:
        """A feature has these categories; a missing one among them tells its form: None or NaN."""
        for value in values:
            if value is None or (isinstance(value, float) and np.isnan(value)):
                self.missing.setdefault(feature, value)
        known = self.categories.setdefault(feature, [])
        known.extend(value for value in values if not is_missing(value) and value not in known)


def is_missing(value: Any) -> bool:
    """Whether a value is None, NaN or pandas' NA."""
    is_nan = isinstance(value, (float, np.floating)) and bool(np.isnan(value))
    return value is None or is_nan or type(value).__name__ == "NAType"
