"""What the sandbox approximates is said, and only that."""

from __future__ import annotations

import pytest

from tests.workflows.engine.maps import chain, draw, gateway, order, step, timer
from workflows.definition.model import EventKind, Node, NodeKind
from workflows.engine.core.limitations import limitations


def codes(*nodes: Node, flows: tuple[str, ...] = ()) -> list[str]:
    return [finding.code for finding in limitations(draw(nodes, flows))]


def test_a_map_that_runs_as_drawn_has_no_limitations() -> None:
    assert limitations(order()) == ()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (NodeKind.INCLUSIVE, "inclusive-by-chance"),
        (NodeKind.EVENT_BASED, "event-gateway-by-chance"),
        (NodeKind.DECISION, "decision-by-equal-chance"),
    ],
)
def test_a_gateway_that_goes_by_chance_is_named(kind: NodeKind, code: str) -> None:
    found = codes(gateway("g", kind), step("a"), step("b"), flows=("g > a", "g > b"))

    assert found == [code]


def test_a_decision_with_probabilities_is_exact() -> None:
    way = gateway("g", NodeKind.DECISION)

    assert codes(way, step("a"), step("b"), flows=("g > a 0.2", "g > b 0.8")) == []


@pytest.mark.parametrize("event", [EventKind.MESSAGE, EventKind.SIGNAL, EventKind.TIMER])
def test_a_catch_with_nothing_to_wait_for_is_named(event: EventKind) -> None:
    assert codes(Node(id="c", name="c", kind=NodeKind.CATCH, event=event)) == [
        "catch-does-not-wait"
    ]


def test_a_boundary_that_never_fires_is_named() -> None:
    boundary = Node(
        id="b", name="b", kind=NodeKind.BOUNDARY, event=EventKind.MESSAGE, attached_to="a"
    )

    assert codes(step("a"), boundary) == ["boundary-never-fires"]


def test_a_boundary_timer_is_exact() -> None:
    assert codes(step("a"), timer("late", "a", 5.0)) == []


def test_a_second_kind_of_start_is_named() -> None:
    other = Node(id="other", name="other", kind=NodeKind.START, event=EventKind.MESSAGE)

    assert codes(other) == ["start-not-used"]


def test_a_finding_names_its_node_and_a_mend() -> None:
    [finding] = limitations(draw([gateway("g", NodeKind.EVENT_BASED)], []))

    assert (finding.where, bool(finding.mend)) == ("g", True)


def test_a_chain_of_steps_has_none() -> None:
    assert limitations(chain(step("a"), step("b"))) == ()
