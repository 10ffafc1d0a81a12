"""Automatic drawings: nothing overlaps, flows run rightwards and square, bands hold their own."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.workflows.formats.corpus import bpmn_files
from tests.workflows.formats.layout.graphs import faults_of, graph_of_links, graphs
from tests.workflows.formats.maps import ORDER
from workflows.formats import yaml
from workflows.formats.bpmn import read
from workflows.formats.layout import Box, Drawing, Graph, Link, draw, graph_of, layers, layout

ORDER_MAP = yaml.read(ORDER).definition


def drawing_of(*links: str) -> Drawing:
    """A drawing of links written ``a>b``."""
    return draw(graph_of_links(*links))


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


@given(graphs())
@settings(max_examples=120, deadline=None)
def test_any_graph_is_drawn_without_overlaps_and_with_square_flows_beside_boxes(
    graph: Graph,
) -> None:
    assert list(faults_of(graph, draw(graph))) == []


@given(graphs())
@settings(max_examples=80, deadline=None)
def test_links_that_run_below_the_rest_are_drawn_as_well_as_any(graph: Graph) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "MOST_BENDS", 0)
        patch.setattr(layers, "_SHORT", 3)

        assert list(faults_of(graph, draw(graph))) == []


def test_many_long_flows_take_no_more_than_a_few_rows() -> None:
    chain = [f"n{number}>n{number + 1}" for number in range(600)]
    jumps = [f"n{number}>n{600 - number}" for number in range(250)]

    drawing = draw(graph_of_links(*chain, *jumps))

    assert len(drawing.waypoints) == 850


@given(graphs())
@settings(max_examples=30, deadline=None)
def test_any_graph_is_drawn_the_same_again(graph: Graph) -> None:
    assert draw(graph) == draw(graph)


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_every_box_with_a_band_lies_in_it(graph: Graph) -> None:
    drawing = draw(graph)
    bands = {band.participant: band.bounds for band in drawing.bands}

    for box in graph.boxes:
        if box.band:
            assert bands[box.band].y <= drawing.bounds[box.id].y
            assert drawing.bounds[box.id].bottom <= bands[box.band].bottom


def test_the_way_that_most_cases_take_is_one_line() -> None:
    graph = graph_of_links("a>b", "b>c", "c>d", "b>x", "x>d", "x>a")

    drawing = draw(graph)

    assert len({drawing.bounds[name].middle[1] for name in "abcd"}) == 1


def test_the_heaviest_flow_goes_straight_on() -> None:
    boxes = tuple(Box(name, 100, 60) for name in "abc")
    links = (Link("b", "a", "b", weight=0.1), Link("c", "a", "c", weight=0.9))

    drawing = draw(Graph(boxes, links))

    assert drawing.bounds["a"].middle[1] == drawing.bounds["c"].middle[1]


def test_what_undoes_stands_under_what_it_undoes() -> None:
    boxes = (Box("a", 100, 60), Box("late", 36, 36, host="a"), Box("undo", 100, 60, below="late"))

    drawing = draw(Graph(boxes, ()))

    assert drawing.bounds["undo"].middle[0] == drawing.bounds["a"].middle[0]
    assert drawing.bounds["undo"].y > drawing.bounds["late"].bottom


def test_a_loop_runs_above_what_it_repeats() -> None:
    drawing = drawing_of("a>b", "b>c", "c>d", "c>a")

    assert min(y for _, y in drawing.waypoints["c>a"]) < drawing.bounds["b"].y


def test_parts_without_flows_stand_below_the_rest() -> None:
    graph = graph_of_links("a>b")
    apart = Box("apart", 300, 200)

    drawing = draw(Graph((apart, *graph.boxes), graph.links))

    assert drawing.bounds["apart"].y > drawing.bounds["a"].bottom


@pytest.mark.parametrize("path", bpmn_files())
def test_a_real_map_is_drawn_without_faults(path: Path) -> None:
    graph = graph_of(read(path.read_bytes()).definition.flat)

    assert list(faults_of(graph, draw(graph))) == []


@pytest.mark.parametrize("path", bpmn_files())
def test_a_name_hides_no_other_name_and_no_box_of_a_real_map(path: Path) -> None:
    graph = graph_of(read(path.read_bytes()).definition.flat)
    drawing = draw(graph)
    labels = list(drawing.labels.values())

    assert not any(one.meets(two) for one, two in combinations(labels, 2))
    assert not any(one.meets(box) for one in labels for box in drawing.bounds.values())
