"""Messages, signals, escalations, errors and terminating ends: who catches what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import draw, step
from tests.workflows.engine.shapes import (
    at_boundary,
    catch,
    end,
    event_sub,
    receive,
    scope,
    start,
    throw,
)
from workflows.definition.model import (
    Definition,
    EventKind,
    MessageFlow,
    Node,
    NodeKind,
    OrchestrationModel,
)

RAISED = (EventKind.ERROR, EventKind.ESCALATION)


def raising(
    event: EventKind, *around: Node, ref: str = "x", inside: tuple[Node, ...] = ()
) -> Definition:
    """A sub-process that ends by throwing, with ``inside`` in it and ``around`` beside it; each
    start or boundary event leads to a step ``got-<event>``."""
    sub = scope("sub", [start("in"), end("out", event, ref=ref), *inside])
    catches = [n for n in (*inside, *around) if n.event is event]
    steps = [replace(step(f"got-{n.id}"), parent=_place(n)) for n in catches]
    flows = ["start > sub", "sub > after", "in > out", *(f"{n.id} > got-{n.id}" for n in catches)]
    return draw([*sub, *around, *steps, step("after")], flows)


def _place(node: Node) -> str | None:
    return node.parent if node.kind is NodeKind.START else None


@pytest.mark.parametrize("event", RAISED)
def test_what_is_thrown_is_caught_at_the_boundary_of_its_scope(event: EventKind) -> None:
    case = ByHand(raising(event, at_boundary("edge", "sub", event, ref="x"))).start()

    assert case.at_work == ["got-edge"]


@pytest.mark.parametrize("event", RAISED)
def test_an_event_without_a_code_catches_any(event: EventKind) -> None:
    case = ByHand(raising(event, at_boundary("edge", "sub", event))).start()

    assert case.at_work == ["got-edge"]


@pytest.mark.parametrize("event", RAISED)
def test_another_code_is_not_caught(event: EventKind) -> None:
    case = ByHand(raising(event, at_boundary("edge", "sub", event, ref="y"))).start()

    assert case.at_work == ["after"]


@pytest.mark.parametrize("event", RAISED)
def test_the_event_that_names_the_code_goes_before_a_catch_all(event: EventKind) -> None:
    edges = (at_boundary("any", "sub", event), at_boundary("exact", "sub", event, ref="x"))

    assert ByHand(raising(event, *edges)).start().at_work == ["got-exact"]


@pytest.mark.parametrize("event", RAISED)
def test_an_event_sub_process_inside_goes_before_the_boundary(event: EventKind) -> None:
    inside = tuple(event_sub("instead", start("inner", event)))
    edge = at_boundary("edge", "sub", event)

    assert ByHand(raising(event, edge, inside=inside)).start().at_work == ["got-inner"]


@pytest.mark.parametrize("event", RAISED)
def test_it_travels_outward_to_the_nearest_scope_that_catches(event: EventKind) -> None:
    around = event_sub("instead", start("outer", event))

    assert ByHand(raising(event, *around)).start().at_work == ["got-outer"]


def test_an_error_that_nothing_catches_makes_the_case_fail() -> None:
    case = ByHand(raising(EventKind.ERROR)).start()

    assert case.machine.state.failed


def test_an_escalation_that_nothing_catches_goes_unheard() -> None:
    case = ByHand(raising(EventKind.ESCALATION)).start()

    assert not case.machine.state.failed
    assert case.at_work == ["after"]


def test_an_escalation_may_begin_something_beside_its_scope() -> None:
    edge = at_boundary("edge", "sub", EventKind.ESCALATION, interrupting=False)
    case = ByHand(raising(EventKind.ESCALATION, edge)).start()

    assert case.at_work == ["after", "got-edge"]


def test_an_event_sub_process_does_not_catch_what_it_throws_itself() -> None:
    begins = start("news", EventKind.ESCALATION, interrupting=False)
    sub = event_sub("watch", begins, [throw("again", EventKind.ESCALATION)])
    nodes = [throw("first", EventKind.ESCALATION), *sub]

    case = ByHand(draw(nodes, ["start > first", "first > end", "news > again"])).start()

    assert case.asked == ["EndCase"]


def test_a_business_error_is_caught_by_its_code() -> None:
    nodes = [step("pay"), at_boundary("declined", "pay", EventKind.ERROR, ref="no"), step("tell")]
    case = ByHand(draw(nodes, ["start > pay", "declined > tell"])).start()

    assert case.fails("pay", "no").at_work == ["tell"]


def test_a_technical_failure_is_caught_by_a_catch_all_around_the_step() -> None:
    inside = [start("in"), step("pay")]
    edge = at_boundary("edge", "sub", EventKind.ERROR)
    nodes = [*scope("sub", inside), edge, step("tell")]
    case = ByHand(draw(nodes, ["start > sub", "in > pay", "edge > tell"])).start()

    assert case.fails("pay").at_work == ["tell"]


def test_a_technical_failure_is_no_business_error() -> None:
    nodes = [step("pay"), at_boundary("declined", "pay", EventKind.ERROR, ref="no"), step("tell")]
    case = ByHand(draw(nodes, ["start > pay", "declined > tell"])).start()

    assert case.fails("pay").asked == ["ParkCase pay"]


def test_an_error_that_crossed_owners_and_was_not_caught_is_told_back() -> None:
    instead = event_sub("instead", start("first", EventKind.ERROR), [step("clean")])
    watch = event_sub("watch", start("second", EventKind.ERROR), [step("other")])
    sub = scope("sub", [start("in"), step("a"), *instead, *watch])
    flows = ["start > sub", "sub > after", "in > a", "first > clean", "second > other"]
    map_ = draw([*sub, step("after")], flows)
    case = ByHand(map_, OrchestrationModel.CHOREOGRAPHY).start().deliver().fails("a").deliver()
    assert case.at_work == ["clean"]

    assert case.fails("clean").asked[-1] == "Carry clean"
    assert case.deliver().asked[-1] == "ParkCase clean"


def test_a_signal_reaches_all_that_wait_for_it() -> None:
    nodes = [
        catch("one", EventKind.SIGNAL, ref="x"),
        catch("two", EventKind.SIGNAL, ref="x"),
        step("a"),
        throw("call", EventKind.SIGNAL, ref="x"),
    ]
    flows = ["start > one", "start > two", "start > a", "a > call"]
    case = ByHand(draw(nodes, flows)).start()
    assert case.asked == ["PerformStep a"]

    assert case.done("a").asked == ["EndCase"]


def test_a_signal_crosses_to_other_owners() -> None:
    nodes = [
        catch("wait", EventKind.SIGNAL, ref="x"),
        step("b"),
        step("a"),
        throw("call", EventKind.SIGNAL, ref="x"),
    ]
    map_ = draw(nodes, ["start > wait", "wait > b", "start > a", "a > call"])
    case = ByHand(map_, OrchestrationModel.CHOREOGRAPHY).start().deliver().done("a")

    assert case.asked == ["Carry call"]
    assert case.deliver().at_work == ["b"]


def by_message(target: Node, *flows: str) -> Definition:
    waits = [step("c")] if any("c" in flow.split() for flow in flows) else []
    nodes = [step("a"), throw("tell", EventKind.MESSAGE), *waits, target, step("b")]
    map_ = draw(nodes, ["start > a", "a > tell", *flows])
    return replace(map_, message_flows=(MessageFlow(id="m", source="tell", target=target.id),))


def test_a_message_reaches_what_waits_for_it() -> None:
    wait = catch("wait", EventKind.MESSAGE)
    case = ByHand(by_message(wait, "start > wait", "wait > b")).start()
    assert case.asked == ["PerformStep a"]

    assert case.done("a").asked == ["PerformStep b"]


def test_a_message_that_nobody_waits_for_yet_is_kept() -> None:
    wait = catch("wait", EventKind.MESSAGE)
    case = ByHand(by_message(wait, "start > c", "c > wait", "wait > b")).start().done("a")
    assert case.asked == []

    assert case.done("c").asked == ["PerformStep b"]


def test_a_message_is_taken_once() -> None:
    wait = catch("wait", EventKind.MESSAGE)
    flows = ("start > wait", "start > wait", "wait > b")
    case = ByHand(by_message(wait, *flows)).start().done("a")

    assert case.at_work == ["b"]
    assert case.machine.state.live == 2


def test_a_receive_task_takes_what_somebody_in_the_map_sends() -> None:
    case = ByHand(by_message(receive("get"), "start > get", "get > b")).start()
    assert case.asked == ["PerformStep a"]

    assert case.done("a").asked == ["PerformStep b"]


def test_a_receive_task_without_a_sender_is_done_like_any_step() -> None:
    case = ByHand(draw([receive("get")], ["start > get"])).start()

    assert case.asked == ["PerformStep get"]
    assert case.triggers("get").asked == ["EndCase"]


def test_messages_find_their_way_by_name_too() -> None:
    nodes = [throw("tell", EventKind.MESSAGE, ref="x"), catch("wait", EventKind.MESSAGE, ref="x")]
    case = ByHand(draw([*nodes, step("b")], ["start > wait", "wait > b", "start > tell"])).start()

    assert case.asked == ["PerformStep b"]


def test_a_link_goes_on_behind_its_catch() -> None:
    nodes = [throw("go", EventKind.LINK, ref="x"), catch("land", EventKind.LINK, ref="x")]
    case = ByHand(draw([*nodes, step("b")], ["start > go", "land > b"])).start()

    assert case.asked == ["PerformStep b"]


def test_a_terminating_end_ends_only_its_own_scope() -> None:
    inside = [start("in"), step("a"), step("b"), end("stop", EventKind.TERMINATE)]
    nodes = [*scope("sub", inside), step("after")]
    flows = ["start > sub", "sub > after", "in > a", "in > b", "a > stop"]
    case = ByHand(draw(nodes, flows)).start().done("a")

    assert case.asked == ["Withdraw b", "PerformStep after"]


def test_a_cancelled_transaction_is_undone_and_left_by_its_cancel_event() -> None:
    inside = [start("in"), step("a", undo=True), end("cancel", EventKind.CANCEL)]
    edge = at_boundary("cancelled", "deal", EventKind.CANCEL)
    nodes = [*scope("deal", inside, kind=NodeKind.TRANSACTION), edge, step("tell")]
    flows = ["start > deal", "in > a", "a > cancel", "cancelled > tell"]
    case = ByHand(draw(nodes, flows)).start().done("a")
    assert case.asked == ["PerformStep undo a"]

    assert case.done("undo a").asked == ["PerformStep tell"]
