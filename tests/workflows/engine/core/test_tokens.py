"""How tokens move: over flows, by themselves or over the network, and how they end."""

from __future__ import annotations

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import chain, draw, gateway, step
from workflows.definition.model import Definition, NodeKind, OrchestrationModel
from workflows.engine.core.events import TokenArrived

CHOREOGRAPHY = OrchestrationModel.CHOREOGRAPHY


def test_a_case_begins_with_its_first_step() -> None:
    assert ByHand(chain(step("a"), step("b"))).start().asked == ["PerformStep a"]


def test_a_finished_step_asks_for_the_next() -> None:
    assert ByHand(chain(step("a"), step("b"))).start().done("a").asked == ["PerformStep b"]


def test_the_last_step_ends_the_case() -> None:
    case = ByHand(chain(step("a"))).start().done("a")

    assert case.asked == ["EndCase"]
    assert case.machine.state.live == 0


def test_several_flows_out_of_a_step_all_get_a_token() -> None:
    map_ = draw([step("a"), step("b"), step("c")], ["start > a", "a > b", "a > c"])

    assert ByHand(map_).start().done("a").asked == ["PerformStep b", "PerformStep c"]


def test_several_flows_into_a_step_start_it_once_each() -> None:
    map_ = draw(
        [step("a"), step("b"), step("last")],
        ["start > a", "start > b", "a > last", "b > last", "last > end"],
    )

    case = ByHand(map_).start().done("a").done("b")

    assert case.machine.state.open == {(case.node("last"), 1): 1, (case.node("last"), 2): 1}


def test_tokens_on_several_branches_move_side_by_side() -> None:
    case = ByHand(draw([step("a"), step("b")], ["start > a", "start > b", "a > end"])).start()

    assert case.trace[-6:] == ["> f0", "> f1", "< f0", "< f1", "> a", "> b"]


def test_a_loop_visits_its_step_again_under_another_key() -> None:
    map_ = draw(
        [step("a"), gateway("again", NodeKind.DECISION)],
        ["start > a", "a > again", "again > a 1", "again > end 0"],
    )

    case = ByHand(map_).start().done("a")

    assert case.machine.state.open == {(case.node("a"), 2): 1}


def test_a_token_to_another_owner_crosses_the_network() -> None:
    case = ByHand(chain(step("a"), step("b")), CHOREOGRAPHY).start().done("a")
    assert case.asked == ["Carry b"]
    assert case.machine.state.live == 1

    assert case.deliver().asked == ["PerformStep b"]


def test_a_token_to_the_same_owner_does_not_cross() -> None:
    map_ = chain(step("a", participant="shop"), step("b", participant="shop"))

    assert ByHand(map_, CHOREOGRAPHY).start().done("a").asked == ["PerformStep b"]


def test_a_token_that_was_delivered_twice_begins_its_step_once() -> None:
    case = ByHand(chain(step("a"), step("b")), CHOREOGRAPHY).start().done("a")
    arrived = TokenArrived(case.node("b"), 1, 1)

    assert case.receive(arrived).asked == ["PerformStep b"]
    assert case.receive(arrived).asked == []


def test_a_map_without_a_start_begins_where_no_flow_leads_to() -> None:
    map_ = draw([step("a"), step("b")], ["a > b"])
    bare = Definition(
        id="bare",
        name="bare",
        participants=map_.participants,
        nodes=tuple(n for n in map_.nodes if n.is_step),
        flows=map_.flows,
    )

    assert ByHand(bare).start().asked == ["PerformStep a"]


def test_an_empty_map_is_over_at_once() -> None:
    empty = Definition(id="empty", name="empty", participants=(), nodes=(), flows=())

    assert ByHand(empty).start().asked == ["EndCase"]
