"""Ids that a drawing tool made up, and what people read in their place."""

from __future__ import annotations

import json

from lxml import etree

from tests.workflows.formats.bpmn.sources import bpmn
from tests.workflows.formats.maps import ORDER
from workflows.definition.model import Definition
from workflows.formats import yaml
from workflows.formats.bpmn import read
from workflows.formats.registry import write
from workflows.formats.spoken_ids import spoken_ids, with_spoken_ids

DRAWN = read(
    bpmn(
        """
  <laneSet id="l"><lane id="Lane_1ts86jm" name="Shop front">
    <flowNodeRef>start</flowNodeRef><flowNodeRef>Activity_17r4y6b</flowNodeRef>
    <flowNodeRef>Gateway_18x38w3</flowNodeRef><flowNodeRef>Activity_0tnr3ee</flowNodeRef>
    <flowNodeRef>Event_payment</flowNodeRef></lane></laneSet>
  <startEvent id="start"/>
  <userTask id="Activity_17r4y6b" name="Check basket"/>
  <exclusiveGateway id="Gateway_18x38w3" default="Flow_1oaajbe"/>
  <serviceTask id="Activity_0tnr3ee" name="Check basket"/>
  <endEvent id="Event_payment"/>
  <sequenceFlow id="a" sourceRef="start" targetRef="Activity_17r4y6b"/>
  <sequenceFlow id="b" sourceRef="Activity_17r4y6b" targetRef="Gateway_18x38w3"/>
  <sequenceFlow id="Flow_0xlnokh" sourceRef="Gateway_18x38w3" targetRef="Activity_0tnr3ee"/>
  <sequenceFlow id="Flow_1oaajbe" sourceRef="Gateway_18x38w3" targetRef="Event_payment"/>
  <sequenceFlow id="c" sourceRef="Activity_0tnr3ee" targetRef="Event_payment"/>
"""
    ).replace(b'id="p"', b'id="Process_1"')
).definition


def written(definition: Definition, name: str) -> str:
    return write(name, definition).content.decode()


def test_made_up_ids_are_called_after_their_names() -> None:
    spoken = spoken_ids(DRAWN)

    assert spoken["Activity_17r4y6b"] == "check-basket"
    assert spoken["Lane_1ts86jm"] == "shop-front"


def test_two_of_one_name_are_told_apart() -> None:
    assert spoken_ids(DRAWN)["Activity_0tnr3ee"] == "check-basket-2"


def test_what_has_no_name_is_called_after_its_kind_or_its_ends() -> None:
    spoken = spoken_ids(DRAWN)

    assert spoken["Gateway_18x38w3"] == "decision"
    assert spoken["Flow_1oaajbe"] == "decision-Event_payment"


def test_an_id_that_somebody_chose_stays() -> None:
    assert spoken_ids(DRAWN).keys().isdisjoint({"start", "Event_payment", "a", "b", "c"})
    order = yaml.read(ORDER).definition
    assert with_spoken_ids(order) is order


def test_every_mention_changes_with_the_id() -> None:
    spoken = with_spoken_ids(DRAWN)

    assert spoken.id == "order"
    assert {one.participant for one in spoken.nodes} == {"shop-front"}
    assert spoken.by_id["check-basket-2"].name == "Check basket"
    assert spoken.flows[2].source == "decision"


def test_camunda_gets_jobs_groups_and_forms_with_names_and_keeps_the_ids() -> None:
    root = etree.fromstring(written(DRAWN, "camunda8").encode())

    said = {value for one in root.iter() for value in one.attrib.values()}

    assert {"shop-front.check-basket-2", "shop-front", "form-check_basket"} <= said
    assert {"Activity_17r4y6b", "Activity_0tnr3ee"} <= said


def test_results_and_topics_have_names() -> None:
    assert "Activity_" not in json.dumps(json.loads(written(DRAWN, "asl"))["States"])
    assert "Activity_" not in written(DRAWN, "asyncapi")


def test_a_loss_names_the_element_of_the_map() -> None:
    ids = {node.id for node in DRAWN.nodes}
    ids |= {flow.id for flow in DRAWN.flows} | {one.id for one in DRAWN.participants}

    assert {one.where for one in write("asl", DRAWN).losses if one.where} <= ids
