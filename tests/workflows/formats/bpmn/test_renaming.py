"""Other ids for a whole definition."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.formats.bpmn.nested_maps import NESTED
from workflows.definition.model import DataFlow
from workflows.formats.bpmn.renaming import renamed

MAP = replace(NESTED, called=(), data_flows=(DataFlow(name="order", source="charge"),))


def shouted(own_id: str) -> str:
    return own_id.upper()


def test_every_mention_of_a_node_changes_with_it() -> None:
    definition = renamed(MAP, shouted)

    assert {node.parent for node in definition.nodes} == {None, "PAY", "LATE", "BACK"}
    assert definition.by_id["GONE"].attached_to == "PAY"
    assert definition.by_id["PAY"].compensation == "BACK"
    assert definition.by_id["UNDO"].ref == "PAY"
    assert definition.handler_of(definition.by_id["CHARGE"]) == definition.by_id["REFUND"]


def test_flows_data_and_variables_follow() -> None:
    definition = renamed(MAP, shouted)

    assert (definition.flows[0].source, definition.flows[0].target) == ("S", "PAY")
    assert definition.data_flows == (DataFlow(name="order", source="CHARGE"),)
    assert [variable.source for variable in definition.variables] == ["", "CHARGE"]


def test_codes_and_participants_keep_their_names() -> None:
    definition = renamed(MAP, shouted)

    assert definition.by_id["TOLD"].ref == "slow"
    assert definition.by_id["PAY"].participant == "shop"


def test_back_again_is_where_it_began() -> None:
    there = renamed(MAP, lambda own_id: f"x.{own_id}")

    assert renamed(there, lambda own_id: own_id.removeprefix("x.")) == MAP
