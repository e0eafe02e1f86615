import numpy as np
import pytest
from sklearn.datasets import load_iris
from weights import Array


@pytest.fixture(scope="session")
def iris() -> tuple[Array, Array]:
    rows, labels = load_iris(return_X_y=True)
    return rows, labels


@pytest.fixture(scope="session")
def gaps(iris: tuple[Array, Array]) -> Array:
    """Iris rows, every seventh number missing."""
    rows = iris[0].copy()
    rows.reshape(-1)[::7] = np.nan
    return rows
