"""The order of nodes and flows in a file."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.formats.bpmn.nested_maps import NESTED
from workflows.definition.model import Definition
from workflows.formats.bpmn import read, write
from workflows.formats.bpmn.order import flows_in_file, nodes_in_file, sorted_by


def turned(definition: Definition) -> Definition:
    return replace(
        definition, nodes=definition.nodes[::-1], flows=definition.flows[::-1], called=()
    )


def test_a_scope_comes_before_what_it_holds() -> None:
    ids = [node.id for node in nodes_in_file(turned(NESTED))]

    assert ids.index("pay") < ids.index("late") < ids.index("hour")


def test_flows_of_a_scope_come_before_those_inside_it() -> None:
    ids = [flow.id for flow in flows_in_file(turned(NESTED))]

    assert ids.index("s-pay") < ids.index("in-charge") < ids.index("hour-told")


def test_what_is_not_named_stays_behind_as_it_was() -> None:
    nodes = sorted_by(NESTED.nodes[:3], ["in"])

    assert [node.id for node in nodes] == ["in", "s", "pay"]


def test_another_order_survives_the_file() -> None:
    other = replace(turned(NESTED), called=NESTED.called)

    assert read(write(other).content).definition == other
