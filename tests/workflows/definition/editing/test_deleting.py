"""workflows/definition/editing/deleting.py"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.definition.steps import chain, node, shop
from workflows.definition.editing import (
    add_boundary,
    add_compensation,
    after,
    delete,
    insert_block,
)
from workflows.definition.findings import DefinitionError
from workflows.definition.model import DataFlow, EventKind, NodeKind


def test_what_led_to_a_step_leads_to_what_followed_it() -> None:
    definition = delete(shop(), "charge")

    assert [flow.target for flow in definition.outgoing["start"]] == ["approve"]


def test_what_hangs_on_a_step_goes_with_it() -> None:
    definition = add_boundary(shop(), "charge", "Too late", EventKind.TIMER, timer=60)
    definition = add_compensation(definition, "charge", "Pay back")

    left = delete(definition, "charge").by_id

    assert set(left) == {"start", "approve", "refund", "end"}


def test_a_decision_whose_branches_are_empty_closes_up() -> None:
    spot = after(shop(), "charge")
    definition = insert_block(shop(), spot, "Paid?", NodeKind.DECISION, ["yes", "no"])

    assert delete(definition, "paid").outgoing["charge"][0].target == "paid-joined"


def test_a_decision_that_leads_to_several_steps_is_kept() -> None:
    spot = after(shop(), "charge")
    definition = insert_block(shop(), spot, "", NodeKind.PARALLEL, ["Ship", "Tell"])

    with pytest.raises(DefinitionError, match="delete or reconnect its branches"):
        delete(definition, "parallel")


def test_the_last_node_stays() -> None:
    with pytest.raises(DefinitionError, match="at least one node"):
        delete(chain(node("only")), "only")


def test_data_that_only_it_touched_goes() -> None:
    definition = replace(shop(), data_flows=(DataFlow(name="receipt", source="charge"),))

    assert delete(definition, "charge").data_flows == ()


def test_a_map_that_nobody_calls_any_more_goes() -> None:
    call = replace(node("call", NodeKind.CALL_ACTIVITY), calls="order")
    definition = replace(chain(node("a"), call, node("b")), id="outer", called=(shop(),))

    assert delete(definition, "a").called == (shop(),)
    assert delete(definition, "call").called == ()
