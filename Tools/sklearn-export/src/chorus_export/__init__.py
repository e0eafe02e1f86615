"""Writes fitted scikit-learn estimators as Chorus weight files."""

from chorus_export.errors import ExportError
from chorus_export.exporter import Exported, Source, export

__all__ = ["ExportError", "Exported", "Source", "export"]
__version__ = "0.1.0"
