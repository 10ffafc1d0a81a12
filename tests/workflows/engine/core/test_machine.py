"""Process semantics of one case: what the machine asks for after each event."""

from __future__ import annotations

from tests.workflows.engine.maps import chain, draw, gateway, step, timer
from tests.workflows.engine.runs import ByHand
from workflows.definition.model import (
    Definition,
    EventKind,
    Node,
    NodeKind,
    OrchestrationModel,
)
from workflows.engine.core.events import (
    StepFailed,
    StepTimedOut,
    TimerFired,
    TokenArrived,
    TokenRepeated,
)


def two_branches() -> Definition:
    return draw(
        [
            gateway("fork", NodeKind.PARALLEL),
            step("a"),
            step("b"),
            gateway("join", NodeKind.PARALLEL),
        ],
        ["start > fork", "fork > a", "fork > b", "a > join", "b > join", "join > end"],
    )


def two_ways(share: float) -> Definition:
    return draw(
        [gateway("way", NodeKind.DECISION), step("a"), step("b")],
        ["start > way", f"way > a {share}", "way > b", "a > end", "b > end"],
    )


def test_a_case_begins_with_its_first_step() -> None:
    case = ByHand(chain(step("a"), step("b"))).start()

    assert case.asked == ["PerformStep a"]


def test_a_finished_step_asks_for_the_next() -> None:
    case = ByHand(chain(step("a"), step("b"))).start().done("a")

    assert case.asked == ["PerformStep b"]


def test_the_last_step_ends_the_case() -> None:
    case = ByHand(chain(step("a"))).start().done("a")

    assert case.asked == ["EndCase"]
    assert case.machine.state.live == 0


def test_a_fork_starts_every_branch() -> None:
    case = ByHand(two_branches()).start()

    assert sorted(case.asked) == ["PerformStep a", "PerformStep b"]


def test_a_join_waits_for_the_slower_branch() -> None:
    case = ByHand(two_branches()).start().done("b")
    assert case.asked == []

    case.done("a")
    assert case.asked == ["EndCase"]


def test_several_flows_out_of_a_step_all_get_a_token() -> None:
    map_ = draw([step("a"), step("b"), step("c")], ["start > a", "a > b", "a > c"])

    case = ByHand(map_).start().done("a")

    assert case.asked == ["PerformStep b", "PerformStep c"]


def test_several_flows_into_a_step_start_it_once_each() -> None:
    map_ = draw(
        [step("a"), step("b"), step("last")],
        ["start > a", "start > b", "a > last", "b > last", "last > end"],
    )

    case = ByHand(map_).start().done("a").done("b")

    assert case.machine.state.open == {(case.node("last"), 1): 1, (case.node("last"), 2): 1}


def test_a_decision_takes_exactly_one_way() -> None:
    assert ByHand(two_ways(1.0)).start().asked == ["PerformStep a"]
    assert ByHand(two_ways(0.0)).start().asked == ["PerformStep b"]


def test_a_decision_follows_its_shares() -> None:
    cases = [ByHand(two_ways(0.3), case=number).start() for number in range(2_000)]

    share = sum(case.asked == ["PerformStep a"] for case in cases) / len(cases)
    assert 0.26 < share < 0.34


def test_an_inclusive_join_waits_only_for_branches_that_were_taken() -> None:
    map_ = draw(
        [
            gateway("some", NodeKind.INCLUSIVE),
            step("a"),
            step("b"),
            gateway("meet", NodeKind.INCLUSIVE),
            step("last"),
        ],
        ["start > some", "some > a 1", "some > b 0", "a > meet", "b > meet", "meet > last"],
    )

    case = ByHand(map_).start().done("a")

    assert case.asked == ["PerformStep last"]


def test_an_inclusive_join_waits_for_all_branches_that_were_taken() -> None:
    map_ = draw(
        [
            gateway("some", NodeKind.INCLUSIVE),
            step("a"),
            step("b"),
            gateway("meet", NodeKind.INCLUSIVE),
            step("last"),
        ],
        ["start > some", "some > a 1", "some > b 1", "a > meet", "b > meet", "meet > last"],
    )

    case = ByHand(map_).start().done("a")
    assert case.asked == []

    case.done("b")
    assert case.asked == ["PerformStep last"]


def test_a_loop_visits_its_step_again_under_another_key() -> None:
    map_ = draw(
        [step("a"), gateway("again", NodeKind.DECISION)],
        ["start > a", "a > again", "again > a 1", "again > end 0"],
    )

    case = ByHand(map_).start().done("a")

    assert case.machine.state.open == {(case.node("a"), 2): 1}


