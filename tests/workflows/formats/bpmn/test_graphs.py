"""Processes as boxes and links for the layout."""

from __future__ import annotations

from lxml import etree

from tests.workflows.formats.bpmn.sources import bpmn
from workflows.formats.bpmn.elements import bpmn as tag
from workflows.formats.bpmn.graphs import graph_of
from workflows.formats.layout import Graph

LANES = """<laneSet id="ls"><lane id="shop"><flowNodeRef>a</flowNodeRef></lane>
<lane id="desk"><flowNodeRef>b</flowNodeRef></lane></laneSet>"""


def graph(process: str, *, lanes: bool = True) -> Graph:
    found = etree.fromstring(bpmn(process)).find(tag("process"))
    assert found is not None
    return graph_of(found, lanes=lanes)


def bands(process: str) -> dict[str, str]:
    return {box.id: box.band for box in graph(process).boxes}


def test_nodes_stand_in_the_bands_of_their_lanes() -> None:
    assert bands(f'{LANES}<task id="a"/><task id="b"/>') == {"a": "shop", "b": "desk"}


def test_what_is_in_no_lane_goes_where_its_case_comes_from_or_first_goes() -> None:
    process = f'{LANES}<startEvent id="s"/><task id="a"/><task id="b"/><endEvent id="e"/>'

    assert bands(f"{process}\ns > a\na > b\nb > e") == {
        "s": "shop",
        "a": "shop",
        "b": "desk",
        "e": "desk",
    }


def test_without_lanes_there_are_no_bands() -> None:
    assert graph(f'{LANES}<task id="a"/>', lanes=False).bands == ()


def test_what_undoes_stands_below_what_it_undoes() -> None:
    boxes = graph("""<task id="book"/><task id="cancel" isForCompensation="true"/>
        <boundaryEvent id="c" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>
        <association id="as" sourceRef="c" targetRef="cancel"/>""").boxes

    assert {box.id: (box.host, box.below) for box in boxes} == {
        "book": ("", ""),
        "cancel": ("", "book"),
        "c": ("book", ""),
    }
