"""Writing a changed map onto its file: what changed changes, and all else stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from tests.validators.judging import schema_judged
from tests.workflows.formats.bpmn.keeping.changes import (
    CHANGES,
    changed,
    with_step_after,
    without,
)
from tests.workflows.formats.bpmn.nested_maps import NESTED, POOLS
from tests.workflows.formats.corpus import bpmn_files
from workflows.definition.columns import requirements_of
from workflows.definition.model import Definition, Loop, LoopKind, NodeKind, Participant
from workflows.formats.bpmn import read, write, written_onto
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.keeping.stating import comparable

DRAWN = b"""<?xml version="1.0" encoding="UTF-8"?>
<?tool keep this?>
<m:definitions xmlns:m="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
  <!-- the old shop -->
  <m:collaboration id="c"><m:participant id="pool" name="Shop" processRef="p"/></m:collaboration>
  <m:process id="p" name="Order">
    <m:laneSet id="ls">
      <m:lane id="desk" name="Desk"><m:flowNodeRef>begin</m:flowNodeRef>
        <m:flowNodeRef>check</m:flowNodeRef></m:lane>
      <m:lane id="store" name="Store"><m:flowNodeRef>pack</m:flowNodeRef></m:lane>
    </m:laneSet>
    <m:startEvent id="begin"><m:outgoing>f1</m:outgoing></m:startEvent>
    <m:scriptTask id="check" name="Check" scriptFormat="groovy" camunda:asyncBefore="true">
      <m:incoming>f1</m:incoming><m:outgoing>f2</m:outgoing>
      <m:script>check()</m:script>
    </m:scriptTask>
    <m:userTask id="pack" name="Pack"><m:incoming>f2</m:incoming></m:userTask>
    <m:boundaryEvent id="late" attachedToRef="pack">
      <m:timerEventDefinition id="t1"><m:timeCycle>R3/PT10M</m:timeCycle></m:timerEventDefinition>
    </m:boundaryEvent>
    <m:sequenceFlow id="f1" sourceRef="begin" targetRef="check"/>
    <m:sequenceFlow id="f2" sourceRef="check" targetRef="pack"/>
    <m:textAnnotation id="note"><m:text>Old rule</m:text></m:textAnnotation>
    <m:association id="a1" sourceRef="pack" targetRef="note"/>
  </m:process>
  <bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="c">
    <bpmndi:BPMNShape id="s1" bpmnElement="pool" isHorizontal="true">
      <dc:Bounds x="0" y="0" width="500" height="300"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s2" bpmnElement="desk" isHorizontal="true">
      <dc:Bounds x="30" y="0" width="470" height="150"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s3" bpmnElement="store" isHorizontal="true">
      <dc:Bounds x="30" y="150" width="470" height="150"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s4" bpmnElement="begin">
      <dc:Bounds x="60" y="57" width="36" height="36"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s5" bpmnElement="check">
      <dc:Bounds x="150" y="35" width="100" height="80"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s6" bpmnElement="pack">
      <dc:Bounds x="300" y="185" width="100" height="80"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s7" bpmnElement="late">
      <dc:Bounds x="350" y="247" width="36" height="36"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s8" bpmnElement="note">
      <dc:Bounds x="300" y="320" width="100" height="30"/></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="e1" bpmnElement="f1"><di:waypoint x="96" y="75"/>
      <di:waypoint x="150" y="75"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e2" bpmnElement="f2"><di:waypoint x="250" y="75"/>
      <di:waypoint x="300" y="225"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e3" bpmnElement="a1"><di:waypoint x="350" y="265"/>
      <di:waypoint x="350" y="320"/></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</m:definitions>
