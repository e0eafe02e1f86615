"""A model as a graph of values: built estimator by estimator, written as chorus/1 describes it."""

from chorus_export.graph.builder import Builder
from chorus_export.graph.nodes import Stage
from chorus_export.graph.values import Finite, Kind, Value

__all__ = ["Builder", "Finite", "Kind", "Stage", "Value"]
