"""What is asked of scikit-learn, since it differs from version to version."""

import warnings
from numbers import Real
from typing import Any

import numpy as np
from sklearn import __version__ as sklearn_version

from chorus_export.domain import is_missing
from chorus_export.parts import Array
from chorus_export.table import dense

#: The scikit-learn that runs, as (1, 9).
VERSION = tuple(int(part) for part in sklearn_version.split(".")[:2])


def accepts_missing(estimator: Any) -> bool:
    """Whether a transformer of numbers takes a row of NaN."""
    row = np.full((1, int(estimator.n_features_in_)), np.nan)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            estimator.transform(row)
        except ValueError:
            return False
    return True


def of_unknown(encoder: Any, index: int) -> Array:
    """What an encoder makes of a row whose category in one column it does not know, [columns]."""
    row = np.empty((1, len(encoder.categories_)), dtype=object)
    row[0] = [categories[0] for categories in encoder.categories_]
    known = [category for category in encoder.categories_[index] if not is_missing(category)]
    numeric = all(isinstance(category, (Real, np.bool_)) for category in known)
    row[0, index] = np.floor(max(known, default=0)) + 1 if numeric else "\0unknown"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made: Array = dense(encoder.transform(row))[0]
    return made
