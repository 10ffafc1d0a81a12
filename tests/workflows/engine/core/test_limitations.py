"""What the sandbox approximates is said, and only that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.engine.maps import chain, draw, gateway, order, step, timer
from tests.workflows.engine.shapes import (
    at_boundary,
    catch,
    end,
    event_sub,
    looped,
    scope,
    start,
    throw,
)
from workflows.definition.model import (
    Choice,
    Duration,
    EventKind,
    Flow,
    LoopKind,
    MessageFlow,
    Node,
    NodeKind,
    Variable,
    VariableType,
)
from workflows.engine.core.limitations import limitations


def codes(*nodes: Node, flows: tuple[str, ...] = ()) -> list[str]:
    return [finding.code for finding in limitations(draw(nodes, flows))]


def test_a_map_that_runs_as_drawn_has_no_limitations() -> None:
    assert limitations(order()) == ()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (NodeKind.INCLUSIVE, "inclusive-by-chance"),
        (NodeKind.DECISION, "decision-by-equal-chance"),
    ],
)
def test_a_gateway_that_goes_by_chance_is_named(kind: NodeKind, code: str) -> None:
    found = codes(gateway("g", kind), step("a"), step("b"), flows=("g > a", "g > b"))

    assert found == [code]


def test_a_decision_with_probabilities_is_exact() -> None:
    way = gateway("g", NodeKind.DECISION)

    assert codes(way, step("a"), step("b"), flows=("g > a 0.2", "g > b 0.8")) == []


def test_a_decision_by_a_condition_that_can_be_decided_is_exact() -> None:
    map_ = draw([gateway("g", NodeKind.DECISION), step("a"), step("b")], [])
    rich = Variable(
        name="rich", type=VariableType.BOOLEAN, choices=(Choice(value=True, share=1.0),)
    )
    flows = (
        Flow(id="f1", source="g", target="a", condition="rich"),
        Flow(id="f2", source="g", target="b", default=True),
    )

    assert limitations(replace(map_, flows=flows, variables=(rich,))) == ()


def test_events_outside_of_which_nothing_is_known_race_by_chance() -> None:
    nodes = (gateway("g", NodeKind.EVENT_BASED), *(catch(n, EventKind.MESSAGE) for n in "xy"))

    assert codes(*nodes, flows=("g > x", "g > y")) == ["event-gateway-by-chance"]


def test_events_that_tell_how_long_they_take_race_exactly() -> None:
    wait = Duration(mean=1.0, p95=2.0)
    nodes = (catch(n, EventKind.MESSAGE, wait=wait) for n in "xy")

    assert codes(gateway("g", NodeKind.EVENT_BASED), *nodes, flows=("g > x", "g > y")) == []


@pytest.mark.parametrize("event", [EventKind.MESSAGE, EventKind.SIGNAL, EventKind.TIMER])
def test_a_catch_with_nothing_to_wait_for_is_named(event: EventKind) -> None:
    assert codes(catch("c", event)) == ["catch-does-not-wait"]


def test_a_catch_of_what_the_map_sends_is_exact() -> None:
    nodes = (throw("t", EventKind.SIGNAL, ref="x"), catch("c", EventKind.SIGNAL, ref="x"))

    assert codes(*nodes) == []


@pytest.mark.parametrize("event", [EventKind.MESSAGE, EventKind.ESCALATION, EventKind.TIMER])
def test_a_boundary_that_never_fires_is_named(event: EventKind) -> None:
    assert codes(step("a"), at_boundary("b", "a", event)) == ["boundary-never-fires"]


def test_a_boundary_for_an_error_that_no_step_answers_is_named() -> None:
    edge = at_boundary("b", "a", EventKind.ERROR, ref="declined")

    assert codes(step("a"), edge) == ["boundary-never-fires"]


def test_a_boundary_timer_and_a_catch_all_are_exact() -> None:
    edge = at_boundary("b", "a", EventKind.ERROR)

    assert codes(step("a"), timer("late", "a", 5.0), edge) == []


def test_an_event_sub_process_that_never_begins_is_named() -> None:
    sub = event_sub("sub", start("news", EventKind.MESSAGE))

    assert codes(*sub) == ["event-sub-process-never-begins"]


def test_a_second_kind_of_start_is_named() -> None:
    assert codes(start("other", EventKind.MESSAGE)) == ["start-not-used"]


def test_a_start_that_a_message_of_the_map_triggers_is_exact() -> None:
    map_ = draw([start("other", EventKind.MESSAGE), throw("t", EventKind.MESSAGE)], [])
    told = MessageFlow(id="m", source="t", target="other")

    assert limitations(replace(map_, message_flows=(told,))) == ()


def test_an_error_that_nothing_catches_is_named() -> None:
    assert codes(end("bad", EventKind.ERROR, ref="x")) == ["error-not-caught"]


def test_an_error_that_a_scope_around_catches_is_exact() -> None:
    sub = scope("sub", [start("in"), end("bad", EventKind.ERROR, ref="x")])

    assert codes(*sub, at_boundary("b", "sub", EventKind.ERROR, ref="x")) == []


def test_a_loop_without_a_condition_is_named() -> None:
    assert codes(looped(step("a"), LoopKind.STANDARD, again=0.5)) == ["loop-by-chance"]


def test_a_call_of_nothing_is_named() -> None:
    call = Node(id="c", name="c", kind=NodeKind.CALL_ACTIVITY, calls="nothing")

    assert codes(call) == ["call-is-empty"]


def test_a_finding_names_its_node_and_a_mend() -> None:
    [finding] = limitations(draw([end("bad", EventKind.ERROR)], []))

    assert (finding.where, bool(finding.mend)) == ("bad", True)


def test_a_chain_of_steps_has_none() -> None:
    assert limitations(chain(step("a"), step("b"))) == ()
