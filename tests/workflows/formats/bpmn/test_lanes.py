"""workflows/formats/bpmn/lanes.py"""

from __future__ import annotations

from tests.workflows.drawings import DRAWN
from tests.workflows.stage import ORDER
from workflows.formats import bpmn, registry


def _written() -> bytes:
    return registry.write("bpmn", registry.read("order.yaml", ORDER).definition).content


def test_rows_do_not_repeat_the_lane_they_stand_in() -> None:
    assert b'participant="bank"' in _written()
    assert b'participant="bank"' not in bpmn.by_lane(_written())


def test_the_map_says_the_same_as_before() -> None:
    before = bpmn.read(_written()).definition

    assert bpmn.read(bpmn.by_lane(_written())).definition == before


def test_a_row_that_contradicts_its_lane_keeps_its_word() -> None:
    row = '<bpmn:extensionElements><podium:step participant="bank"/></bpmn:extensionElements>'
    step = '<bpmn:serviceTask id="pay" name="Step pay"'
    content = DRAWN.replace(f"{step}/>".encode(), f"{step}>{row}</bpmn:serviceTask>".encode())

    assert bpmn.by_lane(content) == content


def test_a_file_without_rows_stays_as_it_is() -> None:
    assert bpmn.by_lane(DRAWN) is DRAWN
