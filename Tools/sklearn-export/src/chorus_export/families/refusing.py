"""Rows that scikit-learn refuses for what one of their numbers is."""

import numpy as np

from chorus_export.graph import Builder, Value


def refused(builder: Builder, x: Value, where: Value) -> Value:
    """The same numbers, missing ones among them; a row is refused where a condition holds."""
    infinite = builder.constant(np.array(np.inf))
    return builder.finite(builder.select(where, infinite, x), missing=True)
