"""Nested maps: sub-processes, event sub-processes, transactions, and what stands in them."""

from __future__ import annotations

import pytest

from tests.workflows.formats.bpmn.sources import bpmn, pools
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition, NodeKind
from workflows.formats.bpmn import read


def definition_of(process: str) -> Definition:
    return read(bpmn(process)).definition


def sub(inside: str, tag: str = "subProcess", attributes: str = "") -> str:
    return f"""<startEvent id="s"/><endEvent id="e"/>
s > x
x > e
<{tag} id="x" name="Deliver" {attributes}>
{inside}
</{tag}>"""


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("subProcess", NodeKind.SUB_PROCESS),
        ("adHocSubProcess", NodeKind.SUB_PROCESS),
        ("transaction", NodeKind.TRANSACTION),
    ],
)
def test_a_sub_process_holds_what_stands_in_it(tag: str, kind: NodeKind) -> None:
    definition = definition_of(sub('<task id="t"/>', tag))

    assert definition.by_id["x"].kind is kind
    assert definition.by_id["t"].parent == "x"


def test_each_scope_comes_before_what_it_holds() -> None:
    inside = '<subProcess id="y"><task id="t"/></subProcess><task id="u"/>'

    assert [node.id for node in definition_of(sub(inside)).nodes] == ["s", "e", "x", "y", "t", "u"]


def test_flows_outside_come_before_those_inside() -> None:
    definition = definition_of(sub('<task id="t"/><task id="u"/>\nt > u'))

    assert [flow.id for flow in definition.flows] == ["s-x", "x-e", "t-u"]


def test_the_names_of_the_scopes_around_a_node_are_its_path() -> None:
    inside = '<subProcess id="y" name="Pack"><task id="t"/></subProcess>'

    assert definition_of(sub(inside)).by_id["t"].path == ("Deliver", "Pack")


EVENT_SUB = """<startEvent id="s"/><task id="a"/>
s > a
<subProcess id="x" triggeredByEvent="true">
<startEvent id="i" isInterrupting="false"><messageEventDefinition/></startEvent><task id="t"/>
i > t
</subProcess>"""


def test_an_event_sub_process_starts_as_its_start_event_says() -> None:
    definition = definition_of(EVENT_SUB)

    assert definition.by_id["x"].kind is NodeKind.EVENT_SUB_PROCESS
    assert not definition.by_id["i"].interrupting


def test_an_event_sub_process_that_shows_nothing_is_noted() -> None:
    content = bpmn('<task id="a"/>\n<subProcess id="x" triggeredByEvent="true"/>')
    reading = read(content)

    assert [note.where for note in reading.notes] == ["x"]
    assert [node.id for node in reading.definition.nodes] == ["a"]


def test_a_sub_process_that_shows_nothing_is_one_step() -> None:
    assert definition_of(sub("")).by_id["x"].kind is NodeKind.TASK


def test_a_transaction_that_shows_nothing_can_still_be_cancelled() -> None:
    assert definition_of(sub("", "transaction")).by_id["x"].kind is NodeKind.TRANSACTION


def test_who_performs_a_sub_process_performs_what_stands_in_it() -> None:
    lanes = '<laneSet id="ls"><lane id="shop"><flowNodeRef>x</flowNodeRef></lane></laneSet>'

    assert definition_of(lanes + sub('<task id="t"/>')).by_id["t"].participant == "shop"


def test_nodes_know_their_process_where_there_are_several() -> None:
    content = pools("", '<task id="a"/>', '<task id="b"/>')

    assert [node.process for node in read(content).definition.nodes] == ["p0", "p1"]


CALL = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
<process id="p"><callActivity id="c" calledElement="q"/></process>
<process id="q" name="Ship"><task id="t"/></process></definitions>"""


def test_a_process_that_is_called_is_a_definition_of_its_own() -> None:
    definition = read(CALL).definition

    assert (definition.by_id["c"].kind, definition.by_id["c"].calls) == (
        NodeKind.CALL_ACTIVITY,
        "q",
    )
    assert [(one.id, one.name) for one in definition.called] == [("q", "Ship")]
    assert [node.id for node in definition.called[0].nodes] == ["t"]


def test_a_process_that_calls_itself_is_refused_once() -> None:
    content = bpmn('<callActivity id="c" calledElement="p"/>')

    with pytest.raises(DefinitionError) as caught:
        read(content)

    assert [problem.where for problem in caught.value.problems] == ["call-activity 'c'"]
