"""Writing BPMN 2.0: nothing is lost, everything is drawn, other tools see the standard elements."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.workflows.definition.nested import nested_maps
from tests.workflows.formats.bpmn.nested_maps import NESTED, POOLS
from tests.workflows.formats.maps import ORDER, TRIP, chains
from workflows.definition.model import Definition
from workflows.formats import yaml
from workflows.formats.bpmn import read, write
from workflows.formats.bpmn.diagram import DIAGRAM
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.elements import PODIUM, bpmn

ORDER_MAP = yaml.read(ORDER).definition
TRIP_MAP = yaml.read(TRIP).definition
MAPS = pytest.mark.parametrize(
    "definition", [ORDER_MAP, TRIP_MAP, NESTED, POOLS], ids=lambda one: one.id
)


def root_of(definition: Definition) -> Element:
    return etree.fromstring(write(definition).content)


def drawn(definition: Definition) -> set[str | None]:
    shapes = root_of(definition).iter(f"{{{DIAGRAM}}}BPMNShape", f"{{{DIAGRAM}}}BPMNEdge")
    return {shape.get("bpmnElement") for shape in shapes}


@MAPS
def test_nothing_is_lost_on_the_way_out_and_back(definition: Definition) -> None:
    assert read(write(definition).content).definition == definition


@MAPS
def test_our_own_file_leaves_no_notes(definition: Definition) -> None:
    assert read(write(definition).content).notes == ()


@given(st.one_of(chains(), nested_maps()))
@settings(max_examples=100, deadline=None)
def test_any_definition_reads_back_equal(definition: Definition) -> None:
    assert read(write(definition).content).definition == definition


@MAPS
def test_every_node_and_flow_is_drawn(definition: Definition) -> None:
    flows = {flow.id for flow in definition.flows}
    messages = {flow.id for flow in definition.message_flows}

    assert definition.by_id.keys() | flows | messages <= drawn(definition)


@MAPS
def test_ids_are_unique(definition: Definition) -> None:
    elements = root_of(definition).iter()
    ids = [one.get("id") for one in elements if one.get("id") and PODIUM not in str(one.tag)]

    assert len(ids) == len(set(ids))


def test_a_called_map_whose_ids_are_taken_gets_them_prefixed_in_the_file() -> None:
    steps = [task.get("id") for task in root_of(NESTED).iter(bpmn("serviceTask"))]

    assert "ship.book" in steps


def test_other_tools_see_the_undo_as_a_compensation_event() -> None:
    association = root_of(ORDER_MAP).find(f".//{bpmn('association')}")

    assert association is not None
    assert association.get("targetRef") == "refund"


def test_other_tools_see_what_stands_in_a_sub_process_inside_it() -> None:
    transaction = root_of(NESTED).find(f".//{bpmn('transaction')}")

    assert transaction is not None
    assert transaction.find(f"{bpmn('serviceTask')}[@id='charge']") is not None


def test_other_tools_see_messages_between_pools() -> None:
    flow = root_of(POOLS).find(f".//{bpmn('messageFlow')}[@id='m2']")

    assert flow is not None
    assert (flow.get("sourceRef"), flow.get("targetRef")) == ("answer", "Pool_buys")


def test_a_map_with_an_umlaut_in_its_id_has_a_process_that_tools_open() -> None:
    definition = yaml.read("id: größe\nnodes: [{id: a}]".encode()).definition

    content = write(definition).content

    assert b'id="Process_gr__e"' in content
    assert read(content).definition.id == definition.id
