"""Generalised linear models, and regressions around another regression."""

from typing import Any

import numpy as np

from chorus_export.answers import Answers
from chorus_export.errors import ExportError
from chorus_export.families.linear import linear, regress
from chorus_export.families.registry import predicts
from chorus_export.graph import Builder, Value
from chorus_export.table import Table

#: Links of the format by the class of scikit-learn's.
_LINKS = {"LogLink": "exp", "IdentityLink": "identity"}

#: What undoes the transformation of a target.
_INVERSES = {np.exp: "exponential", np.expm1: "expm1", np.square: "square", np.sqrt: "square-root"}


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

    return families.predict(estimator.estimator_, table)


@predicts("sklearn.TransformedTargetRegressor")
def transformed_target(estimator: Any, table: Table) -> Answers:
    """A regression whose answer is led back through the target's transformation."""
    from chorus_export import families

    value = families.member(estimator.regressor_, table).value
    if value is None:
        raise ExportError("TransformedTargetRegressor holds no regression; fit one in it.")
    return Answers(task="regression", value=_inverse(estimator, table.builder, value))


def _inverse(estimator: Any, builder: Builder, value: Value) -> Value:
    transformer = estimator.transformer_
    kind = type(transformer).__name__
    if kind == "FunctionTransformer":
        function = transformer.inverse_func
        if function is None:
            return value
        if function in _INVERSES and not transformer.inv_kw_args:
            return builder.unary(_INVERSES[function], value)
    elif kind == "StandardScaler":
        if transformer.with_std:
            value = builder.binary("multiply", value, builder.constant(transformer.scale_))
        if transformer.with_mean:
            value = builder.binary("add", value, builder.constant(transformer.mean_))
        return value
    elif kind == "MinMaxScaler":
        value = builder.binary("subtract", value, builder.constant(transformer.min_))
        return builder.binary("divide", value, builder.constant(transformer.scale_))
    raise ExportError(
        f"TransformedTargetRegressor with {kind} cannot be exported; use StandardScaler, "
        "MinMaxScaler or inverse_func of exp, expm1, square or sqrt."
    )


@predicts("sklearn.DummyRegressor")
def constant(estimator: Any, table: Table) -> Answers:
    """The same answer for every row."""
    from chorus_export.families.linear import product

    answers = np.asarray(estimator.constant_, dtype=np.float64).reshape(-1)
    return regress(
        table, product(table, np.zeros((len(answers), table.width)), answers), "identity"
    )
