"""Events: what they wait for or throw, what they refer to, and triggers where BPMN has none."""

from __future__ import annotations

import pytest

from tests.workflows.formats.bpmn.sources import bpmn
from workflows.definition.model import EventKind, Node, NodeKind
from workflows.formats.bpmn import read


def node_of(event: str, beside: str = "") -> Node:
    return read(bpmn(event, beside)).definition.by_id["x"]


def boundary(trigger: str, attributes: str = "") -> str:
    return (
        f'<task id="a"/><boundaryEvent id="x" attachedToRef="a" {attributes}>'
        f"{trigger}</boundaryEvent>"
    )


def timer(text: str) -> str:
    trigger = f"<timerEventDefinition>{text}</timerEventDefinition>"
    return boundary(trigger, 'cancelActivity="false"')


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("PT1H", 3600.0), ("P3D", 259200.0), ("R3/PT10S", 10.0), ("P1DT1M", 86460.0)],
)
def test_a_timer_is_read_in_seconds(text: str, seconds: float) -> None:
    node = node_of(timer(f"<timeDuration>{text}</timeDuration>"))

    assert (node.event, node.timer, node.interrupting) == (EventKind.TIMER, seconds, False)


def test_a_timer_at_a_date_is_noted() -> None:
    content = bpmn(timer("<timeDate>2030-01-01T00:00:00Z</timeDate>"))

    assert "no fixed duration" in read(content).notes[0].message


@pytest.mark.parametrize(
    ("trigger", "beside", "kind", "ref"),
    [
        ("error", '<error id="R" errorCode="no-stock"/>', EventKind.ERROR, "no-stock"),
        ("escalation", '<escalation id="R" name="Late"/>', EventKind.ESCALATION, "Late"),
        ("message", '<message id="R" name="Order"/>', EventKind.MESSAGE, "Order"),
        ("signal", '<signal id="R" name="Alarm"/>', EventKind.SIGNAL, "Alarm"),
        ("signal", "", EventKind.SIGNAL, "R"),
    ],
)
def test_an_event_refers_by_code_or_name_else_by_id(
    trigger: str, beside: str, kind: EventKind, ref: str
) -> None:
    node = node_of(boundary(f'<{trigger}EventDefinition {trigger}Ref="R"/>'), beside)

    assert (node.event, node.ref) == (kind, ref)


def test_an_event_without_reference_means_any() -> None:
    assert node_of(boundary("<errorEventDefinition/>")).ref == ""


def test_a_link_is_called_by_its_name() -> None:
    node = node_of(
        '<intermediateThrowEvent id="x"><linkEventDefinition name="L"/></intermediateThrowEvent>'
        '<intermediateCatchEvent id="y"><linkEventDefinition name="L"/></intermediateCatchEvent>'
    )

    assert (node.event, node.ref) == (EventKind.LINK, "L")


def test_a_compensation_throw_names_the_activity() -> None:
    node = node_of("""
        <task id="book"/><task id="cancel" isForCompensation="true"/>
        <boundaryEvent id="b" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>
        <association id="as" sourceRef="b" targetRef="cancel"/>
        <endEvent id="x"><compensateEventDefinition activityRef="book"/></endEvent>
        """)

    assert (node.event, node.ref) == (EventKind.COMPENSATION, "book")


def test_a_conditional_event_keeps_its_condition() -> None:
    trigger = "<conditionalEventDefinition><condition>stock = 0</condition>"
    node = node_of(boundary(f"{trigger}</conditionalEventDefinition>"))

    assert (node.event, node.condition) == (EventKind.CONDITIONAL, "stock = 0")


def test_a_boundary_event_without_trigger_waits_for_a_signal_and_says_so() -> None:
    reading = read(bpmn(boundary("")))

    assert reading.definition.by_id["x"].event is EventKind.SIGNAL
    assert "no trigger" in reading.notes[0].message


def test_a_throw_that_bpmn_does_not_know_passes_through_and_says_so() -> None:
    event = '<intermediateThrowEvent id="x"><errorEventDefinition/></intermediateThrowEvent>'
    reading = read(bpmn(event))

    assert reading.definition.by_id["x"].event is EventKind.NONE
    assert "the error trigger" in reading.notes[0].message


def test_of_several_triggers_the_first_is_read_and_the_others_are_noted() -> None:
    reading = read(bpmn(boundary("<messageEventDefinition/><signalEventDefinition/>")))

    assert reading.definition.by_id["x"].event is EventKind.MESSAGE
    assert "several triggers" in reading.notes[0].message


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        ('<eventBasedGateway id="x" instantiate="true"/>', NodeKind.EVENT_BASED),
        ('<receiveTask id="x" instantiate="true"/>', NodeKind.RECEIVE_TASK),
    ],
)
def test_what_may_begin_a_case_says_so(element: str, kind: NodeKind) -> None:
    node = node_of(element)

    assert (node.kind, node.instantiate) == (kind, True)
