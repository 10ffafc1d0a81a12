"""Automatic drawings: nothing overlaps, flows run rightwards and square, bands hold their own."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest

from tests.workflows.formats.corpus import bpmn_files
from tests.workflows.formats.maps import ORDER
from workflows.formats import yaml
from workflows.formats.bpmn import read
from workflows.formats.layout import Bounds, Box, Drawing, Graph, Link, draw, layout

ORDER_MAP = yaml.read(ORDER).definition


def overlap(one: Bounds, two: Bounds) -> bool:
    across = one.x < two.right and two.x < one.right
    return across and one.y < two.bottom and two.y < one.bottom


def drawing_of(*links: str) -> Drawing:
    """A drawing of links written ``a>b``."""
    pairs = [link.split(">") for link in links]
    names = dict.fromkeys(name for pair in pairs for name in pair)
    boxes = tuple(Box(name, 100, 60) for name in names)
    return draw(Graph(boxes, tuple(Link(f"{a}>{b}", a, b) for a, b in pairs)))


def test_an_empty_graph_gives_an_empty_drawing() -> None:
    assert draw(Graph((), ())).bounds == {}


def test_a_case_runs_from_left_to_right_on_one_line() -> None:
    drawing = drawing_of("a>b", "b>c")

    middles = [drawing.bounds[name].middle for name in "abc"]

    assert middles == sorted(middles)
    assert len({y for _, y in middles}) == 1


def test_a_straight_flow_has_two_points() -> None:
    assert len(drawing_of("a>b").waypoints["a>b"]) == 2


def test_a_loop_is_drawn_around_its_boxes() -> None:
    drawing = drawing_of("a>b", "b>a")
    lowest = max(y for _, y in drawing.waypoints["b>a"])

    assert lowest != drawing.bounds["a"].middle[1]


def test_a_flow_to_itself_can_be_drawn() -> None:
    assert len(drawing_of("a>a", "a>b").waypoints["a>a"]) > 2


def test_every_node_lies_in_the_band_of_its_participant() -> None:
    drawing = layout(ORDER_MAP)
    bands = {band.participant: band.bounds for band in drawing.bands}

    for node in ORDER_MAP.nodes:
        if node.participant:
            band, own = bands[node.participant], drawing.bounds[node.id]
            assert band.y <= own.y
            assert own.bottom <= band.bottom


def test_a_boundary_event_sits_on_the_edge_of_its_step() -> None:
    drawing = layout(ORDER_MAP)

    assert drawing.bounds["late"].middle[1] == drawing.bounds["approve"].bottom


def test_the_same_map_gives_the_same_drawing() -> None:
    assert layout(ORDER_MAP) == layout(yaml.read(ORDER).definition)


@pytest.mark.parametrize("path", bpmn_files())
def test_a_real_map_has_no_overlapping_boxes_and_only_square_flows(path: Path) -> None:
    definition = read(path.read_bytes()).definition.flat
    drawing = layout(definition)
    boxes = [drawing.bounds[node.id] for node in definition.nodes if not node.attached_to]

    assert not any(overlap(one, two) for one, two in combinations(boxes, 2))
    for waypoints in drawing.waypoints.values():
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(waypoints))
