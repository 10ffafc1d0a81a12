"""What is over before its time: who stops at once, who has to hear of it, what comes too late."""

from __future__ import annotations

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import draw, step
from tests.workflows.engine.shapes import at_boundary, end, event_sub, scope, start
from workflows.definition.model import Definition, EventKind, NodeKind, OrchestrationModel
from workflows.engine.core.commands import Carry
from workflows.engine.core.events import StopHeard

CHOREOGRAPHY = OrchestrationModel.CHOREOGRAPHY


def two_branches(*, undo: bool = False) -> Definition:
    """``a`` terminates the case while ``b`` and then ``c`` are done beside it."""
    nodes = [step("a"), step("b", undo=undo), step("c", participant="b")]
    flows = ["start > a", "start > b", "a > stop", "b > c"]
    return draw([*nodes, end("stop", EventKind.TERMINATE)], flows)


def interruptible() -> Definition:
    """``inner`` and then ``more`` run in a sub-process; a signal at its boundary interrupts it."""
    inside = [start("in"), step("inner", undo=True), step("more", participant="inner")]
    edge = at_boundary("stop", "sub", EventKind.SIGNAL, ref="x")
    nodes = [*scope("sub", inside), edge, step("after"), step("instead", participant="after")]
    flows = ["start > sub", "sub > after", "in > inner", "inner > more", "stop > instead"]
    return draw(nodes, flows)


def test_a_terminating_end_ends_the_other_branches() -> None:
    case = ByHand(two_branches()).start().done("a")
    assert case.asked == ["Withdraw b", "EndCase"]

    assert case.done("b").asked == ["RejectAnswer b"]


def test_what_ends_after_a_terminating_end_is_taken_back() -> None:
    case = ByHand(two_branches(undo=True)).start().done("a")

    assert case.done("b").asked == ["RejectAnswer b", "PerformStep undo b"]


def test_other_owners_go_on_until_they_hear_of_a_terminating_end() -> None:
    case = ByHand(two_branches(), CHOREOGRAPHY).start().deliver().done("a")
    assert [c.event for c in case.commands if isinstance(c, Carry)] == [
        StopHeard(
            case.compiled.participants.index("b"),
            case.compiled.processes[0],
            undo=False,
            scope=next(iter(case.machine.state.scopes)),
        )
    ]

    assert case.done("b").asked == ["PerformStep c"]


def test_they_stop_when_they_hear_of_it() -> None:
    case = ByHand(two_branches(), CHOREOGRAPHY).start().deliver().done("a").deliver()

    assert case.asked == ["EndCase", "Withdraw b"]
    assert case.machine.state.tokens == {}


def test_an_interrupted_scope_stops_what_runs_in_it() -> None:
    case = ByHand(interruptible()).start().triggers("stop")
    assert case.at_work == ["inner", "instead"]

    assert case.done("inner").asked == ["RejectAnswer inner", "PerformStep undo inner"]


def test_another_owner_hears_of_an_interrupted_scope() -> None:
    case = ByHand(interruptible(), CHOREOGRAPHY).start().deliver().triggers("stop")
    assert "Carry sub" in case.asked

    case.deliver().done("inner")
    assert case.asked == ["RejectAnswer inner", "PerformStep undo inner"]


def test_what_comes_out_of_an_interrupted_scope_too_late_is_dropped() -> None:
    case = ByHand(interruptible(), CHOREOGRAPHY).start().deliver().triggers("stop")
    held_back = case.commands

    case.done("inner").done("more").deliver()

    assert [c for c in held_back if isinstance(c, Carry)]
    assert "PerformStep after" not in case.asked


def test_a_scope_in_which_an_event_sub_process_took_over_ends_with_it() -> None:
    instead = event_sub("instead", start("stop", EventKind.SIGNAL, ref="x"), [step("clean")])
    nodes = [*scope("sub", [start("in"), step("a"), *instead]), step("after")]
    case = ByHand(draw(nodes, ["start > sub", "sub > after", "in > a", "stop > clean"])).start()
    case.triggers("stop")
    assert case.asked == ["Withdraw a", "PerformStep clean"]

    assert case.done("clean").asked == ["PerformStep after"]


def test_an_error_in_what_took_over_a_scope_travels_on_outward() -> None:
    instead = event_sub("instead", start("first", EventKind.ERROR), [step("clean")])
    inside = [start("in"), step("a"), *instead]
    edge = at_boundary("second", "sub", EventKind.ERROR)
    nodes = [*scope("sub", inside), edge, step("tell")]
    flows = ["start > sub", "in > a", "first > clean", "second > tell"]
    case = ByHand(draw(nodes, flows)).start().fails("a")
    assert case.at_work == ["clean"]

    assert case.fails("clean").at_work == ["tell"]


def test_scopes_inside_an_interrupted_scope_are_over_too() -> None:
    deep = scope("deep", [start("deep-in"), step("a")])
    edge = at_boundary("stop", "sub", EventKind.SIGNAL, ref="x")
    nodes = [*scope("sub", [start("in"), *deep]), edge, step("b")]
    flows = ["start > sub", "in > deep", "deep-in > a", "stop > b"]
    case = ByHand(draw(nodes, flows)).start().triggers("stop")

    assert case.asked == ["Withdraw a", "PerformStep b"]
    assert len(case.machine.state.scopes) == 1


def test_a_cancelled_transaction_withdraws_what_is_under_way() -> None:
    inside = [start("in"), step("a"), end("cancel", EventKind.CANCEL)]
    edge = at_boundary("cancelled", "deal", EventKind.CANCEL)
    nodes = [*scope("deal", inside, kind=NodeKind.TRANSACTION), edge, step("tell")]
    flows = ["start > deal", "in > a", "in > cancel", "cancelled > tell"]

    assert ByHand(draw(nodes, flows)).start().asked == [
        "PerformStep a",
        "Withdraw a",
        "PerformStep tell",
    ]


def test_a_second_terminating_end_ends_only_what_its_owner_holds() -> None:
    ends = [end(name, EventKind.TERMINATE) for name in ("stop", "halt")]
    flows = ["start > a", "start > b", "a > stop", "b > halt"]
    race = draw([step("a"), step("b"), *ends], flows)
    case = ByHand(race, CHOREOGRAPHY).start().deliver().done("a")

    assert case.done("b").asked == []