def test_a_loop_without_exit_is_given_up() -> None:
    merge, way = gateway("merge", NodeKind.DECISION), gateway("way", NodeKind.DECISION)
    map_ = draw([merge, way], ["start > merge", "merge > way", "way > merge 1", "way > end 0"])

    case = ByHand(map_).start()

    assert case.asked == ["HaltCase"]
    assert case.machine.state.halted


def test_a_terminating_end_ends_the_other_branches() -> None:
    stop = Node(id="stop", name="stop", kind=NodeKind.END, event=EventKind.TERMINATE)
    map_ = draw(
        [step("a"), step("b"), step("c"), stop],
        ["start > a", "start > b", "a > stop", "b > c", "c > end"],
    )

    case = ByHand(map_).start().done("a").done("b")

    assert "PerformStep c" not in case.asked


def test_a_catch_timer_holds_its_token() -> None:
    wait = Node(id="wait", name="wait", kind=NodeKind.CATCH, event=EventKind.TIMER, timer=60.0)
    case = ByHand(draw([wait, step("a")], ["start > wait", "wait > a"])).start()
    assert case.asked == ["StartTimer wait"]

    case.receive(TimerFired(case.node("wait"), 1))
    assert case.asked == ["PerformStep a"]


def test_a_timer_that_fires_twice_moves_one_token() -> None:
    wait = Node(id="wait", name="wait", kind=NodeKind.CATCH, event=EventKind.TIMER, timer=60.0)
    case = ByHand(draw([wait, step("a")], ["start > wait", "wait > a"])).start()
    fired = TimerFired(case.node("wait"), 1)

    case.receive(fired).receive(fired)

    assert case.asked == []


def test_a_message_catch_lets_its_token_through() -> None:
    catch = Node(id="catch", name="catch", kind=NodeKind.CATCH, event=EventKind.MESSAGE)

    case = ByHand(draw([catch, step("a")], ["start > catch", "catch > a"])).start()

    assert case.asked == ["PerformStep a"]


def test_an_interrupting_timer_takes_the_token_from_its_step() -> None:
    map_ = draw(
        [step("a"), timer("late", "a", 1.0), step("b"), step("c")],
        ["start > a", "a > b", "late > c"],
    )
    case = ByHand(map_).start().receive(TimerFired(2, 1))
    assert case.asked == ["PerformStep c"]

    case.done("a")
    assert "PerformStep b" not in case.asked


def test_a_timer_that_does_not_interrupt_adds_a_token() -> None:
    map_ = draw(
        [step("a"), timer("late", "a", 1.0, interrupting=False), step("b"), step("c")],
        ["start > a", "a > b", "late > c"],
    )
    case = ByHand(map_).start()

    case.receive(TimerFired(case.node("late"), 1))
    assert case.asked == ["PerformStep c"]
    case.done("a")
    assert case.asked == ["PerformStep b"]


def test_a_late_answer_of_an_earlier_attempt_settles_the_step() -> None:
    case = ByHand(chain(step("a"), step("b"))).start()
    case.receive(StepTimedOut(case.node("a"), 1, 1))
    assert case.asked == ["PerformStep a"]

    case.done("a", attempt=1)
    assert case.asked == ["PerformStep b"]


def test_a_second_answer_changes_nothing() -> None:
    case = ByHand(chain(step("a"), step("b"))).start().done("a").done("a")

    assert case.asked == []


def test_a_failure_of_an_earlier_attempt_changes_nothing() -> None:
    case = ByHand(chain(step("a"))).start()
    case.receive(StepTimedOut(case.node("a"), 1, 1))

    case.receive(StepFailed(case.node("a"), 1, 1, permanent=False))

    assert case.asked == []


def test_a_token_to_another_owner_crosses_the_network() -> None:
    case = ByHand(chain(step("a"), step("b")), OrchestrationModel.CHOREOGRAPHY).start().done("a")

    assert case.asked == ["MoveToken b"]


def test_a_token_to_the_same_owner_does_not_cross() -> None:
    map_ = chain(step("a", participant="shop"), step("b", participant="shop"))

    case = ByHand(map_, OrchestrationModel.CHOREOGRAPHY).start().done("a")

    assert case.asked == ["PerformStep b"]


def test_a_token_that_arrives_again_without_inbox_does_the_work_again() -> None:
    case = ByHand(chain(step("a"), step("b")), OrchestrationModel.CHOREOGRAPHY).start().done("a")
    case.receive(TokenArrived(case.node("b"), 1, 1))

    case.receive(TokenRepeated(case.node("b"), 1, 1))

    assert case.asked == ["PerformStep b"]
    assert case.machine.state.live == 1


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
