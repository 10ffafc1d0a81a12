"""Flows: what they connect, and the shares of cases that take them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.definition.steps import chain, node
from tests.workflows.definition.validation.maps import (
    changed,
    inside,
    texts,
    with_flow,
    with_nodes,
)
from workflows.definition.model import Definition, EventKind, Flow, NodeKind


def between(first: NodeKind, second: NodeKind) -> Definition:
    nodes = (node("one", first), node("two", second))
    return with_flow(replace(chain(*nodes), flows=()), "one", "two")


@pytest.mark.parametrize(
    ("first", "second", "problem"),
    [
        (NodeKind.END, NodeKind.TASK, "comes from 'one'; nothing may follow an end"),
        (NodeKind.TASK, NodeKind.START, "leads to 'two'; no flow may enter a start"),
        (NodeKind.TASK, NodeKind.COMPENSATION, "leads to 'two'; no flow may enter a compensation"),
        (
            NodeKind.EVENT_BASED,
            NodeKind.TASK,
            "leads from the event-based gateway 'one' to 'two', which catches nothing; "
            "put a catch event or a receive task between",
        ),
    ],
)
def test_a_flow_that_cannot_be_is_a_problem(
    first: NodeKind, second: NodeKind, problem: str
) -> None:
    assert texts(between(first, second)) == [f"flow 'f': {problem}"]


def test_an_event_sub_process_is_neither_entered_nor_left() -> None:
    trigger = replace(node("t", NodeKind.START), event=EventKind.SIGNAL, parent="one")
    definition = with_nodes(between(NodeKind.EVENT_SUB_PROCESS, NodeKind.TASK), trigger)

    assert texts(definition) == [
        "flow 'f': comes from 'one'; nothing may follow an event-sub-process"
    ]


@pytest.mark.parametrize("kind", [NodeKind.CATCH, NodeKind.RECEIVE_TASK])
def test_an_event_based_gateway_leads_to_what_catches(kind: NodeKind) -> None:
    assert texts(between(NodeKind.EVENT_BASED, kind)) == []


def test_no_flow_enters_the_goal_of_a_link() -> None:
    definition = changed(between(NodeKind.TASK, NodeKind.CATCH), "two", event=EventKind.LINK)

    assert texts(definition) == ["flow 'f': leads to 'two'; no flow may enter a link catch"]


def test_what_undoes_something_stands_beside_the_flow() -> None:
    definition = changed(between(NodeKind.SUB_PROCESS, NodeKind.TASK), "one", for_compensation=True)

    assert texts(definition) == [
        "flow 'f': comes from 'one'; nothing may follow what undoes something"
    ]


def test_a_flow_stays_inside_its_scope() -> None:
    assert texts(with_flow(inside(node("a")), "a", "e")) == [
        "flow 'f': crosses the border of a sub-process from 'a' to 'e'; "
        "connect the sub-process itself"
    ]


def test_a_flow_stays_inside_its_process() -> None:
    definition = changed(between(NodeKind.TASK, NodeKind.TASK), "two", process="bank")

    assert texts(definition) == [
        "flow 'f': leads from process '' to process 'bank'; make it a message flow"
    ]


def decision(*shares: float | None) -> Definition:
    nodes = (node("ok", NodeKind.DECISION), *(node(f"s{i}") for i in range(len(shares))))
    flows = tuple(
        Flow(id=f"f{i}", source="ok", target=f"s{i}", probability=share)
        for i, share in enumerate(shares)
    )
    return replace(chain(*nodes), flows=flows)


@pytest.mark.parametrize("shares", [(0.9, 0.3), (0.9, 0.3, None), (0.2, 0.3)])
def test_probabilities_of_a_decision_add_up_to_one(shares: tuple[float | None, ...]) -> None:
    assert "decision 'ok': the probabilities of its flows add up" in texts(decision(*shares))[0]


def test_flows_without_a_probability_share_the_rest() -> None:
    assert texts(decision(0.9, None)) == []


def test_a_decision_has_one_default() -> None:
    both = tuple(replace(flow, default=True) for flow in decision(0.5, 0.5).flows)

    assert "one of several defaults" in texts(replace(decision(0.5, 0.5), flows=both))[0]
