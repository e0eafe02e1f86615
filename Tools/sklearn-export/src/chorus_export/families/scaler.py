"""StandardScaler: `(x - mean) / scale`, in double precision."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.preprocessing import StandardScaler

from chorus_export.parts import Array, Spread, Transform


def read(estimator: Any, prefix: str) -> Transform:
    """A scaler as one stage, or as none where it neither centres nor scales.

    Subtracting 0 and dividing by 1 change no value, so the half that is switched off costs no
    exactness.
    """
    features = int(estimator.n_features_in_)
    offset = _values(estimator.mean_ if estimator.with_mean else None, np.zeros(features))
    scale = _values(estimator.scale_ if estimator.with_std else None, np.ones(features))
    spread = Spread(_values(estimator.mean_, offset), _values(estimator.scale_, scale))
    if not estimator.with_mean and not estimator.with_std:
        return Transform([], {})
    stage = {
        "kind": "scaler",
        "operation": "divide",
        "offset": f"{prefix}.offset",
        "scale": f"{prefix}.scale",
    }
    return Transform([stage], {stage["offset"]: offset, stage["scale"]: scale}, spread)


def _values(fitted: Any, default: Array) -> Array:
    return default if fitted is None else np.asarray(fitted, dtype=np.float64)


READERS: dict[type, Callable[[Any, str], Transform]] = {StandardScaler: read}
