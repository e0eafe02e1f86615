"""Which function reads which estimator."""

from collections.abc import Callable
from typing import Any, TypeVar

from chorus_export.answers import Answers
from chorus_export.table import Table

#: Reads a step that maps rows to rows, or one that answers.
Transforming = Callable[[Any, Table], Table]
Predicting = Callable[[Any, Table], Answers]

TRANSFORMS: dict[str, Transforming] = {}
PREDICTORS: dict[str, Predicting] = {}

Reader = TypeVar("Reader", bound=Callable[..., Any])


def transforms(*kinds: str) -> Callable[[Reader], Reader]:
    """Registers a function for transformers, by their class's full name (`key`)."""
    return _registers(TRANSFORMS, kinds)


def predicts(*kinds: str) -> Callable[[Reader], Reader]:
    """Registers a function for predictors, by their class's full name."""
    return _registers(PREDICTORS, kinds)


def _registers(readers: dict[str, Any], kinds: tuple[str, ...]) -> Callable[[Reader], Reader]:
    def register(reader: Reader) -> Reader:
        readers.update(dict.fromkeys(kinds, reader))
        return reader

    return register


def key(estimator: Any) -> str:
    """The name under which an estimator's class is registered: package and class.

    `sklearn.preprocessing._data.StandardScaler` is `sklearn.StandardScaler`: where a class stands
    inside of its package differs from version to version.
    """
    kind = type(estimator)
    return f"{kind.__module__.partition('.')[0]}.{kind.__qualname__}"
