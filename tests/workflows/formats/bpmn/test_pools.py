"""workflows/formats/bpmn/pools.py"""

from __future__ import annotations

from lxml import etree

from tests.workflows.formats.bpmn.sources import pools
from workflows.formats.bpmn import with_drawing
from workflows.formats.bpmn.diagram import DC, DIAGRAM
from workflows.formats.layout import Bounds


def places(content: bytes) -> dict[str, Bounds]:
    found = {}
    for shape in etree.fromstring(content).iter(f"{{{DIAGRAM}}}BPMNShape"):
        own = shape.find(f"{{{DC}}}Bounds")
        assert own is not None
        x, y, width, height = (float(own.get(name, "0")) for name in ("x", "y", "width", "height"))
        found[shape.get("bpmnElement", "")] = Bounds(x, y, width, height)
    return found


def test_pools_stand_one_under_another_and_are_equally_wide() -> None:
    two = '<participant id="us" processRef="p0"/><participant id="bank"/>'

    found = places(with_drawing(pools(two, '<task id="a"/>')))

    assert found["us"].width == found["bank"].width
    assert found["us"].bottom < found["bank"].y


def test_lanes_within_lanes_are_drawn_within_them() -> None:
    lanes = """<laneSet id="ls"><lane id="outer"><childLaneSet id="c">
        <lane id="one"><flowNodeRef>a</flowNodeRef></lane><lane id="two"/></childLaneSet></lane>
        </laneSet>"""

    found = places(
        with_drawing(pools('<participant id="us" processRef="p0"/>', f'{lanes}<task id="a"/>'))
    )

    assert found["outer"].x < found["one"].x
    assert found["outer"].height == found["one"].height + found["two"].height
    assert found["us"].x < found["outer"].x


def test_a_pool_is_high_enough_for_its_name() -> None:
    long = f'<participant id="us" processRef="p0" name="{"A very long name " * 5}"/>'
    short = '<participant id="us" processRef="p0" name="Us"/>'

    tall, low = (places(with_drawing(pools(one, '<task id="a"/>')))["us"] for one in (long, short))

    assert tall.height > low.height
