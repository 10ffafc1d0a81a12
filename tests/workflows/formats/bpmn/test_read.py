"""Reading BPMN 2.0: nodes, participants, events, data; notes on the rest; refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.workflows.formats.bpmn.sources import bpmn, pools
from tests.workflows.formats.corpus import bpmn_files
from tests.workflows.formats.maps import ORDER
from tests.workflows.formats.test_yaml import mutated
from workflows.definition.findings import DefinitionError, Problem
from workflows.definition.lint import lint
from workflows.definition.model import (
    DataFlow,
    Definition,
    Node,
    NodeKind,
    ParticipantKind,
)
from workflows.formats import bpmn as format_bpmn
from workflows.formats import yaml
from workflows.formats.bpmn import read


def definition_of(process: str, beside: str = "") -> Definition:
    return read(bpmn(process, beside)).definition


def notes_of(content: bytes) -> list[str]:
    return [note.message for note in read(content).notes]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("task", NodeKind.TASK),
        ("serviceTask", NodeKind.TASK),
        ("sendTask", NodeKind.SEND_TASK),
        ("receiveTask", NodeKind.RECEIVE_TASK),
        ("scriptTask", NodeKind.TASK),
        ("businessRuleTask", NodeKind.TASK),
        ("callActivity", NodeKind.TASK),
        ("userTask", NodeKind.USER_TASK),
        ("manualTask", NodeKind.USER_TASK),
        ("exclusiveGateway", NodeKind.DECISION),
        ("parallelGateway", NodeKind.PARALLEL),
        ("inclusiveGateway", NodeKind.INCLUSIVE),
        ("eventBasedGateway", NodeKind.EVENT_BASED),
        ("startEvent", NodeKind.START),
        ("endEvent", NodeKind.END),
    ],
)
def test_every_flow_node_has_its_kind(tag: str, kind: NodeKind) -> None:
    assert definition_of(f'<{tag} id="x" name="X"/>').by_id["x"].kind is kind


def test_conditions_and_default_flows_are_kept() -> None:
    flows = definition_of("""
        <exclusiveGateway id="g" default="f2"/><task id="a"/><task id="b"/>
        <sequenceFlow id="f1" sourceRef="g" targetRef="a">
        <conditionExpression>x = 1</conditionExpression></sequenceFlow>
        <sequenceFlow id="f2" sourceRef="g" targetRef="b"/>
        """).flows

    assert [(flow.condition, flow.default) for flow in flows] == [("x = 1", False), ("", True)]


LANES = """
<laneSet id="ls"><lane id="shop" name="Shop"><flowNodeRef>a</flowNodeRef>
<flowNodeRef>b</flowNodeRef><childLaneSet id="cs"><lane id="desk" name="Desk">
<flowNodeRef>b</flowNodeRef></lane></childLaneSet></lane></laneSet>
<serviceTask id="a"/><userTask id="b"/>
"""


def test_the_innermost_lane_wins_over_its_pool() -> None:
    content = pools('<participant id="pool" name="Us" processRef="p0"/>', LANES)
    definition = read(content).definition

    assert [node.participant for node in definition.nodes] == ["shop", "desk"]
    assert "pool" not in definition.participants_by_id


def test_a_lane_of_user_tasks_is_human() -> None:
    people = read(pools("", LANES)).definition.participants_by_id

    assert people["desk"].kind is ParticipantKind.HUMAN
    assert people["shop"].kind is ParticipantKind.SERVICE


def test_a_pool_without_process_is_external() -> None:
    content = pools('<participant id="bank" name="Bank"/>', '<task id="a"/>')

    assert read(content).definition.participants[0].kind is ParticipantKind.EXTERNAL


def test_data_objects_are_data_flows() -> None:
    definition = definition_of("""
        <dataObjectReference id="r" name="Order" dataObjectRef="o"/><dataObject id="o"/>
        <task id="a"><dataOutputAssociation id="x"><targetRef>r</targetRef>
        </dataOutputAssociation></task>
        <task id="b"><dataInputAssociation id="y"><sourceRef>r</sourceRef>
        </dataInputAssociation></task>
        """)

    assert definition.data_flows == (DataFlow(name="Order", source="a", target="b"),)


@pytest.mark.parametrize(
    ("process", "note"),
    [
        (
            '<callActivity id="x" name="Ship"/>',
            "callActivity 'Ship' is one step here, unless the library has a map",
        ),
        (
            '<complexGateway id="x"/>',
            "complexGateway 'x' is a complex gateway; it is run as",
        ),
        (
            '<task id="a"/><endEvent id="b"/><exclusiveGateway id="x" default="a-b"/>\na > b',
            "exclusiveGateway 'x' has the default flow 'a-b', which does not leave it",
        ),
        ('<task id="a"/><textAnnotation id="x"/>', "1 × <textAnnotation> is kept in the original"),
        (
            '<laneSet id="s"><lane id="l"><extensionElements><zeebe:who/></extensionElements>'
            '<flowNodeRef>a</flowNodeRef></lane></laneSet><task id="a"/>',
            "1 extension elements of http://camunda.org/schema/zeebe/1.0",
        ),
    ],
)
def test_what_is_not_understood_is_noted(process: str, note: str) -> None:
    assert any(text.startswith(note) for text in notes_of(bpmn(process)))


def test_a_complex_gateway_keeps_its_name_and_its_rule() -> None:
    rule = "<activationCondition>two</activationCondition>"
    source = bpmn(f'<complexGateway id="x">{rule}</complexGateway><endEvent id="e"/>\nx > e')

    written = format_bpmn.write(read(source).definition).content

    assert b"<bpmn:complexGateway" in written
    assert b"activationCondition>two<" in written


def test_the_original_is_kept() -> None:
    content = bpmn('<task id="a"/>')

    assert read(content).original == content


def refused(content: bytes) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        read(content)
    return [f"{problem.line}: {problem}" for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "None: the file is empty"),
        (b"hello", "1: is not well-formed XML"),
        (b"<a/>", "1: is not BPMN 2.0: the root is <a>"),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "1: has a DOCTYPE"),
        (b"<a>" + b" " * 6_000_000 + b"</a>", "None: the file has 5.7 MB"),
        (bpmn("").replace(b"process", b"nothing"), "1: has no <process>"),
        (
            b'<definitions xmlns="urn:old"/>',
            "1: is not BPMN 2.0: the root is <definitions> of urn",
        ),
        (bpmn('<task name="A"/>'), "3: task 'A': has no id"),
        (bpmn('<task id="a"/>\na > b'), "4: flow 'a-b': leads to 'b', which is not in the map"),
        (bpmn('<task id="a"/>\n<task id="a"/>'), "3: step 'a': the id is taken"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(content: bytes, problem: str) -> None:
    assert any(text.startswith(problem) for text in refused(content)), refused(content)


def test_a_billion_laughs_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'

    assert "DOCTYPE" in refused(bomb)[0]


def test_a_bad_value_in_our_extension_is_a_problem_with_its_line() -> None:
    content = format_bpmn.write(yaml.read(ORDER).definition).content.replace(b'"5s"', b'"soon"')

    assert any(
        "extension of 'pay': timeout: must be a duration" in text for text in refused(content)
    )


@pytest.mark.parametrize("path", bpmn_files())
def test_a_real_file_goes_through_yaml_and_bpmn_unchanged(path: Path) -> None:
    definition = read(path.read_bytes()).definition

    assert yaml.read(yaml.write(definition).content).definition == definition
    assert read(format_bpmn.write(definition).content).definition == definition


@pytest.mark.parametrize("path", bpmn_files())
def test_a_real_file_keeps_its_elements_and_gets_few_findings(path: Path) -> None:
    reading = read(path.read_bytes())
    findings = lint(reading.definition)

    assert reading.definition.nodes
    assert len(findings) <= 2 + len(reading.definition.nodes)


WRITTEN = format_bpmn.write(yaml.read(ORDER).definition).content


@given(mutated(WRITTEN))
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_reads_or_is_refused_and_nothing_else(content: bytes) -> None:
    problems: tuple[Problem, ...] = ()
    nodes: tuple[Node, ...] = ()

    try:
        nodes = read(content).definition.nodes
    except DefinitionError as error:
        problems = error.problems

    assert nodes or problems
