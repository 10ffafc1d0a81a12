"""Drawings for BPMN files that have none."""

from __future__ import annotations

from lxml import etree

from tests.workflows.formats.bpmn.sources import bpmn, pools
from workflows.formats.bpmn import read, with_drawing
from workflows.formats.bpmn.diagram import DIAGRAM


def drawn(content: bytes) -> set[str | None]:
    root = etree.fromstring(content)
    return {one.get("bpmnElement") for one in root.iter() if one.get("bpmnElement")}


def test_a_file_with_a_drawing_stays_as_it_is() -> None:
    content = with_drawing(bpmn('<task id="a"/>'))

    assert with_drawing(content) == content


def test_nodes_and_flows_get_shapes_and_edges() -> None:
    content = with_drawing(bpmn('<startEvent id="s"/><task id="a"/>\ns > a'))

    assert drawn(content) == {"p", "s", "a", "s-a"}


def test_pools_and_lanes_are_drawn() -> None:
    collaboration = '<participant id="us" processRef="p0"/><participant id="bank"/>'
    lanes = '<laneSet id="ls"><lane id="l"><flowNodeRef>a</flowNodeRef></lane></laneSet>'

    content = with_drawing(pools(collaboration, f'{lanes}<task id="a"/>'))

    assert {"us", "bank", "l", "a"} <= drawn(content)


def expanded(content: bytes, element: str) -> str | None:
    shape = etree.fromstring(content).find(f".//{{{DIAGRAM}}}BPMNShape[@bpmnElement='{element}']")
    return None if shape is None else shape.get("isExpanded")


def test_a_sub_process_is_drawn_with_what_is_inside() -> None:
    content = with_drawing(bpmn('<subProcess id="x"><task id="t"/></subProcess>'))

    assert expanded(content, "x") == "true"
    assert drawn(content) == {"p", "x", "t"}


def test_a_large_sub_process_is_drawn_closed_with_a_sheet_of_its_own() -> None:
    tasks = "".join(f'<task id="t{number}"/>' for number in range(50))

    content = with_drawing(bpmn(f'<subProcess id="x">{tasks}</subProcess>'))

    assert expanded(content, "x") == "false"
    assert b'id="x_plane"' in content
    assert "t49" in drawn(content)


def test_the_map_stays_the_same() -> None:
    content = bpmn('<startEvent id="s"/><task id="a"/>\ns > a')

    assert read(with_drawing(content)).definition == read(content).definition
