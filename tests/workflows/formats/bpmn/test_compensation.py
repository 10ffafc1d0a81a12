"""Compensation: which activity undoes which, by event and association."""

from __future__ import annotations

from tests.workflows.formats.bpmn.sources import bpmn
from workflows.definition.model import Definition, Effect, NodeKind
from workflows.formats.bpmn import read

EVENT = """<boundaryEvent id="c" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>
<association id="as" sourceRef="c" targetRef="cancel"/>"""


def definition_of(process: str) -> Definition:
    return read(bpmn(process)).definition


def test_a_compensation_event_and_association_name_the_undo() -> None:
    definition = definition_of(
        f'<task id="book"/><task id="cancel" isForCompensation="true"/>{EVENT}'
    )
    needs = definition.by_id["book"].requirements

    assert needs is not None
    assert needs.effect == Effect(compensation="cancel")
    assert definition.by_id["cancel"].kind is NodeKind.COMPENSATION


def test_the_compensation_event_itself_is_no_node() -> None:
    definition = definition_of(
        f'<task id="book"/><task id="cancel" isForCompensation="true"/>{EVENT}'
    )

    assert [node.id for node in definition.nodes] == ["book", "cancel"]


def test_a_sub_process_can_be_undone_and_can_undo() -> None:
    definition = definition_of(f"""
        <subProcess id="book"><task id="a"/></subProcess>
        <subProcess id="cancel" isForCompensation="true"><task id="b"/></subProcess>{EVENT}""")

    assert definition.by_id["book"].compensation == "cancel"
    assert definition.by_id["cancel"].for_compensation


def test_an_undo_inside_a_sub_process_is_found() -> None:
    definition = definition_of(
        '<subProcess id="x"><task id="book"/><task id="cancel" isForCompensation="true"/>'
        f"{EVENT}</subProcess>"
    )

    assert definition.handler_of(definition.by_id["book"]) == definition.by_id["cancel"]


def test_an_event_that_leads_to_nothing_is_noted() -> None:
    reading = read(bpmn(f'<task id="book"/>{EVENT}'))

    assert "names no activity or nothing that undoes it" in reading.notes[0].message


def test_an_undo_that_nothing_asks_for_is_noted() -> None:
    reading = read(bpmn('<task id="a"/><task id="b" isForCompensation="true"/>'))

    assert [note.where for note in reading.notes] == ["b"]
