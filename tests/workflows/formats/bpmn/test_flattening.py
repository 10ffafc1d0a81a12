"""Sub-processes flattened: what enters, what leaves, what is caught."""

from __future__ import annotations

from tests.workflows.formats.bpmn.sources import bpmn
from workflows.definition.model import Definition, EventKind, NodeKind
from workflows.formats.bpmn import read

AROUND = '<startEvent id="s"/><endEvent id="e"/>'


def definition_of(process: str) -> Definition:
    return read(bpmn(process)).definition


def pairs(definition: Definition) -> set[tuple[str, str]]:
    return {(flow.source, flow.target) for flow in definition.flows}


def sub(inside: str) -> str:
    return f"""{AROUND}
s > x
x > e
<subProcess id="x" name="Deliver">
{inside}
</subProcess>"""


def test_start_and_end_inside_pass_the_case_on() -> None:
    definition = definition_of(
        sub("""<startEvent id="i"/><task id="t"/><endEvent id="o"/>
i > t
t > o""")
    )

    assert pairs(definition) == {("s", "i"), ("i", "t"), ("t", "o"), ("o", "e")}
    assert definition.by_id["i"].kind is definition.by_id["o"].kind is NodeKind.THROW


def test_the_name_of_the_sub_process_is_kept() -> None:
    assert definition_of(sub('<task id="t"/>')).by_id["t"].path == ("Deliver",)


def test_steps_without_start_and_end_are_entered_and_left_directly() -> None:
    assert pairs(definition_of(sub('<task id="t"/>'))) == {("s", "t"), ("t", "e")}


def test_several_beginnings_start_side_by_side() -> None:
    definition = definition_of(sub('<task id="a"/><task id="b"/>'))

    assert definition.by_id["x-entry"].kind is NodeKind.PARALLEL
    assert {("x-entry", "a"), ("x-entry", "b"), ("a", "x-exit"), ("b", "x-exit")} <= pairs(
        definition
    )


def test_what_runs_side_by_side_is_waited_for() -> None:
    definition = definition_of(sub('<task id="a"/><task id="b"/>'))

    assert definition.by_id["x-exit"].kind is NodeKind.INCLUSIVE


def test_an_alternative_end_is_not_waited_for() -> None:
    definition = definition_of(
        sub("""<exclusiveGateway id="g"/><task id="a"/><task id="b"/>
g > a
g > b""")
    )

    assert definition.by_id["x-exit"].kind is NodeKind.THROW


def test_an_error_inside_leads_to_the_event_that_catches_it() -> None:
    definition = definition_of(
        sub("""<task id="t"/>
<endEvent id="bad"><errorEventDefinition/></endEvent>
<endEvent id="good"/>
t > good
t > bad""")
        + '<boundaryEvent id="c" attachedToRef="x"><errorEventDefinition/></boundaryEvent>\nc > e'
    )

    assert ("bad", "c") in pairs(definition)
    assert definition.by_id["c"].kind is NodeKind.THROW


def test_another_event_on_the_sub_process_watches_its_first_step_and_says_so() -> None:
    content = bpmn(
        sub('<task id="t"/>')
        + '<boundaryEvent id="c" attachedToRef="x"><signalEventDefinition/></boundaryEvent>\nc > e'
    )
    reading = read(content)

    assert reading.definition.by_id["c"].attached_to == "t"
    assert any("now watches only its step 't'" in note.message for note in reading.notes)


def test_a_terminate_end_inside_does_not_end_the_case() -> None:
    definition = definition_of(
        sub("""<task id="t"/>
<endEvent id="o"><terminateEventDefinition/></endEvent>
t > o""")
    )

    assert definition.by_id["o"].event is EventKind.NONE
    assert ("o", "e") in pairs(definition)


def test_a_sub_process_in_a_sub_process_is_flattened_too() -> None:
    definition = definition_of(sub('<subProcess id="y" name="Pack"><task id="t"/></subProcess>'))

    assert definition.by_id["t"].path == ("Deliver", "Pack")
    assert pairs(definition) == {("s", "t"), ("t", "e")}


def test_a_sub_process_that_shows_nothing_is_one_step() -> None:
    assert definition_of(sub("")).by_id["x"].kind is NodeKind.TASK
