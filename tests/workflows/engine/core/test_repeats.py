"""Copies of tokens, where no inbox holds them back."""

from __future__ import annotations

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import chain, draw, gateway, step
from workflows.definition.model import NodeKind, OrchestrationModel
from workflows.engine.core.commands import Carry
from workflows.engine.core.events import StepRepeated, TokenArrived, TokenRepeated

CHOREOGRAPHY = OrchestrationModel.CHOREOGRAPHY


def test_a_token_that_arrives_again_does_the_work_again() -> None:
    case = ByHand(chain(step("a"), step("b")), CHOREOGRAPHY).start().done("a").deliver()

    case.receive(TokenRepeated(case.node("b"), 1, 1))

    assert case.asked == ["PerformStep b"]
    assert case.machine.state.live == 1


def test_work_done_again_is_published_again() -> None:
    case = ByHand(chain(step("a"), step("b")), CHOREOGRAPHY).start().done("a").deliver()

    case.receive(StepRepeated(case.node("a"), 1))

    [command] = case.commands
    assert isinstance(command, Carry)
    assert command.again
    assert isinstance(command.event, TokenArrived)
    assert (command.event.node, command.event.visit) == (case.node("b"), 1)


def test_it_takes_the_ways_that_the_first_token_took() -> None:
    nodes = [step("a"), gateway("way", NodeKind.DECISION), step("b"), step("c")]
    map_ = draw(nodes, ["start > a", "a > way", "way > b 0.1", "way > c 0.9"])
    case = ByHand(map_, CHOREOGRAPHY).start().done("a").deliver()

    assert case.receive(StepRepeated(case.node("a"), 1)).asked == ["Carry c"]


def test_within_one_owner_the_next_step_is_done_again_at_once() -> None:
    map_ = chain(step("a", participant="shop"), step("b", participant="shop"))
    case = ByHand(map_, CHOREOGRAPHY).start().done("a")

    assert case.receive(StepRepeated(case.node("a"), 1)).asked == ["PerformStep b"]


def test_a_join_absorbs_a_copy() -> None:
    nodes = [step("a"), step("b"), gateway("join", NodeKind.PARALLEL), step("last")]
    flows = ["start > a", "start > b", "a > join", "b > join", "join > last"]
    case = ByHand(draw(nodes, flows), CHOREOGRAPHY).start().deliver().done("a").deliver()
    join = case.node("join")

    assert case.receive(TokenRepeated(join, 2, 1)).asked == []
    assert case.machine.state.live == 2
