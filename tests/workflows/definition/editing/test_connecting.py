"""workflows/definition/editing/connecting.py"""

from __future__ import annotations

import pytest

from tests.workflows.definition.steps import shop
from workflows.definition.editing import (
    after,
    change_flow,
    connect,
    disconnect,
    insert_block,
    retarget,
)
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition, NodeKind


def _decided() -> Definition:
    spot = after(shop(), "charge")
    return insert_block(shop(), spot, "Paid?", NodeKind.DECISION, ["yes", "no"])


def test_two_nodes_are_connected_once() -> None:
    definition = connect(shop(), "charge", "end", "at once")

    assert definition.outgoing["charge"][-1].name == "at once"
    with pytest.raises(DefinitionError, match="already"):
        connect(definition, "charge", "end")


def test_a_start_is_entered_by_no_flow() -> None:
    with pytest.raises(DefinitionError, match="no flow may enter"):
        connect(shop(), "charge", "start")


def test_a_flow_that_is_taken_away_leaves_its_nodes() -> None:
    definition = disconnect(shop(), "approve-to-end")

    assert definition.outgoing["approve"] == ()
    assert "end" in definition.by_id


def test_one_flow_is_the_default() -> None:
    yes, no = _decided().outgoing["paid"]

    definition = change_flow(_decided(), yes.id, name="yes", default=True)
    definition = change_flow(definition, no.id, name="no", default=True)

    assert [flow.default for flow in definition.outgoing["paid"]] == [False, True]


def test_shares_that_do_not_add_up_are_refused() -> None:
    yes, no = _decided().outgoing["paid"]
    definition = change_flow(_decided(), yes.id, probability=0.8)

    with pytest.raises(DefinitionError, match="add up to"):
        change_flow(definition, no.id, probability=0.8)


def test_a_step_decides_nothing() -> None:
    with pytest.raises(DefinitionError, match="put a decision there"):
        change_flow(shop(), "charge-to-approve", condition="total > 5")


def test_a_flow_leads_elsewhere_under_its_name() -> None:
    yes = _decided().outgoing["paid"][0]

    definition = retarget(_decided(), yes.id, "end")

    assert (definition.outgoing["paid"][0].target, yes.name) == ("end", "yes")
