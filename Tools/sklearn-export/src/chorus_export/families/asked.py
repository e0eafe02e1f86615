"""What is asked of scikit-learn, since it differs from version to version."""

import warnings
from typing import Any

import numpy as np
from sklearn import __version__ as sklearn_version

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