"""
MAP = read(DRAWN).definition


def onto(definition: Definition, base: bytes = DRAWN) -> bytes:
    written = written_onto(definition, base)
    assert written is not None
    assert written.losses == ()
    return written.content


def root_of(definition: Definition) -> Element:
    return etree.fromstring(onto(definition))


def canonical(content: bytes) -> bytes:
    return etree.tostring(etree.fromstring(content))


def found(root: Element, own_id: str) -> Element:
    element = root.find(f".//*[@id='{own_id}']")
    assert element is not None
    return element


def test_an_unchanged_map_leaves_its_file_as_it_is() -> None:
    assert onto(MAP) == DRAWN


def test_a_file_of_another_encoding_comes_back_in_utf_8() -> None:
    latin = DRAWN.replace(b"UTF-8", b"ISO-8859-1").replace(b"Old rule", b"R\xe8gle")

    assert "Règle".encode() in onto(read(latin).definition, latin)


def test_a_new_name_changes_one_attribute() -> None:
    written = onto(changed(MAP, "check", name="Verify"))

    assert canonical(written) == canonical(DRAWN.replace(b'name="Check"', b'name="Verify"'))
    assert b"<?tool keep this?>" in written


def test_a_requirement_is_stated_in_our_extension_under_the_files_own_prefixes() -> None:
    needs = replace(requirements_of(MAP.by_id["check"]), timeout=7.0)
    text = onto(changed(MAP, "check", requirements=needs)).decode()

    assert "<m:extensionElements><podium:step" in text
    assert 'camunda:asyncBefore="true"' in text


def test_a_step_of_another_kind_gets_another_tag_and_loses_what_that_cannot_have() -> None:
    task = found(root_of(changed(MAP, "check", kind=NodeKind.SEND_TASK)), "check")

    assert task.tag == bpmn("sendTask")
    assert task.find(bpmn("script")) is None


def test_a_cycle_stays_one_with_another_interval() -> None:
    event = found(root_of(changed(MAP, "late", timer=60.0)), "late")

    assert event.findtext(f".//{bpmn('timeCycle')}") == "R3/PT1M"


def test_what_goes_takes_all_that_points_to_it_along() -> None:
    text = onto(without(MAP, "pack")).decode()

    assert not any(f'"{own_id}"' in text for own_id in ("pack", "late", "f2", "a1", "s6", "e2"))
    assert "<m:flowNodeRef>pack" not in text
    assert '"note"' in text


def test_a_new_step_gets_a_shape_behind_what_leads_to_it() -> None:
    root = root_of(with_step_after(MAP, "f1"))
    bounds = root.find(".//*[@bpmnElement='new_step']/*")

    assert bounds is not None
    assert float(bounds.get("x") or 0) > 96
    assert root.find(".//*[@bpmnElement='new_flow']") is not None


def test_a_step_that_changes_hands_changes_its_lane_and_its_place() -> None:
    root = root_of(changed(MAP, "check", participant="store"))
    store, bounds = found(root, "store"), root.find(".//*[@bpmnElement='check']/*")

    assert "check" in [one.text for one in store]
    assert bounds is not None
    assert float(bounds.get("y") or 0) > 150


def test_a_new_participant_gets_a_lane_below_the_others() -> None:
    new = replace(MAP, participants=(*MAP.participants, Participant(id="bank", name="Bank")))
    root = root_of(changed(new, "pack", participant="bank"))
    lane = root.find(".//*[@name='Bank'][@id]")

    assert lane is not None
    assert [one.text for one in lane.findall(bpmn("flowNodeRef"))] == ["pack"]
    assert root.find(f".//*[@bpmnElement='{lane.get('id')}']") is not None


def test_a_step_that_repeats_says_so() -> None:
    loop = Loop(kind=LoopKind.PARALLEL, count=4)

    assert b"isSequential" in onto(changed(MAP, "check", loop=loop))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("definition", [NESTED, POOLS, MAP], ids=lambda one: one.id)
def test_a_changed_map_reads_back_equal(
    definition: Definition, change: Callable[[Definition], Definition]
) -> None:
    base = DRAWN if definition is MAP else write(definition).content
    wanted = change(definition)
    content = onto(wanted, base)

    assert comparable(read(content).definition) == comparable(wanted)
    assert schema_judged(content) == []


def test_a_map_with_another_process_is_written_anew_and_says_so() -> None:
    other = replace(MAP, nodes=tuple(replace(node, process="q") for node in MAP.nodes))
    written = write(other, base=DRAWN)

    assert read(written.content).definition.nodes
    assert "written anew" in written.losses[0].message


@pytest.mark.parametrize("path", bpmn_files())
def test_a_real_file_stays_as_it_is_where_nothing_changed(path: Path) -> None:
    content = path.read_bytes()
    written = onto(read(content).definition, content)

    assert canonical(written) == canonical(content)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", bpmn_files())
def test_a_real_file_takes_a_change(path: Path, change: Callable[[Definition], Definition]) -> None:
    base = path.read_bytes()
    wanted = change(read(base).definition)
    content = onto(wanted, base)

    assert comparable(read(content).definition) == comparable(wanted)
    assert schema_judged(content) == []
