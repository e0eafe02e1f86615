"""Generalised linear models, and the regression that a consensus of rows fitted."""

from typing import Any

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.linear import linear, regress
from chorus_export.families.registry import predicts
from chorus_export.table import Table

#: Links of the format by the class of scikit-learn's.
_LINKS = {"LogLink": "exp", "IdentityLink": "identity"}


@predicts("sklearn.GammaRegressor", "sklearn.PoissonRegressor", "sklearn.TweedieRegressor")
def generalized(estimator: Any, table: Table) -> Answers:
    """A mean that is a function of a linear score."""
    link = type(estimator._base_loss.link).__name__
    if link not in _LINKS:
        name = type(estimator).__name__
        raise ExportError(f"{name} with the link {link} cannot be exported; use log or identity.")
    return regress(table, linear(estimator, table), _LINKS[link])


@predicts("sklearn.RANSACRegressor")
def consensus(estimator: Any, table: Table) -> Answers:
    """The regression that was fitted on the inliers."""
    from chorus_export import families

    return families.member(estimator.estimator_, table)
