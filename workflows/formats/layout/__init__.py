"""Automatic drawings: a layered layout in bands, one per participant, with square flows.

The libraries looked at (fast-sugiyama, grandalf, networkx) place points of one size; none knows
bands, boundary events or square flows, which is most of what makes a map readable. fast-sugiyama
is fast, but leaves many more crossings on maps: 198 against 4 on one of 500 nodes.
"""

from workflows.formats.layout.graph import Band, Bounds, Box, Drawing, Graph, Link, Point
from workflows.formats.layout.inserting import place_after, place_between, square_way
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
    "place_after",
    "place_between",
    "square_way",
]
