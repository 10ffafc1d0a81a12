"""workflows/definition/editing/inserting.py"""

from __future__ import annotations

import pytest

from tests.workflows.definition.steps import chain, node, shop
from workflows.definition.editing import after, insert_block, insert_node, on_flow
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition, NodeKind


def _ways(definition: Definition) -> set[tuple[str, str]]:
    return {(flow.source, flow.target) for flow in definition.flows}


def test_a_step_stands_between_the_one_before_and_what_followed_it() -> None:
    definition = insert_node(shop(), after(shop(), "charge"), "Pack")

    assert {("charge", "pack"), ("pack", "approve")} <= _ways(definition)


def test_the_flow_that_was_there_keeps_its_id() -> None:
    definition = insert_node(shop(), on_flow(shop(), "charge-to-approve"), "Pack")

    flow = next(one for one in definition.flows if one.id == "charge-to-approve")
    assert (flow.source, flow.target) == ("charge", "pack")


def test_an_id_that_is_taken_gets_a_number() -> None:
    definition = insert_node(shop(), after(shop(), "charge"), "Charge")

    assert "charge-2" in definition.by_id


def test_nothing_comes_behind_an_end() -> None:
    with pytest.raises(DefinitionError, match="where a case ends"):
        after(shop(), "end")


def test_an_end_goes_only_where_nothing_follows() -> None:
    with pytest.raises(DefinitionError, match="nothing follows"):
        insert_node(shop(), after(shop(), "charge"), "Over", NodeKind.END)


def test_a_decision_parts_into_named_branches_that_meet_again() -> None:
    spot = after(shop(), "charge")

    definition = insert_block(shop(), spot, "Paid?", NodeKind.DECISION, ["yes", "no"])

    assert [flow.name for flow in definition.outgoing["paid"]] == ["yes", "no"]
    assert {flow.target for flow in definition.outgoing["paid"]} == {"paid-joined"}
    assert ("paid-joined", "approve") in _ways(definition)


def test_a_parallel_block_holds_a_step_for_each_branch() -> None:
    spot = after(shop(), "charge")

    definition = insert_block(shop(), spot, "", NodeKind.PARALLEL, ["Ship", "Tell"])

    assert {("parallel", "ship"), ("parallel", "tell")} <= _ways(definition)


def test_a_block_needs_two_branches() -> None:
    with pytest.raises(DefinitionError, match="at least two branches"):
        insert_block(shop(), after(shop(), "charge"), "x", NodeKind.DECISION, ["one", " "])


def test_behind_a_decision_a_branch_has_to_be_chosen() -> None:
    spot = after(shop(), "charge")
    definition = insert_block(shop(), spot, "Paid?", NodeKind.DECISION, ["yes", "no"])

    with pytest.raises(DefinitionError, match="choose one of its branches"):
        after(definition, "paid")


def test_a_lone_node_can_be_gone_on_from() -> None:
    definition = chain(node("start", NodeKind.START))

    changed = insert_node(definition, after(definition, "start"), "Begin")

    assert _ways(changed) == {("start", "begin")}
