"""The safetensors container, written: header length, JSON header, tensors without holes."""

import json
import os
import struct
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from chorus_export.errors import ExportError

Tensor = np.ndarray[Any, Any]

#: The body begins at a multiple of this many bytes, so that a mapped file has aligned tensors.
ALIGNMENT = 64

_NAMES = {
    np.dtype("float64"): "F64",
    np.dtype("int64"): "I64",
    np.dtype("float32"): "F32",
    np.dtype("int32"): "I32",
    np.dtype("uint8"): "U8",
    np.dtype("bool"): "BOOL",
}


def serialise(tensors: Mapping[str, Tensor], metadata: Mapping[str, str]) -> bytes:
    """The bytes of a safetensors file; the same tensors and metadata give the same bytes.

    The format forbids holes between tensors, so wide elements come first: every tensor then starts
    at a multiple of its own element size.
    """
    ordered = sorted(tensors.items(), key=lambda item: (-item[1].dtype.itemsize, item[0]))
    header: dict[str, Any] = {"__metadata__": dict(metadata)}
    body: list[bytes] = []
    start = 0
    for name, tensor in ordered:
        data = _little_endian(name, tensor)
        header[name] = {
            "dtype": _NAMES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [start, start + len(data)],
        }
        body.append(data)
        start += len(data)
    return _header(header) + b"".join(body)


def write(path: Path, content: bytes) -> None:
    """Puts `content` at `path` in one step: a reader sees the old file or the whole new one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _header(header: Mapping[str, Any]) -> bytes:
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-(8 + len(text)) % ALIGNMENT)
    return struct.pack("<Q", len(text)) + text


def _little_endian(name: str, tensor: Tensor) -> bytes:
    if tensor.dtype not in _NAMES:
        raise ExportError(f"Tensor {name} has the type {tensor.dtype}, which no weight file holds.")
    return tensor.astype(tensor.dtype.newbyteorder("<"), order="C", copy=False).tobytes(order="C")
