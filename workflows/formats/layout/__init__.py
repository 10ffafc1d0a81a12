"""Automatic drawings: a layered layout in bands, one per participant, with square flows.

The libraries looked at (fast-sugiyama, grandalf, networkx) place points of one size; none knows
bands, boundary events or square flows, which is most of what makes a map readable.
"""

from workflows.formats.layout.graph import Band, Bounds, Box, Drawing, Graph, Link, Point
from workflows.formats.layout.map_graph import graph_of, layout
from workflows.formats.layout.placing import draw

__all__ = [
    "Band",
    "Bounds",
    "Box",
    "Drawing",
    "Graph",
    "Link",
    "Point",
    "draw",
    "graph_of",
    "layout",
]
