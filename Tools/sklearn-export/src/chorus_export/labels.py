"""Names of features and classes."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from chorus_export.errors import ExportError
from chorus_export.rows import Signature

Label = int | float | bool | str


def features(signature: Signature, given: Sequence[str] | None = None) -> list[dict[str, str]]:
    """One object a feature; without a name where none is given and none was fitted with."""
    names = signature.names if given is None else given
    count = len(signature.types)
    if names is not None and len(names) != count:
        raise ExportError(f"{len(names)} features are named; the model takes {count}.")
    if names is None:
        return [{"type": type_} for type_ in signature.types]
    return [
        {"name": str(name), "type": type_}
        for name, type_ in zip(names, signature.types, strict=True)
    ]


def classes(fitted: Any, given: Sequence[str] | None) -> list[Label] | None:
    """The class labels in the order of the probabilities' columns; None for a regression.

    Names that are given take the place of the labels that the model was fitted with.
    """
    if fitted is None:
        if given is not None:
            raise ExportError("Classes are given for a model that has none; leave them out.")
        return None
    if given is None:
        return [_label(value) for value in fitted]
    if len(given) != len(fitted):
        raise ExportError(f"{len(given)} classes are given for a model that has {len(fitted)}.")
    if len(set(given)) != len(given):
        raise ExportError("A class is given twice; give each column a name of its own.")
    return list(given)


def _label(value: Any) -> Label:
    """A label as the JSON value it is."""
    plain = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, (int, float, str)):
        return plain
    raise ExportError(
        f"The class {value!r} is neither a number nor a text; give names with --classes."
    )
