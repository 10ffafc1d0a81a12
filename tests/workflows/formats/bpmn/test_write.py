"""Writing BPMN 2.0: nothing is lost, everything is drawn, other tools see the standard elements."""

from __future__ import annotations

from hypothesis import given, settings
from lxml import etree

from tests.workflows.formats.maps import ORDER, chains
from workflows.definition.model import Definition
from workflows.formats import yaml
from workflows.formats.bpmn import read, write
from workflows.formats.bpmn.diagram import DIAGRAM
from workflows.formats.bpmn.elements import PODIUM, bpmn

ORDER_MAP = yaml.read(ORDER).definition


def test_nothing_is_lost_on_the_way_out_and_back() -> None:
    assert read(write(ORDER_MAP)).definition == ORDER_MAP


def test_our_own_file_leaves_no_notes() -> None:
    assert read(write(ORDER_MAP)).notes == ()


@given(chains())
@settings(max_examples=60, deadline=None)
def test_any_definition_reads_back_equal(definition: Definition) -> None:
    assert read(write(definition)).definition == definition


def test_every_node_and_flow_is_drawn() -> None:
    root = etree.fromstring(write(ORDER_MAP))
    drawn = {shape.get("bpmnElement") for shape in root.iter(f"{{{DIAGRAM}}}BPMNShape")}
    drawn |= {edge.get("bpmnElement") for edge in root.iter(f"{{{DIAGRAM}}}BPMNEdge")}

    assert {node.id for node in ORDER_MAP.nodes} | {flow.id for flow in ORDER_MAP.flows} <= drawn


def test_ids_are_unique_although_a_participant_is_called_like_a_step() -> None:
    elements = etree.fromstring(write(ORDER_MAP)).iter()
    ids = [one.get("id") for one in elements if one.get("id") and PODIUM not in str(one.tag)]

    assert len(ids) == len(set(ids))


def test_other_tools_see_the_undo_as_a_compensation_event() -> None:
    root = etree.fromstring(write(ORDER_MAP))
    association = root.find(f".//{bpmn('association')}")

    assert association is not None
    assert association.get("targetRef") == "refund"
