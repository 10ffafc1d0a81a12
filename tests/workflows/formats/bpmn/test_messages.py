"""Message flows: between nodes, from and to a whole process, from and to the world outside."""

from __future__ import annotations

from tests.workflows.formats.bpmn.sources import pools
from workflows.definition.model import DataFlow, Definition, MessageFlow
from workflows.formats.bpmn import read

TWO = '<participant id="x" processRef="p0"/><participant id="y" processRef="p1"/>'
BANK = '<participant id="bank" name="Bank"/>'


def definition_of(flow: str) -> Definition:
    content = pools(f"{TWO}{BANK}{flow}", '<task id="a"/>', '<task id="b"/>')
    return read(content).definition


def flows(source: str, target: str) -> tuple[MessageFlow, ...]:
    own = f'<messageFlow id="m" sourceRef="{source}" targetRef="{target}"/>'
    return definition_of(own).message_flows


def test_a_message_goes_from_node_to_node() -> None:
    assert flows("a", "b") == (MessageFlow(id="m", source="a", target="b"),)


def test_a_message_to_a_pool_goes_to_its_process() -> None:
    assert flows("a", "y") == (MessageFlow(id="m", source="a", target="p1"),)


def test_a_message_from_a_closed_pool_comes_from_outside() -> None:
    assert flows("bank", "a") == (MessageFlow(id="m", source="", target="a"),)


def test_a_message_between_strangers_is_noted() -> None:
    own = '<messageFlow id="m" sourceRef="bank" targetRef="bank"/>'
    reading = read(pools(BANK + own, '<task id="a"/>'))

    assert [note.where for note in reading.notes] == ["m"]
    assert reading.definition.message_flows == ()


def test_what_a_message_between_nodes_carries_is_a_data_flow() -> None:
    own = '<messageFlow id="m" name="order" sourceRef="a" targetRef="b"/>'

    assert definition_of(own).data_flows == (DataFlow(name="order", source="a", target="b"),)
