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
        "cancel": ("", "c"),
        "c": ("book", ""),
    }


def test_what_is_inside_a_sub_process_is_drawn_in_its_box() -> None:
    (box,) = graph('<subProcess id="x"><task id="t"/></subProcess>').boxes

    assert box.inside is not None
    assert [one.id for one in box.inside.boxes] == ["t"]


def test_notes_hang_above_what_they_are_tied_to() -> None:
    boxes = graph("""<task id="a"/><textAnnotation id="n"><text>Why</text></textAnnotation>
        <association id="as" sourceRef="a" targetRef="n"/>""").boxes

    assert {box.id: box.above for box in boxes} == {"a": "", "n": "a"}


def test_data_that_nothing_reads_or_writes_is_left_out() -> None:
    assert [box.id for box in graph('<task id="a"/><dataObjectReference id="d"/>').boxes] == ["a"]


def test_a_node_in_no_lane_that_nothing_leads_to_stands_in_the_first() -> None:
    assert bands(f'{LANES}<task id="a"/><task id="b"/><task id="c"/>')["c"] == "shop"
