"""The machine as a whole: a pure function of state, event and answers."""

from __future__ import annotations

import pytest

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import chain, draw, gateway, order, step, timer
from tests.workflows.engine.shapes import at_boundary, catch, end, event_sub, looped, scope, start
from workflows.definition.model import (
    Definition,
    EventKind,
    LoopKind,
    NodeKind,
    OnFailure,
    OrchestrationModel,
)
from workflows.engine.core.events import CaseStarted, NewsHeard, StopHeard
from workflows.engine.core.machine import Machine


def everything() -> Definition:
    """A map with something of all that a state can hold."""
    inside = [
        start("in"),
        looped(step("a", undo=True), LoopKind.PARALLEL, count=2),
        step("b", undo=True, on_failure=OnFailure.COMPENSATE),
        *event_sub("watch", start("news", EventKind.MESSAGE, interrupting=False)),
    ]
    nodes = [
        *scope("sub", inside),
        at_boundary("edge", "sub", EventKind.ERROR, ref="x"),
        timer("late", "sub", 9.0, interrupting=False),
        catch("wait", EventKind.MESSAGE),
        gateway("join", NodeKind.PARALLEL),
        step("last"),
        end("bad", EventKind.ERROR),
    ]
    flows = ["start > sub", "start > wait", "in > a", "a > b", "sub > join", "wait > join"]
    return draw(nodes, [*flows, "join > last", "last > end", "edge > bad"])


def lived(model: OrchestrationModel) -> ByHand:
    """A case that has gone through much of it."""
    case = ByHand(everything(), model).start().deliver()
    case.fires("late").done("a", visit=2).deliver().triggers("wait").deliver()
    return case.done("a", visit=3).deliver().fails("b").deliver()


@pytest.mark.parametrize("model", OrchestrationModel)
def test_replaying_the_events_gives_the_same_state(model: OrchestrationModel) -> None:
    case = lived(model)

    replayed = case.machine.replayed(case.history)

    assert len(case.history) > 6
    assert replayed.state.frozen() == case.machine.state.frozen()


@pytest.mark.parametrize("model", OrchestrationModel)
def test_a_case_that_is_stored_and_restored_at_every_event_goes_the_same_way(
    model: OrchestrationModel,
) -> None:
    case = lived(model)
    machine, state = case.machine, case.machine.replayed(()).state

    for event in case.history:
        restored = type(state).from_json(state.as_json())
        other = Machine(case.compiled, machine.ownership, machine.ask, restored)
        other.receive(event)
        state = other.state

    assert state.frozen() == case.machine.state.frozen()


def test_equal_cases_are_equal_values() -> None:
    one, other = (ByHand(order()).start().done("reserve") for _ in range(2))

    assert one.machine.state.frozen() == other.machine.state.frozen()


def test_what_cannot_matter_any_more_is_forgotten() -> None:
    nodes = [gateway("way", NodeKind.DECISION), step("a"), step("b"), step("c")]
    flows = ["start > way", "way > a", "way > b", "a > c", "b > c", "c > end"]
    case = ByHand(draw(nodes, flows)).start()
    case.done(case.at_work[0])

    state = case.machine.state
    assert (state.visits, state.waits, len(state.activities)) == ({}, {}, 1)


def test_the_trace_tells_what_was_entered_and_left() -> None:
    case = ByHand(chain(step("a"))).start()
    assert case.trace == ["! map", "! start", "< start", "> f0", "< f0", "> a"]

    assert case.done("a").trace == ["< a", "> f1", "< f1", "> end", "< end", "< map"]


def test_every_event_has_an_owner() -> None:
    case = ByHand(order(), OrchestrationModel.CHOREOGRAPHY).start()
    node, machine = case.node("charge"), case.machine

    assert machine.owner_of(CaseStarted()) == machine.ownership.owners[case.node("reserve")]
    assert machine.owner_of(StopHeard(2, node, undo=True)) == 2
    assert machine.owner_of(NewsHeard(1, node, EventKind.SIGNAL)) == 1


def test_a_case_that_was_given_up_takes_nothing_in_any_more() -> None:
    case = ByHand(chain(step("a"))).start()
    case.machine.state.halted = True

    assert case.done("a").asked == []
