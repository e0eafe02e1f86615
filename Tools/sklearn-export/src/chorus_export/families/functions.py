"""FunctionTransformer of NumPy's own functions."""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from chorus_export.errors import ExportError
from chorus_export.families.ranges import clipped
from chorus_export.families.registry import transforms
from chorus_export.graph import Builder, Finite, Value
from chorus_export.table import Table

#: Functions that give a finite number for every finite one, by their operator.
_BOUNDED: dict[Any, str] = {
    np.abs: "absolute",
    np.fabs: "absolute",
    np.negative: "negate",
    np.sign: "sign",
    np.sin: "sine",
    np.cos: "cosine",
    np.arctan: "arctangent",
    np.tanh: "tanh",
    np.arcsinh: "arcsinh",
    np.cbrt: "cube-root",
    np.floor: "floor",
    np.ceil: "ceiling",
    np.rint: "round",
    np.trunc: "truncate",
    np.positive: "identity",
    special.expit: "sigmoid",
}

#: Functions that make infinities or NaN of some finite numbers.
_UNBOUNDED: dict[Any, str] = {
    np.log: "logarithm",
    np.log1p: "log1p",
    np.log2: "log2",
    np.log10: "log10",
    np.exp: "exponential",
    np.exp2: "exp2",
    np.expm1: "expm1",
    np.sqrt: "square-root",
    np.square: "square",
    np.reciprocal: "reciprocal",
    np.tan: "tangent",
    np.arcsin: "arcsine",
    np.arccos: "arccosine",
    np.sinh: "sinh",
    np.cosh: "cosh",
    np.arccosh: "arccosh",
    np.arctanh: "arctanh",
}


@transforms("sklearn.FunctionTransformer")
def function(estimator: Any, table: Table) -> Table:
    """The function element by element; the columns as they are where there is none."""
    options = dict(estimator.kw_args or {})
    if estimator.func is None and not options:
        return table.made(table.finite()) if estimator.validate else table
    made = applied(estimator.func, options)
    if made is None:
        raise ExportError(
            f"FunctionTransformer of {named(estimator.func)}{_given(options)} cannot be exported; "
            "use a NumPy function of one number, such as numpy.log1p, without kw_args."
        )
    x = table.finite() if estimator.validate else table.numbers()
    return table.made(made(table.builder, x))


def applied(func: Any, options: dict[str, Any]) -> Callable[[Builder, Value], Value] | None:
    """The operators of a function that is known, with the keywords that are understood."""
    if func is np.clip and set(options) <= {"a_min", "a_max", "min", "max"} and options:
        return lambda builder, x: _clip(builder, x, options)
    if func is np.round and options.get("decimals", 0) == 0 and set(options) <= {"decimals"}:
        return lambda builder, x: builder.unary("round", x)
    if options:
        return None
    if func is special.logit:
        return _logit
    if _known(func, _BOUNDED):
        return lambda builder, x: builder.unary(_BOUNDED[func], x)
    if _known(func, _UNBOUNDED):
        return lambda builder, x: builder.unary(_UNBOUNDED[func], x, finite=Finite.ANYTHING)
    return None


def _known(func: Any, functions: dict[Any, str]) -> bool:
    return isinstance(func, np.ufunc) and func in functions


def _logit(builder: Builder, x: Value) -> Value:
    """`log(p / (1 - p))`."""
    one = builder.constant(np.array(1.0))
    odds = builder.binary("divide", x, builder.binary("subtract", one, x))
    return builder.unary("logarithm", odds, finite=Finite.ANYTHING)


def _clip(builder: Builder, x: Value, options: dict[str, Any]) -> Value:
    low = options.get("a_min", options.get("min"))
    high = options.get("a_max", options.get("max"))
    if not all(bound is None or np.isscalar(bound) for bound in (low, high)):
        raise ExportError(
            "FunctionTransformer of numpy.clip with a bound a column cannot be exported; "
            "give two numbers."
        )
    least = -np.inf if low is None else float(low)
    most = np.inf if high is None else float(high)
    return clipped(builder, x, least, most)


def named(func: Any) -> str:
    """The function as an error names it."""
    name = getattr(func, "__name__", type(func).__name__)
    module = getattr(func, "__module__", None) or ("numpy" if isinstance(func, np.ufunc) else "")
    return f"{module}.{name}" if module and module != "__main__" else name


def _given(options: dict[str, Any]) -> str:
    return f" with {', '.join(f'{name}={value!r}' for name, value in options.items())}" * bool(
        options
    )
